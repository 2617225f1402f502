//! What the staker-registry remembers, and the rules between its maps. Open items stand in [`crate::items`], licences in
//! custody in [`crate::custody`].
//!
//! What calls write often is packed and lies under keys of a letter, because every byte is paid for.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    Addr, Empty, OverflowError, OverflowOperation, QuerierWrapper, StdResult, Storage, Uint128,
};
use cw_storage_plus::Map;
use cw_utils::{Duration, Expiration};
use tributary_controls::announcement::Announcement;
use tributary_controls::packed;
use tributary_controls::packed::{PackedItem, PackedMap};
use tributary_controls::{licenses, ControlError};
use tributary_math::holding::Holding;
use tributary_math::liquidation::LiquidationMode;
use tributary_types::license_nft::LicenseTerms;
use tributary_types::pool_registry::PoolRegistryContract;
use tributary_types::staker_registry::ConfigChange;
use tributary_types::treasury_decay::TreasuryContract;

use crate::registrars::{Manager, Registrars};
use crate::ContractError;

/// The parameters in force.
pub const CONFIG: PackedItem<Config> = PackedItem::new("c");

/// The announced parameters.
pub const ANNOUNCEMENT: Announcement<ConfigChange> = Announcement::new();

/// Sums over everything, and the next id.
pub const LEDGER: PackedItem<Ledger> = PackedItem::new("l");

/// What changes with every call, by identity.
pub const STAKES: PackedMap<&Addr, Stake> = PackedMap::new("s");

/// What hardly ever changes, by identity.
pub const PROFILES: PackedMap<&Addr, Profile> = PackedMap::new("k");

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
    pub registrars: Registrars,
    /// Whose licences count as stake, once it is named.
    pub licenses: Option<LicenseTerms>,
    /// Whose the surplus of a burned licence is, as that contract said.
    pub liquidation_mode: LiquidationMode,
}

packed!(Config {
    denom,
    min_self_stake,
    unbond_lock,
    transfer_lock,
    signing_cooldown,
    slasher,
    treasury,
    registrars,
    licenses,
    liquidation_mode,
});

impl Config {
    /// Whose licences count as stake.
    ///
    /// # Errors
    /// [`ContractError::NotLicenseContract`] before there is one.
    pub fn licenses(&self) -> Result<&LicenseTerms, ContractError> {
        self.licenses.as_ref().ok_or(ContractError::NotLicenseContract)
    }
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
    /// Bonded licences.
    pub licenses: u32,
    /// In open unbonds.
    pub thawing: Uint128,
    /// In open transfers.
    pub transferring: Uint128,
    /// What liquidations left of unbonding licences.
    pub surplus: Uint128,
    /// Taken and not yet forwarded.
    pub revenue_due: Uint128,
}

packed!(Ledger {
    next_id,
    stakers,
    active_stakers,
    power,
    tokens,
    licenses,
    thawing,
    transferring,
    surplus,
    revenue_due,
});

impl Ledger {
    /// What all stakers would count for if none were off or below the minimum.
    ///
    /// # Errors
    /// Overflow beyond 128 bits.
    pub fn weight(&self, config: &Config) -> Result<Uint128, OverflowError> {
        let all = Holding { tokens: self.tokens, licenses: self.licenses, ..Holding::default() };
        licenses::weight(config.licenses.as_ref(), &all)
    }
}

impl Ledger {
    /// The coins that must lie here.
    ///
    /// # Errors
    /// Overflow of the sum.
    pub fn coins(&self) -> Result<Uint128, OverflowError> {
        let parts = [self.thawing, self.transferring, self.surplus, self.revenue_due];
        parts.into_iter().try_fold(self.tokens, Uint128::checked_add)
    }

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
            .map_err(|_| OverflowError::new(OverflowOperation::Add))?;
        Ok(id)
    }
}

/// What a staker has at stake.
#[cw_serde]
pub struct Stake {
    /// Who manages it, for ever.
    pub manager: Manager,
    /// What is bonded. Locked coins are known of a solo staker alone: the pool-registry keeps those of an operator.
    pub holding: Holding,
    /// Whether its management lets it take part.
    pub flag: bool,
}

packed!(Stake { manager, holding, flag });

/// What of a staker hardly ever changes.
#[cw_serde]
pub struct Profile {
    /// Who signs for it.
    pub signing_address: Addr,
    /// Where block rewards go.
    pub coinbase_address: Addr,
    /// From when on the signing address may change.
    pub next_signing_change: Expiration,
}

packed!(Profile { signing_address, coinbase_address, next_signing_change });

impl Stake {
    /// What it counts for: its coins, and those that its licences stand for.
    ///
    /// # Errors
    /// Overflow beyond 128 bits.
    pub fn weight(&self, config: &Config) -> Result<Uint128, OverflowError> {
        licenses::weight(config.licenses.as_ref(), &self.holding)
    }

    /// Whether it counts.
    ///
    /// # Errors
    /// Those of [`Self::weight`].
    pub fn is_active(&self, config: &Config) -> Result<bool, OverflowError> {
        Ok(!self.power(config)?.is_zero())
    }

    /// What it counts for in consensus.
    ///
    /// # Errors
    /// Those of [`Self::weight`].
    pub fn power(&self, config: &Config) -> Result<Uint128, OverflowError> {
        let weight = self.weight(config)?;
        // The minimum is above zero, so whoever counts has power.
        let counts = self.flag && weight >= config.min_self_stake;
        Ok(if counts { weight } else { Uint128::zero() })
    }
}

/// A staker taken out of storage to be changed. Saving it keeps the ledger and the index of active stakers in step.
pub struct StakerEntry {
    /// Its identity.
    pub identity: Addr,
    /// Who manages it: itself, or the registrar that registered it.
    pub management: Addr,
    /// What it is to have at stake.
    pub stake: Stake,
    stored: Option<Stake>,
}

impl StakerEntry {
    /// A staker that is not stored yet.
    ///
    /// # Errors
    /// If its manager was never a registrar.
    pub fn new(config: &Config, identity: Addr, stake: Stake) -> StdResult<Self> {
        let management = config.registrars.management(stake.manager, &identity)?;
        Ok(Self { identity, management, stake, stored: None })
    }

    /// The staker `identity`.
    ///
    /// # Errors
    /// [`ContractError::UnknownStaker`].
    pub fn load(storage: &dyn Storage, config: &Config, identity: Addr) -> Result<Self, ContractError> {
        match STAKES.may_load(storage, &identity)? {
            Some(stake) => Ok(Self { stored: Some(stake.clone()), ..Self::new(config, identity, stake)? }),
            None => Err(ContractError::UnknownStaker { staker: identity }),
        }
    }

    /// The staker `identity`, for its management.
    ///
    /// # Errors
    /// [`ContractError::UnknownStaker`], [`ContractError::NotManagement`].
    pub fn load_managed(
        storage: &dyn Storage,
        config: &Config,
        identity: Addr,
        sender: &Addr,
    ) -> Result<Self, ContractError> {
        let entry = Self::load(storage, config, identity)?;
        if entry.management != *sender {
            let (staker, management) = (entry.identity, entry.management);
            return Err(ContractError::NotManagement { staker, management });
        }
        Ok(entry)
    }

    /// Whether a contract manages the staker for others.
    pub fn is_managed(&self) -> bool {
        self.stake.manager != Manager::Itself
    }

    /// The pool-registry, if it manages the staker.
    pub fn pool_registry(&self) -> Option<PoolRegistryContract> {
        self.is_managed().then(|| PoolRegistryContract::new(self.management.clone()))
    }

    /// Takes `amount` off the bonded coins.
    ///
    /// # Errors
    /// [`ControlError::ZeroAmount`], [`ContractError::InsufficientStake`], **insufficient** for locked coins.
    pub fn take_tokens(
        &mut self,
        querier: &QuerierWrapper,
        config: &Config,
        amount: Uint128,
    ) -> Result<(), ContractError> {
        if amount.is_zero() {
            return Err(ControlError::ZeroAmount.into());
        }
        let holding = &mut self.stake.holding;
        let available = holding.tokens;
        let left = available
            .checked_sub(amount)
            .map_err(|_| ContractError::InsufficientStake { available, required: amount })?;
        licenses::free_up(querier, config.licenses.as_ref(), holding, amount)?;
        holding.tokens = left;
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
        let Self { identity, stake, stored, .. } = self;
        let (before, power_before) = match &stored {
            Some(stored) => (stored.holding.clone(), stored.power(config)?),
            None => {
                ledger.stakers = ledger.stakers.saturating_add(1);
                (Holding::default(), Uint128::zero())
            }
        };
        let power = stake.power(config)?;
        ledger.tokens = ledger.tokens.checked_sub(before.tokens)?.checked_add(stake.holding.tokens)?;
        // Never above what lives, which 32 bits hold.
        ledger.licenses =
            ledger.licenses.saturating_sub(before.licenses).saturating_add(stake.holding.licenses);
        if stake.weight(config)? > licenses::weight(config.licenses.as_ref(), &before)? {
            // Whoever is off today may count tomorrow because somebody else leaves: there must be room for that already.
            ledger.weight(config)?;
        }
        ledger.power = ledger.power.checked_sub(power_before)?.checked_add(power)?;
        match (!power_before.is_zero(), !power.is_zero()) {
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
        STAKES.save(storage, &identity, &stake)?;
        Ok(())
    }
}
