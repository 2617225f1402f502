//! What happens after a sub-message: the task travels with the message, nothing is stored in between.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, Addr, CosmosMsg, DepsMut, Empty, Event, Reply, Response, StdResult, SubMsg,
    SubMsgResult, Uint128,
};
use tributary_controls::wire::{answered, reported};
use tributary_controls::ControlError;
use tributary_types::event::Fact;
use tributary_types::pool_registry::{
    DelegationTransferred, HookMissed, TransferCancelled, Undelegated, CONTRACT,
};
use tributary_types::staker_registry::ItemOpened;

use crate::state::{HookEntry, MISSED_HOOKS};
use crate::ContractError;

/// The only reply id: what is to be done stands in the payload.
const TASK: u64 = 1;

/// What is left to do once the staker-registry or a hook has answered.
#[cw_serde]
pub enum ReplyTask {
    /// Report the item that the staker-registry opened, under the id that it gave it.
    Report(NewItem),
    /// Remember that a hook did not take a change.
    HookFailed {
        /// Which hook.
        hook: Addr,
        /// Whose stake.
        delegator: Addr,
        /// The pool.
        pool: Addr,
    },
    /// Go on.
    Nothing,
}

/// Everything about a new item but its id and release point.
#[cw_serde]
pub enum NewItem {
    /// Stake left a pool.
    Undelegation {
        /// Whose.
        delegator: Addr,
        /// The pool.
        pool: Addr,
        /// How much.
        amount: Uint128,
        /// What whoever finalises it earns.
        fee: Uint128,
        /// The delegator's weight afterwards.
        stake: Uint128,
        /// The pool's weight afterwards.
        pool_stake: Uint128,
    },
    /// Stake left a pool for another one.
    Transfer {
        /// Whose.
        delegator: Addr,
        /// The pool that gives.
        from_pool: Addr,
        /// The pool that gets.
        to_pool: Addr,
        /// How much.
        amount: Uint128,
        /// What whoever finalises it earns.
        fee: Uint128,
        /// The delegator's weight in the giving pool afterwards.
        stake: Uint128,
        /// The giving pool's weight afterwards.
        pool_stake: Uint128,
        /// What is on the way into the getting pool afterwards.
        pending_stake: Uint128,
    },
    /// A transfer became an undelegation.
    Cancellation {
        /// The transfer that is gone.
        transfer: u64,
        /// Whose.
        delegator: Addr,
        /// The pool it came from.
        from_pool: Addr,
        /// The pool it no longer goes to.
        to_pool: Addr,
        /// The whole amount.
        amount: Uint128,
        /// What is on the way into that pool afterwards.
        pending_stake: Uint128,
    },
}

impl NewItem {
    fn event(self, ItemOpened { id, release }: ItemOpened) -> Event {
        match self {
            Self::Undelegation { delegator, pool, amount, fee, stake, pool_stake } => {
                Undelegated { id, delegator, pool, amount, fee, release, stake, pool_stake }.event(CONTRACT)
            }
            #[rustfmt::skip]
            Self::Transfer { delegator, from_pool, to_pool, amount, fee, stake, pool_stake, pending_stake } => {
                DelegationTransferred {
                    id, delegator, from_pool, to_pool, amount, fee, release, stake, pool_stake, pending_stake,
                }
                .event(CONTRACT)
            },
            #[rustfmt::skip]
            Self::Cancellation { transfer, delegator, from_pool, to_pool, amount, pending_stake } => {
                TransferCancelled { transfer, id, delegator, from_pool, to_pool, amount, release, pending_stake }
                    .event(CONTRACT)
            },
        }
    }
}

impl ReplyTask {
    /// `msg`, and this task once it succeeded.
    ///
    /// # Errors
    /// If the task cannot be written as JSON.
    pub fn on_success(self, msg: impl Into<CosmosMsg>) -> StdResult<SubMsg> {
        Ok(SubMsg::reply_on_success(msg, TASK).with_payload(to_json_binary(&self)?))
    }

    /// To remember that `hook` did not take a change.
    pub fn missed(hook: &HookEntry, delegator: &Addr, pool: &Addr) -> Self {
        Self::HookFailed { hook: hook.contract.clone(), delegator: delegator.clone(), pool: pool.clone() }
    }

    /// `msg` to `hook`, within its gas limit, and this task if it fails, in place of a failure of the whole transaction.
    ///
    /// # Errors
    /// If the task cannot be written as JSON.
    pub fn on_failure_of(&self, hook: &HookEntry, msg: impl Into<CosmosMsg>) -> StdResult<SubMsg> {
        let task = to_json_binary(self)?;
        Ok(SubMsg::reply_on_error(msg, TASK).with_payload(task).with_gas_limit(hook.gas_limit))
    }
}

/// Does the task.
///
/// # Errors
/// [`ControlError::UnknownReply`], or an answer that cannot be read.
pub fn handle(deps: DepsMut, reply: Reply) -> Result<Response, ContractError> {
    if reply.id != TASK {
        return Err(ControlError::UnknownReply { id: reply.id }.into());
    }
    match from_json(&reply.payload)? {
        ReplyTask::Report(new) => {
            let item = item_opened(reply.result)?;
            let data = to_json_binary(&item)?;
            Ok(Response::new().add_event(new.event(item)).set_data(data))
        }
        ReplyTask::HookFailed { hook, delegator, pool } => {
            MISSED_HOOKS.save(deps.storage, (&hook, &delegator, &pool), &Empty {})?;
            Ok(reported(CONTRACT, HookMissed { hook, delegator, pool }))
        }
        ReplyTask::Nothing => Ok(Response::new()),
    }
}

/// The item that the staker-registry opened, from the data of its answer.
fn item_opened(result: SubMsgResult) -> Result<ItemOpened, ContractError> {
    let response = result.into_result().map_err(|_| ContractError::NoItemReturned)?;
    answered(&response)?.ok_or(ContractError::NoItemReturned)
}
