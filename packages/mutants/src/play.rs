//! Each mutant against the tests that reach it, until one fails.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{anyhow, Result};
use serde::{Deserialize, Serialize};

use crate::list::Mutant;
use crate::reach::{Program, Test};

/// Mutants at once: the least cores that a machine has on which this is run.
const WORKERS: usize = 2;

/// The state machine of the network plays as many calls against a mutant.
const CALLS: &str = "20000";

/// Tests that take longer, in seconds, come last.
const SLOW: f64 = 2.0;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A test failed.
    Killed,
    /// A test took ten times as long as without it, then thirty times, and was ended: it is killed as well.
    Timeout,
    /// Every test that reaches it passed.
    Survived,
    /// No test reaches it.
    Unreached,
    /// It does not compile.
    Unviable,
}

impl Outcome {
    /// Whether a test has noticed it.
    #[must_use]
    pub const fn is_killed(self) -> bool {
        matches!(self, Self::Killed | Self::Timeout)
    }
}

/// What became of which mutant.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Played {
    /// As cargo-mutants names it.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The test that failed, or else nothing.
    pub by: String,
    /// The digests of the programs whose tests it survived.
    pub against: BTreeSet<u64>,
}

/// What was played before: the last line about each mutant.
///
/// # Errors
/// If the file is malformed.
pub fn read(results: &Path) -> Result<HashMap<String, Played>> {
    let text = fs::read_to_string(results).unwrap_or_default();
    let lines = text.lines().map(|line| Ok(serde_json::from_str::<Played>(line)?));
    lines.map(|played| played.map(|played| (played.name.clone(), played))).collect()
}

/// Adds an outcome.
///
/// # Errors
/// If the file cannot be written.
pub fn write(results: &Path, played: &Played) -> Result<()> {
    let line = serde_json::to_string(played)? + "\n";
    let mut file = OpenOptions::new().create(true).append(true).open(results)?;
    Ok(file.write_all(line.as_bytes())?)
}

/// Plays the mutants with these numbers, and adds each outcome to the file. Slow tests come when all mutants have met the quick ones;
/// what survived before meets newer tests alone.
///
/// # Errors
/// If tests cannot be run, or the file not be written.
pub fn play(mutants: &[Mutant], numbers: &[usize], tests: &[Test], results: &Path) -> Result<()> {
    let before = read(results)?;
    let programs: BTreeSet<u64> = tests.iter().map(|test| test.program.digest).collect();
    let killers = Mutex::default();
    let mut open = vec![];
    for number in numbers {
        let mutant = &mutants[number - 1];
        let known = before.get(&mutant.name);
        if known.is_some_and(|played| played.outcome.is_killed() || played.against.is_superset(&programs)) {
            continue;
        }
        let met = known.map(|played| played.against.clone()).unwrap_or_default();
        open.push(Duel { mutant, number: *number, met });
    }
    for slow in [false, true] {
        eprintln!("{} mutants against {} tests", open.len(), if slow { "slow" } else { "quick" });
        let survivors = Mutex::new(vec![]);
        in_parallel(&open, |_, duel| {
            let reaching = |test: &&Test| test.reached.contains(&duel.number);
            let reaching: Vec<_> = tests.iter().filter(reaching).collect();
            let by = duel.fight(&reaching, slow, &killers)?;
            if by.is_none() && !slow {
                survivors.lock().map_err(|_| anyhow!("a worker died"))?.push(duel.clone());
                return Ok(());
            }
            let standing = if reaching.is_empty() { Outcome::Unreached } else { Outcome::Survived };
            let (outcome, by) = by.unwrap_or((standing, String::new()));
            write(results, &Played { name: duel.mutant.name.clone(), outcome, by, against: programs.clone() })
        })?;
        open = survivors.into_inner().map_err(|_| anyhow!("a worker died"))?;
        open.sort_by_key(|duel| duel.number);
    }
    Ok(())
}

/// The tests that have killed mutants of a function or file.
type Killers = Mutex<HashMap<String, Vec<String>>>;

/// A mutant, and the programs that it has met before.
#[derive(Clone)]
struct Duel<'a> {
    mutant: &'a Mutant,
    number: usize,
    met: BTreeSet<u64>,
}

impl Duel<'_> {
    /// Tests that have killed its neighbours come first, then those of its package, quick ones first: how it ended, if it did.
    fn fight(&self, tests: &[&Test], slow: bool, killers: &Killers) -> Result<Option<(Outcome, String)>> {
        let function = self.mutant.function.as_ref().map(|function| &function.function_name);
        let keys = [format!("{}:{function:?}", self.mutant.file), self.mutant.file.clone()];
        let favourites: Vec<Vec<String>> = {
            let killers = killers.lock().map_err(|_| anyhow!("a worker died"))?;
            keys.iter().map(|key| killers.get(key).cloned().unwrap_or_default()).collect()
        };
        let fit = |test: &&&Test| !self.met.contains(&test.program.digest) && (test.seconds > SLOW) == slow;
        let mut order: Vec<_> = tests.iter().filter(fit).collect();
        order.sort_by_cached_key(|test| {
            let name = test.label();
            let known = favourites.iter().position(|tests| tests.contains(&name)).unwrap_or(favourites.len());
            let own = test.program.package == self.mutant.package;
            (known, !own, Duration::from_secs_f64(test.seconds))
        });
        for test in order {
            let limit = Duration::from_secs_f64(test.seconds * 10.0 + 5.0);
            let variable = ("TRIBUTARY_MUTANT", &*self.number.to_string());
            let outcome = match run(&test.program, &test.name, variable, limit)? {
                Some(true) => continue,
                Some(false) => Outcome::Killed,
                // The machine may have been busy.
                None => match run(&test.program, &test.name, variable, limit * 3)? {
                    Some(true) => continue,
                    Some(false) => Outcome::Killed,
                    None => Outcome::Timeout,
                },
            };
            let mut killers = killers.lock().map_err(|_| anyhow!("a worker died"))?;
            keys.into_iter().for_each(|key| killers.entry(key).or_default().push(test.label()));
            return Ok(Some((outcome, test.label())));
        }
        if !slow {
            eprintln!("reached by {}, killed by no quick test: {}", tests.len(), self.mutant.name);
        }
        Ok(None)
    }
}

/// Runs one test with a variable: whether it passed, or none if it was ended after `limit`.
///
/// # Errors
/// If it cannot be run.
pub fn run(program: &Program, name: &str, variable: (&str, &str), limit: Duration) -> Result<Option<bool>> {
    let start = Instant::now();
    let mut child = Command::new(&program.path)
        .args(["--exact", name, "--test-threads=1", "--quiet"])
        .current_dir(&program.folder)
        .env("CARGO_MANIFEST_DIR", &program.folder)
        .env("TRIBUTARY_CALLS", CALLS)
        .env("RUST_BACKTRACE", "0")
        .env("PROPTEST_MAX_SHRINK_ITERS", "0")
        .env(variable.0, variable.1)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        // A test of milliseconds is not waited for longer than it takes.
        thread::sleep((start.elapsed() / 10).clamp(Duration::from_micros(500), Duration::from_millis(50)));
    }
}

/// Hands the items to the workers, in their order; each worker has a number.
///
/// # Errors
/// The first of the work's.
pub fn in_parallel<T: Sync>(items: &[T], work: impl Fn(usize, &T) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicUsize::new(0);
    let (work, next) = (&work, &next);
    thread::scope(|scope| {
        let worker = |number: usize| {
            move || -> Result<()> {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(number, item)?;
                }
                Ok(())
            }
        };
        let workers: Vec<_> = (0..WORKERS).map(|number| scope.spawn(worker(number))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a worker died"))?)
    })
}
