//! `liquidated`

use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use tributary_types::event::Fact;
use tributary_types::pool_registry::{OperatorLiquidated, CONTRACT};

use crate::pool::BookedPool;
use crate::state::CONFIG;
use crate::ContractError;

/// Subtracts what the staker-registry took from the operator's tokens; what they earned until now stays the operator's. The
/// minimum delegation does not protect them.
///
/// Writes: the pool, the operator's place, the totals. Sends: nothing of its own.
///
/// # Errors
/// See `ExecuteMsg::Liquidated`.
pub fn liquidated(deps: DepsMut, env: Env, pool: Addr, tokens: Uint128) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, pool)?;
    let mut member = pool.member(deps.storage, &pool.operator().clone())?;

    let available = member.delegation.tokens;
    let left = available
        .checked_sub(tokens)
        .map_err(|_| ContractError::InsufficientStake { available, required: tokens })?;
    pool.set_tokens(&mut member, left)?;
    let fact = OperatorLiquidated {
        pool: pool.operator().clone(),
        amount: tokens,
        stake: member.delegation.rewards.weight(),
        pool_stake: pool.rewards().weight(),
    };

    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    Ok(aftermath.complete(Response::new().add_event(fact.event(CONTRACT))))
}
