//! Thresholds over time, and revenue for decayed stakes: skipped epochs, settlement in pieces, what is left over.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "tests")]

use cosmwasm_std::{Uint128, Uint256};
use proptest::prelude::*;
use tributary_math::decay::{log2_fp, DecayBase, LOG_BITS};
use tributary_math::release::ReleaseClock;
use tributary_math::revenue::{
    scaled, staked_part, whole, Checkpoint, Efficiency, EpochRules, PoolStake, RevenueLedger, Staker,
    TouchedLedger,
};
use tributary_math::threshold::{differ, StakeMean};
use tributary_math::{Bps, MathError};

const DAY: u64 = 86_400;
const RULES: EpochRules = EpochRules { secs: DAY, tolerance_bits: 48 };
const EVERYONE: Efficiency = Efficiency { base: DecayBase::Ten, identified: true };

fn uint(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

/// A ledger with its closed checkpoints and stakers, as a contract keeps them.
#[derive(Clone)]
struct Network {
    ledger: RevenueLedger,
    closed: Vec<Checkpoint>,
    stakers: Vec<Staker>,
}

impl Network {
    fn new(stakes: &[u128]) -> Self {
        let mut network = Self { ledger: RevenueLedger::new(0, DAY), closed: vec![], stakers: vec![] };
        let mut touched = network.touch(0);
        for stake in stakes {
            let mut staker = touched.newcomer();
            touched.set_stake(&mut staker, uint(*stake), true).unwrap();
            network.stakers.push(staker);
        }
        network.ledger = touched.into_inner();
        network
    }

    fn touch(&mut self, now: u64) -> TouchedLedger {
        let (touched, closed) = self.ledger.clone().touch(now, RULES).unwrap();
        self.closed.extend(closed);
        assert_eq!(self.closed.len(), usize::try_from(touched.checkpoints).unwrap());
        touched
    }

    fn pay(&mut self, now: u64, amount: u128, period: u64) {
        let mut touched = self.touch(now);
        touched.distribute(uint(amount), ReleaseClock { now, period }).unwrap();
        self.ledger = touched.into_inner();
    }

    fn set_stake(&mut self, now: u64, who: usize, stake: u128) {
        self.settle(now, who, u32::MAX);
        let mut touched = self.touch(now);
        touched.set_stake(&mut self.stakers[who], uint(stake), true).unwrap();
        self.ledger = touched.into_inner();
    }

    fn settle(&mut self, now: u64, who: usize, limit: u32) -> u32 {
        let mut touched = self.touch(now);
        let (staker, closed) = (&mut self.stakers[who], &self.closed);
        let checkpoint = |number: u32| Ok::<_, MathError>(closed[usize::try_from(number).unwrap()].clone());
        let settled = touched.settle(staker, staker.stake, EVERYONE, limit, checkpoint).unwrap();
        self.ledger = touched.into_inner();
        settled.remaining
    }
}

#[test]
fn the_published_thresholds() {
    for (stakes, threshold) in [
        (vec![1_000_000, 10_000_000], 3_162_277),
        (vec![1_000_000, 1_000_000, 1_000_000, 100_000_000], 3_162_277),
        (vec![1_000_000], 999_999),
        (vec![1 << 40; 3], 1 << 40),
        (vec![], 0),
    ] {
        let mut mean = StakeMean::default();
        for stake in stakes {
            mean.recount(None, log2_fp(uint(stake))).unwrap();
        }
        assert_eq!(mean.threshold(), Uint128::zero(), "no time has passed");
        mean.pass(DAY).unwrap();
        assert_eq!(mean.threshold(), uint(threshold));
    }
}

#[test]
fn a_stake_counts_for_its_seconds() {
    let mut mean = StakeMean::default();
    mean.recount(None, log2_fp(uint(1 << 20))).unwrap();
    mean.pass(3 * DAY).unwrap();
    mean.recount(log2_fp(uint(1 << 20)), log2_fp(uint(1 << 24))).unwrap();
    mean.pass(DAY).unwrap();

    // (3·20 + 1·24)/4 = 21.
    assert_eq!(mean.threshold(), uint(1 << 21));
    mean.restart();
    assert_eq!(mean.threshold(), Uint128::zero());
    assert_eq!(mean.count, 1);
}

#[test]
fn a_stake_of_one_is_counted_though_its_logarithm_is_nothing() {
    let mut mean = StakeMean::default();
    mean.recount(None, log2_fp(uint(1))).unwrap();
    mean.recount(None, log2_fp(uint(1 << 10))).unwrap();
    mean.pass(1).unwrap();
    assert_eq!(mean.threshold(), uint(1 << 5));
}

#[test]
fn thresholds_differ_beyond_the_tolerance_alone() {
    let (base, eight_bits) = (uint(1 << 60), uint((1 << 60) + (1 << 52)));
    // log₂(1 + 2^-8) is 1.44·2^-8.
    assert!(differ(base, eight_bits, 8));
    assert!(!differ(base, eight_bits, 7));
    assert!(differ(eight_bits, base, 8));
    // Exactly the tolerance is no difference.
    assert!(!differ(uint(1), uint(2), 0));
    assert!(differ(uint(1), uint(2), 1));
    assert!(differ(uint(1), uint(0), 0) && differ(uint(0), uint(1), 48));
    assert!(!differ(uint(0), uint(0), 48));
    assert_eq!(LOG_BITS, 48);
}

#[test]
fn what_is_for_the_stakes() {
    assert_eq!(staked_part(uint(1_000_001), uint(40), uint(100)), uint(400_000));
    assert_eq!(staked_part(uint(5), uint(100), uint(100)), uint(5));
    assert_eq!(staked_part(uint(5), uint(101), uint(100)), uint(5));
    assert_eq!(staked_part(uint(5), uint(1), uint(0)), uint(5));
    assert_eq!(staked_part(Uint128::MAX, Uint128::MAX - uint(1), Uint128::MAX), Uint128::MAX - uint(1));
}

#[test]
fn a_share_is_a_part_of_the_whole() {
    assert_eq!(Bps::new(10_001), None);
    let quarter = Bps::new(2_500).unwrap();
    assert_eq!(quarter.of(Uint256::from(7u32)).unwrap(), Uint256::from(1u32));
    assert_eq!(Bps::new(10_000).unwrap().of(Uint256::MAX).unwrap(), Uint256::MAX);
    assert_eq!(Bps::none().of(Uint256::MAX).unwrap(), Uint256::zero());
}

#[test]
fn a_stake_changes_after_its_settlement_alone() {
    let mut network = Network::new(&[1_000, 9_000]);
    network.pay(0, 100, 0);
    let mut touched = network.touch(1);

    let refused = touched.set_stake(&mut network.stakers[0], uint(5), true);

    assert_eq!(refused, Err(MathError::Unsettled));
    assert_eq!(touched.total_stake, uint(10_000));
}

/// A release that runs over epochs: skipping them rounds what is released in between less often, by less than a unit of 2^-128
/// for each staker and epoch, and changes nothing else.
#[test]
fn skipped_epochs_release_what_the_others_do() {
    for (days, period) in [(1, 3), (2, 10), (9, 10), (30, 10), (365, 400)] {
        let mut once = Network::new(&[1_000_000, 70_000_000, 3]);
        once.pay(DAY / 2, 1_000_003, period * DAY);
        let mut always = once.clone();
        for hour in 13..24 * days {
            always.ledger = always.touch(hour * DAY / 24).into_inner();
        }
        once.ledger = once.touch(days * DAY).into_inner();
        always.ledger = always.touch(days * DAY).into_inner();

        let thresholds =
            |network: &Network| -> Vec<_> { network.closed.iter().map(|it| it.threshold).collect() };
        assert_eq!(thresholds(&once), thresholds(&always));
        assert_eq!(once.ledger.epoch, always.ledger.epoch);
        assert_eq!(
            (once.ledger.threshold, once.ledger.released),
            (always.ledger.threshold, always.ledger.released)
        );
        assert_eq!(once.ledger.mean, always.ledger.mean);
        let (waits, waited) = (once.ledger.release.amount, always.ledger.release.amount);
        assert!(waits.abs_diff(waited) <= Uint256::from(24 * days), "{days} days of {period}");
        assert!(once.ledger.index.abs_diff(always.ledger.index) <= Uint256::from(24 * days));
    }
}

#[test]
fn what_is_left_over_is_no_release() {
    let mut network = Network::new(&[1 << 100, 1]);
    network.pay(0, 1, 0);
    assert!(!network.ledger.remainder.is_zero());
    network.set_stake(1, 0, 0);
    let index = network.ledger.index;

    let touched = network.touch(2);

    assert_eq!(touched.index, index);
    assert!(
        touched.remainder >= Uint256::from(touched.total_stake),
        "the remainder waits for the next release"
    );
}

#[test]
fn a_threshold_under_which_nothing_was_released_leaves_no_checkpoint() {
    let mut network = Network::new(&[1_000, 9_000]);
    network.touch(5 * DAY).into_inner();
    assert!(network.closed.is_empty());

    network.pay(5 * DAY, 100, 0);
    network.set_stake(5 * DAY, 0, 4_000);
    let ledger = network.touch(7 * DAY).into_inner();

    assert_eq!(network.closed.iter().map(|it| it.threshold).collect::<Vec<_>>(), [uint(2_999)]);
    assert_eq!((ledger.epoch.number, ledger.threshold), (7, uint(5_999)));
}

/// Time, and what happens then.
fn history() -> impl Strategy<Value = Vec<(u64, u8, usize, u128)>> {
    prop::collection::vec((0..3 * DAY, 0u8..3, 0usize..3, 0u128..1 << 70), 1..30)
}

/// Plays a history, looking at the ledger at every `pace` seconds in between as well.
fn played(history: &[(u64, u8, usize, u128)], pace: Option<u64>, piecemeal: bool) -> (Network, u128) {
    let (mut network, mut now, mut paid) = (Network::new(&[1_000_000, 70_000_000, 3]), 0, 0);
    for (wait, act, who, amount) in history {
        let until = now + wait;
        while let Some(next) = pace.map(|pace| (now / pace + 1) * pace).filter(|next| *next < until) {
            now = next;
            network.ledger = network.touch(now).into_inner();
        }
        now = until;
        match act {
            0 => {
                // At once, so that touching more often rounds nothing more often.
                network.pay(now, *amount, 0);
                paid += amount;
            }
            1 => network.set_stake(now, *who, amount + 1),
            _ => while network.settle(now, *who, if piecemeal { 1 } else { u32::MAX }) > 0 {},
        }
    }
    (network, paid)
}

proptest! {
    #[test]
    fn skipped_epochs_are_those_that_nobody_skipped(history in history()) {
        let (once, _) = played(&history, None, false);
        let (always, _) = played(&history, Some(DAY / 3), false);
        prop_assert_eq!(once.ledger, always.ledger);
        prop_assert_eq!(once.closed, always.closed);
        prop_assert_eq!(once.stakers, always.stakers);
    }

    #[test]
    fn settling_in_pieces_is_settling_at_once(history in history()) {
        let (whole, _) = played(&history, None, false);
        let (pieces, _) = played(&history, None, true);
        prop_assert_eq!(whole.ledger, pieces.ledger);
        prop_assert_eq!(whole.stakers, pieces.stakers);
    }

    #[test]
    fn nothing_is_created_and_only_dust_is_lost(history in history()) {
        // Every staker in one pool, which is credited after each call.
        let (mut network, mut now, mut paid, mut credited) =
            (Network::new(&[1_000_000, 70_000_000, 3]), 0, 0, Uint256::zero());
        let newcomer = |staker: &Staker| PoolStake { stake: staker.stake, growth: staker.growth };
        let mut in_pool: Vec<_> = network.stakers.iter().map(newcomer).collect();
        for (wait, act, who, amount) in &history {
            now += wait;
            if *act == 0 {
                network.pay(now, *amount, DAY);
                paid += amount;
                continue;
            }
            network.settle(now, *who, u32::MAX);
            let known = in_pool[*who].stake;
            credited += in_pool[*who].take_earned(known, &network.stakers[*who]).unwrap();
            if *act == 1 {
                network.set_stake(now, *who, amount + 1);
                in_pool[*who].stake = uint(amount + 1);
            }
        }
        now += 2 * DAY;
        for (who, stake) in in_pool.iter_mut().enumerate() {
            network.settle(now, who, u32::MAX);
            let known = stake.stake;
            credited += stake.take_earned(known, &network.stakers[who]).unwrap();
        }

        let ledger = network.ledger;
        prop_assert!(ledger.release.amount.is_zero());
        let kept = credited + ledger.treasury;
        let all = scaled(uint(paid)).unwrap();
        prop_assert!(kept <= all, "{} units are owed, {} came", kept, all);
        prop_assert!(whole(all - kept).unwrap().is_zero(), "{} are lost", all - kept);
    }
}
