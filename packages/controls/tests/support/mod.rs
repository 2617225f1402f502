//! What the tests of all contracts share.

#![allow(dead_code, reason = "each test binary uses a part")]

pub mod bench;
mod seed;
pub mod suite;

/// The words of the specification that an error contains, the more telling ones first.
pub const WORDS: [&str; 36] = [
    "unauthorized",
    "renounce",
    "not paused",
    "paused",
    "funds",
    "unknown",
    "registered",
    "in use",
    "cool-down",
    "minimum",
    "zero",
    "insufficient",
    "fee",
    "rate",
    "same",
    "managed",
    "operator",
    "broken",
    "capacity",
    "locked",
    "open",
    "expired",
    "opted",
    "at most",
    "increasing",
    "empty",
    "evidence",
    "denom",
    "treasury",
    "too long",
    "kind",
    "metadata",
    "recipient",
    "duplicate",
    "percentage",
    "nothing",
];
