//! Faults 16 and 18: the largest messages and pages that the contracts allow, their gas against a block's and their memory
//! against an instance's.

mod age;
mod crowd;
mod ends;
mod pages;
mod scene;

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{ensure, Context, Result};
use cosmwasm_std::{Addr, CosmosMsg, WasmMsg};
use serde_json::Value;
use tributary_simulator::journal::{Deed, Entry};
use tributary_simulator::{Chain, Clock};

use crate::chain::WasmChain;
use crate::machine::Machine;
use crate::meter::{UNLIMITED, VM_GAS};
use crate::record::PAGE;
use crate::replay::repeat;

/// Gas of a block on the devnet, and what wasmd lets a query from outside have.
const LIMITS: [(Kind, u64); 2] = [(Kind::Message, 100_000_000), (Kind::Query, 3_000_000)];

/// What is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A transaction of one message, with all that it causes.
    Message,
    /// A query.
    Query,
}

/// The most that a message or query took in the scene, each figure for itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weight {
    /// Gas of the chain, for code and storage.
    pub gas: u64,
    /// Bytes of memory of a run.
    pub memory: usize,
}

/// The heaviest of each message and query, by what and by name.
pub type Weights = BTreeMap<(Kind, String), Weight>;

/// Plays a scene in which every list is as long as it may be, natively and in the virtual machine, and weighs all of it.
///
/// # Errors
/// If something is refused (a run out of memory is), differs from the native contracts, or needs more gas than there is.
pub fn weigh(machine: &Arc<Machine>) -> Result<Weights> {
    let journal = scene::play()?;
    let WasmChain { mut chain, meter } = WasmChain::new(machine, &Clock::default())?;
    let mut weights = Weights::new();
    for entry in &journal {
        meter.allow(UNLIMITED);
        repeat(&mut chain, entry).with_context(|| format!("{:?}", entry.deed))?;
        let (gas, memory) = ((UNLIMITED - meter.left()) / VM_GAS, meter.take_most_pages() * PAGE);
        if let Some(name) = name(&chain, entry) {
            let known = weights.entry(name).or_default();
            *known = Weight { gas: known.gas.max(gas), memory: known.memory.max(memory) };
        }
    }
    for (kind, limit) in LIMITS {
        for ((_, name), weight) in weights.iter().filter(|((of, _), _)| *of == kind) {
            ensure!(weight.gas <= limit, "{name} needs {} gas of {limit}", weight.gas);
        }
    }
    Ok(weights)
}

fn name(chain: &Chain, entry: &Entry) -> Option<(Kind, String)> {
    let (kind, contract, msg) = match &entry.deed {
        Deed::Transact { msgs, .. } => match msgs.first() {
            Some(CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, .. })) => {
                (Kind::Message, Addr::unchecked(contract_addr), msg)
            }
            _ => return None,
        },
        Deed::Query { contract, msg } => (Kind::Query, contract.clone(), msg),
        Deed::Balance { .. } | Deed::Block(_) => return None,
    };
    let code = chain.code_name(chain.contract(&contract).ok()?.code_id)?.to_owned();
    Some((kind, format!("{code}.{}", first_key(msg))))
}

fn first_key(msg: &[u8]) -> String {
    let msg = serde_json::from_slice::<Value>(msg);
    let key = msg.ok().and_then(|msg| msg.as_object().and_then(|fields| fields.keys().next().cloned()));
    key.unwrap_or_default()
}
