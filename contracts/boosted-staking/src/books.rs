//! The vault as of now: the programme, the emission with all that time has done to it, and what ends when.

use std::ops::Deref;

use cosmwasm_std::{Addr, Env, Order, StdResult, Storage, Timestamp, Uint128, Uint256};
use cw_storage_plus::Bound;
use tributary_math::boost::displayed;
use tributary_math::emission::{Booster, Emission, OpenStake, PassedDay, Principal, TouchedEmission};

use crate::state::{Config, Earning, CONFIG, EMISSION, LEAVING, OPEN, PASSED};
use crate::ContractError;

/// The programme and its emission, brought up to now. Whoever changes something opens them first and saves them last; whoever
/// asks opens them and lets them go.
pub struct Books {
    /// The programme.
    pub config: Config,
    /// The present second.
    pub now: u64,
    /// Whole days since the start.
    pub today: u32,
    emission: TouchedEmission,
    passed: Vec<PassedDay>,
    leaving: Vec<(u32, OpenStake)>,
}

impl Deref for Books {
    type Target = Emission;

    fn deref(&self) -> &Emission {
        &self.emission
    }
}

impl Books {
    /// The books as of `env`. Days are passed at whose beginning something ends, at most 366 however long nobody came: no
    /// position ends later.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn open(storage: &dyn Storage, env: &Env) -> Result<Self, ContractError> {
        Self::with(storage, env, CONFIG.load(storage)?)
    }

    /// The same for whoever has read the programme.
    ///
    /// # Errors
    /// See [`Self::open`].
    pub fn with(storage: &dyn Storage, env: &Env, config: Config) -> Result<Self, ContractError> {
        let now = env.block.time.seconds();
        let today = config.schedule.day(now);
        let until_today = Some(Bound::inclusive(today));
        let leaving = LEAVING.range(storage, None, until_today, Order::Ascending);
        let leaving = leaving.map(|row| row.map_err(ContractError::from));
        let (emission, passed) = EMISSION.load(storage)?.touch(&config.schedule, now, leaving)?;
        Ok(Self { config, now, today, emission, passed, leaving: vec![] })
    }

    /// Stores the emission, the days that were passed, and what ends on days to come: all or nothing, for the total weight must stay
    /// the sum of what leaves.
    ///
    /// # Errors
    /// None; see [`tributary_controls::packed::PackedItem::save`].
    pub fn save(self, storage: &mut dyn Storage) -> StdResult<()> {
        for PassedDay { day, index } in &self.passed {
            PASSED.save(storage, *day, index)?;
            LEAVING.remove(storage, *day);
        }
        for (day, stake) in &self.leaving {
            LEAVING.save(storage, *day, stake)?;
        }
        EMISSION.save(storage, &self.emission.into_inner())
    }

    /// The index at the beginning of a day at which something ended.
    ///
    /// # Errors
    /// If nothing did.
    pub fn index_at(&self, storage: &dyn Storage, day: u32) -> StdResult<Uint256> {
        match self.passed.iter().find(|passed| passed.day == day) {
            Some(passed) => Ok(passed.index),
            None => PASSED.load(storage, day),
        }
    }

    /// Counts a user's growth up to now.
    ///
    /// # Errors
    /// None that can happen: the index never falls.
    pub fn settle(&self, booster: &mut Booster) -> Result<(), ContractError> {
        Ok(self.emission.settle(booster)?)
    }

    /// Lets a position of a settled user in, and answers what it weighs.
    ///
    /// # Errors
    /// Overflow if all principals together leave 128 bits.
    pub fn join(
        &mut self,
        storage: &dyn Storage,
        booster: &mut Booster,
        principal: Principal,
        end_day: u32,
    ) -> Result<Uint256, ContractError> {
        let stake = self.emission.join(booster, principal, &self.config.weights)?;
        let leaving = self.leaving_on(storage, end_day)?.with(stake)?;
        self.set_leaving(end_day, leaving);
        Ok(stake.weight)
    }

    /// Gives a settled `user` another slope, on every day at which one of its open positions ends.
    ///
    /// # Errors
    /// None that can happen.
    pub fn set_slope(
        &mut self,
        storage: &dyn Storage,
        user: &Addr,
        booster: &mut Booster,
        slope: Uint128,
    ) -> Result<(), ContractError> {
        if slope == booster.slope {
            return Ok(());
        }
        for row in self.open_positions(storage, user) {
            let ((day, _), Earning { principal, .. }) = row?;
            let leaving = self.leaving_on(storage, day)?;
            let leaving = leaving.reweighed(principal.month_stake(), booster.slope, slope)?;
            self.set_leaving(day, leaving);
        }
        Ok(self.emission.set_slope(booster, slope)?)
    }

    /// What ends at the beginning of a day to come.
    fn leaving_on(&self, storage: &dyn Storage, day: u32) -> StdResult<OpenStake> {
        match self.leaving.iter().find(|(known, _)| *known == day) {
            Some((_, leaving)) => Ok(*leaving),
            None => Ok(LEAVING.may_load(storage, day)?.unwrap_or_default()),
        }
    }

    fn set_leaving(&mut self, day: u32, leaving: OpenStake) {
        self.leaving.retain(|(known, _)| *known != day);
        self.leaving.push((day, leaving));
    }

    /// A user's positions that are open now, in the order of their ends.
    pub fn open_positions<'s>(
        &self,
        storage: &'s dyn Storage,
        user: &Addr,
    ) -> impl Iterator<Item = StdResult<((u32, u64), Earning)>> + 's {
        let tomorrow = Some(Bound::inclusive((self.today.saturating_add(1), 0)));
        OPEN.prefix(user).range(storage, tomorrow, None, Order::Ascending)
    }

    /// What all open positions weigh, as people read it.
    ///
    /// # Errors
    /// None that can happen.
    pub fn total_weight(&self) -> Result<Uint256, ContractError> {
        Ok(displayed(self.open.weight)?)
    }

    /// When the programme ends.
    pub fn ends_at(&self) -> Timestamp {
        self.config.boundary(self.config.schedule.days)
    }

    /// Whether the programme is over.
    pub fn is_over(&self) -> bool {
        self.now >= self.config.schedule.ends_at()
    }
}
