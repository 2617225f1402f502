//! Addresses. A bech32 text says five bits with each character behind its last `1`, so these are stored as bits:
//!
//! | bytes | |
//! |---|---|
//! | 1 | 231 and the length of the human part, 1 to 24: no length of a text begins so |
//! | as many | the human part, lower-case letters and digits |
//! | 1 | how many characters follow the `1` |
//! | as few as hold them | five bits a character, the first one highest; what is left over is zero |
//!
//! Any other text is stored as texts are. Release 0.1.0 stored all addresses so; they are read, and written in the short form.

use cosmwasm_std::{Addr, StdResult};

use super::plain::pack_bytes;
use super::{malformed, Packed, Reader};

/// The characters of bech32 by their values.
const CHARSET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Below the first byte of the short form by the length of the human part. Lengths are numbers of 64 bits, which begin with 231 at
/// most.
const BEFORE_SHORT: u8 = 231;

/// Characters whose bits fill whole bytes.
const GROUPS: usize = 8;

/// The bytes that they fill.
const BYTES: usize = 5;

impl Packed for Addr {
    fn pack(&self, to: &mut Vec<u8>) {
        match short(self.as_str()) {
            Some(bytes) => to.extend(bytes),
            None => pack_bytes(self.as_bytes(), to),
        }
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.peek().and_then(|first| first.checked_sub(BEFORE_SHORT)) {
            None | Some(0) => String::unpack(from).map(Self::unchecked),
            Some(human) => {
                from.byte()?;
                unpack_short(usize::from(human), from).map(Self::unchecked)
            }
        }
    }
}

/// The short form of a text that has one.
fn short(text: &str) -> Option<Vec<u8>> {
    let (human, data) = text.rsplit_once('1')?;
    let first = u8::try_from(human.len()).ok()?.checked_add(BEFORE_SHORT)?;
    let count = u8::try_from(data.len()).ok()?;
    if human.is_empty() || !human.bytes().all(is_human) {
        return None;
    }
    let values: Vec<u8> = data.bytes().map(value_of).collect::<Option<_>>()?;
    let mut bytes = vec![first];
    bytes.extend_from_slice(human.as_bytes());
    bytes.push(count);
    values.chunks(GROUPS).for_each(|values| pack_bits(values, &mut bytes));
    Some(bytes)
}

/// At most [`GROUPS`] values of five bits.
fn pack_bits(values: &[u8], to: &mut Vec<u8>) {
    let value = |place: usize| values.get(place).copied().unwrap_or_default();
    let word = (0..GROUPS).fold(0, |word, place| (word << 5) | u64::from(value(place)));
    let [_, _, _, bytes @ ..] = word.to_be_bytes();
    to.extend(bytes.iter().take(bytes_of(values.len())));
}

fn value_of(character: u8) -> Option<u8> {
    u8::try_from(CHARSET.iter().position(|known| *known == character)?).ok()
}

fn unpack_short(human: usize, from: &mut Reader) -> StdResult<String> {
    let human = from.bytes(human)?;
    if !human.iter().copied().all(is_human) {
        return Err(malformed("no human part"));
    }
    let mut text: String = human.iter().copied().map(char::from).collect();
    text.push('1');
    let mut left = usize::from(from.byte()?);
    while left > 0 {
        let count = left.min(GROUPS);
        unpack_bits(count, from, &mut text)?;
        left = left.saturating_sub(count);
    }
    Ok(text)
}

/// The characters of `count` values, at most [`GROUPS`].
fn unpack_bits(count: usize, from: &mut Reader, to: &mut String) -> StdResult<()> {
    let bytes = from.bytes(bytes_of(count))?;
    let byte = |place: usize| bytes.get(place).copied().unwrap_or_default();
    let mut word = (0..BYTES).fold(0, |word, place| (word << 8) | u64::from(byte(place)));
    for _ in 0..count {
        let value = usize::try_from((word >> 35) & 31).unwrap_or_default();
        to.extend(CHARSET.get(value).copied().map(char::from));
        word <<= 5;
    }
    // What is left of the 40 bits.
    if word << 24 != 0 {
        return Err(malformed("an address is longer than it needs"));
    }
    Ok(())
}

/// The bytes that hold `count` values, at most [`GROUPS`].
const fn bytes_of(count: usize) -> usize {
    count.saturating_mul(5).div_ceil(8)
}

const fn is_human(character: u8) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit()
}
