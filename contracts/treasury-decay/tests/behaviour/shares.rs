//! `set_user_share`, `claim_share`

use tributary_treasury_decay::ContractError;
use tributary_types::treasury_decay::ExecuteMsg;

use crate::support::suite::uint;
use crate::world::World;

const fn share(share_bps: u32) -> ExecuteMsg {
    ExecuteMsg::SetUserShare { share_bps }
}

/// 1,000 of alice and 1,000 of bob in ada's pool, whose users get this share.
fn shared(share_bps: u32) -> World {
    let mut world = World::default();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    world.stake(&bob, &ada, 1_000);
    let told = world.tells(&ada, &share(share_bps));
    assert_eq!(told, [format!("user_share_set pool=ada share_bps={share_bps}")]);
    world
}

#[test]
fn a_part_is_credited_to_the_very_users_who_claim_it() {
    let mut world = shared(2_500);
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    let before = world.suite.holds(&alice);
    world.revenue(2_001);

    let told = world.collect(&ada, &[&alice, &bob]);

    // Each earned 1,000.5; a quarter is 250.125.
    assert_eq!(told, "pool_collected pool=ada coinbase=coinbase:ada amount=1500 credited=1500");
    assert_eq!((world.share(&alice), world.share(&bob)), ((250, 0), (250, 0)));
    let claim = ExecuteMsg::ClaimShare {};
    assert_eq!(world.tells(&alice, &claim), ["share_claimed user=alice amount=250"]);
    assert_eq!(world.tells(&alice, &claim), ["share_claimed user=alice amount=0"]);
    assert_eq!((world.share(&alice), world.suite.holds(&alice)), ((0, 250), before + 250));
    let found = world.where_revenue_is();
    assert_eq!((found.paid_to_users, found.paid_to_pools), (uint(250), uint(1_500)));
    world.is_consistent();
}

/// The fraction of a share stays with the user.
#[test]
fn claiming_often_loses_no_fraction() {
    let mut world = shared(2_500);
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    for _ in 0..16 {
        world.revenue(2_001);
        world.collect(&ada, &[&alice, &bob]);
        world.send(&alice, &ExecuteMsg::ClaimShare {}).unwrap();
    }

    // 16 * 250.125 = 4,002, of which dust below a unit is missing.
    let paid = world.share(&alice).1;
    assert!((4_001..=4_002).contains(&paid), "{paid}");
    world.is_consistent();
}

#[test]
fn who_has_no_share_claims_nothing_and_that_is_no_error() {
    let mut world = shared(0);
    let (eve, before) = (world.eve.clone(), world.suite.chain.fingerprint());

    assert_eq!(world.tells(&eve, &ExecuteMsg::ClaimShare {}), ["share_claimed user=eve amount=0"]);

    assert_eq!((world.suite.chain.fingerprint(), world.share(&eve)), (before, (0, 0)));
}

/// T-06, TD-12.
#[test]
fn a_share_only_rises_up_to_all() {
    let mut world = shared(2_500);
    let (ada, ben, alice) = (world.ada.clone(), world.ben.clone(), world.alice.clone());

    for given in [0, 2_499, 10_001, u32::MAX] {
        let error = ContractError::InvalidBps { given, current: 2_500 };
        assert!(error.to_string().contains("bps"));
        world.refuses(&ada, &share(given), error);
    }
    for nobody in [&ben, &alice] {
        world.refuses(nobody, &share(5), ContractError::PoolNotFound { pool: nobody.clone() });
    }
    for given in [2_500, 2_501, 10_000, 10_000] {
        world.send(&ada, &share(given)).unwrap();
        assert_eq!(world.pool(&ada).share_bps, given);
    }
}

#[test]
fn a_pool_may_leave_everything_to_the_users() {
    let mut world = shared(10_000);
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.revenue(2_000);

    assert_eq!(world.delegation(&alice, &ada).1, 0, "nothing for the pool");
    let told = world.collect(&ada, &[&alice, &bob]);

    assert_eq!(told, "pool_collected pool=ada coinbase=coinbase:ada amount=0 credited=0");
    assert_eq!((world.share(&alice), world.share(&bob)), ((1_000, 0), (1_000, 0)));
    world.is_consistent();
}

/// It counts when a part is credited.
#[test]
fn a_raised_share_counts_for_what_is_not_credited_yet() {
    let mut world = shared(0);
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.revenue(2_000);
    world.collect(&ada, &[&alice]);

    world.send(&ada, &share(5_000)).unwrap();
    world.collect(&ada, &[&alice, &bob]);

    assert_eq!((world.share(&alice), world.share(&bob)), ((0, 0), (500, 0)));
    assert_eq!(world.pool(&ada).paid, uint(1_500));
}

/// A share outlives the stake that earned it.
#[test]
fn who_left_still_claims() {
    let mut world = shared(10_000);
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.revenue(2_000);
    world.stake(&alice, &ada, 0);

    assert_eq!(world.tells(&alice, &ExecuteMsg::ClaimShare {}), ["share_claimed user=alice amount=1000"]);
    assert_eq!(world.share(&alice), (0, 1_000));
}
