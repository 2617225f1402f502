//! Revenue to the pools by decayed stakes. A stake above the geometric mean of all stakes is effective in part only; what its
//! other part would have earned is friction and goes to the treasury, which the owner spends.
//!
//! Stakes are told by the pool-registry; nobody's stake lies here, and nothing here loops over stakers.

pub mod authority;
pub mod books;
pub mod contract;
pub mod error;
pub mod execute;
pub mod identity;
pub mod query;
pub mod records;
pub mod state;
pub mod supply;

pub use error::ContractError;
