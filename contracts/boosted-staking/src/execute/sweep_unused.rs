//! `sweep_unused`

use cosmwasm_std::{coin, Addr, CosmosMsg, DepsMut, Env, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{UnusedRewardsTo, UnusedSwept, CONTRACT};
use tributary_types::treasury_decay::TreasuryContract;

use crate::books::Books;
use crate::state::{Config, TOTALS};
use crate::ContractError;

/// Sends what was funded and never shared. What was shared is rounded up, so whoever earned is paid from the rest.
///
/// Writes: the books, the totals. Sends: the coins or tokens, as revenue if so configured.
///
/// # Errors
/// See `ExecuteMsg::SweepUnused`.
pub fn sweep_unused(deps: DepsMut, env: Env) -> Result<Response, ContractError> {
    let books = Books::open(deps.storage, &env)?;
    let mut totals = TOTALS.load(deps.storage)?;
    if !books.is_over() {
        return Err(ContractError::ProgrammeNotOver { ends_at: books.ends_at() });
    }
    let shared = books.config.schedule.emitted_ceil(books.shared_secs())?;
    // Where all that was funded was shared, rounding up can go a unit beyond.
    let amount = totals.funded.saturating_sub(shared).saturating_sub(totals.swept);
    if amount.is_zero() {
        return Err(ContractError::NothingToSweep);
    }

    totals.swept = totals.swept.checked_add(amount)?;

    let to = books.config.unused_rewards_to.address().clone();
    let payment = payment(&books.config, &to, amount)?;
    TOTALS.save(deps.storage, &totals)?;
    books.save(deps.storage)?;

    let fact = UnusedSwept { to, amount };
    Ok(reported(CONTRACT, fact).add_message(payment))
}

fn payment(config: &Config, to: &Addr, amount: Uint128) -> Result<CosmosMsg, ContractError> {
    Ok(match (&config.unused_rewards_to, &config.reward_asset) {
        (UnusedRewardsTo::Revenue(_), Asset::Native(denom)) => {
            TreasuryContract::new(to.clone()).distribute_revenue(coin(amount.u128(), denom))?.into()
        }
        // Where rewards are a cw20, the destination is an account: see `execute::config`.
        (_, asset) => asset.payment(to, amount)?,
    })
}
