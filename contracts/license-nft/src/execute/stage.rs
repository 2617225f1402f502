//! `open_mainnet`, `open_stable`

use cosmwasm_std::{DepsMut, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_types::license_nft::{Stage, StageOpened, CONTRACT};

use crate::state::{CONFIG, GENESIS, LEDGER};
use crate::ContractError;

/// Opens stage `mainnet`: the reserve backs every licence from now on, the rest goes back to the funders.
///
/// Writes: the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::OpenMainnet`.
pub fn open_mainnet(deps: DepsMut) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    ledger.ensure_stage(Stage::Testnet)?;
    if config.genesis_import && !GENESIS.load(deps.storage)?.finished {
        return Err(ContractError::ImportUnfinished);
    }
    let (required, available) = (ledger.required(&config)?, ledger.reserve);
    let excess =
        available.checked_sub(required).map_err(|_| ContractError::ReserveShort { required, available })?;

    ledger.stage = Stage::Mainnet;
    ledger.funded = available;
    ledger.excess = excess;
    ledger.reserve = required;

    LEDGER.save(deps.storage, &ledger)?;

    let fact = StageOpened { stage: Stage::Mainnet, live: ledger.live, reserve: required, excess };
    Ok(reported(CONTRACT, fact))
}

/// Opens stage `stable`: licences can be redeemed from now on.
///
/// Writes: the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::OpenStable`.
pub fn open_stable(deps: DepsMut) -> Result<Response, ContractError> {
    let mut ledger = LEDGER.load(deps.storage)?;
    ledger.ensure_stage(Stage::Mainnet)?;

    ledger.stage = Stage::Stable;

    LEDGER.save(deps.storage, &ledger)?;

    let (live, reserve) = (ledger.live, ledger.reserve);
    let fact = StageOpened { stage: Stage::Stable, live, reserve, excess: Uint128::zero() };
    Ok(reported(CONTRACT, fact))
}
