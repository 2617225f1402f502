//! The steps of a scenario. What a step does is told by one of five keys; each kind has its own further keys.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::coins::{Coins, Deltas};

/// The keys that tell what a step does.
const KINDS: [&str; 5] = ["execute", "send", "advance", "query", "balance"];

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Step {
    /// An account sends a contract a message.
    Execute(Execute),
    /// An account sends coins by the bank.
    Send(Send),
    /// Time passes.
    Advance(Advance),
    /// A contract is asked.
    Query(Query),
    /// The bank is asked.
    Balance(Balance),
}

/// A message to a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Execute {
    /// The account that signs.
    pub from: String,
    /// The contract's name.
    pub contract: String,
    /// The message, with references.
    pub execute: Value,
    /// Coins sent along.
    #[serde(default)]
    pub funds: Coins,
    /// New name to key of the step's data or events.
    #[serde(default)]
    pub saves: BTreeMap<String, String>,
    /// Whether the call must be refused.
    #[serde(default)]
    pub fails: Option<Refusal>,
    /// All changes of balances, also of a call that must be refused.
    #[serde(default)]
    pub changes: Option<BTreeMap<String, Deltas>>,
    /// Events that must occur, in this order.
    #[serde(default)]
    pub events: Vec<EventPattern>,
    /// Whether height and time stay those of the step before.
    #[serde(default)]
    pub same_block: bool,
}

/// A transfer by the bank and what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// What is sent.
    pub send: Transfer,
    /// Whether the bank must refuse.
    #[serde(default)]
    pub fails: Option<Refusal>,
    /// All changes of balances.
    #[serde(default)]
    pub changes: Option<BTreeMap<String, Deltas>>,
    /// Events that must occur, in this order.
    #[serde(default)]
    pub events: Vec<EventPattern>,
    /// Whether height and time stay those of the step before.
    #[serde(default)]
    pub same_block: bool,
}

/// Coins from an account to an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// The account that signs.
    pub from: String,
    /// The address, usually a reference such as `@escrow`.
    pub to: String,
    /// The coins.
    pub coins: Coins,
}

/// Time that passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// How much.
    pub advance: Span,
}

/// Seconds and blocks, independent of each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// Seconds added to the block's time.
    #[serde(default)]
    pub seconds: u64,
    /// Blocks added to the height.
    #[serde(default)]
    pub blocks: u64,
}

impl Span {
    /// Cuts the span into so many pieces of about equal length; together they are the whole.
    pub(crate) fn pieces(&self, count: u64) -> impl Iterator<Item = Self> {
        let Self { seconds, blocks } = *self;
        let until = move |whole: u64, piece: u64| {
            let part = u128::from(whole).saturating_mul(piece.into()).checked_div(count.into());
            part.and_then(|part| u64::try_from(part).ok()).unwrap_or(whole)
        };
        (0..count).map(move |before| {
            let piece = |whole| until(whole, before.saturating_add(1)).saturating_sub(until(whole, before));
            Self { seconds: piece(seconds), blocks: piece(blocks) }
        })
    }
}

/// A question to a contract and what its answer must contain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// The contract's name.
    pub contract: String,
    /// The message, with references.
    pub query: Value,
    /// What the answer must contain; an answer of any kind will do without it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub equals: Option<Value>,
    /// Whether the contract must refuse to answer.
    #[serde(default)]
    pub fails: Option<Refusal>,
}

/// A balance that must be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// Whose: a name as in `changes`.
    pub balance: String,
    /// Of which coin.
    pub denom: String,
    /// The amount.
    pub equals: Value,
}

/// How a call must be refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Value")]
pub enum Refusal {
    /// With whatever words.
    Any,
    /// With an error that contains these words, in upper or lower case.
    Words(String),
}

/// An event that must be among those of the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventPattern {
    /// Its type, without the `wasm-` of contracts' events.
    #[serde(rename = "type")]
    pub ty: String,
    /// Attributes that it must have, among others.
    #[serde(default)]
    pub attributes: Map<String, Value>,
}

/// Why an object is no step.
#[derive(Debug, Error)]
pub enum StepError {
    /// None of the five keys is there.
    #[error("one of the keys {} is missing", KINDS.map(|kind| format!("`{kind}`")).join(", "))]
    NoKind,
    /// More than one of the five keys is there.
    #[error("keys `{one}` and `{other}` do not belong in one step")]
    TwoKinds {
        /// The first of them.
        one: &'static str,
        /// Another one.
        other: &'static str,
    },
    /// A key is missing, unknown to this kind of step, or has a value of the wrong form.
    #[error("{kind} step: {source}")]
    Malformed {
        /// The kind of step.
        kind: &'static str,
        /// What serde found.
        source: serde_json::Error,
    },
    /// Expectations that only a call that succeeds can meet stand beside `fails`.
    #[error("key `{key}` makes no sense beside `fails`")]
    RefusedWith {
        /// The key.
        key: &'static str,
    },
    /// A chapter or a note is no text, or an empty one.
    #[error("key `{key}` is a text for the reader")]
    SaysNothing {
        /// The key.
        key: &'static str,
    },
    /// A name where no reference is resolved begins with `@`.
    #[error("name `{name}` is written without @ here")]
    NameWithAt {
        /// The name.
        name: String,
    },
}

impl TryFrom<Map<String, Value>> for Step {
    type Error = StepError;

    fn try_from(keys: Map<String, Value>) -> Result<Self, StepError> {
        let mut kinds = KINDS.into_iter().filter(|kind| keys.contains_key(*kind));
        let kind = kinds.next().ok_or(StepError::NoKind)?;
        if let Some(other) = kinds.next() {
            return Err(StepError::TwoKinds { one: kind, other });
        }
        let value = Value::Object(keys);
        let step = match kind {
            "execute" => serde_json::from_value(value).map(Self::Execute),
            "send" => serde_json::from_value(value).map(Self::Send),
            "advance" => serde_json::from_value(value).map(Self::Advance),
            "query" => serde_json::from_value(value).map(Self::Query),
            _ => serde_json::from_value(value).map(Self::Balance),
        };
        step.map_err(|source| StepError::Malformed { kind, source })?.checked()
    }
}

impl Step {
    fn checked(self) -> Result<Self, StepError> {
        let mut names: Vec<&String> = vec![];
        let mut useless = vec![];
        match &self {
            Self::Execute(step) => {
                names.extend([&step.from, &step.contract]);
                names.extend(step.changes.iter().flatten().map(|(name, _)| name));
                if step.fails.is_some() {
                    useless.push(("saves", !step.saves.is_empty()));
                    useless.push(("events", !step.events.is_empty()));
                }
            }
            Self::Send(step) => {
                names.push(&step.send.from);
                names.extend(step.changes.iter().flatten().map(|(name, _)| name));
                useless.push(("events", step.fails.is_some() && !step.events.is_empty()));
            }
            Self::Advance(_) => {}
            Self::Query(step) => {
                names.push(&step.contract);
                useless.push(("equals", step.fails.is_some() && step.equals.is_some()));
            }
            Self::Balance(step) => names.push(&step.balance),
        }
        if let Some(name) = names.into_iter().find(|name| name.starts_with('@')) {
            return Err(StepError::NameWithAt { name: name.clone() });
        }
        match useless.into_iter().find(|(_, there)| *there) {
            Some((key, _)) => Err(StepError::RefusedWith { key }),
            None => Ok(self),
        }
    }
}

impl TryFrom<Value> for Refusal {
    type Error = &'static str;

    fn try_from(value: Value) -> Result<Self, &'static str> {
        match value {
            Value::Bool(true) => Ok(Self::Any),
            Value::String(words) if !words.trim().is_empty() => Ok(Self::Words(words)),
            _ => Err("`fails` is true or the words that the error must contain"),
        }
    }
}

impl From<Refusal> for Value {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Any => Self::Bool(true),
            Refusal::Words(words) => Self::String(words),
        }
    }
}

/// Tells a key with the value null from a key that is not there.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_span_are_the_whole() {
        let pieces = |seconds, blocks, count| {
            let pieces = Span { seconds, blocks }.pieces(count);
            pieces.map(|piece| (piece.seconds, piece.blocks)).collect::<Vec<_>>()
        };

        assert_eq!(pieces(10, 2, 1), [(10, 2)]);
        assert_eq!(pieces(10, 2, 4), [(2, 0), (3, 1), (2, 0), (3, 1)]);
        assert_eq!(pieces(0, 0, 2), [(0, 0), (0, 0)]);
        let sum = pieces(u64::MAX, u64::MAX, 7).iter().fold(0u128, |sum, piece| sum + u128::from(piece.0));
        assert_eq!(sum, u64::MAX.into());
    }
}
