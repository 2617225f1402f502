//! How answers are written: JSON, lists by the page.

use cosmwasm_std::{to_json_binary, Binary};
use serde::Serialize;

/// How many rows a page has: 10 if nobody says, 100 at most.
pub(super) fn rows_of(limit: Option<u32>) -> usize {
    limit.unwrap_or(10).min(100) as usize
}

/// The rows of a page: those that come `later` than where it starts.
pub(super) fn page<T>(
    rows: impl Iterator<Item = T>,
    limit: Option<u32>,
    later: impl Fn(&T) -> bool,
) -> Vec<T> {
    rows.filter(later).take(rows_of(limit)).collect()
}

/// An answer as the chain gives it.
pub(super) fn json(answer: impl Serialize) -> Binary {
    to_json_binary(&answer).expect("answers can be written as JSON")
}
