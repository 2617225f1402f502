//! An escrow between device owners and token holders: an owner offers a device, a token holder stakes for it, and both share
//! what it earns, for a fixed time.
//!
//! Nothing here loops over agreements, no agreement's end waits for the other party, for a role or for another contract, and
//! nothing is promised that the reward pool does not have. A principal that works in a pool has to come out of that first.

pub mod agreement;
pub mod authority;
pub mod books;
pub mod contract;
pub mod error;
pub mod execute;
pub mod listing;
pub mod principal;
pub mod query;
pub mod records;
pub mod reply;
pub mod state;

pub use error::ContractError;
