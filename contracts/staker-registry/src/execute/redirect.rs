//! `redirect`

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use tributary_types::event::Fact;
use tributary_types::staker_registry::{UnbondRedirected, CONTRACT};

use super::ensure_not_self;
use crate::items::{load_unbond, Unbond, UNBONDS};
use crate::ContractError;

/// Has an open unbond paid to somebody else; its owner stays liable for it.
///
/// Writes: the unbond. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Redirect`.
pub fn redirect(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: u64,
    recipient: Addr,
) -> Result<Response, ContractError> {
    let unbond = load_unbond(deps.storage, id)?;
    if unbond.owner != info.sender {
        return Err(ContractError::NotItemOwner { id, owner: unbond.owner });
    }
    ensure_not_self(&env, &recipient)?;

    let redirected = Unbond { recipient, ..unbond };
    UNBONDS.save(deps.storage, id, &redirected)?;

    let fact = UnbondRedirected { id, owner: redirected.owner, recipient: redirected.recipient };
    Ok(Response::new().add_event(fact.event(CONTRACT)))
}
