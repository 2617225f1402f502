//! What agreements have earned, and what ending them would cost

use cosmwasm_std::{Addr, Deps, Env, Order, StdResult, Uint128};
use cw_storage_plus::Bound;
use tributary_types::joint_staking::{
    AgreementResponse, AgreementsResponse, PendingRewardsResponse, TerminationPreviewResponse,
    TerminationTerms,
};
use tributary_types::paging::page_size;

use crate::agreement::{Agreement, Bill, Closed, Party, AGREEMENTS_BY_OWNER, AGREEMENTS_BY_STAKER};
use crate::books::Books;
use crate::ContractError;

pub fn agreement(deps: Deps, env: &Env, agreement_id: u64) -> Result<AgreementResponse, ContractError> {
    response(deps, &Books::open(deps.storage, env)?, agreement_id)
}

pub fn by_owner(
    deps: Deps,
    env: &Env,
    owner: &Addr,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<AgreementsResponse, ContractError> {
    let after = start_after.map(Bound::exclusive);
    let ids = AGREEMENTS_BY_OWNER.prefix(owner).keys(deps.storage, after, None, Order::Ascending);
    agreements(deps, env, ids.take(page_size(limit)))
}

pub fn by_staker(
    deps: Deps,
    env: &Env,
    staker: &Addr,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<AgreementsResponse, ContractError> {
    let after = start_after.map(Bound::exclusive);
    let ids = AGREEMENTS_BY_STAKER.prefix(staker).keys(deps.storage, after, None, Order::Ascending);
    agreements(deps, env, ids.take(page_size(limit)))
}

fn agreements(
    deps: Deps,
    env: &Env,
    ids: impl Iterator<Item = StdResult<u64>>,
) -> Result<AgreementsResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let agreements = ids.map(|agreement_id| response(deps, &books, agreement_id?));
    Ok(AgreementsResponse { agreements: agreements.collect::<Result<_, _>>()? })
}

fn response(deps: Deps, books: &Books, agreement_id: u64) -> Result<AgreementResponse, ContractError> {
    let agreement = Agreement::open(deps.storage, books, agreement_id)?;
    let rewards = agreement.rewards(books)?;
    let (status, principal_state) = (agreement.status(books.now), agreement.place.state(deps.storage)?);
    let (ended_by, ended_secs, penalty) = match agreement.closed {
        Some(Closed { at, ended_by, bill }) => (ended_by, Some(at), bill.penalty),
        None => (None, None, Uint128::zero()),
    };
    Ok(AgreementResponse {
        agreement_id,
        device: agreement.device,
        class: agreement.class,
        owner: agreement.owner,
        staker: agreement.staker,
        owner_share_bps: agreement.owner_share.value(),
        lock_days: agreement.lock.days,
        principal: agreement.principal,
        base_reward: agreement.earner.weight,
        kappa: agreement.kappa,
        tau_bps: agreement.tau_bps,
        start_secs: agreement.lock.started_at,
        end_secs: agreement.earner.ends_at,
        status,
        ended_by,
        ended_secs,
        rewards_total: rewards.total,
        owner_rewards: rewards.owner,
        staker_rewards: rewards.staker,
        penalty,
        principal_state,
    })
}

pub fn pending_rewards(
    deps: Deps,
    env: &Env,
    agreement_id: u64,
) -> Result<PendingRewardsResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let rewards = Agreement::open(deps.storage, &books, agreement_id)?.rewards(&books)?;
    Ok(PendingRewardsResponse {
        owner: rewards.owner.claimable,
        staker: rewards.staker.claimable,
        rewards_total: rewards.total,
    })
}

pub fn termination_preview(
    deps: Deps,
    env: &Env,
    agreement_id: u64,
) -> Result<TerminationPreviewResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let agreement = Agreement::open(deps.storage, &books, agreement_id)?;
    agreement.ensure_unclosed(agreement_id)?;
    Ok(TerminationPreviewResponse {
        remaining_days: agreement.lock.remaining_days(books.now)?,
        by_owner: terms(&agreement, Party::Owner, &books)?,
        by_staker: terms(&agreement, Party::Staker, &books)?,
    })
}

fn terms(agreement: &Agreement, party: Party, books: &Books) -> Result<TerminationTerms, ContractError> {
    let rewards = agreement.rewards(books)?;
    let rewards = rewards.of(party);
    let Bill { penalty, from_rewards, from_principal, from_coins } = agreement.bill(party, books)?;
    Ok(TerminationTerms {
        received: rewards.total,
        penalty,
        from_rewards,
        from_principal,
        coins_needed: from_coins,
        principal_returned: agreement.principal.checked_sub(from_principal)?,
        claimable_left: rewards.claimable.checked_sub(from_rewards)?,
    })
}
