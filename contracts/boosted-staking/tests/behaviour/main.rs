//! What boosted-staking does, by behaviour, and what it refuses. One binary, so that it links once.

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
mod boost;
mod claim;
mod collection;
mod config;
mod definition;
mod deposits;
mod entry_points;
mod estimate;
mod fund;
mod instantiation;
mod leaving;
mod limits;
mod maturity;
#[path = "../../../../packages/controls/tests/support/moody.rs"]
mod moody;
mod now;
mod paging;
mod pause;
mod queries;
mod records;
mod recount;
mod stake;
#[path = "../../../../packages/controls/tests/support/mod.rs"]
mod support;
mod sweep;
mod tokens;
mod vesting;
mod withdraw;
mod world;
