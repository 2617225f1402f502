//! `request_commission_change`, `finalize_commission_change`, `cancel_commission_change`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Response, Storage};
use tributary_controls::locks;
use tributary_controls::wire::reported;
use tributary_math::Ppm;
use tributary_types::pool_registry::{
    CommissionChangeCancelled, CommissionChangeRequested, CommissionChanged, CommissionRequested, CONTRACT,
};

use crate::pool::{self, BookedPool};
use crate::state::{CommissionRequest, COMMISSION_REQUESTS, CONFIG};
use crate::ContractError;

/// Announces another commission, so that delegators can leave before it is in force. It stays valid for as long as they had
/// to leave, so that it cannot be kept in a drawer.
///
/// Writes: the request. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RequestCommissionChange`.
pub fn request_commission_change(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    commission: Ppm,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let pool = sender;
    let present = pool::load(deps.storage, &pool)?.standing.commission;
    if let Some(CommissionRequest { expires, .. }) = COMMISSION_REQUESTS.may_load(deps.storage, &pool)? {
        if !expires.is_expired(&env.block) {
            return Err(ContractError::RequestOpen { expires });
        }
    }

    let release = config.commission_lock.after(&env.block);
    let expires = locks::extended(release, config.commission_lock);

    COMMISSION_REQUESTS.save(deps.storage, &pool, &CommissionRequest { commission, release, expires })?;

    let fact = CommissionChangeRequested {
        pool,
        commission_ppm: present.value(),
        new_commission_ppm: commission.value(),
        release,
        expires,
    };
    Ok(reported(CONTRACT, fact).set_data(to_json_binary(&CommissionRequested { release, expires })?))
}

/// Puts the requested commission in force. What has arrived is booked before, at the old one.
///
/// Writes: the pool, the request, the totals. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::FinalizeCommissionChange`.
pub fn finalize_commission_change(deps: DepsMut, env: Env, sender: Addr) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let CommissionRequest { commission, release, expires } = open_request(deps.storage, &sender)?;
    locks::ensure_released(release, &env.block)?;
    if expires.is_expired(&env.block) {
        return Err(ContractError::RequestExpired { expires });
    }
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, sender.clone())?;

    pool.set_commission(commission);

    COMMISSION_REQUESTS.remove(deps.storage, &sender);
    let aftermath = pool.save(deps.storage, &env, None)?;

    let fact = CommissionChanged { pool: sender, commission_ppm: commission.value() };
    Ok(aftermath.complete(reported(CONTRACT, fact)))
}

/// Withdraws the request.
///
/// Writes: the request. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::CancelCommissionChange`.
pub fn cancel_commission_change(deps: DepsMut, sender: Addr) -> Result<Response, ContractError> {
    open_request(deps.storage, &sender)?;

    COMMISSION_REQUESTS.remove(deps.storage, &sender);

    let fact = CommissionChangeCancelled { pool: sender };
    Ok(reported(CONTRACT, fact))
}

fn open_request(storage: &dyn Storage, pool: &Addr) -> Result<CommissionRequest, ContractError> {
    COMMISSION_REQUESTS.may_load(storage, pool)?.ok_or(ContractError::NothingRequested)
}
