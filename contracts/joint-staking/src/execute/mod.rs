//! What each message does, a file a message or a family of them.

mod accept_offer;
mod claim_rewards;
mod classes;
pub mod config;
mod devices;
mod exit;
mod funds;
mod offers;
mod principals;
mod receive;

pub use accept_offer::{accept_offer, Acceptance};
pub use claim_rewards::claim_rewards;
pub use classes::set_class;
pub use config::{set_treasury, update_config};
pub use devices::{register_device, remove_device, resume_device, suspend_device, update_device};
pub use exit::{consent_exit, revoke_exit_consent, settle_agreement, terminate_agreement};
pub use funds::{advance, forward_revenue, fund_rewards};
pub use offers::{cancel_offer, edit_offer, open_offer, Edit, Wanted};
pub use principals::{collect_pool_rewards, release_principal};
pub use receive::receive;

use cosmwasm_std::{Addr, MessageInfo, Uint128};
use tributary_controls::wire::paid;
use tributary_types::asset::Asset;

use crate::ContractError;

/// The coin of `asset` that is attached, if there is one.
///
/// # Errors
/// **funds**.
pub fn paid_if_any(info: &MessageInfo, asset: &Asset<Addr>) -> Result<Uint128, ContractError> {
    if info.funds.is_empty() {
        return Ok(Uint128::zero());
    }
    paid(info, asset)
}
