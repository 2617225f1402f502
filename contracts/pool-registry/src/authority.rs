//! Who may send what, what a pause stops, what takes coins: three exhaustive tables, so that a new message does not compile
//! until somebody has decided.

use cosmwasm_std::{Deps, MessageInfo};
use cw_utils::nonpayable;
use tributary_controls::{ownership, pause};
use tributary_types::pool_registry::ExecuteMsg;

use crate::state::{CONFIG, POOLS};
use crate::ContractError;

/// Who may send a message, as far as it does not depend on the message's data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// Anyone, or somebody whom the handler's first lines name (the delegator of a transfer).
    Anyone,
    /// The owner of the contract.
    Owner,
    /// Who may pause.
    Guardian,
    /// Whoever operates a pool, for that pool.
    Operator,
    /// The staker-registry.
    StakerRegistry,
}

/// The role that `msg` needs.
pub const fn required_role(msg: &ExecuteMsg) -> Role {
    match msg {
        ExecuteMsg::RegisterPool { .. }
        | ExecuteMsg::Delegate { .. }
        | ExecuteMsg::Undelegate { .. }
        | ExecuteMsg::FinalizeUndelegate { .. }
        | ExecuteMsg::TransferDelegation { .. }
        | ExecuteMsg::FinalizeTransfer { .. }
        | ExecuteMsg::CancelTransfer { .. }
        | ExecuteMsg::FinalizeMany { .. }
        | ExecuteMsg::WithdrawRewards { .. }
        | ExecuteMsg::RedelegateRewards { .. }
        | ExecuteMsg::EnableAutoRewards { .. }
        | ExecuteMsg::DisableAutoRewards { .. }
        | ExecuteMsg::AutoRedelegate { .. }
        | ExecuteMsg::RecoverForeign { .. }
        | ExecuteMsg::Sync { .. }
        | ExecuteMsg::ApplyConfig {}
        | ExecuteMsg::MigrateRecords { .. }
        // cw-ownable tells owner and pending owner apart by itself.
        | ExecuteMsg::UpdateOwnership(_) => Role::Anyone,
        ExecuteMsg::RequestCommissionChange { .. }
        | ExecuteMsg::FinalizeCommissionChange {}
        | ExecuteMsg::CancelCommissionChange {}
        | ExecuteMsg::UpdateMetadata { .. }
        | ExecuteMsg::SetSigningAddress { .. } => Role::Operator,
        ExecuteMsg::RegisterPoolFor { .. }
        | ExecuteMsg::LicenseChanged { .. }
        | ExecuteMsg::Liquidated { .. } => Role::StakerRegistry,
        ExecuteMsg::Pause {} => Role::Guardian,
        ExecuteMsg::AnnounceConfig { .. }
        | ExecuteMsg::CancelConfig {}
        | ExecuteMsg::SetHooks { .. }
        | ExecuteMsg::SetScoreWeights { .. }
        | ExecuteMsg::SetGuardian { .. }
        | ExecuteMsg::Unpause {} => Role::Owner,
    }
}

/// Whether `msg` works while paused: users can always leave, roles can always act.
pub const fn works_while_paused(msg: &ExecuteMsg) -> bool {
    match msg {
        ExecuteMsg::RegisterPool { .. }
        | ExecuteMsg::RegisterPoolFor { .. }
        | ExecuteMsg::Delegate { .. }
        | ExecuteMsg::TransferDelegation { .. }
        | ExecuteMsg::RedelegateRewards { .. }
        | ExecuteMsg::EnableAutoRewards { .. }
        | ExecuteMsg::AutoRedelegate { .. } => false,
        ExecuteMsg::Undelegate { .. }
        | ExecuteMsg::FinalizeUndelegate { .. }
        | ExecuteMsg::FinalizeTransfer { .. }
        | ExecuteMsg::CancelTransfer { .. }
        | ExecuteMsg::FinalizeMany { .. }
        | ExecuteMsg::WithdrawRewards { .. }
        | ExecuteMsg::DisableAutoRewards { .. }
        | ExecuteMsg::RequestCommissionChange { .. }
        | ExecuteMsg::FinalizeCommissionChange {}
        | ExecuteMsg::CancelCommissionChange {}
        | ExecuteMsg::UpdateMetadata { .. }
        | ExecuteMsg::SetSigningAddress { .. }
        | ExecuteMsg::RecoverForeign { .. }
        | ExecuteMsg::Sync { .. }
        // Refused by its handler when the licences are more than before.
        | ExecuteMsg::LicenseChanged { .. }
        | ExecuteMsg::Liquidated { .. }
        | ExecuteMsg::AnnounceConfig { .. }
        | ExecuteMsg::ApplyConfig {}
        | ExecuteMsg::CancelConfig {}
        | ExecuteMsg::SetHooks { .. }
        | ExecuteMsg::SetScoreWeights { .. }
        | ExecuteMsg::SetGuardian { .. }
        | ExecuteMsg::Pause {}
        | ExecuteMsg::Unpause {}
        | ExecuteMsg::MigrateRecords { .. }
        | ExecuteMsg::UpdateOwnership(_) => true,
    }
}

/// Whether coins may be attached to `msg`; its handler then takes exactly one coin of the staking denom.
pub const fn takes_coins(msg: &ExecuteMsg) -> bool {
    matches!(msg, ExecuteMsg::RegisterPool { .. } | ExecuteMsg::Delegate { .. })
}

/// Checks the three tables.
///
/// # Errors
/// **unauthorized**, **paused**, **funds**.
pub fn ensure_allowed(deps: Deps, info: &MessageInfo, msg: &ExecuteMsg) -> Result<(), ContractError> {
    match required_role(msg) {
        Role::Anyone => {}
        Role::Owner => ownership::ensure_owner(deps.storage, &info.sender)?,
        Role::Guardian => pause::ensure_guardian(deps.storage, &info.sender)?,
        Role::Operator => {
            if !POOLS.has(deps.storage, &info.sender) {
                return Err(ContractError::NotOperator { sender: info.sender.clone() });
            }
        }
        Role::StakerRegistry => {
            if *CONFIG.load(deps.storage)?.staker_registry.addr() != info.sender {
                return Err(ContractError::NotStakerRegistry);
            }
        }
    }
    if !works_while_paused(msg) {
        pause::ensure_running(deps.storage)?;
    }
    if !takes_coins(msg) {
        nonpayable(info)?;
    }
    Ok(())
}
