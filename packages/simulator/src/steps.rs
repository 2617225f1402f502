//! The steps of a scenario, carried out and compared with what it expects.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Attribute, Event};
use serde_json::{json, Value};

use crate::chain::{Chain, Outcome};
use crate::coins::{self, Coins, Deltas};
use crate::expect::{self, Mismatch, Pattern};
use crate::names::Place;
use crate::refusal::{reason, ContractPanicked};
use crate::report::StepReport;
use crate::runner::{fatal, refused, Fatal, Player};
use crate::step::{Balance, EventPattern, Execute, Query, Refusal, Send};

/// What a step that writes expects, and in which block it happens.
struct Wanted<'a> {
    fails: Option<&'a Refusal>,
    changes: Option<&'a BTreeMap<String, Deltas>>,
    events: &'a [EventPattern],
    same_block: bool,
}

impl Player {
    pub(crate) fn execute(&mut self, step: &Execute, record: &mut StepReport) -> Result<(), Fatal> {
        let sender = self.names.account(&self.chain, &step.from).map_err(fatal("from"))?;
        let contract = self.names.contract(&self.chain, &step.contract).map_err(fatal("contract"))?;
        let message =
            self.names.resolve(&self.chain, &step.execute, Place::Message).map_err(fatal("execute"))?;
        record.message = Some(message.clone());
        let wanted = Wanted {
            fails: step.fails.as_ref(),
            changes: step.changes.as_ref(),
            events: &step.events,
            same_block: step.same_block,
        };
        let funds = coins::to_vec(&step.funds);
        self.transact(&wanted, record, |chain| chain.execute(&sender, &contract, &message, funds))?;
        if record.refused.is_none() {
            self.save(step, &contract, record);
        }
        Ok(())
    }

    pub(crate) fn send(&mut self, step: &Send, record: &mut StepReport) -> Result<(), Fatal> {
        let from = self.names.account(&self.chain, &step.send.from).map_err(fatal("send.from"))?;
        let to = Value::String(step.send.to.clone());
        let to = self.names.resolve(&self.chain, &to, Place::Message).map_err(fatal("send.to"))?;
        let to = Addr::unchecked(to.as_str().unwrap_or_default());
        let wanted = Wanted {
            fails: step.fails.as_ref(),
            changes: step.changes.as_ref(),
            events: &step.events,
            same_block: step.same_block,
        };
        let coins = coins::to_vec(&step.send.coins);
        record.message = Some(json!({"from_address": from, "to_address": to, "amount": coins}));
        self.transact(&wanted, record, |chain| chain.send(&from, &to, coins))
    }

    pub(crate) fn query(&mut self, step: &Query, record: &mut StepReport) -> Result<(), Mismatch> {
        let contract = self.names.contract(&self.chain, &step.contract).map_err(fatal("contract"))?;
        let message = self.names.resolve(&self.chain, &step.query, Place::Message).map_err(fatal("query"))?;
        record.message = Some(message.clone());
        match (self.chain.query(&contract, &message), &step.fails) {
            (Ok(answer), None) => {
                record.answer = Some(answer.clone());
                if let Some(expected) = &step.equals {
                    let expected = self.names.resolve(&self.chain, expected, Place::Expectation);
                    record.mismatches.extend(expect::equals(&expected.map_err(fatal("equals"))?, &answer));
                }
                Ok(())
            }
            (Ok(answer), Some(refusal)) => {
                record.answer = Some(answer.clone());
                record.mismatches.push(Mismatch::new(
                    "fails",
                    refusal_text(refusal),
                    format!("answered {answer}"),
                ));
                Ok(())
            }
            (Err(error), None) => Err(refused(&error, record)),
            (Err(error), Some(refusal)) => {
                check_refusal(refusal, &error, record);
                Ok(())
            }
        }
    }

    pub(crate) fn balance(&mut self, step: &Balance, record: &mut StepReport) -> Result<(), Mismatch> {
        let address = self.names.address(&self.chain, &step.balance).map_err(fatal("balance"))?;
        let expected =
            self.names.resolve(&self.chain, &step.equals, Place::Expectation).map_err(fatal("equals"))?;
        let amount = self.chain.balance(&address, &step.denom).map_err(fatal("balance"))?;
        let found = Value::String(amount.to_string());
        record.mismatches.extend(expect::equals(&expected, &found));
        record.answer = Some(found);
        Ok(())
    }

    /// Makes a call in a new block and compares what it did.
    fn transact(
        &mut self,
        wanted: &Wanted,
        record: &mut StepReport,
        call: impl FnOnce(&mut Chain) -> anyhow::Result<Outcome>,
    ) -> Result<(), Fatal> {
        if !wanted.same_block {
            self.chain.advance(self.block_seconds, 1).map_err(fatal("clock"))?;
        }
        let before = wanted.fails.map(|_| self.chain.fingerprint());
        let result = call(&mut self.chain);
        if before.is_some_and(|before| result.is_err() && before != self.chain.fingerprint()) {
            record.mismatches.push(Mismatch::new("fails", "nothing changed", "the storage is not the same"));
        }
        match (result, wanted.fails) {
            (Err(error), None) => Err(refused(&error, record)),
            (Err(error), Some(refusal)) => {
                check_refusal(refusal, &error, record);
                self.compare(wanted, Outcome::default(), record)
            }
            (Ok(outcome), fails) => {
                if let Some(refusal) = fails {
                    record.mismatches.push(Mismatch::new(
                        "fails",
                        refusal_text(refusal),
                        "the call succeeded",
                    ));
                }
                self.compare(wanted, outcome, record)
            }
        }
    }

    /// Writes down what a call did and compares it. Of a refused call that is usually nothing.
    fn compare(&mut self, wanted: &Wanted, outcome: Outcome, record: &mut StepReport) -> Result<(), Fatal> {
        let found = self.note(outcome, record)?;
        let checked = self.check(wanted, &found, record);
        record.mismatches.extend(checked.err());
        Ok(())
    }

    /// Writes down what a call did and answers all changes of balances.
    pub(crate) fn note(
        &mut self,
        outcome: Outcome,
        record: &mut StepReport,
    ) -> Result<BTreeMap<Addr, (String, Deltas)>, Fatal> {
        let after = self.chain.balances().map_err(fatal("balances"))?;
        let nothing = Coins::new();
        let mut found = BTreeMap::new();
        for (address, coins) in &after {
            let deltas = coins::deltas(self.balances.get(address).unwrap_or(&nothing), coins);
            if !deltas.is_empty() {
                found.insert(address.clone(), (self.names.name_of(&self.chain, address), deltas));
            }
        }
        self.balances = after;
        record.changes = found.values().cloned().collect();
        record.answer = outcome.data.and_then(|data| serde_json::from_slice(&data).ok());
        record.events = outcome.events;
        Ok(found)
    }

    fn check(
        &mut self,
        wanted: &Wanted,
        found: &BTreeMap<Addr, (String, Deltas)>,
        record: &mut StepReport,
    ) -> Result<(), Mismatch> {
        if let Some(changes) = wanted.changes {
            let mut expected = BTreeMap::new();
            for (name, deltas) in changes {
                let address = self.names.address(&self.chain, name).map_err(fatal("changes"))?;
                expected.insert(address, (name.clone(), deltas.clone()));
            }
            record.mismatches.extend(expect::changes(&expected, found));
        }
        let mut patterns = vec![];
        for EventPattern { ty, attributes } in wanted.events {
            let attributes = attributes.iter().map(|(key, value)| {
                let value = self.names.resolve(&self.chain, value, Place::Expectation);
                value.map(|value| (key.clone(), value))
            });
            let attributes = attributes.collect::<Result<_, _>>().map_err(fatal("events"))?;
            patterns.push(Pattern { ty: ty.clone(), attributes });
        }
        record.mismatches.extend(expect::events(&patterns, &record.events));
        Ok(())
    }

    fn save(&mut self, step: &Execute, contract: &Addr, record: &mut StepReport) {
        for (name, key) in &step.saves {
            let field = record.answer.as_ref().and_then(|data| data.get(key)).cloned();
            match field.or_else(|| attribute(&record.events, contract, key)) {
                Some(value) => self.names.save(name, value),
                None => {
                    let expected = format!("`{key}` in the data or in an event of the called contract");
                    record.mismatches.push(Mismatch::new(format!("saves.{name}"), expected, "neither"));
                }
            }
        }
    }
}

/// The last attribute with that key in the contract's own events; or else in anybody's, for a token that is sent only passes
/// something on.
fn attribute(events: &[Event], contract: &Addr, key: &str) -> Option<Value> {
    let of_contract = |a: &&Attribute| a.key == "_contract_address" && a.value == contract.as_str();
    let told = || events.iter().filter(|event| event.ty == "wasm" || event.ty.starts_with("wasm-"));
    let own = told().filter(|event| event.attributes.iter().any(|a| of_contract(&a)));
    let value = last(own, key).or_else(|| last(told(), key))?;
    Some(typed(key, value))
}

fn last<'e>(events: impl DoubleEndedIterator<Item = &'e Event>, key: &str) -> Option<&'e str> {
    let mut attributes = events.rev().flat_map(|event| event.attributes.iter().rev());
    attributes.find(|attribute| attribute.key == key).map(|attribute| attribute.value.as_str())
}

/// Attributes are texts. Ids that the contracts count are numbers in their messages; those of NFTs are texts there as well.
fn typed(key: &str, value: &str) -> Value {
    let is_number = key.ends_with("_id") && key != "token_id";
    match value.parse::<u64>() {
        Ok(number) if is_number => number.into(),
        _ => value.into(),
    }
}

fn check_refusal(refusal: &Refusal, error: &anyhow::Error, record: &mut StepReport) {
    let why = reason(error);
    let as_wanted = match refusal {
        Refusal::Any => true,
        Refusal::Words(words) => expect::words_in(words, &why),
    };
    if !as_wanted || error.is::<ContractPanicked>() {
        record.mismatches.push(Mismatch::new("fails", refusal_text(refusal), &why));
    }
    record.refused = Some(why);
}

fn refusal_text(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Any => "a refusal".to_owned(),
        Refusal::Words(words) => format!("a refusal with the words \"{words}\""),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;
    use cosmwasm_std::coins;

    use super::*;
    use crate::report::{Action, Position};
    use crate::Clock;

    fn player() -> Player {
        Player::new(Chain::new(&Clock::default()).unwrap())
    }

    /// What is found when a refused call leaves ada with one coin, although it may leave nothing behind.
    fn found_behind_a_refusal(changes: Option<Value>) -> Vec<Mismatch> {
        let changes = changes.map(|changes| serde_json::from_value(changes).unwrap());
        let wanted =
            Wanted { fails: Some(&Refusal::Any), changes: changes.as_ref(), events: &[], same_block: false };
        let mut record = StepReport::new(Position::Step(1), Action::Start);
        let mut player = player();
        let ada = player.chain.address_of("ada").unwrap();

        let end = player.transact(&wanted, &mut record, |chain| {
            chain.set_balance(&ada, coins(1, "ustake"))?;
            Err(anyhow!("refused"))
        });

        assert_eq!(end, Ok(()));
        assert_eq!(record.refused.as_deref(), Some("refused"));
        record.mismatches
    }

    #[test]
    fn a_refused_call_that_changed_something_is_found_out() {
        let storage = || Mismatch::new("fails", "nothing changed", "the storage is not the same");
        let balance = Mismatch::new("changes.ada.ustake", "0", "+1");

        assert_eq!(found_behind_a_refusal(None), [storage()]);
        assert_eq!(found_behind_a_refusal(Some(json!({"ada": {"ustake": "+1"}}))), [storage()]);
        assert_eq!(found_behind_a_refusal(Some(json!({"ada": {}}))), [storage(), balance]);
    }
}
