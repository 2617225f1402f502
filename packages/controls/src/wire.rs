//! What every contract does alike between a message and its answer.

use cosmwasm_std::{
    coins, from_json, Addr, Api, BankMsg, MessageInfo, Response, StdResult, SubMsgResponse, Uint128,
};
use cw_utils::{must_pay, parse_execute_response_data, PaymentError};
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

/// The one coin of `asset` that is attached; a cw20 comes by its `send`.
///
/// # Errors
/// **funds**: [`ControlError::SentByToken`], or the coins.
pub fn paid<E: From<ControlError> + From<PaymentError>>(
    info: &MessageInfo,
    asset: &Asset<Addr>,
) -> Result<Uint128, E> {
    match asset {
        Asset::Native(denom) => Ok(must_pay(info, denom)?),
        Asset::Cw20(token) => Err(ControlError::SentByToken { token: token.clone() }.into()),
    }
}

/// The message that pays `amount`, which must be above zero, to `to`.
pub fn payment(to: &Addr, amount: Uint128, denom: impl Into<String>) -> BankMsg {
    BankMsg::Send { to_address: to.to_string(), amount: coins(amount.u128(), denom) }
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
