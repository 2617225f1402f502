//! Answers, all as of now: whoever asks sees the books as the next call would.

mod revenue;
mod stakes;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env, Order, StdResult, Timestamp};
use cw_storage_plus::Bound;
use tributary_controls::wire::optional_address;
use tributary_controls::{migration, ownership};
use tributary_types::paging::page_size;
use tributary_types::treasury_decay::{
    CheckpointItem, CheckpointsResponse, ConfigResponse, EpochResponse, IdentitiesResponse, IdentityResponse,
    QueryMsg, ThresholdResponse,
};

use crate::books::Books;
use crate::identity::is_identified;
use crate::state::{CONFIG, IDENTITIES};
use crate::ContractError;

/// Answers any query.
///
/// # Errors
/// Those that the queries name.
pub fn answer(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let address = |address: String| deps.api.addr_validate(&address);
    let after = |address: Option<String>| optional_address(deps.api, address);
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Epoch {} => to_json_binary(&epoch(deps, &env)?),
        QueryMsg::Threshold {} => to_json_binary(&threshold(deps, &env)?),
        QueryMsg::Checkpoints { start_after, limit } => {
            to_json_binary(&checkpoints(deps, &env, start_after, limit)?)
        }
        QueryMsg::Efficiency { user } => to_json_binary(&stakes::efficiency(deps, &env, address(user)?)?),
        QueryMsg::EfficiencyAt { stake } => to_json_binary(&stakes::efficiency_at(deps, &env, stake)?),
        QueryMsg::Users { start_after, limit } => {
            to_json_binary(&stakes::users(deps, &env, after(start_after)?, limit)?)
        }
        QueryMsg::Revenue {} => to_json_binary(&revenue::revenue(deps, &env)?),
        QueryMsg::Treasury {} => to_json_binary(&revenue::treasury(deps, &env)?),
        QueryMsg::Pool { pool } => to_json_binary(&revenue::pool(deps, address(pool)?)?),
        QueryMsg::Pools { start_after, limit } => {
            to_json_binary(&revenue::pools(deps, after(start_after)?, limit)?)
        }
        QueryMsg::Delegation { user, pool } => {
            to_json_binary(&stakes::delegation(deps, &env, address(user)?, &address(pool)?)?)
        }
        QueryMsg::Delegations { user, start_after, limit } => {
            to_json_binary(&stakes::delegations(deps, &address(user)?, after(start_after)?, limit)?)
        }
        QueryMsg::Share { user } => to_json_binary(&revenue::share(deps, &address(user)?)?),
        QueryMsg::Identity { user } => {
            let rule = CONFIG.load(deps.storage)?.identity;
            let identified = is_identified(deps.storage, &rule, &address(user)?);
            to_json_binary(&IdentityResponse { identified })
        }
        QueryMsg::Identities { start_after, limit } => {
            let after = after(start_after)?;
            let after = after.as_ref().map(Bound::exclusive);
            let users = IDENTITIES.keys(deps.storage, after, None, Order::Ascending);
            let users = users.take(page_size(limit)).collect::<StdResult<_>>()?;
            to_json_binary(&IdentitiesResponse { users })
        }
        QueryMsg::Ownership {} => to_json_binary(&ownership::ownership(deps.storage)?),
        QueryMsg::Migration {} => to_json_binary(&migration::status(deps.storage)?),
    };
    Ok(answer?)
}

fn config(deps: Deps) -> StdResult<ConfigResponse> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        owner: ownership::ownership(deps.storage)?.owner,
        denom: config.denom,
        pool_registry: config.pool_registry,
        identity: config.identity,
        epoch_secs: config.epoch_secs,
        release_secs: config.release_secs,
        decay_base: config.decay_base.value(),
        min_stake: config.min_stake,
        tolerance_bits: config.tolerance_bits,
        unstaked_share: config.unstaked_share,
        circulating_supply: config.circulating_supply,
    })
}

fn epoch(deps: Deps, env: &Env) -> Result<EpochResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    Ok(EpochResponse {
        epoch: books.epoch.number,
        started_at: Timestamp::from_seconds(books.epoch.start),
        ends_at: Timestamp::from_seconds(books.epoch.end),
        checkpoints: books.checkpoints.saturating_add(1),
    })
}

fn threshold(deps: Deps, env: &Env) -> Result<ThresholdResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    Ok(ThresholdResponse {
        threshold: books.threshold,
        next: books.next_threshold(books.config.tolerance_bits),
        counted_users: books.mean.count,
        total_stake: books.total_stake,
    })
}

fn checkpoints(
    deps: Deps,
    env: &Env,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<CheckpointsResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let first = start_after.map_or(0, |index| index.saturating_add(1));
    let item = |index| {
        let threshold = books.threshold_at(deps.storage, index)?;
        Ok(CheckpointItem { index, threshold })
    };
    let checkpoints = (first..=books.checkpoints).take(page_size(limit)).map(item);
    Ok(CheckpointsResponse { checkpoints: checkpoints.collect::<Result<_, ContractError>>()? })
}
