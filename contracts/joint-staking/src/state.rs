//! What the escrow remembers, packed and under keys of a letter: every byte is paid for. [`crate::agreement`], [`crate::listing`] and
//! [`crate::principal`] have their own.

use cosmwasm_std::{Addr, OverflowError, OverflowOperation, Storage, Uint128, Uint256};
use tributary_controls::packed;
use tributary_controls::packed::{PackedItem, PackedMap};
use tributary_math::joint::accrual::Accrual;
use tributary_math::joint::calendar::Calendar;
use tributary_math::joint::terms::{Kappa, KappaStep, PenaltyTerms, TimeMultiplier};
use tributary_math::{Bps, MathError};
use tributary_types::asset::Asset;
use tributary_types::joint_staking::OfferStatus;
use tributary_types::pool_registry::PoolRegistryContract;
use tributary_types::treasury_decay::TreasuryContract;

use crate::ContractError;

/// The parameters.
pub const CONFIG: PackedItem<Config> = PackedItem::new("c");

/// The days and their caps.
pub const CALENDAR: PackedItem<Calendar> = PackedItem::new("y");

/// What all agreements earned up to the last cut; [`crate::books::Books`] brings it up to now.
pub const ACCRUAL: PackedItem<Accrual> = PackedItem::new("x");

/// What ever came and went.
pub const TOTALS: PackedItem<Totals> = PackedItem::new("t");

/// The agreements that end in a second that was not passed yet.
pub const ENDS: PackedMap<u64, End> = PackedMap::new("e");

/// The index at a second that was passed, if agreements ended there.
pub const PASSED: PackedMap<u64, Uint256> = PackedMap::new("p");

/// Classes of devices by name.
pub const CLASSES: PackedMap<&str, Class> = PackedMap::new("k");

/// Devices by id.
pub const DEVICES: PackedMap<&str, Device> = PackedMap::new("d");

/// They by owner.
pub const DEVICES_BY_OWNER: PackedMap<(&Addr, String), ()> = PackedMap::new("f");

/// All offers ever, by id; [`crate::listing`] has the open ones by what people look for.
pub const OFFERS: PackedMap<u64, Offer> = PackedMap::new("o");

/// The parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Who keeps classes and devices.
    pub registrar: Addr,
    /// What is staked, for ever.
    pub stake_asset: Asset<Addr>,
    /// What is earned, for ever.
    pub reward_asset: Asset<Addr>,
    /// Who gets the penalties.
    pub treasury: Option<TreasuryContract>,
    /// Where principals may work, for ever.
    pub pool_registry: Option<PoolRegistryContract>,
    /// What each lock multiplies by, in the order of the locks.
    pub time_multipliers: Vec<TimeMultiplier>,
    /// What it costs to leave early.
    pub penalty: PenaltyTerms,
    /// Whether both parties together may leave without that.
    pub mutual_exit_free: bool,
}

packed!(Config {
    registrar,
    stake_asset,
    reward_asset,
    treasury,
    pool_registry,
    time_multipliers,
    penalty,
    mutual_exit_free,
});

impl Config {
    /// Whether stake and reward are the same.
    pub fn has_one_asset(&self) -> bool {
        self.stake_asset == self.reward_asset
    }

    /// What a lock multiplies by, in basis points.
    ///
    /// # Errors
    /// **lock**.
    pub fn tau_bps(&self, lock_days: u32) -> Result<u32, ContractError> {
        let row = self.time_multipliers.iter().find(|row| row.lock_days == lock_days);
        row.map(|row| row.tau_bps).ok_or(ContractError::Lock { given: lock_days })
    }
}

/// What ever came and went, in base units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// The id of the newest offer.
    pub last_offer_id: u64,
    /// Principals of agreements that are not closed.
    pub principal: Uint128,
    /// Rewards that were paid.
    pub claimed: Uint128,
    /// Penalties that were paid.
    pub penalties: Uint128,
    /// Those of them that wait to be sent to the treasury.
    pub revenue_due: Uint128,
}

packed!(Totals { last_offer_id, principal, claimed, penalties, revenue_due });

/// Agreements that end in the same second.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct End {
    /// What those of them earn a day that are not suspended.
    pub weight: Uint128,
    /// How many they are, suspended ones included; where the last one left early, nothing ends.
    pub agreements: u32,
}

packed!(End { weight, agreements });

/// A class of devices.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// What a device earns a day, in base units of the reward asset.
    pub base_value: Uint128,
    /// How much stake a device can use.
    pub capacity: Uint128,
    /// How much stake a device needs.
    pub activation_stake: Uint128,
    /// What more stake than the capacity multiplies by.
    pub kappa_steps: Vec<KappaStep>,
    /// Where principals work meanwhile.
    pub pool: Option<Addr>,
    /// Whether new offers and agreements are possible.
    pub enabled: bool,
}

packed!(Class { base_value, capacity, activation_stake, kappa_steps, pool, enabled });

impl Class {
    /// The class of this name.
    ///
    /// # Errors
    /// **not found**.
    pub fn load(storage: &dyn Storage, name: &str) -> Result<Self, ContractError> {
        let class = CLASSES.may_load(storage, name)?;
        class.ok_or_else(|| ContractError::ClassNotFound { class: name.to_owned() })
    }

    /// How full a device is with this much stake.
    ///
    /// # Errors
    /// None that can happen: the capacity is not zero.
    pub fn kappa(&self, stake: Uint128) -> Result<Kappa, MathError> {
        Kappa::of(stake, self.capacity, &self.kappa_steps)
    }

    /// Lets terms pass under which its devices can be offered.
    ///
    /// # Errors
    /// **enabled**, **activation**.
    pub fn ensure_active(&self, name: &str, required_stake: Uint128) -> Result<(), ContractError> {
        if !self.enabled {
            return Err(ContractError::ClassNotEnabled { class: name.to_owned() });
        }
        // Whoever accepts must attach something.
        let needed = self.activation_stake.max(Uint128::one());
        if required_stake < needed {
            return Err(ContractError::Activation { needed, given: required_stake });
        }
        Ok(())
    }
}

/// A device.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// Whose it is.
    pub owner: Addr,
    /// What it is.
    pub class: String,
    /// Whether it is down.
    pub suspended: bool,
    /// Its open offer.
    pub offer_id: Option<u64>,
    /// Its agreement that is not closed.
    pub agreement_id: Option<u64>,
}

packed!(Device { owner, class, suspended, offer_id, agreement_id });

impl Device {
    /// The device of this id.
    ///
    /// # Errors
    /// **not found**.
    pub fn load(storage: &dyn Storage, id: &str) -> Result<Self, ContractError> {
        let device = DEVICES.may_load(storage, id)?;
        device.ok_or_else(|| ContractError::DeviceNotFound { device: id.to_owned() })
    }

    /// Lets the owner pass.
    ///
    /// # Errors
    /// **unauthorized**.
    pub fn ensure_owner(&self, sender: &Addr) -> Result<(), ContractError> {
        if self.owner != *sender {
            return Err(ContractError::NotDeviceOwner { owner: self.owner.clone() });
        }
        Ok(())
    }

    /// Lets a device pass that is up.
    ///
    /// # Errors
    /// **suspended**.
    pub fn ensure_up(&self, id: &str) -> Result<(), ContractError> {
        if self.suspended {
            return Err(ContractError::DeviceSuspended { device: id.to_owned() });
        }
        Ok(())
    }

    /// Lets a device pass that is neither offered nor bound.
    ///
    /// # Errors
    /// **offer**, **agreement**.
    pub const fn ensure_free(&self) -> Result<(), ContractError> {
        match (self.offer_id, self.agreement_id) {
            (Some(offer_id), _) => Err(ContractError::OfferOpen { offer_id }),
            (None, Some(agreement_id)) => Err(ContractError::AgreementOpen { agreement_id }),
            (None, None) => Ok(()),
        }
    }
}

/// What an owner asks for and gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfferTerms {
    /// The owner's share of the rewards.
    pub owner_share: Bps,
    /// How much is to be staked.
    pub required_stake: Uint128,
    /// For how many days.
    pub lock_days: u32,
}

packed!(OfferTerms { owner_share, required_stake, lock_days });

/// An offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Of which device.
    pub device: String,
    /// What that was when it was offered.
    pub class: String,
    /// Who offers it.
    pub owner: Addr,
    /// What is asked for and given.
    pub terms: OfferTerms,
    /// What became of it.
    pub status: OfferStatus,
    /// How often it was edited.
    pub revision: u64,
}

packed!(Offer { device, class, owner, terms, status, revision });

impl Offer {
    /// The offer of this id.
    ///
    /// # Errors
    /// **not found**.
    pub fn load(storage: &dyn Storage, offer_id: u64) -> Result<Self, ContractError> {
        OFFERS.may_load(storage, offer_id)?.ok_or(ContractError::OfferNotFound { offer_id })
    }

    /// Lets an open offer pass.
    ///
    /// # Errors
    /// **taken**, **cancelled**.
    pub const fn ensure_open(&self, offer_id: u64) -> Result<(), ContractError> {
        match self.status {
            OfferStatus::Open => Ok(()),
            OfferStatus::Taken => Err(ContractError::Taken { offer_id }),
            OfferStatus::Cancelled => Err(ContractError::Cancelled { offer_id }),
        }
    }

    /// Lets `amount` pass if it is what is asked for.
    ///
    /// # Errors
    /// **stake**.
    pub fn ensure_stake(&self, amount: Uint128) -> Result<(), ContractError> {
        let required = self.terms.required_stake;
        if amount != required {
            return Err(ContractError::StakeDiffers { required, given: amount });
        }
        Ok(())
    }

    /// What an agreement on it would earn a day at present, in base units.
    ///
    /// # Errors
    /// None that can happen: the terms were checked.
    pub fn base_reward(&self, config: &Config, class: &Class) -> Result<Uint128, ContractError> {
        let tau_bps = config.tau_bps(self.terms.lock_days)?;
        Ok(class.kappa(self.terms.required_stake)?.base_reward_floor(class.base_value, tau_bps)?)
    }
}

/// The number behind `last`: none is ever given twice.
///
/// # Errors
/// Overflow, when numbers are used up.
pub fn next_id(last: u64) -> Result<u64, ContractError> {
    let exhausted = || OverflowError::new(OverflowOperation::Add);
    Ok(last.checked_add(1).ok_or_else(exhausted)?)
}
