//! Who may send what, what a pause stops, what takes coins: three exhaustive tables, so that a new message does not compile
//! until somebody has decided.

use cosmwasm_std::{Deps, MessageInfo};
use cw_utils::nonpayable;
use tributary_controls::{ownership, pause};
use tributary_types::joint_staking::ExecuteMsg;

use crate::state::CONFIG;
use crate::ContractError;

/// Who may send a message, as far as it does not depend on the message's data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// Anyone, or somebody whom the handler's first lines look for (owner of a device, party, token).
    Anyone,
    /// The owner of the contract.
    Owner,
    /// The guardian or the owner.
    GuardianOrOwner,
    /// Who keeps classes and devices.
    Registrar,
}

/// The role that `msg` needs.
pub const fn required_role(msg: &ExecuteMsg) -> Role {
    match msg {
        ExecuteMsg::OpenOffer { .. }
        | ExecuteMsg::EditOffer { .. }
        | ExecuteMsg::CancelOffer { .. }
        | ExecuteMsg::AcceptOffer { .. }
        | ExecuteMsg::ClaimRewards { .. }
        | ExecuteMsg::SettleAgreement { .. }
        | ExecuteMsg::TerminateAgreement { .. }
        | ExecuteMsg::ConsentExit { .. }
        | ExecuteMsg::RevokeExitConsent { .. }
        | ExecuteMsg::FundRewards {}
        | ExecuteMsg::Advance { .. }
        | ExecuteMsg::ForwardRevenue {}
        | ExecuteMsg::ReleasePrincipal { .. }
        | ExecuteMsg::CollectPoolRewards { .. }
        | ExecuteMsg::Receive(_)
        | ExecuteMsg::MigrateRecords { .. }
        // cw-ownable tells owner and pending owner apart by itself.
        | ExecuteMsg::UpdateOwnership(_) => Role::Anyone,
        ExecuteMsg::SetClass { .. }
        | ExecuteMsg::RegisterDevice { .. }
        | ExecuteMsg::UpdateDevice { .. }
        | ExecuteMsg::RemoveDevice { .. }
        | ExecuteMsg::SuspendDevice { .. }
        | ExecuteMsg::ResumeDevice { .. } => Role::Registrar,
        ExecuteMsg::Pause {} => Role::GuardianOrOwner,
        ExecuteMsg::UpdateConfig { .. }
        | ExecuteMsg::SetTreasury { .. }
        | ExecuteMsg::SetGuardian { .. }
        | ExecuteMsg::Unpause {} => Role::Owner,
    }
}

/// Whether `msg` works while paused: a pause stops offers and acceptances and nothing else.
pub const fn works_while_paused(msg: &ExecuteMsg) -> bool {
    match msg {
        ExecuteMsg::OpenOffer { .. } | ExecuteMsg::EditOffer { .. } | ExecuteMsg::AcceptOffer { .. } => false,
        ExecuteMsg::SetClass { .. }
        | ExecuteMsg::RegisterDevice { .. }
        | ExecuteMsg::UpdateDevice { .. }
        | ExecuteMsg::RemoveDevice { .. }
        | ExecuteMsg::SuspendDevice { .. }
        | ExecuteMsg::ResumeDevice { .. }
        | ExecuteMsg::CancelOffer { .. }
        | ExecuteMsg::ClaimRewards { .. }
        | ExecuteMsg::SettleAgreement { .. }
        | ExecuteMsg::TerminateAgreement { .. }
        | ExecuteMsg::ConsentExit { .. }
        | ExecuteMsg::RevokeExitConsent { .. }
        | ExecuteMsg::FundRewards {}
        | ExecuteMsg::Advance { .. }
        | ExecuteMsg::ForwardRevenue {}
        | ExecuteMsg::ReleasePrincipal { .. }
        | ExecuteMsg::CollectPoolRewards { .. }
        // Refused by its handler when the tokens are to accept an offer.
        | ExecuteMsg::Receive(_)
        | ExecuteMsg::UpdateConfig { .. }
        | ExecuteMsg::SetTreasury { .. }
        | ExecuteMsg::SetGuardian { .. }
        | ExecuteMsg::Pause {}
        | ExecuteMsg::Unpause {}
        | ExecuteMsg::MigrateRecords { .. }
        | ExecuteMsg::UpdateOwnership(_) => true,
    }
}

/// Whether coins may be attached to `msg`; its handler then takes one coin of the asset's denom.
pub const fn takes_coins(msg: &ExecuteMsg) -> bool {
    matches!(
        msg,
        ExecuteMsg::AcceptOffer { .. } | ExecuteMsg::FundRewards {} | ExecuteMsg::TerminateAgreement { .. }
    )
}

/// Checks the three tables.
///
/// # Errors
/// **unauthorized**, **owner**, **paused**, **funds**.
pub fn ensure_allowed(deps: Deps, info: &MessageInfo, msg: &ExecuteMsg) -> Result<(), ContractError> {
    match required_role(msg) {
        Role::Anyone => {}
        Role::Owner => ownership::ensure_owner(deps.storage, &info.sender)?,
        Role::GuardianOrOwner => pause::ensure_guardian_or_owner(deps.storage, &info.sender)?,
        Role::Registrar => {
            let registrar = CONFIG.load(deps.storage)?.registrar;
            if registrar != info.sender {
                return Err(ContractError::NotRegistrar { registrar });
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
