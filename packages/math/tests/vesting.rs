//! How the rewards of the boosted vault vest: the specification's checks, and exact integrals of the speed.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests stand outside of them"
)]

mod exact;
mod numbers;

use cosmwasm_std::Uint128;
use exact::{check_floor, fraction, plus};
use num_bigint::BigInt;
use num_rational::BigRational;
use numbers::{big, ten};
use proptest::collection::vec;
use proptest::prelude::{prop_oneof, proptest, Just, Strategy};
use proptest::test_runner::Config;
use tributary_math::boost::ONE;
use tributary_math::vesting::{full_progress, vested, Vesting};

const DAY: u64 = 86_400;
const START: u64 = 1_700_000_000;

fn uint(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

fn at_speed(staked: u128, history: u128) -> Vesting {
    Vesting { progress: uint(77), changed_at: START, staked: uint(staked), history: uint(history) }
}

fn progress_at(vesting: &Vesting, now: u64) -> Uint128 {
    vesting.progress_at(now).unwrap()
}

/// When a batch that starts with the last change has vested in full.
fn fully_vested_at(vesting: &Vesting, period: u64) -> u64 {
    vesting.reached_at(vesting.progress + full_progress(period).unwrap()).unwrap()
}

/// Fails unless that is the first second at which V is so large, and no sooner than the last change.
fn check_first(vesting: &Vesting, target: Uint128) {
    let found = vesting.reached_at(target).unwrap();
    assert!(progress_at(vesting, found) >= target, "{target} by {vesting:?}");
    assert!(found >= vesting.changed_at, "{target} by {vesting:?}");
    if found > vesting.changed_at {
        assert!(progress_at(vesting, found - 1) < target, "{target} by {vesting:?}");
        assert!(vesting.progress < target, "{target} by {vesting:?}");
    }
}

mod checks {
    use super::*;

    #[test]
    fn days_at_each_speed() {
        // Of 100.000000 a second takes off 19.3 millionths at B = 1.
        for (staked, history, days, last) in [
            (0, 200, 60, 99_999_980),
            (100, 300, 45, 99_999_974),
            (500, 700, 35, 99_999_966),
            (0, 0, 60, 99_999_980),
        ] {
            let vesting = at_speed(staked, history);
            let end = fully_vested_at(&vesting, 60 * DAY);
            assert_eq!(end, START + days * DAY, "{staked} of {history}");
            let full = full_progress(60 * DAY).unwrap();
            let vested =
                |now| vested(uint(100_000_000), progress_at(&vesting, now) - vesting.progress, full).unwrap();
            assert_eq!(vested(START), Uint128::zero());
            assert_eq!(vested(end - 1), uint(last));
            assert_eq!((vested(end), vested(end + 1)), (uint(100_000_000), uint(100_000_000)));
        }
    }

    /// 100.000000 at B = 1 for ten days, then at 12/7.
    #[test]
    fn a_stake_makes_it_faster() {
        let mut vesting = Vesting::default();
        vesting.stake(START - 90 * DAY, uint(200)).unwrap();
        vesting.mature(START, uint(200)).unwrap();
        let (start, full) = (vesting.progress, full_progress(60 * DAY).unwrap());
        let total = uint(100_000_000);
        let part = |vesting: &Vesting, now| vested(total, progress_at(vesting, now) - start, full).unwrap();
        let change = START + 10 * DAY;
        assert_eq!(part(&vesting, change), uint(16_666_666));

        vesting.stake(change, uint(500)).unwrap();
        assert_eq!(vesting.speed().unwrap(), uint(1_714_285_714_285_714_285));
        assert_eq!(part(&vesting, change), uint(16_666_666), "what has vested stays vested");
        assert_eq!(part(&vesting, change + 10 * DAY), uint(45_238_095));
        let end = change + 29 * DAY + 4 * 3_600;
        assert_eq!(vesting.reached_at(start + full).unwrap(), end);
        assert!(progress_at(&vesting, end - 1) < start + full);
        assert!(part(&vesting, end - 1) < total);
        assert_eq!((part(&vesting, end), part(&vesting, end + 1)), (total, total));
    }

    #[test]
    fn the_speed_is_one_and_what_is_staked_of_the_history() {
        for (staked, history, wanted) in [
            (0, 0, 1_000_000_000_000_000_000_u128),
            (0, u128::MAX, 1_000_000_000_000_000_000),
            (1, 3, 1_333_333_333_333_333_333),
            (2, 3, 1_666_666_666_666_666_666),
            (1, 1, 2_000_000_000_000_000_000),
            (u128::MAX - 1, u128::MAX, 1_999_999_999_999_999_999),
            (u128::MAX, u128::MAX, 2_000_000_000_000_000_000),
        ] {
            assert_eq!(at_speed(staked, history).speed().unwrap(), uint(wanted), "{staked} of {history}");
        }
    }

    #[test]
    fn without_a_period_all_is_vested_at_once() {
        let full = full_progress(0).unwrap();
        assert_eq!(full, Uint128::zero());
        assert_eq!(vested(uint(5), Uint128::zero(), full).unwrap(), uint(5));
        assert_eq!(fully_vested_at(&at_speed(1, 2), 0), START);
    }

    #[test]
    fn vested_is_rounded_down() {
        for (total, progress, full, wanted) in [
            (10, 0, 3, 0),
            (10, 1, 3, 3),
            (10, 2, 3, 6),
            (10, 3, 3, 10),
            (10, 4, 3, 10),
            (0, 2, 3, 0),
            (u128::MAX, u128::MAX - 1, u128::MAX, u128::MAX - 1),
            (u128::MAX, u128::MAX, u128::MAX, u128::MAX),
        ] {
            let found = vested(uint(total), uint(progress), uint(full)).unwrap();
            assert_eq!(found, uint(wanted), "{total}: {progress} of {full}");
        }
    }

    /// V starts anew with what is written, and time before that does not count again.
    #[test]
    fn what_lies_before_the_last_change_is_over() {
        let mut vesting = at_speed(1, 2);
        assert_eq!((progress_at(&vesting, 0), progress_at(&vesting, START)), (uint(77), uint(77)));
        vesting.stake(START - 5, uint(2)).unwrap();
        assert_eq!(vesting, Vesting { staked: uint(3), history: uint(4), ..at_speed(0, 0) });
        vesting.mature(START - 7, uint(1)).unwrap();
        assert_eq!(vesting, at_speed(2, 4));
        vesting.mature(START + 2, uint(2)).unwrap();
        let progress = ONE + ONE + ONE + uint(77);
        assert_eq!(vesting, Vesting { progress, changed_at: START + 2, ..at_speed(0, 4) });
    }

    #[test]
    fn targets_that_were_reached_are_as_old_as_the_last_change() {
        let vesting = at_speed(1, 2);
        for target in [0, 1, 76, 77] {
            assert_eq!(vesting.reached_at(uint(target)).unwrap(), START, "{target}");
        }
        assert_eq!(vesting.reached_at(uint(78)).unwrap(), START + 1);
        let second = uint(77) + ONE + uint(ONE.u128() / 2);
        assert_eq!(vesting.reached_at(second).unwrap(), START + 1);
        assert_eq!(vesting.reached_at(second + uint(1)).unwrap(), START + 2);
    }
}

mod extremes {
    use super::*;

    #[test]
    fn of_time() {
        let longest = full_progress(u64::MAX).unwrap();
        assert_eq!(big(longest), big(ONE) * u64::MAX);
        let mut vesting = Vesting::default();
        vesting.stake(0, Uint128::MAX).unwrap();
        assert_eq!(progress_at(&vesting, u64::MAX), longest + longest);
        assert_eq!(vesting.reached_at(longest + longest).unwrap(), u64::MAX);
        assert_eq!(vesting.reached_at(longest).unwrap(), 1 << 63);
        // At most once to the end of time and at most at twice the base speed.
        vesting.mature(u64::MAX, Uint128::MAX).unwrap();
        assert_eq!(vesting.reached_at(longest + longest).unwrap(), u64::MAX);
        assert_eq!(vesting.progress, longest + longest);
        // Beyond all time.
        let late = Vesting { changed_at: u64::MAX - 1, ..Vesting::default() };
        assert_eq!(late.reached_at(ONE).unwrap(), u64::MAX);
        assert!(late.reached_at(ONE + uint(1)).is_err());
        assert!(Vesting::default().reached_at(Uint128::MAX).is_err());
    }

    #[test]
    fn of_stakes() {
        let mut vesting = Vesting::default();
        vesting.stake(START, Uint128::MAX).unwrap();
        assert!(vesting.clone().stake(START, uint(1)).is_err());
        vesting.mature(START + 1, Uint128::MAX).unwrap();
        assert!(vesting.clone().stake(START + 1, uint(1)).is_err(), "history is all that was ever staked");
        assert!(vesting.clone().mature(START + 1, uint(1)).is_err(), "nothing is staked");
        let full = full_progress(60 * DAY).unwrap();
        assert_eq!(vested(Uint128::MAX, full - uint(1), full).unwrap(), {
            let exact = big(Uint128::MAX) * big(full - uint(1)) / big(full);
            uint(exact.try_into().unwrap())
        });
        // The longest unbounded batch of the largest stake, of which a unit matured.
        for staked in [1, u128::MAX / 2, u128::MAX - 1] {
            for period in [1, 60 * DAY, 3_650 * DAY, u64::MAX / 4] {
                let vesting = at_speed(staked, u128::MAX);
                check_first(&vesting, vesting.progress + full_progress(period).unwrap());
            }
        }
    }
}

/// What happens to a user, after so many seconds.
#[derive(Clone, Debug)]
enum Act {
    Stake(u128),
    /// One of its stakes matures, with so much reward.
    Mature(usize, u128),
    /// A claim of all batches.
    Claim,
}

struct Batch {
    total: Uint128,
    from: Uint128,
    changes: usize,
    claimed: Uint128,
}

/// A user, and exactly what its speed was from when on.
struct User {
    vesting: Vesting,
    period: u64,
    now: u64,
    open: Vec<u128>,
    batches: Vec<Batch>,
    speeds: Vec<(u64, u128, u128)>,
}

impl User {
    fn new(period: u64) -> Self {
        let (vesting, speeds) = (Vesting::default(), vec![(0, 0, 1)]);
        Self { vesting, period, now: START, open: vec![], batches: vec![], speeds }
    }

    /// The speed is 1 to 2, and what was reached stays reached.
    fn wait(&mut self, secs: u64) {
        let before = progress_at(&self.vesting, self.now);
        self.now += secs;
        let grown = big(progress_at(&self.vesting, self.now) - before);
        let (one, speed) = (ten(18) * secs, big(self.vesting.speed().unwrap()));
        assert!(one <= grown && grown <= one * 2);
        // Below 2 as soon as something vests: what has matured is in the history alone.
        let most = ten(18) * 2 - u32::from(!self.batches.is_empty());
        assert!(ten(18) <= speed && speed <= most);
        // Of the last speed, but for roundings.
        assert!(&speed * secs <= &grown + 1 && grown <= (speed + 1) * secs);
        let (_, staked, history) = self.speeds.last().unwrap();
        assert_eq!(big(self.vesting.speed().unwrap()), ten(18) + ten(18) * *staked / *history);
    }

    fn act(&mut self, act: &Act) {
        let (_, mut staked, mut history) = *self.speeds.last().unwrap();
        match *act {
            Act::Stake(amount) if self.vesting.history.checked_add(uint(amount)).is_ok() => {
                self.vesting.stake(self.now, uint(amount)).unwrap();
                self.open.push(amount);
                history = self.vesting.history.u128();
                staked += amount;
            }
            Act::Mature(which, total) if !self.open.is_empty() => {
                let amount = self.open.swap_remove(which % self.open.len());
                self.vesting.mature(self.now, uint(amount)).unwrap();
                staked -= amount;
                let (total, from) = (uint(total), self.vesting.progress);
                let (changes, claimed) = (self.speeds.len(), Uint128::zero());
                self.batches.push(Batch { total, from, changes, claimed });
            }
            _ => return self.claim(),
        }
        self.speeds.push((self.now, staked, history));
        assert_eq!((self.vesting.staked, self.vesting.history), (uint(staked), uint(history)));
    }

    /// Seconds at the base speed from a change on, exactly.
    fn integral(&self, from: usize) -> BigRational {
        let ends = self.speeds.iter().skip(from + 1).map(|speed| speed.0).chain([self.now]);
        let pieces = self.speeds.iter().skip(from).zip(ends);
        pieces.fold(fraction(0, 1), |sum, ((since, staked, history), until)| {
            let secs = BigInt::from(until - since);
            plus(&sum, &fraction(secs * (BigInt::from(*history) + staked), *history))
        })
    }

    fn vested(&self, batch: &Batch) -> Uint128 {
        let full = full_progress(self.period).unwrap();
        vested(batch.total, progress_at(&self.vesting, self.now) - batch.from, full).unwrap()
    }

    fn claim(&mut self) {
        for at in 0..self.batches.len() {
            self.batches[at].claimed = self.vested(&self.batches[at]);
        }
    }

    fn check(&self, target: Uint128) {
        check_first(&self.vesting, self.vesting.progress.saturating_add(target));
        check_first(&self.vesting, target);
        let full = full_progress(self.period).unwrap();
        for batch in &self.batches {
            let end = self.vesting.reached_at(batch.from + full).unwrap();
            check_first(&self.vesting, batch.from + full);
            let done = self.vested(batch) == batch.total;
            assert!(done == (self.now >= end) || batch.total.is_zero(), "{end} is not its end");
            let found = self.vested(batch);
            assert!(found >= batch.claimed && found <= batch.total);
            let integral = self.integral(batch.changes);
            let (total, period) = (big(batch.total), BigInt::from(self.period));
            let all = integral >= fraction(self.period, 1);
            let exact = match all {
                true => fraction(total.clone(), 1),
                false => fraction(integral.numer() * &total, integral.denom() * &period),
            };
            // V is rounded down with every change and now: in all by less than so many 10^-18 of a second.
            let roundings = self.speeds.len() - batch.changes;
            let behind = fraction(total * roundings, (period * ten(18)).max(1.into()));
            check_floor(&big(found), &exact, &behind, &fraction(0, 1));
        }
    }
}

fn acts() -> impl Strategy<Value = Act> {
    let amount = || {
        prop_oneof![
            3 => 1..10_u128.pow(12),
            1 => 1..100_u128,
            1 => (0..127_u32).prop_flat_map(|bits| 1..=1_u128 << bits),
        ]
    };
    prop_oneof![
        3 => amount().prop_map(Act::Stake),
        3 => (0..9_usize, amount()).prop_map(|(which, total)| Act::Mature(which, total)),
        1 => Just(Act::Claim),
    ]
}

fn histories() -> impl Strategy<Value = Vec<(u64, Act)>> {
    let secs = prop_oneof![Just(0), 0..10_u64, 0..DAY, 0..30 * DAY, Just(DAY)];
    vec((secs, acts()), 1..40)
}

fn periods() -> impl Strategy<Value = u64> {
    prop_oneof![4 => Just(60 * DAY), 1 => Just(0), 1 => Just(1), 2 => 0..400 * DAY]
}

proptest! {
    #![proptest_config(Config { cases: 500, failure_persistence: None, ..Config::default() })]

    #[test]
    fn vests_as_the_integral_of_the_speed(
        period in periods(),
        history in histories(),
        targets in vec(0..10_u128.pow(26), 40),
    ) {
        let mut user = User::new(period);
        for ((secs, act), target) in history.iter().zip(targets) {
            user.wait(*secs);
            user.check(uint(target));
            user.act(act);
            user.check(uint(target));
        }
        user.wait(period);
        user.claim();
        assert!(user.batches.iter().all(|batch| batch.claimed == batch.total));
    }

    /// One looks and claims every hour, the other never.
    #[test]
    fn does_not_depend_on_who_looks(history in histories()) {
        let (mut one, mut other) = (User::new(60 * DAY), User::new(60 * DAY));
        for (secs, act) in history.iter().filter(|(_, act)| !matches!(act, Act::Claim)) {
            for _ in 0..secs / 3_600 {
                one.now += 3_600;
                one.claim();
            }
            one.now += secs % 3_600;
            other.now += secs;
            one.act(act);
            other.act(act);
            assert_eq!(one.vesting, other.vesting);
        }
        one.claim();
        other.claim();
        let claimed = |user: &User| user.batches.iter().map(|batch| batch.claimed).collect::<Vec<_>>();
        assert_eq!(claimed(&one), claimed(&other));
    }
}
