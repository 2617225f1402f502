//! What licence contracts answer at one moment.

use cosmwasm_std::{Addr, Uint128, Uint256};
use serde_json::json;
use tributary_types::license_nft::{
    ConfigResponse, FundingResponse, License, LicensesResponse, StatusResponse,
};
use tributary_types::staker_registry::LicenseBondResponse;

use super::asking::{all, ask, Unanswered};
use super::cast::{Cast, Role};
use super::holdings::Holdings;
use crate::chain::Chain;

/// A licence contract at one moment.
#[derive(Debug, Clone)]
pub struct Collection {
    /// The contract.
    pub contract: Addr,
    /// Its registry, if it has one.
    pub staker_registry: Option<Addr>,
    /// Stage, counts and the reserve.
    pub status: StatusResponse,
    /// All living licences.
    pub licenses: Vec<License>,
    /// Who funded the reserve and can take something back, and how much.
    pub funders: Vec<(Addr, Uint128)>,
}

impl Collection {
    /// What lies of it in its registry.
    pub fn bonds<'a>(&self, holdings: &'a [Holdings]) -> &'a [LicenseBondResponse] {
        let of = holdings.iter().find(|of| Some(&of.registry) == self.staker_registry.as_ref());
        of.map(|of| of.bonds.as_slice()).unwrap_or_default()
    }

    /// What so many of its licences stand for.
    pub fn worth(&self, count: usize) -> Uint256 {
        Uint256::from(self.status.coins_per_license)
            .saturating_mul(Uint256::from(u64::try_from(count).unwrap_or(u64::MAX)))
    }
}

/// Asks all licence contracts; `funders` are those that each was ever funded by.
///
/// # Errors
/// When one of them does not answer.
pub fn collections(
    chain: &Chain,
    cast: &Cast,
    funders: impl Fn(&Addr) -> Vec<Addr>,
) -> Result<Vec<Collection>, Unanswered> {
    let contracts = cast.contracts().filter(|(_, role)| **role == Role::LicenseNft);
    let collections = contracts.map(|(contract, _)| {
        let config: ConfigResponse = ask(chain, contract, &json!({"config": {}}))?;
        let status = ask(chain, contract, &json!({"status": {}}))?;
        let after = |last: &License| json!(last.token_id);
        let licenses =
            all(chain, contract, ("all_licenses", json!({})), |page: LicensesResponse| page.licenses, after)?;
        let funders = funders(contract).into_iter().map(|funder| {
            let of: FundingResponse = ask(chain, contract, &json!({"funding": {"funder": funder}}))?;
            Ok((funder, of.reclaimable))
        });
        let funders = funders.collect::<Result<Vec<_>, _>>()?;
        let staker_registry = config.staker_registry;
        Ok(Collection { contract: contract.clone(), staker_registry, status, licenses, funders })
    });
    collections.collect()
}
