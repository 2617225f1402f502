//! What is sent for a step, as a wallet sends it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use cosmwasm_std::{Addr, Coin};
use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Serializer, Value};

use super::cast::{addresses_in, Cast, Role};
use super::stage::Scene;
use crate::coins::to_vec;
use crate::report::Action;
use crate::step::Step;

/// Somebody with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name in the story.
    pub name: String,
    /// The address.
    pub address: Addr,
}

/// Who gets a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A contract that is made by it.
    Instantiate {
        /// The name of its code.
        code: String,
    },
    /// A contract.
    Execute(Party),
    /// The bank.
    Send,
    /// A contract that is only asked.
    Query(Party),
}

/// A message and what goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who gets it.
    pub way: Way,
    /// Who signs; a query is signed by nobody.
    pub from: Option<Party>,
    /// The message, to the letter.
    pub json: Value,
    /// Coins sent along.
    pub coins: Vec<Coin>,
    /// Names of the addresses in it.
    pub names: BTreeMap<Addr, String>,
    /// What all messages of its kind have in common.
    pub kind: (String, String),
}

impl Message {
    /// What was sent for a step, if anything was.
    pub fn of(cast: &Cast, scene: &Scene) -> Option<Self> {
        let json = scene.report.message.clone()?;
        let party = |address: &Addr| Party { name: cast.name(address), address: address.clone() };
        let ends = || scene.ends.as_ref().map(|(from, to)| (party(from), party(to)));
        let (from, way, coins) = match &scene.report.action {
            Action::Start | Action::Step(Step::Advance(_) | Step::Balance(_)) => return None,
            Action::Deploy(deployment) => {
                let way = Way::Instantiate { code: deployment.code.clone() };
                (Some(ends()?.0), way, to_vec(&deployment.funds))
            }
            Action::Step(Step::Execute(step)) => {
                let (from, to) = ends()?;
                (Some(from), Way::Execute(to), to_vec(&step.funds))
            }
            Action::Step(Step::Send(_)) => (Some(ends()?.0), Way::Send, vec![]),
            Action::Step(Step::Query(step)) => {
                (None, Way::Query(party(cast.address(&step.contract)?)), vec![])
            }
        };
        let known = |address: Addr| cast.known(&address).map(str::to_owned).map(|name| (address, name));
        let names = addresses_in(&json).into_iter().filter_map(known).collect();
        let kind = kind(cast, &way, &json);
        Some(Self { way, from, json, coins, names, kind })
    }

    /// Where it goes: `message to pool-registry`.
    pub fn heading(&self) -> String {
        match &self.way {
            Way::Instantiate { code } => format!("message to instantiate {code}"),
            Way::Execute(contract) => format!("message to {}", contract.name),
            Way::Send => "message to the bank".to_owned(),
            Way::Query(contract) => format!("query to {}", contract.name),
        }
    }

    /// The JSON in one line, with `@ada` for the address of ada.
    pub fn line(&self) -> String {
        let mut line = vec![];
        let written =
            self.with_names(&self.json).serialize(&mut Serializer::with_formatter(&mut line, Spaced));
        // Neither writing to a vector nor text as a key of an object can fail.
        written.map(|()| String::from_utf8_lossy(&line).into_owned()).unwrap_or_default()
    }

    /// The coins as command lines take them: `5token,7ustake`.
    pub fn purse(&self) -> String {
        self.coins.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }

    fn with_names(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let name = self.names.get(&Addr::unchecked(text));
                name.map_or_else(|| value.clone(), |name| format!("@{name}").into())
            }
            Value::Array(items) => items.iter().map(|item| self.with_names(item)).collect(),
            Value::Object(map) => {
                map.iter().map(|(key, value)| (key.clone(), self.with_names(value))).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }
}

/// Who gets it, whatever the name, and which of the messages it is that this one takes.
fn kind(cast: &Cast, way: &Way, json: &Value) -> (String, String) {
    let name = json.as_object().and_then(|fields| fields.keys().next().map(String::as_str));
    let name = name.or(json.as_str()).unwrap_or_default().to_owned();
    let code = |contract: &Party| match cast.role(&contract.address) {
        Role::StakerRegistry => "staker-registry".to_owned(),
        Role::PoolRegistry => "pool-registry".to_owned(),
        Role::LicenseNft => "license-nft".to_owned(),
        Role::TreasuryDecay => "treasury-decay".to_owned(),
        Role::BoostedStaking => "boosted-staking".to_owned(),
        Role::JointStaking => "joint-staking".to_owned(),
        Role::Coinbase { .. } => "coinbase".to_owned(),
        Role::Other { code } => code.clone(),
        Role::Person => contract.name.clone(),
    };
    match way {
        Way::Instantiate { code } => ("instantiate".to_owned(), code.clone()),
        Way::Execute(contract) => (format!("execute {}", code(contract)), name),
        Way::Send => ("send".to_owned(), String::new()),
        Way::Query(contract) => (format!("query {}", code(contract)), name),
    }
}

/// One line with spaces where it may be broken: behind commas only.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::coin;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_is_one_line_with_names_for_addresses_and_nothing_left_out() {
        let ada = Addr::unchecked("wasm1ada");
        let json = json!({"pay": {"to": [ada, "wasm1bob"], "n": 5, "memo": "to wasm1ada,  \"at\n\" once", "no": {}, "none": []}});
        let message = Message {
            way: Way::Send,
            from: None,
            json,
            coins: vec![coin(5, "token"), coin(7, "ustake")],
            names: BTreeMap::from([(ada, "ada".to_owned())]),
            kind: Default::default(),
        };

        assert_eq!(
            message.line(),
            r#"{"pay":{"to":["@ada", "wasm1bob"], "n":5, "memo":"to wasm1ada,  \"at\n\" once", "no":{}, "none":[]}}"#
        );
        assert_eq!(message.purse(), "5token,7ustake");
    }
}
