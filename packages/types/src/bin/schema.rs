//! Writes the schema of every contract, as `<contract>.json`, and of all events, as `events.json`, into the folder that is
//! named.

use std::path::Path;
use std::{env, fs, io};

use cosmwasm_schema::{generate_api, Api};
use serde_json::{json, Value};
use tributary_types::event::{facts_of, AttributeSchema, FactSchema};
use tributary_types::{
    boosted_staking, coinbase, joint_staking, license_nft, pool_registry, staker_registry, treasury_decay,
};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| io::Error::other("which folder?"))?;
    write(&folder, "boosted-staking", boosted_staking())?;
    write(&folder, "joint-staking", joint_staking())?;
    write(&folder, "coinbase", coinbase())?;
    write(&folder, "license-nft", license_nft())?;
    write(&folder, "pool-registry", pool_registry())?;
    write(&folder, "staker-registry", staker_registry())?;
    write(&folder, "treasury-decay", treasury_decay())?;
    save(&folder, "events", &format!("{:#}", events()))
}

fn write(folder: &str, contract: &str, api: Api) -> io::Result<()> {
    save(folder, contract, &api.render().to_string().map_err(io::Error::other)?)
}

fn save(folder: &str, name: &str, json: &str) -> io::Result<()> {
    fs::write(Path::new(folder).join(name).with_extension("json"), format!("{json}\n"))
}

/// The events of each contract, those that all contracts share included.
fn events() -> Value {
    let contracts = [
        "boosted-staking",
        "joint-staking",
        "coinbase",
        "license-nft",
        "pool-registry",
        "staker-registry",
        "treasury-decay",
    ];
    contracts.into_iter().map(|code| (code.to_owned(), facts(code))).collect()
}

fn facts(code: &str) -> Value {
    let fact = |fact: FactSchema| {
        let attributes: Vec<Value> = fact.attributes.iter().map(attribute).collect();
        json!({ "name": fact.name, "about": fact.about.trim(), "attributes": attributes })
    };
    facts_of(code).into_iter().map(fact).collect()
}

fn attribute(attribute: &AttributeSchema) -> Value {
    let inner = attribute.r#type.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>'));
    let (name, about) = (attribute.name, attribute.about.trim());
    json!({ "name": name, "type": inner.unwrap_or(attribute.r#type), "optional": inner.is_some(), "about": about })
}

fn boosted_staking() -> Api {
    generate_api! {
        name: "boosted-staking",
        instantiate: boosted_staking::InstantiateMsg,
        execute: boosted_staking::ExecuteMsg,
        query: boosted_staking::QueryMsg,
        migrate: boosted_staking::MigrateMsg,
    }
}

fn joint_staking() -> Api {
    generate_api! {
        name: "joint-staking",
        instantiate: joint_staking::InstantiateMsg,
        execute: joint_staking::ExecuteMsg,
        query: joint_staking::QueryMsg,
        migrate: joint_staking::MigrateMsg,
    }
}

fn coinbase() -> Api {
    generate_api! {
        name: "coinbase",
        instantiate: coinbase::InstantiateMsg,
        execute: coinbase::ExecuteMsg,
        query: coinbase::QueryMsg,
    }
}

fn license_nft() -> Api {
    generate_api! {
        name: "license-nft",
        instantiate: license_nft::InstantiateMsg,
        execute: license_nft::ExecuteMsg,
        query: license_nft::QueryMsg,
        migrate: license_nft::MigrateMsg,
    }
}

fn pool_registry() -> Api {
    generate_api! {
        name: "pool-registry",
        instantiate: pool_registry::InstantiateMsg,
        execute: pool_registry::ExecuteMsg,
        query: pool_registry::QueryMsg,
        migrate: pool_registry::MigrateMsg,
    }
}

fn staker_registry() -> Api {
    generate_api! {
        name: "staker-registry",
        instantiate: staker_registry::InstantiateMsg,
        execute: staker_registry::ExecuteMsg,
        query: staker_registry::QueryMsg,
        migrate: staker_registry::MigrateMsg,
    }
}

fn treasury_decay() -> Api {
    generate_api! {
        name: "treasury-decay",
        instantiate: treasury_decay::InstantiateMsg,
        execute: treasury_decay::ExecuteMsg,
        query: treasury_decay::QueryMsg,
        migrate: treasury_decay::MigrateMsg,
    }
}
