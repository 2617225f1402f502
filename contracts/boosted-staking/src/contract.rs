//! Entry points: check who may, then hand over to one file a message.

use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use tributary_controls::wire::{optional_address, paid, reported};
use tributary_controls::{migration, ownership, pause};
use tributary_math::emission::Emission;
use tributary_types::boosted_staking::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, CONTRACT};

use crate::execute::config::Update;
use crate::records::RECORDS;
use crate::state::{Totals, CONFIG, EMISSION, TOTALS};
use crate::{authority, execute, query, ContractError};

const CONTRACT_NAME: &str = concat!("crates.io:", env!("CARGO_PKG_NAME"));
const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// See [`InstantiateMsg`].
///
/// # Errors
/// Those that the message names.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    ownership::initialize(deps.storage, deps.api, msg.owner.as_deref(), &info.sender)?;
    let owner = msg.owner.clone().unwrap_or_else(|| info.sender.into_string());
    pause::initialize(deps.storage, deps.api, Some(msg.guardian.as_deref().unwrap_or(&owner)))?;
    let config = execute::config::initial(deps.api, &deps.querier, &env, owner, msg)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    EMISSION.save(deps.storage, &Emission::new())?;
    TOTALS.save(deps.storage, &Totals::default())?;
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
    authority::ensure_allowed(deps.as_ref(), &info, &msg)?;
    match msg {
        ExecuteMsg::Stake { days } => {
            let config = CONFIG.load(deps.storage)?;
            let amount = paid::<ContractError>(&info, &config.stake_asset)?;
            execute::stake(deps, env, config, info.sender, amount, days)
        }
        ExecuteMsg::Receive(received) => execute::receive(deps, env, info.sender, received),
        ExecuteMsg::Withdraw { position_id } => execute::withdraw(deps, env, info.sender, position_id),
        ExecuteMsg::Claim { position_id, start_after, limit } => {
            execute::claim(deps, env, info.sender, position_id, start_after, limit)
        }
        ExecuteMsg::Fund {} => {
            let config = CONFIG.load(deps.storage)?;
            let amount = paid::<ContractError>(&info, &config.reward_asset)?;
            execute::fund(deps, env, config, info.sender, amount)
        }
        ExecuteMsg::ReceiveNft(received) => execute::receive_nft(deps, env, info.sender, received),
        ExecuteMsg::WithdrawNft { token_id } => execute::withdraw_nft(deps, env, info.sender, token_id),
        ExecuteMsg::RefreshBoost { user } => {
            let user = deps.api.addr_validate(&user)?;
            execute::refresh_boost(deps, env, user)
        }
        ExecuteMsg::HoldingsChanged(told) => {
            let owner = deps.api.addr_validate(&told.owner)?;
            execute::holdings_changed(deps, env, owner, told.balance)
        }
        ExecuteMsg::SetLoyalty { scores } => execute::set_loyalty(deps, env, scores),
        ExecuteMsg::Advance {} => execute::advance(deps, env),
        ExecuteMsg::SweepUnused {} => execute::sweep_unused(deps, env),
        ExecuteMsg::Pause {} => Ok(reported(CONTRACT, pause::pause(deps.storage, info.sender)?)),
        ExecuteMsg::Unpause {} => Ok(reported(CONTRACT, pause::unpause(deps.storage, info.sender)?)),
        ExecuteMsg::UpdateConfig { loyalty_oracle, min_stake, guardian } => {
            let loyalty_oracle = optional_address(deps.api, loyalty_oracle)?;
            let guardian = optional_address(deps.api, guardian)?;
            execute::update_config(deps, Update { loyalty_oracle, min_stake, guardian })
        }
        ExecuteMsg::MigrateRecords { cursor, limit } => {
            Ok(reported(CONTRACT, migration::migrate_records(deps.storage, &RECORDS, cursor, limit)?))
        }
        ExecuteMsg::UpdateOwnership(action) => {
            Ok(reported(CONTRACT, ownership::update(deps, &env.block, &info.sender, action)?))
        }
    }
}

/// See [`QueryMsg`].
///
/// # Errors
/// Those that the queries name.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, env, msg)
}

/// See [`MigrateMsg`].
///
/// # Errors
/// For anything but an older version of this contract, and before the records of the last migration are all written anew.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    let migrated = migration::upgrade(deps.storage, CONTRACT_NAME, CONTRACT_VERSION, &RECORDS)?;
    Ok(reported(CONTRACT, migrated))
}
