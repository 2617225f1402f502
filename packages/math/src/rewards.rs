//! The reward machine of a delegation pool: F1 sharing with nothing lost to rounding.
//!
//! A pool keeps one number that only grows, `crr`, the cumulative reward of one unit of weight, scaled by 10^36. A
//! delegator remembers the `crr` of its last settlement; what it earned since is `(crr − crr₀)·weight`. Every call costs
//! the same, however many delegators there are.
//!
//! Two floors would lose units: the division by the pool's weight and the division by the scale. Both remainders are
//! kept, the first in the pool's `remainder`, the second in the delegator's `fraction`, so that at every moment
//!
//! ```text
//! (outstanding − commission − Σ settled − unreleased)·10^36 = remainder + Σ fraction + Σ (crr − crr₀)·weight
//! ```
//!
//! holds exactly. All roundings are down: what is owed to all never exceeds what arrived, and as long as the pool's weight
//! stays the same, each delegator is owed its exact share less under one unit plus `weight/10^36`. When the weight changes,
//! the remainder, under `pool weight/10^36` units, goes on to whoever is there next.
//!
//! **Settling cannot be forgotten.** A [`RewardPool`] has no method that changes it but [`RewardPool::book`], which takes
//! it by value and gives [`BookedRewards`]; only that type can change weights or pay.
//!
//! **Word size.** The increments of `crr` times any weight that was present are at most `scale·rewards`. With rewards
//! below 2^136 in all (which [`RewardPool::book`] enforces by leaving the excess unbooked, so that nobody's exit can ever
//! overflow) every product is below 2^136 · 2^120 = 2^256.

use std::ops::Deref;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Uint128, Uint256};

use crate::release::{Release, ReleaseClock};
use crate::{MathError, Ppm};

/// 10^36: one unit of reward in units of `crr`, `remainder` and `fraction`.
pub const SCALE: Uint256 = Uint256::from_u128(10u128.pow(36));

/// Rewards that a pool books in its whole life, 2^136 (see the module's note on the word size).
#[rustfmt::skip]
pub const LIFETIME_LIMIT: Uint256 = Uint256::from_be_bytes([
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/// The accumulators of one pool.
#[cw_serde]
#[derive(Default)]
pub struct RewardPool {
    weight: Uint128,
    crr: Uint256,
    remainder: Uint256,
    commission: Uint128,
    outstanding: Uint128,
    lifetime: Uint256,
    release: Option<Release>,
}

/// One delegator's place in a pool.
#[cw_serde]
#[derive(Default)]
pub struct DelegatorRewards {
    weight: Uint128,
    settled: Uint128,
    fraction: Uint256,
    crr: Uint256,
}

impl DelegatorRewards {
    /// A place as it was stored, for those who store it.
    pub const fn stored(weight: Uint128, settled: Uint128, fraction: Uint256, crr: Uint256) -> Self {
        Self { weight, settled, fraction, crr }
    }

    /// The weight that earns.
    pub const fn weight(&self) -> Uint128 {
        self.weight
    }

    /// Rewards settled and not yet paid, in base units.
    pub const fn settled(&self) -> Uint128 {
        self.settled
    }

    /// The part of a unit that is settled, in units of 1/10^36.
    pub const fn fraction(&self) -> Uint256 {
        self.fraction
    }

    /// The pool's `crr` at the last settlement.
    pub const fn crr(&self) -> Uint256 {
        self.crr
    }

    /// Whether nothing but a fraction of a unit is left, so that the record can go.
    pub const fn is_finished(&self) -> bool {
        self.weight.is_zero() && self.settled.is_zero()
    }
}

/// What one booking did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Booking {
    /// Rewards booked, gross.
    pub amount: Uint128,
    /// The operator's commission on them, rounded down.
    pub commission: Uint128,
    /// Net rewards shared among the delegators by this booking, earlier lumps included.
    pub released: Uint128,
    /// By how much the balance fell short of what is outstanding (a clawback by the chain); nothing is booked then.
    pub shortfall: Uint128,
}

impl RewardPool {
    /// Accumulators as they were stored, for those who store them.
    #[expect(clippy::too_many_arguments, reason = "one a field")]
    pub const fn stored(
        weight: Uint128,
        crr: Uint256,
        remainder: Uint256,
        commission: Uint128,
        outstanding: Uint128,
        lifetime: Uint256,
        release: Option<Release>,
    ) -> Self {
        Self { weight, crr, remainder, commission, outstanding, lifetime, release }
    }

    /// The weight of all delegators.
    pub const fn weight(&self) -> Uint128 {
        self.weight
    }

    /// Cumulative reward of one unit of weight, times 10^36.
    pub const fn crr(&self) -> Uint256 {
        self.crr
    }

    /// What the divisions by the weight left over, in units of 1/10^36.
    pub const fn remainder(&self) -> Uint256 {
        self.remainder
    }

    /// Commission that the operator has not withdrawn yet.
    pub const fn commission(&self) -> Uint128 {
        self.commission
    }

    /// Everything booked and not yet paid: commission, claims, unreleased rewards and dust.
    pub const fn outstanding(&self) -> Uint128 {
        self.outstanding
    }

    /// Everything ever booked, gross.
    pub const fn lifetime(&self) -> Uint256 {
        self.lifetime
    }

    /// What waits to be released, if anything does.
    pub const fn release(&self) -> Option<&Release> {
        self.release.as_ref()
    }

    /// How much of it waits.
    pub fn unreleased(&self) -> Uint128 {
        // All of it was booked, so it fits.
        let amount = self.release.as_ref().map(|release| Uint128::try_from(release.amount));
        amount.and_then(Result::ok).unwrap_or_default()
    }

    /// What `balance` holds beyond the outstanding rewards: the next booking's gross amount.
    pub fn unbooked(&self, balance: Uint128) -> Uint128 {
        let room = LIFETIME_LIMIT.saturating_sub(self.lifetime);
        let arrived = balance.saturating_sub(self.outstanding);
        Uint128::try_from(room).map_or(arrived, |room| arrived.min(room))
    }

    /// Closes the period: books what `balance` holds beyond the outstanding rewards, takes the commission at once,
    /// releases what is due and shares it by weight. With no weight the net waits in the remainder for the first booking
    /// that finds one. Booking twice in one moment is the same as booking once.
    ///
    /// # Errors
    /// Overflow only beyond the limits that the module documents.
    pub fn book(
        mut self,
        balance: Uint128,
        rate: Ppm,
        clock: ReleaseClock,
    ) -> Result<(BookedRewards, Booking), MathError> {
        let amount = self.unbooked(balance);
        let commission = rate.of(amount);
        let net = amount.checked_sub(commission)?;

        self.commission = self.commission.checked_add(commission)?;
        self.outstanding = self.outstanding.checked_add(amount)?;
        self.lifetime = self.lifetime.checked_add(Uint256::from(amount))?;
        let released = self.release_due(net, clock)?;
        self.share(released)?;

        let shortfall = self.outstanding.saturating_sub(balance);
        Ok((BookedRewards(self), Booking { amount, commission, released, shortfall }))
    }

    /// Releases what is due of earlier nets, lets `net` join the rest, and answers what is to be shared now.
    fn release_due(&mut self, net: Uint128, clock: ReleaseClock) -> Result<Uint128, MathError> {
        let mut release = self.release.take().unwrap_or(Release::nothing(clock.now));
        let due = release.take_due(clock.now)?.checked_add(release.join(net.into(), clock)?)?;
        self.release = (!release.amount.is_zero()).then_some(release);
        Ok(Uint128::try_from(due)?)
    }

    /// Adds `released` to `crr`, keeping the remainder of the division by the weight.
    fn share(&mut self, released: Uint128) -> Result<(), MathError> {
        let scaled = Uint256::from(released).checked_mul(SCALE)?.checked_add(self.remainder)?;
        if self.weight.is_zero() {
            self.remainder = scaled;
            return Ok(());
        }
        let weight = Uint256::from(self.weight);
        self.crr = self.crr.checked_add(scaled.checked_div(weight)?)?;
        self.remainder = scaled.checked_rem(weight)?;
        Ok(())
    }
}

/// A pool whose period is closed: the only form in which weights change and rewards are paid.
#[derive(Clone, Debug, PartialEq)]
pub struct BookedRewards(RewardPool);

impl Deref for BookedRewards {
    type Target = RewardPool;

    fn deref(&self) -> &RewardPool {
        &self.0
    }
}

impl BookedRewards {
    /// Back to the form that is stored.
    pub fn into_inner(self) -> RewardPool {
        self.0
    }

    /// Moves what `delegator` earned since its last settlement into `settled`, rounded down, the rest into `fraction`.
    ///
    /// # Errors
    /// Overflow only beyond the limits that the module documents.
    pub fn settle(&self, delegator: &mut DelegatorRewards) -> Result<(), MathError> {
        let growth = self.0.crr.checked_sub(delegator.crr)?;
        let earned = growth.checked_mul(Uint256::from(delegator.weight))?.checked_add(delegator.fraction)?;
        let whole = Uint128::try_from(earned.checked_div(SCALE)?)?;

        delegator.settled = delegator.settled.checked_add(whole)?;
        delegator.fraction = earned.checked_rem(SCALE)?;
        delegator.crr = self.0.crr;
        Ok(())
    }

    /// Settles `delegator`, then gives it a new weight.
    ///
    /// # Errors
    /// Overflow if the pool's weight leaves 128 bits.
    pub fn set_weight(&mut self, delegator: &mut DelegatorRewards, weight: Uint128) -> Result<(), MathError> {
        self.settle(delegator)?;
        self.0.weight = self.0.weight.checked_sub(delegator.weight)?.checked_add(weight)?;
        delegator.weight = weight;
        Ok(())
    }

    /// Settles `delegator` and takes everything it is owed; the caller pays it in the same transaction.
    ///
    /// # Errors
    /// Those of [`Self::settle`].
    pub fn claim(&mut self, delegator: &mut DelegatorRewards) -> Result<Uint128, MathError> {
        self.settle(delegator)?;
        let amount = std::mem::take(&mut delegator.settled);
        self.0.outstanding = self.0.outstanding.checked_sub(amount)?;
        Ok(amount)
    }

    /// Takes the operator's commission; the caller pays it in the same transaction.
    ///
    /// # Errors
    /// Overflow if the commission exceeds what is outstanding, which the identity above excludes.
    pub fn claim_commission(&mut self) -> Result<Uint128, MathError> {
        let amount = std::mem::take(&mut self.0.commission);
        self.0.outstanding = self.0.outstanding.checked_sub(amount)?;
        Ok(amount)
    }

    /// Gives the fraction of a finished record back to all, so that the record can be removed.
    ///
    /// # Errors
    /// Overflow only beyond the limits that the module documents.
    pub fn absorb(&mut self, finished: DelegatorRewards) -> Result<(), MathError> {
        self.0.remainder = self.0.remainder.checked_add(finished.fraction)?;
        Ok(())
    }
}
