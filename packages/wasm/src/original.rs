//! What was done on a chain of native contracts, to be done again in the virtual machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{ensure, Context, Result};
use tributary_simulator::journal::{Entry, Journal};
use tributary_simulator::ledger::Fingerprint;
use tributary_simulator::runner::Player;
use tributary_simulator::{Chain, Clock, Scenario};
use tributary_testing::machine::case::play_on;
use tributary_testing::machine::Plan;

use crate::chain::WasmChain;
use crate::machine::Machine;
use crate::replay::replay;
use crate::sequences::Played;

/// One query in so many that the checks of the model ask is repeated as well.
const CASE_QUERIES: usize = 40;

/// Folders of the repository with folders of scenarios.
const SCENARIOS: [&str; 2] = ["scenarios", "tests/vectors/data"];

/// A native chain from its beginning to its end.
pub struct Original {
    /// When it began.
    pub clock: Clock,
    /// What was done, and what came of it.
    pub entries: Vec<Entry>,
    /// The state in which it ended.
    pub end: Fingerprint,
}

impl Original {
    /// A random case, played against the model.
    ///
    /// # Errors
    /// Whatever differs from the model.
    pub fn of_case(plan: Plan) -> Result<Self> {
        let clock = Clock::default();
        let mut chain = Chain::new(&clock)?;
        chain.keep_journal(Journal::new(CASE_QUERIES));
        let chain = play_on(chain, plan)?.0.world.net.chain;
        Ok(Self::new(clock, &chain))
    }

    /// A scenario; none if the file is something else.
    ///
    /// # Errors
    /// If there is no chain for it.
    pub fn of_scenario(path: &Path) -> Result<Option<Self>> {
        let Ok(scenario) = Scenario::read(path) else { return Ok(None) };
        let mut chain = Chain::new(&scenario.clock)?;
        chain.keep_journal(Journal::new(1));
        let mut player = Player::new(chain);
        player.play(&scenario);
        Ok(Some(Self::new(scenario.clock, &player.chain)))
    }

    /// All scenarios of the repository, by their files.
    ///
    /// # Errors
    /// If one cannot be read or played.
    pub fn of_scenarios() -> Result<Vec<(PathBuf, Self)>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut files = vec![];
        for folder in SCENARIOS {
            let mut pages = listed(&root.join(folder))?;
            for below in pages.clone().iter().filter(|path| path.is_dir()) {
                pages.extend(listed(below)?);
            }
            files.extend(pages.into_iter().filter(|path| path.extension().is_some_and(|it| it == "json")));
        }
        let mut originals = vec![];
        for file in files {
            let original = Self::of_scenario(&file).with_context(|| file.display().to_string())?;
            originals.extend(original.map(|original| (file, original)));
        }
        Ok(originals)
    }

    pub(crate) fn new(clock: Clock, chain: &Chain) -> Self {
        Self { clock, entries: chain.take_journal(), end: chain.fingerprint() }
    }

    /// Does all of it again in the virtual machine.
    ///
    /// # Errors
    /// The first difference.
    pub fn repeat(&self, machine: &Arc<Machine>) -> Result<Played> {
        let WasmChain { mut chain, meter } = WasmChain::new(machine, &self.clock)?;
        let tally = replay(&mut chain, &self.entries)?;
        ensure!(chain.fingerprint() == self.end, "the same rows were written, yet the states differ");
        Ok(Played { tally, runs: meter.runs(), most_pages: meter.take_most_pages() })
    }
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
