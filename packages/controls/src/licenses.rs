//! Licences where they count as stake: what they are worth, and when what is left of one is free.

use cosmwasm_std::{OverflowError, QuerierWrapper, Uint128};
use tributary_math::holding::Holding;
use tributary_types::license_nft::{LicenseTerms, Stage};

use crate::ControlError;

/// What `holding` counts for. Without terms nobody has licences.
///
/// # Errors
/// Overflow beyond 128 bits.
pub fn weight(terms: Option<&LicenseTerms>, holding: &Holding) -> Result<Uint128, OverflowError> {
    holding.weight(terms.map_or(Uint128::zero(), |terms| terms.coins_per_license))
}

/// Lets `amount` leave `holding` only if it is free: locked coins are once licences can be redeemed. The licence contract is
/// asked for its stage only when somebody wants them. An amount beyond all coins is for the caller to refuse.
///
/// # Errors
/// [`ControlError::LockedStake`].
pub fn free_up(
    querier: &QuerierWrapper,
    terms: Option<&LicenseTerms>,
    holding: &mut Holding,
    amount: Uint128,
) -> Result<(), ControlError> {
    let free = holding.free();
    let Some(terms) = terms.filter(|_| amount > free && amount <= holding.tokens) else { return Ok(()) };
    if terms.license_nft.status(querier)?.stage < Stage::Stable {
        return Err(ControlError::LockedStake { free, locked: holding.locked, required: amount });
    }
    holding.locked = Uint128::zero();
    Ok(())
}
