//! Answers about holders, exports and the digest.

use cosmwasm_std::{Addr, Deps, Order, StdResult};
use cw_storage_plus::Bound;
use tributary_types::license_nft::{self, BalanceResponse, DigestResponse, LicensesResponse};
use tributary_types::paging::page_size;

use crate::digest::Digest;
use crate::state::{License, BALANCES, BONDED, CONFIG, LICENSES, OWNED};
use crate::ContractError;

pub fn balance(deps: Deps, owner: &Addr) -> StdResult<BalanceResponse> {
    Ok(BalanceResponse { balance: BALANCES.may_load(deps.storage, owner)?.unwrap_or_default() })
}

pub fn license(deps: Deps, token_id: String) -> Result<license_nft::License, ContractError> {
    Ok(License::load(deps.storage, &token_id)?.exported(token_id))
}

pub fn all_licenses(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> StdResult<LicensesResponse> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let licenses = LICENSES
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .map(|row| row.map(|(token_id, license)| license.exported(token_id)))
        .collect::<StdResult<_>>()?;
    Ok(LicensesResponse { licenses })
}

/// Two lists in one order: what the holder has at hand, and what is in custody for it.
pub fn licenses_by_holder(
    deps: Deps,
    holder: &Addr,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<LicensesResponse, ContractError> {
    // What the staker-registry keeps is not its own.
    let nothing_at_hand = CONFIG.load(deps.storage)?.staker_registry.as_ref() == Some(holder);
    let wanted = page_size(limit);
    let start = || start_after.as_deref().map(Bound::exclusive);
    let free = OWNED.prefix(holder).keys(deps.storage, start(), None, Order::Ascending);
    let bonded = BONDED.prefix(holder).keys(deps.storage, start(), None, Order::Ascending);
    let free = free.take(if nothing_at_hand { 0 } else { wanted }).collect::<StdResult<Vec<_>>>()?;
    let bonded = bonded.take(wanted).collect::<StdResult<Vec<_>>>()?;

    let mut ids = [free, bonded].concat();
    ids.sort_unstable();
    let load = |token_id: String| Ok(LICENSES.load(deps.storage, &token_id)?.exported(token_id));
    let licenses = ids.into_iter().take(wanted).map(load).collect::<Result<_, ContractError>>()?;
    Ok(LicensesResponse { licenses })
}

pub fn digest(
    deps: Deps,
    previous: Option<String>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<DigestResponse, ContractError> {
    let mut digest = previous.map(|digits| Digest::from_hex(&digits)).transpose()?.unwrap_or_default();
    let start = start_after.as_deref().map(Bound::exclusive);
    let mut rows = LICENSES.range(deps.storage, start, None, Order::Ascending);
    let (mut last, mut count) = (None, 0u64);
    for row in rows.by_ref().take(page_size(limit)) {
        let (token_id, license) = row?;
        digest = digest.with(deps.api, &token_id, &license.holder, license.authorization.as_ref())?;
        last = Some(token_id);
        count = count.saturating_add(1);
    }
    let done = rows.next().is_none();
    Ok(DigestResponse { digest: digest.to_hex(), last, count, done })
}
