//! `record_bond`

use cosmwasm_std::{Addr, DepsMut, Response};
use tributary_controls::wire::reported;
use tributary_types::license_nft::{BondRecorded, NodeRole, CONTRACT};

use crate::state::{Authorization, License, LICENSES};
use crate::ContractError;

/// Notes for which node a licence in custody stands.
///
/// Writes: the licence. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RecordBond`.
pub fn record_bond(
    deps: DepsMut,
    token_id: String,
    node: Addr,
    role: NodeRole,
) -> Result<Response, ContractError> {
    let mut license = License::load(deps.storage, &token_id)?;
    if !license.custody {
        return Err(ContractError::NotInCustody { token_id });
    }
    if let Some(Authorization { node, .. }) = license.authorization {
        return Err(ContractError::BondRecorded { token_id, node });
    }

    license.authorization = Some(Authorization { role, node: node.clone() });

    LICENSES.save(deps.storage, &token_id, &license)?;

    let fact = BondRecorded { token_id, holder: license.holder, node, role };
    Ok(reported(CONTRACT, fact))
}
