//! `fund`

use cosmwasm_std::{coin, coins};
use cw_utils::PaymentError;
use tributary_boosted_staking::ContractError;
use tributary_testing::DENOM;
use tributary_types::boosted_staking::ExecuteMsg;

use crate::support::suite::uint;
use crate::world::{time, World, DAY, DAYS, REWARD, TOTAL};

const FUND: ExecuteMsg = ExecuteMsg::Fund {};

#[test]
fn anybody_adds_rewards_at_any_time_before_the_end() {
    let mut world = World::empty(|msg| msg.starts_at = time(5 * DAY));
    let (funder, eve, vault) = (world.funder.clone(), world.eve.clone(), world.address.clone());
    world.suite.chain.set_balance(&eve, coins(70, REWARD)).unwrap();

    let outcome = world.fund(&eve, 70).unwrap();
    assert_eq!(world.told(&outcome), ["funded sender=eve amount=70 funded=70"]);
    world.pass_until(5 * DAY);
    let outcome = world.fund(&funder, 30).unwrap();
    assert_eq!(world.told(&outcome), ["funded sender=funder amount=30 funded=100"]);
    world.pass_until((5 + DAYS) * DAY - 1);
    let outcome = world.fund(&funder, 1).unwrap();

    assert_eq!(world.told(&outcome), ["funded sender=funder amount=1 funded=101"]);
    assert_eq!((world.rewards_of(&vault), world.vault().funded), (101, uint(101)));
    assert_eq!((world.rewards_of(&eve), world.rewards_of(&funder)), (0, (1 << 60) - 31));
    world.is_consistent();
}

/// V-11.
#[test]
fn nobody_adds_more_than_the_schedule_needs() {
    let mut world = World::empty(|_| {});
    let funder = world.funder.clone();
    let full = |missing, given| ContractError::FundedInFull { missing: uint(missing), given: uint(given) };
    assert!(full(0, 1).to_string().contains("funded"));
    world.refuses_payment(&funder, &FUND, coins(TOTAL + 1, REWARD), full(TOTAL, TOTAL + 1));
    world.fund(&funder, TOTAL - 5).unwrap();
    world.refuses_payment(&funder, &FUND, coins(6, REWARD), full(5, 6));

    world.fund(&funder, 5).unwrap();

    assert_eq!(world.vault().funded, uint(TOTAL));
    world.refuses_payment(&funder, &FUND, coins(1, REWARD), full(0, 1));
}

/// V-11.
#[test]
fn nobody_adds_rewards_after_the_end() {
    let mut world = World::empty(|_| {});
    let funder = world.funder.clone();
    for second in [DAYS * DAY, DAYS * DAY + 1, 3 * DAYS * DAY] {
        world.pass_until(second);
        let over = ContractError::Over { ended_at: time(DAYS * DAY) };
        world.refuses_payment(&funder, &FUND, coins(1, REWARD), over);
    }
}

/// F-01 to F-03, F-10: the stake's coins are no rewards where both differ, and the other way round.
#[test]
fn each_message_takes_one_coin_of_its_asset() {
    let mut world = World::empty(|_| {});
    let funder = world.funder.clone();
    for (msg, own, other) in [(FUND, REWARD, DENOM), (ExecuteMsg::Stake { days: 30 }, DENOM, REWARD)] {
        let wrong = [
            (vec![], PaymentError::NoFunds {}),
            (coins(5, other), PaymentError::MissingDenom(own.to_owned())),
            (vec![coin(5, own), coin(5, other)], PaymentError::MultipleDenoms {}),
            (vec![coin(5, other), coin(5, own)], PaymentError::MultipleDenoms {}),
            (vec![coin(5, own), coin(5, own)], PaymentError::MultipleDenoms {}),
        ];
        for (funds, error) in wrong {
            let error = ContractError::Funds(error);
            assert!(error.to_string().contains("funds"));
            world.refuses_payment(&funder, &msg, funds, error);
        }
    }
}

/// Fault 42: coins that come without a message are nobody's, and change no answer.
#[test]
fn a_donation_changes_nothing() {
    let mut world = World::default();
    let (alice, funder, vault) = (world.alice.clone(), world.funder.clone(), world.address.clone());
    world.stake(&alice, 1_000, 30);
    world.pass_days(3);
    let before = (world.vault(), world.positions(&alice), world.account(&alice));

    for denom in [REWARD, DENOM] {
        world.suite.chain.send(&funder, &vault, coins(1 << 50, denom)).unwrap();
    }

    assert_eq!((world.vault(), world.positions(&alice), world.account(&alice)), before);
}
