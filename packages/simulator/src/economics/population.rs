//! A crowd of stakers with a heavy tail, and a revenue that goes through the ledger of the contract itself.

use anyhow::{Context, Result};
use cosmwasm_std::{Uint128, Uint256};
use tributary_math::decay::DecayBase;
use tributary_math::release::ReleaseClock;
use tributary_math::revenue::{
    scaled, whole, Checkpoint, Efficiency, EpochRules, PoolStake, RevenueLedger, Staker, TouchedLedger,
};
use tributary_math::MathError;

use crate::computed::dice::Dice;
use crate::computed::ratio::Ratio;

/// What the poorest can stake: one coin.
pub const LEAST: Uint128 = Uint128::new(1_000_000);

/// What is distributed: a million coins.
pub const REVENUE: Uint128 = Uint128::new(1_000_000_000_000);

/// The rules that a contract has if nothing else is named.
const RULES: EpochRules = EpochRules { secs: 604_800, tolerance_bits: 8 };

const IDENTIFIED: Efficiency = Efficiency { base: DecayBase::Ten, identified: true };

/// Stakes with a Pareto distribution, from the smallest on.
pub fn stakes(stakers: u64, seed: u64) -> Vec<Uint128> {
    let mut dice = Dice(seed);
    let mut stakes: Vec<Uint128> = (0..stakers).map(|_| dice.stake(LEAST)).collect();
    stakes.sort_unstable();
    stakes
}

/// A staker after the distribution.
#[derive(Clone, Copy, Debug)]
pub struct Paid {
    /// Its stake.
    pub stake: Uint128,
    /// What its pool got for it, times 2^128.
    pub earned: Uint256,
}

/// Stakers, and what a revenue became.
#[derive(Clone, Debug)]
pub struct Population {
    /// From the smallest stake on.
    pub stakers: Vec<Paid>,
    /// The ledger after everybody was settled.
    pub ledger: RevenueLedger,
    /// What the pools got, times 2^128.
    pub pools: Uint256,
}

impl Population {
    /// Everybody enters, an epoch passes, [`REVENUE`] is distributed, everybody is settled.
    ///
    /// # Errors
    /// None for stakes whose sum fits 128 bits.
    pub fn of(stakes: &[Uint128]) -> Result<Self> {
        let (mut ledger, _) = RevenueLedger::new(0, RULES.secs).touch(0, RULES)?;
        let mut entered = Vec::with_capacity(stakes.len());
        for stake in stakes {
            entered.push(enter(&mut ledger, *stake)?);
        }
        let (mut ledger, closed) = ledger.into_inner().touch(RULES.secs, RULES)?;
        ledger.distribute(REVENUE, ReleaseClock { now: RULES.secs, period: 0 })?;
        let mut pools = Uint256::zero();
        let mut paid = Vec::with_capacity(stakes.len());
        for (staker, in_pool) in entered {
            let one = settle(&mut ledger, &closed, staker, in_pool)?;
            pools = pools.checked_add(one.earned)?;
            paid.push(one);
        }
        Ok(Self { stakers: paid, ledger: ledger.into_inner(), pools })
    }

    /// The stake of all.
    pub fn total(&self) -> Uint128 {
        self.ledger.total_stake
    }

    /// What the treasury got, in whole units.
    ///
    /// # Errors
    /// None: it is part of the revenue.
    pub fn treasury(&self) -> Result<Uint128, MathError> {
        whole(self.ledger.treasury)
    }

    /// What the pools got, in whole units.
    ///
    /// # Errors
    /// None: it is part of the revenue.
    pub fn paid(&self) -> Result<Uint128, MathError> {
        whole(self.pools)
    }

    /// What neither got: fractions of units.
    ///
    /// # Errors
    /// If more was paid than received.
    pub fn dust(&self) -> Result<Uint128, MathError> {
        Ok(REVENUE.checked_sub(self.paid()?)?.checked_sub(self.treasury()?)?)
    }

    /// What of the revenue reached the pools.
    ///
    /// # Errors
    /// None.
    pub fn distribution(&self) -> Result<Ratio, MathError> {
        Ok(Ratio::new(self.pools, scaled(REVENUE)?))
    }

    /// How many stakers are above the threshold.
    pub fn above(&self) -> u64 {
        count(self.stakers.iter().filter(|staker| staker.stake > self.ledger.threshold).count())
    }

    /// The staker whom `of` in a million others surpass.
    pub fn from_top(&self, of: u64) -> Option<&Paid> {
        let rank = share(self.stakers.len(), of, 1_000_000);
        self.stakers.len().checked_sub(rank)?.checked_sub(1).and_then(|place| self.stakers.get(place))
    }
}

fn enter(ledger: &mut TouchedLedger, stake: Uint128) -> Result<(Staker, PoolStake), MathError> {
    let mut staker = ledger.newcomer();
    let in_pool = PoolStake { stake, growth: staker.growth };
    ledger.set_stake(&mut staker, stake, true)?;
    Ok((staker, in_pool))
}

fn settle(
    ledger: &mut TouchedLedger,
    closed: &[Checkpoint],
    mut staker: Staker,
    mut in_pool: PoolStake,
) -> Result<Paid> {
    let stake = staker.stake;
    let checkpoint = |number: u32| {
        closed.get(usize::try_from(number)?).cloned().context("a checkpoint that nobody closed")
    };
    ledger.settle(&mut staker, stake, IDENTIFIED, u32::MAX, checkpoint)?;
    let earned = in_pool.take_earned(stake, &staker)?;
    Ok(Paid { stake, earned })
}

/// Neighbours by stake, together.
#[derive(Clone, Debug)]
pub struct Group {
    /// How many.
    pub stakers: u64,
    /// The smallest and the largest stake.
    pub range: Option<(Uint128, Uint128)>,
    /// Their part of the stake.
    pub of_stake: Ratio,
    /// Their part of the revenue.
    pub of_revenue: Ratio,
    /// What reached their pools of what their stake raised: E/S.
    pub efficiency: Ratio,
}

impl Population {
    /// Some neighbours.
    ///
    /// # Errors
    /// None for neighbours of this population.
    pub fn group(&self, members: &[Paid]) -> Result<Group, MathError> {
        let mut stake = Uint256::zero();
        let mut earned = Uint256::zero();
        for member in members {
            stake = stake.checked_add(member.stake.into())?;
            earned = earned.checked_add(member.earned)?;
        }
        let total = Uint256::from(self.total());
        let revenue = scaled(REVENUE)?;
        Ok(Group {
            stakers: count(members.len()),
            range: members.first().zip(members.last()).map(|(first, last)| (first.stake, last.stake)),
            of_stake: Ratio::new(stake, total),
            of_revenue: Ratio::new(earned, revenue),
            efficiency: Ratio::new(earned.checked_mul(total)?, revenue.checked_mul(stake)?),
        })
    }

    /// Ten groups of as many stakers, the smallest first.
    ///
    /// # Errors
    /// None.
    pub fn deciles_of_stakers(&self) -> Result<Vec<Group>, MathError> {
        let end = |decile| share(self.stakers.len(), decile, 10);
        self.groups((1..=10).map(end))
    }

    /// Ten groups with as much stake, the smallest stakers first. One belongs where its stake begins, so a group can be empty.
    ///
    /// # Errors
    /// None.
    pub fn deciles_of_stake(&self) -> Result<Vec<Group>, MathError> {
        let total = Uint256::from(self.total());
        let mut before = Uint256::zero();
        let mut ends = [self.stakers.len(); 10];
        let mut next = ends.iter_mut().zip(1u8..);
        let mut open = next.next();
        for (place, staker) in self.stakers.iter().enumerate() {
            while let Some((end, decile)) = open.take() {
                if before.checked_mul(10u8.into())? < total.checked_mul(decile.into())? {
                    open = Some((end, decile));
                    break;
                }
                *end = place;
                open = next.next();
            }
            before = before.checked_add(staker.stake.into())?;
        }
        self.groups(ends.into_iter())
    }

    /// The largest: `of` in a million.
    ///
    /// # Errors
    /// None.
    pub fn top(&self, of: u64) -> Result<Group, MathError> {
        let from = self.stakers.len().saturating_sub(share(self.stakers.len(), of, 1_000_000));
        self.group(self.stakers.get(from..).unwrap_or_default())
    }

    fn groups(&self, ends: impl Iterator<Item = usize>) -> Result<Vec<Group>, MathError> {
        let mut begin = 0;
        ends.map(|end| {
            let members = self.stakers.get(begin..end).unwrap_or_default();
            begin = end;
            self.group(members)
        })
        .collect()
    }
}

/// `of`/`whole` of `length`, rounded down.
fn share(length: usize, of: u64, whole: u64) -> usize {
    let part = u128::from(count(length)).saturating_mul(of.into()).checked_div(whole.into());
    part.and_then(|part| usize::try_from(part).ok()).unwrap_or_default()
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
