//! `update_config`, `set_treasury`, and what a contract begins with

use cosmwasm_std::{Addr, Api, DepsMut, Env, QuerierWrapper, Response};
use tributary_controls::parameter::{invalid, within};
use tributary_controls::wire::{optional_address, reported};
use tributary_controls::ControlError;
use tributary_math::joint::calendar::{Calendar, DailyCap, MAX_DAY_SECS};
use tributary_math::joint::terms::{PenaltyTerms, TimeMultiplier, MAX_FACTOR_BPS, TIME_MULTIPLIERS};
use tributary_math::Bps;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{ConfigUpdated, InstantiateMsg, TreasurySet, CONTRACT, MAX_ROWS};
use tributary_types::pool_registry::PoolRegistryContract;
use tributary_types::treasury_decay::TreasuryContract;

use crate::books::Books;
use crate::state::{Config, CALENDAR, CONFIG};
use crate::ContractError;

/// 30 %, as published.
const DEFAULT_PENALTY_BPS: u32 = 3_000;

/// What an escrow begins with, checked.
///
/// # Errors
/// **config**.
pub fn initial(
    api: &dyn Api,
    querier: &QuerierWrapper,
    env: &Env,
    msg: InstantiateMsg,
) -> Result<(Config, Calendar), ContractError> {
    let address = |address: String| api.addr_validate(&address);
    let mut config = Config {
        registrar: address(msg.registrar)?,
        stake_asset: msg.stake_asset.try_map(address)?,
        reward_asset: msg.reward_asset.try_map(address)?,
        treasury: optional_address(api, msg.treasury)?.map(TreasuryContract::new),
        pool_registry: optional_address(api, msg.pool_registry)?.map(PoolRegistryContract::new),
        time_multipliers: TIME_MULTIPLIERS.to_vec(),
        penalty: PenaltyTerms { rate: Bps::none(), minimum: Bps::none() },
        mutual_exit_free: msg.mutual_exit_free.unwrap_or_default(),
    };
    ensure_treasury(querier, &config)?;
    ensure_pool_registry(querier, &config)?;
    let rate = msg.penalty_bps.unwrap_or(DEFAULT_PENALTY_BPS);
    set_penalty(&mut config, Some(rate), msg.min_penalty_bps)?;
    set_multipliers(&mut config, &msg.time_multipliers.unwrap_or_default())?;
    let day_secs = within("day_secs", msg.day_secs.unwrap_or(MAX_DAY_SECS), 1..=MAX_DAY_SECS, "1 to 86400")?;
    let caps = msg.daily_caps.unwrap_or_default();
    ensure_caps(&caps)?;
    Ok((config, Calendar { started_at: env.block.time.seconds(), day_secs, caps }))
}

/// What is to change; what is `None` stays.
#[derive(Default, PartialEq)]
pub struct Update {
    /// Who keeps classes and devices.
    pub registrar: Option<Addr>,
    /// The penalty in basis points of what was received.
    pub penalty_bps: Option<u32>,
    /// The least penalty in basis points of the principal.
    pub min_penalty_bps: Option<u32>,
    /// Whether both parties together may leave without one.
    pub mutual_exit_free: Option<bool>,
    /// What all agreements get a day.
    pub daily_caps: Option<Vec<DailyCap>>,
    /// What locks multiply by.
    pub time_multipliers: Option<Vec<TimeMultiplier>>,
}

/// Changes parameters. Agreements keep those they started with, caps hold from now on.
///
/// Writes: the parameters; with caps the calendar and the books. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::UpdateConfig`.
pub fn update_config(deps: DepsMut, env: Env, update: Update) -> Result<Response, ContractError> {
    if update == Update::default() {
        return Err(ControlError::EmptyChange.into());
    }
    let mut config = CONFIG.load(deps.storage)?;
    set_penalty(&mut config, update.penalty_bps, update.min_penalty_bps)?;
    set_multipliers(&mut config, &update.time_multipliers.unwrap_or_default())?;
    if let Some(caps) = update.daily_caps {
        ensure_caps(&caps)?;
        let mut books = Books::open(deps.storage, &env)?;
        books.set_caps(deps.storage, caps)?;
        books.save(deps.storage)?;
    }

    config.registrar = update.registrar.unwrap_or(config.registrar);
    config.mutual_exit_free = update.mutual_exit_free.unwrap_or(config.mutual_exit_free);
    CONFIG.save(deps.storage, &config)?;

    Ok(reported(
        CONTRACT,
        ConfigUpdated {
            registrar: config.registrar,
            penalty_bps: config.penalty.rate.value(),
            min_penalty_bps: config.penalty.minimum.value(),
            mutual_exit_free: config.mutual_exit_free,
            daily_caps: CALENDAR.load(deps.storage)?.caps,
            time_multipliers: config.time_multipliers,
        },
    ))
}

/// Names another treasury, or none.
///
/// Writes: the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetTreasury`.
pub fn set_treasury(deps: DepsMut, treasury: Option<Addr>) -> Result<Response, ContractError> {
    let mut config = CONFIG.load(deps.storage)?;
    config.treasury = treasury.clone().map(TreasuryContract::new);
    ensure_treasury(&deps.querier, &config)?;

    CONFIG.save(deps.storage, &config)?;

    Ok(reported(CONTRACT, TreasurySet { treasury }))
}

fn set_penalty(config: &mut Config, rate: Option<u32>, minimum: Option<u32>) -> Result<(), ControlError> {
    let part = |name, given| Bps::new(given).ok_or_else(|| invalid(name, "at most 10000", given));
    if let Some(rate) = rate {
        config.penalty.rate = part("penalty_bps", rate)?;
    }
    if let Some(minimum) = minimum {
        config.penalty.minimum = part("min_penalty_bps", minimum)?;
    }
    if config.penalty.minimum != Bps::none() && !config.has_one_asset() {
        let given = config.penalty.minimum.value();
        return Err(invalid("min_penalty_bps", "0, where stake and reward are not the same", given));
    }
    Ok(())
}

/// Locks that are not named stay.
fn set_multipliers(config: &mut Config, rows: &[TimeMultiplier]) -> Result<(), ControlError> {
    let mut named = vec![];
    for row in rows {
        let TimeMultiplier { lock_days, tau_bps } = *row;
        if named.contains(&lock_days) {
            return Err(invalid("time_multipliers", "one row a lock", lock_days));
        }
        named.push(lock_days);
        within("tau_bps", tau_bps, 1..=MAX_FACTOR_BPS, "1 to 100000")?;
        let known = config.time_multipliers.iter_mut().find(|known| known.lock_days == lock_days);
        let known = known.ok_or_else(|| invalid("lock_days", "30, 60, 90, 180 or 365", lock_days))?;
        known.tau_bps = tau_bps;
    }
    Ok(())
}

fn ensure_caps(caps: &[DailyCap]) -> Result<(), ControlError> {
    within("daily_caps", caps.len(), ..=MAX_ROWS, "16 rows or less")?;
    let Some(first) = caps.first() else {
        return Ok(());
    };
    within("from_day", first.from_day, ..=0, "0 in the first row")?;
    let mut pairs = caps.iter().zip(caps.iter().skip(1));
    match pairs.find(|(before, after)| after.from_day <= before.from_day) {
        Some((_, after)) => Err(invalid("from_day", "increasing", after.from_day)),
        None => Ok(()),
    }
}

/// A treasury takes coins of one denom.
fn ensure_treasury(querier: &QuerierWrapper, config: &Config) -> Result<(), ControlError> {
    match (&config.treasury, &config.reward_asset) {
        (None, _) => Ok(()),
        (Some(treasury), Asset::Native(denom))
            if treasury.denom(querier).is_ok_and(|theirs| theirs == *denom) =>
        {
            Ok(())
        }
        (Some(treasury), _) => Err(invalid("treasury", "a treasury for the reward asset", treasury.addr())),
    }
}

/// Pools take coins of one denom and pay in it.
fn ensure_pool_registry(querier: &QuerierWrapper, config: &Config) -> Result<(), ControlError> {
    match (&config.pool_registry, &config.stake_asset) {
        (None, _) => Ok(()),
        (Some(registry), Asset::Native(denom))
            if config.has_one_asset()
                && registry.delegator_terms(querier).is_ok_and(|terms| terms.denom == *denom) =>
        {
            Ok(())
        }
        (Some(registry), _) => {
            Err(invalid("pool_registry", "one whose denom is stake and reward", registry.addr()))
        }
    }
}
