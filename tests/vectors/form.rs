//! The form of `delegation.json`: what the original contracts were asked and how they answered. A key that is not named
//! here is an error.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value};
use tributary_math::rate::PPM_SCALE;
use tributary_math::rewards::SCALE;

use crate::tables;

/// A whole file.
pub struct File {
    pub parameters: Parameters,
    pub vectors: Vec<Vector>,
}

/// The constants of the original.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    pub min_self_stake: String,
    pub min_self_stake_percentage: u8,
    pub unbond_lock_up_blocks: u64,
    pub transfer_lock_up_blocks: u64,
    pub commission_change_lock_blocks: u64,
    pub signing_address_cooling_blocks: u64,
    rate_scale: u32,
    crr_precision: String,
}

/// One story.
pub struct Vector {
    pub id: String,
    pub steps: Vec<Step>,
    /// What our decisions change in it on purpose.
    pub changes: Vec<&'static tables::Change>,
}

pub enum Step {
    Do(Box<Do>),
    Query(Box<Query>),
}

/// Something is done.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Do {
    #[serde(rename = "do")]
    pub what: String,
    #[serde(rename = "as")]
    pub sender: Option<String>,
    pub funds: Option<String>,
    pub args: Map<String, Value>,
    pub expect: Option<Expect>,
    #[serde(default)]
    pub same_block: bool,
    pub then_advance_blocks: Option<u64>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

/// What must come of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    pub ok: bool,
    pub why: Option<String>,
    pub events: Option<Vec<Map<String, Value>>>,
    #[serde(default)]
    pub balance_changes: BTreeMap<String, String>,
    pub returns: Option<String>,
    pub saves_id: Option<String>,
    #[serde(rename = "asserted_in_java")]
    _asserted_in_java: Option<bool>,
    #[serde(rename = "events_asserted_in_java")]
    _events_asserted_in_java: Option<bool>,
    #[serde(rename = "java_returns")]
    _java_returns: Option<Value>,
}

/// Something is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    pub query: String,
    pub args: Map<String, Value>,
    pub equals: Value,
    #[serde(rename = "asserted_in_java")]
    _asserted_in_java: Option<bool>,
    #[serde(rename = "java_value")]
    _java_value: Option<Value>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(rename = "meta")]
    _meta: BTreeMap<String, String>,
    parameters: Parameters,
    #[serde(rename = "conventions")]
    _conventions: Vec<String>,
    vectors: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVector {
    id: String,
    #[serde(rename = "title")]
    _title: String,
    #[serde(rename = "origin")]
    _origin: Option<String>,
    #[serde(rename = "group")]
    _group: Option<String>,
    #[serde(rename = "strictness")]
    _strictness: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
    steps: Vec<Map<String, Value>>,
}

impl File {
    /// Reads a file and applies what our decisions change in its vectors.
    pub fn parse(text: &str) -> Result<Self> {
        let raw: RawFile = serde_json::from_str(text)?;
        raw.parameters.check()?;
        let vectors = raw.vectors.into_iter().map(Vector::parse).collect::<Result<_>>()?;
        Ok(Self { parameters: raw.parameters, vectors })
    }
}

impl Parameters {
    /// What our contracts have no parameter for must be what they do.
    fn check(&self) -> Result<()> {
        ensure!(
            self.rate_scale == PPM_SCALE,
            "parameters.rate_scale is {}, ours is {PPM_SCALE}",
            self.rate_scale
        );
        let scale = SCALE.to_string();
        ensure!(
            self.crr_precision == scale,
            "parameters.crr_precision is {}, ours is {scale}",
            self.crr_precision
        );
        Ok(())
    }
}

impl Vector {
    fn parse(mut value: Value) -> Result<Self> {
        let id = value.get("id").and_then(Value::as_str).context("a vector without id")?.to_owned();
        let changes: Vec<_> = tables::CHANGES.iter().filter(|change| change.apply(&id, &mut value)).collect();
        let raw: RawVector = serde_json::from_value(value).with_context(|| id.clone())?;
        ensure!(!raw.steps.is_empty(), "{id} has no steps");
        let steps = raw
            .steps
            .into_iter()
            .zip(1..)
            .map(|(step, number)| Step::parse(step).with_context(|| format!("{id} step {number}")));
        Ok(Self { steps: steps.collect::<Result<_>>()?, id: raw.id, changes })
    }
}

impl Step {
    fn parse(step: Map<String, Value>) -> Result<Self> {
        if step.contains_key("query") {
            return Ok(Self::Query(Box::new(serde_json::from_value(step.into())?)));
        }
        let step: Do = serde_json::from_value(step.into())?;
        step.check()?;
        Ok(Self::Do(Box::new(step)))
    }

    /// What it does or asks.
    pub fn name(&self) -> &str {
        match self {
            Self::Do(step) => &step.what,
            Self::Query(step) => &step.query,
        }
    }
}

impl Do {
    fn check(&self) -> Result<()> {
        let Some(expect) = &self.expect else { return Ok(()) };
        let promises = expect.events.as_ref().is_some_and(|events| !events.is_empty())
            || !expect.balance_changes.is_empty()
            || expect.returns.is_some()
            || expect.saves_id.is_some();
        match (expect.ok, &expect.why) {
            (true, Some(why)) => bail!("`why` ({why}) although it succeeds"),
            (false, None) => bail!("`why` is missing"),
            (false, _) if promises => bail!("what is refused has no effects to compare"),
            _ => Ok(()),
        }
    }
}
