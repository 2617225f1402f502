//! The reward machine against the model of the specification, over random histories.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests stand outside of them"
)]

mod model;
mod numbers;

use std::collections::BTreeMap;

use cosmwasm_std::{Uint128, Uint256};
use model::{Booked, Mistake, Model};
use num_bigint::BigInt;
use numbers::{big, ten};
use proptest::prelude::{prop, prop_assert, prop_assert_eq, prop_oneof, proptest, Just, Strategy};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tributary_math::release::ReleaseClock;
use tributary_math::rewards::{BookedRewards, Booking, DelegatorRewards, RewardPool};
use tributary_math::Ppm;

/// What can happen to a pool.
#[derive(Clone, Debug)]
enum Act {
    /// Coins arrive at the coinbase; no code runs.
    Reward(u128),
    /// Time passes; no code runs.
    Wait(u64),
    /// Somebody joins, adds, takes some off or leaves.
    Stake(u8, u128),
    Claim(u8),
    ClaimCommission,
    /// A new commission; what lies there is charged the old one.
    Rate(u32),
    /// A new release period, from the next net on.
    Period(u64),
    /// Somebody without stake claims the rest and is forgotten.
    Forget(u8),
    /// Anything else that books.
    Book,
}

/// The machine beside the model, and the coins of both.
#[derive(Clone)]
struct Pair {
    pool: RewardPool,
    people: BTreeMap<u8, DelegatorRewards>,
    model: Model,
    balance: u128,
    arrived: u128,
    paid: u128,
    paid_to: BTreeMap<u8, u128>,
    rate: u32,
    now: u64,
    period: u64,
}

impl Pair {
    fn new(mistake: Option<Mistake>, rate: u32, period: u64) -> Self {
        Self {
            pool: RewardPool::default(),
            people: BTreeMap::new(),
            model: Model::new(mistake),
            balance: 0,
            arrived: 0,
            paid: 0,
            paid_to: BTreeMap::new(),
            rate,
            now: 1_000,
            period,
        }
    }

    fn clock(&self) -> ReleaseClock {
        ReleaseClock { now: self.now, period: self.period }
    }

    /// Closes the period on both sides and compares what was booked.
    fn book(&mut self) -> Result<BookedRewards, String> {
        let balance = Uint128::new(self.balance);
        let before = self.pool.clone();
        let rate = Ppm::new(self.rate).map_err(|error| error.to_string())?;
        let (booked, booking) =
            self.pool.clone().book(balance, rate, self.clock()).map_err(|e| e.to_string())?;
        let wanted = self.model.book(balance, self.rate, self.now, self.period);
        same("booking", &wanted, &facts(&booking))?;

        same("PR-07 crr never falls", &true, &(booked.crr() >= before.crr()))?;
        let (again, nothing) =
            booked.clone().into_inner().book(balance, rate, self.clock()).map_err(|e| e.to_string())?;
        same("PR-07 booking twice is booking once", &booked, &again)?;
        same("PR-07 nothing is left to book", &Uint128::zero(), &nothing.amount)?;
        if !booked.weight().is_zero() {
            let left = booked.remainder() < Uint256::from(booked.weight());
            same("PR-05 the remainder is below the stake", &true, &left)?;
        }
        Ok(booked)
    }

    fn act(&mut self, act: &Act) -> Result<(), String> {
        match *act {
            Act::Reward(amount) => {
                self.balance += amount;
                self.arrived += amount;
                return self.check_identity();
            }
            Act::Wait(time) => {
                self.now += time;
                return Ok(());
            }
            Act::Period(period) => {
                self.period = period;
                return Ok(());
            }
            Act::Rate(rate) => {
                self.pool = self.book()?.into_inner();
                self.rate = rate;
            }
            Act::Book => self.pool = self.book()?.into_inner(),
            Act::Stake(who, stake) => self.set_stake(who, stake)?,
            Act::Claim(who) => self.claim(who)?,
            Act::ClaimCommission => {
                let mut booked = self.book()?;
                let owed = self.model.commission.clone();
                let amount = booked.claim_commission().map_err(|e| e.to_string())?;
                same("commission", &owed, &big(amount))?;
                self.model.pay_commission(amount);
                self.pay(amount);
                self.pool = booked.into_inner();
            }
            Act::Forget(who) => self.forget(who)?,
        }
        self.check()
    }

    fn set_stake(&mut self, who: u8, stake: u128) -> Result<(), String> {
        if self.model.lets_newcomers_share() {
            self.model.set_stake(who, stake);
        }
        let mut booked = self.book()?;
        let delegator = self.people.entry(who).or_default();
        booked.set_weight(delegator, Uint128::new(stake)).map_err(|e| e.to_string())?;
        self.model.set_stake(who, stake);
        self.pool = booked.into_inner();
        Ok(())
    }

    fn claim(&mut self, who: u8) -> Result<(), String> {
        let mut booked = self.book()?;
        if let Some(delegator) = self.people.get_mut(&who) {
            let amount = booked.claim(delegator).map_err(|e| e.to_string())?;
            self.model.check_claimable(who, amount)?;
            self.model.pay(who, amount);
            *self.paid_to.entry(who).or_default() += amount.u128();
            self.pay(amount);
        }
        self.pool = booked.into_inner();
        Ok(())
    }

    fn forget(&mut self, who: u8) -> Result<(), String> {
        if !self.people.get(&who).is_some_and(|delegator| delegator.weight().is_zero()) {
            self.pool = self.book()?.into_inner();
            return Ok(());
        }
        self.claim(who)?;
        let mut booked = self.book()?;
        if let Some(delegator) = self.people.remove(&who) {
            same("a record without stake and claims is finished", &true, &delegator.is_finished())?;
            booked.absorb(delegator).map_err(|e| e.to_string())?;
            self.model.remove(who);
        }
        self.pool = booked.into_inner();
        Ok(())
    }

    fn pay(&mut self, amount: Uint128) {
        self.balance -= amount.u128();
        self.paid += amount.u128();
    }

    /// What `who` could claim, without changing anything. The period is closed.
    fn claimable(&self, who: u8) -> Result<Uint128, String> {
        let rate = Ppm::new(self.rate).map_err(|e| e.to_string())?;
        let (booked, _) = self
            .pool
            .clone()
            .book(Uint128::new(self.balance), rate, self.clock())
            .map_err(|e| e.to_string())?;
        let mut delegator = self.people.get(&who).cloned().unwrap_or_default();
        booked.settle(&mut delegator).map_err(|e| e.to_string())?;
        Ok(delegator.settled())
    }

    /// The identity of D9, which holds at any time.
    fn check_identity(&self) -> Result<(), String> {
        let unreleased = self.pool.unreleased();
        let settled: BigInt = self.people.values().map(|delegator| big(delegator.settled())).sum();
        let undivided =
            big(self.pool.outstanding()) - big(self.pool.commission()) - settled - big(unreleased);
        let mut parts = big(self.pool.remainder());
        for delegator in self.people.values() {
            same("PR-07 nobody is ahead of the pool", &true, &(delegator.crr() <= self.pool.crr()))?;
            parts += big(delegator.fraction());
            parts += (big(self.pool.crr()) - big(delegator.crr())) * big(delegator.weight());
        }
        same("the identity of D9", &(undivided * ten(36)), &parts)
    }

    /// Everything that must be true when the period is closed.
    fn check(&self) -> Result<(), String> {
        self.check_identity()?;
        same("outstanding", &self.model.outstanding, &big(self.pool.outstanding()))?;
        same("commission", &self.model.commission, &big(self.pool.commission()))?;
        same("lifetime", &self.model.lifetime, &big(self.pool.lifetime()))?;
        let unreleased = self.pool.unreleased();
        same("unreleased", &self.model.unreleased, &big(unreleased))?;
        if let Some(release) = self.pool.release() {
            same("end of the release", &self.model.end, &BigInt::from(release.end))?;
        }
        let people: Vec<u8> = self.people.keys().copied().collect();
        same("people", &self.model.people(), &people)?;
        same("stake", &self.model.stake(), &big(self.pool.weight()))?;

        // What waited for somebody with stake is claimable as soon as somebody has it.
        let mut model = self.model.clone();
        model.book(Uint128::new(self.balance), self.rate, self.now, self.period);
        let mut owed = big(unreleased) + big(self.pool.commission());
        for who in people {
            let claimable = self.claimable(who)?;
            model.check_claimable(who, claimable)?;
            owed += big(claimable);
        }
        same("never more is owed than there is", &true, &(owed <= big(self.pool.outstanding())))?;
        same("conservation", &self.arrived, &(self.paid + self.balance))?;
        same("everything that is there is booked", &self.balance, &self.pool.outstanding().u128())
    }

    /// Everything is released, everybody leaves in that order, and what stays is less than a unit a head.
    fn everybody_leaves(&mut self, order: &[u8]) -> Result<(), String> {
        self.act(&Act::Book)?;
        if let Some(release) = self.pool.release() {
            self.now = release.end;
            self.act(&Act::Book)?;
        }
        self.act(&Act::ClaimCommission)?;
        let heads = self.people.len();
        let stake = self.pool.weight();
        for who in order {
            if self.people.contains_key(who) {
                self.act(&Act::Stake(*who, 0))?;
                self.act(&Act::Forget(*who))?;
            }
        }
        same("everybody left", &true, &self.people.is_empty())?;
        same("stake of an empty pool", &Uint128::zero(), &self.pool.weight())?;
        let left = big(self.pool.outstanding());
        same("what is left is the remainder", &(left.clone() * ten(36)), &big(self.pool.remainder()))?;
        if !stake.is_zero() {
            same("what is left is less than a unit a head", &true, &(left <= BigInt::from(heads)))?;
        }
        Ok(())
    }
}

fn facts(booking: &Booking) -> Booked {
    Booked {
        amount: big(booking.amount),
        commission: big(booking.commission),
        released: big(booking.released),
        shortfall: big(booking.shortfall),
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, wanted: &T, found: &T) -> Result<(), String> {
    if wanted == found {
        return Ok(());
    }
    Err(format!("{what}: wanted {wanted:?}, found {found:?}"))
}

/// Amounts of all sizes up to 10^27.
fn amount() -> impl Strategy<Value = u128> {
    (0u32..=26, 1u128..=10_000).prop_map(|(zeros, digits)| 10u128.pow(zeros) * digits / 1_000 + 1)
}

fn who() -> impl Strategy<Value = u8> {
    0u8..5
}

fn stake() -> impl Strategy<Value = u128> {
    prop_oneof![4 => amount(), 1 => Just(0), 1 => Just(1)]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => amount().prop_map(Act::Reward),
        3 => (0u64..5_000).prop_map(Act::Wait),
        4 => (who(), stake()).prop_map(|(who, stake)| Act::Stake(who, stake)),
        3 => who().prop_map(Act::Claim),
        1 => Just(Act::ClaimCommission),
        1 => (0u32..=1_000_000).prop_map(Act::Rate),
        1 => prop_oneof![Just(0), 1u64..4_000].prop_map(Act::Period),
        1 => who().prop_map(Act::Forget),
        1 => Just(Act::Book),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(), 1..40)
}

fn order() -> impl Strategy<Value = Vec<u8>> {
    Just((0u8..5).collect::<Vec<_>>()).prop_shuffle()
}

fn play(pair: &mut Pair, acts: &[Act]) -> Result<(), String> {
    acts.iter()
        .enumerate()
        .try_for_each(|(at, act)| pair.act(act).map_err(|error| format!("act {at} {act:?}: {error}")))
}

fn fails(error: String) -> TestCaseError {
    TestCaseError::fail(error)
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_history_pays_what_the_specification_says(
        acts in acts(), order in order(), rate in 0u32..=1_000_000, period in prop_oneof![Just(0), 1u64..4_000],
    ) {
        let mut pair = Pair::new(None, rate, period);

        play(&mut pair, &acts).map_err(fails)?;

        pair.everybody_leaves(&order).map_err(fails)?;
    }

    #[test]
    fn nobody_is_withheld_a_unit_while_the_stake_stays(
        stakes in prop::collection::vec(amount(), 1..5), rewards in prop::collection::vec((amount(), who()), 1..30),
        rate in 0u32..=1_000_000,
    ) {
        let mut pair = Pair::new(None, rate, 0);
        for (who, stake) in stakes.iter().enumerate() {
            pair.act(&Act::Stake(u8::try_from(who).unwrap(), *stake)).map_err(fails)?;
        }

        for (reward, claimant) in rewards {
            pair.act(&Act::Reward(reward)).map_err(fails)?;
            pair.act(&Act::Claim(claimant)).map_err(fails)?;

            for who in 0..stakes.len() {
                let who = u8::try_from(who).unwrap();
                let claimable = pair.claimable(who).map_err(fails)?;
                pair.model.check_claimable_strictly(who, claimable).map_err(fails)?;
            }
        }
    }

    #[test]
    fn claiming_often_or_once_changes_nobodys_total(acts in acts(), claims in prop::collection::vec(who(), 40)) {
        let mut often = Pair::new(None, 40_000, 0);
        let mut once = Pair::new(None, 40_000, 0);

        for (act, claimant) in acts.iter().filter(|act| !matches!(act, Act::Claim(_) | Act::Forget(_))).zip(claims) {
            often.act(act).map_err(fails)?;
            once.act(act).map_err(fails)?;
            often.act(&Act::Claim(claimant)).map_err(fails)?;
            once.act(&Act::Book).map_err(fails)?;
        }

        // In opposite orders at that.
        for who in 0..5 {
            often.act(&Act::Claim(who)).map_err(fails)?;
            once.act(&Act::Claim(4 - who)).map_err(fails)?;
        }
        for who in 0..5 {
            let of = |pair: &Pair| pair.paid_to.get(&who).copied().unwrap_or_default();
            prop_assert_eq!(of(&often), of(&once), "{}", who);
        }
    }

    #[test]
    fn equal_histories_of_stake_earn_equal_rewards(acts in acts()) {
        let mut pair = Pair::new(None, 70_000, 0);
        // Somebody is always there, so that nothing waits for whoever comes first.
        pair.act(&Act::Stake(6, 10u128.pow(20))).map_err(fails)?;
        for act in &acts {
            pair.act(act).map_err(fails)?;
            // 5 does with stake what 0 does, and claims at other times.
            if let Act::Stake(0, stake) = act {
                pair.act(&Act::Stake(5, *stake)).map_err(fails)?;
            }
            if let Act::Forget(0) = act {
                pair.act(&Act::Forget(5)).map_err(fails)?;
            }
        }

        pair.act(&Act::Claim(0)).map_err(fails)?;
        pair.act(&Act::Claim(5)).map_err(fails)?;
        // A forgotten record loses its fraction to all, each time at most once.
        let lost = u128::try_from(acts.iter().filter(|act| matches!(act, Act::Forget(0))).count()).unwrap();
        let of = |who: u8| pair.paid_to.get(&who).copied().unwrap_or_default();
        prop_assert!(of(0).abs_diff(of(5)) <= lost, "{} and {}", of(0), of(5));
    }

    #[test]
    fn scaling_all_stakes_leaves_rewards_as_they_are(acts in acts(), factor in 2u128..1_000) {
        let mut small = Pair::new(None, 10_000, 0);
        let mut large = Pair::new(None, 10_000, 0);

        for act in acts.iter().filter(|act| !matches!(act, Act::Forget(_))) {
            let scaled = match act {
                Act::Stake(who, stake) => Act::Stake(*who, stake / 1_000 * factor),
                other => other.clone(),
            };
            let act = match act {
                Act::Stake(who, stake) => Act::Stake(*who, stake / 1_000),
                other => other.clone(),
            };
            small.act(&act).map_err(fails)?;
            large.act(&scaled).map_err(fails)?;
        }

        for who in 0..5 {
            small.act(&Act::Claim(who)).map_err(fails)?;
            large.act(&Act::Claim(who)).map_err(fails)?;
            let of = |pair: &Pair| pair.paid_to.get(&who).copied().unwrap_or_default();
            prop_assert!(of(&small).abs_diff(of(&large)) <= 1, "{} and {}", of(&small), of(&large));
        }
    }

    #[test]
    fn what_comes_while_nobody_has_stake_goes_to_the_first_who_returns(
        reward in amount(), rate in 0u32..=1_000_000, stake in amount(),
    ) {
        let mut pair = Pair::new(None, rate, 0);
        pair.act(&Act::Reward(reward)).map_err(fails)?;
        pair.act(&Act::Book).map_err(fails)?;
        prop_assert_eq!(pair.pool.crr(), Uint256::zero());

        pair.act(&Act::Stake(0, stake)).map_err(fails)?;
        pair.act(&Act::Claim(0)).map_err(fails)?;
        let commission = reward * u128::from(rate) / 1_000_000;
        let paid = pair.paid_to.get(&0).copied().unwrap_or_default();
        prop_assert!(reward - commission - paid <= 1, "{} of {}", paid, reward - commission);
    }

    #[test]
    fn a_lump_above_a_period_earns_nothing_in_the_moment_it_comes(
        owner in amount(), guest in amount(), lump in amount(), period in 1u64..10_000,
    ) {
        let mut pair = Pair::new(None, 0, period);
        pair.act(&Act::Stake(0, owner)).map_err(fails)?;
        pair.act(&Act::Stake(1, guest)).map_err(fails)?;
        pair.act(&Act::Reward(lump)).map_err(fails)?;
        pair.act(&Act::Claim(1)).map_err(fails)?;
        pair.act(&Act::Stake(1, 0)).map_err(fails)?;
        pair.act(&Act::Forget(1)).map_err(fails)?;

        prop_assert_eq!(pair.paid_to.get(&1).copied(), Some(0));
    }
}

/// Whether random histories tell the machine from a model that makes a mistake.
fn notices(mistake: Mistake) -> bool {
    let mut runner = TestRunner::deterministic();
    let histories = (acts(), order(), 1u32..=1_000_000, 1u64..4_000);
    (0..200).any(|_| {
        let tree = histories.new_tree(&mut runner).unwrap();
        let (acts, order, rate, period) = tree.current();
        let mut pair = Pair::new(Some(mistake), rate, period);
        play(&mut pair, &acts).and_then(|()| pair.everybody_leaves(&order)).is_err()
    })
}

#[test]
fn a_machine_with_a_mistake_would_be_noticed() {
    for mistake in [
        Mistake::CommissionRoundedUp,
        Mistake::CommissionOnRelease,
        Mistake::NobodysRewardsLost,
        Mistake::NewcomersShareThePast,
        Mistake::DustPostpones,
        Mistake::ReleaseRoundedUp,
        Mistake::FractionsLost,
        Mistake::SharesRoundedDown,
    ] {
        assert!(notices(mistake), "{mistake:?} goes unnoticed");
    }
}

/// A machine whose books do not add up.
#[test]
fn a_broken_identity_would_be_noticed() {
    let mut pair = Pair::new(None, 0, 0);
    for act in [Act::Stake(0, 3), Act::Stake(1, 4), Act::Reward(10), Act::Claim(0)] {
        pair.act(&act).unwrap();
    }
    assert_eq!(pair.check(), Ok(()));

    let whole = pair.people.clone();
    pair.people.insert(1, DelegatorRewards::default());
    assert!(pair.check_identity().unwrap_err().contains("the identity of D9"));

    pair.people = whole;
    pair.balance += 1;
    assert!(pair.check().is_err());
}
