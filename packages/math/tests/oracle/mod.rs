//! The fixed-point functions of the treasury twice more, from nothing but the specification: [`literal`] does what section
//! 4 says, step by step with integers of any size; [`Exact`] knows the real values to some 240 bits.

use num_bigint::BigUint;
use num_traits::{One, ToPrimitive, Zero};

/// Fraction bits of the exact values.
pub const BITS: u32 = 256;

/// Bits of a digit in which a fraction is looked up, and how many digits have a table.
const DIGIT: u32 = 8;
const DIGITS: u32 = 6;

/// The bases of the specification: base, LG, INVLN, CUT.
pub const BASES: [(u32, u64, u64, u32); 6] = [
    (2, 281474976710656, 13306513097844322491, 64),
    (3, 446127282977750, 8395475029718289093, 64),
    (5, 653564656432238, 5730803260938115620, 64),
    (10, 935039633142894, 4005659580146785381, 16),
    (20, 1216514609853550, 3078837223966151035, 16),
    (100, 1870079266285788, 2002829790073392690, 16),
];

/// The same number without a limit.
pub fn big(value: impl Into<BigUint>) -> BigUint {
    value.into()
}

/// 2^`exponent`.
pub fn power(exponent: u32) -> BigUint {
    BigUint::one() << exponent
}

/// Section 4 of the specification, word for word.
pub mod literal {
    use super::{big, power, BigUint, One, ToPrimitive, Zero, BASES};

    /// The table of `exp2_frac`: floor(2^(2^-i)·2^63) for i = 1 to 48, by square roots.
    pub fn table() -> Vec<BigUint> {
        let bits = 1_000_u32;
        let mut root = power(bits + 1);
        (0..48)
            .map(|_| {
                root = (&root << bits).sqrt();
                &root >> (bits - 63)
            })
            .collect()
    }

    pub fn log2_fp(s: u128) -> Option<u64> {
        let s = big(s);
        if s.is_zero() {
            return None;
        }
        let n = s.bits() - 1;
        let mut y = if n <= 63 { s << (63 - n) } else { s >> (n - 63) };
        let mut log = n << 48;
        for step in 1..=48 {
            y = (&y * &y) >> 63;
            if y.bits() > 64 {
                y >>= 1;
                log |= 1 << (48 - step);
            }
        }
        Some(log)
    }

    pub fn exp2_frac(table: &[BigUint], f: u64) -> BigUint {
        let mut product = power(63);
        for (i, root) in (1..=48).zip(table) {
            if f >> (48 - i) & 1 == 1 {
                product = (product * root) >> 63;
            }
        }
        product
    }

    pub fn exp2_floor(table: &[BigUint], log: u64) -> BigUint {
        let mantissa = exp2_frac(table, log & ((1 << 48) - 1));
        (mantissa << (log >> 48)) >> 63
    }

    /// E of the base in row `base`.
    pub fn eff(table: &[BigUint], base: usize, s: u128, sb: u128) -> BigUint {
        let (_, lg, invln, cut) = BASES[base];
        let (s, sb) = (big(s), big(sb));
        if s <= sb || sb.is_zero() {
            return s;
        }
        let d = ((&s - &sb) << 48) / &sb;
        let q = if d >= big(cut) << 48 {
            power(63) - BigUint::one()
        } else {
            let t: BigUint = (d * lg) >> 48;
            let k: BigUint = (&t >> 48) + BigUint::one();
            let k = k.to_u64().unwrap();
            let p = if k > 64 {
                BigUint::zero()
            } else if &t >> 48 << 48 == t {
                power(63) >> (k - 1)
            } else {
                let fraction: BigUint = (big(k) << 48) - t;
                exp2_frac(table, fraction.to_u64().unwrap()) >> k
            };
            (power(63) - p).min(power(63) - BigUint::one())
        };
        let e = &sb + ((&sb * ((q * invln) >> 63)) >> 63);
        s.min(e)
    }
}

/// Real values, with [`BITS`] fraction bits and an error below 2^-240.
pub struct Exact {
    ln2: BigUint,
    /// `powers[m][j]` = 2^(j/256^(m + 1)).
    powers: Vec<Vec<BigUint>>,
    /// log2 b and 1/ln b of each base.
    bases: Vec<(BigUint, BigUint)>,
}

fn one() -> BigUint {
    power(BITS)
}

/// `left·right`, rounded down.
fn times(left: &BigUint, right: &BigUint) -> BigUint {
    (left * right) >> BITS
}

/// ln(p/q) = 2·artanh((p - q)/(p + q)).
fn ln(p: u32, q: u32) -> BigUint {
    let (over, under) = (big(p - q), big(p + q));
    let mut power: BigUint = (one() << 1) * &over / &under;
    let mut sum = BigUint::zero();
    let mut odd = 1_u32;
    while !power.is_zero() {
        sum += &power / odd;
        power = power * &over * &over / &under / &under;
        odd += 2;
    }
    sum
}

/// e^x for a small x.
fn exp(x: &BigUint) -> BigUint {
    let (mut term, mut sum) = (one(), BigUint::zero());
    let mut n = 1_u32;
    while !term.is_zero() {
        sum += &term;
        term = times(&term, x) / n;
        n += 1;
    }
    sum
}

impl Exact {
    pub fn new() -> Self {
        let ln2 = ln(2, 1);
        let powers = (1..=DIGITS)
            .map(|m| (0..1_u32 << DIGIT).map(|j| exp(&((&ln2 * j) >> (DIGIT * m)))).collect())
            .collect();
        let ln3 = &ln2 + ln(3, 2);
        let ln5 = &ln2 * 2_u32 + ln(5, 4);
        let ln10 = &ln2 + &ln5;
        let logs = [ln2.clone(), ln3, ln5, ln10.clone(), &ln2 + &ln10, &ln10 * 2_u32];
        let bases = logs.iter().map(|ln| ((ln << BITS) / &ln2, power(2 * BITS) / ln)).collect();
        Self { ln2, powers, bases }
    }

    /// log2 b of the base in row `base`.
    pub fn log2_base(&self, base: usize) -> &BigUint {
        &self.bases[base].0
    }

    /// 1/ln b of the base in row `base`.
    pub fn inverse(&self, base: usize) -> &BigUint {
        &self.bases[base].1
    }

    /// 2^x for 0 <= x < 1.
    pub fn exp2(&self, x: &BigUint) -> BigUint {
        let top = (x >> (BITS - DIGIT * DIGITS)).to_u64().unwrap();
        let mut product = one();
        for (m, row) in (1..=DIGITS).zip(&self.powers) {
            let digit = usize::try_from(top >> (DIGIT * (DIGITS - m)) & 255).unwrap();
            if digit > 0 {
                product = times(&product, &row[digit]);
            }
        }
        let rest = x - (big(top) << (BITS - DIGIT * DIGITS));
        if rest.is_zero() {
            return product;
        }
        times(&product, &exp(&times(&rest, &self.ln2)))
    }

    /// 2^x for a Q48 x.
    pub fn exp2_q48(&self, log: u64) -> BigUint {
        self.exp2(&(big(log & ((1 << 48) - 1)) << (BITS - 48))) << (log >> 48)
    }

    /// E of the base in row `base`, without any rounding.
    pub fn eff(&self, base: usize, s: u128, sb: u128) -> BigUint {
        if s <= sb || sb == 0 {
            return big(s) << BITS;
        }
        let (log, inverse) = &self.bases[base];
        let t = times(&((big(s - sb) << BITS) / sb), log);
        let whole = (&t >> BITS).to_u64().unwrap_or(u64::MAX);
        let rest = if whole > u64::from(BITS) {
            BigUint::zero()
        } else {
            // 2^-t = 2^(1 - f)/2^(k), and for f = 0 the same with 2.
            let fraction = t - (big(whole) << BITS);
            let mantissa = if fraction.is_zero() { one() << 1 } else { self.exp2(&(one() - fraction)) };
            mantissa >> (whole + 1)
        };
        (big(sb) << BITS) + times(&(one() - rest), inverse) * sb
    }
}

/// Random numbers that are the same in every run (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn wide(&mut self) -> u128 {
        u128::from(self.word()) << 64 | u128::from(self.word())
    }

    /// 0 to `limit` - 1.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.word() % limit
    }

    /// A number above 0 of any magnitude, each bit length as often.
    pub fn amount(&mut self) -> u128 {
        let shift = u32::try_from(self.below(128)).unwrap();
        (self.wide() | 1 << 127) >> shift
    }
}

/// 0, all powers of two, their neighbours, the largest.
pub fn edges() -> Vec<u128> {
    let mut edges = vec![0, u128::MAX, u128::MAX - 1];
    for k in 0..128 {
        edges.extend([(1 << k) - 1, 1 << k, (1 << k) | 1]);
    }
    edges.sort_unstable();
    edges.dedup();
    edges
}
