//! A vault with time, NFT and loyalty boosts. Who stakes for longer, holds NFTs or has a loyalty score weighs more and earns more
//! of a programme's rewards; rewards vest, faster for those who stake on.
//!
//! Nothing here loops over users, and nobody's exit depends on anything outside.

pub mod account;
pub mod authority;
pub mod books;
pub mod collection;
pub mod contract;
pub mod error;
pub mod execute;
pub mod query;
pub mod records;
pub mod state;

pub use error::ContractError;
