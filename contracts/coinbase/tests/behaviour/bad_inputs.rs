//! Bad inputs, generated for every message, and for the one that comes once.

use cosmwasm_schema::schema_for;
use serde_json::json;
use tributary_testing::DENOM;
use tributary_types::coinbase::{ExecuteMsg, InstantiateMsg, QueryMsg};

use crate::support::bad_messages::bad_messages;
use crate::support::bench::{Bench, Roles};
use crate::support::suite::Suite;
use crate::world::{bench, world, World};

/// There is one.
fn benches() -> Vec<(Bench, Roles)> {
    vec![bench()]
}

/// A pool has one.
fn beginnings() -> (Suite, &'static str, Vec<InstantiateMsg>) {
    let World { suite, registry, ada, .. } = world();
    let (registry, pool) = (registry.into_string(), ada.into_string());
    (suite, "coinbase", vec![InstantiateMsg { registry, pool, denom: DENOM.to_owned() }])
}

bad_messages!(ExecuteMsg: benches, InstantiateMsg: beginnings);

#[test]
fn bad_queries_are_refused() {
    let schema = serde_json::to_value(schema_for!(QueryMsg)).unwrap();
    bench().0.bad_queries_are_refused(&schema, &[json!({"config": {}})]);
}
