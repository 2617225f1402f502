//! What each message costs on the virtual machine of the chains, by number of delegators:
//! `tributary-bench ARTIFACTS [SIZE...]`. Fails if a message's cost depends on that number.

mod address;
mod chain;
mod cost;
mod crowd;
mod network;
mod protobuf;
mod querier;
mod report;
mod store;
mod workload;
mod world;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{ensure, Context, Result};

use crate::chain::Chain;
use crate::network::Network;
use crate::report::{grouped, not_flat, print_details, print_sizes, Row};

const SIZES: [u64; 4] = [10, 1_000, 100_000, 1_000_000];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let artifacts = PathBuf::from(arguments.next().context("usage: tributary-bench ARTIFACTS [SIZE...]")?);
    let mut sizes = arguments.map(|size| Ok(size.parse()?)).collect::<Result<Vec<u64>>>()?;
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    ensure!(sizes.is_sorted(), "sizes must grow");

    let uneven = run(&artifacts, &sizes)?;
    ensure!(uneven.is_empty(), "costs depend on the number of delegators: {}", uneven.join(", "));
    Ok(())
}

/// Where compiled code lies for the time of a run.
struct CompiledCode(PathBuf);

impl Drop for CompiledCode {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} is left behind: {error}", self.0.display());
        }
    }
}

fn run(artifacts: &Path, sizes: &[u64]) -> Result<Vec<&'static str>> {
    let compiled = CompiledCode(std::env::temp_dir().join(format!("tributary-bench-{}", std::process::id())));
    let mut network = Network::deploy(Chain::new(&compiled.0)?, artifacts)?;
    let (mut messages, mut queries) = (Vec::<Row>::new(), Vec::<Row>::new());
    for &size in sizes {
        let started = Instant::now();
        network.grow_to(size)?;
        network.verify()?;
        for message in workload::messages(&network)? {
            add(&mut messages, message.name, size, network.measure(&message)?);
        }
        for query in workload::queries(&network)? {
            add(&mut queries, query.name, size, network.measure_query(&query)?);
        }
        let [each, undelegation, transfer, both, rows] = network.row_counts()?;
        eprintln!(
            "{} delegators of {each} rows, one in ten with an undelegation ({undelegation}), a transfer ({transfer}) and a \
             list of both ({both}): {} rows in all, {:.1} s",
            grouped(size),
            grouped(rows as u64),
            started.elapsed().as_secs_f64()
        );
    }
    print_sizes("message", sizes, &messages);
    println!();
    print_details("message", &messages);
    println!();
    print_sizes("query", sizes, &queries);
    println!();
    print_details("query", &queries);
    Ok([not_flat(&messages), not_flat(&queries)].concat())
}

fn add(rows: &mut Vec<Row>, name: &'static str, size: u64, cost: cost::Cost) {
    match rows.iter_mut().find(|row| row.name == name) {
        Some(row) => row.costs.push((size, cost)),
        None => rows.push(Row { name, costs: vec![(size, cost)] }),
    }
}
