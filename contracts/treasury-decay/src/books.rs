//! The books as of now: the ledger with all that time has done to it, and the settlement of users against it.

use std::ops::Deref;

use cosmwasm_std::{Addr, Env, StdResult, Storage, Uint128};
use tributary_math::release::ReleaseClock;
use tributary_math::revenue::{whole, Checkpoint, Efficiency, Settled, Staker, TouchedLedger};
use tributary_types::treasury_decay::CHANGE_LIMIT;

use crate::identity;
use crate::state::{Config, CHECKPOINTS, CONFIG, LEDGER, USERS};
use crate::ContractError;

/// The parameters and the ledger, brought up to now. Whoever changes something opens them first and saves them last; whoever
/// asks opens them and lets them go.
pub struct Books {
    /// The parameters.
    pub config: Config,
    now: u64,
    ledger: TouchedLedger,
    unsaved: Unsaved,
}

/// Checkpoints that time has closed and storage does not have yet.
struct Unsaved {
    first: u32,
    checkpoints: Vec<Checkpoint>,
}

impl Unsaved {
    /// A closed checkpoint, from here or from storage.
    fn or_saved(&self, storage: &dyn Storage, number: u32) -> Result<Checkpoint, ContractError> {
        let place = number.checked_sub(self.first).and_then(|place| usize::try_from(place).ok());
        match place.and_then(|place| self.checkpoints.get(place)) {
            Some(checkpoint) => Ok(checkpoint.clone()),
            None => Ok(CHECKPOINTS.load(storage, number)?),
        }
    }
}

impl Deref for Books {
    type Target = TouchedLedger;

    fn deref(&self) -> &TouchedLedger {
        &self.ledger
    }
}

/// A user with its place in the ledger.
pub struct User {
    /// Who.
    pub address: Addr,
    /// How effective its stake is.
    pub efficiency: Efficiency,
    /// Its stake and what it earned.
    pub staker: Staker,
}

impl User {
    /// How much of its stake is effective at `threshold`.
    pub fn effective_stake(&self, threshold: Uint128) -> Uint128 {
        self.efficiency.of(self.staker.stake, threshold)
    }
}

impl Books {
    /// The books as of `env`.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn open(storage: &dyn Storage, env: &Env) -> Result<Self, ContractError> {
        let config = CONFIG.load(storage)?;
        let now = env.block.time.seconds();
        let ledger = LEDGER.load(storage)?;
        let first = ledger.checkpoints;
        let (ledger, checkpoints) = ledger.touch(now, config.epoch_rules())?;
        Ok(Self { config, now, ledger, unsaved: Unsaved { first, checkpoints } })
    }

    /// Stores the ledger and the checkpoints that time has closed.
    ///
    /// # Errors
    /// None; see [`tributary_controls::packed::PackedItem::save`].
    pub fn save(self, storage: &mut dyn Storage) -> StdResult<()> {
        let Unsaved { first, checkpoints } = self.unsaved;
        for (number, checkpoint) in (first..).zip(&checkpoints) {
            CHECKPOINTS.save(storage, number, checkpoint)?;
        }
        LEDGER.save(storage, &self.ledger.into_inner())
    }

    /// The threshold of a closed checkpoint, or the one in force.
    ///
    /// # Errors
    /// If there is none with this number.
    pub fn threshold_at(&self, storage: &dyn Storage, number: u32) -> Result<Uint128, ContractError> {
        if number == self.ledger.checkpoints {
            return Ok(self.ledger.threshold);
        }
        Ok(self.unsaved.or_saved(storage, number)?.threshold)
    }

    /// The user at `address`; one without a stake comes now.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn user(&self, storage: &dyn Storage, address: Addr) -> StdResult<User> {
        let staker = USERS.may_load(storage, &address)?.unwrap_or_else(|| self.ledger.newcomer());
        Ok(self.user_of(storage, address, staker))
    }

    /// The user at `address`, whose place in the ledger is known.
    pub fn user_of(&self, storage: &dyn Storage, address: Addr, staker: Staker) -> User {
        let identified = identity::is_identified(storage, &self.config.identity, &address);
        User { address, efficiency: Efficiency { base: self.config.decay_base, identified }, staker }
    }

    /// Settles `user` over at most `limit` checkpoints.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn settle(
        &mut self,
        storage: &dyn Storage,
        user: &mut User,
        limit: u32,
    ) -> Result<Settled, ContractError> {
        let stake = user.staker.stake;
        self.settle_as(storage, user, stake, limit)
    }

    /// Settles `user` up to now as if it had had only `stake` since the last time, before its stake or identity changes.
    ///
    /// # Errors
    /// [`ContractError::TooManyCheckpoints`].
    pub fn settle_fully(
        &mut self,
        storage: &dyn Storage,
        user: &mut User,
        stake: Uint128,
    ) -> Result<Settled, ContractError> {
        let settled = self.settle_as(storage, user, stake, CHANGE_LIMIT)?;
        if settled.remaining > 0 {
            let behind = settled.passed.saturating_add(settled.remaining);
            return Err(ContractError::TooManyCheckpoints {
                user: user.address.clone(),
                behind,
                max: CHANGE_LIMIT,
            });
        }
        Ok(settled)
    }

    fn settle_as(
        &mut self,
        storage: &dyn Storage,
        user: &mut User,
        stake: Uint128,
        limit: u32,
    ) -> Result<Settled, ContractError> {
        let checkpoint = |number| self.unsaved.or_saved(storage, number);
        self.ledger.settle(&mut user.staker, stake, user.efficiency, limit, checkpoint)
    }

    /// Gives a settled user a stake over all pools, counted from the minimum on if the user is identified.
    ///
    /// # Errors
    /// Overflow if the total stake leaves 128 bits.
    pub fn set_stake(&mut self, user: &mut User, stake: Uint128) -> Result<(), ContractError> {
        let countable = user.efficiency.identified && stake >= self.config.min_stake;
        Ok(self.ledger.set_stake(&mut user.staker, stake, countable)?)
    }

    /// Takes `amount` for the stakes, released over time.
    ///
    /// # Errors
    /// Overflow if what is kept leaves 256 bits.
    pub fn distribute(&mut self, amount: Uint128) -> Result<(), ContractError> {
        let clock = ReleaseClock { now: self.now, period: self.config.release_secs };
        Ok(self.ledger.distribute(amount, clock)?)
    }

    /// Gives `amount` to the treasury.
    ///
    /// # Errors
    /// Overflow if what is kept leaves 256 bits.
    pub fn enrich(&mut self, amount: Uint128) -> Result<(), ContractError> {
        Ok(self.ledger.enrich(amount)?)
    }

    /// Takes `amount` out of the treasury.
    ///
    /// # Errors
    /// [`ContractError::TreasuryShort`].
    pub fn spend(&mut self, amount: Uint128) -> Result<(), ContractError> {
        let balance = self.treasury_balance()?;
        if amount > balance {
            return Err(ContractError::TreasuryShort { required: amount, balance });
        }
        Ok(self.ledger.spend(amount)?)
    }

    /// What the owner can spend, rounded down.
    ///
    /// # Errors
    /// None that can happen.
    pub fn treasury_balance(&self) -> Result<Uint128, ContractError> {
        Ok(whole(self.ledger.treasury)?)
    }
}

/// Stores a user's place in the ledger; one without a stake is forgotten.
///
/// # Errors
/// None; see [`tributary_controls::packed::PackedMap::save`].
pub fn save_user(storage: &mut dyn Storage, user: &User) -> StdResult<()> {
    if user.staker.stake.is_zero() {
        USERS.remove(storage, &user.address);
        return Ok(());
    }
    USERS.save(storage, &user.address, &user.staker)
}
