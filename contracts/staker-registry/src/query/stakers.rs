//! Answers about stakers and their weight.

use cosmwasm_std::{Addr, Deps, Order, Uint128};
use cw_storage_plus::Bound;
use tributary_types::paging::page_size;
use tributary_types::staker_registry::{
    StakeResponse, StakerResponse, StakersResponse, Validator, ValidatorSetResponse,
};

use crate::state::{Config, Profile, StakerEntry, ACTIVE, CONFIG, PROFILES, SIGNERS, STAKES};
use crate::ContractError;

pub fn staker(deps: Deps, identity: Addr) -> Result<StakerResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    row(deps, &config, identity)
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
    let stakers = STAKES
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|identity| row(deps, &config, identity?))
        .collect::<Result<_, ContractError>>()?;
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
    let is_its_coinbase = PROFILES.load(deps.storage, &identity)?.coinbase_address == *coinbase_address;
    let power = STAKES.load(deps.storage, &identity)?.power(&config)?;
    Ok(StakeResponse { stake: if is_its_coinbase { power } else { Uint128::zero() } })
}

pub fn total_stake(deps: Deps, identity: Addr) -> Result<StakeResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let entry = StakerEntry::load(deps.storage, &config, identity)?;
    Ok(StakeResponse { stake: entry.stake.weight(&config)? })
}

pub fn validator_set(
    deps: Deps,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> Result<ValidatorSetResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let start = start_after.as_ref().map(Bound::exclusive);
    let validators = ACTIVE
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|identity| {
            let identity = identity?;
            let power = STAKES.load(deps.storage, &identity)?.power(&config)?;
            let Profile { signing_address, coinbase_address, .. } = PROFILES.load(deps.storage, &identity)?;
            Ok(Validator { staker: identity, power, signing_address, coinbase_address })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(ValidatorSetResponse { validators })
}

fn row(deps: Deps, config: &Config, identity: Addr) -> Result<StakerResponse, ContractError> {
    let StakerEntry { identity, management, stake, .. } = StakerEntry::load(deps.storage, config, identity)?;
    let profile = PROFILES.load(deps.storage, &identity)?;
    Ok(StakerResponse {
        staker: identity,
        management,
        signing_address: profile.signing_address,
        coinbase_address: profile.coinbase_address,
        weight: stake.weight(config)?,
        active: stake.is_active(config)?,
        tokens: stake.holding.tokens,
        locked: stake.holding.locked,
        licenses: stake.holding.licenses,
        flag: stake.flag,
        next_signing_change: profile.next_signing_change,
    })
}
