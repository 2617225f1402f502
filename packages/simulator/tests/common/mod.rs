//! Scenarios in short form, and a contract that does what it is told.

#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic)]

use cosmwasm_std::{
    coins, to_json_binary, BankMsg, Binary, Deps, DepsMut, Empty, Env, Event, MessageInfo, Response,
    StdError, StdResult,
};
use cw_multi_test::ContractWrapper;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use tributary_simulator::runner::Player;
use tributary_simulator::{Chain, Report, Scenario, Verdict};

/// What the puppet does, and what it answers to the same message as a query.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Puppet {
    /// Returns the text, which is JSON, as data.
    Answer { json: String },
    /// Emits an event with one attribute, and one attribute of its own.
    Emit { ty: String, key: String, value: String },
    /// Returns the coins that came along as data.
    Funds {},
    /// Sends coins on.
    Pay { to: String, amount: u128 },
    /// Stores the value, then does what `next` says.
    Store { value: String, next: Option<Box<Puppet>> },
    /// Refuses with these words.
    Refuse { words: String },
    /// Breaks off.
    Panic {},
}

fn puppet(deps: DepsMut, _: Env, info: MessageInfo, msg: Puppet) -> StdResult<Response> {
    act(deps, info, msg)
}

fn act(deps: DepsMut, info: MessageInfo, msg: Puppet) -> StdResult<Response> {
    match msg {
        Puppet::Answer { json } => Ok(Response::new().set_data(json.into_bytes())),
        Puppet::Emit { ty, key, value } => Ok(Response::new()
            .add_attribute(&key, format!("first {value}"))
            .add_event(Event::new(ty).add_attribute(key, value))),
        Puppet::Funds {} => Ok(Response::new().set_data(to_json_binary(&info.funds)?)),
        Puppet::Pay { to, amount } => {
            Ok(Response::new().add_message(BankMsg::Send { to_address: to, amount: coins(amount, "ustake") }))
        }
        Puppet::Store { value, next } => {
            deps.storage.set(b"value", value.as_bytes());
            next.map_or_else(|| Ok(Response::new()), |next| act(deps, info, *next))
        }
        Puppet::Refuse { words } => Err(StdError::generic_err(words)),
        Puppet::Panic {} => panic!("pulled the wrong string"),
    }
}

fn begin(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn ask(deps: Deps, env: Env, msg: Puppet) -> StdResult<Binary> {
    match msg {
        Puppet::Answer { json } => Ok(Binary::from(json.into_bytes())),
        Puppet::Refuse { words } => Err(StdError::generic_err(words)),
        Puppet::Store { .. } => {
            to_json_binary(&deps.storage.get(b"value").map(|value| String::from_utf8(value).unwrap()))
        }
        Puppet::Emit { .. } => {
            to_json_binary(&json!({"height": env.block.height, "time": env.block.time.seconds()}))
        }
        Puppet::Funds {} | Puppet::Pay { .. } | Puppet::Panic {} => panic!("pulled the wrong string"),
    }
}

/// A chain that has the puppet under the code name `puppet`.
pub fn chain(scenario: &Scenario) -> Chain {
    let mut chain = Chain::new(&scenario.clock).unwrap();
    chain.store_code("puppet", Box::new(ContractWrapper::new(puppet, begin, ask)));
    chain
}

/// A scenario with one puppet, with ada (1000 ustake) and bob (nothing), in blocks of 5 seconds from (1000, 10) on.
pub fn puppet_scenario(steps: Value) -> Scenario {
    let text = json!({
        "name": "test",
        "clock": {"start": 1000, "height": 10},
        "accounts": {"ada": {"ustake": "1000"}},
        "deploy": [{"name": "doll", "code": "puppet", "init": {}}],
        "steps": steps,
    });
    Scenario::parse("test.json", &text.to_string()).unwrap()
}

/// Plays steps in the scenario above.
#[track_caller]
pub fn play(steps: Value) -> Report {
    let scenario = puppet_scenario(steps);
    Player::new(chain(&scenario)).play(&scenario)
}

/// Plays steps of which all must hold.
#[track_caller]
pub fn holds(steps: Value) -> Report {
    let report = play(steps);
    assert_eq!(report.verdict, Verdict::Held, "{report}");
    report
}

/// Plays steps and answers what did not hold, one line a mismatch: place, expectation, expected, found.
#[track_caller]
pub fn fails(steps: Value) -> Vec<String> {
    let report = play(steps);
    assert_eq!(report.verdict, Verdict::Failed, "{report}");
    let line = |(at, mismatch): (_, &tributary_simulator::expect::Mismatch)| {
        format!("{at}: {}: {} / {}", mismatch.at, mismatch.expected, mismatch.found)
    };
    report.mismatches().map(line).collect()
}

/// A step that has the puppet do something in ada's name, with further keys.
pub fn pull(message: Value, more: Value) -> Value {
    let mut step = json!({"from": "ada", "contract": "doll", "execute": message});
    step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    step
}
