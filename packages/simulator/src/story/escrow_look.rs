//! What escrows answer at one moment.

use cosmwasm_std::Addr;
use serde_json::json;
use tributary_types::joint_staking::{
    AgreementResponse, AgreementsResponse, ClassResponse, ClassesResponse, DeviceResponse, DevicesResponse,
    OfferResponse, OffersResponse,
};

use super::asking::{all, ask, Unanswered};
use super::cast::{Cast, Role};
use super::escrows::{Escrow, Owners};
use crate::chain::Chain;

/// What an escrow says that has more ended agreements to work off than one answer does.
const BEHIND: &str = "advance first";

/// Asks all escrows; `owners` are those that each knows. One that is behind is left out until somebody lets it advance.
///
/// # Errors
/// When one of them does not answer.
pub fn escrows(chain: &Chain, cast: &Cast, owners: &Owners) -> Result<Vec<Escrow>, Unanswered> {
    let contracts = cast.contracts().filter(|(_, role)| **role == Role::JointStaking);
    let escrows = contracts.filter_map(|(contract, _)| match escrow(chain, contract, owners) {
        Err(unanswered) if unanswered.reason.contains(BEHIND) => None,
        answered => Some(answered),
    });
    escrows.collect()
}

fn escrow(chain: &Chain, contract: &Addr, owners: &Owners) -> Result<Escrow, Unanswered> {
    let after = |last: &ClassResponse| json!(last.class);
    let rows = |page: ClassesResponse| page.classes;
    let classes = all(chain, contract, ("classes", json!({})), rows, after)?;
    let after = |last: &DeviceResponse| json!(last.device);
    let rows = |page: DevicesResponse| page.devices;
    let devices = all(chain, contract, ("devices", json!({})), rows, after)?;
    let after = |last: &OfferResponse| json!(last.offer_id);
    let rows = |page: OffersResponse| page.offers;
    let offers = all(chain, contract, ("open_offers", json!({})), rows, after)?;
    let mut agreements = vec![];
    for owner in owners.of(contract) {
        let of = json!({"owner": owner});
        let after = |last: &AgreementResponse| json!(last.agreement_id);
        let rows = |page: AgreementsResponse| page.agreements;
        agreements.extend(all(chain, contract, ("agreements_by_owner", of), rows, after)?);
    }
    agreements.sort_by_key(|agreement| agreement.agreement_id);
    Ok(Escrow {
        contract: contract.clone(),
        config: ask(chain, contract, &json!({"config": {}}))?,
        totals: ask(chain, contract, &json!({"totals": {}}))?,
        classes,
        devices,
        offers,
        agreements,
    })
}
