//! Devices, as the registrar records them

use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use tributary_controls::parameter::within;
use tributary_controls::wire::reported;
use tributary_controls::ControlError;
use tributary_types::joint_staking::{
    DeviceRegistered, DeviceRemoved, DeviceResumed, DeviceSuspended, DeviceUpdated, CONTRACT, MAX_NAME,
};

use super::offers::withdraw_offer;
use crate::agreement::{Agreement, AGREEMENTS};
use crate::books::Books;
use crate::state::{Class, Device, DEVICES, DEVICES_BY_OWNER};
use crate::ContractError;

/// Records a device.
///
/// Writes: the device. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RegisterDevice`.
pub fn register_device(
    deps: DepsMut,
    id: String,
    owner: Addr,
    class: String,
) -> Result<Response, ContractError> {
    within("device", id.len(), 1..=MAX_NAME, "an id of 1 to 128 bytes")?;
    if DEVICES.has(deps.storage, &id) {
        return Err(ContractError::DeviceRegistered { device: id });
    }
    Class::load(deps.storage, &class)?;

    let device = Device {
        owner: owner.clone(),
        class: class.clone(),
        suspended: false,
        offer_id: None,
        agreement_id: None,
    };
    DEVICES.save(deps.storage, &id, &device)?;
    DEVICES_BY_OWNER.save(deps.storage, (&owner, id.clone()), &())?;

    Ok(reported(CONTRACT, DeviceRegistered { device: id, owner, class }))
}

/// Records that a device was sold or is of another class. Its open offer is cancelled.
///
/// Writes: the device, its offer. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::UpdateDevice`.
pub fn update_device(
    deps: DepsMut,
    id: String,
    owner: Option<Addr>,
    class: Option<String>,
) -> Result<Response, ContractError> {
    let mut device = Device::load(deps.storage, &id)?;
    let (owner, class) =
        (owner.unwrap_or_else(|| device.owner.clone()), class.unwrap_or_else(|| device.class.clone()));
    if owner == device.owner && class == device.class {
        return Err(ControlError::EmptyChange.into());
    }
    Class::load(deps.storage, &class)?;

    let cancelled = match device.offer_id.take() {
        Some(offer_id) => Some(withdraw_offer(deps.storage, offer_id)?),
        None => None,
    };
    DEVICES_BY_OWNER.remove(deps.storage, (&device.owner, id.clone()));
    DEVICES_BY_OWNER.save(deps.storage, (&owner, id.clone()), &())?;
    (device.owner, device.class) = (owner.clone(), class.clone());
    DEVICES.save(deps.storage, &id, &device)?;

    Ok(reported(CONTRACT, DeviceUpdated { device: id, owner, class }).add_events(cancelled))
}

/// Forgets a device that is neither offered nor bound.
///
/// Writes: the device. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RemoveDevice`.
pub fn remove_device(deps: DepsMut, id: String) -> Result<Response, ContractError> {
    let device = Device::load(deps.storage, &id)?;
    device.ensure_free()?;

    DEVICES.remove(deps.storage, &id);
    DEVICES_BY_OWNER.remove(deps.storage, (&device.owner, id.clone()));

    Ok(reported(CONTRACT, DeviceRemoved { device: id }))
}

/// Records that a device is down: its agreement earns nothing while the lock goes on.
///
/// Writes: the books, the device, its agreement. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SuspendDevice`.
pub fn suspend_device(deps: DepsMut, env: Env, id: String) -> Result<Response, ContractError> {
    let device = Device::load(deps.storage, &id)?;
    device.ensure_up(&id)?;
    let (agreement_id, weight) = set_suspended(deps, &env, &id, device, true)?;
    Ok(reported(CONTRACT, DeviceSuspended { device: id, agreement_id, weight }))
}

/// Records that a device is up again.
///
/// Writes: the books, the device, its agreement. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::ResumeDevice`.
pub fn resume_device(deps: DepsMut, env: Env, id: String) -> Result<Response, ContractError> {
    let device = Device::load(deps.storage, &id)?;
    if !device.suspended {
        return Err(ContractError::NotSuspended { device: id });
    }
    let (agreement_id, weight) = set_suspended(deps, &env, &id, device, false)?;
    Ok(reported(CONTRACT, DeviceResumed { device: id, agreement_id, weight }))
}

/// Which agreement it has, and what all agreements weigh then.
fn set_suspended(
    deps: DepsMut,
    env: &Env,
    id: &str,
    mut device: Device,
    suspended: bool,
) -> Result<(Option<u64>, Uint128), ContractError> {
    let mut books = Books::open(deps.storage, env)?;
    device.suspended = suspended;
    DEVICES.save(deps.storage, id, &device)?;
    if let Some(agreement_id) = device.agreement_id {
        let mut agreement = Agreement::open(deps.storage, &books, agreement_id)?;
        if suspended {
            books.suspend(deps.storage, &mut agreement.earner)?;
        } else {
            books.resume(deps.storage, &mut agreement.earner)?;
        }
        AGREEMENTS.save(deps.storage, agreement_id, &agreement)?;
    }
    let weight = books.weight();
    books.save(deps.storage)?;
    Ok((device.agreement_id, weight))
}
