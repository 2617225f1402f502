//! What the licence contract does, by behaviour, and what it refuses. One binary, so that it links once.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cognitive_complexity,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "tests"
)]

mod approvals;
mod authority;
mod bad_inputs;
mod burn;
mod custody;
mod cw721_json;
mod ear;
mod entry_points;
mod funding;
mod genesis;
mod hooks;
mod limits;
mod liquidate;
mod mint;
mod model;
mod paging;
mod pause;
mod records;
mod reentry;
mod reference;
mod stages;
#[path = "../../../../packages/controls/tests/support/mod.rs"]
mod support;
mod transfer;
mod world;
