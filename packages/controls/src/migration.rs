//! Migration to newer code of the same contract, and to nothing else.

use cosmwasm_std::{StdError, Storage};
use semver::Version;
use tributary_types::event::Migrated;

use crate::ControlError;

/// Checks that storage holds an older version of the contract `name`, and records the new version.
///
/// # Errors
/// [`ControlError::CannotMigrate`] for another contract, the same version or a newer one.
pub fn upgrade(
    storage: &mut dyn Storage,
    name: &'static str,
    version: &'static str,
) -> Result<Migrated, ControlError> {
    let found = cw2::get_contract_version(storage)?;
    let older = parse(&found.version)? < parse(version)?;
    if found.contract != name || !older {
        return Err(ControlError::CannotMigrate {
            found_name: found.contract,
            found_version: found.version,
            name,
            version,
        });
    }
    cw2::set_contract_version(storage, name, version)?;
    Ok(Migrated { from_version: found.version, to_version: version.to_owned() })
}

fn parse(version: &str) -> Result<Version, ControlError> {
    version.parse().map_err(|error| StdError::parse_err("version", format!("{version}: {error}")).into())
}
