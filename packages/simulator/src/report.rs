//! What came of playing a scenario.

use std::collections::BTreeMap;
use std::fmt;

use cosmwasm_std::Event;
use serde::Serialize;
use serde_json::Value;

use crate::coins::Deltas;
use crate::expect::Mismatch;
use crate::scenario::{Deployment, Scenario};
use crate::step::Step;

/// A scenario that was played, with every step of it.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The scenario's file.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its sentence for the reader.
    pub about: String,
    /// How many steps the file has.
    pub length: usize,
    /// How it ended.
    pub verdict: Verdict,
    /// What was played: deployments, then steps. Shorter than the scenario if it had to stop.
    pub steps: Vec<StepReport>,
}

/// How a scenario ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything held.
    Held,
    /// Something did not: see the steps' mismatches.
    Failed,
    /// It is not for the embedded chain.
    Skipped,
    /// It needs a code that is not in this build.
    NotRun {
        /// The code's name.
        code: String,
    },
}

/// Where in a scenario something happened. Numbers count from 1, as in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Before anything else: clock, accounts.
    Start,
    /// An entry of `deploy`.
    Deploy(usize),
    /// A step of the preset.
    Preset(usize),
    /// A step of the file.
    Step(usize),
}

/// What was to be done.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Clock and accounts.
    Start,
    /// A contract to be instantiated.
    Deploy(Deployment),
    /// A step, as it is written.
    Step(Step),
}

/// One step: what was sent, what happened, what should have happened.
#[derive(Debug, Clone, Serialize)]
pub struct StepReport {
    /// Its place in the scenario.
    pub at: Position,
    /// What the scenario says.
    pub action: Action,
    /// The message as it was sent, references replaced.
    pub message: Option<Value>,
    /// Height of the block.
    pub height: u64,
    /// Time of the block in seconds since 1970.
    pub time: u64,
    /// What the contract returned as data, the answer of a query, or a balance.
    pub answer: Option<Value>,
    /// All events, in order.
    pub events: Vec<Event>,
    /// All changes of balances, by name (an address without a name by itself).
    pub changes: BTreeMap<String, Deltas>,
    /// Why the call was refused, if it was.
    pub refused: Option<String>,
    /// What was not as expected.
    pub mismatches: Vec<Mismatch>,
}

impl Report {
    /// A report of a scenario of which nothing was played yet.
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            file: scenario.file.clone(),
            name: scenario.name.clone(),
            about: scenario.about.clone(),
            length: scenario.steps.len(),
            verdict: Verdict::Held,
            steps: vec![],
        }
    }

    /// Everything that was not as expected, with its place.
    pub fn mismatches(&self) -> impl Iterator<Item = (Position, &Mismatch)> {
        self.steps.iter().flat_map(|step| step.mismatches.iter().map(|mismatch| (step.at, mismatch)))
    }
}

impl StepReport {
    /// A report of a step that was not played yet.
    pub fn new(at: Position, action: Action) -> Self {
        Self {
            at,
            action,
            message: None,
            height: 0,
            time: 0,
            answer: None,
            events: vec![],
            changes: BTreeMap::new(),
            refused: None,
            mismatches: vec![],
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Start => formatter.write_str("start"),
            Self::Deploy(number) => write!(formatter, "deploy {number}"),
            Self::Preset(number) => write!(formatter, "preset step {number}"),
            Self::Step(number) => write!(formatter, "step {number}"),
        }
    }
}

/// Several lines: how it ended, then each mismatch with file, place, expected and found.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self { file, name, length, .. } = self;
        match &self.verdict {
            Verdict::Held => write!(formatter, "ok       {name} ({length} steps) {file}"),
            Verdict::Failed => write!(formatter, "FAILED   {name} ({length} steps) {file}"),
            Verdict::Skipped => write!(formatter, "skipped  {name} (not for the embedded chain) {file}"),
            Verdict::NotRun { code } => {
                write!(formatter, "not run  {name} (code `{code}` is not in this build) {file}")
            }
        }?;
        for (at, Mismatch { at: what, expected, found }) in self.mismatches() {
            write!(formatter, "\n  {file}: {at}: {what}\n    expected: {expected}\n    found:    {found}")?;
        }
        Ok(())
    }
}
