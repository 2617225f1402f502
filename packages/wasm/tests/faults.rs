//! What only the virtual machine can show: faults 14, 16, 18 and 55.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use tributary_testing::machine::Plan;
use tributary_wasm::exhaustion::{exhaust, Exhausted};
use tributary_wasm::exports;
use tributary_wasm::largest::{weigh, Kind};
use tributary_wasm::machine::{Machine, MEMORY_LIMIT};
use tributary_wasm::original::Original;

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
