//! Entry points: check who may, then hand over to one file a message.

use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use cw_utils::nonpayable;
use tributary_controls::wire::{optional_address, reported};
use tributary_controls::{migration, ownership, pause};
use tributary_types::license_nft::{ExecuteMsg, InstantiateMsg, MigrateMsg, NewLicense, QueryMsg, CONTRACT};

use crate::digest::Digest;
use crate::records::RECORDS;
use crate::state::{Genesis, Ledger, CONFIG, GENESIS, HOOKS, LEDGER};
use crate::{authority, execute, query, reply as replies, ContractError};

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
    pause::initialize(deps.storage, deps.api, msg.guardian.as_deref())?;
    let config = execute::config::initial(deps.api, &env, msg)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.save(deps.storage, &config)?;
    LEDGER.save(deps.storage, &Ledger::default())?;
    let digest = Digest::default().0;
    GENESIS.save(deps.storage, &Genesis { finished: false, count: 0, digest, last: None })?;
    HOOKS.save(deps.storage, &vec![])?;
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
        ExecuteMsg::TransferNft { recipient, token_id } => {
            let recipient = deps.api.addr_validate(&recipient)?;
            execute::transfer_nft(deps, env, info.sender, recipient, token_id)
        }
        ExecuteMsg::SendNft { contract, token_id, msg } => {
            let contract = deps.api.addr_validate(&contract)?;
            execute::send_nft(deps, env, info.sender, contract, token_id, msg)
        }
        ExecuteMsg::Approve { spender, token_id, expires } => {
            let spender = deps.api.addr_validate(&spender)?;
            execute::approve(deps, env, info.sender, spender, token_id, expires)
        }
        ExecuteMsg::Revoke { spender, token_id } => {
            let spender = deps.api.addr_validate(&spender)?;
            execute::revoke(deps, env, info.sender, spender, token_id)
        }
        ExecuteMsg::ApproveAll { operator, expires } => {
            let operator = deps.api.addr_validate(&operator)?;
            execute::approve_all(deps, env, info.sender, operator, expires)
        }
        ExecuteMsg::RevokeAll { operator } => {
            let operator = deps.api.addr_validate(&operator)?;
            execute::revoke_all(deps, info.sender, operator)
        }
        ExecuteMsg::Burn { token_id } => execute::burn(deps, env, info.sender, token_id),
        ExecuteMsg::Mint { token_id, owner, token_uri, extension } => {
            execute::mint(deps, env, info.sender, NewLicense { token_id, owner, token_uri, extension })
        }
        ExecuteMsg::MintMany { licenses } => execute::mint_many(deps, env, licenses),
        ExecuteMsg::SetMinter { minter } => {
            let minter = deps.api.addr_validate(&minter)?;
            execute::set_minter(deps, minter)
        }
        ExecuteMsg::SetStakerRegistry { staker_registry } => {
            let staker_registry = optional_address(deps.api, staker_registry)?;
            execute::set_staker_registry(deps, env, staker_registry)
        }
        ExecuteMsg::SetGuardian { guardian } => {
            Ok(reported(CONTRACT, pause::set_guardian(deps.storage, deps.api, guardian)?))
        }
        ExecuteMsg::Pause {} => Ok(reported(CONTRACT, pause::pause(deps.storage, info.sender)?)),
        ExecuteMsg::Unpause {} => Ok(reported(CONTRACT, pause::unpause(deps.storage, info.sender)?)),
        ExecuteMsg::FundReserve {} => execute::fund_reserve(deps, info),
        ExecuteMsg::ReclaimFunding { amount } => execute::reclaim_funding(deps, info.sender, amount),
        ExecuteMsg::OpenMainnet {} => execute::open_mainnet(deps),
        ExecuteMsg::OpenStable {} => execute::open_stable(deps),
        ExecuteMsg::RecordBond { token_id, node, role } => {
            let node = deps.api.addr_validate(&node)?;
            execute::record_bond(deps, token_id, node, role)
        }
        ExecuteMsg::Liquidate { node, need, token_ids } => {
            let node = deps.api.addr_validate(&node)?;
            execute::liquidate(deps, info.sender, node, need, token_ids)
        }
        ExecuteMsg::Redeem { token_id } => execute::redeem(deps, info.sender, token_id),
        ExecuteMsg::ImportLicenses { licenses } => execute::import_licenses(deps, env, licenses),
        ExecuteMsg::FinishImport { digest, count } => execute::finish_import(deps, digest, count),
        ExecuteMsg::RegisterHook { contract } => {
            let contract = deps.api.addr_validate(&contract)?;
            execute::register_hook(deps, contract)
        }
        ExecuteMsg::RemoveHook { contract } => {
            let contract = deps.api.addr_validate(&contract)?;
            execute::remove_hook(deps, contract)
        }
        ExecuteMsg::MigrateRecords { cursor, limit } => {
            Ok(reported(CONTRACT, migration::migrate_records(deps.storage, &RECORDS, cursor, limit)?))
        }
        ExecuteMsg::UpdateOwnership(action) => {
            Ok(reported(CONTRACT, ownership::update(deps, &env.block, &info.sender, action)?))
        }
    }
}

/// A hook failed.
///
/// # Errors
/// For a reply that nobody asked for.
#[entry_point]
pub fn reply(_deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, ContractError> {
    replies::handle(reply)
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
