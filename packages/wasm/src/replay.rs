//! Does on one chain what was done on another, and compares everything that comes of it.

use anyhow::{bail, ensure, Context, Result};
use cosmwasm_std::Event;
use serde::{Deserialize, Serialize};
use tributary_simulator::journal::{Changes, Deed, Entry};
use tributary_simulator::{Chain, Outcome};

/// What was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Transactions.
    pub transactions: u64,
    /// Messages in them.
    pub messages: u64,
    /// Transactions that both refused, in the same words.
    pub refused: u64,
    /// Queries.
    pub queries: u64,
    /// Events.
    pub events: u64,
    /// Rows of the storage that were written or removed.
    pub rows: u64,
}

impl Tally {
    /// Adds another one.
    pub fn add(&mut self, other: Self) {
        self.transactions += other.transactions;
        self.messages += other.messages;
        self.refused += other.refused;
        self.queries += other.queries;
        self.events += other.events;
        self.rows += other.rows;
    }

    fn count(&mut self, entry: &Entry) {
        match &entry.deed {
            Deed::Transact { msgs, .. } => {
                self.transactions += 1;
                self.messages += msgs.len() as u64;
                self.refused += u64::from(entry.result.is_err());
            }
            Deed::Query { .. } => self.queries += 1,
            Deed::Balance { .. } | Deed::Block(_) => {}
        }
        let outcomes = entry.result.as_deref().unwrap_or_default();
        self.events += outcomes.iter().map(|outcome| outcome.events.len() as u64).sum::<u64>();
        self.rows += entry.changes.len() as u64;
    }
}

/// Does all that was noted on another chain, from its beginning on.
///
/// # Errors
/// The first difference.
pub fn replay(chain: &mut Chain, journal: &[Entry]) -> Result<Tally> {
    let mut tally = Tally::default();
    for (at, entry) in journal.iter().enumerate() {
        repeat(chain, entry).with_context(|| format!("deed {at}: {:?}", entry.deed))?;
        tally.count(entry);
    }
    Ok(tally)
}

/// Does one thing and compares.
///
/// # Errors
/// The first difference.
pub fn repeat(chain: &mut Chain, entry: &Entry) -> Result<()> {
    compare(entry, &redo(chain, &entry.deed)?)
}

/// Does one thing and answers what came of it.
///
/// # Errors
/// If it cannot be done.
pub fn redo(chain: &mut Chain, deed: &Deed) -> Result<Entry> {
    chain.redo(deed)?;
    chain.take_journal().pop().context("the chain keeps no journal")
}

fn compare(native: &Entry, wasm: &Entry) -> Result<()> {
    match (&native.result, &wasm.result) {
        (Ok(native), Ok(wasm)) => same_outcomes(native, wasm)?,
        (Err(native), Err(wasm)) => ensure!(native == wasm, "refusals: native {native:?}, wasm {wasm:?}"),
        (Ok(_), Err(words)) => bail!("native succeeds, wasm refuses: {words}"),
        (Err(words), Ok(_)) => bail!("wasm succeeds, native refuses: {words}"),
    }
    same_changes(&native.changes, &wasm.changes)
}

fn same_outcomes(native: &[Outcome], wasm: &[Outcome]) -> Result<()> {
    ensure!(native.len() == wasm.len(), "messages: native {}, wasm {}", native.len(), wasm.len());
    for (native, wasm) in native.iter().zip(wasm) {
        same_events(&native.events, &wasm.events)?;
        ensure!(native.data == wasm.data, "data: native {:?}, wasm {:?}", native.data, wasm.data);
    }
    Ok(())
}

fn same_events(native: &[Event], wasm: &[Event]) -> Result<()> {
    if let Some((native, wasm)) = native.iter().zip(wasm).find(|(native, wasm)| native != wasm) {
        bail!("events: native {native:?}, wasm {wasm:?}");
    }
    ensure!(native.len() == wasm.len(), "events: native {}, wasm {}", native.len(), wasm.len());
    Ok(())
}

fn same_changes(native: &Changes, wasm: &Changes) -> Result<()> {
    for key in native.keys().chain(wasm.keys()) {
        let (native, wasm) = (native.get(key), wasm.get(key));
        ensure!(
            native == wasm,
            "stored row {}: native {}, wasm {}",
            key.escape_ascii(),
            shown(native),
            shown(wasm)
        );
    }
    Ok(())
}

fn shown(change: Option<&Option<Vec<u8>>>) -> String {
    match change {
        None => "does not touch it".to_owned(),
        Some(None) => "removes it".to_owned(),
        Some(Some(value)) => format!("writes {}", value.escape_ascii()),
    }
}
