//! `withdraw_rewards`, `redelegate_rewards`

use cosmwasm_std::{coin, to_json_binary, Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_types::event::Fact;
use tributary_types::pool_registry::{
    AmountResponse, RewardsRedelegated, RewardsWithdrawn, StakeSource, CONTRACT,
};

use crate::pool::BookedPool;
use crate::state::CONFIG;
use crate::ContractError;

/// Pays what the sender is owed, of the operator with its commission.
///
/// Writes: the pool, the sender's place, the totals. Sends: `pay`, if anything is owed.
///
/// # Errors
/// See `ExecuteMsg::WithdrawRewards`.
pub fn withdraw_rewards(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    pool: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, pool)?;
    let mut member = pool.member(deps.storage, &sender)?;

    let claim = pool.claim(&mut member)?;
    let payment = pool.pay(&[(&sender, claim.amount)])?;
    let fact = RewardsWithdrawn {
        delegator: sender,
        pool: pool.operator().clone(),
        amount: claim.amount,
        commission: claim.commission,
    };

    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    let response = reported(CONTRACT, fact)
        .add_submessages(payment)
        .set_data(to_json_binary(&AmountResponse { amount: claim.amount })?);
    Ok(aftermath.complete(response))
}

/// Delegates what the sender is owed. Nothing owed books what has arrived and changes nothing else.
///
/// Writes: the pool, the sender's place, the totals. Sends: `pay` to this contract, `bond` with the coins.
///
/// # Errors
/// See `ExecuteMsg::RedelegateRewards`.
pub fn redelegate_rewards(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    pool: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, pool)?;
    let mut member = pool.member(deps.storage, &sender)?;

    let claim = pool.claim(&mut member)?;
    let amount = claim.amount;
    let mut response = Response::new().set_data(to_json_binary(&AmountResponse { amount })?);
    if !amount.is_zero() {
        let delegated = pool.join(&mut member, amount, StakeSource::Rewards)?;
        let payment = pool.pay(&[(&env.contract.address, amount)])?;
        let bond = config.staker_registry.bond(pool.operator(), coin(amount.u128(), &config.denom))?;
        let fact = RewardsRedelegated {
            delegator: sender,
            pool: pool.operator().clone(),
            amount,
            commission: claim.commission,
            fee: Default::default(),
            fee_recipient: None,
        };
        response = response
            .add_submessages(payment)
            .add_message(bond)
            .add_event(fact.event(CONTRACT))
            .add_event(delegated.event(CONTRACT));
    }

    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    Ok(aftermath.complete(response))
}
