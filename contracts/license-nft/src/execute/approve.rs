//! `approve`, `revoke`, `approve_all`, `revoke_all`

use cosmwasm_std::{Addr, BlockInfo, DepsMut, Env, Response};
use cw_utils::Expiration;
use tributary_controls::batch;
use tributary_types::event::Fact;
use tributary_types::license_nft::{
    Approval, Approved, OperatorApproved, OperatorRevoked, Revoked, CONTRACT,
};

use super::standard;
use crate::state::{License, LICENSES, OPERATORS};
use crate::ContractError;

/// Approvals of a licence, at most: each transfer looks through them.
pub const MAX_APPROVALS: usize = 16;

/// Lets `spender` transfer a licence until it changes hands.
///
/// Writes: the licence. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Approve`.
pub fn approve(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    spender: Addr,
    token_id: String,
    expires: Option<Expiration>,
) -> Result<Response, ContractError> {
    let mut license = governed(&deps, &env, &sender, &token_id)?;
    ensure_ahead(expires, &env.block)?;
    if spender == license.holder {
        return Err(ContractError::SelfApproval { owner: spender });
    }

    license.approvals.retain(|it| it.spender != spender && !it.expires.is_expired(&env.block));
    let given = license.approvals.len().saturating_add(1);
    batch::ensure_at_most("approvals of a licence", given, MAX_APPROVALS)?;
    license.approvals.push(Approval { spender: spender.clone(), expires: expires.unwrap_or_default() });

    LICENSES.save(deps.storage, &token_id, &license)?;

    let response = standard(Response::new(), "approve", &sender).add_attribute("spender", &spender);
    let fact = Approved { token_id: token_id.clone(), spender, expires };
    Ok(response.add_attribute("token_id", token_id).add_event(fact.event(CONTRACT)))
}

/// Takes an approval back; silent if there is none.
///
/// Writes: the licence. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Revoke`.
pub fn revoke(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    spender: Addr,
    token_id: String,
) -> Result<Response, ContractError> {
    let mut license = governed(&deps, &env, &sender, &token_id)?;
    let response = standard(Response::new(), "revoke", &sender)
        .add_attribute("spender", &spender)
        .add_attribute("token_id", token_id.clone());
    if !license.approvals.iter().any(|it| it.spender == spender) {
        return Ok(response);
    }

    license.approvals.retain(|it| it.spender != spender);

    LICENSES.save(deps.storage, &token_id, &license)?;

    Ok(response.add_event(Revoked { token_id, spender }.event(CONTRACT)))
}

/// Lets `operator` transfer all licences of the sender.
///
/// Writes: the operator. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::ApproveAll`.
pub fn approve_all(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    operator: Addr,
    expires: Option<Expiration>,
) -> Result<Response, ContractError> {
    ensure_ahead(expires, &env.block)?;
    if operator == sender {
        return Err(ContractError::SelfApproval { owner: operator });
    }

    OPERATORS.save(deps.storage, (&sender, &operator), &expires.unwrap_or_default())?;

    let response = standard(Response::new(), "approve_all", &sender).add_attribute("operator", &operator);
    let fact = OperatorApproved { owner: sender, operator, expires };
    Ok(response.add_event(fact.event(CONTRACT)))
}

/// Takes that back; silent if there is nothing to take back.
///
/// Writes: the operator. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RevokeAll`.
pub fn revoke_all(deps: DepsMut, sender: Addr, operator: Addr) -> Result<Response, ContractError> {
    let response = standard(Response::new(), "revoke_all", &sender).add_attribute("operator", &operator);
    if !OPERATORS.has(deps.storage, (&sender, &operator)) {
        return Ok(response);
    }

    OPERATORS.remove(deps.storage, (&sender, &operator));

    Ok(response.add_event(OperatorRevoked { owner: sender, operator }.event(CONTRACT)))
}

/// The licence, if it is free and the sender may approve others for it.
fn governed(deps: &DepsMut, env: &Env, sender: &Addr, token_id: &str) -> Result<License, ContractError> {
    let license = License::load_free(deps.storage, token_id)?;
    if !license.is_governed_by(deps.storage, &env.block, sender)? {
        let (token_id, owner) = (token_id.to_owned(), license.holder);
        return Err(ContractError::NotOperator { token_id, owner });
    }
    Ok(license)
}

fn ensure_ahead(expires: Option<Expiration>, block: &BlockInfo) -> Result<(), ContractError> {
    if expires.is_some_and(|expires| expires.is_expired(block)) {
        return Err(ContractError::ApprovalExpired);
    }
    Ok(())
}
