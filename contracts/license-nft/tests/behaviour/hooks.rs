//! Contracts that are told of holdings

use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_license_nft::reply::{hook_may_fail, HOOK_GAS_LIMIT};
use tributary_license_nft::ContractError;
use tributary_types::license_nft::{ExecuteMsg, HooksResponse, QueryMsg};

use crate::ear::{ear, holdings, set_temper, Temper};
use crate::world::{burn, foreign, liquidate, mint_many, new_license, redeem, send_nft, transfer, World};

fn register(hook: &Addr) -> ExecuteMsg {
    ExecuteMsg::RegisterHook { contract: hook.to_string() }
}

fn remove(hook: &Addr) -> ExecuteMsg {
    ExecuteMsg::RemoveHook { contract: hook.to_string() }
}

fn hooked(world: &mut World, name: &str) -> Addr {
    let (hook, owner) = (ear(&mut world.suite, name), world.suite.owner.clone());
    world.send(&owner, &register(&hook)).unwrap();
    hook
}

/// What was told since `seen` times, by name.
fn told(world: &World, hook: &Addr, seen: usize) -> Vec<(String, u64)> {
    let names = [(&world.alice, "alice"), (&world.bob, "bob"), (&world.carol, "carol")];
    let name = |(owner, balance): (String, u64)| {
        let found = names.iter().find(|(address, _)| address.as_str() == owner);
        (found.map_or(owner.clone(), |(_, name)| (*name).to_owned()), balance)
    };
    let mut told: Vec<_> = holdings(&world.suite, hook).into_iter().skip(seen).map(name).collect();
    told.sort();
    told
}

fn expected(balances: &[(&str, u64)]) -> Vec<(String, u64)> {
    balances.iter().map(|(name, balance)| ((*name).to_owned(), *balance)).collect()
}

#[test]
fn each_holder_is_told_once_a_call_and_never_of_bonding() {
    let mut world = World::default();
    let hook = hooked(&mut world, "vault");
    let (minter, alice, bob, carol) =
        (world.minter.clone(), world.alice.clone(), world.bob.clone(), world.carol.clone());
    let (registry, node) = (world.registry.clone(), world.suite.who("node"));

    let licenses = vec![
        new_license(&alice, "a1"),
        new_license(&bob, "a2"),
        new_license(&alice, "a3"),
        new_license(&alice, "a4"),
        new_license(&bob, "a5"),
    ];
    world.send(&minter, &ExecuteMsg::MintMany { licenses }).unwrap();
    assert_eq!(told(&world, &hook, 0), expected(&[("alice", 3), ("bob", 2)]));
    world.bond(&alice, &node, &["a1", "a3"]);
    world.bond(&bob, &node, &["a2"]);
    world.send(&alice, &send_nft(&registry, "a4")).unwrap();
    world.send(&registry, &transfer(&alice, "a4")).unwrap();
    assert_eq!(told(&world, &hook, 2), [], "bonding and its return");
    world.send(&minter, &burn("a5")).unwrap();
    assert_eq!(told(&world, &hook, 2), expected(&[("bob", 1)]));
    world.open_mainnet(0);
    world.send(&alice, &transfer(&carol, "a4")).unwrap();
    assert_eq!(told(&world, &hook, 3), expected(&[("alice", 2), ("carol", 1)]));
    world.send(&carol, &transfer(&carol, "a4")).unwrap();
    assert_eq!(told(&world, &hook, 5), expected(&[("carol", 1)]));
    world.send(&registry, &liquidate(&node, 2_500, &["a1", "a2", "a3"])).unwrap();
    assert_eq!(told(&world, &hook, 6), expected(&[("alice", 0), ("bob", 0)]));
    world.open_stable();
    world.send(&carol, &redeem("a4")).unwrap();
    assert_eq!(told(&world, &hook, 8), expected(&[("carol", 0)]));
}

#[test]
fn an_import_is_told_too() {
    let mut world = World::with(|msg| msg.genesis_import = Some(true));
    let hook = hooked(&mut world, "vault");
    let (owner, alice) = (world.suite.owner.clone(), world.alice.clone());
    let licenses = ["1", "2"].map(|id| foreign(id, &alice, None)).to_vec();
    world.send(&owner, &ExecuteMsg::ImportLicenses { licenses }).unwrap();
    assert_eq!(told(&world, &hook, 0), expected(&[("alice", 2)]));
}

/// Fault 11.
#[test]
fn a_hook_that_fails_is_reported_and_stops_nothing() {
    let mut world = World::default();
    let (alice, bob, minter) = (world.alice.clone(), world.bob.clone(), world.minter.clone());
    let (deaf, vault) = (hooked(&mut world, "deaf"), hooked(&mut world, "vault"));
    let (owner, nobody) = (world.suite.owner.clone(), world.suite.who("nobody"));
    world.send(&owner, &register(&nobody)).unwrap();
    world.mint(&bob, &["b1"]);

    for temper in [Temper::Refuse, Temper::Burn] {
        set_temper(&mut world.suite, &deaf, temper);
        let before = world.balance(&alice);
        let id = format!("a{before}");

        let told = world.tells(&minter, &mint_many(&alice, &[&id]));

        let balance = before + 1;
        assert_eq!(told[1], format!("hook_failed hook=deaf owner=alice balance={balance}"));
        assert_eq!(told[2], format!("hook_failed hook=nobody owner=alice balance={balance}"));
        assert_eq!(told.len(), 3);
        assert_eq!(world.balance(&alice), balance);
    }
    assert_eq!(told(&world, &vault, 0), expected(&[("alice", 1), ("alice", 2), ("bob", 1)]));
    let message = hook_may_fail(&deaf, &alice, 5).unwrap();
    assert_eq!((message.gas_limit, HOOK_GAS_LIMIT), (Some(2_000_000), 2_000_000));
}

/// Fault 10: a receiver that passes the licence on from inside cannot make hooks believe that it still has it.
#[test]
fn hooks_hear_the_last_word_whatever_a_receiver_does() {
    let mut world = World::default();
    let hook = hooked(&mut world, "vault");
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    let thief = ear(&mut world.suite, "thief");
    set_temper(&mut world.suite, &thief, Temper::OnNft(vec![transfer(&bob, "a1")]));
    world.mint(&alice, &["a1"]);
    world.open_mainnet(0);

    world.send(&alice, &send_nft(&thief, "a1")).unwrap();

    let mut last = std::collections::BTreeMap::new();
    for (owner, balance) in holdings(&world.suite, &hook) {
        last.insert(owner, balance);
    }
    let expected = [(alice.to_string(), 0), (bob.to_string(), 1), (thief.to_string(), 0)];
    assert_eq!(last, expected.into_iter().collect());
}

#[test]
fn four_hooks_at_most_each_once() {
    let mut world = World::default();
    let owner = world.suite.owner.clone();
    let hooks = ["one", "two", "three", "four"].map(|name| hooked(&mut world, name));
    let fifth = ear(&mut world.suite, "five");

    let twice = ControlError::TooMany { what: "hooks", max: 4, given: 5 };
    world.refuses(&owner, &register(&fifth), ContractError::Control(twice));
    assert_eq!(world.tells(&owner, &remove(&hooks[1])), ["hook_removed hook=two"]);
    world.refuses(&owner, &remove(&hooks[1]), ContractError::UnknownHook { hook: hooks[1].clone() });
    let twice = ControlError::Duplicate { what: "hooks", address: hooks[0].to_string() };
    world.refuses(&owner, &register(&hooks[0]), ContractError::Control(twice));
    assert_eq!(world.tells(&owner, &register(&fifth)), ["hook_registered hook=five"]);
    let found: HooksResponse = world.ask(&QueryMsg::Hooks {});
    assert_eq!(found.hooks, [hooks[0].clone(), hooks[2].clone(), hooks[3].clone(), fifth]);
}
