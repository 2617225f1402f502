//! `settle`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_types::treasury_decay::{UserSettled, CONTRACT, SETTLE_LIMIT};

use super::ensure_limit;
use crate::books::{save_user, Books};
use crate::ContractError;

/// Settles a user as far as the limit goes; one without a stake has nothing to settle.
///
/// Writes: the books, the user. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Settle`.
pub fn settle(deps: DepsMut, env: Env, user: Addr, limit: Option<u32>) -> Result<Response, ContractError> {
    let limit = ensure_limit(limit, SETTLE_LIMIT)?;
    let mut books = Books::open(deps.storage, &env)?;
    let mut user = books.user(deps.storage, user)?;
    let before = books.treasury_balance()?;

    let settled = books.settle(deps.storage, &mut user, limit)?;

    let to_treasury = books.treasury_balance()?.checked_sub(before)?;
    save_user(deps.storage, &user)?;
    books.save(deps.storage)?;

    let fact = UserSettled {
        user: user.address,
        checkpoints: settled.passed,
        remaining: settled.remaining,
        to_treasury,
    };
    Ok(reported(CONTRACT, fact))
}
