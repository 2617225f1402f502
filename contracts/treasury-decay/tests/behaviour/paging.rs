//! Lists in pages

use cosmwasm_std::{Addr, Uint128};
use tributary_types::treasury_decay::{
    CheckpointItem, CheckpointsResponse, DelegationItem, DelegationsResponse, IdentitiesResponse,
    IdentityRule, PoolResponse, PoolsResponse, QueryMsg, UserItem, UsersResponse,
};

use crate::support::suite::{pages_concatenate, uint};
use crate::world::{identify, World};

const ROWS: usize = 12;

fn people(world: &mut World, name: &str) -> Vec<Addr> {
    (0..ROWS).map(|number| world.suite.who(&format!("{name}{number}"))).collect()
}

fn is_sorted<T: Ord>(rows: impl IntoIterator<Item = T>) -> bool {
    let rows: Vec<T> = rows.into_iter().collect();
    rows.windows(2).all(|pair| pair[0] < pair[1])
}

#[test]
fn users_come_in_pages_by_address() {
    let mut world = World::default();
    let ada = world.ada.clone();
    for (user, stake) in people(&mut world, "user").iter().zip(1..) {
        world.stake(user, &ada, stake);
    }

    let page = |start_after, limit| world.ask::<UsersResponse>(&QueryMsg::Users { start_after, limit }).users;
    let all = pages_concatenate(ROWS, page, |row: &UserItem| row.user.to_string());

    assert!(is_sorted(all.iter().map(|row| &row.user)));
    assert_eq!(all.iter().map(|row| row.stake.u128()).sum::<u128>(), 78);
}

#[test]
fn pools_come_in_pages_by_address() {
    let mut world = World::default();
    let alice = world.alice.clone();
    let pools = people(&mut world, "pool");
    for pool in &pools {
        world.stake(&alice, pool, 5);
    }
    world.stake(&alice, &pools[0], 0);

    let page = |start_after, limit| world.ask::<PoolsResponse>(&QueryMsg::Pools { start_after, limit }).pools;
    let all = pages_concatenate(ROWS, page, |row: &PoolResponse| row.pool.to_string());

    assert!(is_sorted(all.iter().map(|row| &row.pool)));
    for row in all {
        assert_eq!(row, world.pool(&row.pool));
    }
}

#[test]
fn the_stakes_of_a_user_come_in_pages_by_pool() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    for (pool, stake) in people(&mut world, "pool").iter().zip(1..) {
        world.stake(&alice, pool, stake);
        world.stake(&bob, pool, 100 + stake);
    }

    let page = |start_after, limit| {
        let asked = QueryMsg::Delegations { user: alice.to_string(), start_after, limit };
        world.ask::<DelegationsResponse>(&asked).delegations
    };
    let all = pages_concatenate(ROWS, page, |row: &DelegationItem| row.pool.to_string());

    assert!(is_sorted(all.iter().map(|row| &row.pool)));
    assert_eq!(all.iter().map(|row| row.stake).sum::<Uint128>(), uint(78));
}

#[test]
fn the_identified_come_in_pages_by_address() {
    let registrar = World::default().registrar;
    let rule = IdentityRule::List { registrar: registrar.to_string() };
    let mut world = World::with(|msg| msg.identity = rule);
    let users = people(&mut world, "user");
    world.send(&registrar, &identify(&users.iter().collect::<Vec<_>>())).unwrap();

    let page = |start_after, limit| {
        world.ask::<IdentitiesResponse>(&QueryMsg::Identities { start_after, limit }).users
    };
    let all = pages_concatenate(ROWS, page, ToString::to_string);

    assert!(is_sorted(&all));
}

/// The last one is in force; it is listed before anybody stored it.
#[test]
fn checkpoints_come_in_pages_by_number() {
    let mut world = World::default();
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1 << 20);
    world.pass_checkpoints(ROWS - 1, 1 << 20);

    let page = |start_after, limit| {
        world.ask::<CheckpointsResponse>(&QueryMsg::Checkpoints { start_after, limit }).checkpoints
    };
    let all = pages_concatenate(ROWS, page, |row: &CheckpointItem| row.index);

    let numbers: Vec<u32> = all.iter().map(|row| row.index).collect();
    assert_eq!(numbers, (0..12).collect::<Vec<_>>());
    assert_eq!(all[0].threshold, uint(0));
    assert_eq!(all[11].threshold, world.threshold().threshold);
    assert_eq!(world.epoch().checkpoints, 12);
    assert!(page(Some(11), None).is_empty() && page(Some(u32::MAX), None).is_empty());
}

/// Whatever a cursor is, the rows after it come; it need not be one of them.
#[test]
fn a_cursor_may_be_anybody() {
    let mut world = World::default();
    let (ada, alice) = (world.ada.clone(), world.alice.clone());
    let mut all = people(&mut world, "user");
    for user in &all {
        world.stake(user, &ada, 1);
    }
    all.sort();
    let asked = QueryMsg::Users { start_after: Some(alice.to_string()), limit: Some(100) };
    let found: Vec<Addr> = world.ask::<UsersResponse>(&asked).users.into_iter().map(|row| row.user).collect();
    let expected: Vec<Addr> = all.into_iter().filter(|user| *user > alice).collect();
    assert_eq!(found, expected);
}
