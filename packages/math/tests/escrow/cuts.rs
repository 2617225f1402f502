//! The formulas of section 1 as they are written there, event by event, in numbers without limits.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;
use tributary_math::joint::calendar::DailyCap;

use crate::numbers::{big, ten};

/// One agreement.
pub struct Agreement {
    w: BigInt,
    end: u64,
    acc: BigInt,
    /// N(start), while it earns.
    start: Option<BigInt>,
    open: bool,
}

/// The state of the last cut, and what W is made of.
pub struct Cuts {
    started_at: u64,
    pub day_secs: u64,
    caps: Vec<DailyCap>,
    pub t0: u64,
    pub n0: BigInt,
    pub a0: BigInt,
    pub w: BigInt,
    pub funded: BigInt,
    agreements: Vec<Agreement>,
    /// The index at the ends that are over.
    pub passed: BTreeMap<u64, BigInt>,
    today: Today,
}

/// What must hold of a day.
#[derive(Default)]
struct Today {
    number: u64,
    accrued: BigInt,
    /// What the pool had to give, funding and what was given back included.
    pool: BigInt,
    /// The largest cap that was in force; none if there was a time without.
    cap: Option<BigInt>,
    begun: bool,
}

impl Cuts {
    pub fn new(started_at: u64, day_secs: u64, caps: Vec<DailyCap>) -> Self {
        Self {
            started_at,
            day_secs,
            caps,
            t0: started_at,
            n0: BigInt::zero(),
            a0: BigInt::zero(),
            w: BigInt::zero(),
            funded: BigInt::zero(),
            agreements: vec![],
            passed: BTreeMap::new(),
            today: Today::default(),
        }
    }

    /// S·day_secs.
    pub fn unit(&self) -> BigInt {
        ten(27) * self.day_secs
    }

    /// F0.
    pub fn f0(&self) -> BigInt {
        &self.funded * self.unit() - &self.a0
    }

    fn day(&self, t: u64) -> u64 {
        (t - self.started_at) / self.day_secs
    }

    pub fn rem(&self) -> u64 {
        self.started_at + (self.day(self.t0) + 1) * self.day_secs - self.t0
    }

    pub fn cap(&self, t: u64) -> Option<BigInt> {
        let day = self.day(t);
        let began = self.caps.iter().filter(|cap| u64::from(cap.from_day) <= day);
        began.max_by_key(|cap| cap.from_day).map(|cap| big(cap.cap))
    }

    /// dN(t).
    fn dn(&self, t: u64) -> BigInt {
        if self.w.is_zero() {
            return BigInt::zero();
        }
        let dt = BigInt::from(t - self.t0);
        assert!(t - self.t0 <= self.rem());
        let mut terms = vec![&dt * ten(27), &dt * self.f0() / (&self.w * self.rem())];
        terms.extend(self.cap(self.t0).map(|cap| &dt * ten(27) * cap / &self.w));
        terms.into_iter().min().unwrap()
    }

    /// N(t).
    pub fn n(&self, t: u64) -> BigInt {
        &self.n0 + self.dn(t)
    }

    /// A(t).
    pub fn a(&self, t: u64) -> BigInt {
        &self.a0 + &self.w * self.dn(t)
    }

    fn cut(&mut self, t: u64) {
        let (n, a) = (self.n(t), self.a(t));
        self.look_at_day();
        self.today.accrued += &a - &self.a0;
        (self.n0, self.a0, self.t0) = (n, a, t);
        assert!(self.f0() >= BigInt::zero());
    }

    /// JS-05: the stretch that ends belongs to the day in which it began.
    fn look_at_day(&mut self) {
        let (number, cap) = (self.day(self.t0), self.cap(self.t0));
        if !self.today.begun || self.today.number != number {
            self.check_day();
            let pool = self.f0();
            self.today = Today { number, accrued: BigInt::zero(), pool, cap: cap.clone(), begun: true };
        }
        self.today.cap = self.today.cap.take().zip(cap).map(|(one, other)| one.max(other));
    }

    fn check_day(&self) {
        let Today { accrued, pool, cap, .. } = &self.today;
        assert!(accrued <= pool, "day {} pays more than there is", self.today.number);
        for cap in cap.iter().filter(|_| self.today.begun) {
            assert!(accrued <= &(cap * self.unit()), "day {} pays more than its cap", self.today.number);
        }
    }

    /// Every end of a day or of an agreement up to `now`, one by one. Also a suspended agreement ends, a terminated one does not.
    pub fn pass(&mut self, now: u64) {
        loop {
            let day_end = Some(self.t0 + self.rem()).filter(|_| !self.w.is_zero());
            let ends = self.agreements.iter().filter(|it| it.open && !self.passed.contains_key(&it.end));
            let Some(t) = ends.map(|it| it.end).chain(day_end).min().filter(|t| *t <= now) else {
                return;
            };
            self.cut(t);
            let ended = || self.agreements.iter().filter(|it| it.open && it.end == t);
            if ended().next().is_some() {
                self.w -= ended().filter(|it| it.start.is_some()).map(|it| &it.w).sum::<BigInt>();
                self.passed.insert(t, self.n0.clone());
            }
        }
    }

    /// What an agreement has earned, in units of 1/(S·day_secs).
    pub fn collected(&self, id: usize, t: u64) -> BigInt {
        let Agreement { w, end, acc, start, .. } = &self.agreements[id];
        let Some(start) = start else {
            return acc.clone();
        };
        let n = self.passed.get(end).cloned().unwrap_or_else(|| self.n(t));
        acc + w * (n - start)
    }

    pub fn accept(&mut self, t: u64, w: BigInt, end: u64) {
        self.cut(t);
        self.w += &w;
        let start = Some(self.n0.clone());
        self.agreements.push(Agreement { w, end, acc: BigInt::zero(), start, open: true });
    }

    pub fn suspend(&mut self, t: u64, id: usize) {
        self.cut(t);
        let acc = self.collected(id, t);
        let agreement = &mut self.agreements[id];
        if agreement.start.take().is_some() && t < agreement.end {
            self.w -= &agreement.w;
        }
        agreement.acc = acc;
    }

    pub fn resume(&mut self, t: u64, id: usize) {
        self.cut(t);
        self.w += &self.agreements[id].w;
        self.agreements[id].start = Some(self.n0.clone());
    }

    pub fn close(&mut self, t: u64, id: usize) {
        self.suspend(t, id);
        let unit = self.unit();
        let agreement = &mut self.agreements[id];
        let fraction = &agreement.acc % unit;
        agreement.open = false;
        agreement.acc -= &fraction;
        self.a0 -= &fraction;
        self.today.pool += fraction;
    }

    pub fn fund(&mut self, t: u64, amount: &BigInt) {
        self.cut(t);
        self.funded += amount;
        self.today.pool += amount * self.unit();
    }

    pub fn set_caps(&mut self, t: u64, caps: Vec<DailyCap>) {
        self.cut(t);
        self.caps = caps;
    }
}
