//! Answers about undelegations and transfers, which lie in the staker-registry.

use cosmwasm_std::{Addr, Deps, Env};
use tributary_types::paging::{page_size, MAX_LIMIT};
use tributary_types::pool_registry::{
    StakeSource, Transfer, TransfersResponse, Undelegation, UndelegationsResponse,
};
use tributary_types::staker_registry::{TransferResponse, UnbondResponse};

use crate::pool::BookedPool;
use crate::state::{Config, CONFIG, POOLS};
use crate::ContractError;

pub fn undelegations(
    deps: Deps,
    delegator: &Addr,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<UndelegationsResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let undelegations = collect(start_after, limit, |cursor| {
        let owner = Some(delegator.to_string());
        let page = config.staker_registry.unbonds(&deps.querier, owner, cursor, Some(MAX_LIMIT))?;
        // The same owner may also unbond as a solo staker.
        Ok(page.unbonds.into_iter().map(|item| (item.id, undelegation(deps, item))).collect())
    })?;
    Ok(UndelegationsResponse { undelegations })
}

pub fn transfers(
    deps: Deps,
    env: &Env,
    delegator: Option<Addr>,
    to_pool: Option<Addr>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<TransfersResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let transfers = collect(start_after, limit, |cursor| {
        let owner = delegator.as_ref().map(Addr::to_string);
        let to = to_pool.as_ref().map(Addr::to_string);
        let page = config.staker_registry.transfers(&deps.querier, owner, to, cursor, Some(MAX_LIMIT))?;
        // Solo stakers' transfers are in the same list.
        let rows = page.transfers.into_iter().map(|item| {
            let id = item.id;
            let ours = item.initiator == env.contract.address;
            Ok((id, ours.then(|| transfer(deps, env, &config, item)).transpose()?))
        });
        rows.collect()
    })?;
    Ok(TransfersResponse { transfers })
}

/// Reads pages until `limit` rows that concern this registry are found or nothing is left.
fn collect<T>(
    start_after: Option<u64>,
    limit: Option<u32>,
    page: impl Fn(Option<u64>) -> Result<Vec<(u64, Option<T>)>, ContractError>,
) -> Result<Vec<T>, ContractError> {
    let mut found = vec![];
    let mut cursor = start_after;
    let wanted = page_size(limit);
    while found.len() < wanted {
        let rows = page(cursor)?;
        let Some((last, _)) = rows.last() else { break };
        cursor = Some(*last);
        let missing = wanted.saturating_sub(found.len());
        found.extend(rows.into_iter().filter_map(|(_, row)| row).take(missing));
    }
    Ok(found)
}

fn undelegation(deps: Deps, item: UnbondResponse) -> Option<Undelegation> {
    POOLS.has(deps.storage, &item.staker).then_some(Undelegation {
        id: item.id,
        pool: item.staker,
        recipient: item.recipient,
        amount: item.amount,
        fee: item.fee,
        release: item.release,
        ready: item.ready,
    })
}

fn transfer(
    deps: Deps,
    env: &Env,
    config: &Config,
    item: TransferResponse,
) -> Result<Transfer, ContractError> {
    Ok(Transfer {
        accepted: accepted(deps, env, config, &item)?,
        id: item.id,
        delegator: item.owner,
        from_pool: item.from,
        to_pool: item.to,
        amount: item.amount,
        fee: item.fee,
        release: item.release,
        ready: item.ready,
    })
}

/// Whether the destination would take the transfer now, tried on a copy.
fn accepted(deps: Deps, env: &Env, config: &Config, item: &TransferResponse) -> Result<bool, ContractError> {
    let net = item.amount.checked_sub(item.fee)?;
    let mut pool = BookedPool::load(deps, env, config, item.to.clone())?;
    let mut member = pool.member(deps.storage, &item.owner)?;
    pool.expect_less(net)?;
    Ok(pool.join(&mut member, net, StakeSource::Transfer).is_ok())
}
