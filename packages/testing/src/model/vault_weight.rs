//! What a unit of stake weighs (boosted-staking.md 1).

use cosmwasm_std::Decimal;
use num_bigint::BigInt;
use num_integer::Roots;
use num_traits::ToPrimitive;
use tributary_types::boosted_staking::Weights;

/// One, with 18 decimals.
pub const ONE: u128 = 1_000_000_000_000_000_000;

fn atomics(decimal: Decimal) -> u128 {
    decimal.atomics().u128()
}

/// b with 18 decimals: of NFTs and a score that are within their caps.
pub fn boost(weights: &Weights, nfts: u64, loyalty: u64) -> u128 {
    let square = BigInt::from(ONE) * ONE;
    let root = |square: BigInt| Roots::sqrt(&square);
    let of_nfts = root(&square * nfts);
    let of_loyalty = root(square * loyalty / 400);
    let sum = of_nfts * atomics(weights.w3) + of_loyalty * atomics(weights.w4);
    (sum / ONE).to_u128().expect("the caps bound it")
}

/// c with 18 decimals.
pub fn slope(weights: &Weights, boost: u128) -> BigInt {
    BigInt::from(atomics(weights.w2)) * (atomics(weights.b0) + boost) / ONE
}

/// 2*W1 + T*c: what a unit weighs, in units of 1/(2*10^18).
pub fn unit(weights: &Weights, months: u32, slope: &BigInt) -> BigInt {
    BigInt::from(atomics(weights.w1)) * 2 + slope * months
}

/// u, as it is shown.
pub fn shown_unit(weights: &Weights, months: u32, slope: &BigInt) -> BigInt {
    BigInt::from(atomics(weights.w1)) + slope * months / 2
}

/// A weight, as it is shown.
pub fn shown(weight: &BigInt) -> BigInt {
    weight / (2 * ONE)
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    fn weights() -> Weights {
        let decimal = |text: &str| Decimal::from_str(text).expect("a decimal");
        Weights {
            w1: decimal("0.4"),
            w2: decimal("0.6"),
            w3: decimal("0.6"),
            w4: decimal("0.4"),
            b0: decimal("0"),
        }
    }

    #[test]
    fn the_golden_vectors_are_met() {
        let rows: [(u32, u64, u64, u128); 6] = [
            (1, 0, 0, 400_000_000_000_000_000),
            (12, 0, 0, 400_000_000_000_000_000),
            (1, 1, 100, 640_000_000_000_000_000),
            (12, 1, 100, 3_280_000_000_000_000_000),
            (6, 4, 2_500, 4_360_000_000_000_000_000),
            (12, 100, 35_000, 35_469_966_592_386_188_986),
        ];

        for (months, nfts, loyalty, expected) in rows {
            let slope = slope(&weights(), boost(&weights(), nfts, loyalty));
            assert_eq!(shown_unit(&weights(), months, &slope), BigInt::from(expected));
        }
    }
}
