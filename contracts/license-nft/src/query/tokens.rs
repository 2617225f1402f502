//! What any cw721 collection answers.

use cosmwasm_std::{Addr, BlockInfo, Deps, Env, Order, StdResult};
use cw_storage_plus::Bound;
use cw_utils::Expiration;
use tributary_types::license_nft::{
    AllNftInfoResponse, Approval, ApprovalResponse, ApprovalsResponse, ContractInfoResponse, Extension,
    MinterResponse, NftInfoResponse, NumTokensResponse, OperatorsResponse, OwnerOfResponse, TokensResponse,
};
use tributary_types::paging::page_size;

use crate::state::{License, CONFIG, LEDGER, LICENSES, OPERATORS, OWNED};
use crate::ContractError;

pub fn owner_of(
    deps: Deps,
    env: &Env,
    token_id: &str,
    include_expired: Option<bool>,
) -> Result<OwnerOfResponse, ContractError> {
    access(deps, env, License::load(deps.storage, token_id)?, include_expired)
}

pub fn approval(
    deps: Deps,
    env: &Env,
    token_id: &str,
    spender: Addr,
    include_expired: Option<bool>,
) -> Result<ApprovalResponse, ContractError> {
    let OwnerOfResponse { owner, approvals } = owner_of(deps, env, token_id, include_expired)?;
    if owner == spender {
        let expires = Expiration::Never {};
        return Ok(ApprovalResponse { approval: Approval { spender, expires } });
    }
    match approvals.into_iter().find(|approval| approval.spender == spender) {
        Some(approval) => Ok(ApprovalResponse { approval }),
        None => Err(ContractError::UnknownApproval { spender }),
    }
}

pub fn approvals(
    deps: Deps,
    env: &Env,
    token_id: &str,
    include_expired: Option<bool>,
) -> Result<ApprovalsResponse, ContractError> {
    let OwnerOfResponse { approvals, .. } = owner_of(deps, env, token_id, include_expired)?;
    Ok(ApprovalsResponse { approvals })
}

pub fn operator(
    deps: Deps,
    env: &Env,
    owner: &Addr,
    operator: Addr,
    include_expired: Option<bool>,
) -> Result<ApprovalResponse, ContractError> {
    match OPERATORS.may_load(deps.storage, (owner, &operator))? {
        Some(expires) if shown(&expires, &env.block, include_expired) => {
            Ok(ApprovalResponse { approval: Approval { spender: operator, expires } })
        }
        _ => Err(ContractError::UnknownApproval { spender: operator }),
    }
}

pub fn all_operators(
    deps: Deps,
    env: &Env,
    owner: &Addr,
    include_expired: Option<bool>,
    start_after: Option<Addr>,
    limit: Option<u32>,
) -> StdResult<OperatorsResponse> {
    let start = start_after.as_ref().map(Bound::exclusive);
    let operators = OPERATORS
        .prefix(owner)
        .range(deps.storage, start, None, Order::Ascending)
        .filter(|row| row.as_ref().map_or(true, |(_, expires)| shown(expires, &env.block, include_expired)))
        .take(page_size(limit))
        .map(|row| row.map(|(spender, expires)| Approval { spender, expires }))
        .collect::<StdResult<_>>()?;
    Ok(OperatorsResponse { operators })
}

pub fn num_tokens(deps: Deps) -> StdResult<NumTokensResponse> {
    Ok(NumTokensResponse { count: LEDGER.load(deps.storage)?.live })
}

pub fn contract_info(deps: Deps) -> StdResult<ContractInfoResponse> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ContractInfoResponse { name: config.name, symbol: config.symbol })
}

pub fn nft_info(deps: Deps, token_id: &str) -> Result<NftInfoResponse, ContractError> {
    Ok(info(License::load(deps.storage, token_id)?))
}

pub fn all_nft_info(
    deps: Deps,
    env: &Env,
    token_id: &str,
    include_expired: Option<bool>,
) -> Result<AllNftInfoResponse, ContractError> {
    let license = License::load(deps.storage, token_id)?;
    let access = access(deps, env, license.clone(), include_expired)?;
    Ok(AllNftInfoResponse { access, info: info(license) })
}

pub fn tokens(
    deps: Deps,
    owner: &Addr,
    start_after: Option<String>,
    limit: Option<u32>,
) -> StdResult<TokensResponse> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let tokens = OWNED
        .prefix(owner)
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .collect::<StdResult<_>>()?;
    Ok(TokensResponse { tokens })
}

pub fn all_tokens(deps: Deps, start_after: Option<String>, limit: Option<u32>) -> StdResult<TokensResponse> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let tokens = LICENSES
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page_size(limit))
        .collect::<StdResult<_>>()?;
    Ok(TokensResponse { tokens })
}

pub fn minter(deps: Deps) -> StdResult<MinterResponse> {
    Ok(MinterResponse { minter: Some(CONFIG.load(deps.storage)?.minter) })
}

fn access(
    deps: Deps,
    env: &Env,
    license: License,
    include_expired: Option<bool>,
) -> Result<OwnerOfResponse, ContractError> {
    let owner = license.owner(&CONFIG.load(deps.storage)?).clone();
    let approvals = license.approvals.into_iter();
    let approvals = approvals.filter(|approval| shown(&approval.expires, &env.block, include_expired));
    Ok(OwnerOfResponse { owner, approvals: approvals.collect() })
}

fn info(license: License) -> NftInfoResponse {
    let (role, node) = license.authorization.map(|it| (it.role, it.node)).unzip();
    NftInfoResponse {
        token_uri: license.token_uri,
        extension: Extension {
            mining_pool: license.mining_pool,
            minted_at_secs: license.minted_at_secs,
            role,
            node,
            bonded: license.custody,
        },
    }
}

fn shown(expires: &Expiration, block: &BlockInfo, include_expired: Option<bool>) -> bool {
    include_expired.unwrap_or_default() || !expires.is_expired(block)
}
