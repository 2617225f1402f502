//! Seeks one outcome of one message. Chance alone meets some of them once in a hundred thousand calls.

use std::fmt;
use std::sync::LazyLock;

use anyhow::Result;
use cosmwasm_std::{coin, BankMsg, Binary};
use serde_json::Value;

use super::author::{Author, Writer, MENUS};
use super::expected;
use super::histogram::OK;
use super::runner::Runner;
use super::step::Refusal;
use crate::dice::Dice;
use crate::model::Call;
use crate::world::World;

/// Calls that are tried on the chain, and taken back, for one that is played.
const TRIES: usize = 40;

/// Calls that are written for those.
const DRAFTS: usize = 160;

/// Found so often, a case seeks no longer.
const ENOUGH: usize = 48;

/// Calls with something wrong about them, of a hundred.
const SPOILT: u32 = 25;

/// Calls with another value in one place, of a hundred.
const ALTERED: u32 = 50;

/// A coin that nobody has: sending it takes a transaction back.
const NOBODYS: &str = "nobodys";

/// All pairs; a place in it names one.
static PAIRS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| expected::pairs().into_iter().collect());

/// The places of all pairs, those first that were `seen` least.
pub fn rarest(seen: impl Fn(&str, &str) -> u64) -> Vec<u64> {
    let count = |(message, outcome): &(String, String)| seen(message, outcome);
    let mut places: Vec<(u64, u64)> = PAIRS.iter().map(count).zip(0..).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

/// What a case seeks.
pub struct Seeker {
    place: usize,
    message: &'static str,
    outcome: &'static str,
    /// Those that were seen to write the message.
    writers: Vec<Writer>,
    found: usize,
}

impl fmt::Display for Seeker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} (TRIBUTARY_SEEK={})", self.message, self.outcome, self.place)
    }
}

impl Seeker {
    /// Seeks the pair at this place of the table, which begins anew behind its end.
    pub fn of(place: u64) -> Self {
        let place = usize::try_from(place).unwrap_or_default() % PAIRS.len();
        let (message, outcome) = &PAIRS[place];
        Self { place, message, outcome, writers: vec![], found: 0 }
    }

    /// A call with the outcome that is sought if there is one now, else perhaps one that prepares for it.
    ///
    /// # Errors
    /// If a call cannot be written for the chain.
    pub fn call(&mut self, runner: &mut Runner, dice: &mut Dice, scale: u128) -> Result<Option<Call>> {
        let (mut tries, drafts) = (0, if self.found < ENOUGH { DRAFTS } else { 0 });
        let mut preparing = None;
        for _ in 0..drafts {
            let Some(call) = self.draft(&runner.world, dice, scale) else { continue };
            if call.name() != self.message {
                // Who wants to write one message and cannot, writes what is missing.
                preparing = Some(call);
                continue;
            }
            if outcome(&mut runner.world, &call)? == self.outcome {
                self.found += 1;
                return Ok(Some(call));
            }
            tries += 1;
            if tries == TRIES {
                break;
            }
        }
        Ok(preparing)
    }

    fn draft(&mut self, world: &World, dice: &mut Dice, scale: u128) -> Option<Call> {
        let World { cast, model, licensing, .. } = world;
        let mut author = Author { dice, cast, model, licensing: *licensing, scale };
        if self.writers.is_empty() {
            self.writers = writers_of(self.message, &mut author);
        }
        let write = *author.dice.maybe(&self.writers)?;
        let call = write(&mut author)?;
        let call = if author.dice.chance(ALTERED) {
            call.rewritten(|message| altered(message, &mut author))
        } else {
            call
        };
        let call = if author.dice.chance(SPOILT) { author.spoil(call) } else { call };
        // The escrow is a delegator that only does what others ask of it.
        (call.sender != model.places.joint).then_some(call)
    }
}

/// Those that write `message` now.
fn writers_of(message: &str, author: &mut Author) -> Vec<Writer> {
    let all = MENUS.iter().copied().flatten().map(|(_, write)| *write);
    all.filter(|write| write(author).is_some_and(|call| call.name() == message)).collect()
}

/// The message with another value in one place.
fn altered(mut message: Value, author: &mut Author) -> Option<Value> {
    let mut leaves = vec![];
    gather(&mut message, &mut leaves);
    let place = usize::try_from(author.dice.below(leaves.len().max(1) as u128)).ok()?;
    let leaf = leaves.into_iter().nth(place)?;
    *leaf = other(leaf, author);
    Some(message)
}

/// All places of a message that hold a single value.
fn gather<'a>(value: &'a mut Value, leaves: &mut Vec<&'a mut Value>) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| gather(field, leaves)),
        Value::Array(items) => items.iter_mut().for_each(|item| gather(item, leaves)),
        leaf => leaves.push(leaf),
    }
}

/// Another value of the same kind: one that somebody might put there.
fn other(leaf: &Value, author: &mut Author) -> Value {
    match leaf {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::Number(number) => {
            let number = number.as_u64().unwrap_or_default();
            let any = author.dice.below(u128::from(number) + 2) as u64;
            let beside = [number.saturating_sub(1), number.saturating_add(1)];
            let others = [0, any, beside[0], beside[1], number.saturating_mul(1_000)];
            (*author.dice.pick(&others)).into()
        }
        Value::String(text) if text.parse::<u128>().is_ok() && author.dice.chance(70) => {
            let amount = text.parse::<u128>().unwrap_or_default();
            let others = [0, 1, amount.saturating_sub(1), amount.saturating_add(1), author.scale];
            author.dice.pick(&others).to_string().into()
        }
        Value::String(text) => match enclosed(text).and_then(|message| altered(message, author)) {
            Some(message) => Binary::new(message.to_string().into_bytes()).to_base64().into(),
            None => other_text(text, author).into(),
        },
        kept => kept.clone(),
    }
}

/// The message that is enclosed in another one.
fn enclosed(text: &str) -> Option<Value> {
    let message = serde_json::from_slice(&Binary::from_base64(text).ok()?).ok()?;
    matches!(message, Value::Object(_)).then_some(message)
}

fn other_text(text: &str, author: &mut Author) -> String {
    if text.starts_with("wasm1") {
        return author.anybody().into_string();
    }
    match author.dice.below(6) {
        0 => author.anybody().into_string(),
        1 => String::new(),
        2 => author.odd_id(),
        3 => {
            let licenses: Vec<&String> = author.model.licenses.tokens.keys().collect();
            author.dice.maybe(&licenses).map(|id| (*id).clone()).unwrap_or_default()
        }
        4 => text.repeat(400),
        _ => format!("{text}/"),
    }
}

/// What a call would come to now.
fn outcome(world: &mut World, call: &Call) -> Result<String> {
    let message = call.to_chain(&world.model.places)?;
    let to_address = call.sender.to_string();
    let back = BankMsg::Send { to_address, amount: vec![coin(1, NOBODYS)] };
    let Err(error) = world.net.chain.execute_many(&call.sender, vec![message, back.into()]) else {
        anyhow::bail!("somebody has {NOBODYS}");
    };
    let refusal = Refusal::of(&error);
    Ok(if refusal.reason.contains(NOBODYS) { OK.to_owned() } else { refusal.variant })
}
