//! The tables of the source (figures 4 and 5): some of the users stake a multiple of what the others stake.

use cosmwasm_std::{Uint128, Uint256};
use tributary_math::decay::{log2_fp, DecayBase};
use tributary_math::threshold::StakeMean;
use tributary_math::MathError;

use crate::computed::ratio::Ratio;

/// How many users of a hundred stake the multiple.
pub const SHARES: [u64; 5] = [10, 25, 50, 75, 90];

/// The multiples of the tables.
pub const MULTIPLES: [u64; 4] = [2, 5, 10, 100];

/// Efficiency that figure 4 gives for half of the users at 10x, per cent.
pub const PUBLISHED_EFFICIENCY: u8 = 45;

/// Distribution that figure 5 gives for the same, per cent.
pub const PUBLISHED_DISTRIBUTION: u8 = 73;

const USERS: u64 = 100;

/// A tenth of what one at the nominal stakes. Large, so that rounding to units does not show.
const TENTH: u128 = 1_000_000_000;

/// A cell of the tables.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The geometric mean of all stakes.
    pub threshold: Uint128,
    /// E/S of those who stake the multiple (figure 4).
    pub efficiency: Ratio,
    /// The mean of E/S over all users (figure 5).
    pub user_mean: Ratio,
    /// The sum of E to the sum of S: what of a distribution reaches pools.
    pub distribution: Ratio,
}

impl Cell {
    /// `share` of a hundred users stake `tenths`/10 of the nominal.
    ///
    /// # Errors
    /// None for the shares and multiples of a table.
    pub fn of(share: u64, tenths: u64) -> Result<Self, MathError> {
        let nominal = Uint128::new(TENTH).checked_mul(10u128.into())?;
        let outsized = Uint128::new(TENTH).checked_mul(tenths.into())?;
        let mut mean = StakeMean::default();
        for user in 0..USERS {
            mean.recount(None, log2_fp(if user < share { outsized } else { nominal }))?;
        }
        mean.pass(1)?;
        let threshold = mean.threshold();
        let effective = |stake| Uint256::from(DecayBase::Ten.effective_stake(stake, threshold));
        let of_users = |outsized: Uint256, nominal: Uint256| {
            let others = Uint256::from(USERS.saturating_sub(share));
            outsized.checked_mul(share.into())?.checked_add(nominal.checked_mul(others)?)
        };
        let (large, small) = (Uint256::from(outsized), Uint256::from(nominal));
        let efficiencies =
            of_users(effective(outsized).checked_mul(small)?, effective(nominal).checked_mul(large)?)?;
        Ok(Self {
            threshold,
            efficiency: Ratio::new(effective(outsized), outsized),
            user_mean: Ratio::new(efficiencies, large.checked_mul(small)?.checked_mul(USERS.into())?),
            distribution: Ratio::new(
                of_users(effective(outsized), effective(nominal))?,
                of_users(large, small)?,
            ),
        })
    }
}
