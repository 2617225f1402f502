//! `delegate`

use cosmwasm_std::{OverflowError, OverflowOperation};
use tributary_pool_registry::ContractError;
use tributary_testing::Parameters;
use tributary_types::pool_registry::{DelegationResponse, QueryMsg, CONTRACT};
use tributary_types::staker_registry;

use crate::support::suite::{uint, Suite};

#[test]
fn delegated_coins_are_bonded_in_the_name_of_the_pool() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");

    suite.delegate(&cyd, &ada, 300).unwrap();
    let outcome = suite.delegate(&cyd, &ada, 200).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["delegated delegator=cyd pool=ada amount=200 source=coins stake=500 pool_stake=1500"]
    );
    assert_eq!(suite.told(&outcome, staker_registry::CONTRACT), ["bonded staker=ada amount=200 tokens=1500"]);
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.total_stake, pool.self_stake, pool.delegators), (uint(1_500), uint(1_000), 2));
    assert_eq!(suite.holds(&suite.staker_registry), 1_500);
}

#[test]
fn a_delegation_is_shown_with_everything_about_it_and_a_strangers_with_zeros() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let (cyd, eve) = (suite.who("cyd"), suite.who("eve"));
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    suite.reward(&ada, 41).unwrap();

    let ask = |suite: &Suite, who: &cosmwasm_std::Addr| {
        let msg = QueryMsg::Delegation { pool: ada.to_string(), delegator: who.to_string() };
        suite.ask_pools::<DelegationResponse>(&msg).unwrap()
    };

    let expected = DelegationResponse {
        pool: ada.clone(),
        delegator: cyd.clone(),
        tokens: uint(1_000),
        locked: uint(0),
        licenses: 0,
        weight: uint(1_000),
        rewards: uint(20),
        auto_fee_ppm: None,
    };
    assert_eq!(ask(&suite, &cyd), expected);
    let nothing = uint(0);
    let strangers = DelegationResponse {
        delegator: eve.clone(),
        tokens: nothing,
        weight: nothing,
        rewards: nothing,
        ..expected
    };
    assert_eq!(ask(&suite, &eve), strangers);
}

///
#[test]
fn delegating_to_a_pool_that_does_not_exist_is_refused() {
    let mut suite = Suite::default();
    let cyd = suite.who("cyd");

    let unknown = ContractError::UnknownPool { pool: cyd.clone() };
    suite.refuses(unknown, |suite| suite.delegate(&cyd, &cyd, 5));
}

/// D13, R-24.
#[test]
fn the_minimum_counts_for_what_is_held_afterwards() {
    let mut suite = Suite::with(&Parameters { min_delegation: Some(100), ..Parameters::default() });
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");

    let below = |left| ContractError::BelowMinimumDelegation { minimum: uint(100), left: uint(left) };
    suite.refuses(below(99), |suite| suite.delegate(&cyd, &ada, 99));
    suite.delegate(&cyd, &ada, 100).unwrap();
    suite.delegate(&cyd, &ada, 1).unwrap();

    assert_eq!(suite.pool(&ada).unwrap().total_stake, uint(1_101));
}

/// a unit each from many people is allowed and costs nobody else anything.
#[test]
fn many_may_delegate_a_single_unit() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);

    for number in 0..50 {
        let dust = suite.who(&format!("dust{number}"));
        suite.delegate(&dust, &ada, 1).unwrap();
    }

    suite.reward(&ada, 1_050).unwrap();
    let last = suite.who("dust49");
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&last, &ada)), (1_000, 1));
    assert_eq!(suite.pool(&ada).unwrap().delegators, 51);
}

/// S-14 here: what does not fit 128 bits is refused, and nobody's exit suffers.
#[test]
fn more_than_128_bits_cannot_be_delegated() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    suite.set_stake(&ada, u128::MAX);

    let overflow = ContractError::Overflow(OverflowError::new(OverflowOperation::Add));
    suite.refuses(overflow, |suite| suite.delegate(&ada, &ada, u128::MAX));
    suite.undelegate(&ada, &ada, 1_000, 0).unwrap();
}
