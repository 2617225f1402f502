//! The escrow as of now: what all agreements have earned, and which of them are over.

use cosmwasm_std::{Decimal, Env, Order, StdResult, Storage, Uint128, Uint256};
use tributary_math::joint::accrual::{Earner, PassedEnd, Progress, TouchedAccrual};
use tributary_math::joint::calendar::{Calendar, DailyCap};
use tributary_types::joint_staking::MAX_ENDS;

use crate::state::{Config, End, Totals, ACCRUAL, CALENDAR, CONFIG, ENDS, PASSED, TOTALS};
use crate::ContractError;

/// The parameters and sums, and the accrual brought up to now. Whoever changes something opens them first and saves them last;
/// whoever asks opens them and lets them go.
pub struct Books {
    /// The parameters.
    pub config: Config,
    /// What ever came and went.
    pub totals: Totals,
    /// The present second.
    pub now: u64,
    accrual: TouchedAccrual,
    passed: Vec<PassedEnd>,
}

impl Books {
    /// The books as of `env`.
    ///
    /// # Errors
    /// **advance**, if more than [`MAX_ENDS`] ends wait.
    pub fn open(storage: &dyn Storage, env: &Env) -> Result<Self, ContractError> {
        Self::with(storage, env, CONFIG.load(storage)?)
    }

    /// The same for whoever has read the parameters.
    ///
    /// # Errors
    /// See [`Self::open`].
    pub fn with(storage: &dyn Storage, env: &Env, config: Config) -> Result<Self, ContractError> {
        let now = env.block.time.seconds();
        let (progress, passed) = touch(storage, now, MAX_ENDS)?;
        let Progress::Now(accrual) = progress else {
            return Err(ContractError::Behind { max: MAX_ENDS });
        };
        Ok(Self { config, totals: TOTALS.load(storage)?, now, accrual, passed })
    }

    /// Stores what was brought up to now, the sums, and the ends that were passed.
    ///
    /// # Errors
    /// None; see [`tributary_controls::packed::PackedItem::save`].
    pub fn save(self, storage: &mut dyn Storage) -> StdResult<()> {
        TOTALS.save(storage, &self.totals)?;
        save_passed(storage, &self.passed)?;
        ACCRUAL.save(storage, &self.accrual.into_inner())
    }

    /// The calendar.
    pub const fn calendar(&self) -> &Calendar {
        self.accrual.calendar()
    }

    /// What all active agreements earn a day at `nu` = 1, in base units.
    pub const fn weight(&self) -> Uint128 {
        self.accrual.weight()
    }

    /// What ever came into the reward pool, in base units.
    pub const fn funded(&self) -> Uint128 {
        self.accrual.funded()
    }

    /// What of it nobody has earned, rounded down.
    ///
    /// # Errors
    /// None that can happen.
    pub fn reward_pool(&self) -> Result<Uint128, ContractError> {
        Ok(self.accrual.free_floor()?)
    }

    /// The network factor, rounded down.
    ///
    /// # Errors
    /// None that can happen.
    pub fn nu(&self) -> Result<Decimal, ContractError> {
        Ok(self.accrual.nu_floor()?)
    }

    /// Lets an agreement earn `weight` a day until `ends_at`.
    ///
    /// # Errors
    /// Overflow if all weights together leave 128 bits.
    pub fn join(
        &mut self,
        storage: &mut dyn Storage,
        weight: Uint128,
        ends_at: u64,
    ) -> Result<Earner, ContractError> {
        let earner = self.accrual.join(weight, ends_at)?;
        change_end(storage, ends_at, |end| {
            end.agreements = end.agreements.saturating_add(1);
            end.weight = end.weight.checked_add(weight)?;
            Ok(())
        })?;
        Ok(earner)
    }

    /// Ends an agreement where its lock was over, if it is.
    ///
    /// # Errors
    /// None that can happen: the index of an end that was passed is known.
    pub fn mature(&self, storage: &dyn Storage, earner: &mut Earner) -> Result<(), ContractError> {
        if earner.since.is_some() && earner.ends_at <= self.now {
            earner.stop(self.index_at(storage, earner.ends_at)?)?;
        }
        Ok(())
    }

    /// Lets an agreement that may be over earn nothing from now on.
    ///
    /// # Errors
    /// None that can happen: it was matured.
    pub fn suspend(&mut self, storage: &mut dyn Storage, earner: &mut Earner) -> Result<(), ContractError> {
        let left = self.accrual.suspend(earner)?;
        if left.is_zero() {
            return Ok(());
        }
        change_end(storage, earner.ends_at, |end| {
            end.weight = end.weight.checked_sub(left)?;
            Ok(())
        })
    }

    /// Lets an agreement earn again, unless it is over.
    ///
    /// # Errors
    /// Overflow if all weights together leave 128 bits.
    pub fn resume(&mut self, storage: &mut dyn Storage, earner: &mut Earner) -> Result<(), ContractError> {
        let came = self.accrual.resume(earner)?;
        if came.is_zero() {
            return Ok(());
        }
        change_end(storage, earner.ends_at, |end| {
            end.weight = end.weight.checked_add(came)?;
            Ok(())
        })
    }

    /// Closes an agreement; what it earned does not change any more.
    ///
    /// # Errors
    /// None that can happen: it was matured.
    pub fn close(&mut self, storage: &mut dyn Storage, earner: &mut Earner) -> Result<(), ContractError> {
        let left = self.accrual.close(earner)?;
        if earner.ends_at <= self.now {
            return Ok(());
        }
        change_end(storage, earner.ends_at, |end| {
            end.agreements = end.agreements.saturating_sub(1);
            end.weight = end.weight.checked_sub(left)?;
            Ok(())
        })
    }

    /// What an agreement has earned, in base units, rounded down.
    ///
    /// # Errors
    /// None that can happen: it was matured.
    pub fn earned(&self, earner: &Earner) -> Result<Uint128, ContractError> {
        Ok(earner.earned_floor(self.accrual.index()?, self.calendar())?)
    }

    /// Takes `amount` into the reward pool. Nothing is no funding, and so no cut.
    ///
    /// # Errors
    /// Overflow if all that ever came leaves 128 bits.
    pub fn fund(&mut self, amount: Uint128) -> Result<(), ContractError> {
        if amount.is_zero() {
            return Ok(());
        }
        Ok(self.accrual.fund(amount)?)
    }

    /// Takes a penalty: for the treasury, if there is one, else into the reward pool. What that cannot count any more waits as what is
    /// due does: nobody who leaves is held up by a sum.
    ///
    /// # Errors
    /// None that can happen: what is due is here.
    pub fn take_penalty(&mut self, amount: Uint128) -> Result<(), ContractError> {
        self.totals.penalties = self.totals.penalties.saturating_add(amount);
        if self.config.treasury.is_none() && self.fund(amount).is_ok() {
            return Ok(());
        }
        self.totals.revenue_due = self.totals.revenue_due.checked_add(amount)?;
        Ok(())
    }

    /// Gives the days other caps, from now on.
    ///
    /// # Errors
    /// None that can happen.
    pub fn set_caps(&mut self, storage: &mut dyn Storage, caps: Vec<DailyCap>) -> Result<(), ContractError> {
        self.accrual.set_caps(caps)?;
        Ok(CALENDAR.save(storage, self.calendar())?)
    }

    fn index_at(&self, storage: &dyn Storage, end: u64) -> StdResult<Uint256> {
        match self.passed.iter().find(|passed| passed.at == end) {
            Some(passed) => Ok(passed.index),
            None => PASSED.load(storage, end),
        }
    }
}

/// Works off at most `limit` ends and stores how far that got. Answers how many, and up to when everything is counted.
///
/// # Errors
/// If storage cannot be read.
pub fn advance(storage: &mut dyn Storage, env: &Env, limit: u32) -> Result<(u32, u64), ContractError> {
    let now = env.block.time.seconds();
    let (progress, passed) = touch(storage, now, limit)?;
    let (accrual, until_secs) = match progress {
        Progress::Now(accrual) => (accrual.into_inner(), now),
        Progress::Behind(accrual) => {
            let at = accrual.at;
            (accrual, at)
        }
    };
    save_passed(storage, &passed)?;
    ACCRUAL.save(storage, &accrual)?;
    Ok((u32::try_from(passed.len()).unwrap_or(limit), until_secs))
}

fn touch(storage: &dyn Storage, now: u64, limit: u32) -> Result<(Progress, Vec<PassedEnd>), ContractError> {
    let ends = ENDS.range(storage, None, None, Order::Ascending);
    let ends = ends.map(|row| row.map(|(at, end)| (at, end.weight)).map_err(ContractError::from));
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    ACCRUAL.load(storage)?.touch(CALENDAR.load(storage)?, now, ends, limit)
}

fn save_passed(storage: &mut dyn Storage, passed: &[PassedEnd]) -> StdResult<()> {
    for PassedEnd { at, index } in passed {
        PASSED.save(storage, *at, index)?;
        ENDS.remove(storage, *at);
    }
    Ok(())
}

/// Changes what is known of the agreements that end at `ends_at`, which was not passed; without any of them it is forgotten.
fn change_end(
    storage: &mut dyn Storage,
    ends_at: u64,
    change: impl FnOnce(&mut End) -> StdResult<()>,
) -> Result<(), ContractError> {
    let mut end = ENDS.may_load(storage, ends_at)?.unwrap_or_default();
    change(&mut end)?;
    if end.agreements == 0 {
        ENDS.remove(storage, ends_at);
        return Ok(());
    }
    Ok(ENDS.save(storage, ends_at, &end)?)
}
