//! Answers, as of now: pools are booked as an execute would book them, by the same code.

mod delegations;
mod items;
mod pools;

use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env};
use tributary_controls::wire::optional_address;
use tributary_controls::{migration, ownership, pause};
use tributary_types::pool_registry::{
    ConfigResponse, DashboardResponse, Hook, PendingConfig, PendingConfigResponse, QueryMsg,
};

use crate::state::{ANNOUNCEMENT, CONFIG, POOLS};
use crate::ContractError;

/// Rows of each list on a dashboard.
const DASHBOARD_ROWS: Option<u32> = Some(30);

/// Answers any query.
///
/// # Errors
/// Those that the queries name.
#[expect(clippy::too_many_lines, reason = "one arm a query")]
pub fn answer(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let address = |text: &str| deps.api.addr_validate(text);
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::PendingConfig {} => to_json_binary(&pending_config(deps)?),
        QueryMsg::Pool { pool } => to_json_binary(&pools::pool(deps, &env, address(&pool)?)?),
        QueryMsg::Pools { state, start_after, limit } => {
            let start_after = optional_address(deps.api, start_after)?;
            to_json_binary(&pools::pools(deps, &env, state, start_after, limit)?)
        }
        QueryMsg::Delegation { pool, delegator } => {
            to_json_binary(&delegations::delegation(deps, &env, address(&pool)?, address(&delegator)?)?)
        }
        QueryMsg::Delegations { delegator, start_after, limit } => {
            let start_after = optional_address(deps.api, start_after)?;
            to_json_binary(&delegations::delegations(deps, &env, address(&delegator)?, start_after, limit)?)
        }
        QueryMsg::Delegators { pool, start_after, limit } => {
            let start_after = optional_address(deps.api, start_after)?;
            to_json_binary(&delegations::delegators(deps, &env, address(&pool)?, start_after, limit)?)
        }
        QueryMsg::Rewards { pool, delegator } => {
            to_json_binary(&delegations::rewards(deps, &env, address(&pool)?, address(&delegator)?)?)
        }
        QueryMsg::UnbookedRewards { pool } => {
            to_json_binary(&pools::unbooked_rewards(deps, &env, address(&pool)?)?)
        }
        QueryMsg::OutstandingRewards { pool } => {
            to_json_binary(&pools::outstanding_rewards(deps, &address(&pool)?)?)
        }
        QueryMsg::Undelegations { delegator, start_after, limit } => {
            to_json_binary(&items::undelegations(deps, &address(&delegator)?, start_after, limit)?)
        }
        QueryMsg::Transfers { delegator, to_pool, start_after, limit } => {
            let delegator = optional_address(deps.api, delegator)?;
            let to_pool = optional_address(deps.api, to_pool)?;
            to_json_binary(&items::transfers(deps, &env, delegator, to_pool, start_after, limit)?)
        }
        QueryMsg::AutoRewards { pool, min_amount, start_after, limit } => {
            let pool = optional_address(deps.api, pool)?;
            let start_after = start_after
                .map(|cursor| Ok::<_, ContractError>((address(&cursor.pool)?, address(&cursor.delegator)?)))
                .transpose()?;
            let filter = delegations::AutoRewardsFilter { pool, min_amount: min_amount.unwrap_or_default() };
            to_json_binary(&delegations::auto_rewards(deps, &env, filter, start_after, limit)?)
        }
        QueryMsg::CommissionRequests { start_after, limit } => {
            let start_after = optional_address(deps.api, start_after)?;
            to_json_binary(&pools::commission_requests(deps, start_after, limit)?)
        }
        QueryMsg::Performance { pool } => to_json_binary(&pools::performance(deps, &env, address(&pool)?)?),
        QueryMsg::Totals {} => to_json_binary(&pools::totals(deps)?),
        QueryMsg::MissedHooks { start_after, limit } => {
            let start_after = start_after
                .map(|cursor| {
                    let hook = address(&cursor.hook)?;
                    Ok::<_, ContractError>((hook, address(&cursor.delegator)?, address(&cursor.pool)?))
                })
                .transpose()?;
            to_json_binary(&delegations::missed_hooks(deps, start_after, limit)?)
        }
        QueryMsg::Dashboard { account } => to_json_binary(&dashboard(deps, &env, address(&account)?)?),
        QueryMsg::Ownership {} => to_json_binary(&ownership::ownership(deps.storage)?),
        QueryMsg::Migration {} => to_json_binary(&migration::status(deps.storage)?),
    };
    Ok(answer?)
}

fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let pause = pause::state(deps.storage)?;
    let hooks = config.hooks.into_iter();
    Ok(ConfigResponse {
        staker_registry: config.staker_registry.addr().clone(),
        denom: config.denom,
        min_self_stake: config.min_self_stake,
        min_self_stake_percentage: config.min_self_stake_percentage,
        coinbase_code_id: config.coinbase_code_id,
        coinbase_checksum: config.coinbase_checksum.to_hex(),
        commission_lock: config.commission_lock,
        release_period: config.release_period,
        min_delegation: config.min_delegation,
        score_weights: config.score_weights,
        performance_window: config.performance_window,
        hooks: hooks
            .map(|hook| Hook { contract: hook.contract.into_string(), gas_limit: hook.gas_limit })
            .collect(),
        license_nft: config.licenses.as_ref().map(|terms| terms.license_nft.addr().clone()),
        coins_per_license: config.licenses.as_ref().map(|terms| terms.coins_per_license),
        guardian: pause.guardian,
        owner: ownership::ownership(deps.storage)?.owner,
        paused: pause.paused,
    })
}

fn pending_config(deps: Deps) -> Result<PendingConfigResponse, ContractError> {
    let announced = ANNOUNCEMENT.pending(deps.storage)?;
    let pending =
        announced.map(|announced| PendingConfig { change: announced.change, release: announced.release });
    Ok(PendingConfigResponse { pending })
}

fn dashboard(deps: Deps, env: &Env, account: Addr) -> Result<DashboardResponse, ContractError> {
    let operates = POOLS.has(deps.storage, &account);
    let pool = operates.then(|| pools::pool(deps, env, account.clone())).transpose()?;
    let delegations = delegations::delegations(deps, env, account.clone(), None, DASHBOARD_ROWS)?.delegations;
    let undelegations = items::undelegations(deps, &account, None, DASHBOARD_ROWS)?.undelegations;
    let transfers = items::transfers(deps, env, Some(account.clone()), None, None, DASHBOARD_ROWS)?.transfers;
    Ok(DashboardResponse {
        account,
        pool,
        staked: delegations.iter().try_fold(Default::default(), |sum, row| row.weight.checked_add(sum))?,
        rewards: delegations.iter().try_fold(Default::default(), |sum, row| row.rewards.checked_add(sum))?,
        delegations,
        undelegations,
        transfers,
    })
}
