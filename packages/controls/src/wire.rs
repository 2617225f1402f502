//! What every contract does alike between a message and its answer.

use cosmwasm_std::{Addr, Api, Response, StdResult};
use tributary_types::event::Fact;

/// An address that may be left out.
///
/// # Errors
/// If it is none.
pub fn optional_address(api: &dyn Api, address: Option<String>) -> StdResult<Option<Addr>> {
    address.map(|address| api.addr_validate(&address)).transpose()
}

/// The whole answer of a message that does one thing and reports it, by `contract`.
pub fn reported(contract: &str, fact: impl Fact) -> Response {
    Response::new().add_event(fact.event(contract))
}
