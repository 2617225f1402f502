//! The rewards wallet of one delegation pool.
//!
//! Rewards arrive by plain bank sends, which run no code. The pool-registry books them by this contract's balance and has
//! it pay people directly, so that no pool's coins ever mix with another's. Nobody else can move anything, there is no
//! admin, and the code never changes.

pub mod contract;
pub mod error;

pub use error::ContractError;
