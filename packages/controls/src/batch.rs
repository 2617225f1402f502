//! Lists that callers give: bounded, and without repeats.

use crate::ControlError;

/// The most ids of one batch, of all kinds together.
pub const MAX_BATCH: usize = 20;

/// What the id lists of a batch must be: strictly increasing each, 1 to 20 ids together.
///
/// # Errors
/// [`ControlError::EmptyBatch`], [`ControlError::TooMany`], [`ControlError::NotIncreasing`].
pub fn ensure_batch(lists: &[&[u64]]) -> Result<(), ControlError> {
    let given: usize = lists.iter().map(|list| list.len()).sum();
    if given == 0 {
        return Err(ControlError::EmptyBatch { max: MAX_BATCH });
    }
    ensure_at_most("ids in a batch", given, MAX_BATCH)?;
    lists.iter().try_for_each(|list| ensure_increasing(list))
}

fn ensure_increasing(ids: &[u64]) -> Result<(), ControlError> {
    let mut pairs = ids.iter().zip(ids.iter().skip(1));
    match pairs.find(|(previous, next)| previous >= next) {
        Some((previous, next)) => Err(ControlError::NotIncreasing { previous: *previous, next: *next }),
        None => Ok(()),
    }
}

/// How many there may be.
///
/// # Errors
/// [`ControlError::TooMany`].
pub fn ensure_at_most(what: &'static str, given: usize, max: usize) -> Result<(), ControlError> {
    if given > max {
        return Err(ControlError::TooMany { what, max, given });
    }
    Ok(())
}

/// What a list of addresses must be: at most `max` entries, none twice, in any order.
///
/// # Errors
/// [`ControlError::TooMany`], [`ControlError::Duplicate`].
pub fn ensure_distinct<A: AsRef<str>>(
    what: &'static str,
    addresses: &[A],
    max: usize,
) -> Result<(), ControlError> {
    ensure_at_most(what, addresses.len(), max)?;
    let mut sorted: Vec<&str> = addresses.iter().map(AsRef::as_ref).collect();
    sorted.sort_unstable();
    let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
    match pairs.find(|(one, other)| one == other) {
        Some((address, _)) => Err(ControlError::Duplicate { what, address: (*address).to_owned() }),
        None => Ok(()),
    }
}
