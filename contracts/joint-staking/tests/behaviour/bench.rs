//! An escrow in which every message works, in the settings in which messages differ.

use cosmwasm_std::Addr;
use tributary_joint_staking::ContractError;
use tributary_testing::{Network, Parameters};
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::joint_staking::{ExecuteMsg, TokenAction};
use tributary_types::ownership::OwnershipAction;

use crate::support::bench::{Bench, Roles, Sample};
use crate::support::suite::{uint, Suite};
use crate::support::tokens::{send_tokens, token};
use crate::world::{
    cancel, caps, claim, collect, consent, edit, multipliers, neat, one_asset, open, register, release,
    remove, resume, revoke, set_treasury, settle, steps, suspend, terminate, update, Changes, World, FORWARD,
    FUND, POOL,
};

/// What is staked, and whether offers are stopped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// Coins, a pool and a treasury.
    Coins,
    /// Tokens.
    Tokens,
    /// Coins, paused.
    Paused,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Coins, Self::Tokens, Self::Paused];
}

/// Who is something to the escrow in some setting.
struct Cast {
    token: Addr,
    treasury: Addr,
    pool: Addr,
}

/// Olga's devices, all but d9 and d3 of otto, are in every state that a message needs.
fn settled(setting: Setting) -> (World, Cast) {
    let mut suite = Suite::default();
    let [owner, sam, funder] = ["owner", "sam", "funder"].map(|name| suite.who(name));
    let token = token(&mut suite.chain, &owner, "token", &[(&sam, 1 << 40), (&funder, 1 << 40)]);
    suite.call(&token, "token");
    let (treasury, _) = suite.deploy_treasury(&Parameters::default().revenue, &[]).unwrap();
    let pool = suite.pool_of("ada", 1_000_000, 0);
    let (registry, cash) = (suite.pool_registry.to_string(), setting != Setting::Tokens);
    let mut world = World::on(suite, |msg| {
        one_asset(msg);
        msg.mutual_exit_free = Some(true);
        if cash {
            msg.treasury = Some(treasury.to_string());
            msg.pool_registry = Some(registry);
        } else {
            let asset = || Asset::Cw20(token.to_string());
            (msg.stake_asset, msg.reward_asset) = (asset(), asset());
        }
    });
    let escrow = world.address.clone();
    let bring = |world: &mut World, who: &Addr, amount: u128, purpose: &TokenAction| match (cash, purpose) {
        (false, _) => {
            send_tokens(&mut world.suite.chain, who, &token, &escrow, (amount, purpose)).unwrap();
        }
        (true, TokenAction::FundRewards {}) => drop(world.fund(amount)),
        (true, TokenAction::AcceptOffer { offer_id, .. }) => drop(world.accept(who, *offer_id)),
        (true, TokenAction::TerminateAgreement { .. }) => {}
    };
    bring(&mut world, &funder, POOL, &TokenAction::FundRewards {});
    let olga = world.olga.clone();
    for number in 4..=9 {
        world.register(&format!("d{number}"), &olga, "neat");
    }
    let bind = |world: &mut World, device: &str, lock_days: u32| {
        let offer_id = world.open(device, 4_000, 1_000, lock_days);
        let purpose = TokenAction::AcceptOffer { offer_id, revision: None, min_base_reward: None };
        bring(world, &sam, 1_000, &purpose);
        offer_id
    };
    // 1 is settled by somebody, 2 goes on, 3 has a consent, 4 ended at a price.
    for (device, lock_days) in [("d4", 30), ("d5", 60), ("d6", 60), ("d7", 60)] {
        bind(&mut world, device, lock_days);
    }
    if cash {
        world.registrar_tells(&neat(None, Some(&pool), None));
        // 5 leaves its pool.
        bind(&mut world, "d8", 30);
    }
    world.pass_days(30);
    world.tells(&olga, &terminate(4));
    world.tells(&olga, &consent(3));
    if cash {
        world.settle(5);
    }
    world.suspend("d7");
    world.open("d1", 4_000, 1_000, 30);
    world.suite.former_owner(&escrow);
    let offer = OwnershipAction::TransferOwnership { new_owner: world.heir.to_string(), expiry: None };
    world.owner_tells(&ExecuteMsg::UpdateOwnership(offer));
    if setting == Setting::Paused {
        world.owner_tells(&ExecuteMsg::Pause {});
    }
    (world, Cast { token, treasury, pool })
}

/// A sample of every message, from whoever may send it in some setting.
fn samples(world: &World, Cast { token, treasury, pool }: &Cast) -> Vec<Sample> {
    let World { olga, otto, sam, funder, registrar, eve, .. } = world;
    let offer_id = world.device("d1").offer_id.unwrap();
    let received = |sender: &Addr, amount, purpose: &TokenAction| {
        let (sender, msg) = (sender.to_string(), cosmwasm_std::to_json_binary(purpose).unwrap());
        ExecuteMsg::Receive(ReceiveTokens { sender, amount: uint(amount), msg })
    };
    let terms = (Some(0), Some(uint(86_400)));
    let accepted = ExecuteMsg::AcceptOffer { offer_id, revision: terms.0, min_base_reward: terms.1 };
    let sent = TokenAction::AcceptOffer { offer_id, revision: terms.0, min_base_reward: terms.1 };
    let leaving = TokenAction::TerminateAgreement { agreement_id: 2 };
    let rows = steps(&[(12_000, 11_000)]);
    let messages = vec![
        (registrar, 0, "", neat(Some(rows.clone()), None, Some(true))),
        (registrar, 0, " pool", neat(Some(rows), Some(pool), Some(true))),
        (registrar, 0, "", register("new", olga, "neat")),
        (registrar, 0, "", update("d9", Some(otto), Some("neat"))),
        (registrar, 0, "", remove("d9")),
        (registrar, 0, "", suspend("d5")),
        (registrar, 0, "", resume("d7")),
        (olga, 0, "", open("d9", 4_000, 1_000, 30)),
        (olga, 0, "", edit(offer_id, Some(5_000), Some(2_000), Some(60))),
        (olga, 0, "", cancel(offer_id)),
        (sam, 1_000, "", accepted),
        (sam, 0, "", claim(2)),
        (eve, 0, "", settle(1)),
        (sam, 0, "", terminate(2)),
        (sam, 0, "", consent(2)),
        (olga, 0, "", revoke(3)),
        (funder, 5, "", FUND),
        (eve, 0, "", ExecuteMsg::Advance { limit: Some(5) }),
        (eve, 0, "", FORWARD),
        (eve, 0, "", release(5)),
        (eve, 0, "", collect(pool)),
        (token, 0, " accept", received(sam, 1_000, &sent)),
        (token, 0, " fund", received(funder, 5, &TokenAction::FundRewards {})),
        (token, 0, " leave", received(sam, 5, &leaving)),
        (&world.suite.owner, 0, " treasury", set_treasury(Some(treasury))),
        (&world.suite.owner, 0, " none", set_treasury(None)),
    ];
    let samples = messages.into_iter().chain(administration(world));
    samples
        .map(|(sender, funds, note, message)| Sample { note, ..Sample::new(sender, message, funds) })
        .collect()
}

/// What changes parameters, the pause and the owner.
fn administration(world: &World) -> Vec<(&Addr, u128, &'static str, ExecuteMsg)> {
    let (owner, guardian, heir) = (&world.suite.owner, &world.suite.guardian, &world.heir);
    let eve = world.eve.to_string();
    let changes = Changes {
        registrar: Some(eve.clone()),
        penalty_bps: Some(5),
        min_penalty_bps: Some(5),
        mutual_exit_free: Some(false),
        daily_caps: Some(caps(&[(0, 5)])),
        time_multipliers: Some(multipliers(&[(30, 5)])),
    };
    let expiry = Some(world.suite.after(60));
    let offer = OwnershipAction::TransferOwnership { new_owner: eve.clone(), expiry };
    vec![
        (guardian, 0, "", ExecuteMsg::Pause {}),
        (owner, 0, "", ExecuteMsg::Unpause {}),
        (owner, 0, "", changes.msg()),
        (owner, 0, " nothing", Changes::default().msg()),
        (owner, 0, "", ExecuteMsg::SetGuardian { guardian: Some(eve) }),
        (heir, 0, "", ExecuteMsg::MigrateRecords { cursor: 0, limit: 1 }),
        (owner, 0, "", ExecuteMsg::UpdateOwnership(offer)),
        (owner, 0, "", ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership)),
        (heir, 0, "", ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)),
    ]
}

/// A bench in that setting, with all samples, and whoever is someone to the escrow.
pub fn bench(setting: Setting) -> (Bench, Roles) {
    let (world, cast) = settled(setting);
    let mut samples = samples(&world, &cast);
    // A termination may come with a reward coin, and need not.
    let leaving = samples.iter_mut().filter(|sample| sample.name == "terminate_agreement");
    leaving.for_each(|sample| sample.coin_may_come = setting != Setting::Tokens);
    let roles = vec![
        ("owner", world.suite.owner.clone()),
        ("former owner", world.suite.chain.address_of("former").unwrap()),
        ("pending", world.heir.clone()),
        ("guardian", world.suite.guardian.clone()),
        ("registrar", world.registrar.clone()),
        ("token", cast.token),
        ("device owner", world.olga.clone()),
        ("staker", world.sam.clone()),
        ("stranger", world.eve.clone()),
    ];
    let error = ContractError::AgreementNotFound { agreement_id: 999 };
    let (suite, escrow) = world.into_parts();
    let Network { chain, .. } = suite.into_network();
    (Bench::new(chain, escrow, samples, claim(999), &error.to_string()).migrating(), roles)
}
