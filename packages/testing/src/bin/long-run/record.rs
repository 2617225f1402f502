//! What was played so far.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use tributary_testing::machine::Histogram;

/// A run without interruption of one state of the code.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Piece {
    /// What names the code.
    code: String,
    first_seed: u64,
    seeds: u64,
    calls: u64,
    milliseconds: u64,
}

/// All pieces, and how often each message had each outcome in them.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    pieces: Vec<Piece>,
    outcomes: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Record {
    /// What the file says; nothing if there is none.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        match fs::read(file) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes).with_context(|| format!("{} is no record", file.display()))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| file.display().to_string()),
        }
    }

    /// Replaces the file at once, so that no interruption leaves half of it.
    pub(crate) fn write(&self, file: &Path) -> Result<()> {
        let new = file.with_extension("new");
        fs::write(&new, format!("{}\n", serde_json::to_string_pretty(self)?))?;
        Ok(fs::rename(new, file)?)
    }

    /// The first seed that was not played.
    pub(crate) fn next_seed(&self) -> u64 {
        self.pieces.iter().map(|piece| piece.first_seed + piece.seeds).max().unwrap_or(0)
    }

    /// Adds the next `seeds`.
    pub(crate) fn add(&mut self, code: &str, seeds: u64, took: Duration, played: &Histogram) {
        let (first_seed, calls) = (self.next_seed(), played.calls());
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        match self.pieces.last_mut().filter(|piece| piece.code == code) {
            Some(piece) => {
                piece.seeds += seeds;
                piece.calls += calls;
                piece.milliseconds += milliseconds;
            }
            None => self.pieces.push(Piece { code: code.to_owned(), first_seed, seeds, calls, milliseconds }),
        }
        for (message, outcome, count) in played.pairs() {
            let outcomes = self.outcomes.entry(message.to_owned()).or_default();
            *outcomes.entry(outcome.to_owned()).or_default() += count;
        }
    }

    /// All calls.
    pub(crate) fn calls(&self) -> u64 {
        self.pieces.iter().map(|piece| piece.calls).sum()
    }

    /// Calls of the newest piece.
    pub(crate) fn calls_of_last(&self) -> u64 {
        self.pieces.last().map_or(0, |piece| piece.calls)
    }

    /// How many pieces there are.
    pub(crate) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Which of `pairs` were seen less than `least` times, the rarest first.
    pub(crate) fn rarer_than(
        &self,
        least: u64,
        pairs: &BTreeSet<(String, String)>,
    ) -> Vec<((String, String), u64)> {
        let mut rare: Vec<_> = pairs.iter().map(|pair| (pair.clone(), self.seen(&pair.0, &pair.1))).collect();
        rare.retain(|(_, count)| *count < least);
        rare.sort_by_key(|(_, count)| *count);
        rare
    }

    /// How often a pair was seen.
    pub(crate) fn seen(&self, message: &str, outcome: &str) -> u64 {
        self.outcomes.get(message).and_then(|outcomes| outcomes.get(outcome)).copied().unwrap_or(0)
    }
}
