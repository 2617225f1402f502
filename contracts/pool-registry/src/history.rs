//! Which old knots of stake and rewards are kept, so that the last window can be read at a bounded cost for ever.
//!
//! A line is what one pool, or all pools together, staked and earned. Its newest knot lives with the pool or the totals;
//! here are the older ones, a stretch apart ([`spacing`]).

use cosmwasm_std::{Order, StdResult, Storage, Uint128, Uint256};
use cw_storage_plus::Bound;
use tributary_math::performance::{spacing, Trace, Window};

use crate::state::HISTORY;
use crate::ContractError;

/// The line of all pools together; no address is spelt like this.
pub const ALL_POOLS: &str = "all";

/// Old knots that may go when a new one is kept: one more than is added, so that the history shrinks to the window.
const PRUNED_AT_ONCE: usize = 2;

/// Keeps `knot`, which ends now, if the newest kept knot lies a stretch behind. Answers the height of the newest kept knot.
///
/// # Errors
/// If storage cannot be written.
pub fn keep(
    storage: &mut dyn Storage,
    line: &str,
    kept: Option<u64>,
    knot: &Trace,
    now: u64,
    window: u64,
) -> StdResult<Option<u64>> {
    let due = kept.map_or(true, |kept| now >= kept.saturating_add(spacing(window)));
    // A knot of this very block is not over yet.
    if knot.height >= now || !due {
        return Ok(kept);
    }
    prune(storage, line, now.saturating_sub(window))?;
    HISTORY.save(storage, (line, knot.height), knot)?;
    Ok(Some(knot.height))
}

/// Removes knots that come before the last one not after `start`.
fn prune(storage: &mut dyn Storage, line: &str, start: u64) -> StdResult<()> {
    let heights = HISTORY.prefix(line).keys(storage, None, None, Order::Ascending);
    let oldest = heights.take(PRUNED_AT_ONCE.saturating_add(1)).collect::<StdResult<Vec<u64>>>()?;
    for (height, next) in oldest.iter().zip(oldest.iter().skip(1)) {
        if *next <= start {
            HISTORY.remove(storage, (line, *height));
        }
    }
    Ok(())
}

/// What happened on a line in the last `window` blocks, with `booked` rewards added that this call books; `None` if the
/// line is younger than the window. `newest` is its newest knot.
///
/// # Errors
/// Overflow for figures that no chain reaches.
pub fn last_window(
    storage: &dyn Storage,
    line: &str,
    newest: &Trace,
    booked: Uint128,
    now: u64,
    window: u64,
) -> Result<Option<Window>, ContractError> {
    let Some(start) = now.checked_sub(window) else { return Ok(None) };
    let mut found = if newest.height <= start {
        Window::between(newest, None, newest, start, now)?
    } else {
        let (until, from) = (Some(Bound::inclusive(start)), Some(Bound::exclusive(start)));
        let knots = HISTORY.prefix(line);
        let before = knots.range(storage, None, until, Order::Descending).next().transpose()?;
        let Some((_, before)) = before else { return Ok(None) };
        let after = knots.range(storage, from, None, Order::Ascending).next().transpose()?;
        let after = after.map_or_else(|| newest.clone(), |(_, knot)| knot);
        Window::between(&before, Some(&after), newest, start, now)?
    };
    found.rewards = found.rewards.checked_add(Uint256::from(booked))?;
    Ok(Some(found))
}
