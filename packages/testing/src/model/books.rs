//! The reward books of one pool (D8 to D11), kept eagerly: each booking walks over everybody.
//!
//! Two accounts run side by side. `owed` follows D9 to the last unit of 1/10^36, floors and remainders included: it says
//! what a call pays. `exact` knows no floor at all, only fractions: it says what would be just, and bounds the first.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

/// 10^36 (D9).
pub fn scale() -> BigInt {
    BigInt::from(10u128.pow(36))
}

/// What somebody has at stake.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Held {
    /// Coins.
    pub tokens: u128,
    /// Those of them that a liquidation left of a licence.
    pub locked: u128,
    /// Licences.
    pub licenses: u128,
}

impl Held {
    /// Without `amount` coins. Whoever gets more than the free ones gets the locked ones free.
    pub fn without(self, amount: u128) -> Self {
        let locked = if amount > self.tokens - self.locked { 0 } else { self.locked };
        Self { tokens: self.tokens - amount, locked, ..self }
    }

    /// What a fault leaves: free coins go before locked ones, and a surplus is locked.
    pub fn after_fault(self, tokens: u128, licenses: u128, surplus: u128) -> Self {
        let left = self.tokens - tokens;
        Self {
            tokens: left + surplus,
            locked: self.locked.min(left) + surplus,
            licenses: self.licenses - licenses,
        }
    }
}

/// What one delegator has and is owed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// Coins and licences in the pool.
    pub held: Held,
    /// What they count for.
    pub weight: u128,
    /// Owed, in units of 1/10^36, by the rule of D9.
    pub owed: BigInt,
    /// Owed exactly, over the books' common denominator.
    exact: BigInt,
}

/// The reward books of one pool.
#[derive(Clone, Debug, PartialEq)]
pub struct Books {
    /// Booked and not yet paid.
    pub out: u128,
    /// The operator's commission.
    pub com: u128,
    /// Ever booked.
    pub lifetime: u128,
    /// Net rewards that wait to be released.
    pub unreleased: u128,
    /// Up to when the release is counted.
    pub last: u64,
    /// When all is released.
    pub end: u64,
    /// What divisions left over and removed records gave back, in units of 1/10^36.
    pub rest: BigInt,
    /// Everybody with stake or a whole unit of rewards.
    pub shares: BTreeMap<Addr, Share>,
    /// The same rest without floors, over the common denominator.
    exact_rest: BigInt,
    /// Of all exact amounts.
    denominator: BigInt,
    /// Bookings that shared something.
    pub bookings: u64,
    /// The largest weight that took part in one.
    pub heaviest: u128,
}

impl Default for Books {
    fn default() -> Self {
        Self {
            out: 0,
            com: 0,
            lifetime: 0,
            unreleased: 0,
            last: 0,
            end: 0,
            rest: BigInt::zero(),
            shares: BTreeMap::new(),
            exact_rest: BigInt::zero(),
            denominator: BigInt::one(),
            bookings: 0,
            heaviest: 0,
        }
    }
}

impl Books {
    /// All stake.
    pub fn total(&self) -> u128 {
        self.shares.values().map(|share| share.weight).sum()
    }

    /// What `who` holds.
    pub fn held(&self, who: &Addr) -> Held {
        self.shares.get(who).map(|share| share.held).unwrap_or_default()
    }

    /// What it counts for.
    pub fn weight(&self, who: &Addr) -> u128 {
        self.shares.get(who).map_or(0, |share| share.weight)
    }

    /// How many hold stake.
    pub fn holders(&self) -> u64 {
        self.shares.values().filter(|share| share.weight > 0).count() as u64
    }

    /// Whole units that `who` could claim, without commission.
    pub fn claimable(&self, who: &Addr) -> u128 {
        self.shares.get(who).map_or(0, |share| whole(&share.owed))
    }

    /// What `who` is owed in justice.
    pub fn exact(&self, who: &Addr) -> BigRational {
        let numerator = self.shares.get(who).map_or_else(BigInt::zero, |share| share.exact.clone());
        BigRational::new_raw(numerator, self.denominator.clone())
    }

    /// What `balance` holds beyond what is booked; nothing after a clawback.
    pub const fn unbooked(&self, balance: u128) -> u128 {
        balance.saturating_sub(self.out)
    }

    /// Books what arrived (D8), takes the commission, releases what is due (D11) and shares it (D9).
    pub fn book(&mut self, balance: u128, rate_ppm: u32, now: u64, period: u64) {
        let gross = self.unbooked(balance);
        let commission = gross * u128::from(rate_ppm) / 1_000_000;
        let net = gross - commission;
        self.com += commission;
        self.out += gross;
        self.lifetime += gross;
        let due = self.release(net, now, period);
        self.share(due);
    }

    fn release(&mut self, net: u128, now: u64, period: u64) -> u128 {
        let mut due = if now >= self.end {
            self.unreleased
        } else {
            self.unreleased * u128::from(now - self.last) / u128::from(self.end - self.last)
        };
        self.unreleased -= due;
        self.last = now;
        if net > 0 {
            let ahead = u128::from(self.end.saturating_sub(now));
            let mean = (self.unreleased * ahead + net * u128::from(period)) / (self.unreleased + net);
            self.unreleased += net;
            self.end = now + u64::try_from(mean).expect("periods are short");
            if self.end == now {
                due += std::mem::take(&mut self.unreleased);
            }
        }
        due
    }

    fn share(&mut self, due: u128) {
        let total = self.total();
        let scaled = BigInt::from(due) * scale() + &self.rest;
        let exact = BigInt::from(due) * &self.denominator + &self.exact_rest;
        if total == 0 {
            self.rest = scaled;
            self.exact_rest = exact;
            return;
        }
        if !scaled.is_zero() {
            let (unit, rest) = scaled.div_rem(&BigInt::from(total));
            for share in self.shares.values_mut() {
                share.owed += &unit * share.weight;
            }
            self.rest = rest;
        }
        if !exact.is_zero() {
            for share in self.shares.values_mut() {
                share.exact = &share.exact * total + &exact * share.weight;
            }
            self.denominator *= total;
            self.exact_rest = BigInt::zero();
            self.bookings += 1;
            self.heaviest = self.heaviest.max(total);
        }
    }

    /// Gives `who` a new stake, which counts for `weight`; the period is closed.
    pub fn set_held(&mut self, who: &Addr, held: Held, weight: u128) {
        let share = self.shares.entry(who.clone()).or_default();
        (share.held, share.weight) = (held, weight);
        self.forget_finished(who);
    }

    /// Takes all whole units that `who` is owed; [`Self::forget_finished`] follows, unless they join its stake.
    pub fn claim(&mut self, who: &Addr) -> u128 {
        let Some(share) = self.shares.get_mut(who) else { return 0 };
        let amount = whole(&share.owed);
        share.owed -= BigInt::from(amount) * scale();
        share.exact -= BigInt::from(amount) * &self.denominator;
        self.out -= amount;
        amount
    }

    /// Takes the commission.
    pub fn claim_commission(&mut self) -> u128 {
        let amount = std::mem::take(&mut self.com);
        self.out -= amount;
        amount
    }

    /// A record without stake and whole units goes; its fraction goes to all (D9).
    pub fn forget_finished(&mut self, who: &Addr) {
        let finished = |share: &Share| share.weight == 0 && whole(&share.owed) == 0;
        if self.shares.get(who).is_some_and(finished) {
            let share = self.shares.remove(who).expect("just seen");
            self.rest += share.owed;
            self.exact_rest += share.exact;
        }
    }

    /// How far `owed` may lie from `exact`, in units: a floor of each division, times the weight that it is shared by.
    pub fn tolerance(&self) -> BigRational {
        BigRational::new_raw(BigInt::from(self.bookings + 1) * (self.heaviest + 1), scale())
    }
}

/// Whole units in an amount of 1/10^36.
pub fn whole(scaled: &BigInt) -> u128 {
    (scaled / scale()).to_u128().expect("claims are amounts")
}
