//! The embedded chain as tests use it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{chain, puppet_scenario, Puppet};
use cosmwasm_std::{coin, coins, from_json, Addr, BankMsg, Coin, CosmosMsg, StdError, WasmMsg};
use serde_json::json;
use tributary_simulator::refusal::{reason, ContractPanicked};
use tributary_simulator::Chain;

const DENOM: &str = "ustake";

/// A chain with a puppet, and ada with 1000 coins.
fn setup() -> (Chain, Addr, Addr) {
    let mut chain = chain(&puppet_scenario(json!([])));
    let ada = chain.address_of("ada").unwrap();
    chain.set_balance(&ada, coins(1000, DENOM)).unwrap();
    let (doll, _) = chain.instantiate(&ada, "puppet", "doll", &json!({}), vec![]).unwrap();
    (chain, ada, doll)
}

fn store(value: &str, next: Option<Puppet>) -> Puppet {
    Puppet::Store { value: value.to_owned(), next: next.map(Box::new) }
}

#[test]
fn a_contracts_address_has_the_form_that_wasmd_gives() {
    let (chain, ada, doll) = setup();

    // SHA-256(SHA-256("module") + "wasm\0" + code id + instance id), both numbers in 8 bytes; instances count from 0 here.
    let mut key = b"wasm\0".to_vec();
    key.extend(chain.code_id("puppet").unwrap().to_be_bytes());
    key.extend(0u64.to_be_bytes());
    let hash = sha256(&[sha256(b"module").as_slice(), &key].concat());
    let expected = bech32::encode::<bech32::Bech32>(bech32::Hrp::parse("wasm").unwrap(), &hash).unwrap();
    assert_eq!(doll.as_str(), expected);
    assert_ne!(ada, doll);
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).to_vec()
}

#[test]
fn a_predictable_address_is_the_one_that_wasmd_gives() {
    let (mut chain, ada, _) = setup();
    let code_id = chain.code_id("puppet").unwrap();
    let msg = WasmMsg::Instantiate2 {
        admin: None,
        code_id,
        label: "doll".to_owned(),
        msg: b"{}".into(),
        funds: vec![],
        salt: b"salt".into(),
    };

    let outcomes = chain.execute_many(&ada, vec![msg.into()]).unwrap();

    let checksum = chain.app().wrap().query_wasm_code_info(code_id).unwrap().checksum;
    let api = cw_multi_test::MockApiBech32::new("wasm");
    let creator = cosmwasm_std::Api::addr_canonicalize(&api, ada.as_str()).unwrap();
    let canonical = cosmwasm_std::instantiate2_address(checksum.as_slice(), &creator, b"salt").unwrap();
    let expected = cosmwasm_std::Api::addr_humanize(&api, &canonical).unwrap();
    let created = outcomes[0].events[0].attributes[0].value.clone();
    assert_eq!(created, expected.as_str());
    assert_eq!(chain.contract(&expected).unwrap().creator, ada);
}

#[test]
fn an_error_keeps_its_type_and_tells_its_reason() {
    let (mut chain, ada, doll) = setup();

    let error =
        chain.execute(&ada, &doll, &Puppet::Refuse { words: "no".to_owned() }, coins(5, DENOM)).unwrap_err();

    assert_eq!(error.downcast_ref::<StdError>(), Some(&StdError::generic_err("no")));
    assert_eq!(reason(&error), "Generic error: no");
}

#[test]
fn the_fingerprint_changes_with_every_change_and_with_nothing_else() {
    let (mut chain, ada, doll) = setup();
    let start = chain.fingerprint();

    chain.query(&doll, &store("", None)).unwrap();
    chain.advance(5, 1).unwrap();
    chain
        .execute(&ada, &doll, &store("1", Some(Puppet::Refuse { words: "no".to_owned() })), vec![])
        .unwrap_err();
    chain.execute(&ada, &doll, &store("1", Some(Puppet::Panic {})), coins(5, DENOM)).unwrap_err();
    assert_eq!(chain.fingerprint(), start);

    chain.execute(&ada, &doll, &store("1", None), vec![]).unwrap();
    let stored = chain.fingerprint();
    assert_ne!(stored, start);

    chain.send(&ada, &doll, coins(1, DENOM)).unwrap();
    assert_ne!(chain.fingerprint(), stored);
}

#[test]
fn a_panic_leaves_nothing_behind_and_is_told_apart() {
    let (mut chain, ada, doll) = setup();

    let error = chain.execute(&ada, &doll, &store("1", Some(Puppet::Panic {})), coins(5, DENOM)).unwrap_err();

    let message = "pulled the wrong string".to_owned();
    assert_eq!(error.downcast_ref::<ContractPanicked>(), Some(&ContractPanicked { message }));
    assert_eq!(chain.query(&doll, &store("", None)).unwrap(), json!(null));
    assert_eq!(chain.balance(&ada, DENOM).unwrap().u128(), 1000);
}

#[test]
fn several_messages_happen_together_or_not_at_all() {
    let (mut chain, ada, doll) = setup();
    let call = |msg: &Puppet| -> CosmosMsg {
        let msg = serde_json::to_vec(msg).unwrap().into();
        WasmMsg::Execute { contract_addr: doll.to_string(), msg, funds: vec![] }.into()
    };
    let send: CosmosMsg = BankMsg::Send { to_address: doll.to_string(), amount: coins(5, DENOM) }.into();
    let answer = Puppet::Answer { json: "7".to_owned() };
    let start = chain.fingerprint();

    let refuse = Puppet::Refuse { words: "no".to_owned() };
    chain.execute_many(&ada, vec![call(&store("1", None)), send.clone(), call(&refuse)]).unwrap_err();
    assert_eq!(chain.fingerprint(), start);

    let outcomes = chain.execute_many(&ada, vec![call(&store("1", None)), send, call(&answer)]).unwrap();
    let data: Vec<_> = outcomes.iter().map(|outcome| outcome.data.as_deref()).collect();
    assert_eq!(data, [None, None, Some(b"7".as_slice())]);
    assert_eq!(chain.query(&doll, &store("", None)).unwrap(), json!("1"));
    assert_eq!(chain.balance(&doll, DENOM).unwrap().u128(), 5);
}

#[test]
fn balances_show_every_address_that_holds_coins() {
    let (mut chain, ada, doll) = setup();
    let bob = chain.address_of("bob").unwrap();
    chain.execute(&ada, &doll, &Puppet::Pay { to: bob.to_string(), amount: 3 }, coins(10, DENOM)).unwrap();

    let balances = chain.balances().unwrap();

    let amounts: Vec<_> = [&ada, &doll, &bob].into_iter().map(|who| balances[who][DENOM].u128()).collect();
    assert_eq!(amounts, [990, 7, 3]);
    assert_eq!(balances.len(), 3);
}

#[test]
fn coins_reach_the_contract_in_the_order_in_which_they_were_given() {
    let (mut chain, ada, doll) = setup();
    chain.set_balance(&ada, vec![coin(5, "a"), coin(5, "b")]).unwrap();

    let funds = vec![coin(2, "b"), coin(1, "a")];
    let outcome = chain.execute(&ada, &doll, &Puppet::Funds {}, funds.clone()).unwrap();

    assert_eq!(from_json::<Vec<Coin>>(outcome.data.unwrap()).unwrap(), funds);
}

#[test]
fn codes_have_names_in_both_directions() {
    let (chain, ..) = setup();

    let id = chain.code_id("cw20-base").unwrap();
    assert_eq!(chain.code_name(id), Some("cw20-base"));
    assert_eq!(chain.code_name(9999), None);
    assert_eq!(chain.code_id("no-such").unwrap_err().to_string(), "code `no-such` is not in this build");
}
