//! Any bytes to any entry point of any contract, in a network in which much has happened, or there in the middle of migrations: an
//! answer or an error, never a panic, and nothing left behind.

#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use tributary_fuzz::input::Input;
use tributary_fuzz::scene::{prepared, Scene};
use tributary_fuzz::seeds;

thread_local! {
    static SCENES: RefCell<[Scene; 2]> = RefCell::new(prepared().unwrap_or_else(|error| panic!("{error:#}")));
}

/// Makes the networks before the first input: what is reached meanwhile must not count as reached by it.
fn begin() {
    write_seeds();
    SCENES.with_borrow(|_| ());
}

/// With `TRIBUTARY_SEEDS` set to a folder, first inputs of all targets are written there and nothing is fuzzed: only a target has
/// the counters that everything is compiled with.
fn write_seeds() {
    let Some(folder) = std::env::var_os("TRIBUTARY_SEEDS") else { return };
    match seeds::write(folder.as_ref()) {
        Ok(()) => std::process::exit(0),
        Err(error) => panic!("{error:#}"),
    }
}

fuzz_target!(init: begin(), |data: &[u8]| {
    let Some(input) = Input::read(data) else { return };
    let called = SCENES.with_borrow_mut(|scenes| scenes[usize::from(input.migrating)].call(&input));
    called.unwrap_or_else(|error| panic!("{error:#}"));
});
