//! The treasury (treasury-decay.md), by its O(n) definition: whatever is released is shared among all stakes of that moment,
//! one by one, and time is walked epoch by epoch. Of the lazy settlement it knows no more than what can be seen: up to which
//! checkpoint a user is settled, and what of its part is therefore with the treasury, the pools or nobody yet.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use tributary_types::treasury_decay::{CirculatingSupply, IdentityRule, UnstakedShare};

use super::control::Control;
use super::decay_curve::{effective, log2_fp, threshold};
use super::exact::Exact;

/// Parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// The denom of revenue.
    pub denom: String,
    /// Who tells of stakes.
    pub pool_registry: Addr,
    /// How users are identified.
    pub identity: IdentityRule<Addr>,
    /// The length of the epochs after the running one.
    pub epoch_secs: u64,
    /// Over how many seconds a revenue is released.
    pub release_secs: u64,
    /// The base of the decay.
    pub base: u32,
    /// The smallest stake that is counted.
    pub min_stake: u128,
    /// Steps of the threshold up to 2^-bits in its logarithm are ignored.
    pub tolerance_bits: u32,
    /// What happens to the unstaked share.
    pub unstaked: UnstakedShare,
    /// How many coins circulate.
    pub circulating: CirculatingSupply<Addr>,
}

/// What a user has of what was released under one checkpoint since its last settlement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Open {
    /// Its part by stake, friction included.
    pub gross: Exact,
    /// What of it is friction.
    pub friction: Exact,
    /// What of it is for each pool.
    pub parts: BTreeMap<Addr, Exact>,
}

/// A user's stake in a pool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pair {
    /// As it was told last.
    pub stake: u128,
    /// Settled and not credited.
    pub settled: Exact,
}

/// A user with a stake.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    /// By pool.
    pub pairs: BTreeMap<Addr, Pair>,
    /// The logarithm with which it is counted, if it is.
    pub counted: Option<u128>,
    /// The checkpoint under which it was settled last.
    pub checkpoint: usize,
    /// What is not settled, by checkpoint.
    pub open: BTreeMap<usize, Open>,
}

impl User {
    /// All its stake.
    pub fn stake(&self) -> u128 {
        self.pairs.values().map(|pair| pair.stake).sum()
    }
}

/// A pool that ever had a stake.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolAccount {
    /// Where its part is sent.
    pub coinbase: Addr,
    /// Credited and not sent.
    pub pending: Exact,
    /// Sent.
    pub paid: u128,
    /// What users get instead.
    pub share_bps: u32,
}

/// What a user gets directly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// Credited and not claimed.
    pub owed: Exact,
    /// Claimed.
    pub paid: u128,
}

/// A threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// In base units.
    pub threshold: u128,
    /// Whether anything was released to stakes under it.
    pub used: bool,
}

/// The running epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// From 0, skipped ones counted.
    pub number: u64,
    /// Its first second.
    pub start: u64,
    /// The first second of the next one.
    pub end: u64,
    /// Sum of logarithms times seconds so far.
    pub lg_time: u128,
    /// Counted users times seconds so far.
    pub n_time: u128,
}

/// Sums since the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// All revenue.
    pub received: u128,
    /// What of it was for the stakes.
    pub distributed: u128,
    /// What of it was burned.
    pub burned: u128,
    /// What of it the treasury had at once.
    pub at_once: u128,
    /// Sent to coinbases.
    pub to_pools: u128,
    /// Claimed by users.
    pub to_users: u128,
    /// Spent by the owner.
    pub spent: u128,
}

/// Everything in the treasury.
#[derive(Clone, Debug, PartialEq)]
pub struct Treasury {
    /// Where it is.
    pub at: Addr,
    /// Parameters.
    pub terms: Terms,
    /// Its owner; there is nothing to pause.
    pub control: Control,
    /// Users with a stake.
    pub users: BTreeMap<Addr, User>,
    /// Who is known to be somebody, where not everybody is.
    pub identified: BTreeSet<Addr>,
    /// Pools that ever had a stake.
    pub pools: BTreeMap<Addr, PoolAccount>,
    /// What users get directly.
    pub shares: BTreeMap<Addr, Share>,
    /// Thresholds; the last one is in force.
    pub checkpoints: Vec<Checkpoint>,
    /// The running epoch.
    pub epoch: Epoch,
    /// Settled friction, and whatever else is the owner's to spend.
    pub balance: Exact,
    /// For the stakes of later seconds.
    pub unreleased: Exact,
    /// Up to which second all this is true.
    pub last: u64,
    /// When everything is released.
    pub release_end: u64,
    /// Sums.
    pub sums: Sums,
}

impl Treasury {
    /// A fresh one: the first epoch begins now, without friction.
    pub fn new(at: Addr, terms: Terms, control: Control, now: u64) -> Self {
        let epoch = Epoch { number: 0, start: now, end: now + terms.epoch_secs, lg_time: 0, n_time: 0 };
        Self {
            at,
            terms,
            control,
            users: BTreeMap::new(),
            identified: BTreeSet::new(),
            pools: BTreeMap::new(),
            shares: BTreeMap::new(),
            checkpoints: vec![Checkpoint { threshold: 0, used: false }],
            epoch,
            balance: Exact::default(),
            unreleased: Exact::default(),
            last: now,
            release_end: now,
            sums: Sums::default(),
        }
    }

    /// As it would be at second `now` if nothing happened until then.
    pub fn as_of(&self, now: u64) -> Self {
        let mut later = self.clone();
        later.touch(now);
        later
    }

    /// T.
    pub fn total(&self) -> u128 {
        self.users.values().map(User::stake).sum()
    }

    /// n.
    pub fn counted(&self) -> u128 {
        self.users.values().filter(|user| user.counted.is_some()).count() as u128
    }

    /// The sum of the counted logarithms.
    pub fn lg_sum(&self) -> u128 {
        self.users.values().filter_map(|user| user.counted).sum()
    }

    /// The threshold in force.
    pub fn threshold(&self) -> u128 {
        self.checkpoints.last().expect("there is always one").threshold
    }

    /// Whether somebody counts as identified.
    pub fn is_identified(&self, who: &Addr) -> bool {
        matches!(self.terms.identity, IdentityRule::Off {}) || self.identified.contains(who)
    }

    /// The effective part of somebody's `stake` under a threshold.
    pub fn effective(&self, who: &Addr, stake: u128, threshold: u128) -> u128 {
        if self.is_identified(who) {
            return effective(self.terms.base, stake, threshold);
        }
        0
    }

    /// Closed checkpoints that somebody's settlement has still to pass.
    pub fn behind(&self, who: &Addr) -> usize {
        self.users.get(who).map_or(0, |user| self.checkpoints.len() - 1 - user.checkpoint)
    }

    /// Lets time pass until second `now`, epoch by epoch.
    pub fn touch(&mut self, now: u64) {
        while now >= self.epoch.end {
            self.walk(self.epoch.end);
            self.freeze();
        }
        self.walk(now);
    }

    /// Within one epoch nothing changes but time.
    fn walk(&mut self, until: u64) {
        let seconds = u128::from(until - self.last);
        self.epoch.lg_time += self.lg_sum() * seconds;
        self.epoch.n_time += self.counted() * seconds;
        let due = if until >= self.release_end {
            std::mem::take(&mut self.unreleased)
        } else {
            self.unreleased.take(until - self.last, self.release_end - self.last)
        };
        self.last = until;
        self.release(&due);
    }

    /// The threshold that the mean so far gives: the one in force within the tolerance.
    pub fn next_threshold(&self) -> u128 {
        let (now, next) = (self.threshold(), threshold(self.epoch.lg_time, self.epoch.n_time));
        if now == 0 || next == 0 {
            return next;
        }
        let step = log2_fp(now).abs_diff(log2_fp(next));
        if step > 1 << (48 - self.terms.tolerance_bits) {
            return next;
        }
        now
    }

    fn freeze(&mut self) {
        let next = self.next_threshold();
        if next != self.threshold() {
            let fresh = Checkpoint { threshold: next, used: false };
            match self.checkpoints.last_mut() {
                Some(last) if !last.used => *last = fresh,
                _ => self.checkpoints.push(fresh),
            }
        }
        let Epoch { number, end, .. } = self.epoch;
        let next_end = end + self.terms.epoch_secs;
        self.epoch = Epoch { number: number + 1, start: end, end: next_end, lg_time: 0, n_time: 0 };
    }

    /// Shares an amount among all stakes there are now.
    fn release(&mut self, amount: &Exact) {
        if amount.is_zero() {
            return;
        }
        let total = self.total();
        if total == 0 {
            self.balance += amount;
            return;
        }
        let at = self.checkpoints.len() - 1;
        self.checkpoints[at].used = true;
        let threshold = self.threshold();
        let whose: Vec<Addr> = self.users.keys().cloned().collect();
        for who in whose {
            let stake = self.users[&who].stake();
            let effective = self.effective(&who, stake, threshold);
            let user = self.users.get_mut(&who).expect("listed above");
            let open = user.open.entry(at).or_default();
            open.gross += &amount.part(stake, total);
            open.friction += &amount.part(stake - effective, total);
            for (pool, pair) in &user.pairs {
                let (part, whole) = (big(effective) * pair.stake, big(total) * stake);
                *open.parts.entry(pool.clone()).or_default() += &amount.part(part, whole);
            }
        }
    }

    /// What of an amount is for the stakes of this moment, and what comes at once if it is not spread over time.
    pub(super) fn add_revenue(&mut self, now: u64, end: u64, amount: u128) {
        self.unreleased += &Exact::units(amount);
        self.release_end = end;
        if end <= now {
            let due = std::mem::take(&mut self.unreleased);
            self.release(&due);
        }
    }
}

pub(super) fn big(value: u128) -> num_bigint::BigInt {
    value.into()
}
