//! `distribute_revenue`, and the release over time

use cosmwasm_std::coins;
use tributary_testing::DENOM;
use tributary_types::treasury_decay::{ExecuteMsg, RevenueResponse, UnstakedShare};

use crate::support::suite::uint;
use crate::world::{World, WEEK};

fn in_nanos(world: &World, seconds: u64) -> String {
    world.suite.nanos_after(seconds)
}

#[test]
fn anybody_brings_revenue_and_is_told_what_becomes_of_it() {
    let mut world = World::default();
    let (alice, ada, eve) = (world.alice.clone(), world.ada.clone(), world.eve.clone());
    world.stake(&alice, &ada, 1_000);
    let now = in_nanos(&world, 0);

    let told = world.revenue(700);

    let expected =
        format!("revenue_received amount=700 distributed=700 burned=0 to_treasury=0 release_end={now}");
    assert_eq!(told, expected);
    world.pay(&eve, &ExecuteMsg::DistributeRevenue {}, coins(300, DENOM)).unwrap();
    let expected = RevenueResponse {
        received: uint(1_000),
        distributed: uint(1_000),
        burned: uint(0),
        paid_to_pools: uint(0),
        paid_to_users: uint(0),
        spent: uint(0),
        treasury: uint(0),
        unreleased: uint(0),
        unsettled: uint(1_000),
    };
    assert_eq!(world.where_revenue_is(), expected);
    assert_eq!(world.delegation(&alice, &ada).1, 1_000);
}

/// TD-11, T-04.
#[test]
fn while_nothing_is_staked_all_is_the_treasurys_and_nothing_is_burned() {
    for unstaked_share in [UnstakedShare::Burn, UnstakedShare::Treasury, UnstakedShare::None] {
        let mut world = World::with(|msg| {
            msg.unstaked_share = Some(unstaked_share);
            msg.release_secs = Some(WEEK);
        });
        let began = in_nanos(&world, 0);

        let told = world.revenue(700);

        let expected =
            format!("revenue_received amount=700 distributed=0 burned=0 to_treasury=700 release_end={began}");
        assert_eq!(told, expected);
        assert_eq!(world.balance(), 700);
        world.is_consistent();
    }
}

/// TD-07, TD-13.
#[test]
fn a_revenue_is_released_evenly_over_its_time() {
    let mut world = World::with(|msg| msg.release_secs = Some(1_024));
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_024);
    let end = in_nanos(&world, 1_024);

    let told = world.revenue(1_024);

    assert!(told.ends_with(&format!("release_end={end}")), "{told}");
    for (seconds, released) in [(0, 0), (1, 1), (249, 250), (773, 1_023), (1, 1_024), (1, 1_024)] {
        world.suite.wait(seconds);
        let found = (world.delegation(&alice, &ada).1, world.where_revenue_is().unreleased.u128());
        assert_eq!(found, (released, 1_024 - released));
        world.is_consistent();
    }
}

/// TD-13: dust cannot postpone what waits.
#[test]
fn the_end_of_the_release_moves_by_the_weight_of_what_comes() {
    let mut world = World::with(|msg| msg.release_secs = Some(1_000));
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    let first = in_nanos(&world, 1_000);
    world.revenue(1_000_000);
    world.suite.wait(500);

    let dust = world.revenue(1);
    assert!(dust.ends_with(&format!("release_end={first}")), "{dust}");

    // 500,001 with 500 seconds left and 1,500,003 with 1,000: 875 seconds.
    let much = world.revenue(1_500_003);
    assert!(much.ends_with(&format!("release_end={}", in_nanos(&world, 875))), "{much}");
    world.suite.wait(874);
    assert!(world.where_revenue_is().unreleased > uint(0));
    world.suite.wait(1);
    assert_eq!(world.where_revenue_is().unreleased, uint(0));
    world.is_consistent();
}

/// TD-11.
#[test]
fn what_is_released_while_nothing_is_staked_is_the_treasurys() {
    let mut world = World::with(|msg| msg.release_secs = Some(1_024));
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_024);
    world.revenue(1_024);
    world.suite.wait(300);
    world.stake(&alice, &ada, 0);
    world.suite.wait(500);
    assert_eq!(world.balance(), 500);

    world.stake(&alice, &ada, 16);
    world.suite.wait(500);

    assert_eq!(world.balance(), 500);
    assert_eq!((world.pool(&ada).pending, world.delegation(&alice, &ada).1), (uint(300), 224));
    world.is_consistent();
}

/// TD-07, fault 45: who is there only at the payment gets nothing of it.
#[test]
fn a_stake_that_is_there_only_at_the_payment_gets_nothing() {
    let mut world = World::with(|msg| msg.release_secs = Some(WEEK));
    let (alice, eve, ada) = (world.alice.clone(), world.eve.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);

    world.stake(&eve, &ada, 1_000_000);
    world.revenue(1_000_000);
    world.stake(&eve, &ada, 0);

    assert_eq!(world.pool(&ada).pending, uint(0));
    world.suite.wait(WEEK);
    world.stake(&eve, &ada, 0);
    assert_eq!(world.pool(&ada).pending, uint(0));
}

/// Fault 42: what is sent without the message is nobody's revenue.
#[test]
fn plain_sends_are_not_counted() {
    let mut world = World::default();
    let (alice, ada, payer, treasury) =
        (world.alice.clone(), world.ada.clone(), world.payer.clone(), world.treasury.clone());
    world.stake(&alice, &ada, 1_024);

    world.suite.chain.send(&payer, &treasury, coins(500, DENOM)).unwrap();
    world.revenue(10);

    assert_eq!(world.delegation(&alice, &ada).1, 10);
    assert_eq!((world.balance(), world.where_revenue_is().received), (0, uint(10)));
}
