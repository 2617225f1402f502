//! The ends of the numbers

use cosmwasm_std::{coin, coins, OverflowError, OverflowOperation};
use serde_json::{json, Value};
use tributary_joint_staking::state::{Offer, Totals, OFFERS, TOTALS};
use tributary_joint_staking::ContractError;
use tributary_math::MathError;
use tributary_testing::DENOM;
use tributary_types::joint_staking::{ExecuteMsg, OfferFilter, OffersResponse, QueryMsg};

use crate::moody::moody;
use crate::support::suite::uint;
use crate::world::{
    accept, edit, neat, open, set_treasury, steps, terminate, Changes, World, DAY, FORWARD, FUND, REWARD,
};

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
    let mut world = World::empty(|_| {});
    let (sam, sue, escrow) = (world.sam.clone(), world.sue.clone(), world.address.clone());
    poor(&mut world);
    let first = world.open("d1", 4_000, u128::MAX, 30);
    let second = world.open("d3", 4_000, 100, 30);
    world.suite.set_stake(&sam, u128::MAX);
    world.accept(&sam, first);
    // As if the coins were elsewhere: the bank itself holds no more.
    world.suite.set_stake(&escrow, 0);
    world.suite.set_stake(&sue, 100);
    let error = ContractError::Overflow(overflow());
    world.refuses_payment(&sue, &accept(second), coins(100, DENOM), error);
    world.suite.set_stake(&sue, 0);
    world.suite.set_stake(&escrow, u128::MAX);
    world.pass_days(30);
    world.settle(first);
    assert_eq!(world.suite.holds(&sam), u128::MAX);
    world.suite.set_stake(&sam, 0);
    world.suite.set_stake(&sue, 100);
    world.accept(&sue, second);
    world.is_consistent();
}

/// The largest class, steps and multipliers with the largest pool, for a year and with a suspension.
#[test]
fn the_largest_numbers_go_through_everything() {
    let mut world = World::empty(|_| {});
    let (olga, sam, sue, funder) =
        (world.olga.clone(), world.sam.clone(), world.sue.clone(), world.funder.clone());
    let most = 10u128.pow(30);
    world.owner_tells(
        &Changes {
            time_multipliers: Some(crate::world::multipliers(&[(365, 100_000)])),
            ..Changes::default()
        }
        .msg(),
    );
    world.registrar_tells(&ExecuteMsg::SetClass {
        class: "neat".to_owned(),
        base_value: uint(most),
        capacity: uint(most),
        activation_stake: uint(most),
        kappa_steps: Some(steps(&[(20_000, 100_000)])),
        pool: None,
        enabled: None,
    });
    poor(&mut world);
    world.suite.chain.set_balance(&funder, coins(u128::MAX, REWARD)).unwrap();
    world.pay(&funder, &FUND, coins(u128::MAX, REWARD)).unwrap();
    for (device, staker) in [("d1", &sam), ("d3", &sue)] {
        world.suite.set_stake(staker, 2 * most);
        world.bind(device, staker, 7_000, 2 * most, 365);
    }
    assert_eq!(world.totals().weight, uint(200 * most));
    world.pass_days(100);
    assert_eq!(world.earned(1), 10_000 * most);
    world.suspend("d1");
    world.pass_days(200);
    world.resume("d1");
    world.pass_days(65);
    world.is_consistent();
    assert_eq!((world.earned(1), world.earned(2)), (16_500 * most, 36_500 * most));
    for id in [1, 2] {
        world.settle(id);
        world.claims(id);
    }
    assert_eq!(world.purse(&olga).1, 11_550 * most);
    world.nothing_is_left_but_the_pool();
}

/// A cap and a pool that leave next to nothing of a vast weight, and a weight of one under all there is.
#[test]
fn vast_weights_share_next_to_nothing() {
    let mut world = World::empty(|_| {});
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    world.registrar_tells(&crate::world::class_of("neat", 10u128.pow(30), 1_000, 1));
    world.bind("d1", &sam, 5_000, 1_000, 365);
    world.registrar_tells(&crate::world::class_of("neat", 1_000, 1_000, 1));
    world.bind("d3", &sue, 5_000, 1, 365);
    world.fund(3);
    world.pass_days(365);
    world.is_consistent();
    assert!(world.earned(1) <= 3 && world.earned(1) >= 2, "{}", world.earned(1));
    assert_eq!(world.earned(2), 0);
    for id in [1, 2] {
        world.settle(id);
        world.claims(id);
    }
    world.nothing_is_left_but_the_pool();
}

/// What was ever funded fits 128 bits, or it is refused on entry; leaving works.
#[test]
fn rewards_beyond_their_word_are_refused_on_entry() {
    let mut world = World::empty(|_| {});
    let (sam, funder) = (world.sam.clone(), world.funder.clone());
    poor(&mut world);
    world.suite.set_stake(&sam, 1_000);
    world.suite.chain.set_balance(&funder, coins(u128::MAX, REWARD)).unwrap();
    world.pay(&funder, &FUND, coins(u128::MAX, REWARD)).unwrap();
    let id = world.bind_d1();
    world.pass_days(30);
    world.settle(id);
    world.claims(id);
    let olga = world.olga.clone();
    world.suite.chain.set_balance(&olga, vec![]).unwrap();
    world.suite.chain.set_balance(&sam, vec![coin(1_000, DENOM)]).unwrap();
    world.suite.chain.set_balance(&funder, coins(1, REWARD)).unwrap();
    let error = ContractError::Math(MathError::Overflow(overflow()));
    world.refuses_payment(&funder, &FUND, coins(1, REWARD), error);
}

/// G-07, fault 49: a penalty that the pool's sum does not hold any more stops nobody from leaving.
#[test]
fn a_full_sum_of_rewards_stops_no_early_exit() {
    let mut world = World::empty(|_| {});
    let (sam, funder, eve) = (world.sam.clone(), world.funder.clone(), world.eve.clone());
    poor(&mut world);
    world.suite.set_stake(&sam, 1_000);
    world.suite.chain.set_balance(&funder, coins(u128::MAX, REWARD)).unwrap();
    world.pay(&funder, &FUND, coins(u128::MAX, REWARD)).unwrap();
    let id = world.bind_d1();
    world.pass_days(10);

    world.tells(&sam, &terminate(id));

    // What the pool cannot count waits, and a treasury can have it.
    let totals = world.totals();
    assert_eq!((totals.penalties, totals.revenue_due), (uint(103_680), uint(103_680)));
    assert_eq!(totals.rewards_funded, uint(u128::MAX));
    world.is_consistent();
    let error = ContractError::Math(MathError::Overflow(overflow()));
    world.refuses(&eve, &FORWARD, error);
    let treasury = moody(&mut world.suite);
    world.owner_tells(&set_treasury(Some(&treasury)));
    world.tells(&eve, &FORWARD);
    assert_eq!(world.suite.chain.balance(&treasury, REWARD).unwrap(), uint(103_680));
    assert_eq!(world.claims(id), (345_600, 414_720));
    world.nothing_is_left_but_the_pool();
}

/// G-07: nor does the sum of all penalties, which is there to be read.
#[test]
fn a_full_sum_of_penalties_stops_no_early_exit() {
    let mut world = World::default();
    let (sam, escrow) = (world.sam.clone(), world.address.clone());
    let id = world.bind_d1();
    world.pass_days(10);
    let totals = TOTALS.load(&*world.suite.chain.app().contract_storage(&escrow)).unwrap();
    let totals = Totals { penalties: uint(u128::MAX - 103_679), ..totals };
    TOTALS.save(&mut *world.suite.chain.storage_mut(&escrow), &totals).unwrap();
    let pool = world.totals().reward_pool;
    world.tells(&sam, &terminate(id));
    assert_eq!((world.totals().penalties, world.totals().revenue_due), (uint(u128::MAX), uint(0)));
    assert_eq!(world.totals().reward_pool, pool + uint(103_680));
}

/// Seeds the id of the newest offer.
fn with_last_id(world: &mut World, last_offer_id: u64) {
    let escrow = world.address.clone();
    let totals = Totals { last_offer_id, ..Totals::default() };
    TOTALS.save(&mut *world.suite.chain.storage_mut(&escrow), &totals).unwrap();
}

/// Fault 51: the last id is used, and once only; agreements under it end.
#[test]
fn the_last_ids_are_used_once() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    with_last_id(&mut world, u64::MAX - 2);
    assert_eq!(world.bind("d1", &sam, 4_000, 1_000, 30), u64::MAX - 1);
    assert_eq!(world.bind("d2", &sam, 4_000, 1_000, 30), u64::MAX);
    let otto = world.otto.clone();
    world.refuses(&otto, &open("d3", 4_000, 1_000, 30), ContractError::Overflow(overflow()));
    world.is_consistent();
    world.tells(&olga, &terminate(u64::MAX));
    world.pass_days(30);
    world.settle(u64::MAX - 1);
    world.claims(u64::MAX - 1);
    world.is_consistent();
}

/// Fault 51: a revision counts no further than it can; the offer can still be taken and cancelled.
#[test]
fn the_last_revision_is_the_last() {
    let mut world = World::default();
    let (olga, sam, escrow) = (world.olga.clone(), world.sam.clone(), world.address.clone());
    let id = world.open("d1", 4_000, 1_000, 30);
    let offer: Offer = OFFERS.load(&*world.suite.chain.app().contract_storage(&escrow), id).unwrap();
    let last = Offer { revision: u64::MAX - 1, ..offer };
    OFFERS.save(&mut *world.suite.chain.storage_mut(&escrow), id, &last).unwrap();
    world.tells(&olga, &edit(id, Some(5_000), None, None));
    assert_eq!(world.offer(id).revision, u64::MAX);
    world.refuses(&olga, &edit(id, Some(4_000), None, None), ContractError::Overflow(overflow()));
    world.accept(&sam, id);
    world.is_consistent();
}

/// Fault 24: agreements at the end of the time that blocks can tell.
#[test]
fn the_latest_agreements_start_and_are_left() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let last = u64::MAX / 1_000_000_000;
    let wait = last - 40 * DAY - world.now();
    world.suite.chain.advance(wait, 1).unwrap();
    let ends = world.bind_d1();
    let never = world.bind("d2", &sam, 4_000, 1_000, 365);
    world.suite.chain.advance(40 * DAY, 1).unwrap();
    world.settle(ends);
    assert_eq!(world.claims(ends), (1_036_800, 1_555_200));
    world.tells(&olga, &terminate(never));
    world.is_consistent();
}

/// G-05: whatever is asked, the escrow answers or refuses; a name that no class can have is asked for as well.
fn asked_for_a_long_name(wanted: impl Fn(&World, &str) -> Value) {
    let world = World::default();
    let query = wanted(&world, &"x".repeat(70_000));
    let Err(error) = world.suite.chain.query(&world.address, &query) else { return };
    let text = format!("{error:#}");
    assert!(text.contains("not found") && !text.contains("panicked"), "{}", &text[..text.len().min(200)]);
}

#[test]
fn a_name_of_any_length_may_be_asked_for() {
    asked_for_a_long_name(|_, name| json!({"class": {"class": name}}));
    asked_for_a_long_name(|_, name| json!({"classes": {"start_after": name}}));
    asked_for_a_long_name(|_, name| json!({"device": {"device": name}}));
    asked_for_a_long_name(|_, name| json!({"devices": {"start_after": name}}));
    asked_for_a_long_name(|world, name| json!({"devices": {"owner": world.olga, "start_after": name}}));
}

#[test]
fn offers_of_a_class_of_any_length_may_be_asked_for() {
    asked_for_a_long_name(|_, name| json!({"open_offers": {"filter": {"class": name}}}));
}

/// The longest name that a class can have is one to ask for.
#[test]
fn offers_of_the_longest_name_of_a_class_are_found() {
    let mut world = World::default();
    let (name, otto) = ("x".repeat(128), world.otto.clone());
    world.set_class(&name, 5, 5, 5);
    world.register("d4", &otto, &name);
    let id = world.open("d4", 4_000, 5, 30);
    let filter = Some(OfferFilter::Class(name));
    let found: OffersResponse = world.ask(&QueryMsg::OpenOffers { filter, start_after: None, limit: None });
    assert_eq!(found.offers, [world.offer(id)]);
}

/// Weights beyond their word are refused on entry: 10^32 each, so this takes an escrow of millions; here the sum is near its end
/// because of what is stored.
#[test]
fn weights_beyond_their_word_are_refused_on_entry() {
    use tributary_joint_staking::state::ACCRUAL;
    let mut world = World::default();
    let (sam, escrow) = (world.sam.clone(), world.address.clone());
    let mut accrual = ACCRUAL.load(&*world.suite.chain.app().contract_storage(&escrow)).unwrap();
    accrual.weight = uint(u128::MAX - 86_399);
    ACCRUAL.save(&mut *world.suite.chain.storage_mut(&escrow), &accrual).unwrap();
    let id = world.open("d1", 4_000, 1_000, 30);
    let error = ContractError::Math(MathError::Overflow(overflow()));
    world.refuses_payment(&sam, &accept(id), coins(1_000, DENOM), error);
    world.registrar_tells(&neat(None, None, Some(true)));
    world.set_class("neat", 86_399, 1_000, 100);
    world.accept(&sam, id);
    assert_eq!(world.totals().weight, uint(u128::MAX));
}
