//! `undelegate`

use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};

use crate::pool::BookedPool;
use crate::reply::{NewItem, ReplyTask};
use crate::state::CONFIG;
use crate::ContractError;
use tributary_controls::ControlError;

/// Takes stake out of a pool; what it earned stays claimable. The event and the data follow in the reply, with the id that
/// the staker-registry gives.
///
/// Writes: the pool, the sender's place, the totals. Sends: `unbond`.
///
/// # Errors
/// See `ExecuteMsg::Undelegate`.
pub fn undelegate(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    pool: Addr,
    amount: Uint128,
    fee: Uint128,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, pool)?;
    let mut member = pool.member(deps.storage, &sender)?;

    pool.leave(&deps.querier, &mut member, amount)?;
    if fee > amount {
        return Err(ControlError::FeeTooHigh { fee, bound: "at most", amount }.into());
    }
    let unbond = config.staker_registry.unbond(pool.operator(), &sender, amount, fee)?;
    let report = NewItem::Undelegation {
        delegator: sender,
        pool: pool.operator().clone(),
        amount,
        fee,
        stake: member.delegation.rewards.weight(),
        pool_stake: pool.rewards().weight(),
    };

    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    let unbond = ReplyTask::Report(report).on_success(unbond)?;
    Ok(aftermath.complete(Response::new().add_submessage(unbond)))
}
