//! `register_hook`, `remove_hook`

use cosmwasm_std::{Addr, DepsMut, Response};
use tributary_controls::batch;
use tributary_controls::wire::reported;
use tributary_types::license_nft::{HookRegistered, HookRemoved, CONTRACT};

use crate::state::HOOKS;
use crate::ContractError;

/// Hooks, at most: each change of a balance tells all of them.
const MAX_HOOKS: usize = 4;

/// Has `hook` told of every change of a balance.
///
/// Writes: the hooks. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RegisterHook`.
pub fn register_hook(deps: DepsMut, hook: Addr) -> Result<Response, ContractError> {
    let mut hooks = HOOKS.load(deps.storage)?;

    hooks.push(hook.clone());
    batch::ensure_distinct("hooks", &hooks, MAX_HOOKS)?;

    HOOKS.save(deps.storage, &hooks)?;

    Ok(reported(CONTRACT, HookRegistered { hook }))
}

/// Has `hook` told no longer.
///
/// Writes: the hooks. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RemoveHook`.
pub fn remove_hook(deps: DepsMut, hook: Addr) -> Result<Response, ContractError> {
    let mut hooks = HOOKS.load(deps.storage)?;
    if !hooks.contains(&hook) {
        return Err(ContractError::UnknownHook { hook });
    }

    hooks.retain(|known| *known != hook);

    HOOKS.save(deps.storage, &hooks)?;

    Ok(reported(CONTRACT, HookRemoved { hook }))
}
