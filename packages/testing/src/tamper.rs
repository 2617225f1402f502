//! Writes into a contract's storage behind its back, to show that checks see it.

use anyhow::Result;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MemoryStorage, MessageInfo, Order, Response,
    StdResult, Storage, WasmMsg,
};
use cw_multi_test::ContractWrapper;
use tributary_simulator::Chain;

use crate::network::Network;

/// The name of the code that tampers.
const CODE: &str = "tamper";

#[cw_serde]
struct Writes(Vec<(Binary, Binary)>);

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&Empty {})
}

/// Writes, and makes the contract old, so that its own code takes it back.
fn migrate(deps: DepsMut, _: Env, Writes(writes): Writes) -> StdResult<Response> {
    for (key, value) in writes {
        deps.storage.set(&key, &value);
    }
    let own = cw2::get_contract_version(deps.storage)?;
    cw2::set_contract_version(deps.storage, own.contract, "0.0.1")?;
    Ok(Response::new())
}

/// Stores in `contract`, which runs the code of that name, whatever `write` writes.
///
/// # Errors
/// If the contract cannot be migrated there and back.
pub fn store(
    net: &mut Network,
    contract: &Addr,
    code: &str,
    write: impl FnOnce(&mut dyn Storage),
) -> Result<()> {
    store_in(&mut net.chain, contract, code, write)
}

/// The same on any chain, where the contract's admin is the owner of everything.
///
/// # Errors
/// If the contract cannot be migrated there and back.
pub fn store_in(
    chain: &mut Chain,
    contract: &Addr,
    code: &str,
    write: impl FnOnce(&mut dyn Storage),
) -> Result<()> {
    let mut paper = MemoryStorage::new();
    write(&mut paper);
    let writes: Vec<(Binary, Binary)> =
        paper.range(None, None, Order::Ascending).map(|(key, value)| (key.into(), value.into())).collect();
    let wrapper = ContractWrapper::new(execute, instantiate, query).with_migrate(migrate);
    let tamper = chain.store_code(CODE, Box::new(wrapper));
    let move_to =
        |new_code_id, msg| WasmMsg::Migrate { contract_addr: contract.to_string(), new_code_id, msg };
    let there = move_to(tamper, to_json_binary(&Writes(writes))?);
    let back = move_to(chain.code_id(code)?, to_json_binary(&Empty {})?);
    let owner = chain.address_of(crate::OWNER)?;
    chain.execute_many(&owner, vec![there.into(), back.into()])?;
    Ok(())
}
