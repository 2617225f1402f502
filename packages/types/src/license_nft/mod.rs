//! license-nft: licences that count as stake.

mod answers;
mod events;
mod handle;
mod messages;

pub use answers::*;
pub use events::*;
pub use handle::*;
pub use messages::*;
pub use tributary_math::liquidation::LiquidationMode;

/// The most licences of one call: of a mint, an import, a liquidation.
pub const MAX_BATCH: usize = 50;

/// How this contract signs its events.
pub const CONTRACT: &str = "tributary_license_nft";
