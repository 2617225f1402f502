//! The storage that a running contract sees: a copy of its rows. What it writes goes back when it has succeeded.

use std::collections::BTreeMap;
use std::ops::Bound;

use cosmwasm_std::Storage as Host;
use cosmwasm_vm::{BackendError, BackendResult, GasInfo, Storage};
use vm_std::{Order, Record};

use crate::meter::{Price, NEXT, READ, REMOVE, WRITE};

type Entries = BTreeMap<Vec<u8>, Vec<u8>>;

/// The rows of one contract.
#[derive(Default)]
pub struct Rows {
    entries: Entries,
    /// What was written, or removed.
    written: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    iterations: Vec<Iteration>,
}

/// What is left of an iteration.
struct Iteration {
    from: Bound<Vec<u8>>,
    to: Bound<Vec<u8>>,
    order: Order,
}

impl Rows {
    /// A copy of what a contract has stored.
    pub fn of(host: &dyn Host) -> Self {
        let entries = host.range(None, None, cosmwasm_std::Order::Ascending).collect();
        Self { entries, ..Self::default() }
    }

    /// Writes back what was written.
    pub fn write_to(self, host: &mut dyn Host) {
        for (key, value) in self.written {
            match value {
                Some(value) => host.set(&key, &value),
                None => host.remove(&key),
            }
        }
    }
}

impl Storage for Rows {
    fn get(&self, key: &[u8]) -> BackendResult<Option<Vec<u8>>> {
        let value = self.entries.get(key).cloned();
        let gas = paid(READ, key, value.as_deref().unwrap_or_default());
        (Ok(value), gas)
    }

    fn scan(&mut self, start: Option<&[u8]>, end: Option<&[u8]>, order: Order) -> BackendResult<u32> {
        let from = start.map_or(Bound::Unbounded, |key| Bound::Included(key.to_vec()));
        let to = end.map_or(Bound::Unbounded, |key| Bound::Excluded(key.to_vec()));
        self.iterations.push(Iteration { from, to, order });
        let id = u32::try_from(self.iterations.len()).map_err(|_| BackendError::bad_argument());
        (id, GasInfo::free())
    }

    fn next(&mut self, iterator_id: u32) -> BackendResult<Option<Record>> {
        let at = usize::try_from(iterator_id).ok().and_then(|id| id.checked_sub(1));
        let Some(iteration) = at.and_then(|at| self.iterations.get_mut(at)) else {
            return (Err(BackendError::iterator_does_not_exist(iterator_id)), GasInfo::free());
        };
        let record = iteration.advance(&self.entries);
        let (key, value) = record.as_ref().map_or((&[][..], &[][..]), |(key, value)| (key, value));
        let gas = paid(NEXT, key, value);
        (Ok(record), gas)
    }

    fn set(&mut self, key: &[u8], value: &[u8]) -> BackendResult<()> {
        self.entries.insert(key.to_vec(), value.to_vec());
        self.written.insert(key.to_vec(), Some(value.to_vec()));
        (Ok(()), paid(WRITE, key, value))
    }

    fn remove(&mut self, key: &[u8]) -> BackendResult<()> {
        self.entries.remove(key);
        self.written.insert(key.to_vec(), None);
        (Ok(()), paid(REMOVE, key, &[]))
    }
}

impl Iteration {
    fn advance(&mut self, entries: &Entries) -> Option<Record> {
        if self.is_empty() {
            return None;
        }
        let mut range = entries.range((self.from.clone(), self.to.clone()));
        let (key, value) = match self.order {
            Order::Ascending => range.next()?,
            Order::Descending => range.next_back()?,
        };
        match self.order {
            Order::Ascending => self.from = Bound::Excluded(key.clone()),
            Order::Descending => self.to = Bound::Excluded(key.clone()),
        }
        Some((key.clone(), value.clone()))
    }

    /// A range that ends before it begins, which a map would refuse.
    fn is_empty(&self) -> bool {
        match (&self.from, &self.to) {
            (Bound::Included(from) | Bound::Excluded(from), Bound::Excluded(to)) => from >= to,
            _ => false,
        }
    }
}

fn paid(price: Price, key: &[u8], value: &[u8]) -> GasInfo {
    GasInfo::with_externally_used(price.of(key, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(start: Option<u8>, end: Option<u8>, order: Order) -> Vec<u8> {
        let entries = [1, 2, 3].map(|key| (vec![key], vec![])).into();
        let mut rows = Rows { entries, ..Rows::default() };
        let (start, end) = (start.map(|key| [key]), end.map(|key| [key]));
        let id = rows.scan(start.as_ref().map(|key| &key[..]), end.as_ref().map(|key| &key[..]), order);
        let id = id.0.unwrap();
        std::iter::from_fn(|| rows.next(id).0.unwrap()).map(|(key, _)| key[0]).collect()
    }

    #[test]
    fn iterations_go_both_ways_include_the_start_and_exclude_the_end() {
        assert_eq!(keys(None, None, Order::Ascending), [1, 2, 3]);
        assert_eq!(keys(None, None, Order::Descending), [3, 2, 1]);
        assert_eq!(keys(Some(2), None, Order::Descending), [3, 2]);
        assert_eq!(keys(None, Some(2), Order::Ascending), [1]);
        assert!(keys(Some(3), Some(2), Order::Ascending).is_empty());
        assert!(keys(Some(2), Some(2), Order::Descending).is_empty());
    }
}
