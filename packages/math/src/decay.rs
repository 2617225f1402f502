//! How a large stake loses effect: logarithms for the geometric mean of stakes, and the effective stake above it.
//!
//! The curve, with base `b`, threshold `Sb` and `d = (S − Sb)/Sb`:
//!
//! ```text
//! E = S for S ≤ Sb or Sb = 0, else Sb·(1 + (1 − b^−d)/ln b)
//! ```
//!
//! Everything is integer arithmetic, the same to the unit on every machine, and total: no value fails or overflows.
//! Logarithms have 48 fraction bits (Q48), mantissas 63 (Q63).
//!
//! **The threshold rounds down.** [`log2_fp`], the mean of logarithms and [`exp2_floor`] each round down, so the
//! threshold `floor(2^floor(mean))` is never above the geometric mean `G`, and never above the largest stake. It is above
//! `G·(1 − 2^−47) − 1`: the two logarithms lose less than `2^−47 + 2^−61` and the power `8·10^−18` of itself, together
//! `(ln 2)·2^−47 + 2^−56` at most. All three are non-decreasing, so a larger stake never lowers the threshold.
//!
//! **The effective stake** is at most `S`, at least `min(S, Sb)`, non-decreasing in `S` and below `Sb·(1 + 1/ln b)`
//! without exception. Against the exact curve it errs to both sides, see [`DecayBase::effective_stake`].

use cosmwasm_std::Uint128;

/// Fraction bits of logarithms.
pub const LOG_BITS: u32 = 48;

/// One as a logarithm.
const LOG_ONE: u64 = 1 << LOG_BITS;

/// One as a mantissa: 2^63.
const ONE: u64 = 1 << 63;

/// Logarithms from here on (128) are of numbers that do not fit.
const LOG_LIMIT: u64 = LOG_ONE << 7;

/// 2^(2^−i) for i = 1 to 48 in Q63, rounded down.
#[rustfmt::skip]
const ROOTS: [u64; 48] = [
    0xb504_f333_f9de_6484, 0x9837_f051_8db8_a96f, 0x8b95_c1e3_ea8b_d6e6, 0x85aa_c367_cc48_7b14,
    0x82cd_8698_ac2b_a1d7, 0x8164_d1f3_bc03_0773, 0x80b1_ed4f_d999_ab6c, 0x8058_d7d2_d5e5_f6b0,
    0x802c_6436_d0e0_4f50, 0x8016_302f_1746_7628, 0x800b_179c_8202_8fd0, 0x8005_8baf_7fee_3b5d,
    0x8002_c5d0_0fdc_fcb6, 0x8001_62e6_1bed_4a48, 0x8000_b172_92f7_02a3, 0x8000_58b9_2abb_ae02,
    0x8000_2c5c_8dad_e4d7, 0x8000_162e_44ea_f636, 0x8000_0b17_21fa_7c18, 0x8000_058b_90de_7e4c,
    0x8000_02c5_c867_8f36, 0x8000_0162_e431_db9f, 0x8000_00b1_7218_72d0, 0x8000_0058_b90c_1aa8,
    0x8000_002c_5c86_05a4, 0x8000_0016_2e43_00e6, 0x8000_000b_1721_7ff8, 0x8000_0005_8b90_bfdd,
    0x8000_0002_c5c8_5fe6, 0x8000_0001_62e4_2ff1, 0x8000_0000_b172_17f8, 0x8000_0000_58b9_0bfc,
    0x8000_0000_2c5c_85fd, 0x8000_0000_162e_42fe, 0x8000_0000_0b17_217f, 0x8000_0000_058b_90bf,
    0x8000_0000_02c5_c85f, 0x8000_0000_0162_e42f, 0x8000_0000_00b1_7217, 0x8000_0000_0058_b90b,
    0x8000_0000_002c_5c85, 0x8000_0000_0016_2e42, 0x8000_0000_000b_1721, 0x8000_0000_0005_8b90,
    0x8000_0000_0002_c5c8, 0x8000_0000_0001_62e4, 0x8000_0000_0000_b172, 0x8000_0000_0000_58b9,
];

/// The low 64 bits' worth of `wide`. Every caller shows that nothing is lost.
fn narrow(wide: u128) -> u64 {
    u64::try_from(wide).unwrap_or(u64::MAX)
}

/// `left·right`, exact: 64 by 64 bits fit 128.
fn full_mul(left: u64, right: u64) -> u128 {
    u128::from(left).wrapping_mul(u128::from(right))
}

/// Binary logarithm of `value`, Q48, rounded down; `None` of zero.
///
/// It is never above the exact logarithm, and less than 2^−48 + 2^−61 below: the exact one rounded down to Q48, or
/// (for one of 40,000 random values) one less than that. Powers of two are exact.
///
/// *Rounding.* The mantissa `y` is what `value/2^n` is above 2^63, rounded down. Each step squares `y`, so it doubles the
/// logarithm that is left, and moves its whole part into the result. `y` is only ever rounded down, so what is found never
/// exceeds the exact logarithm. A rounding takes less than 2^−63 of `y ≥ 2^63`, which is below 1.4427·2^−63 in the
/// logarithm, and counts 2^−k after k steps: below 2^−61 together. What remains in `y` at the end is below 2^−48.
///
/// *Monotony.* Of two values with the same bit length the larger has the larger or same `y`. Squaring and rounding keep
/// that order as long as the bits agree; where they first differ, the larger `y` has the 1. A longer one has the larger
/// whole part.
pub fn log2_fp(value: Uint128) -> Option<u64> {
    let value = value.u128();
    let mut log = u64::from(value.checked_ilog2()?);
    // The highest 64 bits; the leading one becomes bit 63.
    let mut mantissa = narrow(value.checked_shl(value.leading_zeros())? >> 64);
    for _ in 0..LOG_BITS {
        let square = full_mul(mantissa, mantissa);
        // The square is 2^126 to 2^128; from 2^127 on it stands for 2 or more, and is halved.
        let carry = u64::from(square.leading_zeros() == 0);
        mantissa = narrow(square >> if carry == 1 { 64 } else { 63 });
        log = (log << 1) | carry;
    }
    Some(log)
}

/// 2^x in Q63 for the 48 fraction bits x of `log`, rounded down: from 2^63 to below 2^64.
///
/// It is less than 8·10^−18 of itself below the exact power: the roots lack 2.84·10^−18 together, and each of at most 47
/// inexact products (the first one is by 2^63) less than 2^−63.
///
/// *Monotony*, strict: let x < x' agree up to bit i, where x' has the 1, and let m be the product so far. The factors are at
/// least 1, so the result of x' is at least the product of m and the root, and that lacks less than 2^−62 of
/// `m·2^(2^−i)`. The result of x is at most `m·2^(2^−i − 2^−48)`, and 2^(2^−48) is 1 + 2^−49 or more.
fn exp2_frac(log: u64) -> u64 {
    // The fraction comes first, the whole part is shifted out.
    let mut bits = log << (u64::BITS - LOG_BITS);
    let mut product = ONE;
    for root in &ROOTS {
        if bits.leading_zeros() == 0 {
            // Every product is at most 2^x, so below 2^64 in Q63.
            product = narrow(full_mul(product, *root) >> 63);
        }
        bits <<= 1;
    }
    product
}

/// 2^`log` for a logarithm in Q48, rounded down; [`Uint128::MAX`] from 128 on.
///
/// It is never above the exact power, and above `2^log·(1 − 8·10^−18) − 1`, so below 2^56 at most one less than the exact
/// power rounded down; exact where `log` is whole.
///
/// *Monotony.* Within a whole part the mantissa is (see the proof there) and the shift keeps that. Mantissas are 2^63 to
/// below 2^64, so the next whole part begins above all of this one.
pub fn exp2_floor(log: u64) -> Uint128 {
    if log >= LOG_LIMIT {
        return Uint128::MAX;
    }
    let whole = u32::try_from(log >> LOG_BITS).unwrap_or(u32::MAX);
    // The mantissa has 64 bits and `whole` is at most 127: nothing is shifted out above.
    let scaled = (u128::from(exp2_frac(log)) << 64).checked_shr(127_u32.saturating_sub(whole));
    Uint128::new(scaled.unwrap_or_default())
}

/// 2^−t in Q63 for `exponent` = t in Q48, rounded down.
///
/// It is 2^(1 − f) >> k for the fraction f > 0 of t and k = floor(t) + 1, and 2^63 >> (k − 1) for f = 0: less than
/// 8·10^−18 of itself and one unit below the exact value, and exact down to 2^−63 for f = 0.
///
/// *Monotony*, non-increasing: a larger f has a smaller mantissa under the same k. Mantissas are 2^63 to 2^64 − 1, so what
/// comes just before a whole t = k is at least 2^63 >> k, and what comes after it at most (2^64 − 1) >> (k + 1), the same
/// or less.
fn exp2_negative(exponent: u64) -> u64 {
    let fraction = exponent & LOG_ONE.wrapping_sub(1);
    let whole = u32::try_from(exponent >> LOG_BITS).unwrap_or(u32::MAX);
    let (mantissa, shift) = if fraction == 0 {
        (ONE, whole)
    } else {
        (exp2_frac(LOG_ONE.wrapping_sub(fraction)), whole.saturating_add(1))
    };
    // What is shifted by 64 or more is nothing.
    mantissa.checked_shr(shift).unwrap_or_default()
}

/// 2^48·`rest`/`divisor`, rounded down, for `rest` < `divisor`: written long division, since 176 bits would be needed.
fn fraction_bits(mut rest: u128, divisor: u128) -> u64 {
    let mut quotient = 0_u64;
    for _ in 0..LOG_BITS {
        // 2·rest ≥ divisor without leaving 128 bits. No subtraction wraps, since rest < divisor all the time.
        let missing = divisor.wrapping_sub(rest);
        let carry = rest >= missing;
        rest = if carry { rest.wrapping_sub(missing) } else { rest << 1 };
        quotient = (quotient << 1) | u64::from(carry);
    }
    quotient
}

/// `amount·factor` for a factor in Q63, rounded down; [`u128::MAX`] where that does not fit (no gain of a stake of 128 bits
/// is that large).
fn scale(amount: u128, factor: u64) -> u128 {
    let high = full_mul(narrow(amount >> 64), factor);
    let low = full_mul(narrow(amount & u128::from(u64::MAX)), factor);
    // high·2^64 >> 63 is even and loses nothing, so the sum is rounded once.
    high.saturating_mul(2).saturating_add(low >> 63)
}

/// The numbers that belong to a base b.
struct Curve {
    /// log2 b, Q48, rounded down.
    log: u64,
    /// 1/ln b, Q63, rounded down.
    inverse: u64,
    /// The discount from which on the curve is flat.
    cut: u64,
}

/// The base of the decay: the higher, the less a stake above the threshold is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecayBase {
    /// 2: a stake is worth at most 2.4427 thresholds.
    Two,
    /// 3: at most 1.9103 thresholds.
    Three,
    /// 5: at most 1.6214 thresholds.
    Five,
    /// 10: at most 1.4343 thresholds.
    #[default]
    Ten,
    /// 20: at most 1.3339 thresholds.
    Twenty,
    /// 100: at most 1.2172 thresholds.
    Hundred,
}

impl DecayBase {
    /// The base with this value, if it can be chosen.
    pub const fn new(base: u32) -> Option<Self> {
        match base {
            2 => Some(Self::Two),
            3 => Some(Self::Three),
            5 => Some(Self::Five),
            10 => Some(Self::Ten),
            20 => Some(Self::Twenty),
            100 => Some(Self::Hundred),
            _ => None,
        }
    }

    /// The base as a number.
    pub const fn value(self) -> u32 {
        match self {
            Self::Two => 2,
            Self::Three => 3,
            Self::Five => 5,
            Self::Ten => 10,
            Self::Twenty => 20,
            Self::Hundred => 100,
        }
    }

    const fn curve(self) -> Curve {
        let (log, inverse, cut) = match self {
            Self::Two => (281_474_976_710_656, 13_306_513_097_844_322_491, 64),
            Self::Three => (446_127_282_977_750, 8_395_475_029_718_289_093, 64),
            Self::Five => (653_564_656_432_238, 5_730_803_260_938_115_620, 64),
            Self::Ten => (935_039_633_142_894, 4_005_659_580_146_785_381, 16),
            Self::Twenty => (1_216_514_609_853_550, 3_078_837_223_966_151_035, 16),
            Self::Hundred => (1_870_079_266_285_788, 2_002_829_790_073_392_690, 16),
        };
        Curve { log, inverse, cut }
    }

    /// The effective stake of an identified user with `stake` at `threshold`, in the unit of both; no friction at a
    /// threshold of 0.
    ///
    /// *Bounds.* The result is at most `stake` (the minimum cuts what rounding may add above it), and above the threshold at
    /// least `threshold`. The gain on the threshold is below `threshold/ln b`: a factor below 1 times an inverse that is
    /// rounded down. So for base 10 it is below 1.4343·threshold.
    ///
    /// *Monotony*, non-decreasing in `stake`: up to the threshold it is the stake, above it at least the threshold. There the
    /// discount d, the exponent t and 1 − 2^−t are non-decreasing (see `exp2_negative`), the cut has the largest factor
    /// of all, and multiplying, rounding and the minimum with the stake keep the order.
    ///
    /// *Error* against the exact curve E\*, with Sb for the threshold:
    /// - Below it by less than `Sb·2^−47 + 1`: d, log2 b and t are rounded down to Q48, so t lacks at most
    ///   2^−48·(log2 b + d + 1). Times the slope `Sb·b^−d/log2 b` this is largest at d = 0:
    ///   `Sb·2^−48·(1 + 1/log2 b)`, at most 1.64·2^−48·Sb; for base 2 log2 b and t are exact. The floors of the factors are
    ///   below 2^−60·Sb, the last one below 1.
    /// - Above it by less than `Sb·2^−56`, so by no unit where Sb ≤ 2^56: 2^−t is rounded down, by less than 75·2^−63, and
    ///   1 − 2^−t thereby up.
    /// - For base 10 from d = 16 on, above it by less than `Sb·2^−54`: there 10^−d ≤ 10^−16 is taken as 2^−63. At d = 16 that
    ///   is 4.34·10^−17·Sb.
    ///
    /// So the efficiency `E/stake` falls with the stake only up to its rounding: for S < S' it is
    /// `E(S')/S' < E(S)/S + 2^−46 + 1/S`.
    pub fn effective_stake(self, stake: Uint128, threshold: Uint128) -> Uint128 {
        let (stake, threshold) = (stake.u128(), threshold.u128());
        let Some(excess) = stake.checked_sub(threshold) else {
            return Uint128::new(stake);
        };
        let (Some(whole), Some(rest)) = (excess.checked_div(threshold), excess.checked_rem(threshold)) else {
            return Uint128::new(stake);
        };
        let gain = scale(threshold, self.gain(whole, fraction_bits(rest, threshold)));
        // The minimum with the stake; no overflow then.
        Uint128::new(threshold.saturating_add(gain.min(excess)))
    }

    /// (1 − b^−d)/ln b in Q63, for the discount d of the given whole part and Q48 fraction.
    fn gain(self, whole: u128, fraction: u64) -> u64 {
        let Curve { log, inverse, cut } = self.curve();
        let most = ONE.wrapping_sub(1);
        let factor = if whole >= u128::from(cut) {
            most
        } else {
            // d < 2^54 and log < 2^51: t < 2^57.
            let discount = (narrow(whole) << LOG_BITS) | fraction;
            let exponent = narrow(full_mul(discount, log) >> LOG_BITS);
            // At most 2^63.
            ONE.wrapping_sub(exp2_negative(exponent)).min(most)
        };
        // Below 2^63·2^64 >> 63.
        narrow(full_mul(factor, inverse) >> 63)
    }
}
