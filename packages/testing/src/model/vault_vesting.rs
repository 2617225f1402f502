//! How a reward vests (boosted-staking.md 2), as the piecewise function that it is: in every second by B = 1 + cur/hist of
//! what vests in a second at the base speed.

use std::ops::RangeInclusive;

use cosmwasm_std::Addr;
use num_bigint::BigInt;

use super::exact::Exact;
use super::time::DAY_SECONDS;
use super::vault::{Position, Vault};
use super::vault_weight::ONE;

/// From a change of somebody's stake to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its first second.
    pub from: u64,
    /// cur.
    pub staked: u128,
    /// hist, which contains cur.
    pub history: u128,
}

impl Segment {
    /// hist + cur: what B is, times hist.
    fn speed(&self) -> BigInt {
        BigInt::from(self.history) + self.staked
    }
}

impl Vault {
    /// Seconds in which a reward vests at the base speed.
    pub fn vesting_seconds(&self) -> u64 {
        u64::from(self.terms.vesting_days) * DAY_SECONDS
    }

    /// Notes what somebody has staked from now on.
    pub(super) fn note_stake(&mut self, who: &Addr) {
        let staked = self.staked(who);
        let (from, user) = (self.last, self.users.entry(who.clone()).or_default());
        let history = user.history();
        user.segments.push(Segment { from, staked, history });
    }

    /// The parts of time from the end of a position, each with its length; the last one ends now, or never with `ahead`, if the
    /// user stakes nothing more.
    fn segments(&self, position: &Position, ahead: bool) -> Vec<(Segment, u64)> {
        let mut all = self.users.get(&position.user).map(|user| user.segments.clone()).unwrap_or_default();
        if ahead {
            all.extend(self.maturities(&position.user));
        }
        let ends = all.iter().skip(1).map(|segment| segment.from);
        let ends: Vec<u64> = ends.chain([if ahead { u64::MAX } else { self.last }]).collect();
        let parts = all.into_iter().zip(ends).filter(|(_, end)| *end > position.ends);
        parts
            .map(|(segment, end)| {
                let from = segment.from.max(position.ends);
                (Segment { from, ..segment }, end - from)
            })
            .collect()
    }

    /// What somebody's stake is going to be once its open positions are over, one after the other.
    fn maturities(&self, who: &Addr) -> Vec<Segment> {
        let mut open: Vec<&Position> =
            self.open().map(|(_, position)| position).filter(|position| position.user == *who).collect();
        open.sort_by_key(|position| position.ends);
        let history = self.users.get(who).map_or(0, |user| user.history());
        let mut staked = self.staked(who);
        let after = |position: &Position| {
            staked -= position.amount;
            Segment { from: position.ends, staked, history }
        };
        open.into_iter().map(after).collect()
    }

    /// What of a reward has vested: the exact figure rounded down, or less by what the roundings of each change may lose.
    pub fn vested(&self, position: &Position, reward: u128) -> RangeInclusive<u128> {
        let period = self.vesting_seconds();
        if self.is_open(position) {
            return 0..=0;
        }
        if period == 0 {
            return reward..=reward;
        }
        let (mut sum, segments) = (Exact::default(), self.segments(position, false));
        for (segment, seconds) in &segments {
            let part = segment.speed() * reward * *seconds;
            sum += &Exact::ratio(part, BigInt::from(segment.history) * period);
        }
        let lost = Exact::ratio(BigInt::from(reward) * segments.len(), BigInt::from(period) * ONE);
        let range = sum.allowed_less(&lost);
        (*range.start()).min(reward)..=(*range.end()).min(reward)
    }

    /// When all of a reward has vested, if the user stakes nothing more: the first second; of one that had vested before the
    /// user's last change, the time of that change, or the end of the period at the base speed.
    pub fn fully_vested(&self, position: &Position) -> RangeInclusive<u64> {
        let last = self.users.get(&position.user).and_then(|user| user.segments.last());
        let last = last.map_or(position.ends, |segment| segment.from.max(position.ends));
        let slowest = position.ends + self.vesting_seconds();
        let mut missing = Exact::units(self.vesting_seconds().into());
        for (at, (segment, seconds)) in (1u64..).zip(self.segments(position, true)) {
            let (history, speed) = (BigInt::from(segment.history), segment.speed());
            let needed = missing.part(history.clone(), speed.clone());
            let late = Exact::ratio(at, ONE);
            let needed = needed.ceil_late(&late);
            if *needed.start() <= u128::from(seconds) {
                let second = |needed: u128| (segment.from + needed as u64).max(last).min(slowest);
                return second(*needed.start())..=second(*needed.end());
            }
            missing -= &Exact::ratio(speed * seconds, history);
        }
        slowest..=slowest
    }
}
