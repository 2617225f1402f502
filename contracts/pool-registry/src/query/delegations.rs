//! Answers about who holds what and what it earned.

use cosmwasm_std::{Addr, Deps, Env, Order, StdResult, Uint128};
use cw_storage_plus::Bound;
use tributary_controls::pause;
use tributary_math::Ppm;
use tributary_types::paging::{page_size, MAX_LIMIT};
use tributary_types::pool_registry::{
    AmountResponse, AutoRedelegation, AutoReward, AutoRewardsResponse, DelegationCursor, DelegationResponse,
    DelegationsResponse, DelegatorsResponse, MissedHook, MissedHooksResponse, StakeSource,
};

use crate::execute::split_auto_rewards;
use crate::pool::{BookedPool, Claim, Member};
use crate::state::{Config, AUTO_REWARDS, CONFIG, DELEGATIONS, DELEGATIONS_BY_DELEGATOR, MISSED_HOOKS};
use crate::ContractError;

pub fn delegation(
    deps: Deps,
    env: &Env,
    pool: Addr,
    delegator: Addr,
) -> Result<DelegationResponse, ContractError> {
    row(deps, env, &CONFIG.load(deps.storage)?, pool, delegator)
}

pub fn delegations(
    deps: Deps,
    env: &Env,
    delegator: Addr,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<DelegationsResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let start = start_after.as_ref().map(Bound::exclusive);
    let delegations = DELEGATIONS_BY_DELEGATOR
        .prefix(&delegator)
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|pool| row(deps, env, &config, pool?, delegator.clone()))
        .collect::<Result<_, ContractError>>()?;
    Ok(DelegationsResponse { delegations })
}

pub fn delegators(
    deps: Deps,
    env: &Env,
    pool: Addr,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<DelegatorsResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    crate::pool::load(deps.storage, &pool)?;
    let start = start_after.as_ref().map(Bound::exclusive);
    let delegators = DELEGATIONS
        .prefix(&pool)
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|delegator| row(deps, env, &config, pool.clone(), delegator?))
        .collect::<Result<_, ContractError>>()?;
    Ok(DelegatorsResponse { delegators })
}

pub fn rewards(deps: Deps, env: &Env, pool: Addr, delegator: Addr) -> Result<AmountResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let (_, _, claim) = claimed(deps, env, &config, pool, &delegator)?;
    Ok(AmountResponse { amount: claim.amount })
}

/// Who opted in to auto rewards at which fee, by pool and delegator.
type OptIns<'a> = Box<dyn Iterator<Item = StdResult<((Addr, Addr), Ppm)>> + 'a>;

/// Which auto rewards are asked for.
pub struct AutoRewardsFilter {
    pub pool: Option<Addr>,
    pub min_amount: Uint128,
}

/// Looks at 100 pairs at most, whatever the filter passes over.
pub fn auto_rewards(
    deps: Deps,
    env: &Env,
    filter: AutoRewardsFilter,
    start_after: Option<(Addr, Addr)>,
    limit: Option<u32>,
) -> Result<AutoRewardsResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let open = entries_open(deps, &config)?;
    let pairs: OptIns = match filter.pool {
        Some(pool) => {
            let start = start_after.as_ref().map(|(_, delegator)| Bound::exclusive(delegator));
            let prefix = AUTO_REWARDS.prefix(&pool);
            let rows = prefix.range(deps.storage, start, None, Order::Ascending);
            Box::new(rows.map(move |row| row.map(|(delegator, rate)| ((pool.clone(), delegator), rate))))
        }
        None => {
            let start = start_after.as_ref().map(|(pool, delegator)| Bound::exclusive((pool, delegator)));
            AUTO_REWARDS.range(deps.storage, start, None, Order::Ascending)
        }
    };
    let wanted = page_size(limit);
    let mut auto_rewards = vec![];
    let mut last = None;
    let mut pairs = pairs.take(page_size(Some(MAX_LIMIT)));
    while auto_rewards.len() < wanted {
        let Some(pair) = pairs.next() else { break };
        let ((pool, delegator), rate) = pair?;
        let row = auto_reward(deps, env, &config, pool, delegator, rate)?;
        last = Some(DelegationCursor { pool: row.pool.to_string(), delegator: row.delegator.to_string() });
        if row.rewards >= filter.min_amount {
            auto_rewards.push(AutoReward { accepted: row.accepted && open, ..row });
        }
    }
    Ok(AutoRewardsResponse { auto_rewards, last })
}

pub fn missed_hooks(
    deps: Deps,
    start_after: Option<(Addr, Addr, Addr)>,
    limit: Option<u32>,
) -> Result<MissedHooksResponse, ContractError> {
    let start = start_after.as_ref().map(|(hook, delegator, pool)| Bound::exclusive((hook, delegator, pool)));
    let missed_hooks = MISSED_HOOKS
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|key| key.map(|(hook, delegator, pool)| MissedHook { hook, delegator, pool }))
        .collect::<StdResult<_>>()?;
    Ok(MissedHooksResponse { missed_hooks })
}

fn row(
    deps: Deps,
    env: &Env,
    config: &Config,
    pool: Addr,
    delegator: Addr,
) -> Result<DelegationResponse, ContractError> {
    let (pool, member, claim) = claimed(deps, env, config, pool, &delegator)?;
    let pool = pool.operator().clone();
    let auto_fee = AUTO_REWARDS.may_load(deps.storage, (&pool, &delegator))?;
    Ok(DelegationResponse {
        tokens: member.delegation.holding.tokens,
        locked: member.delegation.holding.locked,
        licenses: member.delegation.holding.licenses,
        weight: member.delegation.rewards.weight(),
        rewards: claim.amount,
        auto_fee_ppm: auto_fee.map(Ppm::value),
        pool,
        delegator,
    })
}

/// The pool and the delegator's place in it after a withdrawal now, and what that would pay.
fn claimed<'a>(
    deps: Deps,
    env: &Env,
    config: &'a Config,
    pool: Addr,
    delegator: &Addr,
) -> Result<(BookedPool<'a>, Member, Claim), ContractError> {
    let mut pool = BookedPool::load(deps, env, config, pool)?;
    let mut member = pool.member(deps.storage, delegator)?;
    let claim = pool.claim(&mut member)?;
    Ok((pool, member, claim))
}

/// What `auto_redelegate` would do now if nothing is paused, tried on a copy.
fn auto_reward(
    deps: Deps,
    env: &Env,
    config: &Config,
    pool: Addr,
    delegator: Addr,
    rate: Ppm,
) -> Result<AutoReward, ContractError> {
    let (mut booked, mut member, claim) = claimed(deps, env, config, pool, &delegator)?;
    let accepted = match split_auto_rewards(rate, claim) {
        Ok(AutoRedelegation { amount, .. }) if !amount.is_zero() => {
            booked.join(&mut member, amount, StakeSource::Rewards).is_ok()
        }
        _ => false,
    };
    Ok(AutoReward {
        pool: booked.operator().clone(),
        delegator,
        fee_ppm: rate.value(),
        rewards: claim.amount,
        fee: rate.of(claim.amount),
        accepted,
    })
}

/// Whether neither registry is paused.
fn entries_open(deps: Deps, config: &Config) -> Result<bool, ContractError> {
    Ok(!pause::state(deps.storage)?.paused && !config.staker_registry.config(&deps.querier)?.paused)
}
