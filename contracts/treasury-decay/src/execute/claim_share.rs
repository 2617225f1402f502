//! `claim_share`

use cosmwasm_std::{Addr, DepsMut, Response};
use tributary_controls::wire::{payment, reported};
use tributary_math::revenue::take_whole;
use tributary_types::treasury_decay::{ShareClaimed, CONTRACT};

use crate::state::{CONFIG, SHARES, TOTALS};
use crate::ContractError;

/// Pays the sender all whole units that are credited to it directly.
///
/// Writes: the sender's share, the totals. Sends: the coins.
///
/// # Errors
/// See `ExecuteMsg::ClaimShare`.
pub fn claim_share(deps: DepsMut, sender: Addr) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut totals = TOTALS.load(deps.storage)?;
    let mut share = SHARES.may_load(deps.storage, &sender)?.unwrap_or_default();

    let amount = take_whole(&mut share.pending)?;
    share.paid = share.paid.checked_add(amount)?;
    totals.paid_to_users = totals.paid_to_users.checked_add(amount)?;

    let fact = ShareClaimed { user: sender.clone(), amount };
    if amount.is_zero() {
        return Ok(reported(CONTRACT, fact));
    }
    SHARES.save(deps.storage, &sender, &share)?;
    TOTALS.save(deps.storage, &totals)?;

    let payment = payment(&sender, amount, config.denom);
    Ok(reported(CONTRACT, fact).add_message(payment))
}
