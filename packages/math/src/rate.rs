//! Rates in millionths and in ten-thousandths.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Uint128, Uint256, Uint512};

use crate::MathError;

/// Millionths in a whole.
pub const PPM_SCALE: u32 = 1_000_000;

/// A share of a whole in parts per million, 0 to 1,000,000 (100 %).
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Default)]
pub struct Ppm(u32);

impl Ppm {
    /// A rate of `ppm` millionths.
    ///
    /// # Errors
    /// [`MathError::RateOutOfRange`] above 1,000,000.
    pub const fn new(ppm: u32) -> Result<Self, MathError> {
        if ppm > PPM_SCALE {
            return Err(MathError::RateOutOfRange { ppm });
        }
        Ok(Self(ppm))
    }

    /// `ppm` millionths, cut at 100 %.
    pub fn capped(ppm: u64) -> Self {
        Self(u32::try_from(ppm).map_or(PPM_SCALE, |ppm| ppm.min(PPM_SCALE)))
    }

    /// The rate in millionths.
    pub const fn value(self) -> u32 {
        self.0
    }

    /// What is left of the whole: 1,000,000 minus the rate.
    pub const fn complement(self) -> Self {
        Self(PPM_SCALE.saturating_sub(self.0))
    }

    /// `amount` times the rate, rounded down: whoever takes the share never gets more than it.
    pub fn of(self, amount: Uint128) -> Uint128 {
        // The rate is at most 1, so the result is at most `amount`.
        amount.multiply_ratio(self.0, PPM_SCALE)
    }
}

/// Ten-thousandths in a whole.
pub const BPS_SCALE: u32 = 10_000;

/// A share of a whole in basis points, 0 to 10,000 (100 %).
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Default)]
pub struct Bps(u32);

impl Bps {
    /// A rate of `bps` ten-thousandths; none above 10,000.
    pub const fn new(bps: u32) -> Option<Self> {
        if bps > BPS_SCALE {
            return None;
        }
        Some(Self(bps))
    }

    /// Nothing of a whole.
    pub const fn none() -> Self {
        Self(0)
    }

    /// The rate in ten-thousandths.
    pub const fn value(self) -> u32 {
        self.0
    }

    /// `amount` times the rate, rounded down.
    ///
    /// # Errors
    /// None: the part is never above the whole.
    pub fn of(self, amount: Uint256) -> Result<Uint256, MathError> {
        Ok(Uint256::try_from(amount.full_mul(self.0).checked_div(Uint512::from(BPS_SCALE))?)?)
    }
}

/// `part / whole` in millionths, rounded down and cut at 2^64; `None` if `whole` is zero.
///
/// # Errors
/// Overflow if `part` is above 2^492.
pub fn ratio_ppm(part: Uint512, whole: Uint512) -> Result<Option<u64>, MathError> {
    if whole.is_zero() {
        return Ok(None);
    }
    let ratio = part.checked_mul(Uint512::from(PPM_SCALE))?.checked_div(whole)?;
    let ratio = Uint128::try_from(ratio).unwrap_or(Uint128::MAX);
    Ok(Some(u64::try_from(ratio.u128()).unwrap_or(u64::MAX)))
}
