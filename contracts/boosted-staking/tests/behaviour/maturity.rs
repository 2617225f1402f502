//! Time: days that pass, positions that end with them, and silence

use cosmwasm_std::{Addr, Order, StdResult, Uint256};
use tributary_boosted_staking::state::{LEAVING, OPEN, PASSED};
use tributary_types::boosted_staking::{PositionStatus, VaultResponse};

use crate::definition::{floors, Stake};
use crate::now::answers;
use crate::support::suite::uint;
use crate::world::{scores, time, withdraw, World, ADVANCE, CLAIM, DAY, DAYS, SWEEP, TOTAL, TOUCH};

/// BV-05: who stays has everything once the other's position is over, though nobody touched it.
#[test]
fn a_position_earns_until_its_end_and_not_a_second_longer() {
    let stakes = || {
        [
            Stake::plain(1_000, 1, 0..=30 * DAY),
            Stake::plain(3_000, 2, 0..=60 * DAY),
            Stake::plain(500, 1, 7..=31 * DAY),
        ]
    };
    for second in [1, 7, 8, DAY, 30 * DAY - 1, 30 * DAY, 30 * DAY + 1, 31 * DAY - 1, 31 * DAY, 45 * DAY + 1] {
        let mut world = World::default();
        let [alice, bob, carol] = [&world.alice, &world.bob, &world.carol].map(Clone::clone);
        world.stake(&alice, 1_000, 30);
        world.stake(&bob, 3_000, 60);
        if second >= 7 {
            world.pass_until(7);
            world.stake(&carol, 500, 30);
        }
        let count = if second >= 7 { 3 } else { 2 };
        let ids = || 1..=count as u64;
        world.pass_until(second);

        let found: Vec<u128> = ids().map(|id| world.earned(id)).collect();

        let expected = floors(&stakes()[..count], second);
        assert_eq!(found, expected, "after {second}");
        world.send(&alice, &TOUCH).unwrap();
        assert_eq!(ids().map(|id| world.earned(id)).collect::<Vec<_>>(), expected);
        world.is_consistent();
    }
}

/// A position is shown as matured from its end on, before anybody touched it.
#[test]
fn a_position_matures_by_itself() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, 1_000, 30);
    world.stake(&alice, 1_000, 60);
    world.pass_until(30 * DAY - 1);
    let open = world.position(1);
    assert_eq!((open.status, open.weight), (PositionStatus::Open, Uint256::from(400u128)));
    assert_eq!((world.account(&alice).open_positions, world.account(&alice).staked), (2, uint(2_000)));
    assert_eq!((world.vault().open_positions, world.vault().total_staked), (2, uint(2_000)));
    assert_eq!(world.batches(&alice), []);

    world.pass_until(30 * DAY);

    let matured = world.position(1);
    assert_eq!((matured.status, matured.weight), (PositionStatus::Matured, Uint256::zero()));
    assert_eq!(matured.accrued, uint(15_000_002));
    assert_eq!((world.account(&alice).open_positions, world.account(&alice).staked), (1, uint(1_000)));
    assert_eq!((world.vault().open_positions, world.vault().total_staked), (1, uint(1_000)));
    assert_eq!(world.vault().principal_held, uint(2_000));
    assert_eq!(world.vault().total_weight, Uint256::from(400u128));
    assert_eq!((world.batch(1).total, world.batch(1).started_at), (uint(15_000_002), time(30 * DAY)));
}

/// The days, and what of the schedule has passed: 0 before the start, all of it from the end on.
#[test]
fn the_programme_counts_its_days() {
    let mut world = World::with(|msg| msg.starts_at = time(DAY));
    let end = (1 + DAYS) * DAY;
    for (second, day, emitted) in [
        (0, 0, 0),
        (DAY, 0, 0),
        (DAY + 1, 0, 11),
        (2 * DAY - 1, 0, 999_988),
        (2 * DAY, 1, 1_000_000),
        (end - 1, 547, TOTAL - 12),
        (end, 548, TOTAL),
        (end + 1, 548, TOTAL),
        (end + 1_000 * DAY, 548, TOTAL),
    ] {
        world.pass_until(second);
        let VaultResponse { day: found, emitted: shown, set_aside, ends_at, .. } = world.vault();
        assert_eq!((found, shown, set_aside), (day, uint(emitted), uint(emitted)), "after {second}");
        assert_eq!(ends_at, time(end));
    }
}

/// `advance` is for anybody, changes no user, and tells the day.
#[test]
fn anybody_advances_the_days() {
    let mut world = World::default();
    let (alice, eve) = (world.alice.clone(), world.eve.clone());
    world.stake(&alice, 1_000, 30);
    world.stake(&alice, 2_000, 45);

    for (second, told) in [
        (0, "advanced day=0 total_weight=1200"),
        (30 * DAY - 1, "advanced day=29 total_weight=1200"),
        (30 * DAY, "advanced day=30 total_weight=800"),
        (500 * DAY, "advanced day=500 total_weight=0"),
        (2 * DAYS * DAY, "advanced day=548 total_weight=0"),
    ] {
        world.pass_until(second);
        assert_eq!(world.tells(&eve, &ADVANCE), [told]);
        assert_eq!(world.tells(&eve, &ADVANCE), [told], "once more");
        world.is_consistent();
    }

    assert_eq!(world.tells(&alice, &TOUCH).len(), 3, "the user was not touched");
}

/// Four users with positions that end on 10 days, some of them at the same time.
fn crowded() -> (World, Vec<Addr>) {
    let mut world = World::default();
    let users: Vec<Addr> =
        ["alice", "bob", "carol", "dora"].iter().map(|name| world.suite.who(name)).collect();
    for (user, amount) in users.iter().zip([1_000, 37, 5_000_000, 1]) {
        for days in (30..70).step_by(4) {
            world.stake(user, amount, days);
        }
    }
    let oracle = world.oracle.clone();
    world.send(&oracle, &scores(&[(&users[0], 100), (&users[2], 2_500)])).unwrap();
    (world, users)
}

/// The crowd after 500 days of which none passed without a call.
fn daily() -> (World, Vec<Addr>) {
    let (mut world, users) = crowded();
    let eve = world.eve.clone();
    for _ in 0..500 {
        world.pass_days(1);
        world.send(&eve, &ADVANCE).unwrap();
    }
    world.is_consistent();
    (world, users)
}

/// Fault 17: 500 days of silence and one touch, by whichever message, are as good as a call on every day.
#[test]
fn silence_changes_nothing() {
    let (daily, users) = daily();
    let expected = answers(&daily, &users);
    let touches = [
        (daily.eve.clone(), ADVANCE),
        (daily.eve.clone(), TOUCH),
        (users[0].clone(), TOUCH),
        (daily.oracle.clone(), scores(&[(&users[0], 100), (&users[2], 2_500)])),
    ];
    for (sender, touch) in touches {
        let (mut silent, _) = crowded();
        silent.pass_days(500);
        assert_eq!(answers(&silent, &users), expected, "asked");

        silent.send(&sender, &touch).unwrap();

        assert_eq!(answers(&silent, &users), expected, "{touch:?}");
        silent.is_consistent();
    }
}

#[test]
fn whoever_comes_after_silence_finds_what_daily_calls_would_have_left() {
    let ((mut daily, users), (mut silent, _)) = (daily(), crowded());
    silent.pass_days(500);
    for world in [&mut daily, &mut silent] {
        world.stake(&users[1], 5, 30);
        world.send(&users[2], &withdraw(21)).unwrap();
        world.claim(&users[0]);
        world.set_loyalty(&users[1], 400);
        world.is_consistent();
    }
    assert_eq!(answers(&silent, &users), answers(&daily, &users));
}

/// Where so much is staked that the index rises by less than a step an hour, calls lose nothing: what one division leaves is
/// carried to the next.
#[test]
fn frequent_calls_lose_nothing_of_a_large_stake() {
    let mut earned = vec![];
    for wait in [30 * DAY, DAY, 1_234] {
        let mut world = World::default();
        let (alice, eve) = (world.alice.clone(), world.eve.clone());
        world.set_loyalty(&alice, 2_500);
        world.suite.set_stake(&alice, 10u128.pow(32));
        world.stake(&alice, 10u128.pow(32), 360);
        while world.vault().day < 30 {
            world.send(&eve, &ADVANCE).unwrap();
            world.suite.wait(wait);
        }
        world.is_consistent();
        world.pass_until(31 * DAY);
        earned.push(world.earned(1));
    }
    assert_eq!(earned, [earned[0]; 3]);
    assert!((30_999_000..31_000_005).contains(&earned[0]), "{earned:?}");
}

/// The days with which something will leave, and those that were passed.
fn days(world: &World) -> (Vec<u32>, Vec<u32>) {
    let storage = world.suite.chain.app().contract_storage(&world.address);
    let leaving = LEAVING.keys(&*storage, None, None, Order::Ascending).collect::<StdResult<_>>();
    let passed = PASSED.keys(&*storage, None, None, Order::Ascending).collect::<StdResult<_>>();
    (leaving.unwrap(), passed.unwrap())
}

/// BV-16: whoever passes a day stores its index and drops what left, so that nobody passes it again.
#[test]
fn every_message_that_touches_the_emission_passes_the_days() {
    let ends: Vec<u32> = (30..70).step_by(4).collect();
    let (scene, users) = crowded();
    let (eve, oracle) = (scene.eve.clone(), scene.oracle.clone());
    for (sender, touch) in [
        (&eve, ADVANCE),
        (&eve, TOUCH),
        (&users[1], CLAIM),
        (&users[1], withdraw(11)),
        (&oracle, scores(&[(&users[3], 5)])),
        (&oracle, scores(&[])),
    ] {
        let (mut world, _) = crowded();
        assert_eq!(days(&world), (ends.clone(), vec![]));
        world.pass_until(38 * DAY - 1);
        assert_eq!(days(&world), (ends.clone(), vec![]), "time alone");

        world.send(sender, &touch).unwrap();

        assert_eq!(days(&world), (ends[2..].to_vec(), ends[..2].to_vec()), "{touch:?}");
        world.is_consistent();
    }
    let (mut world, _) = crowded();
    world.pass_until(38 * DAY);
    world.stake(&users[3], 5, 33);
    assert_eq!(days(&world), ([&ends[3..], &[71]].concat(), ends[..3].to_vec()));
    world.pass_until(DAYS * DAY);
    world.tells(&eve, &SWEEP);
    assert_eq!(days(&world), (vec![], [&ends[..], &[71]].concat()));
    world.is_consistent();
}

/// Positions of users who did not come yet wait for them.
#[test]
fn a_touch_takes_its_own_user_off_the_open_ones() {
    let (mut world, users) = crowded();
    world.pass_until(38 * DAY - 1);
    world.send(&users[0], &CLAIM).unwrap();
    world.pass_until(66 * DAY);
    world.send(&users[1], &withdraw(11)).unwrap();

    let storage = world.suite.chain.app().contract_storage(&world.address);
    assert_eq!(OPEN.keys(&*storage, None, None, Order::Ascending).count(), 8 + 10 + 10);
    assert_eq!(days(&world).0, Vec::<u32>::new());
}

/// The longest walk: as many days as positions can end on, after which nothing is left to pass.
#[test]
fn all_336_days_are_passed_at_once() {
    let mut world = World::default();
    for number in 0..11 {
        let user = world.suite.who(&format!("user{number}"));
        for days in (30..=365).skip(number).step_by(11) {
            world.stake(&user, 1_000 + u128::from(days), days);
        }
    }
    let stakes: Vec<Stake> = (0..11)
        .flat_map(|number| (30..=365u64).skip(number).step_by(11))
        .map(|days| Stake::plain(1_000 + u128::from(days), 1, 0..=days * DAY))
        .collect();
    assert_eq!(world.vault().open_positions, 336);
    world.pass_days(500);
    let eve = world.eve.clone();

    assert_eq!(world.tells(&eve, &ADVANCE), ["advanced day=500 total_weight=0"]);

    let earned = crate::definition::earned(&stakes, 500 * DAY);
    for (id, exact) in (1..).zip(&earned) {
        assert!(exact.allowed().contains(&world.earned(id)), "position {id}");
    }
    world.is_consistent();
}

/// Nothing is earned by blocks alone, nor by a part of a second (fault 19).
#[test]
fn time_alone_earns() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, 1_000, 30);
    world.suite.chain.advance(0, 1_000).unwrap();
    assert_eq!(world.earned(1), 0);
    world.send(&alice, &TOUCH).unwrap();
    assert_eq!(world.earned(1), 0);
    world.suite.wait(1);
    assert_eq!(world.earned(1), 11);
}
