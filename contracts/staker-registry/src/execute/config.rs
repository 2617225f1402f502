//! `announce_config`, `apply_config`, and the parameters at the beginning

use cosmwasm_std::{to_json_binary, Addr, Api, DepsMut, Env, Response};
use cw_utils::Duration;
use tributary_controls::wire::reported;
use tributary_controls::{batch, locks, ControlError};
use tributary_math::liquidation::LiquidationMode;
use tributary_types::event::{ConfigAnnounced, ConfigApplied};
use tributary_types::staker_registry::{Announcement, ConfigChange, InstantiateMsg, SlasherChange, CONTRACT};
use tributary_types::treasury_decay::TreasuryContract;

use super::ensure_not_self;
use crate::registrars::Registrars;
use crate::state::{Config, ANNOUNCEMENT, CONFIG, LEDGER};
use crate::ContractError;

/// Registrars, at most: each call of `register_staker` looks through the list.
const MAX_REGISTRARS: usize = 8;

/// Registrars of all times, at most: they are read with the parameters, by every exit.
const MAX_REGISTRARS_EVER: usize = 64;

const UNBOND_DAYS: u64 = 60;
const TRANSFER_DAYS: u64 = 14;
const COOLDOWN_DAYS: u64 = 60;

/// The parameters that an instantiation asks for.
///
/// # Errors
/// See `InstantiateMsg`.
pub fn initial(api: &dyn Api, env: &Env, msg: InstantiateMsg) -> Result<Config, ContractError> {
    if msg.min_self_stake.is_zero() {
        return Err(ContractError::ZeroMinimum);
    }
    let config = Config {
        denom: msg.denom,
        min_self_stake: msg.min_self_stake,
        unbond_lock: msg.unbond_lock,
        transfer_lock: msg.transfer_lock,
        signing_cooldown: msg.signing_cooldown,
        slasher: None,
        treasury: None,
        registrars: Registrars::default(),
        licenses: None,
        liquidation_mode: LiquidationMode::default(),
    };
    // The rules for parameters stand in one place: those that may change later pass as a change.
    let change = ConfigChange {
        slasher: msg.slasher.map(SlasherChange::Set),
        unbond_lock: Some(msg.unbond_lock),
        transfer_lock: Some(msg.transfer_lock),
        signing_cooldown: Some(msg.signing_cooldown),
        registrars: msg.registrars,
        treasury: msg.treasury,
    };
    changed(api, env, config, &change)
}

/// Announces new parameters; while nobody is registered they are in force at once.
///
/// Writes: the announcement or the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::AnnounceConfig`.
pub fn announce_config(deps: DepsMut, env: Env, change: ConfigChange) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let ledger = LEDGER.load(deps.storage)?;
    if change == ConfigChange::default() {
        return Err(ControlError::EmptyChange.into());
    }
    let unbond_lock = config.unbond_lock;
    let next = changed(deps.api, &env, config, &change)?;

    let release = if ledger.stakers == 0 {
        CONFIG.save(deps.storage, &next)?;
        None
    } else {
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

    CONFIG.save(deps.storage, &changed(deps.api, &env, config, &change)?)?;

    Ok(reported(CONTRACT, ConfigApplied {}))
}

/// `config` with `change` applied; the only place that knows what parameters may be.
fn changed(
    api: &dyn Api,
    env: &Env,
    mut config: Config,
    change: &ConfigChange,
) -> Result<Config, ContractError> {
    config.unbond_lock = changed_lock("unbond lock", config.unbond_lock, change.unbond_lock)?;
    locks::ensure_lock("unbond lock", config.unbond_lock, UNBOND_DAYS)?;
    config.transfer_lock = changed_lock("transfer lock", config.transfer_lock, change.transfer_lock)?;
    locks::ensure_lock("transfer lock", config.transfer_lock, TRANSFER_DAYS)?;
    config.signing_cooldown =
        changed_lock("signing cool-down", config.signing_cooldown, change.signing_cooldown)?;
    locks::ensure_at_most("signing cool-down", config.signing_cooldown, COOLDOWN_DAYS)?;

    match &change.slasher {
        Some(SlasherChange::Set(slasher)) => config.slasher = Some(api.addr_validate(slasher)?),
        Some(SlasherChange::None {}) => config.slasher = None,
        None => {}
    }
    if let Some(registrars) = &change.registrars {
        batch::ensure_distinct("registrars", registrars, MAX_REGISTRARS)?;
        let registrars = registrars.iter().map(|registrar| api.addr_validate(registrar));
        config.registrars.set(registrars.collect::<Result<Vec<Addr>, _>>()?);
        batch::ensure_at_most("registrars of all times", config.registrars.ever(), MAX_REGISTRARS_EVER)?;
    }
    if let Some(treasury) = &change.treasury {
        let treasury = api.addr_validate(treasury)?;
        ensure_not_self(env, &treasury)?;
        config.treasury = Some(TreasuryContract::new(treasury));
    }
    Ok(config)
}

fn changed_lock(
    name: &'static str,
    present: Duration,
    change: Option<Duration>,
) -> Result<Duration, ControlError> {
    let next = change.unwrap_or(present);
    locks::ensure_kind(name, present, next)?;
    Ok(next)
}
