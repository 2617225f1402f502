//! `register_pool`

use cosmwasm_std::{
    coin, to_json_binary, Addr, CanonicalAddr, DepsMut, Env, MessageInfo, Response, Uint128, WasmMsg,
};
use cw_utils::must_pay;
use tributary_controls::licenses;
use tributary_controls::wire::reported;
use tributary_math::holding::Holding;
use tributary_math::Ppm;
use tributary_types::coinbase::InstantiateMsg as CoinbaseMsg;
use tributary_types::event::Fact;
use tributary_types::license_nft::LicenseTerms;
use tributary_types::pool_registry::{LicenseChanged, PoolRegistered, PoolRegistration, CONTRACT};
use tributary_types::staker_registry::FirstStake;

use super::license_changed::with_licenses;
use super::Metadata;
use crate::coinbase::salt;
use crate::pool::{BookedPool, Member};
use crate::state::{Config, Delegation, Profile, CONFIG, POOLS, PROFILES};
use crate::ContractError;

/// What a new pool is.
pub struct NewPool {
    /// Who signs for it.
    pub signing_address: Addr,
    /// The operator's part of the rewards.
    pub commission: Ppm,
    /// How it describes itself.
    pub metadata: Metadata,
}

/// Opens the sender's pool with the attached coins.
///
/// Writes: the pool, its profile, the operator's place, the totals. Sends: the coinbase's instantiation,
/// `register_staker` with the stake.
///
/// # Errors
/// See `ExecuteMsg::RegisterPool`.
pub fn register_pool(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    new: NewPool,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let tokens = must_pay(&info, &config.denom)?;

    let stake = FirstStake::Coins(coin(tokens.u128(), &config.denom));
    Ok(open(deps, &env, &config, info.sender, stake, new)?.1)
}

/// Opens the pool of `operator` with a licence, which the staker-registry took into custody just before.
///
/// Writes: as `register_pool`, and the licence contract. Sends: the same, without coins.
///
/// # Errors
/// See `ExecuteMsg::RegisterPoolFor`.
pub fn register_pool_for(
    deps: DepsMut,
    env: Env,
    operator: Addr,
    token_id: String,
    terms: LicenseTerms,
    new: NewPool,
) -> Result<Response, ContractError> {
    let config = with_licenses(deps.storage, terms)?;

    let stake = FirstStake::License(token_id.clone());
    let (weight, response) = open(deps, &env, &config, operator.clone(), stake, new)?;

    let (delegator, pool) = (operator.clone(), operator);
    let fact = LicenseChanged { delegator, pool, token_id, licenses: 1, stake: weight, pool_stake: weight };
    Ok(response.add_event(fact.event(CONTRACT)))
}

/// The coinbase's address follows from its code, this contract and the operator, so everything is written before it exists,
/// and it may hold rewards already. Answers the pool's weight as well.
fn open(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    operator: Addr,
    stake: FirstStake,
    new: NewPool,
) -> Result<(Uint128, Response), ContractError> {
    if POOLS.has(deps.storage, &operator) {
        return Err(ContractError::AlreadyRegistered { pool: operator });
    }
    let holding = match &stake {
        FirstStake::Coins(coin) => Holding { tokens: coin.amount, ..Holding::default() },
        FirstStake::License(_) => Holding { licenses: 1, ..Holding::default() },
    };
    let (amount, weight) = (holding.tokens, licenses::weight(config.licenses.as_ref(), &holding)?);
    if weight < config.min_self_stake {
        return Err(ContractError::BelowMinimumSelfStake { minimum: config.min_self_stake, given: weight });
    }

    let NewPool { signing_address, commission, metadata } = new;
    let create = create_coinbase(env, config, &operator, salt(deps.api, &operator)?)?;
    let profile = Profile {
        signing_address: signing_address.clone(),
        metadata_url: metadata.url.clone(),
        metadata_hash: metadata.hash.clone(),
        registered_at: env.block.time,
    };
    let mut pool = BookedPool::open(deps.as_ref(), env, config, operator.clone(), commission)?;
    let coinbase = pool.coinbase().addr().clone();
    let mut member = Member::new(operator.clone(), Delegation::default());
    pool.set_holding(&mut member, holding)?;

    PROFILES.save(deps.storage, &operator, &profile)?;
    let aftermath = pool.save(deps.storage, env, Some(member))?;

    let register = config.staker_registry.register_staker(&operator, &signing_address, &coinbase, stake)?;
    let fact = PoolRegistered {
        pool: operator,
        coinbase: coinbase.clone(),
        signing_address,
        commission_ppm: commission.value(),
        metadata_url: metadata.url,
        metadata_hash: metadata.hash.to_hex(),
        amount,
    };
    let response = reported(CONTRACT, fact)
        .add_message(create)
        .add_message(register)
        .set_data(to_json_binary(&PoolRegistration { coinbase })?);
    Ok((weight, aftermath.complete(response)))
}

fn create_coinbase(
    env: &Env,
    config: &Config,
    operator: &Addr,
    salt: CanonicalAddr,
) -> Result<WasmMsg, ContractError> {
    let msg = CoinbaseMsg {
        registry: env.contract.address.to_string(),
        pool: operator.to_string(),
        denom: config.denom.clone(),
    };
    Ok(WasmMsg::Instantiate2 {
        admin: None,
        code_id: config.coinbase_code_id,
        label: format!("coinbase of {operator}"),
        msg: to_json_binary(&msg)?,
        funds: vec![],
        salt: salt.into(),
    })
}
