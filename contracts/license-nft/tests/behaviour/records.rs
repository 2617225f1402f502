//! What is stored: sizes, since bytes are gas.

use cosmwasm_std::Addr;
use cw_utils::Expiration;
use tributary_controls::packed::{from_bytes, malformed, to_bytes};
use tributary_license_nft::state::{Authorization, Config, Genesis, Ledger, License};
use tributary_math::liquidation::LiquidationMode;
use tributary_types::license_nft::{Approval, NodeRole, Stage};

use crate::support::suite::uint;

/// An account, 43 characters as on a chain with the prefix `wasm`.
fn account(letter: &str) -> Addr {
    Addr::unchecked(format!("wasm1{}", letter.repeat(38)))
}

fn license() -> License {
    License {
        holder: account("a"),
        custody: false,
        authorization: None,
        approvals: vec![],
        token_uri: None,
        mining_pool: "pool-a".to_owned(),
        minted_at_secs: 1_800_000_000,
    }
}

#[test]
fn licences_are_as_small_as_they_were() {
    let authorization = Some(Authorization { role: NodeRole::Validator, node: account("e") });
    let bonded = License { custody: true, authorization, ..license() };
    let approval = Approval { spender: account("c"), expires: Expiration::Never {} };
    let approved = License { approvals: vec![approval], ..license() };
    let described = License { token_uri: Some("https://example.org/a1".to_owned()), ..license() };
    for (license, size) in [(license(), 46), (bonded, 77), (approved, 77), (described, 69)] {
        assert_eq!((to_bytes(&license).len(), from_bytes(&to_bytes(&license))), (size, Ok(license)));
    }
}

#[test]
fn what_every_call_reads_is_as_small_as_it_was() {
    let config = Config {
        name: "Licence".to_owned(),
        symbol: "LIC".to_owned(),
        minter: account("a"),
        denom: "ustake".to_owned(),
        coins_per_license: uint(1_000_000_000),
        cap: 48_000,
        liquidation_mode: LiquidationMode::Exact,
        staker_registry: Some(account("e")),
        genesis_import: false,
    };
    assert_eq!((to_bytes(&config).len(), from_bytes(&to_bytes(&config))), (90, Ok(config)));
    let ledger = Ledger {
        stage: Stage::Stable,
        live: 40_000,
        bonded: 30_000,
        minted: 48_000,
        liquidated: 2_000,
        redeemed: 6_000,
        reserve: uint(40_000_000_000_000),
        funded: uint(48_000_000_000_001),
        excess: uint(1),
    };
    assert_eq!((to_bytes(&ledger).len(), from_bytes(&to_bytes(&ledger))), (31, Ok(ledger)));
    assert_eq!(to_bytes(&Ledger::default()), [0; 9]);
    let genesis = Genesis { finished: true, count: 48_000, digest: [7; 32], last: Some("9".to_owned()) };
    assert_eq!((to_bytes(&genesis).len(), from_bytes(&to_bytes(&genesis))), (39, Ok(genesis)));
}

#[test]
fn what_no_licence_packs_to_is_refused() {
    let mut bytes = to_bytes(&license());
    bytes.push(0);
    assert_eq!(from_bytes::<License>(&bytes), Err(malformed("something follows")));
    assert_eq!(from_bytes::<License>(&[]), Err(malformed("ends early")));
    assert_eq!(from_bytes::<Ledger>(&[3, 0, 0, 0, 0, 0, 0, 0, 0]), Err(malformed("no stage")));
}
