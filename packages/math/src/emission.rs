//! The rewards of the boosted vault: emitted evenly over a programme, shared by weight, at a cost that does not depend on the
//! number of stakes.
//!
//! What is emitted raises `index`, the reward of one unit of weight. A weight is affine in its user's slope (see
//! [`crate::boost`]), so a second number for each user, `growth`, which collects slope times index, makes a position's reward
//! follow from two differences, whatever happened to the slope meanwhile:
//!
//! ```text
//! reward = ⌊amount·(2·W1·(index₁ − index₀) + months·(growth₁ − growth₀)) / 2^160⌋
//! ```
//!
//! Positions end at the boundaries of the programme's days. What leaves with a day is summed up when it comes, so that passing a
//! boundary costs the same for one position and for a million; the index at each boundary is remembered, so that a position that
//! nobody touched earns nothing after its end.
//!
//! **Settling cannot be forgotten.** An [`Emission`] has no method that changes it but [`Emission::touch`], which takes it by
//! value and gives [`TouchedEmission`]; only that type lets weight come or change, and it refuses a [`Booster`] that is not settled.
//!
//! **Word size.** A programme's rewards over the smallest stake are below 2^95 ([`fits`]), and every unit of stake weighs 2 or
//! more, so `index`, `growth` and their increments are below 2^256. A weight is below 2^214. Products are 512 bits wide.
//! The remainder of the division by the weight is carried, so nothing of it is lost. Where the weight changes, it goes to whoever
//! weighs next: at most W/2^160 units, which is dust while the largest weight is below 2^160, and never more than was shared.

use std::ops::Deref;

use cosmwasm_std::{Decimal256, Uint128, Uint256, Uint512};

use crate::boost::{BoostWeights, ONE};
use crate::MathError;

/// Seconds of a day.
pub const DAY: u64 = 86_400;

/// Days of a year, for rates.
const YEAR_DAYS: u64 = 365;

/// 2^160: one unit of reward in units of the index.
#[rustfmt::skip]
pub const SCALE: Uint256 = Uint256::from_be_bytes([
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/// What all rewards over the smallest stake are below: 2^95.
const STAKE_RATIO: u128 = 1 << 95;

/// Whether the numbers of a programme with `total` rewards and stakes of `min_stake` or more fit their words.
pub fn fits(total: Uint128, min_stake: Uint128) -> bool {
    total.full_mul(1u128) < min_stake.full_mul(STAKE_RATIO)
}

/// When what is emitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// All rewards, in base units.
    pub total: Uint128,
    /// When it starts, in seconds.
    pub starts_at: u64,
    /// How many days it lasts, from 1.
    pub days: u32,
}

impl Schedule {
    /// How many seconds it lasts.
    pub fn duration(&self) -> u64 {
        u64::from(self.days).saturating_mul(DAY)
    }

    /// When it ends.
    pub fn ends_at(&self) -> u64 {
        self.boundary(self.days)
    }

    /// When `day` begins and the day before it ends.
    pub fn boundary(&self, day: u32) -> u64 {
        self.starts_at.saturating_add(u64::from(day).saturating_mul(DAY))
    }

    /// Seconds of it that have passed.
    pub fn elapsed(&self, now: u64) -> u64 {
        now.saturating_sub(self.starts_at).min(self.duration())
    }

    /// Whole days of it that have passed.
    pub fn day(&self, now: u64) -> u32 {
        u32::try_from(self.elapsed(now).checked_div(DAY).unwrap_or_default()).unwrap_or(self.days)
    }

    /// The day at whose beginning a period ends that starts `now`, which is not before the start: the first boundary that is `days`
    /// days or more away; nothing if the programme is over before.
    pub fn end_day(&self, now: u64, days: u32) -> Option<u32> {
        let begun = u32::try_from(now.saturating_sub(self.starts_at).div_ceil(DAY)).ok()?;
        begun.checked_add(days).filter(|day| *day <= self.days)
    }

    /// What is emitted in `secs` seconds, rounded down.
    ///
    /// # Errors
    /// Division by zero for a schedule of no days.
    pub fn emitted(&self, secs: u64) -> Result<Uint128, MathError> {
        Ok(Uint128::try_from(self.total.full_mul(secs).checked_div(self.duration().into())?)?)
    }

    /// What is emitted in `secs` seconds, rounded up.
    ///
    /// # Errors
    /// Division by zero for a schedule of no days.
    pub fn emitted_ceil(&self, secs: u64) -> Result<Uint128, MathError> {
        let duration = Uint256::from(self.duration());
        let up = duration.checked_sub(Uint256::one())?;
        Ok(Uint128::try_from(self.total.full_mul(secs).checked_add(up)?.checked_div(duration)?)?)
    }

    /// What is emitted up to the beginning of `day`, rounded down.
    ///
    /// # Errors
    /// Division by zero for a schedule of no days.
    pub fn emitted_until(&self, day: u32) -> Result<Uint128, MathError> {
        self.emitted(u64::from(day).saturating_mul(DAY))
    }

    /// What `weight` of `total_weight` earns in `secs` seconds, rounded down; nothing if nothing weighs.
    ///
    /// # Errors
    /// Overflow if `weight` is more than the total.
    pub fn reward(&self, secs: u64, weight: Uint256, total_weight: Uint256) -> Result<Uint128, MathError> {
        if total_weight.is_zero() {
            return Ok(Uint128::zero());
        }
        let earned = Uint512::from(self.total.full_mul(secs)).checked_mul(weight.into())?;
        let per = Uint512::from(total_weight).checked_mul(self.duration().into())?;
        Ok(Uint128::try_from(Uint256::try_from(earned.checked_div(per)?)?)?)
    }

    /// What a unit of `amount`, which is above zero and weighs `weight` of `total_weight`, earns in a year, rounded down.
    ///
    /// # Errors
    /// Overflow if a rate leaves 256 bits.
    pub fn yearly_rate(
        &self,
        amount: Uint128,
        weight: Uint256,
        total_weight: Uint256,
    ) -> Result<Decimal256, MathError> {
        let secs = YEAR_DAYS.saturating_mul(DAY);
        let earned = Uint512::from(self.total.full_mul(secs)).checked_mul(weight.into())?;
        let per = Uint512::from(total_weight).checked_mul(self.duration().into())?;
        let per = per.checked_mul(amount.into())?;
        let rate = earned.checked_mul(ONE.into())?.checked_div(per)?;
        Ok(Decimal256::new(Uint256::try_from(rate)?))
    }
}

/// Positions that earn: everybody's, or those that end with a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OpenStake {
    /// What they weigh.
    pub weight: Uint256,
    /// Their principals.
    pub amount: Uint128,
    /// How many they are.
    pub positions: u64,
}

impl OpenStake {
    /// With `other` as well.
    ///
    /// # Errors
    /// Overflow if all principals together leave 128 bits.
    pub fn with(self, other: Self) -> Result<Self, MathError> {
        Ok(Self {
            weight: self.weight.checked_add(other.weight)?,
            amount: self.amount.checked_add(other.amount)?,
            positions: self.positions.saturating_add(other.positions),
        })
    }

    /// Without `other`, which was part of it.
    ///
    /// # Errors
    /// Overflow if it was not.
    pub fn without(self, other: Self) -> Result<Self, MathError> {
        Ok(Self {
            weight: self.weight.checked_sub(other.weight)?,
            amount: self.amount.checked_sub(other.amount)?,
            positions: self.positions.saturating_sub(other.positions),
        })
    }

    /// With another weight of a user's part, whose positions have `month_stake` together.
    ///
    /// # Errors
    /// Overflow if the part did not weigh what `from` says.
    pub fn reweighed(self, month_stake: Uint256, from: Uint128, to: Uint128) -> Result<Self, MathError> {
        let lost = month_stake.checked_mul(from.into())?;
        let gained = month_stake.checked_mul(to.into())?;
        Ok(Self { weight: self.weight.checked_sub(lost)?.checked_add(gained)?, ..self })
    }
}

/// The accumulators of a vault.
#[derive(Clone, Debug, PartialEq)]
pub struct Emission {
    /// All open positions, as of `last`.
    pub open: OpenStake,
    /// The reward of a unit of weight so far, times 2^160.
    pub index: Uint256,
    /// What of the last division by the weight is still to be shared, in units of 1/(2^160·duration).
    pub remainder: Uint256,
    /// Seconds of the schedule that are counted.
    pub elapsed: u64,
    /// Those of them in which nobody had a stake.
    pub idle: u64,
}

/// A boundary between days that was passed, and at which positions ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassedDay {
    /// The day that began.
    pub day: u32,
    /// The index there.
    pub index: Uint256,
}

impl Emission {
    /// Nothing, before the start.
    pub const fn new() -> Self {
        Self {
            open: OpenStake { weight: Uint256::zero(), amount: Uint128::zero(), positions: 0 },
            index: Uint256::zero(),
            remainder: Uint256::zero(),
            elapsed: 0,
            idle: 0,
        }
    }

    /// Counts the emission up to `now`, day by day where positions end: `leaving` are those of all days up to now that were not
    /// passed, ascending.
    ///
    /// # Errors
    /// Those of `leaving`; overflow if more leaves than is there.
    pub fn touch<E: From<MathError>>(
        mut self,
        schedule: &Schedule,
        now: u64,
        leaving: impl Iterator<Item = Result<(u32, OpenStake), E>>,
    ) -> Result<(TouchedEmission, Vec<PassedDay>), E> {
        let mut passed = vec![];
        for row in leaving {
            let (day, stake) = row?;
            self.share_until(schedule, u64::from(day).saturating_mul(DAY))?;
            self.open = self.open.without(stake)?;
            passed.push(PassedDay { day, index: self.index });
        }
        self.share_until(schedule, schedule.elapsed(now))?;
        Ok((TouchedEmission(self), passed))
    }

    /// Shares what is emitted up to `elapsed` seconds from the start; while nobody has a stake it is put aside.
    fn share_until(&mut self, schedule: &Schedule, elapsed: u64) -> Result<(), MathError> {
        let secs = elapsed.saturating_sub(self.elapsed);
        self.elapsed = self.elapsed.max(elapsed);
        if self.open.weight.is_zero() {
            self.idle = self.idle.saturating_add(secs);
            return Ok(());
        }
        let emitted = Uint512::from(schedule.total.full_mul(secs)).checked_mul(SCALE.into())?;
        let shared = emitted.checked_add(self.remainder.into())?;
        let weight = Uint512::from(self.open.weight).checked_mul(schedule.duration().into())?;
        let (raised, remainder) = divided(shared, weight)?;
        self.index = self.index.checked_add(raised)?;
        self.remainder = remainder;
        Ok(())
    }

    /// Seconds in which somebody had a stake.
    pub const fn shared_secs(&self) -> u64 {
        self.elapsed.saturating_sub(self.idle)
    }
}

impl Default for Emission {
    fn default() -> Self {
        Self::new()
    }
}

/// An emission as of now.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedEmission(Emission);

impl Deref for TouchedEmission {
    type Target = Emission;

    fn deref(&self) -> &Emission {
        &self.0
    }
}

impl TouchedEmission {
    /// Counts a user's growth up to now.
    ///
    /// # Errors
    /// None that can happen: the index never falls.
    pub fn settle(&self, booster: &mut Booster) -> Result<(), MathError> {
        booster.settle(self.index)
    }

    /// Lets a position of a settled user in, and answers what it adds.
    ///
    /// # Errors
    /// [`MathError::Unsettled`]; overflow if all principals together leave 128 bits.
    pub fn join(
        &mut self,
        booster: &mut Booster,
        principal: Principal,
        weights: &BoostWeights,
    ) -> Result<OpenStake, MathError> {
        self.ensure_settled(booster)?;
        let unit_weight = weights.unit_weight(principal.months, booster.slope)?;
        let stake = OpenStake {
            weight: principal.amount.full_mul(unit_weight),
            amount: principal.amount,
            positions: 1,
        };
        self.0.open = self.0.open.with(stake)?;
        booster.month_stake = booster.month_stake.checked_add(principal.month_stake())?;
        Ok(stake)
    }

    /// Gives a settled user another slope.
    ///
    /// # Errors
    /// [`MathError::Unsettled`].
    pub fn set_slope(&mut self, booster: &mut Booster, slope: Uint128) -> Result<(), MathError> {
        self.ensure_settled(booster)?;
        self.0.open = self.0.open.reweighed(booster.month_stake, booster.slope, slope)?;
        booster.slope = slope;
        Ok(())
    }

    fn ensure_settled(&self, booster: &Booster) -> Result<(), MathError> {
        if booster.mark.index != self.index {
            return Err(MathError::Unsettled);
        }
        Ok(())
    }

    /// What is stored until the next time.
    pub fn into_inner(self) -> Emission {
        self.0
    }
}

/// Where the two indices of a position stand: at its start, at its end or now.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mark {
    /// The vault's index.
    pub index: Uint256,
    /// The user's growth.
    pub growth: Uint256,
}

/// A user's place in the emission.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Booster {
    /// How much a month adds to the weight of a unit of its stake.
    pub slope: Uint128,
    /// Amounts times months of its open positions.
    pub month_stake: Uint256,
    /// Up to which index its growth is counted, and how far it has come.
    pub mark: Mark,
}

impl Booster {
    /// Lets a position end where the index was `index`, and answers its last mark.
    ///
    /// # Errors
    /// Overflow if the user was settled beyond, or the position was none of its.
    pub fn end(&mut self, principal: Principal, index: Uint256) -> Result<Mark, MathError> {
        self.settle(index)?;
        self.month_stake = self.month_stake.checked_sub(principal.month_stake())?;
        Ok(self.mark)
    }

    fn settle(&mut self, index: Uint256) -> Result<(), MathError> {
        if !self.month_stake.is_zero() {
            let raised = index.checked_sub(self.mark.index)?;
            let grown = raised.checked_mul(self.slope.into())?;
            self.mark.growth = self.mark.growth.checked_add(grown)?;
        }
        self.mark.index = index;
        Ok(())
    }
}

/// What a position was staked with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Principal {
    /// How much, in base units.
    pub amount: Uint128,
    /// For how many months.
    pub months: u32,
}

impl Principal {
    /// Amount times months.
    pub fn month_stake(&self) -> Uint256 {
        self.amount.full_mul(self.months)
    }

    /// What it earned between two marks with `w1` times 10^18, rounded down.
    ///
    /// # Errors
    /// Overflow if `to` lies before `from`.
    pub fn reward(&self, w1: Uint128, from: Mark, to: Mark) -> Result<Uint128, MathError> {
        let of_stake = self.amount.full_mul(w1).checked_mul(Uint256::from_u128(2))?;
        let of_stake = of_stake.full_mul(to.index.checked_sub(from.index)?);
        let of_boost = self.month_stake().full_mul(to.growth.checked_sub(from.growth)?);
        let reward = of_stake.checked_add(of_boost)?.checked_div(SCALE.into())?;
        Ok(Uint128::try_from(Uint256::try_from(reward)?)?)
    }
}

fn divided(number: Uint512, by: Uint512) -> Result<(Uint256, Uint256), MathError> {
    let quotient = number.checked_div(by)?;
    let remainder = number.checked_sub(quotient.checked_mul(by)?)?;
    Ok((Uint256::try_from(quotient)?, Uint256::try_from(remainder)?))
}
