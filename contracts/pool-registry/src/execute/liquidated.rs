//! `liquidated`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_math::holding::Seizure;
use tributary_types::pool_registry::{OperatorLiquidated, CONTRACT};

use crate::pool::BookedPool;
use crate::state::CONFIG;
use crate::ContractError;

/// Subtracts what the staker-registry took from the operator; what it earned until now stays the operator's. The minimum
/// delegation does not protect it.
///
/// Writes: the pool, the operator's place, the totals. Sends: nothing of its own.
///
/// # Errors
/// See `ExecuteMsg::Liquidated`.
pub fn liquidated(deps: DepsMut, env: Env, pool: Addr, seizure: Seizure) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, pool)?;
    let mut member = pool.member(deps.storage, &pool.operator().clone())?;
    let mut holding = member.delegation.holding.clone();
    if seizure.tokens > holding.tokens {
        let (available, required) = (holding.tokens, seizure.tokens);
        return Err(ContractError::InsufficientStake { available, required });
    }
    if seizure.licenses > holding.licenses {
        let (available, required) = (holding.licenses, seizure.licenses);
        return Err(ContractError::InsufficientLicenses { available, required });
    }

    holding.seize(&seizure)?;
    pool.set_holding(&mut member, holding)?;
    let Seizure { tokens, licenses, surplus } = seizure;
    let fact = OperatorLiquidated {
        pool: pool.operator().clone(),
        amount: tokens,
        licenses,
        surplus,
        stake: member.delegation.rewards.weight(),
        pool_stake: pool.rewards().weight(),
    };

    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    Ok(aftermath.complete(reported(CONTRACT, fact)))
}
