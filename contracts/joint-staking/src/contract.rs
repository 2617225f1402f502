//! Entry points: check who may, then hand over to one file a message.

use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use cw_utils::nonpayable;
use tributary_controls::wire::{optional_address, paid, reported};
use tributary_controls::{migration, ownership, pause};
use tributary_math::joint::accrual::Accrual;
use tributary_types::joint_staking::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, CONTRACT};

use crate::execute::config::Update;
use crate::execute::{paid_if_any, Acceptance, Edit, Wanted};
use crate::records::RECORDS;
use crate::state::{Class, Totals, ACCRUAL, CALENDAR, CONFIG, TOTALS};
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
    let (config, calendar) = execute::config::initial(deps.api, &deps.querier, &env, msg)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    ACCRUAL.save(deps.storage, &Accrual::new(calendar.started_at))?;
    CALENDAR.save(deps.storage, &calendar)?;
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
        ExecuteMsg::SetClass {
            class,
            base_value,
            capacity,
            activation_stake,
            kappa_steps,
            pool,
            enabled,
        } => {
            let pool = optional_address(deps.api, pool)?;
            let (kappa_steps, enabled) = (kappa_steps.unwrap_or_default(), enabled.unwrap_or(true));
            let terms = Class { base_value, capacity, activation_stake, kappa_steps, pool, enabled };
            execute::set_class(deps, class, terms)
        }
        ExecuteMsg::RegisterDevice { device, owner, class } => {
            let owner = deps.api.addr_validate(&owner)?;
            execute::register_device(deps, device, owner, class)
        }
        ExecuteMsg::UpdateDevice { device, owner, class } => {
            let owner = optional_address(deps.api, owner)?;
            execute::update_device(deps, device, owner, class)
        }
        ExecuteMsg::RemoveDevice { device } => execute::remove_device(deps, device),
        ExecuteMsg::SuspendDevice { device } => execute::suspend_device(deps, env, device),
        ExecuteMsg::ResumeDevice { device } => execute::resume_device(deps, env, device),
        ExecuteMsg::OpenOffer { device, owner_share_bps, required_stake, lock_days } => {
            let wanted = Wanted { owner_share_bps, required_stake, lock_days };
            execute::open_offer(deps, info.sender, device, wanted)
        }
        ExecuteMsg::EditOffer { offer_id, owner_share_bps, required_stake, lock_days } => {
            let edit = Edit { owner_share_bps, required_stake, lock_days };
            execute::edit_offer(deps, info.sender, offer_id, edit)
        }
        ExecuteMsg::CancelOffer { offer_id } => execute::cancel_offer(deps, info.sender, offer_id),
        ExecuteMsg::AcceptOffer { offer_id, revision, min_base_reward } => {
            let config = CONFIG.load(deps.storage)?;
            let amount = paid::<ContractError>(&info, &config.stake_asset)?;
            let acceptance = Acceptance { offer_id, revision, min_base_reward };
            execute::accept_offer(deps, env, config, info.sender, amount, acceptance)
        }
        ExecuteMsg::ClaimRewards { agreement_id } => {
            execute::claim_rewards(deps, env, info.sender, agreement_id)
        }
        ExecuteMsg::SettleAgreement { agreement_id } => execute::settle_agreement(deps, env, agreement_id),
        ExecuteMsg::TerminateAgreement { agreement_id } => {
            let config = CONFIG.load(deps.storage)?;
            let brought = paid_if_any(&info, &config.reward_asset)?;
            execute::terminate_agreement(deps, env, config, info.sender, brought, agreement_id)
        }
        ExecuteMsg::ConsentExit { agreement_id } => {
            execute::consent_exit(deps, env, info.sender, agreement_id)
        }
        ExecuteMsg::RevokeExitConsent { agreement_id } => {
            execute::revoke_exit_consent(deps, info.sender, agreement_id)
        }
        ExecuteMsg::FundRewards {} => {
            let config = CONFIG.load(deps.storage)?;
            let amount = paid::<ContractError>(&info, &config.reward_asset)?;
            execute::fund_rewards(deps, env, config, info.sender, amount)
        }
        ExecuteMsg::Advance { limit } => execute::advance(deps, env, limit),
        ExecuteMsg::ForwardRevenue {} => execute::forward_revenue(deps, env),
        ExecuteMsg::ReleasePrincipal { agreement_id } => execute::release_principal(deps, env, agreement_id),
        ExecuteMsg::CollectPoolRewards { pool } => {
            let pool = deps.api.addr_validate(&pool)?;
            execute::collect_pool_rewards(deps, pool)
        }
        ExecuteMsg::Receive(received) => execute::receive(deps, env, info.sender, received),
        ExecuteMsg::UpdateConfig {
            registrar,
            penalty_bps,
            min_penalty_bps,
            mutual_exit_free,
            daily_caps,
            time_multipliers,
        } => {
            let registrar = optional_address(deps.api, registrar)?;
            let update = Update {
                registrar,
                penalty_bps,
                min_penalty_bps,
                mutual_exit_free,
                daily_caps,
                time_multipliers,
            };
            execute::update_config(deps, env, update)
        }
        ExecuteMsg::SetTreasury { treasury } => {
            let treasury = optional_address(deps.api, treasury)?;
            execute::set_treasury(deps, treasury)
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

/// See [`replies::handle`].
///
/// # Errors
/// For a reply that nobody asked for, or an answer that cannot be read.
#[entry_point]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    replies::handle(deps, env, reply)
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
