//! `collect`, `settle`

use tributary_controls::ControlError;
use tributary_treasury_decay::ContractError;
use tributary_types::treasury_decay::{ExecuteMsg, QueryMsg};

use crate::support::suite::uint;
use crate::world::{collect, settle, World, WEEK};

#[test]
fn anybody_has_the_part_of_a_pool_sent_to_its_coinbase() {
    let mut world = World::decayed();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    let (coinbase, treasury) = (world.coinbase(&ada), world.treasury.clone());
    world.revenue(11_000_000);

    let told = world.collect(&ada, &[&alice, &bob]);

    assert_eq!(told, "pool_collected pool=ada coinbase=coinbase:ada amount=5526183 credited=5526183");
    assert_eq!((world.suite.holds(&coinbase), world.suite.holds(&treasury)), (5_526_183, 5_473_817));
    assert_eq!((world.pool(&ada).pending, world.pool(&ada).paid), (uint(0), uint(5_526_183)));
    let found = world.where_revenue_is();
    assert_eq!(
        (found.paid_to_pools, found.treasury, found.unsettled),
        (uint(5_526_183), uint(5_473_816), uint(1))
    );
    world.is_consistent();
}

#[test]
fn nothing_is_sent_where_nothing_is_due() {
    let mut world = World::decayed();
    let (alice, ada) = (world.alice.clone(), world.ada.clone());

    let told = [world.collect(&ada, &[&alice]), world.collect(&ada, &[])];

    let expected = "pool_collected pool=ada coinbase=coinbase:ada amount=0 credited=0";
    assert_eq!(told, [expected, expected]);
    assert!(!world.suite.chain.balances().unwrap().contains_key(&world.coinbase(&ada)), "no empty send");
}

#[test]
fn without_users_only_what_is_credited_already_is_sent() {
    let mut world = World::decayed();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.revenue(11_000_000);
    world.stake(&bob, &ada, 2_000_000);

    let told = world.collect(&ada, &[]);

    assert_eq!(told, "pool_collected pool=ada coinbase=coinbase:ada amount=1000000 credited=0");
    assert_eq!(world.delegation(&alice, &ada).1, 4_526_183);
}

/// The fraction stays: whoever collects often takes nothing away.
#[test]
fn collecting_often_loses_no_fraction() {
    let (mut often, mut once) = (World::decayed(), World::decayed());
    let (alice, bob, ada) = (once.alice.clone(), once.bob.clone(), once.ada.clone());
    for _ in 0..100 {
        for world in [&mut often, &mut once] {
            world.revenue(7);
        }
        often.collect(&ada, &[&alice, &bob]);
    }
    for world in [&mut often, &mut once] {
        world.collect(&ada, &[&alice, &bob]);
    }

    // 700 * 5,526,184 / 11,000,000 = 351.66
    assert_eq!((often.pool(&ada).paid, once.pool(&ada).paid), (uint(351), uint(351)));
    often.is_consistent();
}

#[test]
fn users_without_a_stake_in_the_pool_add_nothing() {
    let mut world = World::decayed();
    let (alice, bob, carol, ada, ben) =
        (world.alice.clone(), world.bob.clone(), world.carol.clone(), world.ada.clone(), world.ben.clone());
    world.stake(&bob, &ben, 1);
    world.revenue(11_000_001);

    let told = world.collect(&ben, &[&carol, &alice]);

    assert_eq!(told, "pool_collected pool=ben coinbase=coinbase:ben amount=0 credited=0");
    // Alice was settled on the way, and what she earned for ada is there.
    assert_eq!((world.balance(), world.delegation(&alice, &ada).1), (5_473_816, 4_526_183));
    world.is_consistent();
}

/// T-06.
#[test]
fn a_list_of_users_is_short_and_names_nobody_twice_and_a_pool_that_is_known() {
    let mut world = World::decayed();
    let (alice, bob, ada, ben, eve) =
        (world.alice.clone(), world.bob.clone(), world.ada.clone(), world.ben.clone(), world.eve.clone());
    let many: Vec<_> = (0..21).map(|number| world.suite.who(&format!("user{number}"))).collect();
    let many: Vec<_> = many.iter().collect();

    let not_found = ContractError::PoolNotFound { pool: ben.clone() };
    assert!(not_found.to_string().contains("not found"));
    world.refuses(&eve, &collect(&ben, &[&alice], None), not_found);
    let twice = ControlError::Duplicate { what: "users", address: alice.to_string() };
    world.refuses(&eve, &collect(&ada, &[&alice, &bob, &alice], None), ContractError::Control(twice));
    let too_many = ControlError::TooMany { what: "users", max: 20, given: 21 };
    world.refuses(&eve, &collect(&ada, &many, None), ContractError::Control(too_many));
    world.send(&eve, &collect(&ada, &many[..20], None)).unwrap();
    let missing = world.query_error(&QueryMsg::Pool { pool: ben.to_string() });
    assert!(missing.contains("not found"), "{missing}");
}

/// T-05.
#[test]
fn anybody_settles_anybody_and_who_has_no_stake_has_nothing_to_settle() {
    let mut world = World::decayed();
    let (alice, bob, carol) = (world.alice.clone(), world.bob.clone(), world.carol.clone());
    world.revenue(11_000_000);

    let told = [world.settle(&alice), world.settle(&bob), world.settle(&carol), world.settle(&alice)];

    assert_eq!(
        told,
        [
            "user_settled user=alice checkpoints=0 remaining=0 to_treasury=5473816",
            "user_settled user=bob checkpoints=0 remaining=0 to_treasury=0",
            "user_settled user=carol checkpoints=0 remaining=0 to_treasury=0",
            "user_settled user=alice checkpoints=0 remaining=0 to_treasury=0",
        ]
    );
    world.is_consistent();
}

/// TD-09.
#[test]
fn settling_in_steps_is_settling_at_once() {
    let (mut steps, mut once) = (World::default(), World::default());
    let (alice, ada, eve) = (once.alice.clone(), once.ada.clone(), once.eve.clone());
    for world in [&mut steps, &mut once] {
        world.stake(&alice, &ada, 1 << 24);
        world.pass_checkpoints(8, 1_000_000_007);
    }
    assert_eq!(steps.efficiency(&alice).checkpoints_behind, 8);

    let told: Vec<String> = (0..4).map(|_| steps.tells(&eve, &settle(&alice, Some(2))).remove(0)).collect();
    let whole = once.settle(&alice);

    let progress = told.iter().map(|event| event.split(' ').skip(2).take(2).collect::<Vec<_>>().join(" "));
    let expected = [
        "checkpoints=2 remaining=6",
        "checkpoints=2 remaining=4",
        "checkpoints=2 remaining=2",
        "checkpoints=2 remaining=0",
    ];
    assert_eq!(progress.collect::<Vec<_>>(), expected);
    assert!(whole.starts_with("user_settled user=alice checkpoints=8 remaining=0 "), "{whole}");
    assert_eq!(steps.suite.chain.fingerprint(), once.suite.chain.fingerprint());
}

#[test]
fn a_settlement_that_is_not_finished_pays_for_what_it_passed() {
    let mut world = World::default();
    let (alice, ada, eve) = (world.alice.clone(), world.ada.clone(), world.eve.clone());
    world.stake(&alice, &ada, 1 << 24);
    world.pass_checkpoints(4, 1 << 24);
    let claimable = world.delegation(&alice, &ada).1;

    let first = world.tells(&eve, &collect(&ada, &[&alice], Some(1))).remove(0);
    assert!(first.ends_with(" unfinished=alice"), "{first}");
    let second = world.tells(&eve, &collect(&ada, &[&alice], Some(3))).remove(0);
    assert!(!second.contains("unfinished"), "{second}");

    let paid = world.pool(&ada).paid.u128();
    assert!(claimable.abs_diff(paid) <= 1, "{claimable} {paid}");
    world.is_consistent();
    world.suite.wait(WEEK);
    world.is_consistent();
}

/// TD-05: when everything is released, settled, collected and claimed, only dust stays: less than a unit for each pool and each
/// user with a share, and three more.
#[test]
fn when_everybody_was_paid_only_dust_is_left() {
    let mut world = World::decayed_with(|msg| msg.release_secs = Some(WEEK));
    let (ada, ben, eve) = (world.ada.clone(), world.ben.clone(), world.eve.clone());
    let mut users = vec![world.alice.clone(), world.bob.clone(), world.carol.clone()];
    world.stake(&users[2], &ben, 7_654_321);
    world.stake(&users[0], &ben, 3_000_001);
    world.send(&ada, &ExecuteMsg::SetUserShare { share_bps: 3_333 }).unwrap();
    for round in 0..5 {
        world.revenue(1_000_003);
        world.suite.wait(WEEK / 3);
        world.collect(&ada, &[&users[round % 3]]);
    }
    world.pass_checkpoints(3, 777_777);
    users.push(world.suite.who("mover"));
    world.suite.wait(2 * WEEK);

    let all: Vec<_> = users.iter().collect();
    for pool in [&ada, &ben] {
        let told = world.tells(&eve, &collect(pool, &all, Some(256))).remove(0);
        assert!(!told.contains("unfinished"), "{told}");
    }
    for user in &users {
        world.send(user, &ExecuteMsg::ClaimShare {}).unwrap();
    }

    let found = world.where_revenue_is();
    assert_eq!((found.unreleased, found.received), (uint(0), uint(5 * 1_000_003 + 3 * 777_777)));
    assert!(found.unsettled < uint(2 + 2 + 3), "{}", found.unsettled);
    world.is_consistent();
}
