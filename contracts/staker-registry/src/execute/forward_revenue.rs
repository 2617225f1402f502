//! `forward_revenue`

use cosmwasm_std::{coin, DepsMut, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_types::staker_registry::{RevenueForwarded, CONTRACT};

use crate::state::{CONFIG, LEDGER};
use crate::ContractError;

/// Sends all revenue that is due to the treasury. A call of its own, so that no liquidation depends on the treasury.
///
/// Writes: the ledger. Sends: `distribute_revenue` with the coins.
///
/// # Errors
/// See `ExecuteMsg::ForwardRevenue`.
pub fn forward_revenue(deps: DepsMut) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let treasury = config.treasury.ok_or(ContractError::NoTreasury)?;
    let amount = std::mem::replace(&mut ledger.revenue_due, Uint128::zero());
    if amount.is_zero() {
        return Err(ContractError::NothingToForward);
    }

    LEDGER.save(deps.storage, &ledger)?;

    let fact = RevenueForwarded { treasury: treasury.addr().clone(), amount };
    Ok(reported(CONTRACT, fact).add_message(treasury.distribute_revenue(coin(amount.u128(), config.denom))?))
}
