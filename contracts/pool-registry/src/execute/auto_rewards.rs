//! `enable_auto_rewards`, `disable_auto_rewards`, `auto_redelegate`

use cosmwasm_std::{coin, to_json_binary, Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_math::rate::PPM_SCALE;
use tributary_math::Ppm;
use tributary_types::event::Fact;
use tributary_types::pool_registry::{
    AutoRedelegation, AutoRewardsDisabled, AutoRewardsEnabled, RewardsRedelegated, StakeSource, CONTRACT,
};

use crate::pool::{self, BookedPool, Claim};
use crate::state::{AUTO_REWARDS, CONFIG};
use crate::ContractError;

/// Lets anyone redelegate the sender's rewards for a part of them.
///
/// Writes: the sender's consent. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::EnableAutoRewards`.
pub fn enable_auto_rewards(
    deps: DepsMut,
    sender: Addr,
    pool: Addr,
    fee_ppm: u32,
) -> Result<Response, ContractError> {
    pool::load(deps.storage, &pool)?;
    if fee_ppm >= PPM_SCALE {
        return Err(ContractError::AutoFeeTooHigh { given: fee_ppm });
    }

    AUTO_REWARDS.save(deps.storage, (&pool, &sender), &Ppm::new(fee_ppm)?)?;

    let fact = AutoRewardsEnabled { delegator: sender, pool, fee_ppm };
    Ok(reported(CONTRACT, fact))
}

/// Ends that, whether it was on or not.
///
/// Writes: the sender's consent. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::DisableAutoRewards`.
pub fn disable_auto_rewards(deps: DepsMut, sender: Addr, pool: Addr) -> Result<Response, ContractError> {
    pool::load(deps.storage, &pool)?;

    AUTO_REWARDS.remove(deps.storage, (&pool, &sender));

    let fact = AutoRewardsDisabled { delegator: sender, pool };
    Ok(reported(CONTRACT, fact))
}

/// Delegates the rewards of a delegator that opted in; the caller gets the agreed part. Nothing owed books what has arrived
/// and changes nothing else.
///
/// Writes: the pool, the delegator's place, the totals. Sends: `pay` to fee recipient and this contract, `bond`.
///
/// # Errors
/// See `ExecuteMsg::AutoRedelegate`.
pub fn auto_redelegate(
    deps: DepsMut,
    env: Env,
    pool: Addr,
    delegator: Addr,
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, pool)?;
    let rate = AUTO_REWARDS.may_load(deps.storage, (pool.operator(), &delegator))?;
    let rate = rate.ok_or_else(|| ContractError::NotOptedIn {
        pool: pool.operator().clone(),
        delegator: delegator.clone(),
    })?;
    let mut member = pool.member(deps.storage, &delegator)?;

    let claim = pool.claim(&mut member)?;
    let AutoRedelegation { amount, fee } = split(rate, claim)?;
    let mut response = Response::new().set_data(to_json_binary(&AutoRedelegation { amount, fee })?);
    if !amount.is_zero() {
        let delegated = pool.join(&mut member, amount, StakeSource::Rewards)?;
        let payments = pool.pay(&[(&fee_recipient, fee), (&env.contract.address, amount)])?;
        let bond = config.staker_registry.bond(pool.operator(), coin(amount.u128(), &config.denom))?;
        let fact = RewardsRedelegated {
            delegator,
            pool: pool.operator().clone(),
            amount,
            commission: claim.commission,
            fee,
            fee_recipient: (!fee.is_zero()).then_some(fee_recipient),
        };
        response = response
            .add_submessages(payments)
            .add_message(bond)
            .add_event(fact.event(CONTRACT))
            .add_event(delegated.event(CONTRACT));
    }

    let aftermath = pool.save(deps.storage, &env, Some(member))?;

    Ok(aftermath.complete(response))
}

/// The caller's part, rounded down, and the rest, which is at least one unit of anything owed since the rate is below 100 %.
///
/// # Errors
/// None in practice: the part is below the whole.
pub fn split(rate: Ppm, claim: Claim) -> Result<AutoRedelegation, ContractError> {
    let fee = rate.of(claim.amount);
    Ok(AutoRedelegation { amount: claim.amount.checked_sub(fee)?, fee })
}
