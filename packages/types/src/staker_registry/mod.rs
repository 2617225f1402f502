//! staker-registry: who stakes how much.

mod answers;
mod delegator;
mod events;
mod handle;
mod messages;
pub(crate) mod skipped;

pub use answers::*;
pub use events::*;
pub use handle::*;
pub use messages::*;
pub use skipped::FinalizeSkipped;

/// How this contract signs its events.
pub const CONTRACT: &str = "tributary_staker_registry";
