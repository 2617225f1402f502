//! `fund_reserve`, `reclaim_funding`

use cosmwasm_std::{coin, Addr};
use tributary_license_nft::ContractError;
use tributary_testing::DENOM;
use tributary_types::license_nft::{ExecuteMsg, FundingResponse, QueryMsg, Stage, CONTRACT};

use crate::support::suite::uint;
use crate::world::{stake, World};

const FUND: ExecuteMsg = ExecuteMsg::FundReserve {};

fn reclaim(amount: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::ReclaimFunding { amount: amount.map(uint) }
}

fn funding(world: &World, funder: &Addr) -> (u128, u128) {
    let found: FundingResponse = world.ask(&QueryMsg::Funding { funder: funder.to_string() });
    (found.funded.u128(), found.reclaimable.u128())
}

fn cannot(funder: &Addr, required: u128, reclaimable: u128) -> ContractError {
    let error = ContractError::CannotReclaim {
        funder: funder.clone(),
        required: uint(required),
        reclaimable: uint(reclaimable),
    };
    assert!(error.to_string().contains("reclaim"));
    error
}

#[test]
fn before_mainnet_a_funder_takes_back_any_part() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    let outcome = world.pay(&alice, &FUND, stake(2_000)).unwrap();
    assert_eq!(
        world.suite.told(&outcome, CONTRACT),
        ["reserve_funded funder=alice amount=2000 funded=2000 reserve=2000"]
    );
    let outcome = world.pay(&alice, &FUND, stake(5)).unwrap();
    assert_eq!(
        world.suite.told(&outcome, CONTRACT),
        ["reserve_funded funder=alice amount=5 funded=2005 reserve=2005"]
    );

    world.refuses(&alice, &reclaim(Some(2_006)), cannot(&alice, 2_006, 2_005));
    world.refuses(&alice, &reclaim(Some(0)), cannot(&alice, 0, 2_005));
    world.refuses(&bob, &reclaim(None), cannot(&bob, 0, 0));
    let before = world.suite.holds(&alice);
    assert_eq!(
        world.tells(&alice, &reclaim(Some(5))),
        ["funding_reclaimed funder=alice amount=5 funded=2000 reserve=2000"]
    );
    assert_eq!((world.suite.holds(&alice), funding(&world, &alice)), (before + 5, (2_000, 2_000)));
    assert_eq!(
        world.tells(&alice, &reclaim(None)),
        ["funding_reclaimed funder=alice amount=2000 funded=0 reserve=0"]
    );
    assert_eq!((world.suite.holds(&alice), funding(&world, &alice)), (before + 2_005, (0, 0)));
}

#[test]
fn what_the_licences_do_not_need_goes_back_in_proportion() {
    let mut world = World::default();
    let (alice, bob, carol) = (world.alice.clone(), world.bob.clone(), world.carol.clone());
    let owner = world.suite.owner.clone();
    world.mint(&carol, &["c1"]);
    for (funder, amount) in [(&alice, 1_000), (&bob, 101), (&carol, 1)] {
        world.pay(funder, &FUND, stake(amount)).unwrap();
    }
    let license = world.license.clone();
    world.suite.chain.send(&alice, &license, stake(777)).unwrap();
    assert_eq!(world.status().reserve, uint(1_102));
    assert_eq!(
        world.tells(&owner, &ExecuteMsg::OpenMainnet {}),
        ["stage_opened stage=mainnet live=1 reserve=1000 excess=102"]
    );

    // 102 · 1000 / 1102 = 92.5…, 102 · 101 / 1102 = 9.3…, 102 · 1 / 1102 = 0.09…
    assert_eq!(funding(&world, &alice), (1_000, 92));
    assert_eq!(funding(&world, &bob), (101, 9));
    assert_eq!(funding(&world, &carol), (1, 0));
    world.refuses(&alice, &reclaim(Some(91)), cannot(&alice, 91, 92));
    world.refuses(&alice, &reclaim(Some(93)), cannot(&alice, 93, 92));
    world.refuses(&carol, &reclaim(None), cannot(&carol, 0, 0));
    world.send(&alice, &reclaim(Some(92))).unwrap();
    world.refuses(&alice, &reclaim(None), cannot(&alice, 0, 0));
    world.open_stable();
    world.send(&bob, &reclaim(None)).unwrap();
    assert_eq!(world.suite.holds(&license), 1_000 + 777 + 1, "the reserve, the donation, dust");
    assert_eq!(world.status().reserve, uint(1_000));
}

/// F-01, F-02, F-03.
#[test]
fn the_reserve_takes_one_coin_of_the_denom_in_the_testnet() {
    let mut world = World::default();
    let alice = world.alice.clone();
    let license = world.license.clone();
    world.suite.chain.set_balance(&alice, vec![coin(50, "uother"), coin(5_000, DENOM)]).unwrap();
    for funds in [vec![], vec![coin(5, "uother")], vec![coin(5, "uother"), coin(5, DENOM)]] {
        world.suite.refuses_with("funds", |suite| suite.chain.execute(&alice, &license, &FUND, funds));
    }
    world.open_mainnet(0);

    let error = ContractError::WrongStage { expected: Stage::Testnet, found: Stage::Mainnet };
    assert!(error.to_string().contains("stage"));
    world.suite.refuses(error, |suite| suite.chain.execute(&alice, &license, &FUND, stake(5)));
}
