//! `redirect`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
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
    sender: Addr,
    id: u64,
    recipient: Addr,
) -> Result<Response, ContractError> {
    let unbond = load_unbond(deps.storage, id)?;
    if unbond.owner != sender {
        return Err(ContractError::NotItemOwner { id, owner: unbond.owner });
    }
    ensure_not_self(&env, &recipient)?;

    let redirected = Unbond { recipient, ..unbond };
    UNBONDS.save(deps.storage, id, &redirected)?;

    let fact = UnbondRedirected { id, owner: redirected.owner, recipient: redirected.recipient };
    Ok(reported(CONTRACT, fact))
}
