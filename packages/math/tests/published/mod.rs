//! What the specification of the boosted vault prints.

use cosmwasm_std::Uint128;
use tributary_math::boost::BoostWeights;
use tributary_math::MathError;

/// Its weights W1 to W4 and b0.
pub const WEIGHTS: BoostWeights = BoostWeights {
    w1: Uint128::new(400_000_000_000_000_000),
    w2: Uint128::new(600_000_000_000_000_000),
    w3: Uint128::new(600_000_000_000_000_000),
    w4: Uint128::new(400_000_000_000_000_000),
    b0: Uint128::new(0),
};

/// What the three stakers stake each: 1000 tokens.
pub const STAKE: Uint128 = Uint128::new(1_000_000_000);

/// Months, NFTs and loyalty of the three stakers, their weights and their first day's rewards.
pub const STAKERS: [(u32, u64, u64, u128, u128); 3] = [
    (12, 100, 35_000, 35_469_966_592, 8_864_184_557),
    (1, 1, 100, 640_000_000, 159_940_328),
    (12, 0, 0, 400_000_000, 99_962_705),
];

/// How much a month adds for a user with so many NFTs and that loyalty score.
pub fn slope(weights: &BoostWeights, nfts: u64, loyalty: u64) -> Result<Uint128, MathError> {
    weights.slope(weights.boost(nfts, loyalty)?)
}
