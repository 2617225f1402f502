//! Answers about where revenue is.

use cosmwasm_std::{Addr, Deps, Env, Order};
use cw_storage_plus::Bound;
use tributary_math::revenue::whole;
use tributary_types::paging::page_size;
use tributary_types::treasury_decay::{
    PoolResponse, PoolsResponse, RevenueResponse, ShareResponse, TreasuryResponse,
};

use crate::books::Books;
use crate::state::{Pool, Totals, POOLS, SHARES, TOTALS};
use crate::ContractError;

pub fn revenue(deps: Deps, env: &Env) -> Result<RevenueResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let Totals { received, distributed, burned, paid_to_pools, paid_to_users, spent } =
        TOTALS.load(deps.storage)?;
    let treasury = books.treasury_balance()?;
    let unreleased = whole(books.release.amount)?;

    let mut unsettled = received;
    for elsewhere in [burned, paid_to_pools, paid_to_users, spent, treasury, unreleased] {
        unsettled = unsettled.checked_sub(elsewhere)?;
    }
    Ok(RevenueResponse {
        received,
        distributed,
        burned,
        paid_to_pools,
        paid_to_users,
        spent,
        treasury,
        unreleased,
        unsettled,
    })
}

pub fn treasury(deps: Deps, env: &Env) -> Result<TreasuryResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    Ok(TreasuryResponse { balance: books.treasury_balance()?, spent: TOTALS.load(deps.storage)?.spent })
}

pub fn pool(deps: Deps, operator: Addr) -> Result<PoolResponse, ContractError> {
    let pool = Pool::load(deps.storage, &operator)?;
    account(operator, pool)
}

pub fn pools(
    deps: Deps,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let start = start_after.as_ref().map(Bound::exclusive);
    let rows = POOLS.range(deps.storage, start, None, Order::Ascending).take(page_size(limit));
    let pools = rows.map(|row| row.map_err(ContractError::from).and_then(|(pool, it)| account(pool, it)));
    Ok(PoolsResponse { pools: pools.collect::<Result<_, _>>()? })
}

fn account(operator: Addr, pool: Pool) -> Result<PoolResponse, ContractError> {
    Ok(PoolResponse {
        pool: operator,
        coinbase: pool.coinbase,
        pending: whole(pool.pending)?,
        paid: pool.paid,
        share_bps: pool.user_share.value(),
    })
}

pub fn share(deps: Deps, user: &Addr) -> Result<ShareResponse, ContractError> {
    let share = SHARES.may_load(deps.storage, user)?.unwrap_or_default();
    Ok(ShareResponse { claimable: whole(share.pending)?, paid: share.paid })
}
