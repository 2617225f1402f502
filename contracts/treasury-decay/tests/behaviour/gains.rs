//! What pays and what does not: splitting, flash stakes, noise of others

use cosmwasm_std::Addr;
use tributary_types::treasury_decay::{IdentityRule, QueryMsg, UsersResponse};

use crate::support::suite::uint;
use crate::world::{identify, World, WEEK};

/// TD-04: half of the users at ten times the others.
#[test]
fn the_published_efficiencies_are_met() {
    let mut world = World::default();
    let ada = world.ada.clone();
    for number in 0..10 {
        let user = world.suite.who(&format!("user{number}"));
        world.stake(&user, &ada, if number < 5 { 1_000_000_000 } else { 10_000_000_000 });
    }
    world.suite.wait(WEEK);

    let asked = QueryMsg::Users { start_after: None, limit: Some(10) };
    let users = world.ask::<UsersResponse>(&asked).users;
    let effective = |stake: u128| {
        let mut of_size = users.iter().filter(move |user| user.stake == uint(stake));
        of_size.next().unwrap().effective_stake.u128()
    };
    // The threshold is rounded down, so the smaller ones may lie a unit above it.
    assert!((999_999_990..=1_000_000_000).contains(&effective(1_000_000_000)));
    let large = effective(10_000_000_000);
    assert!((4_526_000_000..4_526_200_000).contains(&large), "{large}");
}

/// Fault 46: where everyone counts as identified, splitting pays; the specification says so.
#[test]
fn without_identities_splitting_a_stake_pays() {
    let (whole, pieces) = (earned_by_ten_million(false, 1), earned_by_ten_million(false, 10));
    assert!(pieces > whole + whole / 2, "{pieces} {whole}");
}

/// Fault 46: the pieces that nobody identified earn nothing.
#[test]
fn with_identities_splitting_a_stake_costs() {
    let (whole, pieces) = (earned_by_ten_million(true, 1), earned_by_ten_million(true, 10));
    assert!(pieces < whole, "{pieces} {whole}");
}

/// What 10,000,000 in so many pieces earn beside bob's 1,000,000; of the pieces one is identified.
fn earned_by_ten_million(listed: bool, pieces: u128) -> u128 {
    let registrar = World::default().registrar;
    let mut world = World::with(|msg| {
        if listed {
            msg.identity = IdentityRule::List { registrar: registrar.to_string() };
        }
    });
    let (bob, ada, ben) = (world.bob.clone(), world.ada.clone(), world.ben.clone());
    let users: Vec<Addr> = (0..pieces).map(|number| world.suite.who(&format!("piece{number}"))).collect();
    if listed {
        world.send(&registrar, &identify(&[&bob, &users[0]])).unwrap();
    }
    world.stake(&bob, &ben, 1_000_000);
    for user in &users {
        world.stake(user, &ada, 10_000_000 / pieces);
    }
    world.suite.wait(WEEK);
    world.revenue(11_000_000);
    world.collect(&ada, &users.iter().collect::<Vec<_>>());
    world.is_consistent();
    world.pool(&ada).paid.u128()
}

/// Fault 45, TD-08: a large stake that stays for a moment moves the next threshold by no more than its part of the time.
#[test]
fn a_stake_for_a_moment_does_not_move_the_threshold() {
    let (mut calm, mut flashed) = (World::decayed(), World::decayed());
    let (eve, ada) = (calm.eve.clone(), calm.ada.clone());
    for _ in 0..100 {
        flashed.stake(&eve, &ada, u128::MAX >> 1);
        flashed.stake(&eve, &ada, 0);
    }
    for world in [&mut calm, &mut flashed] {
        world.suite.wait(WEEK);
    }

    assert_eq!(calm.threshold(), flashed.threshold());
    assert_eq!(calm.efficiency(&calm.alice), flashed.efficiency(&flashed.alice));
}

/// TD-07: what a user gets does not depend on who else is there, as long as the total is the same.
#[test]
fn friction_is_never_spread_over_other_stakes() {
    let mut world = World::decayed();
    let (alice, bob, carol, ada, ben) =
        (world.alice.clone(), world.bob.clone(), world.carol.clone(), world.ada.clone(), world.ben.clone());
    world.revenue(11_000_000);
    let before = world.delegation(&bob, &ada).1;
    world.stake(&alice, &ada, 5_000_000);
    world.stake(&carol, &ben, 5_000_000);

    world.revenue(11_000_000);

    assert_eq!(world.delegation(&bob, &ada).1, 2 * before);
    world.is_consistent();
}

/// The order in which people settle and collect changes nobody's part.
#[test]
fn the_order_of_settlements_changes_nothing() {
    let paid = |order: [usize; 3], settle_first: bool| {
        let mut world = World::decayed();
        let (carol, ada) = (world.carol.clone(), world.ada.clone());
        world.stake(&carol, &ada, 7_654_321);
        world.pass_checkpoints(3, 1_000_000_007);
        let users = [world.alice.clone(), world.bob.clone(), carol];
        for at in order {
            if settle_first {
                world.settle(&users[at]);
            }
            world.collect(&ada, &[&users[at]]);
        }
        world.is_consistent();
        (world.pool(&ada).paid, world.balance())
    };

    let first = paid([0, 1, 2], false);
    assert_eq!(paid([2, 1, 0], false), first);
    assert_eq!(paid([1, 2, 0], true), first);
}
