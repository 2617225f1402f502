//! `cancel_transfer`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_types::staker_registry::{ItemOpened, TransferCancelled, CONTRACT};

use crate::items::{load_transfer, OpenItems, Transfer, Unbond};
use crate::state::{Config, CONFIG, LEDGER};
use crate::ContractError;

/// Turns an open transfer into an unbond of the gross amount, released as if it had been asked for instead. The caps never
/// refuse it: there must always be a way out.
///
/// Writes: the transfer, a new unbond, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::CancelTransfer`.
pub fn cancel_transfer(deps: DepsMut, sender: Addr, id: u64) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let transfer = load_transfer(deps.storage, id)?;
    ensure_initiator(&config, id, &transfer, &sender)?;
    let mut open = OpenItems::load(deps.storage, &transfer.owner, &transfer.from)?;

    open.close_transfer(deps.storage, &mut ledger, id, &transfer)?;
    let unbond = Unbond {
        staker: transfer.from,
        recipient: transfer.owner.clone(),
        owner: transfer.owner,
        amount: transfer.amount,
        fee: Uint128::zero(),
        release: transfer.unbond_release,
    };
    let unbond_id = open.open_unbond(deps.storage, &mut ledger, &unbond)?;
    open.save(deps.storage)?;
    LEDGER.save(deps.storage, &ledger)?;

    let Unbond { staker, owner, amount, release, .. } = unbond;
    let fact = TransferCancelled { transfer: id, id: unbond_id, staker, owner, amount, release };
    Ok(reported(CONTRACT, fact).set_data(to_json_binary(&ItemOpened { id: unbond_id, release })?))
}

/// Lets only whoever asked for a transfer pass.
pub fn ensure_initiator(
    config: &Config,
    id: u64,
    transfer: &Transfer,
    sender: &Addr,
) -> Result<(), ContractError> {
    let initiator = transfer.initiator(config)?;
    if initiator != *sender {
        return Err(ContractError::NotInitiator { id, initiator });
    }
    Ok(())
}
