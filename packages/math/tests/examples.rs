//! Numbers that the specification publishes, and small cases computed by hand.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests stand outside of them"
)]

use cosmwasm_std::{Uint128, Uint256};
use tributary_math::performance::{performance_ppm, spacing, Trace, Window};
use tributary_math::pool_rules::{score, ScoreParts, ScoreWeights, SelfStakeRules};
use tributary_math::rate::ratio_ppm;
use tributary_math::release::ReleaseClock;
use tributary_math::rewards::{DelegatorRewards, RewardPool};
use tributary_math::{MathError, Ppm};

/// A thousand coins, the published minimum self stake.
const U: u128 = 10u128.pow(21);

/// A pool, its people, and the coins in its coinbase.
struct Desk {
    pool: RewardPool,
    people: Vec<DelegatorRewards>,
    balance: u128,
    rate: Ppm,
    clock: ReleaseClock,
}

impl Desk {
    fn new(rate: u32, stakes: &[u128]) -> Self {
        let clock = ReleaseClock { now: 0, period: 0 };
        let people = vec![DelegatorRewards::default(); stakes.len()];
        let rate = Ppm::new(rate).unwrap();
        let mut desk = Self { pool: RewardPool::default(), people, balance: 0, rate, clock };
        for (who, stake) in stakes.iter().enumerate() {
            desk.stake(who, *stake);
        }
        desk
    }

    fn reward(&mut self, amount: u128) -> &mut Self {
        self.balance += amount;
        self
    }

    fn stake(&mut self, who: usize, stake: u128) -> &mut Self {
        let (mut booked, _) =
            self.pool.clone().book(Uint128::new(self.balance), self.rate, self.clock).unwrap();
        booked.set_weight(&mut self.people[who], Uint128::new(stake)).unwrap();
        self.pool = booked.into_inner();
        self
    }

    /// Books at that moment and answers what was released.
    fn at(&mut self, now: u64) -> u128 {
        self.clock.now = now;
        let (booked, booking) =
            self.pool.clone().book(Uint128::new(self.balance), self.rate, self.clock).unwrap();
        self.pool = booked.into_inner();
        booking.released.u128()
    }

    fn claim(&mut self, who: usize) -> u128 {
        let (mut booked, _) =
            self.pool.clone().book(Uint128::new(self.balance), self.rate, self.clock).unwrap();
        let amount = booked.claim(&mut self.people[who]).unwrap().u128();
        self.pool = booked.into_inner();
        self.balance -= amount;
        amount
    }

    /// What the operator, the first of all, gets with its commission.
    fn claim_as_operator(&mut self) -> u128 {
        let claim = self.claim(0);
        let (mut booked, _) =
            self.pool.clone().book(Uint128::new(self.balance), self.rate, self.clock).unwrap();
        let amount = booked.claim_commission().unwrap().u128();
        self.pool = booked.into_inner();
        self.balance -= amount;
        claim + amount
    }

    /// Unreleased amount and its end.
    fn waiting(&self) -> Option<(u128, u64)> {
        self.pool.release().map(|release| (self.pool.unreleased().u128(), release.end))
    }
}

#[test]
fn x_13_reward_5_commission_20_percent_is_split_1_and_2_and_1_5_and_0_5() {
    let mut desk = Desk::new(200_000, &[4 * U, 3 * U, U]);
    desk.reward(5_000_000);

    assert_eq!([desk.claim_as_operator(), desk.claim(1), desk.claim(2)], [3_000_000, 1_500_000, 500_000]);
    assert_eq!(desk.pool.outstanding(), Uint128::zero());
}

#[test]
fn x_31_three_rewards_of_1_and_one_of_3_pay_everybody_1() {
    let mut desk = Desk::new(0, &[U, U, U]);
    assert_eq!([1, 1, 1].map(|reward| desk.reward(reward).claim(1)), [0, 0, 1]);
    assert_eq!([desk.claim(2), desk.claim(0)], [1, 1]);
    assert_eq!(desk.pool.outstanding(), Uint128::zero());

    desk.reward(3);
    assert_eq!([desk.claim(1), desk.claim(2), desk.claim(0)], [1, 1, 1]);
    assert_eq!(desk.pool.outstanding(), Uint128::zero());
}

#[test]
fn pr_08_pays_450_where_450_is_exact() {
    // 1000 less 10 %, half of it.
    for stake in [1, U, 9 * U] {
        let mut desk = Desk::new(100_000, &[stake, stake]);

        assert_eq!((desk.reward(1_000).claim(1), desk.claim_as_operator()), (450, 550), "{stake}");
    }
}

#[test]
fn a_stake_that_does_not_divide_waits_for_a_unit_and_gets_it() {
    // 900 between 7 and 7 does not divide in parts of 10^36; seven times 900 does.
    let mut desk = Desk::new(0, &[7, 7]);
    let claims: Vec<_> = (0..7).map(|_| desk.reward(900).claim(1)).collect();

    assert_eq!(claims, [449, 450, 450, 450, 450, 450, 451]);
    assert_eq!((desk.claim(0), desk.pool.outstanding().u128()), (3_150, 0));
}

#[test]
fn rw_06_the_only_staker_of_a_pool_waits_for_one_unit_at_most() {
    for stake in [1, 3, 7, U / 7, U, 14 * U + 13] {
        let mut desk = Desk::new(0, &[stake]);
        let mut paid = 0;
        for reward in [1, 10, 999_999, 7 * 10u128.pow(24)] {
            paid += desk.reward(reward).claim(0);
        }

        // At most one unit waits, and none once something more comes.
        let rewards = 1 + 10 + 999_999 + 7 * 10u128.pow(24);
        assert!(rewards - paid <= 1, "{paid} of {rewards} for {stake}");
        assert!(desk.reward(1).claim(0) >= rewards - paid, "{stake}");
    }
}

#[test]
fn rw_05_the_shares_follow_the_stakes_of_their_time() {
    let mut desk = Desk::new(40_000, &[U, U, 0]);
    desk.reward(1_000);
    desk.at(0);
    desk.reward(1_000).stake(2, U).reward(1_000);

    assert_eq!([desk.claim(1), desk.claim_as_operator(), desk.claim(2)], [1_280, 1_400, 320]);
}

#[test]
fn rw_07_small_rewards_of_large_stakes_are_not_lost() {
    let mut desk = Desk::new(40_000, &[140_001 * U, U]);
    desk.reward(100_000);
    assert_eq!((desk.claim_as_operator(), desk.claim(1)), (99_999, 0));

    desk.stake(1, 1_001 * U).reward(10_000);
    assert_eq!((desk.claim_as_operator(), desk.claim(1)), (9_932, 68));
}

#[test]
fn x_10_with_100_percent_commission_the_operator_takes_all_and_with_0_the_stake_decides() {
    let mut all = Desk::new(1_000_000, &[U, U]);
    all.reward(1_001);
    assert_eq!([all.claim(1), all.claim_as_operator()], [0, 1_001]);

    let mut none = Desk::new(0, &[U, 3 * U]);
    none.reward(1_000);
    assert_eq!([none.claim(1), none.claim_as_operator()], [750, 250]);
}

#[test]
fn pr_23_a_leaver_gets_what_came_while_it_stayed_and_the_rest_waits_for_the_next() {
    // 96000 of 100000 each time: half of the first, all of the second, nothing of the third.
    let mut desk = Desk::new(40_000, &[U, U]);
    desk.reward(100_000).stake(0, 0).reward(100_000).stake(1, 0).reward(100_000);
    assert_eq!(desk.claim(1), 144_000);
    assert_eq!(desk.pool.commission().u128(), 12_000);

    desk.stake(0, U);
    assert_eq!(desk.claim_as_operator(), 48_000 + 96_000 + 12_000);
    assert_eq!(desk.pool.outstanding(), Uint128::zero());
}

#[test]
fn a_lump_is_released_in_proportion_to_time_and_rounded_down() {
    let mut desk = Desk::new(0, &[1]);
    desk.clock.period = 100;
    desk.reward(1_000);

    assert_eq!((desk.at(0), desk.waiting()), (0, Some((1_000, 100))));
    assert_eq!((desk.at(50), desk.waiting()), (500, Some((500, 100))));
    // 500 * 33 / 50 = 330; then 170 * 1 / 17 = 10; then 160 * 15 / 16 = 150.
    assert_eq!([desk.at(83), desk.at(84), desk.at(99)], [330, 10, 150]);
    assert_eq!((desk.at(100), desk.waiting()), (10, None));
    assert_eq!((desk.at(200), desk.claim(0)), (0, 1_000));
}

#[test]
fn a_release_that_does_not_divide_gives_the_rest_at_its_end() {
    let mut desk = Desk::new(0, &[1]);
    desk.clock.period = 3;
    desk.reward(10);
    desk.at(10);

    // 10 / 3, then 7 / 2, then all of it.
    assert_eq!([desk.at(11), desk.at(12), desk.at(13), desk.at(14)], [3, 3, 4, 0]);
}

#[test]
fn a_second_lump_moves_the_end_to_the_weighted_mean() {
    let mut desk = Desk::new(0, &[1]);
    desk.clock.period = 100;
    desk.reward(1_000);
    desk.at(0);
    desk.reward(500);

    // 500 wait for 50 more, 500 for 100: the mean is 75.
    assert_eq!((desk.at(50), desk.waiting()), (500, Some((1_000, 125))));
}

#[test]
fn dust_does_not_postpone_a_lump() {
    let mut desk = Desk::new(0, &[1]);
    desk.clock.period = 100;
    desk.reward(1_000_000);
    desk.at(0);

    for now in 1..100 {
        desk.reward(1).at(now);
        assert_eq!(desk.waiting().map(|(_, end)| end), Some(100), "at {now}");
    }
    let waiting = desk.waiting().map(|(amount, _)| amount);
    assert_eq!(desk.at(100), waiting.unwrap());
}

#[test]
fn without_a_period_everything_is_released_at_once() {
    let mut desk = Desk::new(0, &[1]);
    desk.reward(1_000);

    assert_eq!((desk.at(7), desk.waiting()), (1_000, None));
}

#[test]
fn a_period_of_0_shortens_what_waits_by_the_weighted_mean() {
    let mut desk = Desk::new(0, &[1]);
    desk.clock.period = 100;
    desk.reward(1_000);
    desk.at(0);
    desk.clock.period = 0;
    desk.reward(500);

    // 500 wait for 50 more, 500 for nothing: 25. Then 400 for 10 more beside 3601 for nothing: below 1, so at once.
    assert_eq!((desk.at(50), desk.waiting()), (500, Some((1_000, 75))));
    assert_eq!((desk.at(65), desk.waiting()), (600, Some((400, 75))));
    desk.reward(3_601);
    assert_eq!((desk.at(65), desk.waiting()), (4_001, None));
}

#[test]
fn the_self_stake_rule_is_the_quotient_of_the_original_for_all_small_values() {
    for minimum in [1u128, 7] {
        for percentage in 1..=100u8 {
            let rules = SelfStakeRules { minimum: Uint128::new(minimum), percentage };
            for own in 0..40u128 {
                for total in 1..=120u128 {
                    let wanted = own >= minimum && 100 * own / total >= u128::from(percentage);
                    let found = rules.satisfied(Uint128::new(own), Uint256::from(total)).unwrap();

                    assert_eq!(found, wanted, "{own} of {total} at {percentage} %, at least {minimum}");
                }
            }
        }
    }
}

#[test]
fn the_capacity_left_is_the_most_that_the_rule_lets_in() {
    let rules = |percentage| SelfStakeRules { minimum: Uint128::new(3), percentage };
    for percentage in [1u8, 3, 7, 33, 50, 99, 100] {
        for own in 0..12u128 {
            for (others, pending) in [(0, 0), (5, 0), (0, 9), (20, 30), (500, 700)] {
                let total = own + others;
                let fits = |more: u128| {
                    let sum = total + pending + more;
                    own >= 3 && 100 * own / sum >= u128::from(percentage)
                };
                let wanted = (1..2_000).take_while(|more| fits(*more)).last().unwrap_or(0);
                let found = rules(percentage)
                    .capacity_left(Uint128::new(own), Uint128::new(total), Uint128::new(pending))
                    .unwrap();

                assert_eq!(
                    found,
                    Uint256::from(wanted),
                    "{own} and {others}, {pending} coming, {percentage} %"
                );
            }
        }
    }
}

#[test]
fn the_published_rule_lets_a_thousand_coins_carry_a_hundred_thousand() {
    let rules = SelfStakeRules { minimum: Uint128::new(U), percentage: 1 };

    assert_eq!(rules.capacity(Uint128::new(U)).unwrap(), Uint256::from(100 * U));
    assert!(rules.satisfied(Uint128::new(U), Uint256::from(100 * U)).unwrap());
    assert!(!rules.satisfied(Uint128::new(U), Uint256::from(100 * U + 1)).unwrap());
    assert_eq!(rules.capacity(Uint128::new(U - 1)).unwrap(), Uint256::zero());
    assert_eq!(rules.capacity(Uint128::MAX).unwrap(), Uint256::from(Uint128::MAX) * Uint256::from(100u128));
}

#[test]
fn rates_are_0_to_100_percent_and_round_down() {
    assert_eq!(Ppm::new(1_000_001), Err(MathError::RateOutOfRange { ppm: 1_000_001 }));
    for (ppm, amount, share) in [
        (0, 1_000, 0),
        (1_000_000, 1_000, 1_000),
        (40_000, 9, 0),
        (1_000, 999, 0),
        (1_000, 1_000, 1),
        (999_999, 1, 0),
        (500_000, u128::MAX, u128::MAX / 2),
        (1_000_000, u128::MAX, u128::MAX),
    ] {
        assert_eq!(Ppm::new(ppm).unwrap().of(Uint128::new(amount)).u128(), share, "{ppm} of {amount}");
    }
    assert_eq!(Ppm::new(40_000).unwrap().complement().value(), 960_000);
    assert_eq!(
        [0, 999_999, 1_000_001, u64::MAX].map(|ppm| Ppm::capped(ppm).value()),
        [0, 999_999, 1_000_000, 1_000_000]
    );
    assert_eq!(ratio_ppm(1u128.into(), 3u128.into()), Ok(Some(333_333)));
    assert_eq!(ratio_ppm(1u128.into(), 0u128.into()), Ok(None));
    assert_eq!(ratio_ppm(u128::MAX.into(), 1u128.into()), Ok(Some(u64::MAX)));
}

#[test]
fn the_score_is_the_weighted_mean_of_what_is_known() {
    let parts = |commission, performance, left: u128, capacity: u128| ScoreParts {
        commission: Ppm::new(commission).unwrap(),
        performance,
        capacity_left: left.into(),
        capacity: capacity.into(),
    };
    let weights = |fee, performance, capacity| ScoreWeights { fee, performance, capacity };
    for (parts, weights, wanted) in [
        // (900000 + 800000 + 400000) / 3
        (parts(100_000, Some(800_000), 40, 100), weights(1, 1, 1), 700_000),
        // Performance counts as 1 at most: (900000 + 1000000 + 400000) / 3, rounded down.
        (parts(100_000, Some(5_000_000), 40, 100), weights(1, 1, 1), 766_666),
        // Not known, not counted: (900000 + 400000) / 2
        (parts(100_000, None, 40, 100), weights(1, 1, 1), 650_000),
        // (5 * 900000 + 3 * 800000 + 2 * 333333) / 10
        (parts(100_000, Some(800_000), 1, 3), weights(5, 3, 2), 756_666),
        (parts(100_000, Some(800_000), 40, 100), weights(0, 1, 0), 800_000),
        // Nothing left to count.
        (parts(100_000, None, 40, 100), weights(0, 1, 0), 0),
        (parts(100_000, Some(800_000), 40, 100), weights(0, 0, 0), 0),
        (parts(100_000, None, 0, 0), weights(1, 1, 1), 900_000),
        (parts(1_000_000, Some(0), 0, 100), weights(1, 1, 1), 0),
        (parts(0, Some(1_000_000), 100, 100), weights(u32::MAX, u32::MAX, u32::MAX), 1_000_000),
    ] {
        assert_eq!(score(&parts, &weights).unwrap().value(), wanted, "{parts:?} {weights:?}");
    }
}

#[test]
fn performance_is_the_part_of_the_rewards_over_the_part_of_the_stake() {
    let window = |stake_blocks: u128, rewards: u128| Window {
        stake_blocks: stake_blocks.into(),
        rewards: rewards.into(),
    };
    for (pool, all, wanted) in [
        // A tenth of the stake, a tenth of the rewards.
        (window(10, 5), window(100, 50), Some(1_000_000)),
        (window(10, 10), window(100, 50), Some(2_000_000)),
        (window(10, 0), window(100, 50), Some(0)),
        // (1/3) / (1/2), rounded down once.
        (window(1, 1), window(2, 3), Some(666_666)),
        (window(10, 5), window(100, 0), None),
        (window(0, 5), window(100, 50), None),
    ] {
        assert_eq!(performance_ppm(&pool, &all).unwrap(), wanted, "{pool:?} of {all:?}");
    }
}

#[test]
fn a_window_holds_the_stake_and_rewards_between_two_knots() {
    let none = Trace::default();
    let first = none.advance(10, Uint128::new(100), Uint128::zero()).unwrap();
    let second = first.advance(30, Uint128::new(300), Uint128::new(7)).unwrap();
    let third = second.advance(40, Uint128::new(0), Uint128::new(5)).unwrap();

    // From 15 to 50: 15 blocks of 100, 10 of 300, 10 of nothing.
    let window = Window::between(&first, Some(&second), &third, 15, 50).unwrap();
    assert_eq!(window, Window { stake_blocks: 4_500u128.into(), rewards: 12u128.into() });
    let window = Window::between(&second, None, &third, 30, 40).unwrap();
    assert_eq!(window, Window { stake_blocks: 3_000u128.into(), rewards: 5u128.into() });
    assert!(Window::between(&third, None, &first, 50, 15).is_err());
}

/// Knots between the old one and the next known one are left out: the stake at the window's start then lies between them, and
/// a pool whose stake fell from a mountain to a grain since the old knot still has a window.
#[test]
fn a_window_that_begins_between_two_knots_never_fails() {
    let old = Trace::default().advance(0, Uint128::new(1_000_000), Uint128::zero()).unwrap();
    let left_out = old.advance(10, Uint128::one(), Uint128::zero()).unwrap();
    let next = left_out.advance(100, Uint128::new(2), Uint128::new(7)).unwrap();

    let window = Window::between(&old, Some(&next), &next, 50, 150).unwrap();

    // 10,000,090 up to the next knot, half of it before the window; 100 since.
    assert_eq!(window, Window { stake_blocks: 5_000_145u128.into(), rewards: 7u128.into() });
}

#[test]
fn knots_lie_a_part_of_the_window_apart() {
    for window in [0, 1, 23, 24, 25, 60_480, u64::MAX] {
        let spacing = spacing(window);

        assert!(spacing >= 1, "{window}");
        assert!(window.div_ceil(spacing) <= 24, "{window}");
    }
}
