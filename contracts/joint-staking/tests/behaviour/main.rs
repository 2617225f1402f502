//! What joint-staking does, by behaviour, and what it refuses. One binary, so that it links once.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cognitive_complexity,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "tests"
)]

mod accept;
mod activation;
mod advance;
mod authority;
mod bad_inputs;
mod bench;
mod caps;
mod classes;
mod config;
mod devices;
mod entry_points;
mod frozen;
mod instantiation;
mod limits;
#[path = "../../../../packages/controls/tests/support/moody.rs"]
mod moody;
mod mutual;
mod now;
mod offers;
mod paging;
mod pause;
mod pools;
mod records;
mod recount;
mod revenue;
mod rewards;
mod settle;
mod states;
#[path = "../../../../packages/controls/tests/support/mod.rs"]
mod support;
mod suspension;
mod terminate;
mod tokens;
mod world;
