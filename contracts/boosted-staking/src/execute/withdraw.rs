//! `withdraw`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use cw_utils::Expiration;
use tributary_controls::locks;
use tributary_types::boosted_staking::{Withdrawn, CONTRACT};
use tributary_types::event::Fact;

use crate::account::Account;
use crate::books::Books;
use crate::state::{forget_holder, missing, POSITIONS, TOTALS};
use crate::ContractError;

/// Pays the principal of a matured position back; its reward vests on.
///
/// Writes: the books, the user and what matured of it, the position, the totals. Sends: the principal.
///
/// # Errors
/// See `ExecuteMsg::Withdraw`.
pub fn withdraw(deps: DepsMut, env: Env, user: Addr, position_id: u64) -> Result<Response, ContractError> {
    let Some(position) = POSITIONS.may_load(deps.storage, (&user, position_id))? else {
        let not_found = ContractError::PositionNotFound { position_id };
        return Err(missing(deps.storage, &user, position_id, not_found));
    };
    let books = Books::open(deps.storage, &env)?;
    locks::ensure_released(Expiration::AtTime(books.config.boundary(position.end_day)), &env.block)?;
    let mut totals = TOTALS.load(deps.storage)?;
    let account = Account::open(deps.storage, &books, user.clone())?;

    let amount = position.amount;
    totals.principal_held = totals.principal_held.checked_sub(amount)?;
    let payment = books.config.stake_asset.payment(&user, amount)?;

    let response = account.save(deps.storage)?;
    POSITIONS.remove(deps.storage, (&user, position_id));
    forget_holder(deps.storage, &user, position_id);
    TOTALS.save(deps.storage, &totals)?;
    books.save(deps.storage)?;

    let fact = Withdrawn { position_id, user, amount };
    Ok(response.add_message(payment).add_event(fact.event(CONTRACT)))
}
