//! `bond`

use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response};
use cw_utils::must_pay;
use tributary_controls::wire::reported;
use tributary_types::staker_registry::{Bonded, CONTRACT};

use crate::state::{StakerEntry, CONFIG, LEDGER};
use crate::ContractError;

/// Adds the attached coins to `staker`.
///
/// Writes: the staker, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Bond`.
pub fn bond(deps: DepsMut, info: MessageInfo, staker: Addr) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let amount = must_pay(&info, &config.denom)?;
    let mut entry = StakerEntry::load_managed(deps.storage, &config, staker, &info.sender)?;

    let tokens = entry.stake.holding.tokens.checked_add(amount)?;
    entry.stake.holding.tokens = tokens;
    let fact = Bonded { staker: entry.identity.clone(), amount, tokens };

    entry.save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    Ok(reported(CONTRACT, fact))
}
