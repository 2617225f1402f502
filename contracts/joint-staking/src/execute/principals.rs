//! What works in pools: how it comes back, and what it earned there

use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use tributary_controls::locks;
use tributary_types::event::Fact;
use tributary_types::joint_staking::{PrincipalReleased, CONTRACT};
use tributary_types::pool_registry::PoolRegistryContract;

use crate::agreement::{Agreement, AGREEMENTS};
use crate::books::Books;
use crate::principal::{Place, DELEGATED, EMPTIED, UNBONDS};
use crate::reply::ReplyTask;
use crate::state::{next_id, Config, CALENDAR, CONFIG};
use crate::ContractError;

/// Takes the next step with the principal of a closed agreement: lets its batch leave the pool, or pays it once that has come.
///
/// Writes: if the batch leaves, what works in the pool; if it has come, the books and the agreement. Sends: the undelegation, or
/// the principal.
///
/// # Errors
/// See `ExecuteMsg::ReleasePrincipal`.
pub fn release_principal(deps: DepsMut, env: Env, agreement_id: u64) -> Result<Response, ContractError> {
    let agreement = Agreement::load(deps.storage, agreement_id)?;
    let (pool, batch) = match &agreement.place {
        Place::Leaving { pool, batch } => (pool.clone(), *batch),
        Place::Returned => return Err(ContractError::Closed { agreement_id }),
        Place::Held | Place::Working { .. } => return Err(ContractError::NotClosed { agreement_id }),
    };
    match UNBONDS.may_load(deps.storage, (&pool, batch))? {
        None => start(deps, &env, pool, batch),
        Some(unbond_id) => pay(deps, &env, agreement_id, agreement, &pool, unbond_id),
    }
}

/// Lets a batch leave its pool, one a day: what waits, or everything, if less than the pool's minimum would stay.
fn start(deps: DepsMut, env: &Env, pool: Addr, batch: u64) -> Result<Response, ContractError> {
    let registry = pool_registry(&CONFIG.load(deps.storage)?)?;
    let calendar = CALENDAR.load(deps.storage)?;
    let now = env.block.time.seconds();
    let today = calendar.day(now)?;
    let mut delegated = DELEGATED.load(deps.storage, &pool)?;
    if delegated.last_day == Some(today) {
        return Err(ContractError::BatchWaits { next_secs: calendar.day_end(now)? });
    }

    let stays = delegated.amount.checked_sub(delegated.waiting)?;
    let all = stays < registry.delegator_terms(&deps.querier)?.min_delegation;
    let amount = if all { delegated.amount } else { delegated.waiting };
    if all && !stays.is_zero() {
        EMPTIED.save(deps.storage, (&pool, batch), &())?;
    }
    delegated.amount = delegated.amount.checked_sub(amount)?;
    delegated.waiting = Uint128::zero();
    delegated.batch = next_id(delegated.batch)?;
    delegated.last_day = Some(today);
    DELEGATED.save(deps.storage, &pool, &delegated)?;

    let message = registry.undelegate(&pool, amount)?;
    let task = ReplyTask::UndelegationStarted { pool, batch, amount };
    Ok(Response::new().add_submessage(task.on_success(message)?))
}

/// Pays a principal whose batch has come, or can come now; what is owed of it goes to the pool or the treasury.
fn pay(
    deps: DepsMut,
    env: &Env,
    agreement_id: u64,
    mut agreement: Agreement,
    pool: &Addr,
    unbond_id: u64,
) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, env)?;
    let registry = pool_registry(&books.config)?;
    let stakers = registry.delegator_terms(&deps.querier)?.staker_registry;
    let mut response = Response::new();
    if let Some(release) = stakers.unbond_release(&deps.querier, &env.contract.address, pool, unbond_id)? {
        locks::ensure_released(release, &env.block)?;
        response = response.add_message(registry.finalize_undelegate(unbond_id)?);
    }

    agreement.place = Place::Returned;
    let from_principal = agreement.closed.as_ref().map(|closed| closed.bill.from_principal);
    let from_principal = from_principal.unwrap_or_default();
    let amount = agreement.principal.checked_sub(from_principal)?;
    books.take_penalty(from_principal)?;
    if !amount.is_zero() {
        response = response.add_message(books.config.stake_asset.payment(&agreement.staker, amount)?);
    }
    AGREEMENTS.save(deps.storage, agreement_id, &agreement)?;
    books.save(deps.storage)?;

    let fact = PrincipalReleased { agreement_id, staker: agreement.staker, amount, from_principal };
    Ok(response.add_event(fact.event(CONTRACT)))
}

/// Takes what principals have earned in a pool into the reward pool; the reply counts it.
///
/// Writes: nothing. Sends: the withdrawal.
///
/// # Errors
/// See `ExecuteMsg::CollectPoolRewards`.
pub fn collect_pool_rewards(deps: DepsMut, pool: Addr) -> Result<Response, ContractError> {
    if !DELEGATED.has(deps.storage, &pool) {
        return Err(ContractError::PoolNotFound { pool });
    }
    let message = pool_registry(&CONFIG.load(deps.storage)?)?.withdraw_rewards(&pool)?;
    let task = ReplyTask::RewardsCollected { pool };
    Ok(Response::new().add_submessage(task.on_success(message)?))
}

/// Where principals work: there, if one does.
fn pool_registry(config: &Config) -> Result<PoolRegistryContract, ContractError> {
    config.pool_registry.clone().ok_or(ContractError::NoAnswer)
}
