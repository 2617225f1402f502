//! Logarithm, threshold and effective stake, transcribed from treasury-decay.md 4 with big numbers.
//!
//! Nothing here is shared with `tributary_math`: both are written from the specification, and meet in tests.

use std::cell::RefCell;
use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::{One, ToPrimitive};

/// Base, LG, INVLN and CUT.
const CONSTANTS: [(u32, u64, u64, u32); 6] = [
    (2, 281_474_976_710_656, 13_306_513_097_844_322_491, 64),
    (3, 446_127_282_977_750, 8_395_475_029_718_289_093, 64),
    (5, 653_564_656_432_238, 5_730_803_260_938_115_620, 64),
    (10, 935_039_633_142_894, 4_005_659_580_146_785_381, 16),
    (20, 1_216_514_609_853_550, 3_078_837_223_966_151_035, 16),
    (100, 1_870_079_266_285_788, 2_002_829_790_073_392_690, 16),
];

/// The bases that there are.
pub fn is_base(base: u32) -> bool {
    CONSTANTS.iter().any(|(known, ..)| *known == base)
}

fn big(value: impl Into<BigUint>) -> BigUint {
    value.into()
}

fn two_to(bits: u64) -> BigUint {
    BigUint::one() << bits
}

/// log2(s) in Q48.
pub fn log2_fp(s: u128) -> u128 {
    assert!(s > 0, "there is no logarithm of 0");
    let n = big(s).bits() - 1;
    let mut y = if n > 63 { big(s) >> (n - 63) } else { big(s) << (63 - n) };
    let mut log = u128::from(n) << 48;
    for bit in (0..48).rev() {
        y = (&y * &y) >> 63u32;
        if y >= two_to(64) {
            y >>= 1u32;
            log |= 1 << bit;
        }
    }
    log
}

/// floor(2^(2^-i) * 2^63) for i = 1..48.
fn roots() -> Vec<BigUint> {
    const GUARD: u32 = 256;
    let mut root = two_to(1) << GUARD;
    let next = |_| {
        root = (&root << GUARD).sqrt();
        &root >> (GUARD - 63)
    };
    (1..=48).map(next).collect()
}

thread_local! {
    static ROOTS: Vec<BigUint> = roots();
    static KNOWN: RefCell<HashMap<(u32, u128, u128), u128>> = RefCell::default();
}

/// 2^f in Q63 for a Q48 f below 1.
fn exp2_frac(f: u128) -> BigUint {
    assert!(f < 1 << 48, "{f} is not below 1");
    ROOTS.with(|roots| {
        let mut product = two_to(63);
        for (at, root) in roots.iter().enumerate() {
            if f >> (47 - at) & 1 == 1 {
                product = (product * root) >> 63u32;
            }
        }
        product
    })
}

/// floor(2^lg) for a Q48 lg.
pub fn exp2_floor(lg: u128) -> u128 {
    let (whole, fraction) = (lg >> 48, lg & ((1 << 48) - 1));
    let power = (exp2_frac(fraction) << whole) >> 63u32;
    power.to_u128().expect("a mean of stakes is a stake")
}

/// The threshold after an epoch: the mean over time, 0 if nobody was counted.
pub fn threshold(lg_time: u128, n_time: u128) -> u128 {
    lg_time.checked_div(n_time).map_or(0, exp2_floor)
}

/// The effective part of a stake at a threshold.
pub fn effective(base: u32, stake: u128, threshold: u128) -> u128 {
    if threshold == 0 || stake <= threshold {
        return stake;
    }
    let key = (base, stake, threshold);
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&key).copied()) {
        return known;
    }
    let found = decayed(base, stake, threshold);
    KNOWN.with_borrow_mut(|known| {
        if known.len() > 100_000 {
            known.clear();
        }
        known.insert(key, found)
    });
    found
}

fn decayed(base: u32, stake: u128, threshold: u128) -> u128 {
    let (_, lg, inverse, cut) =
        CONSTANTS.iter().find(|(known, ..)| *known == base).expect("a base of the specification");
    let d = (big(stake - threshold) << 48u32) / big(threshold);
    let flat = two_to(63) - big(1u32);
    let q = if d >= big(*cut) << 48u32 {
        flat
    } else {
        let t = (d * big(*lg)) >> 48u32;
        let k = (&t >> 48u32).to_u64().expect("d is below the cut") + 1;
        let up = ((big(k) << 48u32) - t).to_u128().expect("below 2");
        let p = if k > 64 {
            big(0u32)
        } else if up == 1 << 48 {
            two_to(63) >> (k - 1)
        } else {
            exp2_frac(up) >> k
        };
        (two_to(63) - p).min(flat)
    };
    let grown = (q * big(*inverse)) >> 63u32;
    let above = (big(threshold) * grown) >> 63u32;
    big(stake).min(big(threshold) + above).to_u128().expect("no more than the stake")
}

#[cfg(test)]
mod tests {
    use super::{effective, log2_fp, threshold, ROOTS};

    #[test]
    fn the_table_begins_and_ends_as_the_specification_says() {
        ROOTS.with(|roots| {
            assert_eq!(roots[0], 13_043_817_825_332_782_212u64.into());
            assert_eq!(roots[47], 9_223_372_036_854_798_521u64.into());
        });
    }

    #[test]
    fn logarithms_meet_the_vectors() {
        let vectors = [
            (1, 0),
            (2, 281_474_976_710_656),
            (3, 446_127_282_977_750),
            (10, 935_039_633_142_894),
            (1_000_000, 5_610_237_798_857_365),
            (10_000_000, 6_545_277_432_000_259),
            (123_456_789, 7_565_887_195_822_588),
        ];
        for (stake, log) in vectors {
            assert_eq!(log2_fp(stake), log, "log2_fp({stake})");
        }
        assert_eq!(log2_fp(1 << 127), 127 << 48);
    }

    #[test]
    fn thresholds_meet_the_vectors() {
        let of = |stakes: &[u128]| {
            threshold(stakes.iter().map(|stake| log2_fp(*stake)).sum(), stakes.len() as u128)
        };

        assert_eq!(of(&[1_000_000, 10_000_000]), 3_162_277);
        assert_eq!(of(&[1_000_000, 1_000_000, 1_000_000, 100_000_000]), 3_162_277);
        assert_eq!(of(&[]), 0);
    }

    #[test]
    fn effective_stakes_meet_the_vectors() {
        let vectors = [
            (1_000_000, 1_000_000),
            (3_162_277, 3_162_277),
            (3_162_278, 3_162_277),
            (4_000_000, 3_789_406),
            (6_324_554, 4_398_300),
            (10_000_000, 4_526_184),
            (100_000_000, 4_535_636),
            (10_000_000_000, 4_535_636),
        ];
        for (stake, expected) in vectors {
            assert_eq!(effective(10, stake, 3_162_277), expected, "stake {stake}");
        }
    }
}
