//! Who may send what, what takes coins: two exhaustive tables, so that a new message does not compile until somebody has
//! decided. Nothing here can be paused: nobody's stake lies here.

use cosmwasm_std::{Deps, MessageInfo};
use cw_utils::nonpayable;
use tributary_controls::ownership;
use tributary_types::treasury_decay::{ExecuteMsg, IdentityRule};

use crate::state::CONFIG;
use crate::ContractError;

/// Who may send a message, as far as it does not depend on the message's data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// Anyone, or the pool that a handler's first lines look for.
    Anyone,
    /// The owner of the contract.
    Owner,
    /// Who tells of stakes.
    PoolRegistry,
    /// Who keeps the list of the identified.
    Registrar,
}

/// The role that `msg` needs.
pub const fn required_role(msg: &ExecuteMsg) -> Role {
    match msg {
        ExecuteMsg::DistributeRevenue {}
        | ExecuteMsg::Settle { .. }
        | ExecuteMsg::Collect { .. }
        | ExecuteMsg::ClaimShare {}
        | ExecuteMsg::SetUserShare { .. }
        | ExecuteMsg::RollEpoch {}
        | ExecuteMsg::RefreshIdentity { .. }
        | ExecuteMsg::MigrateRecords { .. }
        // cw-ownable tells owner and pending owner apart by itself.
        | ExecuteMsg::UpdateOwnership(_) => Role::Anyone,
        ExecuteMsg::DelegationChanged(_) => Role::PoolRegistry,
        ExecuteMsg::Identify { .. } | ExecuteMsg::RevokeIdentity { .. } => Role::Registrar,
        ExecuteMsg::Spend { .. } | ExecuteMsg::SpendOther { .. } | ExecuteMsg::UpdateConfig { .. } => Role::Owner,
    }
}

/// Whether coins may be attached to `msg`; its handler then takes exactly one coin of the denom of revenue.
pub const fn takes_coins(msg: &ExecuteMsg) -> bool {
    matches!(msg, ExecuteMsg::DistributeRevenue {})
}

/// Checks both tables.
///
/// # Errors
/// **unauthorized**, **owner**, **identity**, **funds**.
pub fn ensure_allowed(deps: Deps, info: &MessageInfo, msg: &ExecuteMsg) -> Result<(), ContractError> {
    match required_role(msg) {
        Role::Anyone => {}
        Role::Owner => ownership::ensure_owner(deps.storage, &info.sender)?,
        Role::PoolRegistry => {
            let pool_registry = CONFIG.load(deps.storage)?.pool_registry;
            if pool_registry != info.sender {
                return Err(ContractError::NotPoolRegistry { pool_registry });
            }
        }
        Role::Registrar => match CONFIG.load(deps.storage)?.identity {
            IdentityRule::List { registrar } if registrar == info.sender => {}
            IdentityRule::List { registrar } => return Err(ContractError::NotRegistrar { registrar }),
            rule => return Err(ContractError::IdentityMode { expected: "a list", rule: rule.name() }),
        },
    }
    if !takes_coins(msg) {
        nonpayable(info)?;
    }
    Ok(())
}
