//! `update_metadata`, `set_signing_address`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError as StakerError;
use tributary_types::pool_registry::{ExecuteMsg, CONTRACT};
use tributary_types::staker_registry;

use crate::support::suite::{uint, Suite};
use crate::world::WEEK;

fn update(suite: &mut Suite, who: &Addr, url: &str, hash: &str) -> Result<Outcome> {
    let (metadata_url, metadata_hash) = (url.to_owned(), hash.to_owned());
    suite.pools(who, &ExecuteMsg::UpdateMetadata { metadata_url, metadata_hash }, 0)
}

fn sign_as(suite: &mut Suite, who: &Addr, key: &Addr) -> Result<Outcome> {
    suite.pools(who, &ExecuteMsg::SetSigningAddress { signing_address: key.to_string() }, 0)
}

#[test]
fn an_operator_describes_its_pool_anew() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);

    let outcome = update(&mut suite, &ada, "ipfs://x y~", &"Ab".repeat(32)).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!("metadata_updated pool=ada metadata_url=ipfs://x y~ metadata_hash={}", "ab".repeat(32))]
    );
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.metadata_url.as_str(), pool.metadata_hash), ("ipfs://x y~", "ab".repeat(32)));
}

/// D19: without a description the attribute is left out, since chains refuse empty ones.
#[test]
fn the_url_may_be_empty_or_256_characters_long() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let hash = "00".repeat(32);

    let outcome = update(&mut suite, &ada, "", &hash).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), [format!("metadata_updated pool=ada metadata_hash={hash}")]);
    update(&mut suite, &ada, &"x".repeat(256), &hash).unwrap();
}

///
#[test]
fn a_url_that_clients_cannot_use_is_refused() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let hash = "00".repeat(32);

    for url in [
        "x".repeat(257),
        "x".repeat(10_000),
        "https://a\0b".to_owned(),
        "https://a\n".to_owned(),
        "https://a\u{7f}".to_owned(),
        "https://zoë.example".to_owned(),
        "https://\u{202e}".to_owned(),
    ] {
        suite.refuses(ContractError::MetadataUrl { max: 256 }, |suite| update(suite, &ada, &url, &hash));
    }
}

///
#[test]
fn a_hash_that_is_not_32_bytes_in_hex_is_refused() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);

    for given in [
        String::new(),
        "00".repeat(31),
        "00".repeat(33),
        "0".repeat(63),
        "g0".repeat(32),
        format!("0x{}", "00".repeat(31)),
        format!("{} ", "00".repeat(32)),
    ] {
        let error = ContractError::MetadataHash { given: given.clone() };
        suite.refuses(error, |suite| update(suite, &ada, "https://a", &given));
    }
    // What is far too long is not repeated in full.
    let error = ContractError::MetadataHash { given: "0".repeat(256) };
    suite.refuses(error, |suite| update(suite, &ada, "https://a", &"0".repeat(10_000)));
}

/// S-12, S-03.
#[test]
fn an_operator_changes_its_key_once_in_a_cool_down() {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let key = suite.chain.address_of("fresh").unwrap();
    suite.call(&key, "fresh");
    let (next, bens) = (suite.after(WEEK), suite.key("ben"));

    suite.wait(WEEK - 1);
    suite.refuses(StakerError::CoolDown { next }, |suite| sign_as(suite, &ada, &key));
    suite.wait(1);
    let used = StakerError::SigningAddressInUse { signing_address: bens.clone(), staker: ben.clone() };
    suite.refuses(used, |suite| sign_as(suite, &ada, &bens));
    let outcome = sign_as(&mut suite, &ada, &key).unwrap();

    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        [format!(
            "signing_address_set staker=ada signing_address=fresh next_signing_change={}",
            suite.nanos_after(WEEK)
        )]
    );
    assert_eq!(suite.pool(&ada).unwrap().signing_address, key);
    // The old one is free again.
    let old = suite.key("ada");
    sign_as(&mut suite, &ben, &old).unwrap();
}

#[test]
fn the_same_key_again_changes_nothing() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let key = suite.key("ada");

    let outcome = sign_as(&mut suite, &ada, &key).unwrap();

    assert!(suite.told(&outcome, staker_registry::CONTRACT).is_empty());
    let msg = staker_registry::QueryMsg::TotalStake { staker: ada.to_string() };
    let stake: staker_registry::StakeResponse = suite.ask_stakers(&msg).unwrap();
    assert_eq!(stake.stake, uint(1_000));
}
