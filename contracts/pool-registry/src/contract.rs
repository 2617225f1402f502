//! Entry points: check who may, then hand over to one file a message.

use cosmwasm_std::{
    entry_point, Api, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, StdResult, Uint128,
};
use cw_utils::nonpayable;
use tributary_controls::wire::reported;
use tributary_controls::{batch, migration, ownership, pause};
use tributary_math::holding::Seizure;
use tributary_math::Ppm;
use tributary_types::license_nft::{LicenseNftContract, LicenseTerms};
use tributary_types::pool_registry::{
    ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ScoreWeights, CONTRACT,
};

use crate::records::RECORDS;
use crate::state::{Totals, ANNOUNCEMENT, CONFIG, TOTALS};
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
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    ownership::initialize(deps.storage, deps.api, msg.owner.as_deref(), &info.sender)?;
    pause::initialize(deps.storage, deps.api, msg.guardian.as_deref())?;
    let config = execute::config::initial(deps.as_ref(), msg)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.save(deps.storage, &config)?;
    TOTALS.save(deps.storage, &Totals::default())?;
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
        ExecuteMsg::RegisterPool { signing_address, commission_ppm, metadata_url, metadata_hash } => {
            let signing_address = deps.api.addr_validate(&signing_address)?;
            let commission = Ppm::new(commission_ppm)?;
            let metadata = execute::Metadata::parse(metadata_url, &metadata_hash)?;
            let new = execute::NewPool { signing_address, commission, metadata };
            execute::register_pool(deps, env, info, new)
        }
        ExecuteMsg::RegisterPoolFor {
            operator,
            token_id,
            coins_per_license,
            license_nft,
            signing_address,
            commission_ppm,
            metadata_url,
            metadata_hash,
        } => {
            let operator = deps.api.addr_validate(&operator)?;
            let terms = terms(deps.api, &license_nft, coins_per_license)?;
            let signing_address = deps.api.addr_validate(&signing_address)?;
            let commission = Ppm::new(commission_ppm)?;
            let metadata = execute::Metadata::parse(metadata_url, &metadata_hash)?;
            let new = execute::NewPool { signing_address, commission, metadata };
            execute::register_pool_for(deps, env, operator, token_id, terms, new)
        }
        ExecuteMsg::Delegate { pool } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::delegate(deps, env, info, pool)
        }
        ExecuteMsg::Undelegate { pool, amount, fee } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::undelegate(deps, env, info.sender, pool, amount, fee.unwrap_or_default())
        }
        ExecuteMsg::FinalizeUndelegate { id, fee_recipient } => {
            let fee_recipient = execute::fee_recipient(deps.as_ref(), &env, &info.sender, fee_recipient)?;
            execute::finalize_undelegate(deps, id, fee_recipient)
        }
        ExecuteMsg::TransferDelegation { from_pool, to_pool, amount, fee } => {
            let from_pool = deps.api.addr_validate(&from_pool)?;
            let to_pool = deps.api.addr_validate(&to_pool)?;
            let request =
                execute::TransferRequest { from_pool, to_pool, amount, fee: fee.unwrap_or_default() };
            execute::transfer_delegation(deps, env, info.sender, request)
        }
        ExecuteMsg::FinalizeTransfer { id, fee_recipient } => {
            let fee_recipient = execute::fee_recipient(deps.as_ref(), &env, &info.sender, fee_recipient)?;
            execute::finalize_transfer(deps, env, id, fee_recipient)
        }
        ExecuteMsg::CancelTransfer { id } => execute::cancel_transfer(deps, env, info.sender, id),
        ExecuteMsg::FinalizeMany { unbonds, transfers, fee_recipient } => {
            batch::ensure_batch(&[&unbonds, &transfers])?;
            let fee_recipient = execute::fee_recipient(deps.as_ref(), &env, &info.sender, fee_recipient)?;
            execute::finalize_many(deps, env, unbonds, transfers, fee_recipient)
        }
        ExecuteMsg::WithdrawRewards { pool } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::withdraw_rewards(deps, env, info.sender, pool)
        }
        ExecuteMsg::RedelegateRewards { pool } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::redelegate_rewards(deps, env, info.sender, pool)
        }
        ExecuteMsg::EnableAutoRewards { pool, fee_ppm } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::enable_auto_rewards(deps, info.sender, pool, fee_ppm)
        }
        ExecuteMsg::DisableAutoRewards { pool } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::disable_auto_rewards(deps, info.sender, pool)
        }
        ExecuteMsg::AutoRedelegate { pool, delegator, fee_recipient } => {
            let pool = deps.api.addr_validate(&pool)?;
            let delegator = deps.api.addr_validate(&delegator)?;
            let fee_recipient = execute::fee_recipient(deps.as_ref(), &env, &info.sender, fee_recipient)?;
            execute::auto_redelegate(deps, env, pool, delegator, fee_recipient)
        }
        ExecuteMsg::RequestCommissionChange { commission_ppm } => {
            execute::request_commission_change(deps, env, info.sender, Ppm::new(commission_ppm)?)
        }
        ExecuteMsg::FinalizeCommissionChange {} => {
            execute::finalize_commission_change(deps, env, info.sender)
        }
        ExecuteMsg::CancelCommissionChange {} => execute::cancel_commission_change(deps, info.sender),
        ExecuteMsg::UpdateMetadata { metadata_url, metadata_hash } => {
            let metadata = execute::Metadata::parse(metadata_url, &metadata_hash)?;
            execute::update_metadata(deps, info.sender, metadata)
        }
        ExecuteMsg::SetSigningAddress { signing_address } => {
            let signing_address = deps.api.addr_validate(&signing_address)?;
            execute::set_signing_address(deps, info.sender, signing_address)
        }
        ExecuteMsg::RecoverForeign { pool, denom } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::recover_foreign(deps, env, pool, denom)
        }
        ExecuteMsg::Sync { delegator, pool } => {
            let delegator = deps.api.addr_validate(&delegator)?;
            let pool = deps.api.addr_validate(&pool)?;
            execute::sync(deps, env, delegator, pool)
        }
        ExecuteMsg::LicenseChanged {
            pool,
            delegator,
            licenses,
            token_id,
            coins_per_license,
            license_nft,
        } => {
            let pool = deps.api.addr_validate(&pool)?;
            let delegator = deps.api.addr_validate(&delegator)?;
            let terms = terms(deps.api, &license_nft, coins_per_license)?;
            let change = execute::LicenseChange { pool, delegator, licenses, token_id };
            execute::license_changed(deps, env, change, terms)
        }
        ExecuteMsg::Liquidated { pool, tokens, licenses, surplus } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::liquidated(deps, env, pool, Seizure { tokens, licenses, surplus })
        }
        ExecuteMsg::AnnounceConfig { change } => execute::announce_config(deps, env, change),
        ExecuteMsg::ApplyConfig {} => execute::apply_config(deps, env),
        ExecuteMsg::CancelConfig {} => Ok(reported(CONTRACT, ANNOUNCEMENT.cancel(deps.storage)?)),
        ExecuteMsg::SetHooks { hooks } => execute::set_hooks(deps, hooks),
        ExecuteMsg::SetScoreWeights { fee, performance, capacity } => {
            execute::set_score_weights(deps, ScoreWeights { fee, performance, capacity })
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

/// The staker-registry opened an item, or a hook failed.
///
/// # Errors
/// For a reply that nobody asked for.
#[entry_point]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, ContractError> {
    replies::handle(deps, reply)
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

fn terms(api: &dyn Api, license_nft: &str, coins_per_license: Uint128) -> StdResult<LicenseTerms> {
    let license_nft = LicenseNftContract::new(api.addr_validate(license_nft)?);
    Ok(LicenseTerms { license_nft, coins_per_license })
}
