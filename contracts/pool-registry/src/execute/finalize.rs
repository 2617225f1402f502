//! `finalize_undelegate`, `finalize_transfer`, `finalize_many`

use cosmwasm_std::{Addr, DepsMut, Env, Event, Response};
use tributary_types::event::Fact;
use tributary_types::pool_registry::{StakeSource, CONTRACT};
use tributary_types::staker_registry::{
    ExecuteMsg as StakerMsg, FinalizeSkipped, ItemKind, SkipReason, TransferResponse,
};

use super::transfer::open_transfer;
use crate::pool::{Aftermath, BookedPool};
use crate::state::{Config, CONFIG};
use crate::ContractError;

/// Passes a matured undelegation on.
///
/// Writes: nothing. Sends: `finalize_unbond`.
///
/// # Errors
/// See `ExecuteMsg::FinalizeUndelegate`.
pub fn finalize_undelegate(deps: DepsMut, id: u64, fee_recipient: Addr) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let msg = StakerMsg::FinalizeUnbond { id, fee_recipient: Some(fee_recipient.into_string()) };
    Ok(Response::new().add_message(config.staker_registry.execute(&msg, vec![])?))
}

/// Adds a matured transfer to its pool. The staker-registry tests the lock.
///
/// Writes: the pool, the delegator's place in it, the totals. Sends: `finalize_transfer`.
///
/// # Errors
/// See `ExecuteMsg::FinalizeTransfer`.
pub fn finalize_transfer(
    deps: DepsMut,
    env: Env,
    id: u64,
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let item = open_transfer(&deps, &env, &config, id)?;
    tributary_controls::locks::ensure_released(item.release, &env.block)?;

    let (delegated, aftermath) = arrive(deps, &env, &config, &item)?;

    let msg = StakerMsg::FinalizeTransfer { id, fee_recipient: Some(fee_recipient.into_string()) };
    let finalize = config.staker_registry.execute(&msg, vec![])?;
    Ok(aftermath.complete(Response::new().add_message(finalize).add_event(delegated)))
}

/// Finalises what is ready of a batch and reports what is not. Unbonds are passed on as they are; transfers are tested one
/// after the other, each against what the earlier ones left of its destination.
///
/// Writes: as the single ones. Sends: one `finalize_many`, if anything is left to finalise.
///
/// # Errors
/// See `ExecuteMsg::FinalizeMany`.
pub fn finalize_many(
    mut deps: DepsMut,
    env: Env,
    unbonds: Vec<u64>,
    transfers: Vec<u64>,
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ready = vec![];
    let mut events = vec![];
    let mut aftermaths = vec![];
    for id in transfers {
        match ready_transfer(deps.branch(), &env, &config, id)? {
            Ok((delegated, aftermath)) => {
                ready.push(id);
                events.push(delegated);
                aftermaths.push(aftermath);
            }
            Err(reason) => {
                events.push(FinalizeSkipped { kind: ItemKind::Transfer, id, reason }.event(CONTRACT));
            }
        }
    }

    let mut response = Response::new().add_events(events);
    if !(unbonds.is_empty() && ready.is_empty()) {
        let fee_recipient = Some(fee_recipient.into_string());
        let msg = StakerMsg::FinalizeMany { unbonds, transfers: ready, fee_recipient };
        response = response.add_message(config.staker_registry.execute(&msg, vec![])?);
    }
    Ok(aftermaths.into_iter().fold(response, |response, aftermath| aftermath.complete(response)))
}

/// Lets the transfer `id` arrive, or says why not.
fn ready_transfer(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    id: u64,
) -> Result<Result<(Event, Aftermath), SkipReason>, ContractError> {
    let item = match open_transfer(&deps, env, config, id) {
        Ok(item) => item,
        Err(ContractError::UnknownTransfer { .. }) => return Ok(Err(SkipReason::Unknown)),
        Err(error) => return Err(error),
    };
    if !item.release.is_expired(&env.block) {
        return Ok(Err(SkipReason::Locked));
    }
    match arrive(deps, env, config, &item) {
        Ok(arrived) => Ok(Ok(arrived)),
        Err(
            ContractError::PoolBroken { .. }
            | ContractError::OverCapacity { .. }
            | ContractError::BelowMinimumDelegation { .. },
        ) => Ok(Err(SkipReason::Destination)),
        Err(error) => Err(error),
    }
}

/// Moves a transfer from what is expected to what is held, if the pool still admits it. A refusal writes nothing.
fn arrive(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    item: &TransferResponse,
) -> Result<(Event, Aftermath), ContractError> {
    let net = item.amount.checked_sub(item.fee)?;
    let mut pool = BookedPool::load(deps.as_ref(), env, config, item.to.clone())?;
    let mut member = pool.member(deps.storage, &item.owner)?;

    pool.receive(net)?;
    let delegated = pool.join(&mut member, net, StakeSource::Transfer)?;

    let aftermath = pool.save(deps.storage, env, Some(member))?;
    Ok((delegated.event(CONTRACT), aftermath))
}
