//! A treasury that takes revenue, and refuses it when it is told to.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use cw_multi_test::ContractWrapper;
use cw_storage_plus::Item;

use crate::support::suite::Suite;

const CLOSED: Item<bool> = Item::new("closed");

/// What the treasury takes.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Message {
    /// Revenue with the coins.
    DistributeRevenue {},
    /// Refuse from now on, or no longer.
    SetClosed(bool),
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    CLOSED.save(deps.storage, &false)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, _: MessageInfo, msg: Message) -> StdResult<Response> {
    match msg {
        Message::DistributeRevenue {} if CLOSED.load(deps.storage)? => {
            return Err(StdError::generic_err("closed today"));
        }
        Message::DistributeRevenue {} => {}
        Message::SetClosed(closed) => CLOSED.save(deps.storage, &closed)?,
    }
    Ok(Response::new())
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&Empty {})
}

/// A new treasury; the registry does not know it yet.
pub fn treasury(suite: &mut Suite) -> Addr {
    suite.chain.store_code("treasury", Box::new(ContractWrapper::new(execute, instantiate, query)));
    let owner = suite.owner.clone();
    let (address, _) = suite.chain.instantiate(&owner, "treasury", "treasury", &Empty {}, vec![]).unwrap();
    suite.call(&address, "treasury");
    address
}

/// Lets it refuse, or take again.
pub fn set_closed(suite: &mut Suite, treasury: &Addr, closed: bool) {
    let owner = suite.owner.clone();
    suite.chain.execute(&owner, treasury, &Message::SetClosed(closed), vec![]).unwrap();
}
