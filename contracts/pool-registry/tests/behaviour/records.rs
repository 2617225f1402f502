//! What is stored: sizes, since bytes are gas.

use cosmwasm_std::{Uint128, Uint256};
use tributary_controls::packed::{from_bytes, to_bytes};
use tributary_math::holding::Holding;
use tributary_math::performance::Trace;
use tributary_math::release::Release;
use tributary_math::rewards::{DelegatorRewards, RewardPool, SCALE};
use tributary_math::Ppm;
use tributary_pool_registry::state::{Delegation, Pool, Standing, Totals};
use tributary_types::pool_registry::PoolState;

const HEIGHT: u64 = 12_345_678;

fn amount(units: u128) -> Uint128 {
    Uint128::new(units * 1_000_000)
}

/// A pool of a million coins that earned a tenth of them in a year.
fn pool(release: Option<Release>) -> Pool {
    let weight = amount(1_000_000);
    let rewards = RewardPool::stored(
        weight,
        SCALE / Uint256::from(10u8),
        weight.into(),
        amount(100),
        amount(10_000),
        amount(100_000).into(),
        release,
    );
    let standing = Standing {
        state: PoolState::Active,
        commission: Ppm::new(50_000).unwrap(),
        self_stake: amount(50_000),
        pending_stake: amount(1_000),
        delegators: 2_000,
        changed_height: HEIGHT,
        stake_blocks: Uint256::from(weight) * Uint256::from(HEIGHT),
        kept: Some(HEIGHT),
    };
    Pool { rewards, standing }
}

#[test]
fn records_are_as_small_as_they_were() {
    let release = Release { amount: amount(1_000).into(), last: HEIGHT, end: HEIGHT };
    for (pool, size) in [(pool(None), 82), (pool(Some(release)), 95)] {
        assert_eq!((to_bytes(&pool).len(), from_bytes(&to_bytes(&pool))), (size, Ok(pool)));
    }
    let weight = amount(500);
    let (fraction, crr) = (SCALE - Uint256::one(), SCALE / Uint256::from(10u8));
    let rewards = DelegatorRewards::stored(weight, amount(50), fraction, crr);
    let delegation = Delegation { holding: Holding { tokens: weight, ..Holding::default() }, rewards };
    assert_eq!((to_bytes(&delegation).len(), from_bytes(&to_bytes(&delegation))), (43, Ok(delegation)));
    let trace = Trace {
        height: HEIGHT,
        stake: amount(100_000_000),
        stake_blocks: Uint256::from(amount(100_000_000)) * Uint256::from(HEIGHT),
        rewards: amount(10_000_000).into(),
    };
    let totals = Totals { pools: 150, pending_stake: amount(100_000), trace, kept: Some(HEIGHT) };
    assert_eq!((to_bytes(&totals).len(), from_bytes(&to_bytes(&totals))), (40, Ok(totals)));
}

/// Licences weigh something, so the weight is kept beside them.
#[test]
fn a_weight_of_its_own_is_kept() {
    let rewards = DelegatorRewards::stored(amount(7), amount(0), Uint256::zero(), Uint256::zero());
    let delegation =
        Delegation { holding: Holding { tokens: amount(5), locked: amount(1), licenses: 2 }, rewards };
    assert_eq!(from_bytes(&to_bytes(&delegation)), Ok(delegation));
    assert_eq!(to_bytes(&Delegation::default()), [0; 5]);
}
