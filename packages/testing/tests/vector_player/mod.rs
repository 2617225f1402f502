//! Plays published vectors on models alone: what one does with a step is up to its stage.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cosmwasm_std::{to_json_binary, Addr, Coin, Event};
use serde_json::Value;
use tributary_testing::machine::step::attribute;
use tributary_testing::model::{Bank, Moment, Refusals};

/// What a vector is played on.
pub trait Stage {
    /// Time passes.
    fn advance(&mut self, seconds: u64, blocks: u64);
    /// A message of `by` to the contract of that name; a refused one leaves everything as it was.
    fn execute(&mut self, by: &Addr, to: &str, msg: &Value, funds: &[Coin]) -> Result<Vec<Event>, Refusals>;
    /// A question to the contract of that name.
    fn answer(&self, of: &str, msg: &Value) -> Value;
    /// Who holds which coins.
    fn bank(&self) -> &Bank;
}

/// A vector on its way.
pub struct Player<S> {
    stage: S,
    saved: BTreeMap<String, Value>,
    checked: usize,
}

/// The address of an account or contract.
pub fn address(name: &str) -> Addr {
    Addr::unchecked(format!("wasm1{}", name.replace('_', "")))
}

/// The first block.
pub fn start(vector: &Value) -> Moment {
    Moment { height: 1, seconds: vector["clock"]["start"].as_u64().expect("a clock") }
}

/// What everybody has before the first step.
pub fn purses(vector: &Value) -> Bank {
    let mut bank = Bank::default();
    for (name, purse) in vector["accounts"].as_object().expect("accounts") {
        let coins = coins(Some(purse));
        coins.iter().for_each(|coin| bank.mint(&address(name), &coin.denom, coin.amount.u128()));
    }
    bank
}

/// The same value with addresses for names, what was saved under a name, and messages in messages as they are sent.
pub fn named(value: &Value, saved: &BTreeMap<String, Value>) -> Value {
    match value {
        Value::String(text) => match (text.strip_prefix('@'), text.strip_prefix('$')) {
            (Some(name), _) => address(name).into_string().into(),
            (_, Some(name)) => saved.get(name).unwrap_or_else(|| panic!("{name} was not saved")).clone(),
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| named(item, saved)).collect(),
        Value::Object(fields) => match fields.get("$json") {
            Some(inner) => to_json_binary(&named(inner, saved)).expect("JSON").to_base64().into(),
            None => fields.iter().map(|(key, value)| (key.clone(), named(value, saved))).collect(),
        },
        other => other.clone(),
    }
}

/// An amount, which may have a sign.
pub fn number(value: &Value) -> i128 {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{value} is no amount"))
}

/// Whether an answer is as expected: objects by subset, distances where the vector gives them.
fn meets(found: &Value, expected: &Value) -> bool {
    if let Some(near) = expected.get("$near") {
        return (number(found) - number(&near[0])).abs() <= number(&near[1]);
    }
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().all(|(key, value)| found.get(key).is_some_and(|found| meets(found, value)))
        }
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(one, other)| meets(one, other))
        }
        _ => found == expected,
    }
}

fn coins(value: Option<&Value>) -> Vec<Coin> {
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    fields.map(|(denom, amount)| Coin::new(number(amount) as u128, denom)).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

impl<S: Stage> Player<S> {
    fn step(&mut self, step: &Value) {
        if let Some(advance) = step.get("advance") {
            let number = |key: &str| advance[key].as_u64().expect("a number");
            self.stage.advance(number("seconds"), number("blocks"));
        } else if let Some(query) = step.get("query") {
            let found = self.stage.answer(text(step, "contract"), &named(query, &self.saved));
            let expected = named(&step["equals"], &self.saved);
            assert!(meets(&found, &expected), "{query} is answered {found}, not {expected}");
            self.checked += 1;
        } else if step.get("balance").is_some() {
            let (name, denom) = (text(step, "balance"), text(step, "denom"));
            let found = self.stage.bank().balance(&address(name), denom).to_string();
            assert!(meets(&found.clone().into(), &step["equals"]), "{name} has {found}: {step}");
            self.checked += 1;
        } else {
            self.call(step);
        }
    }

    fn call(&mut self, step: &Value) {
        let before = self.stage.bank().clone();
        let msg = named(&step["execute"], &self.saved);
        let (by, to) = (address(text(step, "from")), text(step, "contract"));
        let done = self.stage.execute(&by, to, &msg, &coins(step.get("funds")));
        match (step.get("fails"), done) {
            (None, Ok(events)) => self.save(step, &events),
            (None, Err(words)) => panic!("{step} is refused: {words:?}"),
            (Some(_), Ok(_)) => panic!("{step} is not refused"),
            (Some(Value::String(word)), Err(words)) => {
                // The owner's contract says both words.
                let named = |found: &str| found == word || word == "owner" && found == "unauthorized";
                assert!(words.0.iter().any(|found| named(found)), "{step} breaks {words:?}");
                self.checked += 1;
            }
            (Some(_), Err(_)) => self.checked += 1,
        }
        if let Some(changes) = step.get("changes") {
            self.compare(&before, changes, step);
        }
    }

    /// Ids are numbers, amounts are texts.
    fn save(&mut self, step: &Value, events: &[Event]) {
        for (name, key) in step.get("saves").and_then(Value::as_object).into_iter().flatten() {
            let key = key.as_str().expect("a key");
            let found = events.iter().rev().find_map(|event| attribute(event, key));
            let found = found.unwrap_or_else(|| panic!("no {key} in {events:?}"));
            let id = found.parse::<u64>().ok().filter(|_| key.ends_with("_id") && key != "token_id");
            self.saved.insert(name.clone(), id.map_or_else(|| found.into(), Value::from));
        }
    }

    /// Exactly these balances change, by exactly so much; tokens, whose names are addresses, are not listed.
    fn compare(&mut self, before: &Bank, changes: &Value, step: &Value) {
        let mut expected: BTreeMap<(Addr, String), i128> = BTreeMap::new();
        for (name, purse) in changes.as_object().expect("changes") {
            for (denom, amount) in purse.as_object().expect("coins") {
                expected.insert((address(name), denom.clone()), number(amount));
            }
        }
        let after = self.stage.bank();
        let purses = before.0.iter().chain(&after.0);
        let pairs = purses.flat_map(|(who, purse)| purse.keys().map(|denom| (who.clone(), denom.clone())));
        let pairs: BTreeSet<_> = pairs.filter(|(_, denom)| !denom.starts_with("wasm1")).collect();
        for (who, denom) in pairs {
            let found = after.balance(&who, &denom) as i128 - before.balance(&who, &denom) as i128;
            let change = expected.remove(&(who.clone(), denom)).unwrap_or_default();
            assert_eq!(found, change, "{who} after {step}");
        }
        assert_eq!(expected, BTreeMap::new(), "{step}");
        self.checked += 1;
    }
}

/// All vectors of a contract, by file.
fn vectors(contract: &str) -> BTreeMap<String, Value> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/data");
    let files = fs::read_dir(data.join(contract)).expect("the contract's vectors");
    let read = |file: fs::DirEntry| {
        let text = fs::read_to_string(file.path()).expect("readable");
        (file.file_name().to_string_lossy().into_owned(), serde_json::from_str(&text).expect("JSON"))
    };
    files.map(|file| read(file.expect("a file"))).collect()
}

/// Plays all vectors of a contract, of which there are `least` or more, each on a stage that `new` sets up for it.
pub fn play_all<S: Stage>(contract: &str, least: usize, new: impl Fn(&Value) -> S) {
    let vectors = vectors(contract);
    assert!(vectors.len() >= least, "{} vectors", vectors.len());

    for (name, vector) in vectors {
        println!("{name}");
        let mut player = Player { stage: new(&vector), saved: BTreeMap::new(), checked: 0 };
        for (at, step) in vector["steps"].as_array().expect("steps").iter().enumerate() {
            println!("  step {at}");
            player.step(step);
        }
        assert!(player.checked > 5, "{name} checks only {} things", player.checked);
    }
}
