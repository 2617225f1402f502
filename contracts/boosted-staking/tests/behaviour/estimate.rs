//! What a stake would weigh and earn

use std::str::FromStr;

use cosmwasm_std::{Addr, Decimal256, Uint256};
use tributary_types::boosted_staking::{EstimateResponse, QueryMsg};

use crate::support::suite::uint;
use crate::world::{decimal, time, World, DAY, DAYS};

fn question(amount: u128, days: u32, nfts: u64, loyalty: u64) -> QueryMsg {
    QueryMsg::Estimate { amount: uint(amount), days, nfts, loyalty }
}

fn estimate(world: &World, amount: u128, days: u32, nfts: u64, loyalty: u64) -> EstimateResponse {
    world.ask(&question(amount, days, nfts, loyalty))
}

/// The golden vectors of the specification, and by how much time, NFTs and loyalty raise a weight (cut, not rounded).
#[test]
fn weights_are_those_of_the_source() {
    let world = World::default();
    let unit_weight = |days, nfts, loyalty| estimate(&world, 1_000_000_000, days, nfts, loyalty).unit_weight;
    for (days, nfts, loyalty, expected) in [
        (30, 0, 0, "0.4"),
        (360, 0, 0, "0.4"),
        (30, 1, 100, "0.64"),
        (360, 1, 100, "3.28"),
        (180, 4, 2_500, "4.36"),
        (360, 100, 35_000, "35.469966592386188986"),
        (365, 101, 35_001, "35.469966592386188986"),
        (365, u64::MAX, u64::MAX, "35.469966592386188986"),
    ] {
        assert_eq!(unit_weight(days, nfts, loyalty), decimal(expected), "{days} {nfts} {loyalty}");
    }
    let raise = |from: (u32, u64, u64), to: (u32, u64, u64)| {
        let [from, to] = [from, to].map(|(days, nfts, loyalty)| unit_weight(days, nfts, loyalty));
        ((to - from) / from).to_string()[..5].to_owned()
    };
    for (from, to, expected) in [
        ((30, 1, 100), (360, 1, 100), "4.125"),
        ((30, 100, 35_000), (360, 100, 35_000), "9.675"),
        ((30, 1, 35_000), (30, 100, 35_000), "0.951"),
        ((360, 1, 100), (360, 100, 100), "5.926"),
        ((30, 100, 100), (30, 100, 35_000), "0.470"),
        ((360, 1, 100), (360, 1, 35_000), "3.887"),
    ] {
        assert_eq!(raise(from, to), expected, "{from:?} {to:?}");
    }
}

/// Alone, beside others, and of the rest of a programme.
#[test]
fn an_estimate_shares_with_the_weight_that_is_there() {
    let mut world = World::default();
    let alice = world.alice.clone();
    let expected = EstimateResponse {
        months: 2,
        ends_at: time(61 * DAY),
        unit_weight: decimal("0.4"),
        weight: Uint256::from(400u128),
        reward: uint(61_000_011),
        reward_per_day: uint(1_000_000),
        apr: Decimal256::from_str("365000.066605839416058394").unwrap(),
    };
    assert_eq!(estimate(&world, 1_000, 61, 0, 0), expected);
    world.stake(&alice, 3_000, 360);
    world.pass_until(DAY + 1);

    let found = estimate(&world, 1_000, 61, 0, 0);

    let expected = EstimateResponse {
        ends_at: time(63 * DAY),
        // 62 days less a second of 1,000,000.18 a day, a quarter of them.
        reward: uint(15_499_999),
        reward_per_day: uint(250_000),
        apr: Decimal256::from_str("91250.016651459854014598").unwrap(),
        ..expected
    };
    assert_eq!(found, expected);
}

/// G-11: if nothing changes, it comes as it was estimated, whatever the boost.
#[test]
fn a_stake_earns_its_estimate_if_nothing_changes() {
    for (second, nfts, loyalty) in [(0, 0, 0), (5, 0, 700), (3 * DAY + 77, 0, 35_000)] {
        let mut world = World::default();
        let (alice, bob) = (world.alice.clone(), world.bob.clone());
        world.stake(&bob, 5_000, 365);
        world.set_loyalty(&alice, loyalty);
        world.pass_until(second);
        let expected = estimate(&world, 777, 100, nfts, loyalty);

        let id = world.stake(&alice, 777, 100);

        let position = world.position(id);
        assert_eq!((position.weight, position.ends_at), (expected.weight, expected.ends_at));
        assert_eq!(position.months, expected.months);
        world.pass_until(second + DAY);
        assert_eq!(world.earned(id), expected.reward_per_day.u128());
        world.pass_days(120);
        assert_eq!(world.earned(id), expected.reward.u128());
    }
}

/// Refused like a stake for the period and the programme, not for the phase, the funds or the minimum.
#[test]
fn an_estimate_is_refused_like_a_stake() {
    let mut world = World::empty(|msg| {
        msg.starts_at = time(DAY);
        msg.phase1_days = Some(14);
        msg.min_stake = Some(uint(1_000));
    });
    assert!(world.query_error(&question(1_000, 30, 0, 0)).contains("programme: it starts at"));
    world.pass_until(DAY);
    assert_eq!(estimate(&world, 1, 30, 0, 0).months, 1);
    for days in [0, 29, 366, u32::MAX] {
        assert!(world.query_error(&question(1_000, days, 0, 0)).contains("period: "), "{days}");
    }
    assert!(world.query_error(&question(0, 30, 0, 0)).contains("minimum: "));
    world.pass_until((1 + DAYS - 30) * DAY);
    assert_eq!(estimate(&world, 1, 30, 0, 0).ends_at, time((1 + DAYS) * DAY));
    world.suite.wait(1);
    assert!(world.query_error(&question(1, 30, 0, 0)).contains("programme: it ends at"));
}

/// The largest amounts are answered, whatever weighs already.
#[test]
fn the_largest_amount_is_answered() {
    let mut world = World::default();
    let alice: Addr = world.alice.clone();
    world.stake(&alice, 1, 30);
    let found = estimate(&world, u128::MAX, 365, 1_000, u64::MAX);
    assert_eq!(found.reward, uint(365_000_066));
    assert_eq!(found.apr, Decimal256::zero());
}
