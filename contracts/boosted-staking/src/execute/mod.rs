//! What each message does, a file a message or a family of them.

mod advance;
mod boost;
mod claim;
pub mod config;
mod fund;
mod nfts;
mod receive;
mod stake;
mod sweep_unused;
mod withdraw;

pub use advance::advance;
pub use boost::{holdings_changed, refresh_boost, set_loyalty};
pub use claim::claim;
pub use config::update_config;
pub use fund::fund;
pub use nfts::{receive_nft, withdraw_nft};
pub use receive::receive;
pub use stake::stake;
pub use sweep_unused::sweep_unused;
pub use withdraw::withdraw;
