//! Texts, lists and choices.

use cosmwasm_std::{HexBinary, StdResult, Timestamp};
use cw_utils::{Duration, Expiration};

use super::{malformed, Packed, Reader};

/// A row whose key says it all takes one byte, because a chain stores no empty values.
impl Packed for () {
    fn pack(&self, to: &mut Vec<u8>) {
        to.push(0);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(()),
            _ => Err(malformed("no mark")),
        }
    }
}

impl Packed for bool {
    fn pack(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(malformed("neither true nor false")),
        }
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        bool::unpack(from)?.then(|| T::unpack(from)).transpose()
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        pack_length(self.len(), to);
        self.iter().for_each(|entry| entry.pack(to));
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        (0..unpack_length(from)?).map(|_| T::unpack(from)).collect()
    }
}

impl Packed for String {
    fn pack(&self, to: &mut Vec<u8>) {
        pack_bytes(self.as_bytes(), to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        Self::from_utf8(unpack_bytes(from)?.to_vec()).map_err(|_| malformed("no text"))
    }
}

impl Packed for HexBinary {
    fn pack(&self, to: &mut Vec<u8>) {
        pack_bytes(self.as_slice(), to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        unpack_bytes(from).map(Self::from)
    }
}

/// A length that is always the same is not written.
impl<const SIZE: usize> Packed for [u8; SIZE] {
    fn pack(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        from.bytes(SIZE)?.try_into().map_err(|_| malformed("ends early"))
    }
}

impl Packed for Timestamp {
    fn pack(&self, to: &mut Vec<u8>) {
        self.nanos().pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        u64::unpack(from).map(Self::from_nanos)
    }
}

impl Packed for Duration {
    fn pack(&self, to: &mut Vec<u8>) {
        let (kind, length) = match self {
            Self::Height(blocks) => (0, blocks),
            Self::Time(seconds) => (1, seconds),
        };
        to.push(kind);
        length.pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => u64::unpack(from).map(Self::Height),
            1 => u64::unpack(from).map(Self::Time),
            _ => Err(malformed("no duration")),
        }
    }
}

impl Packed for Expiration {
    fn pack(&self, to: &mut Vec<u8>) {
        match self {
            Self::AtHeight(height) => {
                to.push(0);
                height.pack(to);
            }
            Self::AtTime(time) => {
                to.push(1);
                time.pack(to);
            }
            Self::Never {} => to.push(2),
        }
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => u64::unpack(from).map(Self::AtHeight),
            1 => Timestamp::unpack(from).map(Self::AtTime),
            2 => Ok(Self::Never {}),
            _ => Err(malformed("no point in time")),
        }
    }
}

/// Bytes behind their number.
pub fn pack_bytes(bytes: &[u8], to: &mut Vec<u8>) {
    pack_length(bytes.len(), to);
    to.extend_from_slice(bytes);
}

fn unpack_bytes<'a>(from: &mut Reader<'a>) -> StdResult<&'a [u8]> {
    let length = unpack_length(from)?;
    from.bytes(length)
}

fn pack_length(length: usize, to: &mut Vec<u8>) {
    u64::try_from(length).unwrap_or(u64::MAX).pack(to);
}

/// Whatever is counted takes at least a byte each, so a length beyond what is left cannot be.
fn unpack_length(from: &mut Reader) -> StdResult<usize> {
    let length = u64::unpack(from)?;
    usize::try_from(length)
        .ok()
        .filter(|length| *length <= from.left())
        .ok_or_else(|| malformed("ends early"))
}
