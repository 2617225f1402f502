//! What a stake in the boosted vault weighs.
//!
//! ```text
//! boost b = W3·√nfts + W4·√(loyalty/100)/2      slope c = W2·(b0 + b)
//! weight of a unit = W1 + c·months/2
//! ```
//!
//! A weight is kept in units of 1/(2·10^18), in which it is exactly `amount·(2·W1 + months·c)`: affine in `c`, so the weights
//! of a user sum to the weight of the sums, whatever the boost. Everything is rounded down, once for each user.

use cosmwasm_std::{Isqrt, Uint128, Uint256};

use crate::MathError;

/// 10^18: one in weights and boosts.
pub const ONE: Uint128 = Uint128::new(1_000_000_000_000_000_000);

/// Days of a month.
const MONTH_DAYS: u32 = 30;

/// The most months that weigh.
const MAX_MONTHS: u32 = 12;

/// 10^36: what is under a root, so that the root has 18 decimals.
const ROOT_SCALE: Uint256 = Uint256::from_u128(10u128.pow(36));

/// A score is divided by 100 and its root by 2: under the root by 400.
const LOYALTY_DIVISOR: Uint256 = Uint256::from_u128(400);

/// How much each factor weighs, times 10^18, at most ten each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoostWeights {
    /// The stake itself.
    pub w1: Uint128,
    /// The period.
    pub w2: Uint128,
    /// The NFTs.
    pub w3: Uint128,
    /// The loyalty score.
    pub w4: Uint128,
    /// A boost that everybody has.
    pub b0: Uint128,
}

impl BoostWeights {
    /// The boost of so many NFTs, at most 1000, and a loyalty score of at most 10^12, times 10^18, rounded down.
    ///
    /// # Errors
    /// Overflow beyond those bounds, if ever.
    pub fn boost(&self, nfts: u64, loyalty: u64) -> Result<Uint128, MathError> {
        let of_nfts = Uint256::from(nfts).checked_mul(ROOT_SCALE)?.isqrt();
        let of_loyalty =
            Uint256::from(loyalty).checked_mul(ROOT_SCALE)?.checked_div(LOYALTY_DIVISOR)?.isqrt();
        let boost =
            of_nfts.checked_mul(self.w3.into())?.checked_add(of_loyalty.checked_mul(self.w4.into())?)?;
        Ok(Uint128::try_from(boost.checked_div(ONE.into())?)?)
    }

    /// How much a month adds to the weight of a unit with this `boost`, in units of 1/(2·10^18), rounded down.
    ///
    /// # Errors
    /// Overflow if a weight leaves its bounds.
    pub fn slope(&self, boost: Uint128) -> Result<Uint128, MathError> {
        let boosted = self.w2.full_mul(self.b0.checked_add(boost)?);
        Ok(Uint128::try_from(boosted.checked_div(ONE.into())?)?)
    }

    /// What a unit of stake weighs, in units of 1/(2·10^18): below 2^86.
    ///
    /// # Errors
    /// Overflow if a weight leaves its bounds.
    pub fn unit_weight(&self, months: u32, slope: Uint128) -> Result<Uint128, MathError> {
        let of_stake = self.w1.checked_mul(Uint128::new(2))?;
        Ok(of_stake.checked_add(slope.checked_mul(months.into())?)?)
    }
}

/// The months of a period, at most 12.
pub fn months(days: u32) -> u32 {
    days.checked_div(MONTH_DAYS).unwrap_or_default().min(MAX_MONTHS)
}

/// A weight as people read it, in whole units, rounded down.
///
/// # Errors
/// None: the divisor is not zero.
pub fn displayed(weight: Uint256) -> Result<Uint256, MathError> {
    let unit = Uint256::from(ONE).checked_mul(Uint256::from_u128(2))?;
    Ok(weight.checked_div(unit)?)
}

/// The weight of a unit as people read it, times 10^18, rounded down.
///
/// # Errors
/// None: the divisor is not zero.
pub fn displayed_unit(unit_weight: Uint128) -> Result<Uint128, MathError> {
    Ok(unit_weight.checked_div(Uint128::new(2))?)
}
