//! Changes of parameters that everybody can see coming. One may be open; a new one replaces it and starts the clock again.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{BlockInfo, StdResult, Storage};
use cw_storage_plus::Item;
use cw_utils::Expiration;
use serde::{de::DeserializeOwned, Serialize};
use tributary_types::event::ConfigCancelled;

use crate::{locks, ControlError};

/// The open announcement of a contract whose parameters change by `T`.
pub struct Announcement<T>(Item<Announced<T>>);

/// A change that waits.
#[cw_serde]
pub struct Announced<T> {
    /// What changes.
    pub change: T,
    /// From when on anyone may apply it.
    pub release: Expiration,
}

impl<T: Serialize + DeserializeOwned> Announcement<T> {
    /// The announcement's place in storage.
    #[allow(clippy::new_without_default)] // a const, like the Item inside
    pub const fn new() -> Self {
        Self(Item::new("announcement"))
    }

    /// Announces `change`, in force from `release` on.
    ///
    /// # Errors
    /// If the change cannot be stored.
    pub fn announce(&self, storage: &mut dyn Storage, change: T, release: Expiration) -> StdResult<()> {
        self.0.save(storage, &Announced { change, release })
    }

    /// Takes the change out, once it is due.
    ///
    /// # Errors
    /// [`ControlError::NothingAnnounced`], [`ControlError::Locked`].
    pub fn take_due(&self, storage: &mut dyn Storage, block: &BlockInfo) -> Result<T, ControlError> {
        let announced = self.pending(storage)?.ok_or(ControlError::NothingAnnounced)?;
        locks::ensure_released(announced.release, block)?;
        self.0.remove(storage);
        Ok(announced.change)
    }

    /// Withdraws the change.
    ///
    /// # Errors
    /// [`ControlError::NothingAnnounced`].
    pub fn cancel(&self, storage: &mut dyn Storage) -> Result<ConfigCancelled, ControlError> {
        self.pending(storage)?.ok_or(ControlError::NothingAnnounced)?;
        self.0.remove(storage);
        Ok(ConfigCancelled {})
    }

    /// The open announcement, if any.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn pending(&self, storage: &dyn Storage) -> StdResult<Option<Announced<T>>> {
        self.0.may_load(storage)
    }
}
