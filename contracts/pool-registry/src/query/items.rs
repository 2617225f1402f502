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
    let owner = Some(delegator.to_string());
    let unbonds = config.staker_registry.unbonds(&deps.querier, owner, start_after, Some(MAX_LIMIT))?.unbonds;

    let mut page = UndelegationsResponse { undelegations: vec![], last: None };
    let mut unbonds = unbonds.into_iter();
    while page.undelegations.len() < page_size(limit) {
        let Some(item) = unbonds.next() else { break };
        page.last = Some(item.id);
        // The same owner may also unbond as a solo staker.
        if POOLS.has(deps.storage, &item.staker) {
            page.undelegations.push(undelegation(item));
        }
    }
    Ok(page)
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
    let (owner, to) = (delegator.map(Addr::into_string), to_pool.map(Addr::into_string));
    let found = config.staker_registry.transfers(&deps.querier, owner, to, start_after, Some(MAX_LIMIT))?;

    let mut page = TransfersResponse { transfers: vec![], last: None };
    let mut items = found.transfers.into_iter();
    while page.transfers.len() < page_size(limit) {
        let Some(item) = items.next() else {
            page.last = found.last;
            break;
        };
        page.last = Some(item.id);
        // Solo stakers' transfers are in the same list.
        if item.initiator == env.contract.address {
            page.transfers.push(transfer(deps, env, &config, item)?);
        }
    }
    Ok(page)
}

fn undelegation(item: UnbondResponse) -> Undelegation {
    Undelegation {
        id: item.id,
        pool: item.staker,
        recipient: item.recipient,
        amount: item.amount,
        fee: item.fee,
        release: item.release,
        ready: item.ready,
    }
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
    pool.receive(net)?;
    Ok(pool.join(&mut member, net, StakeSource::Transfer).is_ok())
}
