//! Licences in custody: for which staker each stands, for whom it is kept, and the orders in which they are read.
//!
//! [`Custody`] is the only way to take, change and give up a licence, so that orders and counts keep in step.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Order, StdResult, Storage, Uint128, WasmMsg};
use cw_utils::Expiration;
use tributary_controls::packed;
use tributary_controls::packed::PackedMap;
use tributary_types::license_nft::{LicenseTerms, NodeRole};
use tributary_types::pool_registry::PoolRegistryContract;
use tributary_types::staker_registry::BondState;

use crate::ContractError;

/// Licences of one bonder with one staker in custody, at most.
pub const MAX_LICENSES: u32 = 100;

/// Licences in custody by id.
pub const LICENSES: PackedMap<&str, License> = PackedMap::new("n");

/// Licences in custody by staker, then id.
pub const LICENSES_AT: PackedMap<(&Addr, &str), ()> = PackedMap::new("na");

/// Licences in custody by staker, bonder, then id, with their states: what answers for a fault is read without the rest.
pub const LICENSES_OF: PackedMap<(&Addr, &Addr, &str), BondState> = PackedMap::new("no");

/// How many are in custody, by staker and bonder.
pub const COUNTS: PackedMap<(&Addr, &Addr), Counts> = PackedMap::new("nc");

/// A licence in custody.
#[cw_serde]
pub struct License {
    /// For which staker it stands.
    pub staker: Addr,
    /// Who bonded it and gets it back.
    pub bonder: Addr,
    /// What it authorises the node to be.
    pub role: NodeRole,
    /// Since it was asked back: from when on it can be released.
    pub release: Option<Expiration>,
    /// Once it is burned: what was left of it.
    pub surplus: Option<Uint128>,
}

packed!(License { staker, bonder, role, release, surplus });

impl License {
    /// Whether it counts, or is on the way out.
    pub const fn state(&self) -> BondState {
        match (&self.release, &self.surplus) {
            (_, Some(_)) => BondState::Burned,
            (Some(_), None) => BondState::Unbonding,
            (None, None) => BondState::Bonded,
        }
    }
}

/// How many licences one bonder has with one staker.
#[derive(Default)]
pub struct Counts {
    /// Those that count.
    pub bonded: u32,
    /// All in custody.
    pub all: u32,
}

packed!(Counts { bonded, all });

/// The licence `token_id` in custody.
///
/// # Errors
/// [`ContractError::UnknownLicense`].
pub fn load(storage: &dyn Storage, token_id: &str) -> Result<License, ContractError> {
    LICENSES
        .may_load(storage, token_id)?
        .ok_or_else(|| ContractError::UnknownLicense { token_id: token_id.to_owned() })
}

/// Takes the first licence of whoever is to be a staker with it.
///
/// # Errors
/// [`ContractError::TooManyLicenses`].
pub fn take_first(
    storage: &mut dyn Storage,
    identity: &Addr,
    token_id: &str,
    role: NodeRole,
) -> Result<(), ContractError> {
    let mut custody = Custody::load(storage, identity, identity)?;
    custody.take(storage, token_id, role)?;
    Ok(custody.save(storage)?)
}

/// What one bonder has in custody with one staker, taken out of storage to be changed. Its methods store licences and orders;
/// [`Self::save`] stores the rest.
pub struct Custody {
    staker: Addr,
    bonder: Addr,
    counts: Counts,
}

impl Custody {
    /// What `bonder` has with `staker`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn load(storage: &dyn Storage, staker: &Addr, bonder: &Addr) -> StdResult<Self> {
        let counts = COUNTS.may_load(storage, (staker, bonder))?.unwrap_or_default();
        Ok(Self { staker: staker.clone(), bonder: bonder.clone(), counts })
    }

    /// Stores how many there are.
    ///
    /// # Errors
    /// If storage cannot be written.
    pub fn save(self, storage: &mut dyn Storage) -> StdResult<()> {
        let Self { staker, bonder, counts } = self;
        if counts.all == 0 {
            COUNTS.remove(storage, (&staker, &bonder));
            return Ok(());
        }
        COUNTS.save(storage, (&staker, &bonder), &counts)
    }

    /// With which staker.
    pub const fn staker(&self) -> &Addr {
        &self.staker
    }

    /// Takes a licence that counts from now on.
    ///
    /// # Errors
    /// [`ContractError::TooManyLicenses`].
    pub fn take(
        &mut self,
        storage: &mut dyn Storage,
        token_id: &str,
        role: NodeRole,
    ) -> Result<(), ContractError> {
        if self.counts.all >= MAX_LICENSES {
            return Err(ContractError::TooManyLicenses { max: MAX_LICENSES });
        }
        let (staker, bonder) = (self.staker.clone(), self.bonder.clone());
        self.counts.all = self.counts.all.saturating_add(1);
        self.counts.bonded = self.counts.bonded.saturating_add(1);
        LICENSES_AT.save(storage, (&staker, token_id), &())?;
        self.store(storage, token_id, &License { staker, bonder, role, release: None, surplus: None })
    }

    /// Lets a bonded licence count no longer, until it can be released.
    ///
    /// # Errors
    /// If storage cannot be written.
    pub fn start_unbonding(
        &mut self,
        storage: &mut dyn Storage,
        token_id: &str,
        license: License,
        release: Expiration,
    ) -> Result<(), ContractError> {
        self.counts.bonded = self.counts.bonded.saturating_sub(1);
        self.store(storage, token_id, &License { release: Some(release), ..license })
    }

    /// All that answer for a fault, by id.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn liable(&self, storage: &dyn Storage) -> StdResult<Vec<(String, BondState)>> {
        LICENSES_OF
            .prefix((&self.staker, &self.bonder))
            .range(storage, None, None, Order::Ascending)
            .collect()
    }

    /// What the pool-registry is told when `token_id` came or went.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn report(
        &self,
        registry: &PoolRegistryContract,
        token_id: &str,
        terms: &LicenseTerms,
    ) -> StdResult<WasmMsg> {
        registry.license_changed(&self.staker, &self.bonder, self.counts.bonded, token_id, terms)
    }

    /// Strikes out a licence that was burned. Of an unbonding one `surplus` waits to be released, if there is any.
    ///
    /// # Errors
    /// [`ContractError::UnknownLicense`].
    pub fn burn(
        &mut self,
        storage: &mut dyn Storage,
        token_id: &str,
        surplus: Uint128,
    ) -> Result<(), ContractError> {
        let license = load(storage, token_id)?;
        if license.state() == BondState::Bonded {
            self.counts.bonded = self.counts.bonded.saturating_sub(1);
        }
        self.keep(storage, token_id, license, surplus)
    }

    /// Keeps `surplus` of a licence that is no more; without any nothing is kept.
    ///
    /// # Errors
    /// If storage cannot be written.
    pub fn keep(
        &mut self,
        storage: &mut dyn Storage,
        token_id: &str,
        license: License,
        surplus: Uint128,
    ) -> Result<(), ContractError> {
        if surplus.is_zero() {
            self.give_up(storage, token_id);
            return Ok(());
        }
        self.store(storage, token_id, &License { surplus: Some(surplus), ..license })
    }

    /// Strikes out a licence that no longer counts.
    pub fn give_up(&mut self, storage: &mut dyn Storage, token_id: &str) {
        self.counts.all = self.counts.all.saturating_sub(1);
        LICENSES.remove(storage, token_id);
        LICENSES_AT.remove(storage, (&self.staker, token_id));
        LICENSES_OF.remove(storage, (&self.staker, &self.bonder, token_id));
    }

    fn store(
        &self,
        storage: &mut dyn Storage,
        token_id: &str,
        license: &License,
    ) -> Result<(), ContractError> {
        LICENSES_OF.save(storage, (&self.staker, &self.bonder, token_id), &license.state())?;
        Ok(LICENSES.save(storage, token_id, license)?)
    }
}
