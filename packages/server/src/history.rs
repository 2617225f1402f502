//! Blocks and transactions of the past. Nothing is forgotten; blocks that passed without a transaction need no room where time went
//! evenly, as in a jump of the clock.

use std::collections::{BTreeMap, HashMap};

use cosmwasm_std::Event;
use sha2::{Digest, Sha256};

use crate::refusals::Refusal;

/// A hash of a transaction: SHA-256 of its bytes.
pub(crate) type Hash = [u8; 32];

/// What a transaction or an attribute takes besides its texts, about, in bytes.
const ENTRY: usize = 200;

/// What came of a transaction.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TxResult {
    /// 0: it was carried out.
    pub code: u32,
    pub codespace: &'static str,
    pub log: String,
    pub data: Vec<u8>,
    pub events: Vec<Event>,
    pub gas_wanted: u64,
    pub gas_used: u64,
}

impl TxResult {
    /// The same, refused: what the fee cost remains.
    pub fn refused(self, Refusal { codespace, code, log }: Refusal) -> Self {
        Self { codespace, code, log, ..self }
    }
}

/// A transaction in its block.
#[derive(Debug)]
pub(crate) struct Included {
    pub height: u64,
    /// Its place in the block, from 0.
    pub index: usize,
    pub hash: Hash,
    pub bytes: Vec<u8>,
    pub result: TxResult,
}

impl Included {
    /// About how many bytes it takes, with its entries among the attributes.
    pub fn room(&self) -> usize {
        let TxResult { log, data, events, .. } = &self.result;
        let own = [self.bytes.len(), log.len(), data.len(), ENTRY];
        let of_attributes = events.iter().flat_map(|event| {
            let texts = event.attributes.iter().map(|attribute| [&attribute.key, &attribute.value]);
            texts.flat_map(|[key, value]| {
                [event.ty.len(), key.len(), value.len(), key.len(), value.len(), ENTRY]
            })
        });
        own.into_iter().chain(of_attributes).fold(0, usize::saturating_add)
    }
}

/// A block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// Nanoseconds since 1970.
    pub time: u64,
    /// Places in the list of all transactions.
    pub transactions: Vec<usize>,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// By height. Of blocks between two of these, the times lie evenly between theirs.
    blocks: BTreeMap<u64, Block>,
    transactions: Vec<Included>,
    by_hash: HashMap<Hash, usize>,
    /// Event attributes, written `type.key=value`, to the transactions that have them.
    by_attribute: HashMap<String, Vec<usize>>,
    kept: usize,
}

impl History {
    /// A block begins. One that began before keeps its transactions.
    pub fn begin(&mut self, height: u64, time: u64) {
        self.blocks.entry(height).or_default().time = time;
    }

    /// Adds a transaction to the newest block.
    pub fn include(&mut self, bytes: Vec<u8>, result: TxResult) -> Hash {
        let hash: Hash = Sha256::digest(&bytes).into();
        let place = self.transactions.len();
        let Some(mut newest) = self.blocks.last_entry() else { return hash };
        let (height, index) = (*newest.key(), newest.get().transactions.len());
        newest.get_mut().transactions.push(place);
        for event in &result.events {
            for attribute in &event.attributes {
                let key = indexed(&format!("{}.{}", event.ty, attribute.key), &attribute.value);
                let places = self.by_attribute.entry(key).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        self.by_hash.insert(hash, place);
        let included = Included { height, index, hash, bytes, result };
        self.kept = self.kept.saturating_add(included.room());
        self.transactions.push(included);
        hash
    }

    /// Height of the first and of the newest block.
    pub fn heights(&self) -> (u64, u64) {
        let height = |entry: Option<(&u64, &Block)>| entry.map(|(height, _)| *height).unwrap_or_default();
        (height(self.blocks.first_key_value()), height(self.blocks.last_key_value()))
    }

    /// The block of that height.
    pub fn block(&self, height: u64) -> Option<Block> {
        if let Some(known) = self.blocks.get(&height) {
            return Some(known.clone());
        }
        let (low, before) = self.blocks.range(..height).next_back()?;
        let (high, behind) = self.blocks.range(height..).next()?;
        let whole = u128::from(high.checked_sub(*low)?);
        let part = u128::from(height.checked_sub(*low)?);
        let span = u128::from(behind.time.saturating_sub(before.time));
        let passed = u64::try_from(span.checked_mul(part)?.checked_div(whole)?).ok()?;
        Some(Block { time: before.time.checked_add(passed)?, transactions: vec![] })
    }

    /// The transactions of a block, in order.
    pub fn of<'a>(&'a self, block: &'a Block) -> impl Iterator<Item = &'a Included> {
        block.transactions.iter().filter_map(|place| self.transactions.get(*place))
    }

    /// The transaction of that hash.
    pub fn transaction(&self, hash: &[u8]) -> Option<&Included> {
        let place = self.by_hash.get(&Hash::try_from(hash).ok()?)?;
        self.transactions.get(*place)
    }

    /// About how many bytes all transactions take.
    pub fn kept(&self) -> usize {
        self.kept
    }

    /// All transactions, oldest first.
    pub fn all(&self) -> &[Included] {
        &self.transactions
    }

    /// The transactions that have an event with that attribute, oldest first.
    pub fn with_attribute(&self, key: &str, value: &str) -> Vec<&Included> {
        let places = self.by_attribute.get(&indexed(key, value));
        places.into_iter().flatten().filter_map(|place| self.transactions.get(*place)).collect()
    }
}

fn indexed(key: &str, value: &str) -> String {
    format!("{key}={value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_that_nobody_noted_lie_evenly_between_those_around_them() {
        let mut history = History::default();
        history.begin(10, 1_000);
        history.begin(14, 1_400);

        let times: Vec<_> = (9..=15).map(|height| history.block(height).map(|block| block.time)).collect();

        let between = [None, Some(1_000), Some(1_100), Some(1_200), Some(1_300), Some(1_400), None];
        assert_eq!(times, between);
        assert_eq!(history.heights(), (10, 14));
    }

    #[test]
    fn transactions_are_found_by_hash_block_and_attribute() {
        let mut history = History::default();
        let result = |value: &str| TxResult {
            events: vec![Event::new("wasm").add_attribute("a", value).add_attribute("a", value)],
            ..TxResult::default()
        };
        history.begin(1, 0);
        let first = history.include(vec![1], result("x"));
        history.include(vec![2], result("y"));
        history.begin(2, 0);
        history.include(vec![3], result("x"));

        let places = |found: Vec<&Included>| -> Vec<_> {
            found.into_iter().map(|found| (found.height, found.index, found.bytes.clone())).collect()
        };
        assert_eq!(places(history.with_attribute("wasm.a", "x")), [(1, 0, vec![1]), (2, 0, vec![3])]);
        assert_eq!(
            places(history.of(&history.block(1).unwrap()).collect()),
            [(1, 0, vec![1]), (1, 1, vec![2])]
        );
        assert_eq!(history.transaction(&first).unwrap().bytes, [1]);
        assert!(history.transaction(&[0; 32]).is_none());
        assert!(history.transaction(&[0; 3]).is_none());
    }
}
