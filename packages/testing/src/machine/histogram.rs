//! What was exercised: messages and their outcomes, counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The outcome of a call that succeeded.
pub const OK: &str = "ok";

/// How often each message had each outcome.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    counts: BTreeMap<(String, String), u64>,
    calls: u64,
}

impl Histogram {
    /// Counts an outcome of a call.
    pub fn count(&mut self, message: &str, outcome: &str) {
        self.calls += 1;
        self.note(message, outcome);
    }

    /// Counts an outcome of a message that a contract sent.
    pub fn note(&mut self, message: &str, outcome: &str) {
        *self.counts.entry((message.to_owned(), outcome.to_owned())).or_default() += 1;
    }

    /// Counts a call that succeeded but was taken back with its transaction.
    pub fn count_reverted(&mut self) {
        self.calls += 1;
    }

    /// Adds what another one counted.
    pub fn absorb(&mut self, other: Self) {
        self.calls += other.calls;
        for (pair, count) in other.counts {
            *self.counts.entry(pair).or_default() += count;
        }
    }

    /// All calls.
    pub const fn calls(&self) -> u64 {
        self.calls
    }

    /// How often a pair was seen.
    pub fn seen(&self, message: &str, outcome: &str) -> u64 {
        self.counts.get(&(message.to_owned(), outcome.to_owned())).copied().unwrap_or_default()
    }

    /// What was never seen of the messages of a contract that stands alone, and what was seen and is not expected: variants of
    /// its own error, or `ok`, `bank`, `chain`.
    pub fn surprises(&self, contract: &str, expected: &[(&str, &str)]) -> Vec<String> {
        let full = |outcome: &str| match outcome {
            OK | "bank" | "chain" => outcome.to_owned(),
            variant => format!("{contract}.{variant}"),
        };
        let known: BTreeSet<(&str, String)> = expected
            .iter()
            .flat_map(|(message, all)| all.split_whitespace().map(move |outcome| (*message, full(outcome))))
            .collect();
        let missing = known.iter().filter(|(message, outcome)| self.seen(message, outcome) == 0);
        let missing = missing.map(|(message, outcome)| format!("{message}: {outcome}"));
        // Any sender may lack the coins that it attaches.
        let odd = |message: &str, outcome: &str| {
            outcome != "bank" && !known.contains(&(message, outcome.to_owned()))
        };
        let odd = self.pairs().filter(|(message, outcome, _)| odd(message, outcome));
        missing
            .chain(odd.map(|(message, outcome, count)| format!("unexpected {message}: {outcome} ({count})")))
            .collect()
    }

    /// All pairs.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        self.counts.iter().map(|((message, outcome), count)| (message.as_str(), outcome.as_str(), *count))
    }
}

impl fmt::Display for Histogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (message, outcome, count) in self.pairs() {
            writeln!(f, "{message:<42} {outcome:<46} {count:>8}")?;
        }
        write!(f, "{} calls", self.calls)
    }
}
