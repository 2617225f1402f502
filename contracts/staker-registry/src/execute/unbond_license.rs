//! `unbond_license`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_types::staker_registry::{BondState, LicenseUnbonded, LicenseUnbonding, CONTRACT};

use crate::custody::{self, Custody};
use crate::state::{StakerEntry, CONFIG, LEDGER};
use crate::ContractError;

/// Takes a licence off at once; it can be released after the unbond lock.
///
/// Writes: the licence, the staker, the ledger. Sends: `license_changed` to the pool-registry of a pool.
///
/// # Errors
/// See `ExecuteMsg::UnbondLicense`.
pub fn unbond_license(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    token_id: String,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let license = custody::load(deps.storage, &token_id)?;
    if license.bonder != sender {
        return Err(ContractError::NotBonder { token_id, bonder: license.bonder });
    }
    if license.state() != BondState::Bonded {
        return Err(ContractError::AlreadyUnbonding { token_id });
    }
    let mut entry = StakerEntry::load(deps.storage, &config, license.staker.clone())?;
    let mut custody = Custody::load(deps.storage, &license.staker, &license.bonder)?;

    let release = config.unbond_lock.after(&env.block);
    custody.start_unbonding(deps.storage, &token_id, license, release)?;
    entry.stake.holding.licenses = entry.stake.holding.licenses.saturating_sub(1);
    let (pools, terms) = (entry.pool_registry(), config.licenses()?);
    let told = pools.map(|pools| custody.report(&pools, &token_id, terms)).transpose()?;
    let (staker, licenses) = (entry.identity.clone(), entry.stake.holding.licenses);

    custody.save(deps.storage)?;
    entry.save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    let data = to_json_binary(&LicenseUnbonding { token_id: token_id.clone(), release })?;
    let fact = LicenseUnbonded { token_id, staker, bonder: sender, release, licenses };
    Ok(reported(CONTRACT, fact).add_messages(told).set_data(data))
}
