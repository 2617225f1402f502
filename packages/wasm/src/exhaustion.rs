//! Fault 14: gas that ends at every point in turn. Each message gets 1 %, 2 % and so on to 99 % of what it needs: it must be
//! refused, leave nothing behind, and work with enough gas.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{ensure, Context, Result};
use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg};
use serde_json::Value;
use tributary_simulator::journal::{Deed, Entry};
use tributary_testing::DENOM;

use crate::chain::WasmChain;
use crate::machine::Machine;
use crate::meter::{UNLIMITED, VM_GAS};
use crate::original::Original;
use crate::replay::{redo, repeat};

/// How the virtual machine says it.
const OUT_OF_GAS: &str = "Ran out of gas";

/// Entry points with one message, if an interface has them.
const ENTRIES: [&str; 2] = ["instantiate", "migrate"];

/// Messages that ran out of gas, and what the transaction needs that they were part of, in gas of the chain: code and
/// storage of all contracts that take part.
pub type Exhausted = BTreeMap<String, u64>;

/// Repeats what was done and lets each message in it that is not yet `exhausted` run out of gas where it first succeeds, together
/// with whatever it calls.
///
/// # Errors
/// If a message succeeds with too little gas, fails otherwise, changes something, or differs from the native one with
/// enough of it.
pub fn exhaust(machine: &Arc<Machine>, original: &Original, exhausted: &mut Exhausted) -> Result<()> {
    let mut wasm = WasmChain::new(machine, &original.clock)?;
    for (at, entry) in original.entries.iter().enumerate() {
        try_out(&mut wasm, entry, exhausted)
            .and_then(|()| repeat(&mut wasm.chain, entry))
            .with_context(|| format!("deed {at}: {:?}", entry.deed))?;
    }
    Ok(())
}

fn try_out(wasm: &mut WasmChain, entry: &Entry, exhausted: &mut Exhausted) -> Result<()> {
    let Deed::Transact { sender, msgs } = &entry.deed else { return Ok(()) };
    if entry.result.is_err() || msgs.len() != 1 {
        return Ok(());
    }
    let (need, messages) = need(wasm, sender, msgs)?;
    if messages.iter().any(|message| !exhausted.contains_key(message)) {
        starve(wasm, &entry.deed, need)?;
        for message in messages {
            exhausted.entry(message).or_insert(need / VM_GAS);
        }
    }
    Ok(())
}

/// The gas of a transaction, found in one that fails at last, and the messages that contracts get in it.
fn need(wasm: &mut WasmChain, sender: &Addr, msgs: &[CosmosMsg]) -> Result<(u64, BTreeSet<String>)> {
    // Nobody has so many.
    let impossible = BankMsg::Burn { amount: vec![Coin::new(u128::MAX, DENOM)] };
    let mut msgs = msgs.to_vec();
    msgs.push(impossible.into());
    wasm.meter.take_entered();
    wasm.meter.allow(UNLIMITED);
    let noted = redo(&mut wasm.chain, &Deed::Transact { sender: sender.clone(), msgs })?;
    let need = UNLIMITED - wasm.meter.left();
    wasm.meter.allow(UNLIMITED);
    ensure!(noted.result.is_err() && noted.changes.is_empty(), "coins that nobody has were burned");
    Ok((need, wasm.meter.take_entered()))
}

fn starve(wasm: &mut WasmChain, deed: &Deed, need: u64) -> Result<()> {
    let before = wasm.chain.fingerprint();
    for percent in 1..100 {
        wasm.meter.allow(need / 100 * percent);
        let noted = redo(&mut wasm.chain, deed)?;
        let words = noted.result.err().with_context(|| format!("it succeeds with {percent} % of its gas"))?;
        ensure!(words.contains(OUT_OF_GAS), "with {percent} % of its gas: {words}");
        ensure!(wasm.chain.fingerprint() == before, "{percent} % of its gas leaves something behind");
    }
    wasm.meter.allow(UNLIMITED);
    Ok(())
}

/// Messages, instantiations and migrations of the published interfaces that never ran out of gas.
///
/// # Errors
/// If the interfaces cannot be read.
pub fn unreached(exhausted: &Exhausted) -> Result<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    let mut unreached = vec![];
    for file in fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()? {
        if file.path().extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let interface: Value = serde_json::from_slice(&fs::read(file.path())?)?;
        let contract = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // One of the files describes events.
        let Some(messages) = messages(&interface) else { continue };
        let entries = ENTRIES.into_iter().filter(|entry| interface[entry].is_object()).map(str::to_owned);
        let named = messages.into_iter().chain(entries).map(|message| format!("{contract}.{message}"));
        unreached.extend(named.filter(|name| !exhausted.contains_key(name)));
    }
    Ok(unreached)
}

/// The names of all execute messages of an interface.
fn messages(interface: &Value) -> Option<Vec<String>> {
    let kinds = interface.pointer("/execute/oneOf")?.as_array()?;
    let named = |kind: &Value| {
        let required = kind.pointer("/required/0").or_else(|| kind.pointer("/enum/0"))?;
        required.as_str().map(str::to_owned)
    };
    kinds.iter().map(named).collect()
}
