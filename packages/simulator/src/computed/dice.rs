//! Numbers that look random.

use cosmwasm_std::Uint128;
use tributary_math::decay::{exp2_floor, log2_fp, LOG_BITS};

/// The Pareto exponent times 100. At 1.16 a fifth of the stakers holds four fifths of the stake.
const TAIL: u64 = 116;

/// Numbers that look random, the same for the same seed: splitmix64.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, both included, each as likely.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        let span = u128::from(most.saturating_sub(least)).saturating_add(1);
        let part = u128::from(self.roll()).saturating_mul(span) >> 64;
        least.saturating_add(u64::try_from(part).unwrap_or_default())
    }

    /// A stake with a Pareto distribution. A uniform u makes least·u^(−1/1.16), in logarithms.
    pub fn stake(&mut self, least: Uint128) -> Uint128 {
        let uniform = log2_fp(self.roll().max(1).into()).unwrap_or_default();
        // 64 − log2 of 64 uniform bits.
        let rarity = (64u64 << LOG_BITS).saturating_sub(uniform);
        let growth = u128::from(rarity).saturating_mul(100).checked_div(TAIL.into());
        let growth = growth.and_then(|growth| u64::try_from(growth).ok()).unwrap_or_default();
        exp2_floor(log2_fp(least).unwrap_or_default().saturating_add(growth))
    }

    /// From `least`, above 0, to `most`: a number is as likely to be between one and two as between ten and twenty.
    pub fn magnitude(&mut self, least: u64, most: u64) -> u64 {
        let log = |number: u64| log2_fp(number.into()).unwrap_or_default();
        let drawn = exp2_floor(self.between(log(least), log(most)));
        u64::try_from(drawn.u128()).unwrap_or(most).clamp(least, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_between_their_ends_and_reach_them() {
        let mut dice = Dice(7);
        let rolled: Vec<u64> = (0..1_000).map(|_| dice.between(3, 6)).collect();
        assert_eq!((rolled.iter().min(), rolled.iter().max()), (Some(&3), Some(&6)));
        assert_eq!(dice.between(5, 5), 5);

        let rolled: Vec<u64> = (0..1_000).map(|_| dice.magnitude(1, 100)).collect();
        assert!(rolled.iter().all(|number| (1..=100).contains(number)));
        let below_ten = rolled.iter().filter(|number| **number < 10).count();
        assert!((400..600).contains(&below_ten), "{below_ten}");

        let least = Uint128::new(100);
        assert!((0..1_000).all(|_| dice.stake(least) >= least));
    }
}
