//! Performance and score of a pool; the figures are computed by hand from the specification (D28).

use std::collections::VecDeque;

use cosmwasm_std::{Addr, Uint256};
use tributary_testing::Parameters;
use tributary_types::pool_registry::{ExecuteMsg, PerformanceResponse, PoolsResponse, QueryMsg, CONTRACT};

use crate::support::suite::Suite;

const WINDOW: u64 = 240;

/// Two pools of 1000 and 3000 from height 1 on, measured over 240 blocks.
fn suite() -> (Suite, Addr, Addr) {
    let mut suite = Suite::with(&Parameters { performance_window: Some(WINDOW), ..Parameters::default() });
    let (ada, ben) = (suite.pool_of("ada", 1_000, 100_000), suite.pool_of("ben", 3_000, 0));
    (suite, ada, ben)
}

fn blocks(suite: &mut Suite, blocks: u64) {
    suite.chain.advance(0, blocks).unwrap();
}

fn performance(suite: &Suite, pool: &Addr) -> PerformanceResponse {
    let answer: PerformanceResponse =
        suite.ask_pools(&QueryMsg::Performance { pool: pool.to_string() }).unwrap();
    let row = suite.pool(pool).unwrap();
    assert_eq!((row.performance_ppm, row.score_ppm), (answer.performance_ppm, answer.score_ppm));
    assert_eq!(row.window_rewards, answer.window_rewards);
    answer
}

fn answer(performance_ppm: Option<u64>, window_rewards: u128, score_ppm: u32) -> PerformanceResponse {
    PerformanceResponse { performance_ppm, window_rewards: Uint256::from_u128(window_rewards), score_ppm }
}

#[test]
fn a_pool_younger_than_the_window_has_no_performance_and_is_scored_without() {
    let (mut suite, ada, _) = suite();
    suite.reward(&ada, 100).unwrap();
    blocks(&mut suite, WINDOW - 1);

    // Commission 10 %: 900000. Capacity 100000, left 99000: 990000. The mean of both.
    assert_eq!(performance(&suite, &ada), answer(None, 100, 945_000));
}

/// B is 100 of 400, S is 1000 of 4000 in every block: exactly its share.
#[test]
fn a_pool_that_earns_what_its_stake_promises_performs_at_one() {
    let (mut suite, ada, ben) = suite();
    blocks(&mut suite, WINDOW);
    suite.reward(&ada, 100).unwrap();
    suite.reward(&ben, 300).unwrap();
    // The sums over all pools know what was booked: the other pool's rewards must be.
    suite.withdraw(&ben, &ben).unwrap();
    suite.withdraw(&ada, &ada).unwrap();

    // Of ada: (900000 + 1000000 + 990000) / 3; of ben: (1000000 + 1000000 + 990000) / 3.
    assert_eq!(performance(&suite, &ada), answer(Some(1_000_000), 100, 963_333));
    assert_eq!(performance(&suite, &ben), answer(Some(1_000_000), 300, 996_666));
}

/// (150/300) / (1000/4000) = 2, and in the score no more than 1.
#[test]
fn a_lucky_pool_performs_above_one_and_scores_as_one() {
    let (mut suite, ada, ben) = suite();
    blocks(&mut suite, WINDOW);
    suite.reward(&ada, 150).unwrap();
    suite.reward(&ben, 150).unwrap();
    suite.withdraw(&ben, &ben).unwrap();
    suite.withdraw(&ada, &ada).unwrap();

    assert_eq!(performance(&suite, &ada), answer(Some(2_000_000), 150, 963_333));
    // (150/300) / (3000/4000) = 2/3, rounded down; (1000000 + 666666 + 990000) / 3.
    assert_eq!(performance(&suite, &ben), answer(Some(666_666), 150, 885_555));
}

/// Stake counts by how long it was there: 1000 for 120 blocks and 5000 for 120 are 3000 on average, as ben's.
#[test]
fn stake_is_averaged_over_the_window() {
    let (mut suite, ada, ben) = suite();
    blocks(&mut suite, WINDOW / 2);
    suite.delegate(&ada, &ada, 4_000).unwrap();
    blocks(&mut suite, WINDOW / 2);
    for pool in [&ada, &ben] {
        suite.reward(pool, 100).unwrap();
        suite.withdraw(pool, pool).unwrap();
    }

    assert_eq!(performance(&suite, &ada).performance_ppm, Some(1_000_000));
    assert_eq!(performance(&suite, &ben).performance_ppm, Some(1_000_000));
}

/// What was booked before the window has no part in it.
#[test]
fn old_rewards_leave_the_window() {
    let (mut suite, ada, ben) = suite();
    blocks(&mut suite, 10);
    suite.reward(&ada, 900).unwrap();
    suite.withdraw(&ada, &ada).unwrap();
    blocks(&mut suite, WINDOW + 50);
    for pool in [&ada, &ben] {
        suite.reward(pool, 100).unwrap();
        suite.withdraw(pool, pool).unwrap();
    }

    let found = performance(&suite, &ada);

    // (100/200) / (1000/4000); the old 900 count for the lifetime alone.
    assert_eq!((found.performance_ppm, found.window_rewards), (Some(2_000_000), Uint256::from_u128(100)));
    assert_eq!(suite.pool(&ada).unwrap().lifetime_rewards, Uint256::from_u128(1_000));
}

/// With knots kept a stretch of 10 blocks apart, a window of busy pools is read from an old one; many of them come and go.
#[test]
fn a_busy_pool_is_measured_alike() {
    let (mut suite, ada, ben) = suite();
    for _ in 0..120 {
        for pool in [&ada, &ben] {
            suite.reward(pool, 10).unwrap();
            suite.withdraw(pool, pool).unwrap();
        }
        blocks(&mut suite, 5);
    }

    // At height 601 the window begins at 361: the reward of that block lies before it, those of the 47 later ones inside. A
    // kept knot is at most a stretch older than the window's first block, so two more rewards may be counted, for all alike.
    let found = performance(&suite, &ada);
    assert_eq!(found.performance_ppm, Some(2_000_000));
    let rewards = found.window_rewards;
    assert!(rewards >= Uint256::from_u128(470) && rewards <= Uint256::from_u128(500), "{rewards}");
}

/// Stake that came and went between two kept knots: the window begins between them, and every list still answers.
#[test]
fn a_mountain_of_stake_that_left_just_before_the_window_fails_no_query() {
    let (mut suite, ada, _) = suite();
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 90_000).unwrap();
    blocks(&mut suite, 1);
    suite.undelegate(&cyd, &ada, 90_000, 0).unwrap();
    blocks(&mut suite, 1);
    suite.delegate(&cyd, &ada, 1).unwrap();
    blocks(&mut suite, 9);
    suite.delegate(&cyd, &ada, 1).unwrap();

    for _ in 0..2 * WINDOW {
        blocks(&mut suite, 1);
        let all = QueryMsg::Pools { state: None, start_after: None, limit: None };
        assert_eq!(suite.ask_pools::<PoolsResponse>(&all).unwrap().pools.len(), 2);
    }
}

/// A window this short has a knot for every block.
const SHORT: u64 = 24;

/// What a block began with and what was booked in it, by pool.
#[derive(Clone, Copy, Default)]
struct Block {
    stakes: [u64; 2],
    booked: [u64; 2],
}

/// D28 as it is defined: every block of the window counted. Rewards booked in its first block lie before it.
fn defined(window: &VecDeque<Block>, pool: usize) -> (Option<u64>, u64) {
    let stake = |of: fn(&Block, usize) -> u64| window.iter().map(|block| of(block, pool)).sum::<u64>();
    let booked =
        |of: fn(&Block, usize) -> u64| window.iter().skip(1).map(|block| of(block, pool)).sum::<u64>();
    let (own, all) = (stake(|block, pool| block.stakes[pool]), stake(|block, _| block.stakes.iter().sum()));
    let (earned, total) =
        (booked(|block, pool| block.booked[pool]), booked(|block, _| block.booked.iter().sum()));
    let performance = (total * own > 0).then(|| earned * all * 1_000_000 / (total * own));
    (performance, earned)
}

#[test]
fn a_short_window_is_exactly_what_the_blocks_say() {
    let mut suite = Suite::with(&Parameters { performance_window: Some(SHORT), ..Parameters::default() });
    let pools = [suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 3_000, 0)];
    // Enough of them that nobody has more undelegations open than allowed.
    let people: Vec<Addr> = (0..20).map(|number| suite.who(&format!("somebody{number}"))).collect();
    let mut held = [[0; 20]; 2];
    let mut block = Block { stakes: [1_000, 3_000], ..Block::default() };
    let mut window = VecDeque::new();
    let mut seed = 7_u64;
    let mut dice = |faces: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % faces
    };

    for round in 0..400 {
        let who = round % people.len();
        for (index, pool) in pools.iter().enumerate() {
            match (dice(4), held[index][who]) {
                (0, _) => {
                    let amount = 1 + dice(500);
                    suite.delegate(&people[who], pool, amount.into()).unwrap();
                    held[index][who] += amount;
                    block.stakes[index] += amount;
                }
                (1, _) => {
                    block.booked[index] = 1 + dice(100);
                    suite.reward(pool, block.booked[index].into()).unwrap();
                    suite.withdraw(pool, pool).unwrap();
                }
                (2, 1..) => {
                    let amount = 1 + dice(held[index][who]);
                    suite.undelegate(&people[who], pool, amount.into(), 0).unwrap();
                    held[index][who] -= amount;
                    block.stakes[index] -= amount;
                }
                _ => {}
            }
        }
        window.push_back(block);
        block.booked = [0, 0];
        blocks(&mut suite, 1);
        if round >= 24 {
            window.pop_front();
        }
        for (index, pool) in pools.iter().enumerate().filter(|_| round >= 24) {
            let (wanted, earned) = defined(&window, index);

            let found = performance(&suite, pool);

            assert_eq!((found.performance_ppm, found.window_rewards), (wanted, earned.into()), "{round}");
        }
    }
}

#[test]
fn without_rewards_anywhere_there_is_no_performance() {
    let (mut suite, ada, _) = suite();
    blocks(&mut suite, 2 * WINDOW);

    assert_eq!(performance(&suite, &ada), answer(None, 0, 945_000));
}

#[test]
fn a_broken_pool_scores_nothing() {
    let (mut suite, ada, _) = suite();
    suite.undelegate(&ada, &ada, 1, 0).unwrap();

    assert_eq!(performance(&suite, &ada).score_ppm, 0);
}

#[test]
fn the_owner_weighs_the_parts_of_the_score() {
    let (mut suite, ada, _) = suite();
    let owner = suite.owner.clone();
    let weigh = |suite: &mut Suite, fee, performance, capacity| {
        suite.pools(&owner, &ExecuteMsg::SetScoreWeights { fee, performance, capacity }, 0).unwrap()
    };

    let outcome = weigh(&mut suite, 3, 5, 1);
    assert_eq!(suite.told(&outcome, CONTRACT), ["score_weights_set fee=3 performance=5 capacity=1"]);
    // (3 * 900000 + 990000) / 4.
    assert_eq!(performance(&suite, &ada).score_ppm, 922_500);
    weigh(&mut suite, 1, 0, 0);
    assert_eq!(performance(&suite, &ada).score_ppm, 900_000);
    weigh(&mut suite, 0, 1, 0);
    assert_eq!(performance(&suite, &ada).score_ppm, 0, "nothing that is known counts");
}
