//! `fund`, by coins or tokens

use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use cw_utils::PaymentError;
use tributary_controls::wire::reported;
use tributary_types::boosted_staking::{Funded, CONTRACT};

use crate::state::{Config, TOTALS};
use crate::ContractError;

/// Adds `amount`, which has come, to the rewards.
///
/// Writes: the totals. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Fund`.
pub fn fund(
    deps: DepsMut,
    env: Env,
    config: Config,
    sender: Addr,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let mut totals = TOTALS.load(deps.storage)?;
    if amount.is_zero() {
        return Err(PaymentError::NoFunds {}.into());
    }
    if env.block.time.seconds() >= config.schedule.ends_at() {
        return Err(ContractError::Over { ended_at: config.boundary(config.schedule.days) });
    }
    let missing = config.schedule.total.checked_sub(totals.funded)?;
    if amount > missing {
        return Err(ContractError::FundedInFull { missing, given: amount });
    }

    totals.funded = totals.funded.checked_add(amount)?;

    TOTALS.save(deps.storage, &totals)?;

    Ok(reported(CONTRACT, Funded { sender, amount, funded: totals.funded }))
}
