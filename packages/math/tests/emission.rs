//! The emission of the boosted vault: its schedule, and the two indices against the definition of the rewards.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests stand outside of them"
)]

mod definition;
mod exact;
mod numbers;
mod published;
mod vault;

use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigInt;
use num_traits::Zero;
use numbers::{big, ten};
use proptest::collection::vec;
use proptest::prelude::{prop_oneof, proptest, Just, Strategy};
use proptest::test_runner::Config;
use published::{slope, STAKE, STAKERS, WEIGHTS};
use tributary_math::boost::{BoostWeights, ONE};
use tributary_math::emission::{
    fits, Booster, Emission, Mark, OpenStake, PassedDay, Principal, Schedule, TouchedEmission, DAY, SCALE,
};
use tributary_math::MathError;
use vault::{Act, Vault, Wait};

/// The published programme.
const PROGRAMME: Schedule =
    Schedule { total: Uint128::new(5_000_000_000_000), starts_at: 1_700_000_123, days: 548 };

fn uint(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

/// What a unit of reward counts in an index.
fn scale() -> BigInt {
    BigInt::from(1) << 160
}

/// An amount above zero of any magnitude.
fn amount() -> impl Strategy<Value = Uint128> {
    (0..128_u32, 0..=u128::MAX).prop_map(|(shift, bits)| uint((bits | 1 << 127) >> shift))
}

mod schedule {
    use super::*;

    fn floor(schedule: &Schedule, secs: u64) -> BigInt {
        big(schedule.total) * secs / (u64::from(schedule.days) * 86_400)
    }

    /// The days' figures sum to exactly the total, and no two of them differ by more than a unit.
    #[test]
    fn days_sum_to_the_total() {
        for (total, days) in [
            (5_000_000_000_000, 548),
            (5_000_000_000_000, 1),
            (547, 548),
            (0, 30),
            (u128::MAX, 3_650),
            (u128::MAX - 1, 547),
        ] {
            let schedule = Schedule { total: uint(total), starts_at: 0, days };
            let mut sum = Uint128::zero();
            for day in 0..days {
                let until = schedule.emitted_until(day + 1).unwrap();
                assert_eq!(big(until), BigInt::from(total) * (day + 1) / days, "{total}, {days}: {day}");
                let figure = until - schedule.emitted_until(day).unwrap();
                assert!(figure.u128().abs_diff(total / u128::from(days)) <= 1, "{total}, {days}: {day}");
                sum += figure;
            }
            assert_eq!(sum, uint(total));
            assert_eq!(schedule.emitted_until(0).unwrap(), Uint128::zero());
        }
        // 5·10^12/548 = 9124087591.24.
        assert_eq!(PROGRAMME.emitted_until(1).unwrap(), uint(9_124_087_591));
    }

    #[test]
    fn no_days_emit_nothing_that_could_be_told() {
        let schedule = Schedule { days: 0, ..PROGRAMME };
        assert!(matches!(schedule.emitted(1), Err(MathError::DivideByZero(_))));
        assert!(schedule.emitted_ceil(1).is_err() && schedule.emitted_until(0).is_err());
        assert_eq!((schedule.elapsed(u64::MAX), schedule.day(u64::MAX)), (0, 0));
    }

    #[test]
    fn time_stands_still_before_and_after() {
        let Schedule { starts_at, days, .. } = PROGRAMME;
        let duration = PROGRAMME.duration();
        assert_eq!(duration, 548 * 86_400);
        assert_eq!(PROGRAMME.ends_at(), starts_at + duration);
        for (now, elapsed, day) in [
            (0, 0, 0),
            (starts_at - 1, 0, 0),
            (starts_at, 0, 0),
            (starts_at + 1, 1, 0),
            (starts_at + 86_399, 86_399, 0),
            (starts_at + 86_400, 86_400, 1),
            (starts_at + duration - 1, duration - 1, days - 1),
            (starts_at + duration, duration, days),
            (starts_at + duration + 1, duration, days),
            (u64::MAX, duration, days),
        ] {
            assert_eq!((PROGRAMME.elapsed(now), PROGRAMME.day(now)), (elapsed, day), "{now}");
        }
        for day in 0..=days {
            assert_eq!(PROGRAMME.boundary(day), starts_at + u64::from(day) * 86_400);
            assert_eq!(PROGRAMME.day(PROGRAMME.boundary(day)), day);
        }
        let late = Schedule { starts_at: u64::MAX - 5, ..PROGRAMME };
        assert_eq!((late.ends_at(), late.elapsed(u64::MAX), late.day(u64::MAX)), (u64::MAX, 5, 0));
    }

    /// The first boundary that is at least so many days away, by trying all.
    fn first_end(schedule: &Schedule, now: u64, days: u32) -> Option<u32> {
        let earliest = now + u64::from(days) * 86_400;
        (0..=schedule.days).find(|day| schedule.starts_at + u64::from(*day) * 86_400 >= earliest)
    }

    #[test]
    fn periods_end_at_the_first_boundary_after_them() {
        let schedule = Schedule { days: 70, ..PROGRAMME };
        for boundary in 0..=71 {
            let boundary = schedule.starts_at + boundary * 86_400;
            for now in [boundary.saturating_sub(1), boundary, boundary + 1, boundary + 43_200] {
                for days in
                    [1, 29, 30, 31, 60, 69, 70, 71, 365].into_iter().filter(|_| now >= schedule.starts_at)
                {
                    let found = schedule.end_day(now, days);
                    assert_eq!(found, first_end(&schedule, now, days), "{days} days from {now}");
                    let Some(found) = found else { continue };
                    // Locked for its days and less than one more.
                    let locked = schedule.boundary(found) - now;
                    let days = u64::from(days) * 86_400;
                    assert!((days..days + 86_400).contains(&locked), "{days} seconds from {now}");
                }
            }
        }
    }

    #[test]
    fn a_period_ends_within_the_programme() {
        let last = PROGRAMME.boundary(548 - 30);
        assert_eq!(PROGRAMME.end_day(last - 1, 30), Some(548));
        assert_eq!(PROGRAMME.end_day(last, 30), Some(548));
        assert_eq!(PROGRAMME.end_day(last + 1, 30), None);
        assert_eq!(PROGRAMME.end_day(last, 31), None);
        let start = PROGRAMME.starts_at;
        assert_eq!(PROGRAMME.end_day(start, 365), Some(365));
        assert_eq!(PROGRAMME.end_day(start + 1, 365), Some(366));
        assert_eq!(PROGRAMME.end_day(start, 548), Some(548));
        assert_eq!(PROGRAMME.end_day(start, 549), None);
        // Before the start it counts from there.
        assert_eq!((PROGRAMME.end_day(start - 1, 30), PROGRAMME.end_day(0, 30)), (Some(30), Some(30)));
        assert_eq!(PROGRAMME.end_day(u64::MAX, 1), None);
        assert_eq!(PROGRAMME.end_day(start + 1, u32::MAX), None);
    }

    proptest! {
        #![proptest_config(Config { cases: 5_000, failure_persistence: None, ..Config::default() })]

        #[test]
        fn emission_is_rounded_down_and_up(
            total in amount(),
            days in 1..=3_650_u32,
            part in 0..=1_000_000_u64,
            near in 0..3_u64,
        ) {
            let schedule = Schedule { total, starts_at: 0, days };
            let duration = schedule.duration();
            let secs = (duration / 1_000_000 * part + near).min(duration);
            let (down, up) = (schedule.emitted(secs).unwrap(), schedule.emitted_ceil(secs).unwrap());
            assert_eq!(big(down), floor(&schedule, secs));
            let whole = (big(total) * secs % duration).is_zero();
            assert_eq!(big(up), floor(&schedule, secs) + u32::from(!whole));
            assert_eq!(schedule.emitted(duration).unwrap(), total);
            assert_eq!(schedule.emitted_ceil(duration).unwrap(), total);
        }

        #[test]
        fn estimates_are_rounded_down(
            total in amount(),
            days in 1..=3_650_u32,
            part in 1..=1_000_u64,
            (stake, unit, others) in (amount(), 1..1_u128 << 86, 0..1_u128 << 86),
        ) {
            let schedule = Schedule { total, starts_at: 7, days };
            let secs = schedule.duration() / 1_000 * part;
            let weight = stake.full_mul(unit);
            let all = weight + uint(u128::MAX >> 1).full_mul(others);
            let per = big(all) * schedule.duration();

            let reward = schedule.reward(secs, weight, all).unwrap();
            assert_eq!(big(reward), big(total) * secs * big(weight) / &per);
            let rate = schedule.yearly_rate(stake, weight, all).unwrap();
            let year = big(total) * (365 * 86_400) * big(weight) * ten(18);
            assert_eq!(big(rate.atomics()), year / (per * big(stake)));
        }
    }

    #[test]
    fn estimates_at_the_edges() {
        let day = |weight, all| PROGRAMME.reward(DAY, Uint256::from_u128(weight), Uint256::from_u128(all));
        assert_eq!(day(0, 0), Ok(Uint128::zero()));
        assert_eq!(day(1, 0), Ok(Uint128::zero()));
        assert_eq!(day(0, 1), Ok(Uint128::zero()));
        assert_eq!(day(1, 1), PROGRAMME.emitted_until(1));
        let (all, most) = (Uint256::from_u128(1) << 214, Schedule { total: Uint128::MAX, ..PROGRAMME });
        assert_eq!(most.reward(most.duration(), all, all), Ok(Uint128::MAX));
        assert!(most.reward(most.duration(), all + all, all).is_err());
        // All there is, of the largest total, for a unit of stake.
        let longest = Schedule { days: 3_650, ..most };
        let rate = longest.yearly_rate(Uint128::one(), all, all).unwrap();
        assert_eq!(big(rate.atomics()), big(Uint128::MAX) * ten(18) / 10);
        assert!(PROGRAMME.yearly_rate(Uint128::zero(), all, all).is_err());
        assert!(PROGRAMME.yearly_rate(Uint128::one(), all, Uint256::zero()).is_err());
    }

    #[test]
    fn what_fits_its_words() {
        let ratio = 1_u128 << 95;
        for (total, min_stake, wanted) in [
            (ratio - 1, 1, true),
            (ratio, 1, false),
            (ratio, 2, true),
            (ratio + ratio - 1, 2, true),
            (u128::MAX, 1 << 33, true),
            (u128::MAX, (1 << 33) - 1, false),
            (u128::MAX, u128::MAX, true),
            (0, 1, true),
            (0, 0, false),
        ] {
            assert_eq!(fits(uint(total), uint(min_stake)), wanted, "{total} for {min_stake}");
        }
    }
}

mod indices {
    use super::*;

    /// A short programme, of 25000 a day and a little more.
    const SHORT: Schedule = Schedule { total: Uint128::new(1_000_001), starts_at: 1_000_000_007, days: 40 };

    /// After a day of the published programme.
    #[test]
    fn first_day_of_the_three_stakers() {
        let mut vault = Vault::new(PROGRAMME, WEIGHTS, 3);
        for (user, (months, nfts, loyalty, _, _)) in STAKERS.into_iter().enumerate() {
            vault.act(user, &Act::Boost(nfts, loyalty));
            vault.act(user, &Act::Stake(STAKE.u128(), months, 30 * months));
        }
        vault.wait(&Wait::Boundary(0, 0));
        let wanted = STAKERS.map(|staker| staker.4);
        assert_eq!(vault.rewards(), wanted);

        for ((months, nfts, loyalty, _, wanted), booster) in STAKERS.into_iter().zip(&vault.users) {
            assert_eq!(booster.slope, slope(&WEIGHTS, nfts, loyalty).unwrap());
            let weight = STAKE.full_mul(WEIGHTS.unit_weight(months, booster.slope).unwrap());
            let found = PROGRAMME.reward(DAY, weight, vault.emission.open.weight);
            assert_eq!(found, Ok(uint(wanted)), "{months} months");
        }
        vault.finish();
    }

    #[test]
    fn scale_is_a_power_of_two() {
        assert_eq!(big(SCALE), scale());
        assert_eq!(DAY, 86_400);
        assert_eq!(Emission::default(), Emission::new());
    }

    #[test]
    fn a_position_earns_from_its_start_to_its_end_whoever_calls() {
        let mut vault = Vault::new(SHORT, WEIGHTS, 2);
        vault.wait(&Wait::Secs(DAY / 2));
        vault.stake(0, 1_000, 1, 1);
        vault.wait(&Wait::Secs(DAY));
        vault.stake(1, 1_000, 1, 2);
        // Day 1.5 to 2 in halves; from 2 on the second alone, to 4; then nobody.
        vault.wait(&Wait::Boundary(9, 0));
        assert_eq!(vault.rewards(), [25_000 + 6_250, 6_250 + 50_000]);
        assert_eq!(vault.emission.idle, DAY / 2 + 7 * DAY);

        // A boost does not change what has ended.
        vault.act(0, &Act::Boost(100, 35_000));
        vault.stake(0, 7, 12, 3);
        vault.wait(&Wait::Boundary(5, 0));
        vault.claim(1);
        assert_eq!(vault.rewards(), [31_250, 56_250, 75_000]);
        vault.finish();
    }

    /// Of two alike, one has a boost of 1 for a day: 0.8 + 12·0.6 to 0.8.
    #[test]
    fn a_boost_counts_while_it_lasts() {
        let mut vault = Vault::new(SHORT, WEIGHTS, 2);
        for user in 0..2 {
            vault.stake(user, 1_000, 12, 30);
        }
        vault.wait(&Wait::Secs(DAY));
        vault.set_slope(0, uint(600_000_000_000_000_000));
        vault.wait(&Wait::Secs(DAY));
        vault.set_slope(0, Uint128::zero());
        vault.wait(&Wait::Secs(DAY));

        assert_eq!(vault.rewards(), [12_500 + 22_727 + 12_500, 12_500 + 2_272 + 12_500]);
        assert_eq!(vault.emission.open.weight, Uint256::from(1_600_000_000_000_000_000_000_u128));
        vault.finish();
    }

    #[test]
    fn a_stake_that_cannot_end_within_the_programme_has_no_place() {
        let mut vault = Vault::new(SHORT, WEIGHTS, 1);
        assert!(vault.stake(0, 5, 1, 40));
        vault.wait(&Wait::Secs(1));
        assert!(!vault.stake(0, 5, 1, 40) && vault.stake(0, 5, 1, 39));
        vault.finish();
    }

    const PRINCIPAL: Principal = Principal { amount: Uint128::new(100), months: 3 };

    #[test]
    fn nothing_changes_for_whom_is_not_settled() {
        let mut vault = Vault::new(SHORT, WEIGHTS, 2);
        vault.stake(0, 1_000, 12, 30);
        vault.wait(&Wait::Secs(1));
        let mut touched = vault.touch();
        let (before, old) = (touched.clone(), vault.users[0]);
        for mut booster in [old, Booster::default()] {
            let user = booster;
            let refused = touched.join(&mut booster, PRINCIPAL, &WEIGHTS);
            assert_eq!(refused, Err(MathError::Unsettled));
            assert_eq!(touched.set_slope(&mut booster, ONE), Err(MathError::Unsettled));
            assert_eq!((&touched, booster), (&before, user));

            touched.settle(&mut booster).unwrap();
            assert_eq!(booster.mark.index, touched.index);
            assert_eq!(touched.clone().set_slope(&mut booster.clone(), ONE), Ok(()));
            assert!(touched.clone().join(&mut booster, PRINCIPAL, &WEIGHTS).is_ok());
        }
        // Who was settled too late is not either.
        let mut booster = Booster { mark: Mark { index: Uint256::MAX, ..Mark::default() }, ..old };
        assert_eq!(touched.set_slope(&mut booster, ONE), Err(MathError::Unsettled));
        assert!(matches!(touched.settle(&mut booster), Err(MathError::Overflow(_))));
    }

    /// A growth is counted while there is a position, and bounded by that.
    #[test]
    fn who_has_no_position_does_not_grow() {
        let mut vault = Vault::new(SHORT, WEIGHTS, 2);
        vault.act(1, &Act::Boost(1, 100));
        vault.stake(0, 1_000, 12, 30);
        vault.wait(&Wait::Secs(DAY));
        vault.claim(1);
        assert_eq!(vault.users[1].mark, Mark { index: vault.emission.index, growth: Uint256::zero() });
        vault.stake(1, 5, 1, 1);
        vault.wait(&Wait::Boundary(3, 5));
        vault.claim(1);
        let (user, end) = (vault.users[1], vault.passed[&2]);
        assert_eq!(user.mark.index, vault.emission.index);
        let begun = vault.held[1].from.index;
        assert_eq!(user.mark.growth, (end - begun) * Uint256::from(user.slope));
        vault.finish();
    }

    #[test]
    fn days_are_passed_where_positions_end() {
        let mut vault = Vault::new(SHORT, WEIGHTS, 1);
        for days in [1, 3, 7] {
            vault.stake(0, 1_000, 1, days);
        }
        let leaving: Vec<(u32, OpenStake)> = vault.leaving.clone().into_iter().collect();
        let touch = |secs, rows: &[(u32, OpenStake)]| {
            let rows = rows.iter().copied().map(Ok::<_, MathError>);
            vault.emission.clone().touch(&SHORT, SHORT.starts_at + secs, rows)
        };

        let (at_once, passed) = touch(5 * DAY, &leaving[..2]).unwrap();
        let (first, _) = touch(DAY, &[]).unwrap();
        assert_eq!(passed.iter().map(|passed| passed.day).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(passed[0], PassedDay { day: 1, index: first.index });
        assert!(passed[0].index < passed[1].index && passed[1].index < at_once.index);
        assert_eq!((at_once.open, at_once.elapsed, at_once.idle), (leaving[2].1, 5 * DAY, 0));

        // More leaves than is there; the rows cannot be read.
        assert!(matches!(
            touch(8 * DAY, &[leaving[0], leaving[0], leaving[1], leaving[2]]),
            Err(MathError::Overflow(_))
        ));
        let unread = std::iter::once(Err(MathError::Unsettled));
        assert_eq!(vault.emission.clone().touch(&SHORT, SHORT.starts_at, unread), Err(MathError::Unsettled));
    }

    #[test]
    fn time_does_not_go_back() {
        let mut vault = Vault::new(SHORT, WEIGHTS, 1);
        vault.stake(0, 1_000, 1, 30);
        vault.wait(&Wait::Secs(2 * DAY));
        vault.look();
        let rows = std::iter::empty::<Result<_, MathError>>;
        let (earlier, _) = vault.emission.clone().touch(&SHORT, SHORT.starts_at + DAY, rows()).unwrap();
        assert_eq!(earlier.into_inner(), vault.emission);

        let idle = Emission { elapsed: 5, idle: 5, ..Emission::new() };
        let (earlier, _) = idle.clone().touch(&SHORT, SHORT.starts_at + 3, rows()).unwrap();
        assert_eq!(earlier.into_inner(), idle);
    }

    #[test]
    fn nothing_is_counted_before_the_start() {
        let rows = std::iter::empty::<Result<_, MathError>>();
        let (touched, passed) = Emission::new().touch(&SHORT, SHORT.starts_at - 1, rows).unwrap();
        assert_eq!((touched.into_inner(), passed), (Emission::new(), vec![]));
    }

    fn joined() -> (TouchedEmission, Booster, OpenStake) {
        let rows = std::iter::empty::<Result<_, MathError>>();
        let (mut touched, _) = Emission::new().touch(&SHORT, SHORT.starts_at, rows).unwrap();
        let mut booster = Booster::default();
        touched.set_slope(&mut booster, uint(7)).unwrap();
        let stake = touched.join(&mut booster, PRINCIPAL, &WEIGHTS).unwrap();
        (touched, booster, stake)
    }

    #[test]
    fn what_a_position_adds_leaves_with_it() {
        let (touched, booster, stake) = joined();
        let weight = Uint256::from(100 * (800_000_000_000_000_000 + 3 * 7_u128));
        assert_eq!(stake, OpenStake { weight, amount: uint(100), positions: 1 });
        assert_eq!((touched.open, booster.month_stake), (stake, Uint256::from(300_u128)));
        assert_eq!(stake.without(stake), Ok(OpenStake::default()));
        assert_eq!(stake.with(stake).unwrap().without(stake), Ok(stake));
    }

    #[test]
    fn no_more_leaves_than_is_there() {
        let (_, _, stake) = joined();
        let heavier = OpenStake { weight: stake.weight + Uint256::one(), ..stake };
        assert!(stake.without(heavier).is_err() && heavier.without(stake).is_ok());
        let larger = OpenStake { amount: uint(101), ..stake };
        assert!(stake.without(larger).is_err() && larger.without(stake).is_ok());
        assert!(stake.reweighed(Uint256::MAX, uint(1), uint(1)).is_err());
        assert!(stake.reweighed(stake.weight + Uint256::one(), uint(1), uint(0)).is_err());
        assert_eq!(stake.reweighed(stake.weight, uint(1), uint(0)).unwrap().weight, Uint256::zero());
    }

    /// No vault takes such a stake; if one did, it would be as if nobody had one.
    #[test]
    fn a_stake_of_nothing_weighs_nothing() {
        let mut vault = Vault::new(SHORT, WEIGHTS, 1);
        assert!(vault.stake(0, 0, 1, 2));
        assert_eq!(vault.emission.open.positions, 1);
        vault.wait(&Wait::Secs(DAY));
        assert_eq!(vault.rewards(), [0]);
        assert_eq!(vault.emission.idle, DAY);
        vault.finish();
    }

    #[test]
    fn a_position_ends_once_and_after_its_start() {
        let (_, booster, _) = joined();
        let mut ended = booster;
        let mark = ended.end(PRINCIPAL, Uint256::zero()).unwrap();
        assert_eq!((mark, ended.month_stake), (booster.mark, Uint256::zero()));
        assert!(ended.end(PRINCIPAL, Uint256::zero()).is_err(), "it was none of its");

        let later = Mark { index: Uint256::one(), ..mark };
        let mut beyond = Booster { mark: later, ..booster };
        assert!(beyond.end(PRINCIPAL, Uint256::zero()).is_err());
        let grown = Mark { growth: Uint256::one(), ..mark };
        assert!(PRINCIPAL.reward(ONE, later, mark).is_err() && PRINCIPAL.reward(ONE, grown, mark).is_err());
    }
}

/// Any history at all, against the definition after every event.
mod histories {
    use super::*;

    const USERS: usize = 4;

    fn waits() -> impl Strategy<Value = Wait> {
        let near = || prop_oneof![Just(0_i64), Just(-1), Just(1)];
        prop_oneof![
            2 => Just(Wait::Secs(0)),
            1 => (0..10_u64).prop_map(Wait::Secs),
            2 => (0..DAY).prop_map(Wait::Secs),
            1 => (0..8 * DAY).prop_map(Wait::Secs),
            2 => (Just(0), near()).prop_map(|(days, near)| Wait::Boundary(days, near)),
            1 => (0..6_u64, near()).prop_map(|(days, near)| Wait::Boundary(days, near)),
        ]
    }

    fn acts(amounts: impl Strategy<Value = u128>, nfts: u64, loyalty: u64) -> impl Strategy<Value = Act> {
        let days = prop_oneof![1..=2_u32, 1..=9_u32, 1..=40_u32];
        prop_oneof![
            1 => Just(Act::Look),
            2 => Just(Act::Claim),
            5 => (amounts, 1..=12_u32, days).prop_map(|(amount, months, days)| Act::Stake(amount, months, days)),
            3 => (0..=nfts, 0..=loyalty).prop_map(|(nfts, loyalty)| Act::Boost(nfts, loyalty)),
        ]
    }

    fn play(mut vault: Vault, history: &[(Wait, usize, Act)]) {
        for (wait, user, act) in history {
            vault.wait(wait);
            vault.act(*user, act);
        }
        vault.finish();
    }

    proptest! {
        #![proptest_config(Config { cases: 1_000, failure_persistence: None, ..Config::default() })]

        /// Amounts from dust to billions of tokens of six decimals.
        #[test]
        fn of_usual_vaults(
            (total, days) in (prop_oneof![1_000..10_u128.pow(6), 0..10_u128.pow(16)], 1..=40_u32),
            b0 in prop_oneof![Just(Uint128::zero()), Just(ONE)],
            history in vec((waits(), 0..USERS, acts(
                prop_oneof![1..100_u128, 1..10_u128.pow(9), 1..10_u128.pow(15)], 100, 35_000,
            )), 1..50),
        ) {
            let schedule = Schedule { total: uint(total), starts_at: 1_700_000_123, days };
            play(Vault::new(schedule, BoostWeights { b0, ..WEIGHTS }, USERS), &history);
        }

        /// The largest words: totals near 2^128, the least stakes that fit them and the largest there are, beside each other.
        #[test]
        fn of_vaults_at_their_limits(
            total in prop_oneof![Just(Uint128::MAX), amount()],
            days in prop_oneof![1..=40_u32, Just(3_650)],
            w1 in prop_oneof![Just(1), Just(10_u128.pow(19)), 1..=10_u128.pow(19)],
            history in vec((waits(), 0..USERS, acts(
                prop_oneof![Just(0_u128), Just(1 << 127), Just(u128::MAX), amount().prop_map(|amount| amount.u128())],
                1_000, 1_000_000_000_000,
            )), 1..30),
        ) {
            let schedule = Schedule { total, starts_at: 0, days };
            let vault = Vault::new(schedule, largest_weights(w1), USERS);
            assert!(fits(total, uint(vault.min_stake)) && !fits(total, uint(vault.min_stake - 1)));
            play(vault, &history);
        }
    }
}

/// The largest weights that a vault can be set up for, but for that of the stake.
const fn largest_weights(w1: u128) -> BoostWeights {
    let most = Uint128::new(10_000_000_000_000_000_000);
    BoostWeights { w1: Uint128::new(w1), w2: most, w3: most, w4: most, b0: most }
}

mod limits {
    use super::*;

    /// The largest index: all of the largest total, for the least stake that fits it, of the least weight.
    #[test]
    fn of_the_index() {
        let schedule = Schedule { total: Uint128::MAX, starts_at: 0, days: 2 };
        let weights = BoostWeights { w1: Uint128::one(), ..WEIGHTS };
        let mut vault = Vault::new(schedule, weights, 2);
        vault.stake(0, 1 << 33, 1, 1);
        vault.wait(&Wait::Boundary(0, 0));
        vault.stake(0, 1 << 33, 1, 1);
        // Half of an odd number each.
        vault.wait(&Wait::Boundary(0, 0));
        assert_eq!(vault.rewards(), [(1 << 127) - 1; 2]);
        assert_eq!(big(vault.emission.index).bits(), 254);
        vault.finish();
    }

    /// The largest growth, and after it the largest weight.
    #[test]
    fn of_the_growth_and_the_weight() {
        for w1 in [1, 10_u128.pow(19)] {
            let schedule = Schedule { total: Uint128::MAX, starts_at: 0, days: 3 };
            let mut vault = Vault::new(schedule, largest_weights(w1), 2);
            vault.act(0, &Act::Boost(1_000, 1_000_000_000_000));
            vault.act(1, &Act::Boost(1_000, 1_000_000_000_000));
            vault.stake(0, 1 << 33, 1, 2);
            vault.wait(&Wait::Boundary(1, -1));
            vault.stake(1, u128::MAX - (1 << 33), 12, 1);
            assert_eq!(big(vault.emission.open.weight).bits(), 214);
            vault.wait(&Wait::Boundary(0, 0));
            vault.claim(0);
            assert_eq!(big(vault.users[0].mark.growth).bits(), 255);
            vault.finish();
        }
    }

    /// A remainder is below the weight that left it, and shared by whoever weighs then. The definition knows no remainders, so
    /// a position may get more than it says: by less than the weight before a change, in 2^-160, times the rise of its share
    /// with that change, summed up over all changes. That is what every check of a [`Vault`] allows; here is how it comes
    /// about: a billion tokens of 18 decimals end, and the next to stake is a single unit.
    #[test]
    fn a_remainder_lifts_a_reward_over_a_whole_number() {
        let schedule = Schedule { total: uint(2 * 86_400 - 1), starts_at: 0, days: 2 };
        let mut vault = Vault::new(schedule, WEIGHTS, 2);
        vault.stake(0, 1 << 90, 1, 1);
        let weight = big(vault.emission.open.weight);
        vault.wait(&Wait::Boundary(0, 0));
        vault.stake(1, 1, 1, 1);
        vault.wait(&Wait::Secs(1));

        // Of the second second's 1 - 1/172800, rounded down, there is nothing.
        assert_eq!(vault.rewards()[1], 1);
        let earned = &vault.definition.positions[1].earned;
        assert!(earned.to_integer().is_zero());
        // All is explained by the remainder of the first day: below 2^-10.
        let ahead = vault.definition.positions[1].ahead();
        assert_eq!(ahead, &weight);
        assert!(ahead < &(scale() >> 10_u32));
        vault.finish();
    }

    /// The same within 2^-40: 10^11 tokens of six decimals end, and of the next second two others get their parts, one of them
    /// 716805284 and all but 1.4·10^-15 of a unit.
    #[test]
    fn a_remainder_lifts_a_reward_of_a_usual_size() {
        let schedule = Schedule { total: uint(495_455_810_390_857), starts_at: 0, days: 2 };
        let mut vault = Vault::new(schedule, WEIGHTS, 3);
        vault.stake(0, 10_u128.pow(17), 1, 1);
        vault.wait(&Wait::Boundary(0, 0));
        vault.stake(1, 1_000_000_007, 1, 1);
        vault.stake(2, 3_000_000_000, 1, 1);
        vault.wait(&Wait::Secs(1));

        assert_eq!(vault.rewards()[1], 716_805_285);
        let earned = &vault.definition.positions[1].earned;
        assert_eq!(earned.to_integer(), BigInt::from(716_805_284));
        assert!(vault.definition.positions[1].ahead() < &(scale() >> 40_u32));
        vault.finish();
    }

    /// The same at its worst, where weights leave 160 bits by far: what nobody can be given a part of goes to the next.
    #[test]
    fn a_remainder_of_the_largest_weight_is_many_units() {
        let schedule = Schedule { total: uint(1_000), starts_at: 0, days: 2 };
        let mut vault = Vault::new(schedule, largest_weights(1), 2);
        vault.act(0, &Act::Boost(1_000, 1_000_000_000_000));
        vault.stake(0, u128::MAX, 12, 1);
        vault.wait(&Wait::Boundary(0, 0));
        vault.stake(1, 1, 1, 1);
        vault.wait(&Wait::Boundary(0, 0));

        // By the definition 500 each. Together, never more than is emitted.
        assert_eq!(vault.rewards(), [0, 999]);
        assert!(vault.definition.positions[1].ahead() > &(scale() << 53_u32));
        vault.finish();
    }

    #[test]
    fn principals_beyond_128_bits_are_refused() {
        let schedule = Schedule { total: Uint128::MAX, starts_at: 0, days: 2 };
        let mut vault = Vault::new(schedule, WEIGHTS, 1);
        vault.stake(0, u128::MAX, 1, 1);
        let (mut touched, mut booster) = (vault.touch(), vault.users[0]);
        let before = (touched.clone(), booster);
        let principal = Principal { amount: Uint128::one(), months: 1 };
        assert!(matches!(touched.join(&mut booster, principal, &WEIGHTS), Err(MathError::Overflow(_))));
        assert_eq!((touched, booster), before);
    }
}
