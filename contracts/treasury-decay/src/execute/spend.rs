//! `spend`, `spend_other`

use cosmwasm_std::{coins, Addr, BankMsg, DepsMut, Env, Response, Uint128};
use tributary_types::asset::Asset;
use tributary_types::event::Fact;
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
    let payment =
        BankMsg::Send { to_address: to.to_string(), amount: coins(amount.u128(), &books.config.denom) };
    TOTALS.save(deps.storage, &totals)?;
    books.save(deps.storage)?;

    let fact = TreasurySpent { to, amount, balance };
    Ok(Response::new().add_message(payment).add_event(fact.event(CONTRACT)))
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
    Ok(Response::new().add_message(payment).add_event(fact.event(CONTRACT)))
}

fn ensure_other(denom: &str, revenue: &str) -> Result<(), ContractError> {
    if denom == revenue {
        return Err(ContractError::RevenueDenom { denom: denom.to_owned() });
    }
    Ok(())
}

fn ensure_payable(env: &Env, to: &Addr, amount: Uint128) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Err(ContractError::ZeroAmount);
    }
    if *to == env.contract.address {
        return Err(ContractError::InvalidRecipient);
    }
    Ok(())
}
