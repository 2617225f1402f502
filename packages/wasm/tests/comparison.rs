//! The comparison itself: contracts that do the same pass, and whatever one of them does otherwise is reported.

mod tampering;

use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use tampering::{Tampering, What};
use tributary_testing::machine::Plan;
use tributary_wasm::chain::{chain_of, codes};
use tributary_wasm::machine::Machine;
use tributary_wasm::meter::Meter;
use tributary_wasm::original::Original;
use tributary_wasm::replay::replay;
use tributary_wasm::sequences::{play, play_all, play_scenarios};

const OPERATIONS: usize = 30;

fn machine() -> &'static Arc<Machine> {
    static MACHINE: OnceLock<Arc<Machine>> = OnceLock::new();
    MACHINE.get_or_init(|| {
        let artifacts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../artifacts");
        Arc::new(Machine::new(&artifacts).unwrap())
    })
}

/// What is reported if the optimised pool-registry does something else.
fn report_of(what: What) -> String {
    let original = Original::of_case(Plan::new(1, OPERATIONS)).unwrap();
    let mut codes = codes(machine(), &Rc::new(Meter::default())).unwrap();
    for (name, code) in &mut codes {
        if *name == "pool-registry" {
            let honest = std::mem::replace(code, tributary_testing::puppet::code());
            *code = Box::new(Tampering { honest, what });
        }
    }
    let mut chain = chain_of(codes, &original.clock).unwrap();
    format!("{:#}", replay(&mut chain, &original.entries).unwrap_err())
}

#[test]
fn native_and_optimised_contracts_do_the_same() {
    let played = play_all(machine(), 0..4, OPERATIONS).unwrap();

    let tally = played.tally;
    assert!(tally.refused > 0 && tally.refused < tally.transactions, "{tally:?}");
    let done = tally.transactions - tally.refused;
    assert!(tally.queries > 0 && tally.events > done && tally.rows > done, "{tally:?}");
    assert!(played.runs > tally.transactions, "{played:?}");
}

#[test]
fn the_published_scenarios_are_played_alike() {
    assert!(play_scenarios(machine()).unwrap() >= 90);
}

#[test]
fn the_same_seed_gives_the_same_figures() {
    let plan = Plan::new(5, OPERATIONS);

    let (one, other) = (play(machine(), plan).unwrap(), play(machine(), plan).unwrap());

    assert_eq!((one.tally, one.runs, one.most_pages), (other.tally, other.runs, other.most_pages));
}

#[test]
fn another_attribute_of_an_event_is_reported() {
    let report = report_of(What::Event);
    assert!(report.contains("events: native"), "{report}");
}

#[test]
fn another_byte_of_a_stored_row_is_reported() {
    let report = report_of(What::Row);
    assert!(report.contains("stored row"), "{report}");
}

#[test]
fn other_data_are_reported() {
    let report = report_of(What::Data);
    assert!(report.contains("data: native"), "{report}");
}

#[test]
fn other_words_of_a_refusal_are_reported() {
    let report = report_of(What::Refusal);
    assert!(report.contains("refusals: native"), "{report}");
}

#[test]
fn another_answer_is_reported() {
    let report = report_of(What::Answer);
    assert!(report.contains("data: native") || report.contains("events: native"), "{report}");
}
