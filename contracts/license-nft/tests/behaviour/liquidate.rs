//! `liquidate`, `liquidation_preview`

use cosmwasm_std::{Addr, Uint128};
use tributary_license_nft::ContractError;
use tributary_math::liquidation::LiquidationMode;
use tributary_types::license_nft::{LiquidationPreviewResponse, LiquidationResponse, QueryMsg, CONTRACT};

use crate::mint::ids;
use crate::support::suite::{data, uint};
use crate::world::{liquidate, send_nft, World, E};

fn bonded(mode: LiquidationMode) -> (World, Addr) {
    let mut world = World::with(|msg| msg.liquidation_mode = Some(mode));
    let (alice, node) = (world.alice.clone(), world.suite.who("node"));
    world.mint(&alice, &["a1", "a2", "a3", "a4"]);
    world.bond(&alice, &node, &["a1", "a2", "a3"]);
    (world, node)
}

/// LN-05, LN-08.
#[test]
fn the_licences_of_a_fault_are_burned_and_their_coins_sent() {
    for (mode, surplus) in [(LiquidationMode::Exact, 100), (LiquidationMode::Whole, 0)] {
        let (mut world, node) = bonded(mode);
        let (alice, registry) = (world.alice.clone(), world.registry.clone());
        world.open_mainnet(0);

        let outcome = world.send(&registry, &liquidate(&node, 1_900, &["a1", "a3"])).unwrap();

        assert_eq!(
            world.suite.told(&outcome, CONTRACT),
            [
                "license_burned token_id=a1 holder=alice balance=3 live=3".to_owned(),
                "license_burned token_id=a3 holder=alice balance=2 live=2".to_owned(),
                format!("licenses_liquidated node=node need=1900 burned=2 released=2000 surplus={surplus} bonded=1 reserve=2000"),
            ]
        );
        let answer = LiquidationResponse { burned: 2, released: uint(2_000), surplus: uint(surplus) };
        assert_eq!(data::<LiquidationResponse>(&outcome), answer);
        let license = world.license.clone();
        assert_eq!((world.suite.holds(&registry), world.suite.holds(&license)), (2_000, 2_000));
        let status = world.status();
        assert_eq!((status.live, status.bonded, status.liquidated, status.reserve), (2, 1, 2, uint(2 * E)));
        assert_eq!((world.balance(&alice), world.tokens(&registry)), (2, ids(&["a2"])));
    }
}

/// L-07.
#[test]
fn nothing_but_exactly_what_is_needed_of_that_node_is_burned() {
    let (mut world, node) = bonded(LiquidationMode::Exact);
    let (alice, registry, other) = (world.alice.clone(), world.registry.clone(), world.suite.who("other"));
    let id = |id: &str| id.to_owned();
    world.refuses(&registry, &liquidate(&node, 900, &["a1"]), ContractError::LiquidationInTestnet);
    world.open_mainnet(0);
    world.send(&alice, &send_nft(&registry, "a4")).unwrap();

    world.refuses(&alice, &liquidate(&node, 900, &["a1"]), ContractError::NotStakerRegistry);
    for (need, expected, given) in [
        (900, 1, &["a1", "a2"][..]),
        (1_001, 2, &["a1"]),
        (0, 0, &["a1"]),
        (u128::MAX, u128::MAX / E + 1, &["a1"]),
    ] {
        // Coins beyond 128 bits are no count.
        let found = world.send(&registry, &liquidate(&node, need, given)).unwrap_err();
        let error =
            ContractError::WrongCount { need: uint(need), expected: uint(expected), given: given.len() };
        if need < u128::MAX {
            assert!(error.to_string().contains("count"));
            assert_eq!(found.downcast_ref::<ContractError>(), Some(&error));
        }
    }
    let not = |token: &str, node: &Addr| ContractError::NotBonded { token_id: id(token), node: node.clone() };
    world.refuses(&registry, &liquidate(&other, 900, &["a1"]), not("a1", &other));
    world.refuses(&registry, &liquidate(&node, 900, &["a4"]), not("a4", &node));
    let error = ContractError::NotIncreasing { previous: id("a2"), next: id("a1") };
    world.refuses(&registry, &liquidate(&node, 1_900, &["a2", "a1"]), error);
    let error = ContractError::NotIncreasing { previous: id("a2"), next: id("a2") };
    world.refuses(&registry, &liquidate(&node, 1_900, &["a2", "a2"]), error);
    let error = ContractError::BatchSize { max: 50, given: 0 };
    world.refuses(&registry, &liquidate(&node, 900, &[]), error);
    let error = ContractError::UnknownLicense { token_id: id("x") };
    world.refuses(&registry, &liquidate(&node, 900, &["x"]), error);
    world.send(&registry, &liquidate(&node, 1_000, &["a2"])).unwrap();
    let error = ContractError::Burned { token_id: id("a2") };
    world.refuses(&registry, &liquidate(&node, 900, &["a2"]), error);
    world.open_stable();
    world.send(&registry, &liquidate(&node, 1, &["a1"])).unwrap();
}

#[test]
fn a_call_burns_50_and_51_are_too_many() {
    let mut world = World::default();
    let (alice, registry, node) = (world.alice.clone(), world.registry.clone(), world.suite.who("node"));
    let names: Vec<String> = (0..51).map(|number| format!("n{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    world.mint(&alice, &names[..50]);
    world.mint(&alice, &names[50..]);
    world.bond(&alice, &node, &names);
    world.open_mainnet(0);

    let error = ContractError::BatchSize { max: 50, given: 51 };
    world.refuses(&registry, &liquidate(&node, 51 * E, &names), error);
    world.send(&registry, &liquidate(&node, 50 * E, &names[..50])).unwrap();
    assert_eq!((world.status().live, world.suite.holds(&registry)), (1, 50 * E));
}

fn preview(world: &World, tokens: u128, licenses: u32, amount: u128) -> LiquidationPreviewResponse {
    let (tokens, amount) = (Uint128::new(tokens), Uint128::new(amount));
    world.ask(&QueryMsg::LiquidationPreview { tokens, licenses, amount })
}

/// LN-08 at the published example and the edges of the word size.
#[test]
fn a_preview_says_what_would_happen() {
    for (mode, surplus, rewards, left) in
        [(LiquidationMode::Exact, 100, 1_400, 100), (LiquidationMode::Whole, 0, 1_500, 0)]
    {
        let (world, _) = bonded(mode);
        let expected = LiquidationPreviewResponse {
            amount: uint(1_400),
            from_tokens: uint(500),
            need: uint(900),
            burn: 1,
            released: uint(1_000),
            rewards: uint(rewards),
            surplus: uint(surplus),
            tokens_left: uint(left),
            licenses_left: 2,
        };
        assert_eq!(preview(&world, 500, 3, 1_400), expected);
        let all = preview(&world, 7, u32::MAX, u128::MAX);
        assert_eq!((all.burn, all.licenses_left, all.tokens_left), (u32::MAX, 0, uint(0)));
        assert_eq!(all.amount, uint(7 + E * u128::from(u32::MAX)));
        assert_eq!(preview(&world, u128::MAX, 3, u128::MAX).burn, 0);
    }
}
