//! `request_commission_change`, `finalize_commission_change`, `cancel_commission_change`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, MessageInfo, Response, Storage};
use tributary_controls::locks;
use tributary_math::Ppm;
use tributary_types::event::Fact;
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
    info: MessageInfo,
    commission: Ppm,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let pool = info.sender;
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
    Ok(Response::new()
        .add_event(fact.event(CONTRACT))
        .set_data(to_json_binary(&CommissionRequested { release, expires })?))
}

/// Puts the requested commission in force. What has arrived is booked before, at the old one.
///
/// Writes: the pool, the request, the totals. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::FinalizeCommissionChange`.
pub fn finalize_commission_change(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let CommissionRequest { commission, release, expires } = open_request(deps.storage, &info.sender)?;
    locks::ensure_released(release, &env.block)?;
    if expires.is_expired(&env.block) {
        return Err(ContractError::RequestExpired { expires });
    }
    let mut pool = BookedPool::load(deps.as_ref(), &env, &config, info.sender.clone())?;

    pool.set_commission(commission);

    COMMISSION_REQUESTS.remove(deps.storage, &info.sender);
    let aftermath = pool.save(deps.storage, &env, None)?;

    let fact = CommissionChanged { pool: info.sender, commission_ppm: commission.value() };
    Ok(aftermath.complete(Response::new().add_event(fact.event(CONTRACT))))
}

/// Withdraws the request.
///
/// Writes: the request. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::CancelCommissionChange`.
pub fn cancel_commission_change(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    open_request(deps.storage, &info.sender)?;

    COMMISSION_REQUESTS.remove(deps.storage, &info.sender);

    let fact = CommissionChangeCancelled { pool: info.sender };
    Ok(Response::new().add_event(fact.event(CONTRACT)))
}

fn open_request(storage: &dyn Storage, pool: &Addr) -> Result<CommissionRequest, ContractError> {
    COMMISSION_REQUESTS.may_load(storage, pool)?.ok_or(ContractError::NothingRequested)
}
