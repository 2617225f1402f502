//! What treasury-decay does, by behaviour, and what it refuses. One binary, so that it links once.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cognitive_complexity,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod authority;
mod bad_inputs;
mod bench;
mod collect;
mod config;
mod entry_points;
mod epochs;
mod gains;
mod identity;
mod limits;
mod missed;
mod network;
mod paging;
mod queries;
mod records;
mod revenue;
mod shares;
mod spend;
mod stakes;
mod supply;
#[path = "../../../../packages/controls/tests/support/mod.rs"]
mod support;
mod world;
