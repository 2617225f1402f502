//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use cw_utils::Duration;
use serde_json::json;
use tributary_testing::DENOM;
use tributary_types::staker_registry::{ExecuteMsg, InstantiateMsg, QueryMsg};

use crate::support::bad_messages::bad_messages;
use crate::support::bench::{Bench, Roles};
use crate::support::suite::{uint, Suite};
use crate::world::{bench, Setting};

/// The registry in every setting.
fn benches() -> Vec<(Bench, Roles)> {
    Setting::ALL.into_iter().map(bench).collect()
}

/// Everything is said.
fn beginnings() -> (Suite, &'static str, Vec<InstantiateMsg>) {
    let mut suite = Suite::default();
    let mut named = |name: &str| suite.who(name).into_string();
    let good = InstantiateMsg {
        denom: DENOM.to_owned(),
        min_self_stake: uint(5),
        unbond_lock: Duration::Time(100),
        transfer_lock: Duration::Time(10),
        signing_cooldown: Duration::Time(0),
        slasher: Some(named("slasher")),
        treasury: Some(named("treasury")),
        guardian: Some(named("guardian")),
        owner: Some(named("heir")),
        registrars: Some(vec![named("registrar"), named("another")]),
    };
    (suite, "staker-registry", vec![good])
}

bad_messages!(ExecuteMsg: benches, InstantiateMsg: beginnings);

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, roles) = bench(Setting::Running);
    let someone = roles.last().unwrap().1.to_string();
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
