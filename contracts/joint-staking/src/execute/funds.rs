//! Rewards that come, penalties that go on, time that passes

use cosmwasm_std::{coin, Addr, DepsMut, Env, Response, Uint128};
use cw_utils::PaymentError;
use tributary_controls::wire::reported;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{Advanced, RevenueForwarded, RewardsFunded, CONTRACT, MAX_ENDS};

use crate::books::Books;
use crate::state::Config;
use crate::{books, ContractError};

/// Adds `amount`, which has come, to the reward pool.
///
/// Writes: the books. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::FundRewards`.
pub fn fund_rewards(
    deps: DepsMut,
    env: Env,
    config: Config,
    sender: Addr,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let mut books = Books::with(deps.storage, &env, config)?;
    if amount.is_zero() {
        return Err(PaymentError::NoFunds {}.into());
    }

    books.fund(amount)?;
    let funded = books.funded();
    books.save(deps.storage)?;

    Ok(reported(CONTRACT, RewardsFunded { sender, amount, funded }))
}

/// Works off ended agreements.
///
/// Writes: the accrual, the ends that were passed. Sends: nothing.
///
/// # Errors
/// None that can happen.
pub fn advance(deps: DepsMut, env: Env, limit: Option<u32>) -> Result<Response, ContractError> {
    let limit = limit.unwrap_or(MAX_ENDS).min(MAX_ENDS);
    let (ends, until_secs) = books::advance(deps.storage, &env, limit)?;
    Ok(reported(CONTRACT, Advanced { ends, until_secs }))
}

/// Sends the penalties that are due to the treasury; into the reward pool, if there is none any more.
///
/// Writes: the books. Sends: the penalties.
///
/// # Errors
/// See `ExecuteMsg::ForwardRevenue`.
pub fn forward_revenue(deps: DepsMut, env: Env) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, &env)?;
    let amount = books.totals.revenue_due;
    if amount.is_zero() {
        return Err(ContractError::NothingDue);
    }

    books.totals.revenue_due = Uint128::zero();
    let treasury = books.config.treasury.clone();
    let message = match (&treasury, &books.config.reward_asset) {
        (Some(treasury), Asset::Native(denom)) => {
            Some(treasury.distribute_revenue(coin(amount.u128(), denom))?)
        }
        // A treasury takes coins alone: see `execute::config`.
        _ => {
            books.fund(amount)?;
            None
        }
    };
    books.save(deps.storage)?;

    let fact = RevenueForwarded { treasury: treasury.map(|treasury| treasury.addr().clone()), amount };
    Ok(reported(CONTRACT, fact).add_messages(message))
}
