//! Random sequences: played natively against the model, then repeated in the virtual machine.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::thread;

use anyhow::{anyhow, Context, Result};
use tributary_testing::machine::Plan;

use crate::machine::Machine;
use crate::original::Original;
use crate::replay::Tally;

/// What came of several sequences.
#[derive(Clone, Copy, Debug, Default)]
pub struct Played {
    /// What was compared.
    pub tally: Tally,
    /// Runs of contracts in the virtual machine.
    pub runs: u64,
    /// The most memory of a run, in pages of 64 KiB.
    pub most_pages: usize,
}

impl Played {
    /// Adds another.
    pub fn add(&mut self, other: Self) {
        self.tally.add(other.tally);
        self.runs += other.runs;
        self.most_pages = self.most_pages.max(other.most_pages);
    }
}

/// Plays a case natively and in the virtual machine.
///
/// # Errors
/// The first difference.
pub fn play(machine: &Arc<Machine>, plan: Plan) -> Result<Played> {
    Original::of_case(plan)?.repeat(machine)
}

/// Plays all scenarios of the repository natively and in the virtual machine; how many.
///
/// # Errors
/// The first difference, with the scenario's file.
pub fn play_scenarios(machine: &Arc<Machine>) -> Result<usize> {
    let scenarios = Original::of_scenarios()?;
    for (file, original) in &scenarios {
        original.repeat(machine).with_context(|| file.display().to_string())?;
    }
    Ok(scenarios.len())
}

/// Plays the cases of these seeds on all cores.
///
/// # Errors
/// A difference, with its seed.
pub fn play_all(machine: &Arc<Machine>, seeds: Range<u64>, operations: usize) -> Result<Played> {
    let next = AtomicU64::new(seeds.start);
    let work = || -> Result<Played> {
        let mut played = Played::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return Ok(played);
            }
            let one = play(machine, Plan::new(seed, operations)).with_context(|| format!("seed {seed}"));
            // The others need not go on.
            played.add(one.inspect_err(|_| next.store(seeds.end, Ordering::Relaxed))?);
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut all = Played::default();
        for worker in workers {
            all.add(worker.join().map_err(|_| anyhow!("a sequence panicked"))??);
        }
        Ok(all)
    })
}
