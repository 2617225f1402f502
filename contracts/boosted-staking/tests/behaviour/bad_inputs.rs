//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use serde_json::json;
use tributary_types::boosted_staking::{ExecuteMsg, QueryMsg};

use crate::bench::{bench, Setting};
use crate::support::bad_messages::bad_messages;
use crate::support::bench::{cover_together, Bench};
use crate::world::World;

/// Every setting with the samples that work in it.
fn benches() -> Vec<Bench> {
    Setting::ALL.into_iter().map(|setting| bench(setting).0.keep_what_works()).collect()
}

fn in_every_setting(check: impl Fn(&mut Bench)) {
    for mut bench in benches() {
        assert!(bench.samples.len() >= 10, "{}", bench.samples.len());
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
    in_every_setting(|bench| {
        // An NFT has the id that the programme's own collection gives it; chains take no key of a megabyte.
        bench.samples.retain(|sample| sample.name != "receive_nft");
        bench.deep_and_large_messages_are_refused();
    });
}

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, _) = bench(Setting::Coins);
    let someone = World::empty(|_| {}).alice.to_string();
    let user = json!({"user": someone});
    let page = json!({"user": someone, "start_after": 1, "limit": 5});
    let queries = [
        json!({"config": {}}),
        json!({"vault": {}}),
        json!({"position": {"position_id": 1}}),
        json!({"positions": page}),
        json!({"batch": {"position_id": 1}}),
        json!({"batches": page}),
        json!({"boost": user}),
        json!({"deposits": {"user": someone, "start_after": "a1", "limit": 5}}),
        json!({"account": user}),
        json!({"estimate": {"amount": "5", "days": 30, "nfts": 1, "loyalty": 1}}),
        json!({"emission": {"day": 1}}),
        json!({"emissions": {"start_after": 1, "limit": 5}}),
        json!({"ownership": {}}),
        json!({"migration": {}}),
    ];

    bench.bad_queries_are_refused(&serde_json::to_value(schema_for!(QueryMsg)).unwrap(), &queries);
}
