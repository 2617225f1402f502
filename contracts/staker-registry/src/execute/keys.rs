//! `set_state`, `set_signing_address`, `set_coinbase_address`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_types::staker_registry::{CoinbaseAddressSet, SigningAddressSet, StateChanged, CONTRACT};

use crate::state::{StakerEntry, CONFIG, LEDGER, PROFILES, SIGNERS};
use crate::ContractError;

/// Switches a staker on or off; silent if it is so already.
///
/// Writes: the staker, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetState`.
pub fn set_state(deps: DepsMut, sender: Addr, staker: Addr, active: bool) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let mut entry = StakerEntry::load_managed(deps.storage, &config, staker, &sender)?;
    if entry.stake.flag == active {
        return Ok(Response::new());
    }

    entry.stake.flag = active;
    let fact = StateChanged { staker: entry.identity.clone(), active };

    entry.save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    Ok(reported(CONTRACT, fact))
}

/// Replaces the signing address and frees the old one for others; silent, and without touching the cool-down, if it is so
/// already.
///
/// Writes: the profile, both signing addresses. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetSigningAddress`.
pub fn set_signing_address(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    staker: Addr,
    signing_address: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let entry = StakerEntry::load_managed(deps.storage, &config, staker, &sender)?;
    let mut profile = PROFILES.load(deps.storage, &entry.identity)?;
    if profile.signing_address == signing_address {
        return Ok(Response::new());
    }
    let next = profile.next_signing_change;
    if !next.is_expired(&env.block) {
        return Err(ContractError::CoolDown { next });
    }
    if let Some(staker) = SIGNERS.may_load(deps.storage, &signing_address)? {
        return Err(ContractError::SigningAddressInUse { signing_address, staker });
    }

    let released = std::mem::replace(&mut profile.signing_address, signing_address.clone());
    profile.next_signing_change = config.signing_cooldown.after(&env.block);
    let next_signing_change = profile.next_signing_change;

    SIGNERS.remove(deps.storage, &released);
    SIGNERS.save(deps.storage, &signing_address, &entry.identity)?;
    PROFILES.save(deps.storage, &entry.identity, &profile)?;

    let fact = SigningAddressSet { staker: entry.identity, signing_address, next_signing_change };
    Ok(reported(CONTRACT, fact))
}

/// Replaces the coinbase address; silent if it is so already.
///
/// Writes: the profile. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetCoinbaseAddress`.
pub fn set_coinbase_address(
    deps: DepsMut,
    sender: Addr,
    staker: Addr,
    coinbase_address: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let entry = StakerEntry::load_managed(deps.storage, &config, staker, &sender)?;
    let mut profile = PROFILES.load(deps.storage, &entry.identity)?;
    if profile.coinbase_address == coinbase_address {
        return Ok(Response::new());
    }

    profile.coinbase_address = coinbase_address.clone();

    PROFILES.save(deps.storage, &entry.identity, &profile)?;

    let fact = CoinbaseAddressSet { staker: entry.identity, coinbase_address };
    Ok(reported(CONTRACT, fact))
}
