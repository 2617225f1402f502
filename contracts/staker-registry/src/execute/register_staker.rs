//! `register_staker`

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use cw_utils::must_pay;
use tributary_types::event::Fact;
use tributary_types::staker_registry::{StakerRegistered, CONTRACT};

use crate::state::{Staker, StakerEntry, CONFIG, LEDGER, SIGNERS, STAKERS};
use crate::ContractError;

/// Registers `identity` with the attached coins, managed by the sender. The cool-down of its key starts now.
///
/// Writes: the staker, its signing address, the ledger. Sends: nothing.
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
    if STAKERS.has(deps.storage, &identity) {
        return Err(ContractError::AlreadyRegistered { staker: identity });
    }
    if identity != info.sender && !config.registrars.contains(&info.sender) {
        return Err(ContractError::ForeignIdentity { identity });
    }
    if let Some(staker) = SIGNERS.may_load(deps.storage, &signing_address)? {
        return Err(ContractError::SigningAddressInUse { signing_address, staker });
    }
    if amount < config.min_self_stake {
        return Err(ContractError::BelowMinimum { minimum: config.min_self_stake, given: amount });
    }

    let staker = Staker {
        management: info.sender,
        signing_address,
        coinbase_address,
        tokens: amount,
        flag: true,
        next_signing_change: config.signing_cooldown.after(&env.block),
    };
    let fact = StakerRegistered {
        staker: identity.clone(),
        management: staker.management.clone(),
        signing_address: staker.signing_address.clone(),
        coinbase_address: staker.coinbase_address.clone(),
        amount,
    };

    SIGNERS.save(deps.storage, &staker.signing_address, &identity)?;
    StakerEntry::new(identity, staker).save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    Ok(Response::new().add_event(fact.event(CONTRACT)))
}
