//! The reward machine at the edges of its words: largest stakes, largest rewards, the end of its life, clawbacks.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests stand outside of them"
)]

mod numbers;

use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigInt;
use numbers::{big, ten};
use tributary_math::release::ReleaseClock;
use tributary_math::rewards::{BookedRewards, Booking, DelegatorRewards, RewardPool};
use tributary_math::Ppm;

const STAKES: [u128; 5] = [1, 10u128.pow(6), 10u128.pow(18), 10u128.pow(29), 2u128.pow(127)];
const REWARDS: [u128; 3] = [1, 10u128.pow(29), 2u128.pow(127)];

/// Everything is shared at once.
const AT_ONCE: ReleaseClock = ReleaseClock { now: 0, period: 0 };

fn book(pool: RewardPool, balance: u128) -> (BookedRewards, Booking) {
    pool.book(Uint128::new(balance), Ppm::default(), AT_ONCE).unwrap()
}

/// A pool with one delegator of that stake.
fn pool_of_one(stake: u128) -> (RewardPool, DelegatorRewards) {
    let mut delegator = DelegatorRewards::default();
    let (mut booked, _) = book(RewardPool::default(), 0);
    booked.set_weight(&mut delegator, Uint128::new(stake)).unwrap();
    (booked.into_inner(), delegator)
}

/// Two to that power.
fn power(exponent: u32) -> BigInt {
    BigInt::from(2).pow(exponent)
}

#[test]
fn every_stake_takes_every_reward_twice_and_can_leave() {
    for stake in STAKES {
        for reward in REWARDS {
            let (pool, mut delegator) = pool_of_one(stake);

            let (mut booked, booking) = book(pool, reward);
            let first = booked.claim(&mut delegator).unwrap();
            let (mut booked, second) = book(booked.into_inner(), reward - first.u128() + reward);
            booked.set_weight(&mut delegator, Uint128::zero()).unwrap();
            let paid = big(first) + big(booked.claim(&mut delegator).unwrap());

            // D9 for a pool of one: whatever is not divisible by the stake waits, in parts of 10^36.
            let twice = BigInt::from(reward) * 2 * ten(36);
            let shared = &twice - &twice % stake;
            assert_eq!(paid, shared / ten(36), "{reward} for {stake}");
            assert_eq!(
                (booking.amount.u128(), second.amount.u128()),
                (reward, reward),
                "{reward} for {stake}"
            );
            let left = BigInt::from(reward) * 2 - paid;
            assert_eq!(big(booked.outstanding()), left, "{reward} for {stake}");
            assert_eq!(booked.weight(), Uint128::zero());
        }
    }
}

#[test]
fn a_stake_beyond_128_bits_is_an_error_and_changes_nothing() {
    let (pool, _) = pool_of_one(2u128.pow(127));
    let (mut booked, _) = book(pool, 0);
    let before = booked.clone();

    let mut other = DelegatorRewards::default();
    assert!(booked.set_weight(&mut other, Uint128::new(2u128.pow(127))).is_err());
    assert_eq!(booked, before);
}

/// A pool of one unit that has booked all it can but `rest`, everything paid.
fn old_pool(rest: u128) -> (RewardPool, DelegatorRewards) {
    let (mut pool, mut delegator) = pool_of_one(1);
    let mut left = power(136) - rest;
    while left > BigInt::ZERO {
        let reward = left.clone().min(BigInt::from(u128::MAX));
        let (mut booked, booking) = book(pool, u128::try_from(reward.clone()).unwrap());
        assert_eq!(big(booking.amount), reward);
        let paid = booked.claim(&mut delegator).unwrap();
        // One unit of stake divides everything.
        assert_eq!(big(paid), reward);
        pool = booked.into_inner();
        left -= reward;
    }
    assert_eq!(big(pool.lifetime()), power(136) - rest);
    (pool, delegator)
}

#[test]
fn what_exceeds_the_lifetime_limit_stays_unbooked_and_nobody_is_held() {
    let (pool, mut delegator) = old_pool(7);
    assert_eq!(pool.unbooked(Uint128::new(1_000)), Uint128::new(7));

    let (booked, booking) = book(pool, 1_000);
    assert_eq!((booking.amount.u128(), booking.shortfall.u128()), (7, 0));
    assert_eq!(big(booked.lifetime()), power(136));

    let (mut booked, booking) = book(booked.into_inner(), 1_000);
    assert_eq!((booking.amount.u128(), booking.shortfall.u128()), (0, 0));

    booked.set_weight(&mut delegator, Uint128::zero()).unwrap();
    assert_eq!(booked.claim(&mut delegator).unwrap(), Uint128::new(7));
    assert_eq!((booked.weight(), booked.outstanding()), (Uint128::zero(), Uint128::zero()));
}

#[test]
fn after_a_life_with_one_unit_of_stake_the_largest_stake_enters_earns_and_leaves() {
    let (pool, mut first) = old_pool(2u128.pow(127) + 3);
    assert_eq!(big(pool.crr()), (power(136) - 2u128.pow(127) - 3) * ten(36));

    // PR-08: crr is within a factor of two of the word size, and a stake of 2^127 is present in what follows.
    let (mut booked, _) = book(pool, 0);
    let mut second = DelegatorRewards::default();
    booked.set_weight(&mut second, Uint128::new(2u128.pow(127))).unwrap();
    let (mut booked, booking) = book(booked.into_inner(), 2u128.pow(127) + 3);
    assert_eq!(booking.amount.u128(), 2u128.pow(127) + 3);
    let growth = big(booked.crr()) - big(second.crr());
    assert!(growth * big(second.weight()) < power(256));

    for delegator in [&mut first, &mut second] {
        booked.set_weight(delegator, Uint128::zero()).unwrap();
    }
    let (one, other) = (booked.claim(&mut first).unwrap(), booked.claim(&mut second).unwrap());
    // D9: the quotient of the division by the stake, for each of both stakes; the remainder waits.
    let reward: BigInt = BigInt::from(2u128.pow(127)) + 3;
    let quotient: BigInt = reward.clone() * ten(36) / (BigInt::from(2u128.pow(127)) + 1);
    assert_eq!(big(one), quotient.clone() / ten(36));
    assert_eq!(big(other), quotient * 2u128.pow(127) / ten(36));
    assert_eq!(big(booked.outstanding()), reward - big(one) - big(other));
    assert!(book(booked.into_inner(), 1_000).1.amount.is_zero());
}

#[test]
fn a_life_of_rewards_for_nobody_waits_without_overflow() {
    let (pool, mut delegator) = old_pool(u128::MAX);
    let (mut booked, _) = book(pool, 0);
    booked.set_weight(&mut delegator, Uint128::zero()).unwrap();

    let (booked, booking) = book(booked.into_inner(), u128::MAX);
    assert_eq!(booking.amount.u128(), u128::MAX);
    assert_eq!(big(booked.remainder()), BigInt::from(u128::MAX) * ten(36));

    // Who returns with the largest stake gets it, but for what a stake so large leaves over.
    let mut booked = booked;
    booked.set_weight(&mut delegator, Uint128::new(2u128.pow(127))).unwrap();
    let (mut booked, _) = book(booked.into_inner(), u128::MAX);
    let paid = booked.claim(&mut delegator).unwrap();
    let whole = BigInt::from(u128::MAX) * ten(36);
    assert_eq!(big(paid), (&whole - &whole % 2u128.pow(127)) / ten(36));
}

#[test]
fn a_clawback_books_nothing_reports_the_shortfall_and_holds_nobody() {
    let (pool, mut delegator) = pool_of_one(10);
    let (booked, _) = book(pool, 1_000);
    assert_eq!(booked.outstanding().u128(), 1_000);

    let (booked, booking) = book(booked.into_inner(), 400);
    assert_eq!(booking, Booking { shortfall: Uint128::new(600), ..Booking::default() });
    assert_eq!((booked.outstanding().u128(), booked.lifetime()), (1_000, Uint256::from(1_000u128)));

    // What comes back fills the hole first.
    let (booked, booking) = book(booked.into_inner(), 1_000);
    assert_eq!((booking.amount.u128(), booking.shortfall.u128()), (0, 0));
    let (booked, booking) = book(booked.into_inner(), 1_005);
    assert_eq!((booking.amount.u128(), booking.shortfall.u128()), (5, 0));

    let (mut booked, booking) = book(booked.into_inner(), 0);
    assert_eq!(booking.shortfall.u128(), 1_005);
    booked.set_weight(&mut delegator, Uint128::zero()).unwrap();
    assert_eq!(booked.claim(&mut delegator).unwrap().u128(), 1_005);
    assert_eq!((booked.weight(), booked.outstanding()), (Uint128::zero(), Uint128::zero()));
}

#[test]
fn a_release_that_ends_beyond_the_end_of_time_is_cut_to_it() {
    let (pool, _) = pool_of_one(1);
    let clock = ReleaseClock { now: u64::MAX - 5, period: u64::MAX };
    let (booked, booking) = pool.book(Uint128::new(u128::MAX), Ppm::default(), clock).unwrap();

    assert_eq!(booking.released, Uint128::zero());
    assert_eq!(booked.release().map(|release| release.end), Some(u64::MAX));

    let clock = ReleaseClock { now: u64::MAX - 4, period: u64::MAX };
    let (_, booking) = booked.into_inner().book(Uint128::new(u128::MAX), Ppm::default(), clock).unwrap();
    assert_eq!(booking.released.u128(), u128::MAX / 5);
}
