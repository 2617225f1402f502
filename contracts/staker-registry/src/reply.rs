//! What must be true after a sub-message: the question travels with the message, nothing is stored in between.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Deps, Env, Reply, Response, StdResult, SubMsg, Uint128, WasmMsg,
};

use crate::state::{CONFIG, LEDGER, STAKES};
use crate::ContractError;
use tributary_controls::ControlError;

/// The only reply id: what is to be looked at stands in the payload.
const CHECK: u64 = 1;

/// What is looked at once a contract has done what it was told.
#[cw_serde]
pub enum Check {
    /// The coins of burned licences are here: the balance covers what must lie here as well as before.
    CoinsArrived {
        /// By how much the balance fell short before; 0 unless the chain took coins away.
        shortfall: Uint128,
    },
    /// The pool's staker is registered, so that its licence counts.
    PoolOpened {
        /// Whose pool.
        operator: Addr,
    },
}

impl Check {
    /// `msg`, to be followed by this check.
    ///
    /// # Errors
    /// If the check cannot be written as JSON.
    pub fn after(&self, msg: WasmMsg) -> StdResult<SubMsg> {
        Ok(SubMsg::reply_on_success(msg, CHECK).with_payload(to_json_binary(self)?))
    }
}

/// Makes the check that travelled with the message.
///
/// # Errors
/// [`ContractError::CoinsMissing`], [`ContractError::PoolNotOpened`]; for a reply that nobody asked for.
pub fn handle(deps: Deps, env: &Env, reply: &Reply) -> Result<Response, ContractError> {
    if reply.id != CHECK {
        return Err(ControlError::UnknownReply { id: reply.id }.into());
    }
    match from_json(&reply.payload)? {
        Check::CoinsArrived { shortfall } => {
            let denom = CONFIG.load(deps.storage)?.denom;
            let balance = deps.querier.query_balance(&env.contract.address, denom)?.amount;
            let short = LEDGER.load(deps.storage)?.coins()?.saturating_sub(balance);
            let missing = short.saturating_sub(shortfall);
            if !missing.is_zero() {
                return Err(ContractError::CoinsMissing { missing });
            }
        }
        Check::PoolOpened { operator } => {
            if !STAKES.has(deps.storage, &operator) {
                return Err(ContractError::PoolNotOpened { operator });
            }
        }
    }
    Ok(Response::new())
}
