//! `tributary-sim run`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tributary_simulator::{play, Scenario, Verdict};

use crate::End;

/// How many files ended how.
#[derive(Default)]
struct Tally {
    held: usize,
    failed: usize,
    skipped: usize,
    not_run: usize,
}

/// Plays every file named by the arguments and writes how each of them ended.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn run(arguments: &[String], out: &mut impl Write) -> io::Result<End> {
    let (options, paths): (Vec<_>, Vec<_>) =
        arguments.iter().partition(|argument| argument.starts_with("--"));
    if let Some(unknown) = options.iter().find(|option| option.as_str() != "--strict") {
        return Ok(End::Misused(format!("there is no option `{unknown}`")));
    }
    if paths.is_empty() {
        return Ok(End::Misused("a file or folder is missing".to_owned()));
    }
    let mut tally = Tally::default();
    for path in paths {
        match scenarios(Path::new(path)) {
            Ok(files) if files.is_empty() => {
                tally.count(None);
                writeln!(out, "FAILED   {path}: no scenario in this folder")?;
            }
            Ok(files) => files.iter().try_for_each(|file| run_file(file, &mut tally, out))?,
            Err(error) => {
                tally.count(None);
                writeln!(out, "FAILED   {path}: {error}")?;
            }
        }
    }
    writeln!(
        out,
        "{} ok, {} failed, {} skipped, {} not run",
        tally.held, tally.failed, tally.skipped, tally.not_run
    )?;
    let strict = !options.is_empty();
    Ok(if tally.failed > 0 || (strict && tally.not_run > 0) { End::Failed } else { End::Held })
}

fn run_file(file: &Path, tally: &mut Tally, out: &mut impl Write) -> io::Result<()> {
    match Scenario::read(file) {
        Ok(scenario) => {
            let report = play(&scenario);
            tally.count(Some(&report.verdict));
            writeln!(out, "{report}")
        }
        Err(error) => {
            tally.count(None);
            writeln!(out, "FAILED   {error}")
        }
    }
}

/// The file itself, or all files of a folder and of the folders in it that end in `.json`, in the order of their names.
fn scenarios(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let mut files = vec![];
    for entry in entries {
        if entry.is_dir() {
            files.extend(scenarios(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "json") {
            files.push(entry);
        }
    }
    Ok(files)
}

impl Tally {
    /// Counts a file; one without a verdict is no scenario.
    fn count(&mut self, verdict: Option<&Verdict>) {
        let counter = match verdict {
            Some(Verdict::Held) => &mut self.held,
            Some(Verdict::Skipped) => &mut self.skipped,
            Some(Verdict::NotRun { .. }) => &mut self.not_run,
            Some(Verdict::Failed) | None => &mut self.failed,
        };
        *counter = counter.saturating_add(1);
    }
}
