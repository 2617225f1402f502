//! What a stake in the boosted vault weighs: the published figures, the specification word for word, and the real values.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests stand outside of them"
)]

mod numbers;
mod published;

use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use numbers::{big, ten};
use proptest::prelude::{prop_oneof, proptest, Just, Strategy};
use proptest::test_runner::Config;
use published::{slope, STAKE, STAKERS, WEIGHTS};
use tributary_math::boost::{displayed, months, BoostWeights, ONE};
use tributary_math::emission::Principal;

/// The largest weight, number of NFTs and score that a vault can be set up for.
const LARGEST: Uint128 = Uint128::new(10_000_000_000_000_000_000);
const MOST_NFTS: u64 = 1_000;
const MOST_LOYALTY: u64 = 1_000_000_000_000;

/// What the published ranges go to.
const NFT_CAP: u64 = 100;
const LOYALTY_CAP: u64 = 35_000;

/// What a unit weighs, in units of 1/(2·10^18).
fn unit(weights: &BoostWeights, months: u32, nfts: u64, loyalty: u64) -> BigInt {
    big(weights.unit_weight(months, slope(weights, nfts, loyalty).unwrap()).unwrap())
}

/// The same, as section 1.2 of the specification words it.
fn literal(weights: &BoostWeights, months: u32, nfts: u64, loyalty: u64) -> BigInt {
    let f_d = (ten(36) * nfts).sqrt();
    let f_l = BigInt::sqrt(&(ten(36) * loyalty / 400));
    let b = (big(weights.w3) * f_d + big(weights.w4) * f_l) / ten(18);
    let c = big(weights.w2) * (big(weights.b0) + b) / ten(18);
    big(weights.w1) * 2 + c * months
}

/// The same as section 1 defines it, times 10^100 and correct to the last of these digits but a few.
fn real(weights: &BoostWeights, months: u32, nfts: u64, loyalty: u64) -> BigInt {
    let f_d = (ten(200) * nfts).sqrt();
    let f_l = BigInt::sqrt(&(ten(200) * loyalty / 400));
    let b = big(weights.b0) * ten(100) + big(weights.w3) * f_d + big(weights.w4) * f_l;
    big(weights.w1) * 2 * ten(100) + big(weights.w2) * b * months / ten(18)
}

mod published_figures {
    use super::*;

    #[test]
    fn units() {
        assert_eq!(big(ONE), ten(18));
        let vectors = [
            (1, 0, 0, 400_000_000_000_000_000_u128),
            (12, 0, 0, 400_000_000_000_000_000),
            (1, 1, 100, 640_000_000_000_000_000),
            (12, 1, 100, 3_280_000_000_000_000_000),
            (6, 4, 2_500, 4_360_000_000_000_000_000),
            (12, 100, 35_000, 35_469_966_592_386_188_986),
        ];
        for (months, nfts, loyalty, wanted) in vectors {
            let found = unit(&WEIGHTS, months, nfts, loyalty);
            assert_eq!(found / 2, BigInt::from(wanted), "{months} months, {nfts} NFTs, {loyalty}");
        }
    }

    #[test]
    fn stakers() {
        for (months, nfts, loyalty, wanted, _) in STAKERS {
            let slope = slope(&WEIGHTS, nfts, loyalty).unwrap();
            let weight = STAKE.full_mul(WEIGHTS.unit_weight(months, slope).unwrap());
            assert_eq!(displayed(weight).unwrap(), Uint256::from(wanted), "{months} months, {nfts} NFTs");
        }
    }

    /// In a weight that is read the last unit counts when it is whole.
    #[test]
    fn displayed_is_rounded_down() {
        let two = ONE + ONE;
        for (weight, wanted) in [
            (Uint128::zero(), 0_u128),
            (two - Uint128::one(), 0),
            (two, 1),
            (two + two - Uint128::one(), 1),
            (two + two, 2),
        ] {
            assert_eq!(displayed(weight.into()).unwrap(), Uint256::from(wanted), "{weight}");
        }
        assert_eq!(big(displayed(Uint256::MAX).unwrap()), big(Uint256::MAX) / (ten(18) * 2));
    }

    /// A relative increase in thousandths, rounded to the nearest.
    fn increase(from: &BigInt, to: &BigInt) -> BigInt {
        let increase = BigRational::new(to - from, from.clone());
        (increase * BigInt::from(1_000)).round().to_integer()
    }

    /// The least and the largest of all increases.
    fn range(increases: impl Iterator<Item = BigInt>) -> (BigInt, BigInt) {
        let increases: Vec<BigInt> = increases.collect();
        (increases.iter().min().unwrap().clone(), increases.iter().max().unwrap().clone())
    }

    const NFTS: [u64; 6] = [1, 2, 4, 10, 50, 100];
    const SCORES: [u64; 6] = [100, 101, 400, 2_500, 10_000, 35_000];

    /// Section 1.3, the column of what a consistent user reaches: whatever the two other factors are.
    #[test]
    fn reachable_ranges() {
        let pairs = |one: [u64; 6], other: [u64; 6]| {
            one.into_iter().flat_map(move |one| other.into_iter().map(move |other| (one, other)))
        };
        let unit = |months: u64, nfts, loyalty| unit(&WEIGHTS, u32::try_from(months).unwrap(), nfts, loyalty);
        let time = range(
            pairs(NFTS, SCORES)
                .map(|(nfts, loyalty)| increase(&unit(1, nfts, loyalty), &unit(12, nfts, loyalty))),
        );
        let nfts = range(
            pairs([1, 2, 3, 6, 11, 12], SCORES)
                .map(|(months, loyalty)| increase(&unit(months, 1, loyalty), &unit(months, 100, loyalty))),
        );
        let loyalty = range(
            pairs([1, 2, 3, 6, 11, 12], NFTS)
                .map(|(months, nfts)| increase(&unit(months, nfts, 100), &unit(months, nfts, 35_000))),
        );

        assert_eq!(time, (4_125.into(), 9_676.into()));
        assert_eq!(nfts, (952.into(), 5_927.into()));
        assert_eq!(loyalty, (470.into(), 3_887.into()));
    }

    /// Products of which all but one unit is there.
    #[test]
    fn the_last_unit_counts_when_it_is_whole() {
        // √3·10^18 = 1732050807568877293, times this is a unit less than a multiple of 10^18.
        let w3 = Uint128::new(669_694_554_931_394_843);
        let weights = BoostWeights { w3, ..WEIGHTS };
        assert_eq!(weights.boost(3, 0).unwrap(), Uint128::new(1_159_944_994_693_402_292));
        // (10^18 - 1)·(10^18 + 1) = 10^36 - 1.
        let weights = BoostWeights { w2: ONE - Uint128::one(), ..WEIGHTS };
        assert_eq!(weights.slope(ONE + Uint128::one()).unwrap(), ONE - Uint128::one());
    }

    /// As section 1.3 says: unless b0 is above zero.
    #[test]
    fn without_a_boost_time_does_nothing() {
        let everybody = BoostWeights { b0: ONE, ..WEIGHTS };
        for months in 1..=12 {
            assert_eq!(unit(&WEIGHTS, months, 0, 0), ten(17) * 8);
            // 2·0.4 + months·0.6·1.
            assert_eq!(unit(&everybody, months, 0, 0), ten(17) * 8 + ten(17) * 6 * months);
        }
        assert_eq!(everybody.slope(Uint128::zero()).unwrap(), WEIGHTS.w2);
        assert_eq!(everybody.boost(0, 0).unwrap(), Uint128::zero());
    }

    #[test]
    fn months_of_days() {
        for (days, wanted) in [
            (0, 0),
            (29, 0),
            (30, 1),
            (59, 1),
            (60, 2),
            (179, 5),
            (180, 6),
            (359, 11),
            (360, 12),
            (365, 12),
            (390, 12),
            (u32::MAX, 12),
        ] {
            assert_eq!(months(days), wanted, "{days} days");
        }
    }
}

mod bounds {
    use super::*;

    /// BV-07.
    #[test]
    fn of_the_published_weights() {
        let (least, most) = (ten(17) * 4, BigInt::from(35_469_966_592_386_188_986_u128));
        for months in 1..=12 {
            for nfts in 0..=NFT_CAP {
                for loyalty in [0, 1, 99, 100, 399, 400, 2_500, 34_999, LOYALTY_CAP] {
                    let unit = unit(&WEIGHTS, months, nfts, loyalty);
                    assert!(unit < BigInt::from(1) << 67, "{months}, {nfts}, {loyalty}");
                    let u: BigInt = unit / 2;
                    assert!(least <= u && u <= most, "{months}, {nfts}, {loyalty}: {u}");
                    assert_eq!(u == least, nfts == 0 && loyalty == 0, "{months}, {nfts}, {loyalty}");
                    let all = (months, nfts, loyalty) == (12, NFT_CAP, LOYALTY_CAP);
                    assert_eq!(u == most, all, "{months}, {nfts}, {loyalty}");
                }
            }
        }
    }

    /// BV-07: the largest weights that a vault can be set up for.
    #[test]
    fn of_any_weights() {
        let weights = BoostWeights { w1: LARGEST, w2: LARGEST, w3: LARGEST, w4: LARGEST, b0: LARGEST };
        let most = unit(&weights, 12, MOST_NFTS, MOST_LOYALTY);
        assert_eq!(most, literal(&weights, 12, MOST_NFTS, MOST_LOYALTY));
        assert!(most < BigInt::from(1) << 86);
        assert!(most > BigInt::from(1) << 85, "the bound is the next power of two");
        // All principals together are below 2^128.
        let all = Uint128::MAX.full_mul(Uint128::try_from(most.to_string().as_str()).unwrap());
        assert!(big(all) < BigInt::from(1) << 214);
    }

    #[test]
    fn beyond_them_is_an_error() {
        let max = Uint128::MAX;
        let weights = BoostWeights { w1: max, w2: max, w3: max, w4: max, b0: max };
        assert!(weights.boost(1_000, 0).is_err());
        assert!(weights.boost(0, u64::MAX).is_err());
        assert!(weights.slope(Uint128::one()).is_err());
        assert!(weights.slope(Uint128::zero()).is_err());
        assert!(weights.unit_weight(1, Uint128::zero()).is_err());
        assert!(WEIGHTS.unit_weight(12, max).is_err());
        assert!(WEIGHTS.unit_weight(1, max).is_err());
    }
}

/// A weight of any magnitude that is allowed.
fn weight() -> impl Strategy<Value = Uint128> {
    let largest = LARGEST.u128();
    prop_oneof![
        4 => 0..=largest,
        1 => 0..=1_000_000_u128,
        1 => Just(0),
        1 => Just(largest),
        1 => (0..=100_u128).prop_map(|tenths| tenths * 100_000_000_000_000_000),
    ]
    .prop_map(Uint128::new)
}

fn weights() -> impl Strategy<Value = BoostWeights> {
    (weight(), weight(), weight(), weight(), weight()).prop_map(|(w1, w2, w3, w4, b0)| BoostWeights {
        w1,
        w2,
        w3,
        w4,
        b0,
    })
}

fn loyalty() -> impl Strategy<Value = u64> {
    prop_oneof![0..=MOST_LOYALTY, (0..40_u32).prop_flat_map(|bits| 0..=1_u64 << bits), Just(MOST_LOYALTY)]
        .prop_map(|loyalty| loyalty.min(MOST_LOYALTY))
}

/// Months, NFTs and a score.
fn factors() -> impl Strategy<Value = (u32, u64, u64)> {
    (1..=12_u32, prop_oneof![0..=MOST_NFTS, 0..=16_u64], loyalty())
}

proptest! {
    #![proptest_config(Config { cases: 10_000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn is_the_real_one_rounded_down(weights in weights(), (months, nfts, loyalty) in factors()) {
        let found = unit(&weights, months, nfts, loyalty);
        assert_eq!(found, literal(&weights, months, nfts, loyalty));

        let missing = real(&weights, months, nfts, loyalty) - found * ten(100);
        // The real one is itself off by some of its last digits.
        assert!(missing > -ten(50), "{missing}");
        // Each root is rounded down once, so are the boost and the slope: less than a unit each.
        let of_boost = big(weights.w3) + big(weights.w4) + ten(18);
        let of_slope = big(weights.w2) * of_boost + ten(36);
        assert!(missing * ten(36) < of_slope * months * ten(100));
    }

    #[test]
    fn more_of_anything_weighs_no_less(
        weights in weights(),
        (months, nfts, loyalty) in factors(),
        (more_months, more_nfts, more_loyalty) in factors(),
    ) {
        let found = unit(&weights, months, nfts, loyalty);
        assert!(unit(&weights, months.max(more_months), nfts, loyalty) >= found);
        assert!(unit(&weights, months, nfts.max(more_nfts), loyalty) >= found);
        assert!(unit(&weights, months, nfts, loyalty.max(more_loyalty)) >= found);
    }

    /// BV-06: exactly, whatever the boost.
    #[test]
    fn weighs_as_much_in_parts(
        weights in weights(),
        (months, nfts, loyalty) in factors(),
        parts in proptest::collection::vec(0..u128::MAX >> 4, 1..10),
    ) {
        let slope = slope(&weights, nfts, loyalty).unwrap();
        let unit = weights.unit_weight(months, slope).unwrap();
        let (mut whole, mut weight, mut month_stake) = (Uint128::zero(), Uint256::zero(), Uint256::zero());
        for amount in parts.into_iter().map(Uint128::new) {
            let before = whole.full_mul(unit);
            whole += amount;
            weight += amount.full_mul(unit);
            month_stake += Principal { amount, months }.month_stake();
            assert_eq!(whole.full_mul(unit) > before, !(amount.is_zero() || unit.is_zero()));
        }
        assert_eq!(weight, whole.full_mul(unit));
        // Affine in the slope: what does not depend on it, and the sum of amounts times months.
        let of_stake = big(whole) * big(weights.w1) * 2;
        assert_eq!(big(weight), of_stake + big(month_stake) * big(slope));
        assert!(whole.is_zero() == month_stake.is_zero() && big(month_stake) == big(whole) * months);
        assert!(!big(unit).is_zero() || weights.w1.is_zero());
    }
}
