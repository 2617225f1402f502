//! Delegation pools: who holds what in them, what it earned, and everything that takes time.
//!
//! Rewards lie in each pool's coinbase until they are paid. They are booked by the coinbase's balance, once in every handler
//! that touches rewards or stake ([`pool::BookedPool::load`]), and paid by the coinbase directly.

pub mod authority;
pub mod coinbase;
pub mod contract;
pub mod error;
pub mod execute;
pub mod history;
pub mod pool;
pub mod query;
pub mod records;
pub mod reply;
pub mod state;

pub use error::ContractError;
