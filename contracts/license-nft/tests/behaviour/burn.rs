//! `burn`, `redeem`

use tributary_license_nft::ContractError;
use tributary_types::license_nft::QueryMsg;

use crate::support::suite::uint;
use crate::world::{approve, approve_all, burn, redeem, transfer, World, E};

fn id(id: &str) -> String {
    id.to_owned()
}

#[test]
fn in_the_testnet_holder_and_minter_burn() {
    let mut world = World::default();
    let (alice, carol, minter, eve) =
        (world.alice.clone(), world.carol.clone(), world.minter.clone(), world.eve.clone());
    world.mint(&alice, &["a1", "a2", "a3"]);
    world.send(&alice, &approve(&carol, "a3", None)).unwrap();

    assert_eq!(
        world.tells(&alice, &burn("a1")),
        ["license_burned token_id=a1 holder=alice balance=2 live=2"]
    );
    assert_eq!(
        world.tells(&minter, &burn("a2")),
        ["license_burned token_id=a2 holder=alice balance=1 live=1"]
    );
    for sender in [&carol, &eve] {
        let error = ContractError::NotHolder { token_id: id("a3"), holder: alice.clone() };
        world.refuses(sender, &burn("a3"), error);
    }
    world.refuses(&alice, &burn("a1"), ContractError::Burned { token_id: id("a1") });
    assert_eq!((world.status().live, world.status().redeemed, world.balance(&alice)), (1, 0, 1));
    for msg in [
        QueryMsg::License { token_id: id("a1") },
        QueryMsg::OwnerOf { token_id: id("a1"), include_expired: None },
        QueryMsg::NftInfo { token_id: id("a1") },
    ] {
        assert!(world.query_error(&msg).contains("burned"));
    }
}

#[test]
fn in_the_mainnet_nobody_burns_or_redeems() {
    let mut world = World::default();
    let (alice, minter) = (world.alice.clone(), world.minter.clone());
    world.mint(&alice, &["a1"]);
    world.refuses(&alice, &redeem("a1"), ContractError::NotStable { token_id: id("a1") });
    world.open_mainnet(0);

    for sender in [&alice, &minter] {
        world.refuses(sender, &burn("a1"), ContractError::BurnInMainnet { token_id: id("a1") });
        world.refuses(sender, &redeem("a1"), ContractError::NotStable { token_id: id("a1") });
    }
}

/// L-09, LN-09, LN-12.
#[test]
fn in_stage_stable_a_licence_becomes_its_coins() {
    let mut world = World::default();
    let (alice, bob, carol, eve) =
        (world.alice.clone(), world.bob.clone(), world.carol.clone(), world.eve.clone());
    let node = world.suite.who("node");
    world.mint(&alice, &["a1", "a2", "a3", "a4"]);
    world.bond(&alice, &node, &["a4"]);
    world.open_mainnet(0);
    world.open_stable();
    let before = world.suite.holds(&alice);

    assert_eq!(
        world.tells(&alice, &redeem("a1")),
        [
            "license_burned token_id=a1 holder=alice balance=3 live=3",
            "license_redeemed token_id=a1 owner=alice amount=1000 reserve=3000",
        ]
    );
    assert_eq!(world.suite.holds(&alice), before + E);
    world.refuses(&alice, &redeem("a1"), ContractError::Burned { token_id: id("a1") });
    world.refuses(&alice, &redeem("a4"), ContractError::Bonded { token_id: id("a4") });
    world.refuses(&alice, &burn("a4"), ContractError::Bonded { token_id: id("a4") });
    for sender in [&bob, &eve, &carol] {
        let error = ContractError::NotRedeemedByOwner { token_id: id("a2"), owner: alice.clone() };
        world.refuses(sender, &redeem("a2"), error);
        let error = ContractError::NotApproved { sender: sender.clone(), token_id: id("a2") };
        world.refuses(sender, &burn("a2"), error);
    }

    world.send(&alice, &approve(&carol, "a2", None)).unwrap();
    world.send(&alice, &approve_all(&bob, None)).unwrap();
    let not = ContractError::NotRedeemedByOwner { token_id: id("a2"), owner: alice.clone() };
    world.refuses(&carol, &redeem("a2"), not);
    world.send(&carol, &burn("a2")).unwrap();
    world.send(&bob, &burn("a3")).unwrap();
    assert_eq!(world.suite.holds(&alice), before + 3 * E, "whoever burns, the owner is paid");
    let registry = world.registry.clone();
    world.send(&registry, &transfer(&alice, "a4")).unwrap();
    world.send(&alice, &redeem("a4")).unwrap();

    let status = world.status();
    assert_eq!((status.live, status.redeemed, status.reserve), (0, 4, uint(0)));
    let license = world.license.clone();
    assert_eq!(world.suite.holds(&license), 0);
}
