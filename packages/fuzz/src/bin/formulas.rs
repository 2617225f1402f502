//! Any numbers in the pure arithmetic: a result or an error, never a panic, and what the formulas promise holds.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| tributary_fuzz::formulas::check(data));
