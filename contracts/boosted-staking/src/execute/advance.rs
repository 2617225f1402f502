//! `advance`

use cosmwasm_std::{DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_types::boosted_staking::{Advanced, CONTRACT};

use crate::books::Books;
use crate::ContractError;

/// Passes the days up to now, as every message that touches the emission does by itself. After a long silence it takes that work
/// off whoever comes next with little gas.
///
/// Writes: the books. Sends: nothing.
///
/// # Errors
/// If storage cannot be read.
pub fn advance(deps: DepsMut, env: Env) -> Result<Response, ContractError> {
    let books = Books::open(deps.storage, &env)?;

    let fact = Advanced { day: books.today, total_weight: books.total_weight()? };
    books.save(deps.storage)?;

    Ok(reported(CONTRACT, fact))
}
