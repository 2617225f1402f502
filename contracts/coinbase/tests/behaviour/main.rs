//! What a coinbase does, and what it refuses. One binary, so that it links once.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod authority;
mod bad_inputs;
mod pay;
mod recover;
#[path = "../../../../packages/controls/tests/support/mod.rs"]
mod support;
mod world;
