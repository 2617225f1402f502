//! `spend`, `spend_other`

use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use tributary_controls::wire::{payment, reported};
use tributary_controls::ControlError;
use tributary_types::asset::Asset;
use tributary_types::treasury_decay::{OtherSpent, TreasurySpent, CONTRACT};

use crate::books::Books;
use crate::state::{CONFIG, TOTALS};
use crate::ContractError;

/// Pays out of the treasury.
///
/// Writes: the books, the totals. Sends: the coins.
///
/// # Errors
/// See `ExecuteMsg::Spend`.
pub fn spend(deps: DepsMut, env: Env, to: Addr, amount: Uint128) -> Result<Response, ContractError> {
    ensure_payable(&env, &to, amount)?;
    let mut books = Books::open(deps.storage, &env)?;
    let mut totals = TOTALS.load(deps.storage)?;

    books.spend(amount)?;
    totals.spent = totals.spent.checked_add(amount)?;

    let balance = books.treasury_balance()?;
    let payment = payment(&to, amount, &books.config.denom);
    TOTALS.save(deps.storage, &totals)?;
    books.save(deps.storage)?;

    let fact = TreasurySpent { to, amount, balance };
    Ok(reported(CONTRACT, fact).add_message(payment))
}

/// Pays out what lies here of anything but revenue. How much that is, the bank or the token knows.
///
/// Writes: nothing. Sends: the coins or tokens.
///
/// # Errors
/// See `ExecuteMsg::SpendOther`.
pub fn spend_other(
    deps: DepsMut,
    env: Env,
    asset: Asset,
    to: Addr,
    amount: Uint128,
) -> Result<Response, ContractError> {
    ensure_payable(&env, &to, amount)?;
    let asset = asset.try_map(|token| deps.api.addr_validate(&token))?;
    if let Asset::Native(denom) = &asset {
        ensure_other(denom, &CONFIG.load(deps.storage)?.denom)?;
    }

    let payment = asset.payment(&to, amount)?;

    let fact = OtherSpent { asset, to, amount };
    Ok(reported(CONTRACT, fact).add_message(payment))
}

fn ensure_other(denom: &str, revenue: &str) -> Result<(), ContractError> {
    if denom == revenue {
        return Err(ContractError::RevenueDenom { denom: denom.to_owned() });
    }
    Ok(())
}

fn ensure_payable(env: &Env, to: &Addr, amount: Uint128) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Err(ControlError::ZeroAmount.into());
    }
    if *to == env.contract.address {
        return Err(ContractError::InvalidRecipient);
    }
    Ok(())
}
