//! Every message of the contracts has a sentence.

#![allow(clippy::unwrap_used)]

mod story_common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use serde_json::{json, Value};
use story_common::told;
use tributary_simulator::{Scenario, Story};

const REGENERATE: &str = "TRIBUTARY_WRITE_GOLDEN";

/// One message of every kind and variant, as mia sends it, who may do little of it.
fn messages() -> Vec<(String, Value)> {
    let all: BTreeMap<String, Vec<Value>> =
        serde_json::from_str(include_str!("golden/messages.json")).unwrap();
    let each = |(contract, messages): (String, Vec<Value>)| {
        messages.into_iter().map(move |message| (contract.clone(), message))
    };
    all.into_iter().flat_map(each).collect()
}

fn played() -> Story {
    let open = |who: &str| {
        json!({"from": who, "contract": "pool-registry", "funds": {"ustake": "1000000000"}, "execute": {"register_pool": {
            "signing_address": format!("@{who}_key"), "commission_ppm": 0, "metadata_url": "", "metadata_hash": "00".repeat(32)}}})
    };
    let mut steps = vec![open("ada"), open("ben")];
    for (contract, message) in messages() {
        let contract = if contract == "coinbase" { "coinbase:ada".to_owned() } else { contract };
        let pays = [
            "register_pool",
            "delegate",
            "register_staker",
            "bond",
            "fund_reserve",
            "distribute_revenue",
            "stake",
            "fund",
            "accept_offer",
            "terminate_agreement",
            "fund_rewards",
        ];
        let funds = match pays.iter().any(|name| message.get(name).is_some()) {
            true => json!({"ustake": "1"}),
            false => json!({}),
        };
        steps.push(
            json!({"from": "mia", "contract": contract, "execute": message, "funds": funds, "fails": true}),
        );
    }
    let text = json!({
        "name": "messages", "about": "Every message once.", "clock": {"block_seconds": 0},
        "accounts": {"ada": {"ustake": "1000000000"}, "ben": {"ustake": "1000000000"}, "mia": {"ustake": "100"}},
        "steps": steps
    });
    Story::of(&Scenario::parse("messages.json", &text.to_string()).unwrap())
}

#[test]
fn every_message_is_told_in_words() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/messages.txt");
    let told = told(&played());
    let begin = told.find("The pools after").or(told.find("day 1, 00:00   mia")).unwrap();
    let end = told.find("\nThe pools at the end").unwrap();
    // Calls that mia may make are not refused; that is no matter of words.
    let lines: Vec<_> = told[begin..end].lines().filter(|line| !line.contains("FAILED")).collect();
    let found = lines.join("\n") + "\n";
    if env::var_os(REGENERATE).is_some() {
        fs::write(golden, &found).unwrap();
    }

    assert_eq!(found, fs::read_to_string(golden).unwrap(), "{REGENERATE}=1 accepts the new text");
    let unspoken: Vec<_> =
        lines.iter().filter(|line| line.starts_with("day ") && line.contains('{')).collect();
    // One that nobody knows, and what a licence is sent to an account for.
    assert_eq!(unspoken.len(), 2, "{unspoken:?}");
}

/// The schema of a contract knows all its messages.
#[test]
fn no_message_is_left_out() {
    for contract in [
        "pool-registry",
        "staker-registry",
        "license-nft",
        "treasury-decay",
        "boosted-staking",
        "joint-staking",
        "coinbase",
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../schema/{contract}.json"));
        let schema: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let kinds = schema["execute"]["oneOf"].as_array().unwrap();
        let known: BTreeSet<&str> = kinds.iter().map(|kind| kind["required"][0].as_str().unwrap()).collect();

        let messages = messages();
        let of = messages.iter().filter(|(of, _)| *of == contract);
        let tested: BTreeSet<&str> =
            of.map(|(_, message)| message.as_object().unwrap().keys().next().unwrap().as_str()).collect();
        let missing: Vec<_> = known.difference(&tested).collect();
        assert!(missing.is_empty(), "{contract}: {missing:?}");
    }
}
