//! A contract that listens to changes of stake, and refuses them when it is told to.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use cw_multi_test::ContractWrapper;
use cw_storage_plus::Item;
use tributary_types::stake_hook::DelegationChanged;

use crate::support::suite::Suite;
use cosmwasm_std::Addr;

const HEARD: Item<Vec<DelegationChanged>> = Item::new("heard");
const DEAF: Item<bool> = Item::new("deaf");

/// What the listener takes.
#[cw_serde]
pub enum Message {
    /// From the pool-registry.
    DelegationChanged(DelegationChanged),
    /// Refuse from now on, or no longer.
    SetDeaf(bool),
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    HEARD.save(deps.storage, &vec![])?;
    DEAF.save(deps.storage, &false)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: Message) -> StdResult<Response> {
    assert!(info.funds.is_empty(), "a hook comes without coins");
    match msg {
        Message::SetDeaf(deaf) => DEAF.save(deps.storage, &deaf)?,
        Message::DelegationChanged(_) if DEAF.load(deps.storage)? => {
            return Err(StdError::generic_err("I cannot hear you"));
        }
        Message::DelegationChanged(change) => {
            HEARD.update(deps.storage, |mut heard| {
                heard.push(change);
                StdResult::Ok(heard)
            })?;
        }
    }
    Ok(Response::new())
}

fn query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&HEARD.load(deps.storage)?)
}

/// A new listener of that name; the registry does not know it yet.
pub fn listener(suite: &mut Suite, name: &str) -> Addr {
    suite.chain.store_code(name, Box::new(ContractWrapper::new(execute, instantiate, query)));
    let owner = suite.owner.clone();
    let (address, _) = suite.chain.instantiate(&owner, name, name, &Empty {}, vec![]).unwrap();
    suite.call(&address, name);
    address
}

/// Everything that it heard.
pub fn heard(suite: &Suite, listener: &Addr) -> Vec<DelegationChanged> {
    suite.chain.query_as(listener, &Empty {}).unwrap()
}

/// Lets it refuse, or listen again.
pub fn set_deaf(suite: &mut Suite, listener: &Addr, deaf: bool) {
    let owner = suite.owner.clone();
    suite.chain.execute(&owner, listener, &Message::SetDeaf(deaf), vec![]).unwrap();
}
