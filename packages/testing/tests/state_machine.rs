//! The state machine: random operations on the contracts of staking, against the exact model and all invariants.
//!
//! `TRIBUTARY_CALLS` says how many calls at least (100,000 if unset), `TRIBUTARY_SEED` where to begin (0 if unset). A failing
//! case prints its seed and what it sought; `TRIBUTARY_SEED=<that> TRIBUTARY_SEEK=<that> TRIBUTARY_CALLS=1` plays it alone.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use tributary_testing::cases::play_all;
use tributary_testing::machine::expected::{pairs, EXPECTED, NEVER};
use tributary_testing::machine::seeker::rarest;
use tributary_testing::machine::{play, Histogram, Plan};
use tributary_testing::settings::setting;

/// Calls of an ordinary run.
const ORDINARY: u64 = 100_000;

/// From so many calls on every outcome must have been seen.
const EXHAUSTIVE: u64 = 500_000;

/// Operations of a case before everybody leaves.
const OPERATIONS: usize = 250;

/// Cases that are played before calls are counted.
const ROUND: u64 = 16;

#[test]
fn random_operations_do_what_the_specification_says() {
    let (calls, first) = (setting("TRIBUTARY_CALLS", ORDINARY), setting("TRIBUTARY_SEED", 0));
    let start = Instant::now();
    let (mut all, mut seed) = (Histogram::default(), first);

    while all.calls() < calls {
        let round = seed..seed + ROUND.min(calls);
        seed = round.end;
        // The rarest outcomes so far are sought.
        let rarest = rarest(|message, outcome| all.seen(message, outcome));
        all.absorb(play_all(round.clone(), "TRIBUTARY_CALLS", |seed| {
            let seeks = setting("TRIBUTARY_SEEK", rarest[(seed - round.start) as usize]);
            play(Plan { seeks, ..Plan::new(seed, OPERATIONS) })
        }));
    }

    println!("{all} with the seeds {first} to {} in {:?}", seed - 1, start.elapsed());
    let missing = missing(&all);
    if calls >= EXHAUSTIVE {
        assert!(missing.is_empty(), "never exercised: {missing:#?}");
    }
    assert_eq!(unexpected(&all), Vec::<String>::new(), "outcomes that the table does not know");
}

fn missing(seen: &Histogram) -> Vec<String> {
    let unseen = |(message, outcome): &(String, String)| seen.seen(message, outcome) == 0;
    pairs().into_iter().filter(unseen).map(|(message, outcome)| format!("{message}: {outcome}")).collect()
}

/// Any sender may lack the coins that it attaches, whatever the message.
fn unexpected(seen: &Histogram) -> Vec<String> {
    let known = pairs();
    let odd = |message: &str, outcome: &str| {
        outcome != "bank" && !known.contains(&(message.to_owned(), outcome.to_owned()))
    };
    seen.pairs()
        .filter(|(message, outcome, _)| odd(message, outcome))
        .map(|(message, outcome, count)| format!("{message}: {outcome} ({count})"))
        .collect()
}

/// The variants of an error, read from its source: a new one must be placed in one of the two tables.
fn variants(source: &str) -> BTreeSet<String> {
    let body = source.split("pub enum").nth(1).unwrap_or_default();
    let name = |line: &str| {
        let line = line.strip_prefix("    ")?;
        let word: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
        word.chars().next().filter(char::is_ascii_uppercase).map(|_| word)
    };
    body.lines().filter_map(name).collect()
}

#[test]
fn every_variant_of_every_error_is_expected_somewhere_or_excepted() {
    let sources = BTreeMap::from([
        ("boosted-staking", include_str!("../../../contracts/boosted-staking/src/error.rs")),
        ("coinbase", include_str!("../../../contracts/coinbase/src/error.rs")),
        ("joint-staking", include_str!("../../../contracts/joint-staking/src/error.rs")),
        ("license-nft", include_str!("../../../contracts/license-nft/src/error.rs")),
        ("pool-registry", include_str!("../../../contracts/pool-registry/src/error.rs")),
        ("staker-registry", include_str!("../../../contracts/staker-registry/src/error.rs")),
        ("treasury-decay", include_str!("../../../contracts/treasury-decay/src/error.rs")),
    ]);
    let expected: BTreeSet<String> = pairs().into_iter().map(|(_, outcome)| outcome).collect();

    let mut nowhere = vec![];
    for (contract, source) in sources {
        for variant in variants(source) {
            let excepted = NEVER.iter().any(|(of, name, _)| *of == contract && *name == variant);
            if excepted == expected.contains(&format!("{contract}.{variant}")) {
                nowhere.push(format!("{contract}.{variant}"));
            }
        }
    }

    assert_eq!(nowhere, Vec::<String>::new(), "in none of the tables, or in both");
}

#[test]
fn every_message_of_the_contracts_is_in_the_table() {
    let sources = [
        ("boosted-staking", include_str!("../../types/src/boosted_staking/messages.rs")),
        ("coinbase", include_str!("../../types/src/coinbase.rs")),
        ("joint-staking", include_str!("../../types/src/joint_staking/messages.rs")),
        ("license-nft", include_str!("../../types/src/license_nft/messages.rs")),
        ("pool-registry", include_str!("../../types/src/pool_registry/messages.rs")),
        ("staker-registry", include_str!("../../types/src/staker_registry/messages.rs")),
        ("treasury-decay", include_str!("../../types/src/treasury_decay/messages.rs")),
    ];
    let snake = |name: &str| -> String {
        let mut text = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() && !text.is_empty() {
                text.push('_');
            }
            text.push(letter.to_ascii_lowercase());
        }
        text
    };

    let mut found = BTreeSet::new();
    for (contract, source) in sources {
        let body = source.split("pub enum ExecuteMsg").nth(1).unwrap_or_default();
        let body = body.split("\n}").next().unwrap_or_default();
        found.extend(
            variants(&format!("pub enum{body}")).iter().map(|name| format!("{contract}.{}", snake(name))),
        );
    }

    let table: BTreeSet<String> = EXPECTED.iter().map(|(message, _)| (*message).to_owned()).collect();
    assert_eq!(found, table);
}
