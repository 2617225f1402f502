//! What the staker-registry remembers, and the rules between its maps. Open items stand in [`crate::items`].

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Empty, Storage, Uint128};
use cw_storage_plus::{Item, Map};
use cw_utils::{Duration, Expiration};
use tributary_controls::announcement::Announcement;
use tributary_types::staker_registry::ConfigChange;
use tributary_types::treasury_decay::TreasuryContract;

use crate::ContractError;

/// The parameters in force.
pub const CONFIG: Item<Config> = Item::new("config");

/// The announced parameters.
pub const ANNOUNCEMENT: Announcement<ConfigChange> = Announcement::new();

/// Sums over everything, and the next id.
pub const LEDGER: Item<Ledger> = Item::new("ledger");

/// Stakers by identity.
pub const STAKERS: Map<&Addr, Staker> = Map::new("stakers");

/// Identities by signing address.
pub const SIGNERS: Map<&Addr, Addr> = Map::new("signers");

/// Identities of the stakers that count.
pub const ACTIVE: Map<&Addr, Empty> = Map::new("active");

/// Evidence that has worked.
pub const EVIDENCE: Map<&str, Empty> = Map::new("evidence");

/// The parameters in force.
#[cw_serde]
pub struct Config {
    /// The staking denom, for ever.
    pub denom: String,
    /// What a staker needs to register and to count, for ever.
    pub min_self_stake: Uint128,
    /// How long an unbond waits.
    pub unbond_lock: Duration,
    /// How long a transfer waits.
    pub transfer_lock: Duration,
    /// How long a signing address must be kept.
    pub signing_cooldown: Duration,
    /// Who may liquidate.
    pub slasher: Option<Addr>,
    /// Who gets the revenue.
    pub treasury: Option<TreasuryContract>,
    /// Who registers stakers for others.
    pub registrars: Vec<Addr>,
}

/// Sums over everything, kept with their parts, in base units.
#[cw_serde]
#[derive(Default)]
pub struct Ledger {
    /// The id of the next item, of either kind.
    pub next_id: u64,
    /// Registered stakers.
    pub stakers: u64,
    /// Those that count.
    pub active_stakers: u64,
    /// The weight of those that count.
    pub power: Uint128,
    /// Bonded coins.
    pub tokens: Uint128,
    /// In open unbonds.
    pub thawing: Uint128,
    /// In open transfers.
    pub transferring: Uint128,
    /// Taken and not yet forwarded.
    pub revenue_due: Uint128,
}

impl Ledger {
    /// The next id, used up.
    ///
    /// # Errors
    /// Overflow after 2^64 items.
    pub fn take_id(&mut self) -> Result<u64, ContractError> {
        let id = self.next_id;
        self.next_id = Uint128::from(id)
            .checked_add(Uint128::one())?
            .u128()
            .try_into()
            .map_err(|_| cosmwasm_std::OverflowError::new(cosmwasm_std::OverflowOperation::Add))?;
        Ok(id)
    }
}

/// One staker.
#[cw_serde]
pub struct Staker {
    /// Who manages it, for ever: itself, or the registrar that registered it.
    pub management: Addr,
    /// Who signs for it.
    pub signing_address: Addr,
    /// Where block rewards go.
    pub coinbase_address: Addr,
    /// Bonded coins.
    pub tokens: Uint128,
    /// Whether its management lets it take part.
    pub flag: bool,
    /// From when on the signing address may change.
    pub next_signing_change: Expiration,
}

impl Staker {
    /// What it counts for: its coins.
    pub const fn weight(&self) -> Uint128 {
        self.tokens
    }

    /// Whether it counts.
    pub fn is_active(&self, config: &Config) -> bool {
        self.flag && self.weight() >= config.min_self_stake
    }

    /// What it counts for in consensus.
    pub fn power(&self, config: &Config) -> Uint128 {
        if self.is_active(config) {
            self.weight()
        } else {
            Uint128::zero()
        }
    }
}

/// A staker taken out of storage to be changed. Saving it keeps the ledger and the index of active stakers in step.
pub struct StakerEntry {
    /// Its identity.
    pub identity: Addr,
    /// What it is to become.
    pub staker: Staker,
    stored: Option<Staker>,
}

impl StakerEntry {
    /// A staker that is not stored yet.
    pub const fn new(identity: Addr, staker: Staker) -> Self {
        Self { identity, staker, stored: None }
    }

    /// The staker `identity`.
    ///
    /// # Errors
    /// [`ContractError::UnknownStaker`].
    pub fn load(storage: &dyn Storage, identity: Addr) -> Result<Self, ContractError> {
        let stored = STAKERS.may_load(storage, &identity)?;
        match stored {
            Some(staker) => Ok(Self { identity, staker: staker.clone(), stored: Some(staker) }),
            None => Err(ContractError::UnknownStaker { staker: identity }),
        }
    }

    /// The staker `identity`, for its management.
    ///
    /// # Errors
    /// [`ContractError::UnknownStaker`], [`ContractError::NotManagement`].
    pub fn load_managed(storage: &dyn Storage, identity: Addr, sender: &Addr) -> Result<Self, ContractError> {
        let entry = Self::load(storage, identity)?;
        if entry.staker.management != *sender {
            return Err(ContractError::NotManagement {
                staker: entry.identity,
                management: entry.staker.management,
            });
        }
        Ok(entry)
    }

    /// Whether a contract manages the staker for others.
    pub fn is_managed(&self) -> bool {
        self.staker.management != self.identity
    }

    /// Takes `amount` off the bonded coins.
    ///
    /// # Errors
    /// [`ContractError::ZeroAmount`], [`ContractError::InsufficientStake`].
    pub fn take_tokens(&mut self, amount: Uint128) -> Result<(), ContractError> {
        if amount.is_zero() {
            return Err(ContractError::ZeroAmount);
        }
        let available = self.staker.tokens;
        self.staker.tokens = available
            .checked_sub(amount)
            .map_err(|_| ContractError::InsufficientStake { available, required: amount })?;
        Ok(())
    }

    /// Stores the staker, and what changed in the ledger and among the active ones.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn save(
        self,
        storage: &mut dyn Storage,
        config: &Config,
        ledger: &mut Ledger,
    ) -> Result<(), ContractError> {
        let Self { identity, staker, stored } = self;
        let (tokens_before, power_before, active_before) = match &stored {
            Some(stored) => (stored.tokens, stored.power(config), stored.is_active(config)),
            None => {
                ledger.stakers = ledger.stakers.saturating_add(1);
                (Uint128::zero(), Uint128::zero(), false)
            }
        };
        ledger.tokens = ledger.tokens.checked_sub(tokens_before)?.checked_add(staker.tokens)?;
        ledger.power = ledger.power.checked_sub(power_before)?.checked_add(staker.power(config))?;
        match (active_before, staker.is_active(config)) {
            (false, true) => {
                ledger.active_stakers = ledger.active_stakers.saturating_add(1);
                ACTIVE.save(storage, &identity, &Empty {})?;
            }
            (true, false) => {
                ledger.active_stakers = ledger.active_stakers.saturating_sub(1);
                ACTIVE.remove(storage, &identity);
            }
            (false, false) | (true, true) => {}
        }
        STAKERS.save(storage, &identity, &staker)?;
        Ok(())
    }
}
