//! The rewards of joint staking as the specification defines them: `nu` is computed anew whenever anything changes, and every
//! agreement gets its base reward times `nu` for the time until the next change. Fractions; no index, no rounding.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use tributary_math::joint::calendar::DailyCap;

use crate::numbers::{big, ten};

/// One agreement.
pub struct Agreement {
    weight: BigInt,
    end: u64,
    suspended: bool,
    closed: bool,
    /// Its rewards so far, in base units.
    pub earned: BigRational,
}

/// The escrow.
pub struct Definition {
    started_at: u64,
    day_secs: u64,
    pub caps: Vec<DailyCap>,
    now: u64,
    /// F: the free reward pool, in base units.
    pub free: BigRational,
    pub agreements: Vec<Agreement>,
    /// Whether a machine that counts in 10^-27 of a second had nothing to round so far.
    pub exact: bool,
    /// By how much one that rounds each stretch down may be off, ahead or behind, in 10^-27 of a day's part of a base unit.
    ///
    /// A stretch that is rounded takes less than W from all agreements together and leaves it in the pool. From there on it only
    /// wanders: what the pool has too much goes to who is there, what a closed agreement did not get stays in the pool. So
    /// nobody is ever off by more than all that was rounded, which is less than the sum of W over all stretches.
    slack: BigInt,
}

impl Definition {
    pub fn new(started_at: u64, day_secs: u64, caps: Vec<DailyCap>) -> Self {
        Self {
            started_at,
            day_secs,
            caps,
            now: started_at,
            free: BigRational::zero(),
            agreements: vec![],
            exact: true,
            slack: BigInt::zero(),
        }
    }

    /// [`Self::slack`] in base units.
    pub fn slack(&self) -> BigRational {
        BigRational::new(self.slack.clone(), ten(27) * self.day_secs)
    }

    pub fn accept(&mut self, weight: BigInt, end: u64) {
        let earned = BigRational::zero();
        self.agreements.push(Agreement { weight, end, suspended: false, closed: false, earned });
    }

    pub fn suspend(&mut self, id: usize, suspended: bool) {
        self.agreements[id].suspended = suspended;
    }

    /// It gets `paid` and not more; the rest is the pool's.
    pub fn close(&mut self, id: usize, paid: BigInt) {
        let agreement = &mut self.agreements[id];
        agreement.closed = true;
        let paid = BigRational::from_integer(paid);
        self.free += std::mem::replace(&mut agreement.earned, paid.clone()) - paid;
    }

    /// Sum of w over the active agreements.
    pub fn weight(&self) -> BigInt {
        self.active().map(|agreement| &agreement.weight).sum()
    }

    fn active(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements.iter().filter(|it| it.is_active(self.now))
    }

    /// Time passes: one stretch after the other, until a day or an agreement ends.
    pub fn pass(&mut self, until: u64) {
        while self.now < until {
            if self.weight().is_zero() {
                self.now = until;
                return;
            }
            let day = (self.now - self.started_at) / self.day_secs;
            let day_end = self.started_at + (day + 1) * self.day_secs;
            // Where a suspended one ends a machine rounds as well.
            let open = self.agreements.iter().filter(|it| !it.closed && it.end > self.now);
            let ends = open.map(|agreement| agreement.end);
            let next = ends.chain([day_end, until]).min().unwrap();
            self.stretch(next, day, day_end - self.now);
        }
    }

    fn stretch(&mut self, until: u64, day: u64, rest: u64) {
        let weight = BigRational::from_integer(self.weight());
        let days = |secs: u64| BigRational::new(secs.into(), self.day_secs.into());
        let mut nu = (&self.free / (&weight * days(rest))).min(BigRational::one());
        if let Some(cap) = self.caps.iter().rfind(|cap| u64::from(cap.from_day) <= day) {
            nu = nu.min(BigRational::from_integer(big(cap.cap)) / &weight);
        }
        let integral = nu * days(until - self.now);
        self.exact &= (&integral * ten(27) * BigInt::from(self.day_secs)).is_integer();
        self.slack += weight.numer();
        self.free -= &weight * &integral;
        let now = self.now;
        for agreement in self.agreements.iter_mut().filter(|it| it.is_active(now)) {
            agreement.earned += &integral * &agreement.weight;
        }
        self.now = until;
    }
}

impl Agreement {
    fn is_active(&self, now: u64) -> bool {
        !self.closed && !self.suspended && now < self.end
    }
}
