//! joint-staking: an escrow between device owners and token holders.

mod answers;
mod events;
mod messages;

pub use answers::*;
pub use events::*;
pub use messages::*;
pub use tributary_math::joint::calendar::DailyCap;
pub use tributary_math::joint::terms::{KappaStep, TimeMultiplier};

/// The longest id of a device and name of a class, in bytes.
pub const MAX_NAME: usize = 128;

/// The smallest share of an owner, in basis points.
pub const MIN_OWNER_SHARE_BPS: u32 = 3_000;

/// The largest share of an owner, in basis points.
pub const MAX_OWNER_SHARE_BPS: u32 = 7_000;

/// The most rows of `kappa_steps` and of `daily_caps`.
pub const MAX_ROWS: usize = 16;

/// The most ended agreements that one call works off.
pub const MAX_ENDS: u32 = 50;

/// How this contract signs its events.
pub const CONTRACT: &str = "tributary_joint_staking";
