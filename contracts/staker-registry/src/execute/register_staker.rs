//! `register_staker`

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use cw_utils::must_pay;
use tributary_types::event::Fact;
use tributary_types::staker_registry::{StakerRegistered, CONTRACT};

use crate::state::{Profile, Stake, StakerEntry, CONFIG, LEDGER, PROFILES, SIGNERS, STAKES};
use crate::ContractError;

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
    identity: Addr,
    signing_address: Addr,
    coinbase_address: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let amount = must_pay(&info, &config.denom)?;
    if STAKES.has(deps.storage, &identity) {
        return Err(ContractError::AlreadyRegistered { staker: identity });
    }
    let Some(manager) = config.registrars.manager(&identity, &info.sender) else {
        return Err(ContractError::ForeignIdentity { identity });
    };
    if let Some(staker) = SIGNERS.may_load(deps.storage, &signing_address)? {
        return Err(ContractError::SigningAddressInUse { signing_address, staker });
    }
    if amount < config.min_self_stake {
        return Err(ContractError::BelowMinimum { minimum: config.min_self_stake, given: amount });
    }

    let next_signing_change = config.signing_cooldown.after(&env.block);
    let profile = Profile { signing_address, coinbase_address, next_signing_change };
    let stake = Stake { manager, tokens: amount, flag: true };

    SIGNERS.save(deps.storage, &profile.signing_address, &identity)?;
    PROFILES.save(deps.storage, &identity, &profile)?;
    StakerEntry::new(&config, identity.clone(), stake)?.save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    let Profile { signing_address, coinbase_address, .. } = profile;
    let management = info.sender;
    let fact = StakerRegistered { staker: identity, management, signing_address, coinbase_address, amount };
    Ok(Response::new().add_event(fact.event(CONTRACT)))
}
