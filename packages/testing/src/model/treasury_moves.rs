//! What moves in the treasury: settlements, credits, stakes, identities (treasury-decay.md 2, 3, 5).

use cosmwasm_std::Addr;

use super::decay_curve::log2_fp;
use super::exact::{mean, Exact};
use super::treasury::{big, Open, PoolAccount, Treasury, User};

/// What a settlement did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// Checkpoints passed.
    pub passed: usize,
    /// Checkpoints left.
    pub remaining: usize,
    /// Friction.
    pub friction: Exact,
}

impl Treasury {
    /// Settles a user over at most `limit` checkpoints; if none is left, up to now.
    pub fn settle(&mut self, who: &Addr, limit: usize) -> Settled {
        let behind = self.behind(who);
        let passed = behind.min(limit);
        let mut settled = Settled { passed, remaining: behind - passed, friction: Exact::default() };
        let Some(user) = self.users.get_mut(who) else { return settled };
        user.checkpoint += passed;
        let up_to = if settled.remaining == 0 { user.checkpoint + 1 } else { user.checkpoint };
        let later = user.open.split_off(&up_to);
        for open in std::mem::replace(&mut user.open, later).into_values() {
            settled.friction += &open.friction;
            take(user, &open);
        }
        self.balance += &settled.friction;
        settled
    }

    /// Settles a user fully for no more than a lower stake in one pool; answers what this cost its pools.
    pub(super) fn settle_missed(&mut self, who: &Addr, pool: &Addr, low: u128) -> Exact {
        let Some(user) = self.users.get_mut(who) else { return Exact::default() };
        let stake = user.stake();
        let open = std::mem::take(&mut user.open);
        user.checkpoint = self.checkpoints.len() - 1;
        let mut lower = self.users[who].clone();
        if let Some(pair) = lower.pairs.get_mut(pool) {
            pair.stake = low;
        }
        let mut forfeited = Exact::default();
        for (at, full) in open {
            let paid = self.at_lower(who, &lower, &full, stake, self.checkpoints[at].threshold);
            full.parts.values().for_each(|part| forfeited += part);
            paid.parts.values().for_each(|part| forfeited -= part);
            self.balance += &paid.friction;
            take(self.users.get_mut(who).expect("found above"), &paid);
        }
        forfeited
    }

    /// What an open interval is worth if less was staked all the time.
    fn at_lower(&self, who: &Addr, lower: &User, full: &Open, stake: u128, threshold: u128) -> Open {
        let less = lower.stake();
        let effective = self.effective(who, less, threshold);
        let mut paid = Open { friction: full.gross.clone(), ..Open::default() };
        for (pool, pair) in &lower.pairs {
            if less > 0 {
                let part = full.gross.part(big(effective) * pair.stake, big(stake) * less);
                paid.friction -= &part;
                paid.parts.insert(pool.clone(), part);
            }
        }
        paid
    }

    /// Hands what is settled to the pool, and the user its share of it; answers the pool's part.
    pub(super) fn credit(&mut self, who: &Addr, pool: &Addr) -> Exact {
        let Some(pair) = self.users.get_mut(who).and_then(|user| user.pairs.get_mut(pool)) else {
            return Exact::default();
        };
        let mut rest = std::mem::take(&mut pair.settled);
        let account = self.pools.get_mut(pool).expect("pools of stakes are known");
        let share = rest.take(account.share_bps, 10_000);
        account.pending += &rest;
        if account.share_bps > 0 {
            self.shares.entry(who.clone()).or_default().owed += &share;
        }
        rest
    }

    /// Another stake of a user in a pool; answers what a missed change cost.
    pub(super) fn set_stake(
        &mut self,
        who: &Addr,
        pool: &Addr,
        coinbase: &Addr,
        stake: u128,
        missed: bool,
    ) -> Exact {
        let old = self.stake_in(who, pool);
        let mut forfeited = Exact::default();
        if missed && stake < old {
            forfeited = self.settle_missed(who, pool, stake);
        } else {
            self.settle(who, usize::MAX);
        }
        self.credit(who, pool);
        if stake == old {
            return forfeited;
        }
        let checkpoint = self.checkpoints.len() - 1;
        let fresh = User { checkpoint, ..User::default() };
        let user = self.users.entry(who.clone()).or_insert(fresh);
        if stake == 0 {
            user.pairs.remove(pool);
        } else {
            user.pairs.entry(pool.clone()).or_default().stake = stake;
        }
        if user.pairs.is_empty() {
            self.users.remove(who);
        }
        self.pools.entry(pool.clone()).or_insert_with(|| PoolAccount {
            coinbase: coinbase.clone(),
            pending: Exact::default(),
            paid: 0,
            share_bps: 0,
        });
        forfeited
    }

    /// What a user has in a pool.
    pub fn stake_in(&self, who: &Addr, pool: &Addr) -> u128 {
        self.users.get(who).and_then(|user| user.pairs.get(pool)).map_or(0, |pair| pair.stake)
    }

    /// Counts a user again, by its identity, its stake and the present minimum.
    pub(super) fn recount(&mut self, who: &Addr) {
        let identified = self.is_identified(who);
        let least = self.terms.min_stake;
        if let Some(user) = self.users.get_mut(who) {
            let stake = user.stake();
            user.counted = (identified && stake >= least).then(|| log2_fp(stake));
        }
    }

    /// Another state of somebody's identity; what was released so far is settled under the old one.
    pub(super) fn set_identity(&mut self, who: &Addr, identified: bool) {
        self.settle(who, usize::MAX);
        if identified {
            self.identified.insert(who.clone());
        } else {
            self.identified.remove(who);
        }
        self.recount(who);
    }

    /// Seconds from now at which the revenue may be released with a new amount.
    pub(super) fn ends(&self, now: u64, amount: u128) -> std::ops::RangeInclusive<u64> {
        let left = self.release_end.saturating_sub(now);
        mean(&self.unreleased, left, amount, self.terms.release_secs)
    }
}

/// Settled parts wait at their pairs until they are credited.
fn take(user: &mut User, open: &Open) {
    for (pool, part) in &open.parts {
        if let Some(pair) = user.pairs.get_mut(pool) {
            pair.settled += part;
        }
    }
}
