//! `recover_foreign`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_types::pool_registry::{AmountResponse, ForeignRecovered, CONTRACT};

use crate::coinbase::coinbase_of;
use crate::pool;
use crate::state::CONFIG;
use crate::ContractError;

/// Sends coins of another denom that lie in a pool's coinbase to its operator.
///
/// Writes: nothing. Sends: `recover`.
///
/// # Errors
/// See `ExecuteMsg::RecoverForeign`.
pub fn recover_foreign(
    deps: DepsMut,
    env: Env,
    pool: Addr,
    denom: String,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    pool::load(deps.storage, &pool)?;
    if denom == config.denom {
        return Err(ContractError::StakingDenom { denom });
    }
    let coinbase = coinbase_of(deps.api, &env.contract.address, &config, &pool)?;
    let amount = deps.querier.query_balance(coinbase.addr(), &denom)?.amount;
    if amount.is_zero() {
        return Err(ContractError::NothingToRecover { denom });
    }

    let recover = coinbase.recover(denom.clone(), &pool)?;
    Ok(reported(CONTRACT, ForeignRecovered { pool, denom, amount })
        .add_message(recover)
        .set_data(to_json_binary(&AmountResponse { amount })?))
}
