//! Packed records by key.

use std::marker::PhantomData;

use cosmwasm_std::{Empty, Order, StdResult, Storage};
use cw_storage_plus::{range_with_prefix, Bound, Key, KeyDeserialize, Map, Prefix, Prefixer, PrimaryKey};

use super::item::found;
use super::{from_bytes, to_bytes, Packed};

/// Packed records by key: what [`Map`] is for JSON, under the same keys and in the same order.
pub struct PackedMap<K, T> {
    keys: Map<K, Empty>,
    record: PhantomData<T>,
}

/// Records and their keys, in order.
type Rows<'s, K, T> = Box<dyn Iterator<Item = StdResult<(K, T)>> + 's>;

/// Keys in order.
type Keys<'s, K> = Box<dyn Iterator<Item = StdResult<K>> + 's>;

impl<K, T> PackedMap<K, T> {
    /// The records under keys that begin with `namespace`.
    pub const fn new(namespace: &'static str) -> Self {
        Self { keys: Map::new(namespace), record: PhantomData }
    }

    /// What the keys of all its records begin with.
    pub fn key_prefix(&self) -> Vec<u8> {
        Prefix::<Vec<u8>, Empty>::new(self.keys.namespace_bytes(), &[]).to_vec()
    }
}

impl<'a, K: PrimaryKey<'a>, T: Packed> PackedMap<K, T> {
    /// The record of `key`.
    ///
    /// # Errors
    /// If there is none, or if it is malformed.
    pub fn load(&self, storage: &dyn Storage, key: K) -> StdResult<T> {
        found(self.may_load(storage, key)?)
    }

    /// The record of `key`, if there is one.
    ///
    /// # Errors
    /// If it is malformed.
    pub fn may_load(&self, storage: &dyn Storage, key: K) -> StdResult<Option<T>> {
        storage.get(&self.keys.key(key)).map(|bytes| from_bytes(&bytes)).transpose()
    }

    /// Stores the record of `key`.
    ///
    /// # Errors
    /// None; like [`Map`], which may fail.
    pub fn save(&self, storage: &mut dyn Storage, key: K, record: &T) -> StdResult<()> {
        storage.set(&self.keys.key(key), &to_bytes(record));
        Ok(())
    }

    /// Removes the record of `key`.
    pub fn remove(&self, storage: &mut dyn Storage, key: K) {
        storage.remove(&self.keys.key(key));
    }

    /// Whether `key` has a record.
    pub fn has(&self, storage: &dyn Storage, key: K) -> bool {
        self.keys.has(storage, key)
    }

    /// The records whose keys begin with `prefix`.
    pub fn prefix(&self, prefix: K::Prefix) -> PackedPrefix<K::Suffix, T> {
        PackedPrefix::new(self.keys.namespace_bytes(), &prefix.prefix())
    }
}

impl<'a, K: PrimaryKey<'a> + KeyDeserialize, T: Packed> PackedMap<K, T> {
    /// Records in the order of their keys.
    pub fn range<'s>(
        &self,
        storage: &'s dyn Storage,
        min: Option<Bound<'a, K>>,
        max: Option<Bound<'a, K>>,
        order: Order,
    ) -> Rows<'s, K::Output, T>
    where
        K::Output: 'static,
    {
        self.whole().range(storage, min, max, order)
    }

    /// Keys in order.
    pub fn keys<'s>(
        &self,
        storage: &'s dyn Storage,
        min: Option<Bound<'a, K>>,
        max: Option<Bound<'a, K>>,
        order: Order,
    ) -> Keys<'s, K::Output>
    where
        K::Output: 'static,
    {
        self.whole().keys(storage, min, max, order)
    }

    fn whole(&self) -> PackedPrefix<K, T> {
        PackedPrefix::new(self.keys.namespace_bytes(), &[])
    }
}

/// The part of a map whose keys begin alike; `K` is what remains of them.
pub struct PackedPrefix<K, T> {
    keys: Prefix<Vec<u8>, Empty>,
    row: PhantomData<(K, T)>,
}

impl<K, T> PackedPrefix<K, T> {
    fn new(namespace: &[u8], prefix: &[Key]) -> Self {
        Self { keys: Prefix::new(namespace, prefix), row: PhantomData }
    }
}

impl<'a, K: PrimaryKey<'a> + KeyDeserialize, T: Packed> PackedPrefix<K, T> {
    /// Records in the order of their keys.
    pub fn range<'s>(
        &self,
        storage: &'s dyn Storage,
        min: Option<Bound<'a, K>>,
        max: Option<Bound<'a, K>>,
        order: Order,
    ) -> Rows<'s, K::Output, T>
    where
        K::Output: 'static,
    {
        let (min, max) = (min.map(|bound| bound.to_raw_bound()), max.map(|bound| bound.to_raw_bound()));
        let rows = range_with_prefix(storage, &self.keys, min, max, order);
        Box::new(rows.map(|(key, bytes)| Ok((K::from_vec(key)?, from_bytes(&bytes)?))))
    }

    /// Keys in order.
    pub fn keys<'s>(
        &self,
        storage: &'s dyn Storage,
        min: Option<Bound<'a, K>>,
        max: Option<Bound<'a, K>>,
        order: Order,
    ) -> Keys<'s, K::Output>
    where
        K::Output: 'static,
    {
        let (min, max) = (min.map(raw), max.map(raw));
        Box::new(self.keys.keys_raw(storage, min, max, order).map(|key| K::from_vec(key)))
    }
}

/// A bound of keys as one of bytes.
fn raw<'a, K: PrimaryKey<'a>>(bound: Bound<'a, K>) -> Bound<'static, Vec<u8>> {
    match bound.to_raw_bound() {
        cw_storage_plus::RawBound::Inclusive(key) => Bound::InclusiveRaw(key),
        cw_storage_plus::RawBound::Exclusive(key) => Bound::ExclusiveRaw(key),
    }
}
