//! How fast rewards vest

use cosmwasm_std::Addr;
use tributary_types::boosted_staking::QueryMsg;

use crate::support::suite::uint;
use crate::world::{decimal, time, withdraw, World, DAY, DAYS};

/// Alice's `matured` ended on day 30, when she stakes `staked` for a year.
fn restaked(matured: u128, staked: u128) -> (World, Addr) {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, matured, 30);
    world.pass_days(30);
    if staked > 0 {
        world.stake(&alice, staked, 365);
    }
    (world, alice)
}

/// The first second, counted from the start, at which a batch has vested in full.
fn walked(world: &mut World, position_id: u64) -> u64 {
    let expected = world.batch(position_id).fully_vested_at;
    let seconds = expected.seconds() - time(0).seconds();
    world.pass_until(seconds - 1);
    assert!(world.batch(position_id).vested < world.batch(position_id).total, "not a second earlier");
    assert_eq!(world.batch(position_id).fully_vested_at, expected);
    world.pass_until(seconds);
    assert_eq!(world.batch(position_id).vested, world.batch(position_id).total);
    assert_eq!(world.batch(position_id).fully_vested_at, expected);
    seconds
}

/// The checks of the specification: with 0 of 200, 100 of 300, 500 of 700 staked it takes 60, 45, 35 days. BV-10, BV-11.
#[test]
fn who_stakes_on_is_paid_faster() {
    for (staked, days, speed) in
        [(0, 60, "1"), (100, 45, "1.333333333333333333"), (500, 35, "1.714285714285714285")]
    {
        let (mut world, alice) = restaked(200, staked);
        let account = world.account(&alice);
        assert_eq!((account.staked, account.history), (uint(staked), uint(200 + staked)));
        assert_eq!(account.vesting_speed, decimal(speed));

        assert_eq!(walked(&mut world, 1), (30 + days) * DAY);

        world.is_consistent();
    }
}

/// The speed changes for what has not vested, from then on: 10 days at 1, then 12/7; full 29 days and 4 hours later.
#[test]
fn another_speed_counts_from_now_on() {
    let (mut world, alice) = restaked(200, 0);
    world.pass_days(10);
    let (vested, total) = (world.batch(1).vested, world.batch(1).total.u128());
    assert_eq!(vested.u128(), total / 6);

    world.stake(&alice, 500, 365);

    assert_eq!(world.batch(1).vested, vested);
    world.pass_days(10);
    assert_eq!(world.batch(1).vested.u128(), total * 19 / 42);
    assert_eq!(walked(&mut world, 1), 40 * DAY + 29 * DAY + 4 * 3_600);
}

/// A maturity slows all batches down at its own time, whether anybody comes or not; the answers knew it before.
#[test]
fn a_maturity_slows_down_at_its_own_second() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, 300, 30);
    world.stake(&alice, 100, 45);
    world.stake(&alice, 200, 40);
    world.pass_days(30);
    assert_eq!(world.account(&alice).vesting_speed, decimal("1.5"));
    // 10 days at 1.5, 5 at 7/6 (100 of 600 are left), and the rest of 60 at 1.
    let first = 30 * DAY + 15 * DAY + 60 * DAY - 15 * DAY - 5 * DAY - 5 * DAY / 6;
    assert_eq!(world.batch(1).fully_vested_at, time(first));

    world.pass_until(50 * DAY);

    let total = world.batch(1).total.u128();
    let expected = total * u128::from(10 * DAY * 9 + 5 * DAY * 7 + 5 * DAY * 6) / u128::from(60 * DAY * 6);
    assert_eq!(world.batch(1).vested.u128(), expected);
    assert_eq!(walked(&mut world, 1), first);
    assert_eq!(walked(&mut world, 3), 40 * DAY + 60 * DAY - 5 * DAY / 6);
    assert_eq!(walked(&mut world, 2), 105 * DAY);
    assert_eq!(world.account(&alice).vesting_speed, decimal("1"));
    world.is_consistent();
}

/// V-12: taking out and staking again in one block lifts the speed, as the formula says, and the history with it.
#[test]
fn who_stakes_again_in_the_same_block_is_faster_and_has_staked_more() {
    let (mut world, alice) = restaked(200, 0);
    for (round, speed) in ["1.5", "1.333333333333333333"].into_iter().enumerate() {
        world.send(&alice, &withdraw(round as u64 + 1)).unwrap();
        world.stake(&alice, 200, 30);
        let account = world.account(&alice);
        let history = uint(200 * (round as u128 + 2));
        assert_eq!((account.staked, account.history), (uint(200), history));
        assert_eq!(account.vesting_speed, decimal(speed));
        world.pass_days(30);
        assert_eq!(world.account(&alice).vesting_speed, decimal("1"));
    }
    world.is_consistent();
}

/// BV-10: the reward of whoever staked most of it just now still takes more than half of the time.
#[test]
fn no_batch_vests_in_half_the_time() {
    let (mut world, _) = restaked(1, 1_000_000_000_000 - 2);
    assert!(walked(&mut world, 1) > 60 * DAY);
}

/// What had vested before its user's stake changed the last time had certainly vested by then, and at the base speed.
#[test]
fn what_has_vested_long_ago_is_answered_with_a_time_long_ago() {
    let (mut world, alice) = restaked(200, 0);
    world.pass_until(100 * DAY);
    assert_eq!(world.batch(1).fully_vested_at, time(90 * DAY));

    world.stake(&alice, 500, 30);

    assert_eq!(world.batch(1).fully_vested_at, time(90 * DAY), "the change came later");
    let (mut world, alice) = restaked(200, 500);
    world.pass_until(70 * DAY);
    assert_eq!(world.batch(1).fully_vested_at, time(65 * DAY));
    world.stake(&alice, 500, 30);
    assert_eq!(world.batch(1).fully_vested_at, time(70 * DAY), "the change came before 60 days");
}

/// The time of vesting is a parameter, down to none.
#[test]
fn rewards_vest_for_as_long_as_the_programme_says() {
    for days in [0, 1, 60, 3_650] {
        let mut world = World::with(|msg| msg.vesting_days = Some(days));
        let alice = world.alice.clone();
        world.stake(&alice, 1_000, 30);
        world.pass_days(30);
        assert_eq!(world.batch(1).fully_vested_at, time((30 + u64::from(days)) * DAY));
        if days == 0 {
            assert_eq!(world.claim(&alice), 30_000_005);
        } else {
            assert_eq!(walked(&mut world, 1), (30 + u64::from(days)) * DAY);
        }
        world.is_consistent();
    }
}

/// The last batch begins when the programme ends.
#[test]
fn rewards_vest_after_the_end() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.pass_until((DAYS - 365) * DAY);
    world.stake(&alice, 1_000, 365);
    world.pass_until(DAYS * DAY);
    assert_eq!(world.batch(1).vested, uint(0));

    assert_eq!(walked(&mut world, 1), (DAYS + 60) * DAY);

    assert_eq!(world.claim(&alice), 365_000_066);
    assert!(world.query_error(&QueryMsg::Batch { position_id: 1 }).contains("not found"));
    world.is_consistent();
}

/// A principal that was withdrawn is history as well.
#[test]
fn nothing_that_was_ever_staked_is_forgotten() {
    let (mut world, alice) = restaked(200, 0);
    let carol = world.carol.clone();
    world.send(&alice, &withdraw(1)).unwrap();
    let account = world.account(&alice);
    assert_eq!((account.staked, account.history, account.open_positions), (uint(0), uint(200), 0));
    let nobody = world.account(&carol);
    assert_eq!((nobody.staked, nobody.history, nobody.vesting_speed), (uint(0), uint(0), decimal("1")));
}
