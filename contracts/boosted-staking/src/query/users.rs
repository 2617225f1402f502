//! Answers about users, their positions and rewards.

use cosmwasm_std::{Addr, Decimal, Deps, Env, Order, StdResult, Timestamp, Uint128, Uint256};
use cw_storage_plus::Bound;
use tributary_math::boost::{displayed, months};
use tributary_types::boosted_staking::{
    AccountResponse, BatchResponse, BatchesResponse, BoostResponse, DepositsResponse, PositionResponse,
    PositionStatus, PositionsResponse,
};
use tributary_types::paging::page_size;

use crate::account::Account;
use crate::books::Books;
use crate::state::{Batch, Earning, Position, DEPOSITS, HOLDERS, OPEN};
use crate::ContractError;

pub fn position(deps: Deps, env: &Env, position_id: u64) -> Result<PositionResponse, ContractError> {
    let not_found = || ContractError::PositionNotFound { position_id };
    let user = HOLDERS.may_load(deps.storage, position_id)?.ok_or_else(not_found)?;
    let (books, account) = opened(deps, env, user)?;
    let position = account.position(deps.storage, position_id)?.ok_or_else(not_found)?;
    position_of(deps, &books, &account, position_id, position)
}

pub fn positions(
    deps: Deps,
    env: &Env,
    user: Addr,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<PositionsResponse, ContractError> {
    let (books, account) = opened(deps, env, user)?;
    let rows = account.positions(deps.storage, start_after, page_size(limit))?.into_iter();
    let positions = rows.map(|(id, position)| position_of(deps, &books, &account, id, position));
    Ok(PositionsResponse { positions: positions.collect::<Result<_, _>>()? })
}

fn opened(deps: Deps, env: &Env, user: Addr) -> Result<(Books, Account), ContractError> {
    let books = Books::open(deps.storage, env)?;
    let account = Account::open(deps.storage, &books, user)?;
    Ok((books, account))
}

fn position_of(
    deps: Deps,
    books: &Books,
    account: &Account,
    position_id: u64,
    position: Position,
) -> Result<PositionResponse, ContractError> {
    let (weights, booster) = (&books.config.weights, &account.record.booster);
    let (status, weight, accrued) = match position.reward {
        Some(reward) => (PositionStatus::Matured, Uint256::zero(), reward),
        None => {
            let key = (&account.user, (position.end_day, position_id));
            let Earning { principal, since } = OPEN.load(deps.storage, key)?;
            let unit_weight = weights.unit_weight(principal.months, booster.slope)?;
            let weight = displayed(principal.amount.full_mul(unit_weight))?;
            (PositionStatus::Open, weight, principal.reward(weights.w1, since, booster.mark)?)
        }
    };
    Ok(PositionResponse {
        position_id,
        user: account.user.clone(),
        amount: position.amount,
        days: position.days,
        months: months(position.days),
        started_at: Timestamp::from_seconds(position.started_at),
        ends_at: books.config.boundary(position.end_day),
        status,
        weight,
        accrued,
    })
}

pub fn batch(deps: Deps, env: &Env, position_id: u64) -> Result<BatchResponse, ContractError> {
    let not_found = || ContractError::BatchNotFound { position_id };
    let user = HOLDERS.may_load(deps.storage, position_id)?.ok_or_else(not_found)?;
    let (books, account) = opened(deps, env, user)?;
    let batch = account.batch(deps.storage, position_id)?.ok_or_else(not_found)?;
    let maturities = account.maturities(deps.storage, &books)?;
    batch_of(&books, &account, &maturities, position_id, &batch)
}

pub fn batches(
    deps: Deps,
    env: &Env,
    user: Addr,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<BatchesResponse, ContractError> {
    let (books, account) = opened(deps, env, user)?;
    let rows = account.batches(deps.storage, start_after, page_size(limit))?.into_iter();
    let maturities = account.maturities(deps.storage, &books)?;
    let batches = rows.map(|(id, batch)| batch_of(&books, &account, &maturities, id, &batch));
    Ok(BatchesResponse { batches: batches.collect::<Result<_, _>>()? })
}

fn batch_of(
    books: &Books,
    account: &Account,
    maturities: &[(u64, Uint128)],
    position_id: u64,
    batch: &Batch,
) -> Result<BatchResponse, ContractError> {
    let progress = account.record.vesting.progress_at(books.now)?;
    let vested = batch.vested(progress, books.config.full_vesting()?)?;
    Ok(BatchResponse {
        position_id,
        user: account.user.clone(),
        total: batch.total,
        vested,
        claimed: batch.claimed,
        claimable: vested.checked_sub(batch.claimed)?,
        started_at: Timestamp::from_seconds(batch.started_at),
        fully_vested_at: account.fully_vested_at(books, maturities, batch)?,
    })
}

pub fn boost(deps: Deps, env: &Env, user: Addr) -> Result<BoostResponse, ContractError> {
    let (books, account) = opened(deps, env, user)?;
    let (nfts, loyalty) = (account.record.nfts, account.record.loyalty);
    Ok(BoostResponse { nfts, loyalty, boost: account.boost(&books)? })
}

pub fn deposits(
    deps: Deps,
    user: &Addr,
    start_after: Option<String>,
    limit: Option<u32>,
) -> StdResult<DepositsResponse> {
    let after = start_after.map(Bound::exclusive);
    let deposits = DEPOSITS.prefix(user).keys(deps.storage, after, None, Order::Ascending);
    Ok(DepositsResponse { deposits: deposits.take(page_size(limit)).collect::<StdResult<_>>()? })
}

pub fn account(deps: Deps, env: &Env, user: Addr) -> Result<AccountResponse, ContractError> {
    let (_, account) = opened(deps, env, user)?;
    let vesting = &account.record.vesting;
    Ok(AccountResponse {
        staked: vesting.staked,
        history: vesting.history,
        vesting_speed: Decimal::new(vesting.speed()?),
        open_positions: account.record.open,
    })
}
