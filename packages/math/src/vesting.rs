//! How the rewards of the boosted vault vest: faster the more of what a user ever staked is staked now.
//!
//! ```text
//! speed B = 1 + staked/history, 1 without history, below 2 once something has matured
//! vested  = ⌊total·(V − V₀)/(period·10^18)⌋, at most total, where V collects 10^18·B by the second
//! ```
//!
//! One `V` for a user serves all its batches. It is written only when the speed changes and computed from there otherwise, so
//! whoever looks or claims cannot move it by rounding.

use cosmwasm_std::{Uint128, Uint256, Uint64};

use crate::boost::ONE;
use crate::MathError;

/// A user's progress.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vesting {
    /// V when the speed changed last: seconds at the base speed, times 10^18.
    pub progress: Uint128,
    /// When that was, in seconds.
    pub changed_at: u64,
    /// What is staked, in base units.
    pub staked: Uint128,
    /// What was ever staked, in base units.
    pub history: Uint128,
}

impl Vesting {
    /// V at `now`, rounded down.
    ///
    /// # Errors
    /// None that can happen: some 10^11 years fit.
    pub fn progress_at(&self, now: u64) -> Result<Uint128, MathError> {
        let base = ONE.checked_mul(now.saturating_sub(self.changed_at).into())?;
        let boosted = match base.full_mul(self.staked).checked_div(self.history.into()) {
            Ok(boosted) => Uint128::try_from(boosted)?,
            Err(_) => Uint128::zero(),
        };
        Ok(self.progress.checked_add(base)?.checked_add(boosted)?)
    }

    /// The speed, times 10^18, rounded down.
    ///
    /// # Errors
    /// None that can happen: it is at most 2.
    pub fn speed(&self) -> Result<Uint128, MathError> {
        // No more than the history is staked, so the ratio is at most 1; without history it is none.
        let boosted =
            ONE.full_mul(self.staked).checked_div(Uint256::from(self.history).max(Uint256::one()))?;
        Ok(ONE.checked_add(Uint128::try_from(boosted)?)?)
    }

    /// Lets `amount` be staked at `now`.
    ///
    /// # Errors
    /// Overflow if all that was ever staked leaves 128 bits.
    pub fn stake(&mut self, now: u64, amount: Uint128) -> Result<(), MathError> {
        self.change(now)?;
        self.history = self.history.checked_add(amount)?;
        // No more than the history.
        self.staked = self.staked.checked_add(amount)?;
        Ok(())
    }

    /// Lets `amount`, which was staked, be staked no more from `at` on.
    ///
    /// # Errors
    /// Overflow if it was not.
    pub fn mature(&mut self, at: u64, amount: Uint128) -> Result<(), MathError> {
        self.change(at)?;
        self.staked = self.staked.checked_sub(amount)?;
        Ok(())
    }

    fn change(&mut self, now: u64) -> Result<(), MathError> {
        self.progress = self.progress_at(now)?;
        self.changed_at = now.max(self.changed_at);
        Ok(())
    }

    /// The first second at which V is at least `target`, if the speed stays; the last change if it was before.
    ///
    /// # Errors
    /// Overflow for a target beyond all time.
    pub fn reached_at(&self, target: Uint128) -> Result<u64, MathError> {
        let missing = target.saturating_sub(self.progress);
        // V is the floor of `progress + secs·10^18·(1 + staked/history)`, and a floor reaches a whole number when the number does.
        // Without history the speed is 1, as it is when nothing of any history is staked.
        let history = Uint256::from(self.history).max(Uint256::one());
        let per_sec = history.checked_add(self.staked.into())?.checked_mul(ONE.into())?;
        let work = history.checked_mul(missing.into())?;
        let secs = work.checked_add(per_sec)?.checked_sub(Uint256::one())?.checked_div(per_sec)?;
        let secs = Uint128::try_from(secs)?.checked_add(self.changed_at.into())?;
        Ok(Uint64::try_from(secs)?.u64())
    }
}

/// By how much V grows in `secs` at the base speed, in which everything vests.
///
/// # Errors
/// None that can happen: 2^64 seconds fit.
pub fn full_progress(secs: u64) -> Result<Uint128, MathError> {
    Ok(ONE.checked_mul(secs.into())?)
}

/// What of `total` has vested after `progress` of `full`, rounded down.
///
/// # Errors
/// None: no more than the total.
pub fn vested(total: Uint128, progress: Uint128, full: Uint128) -> Result<Uint128, MathError> {
    if progress >= full {
        return Ok(total);
    }
    Ok(Uint128::try_from(total.full_mul(progress).checked_div(full.into())?)?)
}
