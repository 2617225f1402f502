//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use serde_json::json;
use tributary_testing::DENOM;
use tributary_types::treasury_decay::{
    CirculatingSupply, ExecuteMsg, IdentityRule, InstantiateMsg, QueryMsg, UnstakedShare,
};

use crate::bench::{bench, group, Setting};
use crate::support::bad_messages::bad_messages;
use crate::support::bench::{Bench, Roles};
use crate::support::suite::{uint, Suite};

/// The treasury in every setting.
fn benches() -> Vec<(Bench, Roles)> {
    Setting::ALL.into_iter().map(bench).collect()
}

/// Everything is said, with each rule of identity and each supply.
fn beginnings() -> (Suite, &'static str, Vec<InstantiateMsg>) {
    let mut suite = Suite::default();
    let [owner, registrar, far] = ["heir", "registrar", "far"].map(|name| suite.who(name).into_string());
    let group = group(&mut suite, &[]).into_string();
    let fixed = CirculatingSupply::Fixed { amount: uint(9) };
    let minted = CirculatingSupply::BankSupply { exclude: vec![far] };
    let good = |(identity, circulating_supply): (IdentityRule, CirculatingSupply)| InstantiateMsg {
        owner: Some(owner.clone()),
        denom: DENOM.to_owned(),
        pool_registry: suite.pool_registry.to_string(),
        identity,
        epoch_secs: Some(86_400),
        release_secs: Some(5),
        decay_base: Some(100),
        min_stake: Some(uint(5)),
        tolerance_bits: Some(5),
        unstaked_share: Some(UnstakedShare::Treasury),
        circulating_supply: Some(circulating_supply),
    };
    let rules = [
        (IdentityRule::Off {}, fixed.clone()),
        (IdentityRule::List { registrar }, fixed),
        (IdentityRule::Cw4 { group }, minted),
    ];
    let all = rules.map(good).into();
    (suite, "treasury-decay", all)
}

bad_messages!(ExecuteMsg: benches, InstantiateMsg: beginnings);

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, roles) = bench(Setting::List);
    let someone = roles.last().unwrap().1.to_string();
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
