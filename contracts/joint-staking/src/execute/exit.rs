//! How agreements end: after their lock, before it at a price, or by both together

use cosmwasm_std::{Addr, DepsMut, Env, Event, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_types::event::Fact;
use tributary_types::joint_staking::{
    AgreementSettled, AgreementTerminated, EndedBy, ExitConsentRevoked, ExitConsented, CONTRACT,
};

use crate::agreement::{Agreement, Bill, Closed, AGREEMENTS};
use crate::books::Books;
use crate::principal::Place;
use crate::state::{Config, Device, DEVICES};
use crate::ContractError;

/// Closes an agreement whose lock is over.
///
/// Writes: the books, the agreement, its device. Sends: the principal, if it is here.
///
/// # Errors
/// See `ExecuteMsg::SettleAgreement`.
pub fn settle_agreement(deps: DepsMut, env: Env, agreement_id: u64) -> Result<Response, ContractError> {
    let books = Books::open(deps.storage, &env)?;
    let agreement = Agreement::open(deps.storage, &books, agreement_id)?;
    agreement.ensure_unclosed(agreement_id)?;
    let end_secs = agreement.earner.ends_at;
    if books.now < end_secs {
        return Err(ContractError::NotEnded { agreement_id, end_secs });
    }

    conclude(deps, books, agreement_id, agreement, None, Bill::default())
}

/// Ends an agreement before its lock is over, at the price of a penalty; `brought` has come with the call, and what is not needed of
/// it goes back.
///
/// Writes: the books, the agreement, its device. Sends: the principal, if it is here, and what is not needed.
///
/// # Errors
/// See `ExecuteMsg::TerminateAgreement`.
pub fn terminate_agreement(
    deps: DepsMut,
    env: Env,
    config: Config,
    sender: Addr,
    brought: Uint128,
    agreement_id: u64,
) -> Result<Response, ContractError> {
    let books = Books::with(deps.storage, &env, config)?;
    let agreement = Agreement::open(deps.storage, &books, agreement_id)?;
    let party = agreement.party(agreement_id, &sender)?;
    agreement.ensure_bound(agreement_id, books.now)?;
    let bill = agreement.bill(party, &books)?;
    let Some(rest) = brought.checked_sub(bill.from_coins).ok() else {
        let missing = bill.from_coins.saturating_sub(brought);
        return Err(ContractError::Missing { missing, penalty: bill.penalty });
    };

    let change = (!rest.is_zero()).then(|| books.config.reward_asset.payment(&sender, rest)).transpose()?;
    let response = conclude(deps, books, agreement_id, agreement, Some(party.alone()), bill)?;
    Ok(response.add_messages(change))
}

/// Agrees to end an agreement without a penalty; the other party's consent closes it, another one of the same party changes nothing.
///
/// Writes: the agreement; if it closes, the books and its device too. Sends: the principal, if it closes and is here.
///
/// # Errors
/// See `ExecuteMsg::ConsentExit`.
pub fn consent_exit(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    agreement_id: u64,
) -> Result<Response, ContractError> {
    let books = Books::open(deps.storage, &env)?;
    let mut agreement = Agreement::open(deps.storage, &books, agreement_id)?;
    let party = agreement.party(agreement_id, &sender)?;
    agreement.ensure_bound(agreement_id, books.now)?;
    if !agreement.mutual_exit_free {
        return Err(ContractError::NoMutualExit { agreement_id });
    }
    let consented = ExitConsented { agreement_id, party: sender };
    if agreement.consent.map_or(true, |by| by == party) {
        agreement.consent = Some(party);
        AGREEMENTS.save(deps.storage, agreement_id, &agreement)?;
        return Ok(reported(CONTRACT, consented));
    }
    let response = conclude(deps, books, agreement_id, agreement, Some(EndedBy::Both), Bill::default())?;
    Ok(reported(CONTRACT, consented).add_events(response.events).add_submessages(response.messages))
}

/// Takes a consent back.
///
/// Writes: the agreement. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RevokeExitConsent`.
pub fn revoke_exit_consent(
    deps: DepsMut,
    sender: Addr,
    agreement_id: u64,
) -> Result<Response, ContractError> {
    let mut agreement = Agreement::load(deps.storage, agreement_id)?;
    let party = agreement.party(agreement_id, &sender)?;
    agreement.ensure_unclosed(agreement_id)?;
    if agreement.consent != Some(party) {
        return Err(ContractError::NoConsent);
    }

    agreement.consent = None;
    AGREEMENTS.save(deps.storage, agreement_id, &agreement)?;

    Ok(reported(CONTRACT, ExitConsentRevoked { agreement_id, party: sender }))
}

/// Closes an agreement: it earns no more, its device is free, its principal goes back or into the next batch that leaves its pool, and
/// of the bill everything that is here goes to the pool or the treasury.
fn conclude(
    deps: DepsMut,
    mut books: Books,
    agreement_id: u64,
    mut agreement: Agreement,
    ended_by: Option<EndedBy>,
    bill: Bill,
) -> Result<Response, ContractError> {
    books.close(deps.storage, &mut agreement.earner)?;
    let principal = agreement.principal;
    books.totals.principal = books.totals.principal.checked_sub(principal)?;
    agreement.place = agreement.place.leave(deps.storage, principal)?;
    agreement.closed = Some(Closed { at: books.now, ended_by, bill });

    let returned = agreement.place == Place::Returned;
    let due = principal.checked_sub(bill.from_principal)?;
    let mut response = Response::new();
    if returned && !due.is_zero() {
        response = response.add_message(books.config.stake_asset.payment(&agreement.staker, due)?);
    }
    // What is owed out of a principal that works in a pool is taken when it comes back.
    let later = if returned { Uint128::zero() } else { bill.from_principal };
    books.take_penalty(bill.penalty.checked_sub(later)?)?;

    let fact = report(agreement_id, &agreement, &books, ended_by, bill)?;
    let mut device = Device::load(deps.storage, &agreement.device)?;
    device.agreement_id = None;
    DEVICES.save(deps.storage, &agreement.device, &device)?;
    AGREEMENTS.save(deps.storage, agreement_id, &agreement)?;
    books.save(deps.storage)?;
    Ok(response.add_event(fact))
}

fn report(
    agreement_id: u64,
    agreement: &Agreement,
    books: &Books,
    ended_by: Option<EndedBy>,
    bill: Bill,
) -> Result<Event, ContractError> {
    let rewards_total = books.earned(&agreement.earner)?;
    let principal_returned = agreement.principal.checked_sub(bill.from_principal)?;
    let (pool, batch) = (agreement.place.pool().cloned(), agreement.place.batch());
    let Some(ended_by) = ended_by else {
        let staker = agreement.staker.clone();
        let fact = AgreementSettled { agreement_id, staker, rewards_total, principal_returned, pool, batch };
        return Ok(fact.event(CONTRACT));
    };
    let Bill { penalty, from_rewards, from_principal, from_coins } = bill;
    Ok(AgreementTerminated {
        agreement_id,
        ended_by,
        rewards_total,
        penalty,
        from_rewards,
        from_principal,
        from_coins,
        principal_returned,
        pool,
        batch,
    }
    .event(CONTRACT))
}
