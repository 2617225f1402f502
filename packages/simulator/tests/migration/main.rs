//! Contracts as release 0.1.0 left them, under the code of this one.

#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod exits;
mod record;
mod records;
mod refusals;
mod same_end;
mod state;
mod steps;
