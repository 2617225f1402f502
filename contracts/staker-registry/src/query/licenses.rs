//! Answers about licences in custody.

use cosmwasm_std::{Addr, Deps, Order, StdResult};
use cw_storage_plus::Bound;
use tributary_types::paging::page_size;
use tributary_types::staker_registry::{LicenseBondResponse, LicenseBondsResponse};

use crate::custody::{self, License, LICENSES_AT, LICENSES_OF};
use crate::ContractError;

pub fn license_bond(deps: Deps, token_id: String) -> Result<LicenseBondResponse, ContractError> {
    let license = custody::load(deps.storage, &token_id)?;
    let state = license.state();
    let License { staker, bonder, role, release, surplus } = license;
    let surplus = surplus.unwrap_or_default();
    Ok(LicenseBondResponse { token_id, staker, bonder, role, state, release, surplus })
}

pub fn licenses(
    deps: Deps,
    staker: &Addr,
    owner: Option<&Addr>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<LicenseBondsResponse, ContractError> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let ids = match owner {
        Some(owner) => LICENSES_OF.prefix((staker, owner)).keys(deps.storage, start, None, Order::Ascending),
        None => LICENSES_AT.prefix(staker).keys(deps.storage, start, None, Order::Ascending),
    };
    let ids = ids.take(page_size(limit)).collect::<StdResult<Vec<String>>>()?;
    let licenses = ids.into_iter().map(|token_id| license_bond(deps, token_id)).collect::<Result<_, _>>()?;
    Ok(LicenseBondsResponse { licenses })
}
