//! An escrow as a contract keeps it, beside the definition and the formulas; after every event they are compared in everything.

pub mod cuts;
pub mod definition;

use std::collections::BTreeMap;

use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use tributary_math::joint::accrual::{Accrual, Earner, Progress, TouchedAccrual};
use tributary_math::joint::calendar::{Calendar, DailyCap};
use tributary_math::joint::terms::Lock;
use tributary_math::MathError;

use crate::exact::check_floor;
use crate::numbers::{big, ten};
use cuts::Cuts;
use definition::Definition;

/// How long something waits.
#[derive(Clone, Debug)]
pub enum Wait {
    Secs(u64),
    /// Up to the next end of a day but so many, and so much later.
    DayEnd(u64, i64),
    /// Up to the next end of an agreement, and so much later.
    End(i64),
}

/// What happens to an escrow.
#[derive(Clone, Debug)]
pub enum Act {
    /// Somebody advances it to now, so many ends at a time.
    Advance(usize),
    /// Base reward and days.
    Accept(u128, u32),
    Suspend(usize),
    Resume(usize),
    Close(usize),
    Fund(u128),
    /// So many hundredths of what a day costs at `nu` = 1.
    FundDay(u32),
    /// Each so many days after the one before, the first counted from yesterday; none: no caps.
    Caps(Vec<(u32, u128)>),
}

/// An agreement as a contract keeps it.
pub struct Agreement {
    pub earner: Earner,
    pub closed: bool,
}

/// What leaves with an end, and how many agreements have not been terminated before.
#[derive(Clone, Copy, Default)]
struct End {
    weight: Uint128,
    agreements: u32,
}

pub struct Escrow {
    pub calendar: Calendar,
    pub now: u64,
    pub accrual: Accrual,
    queue: BTreeMap<u64, End>,
    /// The index at the ends that were passed.
    pub passed: BTreeMap<u64, Uint256>,
    pub agreements: Vec<Agreement>,
    pub definition: Definition,
    pub cuts: Cuts,
}

impl Escrow {
    pub fn new(day_secs: u64, caps: &[(u32, u128)]) -> Self {
        let started_at = 1_700_000_000;
        let caps: Vec<DailyCap> = caps
            .iter()
            .map(|(from_day, cap)| DailyCap { from_day: *from_day, cap: Uint128::new(*cap) })
            .collect();
        Self {
            calendar: Calendar { started_at, day_secs, caps: caps.clone() },
            now: started_at,
            accrual: Accrual::new(started_at),
            queue: BTreeMap::new(),
            passed: BTreeMap::new(),
            agreements: vec![],
            definition: Definition::new(started_at, day_secs, caps.clone()),
            cuts: Cuts::new(started_at, day_secs, caps),
        }
    }

    pub fn wait(&mut self, wait: &Wait) {
        let until = match *wait {
            Wait::Secs(secs) => self.now + secs,
            Wait::DayEnd(days, near) => {
                let day = (self.now - self.calendar.started_at) / self.calendar.day_secs;
                let end = self.calendar.started_at + (day + 1 + days) * self.calendar.day_secs;
                end.saturating_add_signed(near)
            }
            Wait::End(near) => {
                let next = self.queue.keys().find(|end| **end > self.now);
                next.map_or(self.now, |end| end.saturating_add_signed(near))
            }
        };
        self.now = self.now.max(until);
    }

    /// Brings it to now, at most `limit` ends at a time, and stores the ends that were passed.
    pub fn touched(&mut self, limit: usize) -> TouchedAccrual {
        loop {
            // All rows, those to come as well.
            let rows: Vec<_> = self.queue.iter().map(|(at, end)| Ok((*at, end.weight))).collect();
            let (progress, passed) = self
                .accrual
                .clone()
                .touch::<MathError>(self.calendar.clone(), self.now, rows.into_iter(), limit)
                .unwrap();
            assert!(passed.len() <= limit);
            for end in passed {
                assert!(self.queue.remove(&end.at).is_some() && end.at <= self.now);
                self.passed.insert(end.at, end.index);
            }
            match progress {
                Progress::Now(touched) => return touched,
                Progress::Behind(accrual) => {
                    assert!(*self.queue.keys().next().unwrap() <= self.now);
                    self.accrual = accrual;
                }
            }
        }
    }

    /// Somebody advances it to now and looks.
    pub fn look<T>(&mut self, look: impl FnOnce(&TouchedAccrual) -> T) -> T {
        let touched = self.touched(50);
        let seen = look(&touched);
        self.accrual = touched.into_inner();
        seen
    }

    /// What each agreement has earned.
    pub fn rewards(&mut self) -> Vec<u128> {
        let index = self.look(|touched| touched.index().unwrap());
        let earned =
            |it: &Agreement| it.earner.earned_floor(self.index_of(it, index), &self.calendar).unwrap().u128();
        self.agreements.iter().map(earned).collect()
    }

    pub fn free(&mut self) -> u128 {
        self.look(|touched| touched.free_floor().unwrap().u128())
    }

    pub fn nu(&mut self) -> String {
        self.look(|touched| touched.nu_floor().unwrap().to_string())
    }

    fn index_of(&self, agreement: &Agreement, now: Uint256) -> Uint256 {
        self.passed.get(&agreement.earner.ends_at).copied().filter(|_| !agreement.closed).unwrap_or(now)
    }

    fn find(&self, which: usize, suits: impl Fn(&Agreement) -> bool) -> Option<usize> {
        let ids: Vec<usize> = (0..self.agreements.len()).filter(|id| suits(&self.agreements[*id])).collect();
        (!ids.is_empty()).then(|| ids[which % ids.len()])
    }

    pub fn act(&mut self, act: &Act) {
        let limit = if let Act::Advance(limit) = act { *limit } else { 50 };
        let mut touched = self.touched(limit);
        self.definition.pass(self.now);
        self.cuts.pass(self.now);
        let now = self.now;
        let bound = |it: &Agreement| !it.closed && it.earner.ends_at > now;
        match act {
            Act::Advance(_) => {}
            Act::Accept(weight, days) => self.accept(&mut touched, *weight, *days),
            Act::Suspend(which) => {
                if let Some(id) = self.find(*which, |it| bound(it) && it.earner.since.is_some()) {
                    self.suspend(&mut touched, id);
                }
            }
            Act::Resume(which) => {
                if let Some(id) = self.find(*which, |it| bound(it) && it.earner.since.is_none()) {
                    self.resume(&mut touched, id);
                }
            }
            Act::Close(which) => {
                if let Some(id) = self.find(*which, |it| !it.closed) {
                    self.close(&mut touched, id);
                }
            }
            Act::Fund(amount) => self.fund(&mut touched, *amount),
            Act::FundDay(percent) => {
                let amount = touched.weight().full_mul(*percent) / Uint256::from(100_u128);
                self.fund(&mut touched, Uint128::try_from(amount).map_or(u128::MAX, |it| it.u128()));
            }
            Act::Caps(caps) => self.set_caps(&mut touched, caps),
        }
        self.accrual = touched.into_inner();
        // With the caps of from now on.
        let touched = self.touched(0);
        self.check(&touched);
    }

    fn accept(&mut self, touched: &mut TouchedAccrual, weight: u128, days: u32) {
        let lock = Lock { started_at: self.now, days, day_secs: self.calendar.day_secs };
        let (weight, ends_at) = (Uint128::new(weight), lock.ends_at().unwrap());
        if touched.weight().checked_add(weight).is_err() {
            assert!(matches!(touched.clone().join(weight, ends_at), Err(MathError::Overflow(_))));
            return;
        }
        let earner = touched.join(weight, ends_at).unwrap();
        let end = self.queue.entry(ends_at).or_default();
        *end = End { weight: end.weight + weight, agreements: end.agreements + 1 };
        self.agreements.push(Agreement { earner, closed: false });
        self.definition.accept(big(weight), ends_at);
        self.cuts.accept(self.now, big(weight), ends_at);
    }

    fn suspend(&mut self, touched: &mut TouchedAccrual, id: usize) {
        let earner = &mut self.agreements[id].earner;
        touched.suspend(earner).unwrap();
        self.queue.get_mut(&earner.ends_at).unwrap().weight -= earner.weight;
        self.definition.suspend(id, true);
        self.cuts.suspend(self.now, id);
    }

    fn resume(&mut self, touched: &mut TouchedAccrual, id: usize) {
        let earner = &mut self.agreements[id].earner;
        if touched.weight().checked_add(earner.weight).is_err() {
            assert!(matches!(touched.clone().resume(earner), Err(MathError::Overflow(_))));
            return;
        }
        touched.resume(earner).unwrap();
        self.queue.get_mut(&earner.ends_at).unwrap().weight += earner.weight;
        self.definition.suspend(id, false);
        self.cuts.resume(self.now, id);
    }

    fn close(&mut self, touched: &mut TouchedAccrual, id: usize) {
        let earner = &mut self.agreements[id].earner;
        let active = earner.since.is_some();
        if let Some(index) = self.passed.get(&earner.ends_at) {
            assert_eq!(touched.clone().close(&mut earner.clone()).is_err(), active);
            earner.stop(*index).unwrap();
        } else {
            let end = self.queue.get_mut(&earner.ends_at).unwrap();
            end.agreements -= 1;
            end.weight -= if active { earner.weight } else { Uint128::zero() };
            if end.agreements == 0 {
                self.queue.remove(&earner.ends_at);
            }
        }
        touched.close(earner).unwrap();
        let paid = earner.earned_floor(Uint256::zero(), &self.calendar).unwrap();
        self.agreements[id].closed = true;
        self.cuts.close(self.now, id);
        self.check_reward(id, &big(paid));
        self.definition.close(id, big(paid));
    }

    fn fund(&mut self, touched: &mut TouchedAccrual, amount: u128) {
        let amount = Uint128::new(amount);
        if touched.funded().checked_add(amount).is_err() {
            assert!(matches!(touched.clone().fund(amount), Err(MathError::Overflow(_))));
            return;
        }
        touched.fund(amount).unwrap();
        self.definition.free += BigRational::from_integer(big(amount));
        self.cuts.fund(self.now, &big(amount));
    }

    fn set_caps(&mut self, touched: &mut TouchedAccrual, caps: &[(u32, u128)]) {
        let yesterday = self.calendar.day(self.now).unwrap().saturating_sub(1);
        let mut next = u32::try_from(yesterday).unwrap();
        let cap = |(later, cap): &(u32, u128)| {
            let from_day = next + later;
            next = from_day + 1;
            DailyCap { from_day, cap: Uint128::new(*cap) }
        };
        let caps: Vec<DailyCap> = caps.iter().map(cap).collect();
        touched.set_caps(caps.clone()).unwrap();
        self.calendar.caps.clone_from(&caps);
        self.definition.caps.clone_from(&caps);
        self.cuts.set_caps(self.now, caps);
    }

    /// After every event.
    fn check(&self, touched: &TouchedAccrual) {
        let (cuts, now) = (&self.cuts, self.now);
        let index = touched.index().unwrap();
        assert_eq!(big(index), cuts.n(now));
        assert_eq!((big(touched.weight()), big(touched.funded())), (cuts.w.clone(), cuts.funded.clone()));
        let free = &cuts.funded * cuts.unit() - cuts.a(now);
        assert_eq!(big(touched.free_floor().unwrap()), free / cuts.unit());
        let stored = touched.clone().into_inner();
        assert_eq!((big(stored.index), big(stored.accrued)), (cuts.n0.clone(), cuts.a0.clone()));
        assert_eq!(stored.at, cuts.t0);
        let passed: Vec<_> = self.passed.iter().map(|(at, index)| (*at, big(*index))).collect();
        assert!(passed.into_iter().eq(cuts.passed.clone()));
        self.check_nu(touched);

        self.check_agreements(index);
        // JS-05.
        assert_eq!(cuts.w, self.definition.weight());
        assert_eq!(touched.weight(), self.queue.values().map(|end| end.weight).sum::<Uint128>());
    }

    fn check_agreements(&self, index: Uint256) {
        let (cuts, now) = (&self.cuts, self.now);
        let mut parts = BigInt::zero();
        for (id, agreement) in self.agreements.iter().enumerate() {
            let Earner { weight, acc, since, .. } = agreement.earner;
            let index = self.index_of(agreement, index);
            let part = big(acc) + since.map_or_else(BigInt::zero, |since| big(weight) * big(index - since));
            assert_eq!(part, cuts.collected(id, now));
            let earned = big(agreement.earner.earned_floor(index, &self.calendar).unwrap());
            assert_eq!(earned, &part / cuts.unit());
            self.check_reward(id, &earned);
            parts += part;
        }
        assert_eq!(parts, cuts.a(now), "what is accrued is the agreements'");
    }

    /// Within what is explained by rounding; by no more than a unit where that is less than one, and by none where there was none.
    fn check_reward(&self, id: usize, earned: &BigInt) {
        let exact = &self.definition.agreements[id].earned;
        let slack = self.definition.slack();
        check_floor(earned, exact, &slack, &slack);
        let difference = exact.to_integer() - earned;
        if slack < BigRational::one() {
            assert!(difference.magnitude() <= BigInt::one().magnitude());
        }
        if self.definition.exact {
            assert_eq!(difference, BigInt::zero());
        }
    }

    fn check_nu(&self, touched: &TouchedAccrual) {
        let (cuts, one) = (&self.cuts, ten(18));
        let w = if cuts.w.is_zero() { BigInt::one() } else { cuts.w.clone() };
        let mut nu = one.clone().min(cuts.f0() * &one / (&w * cuts.rem() * ten(27)));
        nu = cuts.cap(self.now).map_or(nu.clone(), |cap| nu.min(cap * one / w));
        assert_eq!(big(touched.nu_floor().unwrap().atomics()), nu);
    }

    /// Everything ends and is closed: what is left are whole units.
    pub fn finish(mut self) {
        self.now = self.queue.keys().last().map_or(self.now, |end| self.now.max(*end + 5));
        for _ in 0..self.agreements.len() {
            self.act(&Act::Close(0));
        }
        self.act(&Act::Advance(1));
        assert!(self.agreements.iter().all(|agreement| agreement.closed) && self.queue.is_empty());
        let unit = self.calendar.unit();
        assert_eq!(self.accrual.accrued % unit, Uint256::zero());
        let rewards: BigInt = self.rewards().into_iter().map(BigInt::from).sum();
        assert_eq!(big(self.accrual.accrued / unit), rewards);
        assert_eq!(big(self.accrual.funded) - rewards, BigInt::from(self.free()));
        assert_eq!(self.accrual.weight, Uint128::zero());
    }
}
