//! The rewards of the boosted vault as the specification defines them: everybody's weight is computed anew at every moment, and
//! every position gets its fraction of what is emitted until the next. No index, no growth, no buckets, no rounding.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::exact::{fraction, plus};

/// One position.
pub struct Position {
    user: usize,
    amount: BigInt,
    months: u32,
    /// Second of the programme in which it ends.
    end: u64,
    open: bool,
    /// Its rewards so far.
    pub earned: BigRational,
    /// What it weighs, and of how much, since it weighed or that changed last.
    weight: BigInt,
    of: BigInt,
    rises: BigInt,
    falls: BigInt,
}

impl Position {
    /// By how much a machine that counts the rewards of a unit of weight in 2^-160 and carries the remainder may be above, in
    /// 2^-160.
    ///
    /// Its index rises by what is emitted and the remainder, less the next remainder, for each unit of weight. A remainder is
    /// below the weight that left it. With a share φ of the weight, a position is therefore ahead by φ times the remainder at
    /// its start and behind by φ times that at its end; in between by each remainder times the rise of φ after it, a fall
    /// counting against it. So: the weights before, each times the rise of the share.
    pub const fn ahead(&self) -> &BigInt {
        &self.rises
    }

    /// By how much it may be below: the weights before, each times the fall of the share, the last to nothing.
    pub fn behind(&self) -> BigInt {
        &self.falls + &self.weight
    }

    fn share(&mut self, emitted: &BigInt, weight: BigInt, total: &BigInt, before: &BigInt, duration: u64) {
        if !emitted.is_zero() {
            let part = fraction(emitted * &weight, total * duration);
            self.earned = plus(&self.earned, &part);
        }
        if self.weight != weight || self.of != *total {
            let rise = &weight * &self.of - &self.weight * total;
            let under = &self.of * total;
            let times_before = (rise.abs() * before + &under - 1) / under;
            if rise > BigInt::ZERO {
                self.rises += times_before;
            } else {
                self.falls += times_before;
            }
        }
        (self.weight, self.of) = (weight, total.clone());
    }
}

/// The vault.
pub struct Definition {
    total: BigInt,
    duration: u64,
    w1: BigInt,
    /// The slope c of each user.
    pub slopes: Vec<BigInt>,
    pub positions: Vec<Position>,
    pub elapsed: u64,
    /// Seconds in which nothing weighed.
    pub idle: u64,
    /// The last total weight that was not zero.
    pub weighed: BigInt,
}

impl Definition {
    pub fn new(total: BigInt, duration: u64, w1: BigInt, users: usize) -> Self {
        Self {
            total,
            duration,
            w1,
            slopes: vec![BigInt::zero(); users],
            positions: vec![],
            elapsed: 0,
            idle: 0,
            weighed: BigInt::zero(),
        }
    }

    /// The weight of a position as section 1.2 has it: A·(2·W1 + T·c).
    pub fn weight(&self, position: &Position) -> BigInt {
        &position.amount * (&self.w1 * 2 + &self.slopes[position.user] * position.months)
    }

    /// The positions that earn now.
    pub fn open(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(|position| position.open)
    }

    /// After [`Self::pass`]: a new position that ends with that second of the programme.
    pub fn stake(&mut self, user: usize, amount: BigInt, months: u32, end: u64) {
        self.positions.push(Position {
            user,
            amount,
            months,
            end,
            open: true,
            earned: fraction(0, 1),
            weight: BigInt::zero(),
            of: BigInt::from(1),
            rises: BigInt::zero(),
            falls: BigInt::zero(),
        });
    }

    /// Time passes up to that second of the programme.
    pub fn pass(&mut self, until: u64) {
        while let Some(end) = self.open().map(|position| position.end).min().filter(|end| *end <= until) {
            self.emit(end);
            self.positions.iter_mut().filter(|it| it.end == end).for_each(|it| it.open = false);
        }
        self.emit(until);
    }

    /// Time passes in which nobody comes or leaves.
    fn emit(&mut self, until: u64) {
        let secs = until - self.elapsed;
        self.elapsed = until;
        let weights: Vec<BigInt> = self.positions.iter().map(|position| self.weight(position)).collect();
        let rows = self.positions.iter_mut().zip(weights).filter(|(position, _)| position.open);
        let rows: Vec<(&mut Position, BigInt)> = rows.collect();
        let total: BigInt = rows.iter().map(|(_, weight)| weight).sum();
        if total.is_zero() {
            self.idle += secs;
            return;
        }
        let emitted = &self.total * secs;
        for (position, weight) in rows {
            position.share(&emitted, weight, &total, &self.weighed, self.duration);
        }
        self.weighed = total;
    }

    /// What was emitted while something weighed.
    pub fn shared(&self) -> BigRational {
        fraction(&self.total * (self.elapsed - self.idle), self.duration)
    }
}
