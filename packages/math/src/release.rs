//! What is shared evenly over time: rewards of a pool, revenue of the treasury. Whoever is there only at the moment of a
//! payment gets nothing of it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Uint128, Uint256, Uint512};

use crate::MathError;

/// An amount that waits to be shared, in any unit, and until when.
#[cw_serde]
pub struct Release {
    /// How much waits.
    pub amount: Uint256,
    /// Up to when the release has been counted (seconds or blocks).
    pub last: u64,
    /// When everything is released (the same unit).
    pub end: u64,
}

/// When a new amount is shared, in whole seconds or whole blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReleaseClock {
    /// The present moment.
    pub now: u64,
    /// Over how long a new amount is released; 0 = at once.
    pub period: u64,
}

impl Release {
    /// Nothing, as of `now`.
    pub const fn nothing(now: u64) -> Self {
        Self { amount: Uint256::zero(), last: now, end: now }
    }

    /// Takes out what is due at `now`, rounded down, so that nothing is shared before its time.
    ///
    /// # Errors
    /// None: what is due is never above what waits.
    pub fn take_due(&mut self, now: u64) -> Result<Uint256, MathError> {
        let now = now.max(self.last);
        let due = if now >= self.end {
            self.amount
        } else {
            let elapsed = now.saturating_sub(self.last);
            // now < end, so something is left.
            let left = self.end.saturating_sub(self.last);
            Uint256::try_from(self.amount.full_mul(elapsed).checked_div(Uint512::from(left))?)?
        };
        self.amount = self.amount.checked_sub(due)?;
        self.last = now;
        Ok(due)
    }

    /// Lets `amount` join what waits, of which nothing may be due any more, and answers what is due now: everything, if the
    /// end is now.
    ///
    /// The end moves to the mean of the old end and `now + period`, weighted by the amounts and rounded down, so that dust
    /// cannot postpone what was promised.
    ///
    /// # Errors
    /// Overflow if all together exceeds 256 bits.
    pub fn join(&mut self, amount: Uint256, clock: ReleaseClock) -> Result<Uint256, MathError> {
        if amount.is_zero() {
            return Ok(amount);
        }
        let total = self.amount.checked_add(amount)?;
        let left = self.end.saturating_sub(clock.now);
        let weighted = self.amount.full_mul(left).checked_add(amount.full_mul(clock.period))?;
        let ahead = u64_saturating(weighted.checked_div(Uint512::from(total))?);
        *self = Self { amount: total, last: clock.now, end: clock.now.saturating_add(ahead) };
        if self.end == clock.now {
            return self.take_due(clock.now);
        }
        Ok(Uint256::zero())
    }
}

/// A duration in whole units; what does not fit 64 bits is as good as never.
fn u64_saturating(value: Uint512) -> u64 {
    Uint128::try_from(value).ok().and_then(|value| u64::try_from(value.u128()).ok()).unwrap_or(u64::MAX)
}
