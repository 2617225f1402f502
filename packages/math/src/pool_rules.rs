//! When a pool is sound, and how much it may hold.
//!
//! All stakes are weights: tokens plus the coins that licences stand for.

use cosmwasm_std::{Uint128, Uint256, Uint512};

use crate::rate::{ratio_ppm, PPM_SCALE};
use crate::{MathError, Ppm};

/// The two limits that bind an operator, fixed when the pool-registry is instantiated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SelfStakeRules {
    /// What the operator must stake at least, above zero.
    pub minimum: Uint128,
    /// Which part of the pool the operator must hold at least, in percent, 1 to 100.
    pub percentage: u8,
}

impl SelfStakeRules {
    /// The most that a pool may hold, self stake included: `⌊100·self/percentage⌋`, and nothing below the minimum.
    ///
    /// # Errors
    /// Division by zero if the percentage is 0.
    pub fn capacity(&self, self_stake: Uint128) -> Result<Uint256, MathError> {
        if self_stake < self.minimum {
            return Ok(Uint256::zero());
        }
        let hundredfold = self_stake.full_mul(100u128);
        Ok(hundredfold.checked_div(Uint256::from(u128::from(self.percentage)))?)
    }

    /// Whether a pool of `total` with this self stake is sound: `self ≥ minimum` and `total ≤ capacity`, which is the
    /// same as `⌊100·self/total⌋ ≥ percentage` without a division by an empty pool.
    ///
    /// # Errors
    /// Those of [`Self::capacity`].
    pub fn satisfied(&self, self_stake: Uint128, total: Uint256) -> Result<bool, MathError> {
        Ok(self_stake >= self.minimum && total <= self.capacity(self_stake)?)
    }

    /// What others may still add to a pool that holds `total` and expects `pending` by transfers.
    ///
    /// # Errors
    /// Those of [`Self::capacity`].
    pub fn capacity_left(
        &self,
        self_stake: Uint128,
        total: Uint128,
        pending: Uint128,
    ) -> Result<Uint256, MathError> {
        let taken = Uint256::from(total).checked_add(Uint256::from(pending))?;
        Ok(self.capacity(self_stake)?.saturating_sub(taken))
    }
}

/// How much the parts of a pool's score count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreWeights {
    /// Weight of a low commission.
    pub fee: u32,
    /// Weight of the apparent performance.
    pub performance: u32,
    /// Weight of the capacity left.
    pub capacity: u32,
}

/// What a pool's score is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreParts {
    /// The commission.
    pub commission: Ppm,
    /// Apparent performance in millionths; `None` if the pool is too young for one.
    pub performance: Option<u64>,
    /// Capacity left.
    pub capacity_left: Uint256,
    /// The whole capacity.
    pub capacity: Uint256,
}

/// The score of a sound pool in millionths: the weighted mean of `1 − commission`, `min(performance, 1)` and
/// `capacity left / capacity`, each part and the result rounded down. A part that is not known does not count; with no
/// part left to count the score is 0. A hint only: stake and rewards can be bought.
///
/// # Errors
/// Overflow for stakes above 2^236.
pub fn score(parts: &ScoreParts, weights: &ScoreWeights) -> Result<Ppm, MathError> {
    let room = ratio_ppm(parts.capacity_left.into(), parts.capacity.into())?;
    let known = [
        (weights.fee, Some(parts.commission.complement())),
        (weights.performance, parts.performance.map(Ppm::capped)),
        (weights.capacity, room.map(Ppm::capped)),
    ];

    let mut sum = Uint512::zero();
    let mut used = Uint512::zero();
    for (weight, part) in known {
        if let Some(part) = part {
            sum = sum.checked_add(Uint512::from(weight).checked_mul(Uint512::from(part.value()))?)?;
            used = used.checked_add(Uint512::from(weight))?;
        }
    }
    let mean = ratio_ppm(sum, used.checked_mul(Uint512::from(PPM_SCALE))?)?;
    Ok(mean.map(Ppm::capped).unwrap_or_default())
}
