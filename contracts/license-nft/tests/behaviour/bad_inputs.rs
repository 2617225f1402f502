//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use serde_json::json;
use tributary_math::liquidation::LiquidationMode;
use tributary_types::license_nft::{ExecuteMsg, InstantiateMsg, QueryMsg};

use crate::support::bad_messages::bad_messages;
use crate::support::bench::{Bench, Roles};
use crate::support::suite::Suite;
use crate::world::{bench, instantiation, Setting};

/// The collection in every setting.
fn benches() -> Vec<(Bench, Roles)> {
    Setting::ALL.into_iter().map(bench).collect()
}

/// Everything is said.
fn beginnings() -> (Suite, &'static str, Vec<InstantiateMsg>) {
    let mut suite = Suite::default();
    let [minter, owner] = ["minter", "heir"].map(|name| suite.who(name));
    let good = InstantiateMsg {
        cap: Some(5),
        liquidation_mode: Some(LiquidationMode::Whole),
        owner: Some(owner.into_string()),
        genesis_import: Some(true),
        ..instantiation(&minter, &suite.guardian, &suite.staker_registry)
    };
    (suite, "license-nft", vec![good])
}

// What `send_nft` passes on is the receiver's business, however long it is.
bad_messages!(ExecuteMsg: benches, InstantiateMsg: beginnings, unbounded: ["send_nft"]);

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, roles) = bench(Setting::Testnet);
    let someone = roles.last().unwrap().1.to_string();
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
