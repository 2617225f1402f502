//! Writes the contract's schema below the present folder.

use cosmwasm_schema::write_api;
use tributary_types::coinbase::{ExecuteMsg, InstantiateMsg, QueryMsg};

fn main() {
    write_api! {
        name: "coinbase",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
    }
}
