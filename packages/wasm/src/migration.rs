//! Migrations in the virtual machine: contracts with what an older release had stored, migrated to the code of this one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};
use cosmwasm_std::{
    Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Order, Response, StdError, StdResult,
};
use cw_multi_test::ContractWrapper;
use serde::Deserialize;
use serde_json::json;
use tributary_simulator::chain::OWNER;
use tributary_simulator::codes::{self, Code};
use tributary_simulator::journal::Journal;
use tributary_simulator::runner::Player;
use tributary_simulator::{Chain, Scenario, Verdict};
use tributary_types::paging::MAX_LIMIT;

use crate::chain;
use crate::original::Original;

/// The name of the code that stands for an older release.
pub const OLD: &str = "old-release";

/// Scenarios in which, taken together, each contract has many rows. (The registry of pools has no row to write anew.)
const SCENARIOS: [&str; 4] =
    ["vault/three-stakers", "vault/restake", "joint/to-maturity", "delegation/three-weeks"];

/// What release 0.1.0 has stored in scenarios.
const STATES: &str = "packages/simulator/tests/state-0.1.0";

/// What a contract stores: key, as base 64, to value.
pub type Rows = BTreeMap<String, Binary>;

/// The storage of each contract behind one step of a scenario, by its name there.
#[derive(Deserialize)]
struct State {
    contracts: BTreeMap<String, Rows>,
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Err(StdError::generic_err("nobody begins with an old release"))
}

fn execute(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Err(StdError::generic_err("an old release waits for its migration"))
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Err(StdError::generic_err("an old release waits for its migration"))
}

/// Stores these rows in place of all that there are.
fn migrate(deps: DepsMut, _: Env, rows: Rows) -> StdResult<Response> {
    let keys: Vec<_> = deps.storage.range_keys(None, None, Order::Ascending).collect();
    keys.iter().for_each(|key| deps.storage.remove(key));
    for (key, value) in rows {
        deps.storage.set(&Binary::from_base64(&key)?, &value);
    }
    Ok(Response::new())
}

/// The code that stands for an older release: a contract that is migrated to it stores what it is told.
pub fn old_release() -> Code {
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}

/// Gives a contract what an older release had stored, migrates it to its own code, and sends pages until all rows are passed.
///
/// # Errors
/// If a migration or a page is refused.
pub fn play(chain: &mut Chain, contract: &Addr, rows: &Rows) -> Result<()> {
    let (owner, anybody) = (chain.address_of(OWNER)?, chain.address_of("anybody")?);
    let code = chain.code_name(chain.contract(contract)?.code_id).context("a code")?.to_owned();
    chain.migrate(&owner, contract, OLD, rows)?;
    chain.migrate(&owner, contract, &code, &json!({}))?;
    while let Some(cursor) = chain.query(contract, &json!({ "migration": {} }))?["cursor"].as_u64() {
        let page = json!({ "migrate_records": { "cursor": cursor, "limit": MAX_LIMIT } });
        chain.execute(&anybody, contract, &page, vec![])?;
    }
    Ok(())
}

/// Scenarios at whose end all contracts are migrated from what release 0.1.0 had stored there, by their files.
///
/// # Errors
/// If one cannot be read or played.
pub fn originals() -> Result<Vec<(PathBuf, Original)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let original = |name: &str| {
        let file = root.join(format!("scenarios/{name}.json"));
        let states = root.join(STATES).join(file.file_name().context("a name")?);
        let played = migrated(&Scenario::read(&file)?, &states);
        Ok((file.clone(), played.with_context(|| file.display().to_string())?))
    };
    SCENARIOS.into_iter().map(original).collect()
}

fn migrated(scenario: &Scenario, states: &Path) -> Result<Original> {
    let mut codes = codes::all();
    codes.extend(chain::of_tests());
    let mut chain = Chain::with_codes(&scenario.clock, codes)?;
    chain.keep_journal(Journal::new(1));
    let mut player = Player::new(chain);
    let report = player.play(scenario);
    ensure!(report.verdict == Verdict::Held, "{report}");
    let states: Vec<State> = serde_json::from_slice(&fs::read(states)?)?;
    for (name, rows) in &states.last().context("no state")?.contracts {
        let contract = player.names.contract(&player.chain, name)?;
        play(&mut player.chain, &contract, rows)?;
    }
    Ok(Original::new(scenario.clock, &player.chain))
}
