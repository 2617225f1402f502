//! What the licence contract tells other contracts when somebody holds more or fewer licences.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, StdResult, WasmMsg};

/// How many licences somebody holds now, bonded ones included.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct HoldingsChanged {
    /// Whose licences.
    pub owner: String,
    /// How many.
    pub balance: u64,
}

#[cw_serde]
enum HookMsg {
    HoldingsChanged(HoldingsChanged),
}

impl HoldingsChanged {
    /// The message `{"holdings_changed": {..}}` to `listener`, without coins.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn to(self, listener: &Addr) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute {
            contract_addr: listener.to_string(),
            msg: to_json_binary(&HookMsg::HoldingsChanged(self))?,
            funds: vec![],
        })
    }
}
