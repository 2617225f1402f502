//! Which code follows which.

use cosmwasm_std::{StdError, Storage};
use semver::Version;

use crate::ControlError;

/// The version in storage, which is an older one of the contract `name`.
///
/// # Errors
/// [`ControlError::CannotMigrate`]; if there is no version, or none that can be read.
pub fn ensure_older(
    storage: &dyn Storage,
    name: &'static str,
    version: &'static str,
) -> Result<String, ControlError> {
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
    Ok(found.version)
}

fn parse(version: &str) -> Result<Version, ControlError> {
    version.parse().map_err(|error| StdError::parse_err("version", format!("{version}: {error}")).into())
}
