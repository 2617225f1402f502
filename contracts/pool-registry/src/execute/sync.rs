//! `sync`

use cosmwasm_std::{Addr, DepsMut, Order, Response, StdResult};
use tributary_types::event::Fact;
use tributary_types::pool_registry::{HooksSynced, CONTRACT};

use crate::pool::{self, hook_message};
use crate::state::{CONFIG, DELEGATIONS, MISSED_HOOKS, PROFILES};
use crate::ContractError;

/// Tells the hooks the present stake again and clears the marks, those of former hooks too. A hook that fails reverts it
/// all, so a mark is cleared only when the change was taken.
///
/// Writes: the marks of the pair. Sends: `delegation_changed` to each hook.
///
/// # Errors
/// See `ExecuteMsg::Sync`.
pub fn sync(deps: DepsMut, delegator: Addr, pool: Addr) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    pool::load(deps.storage, &pool)?;
    let profile = PROFILES.load(deps.storage, &pool)?;
    let delegation = DELEGATIONS.may_load(deps.storage, (&pool, &delegator))?.unwrap_or_default();
    let stake = delegation.rewards.weight();
    let marks = MISSED_HOOKS.prefix((&delegator, &pool));
    let missed = marks.keys(deps.storage, None, None, Order::Ascending).collect::<StdResult<Vec<Addr>>>()?;

    let mut response = Response::new();
    for hook in &config.hooks {
        let was_missed = missed.contains(&hook.contract);
        let msg = hook_message(&pool, &profile, &delegator, stake, was_missed);
        response = response.add_message(msg.to(&hook.contract)?);
    }
    for hook in &missed {
        MISSED_HOOKS.remove(deps.storage, (&delegator, &pool, hook));
    }

    Ok(response.add_event(HooksSynced { delegator, pool, stake }.event(CONTRACT)))
}
