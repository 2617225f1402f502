//! What has been compared so far, in a file: a run that is interrupted goes on where it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::machine::Machine;
use crate::replay::Tally;
use crate::sequences::Played;

/// The figures of a run, all of one build of the contracts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// SHA-256 of each contract, by its name.
    pub artifacts: BTreeMap<String, String>,
    /// Operations of a sequence, besides the opening of the world and everybody's leaving.
    pub operations: usize,
    /// The first seed.
    pub first_seed: u64,
    /// The last one; none yet if it is smaller than the first.
    pub last_seed: Option<u64>,
    /// Scenarios of the repository that do so.
    pub scenarios: usize,
    /// Sequences that end in the same state with the same events.
    pub sequences: u64,
    /// What was compared in them.
    #[serde(flatten)]
    pub tally: Tally,
    /// Runs of contracts in the virtual machine.
    pub runs: u64,
    /// The most memory of a run, in bytes.
    pub most_memory: usize,
    /// How long it took.
    pub milliseconds: u64,
}

/// Bytes of a page of memory.
pub const PAGE: usize = 65_536;

impl Record {
    /// One of no sequence.
    pub fn new(machine: &Machine, first_seed: u64, operations: usize) -> Self {
        let artifacts = machine.codes().iter().map(|(name, code)| (name.clone(), code.to_hex())).collect();
        Self {
            artifacts,
            operations,
            first_seed,
            last_seed: None,
            scenarios: 0,
            sequences: 0,
            tally: Tally::default(),
            runs: 0,
            most_memory: 0,
            milliseconds: 0,
        }
    }

    /// What a file says of the same contracts, seeds and lengths; this, if it says nothing of them.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn or_from(self, path: &Path) -> Result<Self> {
        if !path.exists() {
            return Ok(self);
        }
        let known: Self =
            serde_json::from_slice(&fs::read(path)?).with_context(|| path.display().to_string())?;
        let same = known.artifacts == self.artifacts
            && known.operations == self.operations
            && known.first_seed == self.first_seed;
        Ok(if same { known } else { self })
    }

    /// The first seed that is not in it.
    pub fn next_seed(&self) -> u64 {
        self.last_seed.map_or(self.first_seed, |last| last + 1)
    }

    /// Adds what came of all seeds up to `last`.
    pub fn add(&mut self, last: u64, played: &Played, took: Duration) {
        self.sequences += last + 1 - self.next_seed();
        self.last_seed = Some(last);
        self.tally.add(played.tally);
        self.runs += played.runs;
        self.most_memory = self.most_memory.max(played.most_pages * PAGE);
        self.milliseconds += u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    }

    /// Writes the file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        fs::write(path, text).with_context(|| path.display().to_string())
    }
}
