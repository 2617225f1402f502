//! `update_config`, and the parameters at the beginning

use cosmwasm_std::{Addr, Api, DepsMut, Env, QuerierWrapper, Response, Uint128};
use tributary_controls::parameter::{invalid, within};
use tributary_controls::wire::reported;
use tributary_controls::{batch, ControlError};
use tributary_math::decay::DecayBase;
use tributary_types::pool_registry::PoolRegistryContract;
use tributary_types::treasury_decay::{
    CirculatingSupply, ConfigUpdated, IdentityRule, InstantiateMsg, UnstakedShare, CONTRACT,
};

use crate::books::Books;
use crate::state::{Config, CONFIG};
use crate::{identity, ContractError};

const DAY: u64 = 86_400;
const WEEK: u64 = 604_800;
const YEAR: u64 = 31_536_000;

/// Each excluded account is a query in every payment of revenue.
const MAX_EXCLUDED: usize = 16;

/// The parameters that an instantiation asks for.
///
/// # Errors
/// See `InstantiateMsg`.
pub fn initial(
    api: &dyn Api,
    querier: &QuerierWrapper,
    env: &Env,
    msg: InstantiateMsg,
) -> Result<Config, ContractError> {
    let decay_base = msg.decay_base.unwrap_or(10);
    let supply = msg.circulating_supply.unwrap_or(CirculatingSupply::BankSupply { exclude: vec![] });
    let pool_registry = api.addr_validate(&msg.pool_registry)?;
    if pool_registry == env.contract.address {
        return Err(invalid("pool_registry", "another contract", pool_registry).into());
    }
    ensure_one_denom(querier, &pool_registry, &msg.denom)?;
    let identity = msg.identity.try_map(|address| api.addr_validate(&address))?;
    if let IdentityRule::Cw4 { group } = &identity {
        // Its address never changes, and without a group nobody would ever be identified.
        identity::ensure_group(querier, group)?;
    }
    let tolerance_bits = within("tolerance_bits", msg.tolerance_bits.unwrap_or(8), ..=48, "0 to 48")?;
    Ok(Config {
        denom: msg.denom,
        pool_registry,
        identity,
        epoch_secs: epoch_secs(msg.epoch_secs.unwrap_or(WEEK))?,
        release_secs: release_secs(msg.release_secs.unwrap_or(WEEK))?,
        decay_base: u32::try_from(decay_base)
            .ok()
            .and_then(DecayBase::new)
            .ok_or_else(|| invalid("decay_base", "2, 3, 5, 10, 20 or 100", decay_base))?,
        min_stake: msg.min_stake.unwrap_or(Uint128::one()),
        tolerance_bits,
        unstaked_share: msg.unstaked_share.unwrap_or_default(),
        circulating_supply: circulating_supply(api, supply)?,
    })
}

/// Coinbases pay out the coins of their registry: other ones would go to operators. A registry that is yet to be deployed, or
/// no contract, is believed.
fn ensure_one_denom(querier: &QuerierWrapper, pool_registry: &Addr, denom: &str) -> Result<(), ControlError> {
    let terms = PoolRegistryContract::new(pool_registry.clone()).delegator_terms(querier);
    if terms.is_ok_and(|terms| terms.denom != denom) {
        return Err(invalid("pool_registry", "one of the same denom", pool_registry));
    }
    Ok(())
}

/// What is to change; what is `None` stays.
#[derive(Default, PartialEq)]
pub struct Update {
    /// Who keeps the list.
    pub registrar: Option<Addr>,
    /// The length of the epochs after the running one.
    pub epoch_secs: Option<u64>,
    /// Over how many seconds a coming revenue is released.
    pub release_secs: Option<u64>,
    /// The smallest stake that is counted.
    pub min_stake: Option<Uint128>,
    /// What happens to the unstaked share.
    pub unstaked_share: Option<UnstakedShare>,
    /// How many coins circulate.
    pub circulating_supply: Option<CirculatingSupply>,
}

/// Changes parameters. The books are brought up to now by the old ones.
///
/// Writes: the books, the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::UpdateConfig`.
pub fn update_config(deps: DepsMut, env: Env, update: Update) -> Result<Response, ContractError> {
    if update == Update::default() {
        return Err(ControlError::EmptyChange.into());
    }
    let books = Books::open(deps.storage, &env)?;
    let mut config = books.config.clone();
    let changed = ConfigUpdated {
        registrar: update.registrar,
        epoch_secs: update.epoch_secs.map(epoch_secs).transpose()?,
        release_secs: update.release_secs.map(release_secs).transpose()?,
        min_stake: update.min_stake,
        unstaked_share: update.unstaked_share,
        circulating_supply: update
            .circulating_supply
            .map(|it| circulating_supply(deps.api, it))
            .transpose()?,
    };

    if let Some(registrar) = changed.registrar.clone() {
        let IdentityRule::List { .. } = config.identity else {
            return Err(ContractError::IdentityMode { expected: "a list", rule: config.identity.name() });
        };
        config.identity = IdentityRule::List { registrar };
    }
    config.epoch_secs = changed.epoch_secs.unwrap_or(config.epoch_secs);
    config.release_secs = changed.release_secs.unwrap_or(config.release_secs);
    config.min_stake = changed.min_stake.unwrap_or(config.min_stake);
    config.unstaked_share = changed.unstaked_share.unwrap_or(config.unstaked_share);
    config.circulating_supply = changed.circulating_supply.clone().unwrap_or(config.circulating_supply);

    books.save(deps.storage)?;
    CONFIG.save(deps.storage, &config)?;

    Ok(reported(CONTRACT, changed))
}

fn epoch_secs(given: u64) -> Result<u64, ControlError> {
    within("epoch_secs", given, DAY..=YEAR, "86400 to 31536000")
}

fn release_secs(given: u64) -> Result<u64, ControlError> {
    within("release_secs", given, ..=YEAR, "0 to 31536000")
}

fn circulating_supply(
    api: &dyn Api,
    given: CirculatingSupply,
) -> Result<CirculatingSupply<Addr>, ContractError> {
    match given {
        CirculatingSupply::Fixed { amount } if amount.is_zero() => {
            Err(invalid("circulating_supply", "at least 1", amount).into())
        }
        CirculatingSupply::Fixed { amount } => Ok(CirculatingSupply::Fixed { amount }),
        CirculatingSupply::BankSupply { exclude } => {
            batch::ensure_distinct("excluded accounts", &exclude, MAX_EXCLUDED)?;
            let exclude = exclude.iter().map(|account| api.addr_validate(account));
            Ok(CirculatingSupply::BankSupply { exclude: exclude.collect::<Result<_, _>>()? })
        }
    }
}
