//! Scenarios of the repository, told.

#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use cosmwasm_std::coin;
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
