//! Compares the optimised contracts with the native ones, and tries what only the virtual machine can show:
//! `wasm-native ARTIFACTS compare|faults [--sequences N] [--from SEED] [--operations N] [--record FILE]`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{bail, ensure, Context, Result};
use tributary_testing::machine::Plan;
use tributary_wasm::exhaustion::{exhaust, unreached, Exhausted};
use tributary_wasm::machine::Machine;
use tributary_wasm::original::Original;
use tributary_wasm::record::Record;
use tributary_wasm::sequences::{play_all, play_scenarios};
use tributary_wasm::{exports, largest, migration};

const USAGE: &str =
    "usage: wasm-native ARTIFACTS compare|faults [--sequences N] [--from SEED] [--operations N] \
                     [--record FILE]";

/// Sequences between two lines of progress, after which the record is written.
const CHUNK: u64 = 100;

/// How many sequences of how many operations, unless asked for others. For `faults` at most: it ends when every message was sent.
const USUAL: [(&str, u64, usize); 2] = [("compare", 10_000, 30), ("faults", 100, 250)];

struct Arguments {
    artifacts: PathBuf,
    mode: String,
    sequences: u64,
    from: u64,
    operations: usize,
    record: Option<PathBuf>,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let artifacts = words.next().context(USAGE)?.into();
        let mode = words.next().context(USAGE)?;
        let usual = USUAL.iter().find(|(known, ..)| *known == mode).context(USAGE)?;
        let (_, sequences, operations) = *usual;
        let mut read = Self { artifacts, mode, sequences, from: 0, operations, record: None };
        while let Some(option) = words.next() {
            let value = words.next().context(USAGE)?;
            match option.as_str() {
                "--sequences" => read.sequences = value.parse()?,
                "--from" => read.from = value.parse()?,
                "--operations" => read.operations = value.parse()?,
                "--record" => read.record = Some(value.into()),
                _ => bail!(USAGE),
            }
        }
        ensure!(read.sequences > 0, "no sequences");
        Ok(read)
    }
}

fn main() -> Result<()> {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    let machine = Arc::new(Machine::new(&arguments.artifacts)?);
    if arguments.mode == "compare" {
        return compare(&machine, &arguments);
    }
    println!("{} contracts export and require nothing of IBC", exports::check(&machine)?);
    weigh(&machine)?;
    starve(&machine, &arguments)
}

fn compare(machine: &Arc<Machine>, arguments: &Arguments) -> Result<()> {
    let mut record = Record::new(machine, arguments.from, arguments.operations);
    let path = arguments.record.as_deref();
    if let Some(path) = path {
        record = record.or_from(path)?;
    }
    record.scenarios = play_scenarios(machine)?;
    eprintln!("{} scenarios: same events, same state", record.scenarios);
    let end = arguments.from + arguments.sequences;
    while record.next_seed() < end {
        let (first, started) = (record.next_seed(), Instant::now());
        let last = (first + CHUNK).min(end) - 1;
        let played = play_all(machine, first..last + 1, arguments.operations)?;
        record.add(last, &played, started.elapsed());
        keep(&record, path)?;
    }
    println!("{}", serde_json::to_string_pretty(&record)?);
    Ok(())
}

fn keep(record: &Record, path: Option<&Path>) -> Result<()> {
    eprintln!(
        "{} sequences, {} transactions, {} messages: same events, same state; {} s",
        record.sequences,
        record.tally.transactions,
        record.tally.messages,
        record.milliseconds / 1_000
    );
    path.map_or(Ok(()), |path| record.write(path))
}

fn weigh(machine: &Arc<Machine>) -> Result<()> {
    for ((kind, name), weight) in largest::weigh(machine)? {
        println!("{kind:?} {name}: {} gas, {} KiB of memory", weight.gas, weight.memory / 1_024);
    }
    Ok(())
}

fn starve(machine: &Arc<Machine>, arguments: &Arguments) -> Result<()> {
    let mut exhausted = Exhausted::new();
    let scenarios = Original::of_scenarios()?;
    for (file, original) in migration::originals()?.into_iter().chain(scenarios) {
        exhaust(machine, &original, &mut exhausted).with_context(|| file.display().to_string())?;
    }
    for seed in arguments.from..arguments.from + arguments.sequences {
        if unreached(&exhausted)?.is_empty() {
            break;
        }
        let original = Original::of_case(Plan::new(seed, arguments.operations))?;
        exhaust(machine, &original, &mut exhausted).with_context(|| format!("seed {seed}"))?;
        eprintln!("seed {seed}: {} messages have run out of gas at every hundredth", exhausted.len());
    }
    for (message, gas) in &exhausted {
        println!("{message}: refused 99 times with less than {gas} gas, works with it");
    }
    let unreached = unreached(&exhausted)?;
    ensure!(unreached.is_empty(), "messages that no sequence has sent: {unreached:?}");
    Ok(())
}
