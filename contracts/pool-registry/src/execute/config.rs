//! `announce_config`, `apply_config`, and the parameters at the beginning

use cosmwasm_std::{to_json_binary, Deps, DepsMut, Env, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_controls::{locks, ControlError};
use tributary_types::event::{ConfigAnnounced, ConfigApplied};
use tributary_types::pool_registry::{ConfigChange, InstantiateMsg, ScoreWeights, CONTRACT};
use tributary_types::staker_registry::{Announcement, StakerRegistryContract};

use crate::state::{Config, ANNOUNCEMENT, CONFIG, TOTALS};
use crate::ContractError;

const COMMISSION_DAYS: u64 = 60;
const RELEASE_DAYS: u64 = 60;

/// Blocks of a week at ten seconds each.
const DEFAULT_WINDOW: u64 = 60_480;

/// The parameters that an instantiation asks for. Denom and minimum come from the staker-registry, so they cannot differ.
///
/// # Errors
/// See `InstantiateMsg`.
pub fn initial(deps: Deps, msg: InstantiateMsg) -> Result<Config, ContractError> {
    let percentage = msg.min_self_stake_percentage;
    if !(1..=100).contains(&percentage) {
        return Err(ContractError::PercentageOutOfRange { given: percentage });
    }
    let performance_window = msg.performance_window.unwrap_or(DEFAULT_WINDOW);
    if performance_window == 0 {
        return Err(ContractError::ZeroWindow);
    }
    let staker_registry = StakerRegistryContract::new(deps.api.addr_validate(&msg.staker_registry)?);
    let stakers = staker_registry.config(&deps.querier)?;
    let code = deps.querier.query_wasm_code_info(msg.coinbase_code_id)?;
    let config = Config {
        staker_registry,
        denom: stakers.denom,
        min_self_stake: stakers.min_self_stake,
        min_self_stake_percentage: percentage,
        coinbase_code_id: msg.coinbase_code_id,
        coinbase_checksum: code.checksum.as_slice().into(),
        commission_lock: msg.commission_lock,
        release_period: locks::zero_like(msg.commission_lock),
        min_delegation: Uint128::one(),
        score_weights: msg.score_weights.unwrap_or(ScoreWeights { fee: 1, performance: 1, capacity: 1 }),
        performance_window,
        hooks: vec![],
        licenses: None,
    };
    // The rules for parameters stand in one place: those that may change later pass as a change.
    let change = ConfigChange {
        commission_lock: Some(msg.commission_lock),
        release_period: msg.release_period,
        min_delegation: msg.min_delegation,
    };
    Ok(changed(config, &change)?)
}

/// Announces new parameters; while there is no pool they are in force at once.
///
/// Writes: the announcement or the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::AnnounceConfig`.
pub fn announce_config(deps: DepsMut, env: Env, change: ConfigChange) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    if change == ConfigChange::default() {
        return Err(ControlError::EmptyChange.into());
    }
    let staker_registry = config.staker_registry.clone();
    let next = changed(config, &change)?;

    let release = if TOTALS.load(deps.storage)?.pools == 0 {
        CONFIG.save(deps.storage, &next)?;
        None
    } else {
        let unbond_lock = staker_registry.config(&deps.querier)?.unbond_lock;
        let release = locks::announcement_release(unbond_lock, &env.block);
        ANNOUNCEMENT.announce(deps.storage, change, release)?;
        Some(release)
    };

    Ok(reported(CONTRACT, ConfigAnnounced { release }).set_data(to_json_binary(&Announcement { release })?))
}

/// Puts the announced parameters in force.
///
/// Writes: the parameters, the announcement. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::ApplyConfig`.
pub fn apply_config(deps: DepsMut, env: Env) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let change = ANNOUNCEMENT.take_due(deps.storage, &env.block)?;

    CONFIG.save(deps.storage, &changed(config, &change)?)?;

    Ok(reported(CONTRACT, ConfigApplied {}))
}

/// `config` with `change` applied; the only place that knows what parameters may be.
fn changed(mut config: Config, change: &ConfigChange) -> Result<Config, ControlError> {
    if let Some(lock) = change.commission_lock {
        locks::ensure_kind("commission lock", config.commission_lock, lock)?;
        locks::ensure_lock("commission lock", lock, COMMISSION_DAYS)?;
        config.commission_lock = lock;
    }
    if let Some(period) = change.release_period {
        locks::ensure_kind("release period", config.release_period, period)?;
        locks::ensure_at_most("release period", period, RELEASE_DAYS)?;
        config.release_period = period;
    }
    if let Some(minimum) = change.min_delegation {
        config.min_delegation = minimum;
    }
    Ok(config)
}
