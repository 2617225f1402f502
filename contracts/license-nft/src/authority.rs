//! Who may send what, what a pause stops, what takes coins: three exhaustive tables, so that a new message does not compile
//! until somebody has decided.

use cosmwasm_std::{Deps, MessageInfo};
use cw_utils::nonpayable;
use tributary_controls::{ownership, pause};
use tributary_types::license_nft::ExecuteMsg;

use crate::state::CONFIG;
use crate::ContractError;

/// Who may send a message, as far as it does not depend on the message's data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// Anyone, or somebody whom the handler's first lines name (owner of a licence, funder).
    Anyone,
    /// The owner of the contract.
    Owner,
    /// The guardian or the owner.
    GuardianOrOwner,
    /// Who mints.
    Minter,
    /// The staker-registry.
    StakerRegistry,
}

/// The role that `msg` needs.
pub const fn required_role(msg: &ExecuteMsg) -> Role {
    match msg {
        ExecuteMsg::TransferNft { .. }
        | ExecuteMsg::SendNft { .. }
        | ExecuteMsg::Approve { .. }
        | ExecuteMsg::Revoke { .. }
        | ExecuteMsg::ApproveAll { .. }
        | ExecuteMsg::RevokeAll { .. }
        | ExecuteMsg::Burn { .. }
        | ExecuteMsg::FundReserve {}
        | ExecuteMsg::ReclaimFunding { .. }
        | ExecuteMsg::Redeem { .. }
        | ExecuteMsg::MigrateRecords { .. }
        // cw-ownable tells owner and pending owner apart by itself.
        | ExecuteMsg::UpdateOwnership(_) => Role::Anyone,
        ExecuteMsg::Mint { .. } | ExecuteMsg::MintMany { .. } => Role::Minter,
        ExecuteMsg::RecordBond { .. } | ExecuteMsg::Liquidate { .. } => Role::StakerRegistry,
        ExecuteMsg::Pause {} => Role::GuardianOrOwner,
        ExecuteMsg::SetMinter { .. }
        | ExecuteMsg::SetStakerRegistry { .. }
        | ExecuteMsg::SetGuardian { .. }
        | ExecuteMsg::Unpause {}
        | ExecuteMsg::OpenMainnet {}
        | ExecuteMsg::OpenStable {}
        | ExecuteMsg::ImportLicenses { .. }
        | ExecuteMsg::FinishImport { .. }
        | ExecuteMsg::RegisterHook { .. }
        | ExecuteMsg::RemoveHook { .. } => Role::Owner,
    }
}

/// Whether `msg` works while paused: a pause stops minting and nothing else.
pub const fn works_while_paused(msg: &ExecuteMsg) -> bool {
    match msg {
        ExecuteMsg::Mint { .. } | ExecuteMsg::MintMany { .. } => false,
        ExecuteMsg::TransferNft { .. }
        | ExecuteMsg::SendNft { .. }
        | ExecuteMsg::Approve { .. }
        | ExecuteMsg::Revoke { .. }
        | ExecuteMsg::ApproveAll { .. }
        | ExecuteMsg::RevokeAll { .. }
        | ExecuteMsg::Burn { .. }
        | ExecuteMsg::SetMinter { .. }
        | ExecuteMsg::SetStakerRegistry { .. }
        | ExecuteMsg::SetGuardian { .. }
        | ExecuteMsg::Pause {}
        | ExecuteMsg::Unpause {}
        | ExecuteMsg::FundReserve {}
        | ExecuteMsg::ReclaimFunding { .. }
        | ExecuteMsg::OpenMainnet {}
        | ExecuteMsg::OpenStable {}
        | ExecuteMsg::RecordBond { .. }
        | ExecuteMsg::Liquidate { .. }
        | ExecuteMsg::Redeem { .. }
        | ExecuteMsg::ImportLicenses { .. }
        | ExecuteMsg::FinishImport { .. }
        | ExecuteMsg::RegisterHook { .. }
        | ExecuteMsg::RemoveHook { .. }
        | ExecuteMsg::MigrateRecords { .. }
        | ExecuteMsg::UpdateOwnership(_) => true,
    }
}

/// Whether coins may be attached to `msg`; its handler then takes exactly one coin of the staking denom.
pub const fn takes_coins(msg: &ExecuteMsg) -> bool {
    matches!(msg, ExecuteMsg::FundReserve {})
}

/// Checks the three tables.
///
/// # Errors
/// **unauthorized**, **paused**, **funds**.
pub fn ensure_allowed(deps: Deps, info: &MessageInfo, msg: &ExecuteMsg) -> Result<(), ContractError> {
    match required_role(msg) {
        Role::Anyone => {}
        Role::Owner => ownership::ensure_owner(deps.storage, &info.sender)?,
        Role::GuardianOrOwner => pause::ensure_guardian_or_owner(deps.storage, &info.sender)?,
        Role::Minter => {
            let minter = CONFIG.load(deps.storage)?.minter;
            if minter != info.sender {
                return Err(ContractError::NotMinter { minter });
            }
        }
        Role::StakerRegistry => {
            if CONFIG.load(deps.storage)?.staker_registry.as_ref() != Some(&info.sender) {
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
