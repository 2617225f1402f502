//! What the staker-registry does, by behaviour, and what it refuses. One binary, so that it links once.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod authority;
mod bad_inputs;
mod bond;
mod config;
mod entry_points;
mod finalize;
mod keys;
mod license_exits;
mod licenses;
mod limits;
mod liquidate;
mod liquidate_licenses;
mod paging;
mod pause;
mod queries;
mod records;
mod redirect;
mod register;
mod revenue;
#[path = "../../../../packages/controls/tests/support/mod.rs"]
mod support;
mod transfer;
mod treasury;
mod unbond;
mod world;
