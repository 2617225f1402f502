//! The storage below the embedded chain: a map that knows whether it was written to, so that asking for its fingerprint
//! twice costs once, and that counts the rows which calls and queries touch.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::iter;
use std::ops::Bound;

use cosmwasm_std::{Order, Record, Storage};
use sha2::{Digest, Sha256};

use crate::journal::Changes;

/// A hash of everything stored: equal fingerprints, equal state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// Rows that were touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rows {
    /// Looked up, or passed by an iteration.
    pub read: u64,
    /// Stored or removed, by transactions that held.
    pub written: u64,
}

/// Keys and values of all modules and contracts.
#[derive(Default)]
pub struct Ledger {
    entries: BTreeMap<Vec<u8>, Vec<u8>>,
    /// What was touched since the beginning.
    rows: Cell<Rows>,
    /// The fingerprint of what is stored now, if it was asked for since the last write.
    fingerprint: Cell<Option<Fingerprint>>,
    /// What has changed since it was last asked for; nothing is noted until then.
    changes: RefCell<Option<Changes>>,
    /// What rows held when the mark was set, of those that were touched since; nothing is kept without a mark.
    before: Option<Changes>,
}

impl Ledger {
    /// The same entries in a new ledger, on which nothing was touched.
    pub fn copied(&self) -> Self {
        Self { entries: self.entries.clone(), ..Self::default() }
    }

    /// The rows that were touched since the beginning.
    pub fn rows(&self) -> Rows {
        self.rows.get()
    }

    fn count(&self, read: u64, written: u64) {
        let rows = self.rows.get();
        let read = rows.read.saturating_add(read);
        self.rows.set(Rows { read, written: rows.written.saturating_add(written) });
    }

    /// Hashes all entries, unless nothing was written since the last time.
    pub fn fingerprint(&self) -> Fingerprint {
        if let Some(known) = self.fingerprint.get() {
            return known;
        }
        let mut hash = Sha256::new();
        for (key, value) in &self.entries {
            for part in [key, value] {
                hash.update(part.len().to_le_bytes());
                hash.update(part);
            }
        }
        let fingerprint = Fingerprint(hash.finalize().into());
        self.fingerprint.set(Some(fingerprint));
        fingerprint
    }

    /// The rows that were written or removed since this was asked for the last time; none the first time.
    pub fn take_changes(&self) -> Changes {
        self.changes.replace(Some(Changes::new())).unwrap_or_default()
    }

    /// Notes no changes any longer, until they are asked for again.
    pub(crate) fn forget_changes(&self) {
        self.changes.replace(None);
    }

    /// Remembers what is stored now, for [`Self::take_back`].
    pub(crate) fn mark(&mut self) {
        self.before = Some(Changes::new());
    }

    /// Lets everything stand that was written since the mark.
    pub(crate) fn keep(&mut self) {
        self.before = None;
    }

    /// Takes back everything that was written since the mark.
    pub(crate) fn take_back(&mut self) {
        for (key, value) in self.before.take().unwrap_or_default() {
            self.note(&key, value.as_deref());
            match value {
                Some(value) => self.entries.insert(key, value),
                None => self.entries.remove(&key),
            };
        }
    }

    fn note(&mut self, key: &[u8], value: Option<&[u8]>) {
        self.fingerprint.set(None);
        if let Some(before) = &mut self.before {
            before.entry(key.to_vec()).or_insert_with(|| self.entries.get(key).cloned());
        }
        if let Some(changes) = self.changes.get_mut() {
            changes.insert(key.to_vec(), value.map(<[u8]>::to_vec));
        }
    }
}

impl Storage for Ledger {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.count(1, 0);
        self.entries.get(key).cloned()
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        if matches!((start, end), (Some(start), Some(end)) if start >= end) {
            return Box::new(iter::empty());
        }
        let bounds =
            (start.map_or(Bound::Unbounded, Bound::Included), end.map_or(Bound::Unbounded, Bound::Excluded));
        let entries = self.entries.range::<[u8], _>(bounds).map(|(key, value)| {
            self.count(1, 0);
            (key.clone(), value.clone())
        });
        match order {
            Order::Ascending => Box::new(entries),
            Order::Descending => Box::new(entries.rev()),
        }
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        // A contract that does this is aborted on a chain as well.
        assert!(!value.is_empty(), "an empty value cannot be stored");
        self.count(0, 1);
        self.note(key, Some(value));
        self.entries.insert(key.to_vec(), value.to_vec());
    }

    fn remove(&mut self, key: &[u8]) {
        self.count(0, 1);
        self.note(key, None);
        self.entries.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(entries: &[(&str, &str)]) -> Ledger {
        let mut ledger = Ledger::default();
        for (key, value) in entries {
            ledger.set(key.as_bytes(), value.as_bytes());
        }
        ledger
    }

    #[test]
    fn every_write_shows_in_the_fingerprint() {
        let mut state = ledger(&[("a", "1"), ("b", "2")]);
        let first = state.fingerprint();

        state.set(b"b", b"3");
        let second = state.fingerprint();
        state.remove(b"a");
        let third = state.fingerprint();
        state.set(b"b", b"2");
        state.set(b"a", b"1");

        assert_ne!(first, second);
        assert_ne!(second, third);
        assert_eq!(first, state.fingerprint());
    }

    #[test]
    fn changes_are_those_since_the_last_time() {
        let mut state = ledger(&[("a", "1")]);

        assert!(state.take_changes().is_empty(), "nothing was asked for before");
        state.set(b"a", b"2");
        state.set(b"b", b"3");
        state.remove(b"b");

        let expected = [(b"a".to_vec(), Some(b"2".to_vec())), (b"b".to_vec(), None)];
        assert_eq!(state.take_changes(), expected.into());
        assert!(state.take_changes().is_empty());
    }

    #[test]
    fn what_was_written_since_the_mark_can_be_taken_back() {
        let mut state = ledger(&[("a", "1"), ("b", "2")]);
        let first = state.fingerprint();
        let write = |state: &mut Ledger| {
            state.set(b"a", b"2");
            state.set(b"a", b"3");
            state.remove(b"b");
            state.set(b"c", b"4");
        };

        state.mark();
        write(&mut state);
        state.take_back();
        assert_eq!(state.fingerprint(), first);

        state.mark();
        write(&mut state);
        state.keep();
        state.take_back();
        assert_eq!(state.fingerprint(), ledger(&[("a", "3"), ("c", "4")]).fingerprint());
    }

    #[test]
    fn rows_are_counted_and_a_copy_has_touched_none() {
        let mut state = ledger(&[("a", "1"), ("b", "2")]);
        state.get(b"c");
        state.range(None, None, Order::Ascending).for_each(drop);
        state.remove(b"a");

        assert_eq!(state.rows(), Rows { read: 3, written: 3 });
        let copy = state.copied();
        assert_eq!((copy.rows(), copy.fingerprint()), (Rows::default(), state.fingerprint()));
    }

    #[test]
    fn what_belongs_to_the_key_shows_in_the_fingerprint() {
        assert_ne!(ledger(&[("ab", "c")]).fingerprint(), ledger(&[("a", "bc")]).fingerprint());
    }

    #[test]
    fn ranges_include_the_start_and_exclude_the_end() {
        let state = ledger(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let keys = |start: Option<&str>, end: Option<&str>, order| -> String {
            let records = state.range(start.map(str::as_bytes), end.map(str::as_bytes), order);
            records.map(|(key, _)| String::from_utf8(key).unwrap()).collect()
        };

        assert_eq!(keys(None, None, Order::Ascending), "abc");
        assert_eq!(keys(None, None, Order::Descending), "cba");
        assert_eq!(keys(Some("a"), Some("c"), Order::Ascending), "ab");
        assert_eq!(keys(Some("b"), Some("b"), Order::Ascending), "");
        assert_eq!(keys(Some("c"), Some("a"), Order::Ascending), "");
    }
}
