//! `bond`

use cosmwasm_std::{OverflowError, OverflowOperation};
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::CONTRACT;

use crate::support::suite::{uint, Suite};

#[test]
fn bonded_coins_join_the_stake() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);

    let outcome = suite.bond(&sol, &sol, 5).unwrap();

    assert_eq!(suite.told(&outcome, CONTRACT), ["bonded staker=sol amount=5 tokens=1005"]);
    assert_eq!((suite.totals().tokens, suite.totals().power), (uint(1_005), uint(1_005)));
}

/// S-04.
#[test]
fn only_the_management_bonds_and_only_for_a_staker() {
    let mut suite = Suite::default();
    let (sol, eve) = (suite.solo("sol", 1_000), suite.who("eve"));

    let unknown = ContractError::UnknownStaker { staker: eve.clone() };
    suite.refuses(unknown, |suite| suite.bond(&eve, &eve, 5));
    let not = ContractError::NotManagement { staker: sol.clone(), management: sol.clone() };
    suite.refuses(not, |suite| suite.bond(&eve, &sol, 5));
}

#[test]
fn a_staker_below_the_minimum_counts_again_with_the_last_missing_unit() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);
    suite.unbond(&sol, 2, 0).unwrap();
    assert!(!suite.staker(&sol).active);

    suite.bond(&sol, &sol, 1).unwrap();
    assert_eq!((suite.totals().active_stakers, suite.totals().power), (0, uint(0)));
    suite.bond(&sol, &sol, 1).unwrap();

    assert_eq!((suite.totals().active_stakers, suite.totals().power), (1, uint(1_000)));
}

/// S-14.
#[test]
fn more_than_128_bits_cannot_be_bonded_and_what_is_there_leaves() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);
    suite.set_stake(&sol, u128::MAX);
    let stakers = suite.staker_registry.clone();
    suite.set_stake(&stakers, 0);

    let overflow = ContractError::Overflow(OverflowError::new(OverflowOperation::Add));
    suite.refuses(overflow, |suite| suite.bond(&sol, &sol, u128::MAX));
    suite.bond(&sol, &sol, u128::MAX - 1_000).unwrap();
    suite.unbond(&sol, u128::MAX, 0).unwrap();
}

/// S-14: the sum over all stakers too.
#[test]
fn the_sum_of_all_stakes_does_not_wrap() {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 1_000), suite.solo("tom", 1_000));
    suite.set_stake(&sol, u128::MAX - 2_000);
    suite.bond(&sol, &sol, u128::MAX - 2_000).unwrap();
    let stakers = suite.staker_registry.clone();
    suite.set_stake(&stakers, 0);

    let overflow = ContractError::Overflow(OverflowError::new(OverflowOperation::Add));
    suite.refuses(overflow, |suite| suite.bond(&tom, &tom, 1));
}
