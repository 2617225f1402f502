//! `set_state`, `set_signing_address`, `set_coinbase_address`

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use tributary_types::event::Fact;
use tributary_types::staker_registry::{CoinbaseAddressSet, SigningAddressSet, StateChanged, CONTRACT};

use crate::state::{StakerEntry, CONFIG, LEDGER, SIGNERS};
use crate::ContractError;

/// Switches a staker on or off; silent if it is so already.
///
/// Writes: the staker, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetState`.
pub fn set_state(
    deps: DepsMut,
    info: MessageInfo,
    staker: Addr,
    active: bool,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let mut entry = StakerEntry::load_managed(deps.storage, staker, &info.sender)?;
    if entry.staker.flag == active {
        return Ok(Response::new());
    }

    entry.staker.flag = active;
    let fact = StateChanged { staker: entry.identity.clone(), active };

    entry.save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    Ok(Response::new().add_event(fact.event(CONTRACT)))
}

/// Replaces the signing address and frees the old one for others; silent, and without touching the cool-down, if it is so
/// already.
///
/// Writes: the staker, both signing addresses. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetSigningAddress`.
pub fn set_signing_address(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    staker: Addr,
    signing_address: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let mut entry = StakerEntry::load_managed(deps.storage, staker, &info.sender)?;
    if entry.staker.signing_address == signing_address {
        return Ok(Response::new());
    }
    let next = entry.staker.next_signing_change;
    if !next.is_expired(&env.block) {
        return Err(ContractError::CoolDown { next });
    }
    if let Some(staker) = SIGNERS.may_load(deps.storage, &signing_address)? {
        return Err(ContractError::SigningAddressInUse { signing_address, staker });
    }

    let released = std::mem::replace(&mut entry.staker.signing_address, signing_address.clone());
    entry.staker.next_signing_change = config.signing_cooldown.after(&env.block);
    let fact = SigningAddressSet {
        staker: entry.identity.clone(),
        signing_address: signing_address.clone(),
        next_signing_change: entry.staker.next_signing_change,
    };

    SIGNERS.remove(deps.storage, &released);
    SIGNERS.save(deps.storage, &signing_address, &entry.identity)?;
    entry.save(deps.storage, &config, &mut ledger)?;

    Ok(Response::new().add_event(fact.event(CONTRACT)))
}

/// Replaces the coinbase address; silent if it is so already.
///
/// Writes: the staker. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetCoinbaseAddress`.
pub fn set_coinbase_address(
    deps: DepsMut,
    info: MessageInfo,
    staker: Addr,
    coinbase_address: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let mut entry = StakerEntry::load_managed(deps.storage, staker, &info.sender)?;
    if entry.staker.coinbase_address == coinbase_address {
        return Ok(Response::new());
    }

    entry.staker.coinbase_address = coinbase_address.clone();
    let fact = CoinbaseAddressSet { staker: entry.identity.clone(), coinbase_address };

    entry.save(deps.storage, &config, &mut ledger)?;

    Ok(Response::new().add_event(fact.event(CONTRACT)))
}
