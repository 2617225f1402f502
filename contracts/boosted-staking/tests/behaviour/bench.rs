//! A vault in which every message works, in the settings in which messages differ.

use cosmwasm_std::{Addr, Binary};
use tributary_boosted_staking::ContractError;
use tributary_testing::{Network, DENOM};
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::boosted_staking::{BoostCollection, CountedBy, ExecuteMsg, NftAction, TokenAction};
use tributary_types::license_nft::ReceiveNft;
use tributary_types::ownership::OwnershipAction;

use crate::deposits::{cw721, mint, send_nft};
use crate::support::bench::{Bench, Roles, Sample};
use crate::support::suite::{uint, Suite};
use crate::support::tokens::{send_tokens, token};
use crate::world::{
    claim_of, holdings, refresh, scores, withdraw, withdraw_nft, World, ADVANCE, DAY, DAYS, SWEEP, TOTAL,
};

/// What is staked, what boosts, and how far the programme is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// Coins, and licences that are counted where they are.
    Coins,
    /// Tokens, and NFTs that are deposited.
    Tokens,
    /// As with coins, but the programme has not begun, and nobody has a position.
    Before,
    /// As with coins, but paused.
    Paused,
    /// Coins, no collection, and the end is past.
    Over,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Coins, Self::Tokens, Self::Before, Self::Paused, Self::Over];
}

/// Who is something to the vault in some setting.
struct Cast {
    collection: Addr,
    token: Addr,
}

/// Alice has a position that matured and one that is open, but before the beginning none and at the end no open one; the ownership was offered to heir.
fn settled(setting: Setting) -> (World, Cast) {
    let mut suite = Suite::default();
    let [owner, alice, funder] = ["owner", "alice", "funder"].map(|name| suite.who(name));
    let token = token(&mut suite.chain, &owner, "token", &[(&alice, TOTAL), (&funder, TOTAL)]);
    suite.call(&token, "token");
    let collection = match setting {
        Setting::Tokens | Setting::Over => cw721(&mut suite),
        _ => suite.deploy_licenses(|msg| msg.staker_registry = None),
    };
    let mut world = instantiated(suite, setting, &token, &collection);
    let vault = world.address.clone();
    let bring = |world: &mut World, who: &Addr, amount: u128, purpose: &TokenAction| match (setting, purpose)
    {
        (Setting::Tokens, _) => {
            send_tokens(&mut world.suite.chain, who, &token, &vault, (amount, purpose)).unwrap();
        }
        (_, TokenAction::Fund {}) => drop(world.fund(who, amount).unwrap()),
        (_, TokenAction::Stake { days }) => drop(world.stake(who, amount, *days)),
    };
    bring(&mut world, &funder, TOTAL - 1_000, &TokenAction::Fund {});
    if setting != Setting::Before {
        for days in [30, 300] {
            bring(&mut world, &alice, 1_000, &TokenAction::Stake { days });
        }
    }
    if setting == Setting::Tokens {
        mint(&mut world.suite, &collection, &alice, &["a1"]);
        let purpose = NftAction::DepositBoost {};
        send_nft(&mut world.suite, &alice, &collection, &vault, ("a1", &purpose)).unwrap();
    }
    world.suite.former_owner(&vault);
    let offer = OwnershipAction::TransferOwnership { new_owner: world.heir.to_string(), expiry: None };
    world.owner_tells(&ExecuteMsg::UpdateOwnership(offer));
    match setting {
        Setting::Paused => drop(world.owner_tells(&ExecuteMsg::Pause {})),
        Setting::Over => world.pass_until(DAYS * DAY),
        _ => {}
    }
    world.pass_days(40);
    (world, Cast { collection, token })
}

/// The vault: of `token` or of coins, boosted by `collection` unless it is over, started unless it is before.
fn instantiated(suite: Suite, setting: Setting, token: &Addr, collection: &Addr) -> World {
    let counted_by = if setting == Setting::Tokens { CountedBy::Deposit } else { CountedBy::Balance };
    World::empty_on(suite, |msg| {
        let asset = match setting {
            Setting::Tokens => Asset::Cw20(token.to_string()),
            _ => Asset::Native(DENOM.to_owned()),
        };
        (msg.stake_asset, msg.reward_asset) = (asset.clone(), asset);
        let address = collection.to_string();
        let collection = Some(BoostCollection { address, counted_by });
        msg.boost_collection = collection.filter(|_| setting != Setting::Over);
        if setting == Setting::Before {
            msg.starts_at = msg.starts_at.plus_seconds(DAYS * DAY);
        }
    })
}

/// A sample of every message, from whoever may send it in some setting.
fn samples(world: &World, Cast { collection, token }: &Cast) -> Vec<Sample> {
    let World { alice, bob, funder, oracle, eve, .. } = world;
    let received = |sender: &Addr, purpose: &TokenAction| {
        let (sender, msg) = (sender.to_string(), cosmwasm_std::to_json_binary(purpose).unwrap());
        ExecuteMsg::Receive(ReceiveTokens { sender, amount: uint(5), msg })
    };
    let nft = |msg: &'static [u8]| {
        let (sender, token_id) = (bob.to_string(), "b1".to_owned());
        ExecuteMsg::ReceiveNft(ReceiveNft { sender, token_id, msg: Binary::from(msg) })
    };
    let page = ExecuteMsg::Claim { position_id: None, start_after: Some(0), limit: Some(5) };
    let messages = vec![
        (alice, 5, "", ExecuteMsg::Stake { days: 45 }),
        (token, 0, " stake", received(alice, &TokenAction::Stake { days: 45 })),
        (token, 0, " fund", received(funder, &TokenAction::Fund {})),
        (alice, 0, "", withdraw(1)),
        (alice, 0, " one", claim_of(1)),
        (alice, 0, " page", page),
        (funder, 5, "", ExecuteMsg::Fund {}),
        (collection, 0, "", nft(br#"{"deposit_boost":{}}"#)),
        (alice, 0, "", withdraw_nft("a1")),
        (eve, 0, "", refresh(alice)),
        (collection, 0, "", holdings(alice, 7)),
        (oracle, 0, "", scores(&[(alice, 7), (bob, 9)])),
        (eve, 0, "", ADVANCE),
        (eve, 0, "", SWEEP),
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
    let update = |who: Option<String>, min_stake| ExecuteMsg::UpdateConfig {
        loyalty_oracle: who.clone(),
        min_stake,
        guardian: who,
    };
    let expiry = Some(world.suite.after(60));
    let offer = OwnershipAction::TransferOwnership { new_owner: eve.clone(), expiry };
    vec![
        (guardian, 0, "", ExecuteMsg::Pause {}),
        (owner, 0, "", ExecuteMsg::Unpause {}),
        (owner, 0, "", update(Some(eve), Some(uint(5)))),
        (owner, 0, " nothing", update(None, None)),
        (heir, 0, "", ExecuteMsg::MigrateRecords { cursor: 0, limit: 1 }),
        (owner, 0, "", ExecuteMsg::UpdateOwnership(offer)),
        (owner, 0, "", ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership)),
        (heir, 0, "", ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)),
    ]
}

/// A bench in that setting, with all samples, and whoever is someone to the vault.
pub fn bench(setting: Setting) -> (Bench, Roles) {
    let (world, cast) = settled(setting);
    let samples = samples(&world, &cast);
    let roles = vec![
        ("owner", world.suite.owner.clone()),
        ("former owner", world.suite.chain.address_of("former").unwrap()),
        ("pending", world.heir.clone()),
        ("guardian", world.suite.guardian.clone()),
        ("oracle", world.oracle.clone()),
        ("collection", cast.collection),
        ("token", cast.token),
        ("user", world.alice.clone()),
        ("stranger", world.eve.clone()),
    ];
    let error = ContractError::DepositNotFound { token_id: "canary".to_owned() };
    let (suite, vault) = world.into_parts();
    let Network { chain, .. } = suite.into_network();
    (Bench::new(chain, vault, samples, withdraw_nft("canary"), &error.to_string()).migrating(), roles)
}
