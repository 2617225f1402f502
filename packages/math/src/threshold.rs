//! The threshold of the treasury: the geometric mean of the counted stakes over the seconds of an epoch.
//!
//! ```text
//! threshold = ⌊2^⌊(Σ log₂ stake · seconds) / (Σ seconds)⌋⌋
//! ```
//!
//! Logarithms are integers (Q48), so a sum of them has no drift: what a stake added is exactly what it takes away.

use cosmwasm_std::Uint128;

use crate::decay::{exp2_floor, log2_fp, LOG_BITS};
use crate::MathError;

/// The stakes that are counted, and their logarithms over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StakeMean {
    /// How many stakes are counted.
    pub count: u64,
    /// The sum of their logarithms.
    pub log_sum: Uint128,
    /// `count` times the seconds of the epoch so far.
    pub count_time: Uint128,
    /// `log_sum` times the seconds of the epoch so far.
    pub log_time: Uint128,
}

impl StakeMean {
    /// Lets `seconds` pass.
    ///
    /// # Errors
    /// Overflow beyond some 2^48 counted stakes in an epoch of a year.
    pub fn pass(&mut self, seconds: u64) -> Result<(), MathError> {
        let seconds = Uint128::from(seconds);
        let count_time = Uint128::from(self.count).checked_mul(seconds)?;
        self.count_time = self.count_time.checked_add(count_time)?;
        self.log_time = self.log_time.checked_add(self.log_sum.checked_mul(seconds)?)?;
        Ok(())
    }

    /// Counts a stake with the logarithm `to` instead of `from`; `None` is not counted.
    ///
    /// # Errors
    /// Overflow if `from` was never counted.
    pub fn recount(&mut self, from: Option<u64>, to: Option<u64>) -> Result<(), MathError> {
        if let Some(log) = from {
            self.count = self.count.saturating_sub(1);
            self.log_sum = self.log_sum.checked_sub(Uint128::from(log))?;
        }
        if let Some(log) = to {
            self.count = self.count.saturating_add(1);
            self.log_sum = self.log_sum.checked_add(Uint128::from(log))?;
        }
        Ok(())
    }

    /// The threshold that the epoch so far makes; 0 if nobody was counted. Rounded down, in favour of the treasury.
    pub fn threshold(&self) -> Uint128 {
        // A mean of logarithms is no larger than the largest, which fits.
        let mean = self.log_time.checked_div(self.count_time).unwrap_or_default();
        match u64::try_from(mean.u128()) {
            Ok(mean) if !self.count_time.is_zero() => exp2_floor(mean),
            _ => Uint128::zero(),
        }
    }

    /// Begins an epoch.
    pub fn restart(&mut self) {
        self.count_time = Uint128::zero();
        self.log_time = Uint128::zero();
    }
}

/// Whether two thresholds differ by more than the tolerance: their binary logarithms by more than `2^-tolerance_bits`, or one
/// of them alone is 0.
pub fn differ(one: Uint128, other: Uint128, tolerance_bits: u32) -> bool {
    match (log2_fp(one), log2_fp(other)) {
        (Some(one), Some(other)) => {
            let tolerance = 1u64.checked_shl(LOG_BITS.saturating_sub(tolerance_bits)).unwrap_or(u64::MAX);
            one.abs_diff(other) > tolerance
        }
        (one, other) => one != other,
    }
}
