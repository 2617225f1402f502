//! Revenue for decayed stakes, without a loop over stakers.
//!
//! What is released raises `index`, the revenue of one unit of stake. A staker is owed `index − index₀` for each unit of its
//! **effective** stake, which follows from its own stake and the threshold alone; the rest of what its stake raised is friction
//! and goes to the treasury. So nobody's part depends on the stakes of others, and no sum of effective stakes is needed.
//!
//! The threshold changes with an epoch. A closed [`Checkpoint`] says which threshold was in force up to which index, so that a
//! staker can be settled years later, checkpoint by checkpoint, as if it had been there at every release.
//!
//! **Settling cannot be forgotten.** A [`RevenueLedger`] has no method that changes it but [`RevenueLedger::touch`], which
//! takes it by value and gives [`TouchedLedger`]; only that type takes revenue, settles and changes stakes, and it refuses to
//! change the stake of a staker that is not settled.
//!
//! **Word size.** Everything that is owed is kept times 2^128 and rounded down when it is sent, the fraction stays. As long as
//! all revenue together is below 2^128 units, which whoever counts it in 128 bits enforces, balances fit 256 bits, and so does
//! every product of a stake and a difference of the index: the stake was part of the total that the release was divided by.

use std::ops::Deref;

use cosmwasm_std::{Uint128, Uint256};

use crate::decay::{log2_fp, DecayBase};
use crate::release::{Release, ReleaseClock};
use crate::threshold::{differ, StakeMean};
use crate::MathError;

/// 2^128: one unit of revenue as it is kept.
#[rustfmt::skip]
pub const SCALE: Uint256 = Uint256::from_be_bytes([
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/// `amount` units as they are kept.
///
/// # Errors
/// None: 2^128 − 1 units fit.
pub fn scaled(amount: Uint128) -> Result<Uint256, MathError> {
    Ok(Uint256::from(amount).checked_mul(SCALE)?)
}

/// The whole units of what is kept, rounded down.
///
/// # Errors
/// None: see the note on the word size.
pub fn whole(kept: Uint256) -> Result<Uint128, MathError> {
    Ok(Uint128::try_from(kept.checked_div(SCALE)?)?)
}

/// Takes the whole units out of what is kept; the fraction stays.
///
/// # Errors
/// None: see the note on the word size.
pub fn take_whole(kept: &mut Uint256) -> Result<Uint128, MathError> {
    let amount = whole(*kept)?;
    *kept = kept.checked_sub(scaled(amount)?)?;
    Ok(amount)
}

/// What of a revenue of `amount` is for the stakes: `amount·min(staked, supply)/supply`, rounded down. Licences count as stake,
/// so more can be staked than circulates; then it is all.
pub fn staked_part(amount: Uint128, staked: Uint128, supply: Uint128) -> Uint128 {
    if staked >= supply {
        return amount;
    }
    amount.multiply_ratio(staked, supply)
}

/// A period of time, whose stakes make the threshold of the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Epoch {
    /// Its number, from 0.
    pub number: u64,
    /// When it began, in seconds.
    pub start: u64,
    /// When the next one begins, in seconds.
    pub end: u64,
}

/// How epochs follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EpochRules {
    /// The length of the epochs after the running one, in seconds, above zero.
    pub secs: u64,
    /// How little of a change of the threshold is ignored (see [`differ`]).
    pub tolerance_bits: u32,
}

/// A threshold that was in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// The threshold.
    pub threshold: Uint128,
    /// The index up to which it was in force.
    pub index: Uint256,
}

/// Everything that is not a staker's or a pool's.
#[derive(Clone, Debug, PartialEq)]
pub struct RevenueLedger {
    /// The stake of all stakers in pools, counted or not.
    pub total_stake: Uint128,
    /// Those who are counted.
    pub mean: StakeMean,
    /// The running epoch.
    pub epoch: Epoch,
    /// The threshold in force; 0: no friction.
    pub threshold: Uint128,
    /// Whether anything was released under it.
    pub released: bool,
    /// How many checkpoints are closed.
    pub checkpoints: u32,
    /// The revenue of one unit of stake since the beginning, times [`SCALE`]. Only grows.
    pub index: Uint256,
    /// What the divisions by the total stake left over, times [`SCALE`].
    pub remainder: Uint256,
    /// The treasury, times [`SCALE`].
    pub treasury: Uint256,
    /// What is not released yet, times [`SCALE`].
    pub release: Release,
}

impl RevenueLedger {
    /// An empty ledger, whose first epoch of `epoch_secs` seconds begins at `now`, without friction.
    pub fn new(now: u64, epoch_secs: u64) -> Self {
        Self {
            total_stake: Uint128::zero(),
            mean: StakeMean::default(),
            epoch: Epoch { number: 0, start: now, end: now.saturating_add(epoch_secs) },
            threshold: Uint128::zero(),
            released: false,
            checkpoints: 0,
            index: Uint256::zero(),
            remainder: Uint256::zero(),
            treasury: Uint256::zero(),
            release: Release::nothing(now),
        }
    }

    /// Brings the ledger up to `now`: releases what is due and puts the thresholds of the epochs that are over in force. However
    /// many epochs were skipped, at most two checkpoints are closed, which the caller stores under the numbers from
    /// `checkpoints` before on.
    ///
    /// # Errors
    /// Overflow only beyond the limits that the modules document.
    pub fn touch(
        mut self,
        now: u64,
        rules: EpochRules,
    ) -> Result<(TouchedLedger, Vec<Checkpoint>), MathError> {
        let mut closed = vec![];
        // The running epoch may have seen changes; the one after it saw none.
        for _ in 0..2 {
            if now >= self.epoch.end {
                self.pass_until(self.epoch.end)?;
                closed.extend(self.freeze(rules));
                self.begin_epochs(1, rules);
            }
        }
        // All further ones make the threshold that is in force already.
        let skipped = now.checked_sub(self.epoch.end).and_then(|beyond| beyond.checked_div(rules.secs));
        if let Some(skipped) = skipped {
            self.begin_epochs(skipped.saturating_add(1), rules);
            self.pass_until(self.epoch.start)?;
            self.mean.restart();
        }
        self.pass_until(now)?;
        Ok((TouchedLedger(self), closed))
    }

    fn pass_until(&mut self, now: u64) -> Result<(), MathError> {
        self.mean.pass(now.saturating_sub(self.release.last))?;
        let due = self.release.take_due(now)?;
        self.share(due)
    }

    /// Adds what is released to the index, keeping the remainder of the division; without any stake it is the treasury's.
    fn share(&mut self, due: Uint256) -> Result<(), MathError> {
        // The remainder alone is no release, even if it is above the total stake since somebody left.
        if due.is_zero() {
            return Ok(());
        }
        if self.total_stake.is_zero() {
            self.treasury = self.treasury.checked_add(due)?;
            return Ok(());
        }
        let total = Uint256::from(self.total_stake);
        let shared = due.checked_add(self.remainder)?;
        let growth = shared.checked_div(total)?;
        self.index = self.index.checked_add(growth)?;
        self.remainder = shared.checked_rem(total)?;
        self.released |= !growth.is_zero();
        Ok(())
    }

    /// The epoch is over: puts the threshold that it made in force, unless it is much the same. A checkpoint closes only if
    /// somebody can have earned under it.
    fn freeze(&mut self, rules: EpochRules) -> Option<Checkpoint> {
        let next = self.next_threshold(rules.tolerance_bits);
        self.mean.restart();
        if next == self.threshold {
            return None;
        }
        let before = std::mem::replace(&mut self.threshold, next);
        let released = std::mem::take(&mut self.released);
        released.then(|| {
            self.checkpoints = self.checkpoints.saturating_add(1);
            Checkpoint { threshold: before, index: self.index }
        })
    }

    fn begin_epochs(&mut self, count: u64, rules: EpochRules) {
        let Epoch { number, start, end } = &mut self.epoch;
        *number = number.saturating_add(count);
        *start = end.saturating_add(rules.secs.saturating_mul(count.saturating_sub(1)));
        *end = start.saturating_add(rules.secs);
    }

    /// The threshold that would be in force if the epoch ended now.
    pub fn next_threshold(&self, tolerance_bits: u32) -> Uint128 {
        let next = self.mean.threshold();
        if differ(next, self.threshold, tolerance_bits) {
            next
        } else {
            self.threshold
        }
    }
}

/// How effective a staker's stake is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Efficiency {
    /// The base of the decay.
    pub base: DecayBase,
    /// Whether the staker is identified; who is not has no effective stake.
    pub identified: bool,
}

impl Efficiency {
    /// How much of `stake` is effective at `threshold`, rounded down.
    pub fn of(self, stake: Uint128, threshold: Uint128) -> Uint128 {
        if self.identified {
            self.base.effective_stake(stake, threshold)
        } else {
            Uint128::zero()
        }
    }
}

/// One staker, all its pools together.
#[derive(Clone, Debug, PartialEq)]
pub struct Staker {
    /// Its stake over all pools, above zero.
    pub stake: Uint128,
    /// The logarithm that it added to the mean, if it is counted.
    pub counted: Option<u64>,
    /// How many checkpoints its settlement has passed.
    pub checkpoint: u32,
    /// The index up to which it is settled.
    pub index: Uint256,
    /// What each unit of its stake earned since it came, times [`SCALE`], rounded down.
    pub growth: Uint256,
}

/// A staker's stake in one pool.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolStake {
    /// The stake.
    pub stake: Uint128,
    /// The staker's `growth` up to which the pool is credited.
    pub growth: Uint256,
}

impl PoolStake {
    /// Nothing yet, of a staker as it is settled now.
    pub const fn newcomer(staker: &Staker) -> Self {
        Self { stake: Uint128::zero(), growth: staker.growth }
    }

    /// Takes what the staker earned for the pool since the last time with `stake` of it, times [`SCALE`].
    ///
    /// # Errors
    /// Overflow only beyond the limits that the module documents.
    pub fn take_earned(&mut self, stake: Uint128, staker: &Staker) -> Result<Uint256, MathError> {
        let growth = staker.growth.checked_sub(self.growth)?;
        self.growth = staker.growth;
        Ok(growth.checked_mul(Uint256::from(stake))?)
    }
}

/// How far a settlement got.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// Checkpoints passed.
    pub passed: u32,
    /// Checkpoints left.
    pub remaining: u32,
    /// What the whole stake would have earned beyond the lower one it was settled with, times [`SCALE`].
    pub forfeited: Uint256,
}

/// A ledger as of now: the only form in which revenue is taken, stakers are settled and stakes change.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedLedger(RevenueLedger);

impl Deref for TouchedLedger {
    type Target = RevenueLedger;

    fn deref(&self) -> &RevenueLedger {
        &self.0
    }
}

impl TouchedLedger {
    /// Back to the form that is stored.
    pub fn into_inner(self) -> RevenueLedger {
        self.0
    }

    /// Takes `amount` for the stakes.
    ///
    /// # Errors
    /// Overflow if what is kept leaves 256 bits.
    pub fn distribute(&mut self, amount: Uint128, clock: ReleaseClock) -> Result<(), MathError> {
        let due = self.0.release.join(scaled(amount)?, clock)?;
        self.0.share(due)
    }

    /// Gives `amount` to the treasury.
    ///
    /// # Errors
    /// Overflow if what is kept leaves 256 bits.
    pub fn enrich(&mut self, amount: Uint128) -> Result<(), MathError> {
        self.0.treasury = self.0.treasury.checked_add(scaled(amount)?)?;
        Ok(())
    }

    /// Takes `amount` out of the treasury.
    ///
    /// # Errors
    /// Overflow if it holds less.
    pub fn spend(&mut self, amount: Uint128) -> Result<(), MathError> {
        self.0.treasury = self.0.treasury.checked_sub(scaled(amount)?)?;
        Ok(())
    }

    /// A staker that comes now.
    pub fn newcomer(&self) -> Staker {
        Staker {
            stake: Uint128::zero(),
            counted: None,
            checkpoint: self.checkpoints,
            index: self.index,
            growth: Uint256::zero(),
        }
    }

    /// Settles `staker` up to now, or over `limit` closed checkpoints, as if it had had only `stake` since the last time: its
    /// own one, or less if it left unnoticed. Friction goes to the treasury.
    ///
    /// # Errors
    /// Those of `checkpoint`, which gives a closed one; overflow only beyond the limits that the module documents.
    pub fn settle<E: From<MathError>>(
        &mut self,
        staker: &mut Staker,
        stake: Uint128,
        efficiency: Efficiency,
        limit: u32,
        checkpoint: impl Fn(u32) -> Result<Checkpoint, E>,
    ) -> Result<Settled, E> {
        let mut settled = Settled::default();
        while staker.checkpoint < self.checkpoints {
            if settled.passed == limit {
                settled.remaining = self.checkpoints.saturating_sub(staker.checkpoint);
                return Ok(settled);
            }
            let closed = checkpoint(staker.checkpoint)?;
            self.earn(staker, stake, efficiency, &closed, &mut settled)?;
            staker.checkpoint = staker.checkpoint.saturating_add(1);
            settled.passed = settled.passed.saturating_add(1);
        }
        let open = Checkpoint { threshold: self.threshold, index: self.index };
        self.earn(staker, stake, efficiency, &open, &mut settled)?;
        Ok(settled)
    }

    /// Settles `staker` under one checkpoint. The two floors, of the effective stake and of the growth, are against the staker;
    /// the first is the treasury's, the second stays as dust.
    fn earn(
        &mut self,
        staker: &mut Staker,
        stake: Uint128,
        efficiency: Efficiency,
        checkpoint: &Checkpoint,
        settled: &mut Settled,
    ) -> Result<(), MathError> {
        let growth = checkpoint.index.checked_sub(staker.index)?;
        staker.index = checkpoint.index;
        if growth.is_zero() {
            return Ok(());
        }
        let raised = growth.checked_mul(Uint256::from(staker.stake))?;
        let effective = efficiency.of(stake, checkpoint.threshold);
        let earned = growth.checked_mul(Uint256::from(effective))?;
        if !stake.is_zero() {
            let per_unit = earned.checked_div(Uint256::from(stake))?;
            staker.growth = staker.growth.checked_add(per_unit)?;
        }
        self.0.treasury = self.0.treasury.checked_add(raised.checked_sub(earned)?)?;
        if stake != staker.stake {
            let whole = growth.checked_mul(efficiency.of(staker.stake, checkpoint.threshold).into())?;
            settled.forfeited = settled.forfeited.checked_add(whole.saturating_sub(earned))?;
        }
        Ok(())
    }

    /// Gives a settled `staker` the stake `stake` over all pools, counted in the mean if it is `countable` and above zero.
    ///
    /// # Errors
    /// [`MathError::Unsettled`]; overflow if the total stake leaves 128 bits.
    pub fn set_stake(
        &mut self,
        staker: &mut Staker,
        stake: Uint128,
        countable: bool,
    ) -> Result<(), MathError> {
        if staker.checkpoint != self.checkpoints || staker.index != self.index {
            return Err(MathError::Unsettled);
        }
        let counted = countable.then(|| log2_fp(stake)).flatten();
        self.0.total_stake = self.0.total_stake.checked_sub(staker.stake)?.checked_add(stake)?;
        self.0.mean.recount(staker.counted, counted)?;
        staker.stake = stake;
        staker.counted = counted;
        Ok(())
    }
}
