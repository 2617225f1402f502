//! What a stake of dust does to the threshold, and what the smallest counted stake mends.

use cosmwasm_std::Uint128;
use tributary_math::decay::{log2_fp, DecayBase};
use tributary_math::threshold::StakeMean;
use tributary_math::MathError;

use crate::computed::ratio::Ratio;

/// How many stake honestly, and what each of them does: a thousand coins.
pub const HONEST: (u64, Uint128) = (10, Uint128::new(1_000_000_000));

/// What each of them finds.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The threshold.
    pub threshold: Uint128,
    /// The efficiency of an honest stake.
    pub efficiency: Ratio,
}

/// [`HONEST`] users beside `dust` users with one base unit each, all of them identified; stakes from `least` on are counted.
///
/// # Errors
/// None for fewer than 2^41 users.
pub fn beside_dust(dust: u64, least: Uint128) -> Result<Found, MathError> {
    let (honest, stake) = HONEST;
    let mut mean = StakeMean::default();
    for (count, stake) in [(honest, stake), (dust, Uint128::one())] {
        let counted = (stake >= least).then(|| log2_fp(stake)).flatten();
        for _ in 0..count {
            mean.recount(None, counted)?;
        }
    }
    mean.pass(1)?;
    let threshold = mean.threshold();
    let effective = DecayBase::Ten.effective_stake(stake, threshold);
    Ok(Found { threshold, efficiency: Ratio::new(effective, stake) })
}
