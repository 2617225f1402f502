//! Answers about users and their stakes.

use cosmwasm_std::{Addr, Decimal, Deps, Env, Order, StdResult, Uint128};
use cw_storage_plus::Bound;
use tributary_math::revenue::whole;
use tributary_types::paging::page_size;
use tributary_types::treasury_decay::{
    DelegationItem, DelegationResponse, DelegationsResponse, EfficiencyAtResponse, EfficiencyResponse,
    UserItem, UsersResponse, SETTLE_LIMIT,
};

use crate::books::Books;
use crate::state::{Pool, STAKES, USERS};
use crate::ContractError;

pub fn efficiency(deps: Deps, env: &Env, user: Addr) -> Result<EfficiencyResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let user = books.user(deps.storage, user)?;
    let effective_stake = user.effective_stake(books.threshold);
    Ok(EfficiencyResponse {
        identified: user.efficiency.identified,
        stake: user.staker.stake,
        effective_stake,
        efficiency: part(effective_stake, user.staker.stake),
        checkpoints_behind: books.checkpoints.saturating_sub(user.staker.checkpoint),
    })
}

pub fn efficiency_at(deps: Deps, env: &Env, stake: Uint128) -> Result<EfficiencyAtResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let effective_stake = books.config.decay_base.effective_stake(stake, books.threshold);
    Ok(EfficiencyAtResponse { effective_stake, efficiency: part(effective_stake, stake) })
}

/// The effective part of a stake, rounded down; 1 without one.
fn part(effective: Uint128, stake: Uint128) -> Decimal {
    // Effective is no more than the whole, so the ratio is at most 1.
    Decimal::checked_from_ratio(effective, stake).unwrap_or(Decimal::one())
}

pub fn users(
    deps: Deps,
    env: &Env,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<UsersResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let start = start_after.as_ref().map(Bound::exclusive);
    let users = USERS.range(deps.storage, start, None, Order::Ascending).take(page_size(limit)).map(|row| {
        let (address, staker) = row?;
        let user = books.user_of(deps.storage, address, staker);
        Ok(UserItem {
            identified: user.efficiency.identified,
            stake: user.staker.stake,
            effective_stake: user.effective_stake(books.threshold),
            user: user.address,
        })
    });
    Ok(UsersResponse { users: users.collect::<StdResult<_>>()? })
}

pub fn delegation(
    deps: Deps,
    env: &Env,
    user: Addr,
    operator: &Addr,
) -> Result<DelegationResponse, ContractError> {
    let mut books = Books::open(deps.storage, env)?;
    let Some(mut in_pool) = STAKES.may_load(deps.storage, (&user, operator))? else {
        return Ok(DelegationResponse { stake: Uint128::zero(), claimable: Uint128::zero() });
    };
    let pool = Pool::load(deps.storage, operator)?;
    let mut user = books.user(deps.storage, user)?;
    books.settle(deps.storage, &mut user, SETTLE_LIMIT)?;
    let (_, claimable) = pool.split(in_pool.take_earned(in_pool.stake, &user.staker)?)?;
    Ok(DelegationResponse { stake: in_pool.stake, claimable: whole(claimable)? })
}

pub fn delegations(
    deps: Deps,
    user: &Addr,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> StdResult<DelegationsResponse> {
    let start = start_after.as_ref().map(Bound::exclusive);
    let delegations = STAKES
        .prefix(user)
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|row| row.map(|(pool, in_pool)| DelegationItem { pool, stake: in_pool.stake }));
    Ok(DelegationsResponse { delegations: delegations.collect::<StdResult<_>>()? })
}
