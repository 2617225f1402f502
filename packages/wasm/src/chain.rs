//! An embedded chain whose suite is the optimised contracts.

use std::rc::Rc;
use std::sync::Arc;

use anyhow::{ensure, Result};
use tributary_simulator::codes::{self, Code};
use tributary_simulator::journal::Journal;
use tributary_simulator::{Chain, Clock};
use tributary_testing::{broken, puppet};

use crate::contract::WasmContract;
use crate::machine::Machine;
use crate::meter::Meter;
use crate::migration;

/// Contracts of others and of tests, which are native on both chains.
const NATIVE: [&str; 3] = ["cw20-base", "cw721-base", "cw4-group"];

/// A chain of contracts in the virtual machine, and what they use there.
pub struct WasmChain {
    /// The chain, which keeps a journal.
    pub chain: Chain,
    /// The gas of its contracts.
    pub meter: Rc<Meter>,
}

impl WasmChain {
    /// An empty chain that begins then.
    ///
    /// # Errors
    /// If a contract of the suite is missing among the artifacts.
    pub fn new(machine: &Arc<Machine>, clock: &Clock) -> Result<Self> {
        let meter = Rc::new(Meter::default());
        let codes = codes(machine, &meter)?;
        Ok(Self { chain: chain_of(codes, clock)?, meter })
    }
}

/// A chain of these codes that keeps a journal.
///
/// # Errors
/// If there is no chain.
pub fn chain_of(codes: Vec<(&'static str, Code)>, clock: &Clock) -> Result<Chain> {
    let mut chain = Chain::with_codes(clock, codes)?;
    chain.keep_journal(Journal::new(0));
    Ok(chain)
}

/// The codes of a world, with the suite in the virtual machine. Their ids are those that a native world gives them.
///
/// # Errors
/// If a contract of the suite is missing among the artifacts.
pub fn codes(machine: &Arc<Machine>, meter: &Rc<Meter>) -> Result<Vec<(&'static str, Code)>> {
    let mut all = codes::all();
    for (name, code) in &mut all {
        if let Some(checksum) = machine.codes().get(*name) {
            *code = Box::new(WasmContract {
                machine: machine.clone(),
                meter: meter.clone(),
                name: (*name).to_owned(),
                code: *checksum,
            });
        } else {
            ensure!(NATIVE.contains(name), "no artifact of {name}: scripts/build-wasm.sh");
        }
    }
    all.extend(of_tests());
    Ok(all)
}

/// The codes of tests, in the order in which worlds store them behind the others.
pub fn of_tests() -> [(&'static str, Code); 3] {
    [("puppet", puppet::code()), (broken::CODE, broken::code()), (migration::OLD, migration::old_release())]
}
