//! `receive`: tokens of a cw20, for what their sender says

use cosmwasm_std::{from_json, Addr, DepsMut, Env, Response};
use tributary_controls::{pause, ControlError};
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::boosted_staking::TokenAction;

use super::fund::fund;
use super::stake::stake;
use crate::state::CONFIG;
use crate::ContractError;

/// Takes tokens of the asset that the sender's purpose needs, from that token alone.
///
/// # Errors
/// See `ExecuteMsg::Receive`.
pub fn receive(
    deps: DepsMut,
    env: Env,
    token: Addr,
    received: ReceiveTokens,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let given = Asset::Cw20(token.clone());
    let (stakes, rewards) = (given == config.stake_asset, given == config.reward_asset);
    if !stakes && !rewards {
        return Err(ControlError::UnknownToken { token }.into());
    }
    let sender = deps.api.addr_validate(&received.sender)?;
    match from_json(&received.msg)? {
        TokenAction::Stake { days } if stakes => {
            pause::ensure_running(deps.storage)?;
            stake(deps, env, config, sender, received.amount, days)
        }
        TokenAction::Fund {} if rewards => fund(deps, env, config, sender, received.amount),
        TokenAction::Stake { .. } | TokenAction::Fund {} => Err(ControlError::UnknownToken { token }.into()),
    }
}
