//! What staker-registries answer at one moment.

use cosmwasm_std::Addr;
use serde_json::json;
use tributary_types::staker_registry::{
    LicenseBondResponse, LicenseBondsResponse, StakerResponse, StakersResponse, TotalsResponse,
    TransferResponse, TransfersResponse, UnbondResponse, UnbondsResponse,
};

use super::asking::{all, ask, Unanswered};
use super::cast::{Cast, Role};
use crate::chain::Chain;

/// What a staker-registry holds at one moment.
#[derive(Debug, Clone)]
pub struct Holdings {
    /// The registry.
    pub registry: Addr,
    /// Sums.
    pub totals: TotalsResponse,
    /// All stakers.
    pub stakers: Vec<StakerResponse>,
    /// On the way out.
    pub unbonds: Vec<UnbondResponse>,
    /// On the way to other stakers.
    pub transfers: Vec<TransferResponse>,
    /// Licences in custody, and what is left of burned ones.
    pub bonds: Vec<LicenseBondResponse>,
}

/// The sums of a staker-registry at one moment.
#[derive(Debug, Clone)]
pub struct RegistryLook {
    /// The contract.
    pub registry: Addr,
    /// Its sums.
    pub totals: TotalsResponse,
}

/// Asks all staker-registries for their sums.
///
/// # Errors
/// When one of them does not answer.
pub fn registries(chain: &Chain, cast: &Cast) -> Result<Vec<RegistryLook>, Unanswered> {
    let registries = cast.contracts().filter(|(_, role)| **role == Role::StakerRegistry);
    let looks = registries.map(|(registry, _)| {
        let totals = ask(chain, registry, &json!({"totals": {}}))?;
        Ok(RegistryLook { registry: registry.clone(), totals })
    });
    looks.collect()
}

/// Asks all staker-registries.
///
/// # Errors
/// When one of them does not answer.
pub fn holdings(chain: &Chain, cast: &Cast) -> Result<Vec<Holdings>, Unanswered> {
    let registries = cast.contracts().filter(|(_, role)| **role == Role::StakerRegistry);
    let holdings = registries.map(|(registry, _)| {
        let after = |last: &StakerResponse| json!(last.staker);
        let stakers =
            all(chain, registry, ("stakers", json!({})), |page: StakersResponse| page.stakers, after)?;
        let after = |last: &UnbondResponse| json!(last.id);
        let unbonds =
            all(chain, registry, ("unbonds", json!({})), |page: UnbondsResponse| page.unbonds, after)?;
        let after = |last: &TransferResponse| json!(last.id);
        let transfers =
            all(chain, registry, ("transfers", json!({})), |page: TransfersResponse| page.transfers, after)?;
        let mut bonds = vec![];
        for StakerResponse { staker, .. } in &stakers {
            let after = |last: &LicenseBondResponse| json!(last.token_id);
            let rows = |page: LicenseBondsResponse| page.licenses;
            bonds.extend(all(chain, registry, ("licenses", json!({"staker": staker})), rows, after)?);
        }
        let totals = ask(chain, registry, &json!({"totals": {}}))?;
        Ok(Holdings { registry: registry.clone(), totals, stakers, unbonds, transfers, bonds })
    });
    holdings.collect()
}
