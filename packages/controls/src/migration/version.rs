//! Which code follows which.

use cosmwasm_std::Storage;
use cw2::ContractVersion;
use semver::Version;

use crate::ControlError;

/// The version in storage, which is an older one of the contract `name`.
///
/// # Errors
/// [`ControlError::CannotMigrate`], also if there is no version, or none that can be read.
pub fn ensure_older(
    storage: &dyn Storage,
    name: &'static str,
    version: &'static str,
) -> Result<String, ControlError> {
    let unknown = |_| ContractVersion {
        contract: "an unknown contract".to_owned(),
        version: "of no version".to_owned(),
    };
    let found = cw2::get_contract_version(storage).unwrap_or_else(unknown);
    if found.contract != name || !is_older(&found.version, version) {
        return Err(ControlError::CannotMigrate {
            found_name: found.contract,
            found_version: found.version,
            name,
            version,
        });
    }
    Ok(found.version)
}

fn is_older(found: &str, version: &str) -> bool {
    let both = found.parse::<Version>().ok().zip(version.parse::<Version>().ok());
    both.is_some_and(|(found, version)| found < version)
}
