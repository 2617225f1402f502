//! Comparisons of what a scenario expects with what was found. Expectations come with their references resolved.

use std::collections::BTreeMap;
use std::str::FromStr;

use cosmwasm_std::{Addr, Decimal256, Event, SignedDecimal256};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::coins::Deltas;

/// One thing that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// Which expectation, and where in it: `equals.pools[1].state`.
    pub at: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// An event pattern with its references resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The type, without `wasm-`.
    pub ty: String,
    /// Attributes that the event must have, among others.
    pub attributes: Map<String, Value>,
}

impl Mismatch {
    /// Puts the two sides beside each other.
    pub fn new(at: impl Into<String>, expected: impl ToString, found: impl ToString) -> Self {
        Self { at: at.into(), expected: expected.to_string(), found: found.to_string() }
    }
}

/// Compares an answer: objects by subset, lists element by element and of equal length, scalars exactly, `$near` by distance.
pub fn equals(expected: &Value, found: &Value) -> Vec<Mismatch> {
    let mut mismatches = vec![];
    compare("equals", expected, found, &mut mismatches);
    mismatches
}

fn compare(at: &str, expected: &Value, found: &Value, mismatches: &mut Vec<Mismatch>) {
    match (expected, found) {
        (Value::Object(distance), _) if distance.contains_key("$near") => {
            if !is_near(distance, found) {
                mismatches.push(Mismatch::new(at, expected, found));
            }
        }
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let at = format!("{at}.{key}");
                match found.get(key) {
                    Some(found) => compare(&at, value, found, mismatches),
                    None => mismatches.push(Mismatch::new(at, value, "no such field")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (position, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{at}[{position}]"), expected, found, mismatches);
            }
        }
        _ if expected == found => {}
        _ => mismatches.push(Mismatch::new(at, expected, found)),
    }
}

/// Whether `found` is of the same kind (text or number) as the value of `{"$near": [value, distance]}`, and near to it.
fn is_near(form: &Map<String, Value>, found: &Value) -> bool {
    let Some([value, distance]) = form.get("$near").and_then(Value::as_array).map(Vec::as_slice) else {
        return false;
    };
    let (Some(wanted), Some(number)) = (decimal(value), decimal(found)) else {
        return false;
    };
    // A distance is unsigned, so a negative one does not parse.
    let distance = Decimal256::from_str(&plain(distance));
    value.is_string() == found.is_string()
        && distance.is_ok_and(|distance| wanted.abs_diff(number) <= distance)
}

fn decimal(value: &Value) -> Option<SignedDecimal256> {
    SignedDecimal256::from_str(&plain(value)).ok()
}

/// Text without its quotes, anything else as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Finds each pattern among the events behind the one that the pattern before it was found in; `None`: all were found.
pub fn events(patterns: &[Pattern], events: &[Event]) -> Option<Mismatch> {
    let mut rest = events.iter();
    for (position, pattern) in patterns.iter().enumerate() {
        if rest.any(|event| matches(pattern, event)) {
            continue;
        }
        let expected = format!("{} {}", pattern.ty, Value::Object(pattern.attributes.clone()));
        let others: Vec<_> =
            events.iter().filter(|event| plain_type(event) == pattern.ty).map(text).collect();
        let found = match others.as_slice() {
            [] => format!("no event of this type among {}", types(events)),
            _ => format!("in this order not among {}", others.join(", ")),
        };
        return Some(Mismatch::new(format!("events[{position}]"), expected, found));
    }
    None
}

fn matches(pattern: &Pattern, event: &Event) -> bool {
    plain_type(event) == pattern.ty
        && pattern.attributes.iter().all(|(key, value)| {
            event.attributes.iter().any(|attribute| attribute.key == *key && holds(value, &attribute.value))
        })
}

/// Attributes are text, whatever the scenario calls them.
fn holds(expected: &Value, attribute: &str) -> bool {
    match expected {
        Value::Number(number) => number.to_string() == attribute,
        Value::Bool(flag) => flag.to_string() == attribute,
        _ => equals(expected, &attribute.into()).is_empty(),
    }
}

/// The type of an event without the `wasm-` of contracts' events.
pub fn plain_type(event: &Event) -> &str {
    event.ty.strip_prefix("wasm-").unwrap_or(&event.ty)
}

fn text(event: &Event) -> String {
    let attributes =
        event.attributes.iter().map(|attribute| (attribute.key.clone(), attribute.value.clone().into()));
    Value::Object(attributes.collect()).to_string()
}

fn types(events: &[Event]) -> String {
    events.iter().map(plain_type).collect::<Vec<_>>().join(", ")
}

/// Compares all changes of balances; what is not expected must not have changed.
pub fn changes(
    expected: &BTreeMap<Addr, (String, Deltas)>,
    found: &BTreeMap<Addr, (String, Deltas)>,
) -> Vec<Mismatch> {
    let mut mismatches = vec![];
    let nothing = Deltas::new();
    for (address, (name, deltas)) in expected {
        let found = found.get(address).map_or(&nothing, |(_, deltas)| deltas);
        for denom in deltas.keys().chain(found.keys().filter(|denom| !deltas.contains_key(*denom))) {
            let of = |side: &Deltas| side.get(denom).copied().unwrap_or_default();
            if of(deltas) != of(found) {
                mismatches.push(Mismatch::new(format!("changes.{name}.{denom}"), of(deltas), of(found)));
            }
        }
    }
    for (_, (name, deltas)) in found.iter().filter(|(address, _)| !expected.contains_key(*address)) {
        for (denom, delta) in deltas {
            mismatches.push(Mismatch::new(format!("changes.{name}.{denom}"), "0 (not listed)", delta));
        }
    }
    mismatches
}

/// Whether an error contains the words, in upper or lower case.
pub fn words_in(words: &str, error: &str) -> bool {
    error.to_lowercase().contains(&words.to_lowercase())
}
