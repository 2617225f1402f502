//! First inputs: calls of a random run, what is stored behind it, and random numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::json;
use tributary_testing::dice::Dice;
use tributary_testing::model::Places;

use crate::formulas::FAMILIES;
use crate::input::{Entry, Input};
use crate::records::{Kind, KINDS};
use crate::scene::{Scene, SEED};

/// Further runs in which a record of each kind is sought, at most.
const RUNS: u64 = 5;

/// How many inputs each family of formulas has.
const EACH: u8 = 16;

/// The longest of them, in words of 8 bytes.
const WORDS: u128 = 100;

/// Writes them into a folder, in it one for each target.
///
/// # Errors
/// If the network does not do what it should, or the folder cannot be written.
pub fn write(folder: &Path) -> Result<()> {
    let mut calls: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut seen: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
    let settled = Scene::new(SEED, |scene, call| {
        calls.extend(scene.bytes_of(call).map(|bytes| (call.name(), bytes)));
        look(scene, &mut seen);
    })?;
    // What is stored seldom may be gone at the end, or come in another run.
    for seed in 1..=RUNS {
        if seen.len() < KINDS.len() {
            Scene::new(seed, |scene, _| look(scene, &mut seen))?;
        }
    }
    for (_, kind) in (0..).zip(KINDS).filter(|(place, _)| !seen.contains_key(place)) {
        println!("no {} of {}", kind.name, kind.contract);
    }
    let mut stored: BTreeSet<Vec<u8>> = seen.into_values().chain(records(&settled)).collect();
    let migrating = settled.migrating()?;
    stored.extend(records(&migrating));
    let inputs = calls.into_values().chain(pages(&migrating)?);
    save(&folder.join("entry_points"), inputs)?;
    save(&folder.join("records"), stored)?;
    save(&folder.join("formulas"), numbers())
}

fn save(folder: &Path, inputs: impl IntoIterator<Item = Vec<u8>>) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (number, input) in inputs.into_iter().enumerate() {
        fs::write(folder.join(number.to_string()), input)?;
    }
    Ok(())
}

/// The next page of each open migration, one that is not the next, and the question how far it is.
///
/// # Errors
/// If a contract does not answer.
pub fn pages(scene: &Scene) -> Result<Vec<Vec<u8>>> {
    let mut inputs = vec![];
    for contract in 0..Places::CODES.len() {
        let next = scene.cursor(contract)?.unwrap_or_default();
        let mut input = |entry, message: serde_json::Value| {
            let message = message.to_string();
            let input =
                Input { migrating: true, contract, entry, sender: 0, funds: 0, message: message.as_bytes() };
            inputs.push(input.write());
        };
        for (cursor, limit) in [(next, 1), (next, 100), (next + 1, 1)] {
            input(Entry::Execute, json!({"migrate_records": {"cursor": cursor, "limit": limit}}));
        }
        input(Entry::Query, json!({"migration": {}}));
    }
    Ok(inputs)
}

/// Adds one record of each kind that is stored and was not seen yet.
fn look(scene: &Scene, seen: &mut BTreeMap<u8, Vec<u8>>) {
    for (place, kind) in (0..).zip(KINDS) {
        if !seen.contains_key(&place) {
            seen.extend(ends(scene, place, kind).pop().map(|record| (place, record)));
        }
    }
}

/// The first and the last record of each kind.
fn records(scene: &Scene) -> Vec<Vec<u8>> {
    (0..).zip(KINDS).flat_map(|(place, kind)| ends(scene, place, kind)).collect()
}

fn ends(scene: &Scene, place: u8, kind: &Kind) -> Vec<Vec<u8>> {
    let rows = scene.rows(kind.contract);
    let of_kind = kind.among(&rows);
    of_kind.first().iter().chain(&of_kind.last()).map(|row| [&[place], **row].concat()).collect()
}

/// Numbers for each family of formulas.
fn numbers() -> Vec<Vec<u8>> {
    let mut dice = Dice::new(1);
    let mut run = |family: u8| {
        let words = dice.between(1, WORDS);
        let numbers = (0..words).flat_map(|_| dice.roll().to_le_bytes());
        [family].into_iter().chain(numbers).collect()
    };
    (0..FAMILIES * EACH).map(|number| run(number % FAMILIES)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_numbers_for_every_family() {
        let families = numbers().into_iter().map(|input| input[0]);
        assert_eq!(families.collect::<BTreeSet<_>>(), (0..FAMILIES).collect());
    }
}
