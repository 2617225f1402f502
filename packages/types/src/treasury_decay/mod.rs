//! treasury-decay: revenue to the pools by decayed stakes, friction to the treasury.

mod answers;
mod events;
mod handle;
mod messages;

pub use answers::*;
pub use events::*;
pub use handle::*;
pub use messages::*;

/// The most users of one `collect`, `identify` or `revoke_identity`.
pub const MAX_USERS: usize = 20;

/// The most checkpoints that one `settle` or one query passes, and how many it passes if none are named.
pub const SETTLE_LIMIT: u32 = 64;

/// The most checkpoints that one `collect` passes.
pub const COLLECT_LIMIT: u32 = 256;

/// The most checkpoints that a change of a stake or of an identity passes by itself.
pub const CHANGE_LIMIT: u32 = 512;

/// How this contract signs its events.
pub const CONTRACT: &str = "tributary_treasury_decay";
