//! Who may send what, what takes coins: two exhaustive tables, so that a new message does not compile until somebody has
//! decided. A pause stops stakes alone, which come by two messages: `execute::stake` sees to it.

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
    Guardian,
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
        ExecuteMsg::Pause {} => Role::Guardian,
        ExecuteMsg::Unpause {} | ExecuteMsg::UpdateConfig { .. } => Role::Owner,
    }
}

/// Whether coins may be attached to `msg`; its handler then takes exactly one coin of the asset's denom.
pub const fn takes_coins(msg: &ExecuteMsg) -> bool {
    matches!(msg, ExecuteMsg::Stake { .. } | ExecuteMsg::Fund {})
}

/// Checks both tables.
///
/// # Errors
/// **unauthorized**, **owner**, **funds**.
pub fn ensure_allowed(deps: Deps, info: &MessageInfo, msg: &ExecuteMsg) -> Result<(), ContractError> {
    match required_role(msg) {
        Role::Anyone => {}
        Role::Owner => ownership::ensure_owner(deps.storage, &info.sender)?,
        Role::Guardian => pause::ensure_guardian_or_owner(deps.storage, &info.sender)?,
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
    if !takes_coins(msg) {
        nonpayable(info)?;
    }
    Ok(())
}
