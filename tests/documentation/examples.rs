//! What the JSON of an example must be, by the words behind its fence.

use cosmwasm_std::from_json;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use tributary_simulator::{play, Scenario, Verdict};
use tributary_types::{
    boosted_staking, coinbase, joint_staking, license_nft, pool_registry, staker_registry, treasury_decay,
};

use crate::commands::check_on;
use crate::pages::Block;

/// Tries the example.
pub fn check(block: &Block) -> Result<(), String> {
    let words: Vec<&str> = block.info.split_whitespace().collect();
    match words[..] {
        ["json", "instantiate", "staker-registry"] => parse::<staker_registry::InstantiateMsg>(&block.text),
        ["json", "execute", "staker-registry"] => parse::<staker_registry::ExecuteMsg>(&block.text),
        ["json", "query", "staker-registry"] => parse::<staker_registry::QueryMsg>(&block.text),
        ["json", "instantiate", "pool-registry"] => parse::<pool_registry::InstantiateMsg>(&block.text),
        ["json", "execute", "pool-registry"] => parse::<pool_registry::ExecuteMsg>(&block.text),
        ["json", "query", "pool-registry"] => parse::<pool_registry::QueryMsg>(&block.text),
        ["json", "instantiate", "license-nft"] => parse::<license_nft::InstantiateMsg>(&block.text),
        ["json", "execute", "license-nft"] => parse::<license_nft::ExecuteMsg>(&block.text),
        ["json", "query", "license-nft"] => parse::<license_nft::QueryMsg>(&block.text),
        ["json", "instantiate", "treasury-decay"] => parse::<treasury_decay::InstantiateMsg>(&block.text),
        ["json", "execute", "treasury-decay"] => parse::<treasury_decay::ExecuteMsg>(&block.text),
        ["json", "query", "treasury-decay"] => parse::<treasury_decay::QueryMsg>(&block.text),
        ["json", "instantiate", "boosted-staking"] => parse::<boosted_staking::InstantiateMsg>(&block.text),
        ["json", "execute", "boosted-staking"] => parse::<boosted_staking::ExecuteMsg>(&block.text),
        ["json", "query", "boosted-staking"] => parse::<boosted_staking::QueryMsg>(&block.text),
        ["json", "instantiate", "joint-staking"] => parse::<joint_staking::InstantiateMsg>(&block.text),
        ["json", "execute", "joint-staking"] => parse::<joint_staking::ExecuteMsg>(&block.text),
        ["json", "query", "joint-staking"] => parse::<joint_staking::QueryMsg>(&block.text),
        ["json", "instantiate", "coinbase"] => parse::<coinbase::InstantiateMsg>(&block.text),
        ["json", "execute", "coinbase"] => parse::<coinbase::ExecuteMsg>(&block.text),
        ["json", "query", "coinbase"] => parse::<coinbase::QueryMsg>(&block.text),
        ["json", "scenario"] => scenario(&block.place, &block.text),
        ["json", "step"] => step(&block.place, &block.text),
        ["json", "serve"] => check_on("serve", &block.place),
        _ => Err(format!("`{}` does not say what the example is", block.info)),
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<(), String> {
    from_json::<T>(text.as_bytes()).map(|_| ()).map_err(|error| error.to_string())
}

/// A whole file, which must hold.
fn scenario(place: &str, text: &str) -> Result<(), String> {
    let scenario = Scenario::parse(place, text).map_err(|error| error.to_string())?;
    let report = play(&scenario);
    match report.verdict {
        Verdict::Held => Ok(()),
        _ => Err(report.to_string()),
    }
}

/// One or more steps, which must be well-formed; what they refer to is not there.
fn step(place: &str, text: &str) -> Result<(), String> {
    let steps: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(text).into_iter().collect();
    let file = json!({ "name": "example", "steps": steps.map_err(|error| error.to_string())? });
    Scenario::parse(place, &file.to_string()).map(|_| ()).map_err(|error| error.to_string())
}
