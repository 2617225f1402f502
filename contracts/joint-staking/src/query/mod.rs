//! Answers, all as of now: whoever asks sees what the next call would find.

mod agreements;
mod market;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env, StdResult};
use tributary_controls::{migration, ownership, pause};
use tributary_types::joint_staking::{ConfigResponse, QueryMsg, TotalsResponse};

use crate::books::Books;
use crate::state::{CALENDAR, CONFIG};
use crate::ContractError;

/// Answers any query.
///
/// # Errors
/// Those that the queries name.
pub fn answer(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let address = |address: String| deps.api.addr_validate(&address);
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Totals {} => to_json_binary(&totals(deps, &env)?),
        QueryMsg::Class { class } => to_json_binary(&market::class(deps, class)?),
        QueryMsg::Classes { start_after, limit } => {
            to_json_binary(&market::classes(deps, start_after.as_deref(), limit)?)
        }
        QueryMsg::Device { device } => to_json_binary(&market::device(deps, device)?),
        QueryMsg::Devices { owner, start_after, limit } => {
            let owner = owner.map(address).transpose()?;
            to_json_binary(&market::devices(deps, owner.as_ref(), start_after, limit)?)
        }
        QueryMsg::Offer { offer_id } => to_json_binary(&market::offer(deps, offer_id)?),
        QueryMsg::OpenOffers { filter, start_after, limit } => {
            let filter = filter.map(|filter| filter.try_map(address)).transpose()?;
            to_json_binary(&market::open_offers(deps, filter.as_ref(), start_after, limit)?)
        }
        QueryMsg::OpenOffersByShare { start_after, limit } => {
            to_json_binary(&market::open_offers_by_share(deps, start_after, limit)?)
        }
        QueryMsg::OpenOffersByStake { start_after, limit } => {
            to_json_binary(&market::open_offers_by_stake(deps, start_after, limit)?)
        }
        QueryMsg::Agreement { agreement_id } => {
            to_json_binary(&agreements::agreement(deps, &env, agreement_id)?)
        }
        QueryMsg::AgreementsByOwner { owner, start_after, limit } => {
            to_json_binary(&agreements::by_owner(deps, &env, &address(owner)?, start_after, limit)?)
        }
        QueryMsg::AgreementsByStaker { staker, start_after, limit } => {
            to_json_binary(&agreements::by_staker(deps, &env, &address(staker)?, start_after, limit)?)
        }
        QueryMsg::PendingRewards { agreement_id } => {
            to_json_binary(&agreements::pending_rewards(deps, &env, agreement_id)?)
        }
        QueryMsg::TerminationPreview { agreement_id } => {
            to_json_binary(&agreements::termination_preview(deps, &env, agreement_id)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&ownership::ownership(deps.storage)?),
        QueryMsg::Migration {} => to_json_binary(&migration::status(deps.storage)?),
    };
    Ok(answer?)
}

fn config(deps: Deps) -> StdResult<ConfigResponse> {
    let (config, calendar) = (CONFIG.load(deps.storage)?, CALENDAR.load(deps.storage)?);
    let pause = pause::state(deps.storage)?;
    Ok(ConfigResponse {
        owner: ownership::ownership(deps.storage)?.owner,
        registrar: config.registrar,
        guardian: pause.guardian,
        paused: pause.paused,
        stake_asset: config.stake_asset,
        reward_asset: config.reward_asset,
        treasury: config.treasury.map(|treasury| treasury.addr().clone()),
        pool_registry: config.pool_registry.map(|registry| registry.addr().clone()),
        daily_caps: calendar.caps,
        time_multipliers: config.time_multipliers,
        penalty_bps: config.penalty.rate.value(),
        min_penalty_bps: config.penalty.minimum.value(),
        mutual_exit_free: config.mutual_exit_free,
        day_secs: calendar.day_secs,
        started_secs: calendar.started_at,
    })
}

fn totals(deps: Deps, env: &Env) -> Result<TotalsResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let day = books.calendar().day(books.now)?;
    Ok(TotalsResponse {
        weight: books.weight(),
        nu: books.nu()?,
        day,
        daily_cap: books.calendar().cap(day),
        rewards_funded: books.funded(),
        reward_pool: books.reward_pool()?,
        principal: books.totals.principal,
        claimed: books.totals.claimed,
        penalties: books.totals.penalties,
        revenue_due: books.totals.revenue_due,
    })
}
