//! The guardian stops entries, the owner opens them again. Exits never depend on either.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Api, StdResult, Storage};
use tributary_types::event::{GuardianSet, Paused, Unpaused};

use crate::packed::PackedItem;
use crate::{ownership, packed, ControlError};

/// Where each contract keeps it. Every entry reads it.
pub const PAUSE: PackedItem<Pause> = PackedItem::new("pause");

/// Who may pause, and whether somebody did.
#[cw_serde]
pub struct Pause {
    /// Who may pause; nobody if `None`.
    pub guardian: Option<Addr>,
    /// Whether entries are stopped.
    pub paused: bool,
}

packed!(Pause { guardian, paused });

/// Starts with open entries.
///
/// # Errors
/// If `guardian` is no address.
pub fn initialize(storage: &mut dyn Storage, api: &dyn Api, guardian: Option<&str>) -> StdResult<()> {
    let guardian = guardian.map(|guardian| api.addr_validate(guardian)).transpose()?;
    PAUSE.save(storage, &Pause { guardian, paused: false })
}

/// The present state.
///
/// # Errors
/// If the contract was never instantiated.
pub fn state(storage: &dyn Storage) -> StdResult<Pause> {
    PAUSE.load(storage)
}

/// Lets entries pass while they are open.
///
/// # Errors
/// [`ControlError::Paused`].
pub fn ensure_running(storage: &dyn Storage) -> Result<(), ControlError> {
    if PAUSE.load(storage)?.paused {
        return Err(ControlError::Paused);
    }
    Ok(())
}

/// Lets only the guardian pass.
///
/// # Errors
/// [`ControlError::NotGuardian`].
pub fn ensure_guardian(storage: &dyn Storage, sender: &Addr) -> Result<(), ControlError> {
    if PAUSE.load(storage)?.guardian.as_ref() != Some(sender) {
        return Err(ControlError::NotGuardian);
    }
    Ok(())
}

/// Lets the guardian and the owner pass: in the registries the guardian alone pauses, elsewhere the owner may as well.
///
/// # Errors
/// [`ControlError::NotGuardianOrOwner`].
pub fn ensure_guardian_or_owner(storage: &dyn Storage, sender: &Addr) -> Result<(), ControlError> {
    ensure_guardian(storage, sender)
        .or_else(|_| ownership::ensure_owner(storage, sender))
        .map_err(|_| ControlError::NotGuardianOrOwner)
}

/// Stops entries; the caller may.
///
/// # Errors
/// [`ControlError::AlreadyPaused`].
pub fn pause(storage: &mut dyn Storage, guardian: Addr) -> Result<Paused, ControlError> {
    let mut state = PAUSE.load(storage)?;
    if state.paused {
        return Err(ControlError::AlreadyPaused);
    }
    state.paused = true;
    PAUSE.save(storage, &state)?;
    Ok(Paused { guardian })
}

/// Opens entries again; the caller is the owner.
///
/// # Errors
/// [`ControlError::NotPaused`].
pub fn unpause(storage: &mut dyn Storage, owner: Addr) -> Result<Unpaused, ControlError> {
    let mut state = PAUSE.load(storage)?;
    if !state.paused {
        return Err(ControlError::NotPaused);
    }
    state.paused = false;
    PAUSE.save(storage, &state)?;
    Ok(Unpaused { owner })
}

/// Names another guardian, or none; the caller is the owner.
///
/// # Errors
/// If `guardian` is no address.
pub fn set_guardian(
    storage: &mut dyn Storage,
    api: &dyn Api,
    guardian: Option<String>,
) -> StdResult<GuardianSet> {
    let guardian = guardian.map(|guardian| api.addr_validate(&guardian)).transpose()?;
    let mut state = PAUSE.load(storage)?;
    state.guardian.clone_from(&guardian);
    PAUSE.save(storage, &state)?;
    Ok(GuardianSet { guardian })
}
