//! The treasury with broken code: it answers, and refuses every message. So the pool-registry misses its hook.

use anyhow::Result;
use cosmwasm_std::{
    to_json_binary, Addr, CosmosMsg, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, WasmMsg,
};
use cw_multi_test::ContractWrapper;
use tributary_simulator::codes::Code;
use tributary_treasury_decay::contract::{instantiate, query};
use tributary_types::paging::MAX_LIMIT;
use tributary_types::treasury_decay::ExecuteMsg;

use crate::model::treasury_network::BROKEN;
use crate::network::Network;

/// The name of the broken code.
pub const CODE: &str = "broken-treasury";

fn execute(_: DepsMut, _: Env, _: MessageInfo, _: ExecuteMsg) -> StdResult<Response> {
    Err(StdError::generic_err(BROKEN))
}

/// Makes the contract old, so that its own code takes it back.
fn migrate(deps: DepsMut, _: Env, _: Empty) -> StdResult<Response> {
    let own = cw2::get_contract_version(deps.storage)?;
    cw2::set_contract_version(deps.storage, own.contract, "0.0.1")?;
    Ok(Response::new())
}

/// The code, to be stored on a chain.
pub fn code() -> Code {
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}

/// Breaks the code of a treasury, or repairs it.
///
/// # Errors
/// If it cannot be migrated.
pub fn set(net: &mut Network, treasury: &Addr, broken: bool) -> Result<()> {
    let new_code_id = if broken {
        match net.chain.code_id(CODE) {
            Ok(id) => id,
            Err(_) => net.chain.store_code(CODE, code()),
        }
    } else {
        net.chain.code_id("treasury-decay")?
    };
    let (contract_addr, msg) = (treasury.to_string(), to_json_binary(&Empty {})?);
    let mut msgs: Vec<CosmosMsg> = vec![WasmMsg::Migrate { contract_addr, new_code_id, msg }.into()];
    if !broken {
        // One page is more than the pools of a world.
        let msg = to_json_binary(&ExecuteMsg::MigrateRecords { cursor: 0, limit: MAX_LIMIT })?;
        msgs.push(WasmMsg::Execute { contract_addr: treasury.to_string(), msg, funds: vec![] }.into());
    }
    let owner = net.chain.address_of(crate::OWNER)?;
    net.chain.execute_many(&owner, msgs)?;
    Ok(())
}
