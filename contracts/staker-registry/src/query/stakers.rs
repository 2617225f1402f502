//! Answers about stakers and their weight.

use cosmwasm_std::{Addr, Deps, Order, Uint128};
use cw_storage_plus::Bound;
use tributary_types::paging::page_size;
use tributary_types::staker_registry::{
    StakeResponse, StakerResponse, StakersResponse, Validator, ValidatorSetResponse,
};

use crate::state::{Config, Staker, StakerEntry, ACTIVE, CONFIG, SIGNERS, STAKERS};
use crate::ContractError;

pub fn staker(deps: Deps, identity: Addr) -> Result<StakerResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let entry = StakerEntry::load(deps.storage, identity)?;
    Ok(row(&config, entry.identity, entry.staker))
}

pub fn staker_by_signing_address(deps: Deps, signing_address: Addr) -> Result<StakerResponse, ContractError> {
    match SIGNERS.may_load(deps.storage, &signing_address)? {
        Some(identity) => staker(deps, identity),
        None => Err(ContractError::UnknownSigner { signing_address }),
    }
}

pub fn stakers(
    deps: Deps,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<StakersResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let start = start_after.as_ref().map(Bound::exclusive);
    let stakers = STAKERS
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|entry| entry.map(|(identity, staker)| row(&config, identity, staker)))
        .collect::<Result<_, _>>()?;
    Ok(StakersResponse { stakers })
}

pub fn effective_stake(
    deps: Deps,
    signing_address: &Addr,
    coinbase_address: &Addr,
) -> Result<StakeResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let Some(identity) = SIGNERS.may_load(deps.storage, signing_address)? else {
        return Ok(StakeResponse { stake: Uint128::zero() });
    };
    let staker = STAKERS.load(deps.storage, &identity)?;
    let stake =
        if staker.coinbase_address == *coinbase_address { staker.power(&config) } else { Uint128::zero() };
    Ok(StakeResponse { stake })
}

pub fn total_stake(deps: Deps, identity: Addr) -> Result<StakeResponse, ContractError> {
    let entry = StakerEntry::load(deps.storage, identity)?;
    Ok(StakeResponse { stake: entry.staker.weight() })
}

pub fn validator_set(
    deps: Deps,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<ValidatorSetResponse, ContractError> {
    let start = start_after.as_ref().map(Bound::exclusive);
    let validators = ACTIVE
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|identity| {
            let identity = identity?;
            let staker = STAKERS.load(deps.storage, &identity)?;
            Ok(Validator {
                staker: identity,
                power: staker.weight(),
                signing_address: staker.signing_address,
                coinbase_address: staker.coinbase_address,
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(ValidatorSetResponse { validators })
}

fn row(config: &Config, identity: Addr, staker: Staker) -> StakerResponse {
    StakerResponse {
        staker: identity,
        tokens: staker.tokens,
        licenses: 0,
        weight: staker.weight(),
        flag: staker.flag,
        active: staker.is_active(config),
        next_signing_change: staker.next_signing_change,
        management: staker.management,
        signing_address: staker.signing_address,
        coinbase_address: staker.coinbase_address,
    }
}
