//! Apparent performance of a pool: its part of the rewards over its part of the stake, in a window of blocks.
//!
//! Stake over time is a line of steps, its integral a line of slopes. A [`Trace`] is the last knot of that line; earlier
//! knots are kept by the caller, at least [`spacing`] blocks of history apart, so that a window is read from one old knot
//! and the present one, at a cost that does not grow with time.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Uint128, Uint256, Uint512};

use crate::rate::ratio_ppm;
use crate::MathError;

/// Into how many stretches a window is cut; what is older than a stretch may be merged with its neighbours.
const STRETCHES: u64 = 24;

/// Blocks that lie at least between two kept knots of a window.
pub const fn spacing(window: u64) -> u64 {
    let spacing = window.div_ceil(STRETCHES);
    if spacing == 0 {
        1
    } else {
        spacing
    }
}

/// Stake and rewards of a pool, or of all pools, up to a height.
#[cw_serde]
#[derive(Default)]
pub struct Trace {
    /// The height of this knot.
    pub height: u64,
    /// The stake from this height on.
    pub stake: Uint128,
    /// The sum of stake times blocks before this height.
    pub stake_blocks: Uint256,
    /// Rewards booked up to and including this height.
    pub rewards: Uint256,
}

impl Trace {
    /// Continues the line to `height`, where the stake becomes `stake` and `rewards` more have been booked.
    ///
    /// # Errors
    /// Overflow beyond 2^256 stake blocks or rewards.
    pub fn advance(&self, height: u64, stake: Uint128, rewards: Uint128) -> Result<Self, MathError> {
        Ok(Self {
            height: height.max(self.height),
            stake,
            stake_blocks: self.stake_blocks_at(height)?,
            rewards: self.rewards.checked_add(Uint256::from(rewards))?,
        })
    }

    /// The integral of stake up to `height`, which is not before this knot.
    fn stake_blocks_at(&self, height: u64) -> Result<Uint256, MathError> {
        let blocks = Uint256::from(height.saturating_sub(self.height));
        let more = blocks.checked_mul(Uint256::from(self.stake))?;
        Ok(self.stake_blocks.checked_add(more)?)
    }
}

/// Stake and rewards inside a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// The sum of stake times blocks.
    pub stake_blocks: Uint256,
    /// Rewards booked after the window's first block.
    pub rewards: Uint256,
}

impl Window {
    /// What happened between `start` and `end`: `before` is the last knot not after `start`, `after` the next one that is
    /// known, if there is one, and `present` the newest.
    ///
    /// Between `before` and `after` knots may have been left out, so the stake at `start` lies on the straight line between
    /// them (exact if none was), and the rewards count as booked at `after`. Both sums of a line only grow, therefore
    /// nothing here can be below zero.
    ///
    /// # Errors
    /// Overflow if the knots are not of one line.
    pub fn between(
        before: &Trace,
        after: Option<&Trace>,
        present: &Trace,
        start: u64,
        end: u64,
    ) -> Result<Self, MathError> {
        let at_start = match after {
            None => before.stake_blocks_at(start)?,
            Some(after) => {
                let length = after.height.saturating_sub(before.height);
                let passed = Uint256::from(start.saturating_sub(before.height).min(length));
                let grown = after.stake_blocks.checked_sub(before.stake_blocks)?;
                let part = grown.full_mul(passed).checked_div(Uint512::from(length))?;
                before.stake_blocks.checked_add(part.try_into()?)?
            }
        };
        Ok(Self {
            stake_blocks: present.stake_blocks_at(end)?.checked_sub(at_start)?,
            rewards: present.rewards.checked_sub(before.rewards)?,
        })
    }
}

/// `(rewards of the pool / rewards of all) / (stake of the pool / stake of all)` in millionths, rounded down once; `None`
/// if one of the denominators is zero. A hint only: both can be bought.
///
/// # Errors
/// Overflow for figures whose products leave 492 bits.
pub fn performance_ppm(pool: &Window, all: &Window) -> Result<Option<u64>, MathError> {
    ratio_ppm(pool.rewards.full_mul(all.stake_blocks), all.rewards.full_mul(pool.stake_blocks))
}
