//! A boosted vault without a chain: the arithmetic of `tributary_math` in the order in which the contract uses it.

use std::collections::BTreeMap;
use std::mem::take;

use anyhow::{ensure, Context, Result};
use cosmwasm_std::{Uint128, Uint256};
use tributary_math::emission::{Booster, Emission, Mark, OpenStake, Principal, TouchedEmission};
use tributary_math::vesting::{vested, Vesting};
use tributary_math::MathError;
use tributary_types::boosted_staking::MAX_POSITIONS;

use super::rules::{Boost, Rules};

/// A vault.
#[derive(Clone, Debug)]
pub struct Vault {
    /// What it was set up with.
    pub rules: Rules,
    /// Its accumulators.
    pub emission: Emission,
    /// What leaves at the beginning of a day.
    leaving: BTreeMap<u32, OpenStake>,
    /// The index at the beginning of a day at which something left.
    passed: BTreeMap<u32, Uint256>,
}

/// A stake.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    /// How much, for how long.
    pub principal: Principal,
    /// What its user had when it was staked.
    pub boost: Boost,
    /// When it was staked.
    pub started_at: u64,
    /// The day at whose beginning it ends.
    pub end_day: u32,
    start: Mark,
}

/// The reward of a position that ended.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    /// The position.
    pub position: Position,
    /// What it earned.
    pub reward: Uint128,
    /// What of it was claimed.
    pub claimed: Uint128,
    /// V when it began to vest.
    pub begun: Uint128,
}

impl Batch {
    /// What of it has vested when V is `progress`.
    ///
    /// # Errors
    /// None: V never falls.
    pub fn vested(&self, progress: Uint128, full: Uint128) -> Result<Uint128, MathError> {
        vested(self.reward, progress.checked_sub(self.begun)?, full)
    }
}

/// A user of the vault.
#[derive(Clone, Debug)]
pub struct Account {
    /// What boosts it.
    pub boost: Boost,
    /// How its rewards vest.
    pub vesting: Vesting,
    /// Its positions, the first to end first.
    pub open: Vec<Position>,
    /// Its rewards, the oldest first.
    pub batches: Vec<Batch>,
    booster: Booster,
}

impl Vault {
    /// An empty one.
    pub const fn new(rules: Rules) -> Self {
        Self { rules, emission: Emission::new(), leaving: BTreeMap::new(), passed: BTreeMap::new() }
    }

    /// Somebody who has not staked.
    ///
    /// # Errors
    /// None for weights within their bounds.
    pub fn newcomer(&self, boost: Boost) -> Result<Account> {
        let booster = Booster { slope: self.rules.slope(boost)?, ..Booster::default() };
        Ok(Account { boost, vesting: Vesting::default(), open: vec![], batches: vec![], booster })
    }

    /// Counts the days up to `now`.
    ///
    /// # Errors
    /// None.
    pub fn advance(&mut self, now: u64) -> Result<()> {
        self.emission = self.touch(now)?.into_inner();
        Ok(())
    }

    fn touch(&mut self, now: u64) -> Result<TouchedEmission, MathError> {
        let schedule = self.rules.schedule;
        let later = self.leaving.split_off(&schedule.day(now).saturating_add(1));
        let due = std::mem::replace(&mut self.leaving, later);
        let leaving = due.into_iter().map(Ok::<_, MathError>);
        let (touched, passed) = take(&mut self.emission).touch(&schedule, now, leaving)?;
        self.passed.extend(passed.into_iter().map(|passed| (passed.day, passed.index)));
        Ok(touched)
    }

    /// Lets what ended end, in the order of the ends, and counts the user's growth.
    fn settled(&mut self, account: &mut Account, now: u64) -> Result<TouchedEmission> {
        let touched = self.touch(now)?;
        let today = self.rules.schedule.day(now);
        let ended = account.open.partition_point(|position| position.end_day <= today);
        for position in account.open.drain(..ended) {
            let index = self.passed.get(&position.end_day).context("a day that nobody passed")?;
            let end = account.booster.end(position.principal, *index)?;
            let reward = position.principal.reward(self.rules.weights.w1, position.start, end)?;
            let at = self.rules.schedule.boundary(position.end_day);
            account.vesting.mature(at, position.principal.amount)?;
            let begun = account.vesting.progress;
            account.batches.push(Batch { position, reward, claimed: Uint128::zero(), begun });
        }
        touched.settle(&mut account.booster)?;
        Ok(touched)
    }

    /// Counts a user up to `now`.
    ///
    /// # Errors
    /// None.
    pub fn settle(&mut self, account: &mut Account, now: u64) -> Result<()> {
        self.emission = self.settled(account, now)?.into_inner();
        Ok(())
    }

    /// Stakes, and answers the day at whose beginning the position ends.
    ///
    /// # Errors
    /// If the period is not possible, or the user has too many positions.
    pub fn stake(&mut self, account: &mut Account, now: u64, amount: Uint128, days: u32) -> Result<u32> {
        let period = self.rules.period(now, days).context("this period is not possible now")?;
        let mut touched = self.settled(account, now)?;
        ensure!(account.open.len() < usize::try_from(MAX_POSITIONS)?, "too many positions");
        let principal = Principal { amount, months: period.months };
        let start = account.booster.mark;
        let stake = touched.join(&mut account.booster, principal, &self.rules.weights)?;
        self.emission = touched.into_inner();
        let end_day = period.end_day;
        let leaving = self.leaving.entry(end_day).or_default();
        *leaving = leaving.with(stake)?;
        account.vesting.stake(now, amount)?;
        let place = account.open.partition_point(|position| position.end_day <= end_day);
        let position = Position { principal, boost: account.boost, started_at: now, end_day, start };
        account.open.insert(place, position);
        Ok(end_day)
    }

    /// Gives a user another boost.
    ///
    /// # Errors
    /// None for weights within their bounds.
    pub fn set_boost(&mut self, account: &mut Account, now: u64, boost: Boost) -> Result<()> {
        let mut touched = self.settled(account, now)?;
        let (from, to) = (account.booster.slope, self.rules.slope(boost)?);
        touched.set_slope(&mut account.booster, to)?;
        self.emission = touched.into_inner();
        for position in &account.open {
            let leaving = self.leaving.get_mut(&position.end_day).context("an end that is not booked")?;
            *leaving = leaving.reweighed(position.principal.month_stake(), from, to)?;
        }
        account.boost = boost;
        Ok(())
    }

    /// Pays what has vested.
    ///
    /// # Errors
    /// None.
    pub fn claim(&mut self, account: &mut Account, now: u64) -> Result<Uint128> {
        self.settle(account, now)?;
        let (progress, full) = (account.vesting.progress_at(now)?, self.rules.full_vesting()?);
        let mut paid = Uint128::zero();
        for batch in &mut account.batches {
            let vested = batch.vested(progress, full)?;
            paid = paid.checked_add(vested.checked_sub(batch.claimed)?)?;
            batch.claimed = vested;
        }
        Ok(paid)
    }
}
