//! Invariants, or parts of them, that no run of this crate can check.

/// Id, what is not checked here and why, and what covers it.
pub const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("G-05", "arbitrary bytes at every entry point: needs a fuzzer", "open (docs/development.md)"),
    ("G-09", "cost by the number of users: needs the virtual machine of the chains", "packages/bench"),
    ("G-10", "the same events natively and as Wasm: the native half is in `tests/pairs.rs`", "packages/wasm"),
    (
        "G-15",
        "needs what the release before has stored",
        "packages/simulator/tests/migration (state), packages/controls/tests (version rules)",
    ),
];
