//! `receive_nft`: a licence is bonded, or registers whoever sent it

use cosmwasm_std::{from_json, Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_types::license_nft::{NodeRole, ReceiveNft};
use tributary_types::pool_registry::{ExecuteMsg as PoolMsg, PoolRegistryContract};
use tributary_types::staker_registry::{LicenseAction, LicenseBonded, CONTRACT};

use super::register_staker::{register_with, Registration};
use crate::custody::{self, Custody};
use crate::reply::Check;
use crate::state::{Config, StakerEntry, CONFIG, LEDGER};
use crate::ContractError;

/// Takes a licence into custody for the sender's purpose.
///
/// Writes: the licence; for a bond the staker and the ledger; for a registration what that writes. Sends: `record_bond`, then
/// `license_changed` to the pool-registry of a pool; `register_pool_for` alone for a new pool.
///
/// # Errors
/// See `ExecuteMsg::ReceiveNft`.
pub fn receive_nft(deps: DepsMut, env: Env, received: ReceiveNft) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let bonder = deps.api.addr_validate(&received.sender)?;
    let token_id = received.token_id;
    match from_json(&received.msg)? {
        LicenseAction::BondLicense { staker, role } => {
            let staker = deps.api.addr_validate(&staker)?;
            let entry = StakerEntry::load(deps.storage, &config, staker)?;
            ensure_may_bond(&entry, &bonder, role)?;
            bond_license(deps, &config, entry, bonder, token_id, role)
        }
        LicenseAction::RegisterStaker { signing_address, coinbase_address, role } => {
            custody::take_first(deps.storage, &bonder, &token_id, role)?;
            let registration = Registration {
                management: bonder.clone(),
                identity: bonder,
                signing_address: deps.api.addr_validate(&signing_address)?,
                coinbase_address: deps.api.addr_validate(&coinbase_address)?,
            };
            register_with(deps, &env, &config, registration, &token_id, role)
        }
        LicenseAction::RegisterPool { signing_address, commission_ppm, metadata_url, metadata_hash } => {
            let terms = config.licenses()?;
            let open = PoolMsg::RegisterPoolFor {
                operator: bonder.to_string(),
                token_id: token_id.clone(),
                coins_per_license: terms.coins_per_license,
                license_nft: terms.license_nft.addr().to_string(),
                signing_address,
                commission_ppm,
                metadata_url,
                metadata_hash,
            };
            register_pool(deps, &config, &bonder, &token_id, &open)
        }
    }
}

fn bond_license(
    deps: DepsMut,
    config: &Config,
    mut entry: StakerEntry,
    bonder: Addr,
    token_id: String,
    role: NodeRole,
) -> Result<Response, ContractError> {
    let terms = config.licenses()?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let mut custody = Custody::load(deps.storage, &entry.identity, &bonder)?;

    custody.take(deps.storage, &token_id, role)?;
    entry.stake.holding.licenses = entry.stake.holding.licenses.saturating_add(1);
    let record = terms.license_nft.record_bond(token_id.clone(), &entry.identity, role)?;
    let pools = entry.pool_registry();
    let told = pools.map(|pools| custody.report(&pools, &token_id, terms)).transpose()?;
    let (staker, licenses) = (entry.identity.clone(), entry.stake.holding.licenses);

    custody.save(deps.storage)?;
    entry.save(deps.storage, config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    let fact = LicenseBonded { token_id, staker, bonder, role, licenses };
    Ok(reported(CONTRACT, fact).add_message(record).add_messages(told))
}

/// To a solo staker its management alone adds stake. To a pool anyone does, and the pool-registry decides.
fn ensure_may_bond(entry: &StakerEntry, bonder: &Addr, role: NodeRole) -> Result<(), ContractError> {
    if entry.is_managed() {
        return match role {
            NodeRole::Validator => Ok(()),
            NodeRole::ResourceNode => Err(ContractError::RoleInPool { given: role }),
        };
    }
    if entry.management != *bonder {
        let (staker, management) = (entry.identity.clone(), entry.management.clone());
        return Err(ContractError::NotManagement { staker, management });
    }
    Ok(())
}

/// The pool-registry opens the pool and registers it here with the licence, which is in custody from now on.
fn register_pool(
    deps: DepsMut,
    config: &Config,
    operator: &Addr,
    token_id: &str,
    open: &PoolMsg,
) -> Result<Response, ContractError> {
    let registrar = config.registrars.current().next().ok_or(ContractError::NoRegistrar)?;

    custody::take_first(deps.storage, operator, token_id, NodeRole::Validator)?;

    let open = PoolRegistryContract::new(registrar.clone()).execute(open)?;
    let check = Check::PoolOpened { operator: operator.clone() };
    Ok(Response::new().add_submessage(check.after(open)?))
}
