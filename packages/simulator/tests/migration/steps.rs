//! The steps of a migration, as a team and anybody else take them.

use cosmwasm_std::Addr;
use serde_json::{json, Value};
use tributary_simulator::chain::OWNER;
use tributary_simulator::{Chain, Outcome};

use crate::state::{Contract, State};

/// Puts back what a release stored.
pub fn restore(chain: &mut Chain, contracts: &[Contract], state: &State) {
    contracts.iter().for_each(|contract| contract.restore(chain, state.storage(contract)));
}

/// Puts the code of that name under a contract.
pub fn migrate_to(chain: &mut Chain, contract: &Addr, code: &str) -> anyhow::Result<Outcome> {
    let admin = chain.address_of(OWNER).unwrap();
    chain.migrate(&admin, contract, code, &json!({}))
}

/// Puts this release's code under a contract.
#[track_caller]
pub fn migrate(chain: &mut Chain, contract: &Contract) {
    migrate_to(chain, &contract.address, &contract.code).unwrap();
}

/// How many rows were passed; nothing if no migration is open.
pub fn cursor(chain: &Chain, contract: &Contract) -> Option<u64> {
    let found = chain.query(&contract.address, &json!({"migration": {}})).unwrap();
    match found {
        Value::Null => None,
        found => {
            assert_eq!(found["from_version"], "0.1.0");
            assert_eq!(found["to_version"], env!("CARGO_PKG_VERSION"));
            Some(found["cursor"].as_u64().unwrap())
        }
    }
}

/// Sends a page, as somebody whom nobody knows.
pub fn page(chain: &mut Chain, contract: &Contract, cursor: u64, limit: u32) -> anyhow::Result<Outcome> {
    let stranger = chain.address_of("stranger").unwrap();
    let page = json!({"migrate_records": {"cursor": cursor, "limit": limit}});
    chain.execute(&stranger, &contract.address, &page, vec![])
}

/// Sends the next page, if there is one.
#[track_caller]
pub fn next_page(chain: &mut Chain, contract: &Contract, limit: u32) -> Option<Outcome> {
    let cursor = cursor(chain, contract)?;
    Some(page(chain, contract, cursor, limit).unwrap())
}

/// Sends all pages, and answers how many rows could not be read.
#[track_caller]
pub fn walk(chain: &mut Chain, contract: &Contract, limit: u32) -> u64 {
    let mut unreadable = 0;
    while let Some(outcome) = next_page(chain, contract, limit) {
        unreadable += told(&outcome, "unreadable");
    }
    unreadable
}

/// A number that a page tells.
pub fn told(outcome: &Outcome, key: &str) -> u64 {
    let event = outcome.events.iter().find(|event| event.ty.ends_with("/records_migrated")).unwrap();
    event.attributes.iter().find(|attribute| attribute.key == key).unwrap().value.parse().unwrap()
}
