//! `transfer_nft`, `send_nft` between holders

use tributary_license_nft::ContractError;
use tributary_types::license_nft::ReceiveNft;

use crate::ear::{ear, heard, set_temper, Heard, Temper};
use crate::mint::ids;
use crate::world::{approve, burn, send_nft, transfer, World};

/// L-03.
#[test]
fn in_the_testnet_nothing_changes_hands() {
    let mut world = World::default();
    let (alice, bob, eve) = (world.alice.clone(), world.bob.clone(), world.eve.clone());
    let ear = ear(&mut world.suite, "ear");
    world.mint(&alice, &["a1", "a2"]);
    world.send(&alice, &burn("a2")).unwrap();
    let token_id = || "a1".to_owned();

    let error = || ContractError::TransferInTestnet { token_id: token_id() };
    world.refuses(&alice, &transfer(&bob, "a1"), error());
    world.refuses(&alice, &send_nft(&ear, "a1"), error());
    world.refuses(
        &eve,
        &transfer(&bob, "a1"),
        ContractError::NotApproved { sender: eve.clone(), token_id: token_id() },
    );
    world.refuses(&alice, &transfer(&bob, "a2"), ContractError::Burned { token_id: "a2".to_owned() });
    world.refuses(&alice, &transfer(&bob, "a3"), ContractError::UnknownLicense { token_id: "a3".to_owned() });
}

#[test]
fn from_the_mainnet_on_licences_change_hands() {
    let mut world = World::default();
    let (alice, bob, eve) = (world.alice.clone(), world.bob.clone(), world.eve.clone());
    world.mint(&alice, &["a1", "a2"]);
    world.open_mainnet(0);

    let told = world.tells(&alice, &transfer(&bob, "a1"));

    assert_eq!(
        told,
        ["license_transferred token_id=a1 from=alice to=bob sender=alice from_balance=1 to_balance=1"]
    );
    assert_eq!((world.tokens(&alice), world.tokens(&bob)), (ids(&["a2"]), ids(&["a1"])));
    assert_eq!((world.balance(&alice), world.balance(&bob), world.balance(&eve)), (1, 1, 0));
    let error = ContractError::NotApproved { sender: alice.clone(), token_id: "a1".to_owned() };
    world.refuses(&alice, &transfer(&eve, "a1"), error);
    world.open_stable();
    world.send(&bob, &transfer(&eve, "a1")).unwrap();
    assert_eq!((world.balance(&bob), world.tokens(&bob)), (0, vec![]));
}

/// Explorers read the attributes of any cw721 collection.
#[test]
fn a_transfer_has_the_attributes_of_cw721() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.mint(&alice, &["a1"]);
    world.open_mainnet(0);

    let outcome = world.send(&alice, &transfer(&bob, "a1")).unwrap();

    let event = outcome.events.iter().find(|event| event.ty == "wasm").unwrap();
    let found: Vec<(&str, &str)> =
        event.attributes.iter().skip(1).map(|pair| (pair.key.as_str(), pair.value.as_str())).collect();
    let expected = [
        ("action", "transfer_nft"),
        ("sender", alice.as_str()),
        ("recipient", bob.as_str()),
        ("token_id", "a1"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_transfer_to_oneself_ends_approvals_and_changes_no_balance() {
    let mut world = World::default();
    let (alice, carol) = (world.alice.clone(), world.carol.clone());
    world.mint(&alice, &["a1"]);
    world.open_mainnet(0);
    world.send(&alice, &approve(&carol, "a1", None)).unwrap();

    let told = world.tells(&alice, &transfer(&alice, "a1"));

    assert_eq!(
        told,
        ["license_transferred token_id=a1 from=alice to=alice sender=alice from_balance=1 to_balance=1"]
    );
    assert_eq!((world.balance(&alice), world.tokens(&alice)), (1, ids(&["a1"])));
    let error = ContractError::NotApproved { sender: carol.clone(), token_id: "a1".to_owned() };
    world.refuses(&carol, &transfer(&carol, "a1"), error);
}

///
#[test]
fn a_licence_is_never_stranded() {
    let mut world = World::default();
    let (alice, registry, license) = (world.alice.clone(), world.registry.clone(), world.license.clone());
    world.mint(&alice, &["a1"]);
    for _ in 0..2 {
        for to in [&registry, &license] {
            let error = ContractError::Stranded { token_id: "a1".to_owned(), to: to.clone() };
            assert!(error.to_string().contains("send_nft"));
            world.refuses(&alice, &transfer(to, "a1"), error);
        }
        let error = ContractError::Stranded { token_id: "a1".to_owned(), to: license.clone() };
        world.refuses(&alice, &send_nft(&license, "a1"), error);
        if world.status().reserve.is_zero() {
            world.open_mainnet(0);
        }
    }
}

/// L-10.
#[test]
fn a_contract_that_gets_a_licence_is_told_and_may_refuse_it() {
    let mut world = World::default();
    let (alice, carol) = (world.alice.clone(), world.carol.clone());
    let ear = ear(&mut world.suite, "ear");
    world.mint(&alice, &["a1", "a2"]);
    world.open_mainnet(0);

    set_temper(&mut world.suite, &ear, Temper::Refuse);
    let (license, message) = (world.license.clone(), send_nft(&ear, "a1"));
    world
        .suite
        .refuses_with("the ear refuses", |suite| suite.chain.execute(&alice, &license, &message, vec![]));
    world
        .suite
        .refuses_with("", |suite| suite.chain.execute(&alice, &license, &send_nft(&carol, "a1"), vec![]));
    set_temper(&mut world.suite, &ear, Temper::Listen);
    world.send(&alice, &approve(&carol, "a1", None)).unwrap();
    let told = world.tells(&carol, &message);

    assert_eq!(
        told,
        ["license_transferred token_id=a1 from=alice to=ear sender=carol from_balance=1 to_balance=1"]
    );
    let (sender, token_id, msg) = (carol.to_string(), "a1".to_owned(), b"{}".into());
    assert_eq!(heard(&world.suite, &ear), [Heard::Nft(ReceiveNft { sender, token_id, msg })]);
}
