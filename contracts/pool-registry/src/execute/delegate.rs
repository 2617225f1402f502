//! `delegate`

use cosmwasm_std::{coin, Addr, DepsMut, Env, MessageInfo, Response};
use cw_utils::must_pay;
use tributary_controls::wire::reported;
use tributary_types::pool_registry::{StakeSource, CONTRACT};

use crate::pool::BookedPool;
use crate::state::CONFIG;
use crate::ContractError;

/// Delegates the attached coins.
///
/// Writes: the pool, the sender's place, the totals. Sends: `bond` with the coins.
///
/// # Errors
/// See `ExecuteMsg::Delegate`.
pub fn delegate(deps: DepsMut, env: Env, info: MessageInfo, pool: Addr) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let amount = must_pay(&info, &config.denom)?;
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, pool)?;
    let mut member = pool.member(deps.storage, &info.sender)?;

    let delegated = pool.join(&mut member, amount, StakeSource::Coins)?;
    let bond = config.staker_registry.bond(pool.operator(), coin(amount.u128(), &config.denom))?;

    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    Ok(aftermath.complete(reported(CONTRACT, delegated).add_message(bond)))
}
