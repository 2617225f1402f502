//! Plays the state machine for as long as wanted and records what it did; the next run goes on behind it.
//!
//! `long-run RECORD CODE MINUTES`: the file of the record, what names the code that is tested, and how long. What was played
//! is written every few seconds, so that a run may be stopped at any time.

mod record;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use record::Record;
use tributary_testing::cases::play_all;
use tributary_testing::machine::expected::pairs;
use tributary_testing::machine::seeker::rarest;
use tributary_testing::machine::{play, Plan};

/// Cases between two notes.
const ROUND: u64 = 64;

/// Operations of a case before everybody leaves.
const OPERATIONS: usize = 250;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, code, minutes] = arguments.as_slice() else {
        eprintln!("usage: long-run RECORD CODE MINUTES");
        return ExitCode::from(2);
    };
    match run(Path::new(file), code, minutes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(file: &Path, code: &str, minutes: &str) -> Result<()> {
    let minutes: u64 = minutes.parse().with_context(|| format!("{minutes} is no number of minutes"))?;
    let (start, length) = (Instant::now(), Duration::from_secs(minutes * 60));
    let (mut record, pairs) = (Record::read(file)?, pairs());
    while start.elapsed() < length {
        let (first, began) = (record.next_seed(), Instant::now());
        // The rarest outcomes so far are sought.
        let rarest = rarest(|message, outcome| record.seen(message, outcome));
        let played = play_all(first..first + ROUND, "TRIBUTARY_CALLS", |seed| {
            play(Plan { seeks: rarest[(seed - first) as usize], ..Plan::new(seed, OPERATIONS) })
        });
        record.add(code, ROUND, began.elapsed(), &played);
        record.write(file)?;
        eprintln!("{} calls, {} of them now", record.calls(), record.calls_of_last());
    }
    let rare = record.rarer_than(1_000, &pairs);
    println!(
        "{} calls in {} pieces; {} outcomes seen less than 1,000 times",
        record.calls(),
        record.pieces(),
        rare.len()
    );
    rare.iter().for_each(|(pair, count)| println!("{count:>6}  {} {}", pair.0, pair.1));
    Ok(())
}
