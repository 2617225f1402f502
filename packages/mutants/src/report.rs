//! What became of the mutants, by package and module.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::equivalents::Equivalents;
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
    /// The same, and there is nothing to see: listed as equivalent.
    pub equivalent: usize,
    /// Do not compile.
    pub unviable: usize,
    /// Not played yet.
    pub open: usize,
}

impl Count {
    fn add(&mut self, outcome: Option<Outcome>, is_equivalent: bool) {
        let one = match outcome {
            Some(Outcome::Survived | Outcome::Unreached) if is_equivalent => &mut self.equivalent,
            Some(Outcome::Killed) => &mut self.killed,
            Some(Outcome::Timeout) => &mut self.timeout,
            Some(Outcome::Survived | Outcome::Unreached) => &mut self.survived,
            Some(Outcome::Unviable) => &mut self.unviable,
            None => &mut self.open,
        };
        *one += 1;
    }

    /// How many were killed of a thousand viable mutants that are not equivalent, rounded down.
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
    /// As cargo-mutants names them, without equivalent ones.
    pub survivors: Vec<String>,
}

impl Report {
    /// Counts the outcomes of these mutants; takes equivalent ones off their list.
    #[must_use]
    pub fn of(
        mutants: &[(usize, &Mutant)],
        dropped: &Dropped,
        played: &HashMap<String, Played>,
        equivalents: &mut Equivalents,
    ) -> Self {
        let (mut money, mut elsewhere) = (Count::default(), Count::default());
        let (mut packages, mut modules) = (BTreeMap::new(), BTreeMap::new());
        let mut survivors = vec![];
        for (number, mutant) in mutants {
            let outcome = match played.get(&mutant.name) {
                _ if dropped.unviable.contains_key(number) => Some(Outcome::Unviable),
                played => played.map(|played| played.outcome),
            };
            let survived = matches!(outcome, Some(Outcome::Survived | Outcome::Unreached));
            let is_equivalent = survived && equivalents.take(&mutant.file, mutant.change());
            if survived && !is_equivalent {
                survivors.push(mutant.name.clone());
            }
            if mutant.is_money() { &mut money } else { &mut elsewhere }.add(outcome, is_equivalent);
            packages.entry(mutant.package.clone()).or_insert_with(Count::default).add(outcome, is_equivalent);
            modules.entry(mutant.file.clone()).or_insert_with(Count::default).add(outcome, is_equivalent);
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
        }
    }

    /// A table of modules and packages, and the survivors.
    pub fn print(&self) {
        println!(
            "{:<58} {:>7} {:>7} {:>8} {:>5} {:>8} {:>5} {:>7}",
            "", "killed", "timeout", "survived", "equal", "unviable", "open", "percent"
        );
        let line = |name: &str, count: &Count| {
            let Count { killed, timeout, survived, equivalent, unviable, open } = count;
            println!(
                "{name:<58} {killed:>7} {timeout:>7} {survived:>8} {equivalent:>5} {unviable:>8} {open:>5} {:>7}",
                count.percent()
            );
        };
        self.modules.iter().for_each(|(name, count)| line(name, count));
        self.packages.iter().for_each(|(name, count)| line(name, count));
        line("rewards, vesting, penalties, licences", &self.money);
        line("elsewhere", &self.elsewhere);
        self.survivors.iter().for_each(|name| println!("survived: {name}"));
    }
}

impl Count {
    fn merge(&mut self, other: &Self) {
        self.killed += other.killed;
        self.timeout += other.timeout;
        self.survived += other.survived;
        self.equivalent += other.equivalent;
        self.unviable += other.unviable;
        self.open += other.open;
    }
}

#[cfg(test)]
mod tests;
