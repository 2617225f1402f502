//! Answers about open items.

use cosmwasm_std::{Addr, BlockInfo, Deps, Env, Order, StdResult};
use cw_storage_plus::Bound;
use cw_utils::Duration;
use tributary_controls::locks;
use tributary_types::paging::{page_size, MAX_LIMIT};
use tributary_types::staker_registry::{
    ItemKind, MaturedCursor, MaturedItem, MaturedResponse, TransferResponse, TransfersResponse,
    UnbondResponse, UnbondsResponse,
};

use crate::items::{load_transfer, load_unbond, Transfer, Unbond, TRANSFERS, UNBONDS};
use crate::state::CONFIG;
use crate::ContractError;

/// Items in some order.
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
    let start = start_after.map(Bound::exclusive);
    let items: Items<Unbond> = match (owner, staker) {
        (Some(owner), Some(staker)) => {
            UNBONDS.idx.pair.prefix((staker, owner)).range(deps.storage, start, None, Order::Ascending)
        }
        (Some(owner), None) => {
            UNBONDS.idx.owner.prefix(owner).range(deps.storage, start, None, Order::Ascending)
        }
        (None, Some(staker)) => {
            UNBONDS.idx.staker.prefix(staker).range(deps.storage, start, None, Order::Ascending)
        }
        (None, None) => UNBONDS.range(deps.storage, start, None, Order::Ascending),
    };
    let unbonds = items
        .take(page_size(limit))
        .map(|item| item.map(|(id, unbond)| unbond_row(&env.block, id, unbond)))
        .collect::<StdResult<_>>()?;
    Ok(UnbondsResponse { unbonds })
}

pub fn transfer_item(deps: Deps, env: &Env, id: u64) -> Result<TransferResponse, ContractError> {
    Ok(transfer_row(&env.block, id, load_transfer(deps.storage, id)?))
}

/// Which transfers are asked for.
pub struct TransferFilter {
    pub owner: Option<Addr>,
    pub from: Option<Addr>,
    pub to: Option<Addr>,
}

impl TransferFilter {
    fn matches(&self, transfer: &Transfer) -> bool {
        let is = |wanted: &Option<Addr>, found: &Addr| wanted.as_ref().map_or(true, |wanted| wanted == found);
        is(&self.owner, &transfer.owner) && is(&self.from, &transfer.from) && is(&self.to, &transfer.to)
    }
}

pub fn transfers(
    deps: Deps,
    env: &Env,
    filter: TransferFilter,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<TransfersResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    // The shortest list that an index gives; the filter passes over the rest.
    let items: Items<Transfer> = match (&filter.owner, &filter.from, &filter.to) {
        (Some(owner), Some(from), _) => {
            let pair = TRANSFERS.idx.pair.prefix((from.clone(), owner.clone()));
            pair.range(deps.storage, start, None, Order::Ascending)
        }
        (Some(owner), None, _) => {
            TRANSFERS.idx.owner.prefix(owner.clone()).range(deps.storage, start, None, Order::Ascending)
        }
        (None, Some(from), _) => {
            TRANSFERS.idx.from.prefix(from.clone()).range(deps.storage, start, None, Order::Ascending)
        }
        (None, None, Some(to)) => {
            TRANSFERS.idx.to.prefix(to.clone()).range(deps.storage, start, None, Order::Ascending)
        }
        (None, None, None) => TRANSFERS.range(deps.storage, start, None, Order::Ascending),
    };
    let wanted = page_size(limit);
    let mut items = items.take(page_size(Some(MAX_LIMIT)));
    let mut page = TransfersResponse { transfers: vec![], last: None };
    while page.transfers.len() < wanted {
        let Some(item) = items.next() else { break };
        let (id, transfer) = item?;
        page.last = Some(id);
        if filter.matches(&transfer) {
            page.transfers.push(transfer_row(&env.block, id, transfer));
        }
    }
    Ok(page)
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
    let until = |lock| Some(Bound::inclusive((now_key(lock, &env.block), u64::MAX)));
    let items = match kind {
        ItemKind::Unbond => UNBONDS
            .idx
            .release
            .range(deps.storage, start, until(config.unbond_lock), Order::Ascending)
            .take(page_size(limit))
            .map(|item| item.map(|(id, unbond)| matured_unbond(id, unbond)))
            .collect::<StdResult<_>>()?,
        ItemKind::Transfer => TRANSFERS
            .idx
            .release
            .range(deps.storage, start, until(config.transfer_lock), Order::Ascending)
            .take(page_size(limit))
            .map(|item| item.map(|(id, transfer)| matured_transfer(id, transfer)))
            .collect::<StdResult<_>>()?,
    };
    Ok(MaturedResponse { items })
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

fn transfer_row(block: &BlockInfo, id: u64, transfer: Transfer) -> TransferResponse {
    TransferResponse {
        id,
        from: transfer.from,
        to: transfer.to,
        owner: transfer.owner,
        initiator: transfer.initiator,
        amount: transfer.amount,
        fee: transfer.fee,
        release: transfer.release,
        ready: transfer.release.is_expired(block),
    }
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
