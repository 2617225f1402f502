//! Answers, all as of now: whoever asks sees the vault and its users as the next call would.

mod estimate;
mod users;

use cosmwasm_std::{to_json_binary, Binary, Decimal, Deps, Env, StdResult, Timestamp};
use tributary_controls::{migration, ownership, pause};
use tributary_math::emission::Schedule;
use tributary_types::boosted_staking::{
    ConfigResponse, EmissionResponse, EmissionsResponse, QueryMsg, VaultResponse, Weights,
};
use tributary_types::paging::page_size;

use crate::books::Books;
use crate::state::{CONFIG, TOTALS};
use crate::ContractError;

/// Answers any query.
///
/// # Errors
/// Those that the queries name.
pub fn answer(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let address = |address: String| deps.api.addr_validate(&address);
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Vault {} => to_json_binary(&vault(deps, &env)?),
        QueryMsg::Position { position_id } => to_json_binary(&users::position(deps, &env, position_id)?),
        QueryMsg::Positions { user, start_after, limit } => {
            to_json_binary(&users::positions(deps, &env, address(user)?, start_after, limit)?)
        }
        QueryMsg::Batch { position_id } => to_json_binary(&users::batch(deps, &env, position_id)?),
        QueryMsg::Batches { user, start_after, limit } => {
            to_json_binary(&users::batches(deps, &env, address(user)?, start_after, limit)?)
        }
        QueryMsg::Boost { user } => to_json_binary(&users::boost(deps, &env, address(user)?)?),
        QueryMsg::Deposits { user, start_after, limit } => {
            to_json_binary(&users::deposits(deps, &address(user)?, start_after, limit)?)
        }
        QueryMsg::Account { user } => to_json_binary(&users::account(deps, &env, address(user)?)?),
        QueryMsg::Estimate { amount, days, nfts, loyalty } => {
            to_json_binary(&estimate::estimate(deps, &env, amount, days, nfts, loyalty)?)
        }
        QueryMsg::Emission { day } => to_json_binary(&emission(&CONFIG.load(deps.storage)?.schedule, day)?),
        QueryMsg::Emissions { start_after, limit } => {
            to_json_binary(&emissions(&CONFIG.load(deps.storage)?.schedule, start_after, limit)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&ownership::ownership(deps.storage)?),
        QueryMsg::Migration {} => to_json_binary(&migration::status(deps.storage)?),
    };
    Ok(answer?)
}

fn config(deps: Deps) -> StdResult<ConfigResponse> {
    let config = CONFIG.load(deps.storage)?;
    let pause = pause::state(deps.storage)?;
    Ok(ConfigResponse {
        owner: ownership::ownership(deps.storage)?.owner,
        stake_asset: config.stake_asset,
        reward_asset: config.reward_asset,
        total_rewards: config.schedule.total,
        starts_at: Timestamp::from_seconds(config.schedule.starts_at),
        duration_days: config.schedule.days,
        phase1_days: config.phase1_days,
        phase1_min_months: config.phase1_min_months,
        min_days: config.min_days,
        max_days: config.max_days,
        weights: Weights {
            w1: Decimal::new(config.weights.w1),
            w2: Decimal::new(config.weights.w2),
            w3: Decimal::new(config.weights.w3),
            w4: Decimal::new(config.weights.w4),
            b0: Decimal::new(config.weights.b0),
        },
        nft_cap: config.nft_cap,
        loyalty_cap: config.loyalty_cap,
        vesting_days: config.vesting_days,
        min_stake: config.min_stake,
        boost_collection: config.boost_collection,
        loyalty_oracle: config.loyalty_oracle,
        guardian: pause.guardian,
        paused: pause.paused,
        unused_rewards_to: config.unused_rewards_to,
    })
}

fn vault(deps: Deps, env: &Env) -> Result<VaultResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let totals = TOTALS.load(deps.storage)?;
    let schedule = &books.config.schedule;
    Ok(VaultResponse {
        day: books.today,
        ends_at: books.ends_at(),
        total_staked: books.open.amount,
        principal_held: totals.principal_held,
        total_weight: books.total_weight()?,
        open_positions: books.open.positions,
        last_position_id: totals.last_position_id,
        funded: totals.funded,
        emitted: schedule.emitted(books.elapsed)?,
        set_aside: schedule.emitted(books.idle)?,
        claimed: totals.claimed,
        swept: totals.swept,
    })
}

fn emission(schedule: &Schedule, day: u32) -> Result<EmissionResponse, ContractError> {
    if day >= schedule.days {
        return Err(ContractError::NoSuchDay { day, days: schedule.days });
    }
    let cumulative = schedule.emitted_until(day.saturating_add(1))?;
    let amount = cumulative.checked_sub(schedule.emitted_until(day)?)?;
    Ok(EmissionResponse { day, amount, cumulative })
}

fn emissions(
    schedule: &Schedule,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<EmissionsResponse, ContractError> {
    let first = start_after.map_or(0, |day| day.saturating_add(1));
    let emissions = (first..schedule.days).take(page_size(limit)).map(|day| emission(schedule, day));
    Ok(EmissionsResponse { emissions: emissions.collect::<Result<_, _>>()? })
}
