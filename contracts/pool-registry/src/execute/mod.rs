//! What each message does, a file a message or a family of them.

mod auto_rewards;
mod commission;
pub mod config;
mod delegate;
mod finalize;
mod license_changed;
mod liquidated;
mod metadata;
mod recover_foreign;
mod register_pool;
mod rewards;
mod settings;
mod sync;
mod transfer;
mod undelegate;

pub use auto_rewards::{
    auto_redelegate, disable_auto_rewards, enable_auto_rewards, split as split_auto_rewards,
};
pub use commission::{cancel_commission_change, finalize_commission_change, request_commission_change};
pub use config::{announce_config, apply_config};
pub use delegate::delegate;
pub use finalize::{finalize_many, finalize_transfer, finalize_undelegate};
pub use license_changed::{license_changed, LicenseChange};
pub use liquidated::liquidated;
pub use metadata::{set_signing_address, update_metadata, Metadata};
pub use recover_foreign::recover_foreign;
pub use register_pool::{register_pool, register_pool_for, NewPool};
pub use rewards::{redelegate_rewards, withdraw_rewards};
pub use settings::{set_hooks, set_score_weights};
pub use sync::sync;
pub use transfer::{cancel_transfer, transfer_delegation, TransferRequest};
pub use undelegate::undelegate;

use cosmwasm_std::{Addr, Deps, Env};

use crate::state::CONFIG;
use crate::ContractError;

/// Who gets a fee: the caller, if none was named; never a registry, where it would belong to nobody.
///
/// # Errors
/// [`ContractError::RecipientIsRegistry`], or if `named` is no address.
pub fn fee_recipient(
    deps: Deps,
    env: &Env,
    sender: &Addr,
    named: Option<String>,
) -> Result<Addr, ContractError> {
    let Some(named) = named else { return Ok(sender.clone()) };
    let recipient = deps.api.addr_validate(&named)?;
    let config = CONFIG.load(deps.storage)?;
    if recipient == env.contract.address || recipient == *config.staker_registry.addr() {
        return Err(ContractError::RecipientIsRegistry);
    }
    Ok(recipient)
}
