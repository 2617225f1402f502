//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use serde_json::{json, Value};
use tributary_types::staker_registry::{ExecuteMsg, QueryMsg};

use crate::support::bad_messages::bad_messages;
use crate::support::bench::{Bench, Ending};
use crate::world::{bench, deployment, People};

/// What works in a paused world alone, never, or before the licence contract is named.
const NOT_RUNNING: [&str; 3] = ["unpause", "update_ownership.renounce_ownership", "set_license_contract"];

/// The running world, without those.
fn running() -> (Bench, People) {
    let (mut bench, people) = bench(false);
    bench.samples.retain(|sample| !NOT_RUNNING.contains(&sample.name.as_str()));
    (bench, people)
}

/// The running world, and the one before it.
fn in_every_setting(check: impl Fn(&mut Bench)) {
    [running().0, deployment()].iter_mut().for_each(check);
}

/// The messages for which `wanted`, by name.
fn schema(wanted: impl Fn(&str) -> bool) -> Value {
    let mut schema = serde_json::to_value(schema_for!(ExecuteMsg)).unwrap();
    schema["oneOf"]
        .as_array_mut()
        .unwrap()
        .retain(|variant| variant["properties"].as_object().unwrap().keys().any(|name| wanted(name)));
    schema
}

#[test]
fn every_message_has_a_sample_that_works_and_leaves_nothing_if_a_later_one_fails() {
    let (mut bench, people) = running();

    bench.samples_work_and_cover(&schema(|name| !NOT_RUNNING.contains(&name)));
    deployment().samples_work_and_cover(&schema(|name| name == "set_license_contract"));

    let stakers = bench.contract.clone();
    bench.chain.execute(&people.guardian, &stakers, &ExecuteMsg::Pause {}, vec![]).unwrap();
    assert!(matches!(bench.try_json(&people.owner, &json!({"unpause": {}}), vec![]), Ending::Works));
}

#[test]
fn wrong_funds_are_refused_with_every_message() {
    in_every_setting(Bench::wrong_funds_are_refused);
}

bad_messages!(in_every_setting);

#[test]
fn deep_and_large_messages_are_refused() {
    in_every_setting(Bench::deep_and_large_messages_are_refused);
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
        json!({"license_bond": {"token_id": "kept"}}),
        json!({"licenses": {"staker": someone, "owner": someone, "start_after": "kept", "limit": 5}}),
        json!({"totals": {}}),
        json!({"ownership": {}}),
        json!({"migration": {}}),
    ];

    bench.bad_queries_are_refused(&serde_json::to_value(schema_for!(QueryMsg)).unwrap(), &queries);
}
