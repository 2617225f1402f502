//! One packed record.

use std::any::type_name;
use std::marker::PhantomData;

use cosmwasm_std::{StdError, StdResult, Storage};

use super::{from_bytes, to_bytes, Packed};

/// A packed record in a place of its own: what [`cw_storage_plus::Item`] is for JSON.
pub struct PackedItem<T> {
    key: &'static str,
    record: PhantomData<T>,
}

impl<T: Packed> PackedItem<T> {
    /// The record under `key`.
    pub const fn new(key: &'static str) -> Self {
        Self { key, record: PhantomData }
    }

    /// Its place in storage.
    pub const fn as_slice(&self) -> &[u8] {
        self.key.as_bytes()
    }

    /// The record.
    ///
    /// # Errors
    /// If there is none, or if it is malformed.
    pub fn load(&self, storage: &dyn Storage) -> StdResult<T> {
        found(self.may_load(storage)?)
    }

    /// The record, if there is one.
    ///
    /// # Errors
    /// If it is malformed.
    pub fn may_load(&self, storage: &dyn Storage) -> StdResult<Option<T>> {
        storage.get(self.as_slice()).map(|bytes| from_bytes(&bytes)).transpose()
    }

    /// Stores the record.
    ///
    /// # Errors
    /// None; like [`cw_storage_plus::Item`], which may fail.
    pub fn save(&self, storage: &mut dyn Storage, record: &T) -> StdResult<()> {
        storage.set(self.as_slice(), &to_bytes(record));
        Ok(())
    }

    /// Removes the record.
    pub fn remove(&self, storage: &mut dyn Storage) {
        storage.remove(self.as_slice());
    }
}

/// What should have been there.
pub(super) fn found<T>(record: Option<T>) -> StdResult<T> {
    record.ok_or_else(|| StdError::not_found(type_name::<T>()))
}
