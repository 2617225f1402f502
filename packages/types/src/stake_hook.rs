//! What the pool-registry tells other contracts when somebody's stake in a pool changes.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, StdResult, Uint128, WasmMsg};

/// The present stake of one delegator in one pool.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct DelegationChanged {
    /// Whose stake changed.
    pub delegator: String,
    /// The pool (its operator).
    pub pool: String,
    /// Where rewards of this pool are to be sent.
    pub coinbase: String,
    /// The new weight of the delegator in the pool: tokens plus the coins of its licences.
    pub stake: Uint128,
    /// Whether an earlier change of this pair was not delivered to this listener.
    pub missed: bool,
}

#[cw_serde]
enum HookMsg {
    DelegationChanged(DelegationChanged),
}

impl DelegationChanged {
    /// The message `{"delegation_changed": {..}}` to `listener`, without coins.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn to(self, listener: &Addr) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute {
            contract_addr: listener.to_string(),
            msg: to_json_binary(&HookMsg::DelegationChanged(self))?,
            funds: vec![],
        })
    }
}
