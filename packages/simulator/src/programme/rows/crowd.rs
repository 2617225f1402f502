//! Users by the hundred thousand: the rows that the contract wrote for one of them, under other addresses.
//!
//! Copies differ from their original by the address and by the id of the position alone, and lie in the order of both. So no
//! copy is kept: storage makes it up when it is asked for, and answers as if it lay there.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Bound;

use bech32::primitives::iter::Fe32IterExt;
use bech32::{Bech32, Fe32, Hrp};
use cosmwasm_std::{Addr, Order, Record, Storage};
use tributary_controls::packed::to_bytes;

use crate::accounts::PREFIX;

/// The letters of an address in the order of the text.
#[rustfmt::skip]
const LETTERS: [Fe32; 32] = [
    Fe32::_0, Fe32::_2, Fe32::_3, Fe32::_4, Fe32::_5, Fe32::_6, Fe32::_7, Fe32::_8,
    Fe32::_9, Fe32::A, Fe32::C, Fe32::D, Fe32::E, Fe32::F, Fe32::G, Fe32::H,
    Fe32::J, Fe32::K, Fe32::L, Fe32::M, Fe32::N, Fe32::P, Fe32::Q, Fe32::R,
    Fe32::S, Fe32::T, Fe32::U, Fe32::V, Fe32::W, Fe32::X, Fe32::Y, Fe32::Z,
];

/// The letters of an account's address, 20 bytes.
const ADDRESS: u32 = 32;

/// The address of a user: its number in letters, so that larger numbers have later addresses.
pub(super) fn address(number: u64) -> Addr {
    let digit = |place: u32| {
        let digit = number.checked_shr(place.saturating_mul(5)).unwrap_or_default() & 31;
        usize::try_from(digit).unwrap_or_default()
    };
    let letters = (0..ADDRESS).rev().filter_map(|place| LETTERS.get(digit(place)).copied());
    let prefix = Hrp::parse_unchecked(PREFIX);
    let text: String = letters.with_checksum::<Bech32>(&prefix).chars().collect();
    Addr::unchecked(text)
}

/// The address of a user as it stands in keys.
fn in_key(user: u64) -> Vec<u8> {
    address(user).as_bytes().to_vec()
}

/// The address of a user as it stands in values.
fn in_value(user: u64) -> Vec<u8> {
    to_bytes(&address(user))
}

/// A key or a value: bytes in which the address stands, or behind which the id does.
#[derive(Clone, Debug)]
struct Pattern {
    head: Vec<u8>,
    address: Option<fn(u64) -> Vec<u8>>,
    tail: Vec<u8>,
    id: bool,
}

impl Pattern {
    /// The key of one of its rows.
    fn of_key(key: &[u8], of: Original) -> Self {
        let without_id = key.strip_suffix(of.position.to_be_bytes().as_slice());
        Self { id: without_id.is_some(), ..Self::of(without_id.unwrap_or(key), of.user, in_key) }
    }

    /// The bytes of one of its rows without the id behind them.
    fn of(bytes: &[u8], user: u64, written: fn(u64) -> Vec<u8>) -> Self {
        let address = written(user);
        let at = bytes.windows(address.len()).position(|window| window == address);
        let split = at.and_then(|at| bytes.split_at_checked(at));
        let (head, found) = split.unwrap_or((bytes, &[]));
        let tail = found.strip_prefix(address.as_slice()).unwrap_or_default();
        Self { head: head.to_vec(), address: split.map(|_| written), tail: tail.to_vec(), id: false }
    }

    fn filled(&self, user: u64, id: u64) -> Vec<u8> {
        let mut bytes = self.head.clone();
        if let Some(written) = self.address {
            bytes.extend_from_slice(&written(user));
        }
        bytes.extend_from_slice(&self.tail);
        if self.id {
            bytes.extend_from_slice(&id.to_be_bytes());
        }
        bytes
    }
}

/// One user with one position, and how many others there are like it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Original {
    /// Its number; those of the copies follow.
    pub user: u64,
    /// The id of its position; those of the copies' follow.
    pub position: u64,
    /// How many copies there are.
    pub copies: u64,
}

/// The copies of one user.
#[derive(Clone, Debug)]
struct Copies {
    of: Original,
    rows: Vec<(Pattern, Pattern)>,
}

impl Copies {
    fn filled(&self, pattern: &Pattern, place: u64) -> Vec<u8> {
        let place = place.saturating_add(1);
        pattern.filled(self.of.user.saturating_add(place), self.of.position.saturating_add(place))
    }

    /// How many copies of a row lie before `key`.
    fn before(&self, keys: &Pattern, key: &[u8]) -> u64 {
        let head = key.get(..keys.head.len()).unwrap_or(key);
        match head.cmp(&keys.head) {
            Ordering::Less => return 0,
            Ordering::Equal => {}
            Ordering::Greater => return self.of.copies,
        }
        let (mut least, mut most) = (0, self.of.copies);
        while least < most {
            let middle = least.midpoint(most);
            match self.filled(keys, middle).as_slice() < key {
                true => least = middle.saturating_add(1),
                false => most = middle,
            }
        }
        least
    }

    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.rows.iter().find_map(|(keys, values)| {
            let place = self.before(keys, key);
            let found = place < self.of.copies && self.filled(keys, place) == key;
            found.then(|| self.filled(values, place))
        })
    }

    fn range(&self, start: Option<&[u8]>, end: Option<&[u8]>) -> impl Iterator<Item = Record> + '_ {
        let places = |keys| {
            let from = start.map_or(0, |start| self.before(keys, start));
            from..end.map_or(self.of.copies, |end| self.before(keys, end))
        };
        let rows: Vec<_> = self.rows.iter().map(|(keys, values)| (keys, values, places(keys))).collect();
        rows.into_iter().flat_map(|(keys, values, places)| {
            places.map(|place| (self.filled(keys, place), self.filled(values, place)))
        })
    }
}

/// Rows, and copies of some of them.
#[derive(Clone, Default)]
pub(super) struct Crowded {
    /// Those that were written; nothing where one was removed.
    rows: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    copies: Vec<Copies>,
}

impl Crowded {
    /// Lets users in like the original: all its rows again, which are those in which its address stands.
    pub(super) fn copy(&mut self, of: Original) {
        let written = self.rows.iter().filter_map(|(key, value)| Some((key, value.as_ref()?)));
        let rows =
            written.map(|(key, value)| (Pattern::of_key(key, of), Pattern::of(value, of.user, in_value)));
        let rows = rows.filter(|(key, value)| key.address.is_some() || value.address.is_some());
        let copies = Copies { of, rows: rows.collect() };
        self.copies.push(copies);
    }
}

impl Storage for Crowded {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        match self.rows.get(key) {
            Some(written) => written.clone(),
            None => self.copies.iter().find_map(|copies| copies.get(key)),
        }
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let mut found: BTreeMap<_, _> =
            self.copies.iter().flat_map(|copies| copies.range(start, end)).collect();
        let from = (start.map_or(Bound::Unbounded, Bound::Included), Bound::Unbounded);
        let rows = self.rows.range::<[u8], _>(from);
        for (key, written) in rows.take_while(|(key, _)| end.is_none_or(|end| key.as_slice() < end)) {
            match written {
                Some(value) => found.insert(key.clone(), value.clone()),
                None => found.remove(key),
            };
        }
        match order {
            Order::Ascending => Box::new(found.into_iter()),
            Order::Descending => Box::new(found.into_iter().rev()),
        }
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.rows.insert(key.to_vec(), Some(value.to_vec()));
    }

    fn remove(&mut self, key: &[u8]) {
        self.rows.insert(key.to_vec(), None);
    }
}
