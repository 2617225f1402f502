//! A collection with people around it, and messages in short form.

use anyhow::Result;
use cosmwasm_std::{coin, coins, Addr, Binary, Coin};
use cw_utils::Expiration;
use serde::de::DeserializeOwned;
use tributary_license_nft::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::{Network, DENOM};
use tributary_types::license_nft::{
    BalanceResponse, ExecuteMsg, HooksResponse, InstantiateMsg, License, MintExtension, NewLicense, NodeRole,
    QueryMsg, StatusResponse, TokensResponse, CONTRACT,
};
use tributary_types::ownership::OwnershipAction;

use crate::ear::ear;
use crate::support::bench::{Bench, Roles, Sample};
use crate::support::suite::{uint, Suite};

/// Coins that a licence stands for.
pub const E: u128 = 1_000;

/// A collection and whoever has to do with it. The staker-registry is a contract that takes licences and does nothing by
/// itself: tests speak for it.
pub struct World {
    /// The chain, and people by name.
    pub suite: Suite,
    /// The collection.
    pub license: Addr,
    /// The staker-registry.
    pub registry: Addr,
    /// The dev team.
    pub minter: Addr,
    /// A holder.
    pub alice: Addr,
    /// Another one.
    pub bob: Addr,
    /// Somebody whom holders approve.
    pub carol: Addr,
    /// The chain team.
    pub funder: Addr,
    /// Nobody.
    pub eve: Addr,
}

/// How collections of tests begin.
pub fn instantiation(minter: &Addr, guardian: &Addr, registry: &Addr) -> InstantiateMsg {
    InstantiateMsg {
        name: "Licence".to_owned(),
        symbol: "LIC".to_owned(),
        minter: minter.to_string(),
        denom: DENOM.to_owned(),
        coins_per_license: uint(E),
        cap: None,
        liquidation_mode: None,
        staker_registry: Some(registry.to_string()),
        guardian: Some(guardian.to_string()),
        owner: None,
        genesis_import: None,
    }
}

impl Default for World {
    fn default() -> Self {
        Self::with(|_| {})
    }
}

impl World {
    /// A collection that begins otherwise.
    pub fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut suite = Suite::default();
        let registry = ear(&mut suite, "registry");
        let people = ["minter", "alice", "bob", "carol", "funder", "eve"].map(|name| suite.who(name));
        let [minter, alice, bob, carol, funder, eve] = people;
        let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());
        let mut msg = instantiation(&minter, &guardian, &registry);
        change(&mut msg);
        let (license, _) = suite.chain.instantiate(&owner, "license-nft", "licences", &msg, vec![]).unwrap();
        suite.call(&license, "license");
        Self { suite, license, registry, minter, alice, bob, carol, funder, eve }
    }

    /// Sends the collection a message.
    pub fn send(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Result<Outcome> {
        self.pay(sender, msg, vec![])
    }

    /// Sends the collection a message with coins.
    pub fn pay(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: Vec<Coin>) -> Result<Outcome> {
        let license = self.license.clone();
        self.suite.chain.execute(sender, &license, msg, funds)
    }

    /// Sends a message that works, and answers what it tells.
    #[track_caller]
    pub fn tells(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Vec<String> {
        let outcome = self.send(sender, msg).unwrap();
        self.suite.told(&outcome, CONTRACT)
    }

    /// Asks the collection.
    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.suite.chain.query_as(&self.license, msg).unwrap()
    }

    /// The error of a query, in words.
    #[track_caller]
    pub fn query_error(&self, msg: &QueryMsg) -> String {
        self.suite.chain.query(&self.license, msg).unwrap_err().to_string()
    }

    /// A message that must fail with exactly this error and change nothing.
    #[track_caller]
    pub fn refuses(&mut self, sender: &Addr, msg: &ExecuteMsg, error: ContractError) {
        let (sender, license) = (sender.clone(), self.license.clone());
        self.suite.refuses(error, |suite| suite.chain.execute(&sender, &license, msg, vec![]));
    }

    /// Mints licences for somebody.
    #[track_caller]
    pub fn mint(&mut self, owner: &Addr, ids: &[&str]) {
        let minter = self.minter.clone();
        self.send(&minter, &mint_many(owner, ids)).unwrap();
    }

    /// Brings licences into custody for a node.
    #[track_caller]
    pub fn bond(&mut self, holder: &Addr, node: &Addr, ids: &[&str]) {
        let registry = self.registry.clone();
        for id in ids {
            self.send(holder, &send_nft(&registry, id)).unwrap();
            self.send(&registry, &record_bond(id, node, NodeRole::Validator)).unwrap();
        }
    }

    /// Funds exactly what the living licences stand for and `more`, and opens mainnet.
    #[track_caller]
    pub fn open_mainnet(&mut self, more: u128) {
        let (funder, owner) = (self.funder.clone(), self.suite.owner.clone());
        let amount = self.status().reserve_required.u128() + more;
        if amount > 0 {
            self.pay(&funder, &ExecuteMsg::FundReserve {}, coins(amount, DENOM)).unwrap();
        }
        self.send(&owner, &ExecuteMsg::OpenMainnet {}).unwrap();
    }

    /// Opens stable.
    #[track_caller]
    pub fn open_stable(&mut self) {
        let owner = self.suite.owner.clone();
        self.send(&owner, &ExecuteMsg::OpenStable {}).unwrap();
    }

    /// Stage, counts, reserve.
    pub fn status(&self) -> StatusResponse {
        self.ask(&QueryMsg::Status {})
    }

    /// How many licences somebody holds.
    pub fn balance(&self, owner: &Addr) -> u64 {
        self.ask::<BalanceResponse>(&QueryMsg::Balance { owner: owner.to_string() }).balance
    }

    /// The first licences of a cw721 owner.
    pub fn tokens(&self, owner: &Addr) -> Vec<String> {
        let msg = QueryMsg::Tokens { owner: owner.to_string(), start_after: None, limit: Some(100) };
        self.ask::<TokensResponse>(&msg).tokens
    }

    /// One licence.
    pub fn license(&self, id: &str) -> License {
        self.ask(&QueryMsg::License { token_id: id.to_owned() })
    }
}

/// A licence to be minted.
pub fn new_license(owner: &Addr, id: &str) -> NewLicense {
    NewLicense {
        token_id: id.to_owned(),
        owner: owner.to_string(),
        token_uri: None,
        extension: MintExtension { mining_pool: "pool-a".to_owned() },
    }
}

/// `mint_many` for one owner.
pub fn mint_many(owner: &Addr, ids: &[&str]) -> ExecuteMsg {
    ExecuteMsg::MintMany { licenses: ids.iter().map(|id| new_license(owner, id)).collect() }
}

/// `transfer_nft`.
pub fn transfer(recipient: &Addr, id: &str) -> ExecuteMsg {
    ExecuteMsg::TransferNft { recipient: recipient.to_string(), token_id: id.to_owned() }
}

/// `send_nft` that says `{}`.
pub fn send_nft(contract: &Addr, id: &str) -> ExecuteMsg {
    let msg = Binary::from(b"{}");
    ExecuteMsg::SendNft { contract: contract.to_string(), token_id: id.to_owned(), msg }
}

/// `approve`.
pub fn approve(spender: &Addr, id: &str, expires: Option<Expiration>) -> ExecuteMsg {
    ExecuteMsg::Approve { spender: spender.to_string(), token_id: id.to_owned(), expires }
}

/// `approve_all`.
pub fn approve_all(operator: &Addr, expires: Option<Expiration>) -> ExecuteMsg {
    ExecuteMsg::ApproveAll { operator: operator.to_string(), expires }
}

/// `burn`.
pub fn burn(id: &str) -> ExecuteMsg {
    ExecuteMsg::Burn { token_id: id.to_owned() }
}

/// `redeem`.
pub fn redeem(id: &str) -> ExecuteMsg {
    ExecuteMsg::Redeem { token_id: id.to_owned() }
}

/// `record_bond`.
pub fn record_bond(id: &str, node: &Addr, role: NodeRole) -> ExecuteMsg {
    ExecuteMsg::RecordBond { token_id: id.to_owned(), node: node.to_string(), role }
}

/// `liquidate`.
pub fn liquidate(node: &Addr, need: u128, ids: &[&str]) -> ExecuteMsg {
    let token_ids = ids.iter().map(|id| (*id).to_owned()).collect();
    ExecuteMsg::Liquidate { node: node.to_string(), need: uint(need), token_ids }
}

/// A licence of another chain.
pub fn foreign(id: &str, owner: &Addr, bond: Option<(NodeRole, &Addr)>) -> License {
    License {
        token_id: id.to_owned(),
        owner: owner.to_string(),
        token_uri: Some("https://example.org/x".to_owned()),
        mining_pool: "pool-b".to_owned(),
        minted_at_secs: 1_600_000_000,
        role: bond.map(|(role, _)| role),
        node: bond.map(|(_, node)| node.to_string()),
    }
}

/// The states of a collection in which messages differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// In the testnet.
    Testnet,
    /// In the testnet, with nothing in custody.
    Unbonded,
    /// In the testnet, minting stopped.
    Paused,
    /// In the testnet of a collection that is filled by import.
    Import,
    /// After that import.
    Imported,
    /// In the mainnet.
    Mainnet,
    /// In stage stable.
    Stable,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Testnet,
        Self::Unbonded,
        Self::Paused,
        Self::Import,
        Self::Imported,
        Self::Mainnet,
        Self::Stable,
    ];
}

/// Whoever is someone to the collection.
pub fn roles(world: &World) -> Roles {
    let named = |name: &str| world.suite.chain.address_of(name).unwrap();
    vec![
        ("owner", world.suite.owner.clone()),
        ("former owner", named("former")),
        ("pending", named("heir")),
        ("guardian", world.suite.guardian.clone()),
        ("minter", world.minter.clone()),
        ("registry", world.registry.clone()),
        ("holder", world.alice.clone()),
        ("approved", world.carol.clone()),
        ("operator", named("dan")),
        ("funder", world.funder.clone()),
        ("stranger", world.eve.clone()),
    ]
}

/// The conditions of a licence, and the one of alice's that is in it in every setting but [`Setting::Unbonded`]. Carol was
/// approved for each of them; so was the registry for `a3`, which is free.
pub const CONDITIONS: [(&str, &str); 4] =
    [("free", "a2"), ("custody", "a5"), ("bonded", "a4"), ("burned", "a6")];

/// Free: `a1`, `a2`, `a3` are alice's, `b1` bob's. In custody: `a4` for a node, `a5` for none yet. Burned: `a6`.
/// Dan is alice's operator. Heir was offered the ownership. The funder gave 5,000 too much.
pub fn settled(setting: Setting) -> World {
    let import = matches!(setting, Setting::Import | Setting::Imported);
    let mut world = World::with(|msg| msg.genesis_import = Some(import));
    let [dan, heir, node] = ["dan", "heir", "node"].map(|name| world.suite.who(name));
    let (owner, guardian) = (world.suite.owner.clone(), world.suite.guardian.clone());
    let (alice, bob, carol, registry) =
        (world.alice.clone(), world.bob.clone(), world.carol.clone(), world.registry.clone());
    if import {
        let mut licenses: Vec<_> =
            ["a1", "a2", "a3", "a4", "a5", "a6"].iter().map(|id| foreign(id, &alice, None)).collect();
        licenses.push(foreign("b1", &bob, None));
        world.send(&owner, &ExecuteMsg::ImportLicenses { licenses }).unwrap();
    } else {
        world.mint(&alice, &["a1", "a2", "a3", "a4", "a5", "a6"]);
        world.mint(&bob, &["b1"]);
    }
    for (_, id) in CONDITIONS {
        world.send(&alice, &approve(&carol, id, None)).unwrap();
    }
    world.send(&alice, &approve(&registry, "a3", None)).unwrap();
    world.send(&alice, &approve_all(&dan, None)).unwrap();
    world.bond(&alice, &node, &["a4"]);
    world.send(&alice, &send_nft(&registry, "a5")).unwrap();
    world.send(&alice, &burn("a6")).unwrap();
    world.suite.former_owner(&world.license);
    let offer = OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry: None };
    world.send(&owner, &ExecuteMsg::UpdateOwnership(offer)).unwrap();
    let spare = ear(&mut world.suite, "spare");
    world.send(&owner, &ExecuteMsg::RegisterHook { contract: spare.to_string() }).unwrap();
    let funder = world.funder.clone();
    world.pay(&funder, &ExecuteMsg::FundReserve {}, coins(11_000, DENOM)).unwrap();
    match setting {
        Setting::Testnet | Setting::Import => {}
        Setting::Unbonded => {
            for id in ["a4", "a5"] {
                world.send(&registry, &transfer(&alice, id)).unwrap();
            }
        }
        Setting::Paused => {
            world.send(&guardian, &ExecuteMsg::Pause {}).unwrap();
        }
        Setting::Imported => {
            let finish = finish_import(&world);
            world.send(&owner, &finish).unwrap();
        }
        Setting::Mainnet | Setting::Stable => {
            world.send(&owner, &ExecuteMsg::OpenMainnet {}).unwrap();
        }
    }
    if setting == Setting::Stable {
        world.open_stable();
    }
    world
}

/// The right seal of the import so far.
pub fn finish_import(world: &World) -> ExecuteMsg {
    let genesis: tributary_types::license_nft::GenesisResponse = world.ask(&QueryMsg::Genesis {});
    ExecuteMsg::FinishImport { digest: genesis.digest, count: genesis.count }
}

/// A sample of every message, from whoever may send it in some setting; of those about a licence one for each condition.
pub fn samples(world: &World) -> Vec<Sample> {
    let mut samples = vec![];
    for at in 0..of_a_licence(world, "").len() {
        for (condition, id) in CONDITIONS {
            let (sender, how, message) = of_a_licence(world, id).swap_remove(at);
            let note = format!("{how}: {condition}").leak();
            samples.push(Sample { note, ..Sample::new(&sender, message, 0) });
        }
    }
    let others = of_the_collection(world);
    let others = others
        .into_iter()
        .map(|(sender, funds, note, message)| Sample { note, ..Sample::new(&sender, message, funds) });
    samples.extend(others);
    samples
}

/// Messages about a licence of alice's.
fn of_a_licence(world: &World, id: &str) -> Vec<(Addr, &'static str, ExecuteMsg)> {
    let World { license, registry, minter, alice, bob, carol, .. } = world;
    let (node, spare) = (world.suite.chain.address_of("node").unwrap(), spare(world));
    let revoke = ExecuteMsg::Revoke { spender: carol.to_string(), token_id: id.to_owned() };
    let NewLicense { token_id, owner, token_uri, extension } = new_license(bob, id);
    let messages = [
        (alice, "", transfer(bob, id)),
        (registry, " to holder", transfer(alice, id)),
        (registry, " to registry", transfer(registry, id)),
        (alice, " to collection", transfer(license, id)),
        (alice, " to registry", send_nft(registry, id)),
        (alice, " to contract", send_nft(&spare, id)),
        (alice, "", approve(bob, id, Some(world.suite.after(60)))),
        (alice, "", revoke),
        (alice, "", burn(id)),
        (minter, "", ExecuteMsg::Mint { token_id, owner, token_uri, extension }),
        (registry, "", record_bond(id, &node, NodeRole::ResourceNode)),
        (registry, "", liquidate(&node, 900, &[id])),
        (alice, "", redeem(id)),
    ];
    messages.into_iter().map(|(sender, how, message)| (sender.clone(), how, message)).collect()
}

/// Messages about anything else.
fn of_the_collection(world: &World) -> Vec<(Addr, u128, &'static str, ExecuteMsg)> {
    let World { suite, registry, minter, alice, bob, funder, eve, .. } = world;
    let named = |name: &str| suite.chain.address_of(name).unwrap();
    let (owner, guardian, node, heir) = (&suite.owner, &suite.guardian, named("node"), named("heir"));
    let uri = Some("https://example.org/c1".to_owned());
    let expires = Some(suite.after(60));
    let licenses = vec![foreign("c1", bob, Some((NodeRole::ResourceNode, &node)))];
    let known = vec![foreign("a2", alice, None)];
    let one = NewLicense { token_uri: uri.clone(), ..new_license(bob, "c1") };
    let offer = OwnershipAction::TransferOwnership { new_owner: eve.to_string(), expiry: expires };
    #[rustfmt::skip]
    let messages = vec![
        (registry, 0, " to registry: approved", transfer(registry, "a3")),
        (alice, 0, "", approve_all(bob, expires)),
        (alice, 0, "", ExecuteMsg::RevokeAll { operator: named("dan").into_string() }),
        (minter, 0, ": new", ExecuteMsg::Mint {
            token_id: "c1".to_owned(), owner: bob.to_string(), token_uri: uri,
            extension: MintExtension { mining_pool: "pool-a".to_owned() },
        }),
        (minter, 0, ": new", ExecuteMsg::MintMany { licenses: vec![one, new_license(alice, "c2")] }),
        (owner, 0, "", ExecuteMsg::SetMinter { minter: eve.to_string() }),
        (owner, 0, "", ExecuteMsg::SetStakerRegistry { staker_registry: Some(eve.to_string()) }),
        (owner, 0, "", ExecuteMsg::SetGuardian { guardian: Some(eve.to_string()) }),
        (guardian, 0, "", ExecuteMsg::Pause {}),
        (owner, 0, "", ExecuteMsg::Unpause {}),
        (funder, 500, "", ExecuteMsg::FundReserve {}),
        (funder, 0, "", ExecuteMsg::ReclaimFunding { amount: Some(uint(5_000)) }),
        (owner, 0, "", ExecuteMsg::OpenMainnet {}),
        (owner, 0, "", ExecuteMsg::OpenStable {}),
        (owner, 0, ": new", ExecuteMsg::ImportLicenses { licenses }),
        (owner, 0, ": known", ExecuteMsg::ImportLicenses { licenses: known }),
        (owner, 0, "", finish_import(world)),
        (owner, 0, "", ExecuteMsg::RegisterHook { contract: eve.to_string() }),
        (owner, 0, "", ExecuteMsg::RemoveHook { contract: spare(world).into_string() }),
        (eve, 0, "", ExecuteMsg::MigrateRecords { cursor: 0, limit: 1 }),
        (owner, 0, "", ExecuteMsg::UpdateOwnership(offer)),
        (&heir, 0, "", ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)),
        (owner, 0, "", ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership)),
    ];
    messages
        .into_iter()
        .map(|(sender, funds, note, message)| (sender.clone(), funds, note, message))
        .collect()
}

/// The only hook.
fn spare(world: &World) -> Addr {
    world.ask::<HooksResponse>(&QueryMsg::Hooks {}).hooks[0].clone()
}

/// A bench in that setting, with all samples.
pub fn bench(setting: Setting) -> (Bench, Roles) {
    let world = settled(setting);
    let (samples, roles) = (samples(&world), roles(&world));
    let canary = redeem("no-such");
    let words = ContractError::UnknownLicense { token_id: "no-such".to_owned() }.to_string();
    let World { suite, license, .. } = world;
    let Network { chain, .. } = suite.into_network();
    (Bench::new(chain, license, samples, canary, &words).migrating(), roles)
}

/// Coins of the staking denom.
pub fn stake(amount: u128) -> Vec<Coin> {
    vec![coin(amount, DENOM)]
}
