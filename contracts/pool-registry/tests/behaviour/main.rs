//! What the pool-registry does, by behaviour, and what it refuses. One binary, so that it links once.

#![allow(clippy::cloned_ref_to_slice_refs)] // lists of one row are compared as lists
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod authority;
mod auto_rewards;
mod bad_inputs;
mod capacity;
mod commission;
mod config;
mod dashboard;
mod delegate;
mod entry_points;
mod faults;
mod finalize;
mod hooks;
mod license_pools;
mod license_rewards;
mod licenses;
mod liquidated;
mod listener;
mod metadata;
mod paging;
mod pause;
mod performance;
mod records;
mod recover_foreign;
mod register;
mod release;
mod rewards;
#[path = "../../../../packages/controls/tests/support/mod.rs"]
mod support;
mod transfer;
mod undelegate;
mod world;
