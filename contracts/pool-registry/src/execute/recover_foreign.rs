//! `recover_foreign`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Response};
use tributary_types::event::Fact;
use tributary_types::pool_registry::{AmountResponse, ForeignRecovered, CONTRACT};

use crate::pool;
use crate::state::{CONFIG, PROFILES};
use crate::ContractError;

/// Sends coins of another denom that lie in a pool's coinbase to its operator.
///
/// Writes: nothing. Sends: `recover`.
///
/// # Errors
/// See `ExecuteMsg::RecoverForeign`.
pub fn recover_foreign(deps: DepsMut, pool: Addr, denom: String) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    pool::load(deps.storage, &pool)?;
    if denom == config.denom {
        return Err(ContractError::StakingDenom { denom });
    }
    let coinbase = PROFILES.load(deps.storage, &pool)?.coinbase;
    let amount = deps.querier.query_balance(coinbase.addr(), &denom)?.amount;
    if amount.is_zero() {
        return Err(ContractError::NothingToRecover { denom });
    }

    let recover = coinbase.recover(denom.clone(), &pool)?;
    Ok(Response::new()
        .add_message(recover)
        .add_event(ForeignRecovered { pool, denom, amount }.event(CONTRACT))
        .set_data(to_json_binary(&AmountResponse { amount })?))
}
