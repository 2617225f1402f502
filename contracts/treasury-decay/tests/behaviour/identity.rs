//! `identify`, `revoke_identity`, `refresh_identity`

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{from_json, Addr, Binary, ContractResult, Decimal, OwnedDeps, SystemError, SystemResult};
use cw4::Member;
use tributary_controls::ControlError;
use tributary_treasury_decay::{contract, ContractError};
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{
    ExecuteMsg, IdentitiesResponse, IdentityResponse, IdentityRule, QueryMsg,
};

use crate::bench::group;
use crate::support::suite::{uint, Suite};
use crate::world::{identify, instantiation, invalid, refresh, revoke, settle, Change, World};

/// A treasury with a list, on which alice and bob are.
fn listed() -> World {
    let registrar = World::default().registrar.to_string();
    let mut world = World::with(|msg| msg.identity = IdentityRule::List { registrar });
    let (alice, bob, registrar) = (world.alice.clone(), world.bob.clone(), world.registrar.clone());
    world.send(&registrar, &identify(&[&alice, &bob])).unwrap();
    world
}

/// A treasury with a group, of which alice and bob are members.
fn grouped() -> (World, Addr) {
    let mut suite = Suite::default();
    let [alice, bob] = ["alice", "bob"].map(|name| suite.who(name));
    let group = group(&mut suite, &[&alice, &bob]);
    let rule = IdentityRule::Cw4 { group: group.to_string() };
    (World::on(suite, |msg| msg.identity = rule), group)
}

fn change_members(world: &mut World, group: &Addr, remove: &[&Addr], add: &[&Addr]) {
    let owner = world.suite.owner.clone();
    let remove = remove.iter().map(ToString::to_string).collect();
    let add = add.iter().map(|member| Member { addr: member.to_string(), weight: 0 }).collect();
    let msg = cw4_group::msg::ExecuteMsg::UpdateMembers { remove, add };
    world.suite.chain.execute(&owner, group, &msg, vec![]).unwrap();
}

fn is_identified(world: &World, user: &Addr) -> bool {
    world.ask::<IdentityResponse>(&QueryMsg::Identity { user: user.to_string() }).identified
}

fn all_identified(world: &World) -> Vec<Addr> {
    world.ask::<IdentitiesResponse>(&QueryMsg::Identities { start_after: None, limit: None }).users
}

#[test]
fn the_registrar_identifies_and_takes_back_and_each_change_is_told() {
    let mut world = listed();
    let (registrar, alice, bob, carol) =
        (world.registrar.clone(), world.alice.clone(), world.bob.clone(), world.carol.clone());

    let told = world.tells(&registrar, &identify(&[&alice, &carol]));
    assert_eq!(told, ["identity_changed user=carol identified=true"]);
    let told = world.tells(&registrar, &revoke(&[&alice, &bob]));
    assert_eq!(
        told,
        ["identity_changed user=alice identified=false", "identity_changed user=bob identified=false"]
    );
    assert!(world.tells(&registrar, &revoke(&[&alice])).is_empty());
    assert!(world.tells(&registrar, &identify(&[])).is_empty());

    assert_eq!([&alice, &bob, &carol].map(|user| is_identified(&world, user)), [false, false, true]);
    assert_eq!(all_identified(&world), [carol]);
}

/// T-03.
#[test]
fn only_the_registrar_keeps_the_list_and_nobody_is_named_twice() {
    let mut world = listed();
    let (registrar, alice, eve, owner) =
        (world.registrar.clone(), world.alice.clone(), world.eve.clone(), world.suite.owner.clone());
    let many: Vec<Addr> = (0..21).map(|number| world.suite.who(&format!("user{number}"))).collect();
    let many: Vec<&Addr> = many.iter().collect();

    for list in [identify, revoke] {
        for sender in [&eve, &owner, &alice] {
            let error = ContractError::NotRegistrar { registrar: registrar.clone() };
            assert!(error.to_string().contains("unauthorized"));
            world.refuses(sender, &list(&[&alice]), error);
        }
        let twice = ControlError::Duplicate { what: "users", address: alice.to_string() };
        world.refuses(&registrar, &list(&[&alice, &eve, &alice]), ContractError::Control(twice));
        let too_many = ControlError::TooMany { what: "users", max: 20, given: 21 };
        world.refuses(&registrar, &list(&many), ContractError::Control(too_many));
        world.send(&registrar, &list(&many[..20])).unwrap();
        let error = ContractError::IdentityMode { expected: "a cw4 group", rule: "list" };
        world.refuses(&eve, &refresh(&alice), error);
    }
}

/// T-03.
#[test]
fn where_everyone_is_identified_there_is_no_list_and_no_group() {
    let mut world = World::default();
    let (registrar, owner, alice) = (world.registrar.clone(), world.suite.owner.clone(), world.alice.clone());
    let error = |expected| ContractError::IdentityMode { expected, rule: "off" };
    for sender in [&registrar, &owner] {
        world.refuses(sender, &identify(&[&alice]), error("a list"));
        world.refuses(sender, &revoke(&[&alice]), error("a list"));
        world.refuses(sender, &refresh(&alice), error("a cw4 group"));
    }
    assert!(is_identified(&world, &alice));
    assert_eq!(all_identified(&world), Vec::<Addr>::new());

    let (mut world, _) = grouped();
    let error = ContractError::IdentityMode { expected: "a list", rule: "cw4" };
    world.refuses(&registrar, &identify(&[&alice]), error);
}

#[test]
fn another_registrar_takes_over_the_list() {
    let mut world = listed();
    let (registrar, eve, carol) = (world.registrar.clone(), world.eve.clone(), world.carol.clone());

    world.owner_tells(&Change { registrar: Some(eve.to_string()), ..Change::default() }.msg());

    let error = ContractError::NotRegistrar { registrar: eve.clone() };
    world.refuses(&registrar, &identify(&[&carol]), error);
    world.send(&eve, &identify(&[&carol])).unwrap();
    assert_eq!(all_identified(&world).len(), 3);
}

/// TD-12: who is not identified is in the total, earns nothing and is not counted.
#[test]
fn who_is_not_identified_earns_for_the_treasury() {
    let mut world = listed();
    let (alice, carol, ada) = (world.alice.clone(), world.carol.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    world.stake(&carol, &ada, 3_000);

    world.revenue(4_000);
    world.collect(&ada, &[&alice, &carol]);

    assert_eq!((world.pool(&ada).paid, world.balance()), (uint(1_000), 3_000));
    assert_eq!((world.threshold().counted_users, world.threshold().total_stake), (1, uint(4_000)));
    let found = world.efficiency(&carol);
    assert_eq!((found.identified, found.effective_stake), (false, uint(0)));
    assert_eq!(found.efficiency, Decimal::zero());
    world.is_consistent();
}

/// TD-12: an identity counts from its moment on, and so does its end.
#[test]
fn a_change_of_identity_settles_the_old_state_first() {
    let mut world = listed();
    let (alice, carol, ada, registrar) =
        (world.alice.clone(), world.carol.clone(), world.ada.clone(), world.registrar.clone());
    world.stake(&alice, &ada, 1_000);
    world.stake(&carol, &ada, 1_000);
    world.revenue(2_000);

    world.send(&registrar, &identify(&[&carol])).unwrap();
    assert_eq!(world.threshold().counted_users, 2);
    world.revenue(2_000);
    world.send(&registrar, &revoke(&[&carol])).unwrap();
    assert_eq!(world.threshold().counted_users, 1);
    world.revenue(2_000);

    assert_eq!((world.delegation(&alice, &ada).1, world.delegation(&carol, &ada).1), (3_000, 1_000));
    world.collect(&ada, &[&alice, &carol]);
    assert_eq!((world.pool(&ada).paid, world.balance()), (uint(4_000), 2_000));
    assert_eq!(world.threshold().counted_users, 1);
    world.is_consistent();
}

#[test]
fn a_member_of_the_group_is_identified_at_the_next_change_of_its_stake() {
    let (mut world, group) = grouped();
    let (alice, bob, carol, ada) =
        (world.alice.clone(), world.bob.clone(), world.carol.clone(), world.ada.clone());
    assert!(!is_identified(&world, &alice), "nobody read it yet");
    let (registry, first) = (world.registry.clone(), world.told(&alice, &ada, 1_000, false));
    let told = world.tells(&registry, &first);
    assert_eq!(told[1..], ["identity_changed user=alice identified=true"]);
    world.stake(&carol, &ada, 1_000);
    assert_eq!([&alice, &bob, &carol].map(|user| is_identified(&world, user)), [true, false, false]);

    change_members(&mut world, &group, &[&alice], &[&carol]);
    world.revenue(2_000);
    assert_eq!(
        [&alice, &carol].map(|user| world.delegation(user, &ada).1),
        [1_000, 0],
        "as it was read last"
    );
    world.stake(&alice, &ada, 2_000);
    world.stake(&carol, &ada, 2_000);
    world.revenue(4_000);

    assert_eq!([&alice, &carol].map(|user| is_identified(&world, user)), [false, true]);
    assert_eq!([&alice, &carol].map(|user| world.delegation(user, &ada).1), [0, 2_000]);
    assert_eq!(world.pool(&ada).pending, uint(1_000));
    assert_eq!(world.threshold().counted_users, 1);
    world.is_consistent();
}

#[test]
fn anybody_has_a_membership_read_again() {
    let (mut world, group) = grouped();
    let (alice, carol, ada, eve) =
        (world.alice.clone(), world.carol.clone(), world.ada.clone(), world.eve.clone());
    world.stake(&alice, &ada, 1_000);
    world.stake(&carol, &ada, 1_000);
    world.revenue(2_000);
    change_members(&mut world, &group, &[&alice], &[&carol]);

    let told = [&alice, &carol, &eve, &carol].map(|user| world.tells(&eve, &refresh(user)).remove(0));

    assert_eq!(
        told,
        [
            "identity_changed user=alice identified=false",
            "identity_changed user=carol identified=true",
            "identity_changed user=eve identified=false",
            "identity_changed user=carol identified=true",
        ]
    );
    world.revenue(2_000);
    // Each earned while it was identified.
    assert_eq!([&alice, &carol].map(|user| world.delegation(user, &ada).1), [1_000, 1_000]);
    assert_eq!(all_identified(&world), [carol]);
    world.is_consistent();
}

/// A chain reads from any address; where nothing is stored nobody would ever be a member.
#[test]
fn a_group_that_is_no_contract_or_another_one_is_refused_at_the_beginning() {
    let mut deps = mock_dependencies();
    let [registry, group] = ["registry", "group"].map(|name| deps.api.addr_make(name));
    let gone = SystemError::NoSuchContract { addr: group.to_string() };
    for stored in [Err(gone), Ok(&b""[..]), Ok(b"{}")] {
        reads(&mut deps, stored);
        let mut msg = instantiation(&registry);
        msg.identity = IdentityRule::Cw4 { group: group.to_string() };

        let refused = contract::instantiate(deps.as_mut(), mock_env(), message_info(&registry, &[]), msg);

        assert_eq!(refused.unwrap_err(), invalid("identity", "a cw4 group", &group));
    }
}

/// A group as a query of the chain shows it: with `Ok`, alice's weight, if she has one.
fn reads(
    deps: &mut OwnedDeps<MockStorage, MockApi, MockQuerier>,
    answer: Result<&'static [u8], SystemError>,
) {
    deps.querier.update_wasm(move |_| match &answer {
        Ok(weight) => SystemResult::Ok(ContractResult::Ok(Binary::from(*weight))),
        Err(error) => SystemResult::Err(Clone::clone(error)),
    });
}

/// Fault 37: a group that cannot be read keeps nobody from entering or leaving: what was read last stays.
#[test]
fn a_group_that_cannot_be_read_stops_no_change_of_stake() {
    let mut deps = mock_dependencies();
    let [registry, group, alice, ada, coinbase] =
        ["registry", "group", "alice", "ada", "coinbase"].map(|name| deps.api.addr_make(name));
    let from = |sender: &Addr| message_info(sender, &[]);
    let mut msg = instantiation(&registry);
    msg.identity = IdentityRule::Cw4 { group: group.to_string() };
    reads(&mut deps, Ok(b"1"));
    contract::instantiate(deps.as_mut(), mock_env(), from(&alice), msg).unwrap();
    let told = |stake| {
        let (delegator, pool, coinbase) = (alice.to_string(), ada.to_string(), coinbase.to_string());
        let told = DelegationChanged { delegator, pool, coinbase, stake: uint(stake), missed: false };
        ExecuteMsg::DelegationChanged(told)
    };
    let gone = || SystemError::NoSuchContract { addr: group.to_string() };
    for (known, weight) in [(false, &b""[..]), (true, b"0"), (false, b"")] {
        reads(&mut deps, Ok(weight));
        contract::execute(deps.as_mut(), mock_env(), from(&registry), told(1_000)).unwrap();
        for unreadable in [Err(gone()), Ok(&b"{}"[..])] {
            reads(&mut deps, unreadable);
            contract::execute(deps.as_mut(), mock_env(), from(&registry), told(400)).unwrap();
            contract::execute(deps.as_mut(), mock_env(), from(&registry), told(0)).unwrap();
            let error =
                contract::execute(deps.as_mut(), mock_env(), from(&alice), refresh(&alice)).unwrap_err();
            assert!(matches!(error, ContractError::Std(_)), "{error}");
            let asked = QueryMsg::Identity { user: alice.to_string() };
            let answer = contract::query(deps.as_ref(), mock_env(), asked).unwrap();
            assert_eq!(from_json(answer), Ok(IdentityResponse { identified: known }));
        }
    }
}

/// T-01: as with a change of stake, more than 512 checkpoints are settled first.
#[test]
fn a_membership_is_read_again_over_512_checkpoints_at_most() {
    let mut suite = Suite::default();
    let [alice, mover] = ["alice", "mover"].map(|name| suite.who(name));
    let group = group(&mut suite, &[&alice, &mover]);
    let mut world = World::on(suite, |msg| {
        msg.epoch_secs = Some(86_400);
        msg.identity = IdentityRule::Cw4 { group: group.to_string() };
    });
    let (ada, eve) = (world.ada.clone(), world.eve.clone());
    world.stake(&alice, &ada, 1 << 20);
    world.pass_checkpoints(513, 1 << 20);
    world.tells(&eve, &refresh(&alice));
    change_members(&mut world, &group, &[&alice], &[]);

    let error = ContractError::TooManyCheckpoints { user: alice.clone(), behind: 513, max: 512 };
    world.refuses(&eve, &refresh(&alice), error);
    world.send(&eve, &settle(&alice, Some(1))).unwrap();
    assert_eq!(world.tells(&eve, &refresh(&alice)), ["identity_changed user=alice identified=false"]);
    world.is_consistent();
}
