//! What was asked of a chain and what came of it, so that another chain can be asked the same.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem;

use cosmwasm_std::{Addr, Binary, BlockInfo, Coin, CosmosMsg};
use cw_multi_test::AppResponse;

use crate::chain::{Chain, Outcome};

/// What came of a deed.
type Happened = Result<Vec<Outcome>, String>;

/// Rows of the storage that were written (with what they hold then) or removed.
pub type Changes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// One thing that is asked of a chain.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// A transaction of one sender.
    Transact {
        /// Who signs it.
        sender: Addr,
        /// What it does.
        msgs: Vec<CosmosMsg>,
    },
    /// An address has exactly these coins from now on.
    Balance {
        /// Whose.
        address: Addr,
        /// Which coins.
        coins: Vec<Coin>,
    },
    /// Another block.
    Block(BlockInfo),
    /// A question to a contract.
    Query {
        /// Which.
        contract: Addr,
        /// The question.
        msg: Binary,
    },
}

/// A deed and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What was asked.
    pub deed: Deed,
    /// Events and data of each message, or all the words of the refusal; a query's answer as the data of one message.
    pub result: Result<Vec<Outcome>, String>,
    /// What it changed in the bank and all contracts.
    pub changes: Changes,
}

/// What a chain notes of itself.
#[derive(Debug)]
pub struct Journal {
    query_interval: usize,
    queries: usize,
    entries: Vec<Entry>,
}

impl Journal {
    /// An empty one, which is to note one query in `query_interval`; 0 notes none.
    pub fn new(query_interval: usize) -> Self {
        Self { query_interval, queries: 0, entries: vec![] }
    }

    fn takes_query(&mut self) -> bool {
        self.queries = self.queries.wrapping_add(1);
        self.queries.checked_rem(self.query_interval) == Some(0)
    }
}

impl Chain {
    /// Notes from now on what is asked of the chain and what comes of it.
    pub fn keep_journal(&mut self, journal: Journal) {
        self.app.storage().take_changes();
        self.journal = Some(RefCell::new(journal));
    }

    /// What was noted since this was asked for the last time.
    pub fn take_journal(&self) -> Vec<Entry> {
        let journal = self.journal.as_ref();
        journal.map(|journal| mem::take(&mut journal.borrow_mut().entries)).unwrap_or_default()
    }

    /// Notes nothing from now on, and answers what was noted since this was asked for the last time.
    pub fn end_journal(&mut self) -> Vec<Entry> {
        let noted = self.take_journal();
        self.journal = None;
        self.app.storage().forget_changes();
        noted
    }

    /// Does once more what was noted, here or on another chain with the same codes; what comes of it is in the journal.
    ///
    /// # Errors
    /// When the bank refuses a balance. What a contract refuses is no error.
    pub fn redo(&mut self, deed: &Deed) -> anyhow::Result<()> {
        match deed {
            Deed::Transact { sender, msgs } => {
                // A refusal is a result like any other.
                let _ = self.transact(sender, msgs.clone());
            }
            Deed::Balance { address, coins } => self.set_balance(address, coins.clone())?,
            Deed::Block(block) => self.set_block(block.clone()),
            Deed::Query { contract, msg } => {
                let answer = self.answer(contract, msg.clone());
                self.note(|| deed.clone(), told(&answer));
            }
        }
        Ok(())
    }

    /// Whether the next query is one that is noted.
    pub(crate) fn notes_query(&self) -> bool {
        self.journal.as_ref().is_some_and(|journal| journal.borrow_mut().takes_query())
    }

    /// Notes a deed with all changes since the last one.
    pub(crate) fn note(&self, deed: impl FnOnce() -> Deed, result: Happened) {
        if let Some(journal) = &self.journal {
            let changes = self.app.storage().take_changes();
            journal.borrow_mut().entries.push(Entry { deed: deed(), result, changes });
        }
    }
}

/// A query's answer as it is noted.
pub(crate) fn told(answer: &anyhow::Result<Binary>) -> Happened {
    let outcome = |data: &Binary| vec![Outcome { events: vec![], data: Some(data.clone()) }];
    answer.as_ref().map(outcome).map_err(|error| format!("{error:#}"))
}

/// What messages did as it is noted.
pub(crate) fn happened(result: &anyhow::Result<Vec<AppResponse>>) -> Happened {
    let outcome =
        |response: &AppResponse| Outcome { events: response.events.clone(), data: response.data.clone() };
    let outcomes = |responses: &Vec<AppResponse>| responses.iter().map(outcome).collect();
    result.as_ref().map(outcomes).map_err(|error| format!("{error:#}"))
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::coins;

    use super::*;
    use crate::scenario::Clock;

    #[test]
    fn another_chain_does_the_same_once_more() {
        let chain = || {
            let mut chain = Chain::new(&Clock::default()).unwrap();
            chain.keep_journal(Journal::new(1));
            chain
        };
        let (mut one, mut other) = (chain(), chain());
        let (ada, bob) = (one.address_of("ada").unwrap(), one.address_of("bob").unwrap());
        one.set_balance(&ada, coins(5, "ustake")).unwrap();
        one.advance(6, 1).unwrap();
        one.send(&ada, &bob, coins(3, "ustake")).unwrap();
        one.send(&ada, &bob, coins(3, "ustake")).unwrap_err();
        one.query(&bob, &"config").unwrap_err();

        let noted = one.take_journal();
        noted.iter().for_each(|entry| other.redo(&entry.deed).unwrap());

        let refused: Vec<bool> = noted.iter().map(|entry| entry.result.is_err()).collect();
        assert_eq!(refused, [false, false, false, true, true]);
        let changed: Vec<bool> = noted.iter().map(|entry| !entry.changes.is_empty()).collect();
        assert_eq!(changed, [true, false, true, false, false]);
        assert_eq!(other.take_journal(), noted);
        assert_eq!(other.fingerprint(), one.fingerprint());
        assert!(one.take_journal().is_empty());

        one.advance(6, 1).unwrap();
        assert_eq!(one.end_journal().len(), 1);
        one.send(&ada, &bob, coins(1, "ustake")).unwrap();
        assert!(one.end_journal().is_empty());
    }
}
