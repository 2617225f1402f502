//! `license_changed`

use cosmwasm_std::{Addr, DepsMut, Env, Response, StdResult, Storage};
use tributary_controls::pause;
use tributary_controls::wire::reported;
use tributary_types::license_nft::LicenseTerms;
use tributary_types::pool_registry::{LicenseChanged, CONTRACT};

use crate::pool::BookedPool;
use crate::state::{Config, CONFIG};
use crate::ContractError;

/// What changed.
pub struct LicenseChange {
    /// The pool.
    pub pool: Addr,
    /// Whose licences.
    pub delegator: Addr,
    /// How many they have bonded there now.
    pub licenses: u32,
    /// Which one came or went.
    pub token_id: String,
}

/// Somebody has another number of licences in a pool: more are an entry, fewer an exit.
///
/// Writes: the pool, the delegator's place, the totals, the licence contract the first time. Sends: nothing of its own.
///
/// # Errors
/// See `ExecuteMsg::LicenseChanged`.
pub fn license_changed(
    deps: DepsMut,
    env: Env,
    change: LicenseChange,
    terms: LicenseTerms,
) -> Result<Response, ContractError> {
    let config = with_licenses(deps.storage, terms)?;
    let LicenseChange { pool, delegator, licenses, token_id } = change;
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, pool)?;
    let mut member = pool.member(deps.storage, &delegator)?;
    if licenses > member.delegation.holding.licenses {
        pause::ensure_running(deps.storage)?;
    }

    pool.set_licenses(&mut member, licenses)?;
    let fact = LicenseChanged {
        delegator,
        pool: pool.operator().clone(),
        token_id,
        licenses,
        stake: member.delegation.rewards.weight(),
        pool_stake: pool.rewards().weight(),
    };

    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    Ok(aftermath.complete(reported(CONTRACT, fact)))
}

/// The parameters, with the licence contract, which the staker-registry names with every licence and never changes.
///
/// # Errors
/// If storage cannot be read or written.
pub fn with_licenses(storage: &mut dyn Storage, terms: LicenseTerms) -> StdResult<Config> {
    let mut config = CONFIG.load(storage)?;
    if config.licenses.is_none() {
        config.licenses = Some(terms);
        CONFIG.save(storage, &config)?;
    }
    Ok(config)
}
