//! `fund_reserve`, `reclaim_funding`

use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response, Uint128};
use cw_utils::must_pay;
use tributary_controls::wire::{payment, reported};
use tributary_types::license_nft::{FundingReclaimed, ReserveFunded, Stage, CONTRACT};

use crate::state::{CONFIG, FUNDING, LEDGER};
use crate::ContractError;

/// Adds the attached coins to the reserve, booked to the sender.
///
/// Writes: the funding, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::FundReserve`.
pub fn fund_reserve(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    ledger.ensure_stage(Stage::Testnet)?;
    let amount = must_pay(&info, &config.denom)?;
    let before = FUNDING.may_load(deps.storage, &info.sender)?.unwrap_or_default();

    let funded = before.checked_add(amount)?;
    ledger.reserve = ledger.reserve.checked_add(amount)?;

    FUNDING.save(deps.storage, &info.sender, &funded)?;
    LEDGER.save(deps.storage, &ledger)?;

    let fact = ReserveFunded { funder: info.sender, amount, funded, reserve: ledger.reserve };
    Ok(reported(CONTRACT, fact))
}

/// Pays coins back to the sender: any part in the testnet, later once its share of what the licences did not need.
///
/// Writes: the funding, the ledger. Sends: the coins.
///
/// # Errors
/// See `ExecuteMsg::ReclaimFunding`.
pub fn reclaim_funding(
    deps: DepsMut,
    sender: Addr,
    amount: Option<Uint128>,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let before = FUNDING.may_load(deps.storage, &sender)?.unwrap_or_default();
    let reclaimable = ledger.reclaimable(before)?;
    let amount = amount.unwrap_or(reclaimable);
    let in_part = ledger.stage == Stage::Testnet;
    if amount.is_zero() || amount > reclaimable || (amount < reclaimable && !in_part) {
        return Err(ContractError::CannotReclaim { funder: sender, required: amount, reclaimable });
    }

    let funded = if in_part { before.checked_sub(amount)? } else { Uint128::zero() };
    if in_part {
        ledger.reserve = ledger.reserve.checked_sub(amount)?;
    }

    if funded.is_zero() {
        FUNDING.remove(deps.storage, &sender);
    } else {
        FUNDING.save(deps.storage, &sender, &funded)?;
    }
    LEDGER.save(deps.storage, &ledger)?;

    let payment = payment(&sender, amount, config.denom);
    let fact = FundingReclaimed { funder: sender, amount, funded, reserve: ledger.reserve };
    Ok(reported(CONTRACT, fact).add_message(payment))
}
