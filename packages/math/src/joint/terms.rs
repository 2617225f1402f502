//! What is fixed when an agreement starts: its base reward, its time, how it is shared, and what it costs to leave early.
//!
//! ```text
//! w       = ⌊base value·kappa·tau⌋                           kappa = min(principal/capacity, 1), or that of a step
//! owner   = ⌊reward·share⌋, staker = reward − owner
//! penalty = ⌈remaining days/all days·rate·received⌉, or a part of the principal if that is more
//! ```

use std::fmt::{self, Display, Formatter};

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Decimal, Uint128, Uint256, Uint64};

use crate::rate::{Bps, BPS_SCALE};
use crate::MathError;

/// 10^30: the largest base value and capacity of a class. With the largest factors a base reward is then at most 10^32, so
/// that millions of such agreements fit a word of 128 bits, and all products fit 256.
pub const MAX_CLASS_AMOUNT: Uint128 = Uint128::new(10u128.pow(30));

/// The largest time multiplier and the largest kappa, in basis points: ten.
pub const MAX_FACTOR_BPS: u32 = 100_000;

/// How much more a longer lock earns.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct TimeMultiplier {
    /// The lock in days.
    pub lock_days: u32,
    /// Its tau in basis points, 1 to [`MAX_FACTOR_BPS`].
    pub tau_bps: u32,
}

impl Display for TimeMultiplier {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        write!(formatter, "{}:{}", self.lock_days, self.tau_bps)
    }
}

/// The locks that there are, and their multipliers unless others are set.
pub const TIME_MULTIPLIERS: [TimeMultiplier; 5] = [
    TimeMultiplier { lock_days: 30, tau_bps: 10_000 },
    TimeMultiplier { lock_days: 60, tau_bps: 11_000 },
    TimeMultiplier { lock_days: 90, tau_bps: 12_500 },
    TimeMultiplier { lock_days: 180, tau_bps: 15_000 },
    TimeMultiplier { lock_days: 365, tau_bps: 20_000 },
];

/// From how much principal on kappa is more than one.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct KappaStep {
    /// The part of the capacity, in basis points, above 10,000.
    pub fill_bps: u32,
    /// Kappa from there on, in basis points, 10,000 to [`MAX_FACTOR_BPS`].
    pub kappa_bps: u32,
}

impl Display for KappaStep {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        write!(formatter, "{}:{}", self.fill_bps, self.kappa_bps)
    }
}

/// The staking ratio coefficient, how full a device's capacity is: an exact fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kappa {
    over: Uint128,
    under: Uint128,
}

impl Kappa {
    /// Of `principal` for a device that can use `capacity`, above zero. The `steps` increase; the last one counts whose part of
    /// the capacity, rounded down, is reached.
    ///
    /// # Errors
    /// None: the divisor is not zero.
    pub fn of(principal: Uint128, capacity: Uint128, steps: &[KappaStep]) -> Result<Self, MathError> {
        let mut kappa = Self { over: principal.min(capacity), under: capacity };
        for step in steps {
            let from = capacity.full_mul(step.fill_bps).checked_div(BPS_SCALE.into())?;
            if Uint256::from(principal) >= from {
                kappa = Self { over: step.kappa_bps.into(), under: BPS_SCALE.into() };
            }
        }
        Ok(kappa)
    }

    /// It as people read it, rounded down.
    ///
    /// # Errors
    /// Division by zero for a capacity of zero.
    pub fn floor(self) -> Result<Decimal, MathError> {
        let kappa = self.over.full_mul(Decimal::one().atomics()).checked_div(self.under.into())?;
        Ok(Decimal::new(Uint128::try_from(kappa)?))
    }

    /// w: what an agreement earns a day at `nu` = 1 with a device of the class's `base_value`, in base units, rounded down once.
    ///
    /// # Errors
    /// Division by zero for a capacity of zero; overflow beyond [`MAX_CLASS_AMOUNT`] and [`MAX_FACTOR_BPS`].
    pub fn base_reward_floor(self, base_value: Uint128, tau_bps: u32) -> Result<Uint128, MathError> {
        let over = base_value.full_mul(self.over).checked_mul(tau_bps.into())?;
        Ok(Uint128::try_from(over.checked_div(self.under.full_mul(BPS_SCALE))?)?)
    }
}

/// The device owner's part of what an agreement `earned`, rounded down; the staker's is the rest. Both are cumulative, so it does
/// not matter how often who claims.
///
/// # Errors
/// None: the part is never above the whole.
pub fn owner_share_floor(earned: Uint128, share: Bps) -> Result<Uint128, MathError> {
    Ok(Uint128::try_from(share.of(earned.into())?)?)
}

/// How long an agreement is bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lock {
    /// When it started, in seconds.
    pub started_at: u64,
    /// For how many days.
    pub days: u32,
    /// The length of a day in seconds.
    pub day_secs: u64,
}

impl Lock {
    /// The first second in which it is not bound any more.
    ///
    /// # Errors
    /// Overflow at the end of all time.
    pub fn ends_at(&self) -> Result<u64, MathError> {
        let secs = Uint64::from(self.days).checked_mul(self.day_secs.into())?;
        Ok(secs.checked_add(self.started_at.into())?.u64())
    }

    /// How many of its days are left, the present one included; none from its end on.
    ///
    /// # Errors
    /// Division by zero for days of no seconds.
    pub fn remaining_days(&self, now: u64) -> Result<u32, MathError> {
        let elapsed = Uint64::new(now.saturating_sub(self.started_at));
        let gone = elapsed.checked_div(self.day_secs.into())?;
        Ok(u32::try_from(gone.u64()).map_or(0, |gone| self.days.saturating_sub(gone)))
    }
}

/// What it costs to leave before the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PenaltyTerms {
    /// The part of the rewards received, on the first day.
    pub rate: Bps,
    /// The least, as a part of the principal.
    pub minimum: Bps,
}

impl PenaltyTerms {
    /// What a party pays that ends `lock` at `now` and has received `received` from it, claimed or not, both amounts rounded up and
    /// the larger taken; nothing once the lock is over.
    ///
    /// # Errors
    /// Division by zero for days of no seconds.
    pub fn penalty_ceil(
        &self,
        lock: &Lock,
        now: u64,
        received: Uint128,
        principal: Uint128,
    ) -> Result<Uint128, MathError> {
        let remaining = lock.remaining_days(now)?;
        if remaining == 0 {
            return Ok(Uint128::zero());
        }
        let over = received.full_mul(remaining).checked_mul(self.rate.value().into())?;
        let of_rewards = divided_ceil(over, Uint128::from(lock.days).full_mul(BPS_SCALE))?;
        let least = divided_ceil(principal.full_mul(self.minimum.value()), BPS_SCALE.into())?;
        Ok(of_rewards.max(least))
    }
}

fn divided_ceil(number: Uint256, by: Uint256) -> Result<Uint128, MathError> {
    let up = by.checked_sub(Uint256::one())?;
    Ok(Uint128::try_from(number.checked_add(up)?.checked_div(by)?)?)
}
