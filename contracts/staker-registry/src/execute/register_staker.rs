//! `register_staker`, with coins or with a licence

use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, Response};
use cw_utils::must_pay;
use tributary_controls::licenses;
use tributary_math::holding::Holding;
use tributary_types::event::Fact;
use tributary_types::license_nft::NodeRole;
use tributary_types::staker_registry::{LicenseBonded, StakerRegistered, CONTRACT};

use crate::custody;
use crate::registrars::Manager;
use crate::state::{Config, Profile, Stake, StakerEntry, CONFIG, LEDGER, PROFILES, SIGNERS, STAKES};
use crate::ContractError;

/// Who a new staker is.
pub struct Registration {
    /// Who registers it and manages it for ever.
    pub management: Addr,
    /// Its identity.
    pub identity: Addr,
    /// Who signs for it.
    pub signing_address: Addr,
    /// Where block rewards go.
    pub coinbase_address: Addr,
}

/// Registers `identity` with the attached coins, managed by the sender. The cool-down of its key starts now.
///
/// Writes: the staker, its profile and signing address, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RegisterStaker`.
pub fn register_staker(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    registration: Registration,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let tokens = must_pay(&info, &config.denom)?;
    let holding = Holding { tokens, ..Holding::default() };

    let registered = register(deps, &env, &config, registration, holding)?;

    Ok(Response::new().add_event(registered))
}

/// Registers `identity` with its licence `token_id`, which `receive_nft` took into custody just before; managed by the sender.
///
/// Writes: as `register_staker`. Sends: `record_bond`.
///
/// # Errors
/// See `ExecuteMsg::RegisterStaker`.
pub fn register_with_license(
    deps: DepsMut,
    env: Env,
    registration: Registration,
    token_id: String,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let identity = &registration.identity;
    let manager = config.registrars.manager(identity, &registration.management);
    if !matches!(manager, Some(Manager::Registrar(_))) {
        return Err(ContractError::LicenseByStranger);
    }
    let license = custody::load(deps.storage, &token_id)?;
    if license.staker != *identity || license.bonder != *identity {
        return Err(ContractError::NotInCustody { token_id, identity: identity.clone() });
    }

    register_with(deps, &env, &config, registration, &token_id, license.role)
}

/// Registers a new staker with a licence that is in custody for it.
///
/// # Errors
/// **registered**, **in use**, **minimum**.
pub fn register_with(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    registration: Registration,
    token_id: &str,
    role: NodeRole,
) -> Result<Response, ContractError> {
    let terms = config.licenses()?;
    let staker = registration.identity.clone();
    let holding = Holding { licenses: 1, ..Holding::default() };

    let registered = register(deps, env, config, registration, holding)?;

    let record = terms.license_nft.record_bond(token_id.to_owned(), &staker, role)?;
    let fact =
        LicenseBonded { token_id: token_id.to_owned(), bonder: staker.clone(), staker, role, licenses: 1 };
    Ok(Response::new().add_message(record).add_event(registered).add_event(fact.event(CONTRACT)))
}

/// Stores a new staker, which holds enough, and answers what happened.
fn register(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    registration: Registration,
    holding: Holding,
) -> Result<Event, ContractError> {
    let mut ledger = LEDGER.load(deps.storage)?;
    let Registration { management, identity, signing_address, coinbase_address } = registration;
    if STAKES.has(deps.storage, &identity) {
        return Err(ContractError::AlreadyRegistered { staker: identity });
    }
    let Some(manager) = config.registrars.manager(&identity, &management) else {
        return Err(ContractError::ForeignIdentity { identity });
    };
    if let Some(staker) = SIGNERS.may_load(deps.storage, &signing_address)? {
        return Err(ContractError::SigningAddressInUse { signing_address, staker });
    }
    let given = licenses::weight(config.licenses.as_ref(), &holding)?;
    if given < config.min_self_stake {
        return Err(ContractError::BelowMinimum { minimum: config.min_self_stake, given });
    }

    let amount = holding.tokens;
    let next_signing_change = config.signing_cooldown.after(&env.block);
    let profile = Profile { signing_address, coinbase_address, next_signing_change };
    let entry = StakerEntry::new(config, identity.clone(), Stake { manager, holding, flag: true })?;

    SIGNERS.save(deps.storage, &profile.signing_address, &identity)?;
    PROFILES.save(deps.storage, &identity, &profile)?;
    entry.save(deps.storage, config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    let Profile { signing_address, coinbase_address, .. } = profile;
    let fact = StakerRegistered { staker: identity, management, signing_address, coinbase_address, amount };
    Ok(fact.event(CONTRACT))
}
