//! Penalties for the treasury

use cosmwasm_std::{coins, Addr};
use cw_ownable::OwnershipError;
use tributary_controls::ControlError;
use tributary_joint_staking::ContractError;
use tributary_testing::{Parameters, DENOM};
use tributary_types::joint_staking::InstantiateMsg;
use tributary_types::treasury_decay::{QueryMsg as TreasuryQuery, TreasuryResponse};

use crate::moody::{kind, moody, Temper};
use crate::support::suite::{uint, Suite};
use crate::world::{invalid, one_asset, set_treasury, terminate, World, FORWARD, POOL, REWARD};

/// An escrow of one coin with a treasury-decay.
fn with_treasury(change: impl FnOnce(&mut InstantiateMsg)) -> (World, Addr) {
    let mut suite = Suite::default();
    let (treasury, _) = suite.deploy_treasury(&Parameters::default().revenue, &[]).unwrap();
    suite.call(&treasury, "treasury");
    let address = treasury.to_string();
    let mut world = World::on(suite, |msg| {
        one_asset(msg);
        msg.treasury = Some(address);
        change(msg);
    });
    world.fund(POOL);
    (world, treasury)
}

/// Lets sam leave after 10 of 30 days: 103,680 out of its rewards.
fn leave(world: &mut World, device: &str) -> u64 {
    let sam = world.sam.clone();
    let id = world.bind(device, &sam, 4_000, 1_000, 30);
    world.pass_days(10);
    world.tells(&sam, &terminate(id));
    id
}

#[test]
fn penalties_wait_until_somebody_sends_them_to_the_treasury() {
    let (mut world, treasury) = with_treasury(|_| {});
    let eve = world.eve.clone();
    world.refuses(&eve, &FORWARD, ContractError::NothingDue);
    assert!(ContractError::NothingDue.to_string().contains("nothing"));
    let id = leave(&mut world, "d1");
    let totals = world.totals();
    assert_eq!((totals.penalties, totals.revenue_due), (uint(103_680), uint(103_680)));
    assert_eq!(totals.reward_pool, uint(POOL - 864_000), "no penalty is in the pool");
    assert_eq!(totals.rewards_funded, uint(POOL));
    world.is_consistent();

    let told = world.tells(&eve, &FORWARD);

    assert_eq!(told, ["revenue_forwarded treasury=treasury amount=103680"]);
    assert_eq!(world.suite.holds(&treasury), 103_680);
    let answer: TreasuryResponse =
        world.suite.chain.query_as(&treasury, &TreasuryQuery::Treasury {}).unwrap();
    assert_eq!(answer.balance, uint(103_680), "nothing is staked: all is the treasury's");
    let totals = world.totals();
    assert_eq!((totals.penalties, totals.revenue_due), (uint(103_680), uint(0)));
    world.refuses(&eve, &FORWARD, ContractError::NothingDue);
    assert_eq!(world.claims(id), (345_600, 414_720));
    world.nothing_is_left_but_the_pool();
}

/// From rewards, principal and coins alike, and several penalties together.
#[test]
fn penalties_of_every_origin_are_due() {
    let (mut world, treasury) = with_treasury(|_| {});
    let (olga, sam, eve) = (world.olga.clone(), world.sam.clone(), world.eve.clone());
    let id = world.bind_d1();
    let other = world.bind("d2", &sam, 4_000, 200_000, 30);
    world.pass_days(10);
    for party in [&olga, &sam] {
        world.claim(party, id);
        world.claim(party, other);
    }
    world.pay(&olga, &terminate(id), coins(69_121, DENOM)).unwrap();
    world.is_consistent();
    world.tells(&sam, &terminate(other));
    assert_eq!(world.totals().revenue_due, uint(69_120 + 103_680));
    world.is_consistent();
    world.tells(&eve, &FORWARD);
    assert_eq!(world.suite.holds(&treasury), 172_800);
    world.nothing_is_left_but_the_pool();
}

/// Where the treasury was unset meanwhile, what is due goes into the pool.
#[test]
fn what_is_due_goes_into_the_pool_if_the_treasury_was_unset() {
    let (mut world, treasury) = with_treasury(|_| {});
    let eve = world.eve.clone();
    leave(&mut world, "d1");
    let before = world.totals();

    assert_eq!(world.owner_tells(&set_treasury(None)), ["treasury_set"]);
    assert_eq!(world.config().treasury, None);
    leave(&mut world, "d2");
    let totals = world.totals();
    assert_eq!(totals.revenue_due, uint(103_680), "the second is in the pool");
    assert_eq!(totals.rewards_funded, uint(POOL + 103_680));
    world.is_consistent();
    let told = world.tells(&eve, &FORWARD);

    assert_eq!(told, ["revenue_forwarded amount=103680"]);
    assert_eq!(world.suite.holds(&treasury), 0);
    let totals = world.totals();
    assert_eq!((totals.revenue_due, totals.penalties), (uint(0), uint(207_360)));
    assert_eq!(totals.rewards_funded, uint(POOL + 207_360));
    assert_eq!(totals.reward_pool, before.reward_pool + uint(207_360) - uint(864_000));
    world.refuses(&eve, &FORWARD, ContractError::NothingDue);
    world.is_consistent();
}

#[test]
fn the_owner_names_a_treasury_for_the_reward_coin() {
    let (mut world, treasury) = with_treasury(|_| {});
    let (eve, guardian) = (world.eve.clone(), world.suite.guardian.clone());
    world.owner_tells(&set_treasury(None));
    assert_eq!(world.owner_tells(&set_treasury(Some(&treasury))), ["treasury_set treasury=treasury"]);
    assert_eq!(world.config().treasury, Some(treasury.clone()));
    let not_owner = || ContractError::Control(ControlError::Ownership(OwnershipError::NotOwner));
    for stranger in [&eve, &guardian, &world.registrar.clone()] {
        world.refuses(stranger, &set_treasury(None), not_owner());
    }
    let escrow = world.address.clone();
    let bad = |given: &Addr| invalid("treasury", "a treasury for the reward asset", given);
    for stranger in [&eve, &escrow] {
        world.refuses_owner(&set_treasury(Some(stranger)), bad(stranger));
    }

    // A treasury for another coin.
    let mut world = World::on(world.into_parts().0, |_| {});
    world.refuses_owner(&set_treasury(Some(&treasury)), bad(&treasury));
    let moody = moody(&mut world.suite);
    world.owner_tells(&set_treasury(Some(&moody)));
}

/// Fault 37: no exit depends on the treasury.
#[test]
fn a_treasury_that_refuses_stops_nobody() {
    let mut suite = Suite::default();
    let cross = moody(&mut suite);
    let address = cross.to_string();
    let mut world = World::on(suite, |msg| msg.treasury = Some(address));
    world.fund(POOL);
    let (eve, escrow) = (world.eve.clone(), world.address.clone());
    world.set_temper(&cross, Temper::Cross(String::new()));

    let id = leave(&mut world, "d1");
    assert_eq!(world.claims(id), (345_600, 414_720));
    world.suite.refuses_with("cross today", |suite| suite.chain.execute(&eve, &escrow, &FORWARD, vec![]));
    assert_eq!(world.totals().revenue_due, uint(103_680));
    world.is_consistent();

    world.set_temper(&cross, kind(0));
    world.tells(&eve, &FORWARD);
    assert_eq!(world.suite.chain.balance(&cross, REWARD).unwrap(), uint(103_680));
    world.nothing_is_left_but_the_pool();
}

/// Revenue in the real treasury is told by that.
#[test]
fn the_treasury_knows_of_the_revenue() {
    let (mut world, treasury) = with_treasury(|_| {});
    let eve = world.eve.clone();
    leave(&mut world, "d1");
    let outcome = world.send(&eve, &FORWARD).unwrap();
    let told = world.suite.told(&outcome, tributary_types::treasury_decay::CONTRACT);
    assert!(told.iter().any(|fact| fact.starts_with("revenue_") && fact.contains("103680")), "{told:?}");
    assert_eq!(world.suite.holds(&treasury), 103_680);
}
