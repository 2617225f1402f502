//! Bad inputs, generated for every message, and one by one.

use cosmwasm_schema::schema_for;
use serde_json::{json, Value};
use tributary_types::pool_registry::{ExecuteMsg, QueryMsg};

use crate::support::bad_messages::bad_messages;
use crate::support::bench::Bench;
use crate::world::{bench, People, PAUSE};

/// The running world; what works in a paused one alone, or never, is left out.
fn running() -> (Bench, People) {
    let (mut bench, people) = bench(false);
    bench
        .samples
        .retain(|sample| !["unpause", "update_ownership.renounce_ownership"].contains(&sample.name.as_str()));
    (bench, people)
}

fn in_every_setting(check: impl Fn(&mut Bench)) {
    check(&mut running().0);
}

#[test]
fn every_message_has_a_sample_that_works_and_leaves_nothing_if_a_later_one_fails() {
    let (mut bench, people) = running();
    let unpause = json!({"unpause": {}});
    let mut schema = serde_json::to_value(schema_for!(ExecuteMsg)).unwrap();
    schema["oneOf"].as_array_mut().unwrap().retain(|variant| variant["properties"]["unpause"].is_null());

    bench.samples_work_and_cover(&schema);

    let pools = bench.contract.clone();
    bench.chain.execute(&people.guardian, &pools, &PAUSE, vec![]).unwrap();
    assert_eq!(bench.try_json(&people.owner, &unpause, vec![]).word(), "works");
}

#[test]
fn wrong_funds_are_refused_with_every_message() {
    running().0.wrong_funds_are_refused();
}

bad_messages!(in_every_setting);

/// But for the id in `license_changed`: the licence contract bounds it, and here it is only told on.
#[test]
fn deep_and_large_messages_are_refused() {
    let (mut bench, _) = running();
    bench.samples.retain(|sample| sample.name != "license_changed");

    bench.deep_and_large_messages_are_refused();
}

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, people) = running();
    let someone = people.eve.to_string();
    let cursor = json!({"pool": someone, "delegator": someone});
    let hook_cursor = json!({"hook": someone, "delegator": someone, "pool": someone});
    let page = json!({"start_after": someone, "limit": 5});
    let with = |mut base: Value, more: Value| {
        base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        base
    };
    let ids = json!({"start_after": 5, "limit": 5});
    let queries = [
        json!({"config": {}}),
        json!({"pending_config": {}}),
        json!({"pool": {"pool": someone}}),
        json!({"pools": with(json!({"state": "active"}), page.clone())}),
        json!({"delegation": cursor}),
        json!({"delegations": with(json!({"delegator": someone}), page.clone())}),
        json!({"delegators": with(json!({"pool": someone}), page.clone())}),
        json!({"rewards": cursor}),
        json!({"unbooked_rewards": {"pool": someone}}),
        json!({"outstanding_rewards": {"pool": someone}}),
        json!({"undelegations": with(json!({"delegator": someone}), ids.clone())}),
        json!({"transfers": with(json!({"delegator": someone, "to_pool": someone}), ids)}),
        json!({"auto_rewards": {"pool": someone, "min_amount": "5", "start_after": cursor, "limit": 5}}),
        json!({"commission_requests": page}),
        json!({"performance": {"pool": someone}}),
        json!({"totals": {}}),
        json!({"missed_hooks": {"start_after": hook_cursor, "limit": 5}}),
        json!({"dashboard": {"account": someone}}),
        json!({"ownership": {}}),
        json!({"migration": {}}),
    ];

    bench.bad_queries_are_refused(&serde_json::to_value(schema_for!(QueryMsg)).unwrap(), &queries);
}
