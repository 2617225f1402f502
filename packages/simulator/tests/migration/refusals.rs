//! What no migration does (faults 30 and 54, O-06, O-07).

use serde_json::json;
use tributary_simulator::refusal::reason;
use tributary_simulator::{Chain, Outcome};

use crate::state::{play, recorded, Contract, Nothing, Recorded, Storage, CODES};
use crate::steps::{cursor, migrate, migrate_to, next_page, page, restore, told, walk};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The end of the only scenario that has a contract of each code, as release 0.1.0 left it.
fn all_six() -> (Vec<Contract>, Chain) {
    for Recorded { scenario, states } in recorded() {
        let (contracts, mut chain) = play(&scenario, &mut Nothing);
        if CODES.iter().all(|code| contracts.iter().any(|contract| contract.code == *code)) {
            restore(&mut chain, &contracts, states.last().unwrap());
            return (contracts, chain);
        }
    }
    panic!("no scenario has all six");
}

/// A migration or page that is refused with these words and changes nothing.
#[track_caller]
fn refused(chain: &mut Chain, words: &str, act: impl FnOnce(&mut Chain) -> anyhow::Result<Outcome>) {
    let before = chain.fingerprint();
    let error = reason(&act(chain).unwrap_err());
    assert!(error.contains(words), "{error}");
    assert!(chain.fingerprint() == before, "something changed: {error}");
}

fn set_version(chain: &mut Chain, contract: &Contract, version: &str) {
    let name = format!("crates.io:tributary-{}", contract.code);
    let text = json!({"contract": name, "version": version}).to_string();
    chain.storage_mut(&contract.address).set(b"contract_info", text.as_bytes());
}

#[test]
fn no_contract_takes_the_code_of_another() {
    let (contracts, mut chain) = all_six();
    let mut pairs = 0;
    for contract in &contracts {
        for code in CODES.into_iter().filter(|code| *code != contract.code) {
            refused(&mut chain, "cannot migrate", |chain| migrate_to(chain, &contract.address, code));
            pairs += 1;
        }
        refused(&mut chain, "migrate", |chain| migrate_to(chain, &contract.address, "coinbase"));
    }
    assert_eq!(pairs, 30);
}

#[test]
fn only_an_older_version_that_reads_is_migrated_and_by_the_admin_alone() {
    let (contracts, mut chain) = all_six();
    for contract in &contracts {
        let again = |chain: &mut Chain| migrate_to(chain, &contract.address, &contract.code);
        for version in [VERSION, "0.2.1", "0.3.0", "1.0.0"] {
            set_version(&mut chain, contract, version);
            refused(
                &mut chain,
                &format!("{version} to crates.io:tributary-{} {VERSION}", contract.code),
                again,
            );
        }
        for version in ["", "one", "0.1", "v0.1.0"] {
            set_version(&mut chain, contract, version);
            refused(&mut chain, "cannot migrate", again);
        }
        chain.storage_mut(&contract.address).remove(b"contract_info");
        refused(&mut chain, "an unknown contract", again);
        set_version(&mut chain, contract, "0.1.0");
        let stranger = chain.address_of("stranger").unwrap();
        refused(&mut chain, "admin", |chain| {
            chain.migrate(&stranger, &contract.address, &contract.code, &json!({}))
        });
        again(&mut chain).unwrap();
        refused(&mut chain, "cannot migrate", again);
    }
}

#[test]
fn pages_come_one_behind_the_other_and_the_next_migration_behind_the_last() {
    let (contracts, mut chain) = all_six();
    for contract in &contracts {
        refused(&mut chain, "nothing to migrate", |chain| page(chain, contract, 0, 1));
        migrate(&mut chain, contract);
        refused(&mut chain, "limit: at least 1 row", |chain| page(chain, contract, 0, 0));
        refused(&mut chain, "cursor: 0 rows were passed, 1 was given", |chain| page(chain, contract, 1, 1));
        // As if there were newer code.
        set_version(&mut chain, contract, "0.1.9");
        refused(&mut chain, "migration open: the one from 0.1.0 has passed 0 rows", |chain| {
            migrate_to(chain, &contract.address, &contract.code)
        });
        set_version(&mut chain, contract, VERSION);
        while let Some(at) = cursor(&chain, contract) {
            refused(&mut chain, "cursor: ", |chain| page(chain, contract, at + 1, 1));
            next_page(&mut chain, contract, 1);
        }
        refused(&mut chain, "nothing to migrate", |chain| page(chain, contract, 0, 1));
        set_version(&mut chain, contract, "0.1.9");
        migrate_to(&mut chain, &contract.address, &contract.code).unwrap();
    }
}

/// The first row of each map, by the map's place in the order of keys.
fn first_rows(storage: &Storage) -> Vec<Vec<u8>> {
    let map = |key: &[u8]| key[..2 + usize::from(key[1])].to_vec();
    let mut rows: Vec<Vec<u8>> = storage.keys().filter(|key| key[0] == 0).cloned().collect();
    rows.dedup_by_key(|key| map(key));
    rows
}

/// Breaks the first row of each map in turn.
#[track_caller]
fn stays_broken(chain: &mut Chain, contract: &Contract) {
    let before = contract.storage(chain);
    migrate(chain, contract);
    walk(chain, contract, 100);
    let expected = contract.storage(chain);
    for key in first_rows(&before) {
        let mut broken = before.clone();
        broken.insert(key.clone(), vec![255]);
        contract.restore(chain, broken);
        migrate(chain, contract);
        let unreadable = walk(chain, contract, 2);

        let mut after = contract.storage(chain);
        assert_eq!(after.insert(key.clone(), expected[&key].clone()), Some(vec![255]));
        assert_eq!(after, expected, "{}", contract.name);
        // A map whose first row has an address is walked.
        assert!(unreadable == 1 || before[&key] == expected[&key], "{}: {key:?}", contract.name);
    }
}

#[test]
fn rows_that_cannot_be_read_stay_and_stop_nothing() {
    for Recorded { scenario, states } in recorded() {
        let (contracts, mut chain) = play(&scenario, &mut Nothing);
        restore(&mut chain, &contracts, states.last().unwrap());
        contracts.iter().for_each(|contract| stays_broken(&mut chain, contract));
    }
}

#[test]
fn a_row_that_cannot_be_read_is_the_error_of_who_needs_it() {
    let Recorded { scenario, states } =
        recorded().into_iter().find(|recorded| recorded.scenario.file.ends_with("mining-pool.json")).unwrap();
    let (contracts, mut chain) = play(&scenario, &mut Nothing);
    restore(&mut chain, &contracts, states.last().unwrap());
    let license = contracts.iter().find(|contract| contract.code == "license-nft").unwrap();
    let rows = license.storage(&chain);
    let mut tokens = rows.keys().filter(|key| key.starts_with(b"\0\x01t"));
    let (broken, other) = (tokens.next().unwrap(), tokens.next().unwrap());
    chain.storage_mut(&license.address).set(broken, &[255]);
    migrate(&mut chain, license);
    let outcome = next_page(&mut chain, license, 100).unwrap();
    assert_eq!(told(&outcome, "unreadable"), 1);

    let ask = |key: &[u8]| {
        let token_id = String::from_utf8(key[3..].to_vec()).unwrap();
        chain.query(&license.address, &json!({"owner_of": {"token_id": token_id}}))
    };
    assert!(ask(broken).is_err());
    assert!(ask(other).is_ok());
}
