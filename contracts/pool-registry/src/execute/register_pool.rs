//! `register_pool`

use cosmwasm_std::{coin, to_json_binary, Addr, CanonicalAddr, DepsMut, Env, MessageInfo, Response, WasmMsg};
use cw_utils::must_pay;
use tributary_math::Ppm;
use tributary_types::coinbase::InstantiateMsg as CoinbaseMsg;
use tributary_types::event::Fact;
use tributary_types::pool_registry::{PoolRegistered, PoolRegistration, CONTRACT};

use super::Metadata;
use crate::coinbase::salt;
use crate::pool::{BookedPool, Member};
use crate::state::{Config, Delegation, Profile, CONFIG, POOLS, PROFILES};
use crate::ContractError;

/// Opens the sender's pool. The coinbase's address follows from its code, this contract and the operator, so everything is
/// written before it exists, and it may hold rewards already.
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
    signing_address: Addr,
    commission: Ppm,
    metadata: Metadata,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let amount = must_pay(&info, &config.denom)?;
    let operator = info.sender;
    if POOLS.has(deps.storage, &operator) {
        return Err(ContractError::AlreadyRegistered { pool: operator });
    }
    if amount < config.min_self_stake {
        return Err(ContractError::BelowMinimumSelfStake { minimum: config.min_self_stake, given: amount });
    }

    let create = create_coinbase(&env, &config, &operator, salt(deps.api, &operator)?)?;
    let profile = Profile {
        signing_address: signing_address.clone(),
        metadata_url: metadata.url.clone(),
        metadata_hash: metadata.hash.clone(),
        registered_at: env.block.time,
    };
    let mut pool = BookedPool::open(deps.as_ref(), &env, &config, operator.clone(), commission)?;
    let coinbase = pool.coinbase().addr().clone();
    let mut member = Member::new(operator.clone(), Delegation::default());
    pool.set_tokens(&mut member, amount)?;

    PROFILES.save(deps.storage, &operator, &profile)?;
    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    let stake = coin(amount.u128(), &config.denom);
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
    let response = Response::new()
        .add_message(create)
        .add_message(register)
        .add_event(fact.event(CONTRACT))
        .set_data(to_json_binary(&PoolRegistration { coinbase })?);
    Ok(aftermath.complete(response))
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
