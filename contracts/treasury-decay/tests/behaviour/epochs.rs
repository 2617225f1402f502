//! Epochs, thresholds and `roll_epoch`

use cosmwasm_std::Timestamp;
use tributary_treasury_decay::ContractError;
use tributary_types::treasury_decay::{EpochResponse, ExecuteMsg};

use crate::support::suite::uint;
use crate::world::{Change, World, WEEK};

const ROLL: ExecuteMsg = ExecuteMsg::RollEpoch {};
const DAY: u64 = 86_400;

fn now(world: &World) -> u64 {
    world.suite.chain.block().time.seconds()
}

/// Number, begin and end of the running epoch, from `start` on.
fn running(world: &World, start: u64) -> (u64, u64, u64) {
    let EpochResponse { epoch, started_at, ends_at, .. } = world.epoch();
    (epoch, started_at.seconds() - start, ends_at.seconds() - start)
}

/// T-05.
#[test]
fn an_epoch_is_rolled_when_it_is_over_and_not_a_second_before() {
    let mut world = World::default();
    let (alice, bob, ada, eve) =
        (world.alice.clone(), world.bob.clone(), world.ada.clone(), world.eve.clone());
    world.stake(&alice, &ada, 10_000_000);
    world.stake(&bob, &ada, 1_000_000);
    let ends_at = Timestamp::from_seconds(now(&world) + WEEK);
    world.suite.wait(WEEK - 1);
    let error = ContractError::EpochNotOver { ends_at };
    assert!(error.to_string().contains("epoch"));
    world.refuses(&eve, &ROLL, error);
    world.suite.wait(1);

    let told = world.tells(&eve, &ROLL);

    let ends_at = Timestamp::from_seconds(now(&world) + WEEK);
    assert_eq!(told, [format!("epoch_rolled epoch=1 threshold=3162277 ends_at={}", ends_at.nanos())]);
    world.refuses(&eve, &ROLL, ContractError::EpochNotOver { ends_at });
}

#[test]
fn the_first_epoch_knows_no_friction() {
    let mut world = World::default();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.stake(&alice, &ada, 10_000_000);
    world.stake(&bob, &ada, 1_000_000);
    world.suite.wait(WEEK - 1);

    world.revenue(11_000_000);

    assert_eq!((world.threshold().threshold, world.threshold().next), (uint(0), uint(3_162_277)));
    assert_eq!(world.efficiency(&alice).effective_stake, uint(10_000_000));
    assert_eq!(world.delegation(&alice, &ada).1, 10_000_000);
    world.suite.wait(1);
    assert_eq!((world.threshold().threshold, world.thresholds()), (uint(3_162_277), vec![0, 3_162_277]));
    assert_eq!(world.delegation(&alice, &ada).1, 10_000_000, "what was earned stays");
}

/// TD-08: a stake that is there for a part of the epoch counts for that part.
#[test]
fn the_threshold_is_the_mean_over_the_time_of_the_epoch() {
    let mut world = World::default();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1 << 10);
    world.stake(&bob, &ada, 1 << 10);
    world.suite.wait(WEEK / 2);
    world.stake(&bob, &ada, 1 << 30);
    world.suite.wait(WEEK / 2);

    // Logarithms 10, 10 in one half and 10, 30 in the other: 15.
    assert_eq!(world.threshold().threshold, uint(1 << 15));
    // From now on 10 and 30: 20.
    world.suite.wait(WEEK);
    assert_eq!(world.threshold().threshold, uint(1 << 20));
}

/// TD-09.
#[test]
fn skipped_epochs_are_as_if_somebody_had_rolled_each() {
    let (mut walked, mut skipped) = (World::decayed(), World::decayed());
    let (eve, bob, ada) = (walked.eve.clone(), walked.bob.clone(), walked.ada.clone());
    for world in [&mut walked, &mut skipped] {
        world.owner_tells(&Change { release_secs: Some(6 * WEEK), ..Change::default() }.msg());
        world.revenue(1_000_000_007);
        world.suite.wait(WEEK / 3);
        world.stake(&bob, &ada, 2_000_000);
    }
    for _ in 0..5 {
        walked.suite.wait(WEEK);
        walked.tells(&eve, &ROLL);
    }
    skipped.suite.wait(5 * WEEK);

    assert_eq!((walked.epoch(), walked.threshold()), (skipped.epoch(), skipped.threshold()));
    assert_eq!(walked.thresholds(), skipped.thresholds());
    assert_eq!(walked.epoch().epoch, 6);
    let told = skipped.tells(&eve, &ROLL);
    assert!(told[0].starts_with("epoch_rolled epoch=6 "), "{told:?}");
    let claimable = |world: &World| (world.delegation(&bob, &ada).1, world.where_revenue_is());
    assert_eq!(claimable(&walked), claimable(&skipped));
    skipped.is_consistent();
}

/// Faults 17, 20: ten years of silence, then one touch.
#[test]
fn after_ten_years_one_call_is_enough() {
    let mut world = World::decayed();
    let (alice, ada, eve) = (world.alice.clone(), world.ada.clone(), world.eve.clone());
    world.revenue(11_000_000);
    world.suite.wait(520 * WEEK);

    assert_eq!(world.epoch().epoch, 521);
    assert_eq!(world.efficiency(&alice).checkpoints_behind, 0, "the threshold was the same all the time");
    let told = world.tells(&eve, &ROLL);
    assert!(told[0].starts_with("epoch_rolled epoch=521 threshold=3162277 "), "{told:?}");
    assert_eq!(world.delegation(&alice, &ada).1, 4_526_183);
}

/// TD-11.
#[test]
fn an_epoch_in_which_nobody_was_counted_makes_no_friction() {
    let mut world = World::decayed();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.revenue(11_000_000);
    world.stake(&alice, &ada, 0);
    world.stake(&bob, &ada, 0);
    world.suite.wait(WEEK);
    world.stake(&alice, &ada, 10_000_000);
    assert_eq!(world.threshold().next, uint(0), "no second passed with a stake");

    world.suite.wait(WEEK);
    world.stake(&alice, &ada, 10_000_000);
    let threshold = world.threshold().threshold;
    assert!(
        (uint(9_999_998)..=uint(10_000_000)).contains(&threshold),
        "alone alice is the mean: {threshold}"
    );
}

#[test]
fn after_an_epoch_without_stakes_the_threshold_is_0() {
    let mut world = World::decayed();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.stake(&alice, &ada, 0);
    world.stake(&bob, &ada, 0);
    assert_eq!((world.threshold().threshold, world.threshold().next), (uint(3_162_277), uint(0)));

    world.suite.wait(WEEK);

    assert_eq!((world.threshold().threshold, world.threshold().next), (uint(0), uint(0)));
}

#[test]
fn a_change_below_the_tolerance_leaves_the_threshold_as_it_is() {
    let mut world = World::decayed_with(|msg| msg.tolerance_bits = Some(0));
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    assert_eq!(world.threshold().threshold, uint(3_162_277));
    // The mean of two doubles if one quadruples; more than that is a change by more than one bit.
    world.stake(&alice, &ada, 39_999_990);
    world.suite.wait(WEEK);
    assert_eq!(world.threshold().threshold, uint(3_162_277));
    world.suite.wait(1);
    assert_eq!(world.threshold().next, uint(3_162_277));
    world.suite.wait(WEEK - 1);

    world.stake(&alice, &ada, 40_000_200);
    world.suite.wait(WEEK);

    let threshold = world.threshold().threshold.u128();
    assert!((6_324_560..6_324_580).contains(&threshold), "{threshold}");
}

/// A threshold under which nothing was released is nobody's history.
#[test]
fn without_revenue_no_checkpoint_closes() {
    let mut world = World::decayed();
    let (bob, ada) = (world.bob.clone(), world.ada.clone());
    for round in 1..5 {
        world.stake(&bob, &ada, 1_000_000 * round);
        world.suite.wait(WEEK);
    }
    assert_eq!(world.epoch().checkpoints, 1);

    world.revenue(1);
    world.stake(&bob, &ada, 50_000_000);
    world.suite.wait(WEEK);

    assert_eq!(world.epoch().checkpoints, 2);
}

/// The running epoch keeps its length.
#[test]
fn another_length_counts_from_the_end_of_the_running_epoch() {
    let mut world = World::default();
    let start = now(&world);
    world.suite.wait(WEEK + DAY);
    assert_eq!(running(&world, start), (1, WEEK, 2 * WEEK));

    world.owner_tells(&Change { epoch_secs: Some(DAY), ..Change::default() }.msg());
    assert_eq!(running(&world, start), (1, WEEK, 2 * WEEK));
    world.suite.wait(6 * DAY - 1);
    assert_eq!(running(&world, start), (1, WEEK, 2 * WEEK));
    world.suite.wait(1);
    assert_eq!(running(&world, start), (2, 2 * WEEK, 2 * WEEK + DAY));
    world.suite.wait(3 * DAY);
    assert_eq!(running(&world, start), (5, 2 * WEEK + 3 * DAY, 2 * WEEK + 4 * DAY));
}

/// Epochs that are over when the change comes had the old length.
#[test]
fn another_length_does_not_reach_back() {
    let mut world = World::default();
    let start = now(&world);
    world.suite.wait(3 * WEEK + DAY);

    world.owner_tells(&Change { epoch_secs: Some(DAY), ..Change::default() }.msg());

    assert_eq!(running(&world, start), (3, 3 * WEEK, 4 * WEEK));
    world.suite.wait(6 * DAY);
    assert_eq!(running(&world, start), (4, 4 * WEEK, 4 * WEEK + DAY));
}

/// TD-12: below the minimum a stake earns and is not counted; a new minimum counts from the next change on.
#[test]
fn a_stake_below_the_minimum_earns_and_is_not_counted() {
    let mut world = World::with(|msg| msg.min_stake = Some(uint(1_000)));
    let (alice, bob, carol, ada) =
        (world.alice.clone(), world.bob.clone(), world.carol.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    world.stake(&bob, &ada, 999);
    assert_eq!(world.threshold().counted_users, 1);
    world.revenue(1_999);
    assert_eq!(world.delegation(&bob, &ada).1, 999);

    world.owner_tells(&Change { min_stake: Some(uint(2_000)), ..Change::default() }.msg());
    assert_eq!(world.threshold().counted_users, 1, "until alice's stake changes");
    world.stake(&carol, &ada, 1_999);
    world.stake(&bob, &ada, 2_000);
    assert_eq!(world.threshold().counted_users, 2);
    world.stake(&alice, &ada, 1_000);
    assert_eq!(world.threshold().counted_users, 2, "the stake that is known is no change");
    world.stake(&alice, &ada, 1_001);
    assert_eq!(world.threshold().counted_users, 1);
    world.stake(&bob, &ada, 0);
    assert_eq!((world.threshold().counted_users, world.threshold().total_stake), (0, uint(3_000)));
    world.is_consistent();
}

/// A minimum of 0 counts everybody with a stake.
#[test]
fn without_a_minimum_one_unit_is_counted() {
    let mut world = World::with(|msg| msg.min_stake = Some(uint(0)));
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1);
    world.stake(&bob, &ada, 0);
    assert_eq!(world.threshold().counted_users, 1);
    world.suite.wait(WEEK);
    assert_eq!(world.threshold().threshold, uint(1));
}
