//! What happens after a message to the pool-registry: the task travels with the message, nothing is stored in between.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, Addr, DepsMut, Env, Reply, Response, StdResult, SubMsg, SubMsgResponse,
    SubMsgResult, Uint128, WasmMsg,
};
use serde::de::DeserializeOwned;
use tributary_controls::wire::{answered, reported};
use tributary_controls::ControlError;
use tributary_types::joint_staking::{
    ClaimResult, DelegationRefused, PoolRewardsCollected, UndelegationStarted, CONTRACT,
};
use tributary_types::pool_registry::AmountResponse;
use tributary_types::staker_registry::ItemOpened;

use crate::agreement::AGREEMENTS;
use crate::books::Books;
use crate::principal::{keep, Place, UNBONDS};
use crate::ContractError;

/// The only reply id: what is to be done stands in the payload.
const TASK: u64 = 1;

/// What is left to do once the pool-registry has answered.
#[cw_serde]
pub enum ReplyTask {
    /// Keep the principal of an agreement here.
    DelegationRefused {
        /// Which agreement.
        agreement_id: u64,
    },
    /// Remember the number of a batch that is on its way.
    UndelegationStarted {
        /// Out of which pool.
        pool: Addr,
        /// Which batch.
        batch: u64,
        /// How much.
        amount: Uint128,
    },
    /// Take what came into the reward pool.
    RewardsCollected {
        /// From which pool.
        pool: Addr,
    },
}

impl ReplyTask {
    /// `msg`, and this task if it fails or needs more than `gas_limit`, in place of a failure of the whole call.
    ///
    /// # Errors
    /// If the task cannot be written as JSON.
    pub fn on_error(self, msg: WasmMsg, gas_limit: u64) -> StdResult<SubMsg> {
        let message = SubMsg::reply_on_error(msg, TASK).with_gas_limit(gas_limit);
        Ok(message.with_payload(to_json_binary(&self)?))
    }

    /// `msg`, and this task once it succeeded.
    ///
    /// # Errors
    /// If the task cannot be written as JSON.
    pub fn on_success(self, msg: WasmMsg) -> StdResult<SubMsg> {
        Ok(SubMsg::reply_on_success(msg, TASK).with_payload(to_json_binary(&self)?))
    }
}

/// Does the task.
///
/// # Errors
/// [`ControlError::UnknownReply`], or an answer that cannot be read.
pub fn handle(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    if reply.id != TASK {
        return Err(ControlError::UnknownReply { id: reply.id }.into());
    }
    match (from_json(&reply.payload)?, reply.result) {
        (ReplyTask::DelegationRefused { agreement_id }, SubMsgResult::Err(reason)) => {
            delegation_refused(deps, agreement_id, reason)
        }
        (ReplyTask::UndelegationStarted { pool, batch, amount }, SubMsgResult::Ok(answer)) => {
            let ItemOpened { id, release } = said(&answer)?;
            UNBONDS.save(deps.storage, (&pool, batch), &id)?;
            Ok(reported(CONTRACT, UndelegationStarted { pool, batch, amount, unbond_id: id, release }))
        }
        (ReplyTask::RewardsCollected { pool }, SubMsgResult::Ok(answer)) => {
            let AmountResponse { amount } = said(&answer)?;
            let mut books = Books::open(deps.storage, &env)?;
            books.fund(amount)?;
            let funded = books.funded();
            books.save(deps.storage)?;
            let data = to_json_binary(&ClaimResult { amount })?;
            Ok(reported(CONTRACT, PoolRewardsCollected { pool, amount, funded }).set_data(data))
        }
        _ => Err(ContractError::NoAnswer),
    }
}

fn delegation_refused(deps: DepsMut, agreement_id: u64, reason: String) -> Result<Response, ContractError> {
    let mut agreement = AGREEMENTS.load(deps.storage, agreement_id)?;
    let Place::Working { pool, .. } = agreement.place else {
        return Err(ContractError::NoAnswer);
    };
    keep(deps.storage, &pool, agreement.principal)?;
    agreement.place = Place::Held;
    AGREEMENTS.save(deps.storage, agreement_id, &agreement)?;
    Ok(reported(CONTRACT, DelegationRefused { agreement_id, pool, reason }))
}

/// What the pool-registry answered as data.
fn said<T: DeserializeOwned>(answer: &SubMsgResponse) -> Result<T, ContractError> {
    answered(answer)?.ok_or(ContractError::NoAnswer)
}
