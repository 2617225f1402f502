//! `set_license_contract`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use tributary_controls::wire::reported;
use tributary_types::license_nft::{LicenseNftContract, LicenseTerms};
use tributary_types::staker_registry::{LicenseContractSet, CONTRACT};

use crate::state::CONFIG;
use crate::ContractError;

/// Names the licence contract and remembers what a licence stands for and whose a surplus is, which never change there
/// either: a liquidation need not believe anybody's figures.
///
/// Writes: the parameters. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetLicenseContract`.
pub fn set_license_contract(deps: DepsMut, env: Env, license_nft: Addr) -> Result<Response, ContractError> {
    let mut config = CONFIG.load(deps.storage)?;
    if let Some(terms) = config.licenses {
        return Err(ContractError::LicenseContractSet { license_nft: terms.license_nft.addr().clone() });
    }
    let contract = LicenseNftContract::new(license_nft.clone());
    let theirs = contract.config(&deps.querier)?;
    if theirs.denom != config.denom {
        return Err(ContractError::LicenseDenom { expected: config.denom, given: theirs.denom });
    }
    if let Some(given) = theirs.staker_registry.filter(|registry| *registry != env.contract.address) {
        return Err(ContractError::LicensesElsewhere { given });
    }

    let coins_per_license = theirs.coins_per_license;
    config.liquidation_mode = theirs.liquidation_mode;
    config.licenses = Some(LicenseTerms { license_nft: contract, coins_per_license });

    CONFIG.save(deps.storage, &config)?;

    Ok(reported(CONTRACT, LicenseContractSet { license_nft, coins_per_license }))
}
