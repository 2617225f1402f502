//! Any bytes as any stored record: refused, or a record that is stored as bytes that mean it.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| tributary_fuzz::records::read(data));
