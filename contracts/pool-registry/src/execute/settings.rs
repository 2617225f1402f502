//! `set_hooks`, `set_score_weights`

use cosmwasm_std::{DepsMut, Response};
use tributary_controls::batch;
use tributary_controls::wire::reported;
use tributary_types::pool_registry::{Hook, HooksSet, ScoreWeights, ScoreWeightsSet, CONTRACT};

use crate::state::{HookEntry, CONFIG};
use crate::ContractError;

/// Hooks, at most: each change of stake calls them all.
const MAX_HOOKS: usize = 4;

/// Gas of one hook when somebody leaves, at most.
const MAX_HOOK_GAS: u64 = 2_000_000;

/// Names the contracts that are told of stake changes.
///
/// Writes: the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetHooks`.
pub fn set_hooks(deps: DepsMut, hooks: Vec<Hook>) -> Result<Response, ContractError> {
    let mut config = CONFIG.load(deps.storage)?;
    let contracts: Vec<&String> = hooks.iter().map(|hook| &hook.contract).collect();
    batch::ensure_distinct("hooks", &contracts, MAX_HOOKS)?;
    if let Some(hook) = hooks.iter().find(|hook| !(1..=MAX_HOOK_GAS).contains(&hook.gas_limit)) {
        return Err(ContractError::HookGas { max: MAX_HOOK_GAS, given: hook.gas_limit });
    }

    config.hooks = hooks
        .into_iter()
        .map(|Hook { contract, gas_limit }| {
            Ok(HookEntry { contract: deps.api.addr_validate(&contract)?, gas_limit })
        })
        .collect::<Result<_, ContractError>>()?;

    CONFIG.save(deps.storage, &config)?;

    let count = u64::try_from(config.hooks.len()).unwrap_or_default();
    Ok(reported(CONTRACT, HooksSet { count }))
}

/// Sets how much fee, performance and capacity count in the score.
///
/// Writes: the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetScoreWeights`.
pub fn set_score_weights(deps: DepsMut, weights: ScoreWeights) -> Result<Response, ContractError> {
    let mut config = CONFIG.load(deps.storage)?;

    config.score_weights = weights;

    CONFIG.save(deps.storage, &config)?;

    let ScoreWeights { fee, performance, capacity } = weights;
    Ok(reported(CONTRACT, ScoreWeightsSet { fee, performance, capacity }))
}
