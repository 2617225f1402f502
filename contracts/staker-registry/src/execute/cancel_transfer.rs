//! `cancel_transfer`

use cosmwasm_std::{to_json_binary, DepsMut, MessageInfo, Response, Uint128};
use tributary_types::event::Fact;
use tributary_types::staker_registry::{ItemOpened, TransferCancelled, CONTRACT};

use crate::items::{close_transfer, load_transfer, open_unbond, Transfer, Unbond};
use crate::state::LEDGER;
use crate::ContractError;

/// Turns an open transfer into an unbond of the gross amount, released as if it had been asked for instead. The caps never
/// refuse it: there must always be a way out.
///
/// Writes: the transfer, a new unbond, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::CancelTransfer`.
pub fn cancel_transfer(deps: DepsMut, info: MessageInfo, id: u64) -> Result<Response, ContractError> {
    let mut ledger = LEDGER.load(deps.storage)?;
    let transfer = load_transfer(deps.storage, id)?;
    ensure_initiator(id, &transfer, &info)?;

    close_transfer(deps.storage, &mut ledger, id, &transfer)?;
    let unbond = Unbond {
        staker: transfer.from,
        recipient: transfer.owner.clone(),
        owner: transfer.owner,
        amount: transfer.amount,
        fee: Uint128::zero(),
        release: transfer.unbond_release,
    };
    let unbond_id = open_unbond(deps.storage, &mut ledger, &unbond)?;
    LEDGER.save(deps.storage, &ledger)?;

    let Unbond { staker, owner, amount, release, .. } = unbond;
    let fact = TransferCancelled { transfer: id, id: unbond_id, staker, owner, amount, release };
    Ok(Response::new()
        .add_event(fact.event(CONTRACT))
        .set_data(to_json_binary(&ItemOpened { id: unbond_id, release })?))
}

/// Lets only whoever asked for a transfer pass.
pub fn ensure_initiator(id: u64, transfer: &Transfer, info: &MessageInfo) -> Result<(), ContractError> {
    if transfer.initiator != info.sender {
        return Err(ContractError::NotInitiator { id, initiator: transfer.initiator.clone() });
    }
    Ok(())
}
