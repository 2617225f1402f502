//! Hooks may fail: what they missed is reported, and stands.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{from_json, to_json_binary, Addr, Reply, Response, StdResult, SubMsg};
use tributary_controls::wire::reported;
use tributary_controls::ControlError;
use tributary_types::holdings_hook::HoldingsChanged;
use tributary_types::license_nft::{HookFailed, CONTRACT};

use crate::ContractError;

/// The only reply id: what failed stands in the payload.
const HOOK_FAILED: u64 = 1;

/// What a hook may use at most; more is a failure of the hook, never of the call.
pub const HOOK_GAS_LIMIT: u64 = 2_000_000;

/// What a hook was to be told.
#[cw_serde]
struct Untold {
    hook: Addr,
    owner: Addr,
    balance: u64,
}

/// Tells `hook` that `owner` holds `balance` licences, within its gas limit, whatever comes of it.
///
/// # Errors
/// If the message cannot be written as JSON.
pub fn hook_may_fail(hook: &Addr, owner: &Addr, balance: u64) -> StdResult<SubMsg> {
    let change = HoldingsChanged { owner: owner.to_string(), balance };
    let untold = Untold { hook: hook.clone(), owner: owner.clone(), balance };
    let message = SubMsg::reply_on_error(change.to(hook)?, HOOK_FAILED);
    Ok(message.with_payload(to_json_binary(&untold)?).with_gas_limit(HOOK_GAS_LIMIT))
}

/// Reports the hook that failed.
///
/// # Errors
/// [`ControlError::UnknownReply`].
pub fn handle(reply: Reply) -> Result<Response, ContractError> {
    if reply.id != HOOK_FAILED {
        return Err(ControlError::UnknownReply { id: reply.id }.into());
    }
    let Untold { hook, owner, balance } = from_json(&reply.payload)?;
    Ok(reported(CONTRACT, HookFailed { hook, owner, balance }))
}
