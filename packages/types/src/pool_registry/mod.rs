//! pool-registry: delegation pools.

mod answers;
mod delegator;
mod events;
mod handle;
mod messages;

pub use answers::*;
pub use delegator::DelegatorTerms;
pub use events::*;
pub use handle::*;
pub use messages::*;

/// How this contract signs its events.
pub const CONTRACT: &str = "tributary_pool_registry";
