//! Entry points: two messages, both for the registry alone.

use cosmwasm_std::{
    coins, entry_point, to_json_binary, BankMsg, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdResult,
};
use cw_storage_plus::Item;
use cw_utils::nonpayable;
use tributary_types::coinbase::{
    ConfigResponse, ExecuteMsg, InstantiateMsg, Paid, Payment, QueryMsg, Recovered, CONTRACT,
};
use tributary_types::event::Fact;

use crate::ContractError;

const CONTRACT_NAME: &str = concat!("crates.io:", env!("CARGO_PKG_NAME"));
const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whom this coinbase serves, for ever.
const CONFIG: Item<ConfigResponse> = Item::new("config");

/// See [`InstantiateMsg`].
///
/// # Errors
/// Attached coins; bad addresses.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    let config = ConfigResponse {
        registry: deps.api.addr_validate(&msg.registry)?,
        pool: deps.api.addr_validate(&msg.pool)?,
        denom: msg.denom,
    };
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new())
}

/// See [`ExecuteMsg`].
///
/// # Errors
/// Those that the messages name.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    if info.sender != config.registry {
        return Err(ContractError::NotRegistry { registry: config.registry.into_string() });
    }
    nonpayable(&info)?;
    match msg {
        ExecuteMsg::Pay { payments } => pay(deps, config, payments),
        ExecuteMsg::Recover { denom, recipient } => recover(deps, env, config, denom, &recipient),
    }
}

/// Writes: nothing. Sends: a bank send a payment.
fn pay(deps: DepsMut, config: ConfigResponse, payments: Vec<Payment>) -> Result<Response, ContractError> {
    if payments.is_empty() {
        return Err(ContractError::NoPayments);
    }
    payments.into_iter().try_fold(Response::new(), |response, Payment { recipient, amount }| {
        if amount.is_zero() {
            return Err(ContractError::ZeroPayment { recipient });
        }
        let recipient = deps.api.addr_validate(&recipient)?;
        let send =
            BankMsg::Send { to_address: recipient.to_string(), amount: coins(amount.u128(), &config.denom) };
        let paid = Paid { pool: config.pool.clone(), recipient, amount };
        Ok(response.add_message(send).add_event(paid.event(CONTRACT)))
    })
}

/// Writes: nothing. Sends: the whole balance of a foreign denom.
fn recover(
    deps: DepsMut,
    env: Env,
    config: ConfigResponse,
    denom: String,
    recipient: &str,
) -> Result<Response, ContractError> {
    if denom == config.denom {
        return Err(ContractError::StakingDenom { denom });
    }
    let recipient = deps.api.addr_validate(recipient)?;
    let balance = deps.querier.query_balance(env.contract.address, &denom)?;
    if balance.amount.is_zero() {
        return Err(ContractError::NothingToRecover { denom });
    }

    let recovered =
        Recovered { pool: config.pool, denom, recipient: recipient.clone(), amount: balance.amount };
    Ok(Response::new()
        .add_message(BankMsg::Send { to_address: recipient.into_string(), amount: vec![balance] })
        .add_event(recovered.event(CONTRACT)))
}

/// See [`QueryMsg`].
///
/// # Errors
/// If the contract was never instantiated.
#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> StdResult<Binary> {
    match msg {
        QueryMsg::Config {} => to_json_binary(&CONFIG.load(deps.storage)?),
    }
}
