//! Scenarios of the repository, told.

#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use cosmwasm_std::coin;
use serde_json::{json, Value};
use tributary_simulator::story::closing::{Account, Item};
use tributary_simulator::story::stage;
use tributary_simulator::story::text::{text, Paint};
use tributary_simulator::{Scenario, Story};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

/// All files under scenarios/, as paths below it.
pub fn files() -> Vec<String> {
    let mut files = vec![];
    let mut folders = vec![folder()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                files.push(path.strip_prefix(folder()).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    files.sort();
    assert!(files.len() > 5, "{files:?}");
    files
}

/// A scenario, called by its path in the repository.
pub fn scenario(file: &str) -> Scenario {
    let text = fs::read_to_string(folder().join(file)).unwrap();
    Scenario::parse(&format!("scenarios/{file}"), &text).unwrap()
}

pub fn story(file: &str) -> Story {
    Story::of(&scenario(file))
}

pub fn told(story: &Story) -> String {
    text(story, Paint::Plain)
}

/// Plays a scenario, then adds and takes away a unit of what a contract has at the bank, and sees each noticed.
pub fn a_unit_more_or_less_is_found(file: &str, contract: &str) {
    let scenario = scenario(file);
    for change in [1i128, -1] {
        let mut played = stage::play(&scenario).unwrap();
        let address = played.player.names.contract(&played.player.chain, contract).unwrap();
        let balance = played.player.chain.balance(&address, "ustake").unwrap().u128();
        let tampered = coin(balance.checked_add_signed(change).unwrap(), "ustake");
        played.player.chain.set_balance(&address, vec![tampered]).unwrap();

        let story = Story::tell(&played, scenario.clock.start);

        assert!(!story.holds());
        assert!(told(&story).contains(&format!("THE BANK DIFFERS: {contract}")), "{change}");
    }
}

/// A step: a message to a contract.
pub fn to(from: &str, contract: &str, message: Value) -> Value {
    json!({"from": from, "contract": contract, "execute": message})
}

/// A step: so many days pass, in one block.
pub fn days(days: u64) -> Value {
    json!({"advance": {"seconds": days.saturating_mul(86_400), "blocks": 1}})
}

/// Nothing in the story contradicts anything else.
#[track_caller]
pub fn holds(story: &Story) {
    assert!(story.holds(), "{}", told(story));
}

/// The closing account of a denom.
pub fn account<'a>(story: &'a Story, denom: &str) -> &'a Account {
    story.accounts.iter().find(|account| account.denom == denom).unwrap()
}

/// What an account says of something.
pub fn amount(items: &[Item], label: &str) -> u128 {
    let item = items.iter().find(|item| item.label == label);
    item.map_or(0, |item| item.amount.to_string().parse().unwrap())
}

/// What an account says of some things.
#[track_caller]
pub fn amounts(items: &[Item], expected: &[(&str, u128)]) {
    for (label, expected) in expected {
        assert_eq!(amount(items, label), *expected, "{label}: {items:#?}");
    }
}

/// What is told, without line breaks.
pub fn flowing(story: &Story) -> String {
    told(story).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of a table, without its head, a space between cells.
/// The rows of a table, and what stands in them.
pub fn rows(text: &str, title: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| !line.starts_with(title)).skip(1);
    let rows = lines.take_while(|line| !line.is_empty());
    rows.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
