//! The file format: one [`Scenario`] a file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::caption::Caption;
use crate::coins::Coins;
use crate::step::{Step, StepError};
use crate::strict;

/// The accounts that exist in every scenario, with plenty of every coin that it names.
pub const ALWAYS: [&str; 2] = ["owner", "faucet"];

/// A scenario, read and found to be in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scenario {
    /// The file it was read from.
    pub file: String,
    /// Its name.
    pub name: String,
    /// One sentence for the reader.
    pub about: String,
    /// Where it may be played.
    pub runs_on: Vec<Target>,
    /// Where the clock starts and how it runs.
    pub clock: Clock,
    /// Coins of accounts before the first step.
    pub accounts: BTreeMap<String, Coins>,
    /// The contracts, in order; `None`: the whole suite (see [`crate::preset`]).
    pub deploy: Option<Vec<Deployment>>,
    /// The steps.
    pub steps: Vec<Step>,
    /// What its reader is told before a step, by the number of the step, from 1.
    pub captions: BTreeMap<usize, Caption>,
}

/// A place where scenarios are played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The embedded chain of this crate.
    Embedded,
    /// A real chain, through a wallet client.
    Chain,
}

/// The clock of the embedded chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Clock {
    /// Seconds since 1970 of the first block.
    pub start: u64,
    /// Height of the first block.
    pub height: u64,
    /// Seconds by which a new block moves the time.
    pub block_seconds: u64,
}

impl Default for Clock {
    fn default() -> Self {
        Self { start: 1_700_000_000, height: 1, block_seconds: 5 }
    }
}

/// A contract to be instantiated before the first step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deployment {
    /// Its name in the scenario.
    pub name: String,
    /// The name of its code.
    pub code: String,
    /// The account that instantiates it.
    pub from: String,
    /// The whole message, with references.
    pub init: Value,
    /// Coins sent along.
    pub funds: Coins,
}

/// Why a file is no scenario.
#[derive(Debug, Error)]
#[error("{file}: {problem}")]
pub struct ScenarioError {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug, Error)]
pub enum Problem {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// It is not JSON, or a key is unknown, missing, there twice, or has a value of the wrong form.
    #[error(transparent)]
    Malformed(#[from] serde_json::Error),
    /// A step is not in order.
    #[error("step {number}: {problem}")]
    Step {
        /// Its number, from 1.
        number: usize,
        /// What is wrong with it.
        problem: StepError,
    },
    /// It may be played nowhere.
    #[error("key `runs_on` is empty")]
    RunsNowhere,
    /// Two contracts, or a contract and an account, have the same name.
    #[error("name `{name}` is given to two things")]
    NameTaken {
        /// The name.
        name: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    about: String,
    #[serde(default = "everywhere")]
    runs_on: Vec<Target>,
    #[serde(default)]
    clock: Clock,
    #[serde(default)]
    accounts: BTreeMap<String, Coins>,
    #[serde(default)]
    deploy: Option<Vec<FileDeployment>>,
    steps: Vec<Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileDeployment {
    #[serde(default)]
    name: Option<String>,
    code: String,
    #[serde(default = "owner")]
    from: String,
    init: Value,
    #[serde(default)]
    funds: Coins,
}

impl Scenario {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or is no scenario.
    pub fn read(path: &Path) -> Result<Self, ScenarioError> {
        let file = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&file, &text),
            Err(error) => Err(ScenarioError { file, problem: error.into() }),
        }
    }

    /// Reads a text; `file` is what errors and reports call it.
    ///
    /// # Errors
    /// When it is no scenario.
    pub fn parse(file: &str, text: &str) -> Result<Self, ScenarioError> {
        parse(file, text).map_err(|problem| ScenarioError { file: file.to_owned(), problem })
    }

    /// Every denom that occurs in it.
    pub fn denoms<'a>(&'a self) -> BTreeSet<&'a str> {
        let coins_of = |step: &'a Step| match step {
            Step::Execute(step) => Some(&step.funds),
            Step::Send(step) => Some(&step.send.coins),
            Step::Advance(_) | Step::Query(_) | Step::Balance(_) => None,
        };
        let coins = self.accounts.values();
        let coins = coins.chain(self.deploy.iter().flatten().map(|deployment| &deployment.funds));
        let coins = coins.chain(self.steps.iter().filter_map(coins_of));
        coins.flat_map(Coins::keys).map(String::as_str).collect()
    }
}

fn parse(file: &str, text: &str) -> Result<Scenario, Problem> {
    strict::check(text)?;
    let parsed: File = serde_json::from_str(text)?;
    if parsed.runs_on.is_empty() {
        return Err(Problem::RunsNowhere);
    }
    let deploy: Option<Vec<_>> = parsed.deploy.map(|list| list.into_iter().map(Deployment::from).collect());
    let mut taken: BTreeSet<&str> = parsed.accounts.keys().map(String::as_str).chain(ALWAYS).collect();
    for deployment in deploy.iter().flatten() {
        if !taken.insert(&deployment.name) {
            return Err(Problem::NameTaken { name: deployment.name.clone() });
        }
    }
    let mut steps = vec![];
    let mut captions = BTreeMap::new();
    for (mut keys, number) in parsed.steps.into_iter().zip(1..) {
        let of_step = |problem| Problem::Step { number, problem };
        if let Some(caption) = Caption::take(&mut keys).map_err(of_step)? {
            captions.insert(number, caption);
        }
        steps.push(Step::try_from(keys).map_err(of_step)?);
    }
    Ok(Scenario {
        file: file.to_owned(),
        name: parsed.name,
        about: parsed.about,
        runs_on: parsed.runs_on,
        clock: parsed.clock,
        accounts: parsed.accounts,
        deploy,
        steps,
        captions,
    })
}

impl From<FileDeployment> for Deployment {
    fn from(file: FileDeployment) -> Self {
        let FileDeployment { name, code, from, init, funds } = file;
        Self { name: name.unwrap_or_else(|| code.clone()), code, from, init, funds }
    }
}

fn everywhere() -> Vec<Target> {
    vec![Target::Embedded, Target::Chain]
}

fn owner() -> String {
    "owner".to_owned()
}
