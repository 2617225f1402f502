//! Who may send what, what a pause stops, what takes coins: three exhaustive tables, so that a new message does not compile
//! until somebody has decided.

use cosmwasm_std::{Deps, MessageInfo};
use cw_utils::nonpayable;
use tributary_controls::{ownership, pause};
use tributary_types::staker_registry::ExecuteMsg;

use crate::state::CONFIG;
use crate::ContractError;

/// Who may send a message, as far as it does not depend on the message's data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// Anyone, or somebody whom the handler's first lines name (management, initiator, owner of an item).
    Anyone,
    /// The owner of the contract.
    Owner,
    /// Who may pause.
    Guardian,
    /// Who may liquidate.
    Slasher,
    /// The licence contract.
    LicenseContract,
}

/// The role that `msg` needs.
pub const fn required_role(msg: &ExecuteMsg) -> Role {
    match msg {
        ExecuteMsg::RegisterStaker { .. }
        | ExecuteMsg::Bond { .. }
        | ExecuteMsg::Unbond { .. }
        | ExecuteMsg::TransferStake { .. }
        | ExecuteMsg::CancelTransfer { .. }
        | ExecuteMsg::FinalizeUnbond { .. }
        | ExecuteMsg::FinalizeTransfer { .. }
        | ExecuteMsg::FinalizeMany { .. }
        | ExecuteMsg::Redirect { .. }
        | ExecuteMsg::SetState { .. }
        | ExecuteMsg::SetSigningAddress { .. }
        | ExecuteMsg::SetCoinbaseAddress { .. }
        | ExecuteMsg::UnbondLicense { .. }
        | ExecuteMsg::ReleaseLicense { .. }
        | ExecuteMsg::ForwardRevenue {}
        | ExecuteMsg::ApplyConfig {}
        | ExecuteMsg::MigrateRecords { .. }
        // cw-ownable tells owner and pending owner apart by itself.
        | ExecuteMsg::UpdateOwnership(_) => Role::Anyone,
        ExecuteMsg::Liquidate { .. } => Role::Slasher,
        ExecuteMsg::ReceiveNft(_) => Role::LicenseContract,
        ExecuteMsg::Pause {} => Role::Guardian,
        ExecuteMsg::AnnounceConfig { .. }
        | ExecuteMsg::CancelConfig {}
        | ExecuteMsg::SetLicenseContract { .. }
        | ExecuteMsg::SetGuardian { .. }
        | ExecuteMsg::Unpause {} => Role::Owner,
    }
}

/// Whether `msg` works while paused: users can always leave, roles can always act.
pub const fn works_while_paused(msg: &ExecuteMsg) -> bool {
    match msg {
        ExecuteMsg::RegisterStaker { .. }
        | ExecuteMsg::Bond { .. }
        | ExecuteMsg::TransferStake { .. }
        | ExecuteMsg::ReceiveNft(_) => false,
        ExecuteMsg::Unbond { .. }
        | ExecuteMsg::CancelTransfer { .. }
        | ExecuteMsg::FinalizeUnbond { .. }
        | ExecuteMsg::FinalizeTransfer { .. }
        | ExecuteMsg::FinalizeMany { .. }
        | ExecuteMsg::Redirect { .. }
        | ExecuteMsg::SetState { .. }
        | ExecuteMsg::SetSigningAddress { .. }
        | ExecuteMsg::SetCoinbaseAddress { .. }
        | ExecuteMsg::UnbondLicense { .. }
        | ExecuteMsg::ReleaseLicense { .. }
        | ExecuteMsg::Liquidate { .. }
        | ExecuteMsg::ForwardRevenue {}
        | ExecuteMsg::SetLicenseContract { .. }
        | ExecuteMsg::AnnounceConfig { .. }
        | ExecuteMsg::ApplyConfig {}
        | ExecuteMsg::CancelConfig {}
        | ExecuteMsg::SetGuardian { .. }
        | ExecuteMsg::Pause {}
        | ExecuteMsg::Unpause {}
        | ExecuteMsg::MigrateRecords { .. }
        | ExecuteMsg::UpdateOwnership(_) => true,
    }
}

/// Whether coins may be attached to `msg`; its handler then takes exactly one coin of the staking denom.
pub const fn takes_coins(msg: &ExecuteMsg) -> bool {
    matches!(msg, ExecuteMsg::RegisterStaker { license: None, .. } | ExecuteMsg::Bond { .. })
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
        Role::Slasher => {
            if CONFIG.load(deps.storage)?.slasher.as_ref() != Some(&info.sender) {
                return Err(ContractError::NotSlasher);
            }
        }
        Role::LicenseContract => {
            let licenses = CONFIG.load(deps.storage)?.licenses;
            if licenses.map_or(true, |terms| *terms.license_nft.addr() != info.sender) {
                return Err(ContractError::NotLicenseContract);
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
