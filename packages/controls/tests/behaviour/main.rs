//! Administration, locks and lists apart from any contract, and the page of errors.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod administration;
mod completeness;
mod errors_page;
mod licenses;
mod lists;
mod locks;
mod packed;
mod packed_licenses;
mod packed_map;
