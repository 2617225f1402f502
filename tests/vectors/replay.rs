//! Replays one vector and compares everything that it says.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Context, Result};
use cosmwasm_std::{coins, Event};
use serde_json::{Map, Value};
use tributary_simulator::refusal::reason;
use tributary_simulator::{expect, Outcome};
use tributary_testing::DENOM;

use crate::calls::{message, Args, Call};
use crate::form::{Do, Expect, Parameters, Query, Step, Vector};
use crate::queries::answer;
use crate::tables::{EventMap, Kind, Registry, EVENTS, REASONS};
use crate::world::{changes, purse, Changes, World};

/// Seconds of a block; all locks count blocks.
const BLOCK_SECONDS: u64 = 10;

/// How cw-multi-test's answer begins when the contract panicked, which is no refusal.
const PANICKED: &str = "the contract panicked";

/// What came of a vector.
#[derive(Debug, Default)]
pub struct Replay {
    /// Steps that were carried out and compared.
    pub steps: usize,
    /// What was not as expected, each with its step.
    pub mismatches: Vec<String>,
    /// Reasons of refusals that the table of reasons does not know, so that only the refusal was compared.
    pub unknown_reasons: Vec<String>,
}

/// Replays a vector on a network of its own. What cannot be carried out ends it.
pub fn replay(vector: &Vector, parameters: &Parameters) -> Replay {
    let mut replay = Replay::default();
    let mut world = match World::new(parameters) {
        Ok(world) => world,
        Err(error) => {
            replay.mismatches.push(format!("{}: {error:#}", vector.id));
            return replay;
        }
    };
    for (step, number) in vector.steps.iter().zip(1..) {
        let mut found = Found::default();
        let end = world.step(step, &mut found);
        let at = format!("{} step {number} ({})", vector.id, step.name());
        replay.mismatches.extend(found.mismatches.into_iter().map(|mismatch| format!("{at}: {mismatch}")));
        replay.unknown_reasons.extend(found.unknown_reason.map(|why| format!("{at}: \"{why}\"")));
        if let Err(error) = end {
            replay.mismatches.push(format!("{at}: {error:#}"));
            break;
        }
        replay.steps += 1;
    }
    replay
}

#[derive(Default)]
struct Found {
    mismatches: Vec<String>,
    unknown_reason: Option<String>,
}

impl Found {
    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, expected: &T, found: &T) {
        if expected != found {
            self.mismatches.push(format!("{what}\n    expected: {expected:?}\n    found:    {found:?}"));
        }
    }
}

/// A fact of ours that the original reports too: registry, type, attributes with names for addresses.
type Fact = (&'static str, BTreeMap<String, String>);

impl World {
    fn step(&mut self, step: &Step, found: &mut Found) -> Result<()> {
        match step {
            Step::Do(step) => self.act(step, found),
            Step::Query(query) => self.compare_answer(query, found),
        }
    }

    fn act(&mut self, step: &Do, found: &mut Found) -> Result<()> {
        match (step.what.as_str(), &step.sender, &step.expect) {
            ("advance_blocks", None, None) => {
                ensure!(step.funds.is_none() && !step.same_block, "only its blocks are known of it");
                let mut args = Args { left: step.args.clone(), world: self };
                let blocks = args.plain("blocks")?.as_u64().context("`blocks` is no number of blocks")?;
                args.done()?;
                self.advance(blocks)?;
            }
            ("credit_block_reward", None, None) => {
                ensure!(step.funds.is_none() && !step.same_block, "only its pool and amount are known of it");
                let mut args = Args { left: step.args.clone(), world: self };
                let (pool, amount) = (args.text("pool")?, args.text("amount")?);
                args.done()?;
                self.reward(&pool, amount.parse().context("`amount`")?)?;
            }
            (_, Some(sender), Some(expect)) => self.call(step, sender, expect, found)?,
            _ => bail!("a call has `as` and `expect`, anything else has neither"),
        }
        self.advance(step.then_advance_blocks.unwrap_or_default())
    }

    fn advance(&mut self, blocks: u64) -> Result<()> {
        let seconds = blocks.checked_mul(BLOCK_SECONDS).context("so many blocks")?;
        Ok(self.network.chain.advance(seconds, blocks)?)
    }

    fn call(&mut self, step: &Do, sender: &str, expect: &Expect, found: &mut Found) -> Result<()> {
        self.advance(u64::from(!step.same_block))?;
        self.fund(expect.balance_changes.keys())?;
        let from = self.address(sender)?;
        let Call { registry, message } = message(&step.what, &step.args, self)?;
        let amount: u128 = step.funds.as_deref().unwrap_or("0").parse().context("`funds`")?;
        let funds = if amount == 0 { vec![] } else { coins(amount, DENOM) };
        let contract = self.contract(registry);
        let (before, fingerprint) = (self.balances()?, self.network.chain.fingerprint());

        match self.network.chain.execute(&from, &contract, &message, funds) {
            Ok(_) if !expect.ok => {
                bail!("accepted, it must be refused: {}", expect.why.as_deref().unwrap_or(""))
            }
            Ok(outcome) => {
                if step.what == "register_pool" {
                    self.learn_coinbase(sender)?;
                }
                self.compare_outcome(sender, expect, &outcome, found)?;
                // With the names of now, so that a new coinbase is not somebody new.
                self.compare_changes(expect, &before, found)
            }
            Err(error) if expect.ok => bail!("refused, it must be accepted: {}", reason(&error)),
            Err(error) => {
                let same = fingerprint == self.network.chain.fingerprint();
                found.compare("nothing changes by a refused call", &true, &same);
                compare_reason(expect.why.as_deref().unwrap_or_default(), &reason(&error), found);
                Ok(())
            }
        }
    }

    fn compare_outcome(
        &mut self,
        sender: &str,
        expect: &Expect,
        outcome: &Outcome,
        found: &mut Found,
    ) -> Result<()> {
        let data: Value = match &outcome.data {
            Some(data) => serde_json::from_slice(data).context("the data returned")?,
            None => Value::Null,
        };
        if let Some(returns) = &expect.returns {
            found.compare("returns", &Some(returns.as_str()), &data["amount"].as_str());
        }
        if let Some(name) = &expect.saves_id {
            // A request for another commission is known by its pool (D14).
            let release = data.get("release").is_some();
            match data["id"].as_u64() {
                Some(id) => self.save(name, id.to_string()),
                None if release => {
                    let pool = self.address(sender)?.into_string();
                    self.save(name, pool);
                }
                None => bail!("no id was returned, but {data}"),
            }
        }
        match &expect.events {
            Some(events) => self.compare_events(events, &outcome.events, found),
            None => Ok(()),
        }
    }

    fn compare_changes(&self, expect: &Expect, before: &Changes, found: &mut Found) -> Result<()> {
        let mut expected = Changes::new();
        for (name, change) in &expect.balance_changes {
            let signed = change.starts_with(['+', '-']) || change == "0";
            let amount: i128 = change.parse().with_context(|| format!("change of {name}"))?;
            ensure!(signed, "the change of {name} has no sign");
            *expected.entry(purse(name)).or_default() += amount;
        }
        expected.retain(|_, change| *change != 0);
        found.compare("balance_changes", &expected, &changes(before, &self.balances()?));
        Ok(())
    }

    /// Per contract all facts that both report, in order; facts that only ours report are left aside.
    fn compare_events(
        &mut self,
        expected: &[Map<String, Value>],
        events: &[Event],
        found: &mut Found,
    ) -> Result<()> {
        let mut wanted: BTreeMap<Registry, Vec<Fact>> = BTreeMap::new();
        for event in expected {
            let (map, fact) = self.expected_fact(event)?;
            wanted.entry(map.registry).or_default().push(fact);
        }
        for registry in [Registry::Stakers, Registry::Pools] {
            let wanted = wanted.remove(&registry).unwrap_or_default();
            let mut emitted: Vec<Fact> =
                events.iter().filter_map(|event| self.fact(registry, event)).collect();
            // A field that the vector does not mention is not compared.
            for ((_, attributes), (_, wanted)) in emitted.iter_mut().zip(&wanted) {
                attributes.retain(|key, _| wanted.contains_key(key));
            }
            found.compare(&format!("events of {registry:?}"), &wanted, &emitted);
        }
        Ok(())
    }

    fn expected_fact(&mut self, event: &Map<String, Value>) -> Result<(&'static EventMap, Fact)> {
        let name = event.get("name").and_then(Value::as_str).context("an event without name")?;
        let map =
            EVENTS.iter().find(|map| map.name == name).with_context(|| format!("unknown event `{name}`"))?;
        let mut attributes = BTreeMap::new();
        for (field, value) in event.iter().filter(|(field, _)| *field != "name") {
            let known = map.fields.iter().find(|(known, ..)| known == field);
            let (_, attribute, kind) = known.with_context(|| format!("unknown field `{field}` of {name}"))?;
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let text = match kind {
                Kind::Id => self.name_of(&self.saved(&text)?),
                Kind::Name | Kind::Plain => text,
            };
            if let Some(other) = attributes.insert((*attribute).to_owned(), text.clone()) {
                ensure!(other == text, "`{field}` of {name} is {text}, which our events call {other}");
            }
        }
        Ok((map, (map.fact, attributes)))
    }

    /// An event of ours as a fact, if it is of that registry and the original has it too.
    fn fact(&self, registry: Registry, event: &Event) -> Option<Fact> {
        let (contract, fact) = expect::plain_type(event).split_once('/')?;
        let expected = match registry {
            Registry::Stakers => "tributary_staker_registry",
            Registry::Pools => "tributary_pool_registry",
        };
        let map = EVENTS.iter().find(|map| map.registry == registry && map.fact == fact)?;
        let address = self.contract(registry);
        let own =
            event.attributes.iter().any(|a| a.key == "_contract_address" && a.value == address.as_str());
        if contract != expected || !own {
            return None;
        }
        let attributes = map.fields.iter().filter_map(|(_, key, _)| {
            let attribute = event.attributes.iter().find(|attribute| attribute.key == *key)?;
            Some(((*key).to_owned(), self.name_of(&attribute.value)))
        });
        Some((map.fact, attributes.collect()))
    }

    fn compare_answer(&mut self, query: &Query, found: &mut Found) -> Result<()> {
        let answer = answer(&query.query, &query.args, self)?;
        match (&query.equals, &answer) {
            (Value::Object(expected), Value::Object(answer)) => {
                for (key, value) in expected {
                    found.compare(key, &Some(value), &answer.get(key));
                }
            }
            (expected, answer) => found.compare("equals", expected, answer),
        }
        Ok(())
    }
}

fn compare_reason(why: &str, error: &str, found: &mut Found) {
    if error.starts_with(PANICKED) {
        found.mismatches.push(format!("{error}, it must refuse: {why}"));
        return;
    }
    let Some(map) = REASONS.iter().find(|map| why.contains(map.why)) else {
        found.unknown_reason = Some(why.to_owned());
        return;
    };
    if !map.words.iter().any(|words| expect::words_in(words, error)) {
        let words = map.words.join("\" or \"");
        found
            .mismatches
            .push(format!("why \"{why}\"\n    expected: an error with \"{words}\"\n    found:    {error}"));
    }
}
