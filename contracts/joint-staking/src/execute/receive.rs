//! `receive`: tokens of a cw20, for what their sender says

use cosmwasm_std::{from_json, Addr, DepsMut, Env, Response};
use tributary_controls::{pause, ControlError};
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::joint_staking::TokenAction;

use super::accept_offer::{accept_offer, Acceptance};
use super::exit::terminate_agreement;
use super::funds::fund_rewards;
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
    let (sender, amount) = (deps.api.addr_validate(&received.sender)?, received.amount);
    match from_json(&received.msg)? {
        TokenAction::AcceptOffer { offer_id, revision, min_base_reward } if stakes => {
            pause::ensure_running(deps.storage)?;
            let acceptance = Acceptance { offer_id, revision, min_base_reward };
            accept_offer(deps, env, config, sender, amount, acceptance)
        }
        TokenAction::FundRewards {} if rewards => fund_rewards(deps, env, config, sender, amount),
        TokenAction::TerminateAgreement { agreement_id } if rewards => {
            terminate_agreement(deps, env, config, sender, amount, agreement_id)
        }
        _ => Err(ControlError::UnknownToken { token }.into()),
    }
}
