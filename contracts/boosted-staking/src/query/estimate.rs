//! What a stake would weigh and earn.

use cosmwasm_std::{Decimal, Deps, Env, Uint128};
use tributary_math::boost::{displayed, displayed_unit};
use tributary_math::emission::DAY;
use tributary_types::boosted_staking::EstimateResponse;

use crate::books::Books;
use crate::ContractError;

/// What `amount` would earn for `days` with so many NFTs and a score, if everybody else's weight stayed.
pub fn estimate(
    deps: Deps,
    env: &Env,
    amount: Uint128,
    days: u32,
    nfts: u64,
    loyalty: u64,
) -> Result<EstimateResponse, ContractError> {
    let books = Books::open(deps.storage, env)?;
    let period = books.config.period(books.now, days)?;
    if amount.is_zero() {
        return Err(ContractError::BelowMinimum { amount, min_stake: books.config.min_stake });
    }
    let (weights, schedule) = (&books.config.weights, &books.config.schedule);
    let unit_weight =
        weights.unit_weight(period.months, weights.slope(books.config.boost(nfts, loyalty)?)?)?;
    let weight = amount.full_mul(unit_weight);
    let total_weight = books.open.weight.checked_add(weight)?;
    let secs = schedule.boundary(period.end_day).saturating_sub(books.now);
    Ok(EstimateResponse {
        months: period.months,
        ends_at: books.config.boundary(period.end_day),
        unit_weight: Decimal::new(displayed_unit(unit_weight)?),
        weight: displayed(weight)?,
        reward: schedule.reward(secs, weight, total_weight)?,
        reward_per_day: schedule.reward(DAY, weight, total_weight)?,
        apr: schedule.yearly_rate(amount, weight, total_weight)?,
    })
}
