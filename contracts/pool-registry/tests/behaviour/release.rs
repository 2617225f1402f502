//! Rewards that are released over a period (D11).

use cosmwasm_std::Addr;
use cw_utils::Duration;
use tributary_testing::Parameters;
use tributary_types::pool_registry::{ConfigChange, ExecuteMsg, CONTRACT};

use crate::support::suite::{amount, uint, Suite};

/// A pool of two equal stakes that takes a tenth and releases over 1000 seconds.
fn suite() -> (Suite, Addr, Addr) {
    let mut suite =
        Suite::with(&Parameters { release_period: Some(Duration::Time(1_000)), ..Parameters::default() });
    let ada = suite.pool_of("ada", 1_000, 100_000);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    (suite, ada, cyd)
}

#[test]
fn a_lump_is_released_in_proportion_to_time_and_the_commission_at_once() {
    let (mut suite, ada, cyd) = suite();
    suite.reward(&ada, 1_000).unwrap();

    suite.withdraw(&cyd, &ada).unwrap();

    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.unreleased, pool.release_end), (uint(900), Some(suite.after(1_000))));
    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (0, 100));
    suite.wait(250);
    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (112, 212));
    assert_eq!(suite.pool(&ada).unwrap().unreleased, uint(675));
    suite.wait(750);
    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (450, 550));
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.unreleased, pool.release_end), (uint(0), None));
}

/// What arrived and waits, and what was released of it later; nothing is no fact.
#[test]
fn every_booking_that_finds_or_releases_something_is_reported() {
    let (mut suite, ada, cyd) = suite();
    let booked = |suite: &mut Suite| {
        let outcome = suite.withdraw(&cyd, &ada).unwrap();
        let told = suite.told(&outcome, CONTRACT);
        told.into_iter().filter(|event| event.starts_with("rewards_booked")).collect::<Vec<_>>()
    };
    suite.reward(&ada, 1_000).unwrap();

    let arrived = "rewards_booked pool=ada amount=1000 commission=100 released=0 crr=0 outstanding=1000";
    assert_eq!(booked(&mut suite), [arrived]);
    assert_eq!(booked(&mut suite), [""; 0]);
    suite.wait(200);
    // 180 of 2000 units each: 0.09, times 10^36; a half is paid in the same call.
    let crr = 9 * 10u128.pow(34);
    let released =
        format!("rewards_booked pool=ada amount=0 commission=0 released=180 crr={crr} outstanding=910");
    assert_eq!(booked(&mut suite), [released]);
}

/// 900 with 500 seconds to go and 90 of 1000 seconds: (900 * 500 / 2 ...) by the formula of D11.
#[test]
fn a_new_lump_moves_the_end_by_its_weight() {
    let (mut suite, ada, cyd) = suite();
    suite.reward(&ada, 1_000).unwrap();
    suite.withdraw(&cyd, &ada).unwrap();
    suite.wait(500);

    suite.reward(&ada, 500).unwrap();
    suite.withdraw(&cyd, &ada).unwrap();

    // 450 are left with 500 seconds to go, 450 join with 1000: floor((450*500 + 450*1000) / 900) = 750.
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.unreleased, pool.release_end), (uint(900), Some(suite.after(750))));
}

#[test]
fn dust_does_not_postpone_a_release() {
    let (mut suite, ada, cyd) = suite();
    suite.reward(&ada, 1_000_000).unwrap();
    suite.withdraw(&cyd, &ada).unwrap();
    for _ in 0..10 {
        suite.wait(50);
        suite.reward(&ada, 1).unwrap();
        suite.withdraw(&cyd, &ada).unwrap();
    }

    assert_eq!(suite.pool(&ada).unwrap().release_end, Some(suite.after(500)));
}

/// D11's property: whoever comes for a lump and goes in the same block earns nothing.
#[test]
fn whoever_stakes_in_the_moment_of_a_lump_only_gets_nothing() {
    let (mut suite, ada, cyd) = suite();
    let eve = suite.who("eve");

    suite.delegate(&eve, &ada, 50_000).unwrap();
    suite.reward(&ada, 1_000).unwrap();
    assert_eq!(amount(&suite.withdraw(&eve, &ada).unwrap()), 0);
    suite.undelegate(&eve, &ada, 50_000, 0).unwrap();

    assert_eq!(suite.owed(&eve, &ada), 0);
    suite.wait(1_000);
    assert_eq!(suite.owed(&cyd, &ada), 450);
}

/// What is released while nobody holds stake waits for the first that does.
#[test]
fn what_is_released_into_an_empty_pool_waits_for_its_operator() {
    let (mut suite, ada, cyd) = suite();
    suite.reward(&ada, 1_000).unwrap();
    suite.undelegate(&cyd, &ada, 1_000, 0).unwrap();
    suite.undelegate(&ada, &ada, 1_000, 0).unwrap();
    suite.wait(1_000);

    assert_eq!(suite.owed(&cyd, &ada), 0);
    suite.delegate(&ada, &ada, 1_000).unwrap();

    assert_eq!(suite.owed(&ada, &ada), 1_000);
}

/// D11: a changed period counts from the next net on.
#[test]
fn a_changed_period_counts_for_what_arrives_later() {
    let (mut suite, ada, cyd) = suite();
    let owner = suite.owner.clone();
    let change = ConfigChange { release_period: Some(Duration::Time(0)), ..ConfigChange::default() };
    suite.pools(&owner, &ExecuteMsg::AnnounceConfig { change }, 0).unwrap();
    suite.wait(2 * 86_400);
    suite.reward(&ada, 1_000).unwrap();
    suite.withdraw(&cyd, &ada).unwrap();
    let end = suite.after(1_000);

    suite.pools(&cyd, &ExecuteMsg::ApplyConfig {}, 0).unwrap();

    assert_eq!(suite.pool(&ada).unwrap().release_end, Some(end));
    suite.wait(1_000);
    suite.reward(&ada, 100).unwrap();
    assert_eq!(suite.owed(&cyd, &ada), 450 + 45);
}

/// Fault 22, D3: where locks count blocks, releases do too.
#[test]
fn a_release_in_blocks_does_not_care_for_the_time() {
    let mut suite = Suite::with(&Parameters {
        unbond_lock: Duration::Height(100),
        transfer_lock: Duration::Height(10),
        signing_cooldown: Duration::Height(100),
        commission_lock: Duration::Height(100),
        release_period: Some(Duration::Height(10)),
        ..Parameters::default()
    });
    let ada = suite.pool_of("ada", 1_000, 0);
    suite.reward(&ada, 100).unwrap();
    suite.withdraw(&ada, &ada).unwrap();

    suite.chain.advance(1_000_000, 0).unwrap();
    assert_eq!(suite.owed(&ada, &ada), 0);
    suite.chain.advance(0, 4).unwrap();
    assert_eq!(suite.owed(&ada, &ada), 40);
    let end = cw_utils::Expiration::AtHeight(suite.chain.block().height + 6);
    assert_eq!(suite.pool(&ada).unwrap().release_end, Some(end));
}
