//! `roll_epoch`

use cosmwasm_std::{DepsMut, Env, Response, Timestamp};
use tributary_controls::wire::reported;
use tributary_types::treasury_decay::{EpochRolled, CONTRACT};

use crate::books::Books;
use crate::state::LEDGER;
use crate::ContractError;

/// Puts the threshold of an epoch that is over in force.
///
/// Writes: the books. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RollEpoch`.
pub fn roll_epoch(deps: DepsMut, env: Env) -> Result<Response, ContractError> {
    let before = LEDGER.load(deps.storage)?.epoch;
    if env.block.time.seconds() < before.end {
        return Err(ContractError::EpochNotOver { ends_at: Timestamp::from_seconds(before.end) });
    }

    let books = Books::open(deps.storage, &env)?;

    let fact = EpochRolled {
        epoch: books.epoch.number,
        threshold: books.threshold,
        ends_at: Timestamp::from_seconds(books.epoch.end),
    };
    books.save(deps.storage)?;

    Ok(reported(CONTRACT, fact))
}
