//! What messages of a contract do to its storage: how many rows they touch, and what a chain charges for that.

use std::cell::RefCell;

use anyhow::{Error, Result};
use cosmwasm_std::testing::{mock_env, MockApi, MockQuerier};
use cosmwasm_std::{
    Addr, Coin, DepsMut, Env, MessageInfo, Order, QuerierWrapper, Record, Response, Storage, Timestamp,
};

use super::{left, right};
use crate::story::money::grouped;
use crate::story::table::Table;

/// Every key of a contract lies behind a byte and the contract's 32.
const KEY_PREFIX: u64 = 33;

/// A row that is read: gas, and gas a byte. These prices are those of the Cosmos SDK's store.
const READ: (u64, u64) = (1_000, 3);

/// A row that is written.
const WRITE: (u64, u64) = (2_000, 30);

/// A row that is removed.
const REMOVE: u64 = 1_000;

/// A step of an iteration; the first row is paid for when the iteration begins and when it is left.
const STEP: (u64, u64) = (30, 3);

/// What one call did to storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Rows read, and steps of iterations.
    pub reads: u64,
    /// Rows written.
    pub writes: u64,
    /// Rows removed.
    pub removes: u64,
    /// Bytes of the keys and values written.
    pub bytes: u64,
    /// What a chain charges for all of it, without the virtual machine.
    pub gas: u64,
}

impl Touched {
    /// The rows alone.
    pub fn rows(self) -> (u64, u64, u64) {
        (self.reads, self.writes, self.removes)
    }

    fn read(&mut self, key: &[u8], value: Option<&[u8]>) {
        self.reads = self.reads.saturating_add(1);
        self.charge(READ, length(key).saturating_add(KEY_PREFIX).saturating_add(value.map_or(0, length)));
    }

    fn write(&mut self, key: &[u8], value: &[u8]) {
        let bytes = length(key).saturating_add(length(value));
        self.writes = self.writes.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
        self.charge(WRITE, bytes.saturating_add(KEY_PREFIX));
    }

    fn remove(&mut self) {
        self.removes = self.removes.saturating_add(1);
        self.charge((REMOVE, 0), 0);
    }

    /// The next row of an iteration, if there is one.
    fn seek(&mut self, row: Option<&Record>) {
        let of_row = |(key, value): &Record| length(key).saturating_add(length(value));
        self.charge(STEP, row.map_or(0, |row| of_row(row).saturating_add(KEY_PREFIX)));
    }

    fn step(&mut self, row: &Record) {
        self.reads = self.reads.saturating_add(1);
        self.seek(Some(row));
    }

    fn charge(&mut self, (flat, a_byte): (u64, u64), bytes: u64) {
        self.gas = self.gas.saturating_add(flat).saturating_add(bytes.saturating_mul(a_byte));
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// A message, and what it did with each crowd.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Which.
    pub message: String,
    /// By crowd.
    pub touched: Vec<Touched>,
}

impl Cost {
    /// Whether it touches as many rows with every crowd.
    pub fn is_flat(&self) -> bool {
        let mut rows = self.touched.iter().map(|touched| touched.rows());
        let first = rows.next();
        rows.all(|rows| Some(rows) == first)
    }

    /// Adds what the same messages did with another crowd.
    pub(crate) fn add<M: Into<String>>(costs: &mut Vec<Self>, counts: Vec<(M, Touched)>) {
        for (place, (message, touched)) in counts.into_iter().enumerate() {
            match costs.get_mut(place) {
                Some(cost) => cost.touched.push(touched),
                None => costs.push(Self { message: message.into(), touched: vec![touched] }),
            }
        }
    }
}

/// What messages cost; behind the rows stands a `figure`.
pub(crate) fn table(
    title: &str,
    (crowds, people): (&[u64], &str),
    costs: &[Cost],
    figure: fn(&Touched) -> String,
) -> Table {
    let heads: Vec<String> =
        crowds.iter().map(|crowd| format!("{} {people}", grouped(&crowd.to_string()))).collect();
    let mut columns = vec![left("message")];
    columns.extend(heads.iter().map(|head| right(head)));
    columns.push(left("rows"));
    let mut table = Table::new(title, &columns);
    for cost in costs {
        let mut row = vec![cost.message.clone()];
        row.extend(cost.touched.iter().map(|touched| {
            let (reads, writes, removes) = touched.rows();
            format!("{reads} / {writes} / {removes}, {}", figure(touched))
        }));
        row.push(if cost.is_flat() { "the same" } else { "NOT the same" }.to_owned());
        table.rows.push(row);
    }
    table
}

/// Storage that counts.
#[derive(Clone, Default)]
pub(crate) struct Counting<S> {
    /// What it is about.
    pub(crate) rows: S,
    touched: RefCell<Touched>,
}

impl<S: Storage> Storage for Counting<S> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let value = self.rows.get(key);
        self.touched.borrow_mut().read(key, value.as_deref());
        value
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let mut rows = self.rows.range(start, end, order).peekable();
        self.touched.borrow_mut().seek(rows.peek());
        Box::new(rows.inspect(|row| self.touched.borrow_mut().step(row)))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.touched.borrow_mut().write(key, value);
        self.rows.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.touched.borrow_mut().remove();
        self.rows.remove(key);
    }
}

/// A contract behind its entry points, on storage that counts.
#[derive(Clone)]
pub(crate) struct Counted<S> {
    /// Its storage.
    pub(crate) storage: Counting<S>,
    /// Addresses.
    pub(crate) api: MockApi,
    /// The present second.
    pub(crate) now: u64,
    /// What the rest of the chain answers.
    querier: fn() -> MockQuerier,
}

impl<S: Storage + Default> Counted<S> {
    /// A contract that is not there yet.
    pub(crate) fn new(api: MockApi, now: u64, querier: fn() -> MockQuerier) -> Self {
        Self { storage: Counting::default(), api, now, querier }
    }
}

impl<S: Storage> Counted<S> {
    /// The present block.
    pub(crate) fn env(&self) -> Env {
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(self.now);
        env
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, secs: u64) {
        self.now = self.now.saturating_add(secs);
    }

    /// Calls an entry point, and answers what that did.
    pub(crate) fn send<E>(
        &mut self,
        sender: Addr,
        funds: Vec<Coin>,
        entry: impl FnOnce(DepsMut, Env, MessageInfo) -> Result<Response, E>,
    ) -> Result<Touched>
    where
        Error: From<E>,
    {
        let (env, querier) = (self.env(), (self.querier)());
        self.storage.touched.take();
        let deps =
            DepsMut { storage: &mut self.storage, api: &self.api, querier: QuerierWrapper::new(&querier) };
        entry(deps, env, MessageInfo { sender, funds })?;
        Ok(self.storage.touched.take())
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::MockStorage;

    use super::*;

    #[test]
    fn rows_are_charged_like_the_store_does() {
        let mut storage = Counting::<MockStorage>::default();
        storage.set(b"a", b"1234");
        assert_eq!(storage.touched.take(), Touched { writes: 1, bytes: 5, gas: 3_140, ..Touched::default() });
        storage.set(b"b", b"1");

        storage.touched.take();
        assert_eq!(storage.get(b"a").as_deref(), Some(b"1234".as_slice()));
        assert_eq!(storage.get(b"c"), None);
        assert_eq!(storage.touched.take(), Touched { reads: 2, gas: 1_114 + 1_102, ..Touched::default() });

        // Begun at the first row, left behind both.
        assert_eq!(storage.range(None, None, Order::Ascending).count(), 2);
        assert_eq!(storage.touched.take(), Touched { reads: 2, gas: 2 * 144 + 135, ..Touched::default() });
        assert_eq!(storage.range(Some(b"c"), None, Order::Ascending).count(), 0);
        assert_eq!(storage.touched.take(), Touched { gas: 30, ..Touched::default() });

        storage.remove(b"a");
        assert_eq!(storage.touched.take(), Touched { removes: 1, gas: 1_000, ..Touched::default() });
    }
}
