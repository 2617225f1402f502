//! Two-step ownership that cannot be given up.

use cosmwasm_std::{Addr, Api, BlockInfo, DepsMut, StdResult, Storage};
use cw_ownable::Ownership;
use tributary_types::event::OwnershipUpdated;
use tributary_types::ownership::OwnershipAction;

use crate::ControlError;

/// Names the first owner: `owner`, or the sender.
///
/// # Errors
/// If `owner` is no address.
pub fn initialize(
    storage: &mut dyn Storage,
    api: &dyn Api,
    owner: Option<&str>,
    sender: &Addr,
) -> Result<(), ControlError> {
    cw_ownable::initialize_owner(storage, api, Some(owner.unwrap_or(sender.as_str())))?;
    Ok(())
}

/// Lets only the owner pass.
///
/// # Errors
/// [`ControlError::Ownership`] for anybody else.
pub fn ensure_owner(storage: &dyn Storage, sender: &Addr) -> Result<(), ControlError> {
    Ok(cw_ownable::assert_owner(storage, sender)?)
}

/// Offers, accepts or withdraws the ownership.
///
/// # Errors
/// [`ControlError::RenounceRefused`], [`ControlError::NothingOffered`], [`ControlError::OfferExpired`];
/// [`ControlError::Ownership`] if the sender may not do that.
pub fn update(
    deps: DepsMut,
    block: &BlockInfo,
    sender: &Addr,
    action: OwnershipAction,
) -> Result<OwnershipUpdated, ControlError> {
    if action == OwnershipAction::RenounceOwnership {
        return Err(ControlError::RenounceRefused);
    }
    let ownership = cw_ownable::update_ownership(deps, block, sender, action.into())?;
    Ok(OwnershipUpdated { owner: ownership.owner, pending_owner: ownership.pending_owner })
}

/// The owner and a pending one.
///
/// # Errors
/// If the contract was never instantiated.
pub fn ownership(storage: &dyn Storage) -> StdResult<Ownership<Addr>> {
    cw_ownable::get_ownership(storage)
}
