//! The rewards of joint staking: one index for all agreements, against the definition of the rewards and against the formulas of
//! the specification, and what is fixed when an agreement starts.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests stand outside of them"
)]

mod escrow;
mod exact;
mod numbers;

use cosmwasm_std::{Decimal, Uint128, Uint256};
use escrow::{Act, Escrow, Wait};
use exact::fraction;
use num_bigint::BigInt;
use numbers::{big, ten};
use proptest::collection::vec;
use proptest::prelude::{prop_oneof, proptest, Just, Strategy};
use proptest::test_runner::Config;
use tributary_math::joint::accrual::{Accrual, Earner, PassedEnd, Progress, TouchedAccrual};
use tributary_math::joint::calendar::{Calendar, DailyCap, MAX_DAY_SECS};
use tributary_math::joint::terms::{
    owner_share_floor, Kappa, KappaStep, Lock, PenaltyTerms, TimeMultiplier, MAX_CLASS_AMOUNT,
    MAX_FACTOR_BPS, TIME_MULTIPLIERS,
};
use tributary_math::joint::SCALE;
use tributary_math::{Bps, MathError};

const DAY: u64 = 86_400;

fn uint(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

fn bps(bps: u32) -> Bps {
    Bps::new(bps).unwrap()
}

/// An amount of any magnitude.
fn amount() -> impl Strategy<Value = u128> {
    (0..=128_u32, 0..=u128::MAX).prop_map(|(shift, bits)| bits.checked_shr(shift).unwrap_or_default())
}

mod days {
    use super::*;

    fn calendar(day_secs: u64, caps: &[(u32, u128)]) -> Calendar {
        Escrow::new(day_secs, caps).calendar
    }

    /// By counting.
    #[test]
    fn days_follow_each_other() {
        for day_secs in [1, 2, 7, 60] {
            let calendar = calendar(day_secs, &[]);
            let (mut day, mut rest, start) = (0, day_secs, calendar.started_at);
            for at in start..start + 5 * day_secs {
                let found = (calendar.day(at), calendar.rest_of_day(at), calendar.day_end(at));
                assert_eq!(found, (Ok(day), Ok(rest), Ok(start + (day + 1) * day_secs)), "{day_secs}: {at}");
                rest -= 1;
                if rest == 0 {
                    (day, rest) = (day + 1, day_secs);
                }
            }
            assert_eq!((calendar.day(start - 1), calendar.rest_of_day(0)), (Ok(0), Ok(day_secs)));
        }
        let usual = calendar(MAX_DAY_SECS, &[]);
        let noon = usual.started_at + 3 * DAY + DAY / 2;
        assert_eq!(usual.day(noon), Ok(3));
        assert_eq!((usual.rest_of_day(noon), usual.day_end(noon)), (Ok(DAY / 2), Ok(noon + DAY / 2)));
        assert!(matches!(usual.day_end(u64::MAX), Err(MathError::Overflow(_))));
    }

    #[test]
    fn days_of_no_seconds_are_no_days() {
        let calendar = calendar(0, &[]);
        let (day, rest, end) = (calendar.day(5), calendar.rest_of_day(5), calendar.day_end(5));
        assert!([day, rest, end].iter().all(|found| matches!(found, Err(MathError::DivideByZero(_)))));
        let accrual = Accrual { weight: uint(1), ..Accrual::new(5) };
        let touched = accrual.touch::<MathError>(calendar.clone(), 9, std::iter::empty(), 1);
        assert!(matches!(touched, Err(MathError::DivideByZero(_))));
    }

    #[test]
    fn the_last_cap_that_has_begun_counts() {
        // The published ones, of 120, 100 and 80 million a year.
        let published = calendar(DAY, &[(0, 328_767), (365, 273_973), (730, 219_178)]);
        for (day, wanted) in [
            (0, 328_767),
            (1, 328_767),
            (364, 328_767),
            (365, 273_973),
            (729, 273_973),
            (730, 219_178),
            (u64::MAX, 219_178),
        ] {
            assert_eq!(published.cap(day), Some(uint(wanted)), "{day}");
        }
        let late = calendar(DAY, &[(2, 0)]);
        assert_eq!((late.cap(1), late.cap(2)), (None, Some(Uint128::zero())));
        assert_eq!(calendar(DAY, &[]).cap(0), None);
    }

    #[test]
    fn a_unit_is_a_day() {
        assert_eq!(big(SCALE), ten(27));
        assert_eq!(big(calendar(DAY, &[]).unit()), ten(27) * 86_400);
        assert_eq!(big(calendar(1, &[]).unit()), ten(27));
        assert_eq!(MAX_DAY_SECS, 86_400);
    }
}

/// The numbers that the specification prints, and those of its scenarios.
mod published {
    use super::*;

    #[test]
    fn a_day_at_four_fifths() {
        let kappa = Kappa::of(uint(10_000_000_000), uint(10_000_000_000), &[]).unwrap();
        let weight = kappa.base_reward_floor(uint(20_000_000), 15_000).unwrap();
        assert_eq!(weight, uint(30_000_000));
        let mut escrow = Escrow::new(DAY, &[(0, 24_000_000)]);
        escrow.act(&Act::Fund(100_000_000_000));
        escrow.act(&Act::Accept(weight.u128(), 180));
        assert_eq!((escrow.nu(), escrow.free()), ("0.8".to_string(), 100_000_000_000));
        escrow.wait(&Wait::Secs(DAY));
        assert_eq!(escrow.rewards(), [24_000_000]);
        assert_eq!(owner_share_floor(uint(24_000_000), bps(6_000)), Ok(uint(14_400_000)));
        escrow.wait(&Wait::Secs(DAY + DAY / 2));
        assert_eq!(escrow.rewards(), [60_000_000]);
        escrow.finish();
    }

    /// The index rounds down, the next second mends it.
    #[test]
    fn a_day_at_two_sevenths() {
        let mut escrow = Escrow::new(DAY, &[(0, 200)]);
        escrow.act(&Act::Fund(1_000_000));
        escrow.act(&Act::Accept(350, 30));
        escrow.act(&Act::Accept(350, 30));
        assert_eq!(escrow.nu(), "0.285714285714285714");
        escrow.wait(&Wait::Secs(DAY));
        assert_eq!(escrow.rewards(), [99, 99]);
        assert_eq!(escrow.free(), 1_000_000 - 200);
        escrow.wait(&Wait::Secs(1));
        assert_eq!(escrow.rewards(), [100, 100]);
        escrow.finish();
    }

    /// 30 a day for three days out of 100, 10 on the fourth, then nothing until there is more.
    #[test]
    fn a_pool_that_runs_dry() {
        let mut escrow = Escrow::new(DAY, &[]);
        escrow.act(&Act::Fund(100_000_000));
        escrow.act(&Act::Accept(30_000_000, 180));
        for (days, halves, reward, nu) in [
            (3, 0, 90, "0.333333333333333333"),
            (0, 1, 95, "0.333333333333333333"),
            (0, 1, 100, "0"),
            (5, 0, 100, "0"),
        ] {
            escrow.wait(&Wait::Secs(days * DAY + halves * DAY / 2));
            assert_eq!(escrow.rewards(), [reward * 1_000_000]);
            assert_eq!((escrow.free(), escrow.nu().as_str()), (100_000_000 - reward * 1_000_000, nu));
        }
        escrow.act(&Act::Fund(60_000_000));
        assert_eq!((escrow.nu().as_str(), escrow.free()), ("1", 60_000_000));
        escrow.wait(&Wait::Secs(DAY));
        assert_eq!(escrow.rewards(), [130_000_000]);
        escrow.act(&Act::Close(0));
        escrow.act(&Act::Fund(14_733_334));
        assert_eq!(escrow.free(), 44_733_334);
        escrow.finish();
    }

    #[test]
    fn a_second_agreement_comes_and_leaves() {
        let mut escrow = Escrow::new(DAY, &[(0, 40_000_000)]);
        escrow.act(&Act::Fund(50_000_000_000));
        escrow.act(&Act::Accept(30_000_000, 180));
        escrow.wait(&Wait::Secs(2 * DAY));
        assert_eq!(escrow.nu(), "1");
        escrow.act(&Act::Accept(30_000_000, 180));
        assert_eq!(escrow.nu(), "0.666666666666666666");
        escrow.wait(&Wait::Secs(284_400));
        assert_eq!(escrow.rewards(), [125_833_333, 65_833_333]);
        escrow.act(&Act::Close(1));
        escrow.act(&Act::Fund(13_594_584));
        assert_eq!(escrow.nu(), "1");
        escrow.wait(&Wait::Secs(DAY));
        assert_eq!(escrow.rewards(), [155_833_333, 65_833_333]);
        escrow.wait(&Wait::Secs(15_008_400));
        escrow.act(&Act::Close(0));
        assert_eq!(escrow.free(), 44_580_677_918);
        escrow.finish();
    }

    #[test]
    fn a_suspended_device() {
        let mut escrow = Escrow::new(DAY, &[(0, 45_000_000)]);
        escrow.act(&Act::Fund(50_000_000_000));
        escrow.act(&Act::Accept(20_000_000, 30));
        escrow.act(&Act::Accept(20_000_000, 30));
        for (act, days, rewards) in [
            (Act::Advance(1), 4, [80_000_000; 2]),
            (Act::Suspend(0), 6, [80_000_000, 200_000_000]),
            (Act::Resume(0), 5, [180_000_000, 300_000_000]),
            (Act::Advance(1), 15, [480_000_000, 600_000_000]),
            (Act::Advance(1), 15, [480_000_000, 600_000_000]),
        ] {
            escrow.act(&act);
            escrow.wait(&Wait::Secs(days * DAY));
            assert_eq!(escrow.rewards(), rewards);
        }
        assert_eq!(escrow.free(), 48_920_000_000);
        escrow.finish();
    }

    #[test]
    fn a_lock_of_90_days_and_one_that_is_claimed_often() {
        let mut escrow = Escrow::new(DAY, &[]);
        escrow.act(&Act::Fund(100_000_000_000));
        escrow.act(&Act::Accept(25_000_000, 90));
        let kappa = Kappa::of(uint(9_876_543_210), uint(10_000_000_000), &[]).unwrap();
        let weight = kappa.base_reward_floor(uint(7_777_777), 10_000).unwrap();
        escrow.act(&Act::Accept(weight.u128(), 30));
        let mut paid = 0;
        for (secs, claimed) in [
            (1, 59 + 29),
            (59, 3_498 + 1_748),
            (3_600, 213_392 + 106_681),
            (86_399, 5_121_367 + 2_560_299),
            (100_000, 5_927_576 + 2_963_344),
            (12_345, 731_760 + 365_824),
            (7, 415 + 208),
            (500_000, 29_637_883 + 14_816_718),
            (1_975_989, 112_006_832 + 55_995_017),
        ] {
            escrow.wait(&Wait::Secs(secs));
            paid += claimed;
            assert_eq!(escrow.rewards()[1], paid);
            escrow.act(&Act::Advance(1));
        }
        for (secs, earned) in
            [(7_775_999 - 2_678_400, 2_249_999_710), (1, 2_250_000_000), (1_000, 2_250_000_000)]
        {
            escrow.wait(&Wait::Secs(secs));
            assert_eq!(escrow.rewards(), [earned, 230_452_650]);
        }
        escrow.finish();
    }

    #[test]
    fn penalties() {
        let terms = PenaltyTerms { rate: bps(3_000), minimum: bps(0) };
        for (days, day, received, wanted) in [
            (180, 45, 432_000_000, 97_200_000),
            (180, 45, 648_000_000, 145_800_000),
            (90, 30, 600_000_000, 120_000_000),
            (365, 364, 1, 1),
            (180, 10, 52_000_000, 14_733_334),
            (180, 3, 46_083_334, 13_594_584),
            (180, 180, u128::MAX, 0),
            (180, 181, u128::MAX, 0),
            (30, 0, u128::MAX - 5, u128::MAX / 10 * 3),
        ] {
            let lock = Lock { started_at: 7, days, day_secs: DAY };
            for now in [7 + day * DAY, 6 + (day + 1) * DAY] {
                let found = terms.penalty_ceil(&lock, now, uint(received), uint(u128::MAX));
                assert_eq!(found, Ok(uint(wanted)), "day {day} of {days}");
            }
        }
    }
}

/// Any history at all, against the definition and the formulas after every event.
mod histories {
    use super::*;

    fn waits() -> impl Strategy<Value = Wait> {
        let near = || prop_oneof![Just(0_i64), Just(-1), Just(1)];
        prop_oneof![
            3 => Just(Wait::Secs(0)),
            1 => (0..10_u64).prop_map(Wait::Secs),
            3 => (0..DAY).prop_map(Wait::Secs),
            1 => (0..40 * DAY).prop_map(Wait::Secs),
            3 => (Just(0), near()).prop_map(|(days, near)| Wait::DayEnd(days, near)),
            1 => (0..6_u64, near()).prop_map(|(days, near)| Wait::DayEnd(days, near)),
            1 => (0..40_u64, near()).prop_map(|(days, near)| Wait::DayEnd(days, near)),
            3 => near().prop_map(Wait::End),
        ]
    }

    fn acts<W, F, C>(
        weights: impl Fn() -> W,
        funds: impl Fn() -> F,
        caps: impl Fn() -> C,
    ) -> impl Strategy<Value = (Wait, Act)>
    where
        W: Strategy<Value = u128> + 'static,
        F: Strategy<Value = u128> + 'static,
        C: Strategy<Value = u128> + 'static,
    {
        let days = prop_oneof![1..=2_u32, 1..=9_u32, 1..=40_u32];
        let acts = prop_oneof![
            2 => (1..4_usize).prop_map(Act::Advance),
            6 => (weights(), days).prop_map(|(weight, days)| Act::Accept(weight, days)),
            2 => (0..9_usize).prop_map(Act::Suspend),
            2 => (0..9_usize).prop_map(Act::Resume),
            3 => (0..9_usize).prop_map(Act::Close),
            2 => funds().prop_map(Act::Fund),
            2 => (0..400_u32).prop_map(Act::FundDay),
            1 => vec((0..3_u32, caps()), 0..4).prop_map(Act::Caps),
        ];
        (waits(), acts)
    }

    fn day_lengths() -> impl Strategy<Value = u64> {
        prop_oneof![3 => Just(MAX_DAY_SECS), 1 => Just(1), 1 => 2..10_u64, 2 => 1..=MAX_DAY_SECS]
    }

    fn play(mut escrow: Escrow, history: &[(Wait, Act)]) -> Escrow {
        for (wait, act) in history {
            escrow.wait(wait);
            escrow.act(act);
        }
        escrow
    }

    fn usual_acts() -> impl Strategy<Value = (Wait, Act)> {
        acts(
            || prop_oneof![1..1_000_u128, 1..10_u128.pow(9), 1..10_u128.pow(14)],
            || prop_oneof![1..10_000_u128, 1..10_u128.pow(11), 1..10_u128.pow(16)],
            || {
                prop_oneof![
                    1 => Just(0_u128),
                    9 => 1..1_000_u128,
                    9 => 1..10_u128.pow(9),
                    9 => 1..10_u128.pow(14)
                ]
            },
        )
    }

    proptest! {
        #![proptest_config(Config { cases: 1_000, failure_persistence: None, ..Config::default() })]

        /// From dust to millions of tokens of six decimals, with pools that run dry: never a unit more or less than one off.
        #[test]
        fn of_usual_escrows(day_secs in day_lengths(), history in vec(usual_acts(), 1..40)) {
            let escrow = play(Escrow::new(day_secs, &[]), &history);
            // On any but the shortest days.
            assert!(day_secs < 10 || escrow.definition.slack() < fraction(1, 1_000));
            escrow.finish();
        }

        /// Where nobody is ever short and every cap/W is a decimal of at most 27 places, not even one.
        #[test]
        fn of_escrows_with_nothing_to_round(
            day_secs in day_lengths(),
            (twos, fives) in (0..23_u32, 0..15_u32),
            rich in prop_oneof![Just(true), Just(true), Just(false)],
            history in vec(acts(
                || prop_oneof![Just(1_u128), Just(4), Just(16)],
                || 1..10_u128.pow(16),
                || prop_oneof![1 => Just(0_u128), 9 => 1..10_u128.pow(6), 9 => 1..10_u128.pow(18)],
            ), 1..40),
        ) {
            let mut escrow = Escrow::new(day_secs, &[]);
            if rich {
                escrow.act(&Act::Fund(10_u128.pow(30)));
            }
            for (wait, act) in &history {
                let open = escrow.agreements.iter().filter(|agreement| !agreement.closed).count();
                escrow.wait(wait);
                escrow.act(&match act {
                    // Sums of two of them have no other factors either, but for that of 1 and 16.
                    Act::Accept(weight, days) if open < 2 && (open == 0 || *weight == 4) => {
                        Act::Accept(weight * 2_u128.pow(twos) * 5_u128.pow(fives), *days)
                    }
                    Act::Accept(..) => Act::Advance(1),
                    act => act.clone(),
                });
            }
            assert!(escrow.definition.exact || !rich);
            escrow.finish();
        }

        /// The largest words: every product and sum near its limit, weights and pools of any size beside each other.
        #[test]
        fn of_escrows_at_their_limits(
            day_secs in day_lengths(),
            history in vec(acts(
                || prop_oneof![amount(), 0..10_u128.pow(32), Just(10_u128.pow(32)), Just(u128::MAX)],
                || prop_oneof![amount(), Just(u128::MAX), Just(u128::MAX / 2)],
                || prop_oneof![amount(), Just(u128::MAX)],
            ), 1..30),
        ) {
            play(Escrow::new(day_secs, &[]), &history).finish();
        }

        /// JS-04: one is looked at all the time and a single end at a time, the other only when something happens.
        #[test]
        fn do_not_depend_on_who_looks(
            day_secs in day_lengths(),
            history in vec((usual_acts(), vec(0..=100_u64, 0..5)), 1..25),
        ) {
            let (mut one, mut other) = (Escrow::new(day_secs, &[]), Escrow::new(day_secs, &[]));
            for ((wait, act), looks) in &history {
                other.wait(wait);
                let (from, span) = (one.now, other.now - one.now);
                for part in looks {
                    one.now = one.now.max(from + span * part / 100);
                    one.act(&Act::Advance(1));
                }
                one.now = other.now;
                one.act(act);
                other.act(act);
                assert_eq!((&one.accrual, &one.passed), (&other.accrual, &other.passed));
                assert_eq!(one.rewards(), other.rewards());
            }
            one.finish();
        }
    }

    /// A year's lock beside short ones, and nobody comes for three years, twice.
    #[test]
    fn of_long_silences() {
        for (caps, fund) in
            [(vec![], 10_u128.pow(15)), (vec![(0, 1_000_003), (200, 700_001)], 10_u128.pow(8))]
        {
            let mut escrow = Escrow::new(DAY, &caps);
            escrow.act(&Act::Fund(fund));
            for _ in 0..2 {
                escrow.wait(&Wait::Secs(12_345));
                escrow.act(&Act::Accept(1_000_003, 365));
                escrow.act(&Act::Accept(777_777, 30));
                escrow.wait(&Wait::Secs(1_100 * DAY));
                escrow.act(&Act::Advance(1));
            }
            escrow.act(&Act::Fund(10_u128.pow(9)));
            escrow.act(&Act::Accept(5, 1));
            escrow.finish();
        }
    }
}

/// How an accrual is brought up to now, and what it refuses.
mod touching {
    use super::*;

    const START: u64 = 1_700_000_000;

    fn calendar(caps: Vec<DailyCap>) -> Calendar {
        Calendar { started_at: START, day_secs: DAY, caps }
    }

    /// 1000 in the pool, and 100 a day since the start.
    fn running() -> Accrual {
        Accrual { weight: uint(100), funded: uint(1_000), ..Accrual::new(START) }
    }

    fn rows(rows: &[(u64, u128)]) -> impl Iterator<Item = Result<(u64, Uint128), MathError>> {
        let rows: Vec<_> = rows.iter().map(|(at, weight)| Ok((*at, uint(*weight)))).collect();
        rows.into_iter()
    }

    fn touched(accrual: Accrual, calendar: &Calendar, now: u64) -> TouchedAccrual {
        let (progress, passed) = accrual.touch(calendar.clone(), now, rows(&[]), 50).unwrap();
        assert_eq!(passed, []);
        let touched = match progress {
            Progress::Now(touched) => Some(touched),
            Progress::Behind(_) => None,
        };
        touched.unwrap()
    }

    /// Days at `nu` = 1 as an index.
    fn days(days: u64) -> Uint256 {
        SCALE.full_mul(days * DAY)
    }

    #[test]
    fn starts_with_nothing() {
        let none = Uint256::zero();
        let (weight, funded) = (Uint128::zero(), Uint128::zero());
        assert_eq!(Accrual::new(5), Accrual { at: 5, index: none, accrued: none, weight, funded });
    }

    #[test]
    fn at_most_so_many_ends_are_worked_off() {
        let calendar = calendar(vec![]);
        let ends = [(START + DAY, 10), (START + DAY + 5, 20), (START + 3 * DAY, 30)];
        for (now, limit, wanted, weight) in [
            (START + DAY - 1, 0, Some(0), 100),
            (START + DAY, 0, None, 100),
            (START + DAY, 1, Some(1), 90),
            (START + DAY + 4, 1, Some(1), 90),
            (START + DAY + 5, 1, None, 90),
            (START + DAY + 5, 2, Some(2), 70),
            (START + 3 * DAY - 1, 2, Some(2), 70),
            (START + 3 * DAY, 2, None, 70),
            (START + 3 * DAY, 3, Some(3), 40),
            (START + 9 * DAY, 50, Some(3), 40),
        ] {
            let (progress, passed) = running().touch(calendar.clone(), now, rows(&ends), limit).unwrap();
            assert_eq!(passed.len(), wanted.unwrap_or(limit), "{now}, {limit}");
            assert!(passed.iter().map(|end| end.at).eq(ends.iter().map(|end| end.0).take(passed.len())));
            match progress {
                Progress::Now(touched) => {
                    assert_eq!((wanted.is_some(), touched.weight()), (true, uint(weight)), "{now}, {limit}");
                }
                Progress::Behind(accrual) => {
                    assert_eq!((wanted.is_some(), accrual.weight), (false, uint(weight)), "{now}, {limit}");
                    // It got as far as the last end.
                    assert_eq!(accrual.at, ends[..limit].last().map_or(START, |end| end.0));
                }
            }
        }
    }

    #[test]
    fn the_index_at_an_end_is_told() {
        let calendar = calendar(vec![]);
        let ends = [(START + DAY, 60), (START + 2 * DAY, 40), (START + 9 * DAY, 0)];
        let (_, passed) = running().touch(calendar.clone(), START + 20 * DAY, rows(&ends), 50).unwrap();
        // Then nothing weighs and the index stands still.
        let wanted = [days(1), days(2), days(2)];
        let wanted: Vec<_> =
            ends.iter().zip(wanted).map(|((at, _), index)| PassedEnd { at: *at, index }).collect();
        assert_eq!(passed, wanted);
    }

    #[test]
    fn nothing_is_cut_by_looking() {
        let calendar = calendar(vec![]);
        let at = |now| touched(running(), &calendar, now).into_inner();
        assert_eq!(at(START + DAY - 1), running());
        let next = Accrual {
            at: START + DAY,
            index: days(1),
            accrued: calendar.unit() * Uint256::from(100_u128),
            ..running()
        };
        assert_eq!(at(START + DAY), next);
        assert_eq!(at(START + 2 * DAY - 1), next);
        let idle = Accrual { weight: Uint128::zero(), ..running() };
        assert_eq!(touched(idle.clone(), &calendar, START + 99 * DAY).into_inner(), idle);
    }

    #[test]
    fn rows_must_be_read_and_be_true() {
        let calendar = calendar(vec![]);
        let touch = |ends: &[(u64, u128)]| running().touch(calendar.clone(), START + 5, rows(ends), 9);
        assert!(touch(&[(START, 100)]).is_ok());
        assert!(matches!(touch(&[(START, 60), (START + 1, 41)]), Err(MathError::Overflow(_))));
        assert!(matches!(touch(&[(START - 1, 0)]), Err(MathError::Overflow(_))));
        let unread = std::iter::once(Err(MathError::Unsettled));
        assert_eq!(running().touch(calendar.clone(), START, unread, 9), Err(MathError::Unsettled));
    }

    #[test]
    fn time_does_not_go_back() {
        let calendar = calendar(vec![]);
        for weight in [0, 100] {
            let accrual = Accrual { weight: uint(weight), ..running() };
            let mut earlier = touched(accrual.clone(), &calendar, START - 1);
            assert!(matches!(earlier.index(), Err(MathError::Overflow(_))));
            assert!(
                earlier.free_floor().is_err()
                    && earlier.set_caps(vec![]).is_err()
                    && earlier.fund(uint(1)).is_err()
            );
            assert!(earlier.join(uint(1), START + 1).is_err());
            assert_eq!(earlier.into_inner(), accrual);
        }
    }

    /// In the middle of a day there is half a day to spread it over.
    #[test]
    fn a_stretch_begins_when_somebody_comes() {
        let calendar = calendar(vec![]);
        for (pool, nu, quarter) in [(200, "1", 100), (100, "1", 100), (50, "0.5", 50), (0, "0", 0)] {
            let mut escrow = Escrow::new(DAY, &[]);
            escrow.wait(&Wait::Secs(7 * DAY + DAY / 2));
            escrow.act(&Act::Fund(pool));
            escrow.act(&Act::Accept(200, 30));
            assert_eq!(escrow.accrual.at, calendar.started_at + 7 * DAY + DAY / 2);
            assert_eq!(escrow.nu(), nu);
            escrow.wait(&Wait::Secs(DAY / 4));
            assert_eq!(escrow.rewards(), [quarter / 2]);
            escrow.wait(&Wait::DayEnd(0, 0));
            assert_eq!(escrow.rewards(), [quarter]);
            escrow.finish();
        }
    }

    /// Of 40 for a day that costs 100, half is gone at noon, when 10 more come.
    #[test]
    fn a_pool_is_spread_over_the_rest_of_the_day_anew() {
        let mut escrow = Escrow::new(DAY, &[]);
        escrow.act(&Act::Fund(40));
        escrow.act(&Act::Accept(100, 30));
        for (secs, fund, earned) in [(DAY / 2, 10, 20), (DAY / 4, 0, 35), (DAY / 4, 0, 50), (DAY, 0, 50)] {
            escrow.wait(&Wait::Secs(secs));
            assert_eq!(escrow.rewards(), [earned]);
            if fund > 0 {
                escrow.act(&Act::Fund(fund));
            }
        }
        escrow.finish();
    }

    #[test]
    fn caps_count_from_when_they_change() {
        let mut escrow = Escrow::new(DAY, &[(0, 50), (2, 20)]);
        escrow.act(&Act::Fund(1_000));
        escrow.act(&Act::Accept(100, 30));
        for (act, secs, earned) in [
            (Act::Advance(1), DAY, 50),
            (Act::Advance(1), DAY, 100),
            (Act::Advance(1), DAY / 2, 110),
            (Act::Caps(vec![(0, 40)]), DAY / 2, 130),
            (Act::Caps(vec![]), DAY / 2, 180),
            (Act::Caps(vec![(0, 0)]), DAY, 180),
            (Act::Caps(vec![(3, 0)]), DAY / 2, 230),
        ] {
            escrow.act(&act);
            escrow.wait(&Wait::Secs(secs));
            assert_eq!(escrow.rewards(), [earned], "{act:?}");
        }
        escrow.finish();
    }

    /// Nothing is divided by W = 0: it is as for the lightest agreement.
    #[test]
    fn nu_without_agreements() {
        for (caps, pool, wanted) in [
            (vec![], 1_000, "1"),
            (vec![], 1, "1"),
            (vec![], 0, "0"),
            (vec![(0, 1)], 1_000, "1"),
            (vec![(0, 0)], 1_000, "0"),
            (vec![(0, 0), (1, 1)], 1_000, "0"),
        ] {
            let mut escrow = Escrow::new(DAY, &caps);
            escrow.act(&Act::Fund(pool));
            assert_eq!(escrow.nu(), wanted, "{caps:?}, {pool}");
        }
        // The cap is that of today, however long ago the last cut was.
        let mut escrow = Escrow::new(DAY, &[(0, 0), (1, 1)]);
        escrow.act(&Act::Fund(1));
        escrow.wait(&Wait::Secs(DAY));
        assert_eq!(escrow.nu(), "1");
    }

    /// Suspended and resumed twice, then ended with an index that is not its own.
    #[test]
    fn what_does_not_change_anything() {
        let calendar = calendar(vec![]);
        let mut touched = touched(running(), &calendar, START + 9);
        let mut earner = touched.join(uint(7), START + 10).unwrap();
        let index = touched.index().unwrap();
        assert_eq!(
            earner,
            Earner { weight: uint(7), ends_at: START + 10, acc: Uint256::zero(), since: Some(index) }
        );
        let resumed = (touched.clone(), earner);
        touched.resume(&mut earner).unwrap();
        assert_eq!((&touched, earner), (&resumed.0, resumed.1));
        assert_eq!(touched.weight(), uint(107));

        touched.suspend(&mut earner).unwrap();
        let suspended = (touched.clone(), earner);
        assert_eq!((touched.weight(), earner.since), (uint(100), None));
        touched.suspend(&mut earner).unwrap();
        earner.stop(Uint256::MAX).unwrap();
        assert_eq!((&touched, earner), (&suspended.0, suspended.1));
        touched.resume(&mut earner).unwrap();
        assert_eq!((touched, earner), resumed);
    }

    /// Its weight has left with its end, and comes back no more.
    #[test]
    fn an_agreement_that_is_over() {
        let calendar = calendar(vec![]);
        let accrual = Accrual { at: START + 5, ..running() };
        for (now, over) in [(START + 9, false), (START + 10, true), (START + 11, true)] {
            let earner = Earner { weight: uint(7), ends_at: START + 10, acc: Uint256::zero(), since: None };
            let mut suspended = earner;
            let mut touched = touched(accrual.clone(), &calendar, now);
            assert_eq!(touched.resume(&mut suspended), Ok(if over { uint(0) } else { uint(7) }));
            assert_eq!((suspended.since.is_none(), touched.weight() == uint(100)), (over, over));
            assert_eq!(touched.resume(&mut suspended), Ok(uint(0)), "it earns already, or is over");

            let mut active = Earner { since: Some(Uint256::zero()), ..earner };
            let before = touched.weight();
            let wanted = if over { Err(MathError::Unsettled) } else { Ok(uint(7)) };
            assert_eq!(touched.clone().close(&mut active.clone()), wanted);
            assert_eq!(touched.suspend(&mut active), wanted);
            assert_eq!(touched.weight() == before, over);
        }
    }

    #[test]
    fn no_index_lies_before_its_start() {
        let calendar = calendar(vec![]);
        let later = Some(Uint256::from(5_u128));
        let mut earner = Earner { weight: uint(7), ends_at: START, acc: Uint256::zero(), since: later };
        let earlier = Uint256::from(4_u128);
        assert!(matches!(earner.earned_floor(earlier, &calendar), Err(MathError::Overflow(_))));
        assert!(matches!(earner.stop(earlier), Err(MathError::Overflow(_))));
        assert_eq!(earner.since, later);
    }

    /// All that there ever can be, for all that can weigh, over a whole day.
    #[test]
    fn the_largest_words() {
        for (weight, cap) in [(1, u128::MAX), (u128::MAX, u128::MAX), (u128::MAX, 1), (1, 0)] {
            let caps = vec![DailyCap { from_day: 0, cap: uint(cap) }];
            let calendar = calendar(caps);
            let accrual = Accrual { weight: uint(weight), funded: Uint128::MAX, ..Accrual::new(START) };
            for now in [START + DAY - 1, START + DAY, START + 400 * DAY] {
                let touched = touched(accrual.clone(), &calendar, now);
                let spent = big(Uint128::MAX) - big(touched.free_floor().unwrap());
                assert!(spent <= BigInt::from(cap) * (now - START).div_ceil(DAY));
                touched.nu_floor().unwrap();
            }
        }
        // A word of 128 bits at `nu` = 1 for the longest lock.
        let index = days(365);
        let mut earner =
            Earner { weight: Uint128::MAX, ends_at: 0, acc: Uint256::zero(), since: Some(Uint256::zero()) };
        earner.stop(index).unwrap();
        assert_eq!(big(earner.acc), big(Uint128::MAX) * big(index));
        assert_eq!(big(earner.acc).bits(), 243);
    }
}

/// What is fixed when an agreement starts.
mod terms {
    use super::*;

    #[test]
    fn a_longer_lock_earns_more() {
        let table = TIME_MULTIPLIERS.map(|TimeMultiplier { lock_days, tau_bps }| (lock_days, tau_bps));
        assert_eq!(table, [(30, 10_000), (60, 11_000), (90, 12_500), (180, 15_000), (365, 20_000)]);
    }

    #[test]
    fn kappa_is_how_full_the_capacity_is() {
        for (principal, capacity, wanted) in [
            (0, 3, "0"),
            (1, 3, "0.333333333333333333"),
            (2, 3, "0.666666666666666666"),
            (3, 3, "1"),
            (4, 3, "1"),
            (u128::MAX, 1, "1"),
            (u128::MAX - 1, u128::MAX, "0.999999999999999999"),
            (12_500, 20_000, "0.625"),
        ] {
            let kappa = Kappa::of(uint(principal), uint(capacity), &[]).unwrap();
            assert_eq!(kappa.floor().unwrap().to_string(), wanted, "{principal} of {capacity}");
        }
        let none = Kappa::of(uint(1), Uint128::zero(), &[]).unwrap();
        assert!(matches!(none.floor(), Err(MathError::DivideByZero(_))));
        assert!(matches!(none.base_reward_floor(uint(1), 1), Err(MathError::DivideByZero(_))));
    }

    #[test]
    fn steps_begin_at_their_part_of_the_capacity_rounded_down() {
        let step = |(fill_bps, kappa_bps)| KappaStep { fill_bps, kappa_bps };
        let steps = [(12_500, 11_000), (15_000, 10_000), (20_001, MAX_FACTOR_BPS)].map(step);
        for (principal, wanted) in [
            (998, "0.998998998998998998"),
            (999, "1"),
            (1_247, "1"),
            (1_248, "1.1"),
            (1_497, "1.1"),
            (1_498, "1"),
            (1_997, "1"),
            (1_998, "10"),
            (u128::MAX, "10"),
        ] {
            // 1248.75, 1498.5, 1998.0999.
            let kappa = Kappa::of(uint(principal), uint(999), &steps).unwrap();
            assert_eq!(kappa.floor().unwrap().to_string(), wanted, "{principal}");
        }
        // Of the largest capacity.
        let kappa = Kappa::of(Uint128::MAX, Uint128::MAX, &steps).unwrap();
        assert_eq!(kappa.floor(), Ok(Decimal::one()));
    }

    #[test]
    fn the_largest_base_reward() {
        assert_eq!(big(MAX_CLASS_AMOUNT), ten(30));
        let steps = [KappaStep { fill_bps: 10_001, kappa_bps: MAX_FACTOR_BPS }];
        let most = Kappa::of(Uint128::MAX, MAX_CLASS_AMOUNT, &steps).unwrap();
        assert_eq!(big(most.base_reward_floor(MAX_CLASS_AMOUNT, MAX_FACTOR_BPS).unwrap()), ten(32));
        let whole = Kappa::of(Uint128::MAX, MAX_CLASS_AMOUNT, &[]).unwrap();
        assert_eq!(big(whole.base_reward_floor(MAX_CLASS_AMOUNT, MAX_FACTOR_BPS).unwrap()), ten(31));
        assert!(most.base_reward_floor(Uint128::MAX, u32::MAX).is_err());
    }

    #[test]
    fn locks_end_after_their_days() {
        let lock = Lock { started_at: 100, days: 30, day_secs: 10 };
        assert_eq!(lock.ends_at(), Ok(400));
        for (now, wanted) in
            [(0, 30), (100, 30), (109, 30), (110, 29), (389, 2), (390, 1), (399, 1), (400, 0), (u64::MAX, 0)]
        {
            assert_eq!(lock.remaining_days(now), Ok(wanted), "{now}");
        }
        let late = Lock { started_at: u64::MAX - 299, ..lock };
        assert!(matches!(late.ends_at(), Err(MathError::Overflow(_))));
        assert_eq!(Lock { started_at: u64::MAX - 300, ..lock }.ends_at(), Ok(u64::MAX));
        let long = Lock { days: u32::MAX, day_secs: u64::MAX, ..lock };
        assert!(matches!(long.ends_at(), Err(MathError::Overflow(_))));
        let none = Lock { day_secs: 0, ..lock };
        assert!(matches!(none.remaining_days(101), Err(MathError::DivideByZero(_))));
    }

    #[test]
    fn the_larger_penalty_is_due_until_the_end() {
        let lock = Lock { started_at: 0, days: 30, day_secs: DAY };
        let terms = PenaltyTerms { rate: bps(3_000), minimum: bps(1) };
        let penalty = |now, received, principal| {
            terms.penalty_ceil(&lock, now, uint(received), uint(principal)).unwrap().u128()
        };
        // Leaving on day 0 is not free.
        assert_eq!(penalty(0, 0, 1_000_000), 100);
        assert_eq!((penalty(0, 0, 1), penalty(0, 0, 10_000), penalty(0, 0, 10_001)), (1, 1, 2));
        assert_eq!((penalty(0, 333, 1_000_000), penalty(0, 334, 1_000_000)), (100, 101));
        let end = 30 * DAY;
        assert_eq!((penalty(end - 1, 0, 1_000_000), penalty(end, 5, 1_000_000)), (100, 0));
        let free = PenaltyTerms { rate: bps(0), minimum: bps(0) };
        assert_eq!(free.penalty_ceil(&lock, 0, Uint128::MAX, Uint128::MAX), Ok(Uint128::zero()));
    }

    fn ceil(over: BigInt, under: BigInt) -> BigInt {
        (over + &under - 1) / under
    }

    proptest! {
        #![proptest_config(Config { cases: 5_000, failure_persistence: None, ..Config::default() })]

        #[test]
        fn base_rewards_are_rounded_once(
            (principal, capacity) in (amount(), amount()),
            part in 0..=20_000_u32,
            base_value in 0..=10_u128.pow(30),
            tau_bps in 1..=MAX_FACTOR_BPS,
        ) {
            let capacity = capacity.clamp(1, 10_u128.pow(30));
            // Every other time within twice the capacity.
            let near = Uint128::new(capacity).multiply_ratio(part, 10_000_u32).u128();
            let principal = if part % 2 == 0 { principal } else { near };
            let steps = [(12_000, 15_000), (13_000, 31_415)].map(|(fill_bps, kappa_bps)| KappaStep { fill_bps, kappa_bps });
            let kappa = Kappa::of(uint(principal), uint(capacity), &steps).unwrap();
            let reached = steps.iter().rfind(|it| BigInt::from(principal) >= BigInt::from(capacity) * it.fill_bps / 10_000);
            let (over, under) = reached.map_or_else(
                || (BigInt::from(principal.min(capacity)), BigInt::from(capacity)),
                |step| (step.kappa_bps.into(), 10_000.into()),
            );

            let weight = kappa.base_reward_floor(uint(base_value), tau_bps).unwrap();
            assert_eq!(big(weight), BigInt::from(base_value) * &over * tau_bps / (&under * 10_000));
            assert_eq!(big(kappa.floor().unwrap().atomics()), over * ten(18) / under);
        }

        /// JS-02.
        #[test]
        fn shares_are_the_whole(earned in amount(), share in 3_000..=7_000_u32) {
            let owner = owner_share_floor(uint(earned), bps(share)).unwrap();
            assert_eq!(big(owner), BigInt::from(earned) * share / 10_000);
        }

        /// JS-06.
        #[test]
        fn penalties_are_rounded_up(
            days in 1..=365_u32,
            day_secs in 1..=MAX_DAY_SECS,
            part in 0..=1_100_u64,
            near in 0..=1_u64,
            (received, principal) in (amount(), amount()),
            (rate, minimum) in (0..=10_000_u32, prop_oneof![Just(0_u32), 0..=10_000_u32]),
        ) {
            let lock = Lock { started_at: 1_000, days, day_secs };
            let total = u64::from(days) * day_secs;
            let elapsed = total * part / 1_000 + near;
            let terms = PenaltyTerms { rate: bps(rate), minimum: bps(minimum) };
            let found = terms.penalty_ceil(&lock, 1_000 + elapsed, uint(received), uint(principal)).unwrap();

            assert_eq!(lock.ends_at(), Ok(1_000 + total));
            let remaining = u64::from(days).saturating_sub(elapsed / day_secs);
            let of_rewards = ceil(BigInt::from(received) * remaining * rate, BigInt::from(days) * 10_000);
            let least = ceil(BigInt::from(principal) * minimum, 10_000.into());
            let wanted = if elapsed < total { of_rewards.max(least) } else { BigInt::ZERO };
            assert_eq!(big(found), wanted);
            if minimum == 0 {
                assert!(big(found) <= ceil(BigInt::from(received) * rate, 10_000.into()));
            }
        }
    }
}
