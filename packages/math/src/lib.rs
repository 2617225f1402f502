//! Pure arithmetic of Tributary: rates, what is held at stake, pool rules, the reward machine of a delegation pool, the
//! performance of pools, what a liquidation takes, how a large stake loses effect, revenue for decayed stakes, the weights,
//! emission and vesting of the boosted vault, and the rewards and penalties of joint staking. Nothing
//! here knows storage, blocks or messages, so every formula can be read, tested and fuzzed alone.
//!
//! All amounts are integers in base units, all arithmetic is checked, and every division says in whose favour it
//! rounds.

pub mod boost;
pub mod decay;
pub mod emission;
pub mod error;
pub mod holding;
pub mod joint;
pub mod liquidation;
pub mod performance;
pub mod pool_rules;
pub mod rate;
pub mod release;
pub mod revenue;
pub mod rewards;
pub mod threshold;
pub mod vesting;

pub use error::MathError;
pub use rate::{Bps, Ppm};
