//! `finalize_unbond`, `finalize_transfer`, `finalize_many`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use tributary_controls::locks;
use tributary_types::staker_registry::{ItemKind, SkipReason};

use super::cancel_transfer::ensure_initiator;
use super::ensure_not_self;
use super::settlement::Settlement;
use crate::items::{load_transfer, load_unbond, TRANSFERS, UNBONDS};
use crate::ContractError;

/// Pays a matured unbond.
///
/// Writes: the unbond, the ledger. Sends: the amount less the fee to the recipient, the fee to `fee_recipient`.
///
/// # Errors
/// See `ExecuteMsg::FinalizeUnbond`.
pub fn finalize_unbond(
    deps: DepsMut,
    env: Env,
    id: u64,
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    ensure_not_self(&env, &fee_recipient)?;
    let unbond = load_unbond(deps.storage, id)?;
    locks::ensure_released(unbond.release, &env.block)?;

    let mut settlement = Settlement::begin(deps.storage, fee_recipient)?;
    settlement.pay_unbond(deps.storage, id, unbond)?;
    settlement.finish(deps.storage)
}

/// Adds a matured transfer to its destination.
///
/// Writes: the transfer, the receiving staker, the ledger. Sends: the fee to `fee_recipient`.
///
/// # Errors
/// See `ExecuteMsg::FinalizeTransfer`.
pub fn finalize_transfer(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    id: u64,
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    ensure_not_self(&env, &fee_recipient)?;
    let transfer = load_transfer(deps.storage, id)?;
    let mut settlement = Settlement::begin(deps.storage, fee_recipient)?;
    ensure_initiator(settlement.config(), id, &transfer, &sender)?;
    locks::ensure_released(transfer.release, &env.block)?;

    settlement.complete_transfer(deps.storage, id, transfer)?;
    settlement.finish(deps.storage)
}

/// Finalises what is ready of a batch and reports what is not.
///
/// Writes and sends: as the single ones; the fees together in one payment.
///
/// # Errors
/// See `ExecuteMsg::FinalizeMany`.
pub fn finalize_many(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    unbonds: &[u64],
    transfers: &[u64],
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    ensure_not_self(&env, &fee_recipient)?;
    let mut settlement = Settlement::begin(deps.storage, fee_recipient)?;
    for &id in unbonds {
        match UNBONDS.may_load(deps.storage, id)? {
            None => settlement.skip(ItemKind::Unbond, id, SkipReason::Unknown),
            Some(unbond) if !unbond.release.is_expired(&env.block) => {
                settlement.skip(ItemKind::Unbond, id, SkipReason::Locked);
            }
            Some(unbond) => settlement.pay_unbond(deps.storage, id, unbond)?,
        }
    }
    for &id in transfers {
        match TRANSFERS.may_load(deps.storage, id)? {
            None => settlement.skip(ItemKind::Transfer, id, SkipReason::Unknown),
            Some(transfer) => {
                ensure_initiator(settlement.config(), id, &transfer, &sender)?;
                if transfer.release.is_expired(&env.block) {
                    settlement.complete_transfer(deps.storage, id, transfer)?;
                } else {
                    settlement.skip(ItemKind::Transfer, id, SkipReason::Locked);
                }
            }
        }
    }
    settlement.finish(deps.storage)
}
