//! boosted-staking: a vault with time, NFT and loyalty boosts.

mod answers;
mod events;
mod messages;

pub use answers::*;
pub use events::*;
pub use messages::*;

/// The most open positions of a user.
pub const MAX_POSITIONS: u32 = 32;

/// The most users of one `set_loyalty`.
pub const MAX_SCORES: usize = 20;

/// Batches that one `claim` pays if it names no limit.
pub const CLAIM_LIMIT: u32 = 32;

/// How this contract signs its events.
pub const CONTRACT: &str = "tributary_boosted_staking";
