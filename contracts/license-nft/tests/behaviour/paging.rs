//! Lists page by page, and what is asked of nobody

use tributary_license_nft::ContractError;
use tributary_types::license_nft::{
    ConfigResponse, FundingResponse, License, LicensesResponse, LiquidationMode, OperatorsResponse, QueryMsg,
    TokensResponse,
};

use crate::support::suite::{pages_concatenate, uint};
use crate::world::{approve_all, World};

fn licensed(number: usize) -> (World, Vec<String>) {
    let mut world = World::default();
    let (alice, bob, node) = (world.alice.clone(), world.bob.clone(), world.suite.who("node"));
    let mut names: Vec<String> = (0..number).map(|number| format!("{}", number * 7)).collect();
    names.sort_unstable();
    for (place, name) in names.iter().enumerate() {
        let owner = if place % 4 == 3 { &bob } else { &alice };
        world.mint(owner, &[name]);
        if place % 3 == 1 {
            world.bond(owner, &node, &[name]);
        }
    }
    (world, names)
}

///
#[test]
fn lists_of_licences_are_read_page_by_page() {
    let (world, names) = licensed(60);
    let ids = |licenses: &[License]| licenses.iter().map(|it| it.token_id.clone()).collect::<Vec<_>>();

    let all = pages_concatenate(
        60,
        |start_after, limit| {
            world.ask::<LicensesResponse>(&QueryMsg::AllLicenses { start_after, limit }).licenses
        },
        |license: &License| license.token_id.clone(),
    );
    assert_eq!(ids(&all), names);
    let tokens = pages_concatenate(
        60,
        |start_after, limit| world.ask::<TokensResponse>(&QueryMsg::AllTokens { start_after, limit }).tokens,
        Clone::clone,
    );
    assert_eq!(tokens, names);
    for (owner, held) in [(&world.alice, 45), (&world.bob, 15)] {
        let owner = owner.to_string();
        let found = pages_concatenate(
            held,
            |start_after, limit| {
                let msg = QueryMsg::LicensesByHolder { owner: owner.clone(), start_after, limit };
                world.ask::<LicensesResponse>(&msg).licenses
            },
            |license: &License| license.token_id.clone(),
        );
        let expected: Vec<License> = all.iter().filter(|license| license.owner == owner).cloned().collect();
        assert_eq!(found, expected);
    }
    let registry = world.registry.to_string();
    let kept = pages_concatenate(
        20,
        |start_after, limit| {
            let msg = QueryMsg::Tokens { owner: registry.clone(), start_after, limit };
            world.ask::<TokensResponse>(&msg).tokens
        },
        Clone::clone,
    );
    assert_eq!(kept.len() as u64, world.status().bonded);
    let msg = QueryMsg::LicensesByHolder { owner: registry, start_after: None, limit: None };
    assert!(world.ask::<LicensesResponse>(&msg).licenses.is_empty(), "the registry holds nothing");
}

#[test]
fn operators_are_read_page_by_page() {
    let mut world = World::default();
    let alice = world.alice.clone();
    for number in 0..25 {
        let operator = world.suite.who(&format!("operator{number}"));
        let expires = if number % 5 == 0 { Some(world.suite.after(60)) } else { None };
        world.send(&alice, &approve_all(&operator, expires)).unwrap();
    }
    world.suite.wait(60);
    let page = |world: &World, include_expired, start_after, limit| {
        let msg = QueryMsg::AllOperators { owner: alice.to_string(), include_expired, start_after, limit };
        world.ask::<OperatorsResponse>(&msg).operators
    };

    for (include_expired, rows) in [(Some(true), 25), (Some(false), 20), (None, 20)] {
        pages_concatenate(
            rows,
            |start_after, limit| page(&world, include_expired, start_after, limit),
            |approval| approval.spender.to_string(),
        );
    }
}

#[test]
fn what_nobody_has_is_nothing() {
    let world = World::default();
    let eve = world.eve.to_string();
    assert_eq!(world.balance(&world.eve), 0);
    let none = FundingResponse { funded: uint(0), reclaimable: uint(0) };
    assert_eq!(world.ask::<FundingResponse>(&QueryMsg::Funding { funder: eve.clone() }), none);
    assert!(world.tokens(&world.eve).is_empty());
    let unknown = ContractError::UnknownLicense { token_id: "x".to_owned() }.to_string();
    for msg in [
        QueryMsg::License { token_id: "x".to_owned() },
        QueryMsg::AllNftInfo { token_id: "x".to_owned(), include_expired: None },
        QueryMsg::Approvals { token_id: "x".to_owned(), include_expired: None },
    ] {
        assert!(world.query_error(&msg).contains(&unknown));
    }
}

#[test]
fn the_parameters_are_answered() {
    let world = World::with(|msg| msg.liquidation_mode = Some(LiquidationMode::Whole));
    let found: ConfigResponse = world.ask(&QueryMsg::Config {});
    let expected = ConfigResponse {
        name: "Licence".to_owned(),
        symbol: "LIC".to_owned(),
        minter: world.minter.clone(),
        denom: "ustake".to_owned(),
        coins_per_license: uint(1_000),
        cap: 48_000,
        liquidation_mode: LiquidationMode::Whole,
        staker_registry: Some(world.registry.clone()),
        genesis_import: false,
        guardian: Some(world.suite.guardian.clone()),
        owner: Some(world.suite.owner.clone()),
        paused: false,
    };
    assert_eq!(found, expected);
}
