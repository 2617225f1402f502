//! Records that are written anew by who does not know what they are.

use cosmwasm_std::StdResult;

use super::{from_bytes, to_bytes, Packed, PackedItem, PackedMap};

/// A record in a place of its own, or records under keys that begin alike.
pub trait Rewritable {
    /// The record's key, or what the keys of the records begin with.
    fn place(&self) -> Vec<u8>;

    /// A record as it is written now.
    ///
    /// # Errors
    /// If `bytes` are no such record.
    fn rewritten(&self, bytes: &[u8]) -> StdResult<Vec<u8>>;
}

impl<T: Packed> Rewritable for PackedItem<T> {
    fn place(&self) -> Vec<u8> {
        self.as_slice().to_vec()
    }

    fn rewritten(&self, bytes: &[u8]) -> StdResult<Vec<u8>> {
        from_bytes::<T>(bytes).map(|record| to_bytes(&record))
    }
}

impl<K, T: Packed> Rewritable for PackedMap<K, T> {
    fn place(&self) -> Vec<u8> {
        self.key_prefix()
    }

    fn rewritten(&self, bytes: &[u8]) -> StdResult<Vec<u8>> {
        from_bytes::<T>(bytes).map(|record| to_bytes(&record))
    }
}
