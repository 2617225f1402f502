//! Plays files, writes how each of them ended, and counts.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{self, Write};

use tributary_simulator::{play, Scenario, Verdict};

use crate::files::{Kind, Root};
use crate::form::File;
use crate::replay::replay;

/// What was compared so far.
#[derive(Default)]
pub struct Tally {
    passed: usize,
    failed: usize,
    not_run: usize,
    same: usize,
    steps: usize,
    /// The files that were compared, by their content.
    seen: BTreeMap<String, String>,
}

impl Tally {
    /// Whether something was compared, and all of it was as expected.
    pub fn held(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Plays all files of a root.
    pub fn play_root(&mut self, root: &Root, out: &mut impl Write) -> io::Result<()> {
        if !root.required && !root.path.is_dir() {
            return writeln!(out, "absent   {}", root.name);
        }
        let files = match root.files() {
            Ok(files) => files,
            Err(error) => {
                self.failed += 1;
                return writeln!(out, "FAILED   {}: {error}", root.name);
            }
        };
        if files.is_empty() {
            self.failed += 1;
            return writeln!(out, "FAILED   {}: no vectors in it", root.name);
        }
        for (name, path, kind) in files {
            let name = format!("{}/{name}", root.name);
            if kind == Kind::NotRun {
                self.skip(&name, out)?;
                continue;
            }
            match fs::read_to_string(path) {
                Ok(text) => self.play_text(&name, &text, kind, out)?,
                Err(error) => self.fail(&name, &error.to_string(), out)?,
            }
        }
        Ok(())
    }

    /// Plays one file.
    pub fn play_text(&mut self, name: &str, text: &str, kind: Kind, out: &mut impl Write) -> io::Result<()> {
        if let Some(first) = self.seen.get(text) {
            self.same += 1;
            return writeln!(out, "same     {name}: as {first}");
        }
        self.seen.insert(text.to_owned(), name.to_owned());
        match kind {
            Kind::Vectors => self.play_vectors(name, text, out),
            Kind::Scenario => self.play_scenario(name, text, out),
            Kind::NotRun => self.skip(name, out),
        }
    }

    fn play_vectors(&mut self, name: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
        let file = match File::parse(text) {
            Ok(file) if file.vectors.is_empty() => return self.fail(name, "no vectors in it", out),
            Ok(file) => file,
            Err(error) => return self.fail(name, &format!("{error:#}"), out),
        };
        let mut lines = vec![];
        let (mut failed, mut steps) = (0, 0);
        for vector in &file.vectors {
            let replay = replay(vector, &file.parameters);
            steps += replay.steps;
            failed += usize::from(!replay.mismatches.is_empty());
            lines.extend(vector.changes.iter().map(|change| {
                format!(
                    "  changed  {} step {}: {} {}",
                    change.vector, change.step, change.decision, change.because
                )
            }));
            let unknown = replay.unknown_reasons.iter();
            lines.extend(unknown.map(|why| format!("  refusal compared, its reason not: {why}")));
            lines.extend(replay.mismatches.iter().map(|mismatch| format!("  {mismatch}")));
        }
        let count = file.vectors.len();
        self.passed += count - failed;
        self.failed += failed;
        self.steps += steps;
        let verdict = if failed == 0 { "ok     " } else { "FAILED " };
        writeln!(out, "{verdict}  {name} ({count} scenarios, {steps} steps)")?;
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))
    }

    fn play_scenario(&mut self, name: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
        let scenario = match Scenario::parse(name, text) {
            Ok(scenario) => scenario,
            Err(error) => return self.fail(name, &error.to_string(), out),
        };
        let report = play(&scenario);
        match report.verdict {
            Verdict::Held => self.passed += 1,
            Verdict::Failed => self.failed += 1,
            Verdict::Skipped | Verdict::NotRun { .. } => self.not_run += 1,
        }
        if matches!(report.verdict, Verdict::Held | Verdict::Failed) {
            self.steps += report.length;
        }
        writeln!(out, "{report}")
    }

    fn skip(&mut self, name: &str, out: &mut impl Write) -> io::Result<()> {
        self.not_run += 1;
        writeln!(out, "not run  {name}: the contract of this folder is not in this build")
    }

    fn fail(&mut self, name: &str, why: &str, out: &mut impl Write) -> io::Result<()> {
        self.failed += 1;
        writeln!(out, "FAILED   {name}: {why}")
    }
}

/// The closing lines.
impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self { passed, failed, not_run, same, steps, .. } = self;
        let scenarios = passed + failed;
        writeln!(formatter, "compared {scenarios} scenarios, {steps} steps; {same} files with the same content, {not_run} not run")?;
        write!(formatter, "{passed} passed, {failed} failed")
    }
}
