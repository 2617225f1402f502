//! `mint`, `mint_many`

use tributary_controls::ControlError;
use tributary_license_nft::ContractError;
use tributary_types::license_nft::{ExecuteMsg, MintExtension, NewLicense, QueryMsg};

use crate::world::{burn, mint_many, new_license, World};

fn many(licenses: Vec<NewLicense>) -> ExecuteMsg {
    ExecuteMsg::MintMany { licenses }
}

#[test]
fn licences_are_minted_one_by_one_and_in_bulk() {
    let mut world = World::default();
    let (minter, alice, bob) = (world.minter.clone(), world.alice.clone(), world.bob.clone());
    let one = ExecuteMsg::Mint {
        token_id: "a1".to_owned(),
        owner: alice.to_string(),
        token_uri: Some("https://example.org/a1".to_owned()),
        extension: MintExtension { mining_pool: "pool-a".to_owned() },
    };

    assert_eq!(
        world.tells(&minter, &one),
        ["license_minted token_id=a1 owner=alice token_uri=https://example.org/a1 mining_pool=pool-a minted_at_secs=1700000000 balance=1 live=1"]
    );
    let licenses = vec![new_license(&bob, "b1"), new_license(&alice, "b2"), new_license(&bob, "b3")];
    assert_eq!(
        world.tells(&minter, &many(licenses)),
        [
            "license_minted token_id=b1 owner=bob mining_pool=pool-a minted_at_secs=1700000000 balance=1 live=2",
            "license_minted token_id=b2 owner=alice mining_pool=pool-a minted_at_secs=1700000000 balance=2 live=3",
            "license_minted token_id=b3 owner=bob mining_pool=pool-a minted_at_secs=1700000000 balance=2 live=4",
        ]
    );
    assert_eq!((world.balance(&alice), world.balance(&bob)), (2, 2));
    assert_eq!((world.tokens(&alice), world.tokens(&bob)), (ids(&["a1", "b2"]), ids(&["b1", "b3"])));
    assert_eq!((world.status().live, world.status().minted), (4, 4));
}

pub fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// L-02.
#[test]
fn the_minter_alone_mints_and_an_id_is_used_once() {
    let mut world = World::default();
    let (minter, alice, eve) = (world.minter.clone(), world.alice.clone(), world.eve.clone());
    let owner = world.suite.owner.clone();
    world.mint(&alice, &["a1", "a2"]);
    world.send(&alice, &burn("a2")).unwrap();

    for sender in [&eve, &owner, &alice] {
        let error = ContractError::NotMinter { minter: minter.clone() };
        world.refuses(sender, &mint_many(&alice, &["x"]), error);
    }
    for id in ["a1", "a2"] {
        let used = ContractError::Used { token_id: id.to_owned() };
        world.refuses(&minter, &mint_many(&alice, &[id]), used);
    }
    let error = ContractError::NotIncreasing { previous: "x".to_owned(), next: "x".to_owned() };
    world.refuses(&minter, &mint_many(&alice, &["x", "x"]), error);
    let error = ContractError::NotIncreasing { previous: "9".to_owned(), next: "10".to_owned() };
    world.refuses(&minter, &mint_many(&alice, &["9", "10"]), error);
    world.send(&minter, &mint_many(&alice, &["10", "9", "A", "a", "a!"])).unwrap();
}

#[test]
fn a_call_mints_1_to_50() {
    let mut world = World::default();
    let (minter, alice) = (world.minter.clone(), world.alice.clone());
    let names: Vec<String> = (0..51).map(|number| format!("n{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();

    for given in [0, 51] {
        let error = ContractError::BatchSize { max: 50, given };
        assert!(error.to_string().contains("50"));
        world.refuses(&minter, &mint_many(&alice, &names[..given]), error);
    }
    world.send(&minter, &mint_many(&alice, &names[..50])).unwrap();
    assert_eq!((world.status().live, world.balance(&alice)), (50, 50));
}

#[test]
fn ids_are_short_and_printable() {
    let mut world = World::default();
    let (minter, alice) = (world.minter.clone(), world.alice.clone());

    for bad in ["", " ", "a b", "ä", "a\n", "\u{7f}", &"x".repeat(65)] {
        world.refuses(&minter, &mint_many(&alice, &[bad]), ContractError::TokenIdForm { max: 64 });
        let asked = QueryMsg::License { token_id: bad.to_owned() };
        assert!(world.query_error(&asked).contains("token_id"));
    }
    world.send(&minter, &mint_many(&alice, &["!", "~", &"~".repeat(64)])).unwrap();
}

///
#[test]
fn texts_of_a_licence_are_bounded() {
    let mut world = World::default();
    let (minter, alice) = (world.minter.clone(), world.alice.clone());
    let with = |token_uri: Option<String>, mining_pool: String| {
        let extension = MintExtension { mining_pool };
        many(vec![NewLicense { token_uri, extension, ..new_license(&alice, "a1") }])
    };

    let error = ControlError::TextLength { field: "mining_pool", max: 128, given: 129 }.into();
    world.refuses(&minter, &with(None, "x".repeat(129)), error);
    for bad in ["x".repeat(257), "a b".to_owned(), "ä".to_owned(), "a\0".to_owned()] {
        world.refuses(&minter, &with(Some(bad), String::new()), ContractError::TokenUriForm { max: 256 });
    }
    world.send(&minter, &with(Some("x".repeat(256)), "ä".repeat(64))).unwrap();
    let empty = NewLicense { token_uri: Some(String::new()), ..new_license(&alice, "a2") };
    world.send(&minter, &many(vec![empty])).unwrap();
    assert_eq!(world.license("a1").token_uri.map(|uri| uri.len()), Some(256));
    assert_eq!(world.license("a2").token_uri, None);
}

/// L-01.
#[test]
fn the_cap_counts_what_lives_and_a_batch_that_crosses_it_mints_none() {
    let mut world = World::with(|msg| msg.cap = Some(3));
    let (minter, alice) = (world.minter.clone(), world.alice.clone());
    world.mint(&alice, &["a1", "a2"]);

    let error = ContractError::CapExceeded { cap: 3, left: 1, given: 2 };
    world.refuses(&minter, &mint_many(&alice, &["a3", "a4"]), error);
    world.mint(&alice, &["a3"]);
    let error = ContractError::CapExceeded { cap: 3, left: 0, given: 1 };
    world.refuses(&minter, &mint_many(&alice, &["a4"]), error);
    world.send(&minter, &burn("a1")).unwrap();
    world.mint(&alice, &["a4"]);

    assert_eq!((world.status().live, world.status().minted), (3, 4));
}

/// L-02.
#[test]
fn minting_ends_with_the_testnet_and_never_begins_where_licences_are_imported() {
    let mut world = World::default();
    let (minter, alice) = (world.minter.clone(), world.alice.clone());
    world.mint(&alice, &["a1"]);
    world.open_mainnet(0);
    let closed = |world: &World| ContractError::MintingClosed { stage: world.status().stage };
    let error = closed(&world);
    world.refuses(&minter, &mint_many(&alice, &["a2"]), error);
    world.open_stable();
    let error = closed(&world);
    world.refuses(&minter, &mint_many(&alice, &["a2"]), error);

    let mut world = World::with(|msg| msg.genesis_import = Some(true));
    world.refuses(&minter, &mint_many(&alice, &["a2"]), ContractError::MintingClosedByImport);
}

#[test]
fn nothing_is_minted_where_it_would_be_stranded() {
    let mut world = World::default();
    let minter = world.minter.clone();
    for owner in [world.registry.clone(), world.license.clone()] {
        let error = ContractError::CannotHold { owner: owner.clone() };
        world.refuses(&minter, &mint_many(&owner, &["a1"]), error);
    }
}

#[test]
fn the_owner_names_another_minter() {
    let mut world = World::default();
    let (owner, minter, alice, eve) =
        (world.suite.owner.clone(), world.minter.clone(), world.alice.clone(), world.eve.clone());

    let told = world.tells(&owner, &ExecuteMsg::SetMinter { minter: eve.to_string() });

    assert_eq!(told, ["minter_set minter=eve"]);
    world.refuses(&minter, &mint_many(&alice, &["a1"]), ContractError::NotMinter { minter: eve.clone() });
    world.send(&eve, &mint_many(&alice, &["a1"])).unwrap();
}
