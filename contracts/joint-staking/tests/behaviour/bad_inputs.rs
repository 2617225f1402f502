//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use cosmwasm_std::coin;
use serde_json::json;
use tributary_testing::{Parameters, DENOM};
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{ExecuteMsg, InstantiateMsg, QueryMsg};

use crate::bench::{bench, Setting};
use crate::support::bad_messages::bad_messages;
use crate::support::bench::{Bench, Ending, Roles};
use crate::support::suite::Suite;
use crate::support::tokens::token;
use crate::world::{caps, instantiation, multipliers, one_asset, terminate, World};

/// The escrow in every setting.
fn benches() -> Vec<(Bench, Roles)> {
    Setting::ALL.into_iter().map(bench).collect()
}

/// Everything is said, with coins and with tokens.
fn beginnings() -> (Suite, &'static str, Vec<InstantiateMsg>) {
    let mut suite = Suite::default();
    let [owner, registrar] = ["heir", "registrar"].map(|name| suite.who(name));
    let (treasury, _) = suite.deploy_treasury(&Parameters::default().revenue, &[]).unwrap();
    let token = token(&mut suite.chain, &owner, "token", &[]);
    let mut coins = InstantiateMsg {
        owner: Some(owner.to_string()),
        guardian: Some(suite.guardian.to_string()),
        treasury: Some(treasury.to_string()),
        pool_registry: Some(suite.pool_registry.to_string()),
        daily_caps: Some(caps(&[(0, 5)])),
        time_multipliers: Some(multipliers(&[(30, 10_000)])),
        penalty_bps: Some(3_000),
        min_penalty_bps: Some(5),
        mutual_exit_free: Some(true),
        day_secs: Some(86_400),
        ..instantiation(&registrar)
    };
    one_asset(&mut coins);
    let asset = || Asset::Cw20(token.to_string());
    let tokens = InstantiateMsg { stake_asset: asset(), reward_asset: asset(), ..instantiation(&registrar) };
    (suite, "joint-staking", vec![coins, tokens])
}

bad_messages!(ExecuteMsg: benches, InstantiateMsg: beginnings);

/// F-12: with wrong coins it is refused as every message is.
#[test]
fn a_termination_may_come_with_a_reward_coin() {
    let mut bench = bench(Setting::Coins).0.keep_what_works();
    let sample = bench.samples.iter().find(|sample| sample.name == "terminate_agreement").unwrap();
    let (sender, message) = (sample.sender.clone(), serde_json::to_value(terminate(2)).unwrap());
    for funds in [vec![], vec![coin(5, DENOM)]] {
        assert!(matches!(bench.try_json(&sender, &message, funds), Ending::Works));
    }
}

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, _) = bench(Setting::Coins);
    let someone = World::empty(|_| {}).olga.to_string();
    let id = json!({"agreement_id": 1});
    let queries = [
        json!({"config": {}}),
        json!({"totals": {}}),
        json!({"class": {"class": "neat"}}),
        json!({"classes": {"start_after": "a", "limit": 5}}),
        json!({"device": {"device": "d1"}}),
        json!({"devices": {"owner": someone, "start_after": "a", "limit": 5}}),
        json!({"offer": {"offer_id": 1}}),
        json!({"open_offers": {"filter": {"owner": someone}, "start_after": 1, "limit": 5}}),
        json!({"open_offers": {"filter": {"lock_days": 30}}}),
        json!({"open_offers_by_share": {"start_after": {"owner_share_bps": 5, "offer_id": 5}, "limit": 5}}),
        json!({"open_offers_by_stake": {"start_after": {"required_stake": "5", "offer_id": 5}, "limit": 5}}),
        json!({"agreement": id}),
        json!({"agreements_by_owner": {"owner": someone, "start_after": 1, "limit": 5}}),
        json!({"agreements_by_staker": {"staker": someone, "start_after": 1, "limit": 5}}),
        json!({"pending_rewards": id}),
        json!({"termination_preview": id}),
        json!({"ownership": {}}),
        json!({"migration": {}}),
    ];

    bench.bad_queries_are_refused(&serde_json::to_value(schema_for!(QueryMsg)).unwrap(), &queries);
}
