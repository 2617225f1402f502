//! What every contract does alike between a message and its answer.

use cosmwasm_std::{from_json, Addr, Api, Response, StdResult, SubMsgResponse};
use cw_utils::parse_execute_response_data;
use serde::de::DeserializeOwned;
use tributary_types::asset::Asset;
use tributary_types::event::Fact;

use crate::ControlError;

/// An address that may be left out.
///
/// # Errors
/// If it is none.
pub fn optional_address(api: &dyn Api, address: Option<String>) -> StdResult<Option<Addr>> {
    address.map(|address| api.addr_validate(&address)).transpose()
}

/// The denom of an asset that may be attached; a cw20 comes by its `send`.
///
/// # Errors
/// [`ControlError::SentByToken`].
pub fn denom_of(asset: &Asset<Addr>) -> Result<&str, ControlError> {
    match asset {
        Asset::Native(denom) => Ok(denom),
        Asset::Cw20(token) => Err(ControlError::SentByToken { token: token.clone() }),
    }
}

/// The whole answer of a message that does one thing and reports it, by `contract`.
pub fn reported(contract: &str, fact: impl Fact) -> Response {
    Response::new().add_event(fact.event(contract))
}

/// What a contract answered as data, if it did, to the message that `response` is about.
///
/// # Errors
/// [`ControlError::Reply`], or [`ControlError::Std`] for data of another form.
pub fn answered<T: DeserializeOwned>(response: &SubMsgResponse) -> Result<Option<T>, ControlError> {
    let Some(answer) = response.msg_responses.first() else { return Ok(None) };
    let data = parse_execute_response_data(&answer.value)?.data;
    Ok(data.map(from_json).transpose()?)
}
