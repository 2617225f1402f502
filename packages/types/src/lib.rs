//! The public interface of Tributary: what contracts, wallets, indexers and web pages send each other.
//!
//! One module a contract, each with its messages, answers, events and a typed handle by which others call it. Every
//! message refuses unknown fields; answers do not, so that later versions may say more.

pub mod asset;
pub mod boosted_staking;
pub mod coinbase;
pub mod event;
pub mod holdings_hook;
pub mod joint_staking;
pub mod license_nft;
pub mod migration;
pub mod ownership;
pub mod paging;
pub mod pool_registry;
pub mod stake_hook;
pub mod staker_registry;
pub mod treasury_decay;

pub use tributary_math::Ppm;
