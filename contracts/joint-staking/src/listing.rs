//! Open offers by what people look for.

use cosmwasm_std::{Addr, Order, StdResult, Storage};
use cw_storage_plus::Bound;
use tributary_controls::packed::PackedMap;
use tributary_types::joint_staking::{OfferFilter, ShareKey, StakeKey, MAX_NAME};

use crate::state::Offer;

/// All of them.
const ALL: PackedMap<u64, ()> = PackedMap::new("l");

/// By class.
const BY_CLASS: PackedMap<(&str, u64), ()> = PackedMap::new("lc");

/// By lock.
const BY_LOCK: PackedMap<(u32, u64), ()> = PackedMap::new("ll");

/// By owner.
const BY_OWNER: PackedMap<(&Addr, u64), ()> = PackedMap::new("lo");

/// By share of the owner.
const BY_SHARE: PackedMap<(u32, u64), ()> = PackedMap::new("lh");

/// By stake.
const BY_STAKE: PackedMap<(u128, u64), ()> = PackedMap::new("ls");

/// Shows an offer.
///
/// # Errors
/// None; see [`PackedMap::save`].
pub fn add(storage: &mut dyn Storage, id: u64, offer: &Offer) -> StdResult<()> {
    let terms = &offer.terms;
    ALL.save(storage, id, &())?;
    BY_CLASS.save(storage, (&offer.class, id), &())?;
    BY_OWNER.save(storage, (&offer.owner, id), &())?;
    BY_LOCK.save(storage, (terms.lock_days, id), &())?;
    BY_SHARE.save(storage, (terms.owner_share.value(), id), &())?;
    BY_STAKE.save(storage, (terms.required_stake.u128(), id), &())
}

/// Hides an offer, with the terms that it was shown with.
pub fn remove(storage: &mut dyn Storage, id: u64, offer: &Offer) {
    let terms = &offer.terms;
    ALL.remove(storage, id);
    BY_CLASS.remove(storage, (&offer.class, id));
    BY_OWNER.remove(storage, (&offer.owner, id));
    BY_LOCK.remove(storage, (terms.lock_days, id));
    BY_SHARE.remove(storage, (terms.owner_share.value(), id));
    BY_STAKE.remove(storage, (terms.required_stake.u128(), id));
}

/// Ids of open offers, by id.
///
/// # Errors
/// If storage cannot be read.
pub fn ids(
    storage: &dyn Storage,
    filter: Option<&OfferFilter<Addr>>,
    start_after: Option<u64>,
    limit: usize,
) -> StdResult<Vec<u64>> {
    let after = start_after.map(Bound::exclusive);
    let keys = match filter {
        None => ALL.keys(storage, after, None, Order::Ascending),
        // Keys hold no such name.
        Some(OfferFilter::Class(class)) if class.len() > MAX_NAME => return Ok(vec![]),
        Some(OfferFilter::Class(class)) => {
            BY_CLASS.prefix(class).keys(storage, after, None, Order::Ascending)
        }
        Some(OfferFilter::LockDays(days)) => {
            BY_LOCK.prefix(*days).keys(storage, after, None, Order::Ascending)
        }
        Some(OfferFilter::Owner(owner)) => {
            BY_OWNER.prefix(owner).keys(storage, after, None, Order::Ascending)
        }
    };
    keys.take(limit).collect()
}

/// Ids of open offers, the smallest share of the owner first.
///
/// # Errors
/// If storage cannot be read.
pub fn by_share(storage: &dyn Storage, start_after: Option<ShareKey>, limit: usize) -> StdResult<Vec<u64>> {
    let after = start_after.map(|key| Bound::exclusive((key.owner_share_bps, key.offer_id)));
    let keys = BY_SHARE.keys(storage, after, None, Order::Ascending);
    keys.take(limit).map(|key| key.map(|(_, id)| id)).collect()
}

/// Ids of open offers, the smallest stake first.
///
/// # Errors
/// If storage cannot be read.
pub fn by_stake(storage: &dyn Storage, start_after: Option<StakeKey>, limit: usize) -> StdResult<Vec<u64>> {
    let after = start_after.map(|key| Bound::exclusive((key.required_stake.u128(), key.offer_id)));
    let keys = BY_STAKE.keys(storage, after, None, Order::Ascending);
    keys.take(limit).map(|key| key.map(|(_, id)| id)).collect()
}
