//! Who may send what, what a pause stops, what takes coins: three exhaustive tables, so that a new message does not compile
//! until somebody has decided.

use cosmwasm_std::{Deps, MessageInfo};
use cw_utils::nonpayable;
use tributary_controls::{ownership, pause};
use tributary_types::boosted_staking::{BoostCollection, CountedBy, ExecuteMsg};

use crate::state::CONFIG;
use crate::ContractError;

/// Who may send a message, as far as it does not depend on the message's data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// Anyone, or somebody whom the handler's first lines look for (holder, depositor, token, collection).
    Anyone,
    /// The owner of the contract.
    Owner,
    /// The guardian or the owner.
    GuardianOrOwner,
    /// Who sets loyalty scores.
    LoyaltyOracle,
    /// The boost collection, if it is counted by balance.
    Collection,
}

/// The role that `msg` needs.
pub const fn required_role(msg: &ExecuteMsg) -> Role {
    match msg {
        ExecuteMsg::Stake { .. }
        | ExecuteMsg::Receive(_)
        | ExecuteMsg::Withdraw { .. }
        | ExecuteMsg::Claim { .. }
        | ExecuteMsg::Fund {}
        | ExecuteMsg::ReceiveNft(_)
        | ExecuteMsg::WithdrawNft { .. }
        | ExecuteMsg::RefreshBoost { .. }
        | ExecuteMsg::Advance {}
        | ExecuteMsg::SweepUnused {}
        | ExecuteMsg::MigrateRecords { .. }
        // cw-ownable tells owner and pending owner apart by itself.
        | ExecuteMsg::UpdateOwnership(_) => Role::Anyone,
        ExecuteMsg::HoldingsChanged(_) => Role::Collection,
        ExecuteMsg::SetLoyalty { .. } => Role::LoyaltyOracle,
        ExecuteMsg::Pause {} => Role::GuardianOrOwner,
        ExecuteMsg::Unpause {} | ExecuteMsg::UpdateConfig { .. } => Role::Owner,
    }
}

/// Whether `msg` works while paused: a pause stops stakes and nothing else.
pub const fn works_while_paused(msg: &ExecuteMsg) -> bool {
    match msg {
        ExecuteMsg::Stake { .. } => false,
        // Refused by its handler when the tokens are to be staked.
        ExecuteMsg::Receive(_)
        | ExecuteMsg::Withdraw { .. }
        | ExecuteMsg::Claim { .. }
        | ExecuteMsg::Fund {}
        | ExecuteMsg::ReceiveNft(_)
        | ExecuteMsg::WithdrawNft { .. }
        | ExecuteMsg::RefreshBoost { .. }
        | ExecuteMsg::HoldingsChanged(_)
        | ExecuteMsg::SetLoyalty { .. }
        | ExecuteMsg::Advance {}
        | ExecuteMsg::SweepUnused {}
        | ExecuteMsg::Pause {}
        | ExecuteMsg::Unpause {}
        | ExecuteMsg::UpdateConfig { .. }
        | ExecuteMsg::MigrateRecords { .. }
        | ExecuteMsg::UpdateOwnership(_) => true,
    }
}

/// Whether coins may be attached to `msg`; its handler then takes exactly one coin of the asset's denom.
pub const fn takes_coins(msg: &ExecuteMsg) -> bool {
    matches!(msg, ExecuteMsg::Stake { .. } | ExecuteMsg::Fund {})
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
        Role::LoyaltyOracle => {
            let loyalty_oracle = CONFIG.load(deps.storage)?.loyalty_oracle;
            if loyalty_oracle != info.sender {
                return Err(ContractError::NotLoyaltyOracle { loyalty_oracle });
            }
        }
        Role::Collection => match CONFIG.load(deps.storage)?.boost_collection {
            Some(BoostCollection { address, counted_by: CountedBy::Balance }) if address == info.sender => {}
            _ => return Err(ContractError::NotCollection),
        },
    }
    if !works_while_paused(msg) {
        pause::ensure_running(deps.storage)?;
    }
    if !takes_coins(msg) {
        nonpayable(info)?;
    }
    Ok(())
}
