//! What is on the chain when it starts.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use cosmwasm_std::{Coin, Uint128};
use serde_json::{json, Value};
use thiserror::Error;
use tributary_simulator::accounts::AccountError;
use tributary_simulator::journal::Journal;
use tributary_simulator::runner::{Player, PLENTY};
use tributary_simulator::scenario::{Deployment, ALWAYS};
use tributary_simulator::step::Step;
use tributary_simulator::{preset, Chain, Clock, Scenario, ScenarioError, Verdict};

use crate::accounts::Accounts;
use crate::clock::{nanos, MovedClock, Wall};
use crate::codes::Codes;
use crate::deployment;
use crate::gas::FEE_DENOM;
use crate::history::History;
use crate::node::Node;
use crate::recorder::Recorder;
use crate::wallets::Wallet;

/// Who has coins on a chain that begins with the suite, beside the owner and the faucet: those of the devnet and those whom the
/// suite's configuration names.
const PEOPLE: [&str; 9] =
    ["slasher", "guardian", "minter", "registrar", "oracle", "alice", "bob", "carol", "dave"];

/// What they have of each coin, in base units.
const WEALTH: u128 = 1_000_000_000_000;

/// What the suite stakes and pays with.
const STAKE_DENOM: &str = "ustake";

/// How much the server keeps of transactions, in bytes, about; a transfer takes 8,000.
const MOST_KEPT: usize = 1024 * 1024 * 1024;

/// How a server is to be started.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens; port 0 is any that is free.
    pub listen: SocketAddr,
    /// From an empty block to the next; a jump of the clock passes so many blocks.
    pub block_time: Duration,
    /// The chain's identifier.
    pub chain_id: String,
    /// What is on the chain.
    pub state: State,
}

/// What is on the chain.
#[derive(Debug, Clone)]
pub enum State {
    /// The whole suite, freshly deployed; the chain's time is that of the host.
    Suite,
    /// No contract; the chain's time is that of the host.
    Nothing,
    /// What a scenario has left behind, with its steps in the history; the chain's time goes on from its last block.
    Played(Box<Scenario>),
}

/// Why a chain does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The scenario does not hold: what is wrong, step by step.
    #[error("{0}")]
    DoesNotHold(String),
    /// The suite's preset is no scenario.
    #[error(transparent)]
    Preset(#[from] ScenarioError),
    /// An account's name is none.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The chain cannot be made, or refuses coins.
    #[error("{0:#}")]
    Chain(#[from] anyhow::Error),
    /// The thread of the chain ended.
    #[error("the chain stopped before it had begun")]
    Stopped,
}

/// Makes the chain and plays what is to have happened on it.
///
/// # Errors
/// When the scenario does not hold.
pub(crate) fn begin(settings: &Settings, wall: Wall) -> Result<Node, StartError> {
    let scenario = scenario(&settings.state, wall())?;
    let mut chain = Chain::new(&scenario.clock)?;
    chain.set_chain_id(&settings.chain_id);
    chain.keep_journal(Journal::new(0));
    let wallets = names(&scenario)?.iter().map(|name| Wallet::named(name)).collect::<Result<Vec<_>, _>>()?;
    let (mut accounts, mut history) = (Accounts::default(), History::default());
    let block = chain.block();
    history.begin(block.height, block.time.nanos());
    for wallet in &wallets {
        accounts.open(&wallet.address);
    }
    let mut recorder = Recorder::new(&wallets, &mut accounts, &mut history, block.chain_id);
    let mut player = Player::new(chain);
    let report = player.play_watched(&scenario, &mut recorder);
    if report.verdict != Verdict::Held {
        return Err(StartError::DoesNotHold(report.to_string()));
    }
    let (hashes, wires) = (recorder.sent, matches!(settings.state, State::Suite));
    let Player { mut chain, mut names, .. } = player;
    chain.end_journal();
    let codes = Codes::of(&chain);
    let deployment = deployment::record(&chain, &mut names, &codes, &report, &hashes, wires)?;
    give_fees(&mut chain, &wallets)?;
    let clock = MovedClock::showing(chain.block().time.nanos(), wall);
    let block_time = nanos(settings.block_time).max(1);
    let most_kept = MOST_KEPT;
    Ok(Node { chain, clock, block_time, accounts, history, most_kept, codes, wallets, deployment })
}

fn scenario(state: &State, now: u64) -> Result<Scenario, ScenarioError> {
    let start = now.checked_div(1_000_000_000).unwrap_or_default();
    let clock = Clock { start, height: 1, block_seconds: 1 };
    let mut scenario = match state {
        State::Played(scenario) => return Ok((**scenario).clone()),
        State::Suite | State::Nothing => preset::suite()?,
    };
    scenario.clock = clock;
    let coins = |_| BTreeMap::from([(STAKE_DENOM.to_owned(), Uint128::new(WEALTH))]);
    scenario.accounts = PEOPLE.iter().map(|name| ((*name).to_owned(), coins(name))).collect();
    match state {
        State::Nothing => {
            scenario.deploy = Some(vec![]);
            scenario.steps = vec![];
        }
        _ => scenario.deploy.iter_mut().flatten().for_each(begin_now),
    }
    Ok(scenario)
}

/// A programme that would have begun years ago begins with the chain.
fn begin_now(deployment: &mut Deployment) {
    if let Some(starts) = deployment.init.get_mut("starts_at") {
        *starts = json!({ "$time": 0 });
    }
}

/// The names of all accounts that a scenario names.
fn names(scenario: &Scenario) -> Result<BTreeSet<String>, ScenarioError> {
    let mut names: BTreeSet<String> = ALWAYS.into_iter().map(ToOwned::to_owned).collect();
    let mut contracts = BTreeSet::new();
    let preset = match scenario.deploy {
        Some(_) => None,
        None => Some(preset::suite()?),
    };
    for scenario in preset.iter().chain([scenario]) {
        names.extend(scenario.accounts.keys().cloned());
        for deployment in scenario.deploy.iter().flatten() {
            contracts.insert(deployment.name.clone());
            names.insert(deployment.from.clone());
            names.extend(referred(&deployment.init));
        }
        for step in &scenario.steps {
            match step {
                Step::Execute(step) => {
                    names.insert(step.from.clone());
                    names.extend(referred(&step.execute));
                }
                Step::Send(step) => {
                    names.insert(step.send.from.clone());
                    names.extend(referred(&step.send.to.clone().into()));
                }
                Step::Advance(_) | Step::Query(_) | Step::Balance(_) => {}
            }
        }
    }
    names.retain(|name| !contracts.contains(name) && !name.contains(':'));
    Ok(names)
}

/// All names that a message refers to.
fn referred(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.strip_prefix('@').map(ToOwned::to_owned).into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(referred).collect(),
        Value::Object(map) => map.values().flat_map(referred).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => vec![],
    }
}

/// Everybody who can sign has coins for fees, whatever the scenario knows of them.
fn give_fees(chain: &mut Chain, wallets: &[Wallet]) -> anyhow::Result<()> {
    for wallet in wallets {
        let amount = if ALWAYS.contains(&wallet.name.as_str()) { PLENTY } else { Uint128::new(WEALTH) };
        let mut coins = chain.coins_of(&wallet.address)?;
        if coins.iter().all(|coin| coin.denom != FEE_DENOM) {
            coins.push(Coin { denom: FEE_DENOM.to_owned(), amount });
            chain.set_balance(&wallet.address, coins)?;
        }
    }
    Ok(())
}
