//! What each message does, a file a message or a family of them.

mod claim_share;
mod collect;
pub mod config;
mod delegation_changed;
mod distribute_revenue;
mod identify;
mod roll_epoch;
mod set_user_share;
mod settle;
mod spend;

pub use claim_share::claim_share;
pub use collect::collect;
pub use config::update_config;
pub use delegation_changed::{delegation_changed, Change};
pub use distribute_revenue::distribute_revenue;
pub use identify::{identify, refresh_identity};
pub use roll_epoch::roll_epoch;
pub use set_user_share::set_user_share;
pub use settle::settle;
pub use spend::{spend, spend_other};

use tributary_controls::ControlError;
use tributary_types::treasury_decay::SETTLE_LIMIT;

use crate::ContractError;

/// How many checkpoints a call passes that asks for `limit`: at least 1, at most `max`.
fn ensure_limit(limit: Option<u32>, max: u32) -> Result<u32, ContractError> {
    match limit {
        Some(0) => Err(ControlError::InvalidLimit { what: "checkpoint" }.into()),
        Some(limit) => Ok(limit.min(max)),
        None => Ok(SETTLE_LIMIT),
    }
}
