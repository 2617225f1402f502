//! `delegation_changed`

use tributary_treasury_decay::ContractError;
use tributary_types::treasury_decay::{
    DelegationItem, DelegationsResponse, ExecuteMsg, PoolResponse, QueryMsg, UsersResponse,
};

use crate::support::suite::uint;
use crate::world::{World, WEEK};

#[test]
fn a_stake_is_known_by_user_and_pool_and_in_all() {
    let mut world = World::default();
    let [alice, bob, ada, ben] = [&world.alice, &world.bob, &world.ada, &world.ben].map(Clone::clone);

    let told = [
        world.stake(&alice, &ada, 500),
        world.stake(&alice, &ben, 70),
        world.stake(&bob, &ada, 3),
        world.stake(&alice, &ada, 200),
        world.stake(&alice, &ben, 0),
    ];

    assert_eq!(
        told,
        [
            "stake_recorded delegator=alice pool=ada stake=500 user_stake=500 total_stake=500 forfeited=0",
            "stake_recorded delegator=alice pool=ben stake=70 user_stake=570 total_stake=570 forfeited=0",
            "stake_recorded delegator=bob pool=ada stake=3 user_stake=3 total_stake=573 forfeited=0",
            "stake_recorded delegator=alice pool=ada stake=200 user_stake=270 total_stake=273 forfeited=0",
            "stake_recorded delegator=alice pool=ben stake=0 user_stake=200 total_stake=203 forfeited=0",
        ]
    );
    let asked = QueryMsg::Delegations { user: alice.to_string(), start_after: None, limit: None };
    let expected = [DelegationItem { pool: ada, stake: uint(200) }];
    assert_eq!(world.ask::<DelegationsResponse>(&asked).delegations, expected);
    assert_eq!(world.threshold().counted_users, 2);
    world.is_consistent();
}

/// T-01.
#[test]
fn only_the_pool_registry_tells_of_stakes_and_a_coinbase_never_changes() {
    let mut world = World::default();
    let [alice, ada, eve, owner] =
        [&world.alice, &world.ada, &world.eve, &world.suite.owner].map(Clone::clone);
    let (registry, ben) = (world.registry.clone(), world.ben.clone());
    let msg = world.told(&alice, &ada, 5, false);
    for sender in [&alice, &ada, &eve, &owner] {
        let error = ContractError::NotPoolRegistry { pool_registry: registry.clone() };
        assert!(error.to_string().contains("unauthorized"));
        world.refuses(sender, &msg, error);
    }
    world.stake(&alice, &ada, 5);

    let (known, given) = (world.coinbase(&ada), world.coinbase(&ben));
    for stake in [5, 6, 0] {
        let mut msg = world.told(&alice, &ada, stake, false);
        if let ExecuteMsg::DelegationChanged(told) = &mut msg {
            told.coinbase = given.to_string();
        }
        let (pool, known, given) = (ada.clone(), known.clone(), given.clone());
        let error = ContractError::CoinbaseDiffers { pool, known, given };
        assert!(error.to_string().contains("coinbase"));
        world.refuses(&registry, &msg, error);
    }
}

/// T-02.
#[test]
fn a_hook_with_the_stake_that_is_known_settles_and_changes_nothing_else() {
    let mut world = World::decayed();
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.revenue(11_000_000);
    let before = (world.efficiency(&alice), world.threshold());
    assert_eq!((world.balance(), world.pool(&ada).pending), (0, uint(0)));

    let told = world.stake(&alice, &ada, 10_000_000);

    assert_eq!(
        told,
        "stake_recorded delegator=alice pool=ada stake=10000000 user_stake=10000000 total_stake=11000000 forfeited=0"
    );
    assert_eq!((world.efficiency(&alice), world.threshold()), before);
    assert_eq!((world.balance(), world.pool(&ada).pending), (5_473_816, uint(4_526_183)));
    world.is_consistent();
}

/// T-02.
#[test]
fn no_stake_of_a_pair_that_nobody_knows_leaves_nothing() {
    for missed in [false, true] {
        let mut world = World::default();
        let (alice, ada, registry) = (world.alice.clone(), world.ada.clone(), world.registry.clone());
        let before = world.suite.chain.fingerprint();
        let msg = world.told(&alice, &ada, 0, missed);

        let told = world.tells(&registry, &msg);

        let expected =
            "stake_recorded delegator=alice pool=ada stake=0 user_stake=0 total_stake=0 forfeited=0";
        assert_eq!(told, [expected]);
        assert_eq!(world.suite.chain.fingerprint(), before);
        assert!(world.query_error(&QueryMsg::Pool { pool: ada.to_string() }).contains("not found"));
    }
}

/// G-18: whoever leaves leaves no record behind but the account of the pool.
#[test]
fn who_left_is_forgotten_and_the_pool_stays_with_what_it_earned() {
    let mut world = World::decayed();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.revenue(11_000_000);

    world.stake(&alice, &ada, 0);
    world.stake(&bob, &ada, 0);

    let users = QueryMsg::Users { start_after: None, limit: None };
    assert_eq!(world.ask::<UsersResponse>(&users).users, []);
    assert_eq!((world.threshold().counted_users, world.threshold().total_stake), (0, uint(0)));
    assert_eq!(world.delegation(&alice, &ada), (0, 0));
    let expected = PoolResponse {
        pool: ada.clone(),
        coinbase: world.coinbase(&ada),
        pending: uint(5_526_183),
        paid: uint(0),
        share_bps: 0,
    };
    assert_eq!(world.pool(&ada), expected);
    world.collect(&ada, &[&alice, &bob]);
    let coinbase = world.coinbase(&ada);
    assert_eq!(world.suite.holds(&coinbase), 5_526_183);
    world.is_consistent();
}

/// TD-08: what was earned before a change is the same afterwards, and the change counts from its moment on.
#[test]
fn a_change_of_stake_alters_nothing_that_was_earned() {
    let mut world = World::decayed();
    let (alice, bob, ada, ben) =
        (world.alice.clone(), world.bob.clone(), world.ada.clone(), world.ben.clone());
    world.revenue(11_000_000);
    let earned = (world.delegation(&alice, &ada).1, world.delegation(&bob, &ada).1);

    world.stake(&alice, &ben, 20_000_000);
    world.stake(&bob, &ada, 2_000_000);

    assert_eq!(earned, (4_526_183, 1_000_000));
    assert_eq!(world.delegation(&alice, &ada).1 + world.pool(&ada).pending.u128(), 4_526_183 + 1_000_000);
    assert_eq!(world.delegation(&alice, &ben).1, 0, "who joins a second pool brings nothing along");
    // Bob's 2,000,000 of 32,000,000 are below the threshold.
    world.revenue(32_000_000);
    assert_eq!(world.delegation(&bob, &ada).1, 2_000_000);
}

/// TD-12: one stake over all pools; splitting it over pools changes nothing for the user.
#[test]
fn the_pools_of_a_user_share_in_proportion_to_its_stake_there() {
    let mut world = World::decayed();
    let (alice, bob, ada, ben) =
        (world.alice.clone(), world.bob.clone(), world.ada.clone(), world.ben.clone());
    world.stake(&alice, &ada, 2_500_000);
    world.stake(&alice, &ben, 7_500_000);

    world.revenue(11_000_000);

    assert_eq!(world.efficiency(&alice).effective_stake, uint(4_526_184));
    // 4,526,184 in quarters, rounded down.
    assert_eq!((world.delegation(&alice, &ada).1, world.delegation(&alice, &ben).1), (1_131_545, 3_394_637));
    world.collect(&ben, &[&bob, &alice]);
    world.collect(&ada, &[&bob, &alice]);
    assert_eq!((world.pool(&ada).paid, world.pool(&ben).paid), (uint(2_131_545), uint(3_394_637)));
    world.is_consistent();
}

#[test]
fn a_stake_that_comes_later_earns_from_then_on() {
    let mut world = World::default();
    let (alice, carol, ada) = (world.alice.clone(), world.carol.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    world.revenue(1_000);
    world.suite.wait(WEEK);

    world.stake(&carol, &ada, 1_000);

    assert_eq!((world.delegation(&alice, &ada).1, world.delegation(&carol, &ada).1), (1_000, 0));
    world.revenue(1_000);
    // The threshold of 1,000 may be rounded down to 999, which costs less than a unit.
    assert_eq!(world.delegation(&carol, &ada).1, world.delegation(&alice, &ada).1 - 1_000);
    assert!((499..=500).contains(&world.delegation(&carol, &ada).1));
}
