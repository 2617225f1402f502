//! Answers about open items.

use cosmwasm_std::{Addr, BlockInfo, Deps, Env, Order, StdResult, Storage};
use cw_storage_plus::Bound;
use cw_utils::Duration;
use tributary_controls::locks;
use tributary_types::paging::{page_size, MAX_LIMIT};
use tributary_types::staker_registry::{
    ItemKind, MaturedCursor, MaturedItem, MaturedResponse, TransferResponse, TransfersResponse,
    UnbondResponse, UnbondsResponse,
};

use crate::items::{
    load_transfer, load_unbond, open_ids, Transfer, Unbond, TRANSFERS, TRANSFERS_TO, TRANSFER_RELEASES,
    UNBONDS, UNBOND_RELEASES,
};
use crate::state::{Config, CONFIG};
use crate::ContractError;

/// Items by id.
type Items<'a, T> = Box<dyn Iterator<Item = StdResult<(u64, T)>> + 'a>;

pub fn unbond_item(deps: Deps, env: &Env, id: u64) -> Result<UnbondResponse, ContractError> {
    Ok(unbond_row(&env.block, id, load_unbond(deps.storage, id)?))
}

pub fn unbonds(
    deps: Deps,
    env: &Env,
    owner: Option<Addr>,
    staker: Option<Addr>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<UnbondsResponse, ContractError> {
    let items: Items<Unbond> = match &owner {
        Some(owner) => {
            let ids = open_ids(deps.storage, owner, staker.as_ref(), start_after, |open| open.unbonds)?;
            Box::new(ids.into_iter().map(|id| Ok((id, UNBONDS.load(deps.storage, id)?))))
        }
        None => UNBONDS.range(deps.storage, start_after.map(Bound::exclusive), None, Order::Ascending),
    };
    let matches = |unbond: &Unbond| is(&staker, &unbond.staker);
    let (unbonds, last) = page(items, limit, matches, |id, unbond| Ok(unbond_row(&env.block, id, unbond)))?;
    Ok(UnbondsResponse { unbonds, last })
}

pub fn transfer_item(deps: Deps, env: &Env, id: u64) -> Result<TransferResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(transfer_row(&config, &env.block, id, load_transfer(deps.storage, id)?)?)
}

/// Which transfers are asked for.
pub struct TransferFilter {
    pub owner: Option<Addr>,
    pub from: Option<Addr>,
    pub to: Option<Addr>,
}

pub fn transfers(
    deps: Deps,
    env: &Env,
    filter: TransferFilter,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<TransfersResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let TransferFilter { owner, from, to } = &filter;
    let start = start_after.map(Bound::exclusive);
    let load = |id| Ok((id, TRANSFERS.load(deps.storage, id)?));
    // The shortest list that there is; the filter passes over the rest.
    let items: Items<Transfer> = match (owner, to) {
        (Some(owner), _) => {
            let ids = open_ids(deps.storage, owner, from.as_ref(), start_after, |open| open.transfers)?;
            Box::new(ids.into_iter().map(load))
        }
        (None, Some(to)) => {
            let ids = TRANSFERS_TO.prefix(to).keys(deps.storage, start, None, Order::Ascending);
            Box::new(ids.map(move |id| load(id?)))
        }
        (None, None) => TRANSFERS.range(deps.storage, start, None, Order::Ascending),
    };
    let matches = |transfer: &Transfer| is(from, &transfer.from) && is(to, &transfer.to);
    let row = |id, transfer| transfer_row(&config, &env.block, id, transfer);
    let (transfers, last) = page(items, limit, matches, row)?;
    Ok(TransfersResponse { transfers, last })
}

/// Up to `limit` rows of those items that match, and the last id that was looked at. At most 100 items are looked at.
fn page<T, R>(
    items: Items<T>,
    limit: Option<u32>,
    matches: impl Fn(&T) -> bool,
    row: impl Fn(u64, T) -> StdResult<R>,
) -> StdResult<(Vec<R>, Option<u64>)> {
    let (mut rows, mut last) = (vec![], None);
    let mut items = items.take(page_size(Some(MAX_LIMIT)));
    while rows.len() < page_size(limit) {
        let Some(item) = items.next() else { break };
        let (id, item) = item?;
        last = Some(id);
        if matches(&item) {
            rows.push(row(id, item)?);
        }
    }
    Ok((rows, last))
}

fn is(wanted: &Option<Addr>, found: &Addr) -> bool {
    wanted.as_ref().map_or(true, |wanted| wanted == found)
}

pub fn matured(
    deps: Deps,
    env: &Env,
    kind: ItemKind,
    start_after: Option<MaturedCursor>,
    limit: Option<u32>,
) -> Result<MaturedResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let start = start_after.map(|cursor| Bound::exclusive((locks::sort_key(&cursor.release), cursor.id)));
    let (queue, lock) = match kind {
        ItemKind::Unbond => (UNBOND_RELEASES, config.unbond_lock),
        ItemKind::Transfer => (TRANSFER_RELEASES, config.transfer_lock),
    };
    let until = Some(Bound::inclusive((now_key(lock, &env.block), u64::MAX)));
    let items = queue
        .keys(deps.storage, start, until, Order::Ascending)
        .take(page_size(limit))
        .map(|key| matured_item(deps.storage, kind, key?.1))
        .collect::<StdResult<_>>()?;
    Ok(MaturedResponse { items })
}

fn matured_item(storage: &dyn Storage, kind: ItemKind, id: u64) -> StdResult<MaturedItem> {
    Ok(match kind {
        ItemKind::Unbond => matured_unbond(id, UNBONDS.load(storage, id)?),
        ItemKind::Transfer => matured_transfer(id, TRANSFERS.load(storage, id)?),
    })
}

/// The present moment among the release points of a lock.
fn now_key(lock: Duration, block: &BlockInfo) -> u64 {
    match lock {
        Duration::Height(_) => block.height,
        Duration::Time(_) => block.time.nanos(),
    }
}

fn unbond_row(block: &BlockInfo, id: u64, unbond: Unbond) -> UnbondResponse {
    UnbondResponse {
        id,
        staker: unbond.staker,
        owner: unbond.owner,
        recipient: unbond.recipient,
        amount: unbond.amount,
        fee: unbond.fee,
        release: unbond.release,
        ready: unbond.release.is_expired(block),
    }
}

fn transfer_row(
    config: &Config,
    block: &BlockInfo,
    id: u64,
    transfer: Transfer,
) -> StdResult<TransferResponse> {
    Ok(TransferResponse {
        initiator: transfer.initiator(config)?,
        id,
        from: transfer.from,
        to: transfer.to,
        owner: transfer.owner,
        amount: transfer.amount,
        fee: transfer.fee,
        release: transfer.release,
        ready: transfer.release.is_expired(block),
    })
}

fn matured_unbond(id: u64, unbond: Unbond) -> MaturedItem {
    MaturedItem {
        id,
        staker: unbond.staker,
        to: None,
        owner: unbond.owner,
        amount: unbond.amount,
        fee: unbond.fee,
        release: unbond.release,
    }
}

fn matured_transfer(id: u64, transfer: Transfer) -> MaturedItem {
    MaturedItem {
        id,
        staker: transfer.from,
        to: Some(transfer.to),
        owner: transfer.owner,
        amount: transfer.amount,
        fee: transfer.fee,
        release: transfer.release,
    }
}
