//! Who counts as identified.

use cosmwasm_std::{Addr, QuerierWrapper, StdResult, Storage};
use cw4::Cw4Contract;
use tributary_controls::parameter::invalid;
use tributary_controls::ControlError;
use tributary_types::treasury_decay::IdentityRule;

use crate::books::User;
use crate::state::IDENTITIES;

/// Whether `user` counts as identified here.
pub fn is_identified(storage: &dyn Storage, rule: &IdentityRule<Addr>, user: &Addr) -> bool {
    match rule {
        IdentityRule::Off {} => true,
        IdentityRule::List { .. } | IdentityRule::Cw4 { .. } => IDENTITIES.has(storage, user),
    }
}

/// Whether `user` is a member of `group` now. A raw read, so no code of the group runs.
///
/// # Errors
/// If what the group stores is none of cw4.
pub fn is_member(querier: &QuerierWrapper, group: &Addr, user: &Addr) -> StdResult<bool> {
    Ok(Cw4Contract::new(group.clone()).is_member(querier, user, None)?.is_some())
}

/// Fails unless `group` is a cw4 contract.
///
/// # Errors
/// [`ControlError::ConfigInvalid`].
pub fn ensure_group(querier: &QuerierWrapper, group: &Addr) -> Result<(), ControlError> {
    let total = Cw4Contract::new(group.clone()).total_weight(querier);
    total.map(drop).map_err(|_| invalid("identity", "a cw4 group", group))
}

/// Whether `user` is identified from a change of its stake on. A group that cannot be read any more is no reason to keep
/// anybody from entering or leaving: what was read last stays.
pub fn at_change(querier: &QuerierWrapper, rule: &IdentityRule<Addr>, user: &User) -> bool {
    let known = user.efficiency.identified;
    match rule {
        IdentityRule::Cw4 { group } => is_member(querier, group, &user.address).unwrap_or(known),
        IdentityRule::Off {} | IdentityRule::List { .. } => known,
    }
}

/// Gives a settled user another identity, or none, and remembers it.
///
/// # Errors
/// None; see [`tributary_controls::packed::PackedMap::save`].
pub fn set(storage: &mut dyn Storage, user: &mut User, identified: bool) -> StdResult<()> {
    if user.efficiency.identified == identified {
        return Ok(());
    }
    user.efficiency.identified = identified;
    if !identified {
        IDENTITIES.remove(storage, &user.address);
        return Ok(());
    }
    IDENTITIES.save(storage, &user.address, &())
}
