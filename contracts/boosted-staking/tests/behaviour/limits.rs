//! The ends of the numbers

use cosmwasm_std::{coins, Decimal, OverflowError, OverflowOperation, Uint256};
use tributary_boosted_staking::state::{Totals, TOTALS};
use tributary_boosted_staking::ContractError;
use tributary_math::MathError;
use tributary_testing::DENOM;
use tributary_types::boosted_staking::{BoostCollection, CountedBy, Weights};

use crate::moody::{kind, moody};
use crate::support::suite::{uint, Suite};
use crate::world::{time, withdraw, World, CLAIM, DAY, REWARD, SWEEP, TOTAL};

fn overflow() -> OverflowError {
    OverflowError::new(OverflowOperation::Add)
}

/// Empties all purses, so that amounts near 2^128 exist.
fn poor(world: &mut World) {
    for account in world.suite.chain.balances().unwrap().into_keys() {
        world.suite.chain.set_balance(&account, vec![]).unwrap();
    }
}

/// Fault 49: principals beyond 128 bits are refused on entry, and whoever is in leaves.
#[test]
fn principals_beyond_their_word_are_refused_on_entry() {
    let mut world = World::default();
    let (alice, bob, vault) = (world.alice.clone(), world.bob.clone(), world.address.clone());
    poor(&mut world);
    world.suite.chain.set_balance(&vault, coins(TOTAL, REWARD)).unwrap();
    world.suite.set_stake(&alice, u128::MAX);
    world.stake(&alice, u128::MAX, 30);
    world.suite.set_stake(&vault, 0);
    world.suite.set_stake(&bob, 1);
    world.refuses_stake(&bob, 1, 30, ContractError::Overflow(overflow()));

    world.pass_days(90);

    // Matured, but the principal is still here.
    world.refuses_stake(&bob, 1, 30, ContractError::Overflow(overflow()));
    world
        .suite
        .chain
        .set_balance(&vault, vec![cosmwasm_std::coin(TOTAL, REWARD), cosmwasm_std::coin(u128::MAX, DENOM)])
        .unwrap();
    world.suite.set_stake(&bob, 0);
    world.tells(&alice, &withdraw(1));
    assert!(world.claim(&alice) <= 30_000_005);
    world.is_consistent();
}

/// Fault 49: what a user ever staked fits its word, or it is refused on entry.
#[test]
fn a_history_beyond_its_word_is_refused_on_entry() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    poor(&mut world);
    let vault = world.address.clone();
    world.suite.chain.set_balance(&vault, coins(TOTAL, REWARD)).unwrap();
    world.suite.set_stake(&alice, u128::MAX);
    world.stake(&alice, u128::MAX, 30);
    world.pass_days(30);
    world.tells(&alice, &withdraw(1));

    let error = ContractError::Math(MathError::Overflow(overflow()));
    world.refuses_stake(&alice, 1, 30, error);

    world.suite.set_stake(&alice, 0);
    world.suite.set_stake(&bob, u128::MAX);
    world.stake(&bob, u128::MAX, 30);
    assert_eq!(world.vault().principal_held, uint(u128::MAX));
}

/// BV-07: the largest weights, boosts, stakes and rewards that a programme can have earn, mature and leave.
#[test]
fn the_largest_numbers_go_through_everything() {
    let mut suite = Suite::default();
    let collection = moody(&mut suite);
    let address = collection.to_string();
    let ten = Decimal::percent(1_000);
    let mut world = World::empty_on(suite, |msg| {
        msg.total_rewards = uint(u128::MAX);
        msg.min_stake = Some(uint(1 << 34));
        msg.duration_days = Some(3_650);
        msg.vesting_days = Some(3_650);
        msg.nft_cap = Some(1_000);
        msg.loyalty_cap = Some(1_000_000_000_000);
        msg.weights = Some(Weights { w1: ten, w2: ten, w3: ten, w4: ten, b0: ten });
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Balance });
    });
    let [alice, bob, funder] = [&world.alice, &world.bob, &world.funder].map(Clone::clone);
    poor(&mut world);
    world.suite.chain.set_balance(&funder, coins(u128::MAX, REWARD)).unwrap();
    world.fund(&funder, u128::MAX).unwrap();
    world.set_temper(&collection, kind(u64::MAX.into()));
    for (user, amount) in [(&alice, u128::MAX - (1 << 34)), (&bob, 1 << 34)] {
        world.set_loyalty(user, u64::MAX);
        world.suite.set_stake(user, amount);
        world.stake(user, amount, 365);
    }
    // 10 + 10 * 6 * (10 + 10 * 31.6.. + 10 * 50000).
    let weight = world.position(2).weight;
    assert!(weight > Uint256::from_u128(30_019_583 << 34) && weight < Uint256::from_u128(30_019_584 << 34));
    world.is_consistent();
    world.pass_days(100);
    world.set_loyalty(&alice, 0);
    world.pass_days(3_550);
    let swept = world.tells(&alice, &SWEEP);
    assert_eq!(swept.len(), 1);
    world.pass_days(3_650);
    for (user, id) in [(&alice, 1), (&bob, 2)] {
        world.tells(user, &withdraw(id));
        world.send(user, &CLAIM).unwrap();
    }
    // 365 of 3,650 days, less what an index of 160 bits does not show of a weight of 214.
    let claimed = world.vault().claimed.u128();
    assert!(claimed <= u128::MAX / 10 && claimed > u128::MAX / 10 - (1 << 54), "{claimed}");
    world.is_consistent();
}

/// BV-14: an index of 160 bits is exact to `weight / 2^160` units of a reward, here 5 (decisions.md): 10^12 tokens of 18
/// decimals with a boost of 1 for a year weigh 2^162 and more.
#[test]
fn a_reward_of_a_vast_stake_is_exact_to_what_its_index_shows() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.set_loyalty(&alice, 2_500);
    world.suite.set_stake(&alice, 10u128.pow(30));
    world.stake(&alice, 10u128.pow(30), 360);
    world.pass_days(360);
    let total = world.batch(1).total.u128();
    assert!((360_000_060..=360_000_065).contains(&total), "{total}");
}

/// A single unit of the least weight has the largest index, and it fits.
#[test]
fn the_smallest_stake_takes_the_largest_rewards() {
    let (atom, none) = (Decimal::from_atomics(1u128, 18).unwrap(), Decimal::zero());
    let mut world = World::empty(|msg| {
        msg.total_rewards = uint((1 << 95) - 1);
        msg.duration_days = Some(30);
        msg.weights = Some(Weights { w1: atom, w2: none, w3: none, w4: none, b0: none });
    });
    let (alice, funder) = (world.alice.clone(), world.funder.clone());
    poor(&mut world);
    world.suite.chain.set_balance(&funder, coins(1 << 95, REWARD)).unwrap();
    world.fund(&funder, (1 << 95) - 1).unwrap();
    world.suite.set_stake(&alice, 1);
    world.stake(&alice, 1, 30);
    world.pass_days(90);
    assert_eq!(world.claim(&alice), (1 << 95) - 1);
    world.is_consistent();
}

/// The latest programme that timestamps can tell runs to its end, and its rewards vest.
#[test]
fn the_latest_programme_runs_to_its_end() {
    let last = u64::MAX / 1_000_000_000;
    let start = last - 90 * DAY;
    let mut world = World::with(|msg| {
        msg.starts_at = cosmwasm_std::Timestamp::from_seconds(start);
        msg.duration_days = Some(30);
    });
    let alice = world.alice.clone();
    world.pass_until(start - time(0).seconds());
    world.stake(&alice, 1_000, 30);
    world.pass_days(30);
    assert_eq!(world.batch(1).fully_vested_at.seconds(), last);
    world.pass_until(last - time(0).seconds());
    assert_eq!(world.claim(&alice), TOTAL - 1);
    world.tells(&alice, &withdraw(1));
    world.is_consistent();
}

/// Seeds the id of the newest position.
fn with_last_id(world: &mut World, last_position_id: u64) {
    let (vault, now) = (world.address.clone(), world.vault());
    let totals = Totals {
        principal_held: now.principal_held,
        funded: now.funded,
        last_position_id,
        ..Totals::default()
    };
    TOTALS.save(&mut *world.suite.chain.storage_mut(&vault), &totals).unwrap();
}

/// Fault 51: the last id is used, and once only.
#[test]
fn the_last_ids_are_used_once() {
    let mut world = World::default();
    let alice = world.alice.clone();
    with_last_id(&mut world, u64::MAX - 2);
    assert_eq!(world.stake(&alice, 1_000, 30), u64::MAX - 1);
    assert_eq!(world.stake(&alice, 1_000, 30), u64::MAX);
    world.is_consistent();
    world.pass_days(30);
    for id in [u64::MAX, u64::MAX - 1] {
        world.tells(&alice, &withdraw(id));
    }
    world.is_consistent();
}

/// Fault 51.
#[test]
fn when_the_ids_are_used_up_nothing_opens() {
    let mut world = World::default();
    let alice = world.alice.clone();
    with_last_id(&mut world, u64::MAX);
    world.refuses_stake(&alice, 1_000, 30, ContractError::Overflow(overflow()));
}
