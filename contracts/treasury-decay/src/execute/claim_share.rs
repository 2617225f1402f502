//! `claim_share`

use cosmwasm_std::{coins, BankMsg, DepsMut, MessageInfo, Response};
use tributary_math::revenue::take_whole;
use tributary_types::event::Fact;
use tributary_types::treasury_decay::{ShareClaimed, CONTRACT};

use crate::state::{CONFIG, SHARES, TOTALS};
use crate::ContractError;

/// Pays the sender all whole units that are credited to it directly.
///
/// Writes: the sender's share, the totals. Sends: the coins.
///
/// # Errors
/// See `ExecuteMsg::ClaimShare`.
pub fn claim_share(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut totals = TOTALS.load(deps.storage)?;
    let mut share = SHARES.may_load(deps.storage, &info.sender)?.unwrap_or_default();

    let amount = take_whole(&mut share.pending)?;
    share.paid = share.paid.checked_add(amount)?;
    totals.paid_to_users = totals.paid_to_users.checked_add(amount)?;

    let fact = ShareClaimed { user: info.sender.clone(), amount };
    if amount.is_zero() {
        return Ok(Response::new().add_event(fact.event(CONTRACT)));
    }
    SHARES.save(deps.storage, &info.sender, &share)?;
    TOTALS.save(deps.storage, &totals)?;

    let payment =
        BankMsg::Send { to_address: info.sender.into_string(), amount: coins(amount.u128(), config.denom) };
    Ok(Response::new().add_message(payment).add_event(fact.event(CONTRACT)))
}
