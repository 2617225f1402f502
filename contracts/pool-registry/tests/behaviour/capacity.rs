//! How much a pool takes, and when it breaks, mends and retires.

use cosmwasm_std::{Addr, Uint256};
use tributary_pool_registry::ContractError;
use tributary_testing::Parameters;
use tributary_types::pool_registry::{PoolState, PoolsResponse, QueryMsg, CONTRACT};
use tributary_types::staker_registry;

use crate::support::suite::{uint, Suite};

/// A fifth of a pool must be the operator's: 1000 of 5000.
fn suite() -> (Suite, Addr, Addr) {
    let mut suite = Suite::with(&Parameters { percentage: 20, ..Parameters::default() });
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");
    (suite, ada, cyd)
}

fn in_state(suite: &Suite, state: PoolState) -> Vec<Addr> {
    let msg = QueryMsg::Pools { state: Some(state), start_after: None, limit: None };
    suite.ask_pools::<PoolsResponse>(&msg).unwrap().pools.into_iter().map(|pool| pool.pool).collect()
}

///
#[test]
fn a_pool_takes_what_fits_and_not_a_unit_more() {
    let (mut suite, ada, cyd) = suite();

    let over = |left, required| ContractError::OverCapacity {
        pool: Addr::unchecked(""),
        left: Uint256::from_u128(left),
        required: uint(required),
    };
    let of_ada = |error| match error {
        ContractError::OverCapacity { left, required, .. } => {
            ContractError::OverCapacity { pool: ada.clone(), left, required }
        }
        other => other,
    };
    suite.refuses(of_ada(over(4_000, 4_001)), |suite| suite.delegate(&cyd, &ada, 4_001));
    suite.delegate(&cyd, &ada, 4_000).unwrap();
    suite.refuses(of_ada(over(0, 1)), |suite| suite.delegate(&cyd, &ada, 1));

    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.state, pool.capacity_left), (PoolState::Active, Uint256::zero()));
}

#[test]
fn the_operators_own_stake_makes_room() {
    let (mut suite, ada, cyd) = suite();
    suite.delegate(&cyd, &ada, 4_000).unwrap();

    suite.delegate(&ada, &ada, 1).unwrap();

    assert_eq!(suite.pool(&ada).unwrap().capacity_left, Uint256::from_u128(4));
}

///
#[test]
fn a_pool_below_the_minimum_breaks_takes_nobody_and_mends_with_the_last_missing_unit() {
    let (mut suite, ada, cyd) = suite();
    suite.delegate(&cyd, &ada, 500).unwrap();

    let outcome = suite.undelegate(&ada, &ada, 10, 0).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "pool_state_changed pool=ada state=broken self_stake=990 pool_stake=1490",
            &format!(
                "undelegated id=0 delegator=ada pool=ada amount=10 fee=0 release={} stake=990 pool_stake=1490",
                suite.nanos_after(86_400)
            ),
        ]
    );
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT).last().unwrap(),
        "state_changed staker=ada active=false"
    );
    assert_eq!(in_state(&suite, PoolState::Broken), [ada.clone()]);
    assert!(in_state(&suite, PoolState::Active).is_empty());
    assert_eq!(suite.pool(&ada).unwrap().capacity_left, Uint256::zero());

    let broken = || ContractError::PoolBroken { pool: ada.clone() };
    suite.refuses(broken(), |suite| suite.delegate(&cyd, &ada, 1));
    let too_little = suite.delegate(&ada, &ada, 9).unwrap();
    assert_eq!(suite.told(&too_little, CONTRACT).len(), 1, "still broken");
    suite.refuses(broken(), |suite| suite.delegate(&cyd, &ada, 1));

    let mended = suite.delegate(&ada, &ada, 1).unwrap();
    assert_eq!(
        suite.told(&mended, CONTRACT),
        [
            "delegated delegator=ada pool=ada amount=1 source=coins stake=1000 pool_stake=1500",
            "pool_state_changed pool=ada state=active self_stake=1000 pool_stake=1500",
        ]
    );
    suite.delegate(&cyd, &ada, 1).unwrap();
}

#[test]
fn a_pool_breaks_by_its_ratio_and_mends_when_others_leave() {
    let (mut suite, ada, cyd) = suite();
    suite.delegate(&ada, &ada, 1_000).unwrap();
    suite.delegate(&cyd, &ada, 8_000).unwrap();

    suite.undelegate(&ada, &ada, 1, 0).unwrap();
    assert_eq!(suite.pool(&ada).unwrap().state, PoolState::Broken);

    // 5 * 1999 = 9995, and 1999 + 7997 is one too many.
    suite.undelegate(&cyd, &ada, 3, 0).unwrap();
    assert_eq!(suite.pool(&ada).unwrap().state, PoolState::Broken);
    let outcome = suite.undelegate(&cyd, &ada, 1, 0).unwrap();
    assert_eq!(suite.pool(&ada).unwrap().state, PoolState::Active);
    assert_eq!(
        suite.told(&outcome, CONTRACT)[0],
        "pool_state_changed pool=ada state=active self_stake=1999 pool_stake=9995"
    );
}

#[test]
fn a_pool_whose_operator_is_gone_is_retired_and_lets_everybody_out() {
    let (mut suite, ada, cyd) = suite();
    suite.delegate(&cyd, &ada, 500).unwrap();
    suite.undelegate(&ada, &ada, 1, 0).unwrap();

    let outcome = suite.undelegate(&ada, &ada, 999, 0).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT)[0],
        "pool_state_changed pool=ada state=retired self_stake=0 pool_stake=500"
    );
    assert!(
        suite
            .told(&outcome, staker_registry::CONTRACT)
            .iter()
            .all(|event| !event.starts_with("state_changed")),
        "the staker-registry knew that it is off"
    );
    assert_eq!(in_state(&suite, PoolState::Retired), [ada.clone()]);
    assert!(in_state(&suite, PoolState::Broken).is_empty());
    suite.undelegate(&cyd, &ada, 500, 0).unwrap();
    assert_eq!(suite.pool(&ada).unwrap().delegators, 0);
    // The pool is empty, and the operator can begin anew.
    suite.delegate(&ada, &ada, 1_000).unwrap();
    assert_eq!(suite.pool(&ada).unwrap().state, PoolState::Active);
}

#[test]
fn pending_transfers_take_up_room_but_do_not_break_a_pool() {
    let (mut suite, ada, cyd) = suite();
    let ben = suite.pool_of("ben", 2_000, 0);
    suite.delegate(&cyd, &ben, 4_000).unwrap();
    suite.transfer(&cyd, &ben, &ada, 4_000, 0).unwrap();

    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.pending_stake, pool.total_stake), (uint(4_000), uint(1_000)));
    assert_eq!((pool.capacity_left, pool.state), (Uint256::zero(), PoolState::Active));
    suite.refuses_with("capacity", |suite| suite.delegate(&cyd, &ada, 1));
}

#[test]
fn shares_are_of_the_stake_of_all_pools() {
    let (mut suite, ada, _) = suite();
    let ben = suite.pool_of("ben", 2_000, 0);

    assert_eq!(suite.pool(&ada).unwrap().share_ppm, 333_333);
    assert_eq!(suite.pool(&ben).unwrap().share_ppm, 666_666);
}
