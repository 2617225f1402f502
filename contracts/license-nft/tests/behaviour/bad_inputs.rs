//! Bad inputs, generated for every message.

use std::collections::BTreeSet;

use cosmwasm_schema::schema_for;
use serde_json::{json, Value};
use tributary_types::license_nft::{ExecuteMsg, QueryMsg};

use crate::support::bad_messages::bad_messages;
use crate::support::bench::{Bench, Ending};
use crate::world::{bench, roles, settled, Setting};

/// Every setting with the samples that work in it.
fn benches() -> Vec<(Setting, Bench)> {
    let working = |setting| {
        let (mut bench, _) = bench(setting);
        let samples = std::mem::take(&mut bench.samples);
        for sample in samples {
            let funds = if sample.funds == 0 { vec![] } else { crate::world::stake(sample.funds) };
            if matches!(bench.try_json(&sample.sender, &sample.message, funds), Ending::Works) {
                bench.samples.push(sample);
            }
        }
        (setting, bench)
    };
    let settings = [Setting::Testnet, Setting::Unbonded, Setting::Import, Setting::Mainnet, Setting::Stable];
    settings.into_iter().map(working).collect()
}

fn in_every_setting(check: impl Fn(&mut Bench)) {
    for (setting, mut bench) in benches() {
        assert!(bench.samples.len() > 15, "{setting:?}: {}", bench.samples.len());
        check(&mut bench);
    }
}

/// The variants of a schema that have one of these names.
fn named(schema: &Value, names: &BTreeSet<String>) -> Value {
    let mut schema = schema.clone();
    let known = |variant: &Value| {
        variant["properties"].as_object().unwrap().keys().all(|name| names.contains(name.as_str()))
    };
    schema["oneOf"].as_array_mut().unwrap().retain(known);
    schema
}

#[test]
fn every_message_has_a_sample_that_works_and_leaves_nothing_if_a_later_one_fails() {
    let schema = serde_json::to_value(schema_for!(ExecuteMsg)).unwrap();
    let mut covered = BTreeSet::new();
    for (_, mut bench) in benches() {
        let names =
            bench.samples.iter().map(|sample| sample.message.as_object().unwrap().keys().next().unwrap());
        let names: BTreeSet<String> = names.cloned().collect();
        bench.samples_work_and_cover(&named(&schema, &names));
        covered.extend(names);
    }
    let (mut paused, people) = bench(Setting::Paused);
    let owner = people[0].1.clone();
    assert!(matches!(paused.try_json(&owner, &json!({"unpause": {}}), vec![]), Ending::Works));
    covered.insert("unpause".to_owned());

    let all = schema["oneOf"].as_array().unwrap().len();
    assert_eq!(covered.len(), all, "not all messages have a sample: {covered:?}");
}

/// F-01 to F-09.
#[test]
fn wrong_funds_are_refused_with_every_message() {
    in_every_setting(Bench::wrong_funds_are_refused);
}

bad_messages!(in_every_setting);

/// What `send_nft` passes on is the receiver's business, however long it is.
#[test]
fn deep_and_large_messages_are_refused() {
    in_every_setting(|bench| {
        bench.samples.retain(|sample| sample.name != "send_nft");
        bench.deep_and_large_messages_are_refused();
    });
}

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, _) = bench(Setting::Testnet);
    let world = settled(Setting::Testnet);
    let someone = roles(&world)[9].1.to_string();
    let (id, page) = (json!({"token_id": "a1"}), json!({"start_after": "a1", "limit": 5}));
    let listed = json!({"token_id": "a1", "include_expired": true});
    let owned = json!({"owner": someone, "start_after": "a1", "limit": 5});
    let h0 = "cc7683ab3d43f74d3fd8b5a9d8d5360dd28b48326ae9b4c8488a444515d27882";
    let queries = [
        json!({"owner_of": listed}),
        json!({"approval": {"token_id": "a1", "spender": someone, "include_expired": true}}),
        json!({"approvals": listed}),
        json!({"operator": {"owner": someone, "operator": someone, "include_expired": true}}),
        json!({"all_operators": {"owner": someone, "include_expired": true, "start_after": someone, "limit": 5}}),
        json!({"num_tokens": {}}),
        json!({"contract_info": {}}),
        json!({"nft_info": id}),
        json!({"all_nft_info": listed}),
        json!({"tokens": owned}),
        json!({"all_tokens": page}),
        json!({"minter": {}}),
        json!({"config": {}}),
        json!({"ownership": {}}),
        json!({"migration": {}}),
        json!({"hooks": {}}),
        json!({"status": {}}),
        json!({"balance": {"owner": someone}}),
        json!({"license": id}),
        json!({"all_licenses": page}),
        json!({"licenses_by_holder": owned}),
        json!({"digest": {"previous": h0, "start_after": "a1", "limit": 5}}),
        json!({"genesis": {}}),
        json!({"funding": {"funder": someone}}),
        json!({"liquidation_preview": {"tokens": "5", "licenses": 3, "amount": "7"}}),
    ];

    bench.bad_queries_are_refused(&serde_json::to_value(schema_for!(QueryMsg)).unwrap(), &queries);
}
