//! Writes the schema of every contract, as `<contract>.json`, into the folder that is named.

use std::path::Path;
use std::{env, fs, io};

use cosmwasm_schema::{generate_api, Api};
use tributary_types::{coinbase, pool_registry, staker_registry};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| io::Error::other("which folder?"))?;
    write(&folder, "coinbase", coinbase())?;
    write(&folder, "pool-registry", pool_registry())?;
    write(&folder, "staker-registry", staker_registry())
}

fn write(folder: &str, contract: &str, api: Api) -> io::Result<()> {
    let json = api.render().to_string().map_err(io::Error::other)?;
    fs::write(Path::new(folder).join(contract).with_extension("json"), json + "\n")
}

fn coinbase() -> Api {
    generate_api! {
        name: "coinbase",
        instantiate: coinbase::InstantiateMsg,
        execute: coinbase::ExecuteMsg,
        query: coinbase::QueryMsg,
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
