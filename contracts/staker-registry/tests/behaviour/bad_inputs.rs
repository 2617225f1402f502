//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use serde_json::json;
use tributary_types::staker_registry::{ExecuteMsg, QueryMsg};

use crate::support::bench::{Bench, Ending};
use crate::world::{bench, People};

/// The running world; what works in a paused one alone, or never, is left out.
fn running() -> (Bench, People) {
    let (mut bench, people) = bench(false);
    bench
        .samples
        .retain(|sample| !["unpause", "update_ownership.renounce_ownership"].contains(&sample.name.as_str()));
    (bench, people)
}

#[test]
fn every_message_has_a_sample_that_works_and_leaves_nothing_if_a_later_one_fails() {
    let (mut bench, people) = running();
    let mut schema = serde_json::to_value(schema_for!(ExecuteMsg)).unwrap();
    schema["oneOf"].as_array_mut().unwrap().retain(|variant| variant["properties"]["unpause"].is_null());

    bench.samples_work_and_cover(&schema);

    let stakers = bench.contract.clone();
    bench.chain.execute(&people.guardian, &stakers, &ExecuteMsg::Pause {}, vec![]).unwrap();
    assert!(matches!(bench.try_json(&people.owner, &json!({"unpause": {}}), vec![]), Ending::Works));
}

#[test]
fn wrong_funds_are_refused_with_every_message() {
    running().0.wrong_funds_are_refused();
}

#[test]
fn bad_addresses_are_refused_in_every_message() {
    running().0.bad_addresses_are_refused();
}

#[test]
fn unknown_fields_are_refused_in_every_message() {
    running().0.unknown_fields_are_refused(&[]);
}

#[test]
fn other_json_is_refused_in_place_of_every_message() {
    running().0.other_json_is_refused();
}

#[test]
fn wrong_numbers_are_refused_in_every_message() {
    running().0.wrong_numbers_are_refused();
}

#[test]
fn a_sign_and_leading_zeros_do_not_change_an_amount() {
    running().0.signs_and_leading_zeros_are_accepted();
}

#[test]
fn duplicate_keys_are_refused_in_every_message() {
    running().0.duplicate_keys_are_refused();
}

#[test]
fn deep_and_large_messages_are_refused() {
    running().0.deep_and_large_messages_are_refused();
}

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, people) = running();
    let someone = people.eve.to_string();
    let page = json!({"start_after": someone, "limit": 5});
    let queries = [
        json!({"config": {}}),
        json!({"pending_config": {}}),
        json!({"staker": {"staker": someone}}),
        json!({"staker_by_signing_address": {"signing_address": someone}}),
        json!({"stakers": page}),
        json!({"effective_stake": {"signing_address": someone, "coinbase_address": someone}}),
        json!({"total_stake": {"staker": someone}}),
        json!({"validator_set": page}),
        json!({"unbond_item": {"id": 5}}),
        json!({"unbonds": {"owner": someone, "staker": someone, "start_after": 5, "limit": 5}}),
        json!({"transfer_item": {"id": 5}}),
        json!({"transfers": {"owner": someone, "staker": someone, "to": someone, "start_after": 5, "limit": 5}}),
        json!({"matured": {"kind": "unbond", "start_after": {"release": {"at_height": 5}, "id": 5}, "limit": 5}}),
        json!({"totals": {}}),
        json!({"ownership": {}}),
    ];

    bench.bad_queries_are_refused(&serde_json::to_value(schema_for!(QueryMsg)).unwrap(), &queries);
}
