//! Bad inputs, generated for every message, and one by one.

use cosmwasm_schema::schema_for;
use cw_utils::Duration;
use serde_json::{json, Value};
use tributary_types::pool_registry::{ExecuteMsg, InstantiateMsg, QueryMsg, ScoreWeights};

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
    let owner = suite.who("heir");
    let good = InstantiateMsg {
        staker_registry: suite.staker_registry.to_string(),
        coinbase_code_id: suite.chain.code_id("coinbase").unwrap(),
        min_self_stake_percentage: 1,
        commission_lock: Duration::Time(100),
        release_period: Some(Duration::Time(10)),
        min_delegation: Some(uint(5)),
        score_weights: Some(ScoreWeights { fee: 1, performance: 2, capacity: 3 }),
        performance_window: Some(100),
        guardian: Some(suite.guardian.to_string()),
        owner: Some(owner.into_string()),
    };
    (suite, "pool-registry", vec![good])
}

// The licence contract bounds the id in `license_changed`; here it is only told on.
bad_messages!(ExecuteMsg: benches, InstantiateMsg: beginnings, unbounded: ["license_changed"]);

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, roles) = bench(Setting::Running);
    let someone = roles.last().unwrap().1.to_string();
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
