//! Parameters and texts in their ranges, assets, answers of other contracts.

use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, Binary, Coin, MessageInfo, MsgResponse, SubMsgResponse, Uint128,
};
use cw_utils::{ParseReplyError, PaymentError};
use tributary_controls::parameter::{ensure_length, within};
use tributary_controls::wire::{answered, paid, payment};
use tributary_controls::ControlError;
use tributary_types::asset::Asset;

#[test]
fn a_parameter_is_within_its_range_or_named() {
    for given in [5, 6, 9] {
        assert_eq!(within("days", given, 5..=9, "5 to 9"), Ok(given));
    }
    for given in [0, 4, 10, u32::MAX] {
        let (parameter, expected, text) = ("days", "5 to 9", given.to_string());
        let error = ControlError::ConfigInvalid { parameter, expected, given: text };
        assert_eq!(error.to_string(), format!("config: days must be 5 to 9, {given} was given"));
        assert_eq!(within("days", given, 5..=9, "5 to 9"), Err(error));
    }
}

#[test]
fn a_text_has_at_most_128_bytes() {
    for (text, min) in [(String::new(), 0), ("x".to_owned(), 1), ("x".repeat(128), 1), ("é".repeat(64), 0)] {
        assert_eq!(ensure_length("name", &text, min), Ok(()));
    }
    for (text, min) in [(String::new(), 1), ("x".repeat(129), 0), ("é".repeat(65), 1)] {
        let error = ControlError::TextLength { field: "name", max: 128, given: text.len() };
        assert_eq!(ensure_length("name", &text, min), Err(error));
    }
}

#[allow(deprecated, reason = "the field that chains fill is another")]
fn response(bytes: Option<Vec<u8>>) -> SubMsgResponse {
    let type_url = "/cosmwasm.wasm.v1.MsgExecuteContractResponse".to_owned();
    let msg_responses = bytes.map(|value| MsgResponse { type_url, value: value.into() });
    SubMsgResponse { events: vec![], data: None, msg_responses: msg_responses.into_iter().collect() }
}

/// `data` as a protobuf message with one field of bytes.
fn wrapped(data: &Binary) -> Vec<u8> {
    [&[10, u8::try_from(data.len()).unwrap()], data.as_slice()].concat()
}

#[test]
fn an_answer_is_read_if_there_is_one() {
    let seven = wrapped(&to_json_binary(&7).unwrap());
    assert_eq!(answered(&response(Some(seven))), Ok(Some(7)));
    assert_eq!(answered::<u32>(&response(None)), Ok(None));
    assert_eq!(answered::<u32>(&response(Some(vec![]))), Ok(None));
    let torn = answered::<u32>(&response(Some(vec![10, 5, 1, 2]))).unwrap_err();
    assert!(matches!(torn, ControlError::Reply(ParseReplyError::ParseFailure(_))), "{torn}");
    let other = answered::<u32>(&response(Some(wrapped(&Binary::from(b"{}"))))).unwrap_err();
    assert!(matches!(other, ControlError::Std(_)), "{other}");
}

/// As every contract's error takes both.
#[derive(thiserror::Error, Debug, PartialEq)]
enum Refusal {
    #[error(transparent)]
    Control(#[from] ControlError),
    #[error(transparent)]
    Funds(#[from] PaymentError),
}

#[test]
fn an_asset_comes_by_coins_or_by_its_token() {
    let brought = |funds: &[Coin], asset: &Asset<Addr>| {
        paid::<Refusal>(&MessageInfo { sender: Addr::unchecked("sender"), funds: funds.to_vec() }, asset)
    };
    let native = Asset::Native("uagi".to_owned());
    assert_eq!(brought(&coins(7, "uagi"), &native), Ok(Uint128::new(7)));
    assert_eq!(brought(&[], &native), Err(PaymentError::NoFunds {}.into()));
    let other = PaymentError::MissingDenom("uagi".to_owned());
    assert_eq!(brought(&coins(7, "uatom"), &native), Err(other.into()));
    let token = Addr::unchecked("token");
    let error = ControlError::SentByToken { token: token.clone() };
    assert_eq!(brought(&coins(7, "uagi"), &Asset::Cw20(token)), Err(error.into()));
}

#[test]
fn a_payment_is_one_coin() {
    let sent = BankMsg::Send { to_address: "eve".to_owned(), amount: coins(7, "uagi") };
    assert_eq!(payment(&Addr::unchecked("eve"), Uint128::new(7), "uagi"), sent);
}
