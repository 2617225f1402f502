//! Mutants that cannot stand behind a number, run by cargo-mutants itself: each is built, and meets the tests of its own package.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{ensure, Context, Result};
use serde_json::Value;

use crate::list::Mutant;
use crate::play::{Outcome, Played};

/// Building one may take as many seconds, and its tests as many again.
const LIMIT: &str = "1200";

/// What cargo-mutants answers for mutants whose tests did not fail.
const NOT_KILLED: i32 = 2;

/// The same for those whose tests did not end.
const NOT_ENDED: i32 = 3;

/// Has cargo-mutants run these mutants of `root`.
///
/// # Errors
/// If it fails, or leaves one out.
pub fn play(mutants: &[&Mutant], root: &Path, work: &Path) -> Result<Vec<Played>> {
    if mutants.is_empty() {
        return Ok(vec![]);
    }
    // Its patterns alone let fields of all files through.
    let files: BTreeSet<_> = mutants.iter().map(|mutant| mutant.file.as_str()).collect();
    let names = mutants.iter().flat_map(|mutant| ["--re".to_owned(), format!("^{}$", escape(&mutant.name))]);
    let status = Command::new("cargo")
        .args(["mutants", "--workspace", "--baseline=skip", "--no-shuffle", "--timeout", LIMIT, "--output"])
        .arg(work)
        .arg("--dir")
        .arg(root)
        .args(files.into_iter().flat_map(|file| ["--file", file]))
        .args(names)
        .env("CARGO_TARGET_DIR", work.join("alone"))
        .stdin(Stdio::null())
        .status()?;
    let known = [0, NOT_KILLED, NOT_ENDED];
    ensure!(status.code().is_some_and(|code| known.contains(&code)), "cargo-mutants failed: {status}");

    let outcomes = outcomes(&work.join("mutants.out/outcomes.json"))?;
    let played = mutants.iter().map(|mutant| {
        let outcome =
            *outcomes.get(&mutant.name).with_context(|| format!("cargo-mutants left out {}", mutant.name))?;
        let by = if outcome == Outcome::Killed { "cargo-mutants" } else { "" };
        Ok(Played { name: mutant.name.clone(), outcome, by: by.to_owned(), against: BTreeSet::new() })
    });
    played.collect()
}

fn escape(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(letter) {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

fn outcomes(path: &Path) -> Result<HashMap<String, Outcome>> {
    let all: Value = serde_json::from_slice(&fs::read(path).with_context(|| path.display().to_string())?)?;
    let mut found = HashMap::new();
    for one in all["outcomes"].as_array().into_iter().flatten() {
        let outcome = match one["summary"].as_str() {
            Some("CaughtMutant") => Outcome::Killed,
            Some("MissedMutant") => Outcome::Survived,
            Some("Timeout") => Outcome::Timeout,
            Some("Unviable") => Outcome::Unviable,
            _ => continue,
        };
        if let Some(name) = one["scenario"]["Mutant"]["name"].as_str() {
            found.insert(name.to_owned(), outcome);
        }
    }
    Ok(found)
}
