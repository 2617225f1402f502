//! Migration to newer code of the same contract, and to nothing else.
//!
//! `migrate` checks name and version, writes single records anew and opens a walk over the maps. `migrate_records`, which anybody
//! may send, passes a page of rows; the walk is over with a page that is not full. Meanwhile everything works: both forms of a record
//! are read, and whatever is touched is written in the new one. A walk that is open keeps out the next migration and nothing else.

mod version;
mod walk;

pub use walk::{migrate_records, status};

use cosmwasm_std::{StdResult, Storage};
use tributary_types::event::Migrated;

use crate::packed::Rewritable;
use crate::ControlError;

/// What a migration writes anew: the records of a contract that are stored otherwise than by the release before.
pub struct Records {
    /// Single records, by the migration itself.
    pub items: &'static [&'static dyn Rewritable],
    /// Maps, in pages.
    pub maps: &'static [&'static dyn Rewritable],
}

/// Checks that storage holds an older version of the contract `name`, records the new version, writes the single records anew and
/// opens the walk over the maps, also where there are none: each contract is migrated by the same steps.
///
/// # Errors
/// [`ControlError::CannotMigrate`] for another contract, the same version or a newer one, [`ControlError::MigrationOpen`] before
/// the walk of the last migration is over. If a single record cannot be read, without which the contract does not work either.
pub fn upgrade(
    storage: &mut dyn Storage,
    name: &'static str,
    version: &'static str,
    records: &Records,
) -> Result<Migrated, ControlError> {
    let from_version = version::ensure_older(storage, name, version)?;
    walk::open(storage, from_version.clone())?;
    cw2::set_contract_version(storage, name, version)?;
    records.items.iter().try_for_each(|item| rewrite_item(storage, *item))?;
    Ok(Migrated { from_version, to_version: version.to_owned() })
}

fn rewrite_item(storage: &mut dyn Storage, item: &dyn Rewritable) -> StdResult<()> {
    let key = item.place();
    if let Some(bytes) = storage.get(&key) {
        storage.set(&key, &item.rewritten(&bytes)?);
    }
    Ok(())
}
