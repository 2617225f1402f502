//! `set_minter`, `set_staker_registry`, and the parameters at the beginning

use cosmwasm_std::{Addr, Api, DepsMut, Env, Response, Uint128};
use tributary_controls::parameter::ensure_length;
use tributary_controls::wire::{optional_address, reported};
use tributary_types::license_nft::{InstantiateMsg, MinterSet, StakerRegistrySet, CONTRACT};

use crate::state::{Config, BALANCES, CONFIG, LEDGER};
use crate::ContractError;

/// Licences that may ever be alive at a time.
const MAX_CAP: u32 = 48_000;

/// The parameters that an instantiation asks for.
///
/// # Errors
/// See `InstantiateMsg`.
pub fn initial(api: &dyn Api, env: &Env, msg: InstantiateMsg) -> Result<Config, ContractError> {
    ensure_length("name", &msg.name, 1)?;
    ensure_length("symbol", &msg.symbol, 1)?;
    if msg.coins_per_license.is_zero() {
        return Err(ContractError::ZeroCoins);
    }
    let cap = msg.cap.unwrap_or(MAX_CAP);
    if cap == 0 || cap > MAX_CAP {
        return Err(ContractError::CapOutOfRange { max: MAX_CAP, given: cap });
    }
    // The reserve of a full collection has an amount.
    msg.coins_per_license.checked_mul(Uint128::from(cap))?;
    let staker_registry = optional_address(api, msg.staker_registry)?;
    ensure_not_self(env, staker_registry.as_ref())?;
    Ok(Config {
        name: msg.name,
        symbol: msg.symbol,
        minter: api.addr_validate(&msg.minter)?,
        denom: msg.denom,
        coins_per_license: msg.coins_per_license,
        cap,
        liquidation_mode: msg.liquidation_mode.unwrap_or_default(),
        staker_registry,
        genesis_import: msg.genesis_import.unwrap_or_default(),
    })
}

/// Names another minter.
///
/// Writes: the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetMinter`.
pub fn set_minter(deps: DepsMut, minter: Addr) -> Result<Response, ContractError> {
    let mut config = CONFIG.load(deps.storage)?;

    config.minter = minter.clone();

    CONFIG.save(deps.storage, &config)?;

    Ok(reported(CONTRACT, MinterSet { minter }))
}

/// Names another staker-registry, or none. One that keeps licences stays: only it can return them.
///
/// Writes: the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetStakerRegistry`.
pub fn set_staker_registry(
    deps: DepsMut,
    env: Env,
    staker_registry: Option<Addr>,
) -> Result<Response, ContractError> {
    let mut config = CONFIG.load(deps.storage)?;
    let bonded = LEDGER.load(deps.storage)?.bonded;
    if bonded > 0 {
        return Err(ContractError::RegistryInUse { bonded });
    }
    ensure_not_self(&env, staker_registry.as_ref())?;
    if let Some(staker_registry) = &staker_registry {
        if let Some(balance) = BALANCES.may_load(deps.storage, staker_registry)? {
            let staker_registry = staker_registry.clone();
            return Err(ContractError::RegistryHolds { staker_registry, balance });
        }
    }

    config.staker_registry.clone_from(&staker_registry);

    CONFIG.save(deps.storage, &config)?;

    Ok(reported(CONTRACT, StakerRegistrySet { staker_registry }))
}

fn ensure_not_self(env: &Env, staker_registry: Option<&Addr>) -> Result<(), ContractError> {
    if staker_registry == Some(&env.contract.address) {
        return Err(ContractError::RegistryIsSelf);
    }
    Ok(())
}
