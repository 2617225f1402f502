//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use serde_json::json;
use tributary_testing::Parameters;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{
    BoostCollection, CountedBy, ExecuteMsg, InstantiateMsg, QueryMsg, UnusedRewardsTo, Weights,
};

use crate::bench::{bench, Setting};
use crate::deposits::cw721;
use crate::support::bad_messages::bad_messages;
use crate::support::bench::{Bench, Roles};
use crate::support::suite::{uint, Suite};
use crate::support::tokens::token;
use crate::world::{instantiation, World};

/// The vault in every setting.
fn benches() -> Vec<(Bench, Roles)> {
    Setting::ALL.into_iter().map(bench).collect()
}

/// Everything is said, with coins and with tokens.
fn beginnings() -> (Suite, &'static str, Vec<InstantiateMsg>) {
    let mut suite = Suite::default();
    let [owner, oracle, heir] = ["owner", "oracle", "heir"].map(|name| suite.who(name));
    let (treasury, _) = suite.deploy_treasury(&Parameters::default().revenue, &[]).unwrap();
    let token = token(&mut suite.chain, &owner, "token", &[]);
    let address = cw721(&mut suite).into_string();
    let [w1, w2, w3, w4, b0] = ["0.1", "0.2", "0.3", "0.4", "0.5"].map(|weight| weight.parse().unwrap());
    let base = instantiation(&oracle, &heir);
    let coins = InstantiateMsg {
        owner: Some(heir.to_string()),
        reward_asset: base.stake_asset.clone(),
        duration_days: Some(548),
        phase1_days: Some(30),
        phase1_min_months: Some(6),
        min_days: Some(30),
        max_days: Some(365),
        weights: Some(Weights { w1, w2, w3, w4, b0 }),
        nft_cap: Some(5),
        loyalty_cap: Some(5),
        vesting_days: Some(60),
        min_stake: Some(uint(5)),
        boost_collection: Some(BoostCollection { address, counted_by: CountedBy::Deposit }),
        guardian: Some(suite.guardian.to_string()),
        unused_rewards_to: UnusedRewardsTo::Revenue(treasury.into_string()),
        ..base.clone()
    };
    let asset = || Asset::Cw20(token.to_string());
    let tokens = InstantiateMsg { stake_asset: asset(), reward_asset: asset(), ..base };
    (suite, "boosted-staking", vec![coins, tokens])
}

// An NFT has the id that the programme's own collection gives it; chains take no key of a megabyte.
bad_messages!(ExecuteMsg: benches, InstantiateMsg: beginnings, unbounded: ["receive_nft"]);

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
