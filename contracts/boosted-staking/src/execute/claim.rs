//! `claim`

use cosmwasm_std::{Addr, DepsMut, Env, Event, Response, Storage, Uint128};
use tributary_types::boosted_staking::{BatchClaimed, Claimed, CLAIM_LIMIT, CONTRACT};
use tributary_types::event::Fact;
use tributary_types::paging::page_size;

use crate::account::Account;
use crate::books::Books;
use crate::state::{forget_holder, missing, Batch, BATCHES, TOTALS};
use crate::ContractError;

/// Pays what has vested of one batch, or of a page of batches. One that is paid in full is gone.
///
/// Writes: the books, the user and what matured of it, the batches, the totals. Sends: the rewards, if there are any.
///
/// # Errors
/// See `ExecuteMsg::Claim`.
pub fn claim(
    deps: DepsMut,
    env: Env,
    user: Addr,
    position_id: Option<u64>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<Response, ContractError> {
    let books = Books::open(deps.storage, &env)?;
    let account = Account::open(deps.storage, &books, user.clone())?;
    let mut totals = TOTALS.load(deps.storage)?;
    let batches = match position_id {
        Some(position_id) => vec![(position_id, batch_of(deps.storage, &account, position_id)?)],
        None => account.batches(deps.storage, start_after, page_size(limit.or(Some(CLAIM_LIMIT))))?,
    };
    let progress = account.record.vesting.progress_at(books.now)?;
    let full = books.config.full_vesting()?;
    let mut response = account.save(deps.storage)?;

    let (mut amount, mut count) = (Uint128::zero(), 0u32);
    for (position_id, mut batch) in batches {
        let claimable = batch.vested(progress, full)?.checked_sub(batch.claimed)?;
        batch.claimed = batch.claimed.checked_add(claimable)?;
        amount = amount.checked_add(claimable)?;
        count = count.saturating_add(1);
        if !claimable.is_zero() {
            save_batch(deps.storage, &user, position_id, &batch)?;
        }
        response = response.add_event(told(position_id, claimable, &batch));
    }
    totals.claimed = totals.claimed.checked_add(amount)?;

    if !amount.is_zero() {
        response = response.add_message(books.config.reward_asset.payment(&user, amount)?);
    }
    TOTALS.save(deps.storage, &totals)?;
    books.save(deps.storage)?;

    Ok(response.add_event(Claimed { user, amount, batches: count }.event(CONTRACT)))
}

fn batch_of(storage: &dyn Storage, account: &Account, position_id: u64) -> Result<Batch, ContractError> {
    let not_found = ContractError::BatchNotFound { position_id };
    let batch = account.batch(storage, position_id)?;
    batch.ok_or_else(|| missing(storage, &account.user, position_id, not_found))
}

fn save_batch(
    storage: &mut dyn Storage,
    user: &Addr,
    position_id: u64,
    batch: &Batch,
) -> Result<(), ContractError> {
    if batch.claimed < batch.total {
        return Ok(BATCHES.save(storage, (user, position_id), batch)?);
    }
    BATCHES.remove(storage, (user, position_id));
    forget_holder(storage, user, position_id);
    Ok(())
}

fn told(position_id: u64, amount: Uint128, batch: &Batch) -> Event {
    BatchClaimed { position_id, amount, claimed: batch.claimed, total: batch.total }.event(CONTRACT)
}
