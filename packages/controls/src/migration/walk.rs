//! The walk over the maps, page by page.

use cosmwasm_std::{HexBinary, Order, Record, StdResult, Storage};
use cw_storage_plus::{range_with_prefix, RawBound};
use tributary_types::event::RecordsMigrated;
use tributary_types::migration::MigrationResponse;
use tributary_types::paging::MAX_LIMIT;

use super::Records;
use crate::packed::{PackedItem, Rewritable};
use crate::{packed, ControlError};

/// A walk that is not over.
const WALK: PackedItem<Walk> = PackedItem::new("migration");

struct Walk {
    from_version: String,
    /// Rows that were passed.
    cursor: u64,
    /// The place of the map that is walked in the list of maps.
    map: u32,
    /// What the key goes on with that was passed last in it.
    last: Option<HexBinary>,
}

packed!(Walk { from_version, cursor, map, last });

/// Begins behind nothing.
///
/// # Errors
/// [`ControlError::MigrationOpen`].
pub fn open(storage: &mut dyn Storage, from_version: String) -> Result<(), ControlError> {
    if let Some(Walk { from_version, cursor, .. }) = WALK.may_load(storage)? {
        return Err(ControlError::MigrationOpen { from_version, cursor });
    }
    Ok(WALK.save(storage, &Walk { from_version, cursor: 0, map: 0, last: None })?)
}

/// How far the walk is; nothing if none is open.
///
/// # Errors
/// If the contract was never instantiated.
pub fn status(storage: &dyn Storage) -> StdResult<Option<MigrationResponse>> {
    let Some(Walk { from_version, cursor, .. }) = WALK.may_load(storage)? else {
        return Ok(None);
    };
    let to_version = cw2::get_contract_version(storage)?.version;
    Ok(Some(MigrationResponse { from_version, to_version, cursor }))
}

/// Passes the next rows, `limit` of them or 100 if that is more, and writes anew those that change by it. What cannot be read is
/// passed as it is. Anyone may.
///
/// # Errors
/// [`ControlError::InvalidLimit`] for 0, [`ControlError::NothingToMigrate`], [`ControlError::BadCursor`] if `cursor` is not the number
/// of rows passed so far.
pub fn migrate_records(
    storage: &mut dyn Storage,
    records: &Records,
    cursor: u64,
    limit: u32,
) -> Result<RecordsMigrated, ControlError> {
    if limit == 0 {
        return Err(ControlError::InvalidLimit { what: "row" });
    }
    let mut walk = WALK.may_load(storage)?.ok_or(ControlError::NothingToMigrate)?;
    if walk.cursor != cursor {
        return Err(ControlError::BadCursor { cursor: walk.cursor, given: cursor });
    }
    let limit = limit.min(MAX_LIMIT);
    let mut page = RecordsMigrated { cursor, passed: 0, rewritten: 0, unreadable: 0, complete: false };
    while let Some(map) = usize::try_from(walk.map).ok().and_then(|map| records.maps.get(map)) {
        walk.pass(storage, *map, limit, &mut page);
        if page.passed == limit {
            break;
        }
        (walk.map, walk.last) = (walk.map.saturating_add(1), None);
    }
    page.cursor = cursor.saturating_add(page.passed.into());
    page.complete = page.passed < limit;
    if page.complete {
        WALK.remove(storage);
    } else {
        walk.cursor = page.cursor;
        WALK.save(storage, &walk)?;
    }
    Ok(page)
}

impl Walk {
    /// Passes rows of one map until the page is full.
    fn pass(
        &mut self,
        storage: &mut dyn Storage,
        map: &dyn Rewritable,
        limit: u32,
        page: &mut RecordsMigrated,
    ) {
        let place = map.place();
        for (key, bytes) in self.rows(storage, &place, limit.saturating_sub(page.passed)) {
            page.passed = page.passed.saturating_add(1);
            match map.rewritten(&bytes) {
                Err(_) => page.unreadable = page.unreadable.saturating_add(1),
                Ok(anew) if anew != bytes => {
                    page.rewritten = page.rewritten.saturating_add(1);
                    storage.set(&[place.as_slice(), &key].concat(), &anew);
                }
                Ok(_) => {}
            }
            self.last = Some(key.into());
        }
    }

    /// The next rows of the map at `place`, by what its keys go on with.
    fn rows(&self, storage: &dyn Storage, place: &[u8], limit: u32) -> Vec<Record> {
        let after = self.last.as_ref().map(|key| RawBound::Exclusive(key.to_vec()));
        let rows = range_with_prefix(storage, place, after, None, Order::Ascending);
        rows.take(usize::try_from(limit).unwrap_or_default()).collect()
    }
}
