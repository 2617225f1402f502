//! Entry points: check who may, then hand over to one file a message.

use cosmwasm_std::{entry_point, Addr, Api, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdResult};
use cw_utils::nonpayable;
use tributary_controls::wire::{optional_address, reported};
use tributary_controls::{batch, migration, ownership};
use tributary_math::revenue::RevenueLedger;
use tributary_types::treasury_decay::{
    ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, CONTRACT, MAX_USERS,
};

use crate::execute::config::Update;
use crate::records::RECORDS;
use crate::state::{Totals, CONFIG, LEDGER, TOTALS};
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
    let config = execute::config::initial(deps.api, &deps.querier, &env, msg)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    LEDGER.save(deps.storage, &RevenueLedger::new(env.block.time.seconds(), config.epoch_secs))?;
    TOTALS.save(deps.storage, &Totals::default())?;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new())
}

/// See [`ExecuteMsg`].
///
/// # Errors
/// Those that the messages name.
#[expect(clippy::too_many_lines, reason = "one arm a message")]
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    authority::ensure_allowed(deps.as_ref(), &info, &msg)?;
    match msg {
        ExecuteMsg::DelegationChanged(told) => {
            let change = execute::Change::checked(deps.api, told)?;
            execute::delegation_changed(deps, env, change)
        }
        ExecuteMsg::DistributeRevenue {} => execute::distribute_revenue(deps, env, info),
        ExecuteMsg::Settle { user, limit } => {
            let user = deps.api.addr_validate(&user)?;
            execute::settle(deps, env, user, limit)
        }
        ExecuteMsg::Collect { pool, users, limit } => {
            let (pool, users) = (deps.api.addr_validate(&pool)?, distinct(deps.api, &users)?);
            execute::collect(deps, env, pool, users, limit)
        }
        ExecuteMsg::ClaimShare {} => execute::claim_share(deps, info.sender),
        ExecuteMsg::SetUserShare { share_bps } => execute::set_user_share(deps, info.sender, share_bps),
        ExecuteMsg::RollEpoch {} => execute::roll_epoch(deps, env),
        ExecuteMsg::Identify { users } => {
            let users = distinct(deps.api, &users)?;
            execute::identify(deps, env, users, true)
        }
        ExecuteMsg::RevokeIdentity { users } => {
            let users = distinct(deps.api, &users)?;
            execute::identify(deps, env, users, false)
        }
        ExecuteMsg::RefreshIdentity { user } => {
            let user = deps.api.addr_validate(&user)?;
            execute::refresh_identity(deps, env, user)
        }
        ExecuteMsg::Spend { to, amount } => {
            let to = deps.api.addr_validate(&to)?;
            execute::spend(deps, env, to, amount)
        }
        ExecuteMsg::SpendOther { asset, to, amount } => {
            let to = deps.api.addr_validate(&to)?;
            execute::spend_other(deps, env, asset, to, amount)
        }
        ExecuteMsg::UpdateConfig {
            registrar,
            epoch_secs,
            release_secs,
            min_stake,
            unstaked_share,
            circulating_supply,
        } => {
            let registrar = optional_address(deps.api, registrar)?;
            let update =
                Update { registrar, epoch_secs, release_secs, min_stake, unstaked_share, circulating_supply };
            execute::update_config(deps, env, update)
        }
        ExecuteMsg::MigrateRecords { cursor, limit } => {
            Ok(reported(CONTRACT, migration::migrate_records(deps.storage, &RECORDS, cursor, limit)?))
        }
        ExecuteMsg::UpdateOwnership(action) => {
            Ok(reported(CONTRACT, ownership::update(deps, &env.block, &info.sender, action)?))
        }
    }
}

/// Checked users, not too many and none twice.
fn distinct(api: &dyn Api, users: &[String]) -> Result<Vec<Addr>, ContractError> {
    batch::ensure_distinct("users", users, MAX_USERS)?;
    Ok(users.iter().map(|user| api.addr_validate(user)).collect::<StdResult<_>>()?)
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
