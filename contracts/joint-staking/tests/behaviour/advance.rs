//! `advance`: many agreements ended, and nobody came by

use serde_json::json;
use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::ExecuteMsg;

use crate::support::suite::uint;
use crate::world::{
    accept, cancel, caps, claim, consent, edit, open, register, resume, revoke, settle, suspend, terminate,
    Changes, World, ADVANCE, DAY, FORWARD, FUND, START,
};

fn advance(limit: u32) -> ExecuteMsg {
    ExecuteMsg::Advance { limit: Some(limit) }
}

const BEHIND: ContractError = ContractError::Behind { max: 50 };

/// Agreements that end one second after the other, the first after 30 days.
fn crowd(count: u64, apart: u64) -> World {
    let mut world = World::with(|msg| msg.mutual_exit_free = Some(true));
    let (sam, otto) = (world.sam.clone(), world.otto.clone());
    for number in 0..count {
        let name = format!("x{number:03}");
        world.register(&name, &otto, "neat");
        world.bind(&name, &sam, 5_000, 1_000, 30);
        world.pass(apart);
    }
    world
}

#[test]
fn fifty_ends_are_worked_off_by_any_call() {
    let mut world = crowd(50, 1);
    world.pass_days(31);
    assert_eq!(world.totals().weight, uint(0));
    assert_eq!(world.claims(50), (1_296_000, 1_296_000));
    assert_eq!(world.claims(1), (1_296_000, 1_296_000));
    world.is_consistent();
}

/// Agreements that end in the same second are one end.
#[test]
fn hundred_ends_in_one_second_are_one() {
    let mut world = crowd(100, 0);
    world.pass_days(31);
    assert_eq!(world.claims(77), (1_296_000, 1_296_000));
    let eve = world.eve.clone();
    let told = world.tells(&eve, &ADVANCE);
    assert_eq!(told[0].split(' ').nth(1), Some("ends=0"));
    world.is_consistent();
}

/// With 51 ends whatever depends on the time is refused, until somebody advances.
#[test]
fn with_more_than_fifty_ends_somebody_advances_first() {
    let mut world = crowd(51, 1);
    let [olga, sam, sue, otto, eve, funder] =
        [&world.olga, &world.sam, &world.sue, &world.otto, &world.eve, &world.funder].map(Clone::clone);
    let (owner, registrar) = (world.suite.owner.clone(), world.registrar.clone());
    let offer = world.open("d1", 5_000, 1_000, 30);
    world.pass_until(30 * DAY + 49);
    assert_eq!(world.claims(1).0, 1_296_000, "50 ends");
    let mut world = crowd(51, 1);
    let offer_again = world.open("d1", 5_000, 1_000, 30);
    assert_eq!(offer, offer_again);
    world.pass_until(30 * DAY + 50);
    assert!(BEHIND.to_string().contains("advance"));

    for (who, msg) in [
        (&sam, claim(1)),
        (&otto, claim(51)),
        (&eve, settle(1)),
        (&otto, terminate(51)),
        (&otto, consent(51)),
        (&registrar, suspend("x001")),
        (&eve, FORWARD),
        (&owner, Changes { daily_caps: Some(caps(&[])), ..Changes::default() }.msg()),
    ] {
        world.refuses(who, &msg, BEHIND);
    }
    let stake = cosmwasm_std::coins(1_000, tributary_testing::DENOM);
    world.refuses_payment(&sue, &accept(offer), stake, BEHIND);
    let reward = cosmwasm_std::coins(5, crate::world::REWARD);
    world.refuses_payment(&funder, &FUND, reward, BEHIND);
    let escrow = world.address.clone();
    for query in [
        json!({"totals": {}}),
        json!({"agreement": {"agreement_id": 1}}),
        json!({"agreements_by_owner": {"owner": otto}}),
        json!({"agreements_by_staker": {"staker": sam}}),
        json!({"pending_rewards": {"agreement_id": 1}}),
        json!({"termination_preview": {"agreement_id": 1}}),
    ] {
        let error = world.suite.chain.query(&escrow, &query).unwrap_err().to_string();
        assert!(error.contains("advance first: more than 50 ended agreements wait"), "{error}");
    }

    // What does not depend on the time goes on.
    world.tells(&olga, &edit(offer, Some(6_000), None, None));
    world.tells(&olga, &cancel(offer));
    world.tells(&olga, &open("d1", 5_000, 1_000, 30));
    world.tells(&registrar, &register("d9", &olga, "neat"));
    world.tells(&owner, &Changes { penalty_bps: Some(5), ..Changes::default() }.msg());
    world.refuses(&otto, &revoke(51), ContractError::NoConsent);
    let up = ContractError::NotSuspended { device: "x001".to_owned() };
    world.refuses(&registrar, &resume("x001"), up);

    let told = world.tells(&eve, &ADVANCE);
    assert_eq!(told, [format!("advanced ends=50 until_secs={}", START + 30 * DAY + 49)]);
    world.is_consistent();
    assert_eq!(world.claims(51), (1_296_000, 1_296_000));
    world.is_consistent();
    let told = world.tells(&eve, &ADVANCE);
    assert!(told[0].starts_with("advanced ends=0 "), "{told:?}");
}

/// In steps of any size, and at most 50.
#[test]
fn advance_works_off_as_many_as_it_is_told() {
    let mut world = crowd(120, 1);
    let eve = world.eve.clone();
    world.pass_days(40);
    for (limit, ends) in [(0, 0), (1, 1), (7, 7), (1_000, 50), (51, 50), (u32::MAX, 12), (5, 0)] {
        let told = world.tells(&eve, &advance(limit));
        assert!(told[0].starts_with(&format!("advanced ends={ends} until_secs=")), "{limit}: {told:?}");
        world.is_consistent();
    }
    for id in [1, 8, 9, 58, 120] {
        assert_eq!(world.earned(id), 2_592_000);
    }
}

/// JS-04: `advance` changes no result, whenever somebody calls it.
#[test]
fn advance_changes_no_result() {
    let earned = |often: bool| {
        let mut world = World::with(|msg| msg.daily_caps = Some(caps(&[(0, 70_001), (9, 50_021)])));
        let (sam, sue, eve) = (world.sam.clone(), world.sue.clone(), world.eve.clone());
        world.bind("d1", &sam, 5_000, 777, 30);
        world.pass(5_555);
        world.bind("d2", &sue, 5_000, 1_000, 60);
        world.pass(4_444);
        world.bind("d3", &sue, 5_000, 501, 30);
        for _ in 0..45 {
            world.pass(77_777);
            if often {
                world.tells(&eve, &ADVANCE);
                world.tells(&eve, &advance(0));
            }
        }
        world.tells(&eve, &ADVANCE);
        let rows = [1, 2, 3].map(|id| world.pending(id));
        let accrual = tributary_joint_staking::state::ACCRUAL
            .load(&*world.suite.chain.app().contract_storage(&world.address))
            .unwrap();
        world.is_consistent();
        (rows, accrual)
    };
    assert_eq!(earned(true), earned(false));
}

/// An agreement whose end was passed long ago finds its index.
#[test]
fn an_end_that_was_passed_is_remembered() {
    let mut world = crowd(3, 1_000);
    let (sam, eve) = (world.sam.clone(), world.eve.clone());
    world.pass_days(31);
    world.tells(&eve, &ADVANCE);
    world.bind("d1", &sam, 5_000, 1_000, 365);
    world.pass_days(300);
    for id in [2, 1, 3] {
        assert_eq!(world.claims(id), (1_296_000, 1_296_000));
        world.settle(id);
        world.is_consistent();
    }
}

/// The last of an end that leaves early takes the end with it, and others may end there later.
#[test]
fn an_end_that_all_left_early_is_no_end() {
    let mut world = crowd(51, 1);
    let (sam, otto) = (world.sam.clone(), world.otto.clone());
    world.pass_until(DAY);
    world.tells(&sam, &terminate(20));
    world.is_consistent();
    world.pass_until(31 * DAY);
    assert_eq!(world.claim(&otto, 51), 1_296_000, "50 ends are left");
    world.is_consistent();
}
