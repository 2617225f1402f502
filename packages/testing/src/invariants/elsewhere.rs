//! Invariants, or parts of them, that no run of this crate can check.

/// An invariant that is checked outside of this crate.
pub struct Elsewhere {
    /// Its id.
    pub id: &'static str,
    /// What it says.
    pub says: &'static str,
    /// What checks it.
    pub check: &'static str,
    /// The test in which it is seen that the check can fail: file and function.
    pub breaker: &'static str,
}

/// All of them.
pub const ELSEWHERE: [Elsewhere; 4] = [
    Elsewhere {
        id: "G-05",
        says: "whatever bytes arrive at an entry point: an answer or an error, never a panic, and nothing left behind by an \
               error.",
        check: "packages/fuzz",
        breaker: "packages/fuzz/src/scene.rs::what_is_left_behind_is_reported",
    },
    Elsewhere {
        id: "G-09",
        says: "what a message costs does not depend on the number of users.",
        check: "packages/bench",
        breaker: "packages/bench/src/report.rs::a_cost_that_grows_with_delegators_is_found",
    },
    Elsewhere {
        id: "G-10",
        says: "the optimised contracts end in the same state and the same events as the native code.",
        check: "packages/wasm",
        breaker: "packages/wasm/tests/comparison.rs::another_byte_of_a_stored_row_is_reported",
    },
    Elsewhere {
        id: "G-15",
        says: "a migration keeps every record, a downgrade and the code of another contract are refused.",
        check: "packages/simulator/tests/migration",
        breaker: "packages/simulator/tests/migration/same_end.rs::a_migrated_contract_stores_what_a_new_one_would_have_stored",
    },
];
