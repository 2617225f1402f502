//! What became of the mutants, by package and module, and whether each survivor is explained.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{bail, Context, Result};
use serde::Serialize;

use crate::list::Mutant;
use crate::play::{Outcome, Played};
use crate::viable::Dropped;

/// How many mutants had which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// A test failed.
    pub killed: usize,
    /// A test did not end: killed as well.
    pub timeout: usize,
    /// All tests passed, or none reaches it.
    pub survived: usize,
    /// Do not compile.
    pub unviable: usize,
    /// Not played yet.
    pub open: usize,
}

impl Count {
    fn add(&mut self, outcome: Option<Outcome>) {
        let one = match outcome {
            Some(Outcome::Killed) => &mut self.killed,
            Some(Outcome::Timeout) => &mut self.timeout,
            Some(Outcome::Survived | Outcome::Unreached) => &mut self.survived,
            Some(Outcome::Unviable) => &mut self.unviable,
            None => &mut self.open,
        };
        *one += 1;
    }

    /// How many of a thousand viable mutants were killed, rounded down.
    #[must_use]
    pub fn killed_per_mille(&self) -> usize {
        let killed = self.killed + self.timeout;
        (killed * 1000).checked_div(killed + self.survived).unwrap_or(1000)
    }

    fn percent(&self) -> String {
        format!("{}.{}", self.killed_per_mille() / 10, self.killed_per_mille() % 10)
    }
}

/// All outcomes.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Of viable mutants where rewards, vesting, penalties and licences are accounted, in percent.
    pub killed_money_percent: f64,
    /// The same elsewhere.
    pub killed_elsewhere_percent: f64,
    /// The same everywhere.
    pub killed_percent: f64,
    /// Where rewards, vesting, penalties and licences are accounted.
    pub money: Count,
    /// Elsewhere.
    pub elsewhere: Count,
    /// By package.
    pub packages: BTreeMap<String, Count>,
    /// By file.
    #[serde(skip)]
    pub modules: BTreeMap<String, Count>,
    /// As cargo-mutants names them.
    pub survivors: Vec<String>,
    /// The same by file and change, without positions: how often each.
    #[serde(skip)]
    pub changes: BTreeMap<(String, String), usize>,
}

impl Report {
    /// Counts the outcomes of these mutants.
    #[must_use]
    pub fn of(mutants: &[(usize, &Mutant)], dropped: &Dropped, played: &HashMap<String, Played>) -> Self {
        let (mut money, mut elsewhere) = (Count::default(), Count::default());
        let (mut packages, mut modules, mut changes) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut survivors = vec![];
        for (number, mutant) in mutants {
            let outcome = match played.get(&mutant.name) {
                _ if dropped.unviable.contains_key(number) => Some(Outcome::Unviable),
                played => played.map(|played| played.outcome),
            };
            if mutant.is_money() { &mut money } else { &mut elsewhere }.add(outcome);
            packages.entry(mutant.package.clone()).or_insert_with(Count::default).add(outcome);
            modules.entry(mutant.file.clone()).or_insert_with(Count::default).add(outcome);
            if matches!(outcome, Some(Outcome::Survived | Outcome::Unreached)) {
                survivors.push(mutant.name.clone());
                *changes.entry((mutant.file.clone(), mutant.change().to_owned())).or_insert(0) += 1;
            }
        }
        let percent = |count: &Count| count.killed_per_mille() as f64 / 10.0;
        let mut all = money;
        all.merge(&elsewhere);
        Self {
            killed_money_percent: percent(&money),
            killed_elsewhere_percent: percent(&elsewhere),
            killed_percent: percent(&all),
            money,
            elsewhere,
            packages,
            modules,
            survivors,
            changes,
        }
    }

    /// A table of modules and packages, and the survivors.
    pub fn print(&self) {
        println!(
            "{:<58} {:>7} {:>7} {:>8} {:>8} {:>5} {:>7}",
            "", "killed", "timeout", "survived", "unviable", "open", "percent"
        );
        let line = |name: &str, count: &Count| {
            let Count { killed, timeout, survived, unviable, open } = count;
            println!(
                "{name:<58} {killed:>7} {timeout:>7} {survived:>8} {unviable:>8} {open:>5} {:>7}",
                count.percent()
            );
        };
        self.modules.iter().for_each(|(name, count)| line(name, count));
        self.packages.iter().for_each(|(name, count)| line(name, count));
        line("rewards, vesting, penalties, licences", &self.money);
        line("elsewhere", &self.elsewhere);
        self.survivors.iter().for_each(|name| println!("survived: {name}"));
    }

    /// Whether the table of `path` has exactly the survivors: `| file | change | how many | why |`.
    ///
    /// # Errors
    /// If it has not.
    pub fn explained(&self, path: &Path) -> Result<()> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut rows = BTreeMap::new();
        for line in text.lines() {
            // An operator may be a bar; in a table it is written with a backslash.
            let line = line.replace("\\|", "\u{0}");
            let cells: Vec<_> =
                line.split('|').map(|cell| cell.replace('\u{0}', "|").trim().to_owned()).collect();
            if let [_, file, change, count, why, _] = cells.as_slice() {
                let name = |cell: &str| cell.trim_matches('`').to_owned();
                if let (Ok(count), false) = (count.parse::<usize>(), why.is_empty()) {
                    rows.insert((name(file), name(change)), count);
                }
            }
        }
        let unexplained = self.changes.iter().filter(|(change, count)| rows.get(*change) != Some(*count));
        let killed = rows.keys().filter(|change| !self.changes.contains_key(*change));
        let unexplained =
            unexplained.map(|((file, change), count)| format!("not explained: {file}: {change} ({count})"));
        let faults: Vec<_> =
            unexplained.chain(killed.map(|(file, change)| format!("killed: {file}: {change}"))).collect();
        if !faults.is_empty() {
            bail!("{} has other survivors:\n{}", path.display(), faults.join("\n"));
        }
        Ok(())
    }
}

impl Count {
    fn merge(&mut self, other: &Self) {
        self.killed += other.killed;
        self.timeout += other.timeout;
        self.survived += other.survived;
        self.unviable += other.unviable;
        self.open += other.open;
    }
}

#[cfg(test)]
mod tests;
