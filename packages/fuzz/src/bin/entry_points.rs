//! Any bytes to any entry point of any contract, in a network in which much has happened: an answer or an error, never a
//! panic, and nothing left behind.

#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use tributary_fuzz::input::Input;
use tributary_fuzz::scene::{prepared, Scene};
use tributary_fuzz::seeds;

thread_local! {
    static SCENE: RefCell<Scene> = RefCell::new(prepared().unwrap_or_else(|error| panic!("{error:#}")));
}

/// With `TRIBUTARY_SEEDS` set to a folder, first inputs are written there and nothing is fuzzed: only a target has the counters
/// that everything is compiled with.
fn write_seeds() {
    let Some(folder) = std::env::var_os("TRIBUTARY_SEEDS") else { return };
    match seeds::write(folder.as_ref()) {
        Ok(()) => std::process::exit(0),
        Err(error) => panic!("{error:#}"),
    }
}

fuzz_target!(init: write_seeds(), |data: &[u8]| {
    let Some(input) = Input::read(data) else { return };
    SCENE.with_borrow_mut(|scene| scene.call(&input)).unwrap_or_else(|error| panic!("{error:#}"));
});
