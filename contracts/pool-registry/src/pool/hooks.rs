//! What hooks are told.

use cosmwasm_std::{Addr, Storage, SubMsg, Uint128};
use tributary_types::coinbase::CoinbaseContract;
use tributary_types::stake_hook::DelegationChanged;

use super::BookedPool;
use crate::reply::ReplyTask;
use crate::state::{HookEntry, MISSED_HOOKS};
use crate::ContractError;

/// Whose stake changed, for the hooks.
pub struct StakeChange {
    /// Whose.
    pub delegator: Addr,
    /// How much it is now.
    pub stake: Uint128,
    /// Whether it grew.
    pub grew: bool,
}

/// What hooks are told of the stake of `delegator` in `pool`.
pub fn hook_message(
    pool: &Addr,
    coinbase: &CoinbaseContract,
    delegator: &Addr,
    stake: Uint128,
    missed: bool,
) -> DelegationChanged {
    DelegationChanged {
        delegator: delegator.to_string(),
        pool: pool.to_string(),
        coinbase: coinbase.addr().to_string(),
        stake,
        missed,
    }
}

impl BookedPool<'_> {
    /// Who enters must be known to every hook; who leaves must not depend on any.
    pub(super) fn hook_messages(&self, storage: &dyn Storage) -> Result<Vec<SubMsg>, ContractError> {
        let Some(StakeChange { delegator, stake, grew }) = &self.change else { return Ok(vec![]) };
        let message = |hook: &HookEntry| {
            let missed = MISSED_HOOKS.has(storage, (&hook.contract, delegator, &self.operator));
            let told = hook_message(&self.operator, &self.coinbase, delegator, *stake, missed);
            let msg = told.to(&hook.contract)?;
            if *grew {
                return Ok(SubMsg::new(msg));
            }
            Ok(ReplyTask::missed(hook, delegator, &self.operator).on_failure_of(hook, msg)?)
        };
        self.config.hooks.iter().map(message).collect()
    }
}
