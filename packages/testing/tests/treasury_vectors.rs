//! The published vectors of treasury-decay, played on the model alone: it is right before it judges anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cosmwasm_std::{Addr, Coin};
use serde_json::Value;
use tributary_testing::model::treasury::Treasury;
use tributary_testing::model::treasury_calls::{instantiated, Effect, Outside, Seen};
use tributary_testing::model::{Bank, Moment, Refusals};
use tributary_types::treasury_decay::{ExecuteMsg, InstantiateMsg, QueryMsg};

/// A vector on its way.
struct Stage {
    now: Moment,
    bank: Bank,
    treasury: Treasury,
    checked: usize,
}

fn address(name: &str) -> Addr {
    Addr::unchecked(format!("wasm1{}", name.replace('_', "")))
}

/// The same value with addresses for names.
fn named(value: &Value) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix('@') {
            Some(name) => address(name).into_string().into(),
            None => value.clone(),
        },
        Value::Array(items) => items.iter().map(named).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), named(value))).collect(),
        other => other.clone(),
    }
}

fn number(value: &Value) -> i128 {
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

impl Stage {
    fn new(vector: &Value) -> Self {
        let now = Moment { height: 1, seconds: vector["clock"]["start"].as_u64().expect("a clock") };
        let mut bank = Bank::default();
        for (name, purse) in vector["accounts"].as_object().expect("accounts") {
            coins(Some(purse))
                .iter()
                .for_each(|coin| bank.mint(&address(name), &coin.denom, coin.amount.u128()));
        }
        let deploy = &vector["deploy"][0];
        let msg: InstantiateMsg = serde_json::from_value(named(&deploy["init"])).expect("parameters");
        let by = address(deploy["from"].as_str().expect("a deployer"));
        let treasury = instantiated(address("treasury"), &by, &msg, now.seconds).expect("good parameters");
        Self { now, bank, treasury, checked: 0 }
    }

    fn step(&mut self, step: &Value) {
        if let Some(advance) = step.get("advance") {
            self.now.seconds += advance["seconds"].as_u64().expect("seconds");
            self.now.height += advance["blocks"].as_u64().expect("blocks");
        } else if let Some(query) = step.get("query") {
            let msg: QueryMsg = serde_json::from_value(named(query)).expect("a question");
            let answer = self.treasury.answer(self.now.seconds, &msg).expect("an answer");
            let found: Value = serde_json::from_slice(&answer).expect("JSON");
            assert!(
                meets(&found, &named(&step["equals"])),
                "{query} is answered {found}, not {}",
                step["equals"]
            );
            self.checked += 1;
        } else if let Some(name) = step.get("balance") {
            let who = address(name.as_str().expect("a name"));
            let found = self.bank.balance(&who, step["denom"].as_str().expect("a denom"));
            assert!(
                meets(&found.to_string().into(), &step["equals"]),
                "{name} has {found}, not {}",
                step["equals"]
            );
            self.checked += 1;
        } else {
            self.call(step);
        }
    }

    fn call(&mut self, step: &Value) {
        let before = self.bank.clone();
        let refused = self.execute(step).err();
        match (step.get("fails"), refused) {
            (None, None) => {}
            (None, Some(words)) => panic!("{step} is refused: {words:?}"),
            (Some(_), None) => panic!("{step} is not refused"),
            (Some(Value::String(word)), Some(words)) => {
                // The owner's contract says both words.
                let named = |found: &str| found == word || word == "owner" && found == "unauthorized";
                assert!(words.0.iter().any(|found| named(found)), "{step} breaks {words:?}");
                self.checked += 1;
            }
            (Some(_), Some(_)) => self.checked += 1,
        }
        if let Some(changes) = step.get("changes") {
            self.compare(&before, changes, step);
        }
    }

    fn execute(&mut self, step: &Value) -> Result<(), Refusals> {
        // What cannot be read is refused.
        let msg: ExecuteMsg =
            serde_json::from_value(named(&step["execute"])).map_err(|_| Refusals::one("<form>"))?;
        let (by, funds) = (address(step["from"].as_str().expect("a sender")), coins(step.get("funds")));
        let (mut treasury, mut bank) = (self.treasury.clone(), self.bank.clone());
        for coin in &funds {
            // Mallory has no junk, but might.
            bank.pay(&by, &treasury.at, &coin.denom, coin.amount.u128())?;
        }
        let group = BTreeSet::new();
        let outside = Outside { now: self.now, bank: &bank, group: Ok(&group) };
        let told = treasury.call(&outside, &by, &msg, &funds, &Seen::default())?;
        assert_eq!(told.wrong, None);
        for effect in told.effects {
            match effect {
                Effect::Pay(to, denom, amount) => bank.pay(&treasury.at, &to, &denom, amount)?,
                Effect::Burn(amount) => bank.burn(&treasury.at, "ustake", amount)?,
            }
        }
        (self.treasury, self.bank) = (treasury, bank);
        Ok(())
    }

    /// Exactly these balances change, by exactly so much.
    fn compare(&mut self, before: &Bank, changes: &Value, step: &Value) {
        let mut expected: BTreeMap<(Addr, String), Value> = BTreeMap::new();
        for (name, purse) in changes.as_object().expect("changes") {
            for (denom, amount) in purse.as_object().expect("coins") {
                expected.insert((address(name), denom.clone()), amount.clone());
            }
        }
        let whose = before.0.keys().chain(self.bank.0.keys()).cloned().collect::<BTreeSet<_>>();
        for who in whose {
            let (old, new) = (before.balance(&who, "ustake"), self.bank.balance(&who, "ustake"));
            let found = new as i128 - old as i128;
            let change = expected.remove(&(who.clone(), "ustake".to_owned()));
            let change = change.map_or(0, |change| number(&change));
            assert_eq!(found, change, "{who} after {step}");
        }
        assert_eq!(expected, BTreeMap::new(), "{step}");
        self.checked += 1;
    }
}

fn vectors() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/data/treasury-decay");
    let files = fs::read_dir(folder).expect("the vectors of treasury-decay");
    let read = |file: fs::DirEntry| {
        let text = fs::read_to_string(file.path()).expect("readable");
        (file.file_name().to_string_lossy().into_owned(), serde_json::from_str(&text).expect("JSON"))
    };
    files.map(|file| read(file.expect("a file"))).collect()
}

#[test]
fn the_model_meets_every_published_vector() {
    let vectors = vectors();
    assert!(vectors.len() >= 18, "{} vectors", vectors.len());

    for (name, vector) in vectors {
        println!("{name}");
        let mut stage = Stage::new(&vector);
        for (at, step) in vector["steps"].as_array().expect("steps").iter().enumerate() {
            println!("  step {at}");
            stage.step(step);
        }
        assert!(stage.checked > 5, "{name} checks only {} things", stage.checked);
    }
}
