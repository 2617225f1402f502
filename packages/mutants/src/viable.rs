//! Drops the mutants that do not compile. The compiler reports one phase of its work at a time, so it takes several rounds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{bail, ensure, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::copy::{self, Places};
use crate::list::{Genre, Mutant};

/// More rounds than the compiler has phases, with some to spare.
const ROUNDS: usize = 40;

/// What does not stand in the copy.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Dropped {
    /// Mutants that do not compile, and why not.
    pub unviable: BTreeMap<usize, String>,
    /// Mutants that could be built alone.
    pub alone: BTreeSet<usize>,
    /// Functions that constants need.
    pub constant: BTreeSet<String>,
}

impl Dropped {
    /// Whether it is dropped.
    #[must_use]
    pub fn contains(&self, number: usize) -> bool {
        self.unviable.contains_key(&number) || self.alone.contains(&number)
    }

    fn count(&self) -> usize {
        self.unviable.len() + self.alone.len() + self.constant.len()
    }
}

/// Writes the copy and drops mutants until it compiles.
///
/// # Errors
/// If the compiler finds faults that are not those of mutants.
pub fn settle(root: &Path, copy: &Path, build: &Path, mutants: &[Mutant]) -> Result<Dropped> {
    let mut dropped = Dropped::default();
    for round in 1..=ROUNDS {
        let places = copy::write(root, copy, mutants, &dropped)?;
        dropped.alone.extend(&places.alone);
        let faults = check(copy, build, mutants)?;
        eprintln!(
            "round {round}: {} faults, {} mutants dropped",
            faults.len(),
            dropped.unviable.len() + dropped.alone.len()
        );
        if faults.is_empty() {
            return Ok(dropped);
        }
        let before = dropped.count();
        for fault in &faults {
            judge(fault, &places, mutants, &mut dropped);
        }
        if dropped.count() == before {
            let texts: Vec<_> =
                faults.iter().filter_map(|fault| fault["rendered"].as_str()).take(5).collect();
            bail!("no mutant's fault:\n{}", texts.join("\n"));
        }
    }
    bail!("still faults after {ROUNDS} rounds")
}

fn check(copy: &Path, build: &Path, mutants: &[Mutant]) -> Result<Vec<Value>> {
    let packages: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.package.as_str()).collect();
    let output = Command::new("cargo")
        .args(["check", "--lib", "--locked", "--quiet", "--keep-going", "--message-format=json"])
        .args(packages.into_iter().flat_map(|package| ["--package", package]))
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", build)
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let messages =
        lines.filter(|line| line["reason"] == "compiler-message").map(|line| line["message"].clone());
    let faults: Vec<_> = messages.filter(|message| message["level"] == "error").collect();
    ensure!(output.status.success() || !faults.is_empty(), "cargo check failed without saying why");
    Ok(faults)
}

/// Whose fault it is: the mutant in whose text the compiler points.
fn judge(fault: &Value, places: &Places, mutants: &[Mutant], dropped: &mut Dropped) {
    let code = fault["code"]["code"].as_str().unwrap_or_default();
    let mut found = false;
    for span in fault["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true) {
        for number in owners(span, places) {
            found = true;
            if is_fault_of_switch(code, &mutants[number - 1]) {
                dropped.alone.insert(number);
            } else {
                let text = fault["message"].as_str().unwrap_or_default();
                dropped.unviable.insert(number, format!("{code} {text}"));
            }
        }
    }
    if code == "E0015" && !found {
        let text = fault["message"].as_str().unwrap_or_default();
        let path = text.split('`').nth(1).unwrap_or_default();
        let name = path.split("::").filter(|part| !part.starts_with('<')).last().unwrap_or_default();
        dropped.constant.insert(name.to_owned());
    }
}

/// The mutants whose text holds the place; if none does, those whose text the place holds.
fn owners(span: &Value, places: &Places) -> BTreeSet<usize> {
    let number =
        |key: &str| span[key].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
    let (start, end) = (number("byte_start"), number("byte_end"));
    let marks =
        places.marks.get(span["file_name"].as_str().unwrap_or_default()).map_or(&[][..], Vec::as_slice);
    let around = marks.iter().filter(|(range, _)| range.start <= start && end <= range.end);
    let around: BTreeSet<_> = around.map(|(_, number)| *number).collect();
    if around.is_empty() {
        let inside = marks.iter().filter(|(range, _)| start <= range.start && range.end <= end);
        return inside.map(|(_, number)| *number).collect();
    }
    around
}

/// Whether the mutant could compile without the switch: nothing is switched in constants (E0015), and a choice between two expressions
/// gives the compiler less to conclude types and lives from.
fn is_fault_of_switch(code: &str, mutant: &Mutant) -> bool {
    code == "E0015" || mutant.genre != Genre::FnValue
}
