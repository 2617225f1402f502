//! The tests of the copy, and which of them reaches which mutant: each is run alone with all mutants off, and says what it was asked.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{anyhow, bail, ensure, Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::play::{in_parallel, run};

/// Tests that take longer are not run against mutants.
const SLOWEST: Duration = Duration::from_secs(60);

/// Programs of tests that play whole economies for minutes.
const LEFT_OUT: [&str; 2] = ["economics", "programme"];

/// A program of tests.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Program {
    /// The package.
    pub package: String,
    /// The program.
    pub path: PathBuf,
    /// Where it is run.
    pub folder: PathBuf,
    /// A number that changes with what is in it.
    pub digest: u64,
}

/// A test with all mutants off.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Test {
    /// Where it is.
    pub program: Program,
    /// Its name there.
    pub name: String,
    /// Whether it passed, and none if it took longer than tests of mutants may.
    pub passed: Option<bool>,
    /// How long it took.
    pub seconds: f64,
    /// The mutants that it reaches.
    pub reached: BTreeSet<usize>,
}

impl Test {
    /// Its package and name.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} {}", self.program.package, self.name)
    }
}

/// Builds all tests of the copy.
///
/// # Errors
/// If they do not compile.
pub fn build(copy: &Path, target: &Path) -> Result<Vec<Program>> {
    let output = Command::new("cargo")
        .args(["test", "--workspace", "--lib", "--bins", "--tests", "--locked", "--quiet", "--no-run"])
        .arg("--message-format=json")
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "the tests of the copy do not compile");
    let text = String::from_utf8(output.stdout)?;
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter(|line| line["profile"]["test"] == true && line["executable"].is_string())
        .filter(|line| LEFT_OUT.iter().all(|name| line["target"]["name"] != *name))
        .map(|line| program(&line))
        .collect()
}

fn program(line: &Value) -> Result<Program> {
    let text = |value: &Value| value.as_str().map(PathBuf::from).context("cargo has left something out");
    let path = text(&line["executable"])?;
    let folder = text(&line["manifest_path"])?.parent().context("a manifest without folder")?.to_owned();
    let package = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut hasher = DefaultHasher::new();
    fs::read(&path)?.hash(&mut hasher);
    Ok(Program { package: format!("tributary-{package}"), path, folder, digest: hasher.finish() })
}

/// Runs every test of the programs that the file does not know yet, and adds it there.
///
/// # Errors
/// If one cannot be run, or the file not be written. Tests that fail, or are too slow, are left out, and said.
pub fn measure(programs: &[Program], known: &Path, scratch: &Path) -> Result<Vec<Test>> {
    let text = fs::read_to_string(known).unwrap_or_default();
    let all = text.lines().map(serde_json::from_str).collect::<Result<Vec<Test>, _>>()?;
    let mut tests: Vec<_> = all.into_iter().filter(|test| programs.contains(&test.program)).collect();
    let measured: HashSet<_> =
        tests.iter().map(|test| (test.program.path.clone(), test.name.clone())).collect();
    let mut new = vec![];
    for program in programs {
        let names = names(program)?
            .into_iter()
            .filter(|name| !measured.contains(&(program.path.clone(), name.clone())));
        new.extend(names.map(|name| (program, name)));
    }
    eprintln!("{} tests, {} of them new", tests.len() + new.len(), new.len());
    let file = Mutex::new((OpenOptions::new().create(true).append(true).open(known)?, &mut tests));
    in_parallel(&new, |worker, (program, name)| {
        let test = reach(program, name, &scratch.join(format!("seen-{worker}")))?;
        let mut file = file.lock().map_err(|_| anyhow!("a worker died"))?;
        file.0.write_all((serde_json::to_string(&test)? + "\n").as_bytes())?;
        file.1.push(test);
        Ok(())
    })?;
    let (fit, unfit): (Vec<_>, Vec<_>) = tests.into_iter().partition(|test| test.passed == Some(true));
    for test in unfit {
        let why = if test.passed.is_none() { "too slow" } else { "it fails without any mutant" };
        eprintln!("left out, {why}: {}", test.label());
    }
    Ok(fit)
}

fn names(program: &Program) -> Result<Vec<String>> {
    let output = Command::new(&program.path)
        .args(["--list", "--format", "terse"])
        .current_dir(&program.folder)
        .output()?;
    if !output.status.success() {
        bail!("{} does not list its tests", program.path.display());
    }
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().filter_map(|line| line.strip_suffix(": test")).map(ToOwned::to_owned).collect())
}

fn reach(program: &Program, name: &str, seen: &Path) -> Result<Test> {
    fs::write(seen, "")?;
    let start = Instant::now();
    let passed = run(program, name, ("TRIBUTARY_MUTANTS_SEEN", &seen.to_string_lossy()), SLOWEST)?;
    let seconds = start.elapsed().as_secs_f64();
    let reached = fs::read_to_string(seen)?.lines().filter_map(|line| line.parse().ok()).collect();
    Ok(Test { program: program.clone(), name: name.to_owned(), passed, seconds, reached })
}
