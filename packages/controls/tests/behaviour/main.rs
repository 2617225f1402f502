//! Administration, locks and lists apart from any contract, and the page of errors.

#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod address;
mod administration;
mod completeness;
mod errors_page;
mod licenses;
mod lists;
mod locks;
mod migration;
mod packed;
mod packed_licenses;
mod packed_map;
mod parameters;
