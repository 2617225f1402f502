//! Entry points: check who may, then hand over to one file a message.

use cosmwasm_std::{
    entry_point, Addr, Api, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, StdResult,
};
use cw_utils::nonpayable;
use tributary_controls::wire::{optional_address, reported};
use tributary_controls::{batch, migration, ownership, pause};
use tributary_types::staker_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, CONTRACT};

use crate::records::RECORDS;
use crate::state::{Ledger, ANNOUNCEMENT, CONFIG, LEDGER};
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
        ExecuteMsg::RegisterStaker { identity, signing_address, coinbase_address, license } => {
            let identity = address_or(deps.api, identity, &info.sender)?;
            let signing_address = deps.api.addr_validate(&signing_address)?;
            let coinbase_address = deps.api.addr_validate(&coinbase_address)?;
            let management = info.sender.clone();
            let registration =
                execute::Registration { management, identity, signing_address, coinbase_address };
            match license {
                None => execute::register_staker(deps, env, info, registration),
                Some(token_id) => execute::register_with_license(deps, env, registration, token_id),
            }
        }
        ExecuteMsg::Bond { staker } => {
            let staker = deps.api.addr_validate(&staker)?;
            execute::bond(deps, info, staker)
        }
        ExecuteMsg::Unbond { staker, amount, fee, recipient, owner } => {
            let staker = deps.api.addr_validate(&staker)?;
            let owner = optional_address(deps.api, owner)?;
            let recipient = optional_address(deps.api, recipient)?;
            let fee = fee.unwrap_or_default();
            execute::unbond(
                deps,
                env,
                info.sender,
                execute::UnbondRequest { staker, owner, recipient, amount, fee },
            )
        }
        ExecuteMsg::TransferStake { from, to, amount, fee, owner } => {
            let from = deps.api.addr_validate(&from)?;
            let to = deps.api.addr_validate(&to)?;
            let owner = optional_address(deps.api, owner)?;
            let fee = fee.unwrap_or_default();
            execute::transfer_stake(
                deps,
                env,
                info.sender,
                execute::TransferRequest { from, to, owner, amount, fee },
            )
        }
        ExecuteMsg::CancelTransfer { id } => execute::cancel_transfer(deps, info.sender, id),
        ExecuteMsg::FinalizeUnbond { id, fee_recipient } => {
            let fee_recipient = address_or(deps.api, fee_recipient, &info.sender)?;
            execute::finalize_unbond(deps, env, id, fee_recipient)
        }
        ExecuteMsg::FinalizeTransfer { id, fee_recipient } => {
            let fee_recipient = address_or(deps.api, fee_recipient, &info.sender)?;
            execute::finalize_transfer(deps, env, info.sender, id, fee_recipient)
        }
        ExecuteMsg::FinalizeMany { unbonds, transfers, fee_recipient } => {
            batch::ensure_batch(&[&unbonds, &transfers])?;
            let fee_recipient = address_or(deps.api, fee_recipient, &info.sender)?;
            execute::finalize_many(deps, env, info.sender, &unbonds, &transfers, fee_recipient)
        }
        ExecuteMsg::Redirect { id, recipient } => {
            let recipient = deps.api.addr_validate(&recipient)?;
            execute::redirect(deps, env, info.sender, id, recipient)
        }
        ExecuteMsg::SetState { staker, active } => {
            let staker = deps.api.addr_validate(&staker)?;
            execute::set_state(deps, info.sender, staker, active)
        }
        ExecuteMsg::SetSigningAddress { staker, signing_address } => {
            let staker = deps.api.addr_validate(&staker)?;
            let signing_address = deps.api.addr_validate(&signing_address)?;
            execute::set_signing_address(deps, env, info.sender, staker, signing_address)
        }
        ExecuteMsg::SetCoinbaseAddress { staker, coinbase_address } => {
            let staker = deps.api.addr_validate(&staker)?;
            let coinbase_address = deps.api.addr_validate(&coinbase_address)?;
            execute::set_coinbase_address(deps, info.sender, staker, coinbase_address)
        }
        ExecuteMsg::ReceiveNft(received) => execute::receive_nft(deps, env, received),
        ExecuteMsg::UnbondLicense { token_id } => execute::unbond_license(deps, env, info.sender, token_id),
        ExecuteMsg::ReleaseLicense { token_id } => execute::release_license(deps, env, token_id),
        ExecuteMsg::Liquidate { staker, amount, evidence_id, reason } => {
            let staker = deps.api.addr_validate(&staker)?;
            execute::liquidate(deps, env, execute::Fault { staker, amount, evidence_id, reason })
        }
        ExecuteMsg::ForwardRevenue {} => execute::forward_revenue(deps),
        ExecuteMsg::AnnounceConfig { change } => execute::announce_config(deps, env, change),
        ExecuteMsg::ApplyConfig {} => execute::apply_config(deps, env),
        ExecuteMsg::CancelConfig {} => Ok(reported(CONTRACT, ANNOUNCEMENT.cancel(deps.storage)?)),
        ExecuteMsg::SetLicenseContract { license_nft } => {
            let license_nft = deps.api.addr_validate(&license_nft)?;
            execute::set_license_contract(deps, env, license_nft)
        }
        ExecuteMsg::SetGuardian { guardian } => {
            Ok(reported(CONTRACT, pause::set_guardian(deps.storage, deps.api, guardian)?))
        }
        ExecuteMsg::Pause {} => Ok(reported(CONTRACT, pause::pause(deps.storage, info.sender)?)),
        ExecuteMsg::Unpause {} => Ok(reported(CONTRACT, pause::unpause(deps.storage, info.sender)?)),
        ExecuteMsg::MigrateRecords { cursor, limit } => {
            Ok(reported(CONTRACT, migration::migrate_records(deps.storage, &RECORDS, cursor, limit)?))
        }
        ExecuteMsg::UpdateOwnership(action) => {
            Ok(reported(CONTRACT, ownership::update(deps, &env.block, &info.sender, action)?))
        }
    }
}

/// A licence contract has paid, or a registrar has opened a pool.
///
/// # Errors
/// For a reply that nobody asked for, and if what was asked for did not happen.
#[entry_point]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    replies::handle(deps.as_ref(), &env, &reply)
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

fn address_or(api: &dyn Api, address: Option<String>, default: &Addr) -> StdResult<Addr> {
    Ok(optional_address(api, address)?.unwrap_or_else(|| default.clone()))
}
