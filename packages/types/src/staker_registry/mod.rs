//! staker-registry: who stakes how much.

mod answers;
mod delegator;
mod events;
mod handle;
mod messages;

pub use answers::*;
pub use events::*;
pub use handle::*;
pub use messages::*;

/// How this contract signs its events.
pub const CONTRACT: &str = "tributary_staker_registry";
