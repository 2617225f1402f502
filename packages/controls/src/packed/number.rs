//! Unsigned integers: below 224 one byte; else a byte that tells how many follow, 224 for one to 255 for 32, and these,
//! the highest first and not zero.

use cosmwasm_std::{Decimal, StdResult, Uint128, Uint256};

use super::{malformed, Packed, Reader};

/// The first byte that tells a length, here 1.
const ONE_BYTE: u8 = 224;

fn pack_number(big_endian: &[u8], to: &mut Vec<u8>) {
    let zeros = big_endian.iter().take_while(|byte| **byte == 0).count();
    match big_endian.get(zeros..).unwrap_or_default() {
        [] => to.push(0),
        [small] if *small < ONE_BYTE => to.push(*small),
        digits => {
            let beyond_one = u8::try_from(digits.len().saturating_sub(1)).unwrap_or(u8::MAX);
            to.push(ONE_BYTE.saturating_add(beyond_one));
            to.extend_from_slice(digits);
        }
    }
}

fn unpack_number<const SIZE: usize>(from: &mut Reader) -> StdResult<[u8; SIZE]> {
    let first = from.byte()?;
    let digits = match first.checked_sub(ONE_BYTE) {
        None => &[first],
        Some(beyond_one) => {
            let digits = from.bytes(usize::from(beyond_one).saturating_add(1))?;
            if matches!(digits, [0, ..] | [0..ONE_BYTE]) {
                return Err(malformed("a number is longer than it needs"));
            }
            digits
        }
    };
    if digits.len() > SIZE {
        return Err(malformed("a number is too large"));
    }
    let mut big_endian = [0; SIZE];
    for (place, digit) in big_endian.iter_mut().rev().zip(digits.iter().rev()) {
        *place = *digit;
    }
    Ok(big_endian)
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Packed for $number {
            fn pack(&self, to: &mut Vec<u8>) {
                pack_number(&self.to_be_bytes(), to);
            }

            fn unpack(from: &mut Reader) -> StdResult<Self> {
                Ok(Self::from_be_bytes(unpack_number(from)?))
            }
        }
    )+};
}

numbers!(u8, u32, u64, Uint256);

impl Packed for Uint128 {
    fn pack(&self, to: &mut Vec<u8>) {
        pack_number(&self.to_be_bytes(), to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        Ok(Self::new(u128::from_be_bytes(unpack_number(from)?)))
    }
}

/// As its 10^18ths.
impl Packed for Decimal {
    fn pack(&self, to: &mut Vec<u8>) {
        self.atomics().pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        Uint128::unpack(from).map(Self::new)
    }
}
