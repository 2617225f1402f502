//! What a step did, as the chain shows it.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Event};
use serde_json::Value;
use tributary_simulator::ledger::Fingerprint;
use tributary_simulator::refusal::reason;

use crate::joint_view::Quotes as JointQuotes;
use crate::model::refusals::{ADDRESS, BANK, SILENT};
use crate::model::{Call, Refusals};
use crate::treasury_view::Passed;
use crate::vault_view::Quotes;

/// A refusal as the chain reports it.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Contract and variant of the error.
    pub variant: String,
    /// Its words.
    pub reason: String,
}

impl Refusal {
    /// Reads an error of the chain.
    pub fn of(error: &anyhow::Error) -> Self {
        Self { variant: variant(error), reason: reason(error) }
    }

    /// Whether it speaks of one of these rules.
    pub fn is_among(&self, words: &Refusals) -> bool {
        words.0.iter().any(|word| self.names(word))
    }

    /// Whether it speaks of the broken rule `word`.
    pub fn names(&self, word: &str) -> bool {
        match word {
            ADDRESS => self.reason.contains("Invalid input"),
            SILENT => self.reason.contains("Querier") || self.reason.contains("parsing into"),
            // The code of contracts that are none.
            "contract" => self.variant == "chain",
            _ => self.reason.contains(word),
        }
    }
}

/// The error's contract and variant; `bank`, `puppet` and `chain` for what comes from elsewhere.
fn variant(error: &anyhow::Error) -> String {
    let named = |contract: &str, debug: String| format!("{contract}.{}", variant_name(&debug));
    if let Some(error) = error.downcast_ref::<tributary_pool_registry::ContractError>() {
        return named("pool-registry", format!("{error:?}"));
    }
    if let Some(error) = error.downcast_ref::<tributary_staker_registry::ContractError>() {
        return named("staker-registry", format!("{error:?}"));
    }
    if let Some(error) = error.downcast_ref::<tributary_coinbase::ContractError>() {
        return named("coinbase", format!("{error:?}"));
    }
    if let Some(error) = error.downcast_ref::<tributary_license_nft::ContractError>() {
        return named("license-nft", format!("{error:?}"));
    }
    if let Some(error) = error.downcast_ref::<tributary_treasury_decay::ContractError>() {
        return named("treasury-decay", format!("{error:?}"));
    }
    if let Some(error) = error.downcast_ref::<tributary_boosted_staking::ContractError>() {
        return named("boosted-staking", format!("{error:?}"));
    }
    if let Some(error) = error.downcast_ref::<tributary_joint_staking::ContractError>() {
        return named("joint-staking", format!("{error:?}"));
    }
    let reason = reason(error);
    let elsewhere = if reason.contains(BANK) {
        "bank"
    } else if reason.contains("puppet refuses") {
        "puppet"
    } else {
        "chain"
    };
    elsewhere.to_owned()
}

/// `Control(Locked { .. })` is `Control::Locked`; deeper levels tell nothing more.
fn variant_name(debug: &str) -> String {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>();
    let outer = word(debug);
    let inner = debug.get(outer.len()..).and_then(|rest| rest.strip_prefix('(')).map(word);
    match (outer.as_str(), inner) {
        ("Control" | "Math", Some(inner)) => format!("{outer}::{inner}"),
        _ => outer,
    }
}

/// Whether somebody could start to leave, tried in a transaction that was then taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// Who and what.
    pub what: String,
    /// Why not.
    pub refusal: Option<Refusal>,
}

/// What somebody got that came for rewards alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// What the visitor withdrew.
    pub earned: u128,
    /// What had to stay 0: all of it.
    pub story: &'static str,
}

/// One step of a world.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The transaction's calls; none if nothing was called.
    pub calls: Vec<Call>,
    /// Whether it succeeded.
    pub ok: bool,
    /// All events, in order.
    pub events: Vec<Event>,
    /// The data of each call.
    pub answers: Vec<Option<Value>>,
    /// Why it failed.
    pub refusal: Option<Refusal>,
    /// The chain's fingerprints before and after a refused transaction.
    pub fingerprints: Option<(Fingerprint, Fingerprint)>,
    /// What queries said before the call that somebody would be paid, by pool and delegator.
    pub quotes: BTreeMap<(Addr, Addr), u128>,
    /// Who could leave after the step.
    pub exits: Vec<Probe>,
    /// The pool in which everybody has just withdrawn, and how many records it had before.
    pub swept: Option<(Addr, usize)>,
    /// A visitor that came for rewards alone.
    pub visit: Option<Visit>,
    /// What everybody could have claimed of the treasury before time passed, if that is what happened.
    pub passed: Option<Passed>,
    /// What everybody had earned in the vault before the step, if somebody asked.
    pub vault_quotes: Option<Quotes>,
    /// What everybody had in the escrow before the step, if somebody asked, and what then.
    pub joint_quotes: [Option<JointQuotes>; 2],
    /// Whether the costly checks are due.
    pub thorough: bool,
    /// A number that lets checks take turns.
    pub turn: usize,
    /// What remains once everybody has left.
    pub end: Option<super::drain::Leftover>,
}

/// The value of an attribute.
pub fn attribute<'a>(event: &'a Event, key: &str) -> Option<&'a str> {
    event.attributes.iter().find(|attribute| attribute.key == key).map(|attribute| attribute.value.as_str())
}

/// The amount in an attribute; 0 if there is none.
pub fn amount(event: &Event, key: &str) -> u128 {
    attribute(event, key).and_then(|value| value.parse().ok()).unwrap_or_default()
}

/// The address in an attribute.
pub fn address(event: &Event, key: &str) -> Addr {
    Addr::unchecked(attribute(event, key).unwrap_or_default())
}

/// The fact that an event reports, with its contract: `pool_registry/delegated`.
pub fn fact(event: &Event) -> Option<&str> {
    event.ty.strip_prefix("wasm-tributary_")
}

/// Recipient, sender, denom and amount of each coin that a bank event moves.
pub fn transfers(event: &Event) -> Vec<(Addr, Addr, String, u128)> {
    if event.ty != "transfer" {
        return vec![];
    }
    let coins = attribute(event, "amount").unwrap_or_default();
    let split = |coin: &str| {
        let digits = coin.chars().take_while(char::is_ascii_digit).count();
        (coin[digits..].to_owned(), coin[..digits].parse().unwrap_or_default())
    };
    let (to, from) = (address(event, "recipient"), address(event, "sender"));
    coins.split(',').map(split).map(|(denom, amount)| (to.clone(), from.clone(), denom, amount)).collect()
}
