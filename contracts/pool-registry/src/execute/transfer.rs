//! `transfer_delegation`, `cancel_transfer`

use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use tributary_controls::ControlError;
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, TransferResponse};

use crate::pool::{self, BookedPool, Incoming};
use crate::reply::{NewItem, ReplyTask};
use crate::state::{Config, CONFIG, POOLS, TOTALS};
use crate::ContractError;

/// What `transfer_delegation` asks for.
pub struct TransferRequest {
    /// The pool that gives.
    pub from_pool: Addr,
    /// The pool that gets.
    pub to_pool: Addr,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
}

/// Takes stake out of one pool and announces it in the other, where it takes up capacity from now on. The event and the data
/// follow in the reply, with the id that the staker-registry gives.
///
/// Writes: both pools, the sender's place in the giving one, the totals. Sends: `transfer_stake`.
///
/// # Errors
/// See `ExecuteMsg::TransferDelegation`.
pub fn transfer_delegation(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    request: TransferRequest,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let TransferRequest { from_pool, to_pool, amount, fee } = request;
    ensure_parties(&sender, &from_pool, &to_pool)?;
    let mut destination = pool::load(deps.storage, &to_pool)?;
    let mut source = BookedPool::load(deps.as_ref(), &env, &config, from_pool)?;
    let mut member = source.member(deps.storage, &sender)?;

    source.leave(&deps.querier, &mut member, amount)?;
    if fee >= amount {
        return Err(ControlError::FeeTooHigh { fee, bound: "below", amount }.into());
    }
    let net = amount.checked_sub(fee)?;
    destination.standing.ensure_admits(&config, &to_pool, destination.rewards.weight(), net)?;
    let from = source.operator().clone();
    let transfer = config.staker_registry.transfer_stake(&from, &to_pool, &sender, amount, fee)?;
    let (stake, pool_stake) = (member.delegation.rewards.weight(), source.rewards().weight());

    let incoming = Incoming::More(net);
    destination.standing.expect(incoming)?;
    source.announce(incoming);
    let aftermath = source.save(deps.storage, &env, Some(member))?;
    POOLS.save(deps.storage, &to_pool, &destination)?;

    let report = NewItem::Transfer {
        delegator: sender,
        from_pool: from,
        to_pool,
        amount,
        fee,
        stake,
        pool_stake,
        pending_stake: destination.standing.pending_stake,
    };
    let transfer = ReplyTask::Report(report).on_success(transfer)?;
    Ok(aftermath.complete(Response::new().add_submessage(transfer)))
}

/// An operator's self stake secures its pool: it can leave, not move.
fn ensure_parties(delegator: &Addr, from: &Addr, to: &Addr) -> Result<(), ContractError> {
    if from == to {
        return Err(ContractError::SamePool);
    }
    match [from, to].into_iter().find(|pool| *pool == delegator) {
        Some(pool) => Err(ContractError::OperatorCannotTransfer { pool: pool.clone() }),
        None => Ok(()),
    }
}

/// Takes a transfer back: it becomes an undelegation of the whole amount.
///
/// Writes: the pool that would have got it, the totals. Sends: `cancel_transfer`.
///
/// # Errors
/// See `ExecuteMsg::CancelTransfer`.
pub fn cancel_transfer(deps: DepsMut, env: Env, sender: Addr, id: u64) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let item = open_transfer(&deps, &env, &config, id)?;
    if item.owner != sender {
        return Err(ContractError::NotDelegator { id, delegator: item.owner });
    }
    let mut destination = pool::load(deps.storage, &item.to)?;

    let net = item.amount.checked_sub(item.fee)?;
    let incoming = Incoming::Less(net);
    destination.standing.expect(incoming)?;
    let mut totals = TOTALS.load(deps.storage)?;
    totals.pending_stake = incoming.after(totals.pending_stake)?;
    POOLS.save(deps.storage, &item.to, &destination)?;
    TOTALS.save(deps.storage, &totals)?;

    let cancel = config.staker_registry.execute(&StakerMsg::CancelTransfer { id }, vec![])?;
    let report = NewItem::Cancellation {
        transfer: id,
        delegator: sender,
        from_pool: item.from,
        to_pool: item.to,
        amount: item.amount,
        pending_stake: destination.standing.pending_stake,
    };
    Ok(Response::new().add_submessage(ReplyTask::Report(report).on_success(cancel)?))
}

/// The open transfer `id`, if it runs between pools of this registry.
pub fn open_transfer(
    deps: &DepsMut,
    env: &Env,
    config: &Config,
    id: u64,
) -> Result<TransferResponse, ContractError> {
    // The only failure of this query is that there is no such item.
    let item = config.staker_registry.transfer_item(&deps.querier, id);
    item.ok()
        .filter(|item| item.initiator == env.contract.address)
        .ok_or(ContractError::UnknownTransfer { id })
}
