//! What only the virtual machine can show: faults 14, 16, 18, 29 and 55.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use cosmwasm_std::{Addr, CosmosMsg, WasmMsg};
use serde_json::json;
use tributary_simulator::journal::{Deed, Entry};
use tributary_testing::machine::Plan;
use tributary_wasm::chain::WasmChain;
use tributary_wasm::exhaustion::{exhaust, Exhausted};
use tributary_wasm::exports;
use tributary_wasm::largest::{weigh, Kind};
use tributary_wasm::machine::{Machine, MEMORY_LIMIT};
use tributary_wasm::meter::{UNLIMITED, VM_GAS};
use tributary_wasm::migration::originals;
use tributary_wasm::original::Original;
use tributary_wasm::replay::replay;

/// Enough for a page of 10 licences, not for one of 100.
const GAS: u64 = 300_000;

fn machine() -> &'static Arc<Machine> {
    static MACHINE: OnceLock<Arc<Machine>> = OnceLock::new();
    MACHINE.get_or_init(|| {
        let artifacts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../artifacts");
        Arc::new(Machine::new(&artifacts).unwrap())
    })
}

#[test]
fn a_message_without_enough_gas_leaves_nothing_behind() {
    let mut exhausted = Exhausted::new();

    let original = Original::of_case(Plan::new(0, 10)).unwrap();
    exhaust(machine(), &original, &mut exhausted).unwrap();

    assert!(exhausted.len() > 20, "{exhausted:?}");
    assert!(exhausted.values().all(|need| *need > 1_000), "{exhausted:?}");
}

#[test]
fn a_migration_without_enough_gas_leaves_nothing_behind() {
    let mut exhausted = Exhausted::new();

    for (_, original) in originals().unwrap() {
        exhaust(machine(), &original, &mut exhausted).unwrap();
    }

    let migrated: Vec<_> = machine().codes().keys().filter(|name| *name != "coinbase").collect();
    assert_eq!(migrated.len(), 6);
    for name in migrated {
        for message in ["migrate", "migrate_records"] {
            assert!(exhausted.contains_key(&format!("{name}.{message}")), "{name} {message}");
        }
    }
}

#[test]
fn a_page_without_enough_gas_is_refused_and_a_smaller_one_passes() {
    let (_, original) = originals().unwrap().swap_remove(0);
    let (at, sender, contract) = first_page(&original.entries).unwrap();
    let WasmChain { mut chain, meter } = WasmChain::new(machine(), &original.clock).unwrap();
    replay(&mut chain, &original.entries[..at]).unwrap();
    let mut page = |limit: u32| {
        meter.allow(GAS * VM_GAS);
        let page = json!({ "migrate_records": { "cursor": 0, "limit": limit } });
        let result = chain.execute(&sender, &contract, &page, vec![]).map_err(|error| format!("{error:#}"));
        meter.allow(UNLIMITED);
        let cursor = chain.query(&contract, &json!({ "migration": {} })).unwrap()["cursor"].as_u64();
        (result.err(), cursor)
    };

    let (refused, cursor) = page(100);
    assert!(refused.is_some_and(|words| words.contains("Ran out of gas")));
    assert_eq!(cursor, Some(0));
    assert_eq!(page(10), (None, Some(10)));
}

/// Where the first page of a migration is sent, by whom, to whom.
fn first_page(entries: &[Entry]) -> Option<(usize, Addr, Addr)> {
    entries.iter().enumerate().find_map(|(at, entry)| {
        let Deed::Transact { sender, msgs } = &entry.deed else { return None };
        let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, .. }) = &msgs[0] else { return None };
        let is_page = msg.starts_with(br#"{"migrate_records""#);
        is_page.then(|| (at, sender.clone(), Addr::unchecked(contract_addr)))
    })
}

#[test]
fn the_largest_messages_and_pages_fit() {
    let weights = weigh(machine()).unwrap();

    let count = |wanted| weights.keys().filter(|(kind, _)| *kind == wanted).count();
    assert!(count(Kind::Message) > 20 && count(Kind::Query) > 25, "{weights:?}");
    assert!(weights.values().all(|weight| weight.memory < MEMORY_LIMIT), "{weights:?}");
}

#[test]
fn no_contract_speaks_ibc() {
    assert!(exports::check(machine()).unwrap() >= 7);
}
