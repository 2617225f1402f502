//! What all agreements of an escrow have earned, by one index, and what of it is whose.
//!
//! The index N is the integral of `nu` by the second, times [`SCALE`]. It is written only at *cuts*, between which W, the cap and
//! the pool stay as they are, and computed from the last cut otherwise:
//!
//! ```text
//! N(t) = N0 + min(dt·S, ⌊dt·S·cap/W⌋, ⌊dt·F0/(W·rest)⌋)      dt = t − t0, rest = end of the day of t0 − t0, N0 while W = 0
//! A(t) = A0 + W·(N(t) − N0)                                  exactly what all agreements together get, S·day to a base unit
//! F0   = funded·S·day − A0                                   so A never exceeds what was funded
//! ```
//!
//! There is a cut at the end of each day, unless nothing weighs then, at the end of each agreement and at every change, and none
//! where somebody only looks: results do not depend on who calls when.
//!
//! **Settling cannot be forgotten.** An [`Accrual`] has no method that changes it but [`Accrual::touch`], which takes it by
//! value; only [`TouchedAccrual`] tells an index and lets agreements come and go, and it cuts before each change.
//!
//! **Word size.** S is below 2^90, a day below 2^17 seconds. So dt·S·cap is below 2^235, all that was ever funded as well, times
//! a further dt below 2^252; A is at most what was funded. Within the 365 days of an agreement N rises by less than 2^115, which
//! a weight takes to 2^243. The index itself has room for all seconds of a `u64`.

use cosmwasm_std::{Decimal, Uint128, Uint256, Uint512, Uint64};

use super::calendar::{Calendar, DailyCap};
use super::SCALE;
use crate::MathError;

/// All agreements together, at the last cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Accrual {
    /// t0: when it was, in seconds.
    pub at: u64,
    /// N0: seconds at `nu` = 1 since the beginning, times [`SCALE`].
    pub index: Uint256,
    /// A0: what was earned since the beginning, in units of 1/(S·day) of a base unit ([`Calendar::unit`]).
    pub accrued: Uint256,
    /// W: what all active agreements earn a day at `nu` = 1, in base units.
    pub weight: Uint128,
    /// What was ever put into the reward pool, in base units.
    pub funded: Uint128,
}

/// A second at which agreements ended and which was passed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassedEnd {
    /// The second.
    pub at: u64,
    /// The index there.
    pub index: Uint256,
}

/// How far a touch got.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Up to now.
    Now(TouchedAccrual),
    /// Up to the last end within the limit; more of them are over by now. All that can be done is to store it and go on.
    Behind(Accrual),
}

impl Accrual {
    /// Nothing, from `at` on.
    pub const fn new(at: u64) -> Self {
        Self {
            at,
            index: Uint256::zero(),
            accrued: Uint256::zero(),
            weight: Uint128::zero(),
            funded: Uint128::zero(),
        }
    }

    /// Works off the ends of days and agreements up to and including `now`, at most `limit` of the latter. `ends` are those that
    /// were not passed, ascending: when agreements end and what they weigh together, suspended ones left out. Those after `now`
    /// stay. The caller stores the index of each end that was passed.
    ///
    /// # Errors
    /// Those of `ends`; overflow if more leaves than is there, or an end lies before the last cut.
    pub fn touch<E: From<MathError>>(
        mut self,
        calendar: Calendar,
        now: u64,
        ends: impl Iterator<Item = Result<(u64, Uint128), E>>,
        limit: usize,
    ) -> Result<(Progress, Vec<PassedEnd>), E> {
        let mut passed = vec![];
        for row in ends {
            let (at, weight) = row?;
            if at > now {
                break;
            }
            if passed.len() >= limit {
                return Ok((Progress::Behind(self), passed));
            }
            self.pass_days(&calendar, at)?;
            self.cut(&calendar, at)?;
            self.weight = self.weight.checked_sub(weight).map_err(MathError::from)?;
            passed.push(PassedEnd { at, index: self.index });
        }
        self.pass_days(&calendar, now)?;
        Ok((Progress::Now(TouchedAccrual { accrual: self, calendar, now }), passed))
    }

    /// Cuts at the end of each day up to `until`. While nothing weighs there is nothing to cut, however long that lasts.
    fn pass_days(&mut self, calendar: &Calendar, until: u64) -> Result<(), MathError> {
        while !self.weight.is_zero() {
            let end = calendar.day_end(self.at)?;
            if end > until {
                break;
            }
            self.cut(calendar, end)?;
        }
        Ok(())
    }

    fn cut(&mut self, calendar: &Calendar, at: u64) -> Result<(), MathError> {
        (self.index, self.accrued) = self.reached(calendar, at)?;
        self.at = at;
        Ok(())
    }

    /// N and A at `at`, which is on the day of the last cut or its end, unless nothing weighs.
    fn reached(&self, calendar: &Calendar, at: u64) -> Result<(Uint256, Uint256), MathError> {
        let raised = self.raised(calendar, at)?;
        let accrued = raised.checked_mul(self.weight.into())?;
        Ok((self.index.checked_add(raised)?, self.accrued.checked_add(accrued)?))
    }

    /// By how much the index rises up to `at`, rounded down, so that neither the cap nor the pool is exceeded.
    fn raised(&self, calendar: &Calendar, at: u64) -> Result<Uint256, MathError> {
        let secs = Uint64::new(at).checked_sub(self.at.into())?;
        if self.weight.is_zero() {
            return Ok(Uint256::zero());
        }
        let most = SCALE.full_mul(secs);
        let rest = calendar.rest_of_day(self.at)?;
        let of_pool =
            self.free(calendar)?.checked_mul(secs.into())?.checked_div(self.weight.full_mul(rest))?;
        let raised = most.min(of_pool);
        let Some(cap) = calendar.cap(calendar.day(self.at)?) else {
            return Ok(raised);
        };
        let of_cap = most.checked_mul(cap.into())?.checked_div(self.weight.into())?;
        Ok(raised.min(of_cap))
    }

    /// F0: what was funded and not earned at the last cut.
    fn free(&self, calendar: &Calendar) -> Result<Uint256, MathError> {
        Ok(Uint256::from(self.funded).checked_mul(calendar.unit())?.checked_sub(self.accrued)?)
    }
}

/// An accrual as of now: the only form in which an index is told and agreements come and go.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedAccrual {
    accrual: Accrual,
    calendar: Calendar,
    now: u64,
}

impl TouchedAccrual {
    /// The index now.
    ///
    /// # Errors
    /// Overflow if now is before the last cut.
    pub fn index(&self) -> Result<Uint256, MathError> {
        Ok(self.accrual.reached(&self.calendar, self.now)?.0)
    }

    /// The days and their caps.
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// W: what all active agreements earn a day at `nu` = 1, in base units.
    pub const fn weight(&self) -> Uint128 {
        self.accrual.weight
    }

    /// What was ever put into the reward pool, in base units.
    pub const fn funded(&self) -> Uint128 {
        self.accrual.funded
    }

    /// The free reward pool now, in base units, rounded down: what is begun is not free.
    ///
    /// # Errors
    /// Overflow if now is before the last cut.
    pub fn free_floor(&self) -> Result<Uint128, MathError> {
        let unit = self.calendar.unit();
        let (_, accrued) = self.accrual.reached(&self.calendar, self.now)?;
        let funded = Uint256::from(self.accrual.funded).checked_mul(unit)?;
        Ok(Uint128::try_from(funded.checked_sub(accrued)?.checked_div(unit)?)?)
    }

    /// `nu` now, rounded down. Without active agreements it is what the lightest possible one would have: 1, or 0 if the pool or
    /// the cap is empty.
    ///
    /// # Errors
    /// Division by zero for days of no seconds.
    pub fn nu_floor(&self) -> Result<Decimal, MathError> {
        let Self { accrual, calendar, now } = self;
        let one = Decimal::one().atomics();
        let weight = accrual.weight.max(Uint128::one());
        // As of the last cut: pool and rest of the day shrink alike from there on, but for the rounding of what is earned.
        let spread = weight.full_mul(calendar.rest_of_day(accrual.at)?).checked_mul(SCALE.into())?;
        let of_pool = accrual.free(calendar)?.full_mul(one).checked_div(spread.into())?;
        let mut nu = of_pool.min(one.into());
        // While something weighs, the day of the last cut is today.
        if let Some(cap) = calendar.cap(calendar.day(*now)?) {
            nu = nu.min(Uint512::from(cap.full_mul(one)).checked_div(weight.into())?);
        }
        Ok(Decimal::new(Uint128::try_from(Uint256::try_from(nu)?)?))
    }

    /// An agreement with the base reward `weight` starts, and ends at `ends_at`.
    ///
    /// # Errors
    /// Overflow if all base rewards together leave 128 bits.
    pub fn join(&mut self, weight: Uint128, ends_at: u64) -> Result<Earner, MathError> {
        let mut earner = Earner { weight, ends_at, acc: Uint256::zero(), since: None };
        self.resume(&mut earner)?;
        Ok(earner)
    }

    /// An agreement earns nothing from now on. One that does not anyway stays as it is. Answers the weight that left.
    ///
    /// # Errors
    /// [`MathError::Unsettled`] if it is over and [`Earner::stop`] was not called: its weight has left already.
    pub fn suspend(&mut self, earner: &mut Earner) -> Result<Uint128, MathError> {
        self.cut()?;
        if earner.since.is_none() {
            return Ok(Uint128::zero());
        }
        if earner.ends_at <= self.now {
            return Err(MathError::Unsettled);
        }
        self.accrual.weight = self.accrual.weight.checked_sub(earner.weight)?;
        earner.stop(self.accrual.index)?;
        Ok(earner.weight)
    }

    /// A suspended agreement earns again from now on, unless it is over. One that earns already stays as it is. Answers the weight
    /// that came.
    ///
    /// # Errors
    /// Overflow if all base rewards together leave 128 bits.
    pub fn resume(&mut self, earner: &mut Earner) -> Result<Uint128, MathError> {
        self.cut()?;
        if earner.since.is_some() || earner.ends_at <= self.now {
            return Ok(Uint128::zero());
        }
        self.accrual.weight = self.accrual.weight.checked_add(earner.weight)?;
        earner.since = Some(self.accrual.index);
        Ok(earner.weight)
    }

    /// An agreement is over for good: it earns no more, and the pool takes back the fraction below one base unit, so that after
    /// the last one nothing but whole units is left. What it earned no longer depends on any index. Answers the weight that left.
    ///
    /// # Errors
    /// Those of [`Self::suspend`].
    pub fn close(&mut self, earner: &mut Earner) -> Result<Uint128, MathError> {
        let left = self.suspend(earner)?;
        let fraction = earner.acc.checked_rem(self.calendar.unit())?;
        earner.acc = earner.acc.checked_sub(fraction)?;
        self.accrual.accrued = self.accrual.accrued.checked_sub(fraction)?;
        Ok(left)
    }

    /// Takes `amount` into the reward pool.
    ///
    /// # Errors
    /// Overflow if all that was ever funded leaves 128 bits.
    pub fn fund(&mut self, amount: Uint128) -> Result<(), MathError> {
        self.cut()?;
        self.accrual.funded = self.accrual.funded.checked_add(amount)?;
        Ok(())
    }

    /// Gives the days other caps, from now on.
    ///
    /// # Errors
    /// Overflow if now is before the last cut.
    pub fn set_caps(&mut self, caps: Vec<DailyCap>) -> Result<(), MathError> {
        self.cut()?;
        self.calendar.caps = caps;
        Ok(())
    }

    fn cut(&mut self) -> Result<(), MathError> {
        self.accrual.cut(&self.calendar, self.now)
    }

    /// What is stored until the next time.
    pub fn into_inner(self) -> Accrual {
        self.accrual
    }
}

/// An agreement's place in the accrual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Earner {
    /// w: what it earns a day at `nu` = 1, in base units.
    pub weight: Uint128,
    /// The first second in which it earns nothing any more.
    pub ends_at: u64,
    /// What it earned before it was suspended last, in units of 1/(S·day) of a base unit.
    pub acc: Uint256,
    /// The index from which on it earns; nothing while it does not.
    pub since: Option<Uint256>,
}

impl Earner {
    /// What it has earned where the index is `index`, the one at its end once it is over, in base units, rounded down.
    ///
    /// # Errors
    /// Overflow if it began to earn later; division by zero for days of no seconds.
    pub fn earned_floor(&self, index: Uint256, calendar: &Calendar) -> Result<Uint128, MathError> {
        Ok(Uint128::try_from(self.collected(index)?.checked_div(calendar.unit())?)?)
    }

    /// Ends it where the index was `index`, after its end was passed. One that earned nothing any more stays as it is.
    ///
    /// # Errors
    /// Overflow if it began to earn later.
    pub fn stop(&mut self, index: Uint256) -> Result<(), MathError> {
        self.acc = self.collected(index)?;
        self.since = None;
        Ok(())
    }

    fn collected(&self, index: Uint256) -> Result<Uint256, MathError> {
        let Some(since) = self.since else {
            return Ok(self.acc);
        };
        let raised = index.checked_sub(since)?;
        Ok(self.acc.checked_add(raised.checked_mul(self.weight.into())?)?)
    }
}
