//! `sync`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use tributary_types::event::Fact;
use tributary_types::pool_registry::{HooksSynced, CONTRACT};

use crate::coinbase::coinbase_of;
use crate::pool::{self, hook_message};
use crate::reply::ReplyTask;
use crate::state::{CONFIG, DELEGATIONS, MISSED_HOOKS};
use crate::ContractError;

/// Tells the hooks the present stake again and clears their marks. One that fails keeps nobody else from being told. It gets
/// its mark back if it had one: whoever makes it fail must not be able to say that it missed something. The mark of a
/// contract that is no hook any more stays for the day it is one again.
///
/// Writes: the marks of the pair. Sends: `delegation_changed` to each hook.
///
/// # Errors
/// See `ExecuteMsg::Sync`.
pub fn sync(deps: DepsMut, env: Env, delegator: Addr, pool: Addr) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    pool::load(deps.storage, &pool)?;
    let coinbase = coinbase_of(deps.api, &env.contract.address, &config, &pool)?;
    let delegation = DELEGATIONS.may_load(deps.storage, (&pool, &delegator))?.unwrap_or_default();
    let stake = delegation.rewards.weight();

    let mut response = Response::new();
    for hook in &config.hooks {
        let mark = (&hook.contract, &delegator, &pool);
        let missed = MISSED_HOOKS.has(deps.storage, mark);
        MISSED_HOOKS.remove(deps.storage, mark);
        let msg = hook_message(&pool, &coinbase, &delegator, stake, missed).to(&hook.contract)?;
        let task = if missed { ReplyTask::missed(hook, &delegator, &pool) } else { ReplyTask::Nothing };
        response = response.add_submessage(task.on_failure_of(hook, msg)?);
    }

    Ok(response.add_event(HooksSynced { delegator, pool, stake }.event(CONTRACT)))
}
