//! Records in few bytes. A chain charges 30 gas for each byte written, and JSON takes three times as many.
//!
//! A record is its fields one after the other, without names, so fields are added at the end of a struct by a migration that
//! rewrites the rows ([`crate::migration`]). What is unpacked was packed here: bytes that no record packs to are refused.

mod address;
mod foreign;
mod item;
mod map;
mod number;
mod plain;
mod rewrite;

pub use item::PackedItem;
pub use map::{PackedMap, PackedPrefix};
pub use rewrite::Rewritable;

use cosmwasm_std::{StdError, StdResult};

/// What can be stored in few bytes.
pub trait Packed: Sized {
    /// Appends itself.
    fn pack(&self, to: &mut Vec<u8>);

    /// Takes itself off the front.
    ///
    /// # Errors
    /// If the bytes are too few or none that [`Self::pack`] writes.
    fn unpack(from: &mut Reader) -> StdResult<Self>;
}

/// Packs the named fields of a struct in the order given, which must be all of them.
#[macro_export]
macro_rules! packed {
    ($record:ty { $($field:ident),+ $(,)? }) => {
        impl $crate::packed::Packed for $record {
            fn pack(&self, to: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($crate::packed::Packed::pack($field, to);)+
            }

            fn unpack(from: &mut $crate::packed::Reader) -> cosmwasm_std::StdResult<Self> {
                Ok(Self { $($field: $crate::packed::Packed::unpack(from)?),+ })
            }
        }
    };
}

/// Packs an enum without data as a byte a variant.
#[macro_export]
macro_rules! packed_choice {
    ($choice:ident, $refused:literal: $($variant:ident $byte:literal),+ $(,)?) => {
        impl $crate::packed::Packed for $choice {
            fn pack(&self, to: &mut Vec<u8>) {
                to.push(match self {
                    $(Self::$variant => $byte),+
                });
            }

            fn unpack(from: &mut $crate::packed::Reader) -> cosmwasm_std::StdResult<Self> {
                match from.byte()? {
                    $($byte => Ok(Self::$variant),)+
                    _ => Err($crate::packed::malformed($refused)),
                }
            }
        }
    };
}

/// Bytes that are being unpacked.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// The next byte.
    ///
    /// # Errors
    /// At the end.
    pub fn byte(&mut self) -> StdResult<u8> {
        let (byte, rest) = self.rest.split_first().ok_or_else(|| malformed("ends early"))?;
        self.rest = rest;
        Ok(*byte)
    }

    /// The next byte, which stays.
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next `count` bytes.
    ///
    /// # Errors
    /// If fewer are left.
    pub fn bytes(&mut self, count: usize) -> StdResult<&'a [u8]> {
        let taken = self.rest.get(..count).ok_or_else(|| malformed("ends early"))?;
        self.rest = self.rest.get(count..).unwrap_or_default();
        Ok(taken)
    }

    /// How many bytes are left.
    pub const fn left(&self) -> usize {
        self.rest.len()
    }
}

/// `record` as it is stored.
pub fn to_bytes(record: &impl Packed) -> Vec<u8> {
    let mut bytes = vec![];
    record.pack(&mut bytes);
    bytes
}

/// The record that is stored as `bytes`.
///
/// # Errors
/// If there is none, or if something follows it.
pub fn from_bytes<T: Packed>(bytes: &[u8]) -> StdResult<T> {
    let mut reader = Reader { rest: bytes };
    let record = T::unpack(&mut reader)?;
    if reader.left() != 0 {
        return Err(malformed("something follows"));
    }
    Ok(record)
}

/// Why bytes are no record.
pub fn malformed(why: &str) -> StdError {
    StdError::parse_err("packed record", why)
}
