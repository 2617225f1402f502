//! A vault as a contract keeps it, beside the definition; after every event the two are compared in everything.

use std::collections::BTreeMap;

use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigInt;
use num_traits::Zero;
use tributary_math::boost::BoostWeights;
use tributary_math::emission::{Booster, Emission, Mark, OpenStake, Principal, Schedule, TouchedEmission};
use tributary_math::MathError;

use crate::definition::Definition;
use crate::exact::{check_floor, fraction, plus};
use crate::numbers::big;
use crate::published::slope;

/// Bits below one in which the machine counts the reward of a unit of weight.
const BITS: u32 = 160;

/// Seconds of a day.
const DAY: u64 = 86_400;

/// How long something waits.
#[derive(Clone, Debug)]
pub enum Wait {
    Secs(u64),
    /// Up to the next boundary between days but so many, and a second before or after it.
    Boundary(u64, i64),
}

/// What happens to a vault.
#[derive(Clone, Debug)]
pub enum Act {
    Look,
    Claim,
    /// Amount, months and days.
    Stake(u128, u32, u32),
    /// NFTs and loyalty.
    Boost(u64, u64),
}

/// A position as a contract keeps it.
pub struct Held {
    user: usize,
    principal: Principal,
    end_day: u32,
    pub from: Mark,
    to: Option<Mark>,
}

/// A vault as a contract keeps it, beside the definition.
pub struct Vault {
    pub schedule: Schedule,
    pub weights: BoostWeights,
    /// The least that fits the total.
    pub min_stake: u128,
    pub now: u64,
    pub emission: Emission,
    /// What leaves with a day.
    pub leaving: BTreeMap<u32, OpenStake>,
    /// The index at the boundaries that were passed.
    pub passed: BTreeMap<u32, Uint256>,
    pub users: Vec<Booster>,
    pub held: Vec<Held>,
    pub definition: Definition,
}

impl Vault {
    pub fn new(schedule: Schedule, weights: BoostWeights, users: usize) -> Self {
        let duration = u64::from(schedule.days) * DAY;
        let mut definition = Definition::new(big(schedule.total), duration, big(weights.w1), users);
        let slope = weights.slope(Uint128::zero()).unwrap();
        definition.slopes.fill(big(slope));
        Self {
            schedule,
            weights,
            min_stake: (schedule.total.u128() >> 95) + 1,
            now: schedule.starts_at,
            emission: Emission::new(),
            leaving: BTreeMap::new(),
            passed: BTreeMap::new(),
            users: vec![Booster { slope, ..Booster::default() }; users],
            held: vec![],
            definition,
        }
    }

    pub fn touch(&mut self) -> TouchedEmission {
        let later = self.leaving.split_off(&(self.schedule.day(self.now) + 1));
        let rows = std::mem::replace(&mut self.leaving, later).into_iter().map(Ok::<_, MathError>);
        let (touched, passed) = self.emission.clone().touch(&self.schedule, self.now, rows).unwrap();
        self.passed.extend(passed.into_iter().map(|passed| (passed.day, passed.index)));
        self.definition.pass(self.schedule.elapsed(self.now));
        touched
    }

    /// A user whose ended positions have ended, and their last marks.
    pub fn settled(&self, touched: &TouchedEmission, user: usize) -> (Booster, Vec<(usize, Mark)>) {
        let today = self.schedule.day(self.now);
        let ended = |held: &Held| held.user == user && held.to.is_none() && held.end_day <= today;
        let mut ids: Vec<usize> = (0..self.held.len()).filter(|id| ended(&self.held[*id])).collect();
        ids.sort_by_key(|id| self.held[*id].end_day);
        let mut booster = self.users[user];
        let end = |id: usize| {
            let Held { principal, end_day, .. } = self.held[id];
            (id, booster.end(principal, self.passed[&end_day]).unwrap())
        };
        let ends = ids.into_iter().map(end).collect();
        touched.settle(&mut booster).unwrap();
        (booster, ends)
    }

    fn settle(&mut self, touched: &TouchedEmission, user: usize) {
        let (booster, ends) = self.settled(touched, user);
        self.users[user] = booster;
        for (id, mark) in ends {
            self.held[id].to = Some(mark);
        }
    }

    fn save(&mut self, touched: TouchedEmission) {
        self.check(&touched);
        self.emission = touched.into_inner();
    }

    pub fn wait(&mut self, wait: &Wait) {
        let until = match *wait {
            Wait::Secs(secs) => self.now + secs,
            Wait::Boundary(days, near) => {
                let next = (self.schedule.elapsed(self.now) / DAY + 1 + days) * DAY;
                (self.schedule.starts_at + next).saturating_add_signed(near)
            }
        };
        self.now = self.now.max(until);
    }

    pub fn act(&mut self, user: usize, act: &Act) {
        match *act {
            Act::Look => self.look(),
            Act::Claim => self.claim(user),
            Act::Stake(amount, months, days) => {
                // All principals together stay below 2^128.
                let most = u128::MAX - self.emission.open.amount.u128();
                if most >= self.min_stake {
                    self.stake(user, amount.clamp(self.min_stake, most), months, days);
                }
            }
            Act::Boost(nfts, loyalty) => {
                let slope = slope(&self.weights, nfts, loyalty).unwrap();
                self.set_slope(user, slope);
            }
        }
    }

    pub fn look(&mut self) {
        let touched = self.touch();
        self.save(touched);
    }

    pub fn claim(&mut self, user: usize) {
        let touched = self.touch();
        self.settle(&touched, user);
        self.save(touched);
    }

    /// Whether there was time left for it.
    pub fn stake(&mut self, user: usize, amount: u128, months: u32, days: u32) -> bool {
        let mut touched = self.touch();
        self.settle(&touched, user);
        let end_day = self.schedule.end_day(self.now, days);
        if let Some(end_day) = end_day {
            let principal = Principal { amount: Uint128::new(amount), months };
            let stake = touched.join(&mut self.users[user], principal, &self.weights).unwrap();
            let leaving = self.leaving.entry(end_day).or_default();
            *leaving = leaving.with(stake).unwrap();
            let from = self.users[user].mark;
            self.held.push(Held { user, principal, end_day, from, to: None });
            self.definition.stake(user, amount.into(), months, u64::from(end_day) * DAY);
        }
        self.save(touched);
        end_day.is_some()
    }

    pub fn set_slope(&mut self, user: usize, slope: Uint128) {
        let mut touched = self.touch();
        self.settle(&touched, user);
        let from = self.users[user].slope;
        for held in self.held.iter().filter(|held| held.user == user && held.to.is_none()) {
            let leaving = self.leaving.get_mut(&held.end_day).unwrap();
            *leaving = leaving.reweighed(held.principal.month_stake(), from, slope).unwrap();
        }
        touched.set_slope(&mut self.users[user], slope).unwrap();
        self.definition.slopes[user] = big(slope);
        self.save(touched);
    }

    /// Two marks of each position: its start, and its end or now.
    fn marks(&self, touched: &TouchedEmission) -> Vec<(Mark, Mark)> {
        let mut marks: Vec<Option<Mark>> = self.held.iter().map(|held| held.to).collect();
        let mut current = vec![];
        for user in 0..self.users.len() {
            let (booster, ends) = self.settled(touched, user);
            ends.into_iter().for_each(|(id, mark)| marks[id] = Some(mark));
            current.push(booster.mark);
        }
        let rows = self.held.iter().zip(marks);
        rows.map(|(held, to)| (held.from, to.unwrap_or(current[held.user]))).collect()
    }

    pub fn rewards(&mut self) -> Vec<u128> {
        let touched = self.touch();
        let marks = self.marks(&touched);
        let reward = |(held, (from, to)): (&Held, (Mark, Mark))| {
            held.principal.reward(self.weights.w1, from, to).unwrap().u128()
        };
        let rewards = self.held.iter().zip(marks).map(reward).collect();
        self.save(touched);
        rewards
    }

    /// After every event: every position, and the sums.
    fn check(&self, touched: &TouchedEmission) {
        let (mut parts, mut rewards) = (BigInt::zero(), BigInt::zero());
        let rows = self.held.iter().zip(self.marks(touched)).zip(&self.definition.positions);
        for ((held, (from, to)), position) in rows {
            // Before it is rounded, in 2^-160.
            let part =
                big(held.principal.amount) * big(self.weights.w1) * 2 * (big(to.index) - big(from.index))
                    + big(held.principal.month_stake()) * (big(to.growth) - big(from.growth));
            let exact = fraction(position.earned.numer() << BITS, position.earned.denom().clone());
            let (behind, ahead) = (position.behind(), position.ahead().clone());
            check_floor(&part, &exact, &fraction(behind.clone(), 1), &fraction(ahead.clone(), 1));

            let reward = big(held.principal.reward(self.weights.w1, from, to).unwrap());
            assert_eq!(reward, &part >> BITS);
            // As section 3 has it, for weights of a usual size; what may be above is proved by a test in [`crate::limits`].
            if behind.bits() <= 120 && ahead.bits() <= 120 {
                let hardly = fraction(1, 1_u64 << 40);
                check_floor(&reward, &position.earned, &hardly, &hardly);
            }
            parts += part;
            rewards += reward;
        }
        self.check_sums(touched, &parts, &rewards);
        self.check_stakes(touched);
    }

    /// What is shared is in the positions and in the remainder; what is not shared was emitted for nobody.
    fn check_sums(&self, touched: &TouchedEmission, parts: &BigInt, rewards: &BigInt) {
        let Definition { elapsed, idle, .. } = self.definition;
        assert_eq!((touched.elapsed, touched.idle), (elapsed, idle));
        assert_eq!(touched.shared_secs(), elapsed - idle);
        let (total, duration) = (big(self.schedule.total), self.schedule.duration());
        let (shared, aside) = (&total * touched.shared_secs(), &total * touched.idle);
        // BV-02, and the same of the parts.
        assert_eq!(&shared + aside, total * elapsed);
        assert_eq!(parts * duration + big(touched.remainder), &shared << BITS);
        // BV-04.
        let missing = shared - rewards * duration;
        let remainder = big(touched.remainder);
        let dust = (&remainder >> BITS) + BigInt::from(duration) * self.held.len();
        assert!(missing >= BigInt::zero() && missing <= dust, "{missing} of {dust}");
        // Which is a unit for each position and one more, unless weights leave 160 bits.
        assert!(remainder < &self.definition.weighed * duration || remainder.is_zero());
    }

    fn check_stakes(&self, touched: &TouchedEmission) {
        let none = OpenStake::default();
        let sum = self.leaving.values().fold(none, |sum, stake| sum.with(*stake).unwrap());
        assert_eq!(touched.open, sum);
        let weights = self.definition.open().map(|position| self.definition.weight(position));
        assert_eq!(big(sum.weight), weights.sum::<BigInt>());
        let today = self.schedule.day(self.now);
        let open = || self.held.iter().filter(|held| held.end_day > today);
        assert_eq!(sum.amount, open().map(|held| held.principal.amount).sum::<Uint128>());
        assert_eq!(sum.positions, u64::try_from(open().count()).unwrap());
        for user in 0..self.users.len() {
            let own = open().filter(|held| held.user == user);
            let month_stake = own.map(|held| held.principal.month_stake()).sum::<Uint256>();
            assert_eq!(self.settled(touched, user).0.month_stake, month_stake);
        }
    }

    /// To the end, where every reward is final: what was shared is in the fractions of the definition, all of it.
    pub fn finish(mut self) {
        self.now = self.schedule.ends_at() + 1;
        self.look();
        assert_eq!(self.emission.open, OpenStake::default());
        let sum = self.definition.positions.iter().fold(fraction(0, 1), |sum, it| plus(&sum, &it.earned));
        let shared = self.definition.shared();
        assert_eq!(sum.numer() * shared.denom(), shared.numer() * sum.denom());
        let rewards = self.rewards();
        for user in 0..self.users.len() {
            self.claim(user);
        }
        assert_eq!(self.rewards(), rewards, "nothing happens after the end");
    }
}
