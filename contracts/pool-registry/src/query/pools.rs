//! Answers about pools.

use cosmwasm_std::{Addr, Deps, Env, Order, StdResult, Timestamp, Uint512};
use cw_storage_plus::Bound;
use cw_utils::{Duration, Expiration};
use tributary_math::performance::{performance_ppm, Window};
use tributary_math::pool_rules::{self, ScoreParts};
use tributary_math::rate::ratio_ppm;
use tributary_math::Ppm;
use tributary_types::paging::page_size;
use tributary_types::pool_registry::{
    AmountResponse, CommissionRequest, CommissionRequestsResponse, PerformanceResponse,
    PoolCommissionRequest, PoolResponse, PoolState, PoolsResponse, TotalsResponse,
};

use crate::history::{last_window, ALL_POOLS};
use crate::pool::{self, BookedPool};
use crate::state::{Config, COMMISSION_REQUESTS, CONFIG, POOLS, POOLS_BY_STATE, PROFILES, TOTALS};
use crate::ContractError;

pub fn pool(deps: Deps, env: &Env, operator: Addr) -> Result<PoolResponse, ContractError> {
    row(deps, env, &CONFIG.load(deps.storage)?, operator)
}

pub fn pools(
    deps: Deps,
    env: &Env,
    state: Option<PoolState>,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let start = start_after.as_ref().map(Bound::exclusive);
    let operators: Box<dyn Iterator<Item = StdResult<Addr>>> = match state {
        Some(state) => {
            let in_state = POOLS_BY_STATE.prefix(state.name());
            in_state.keys(deps.storage, start, None, Order::Ascending)
        }
        None => POOLS.keys(deps.storage, start, None, Order::Ascending),
    };
    let pools = operators
        .take(page_size(limit))
        .map(|operator| row(deps, env, &config, operator?))
        .collect::<Result<_, ContractError>>()?;
    Ok(PoolsResponse { pools })
}

pub fn unbooked_rewards(deps: Deps, env: &Env, operator: Addr) -> Result<AmountResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let pool = BookedPool::load(deps, env, &config, operator)?;
    Ok(AmountResponse { amount: pool.booking().amount })
}

pub fn outstanding_rewards(deps: Deps, operator: &Addr) -> Result<AmountResponse, ContractError> {
    Ok(AmountResponse { amount: pool::load(deps.storage, operator)?.rewards.outstanding() })
}

pub fn performance(deps: Deps, env: &Env, operator: Addr) -> Result<PerformanceResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let pool = BookedPool::load(deps, env, &config, operator)?;
    performance_of(deps, env, &config, &pool)
}

pub fn commission_requests(
    deps: Deps,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<CommissionRequestsResponse, ContractError> {
    let start = start_after.as_ref().map(Bound::exclusive);
    let commission_requests = COMMISSION_REQUESTS
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|entry| {
            let (pool, request) = entry?;
            Ok(PoolCommissionRequest {
                pool,
                commission_ppm: request.commission.value(),
                release: request.release,
                expires: request.expires,
            })
        })
        .collect::<StdResult<_>>()?;
    Ok(CommissionRequestsResponse { commission_requests })
}

pub fn totals(deps: Deps) -> Result<TotalsResponse, ContractError> {
    let totals = TOTALS.load(deps.storage)?;
    Ok(TotalsResponse {
        pools: totals.pools,
        total_stake: totals.trace.stake,
        pending_stake: totals.pending_stake,
        lifetime_rewards: totals.trace.rewards,
    })
}

fn row(deps: Deps, env: &Env, config: &Config, operator: Addr) -> Result<PoolResponse, ContractError> {
    let pool = BookedPool::load(deps, env, config, operator)?;
    let (standing, rewards) = (pool.standing(), pool.rewards());
    let profile = PROFILES.load(deps.storage, pool.operator())?;
    let all = TOTALS.load(deps.storage)?.trace.stake;
    let total_stake = rewards.weight();
    let share = ratio_ppm(Uint512::from(total_stake), Uint512::from(all))?;
    let request = COMMISSION_REQUESTS.may_load(deps.storage, pool.operator())?;
    let performance = performance_of(deps, env, config, &pool)?;
    Ok(PoolResponse {
        pool: pool.operator().clone(),
        coinbase: pool.coinbase().addr().clone(),
        signing_address: profile.signing_address,
        commission_ppm: standing.commission.value(),
        commission_request: request.map(|request| CommissionRequest {
            commission_ppm: request.commission.value(),
            release: request.release,
            expires: request.expires,
        }),
        state: standing.state,
        self_stake: standing.self_stake,
        total_stake,
        pending_stake: standing.pending_stake,
        capacity_left: config.rules().capacity_left(
            standing.self_stake,
            total_stake,
            standing.pending_stake,
        )?,
        share_ppm: share.map(Ppm::capped).unwrap_or_default().value(),
        delegators: standing.delegators,
        metadata_url: profile.metadata_url,
        metadata_hash: profile.metadata_hash.to_hex(),
        registered_at: profile.registered_at,
        lifetime_rewards: rewards.lifetime(),
        unreleased: rewards.unreleased(),
        release_end: rewards.release().map(|release| release_end(config, release.end)),
        window_rewards: performance.window_rewards,
        performance_ppm: performance.performance_ppm,
        score_ppm: performance.score_ppm,
    })
}

/// The end of a release, in the unit that locks count in, as a point.
fn release_end(config: &Config, end: u64) -> Expiration {
    match config.release_period {
        Duration::Height(_) => Expiration::AtHeight(end),
        Duration::Time(_) => Expiration::AtTime(Timestamp::from_seconds(end)),
    }
}

/// Performance and score, with this call's booking counted in the pool and in the sum.
fn performance_of(
    deps: Deps,
    env: &Env,
    config: &Config,
    pool: &BookedPool,
) -> Result<PerformanceResponse, ContractError> {
    let (now, window, booked) = (env.block.height, config.performance_window, pool.booking().amount);
    let totals = TOTALS.load(deps.storage)?;
    let line = pool.operator().as_str();
    let own = last_window(deps.storage, line, pool.newest_knot(), booked, now, window)?;
    let all = last_window(deps.storage, ALL_POOLS, &totals.trace, booked, now, window)?;

    let performance_ppm = match (&own, &all) {
        (Some(own), Some(all)) => performance_ppm(own, all)?,
        _ => None,
    };
    let window_rewards = own.map_or(pool.rewards().lifetime(), |Window { rewards, .. }| rewards);
    let score_ppm = score(config, pool, performance_ppm)?;
    Ok(PerformanceResponse { performance_ppm, window_rewards, score_ppm: score_ppm.value() })
}

fn score(config: &Config, pool: &BookedPool, performance: Option<u64>) -> Result<Ppm, ContractError> {
    let standing = pool.standing();
    if standing.state != PoolState::Active {
        return Ok(Ppm::default());
    }
    let rules = config.rules();
    let parts = ScoreParts {
        commission: standing.commission,
        performance,
        capacity_left: rules.capacity_left(
            standing.self_stake,
            pool.rewards().weight(),
            standing.pending_stake,
        )?,
        capacity: rules.capacity(standing.self_stake)?,
    };
    let weights = config.score_weights;
    let weights = pool_rules::ScoreWeights {
        fee: weights.fee,
        performance: weights.performance,
        capacity: weights.capacity,
    };
    Ok(pool_rules::score(&parts, &weights)?)
}
