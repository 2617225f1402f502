//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use serde_json::json;
use tributary_types::treasury_decay::{ExecuteMsg, QueryMsg};

use crate::bench::{bench, roles, settled, Setting};
use crate::support::bad_messages::bad_messages;
use crate::support::bench::{cover_together, Bench};

/// Every setting with the samples that work in it.
fn benches() -> Vec<Bench> {
    Setting::ALL.into_iter().map(|setting| bench(setting).0.keep_what_works()).collect()
}

fn in_every_setting(check: impl Fn(&mut Bench)) {
    for mut bench in benches() {
        assert!(bench.samples.len() > 12, "{}", bench.samples.len());
        check(&mut bench);
    }
}

#[test]
fn every_message_has_a_sample_that_works_and_leaves_nothing_if_a_later_one_fails() {
    cover_together(&mut benches(), &serde_json::to_value(schema_for!(ExecuteMsg)).unwrap());
}

/// F-01 to F-09.
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
    let (bench, _) = bench(Setting::List);
    let (world, _) = settled(Setting::List);
    let someone = roles(&world)[5].1.to_string();
    let page = json!({"start_after": someone, "limit": 5});
    let user = json!({"user": someone});
    let queries = [
        json!({"config": {}}),
        json!({"epoch": {}}),
        json!({"threshold": {}}),
        json!({"checkpoints": {"start_after": 5, "limit": 5}}),
        json!({"efficiency": user}),
        json!({"efficiency_at": {"stake": "5"}}),
        json!({"users": page}),
        json!({"revenue": {}}),
        json!({"treasury": {}}),
        json!({"pool": {"pool": someone}}),
        json!({"pools": page}),
        json!({"delegation": {"user": someone, "pool": someone}}),
        json!({"delegations": {"user": someone, "start_after": someone, "limit": 5}}),
        json!({"share": user}),
        json!({"identity": user}),
        json!({"identities": page}),
        json!({"ownership": {}}),
        json!({"migration": {}}),
    ];

    bench.bad_queries_are_refused(&serde_json::to_value(schema_for!(QueryMsg)).unwrap(), &queries);
}
