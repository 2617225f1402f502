//! A treasury in which every message works, in the settings in which messages differ.

use cosmwasm_std::{coin, Addr};
use cw4::Member;
use tributary_controls::ControlError;
use tributary_testing::{Network, DENOM};
use tributary_types::asset::Asset;
use tributary_types::ownership::OwnershipAction;
use tributary_types::treasury_decay::{CirculatingSupply, ExecuteMsg, IdentityRule, UnstakedShare};

use crate::support::bench::{Bench, Roles, Sample};
use crate::support::suite::{uint, Suite};
use crate::support::tokens::token;
use crate::world::{collect, identify, refresh, revoke, settle, spend, Change, World, WEEK};

/// How users are identified.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// Everyone is.
    Off,
    /// By a list.
    List,
    /// By a group.
    Group,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Off, Self::List, Self::Group];
}

/// A cw4 group with these members, whose admin is the owner.
pub fn group(suite: &mut Suite, members: &[&Addr]) -> Addr {
    let owner = suite.owner.clone();
    let members = members.iter().map(|member| Member { addr: member.to_string(), weight: 1 }).collect();
    let msg = cw4_group::msg::InstantiateMsg { admin: Some(owner.to_string()), members };
    let (group, _) = suite.chain.instantiate(&owner, "cw4-group", "group", &msg, vec![]).unwrap();
    suite.call(&group, "group");
    group
}

/// Alice has 10,000,000 and bob 1,000,000 in ada's pool, both identified. The treasury has 5,473,816 and more, alice a share,
/// and the epoch is over. The ownership was offered to heir. 70 uother and 1,000 of a token lie in the treasury.
pub fn settled(setting: Setting) -> (World, Addr) {
    let mut suite = Suite::default();
    let [registrar, alice, bob, heir] = ["registrar", "alice", "bob", "heir"].map(|name| suite.who(name));
    let identity = match setting {
        Setting::Off => IdentityRule::Off {},
        Setting::List => IdentityRule::List { registrar: registrar.to_string() },
        Setting::Group => IdentityRule::Cw4 { group: group(&mut suite, &[&alice, &bob]).to_string() },
    };
    let mut world = World::on(suite, |msg| msg.identity = identity);
    if setting == Setting::List {
        world.send(&registrar, &identify(&[&alice, &bob])).unwrap();
    }
    let (ada, owner, treasury) = (world.ada.clone(), world.suite.owner.clone(), world.treasury.clone());
    world.stake(&alice, &ada, 10_000_000);
    world.stake(&bob, &ada, 1_000_000);
    world.suite.wait(WEEK);
    world.send(&ada, &ExecuteMsg::SetUserShare { share_bps: 50 }).unwrap();
    world.revenue(11_000_000);
    world.collect(&ada, &[&alice, &bob]);
    world.suite.former_owner(&treasury);
    let offer = OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry: None };
    world.send(&owner, &ExecuteMsg::UpdateOwnership(offer)).unwrap();
    let kept = world.suite.holds(&treasury);
    world.suite.chain.set_balance(&treasury, vec![coin(70, "uother"), coin(kept, DENOM)]).unwrap();
    let token = token(&mut world.suite.chain, &owner, "token", &[(&treasury, 1_000)]);
    world.revenue(11_000_000);
    world.suite.wait(WEEK);
    (world, token)
}

/// Whoever is someone to the treasury.
pub fn roles(world: &World) -> Roles {
    vec![
        ("owner", world.suite.owner.clone()),
        ("former owner", world.suite.chain.address_of("former").unwrap()),
        ("pending", world.suite.chain.address_of("heir").unwrap()),
        ("registry", world.registry.clone()),
        ("registrar", world.registrar.clone()),
        ("operator", world.ada.clone()),
        ("user", world.alice.clone()),
        ("stranger", world.eve.clone()),
    ]
}

/// A sample of every message, from whoever may send it in some setting.
fn samples(world: &World, token: &Addr) -> Vec<Sample> {
    let World { registry, registrar, payer, ada, alice, bob, carol, eve, .. } = world;
    let owner = &world.suite.owner;
    let other = |asset| ExecuteMsg::SpendOther { asset, to: eve.to_string(), amount: uint(7) };
    let messages = vec![
        (registry, 0, "", world.told(alice, ada, 5_000_000, true)),
        (payer, 1_000, "", ExecuteMsg::DistributeRevenue {}),
        (eve, 0, "", settle(alice, Some(5))),
        (eve, 0, "", collect(ada, &[alice, bob], Some(5))),
        (alice, 0, "", ExecuteMsg::ClaimShare {}),
        (ada, 0, "", ExecuteMsg::SetUserShare { share_bps: 100 }),
        (eve, 0, "", ExecuteMsg::RollEpoch {}),
        (registrar, 0, "", identify(&[carol, eve])),
        (registrar, 0, "", revoke(&[alice, carol])),
        (eve, 0, "", refresh(alice)),
        (owner, 0, "", spend(eve, 5)),
        (owner, 0, " native", other(Asset::Native("uother".to_owned()))),
        (owner, 0, " cw20", other(Asset::Cw20(token.to_string()))),
    ];
    let samples = messages.into_iter().chain(administration(world));
    samples
        .map(|(sender, funds, note, message)| Sample { note, ..Sample::new(sender, message, funds) })
        .collect()
}

/// What changes parameters and the owner.
fn administration(world: &World) -> Vec<(&Addr, u128, &'static str, ExecuteMsg)> {
    let (owner, eve) = (&world.suite.owner, world.eve.to_string());
    let update = |registrar, circulating_supply| {
        let change = Change {
            registrar,
            epoch_secs: Some(WEEK),
            release_secs: Some(60),
            min_stake: Some(uint(5)),
            unstaked_share: Some(UnstakedShare::Treasury),
            circulating_supply: Some(circulating_supply),
        };
        change.msg()
    };
    let excluding = CirculatingSupply::BankSupply { exclude: vec![eve.clone()] };
    let expiry = Some(world.suite.after(60));
    let offer = OwnershipAction::TransferOwnership { new_owner: eve.clone(), expiry };
    vec![
        (owner, 0, "", update(None, CirculatingSupply::Fixed { amount: uint(9) })),
        (owner, 0, " registrar", update(Some(eve), excluding)),
        (owner, 0, " nothing", Change::default().msg()),
        (owner, 0, "", ExecuteMsg::MigrateRecords { cursor: 0, limit: 1 }),
        (owner, 0, "", ExecuteMsg::UpdateOwnership(offer)),
        (owner, 0, "", ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership)),
    ]
}

/// A bench in that setting, with all samples.
pub fn bench(setting: Setting) -> (Bench, Roles) {
    let (world, token) = settled(setting);
    let (mut samples, roles) = (samples(&world, &token), roles(&world));
    let accept = ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership);
    samples.push(Sample::new(&roles[2].1, accept, 0));
    let canary = settle(&world.eve, Some(0));
    let words = ControlError::InvalidLimit { what: "checkpoint" }.to_string();
    let World { suite, treasury, .. } = world;
    let Network { chain, .. } = suite.into_network();
    (Bench::new(chain, treasury, samples, canary, &words).migrating(), roles)
}
