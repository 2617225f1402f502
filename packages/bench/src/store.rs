//! The storage that a running contract sees: its rows of the world, every access counted.

use std::cell::RefCell;
use std::ops::Bound;
use std::rc::Rc;

use cosmwasm_std::{Order, Record};
use cosmwasm_vm::{BackendError, BackendResult, GasInfo, Storage};

use crate::world::World;

pub struct Store {
    world: Rc<RefCell<World>>,
    index: usize,
    iterators: Vec<Cursor>,
}

/// What is left of an iteration.
struct Cursor {
    from: Bound<Box<[u8]>>,
    to: Bound<Box<[u8]>>,
    order: Order,
}

impl Store {
    pub fn new(world: Rc<RefCell<World>>, index: usize) -> Self {
        Self { world, index, iterators: Vec::new() }
    }
}

impl Storage for Store {
    fn get(&self, key: &[u8]) -> BackendResult<Option<Vec<u8>>> {
        let mut world = self.world.borrow_mut();
        let value = world.rows[self.index].get(key).map(|value| value.to_vec());
        world.cost.read(key, value.as_deref());
        (Ok(value), GasInfo::free())
    }

    fn scan(&mut self, start: Option<&[u8]>, end: Option<&[u8]>, order: Order) -> BackendResult<u32> {
        let from = start.map_or(Bound::Unbounded, |key| Bound::Included(key.into()));
        let to = end.map_or(Bound::Unbounded, |key| Bound::Excluded(key.into()));
        self.iterators.push(Cursor { from, to, order });
        (Ok(self.iterators.len() as u32), GasInfo::free())
    }

    fn next(&mut self, iterator_id: u32) -> BackendResult<Option<Record>> {
        let Some(cursor) = (iterator_id as usize).checked_sub(1).and_then(|i| self.iterators.get_mut(i))
        else {
            return (Err(BackendError::iterator_does_not_exist(iterator_id)), GasInfo::free());
        };
        let mut world = self.world.borrow_mut();
        let record = cursor.advance(&world.rows[self.index]);
        if let Some((key, value)) = &record {
            world.cost.iterate(key, value);
        }
        (Ok(record), GasInfo::free())
    }

    fn set(&mut self, key: &[u8], value: &[u8]) -> BackendResult<()> {
        let mut world = self.world.borrow_mut();
        world.cost.write(key, value);
        world.set_row(self.index, key, value);
        (Ok(()), GasInfo::free())
    }

    fn remove(&mut self, key: &[u8]) -> BackendResult<()> {
        let mut world = self.world.borrow_mut();
        world.cost.remove();
        world.remove_row(self.index, key);
        (Ok(()), GasInfo::free())
    }
}

impl Cursor {
    fn advance(&mut self, rows: &crate::world::Rows) -> Option<Record> {
        if self.is_empty() {
            return None;
        }
        let mut range = rows.range((self.from.clone(), self.to.clone()));
        let (key, value) = match self.order {
            Order::Ascending => range.next()?,
            Order::Descending => range.next_back()?,
        };
        match self.order {
            Order::Ascending => self.from = Bound::Excluded(key.clone()),
            Order::Descending => self.to = Bound::Excluded(key.clone()),
        }
        Some((key.to_vec(), value.to_vec()))
    }

    /// A range from behind its end, which a map would refuse.
    fn is_empty(&self) -> bool {
        match (&self.from, &self.to) {
            (Bound::Included(from), Bound::Excluded(to)) | (Bound::Excluded(from), Bound::Excluded(to)) => {
                from >= to
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(from: Bound<Box<[u8]>>, to: Bound<Box<[u8]>>, order: Order) -> Vec<u8> {
        let rows = [1u8, 2, 3].map(|key| (Box::from([key]), Box::from([]))).into();
        let mut cursor = Cursor { from, to, order };
        std::iter::from_fn(|| cursor.advance(&rows)).map(|(key, _)| key[0]).collect()
    }

    #[test]
    fn iteration_goes_both_ways_and_starts_inclusive_and_ends_exclusive() {
        let (from, to) = (Bound::Included(Box::from([2])), Bound::Excluded(Box::from([3])));
        assert_eq!(keys(Bound::Unbounded, Bound::Unbounded, Order::Ascending), [1, 2, 3]);
        assert_eq!(keys(Bound::Unbounded, Bound::Unbounded, Order::Descending), [3, 2, 1]);
        assert_eq!(keys(from.clone(), Bound::Unbounded, Order::Descending), [3, 2]);
        assert_eq!(keys(Bound::Unbounded, to.clone(), Order::Descending), [2, 1]);
        let backwards =
            keys(Bound::Included(Box::from([3])), Bound::Excluded(Box::from([2])), Order::Ascending);
        assert!(backwards.is_empty());
    }
}
