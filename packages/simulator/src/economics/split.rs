//! What a large staker would gain by splitting its stake into several accounts.

use cosmwasm_std::Uint128;
use tributary_math::decay::{log2_fp, DecayBase};
use tributary_math::revenue::Efficiency;
use tributary_math::threshold::StakeMean;
use tributary_math::MathError;

use super::population::Population;
use crate::computed::ratio::Ratio;

/// How many accounts, in the table.
pub const PARTS: [u64; 4] = [2, 5, 10, 100];

/// How many accounts, in the chart.
pub const CHARTED: [u64; 12] = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100];

/// Whom, by how many of a million are larger.
pub const WHALES: [(u64, &str); 4] =
    [(0, "the largest"), (1_000, "top 0.1 %"), (10_000, "top 1 %"), (100_000, "top 10 %")];

/// Whether accounts must be identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Every account counts.
    Off,
    /// Only one of a person's accounts does.
    On,
}

/// A stake in several accounts.
#[derive(Clone, Copy, Debug)]
pub struct Split {
    /// The threshold that the population makes then.
    pub threshold: Uint128,
    /// The effective stake of all accounts together.
    pub effective: Uint128,
}

/// A large staker.
#[derive(Clone, Debug)]
pub struct Whale {
    /// Which.
    pub name: &'static str,
    /// Its stake.
    pub stake: Uint128,
    mean: StakeMean,
}

impl Whale {
    /// The large stakers of a population.
    pub fn all(population: &Population) -> Vec<Self> {
        let whale = |(of, name)| Self::of(population, of, name);
        WHALES.into_iter().filter_map(whale).collect()
    }

    /// The staker whom `of` in a million others surpass.
    pub fn of(population: &Population, of: u64, name: &'static str) -> Option<Self> {
        let stake = population.from_top(of)?.stake;
        Some(Self { name, stake, mean: population.ledger.mean.clone() })
    }

    /// What its stake is worth in `parts` accounts. The parts change the threshold as well: so many more stakes are counted, or
    /// a smaller one.
    ///
    /// # Errors
    /// None for a stake of the population.
    pub fn split(&self, parts: u64, identity: Identity) -> Result<Split, MathError> {
        let mut mean = self.mean.clone();
        mean.restart();
        mean.recount(log2_fp(self.stake), None)?;
        let each = self.stake.checked_div(Uint128::from(parts))?;
        let others = Uint128::from(parts.saturating_sub(1));
        let first = self.stake.checked_sub(each.checked_mul(others)?)?;
        let identified = identity == Identity::Off;
        mean.recount(None, log2_fp(first))?;
        if identified {
            for _ in 1..parts {
                mean.recount(None, log2_fp(each))?;
            }
        }
        mean.pass(1)?;
        let threshold = mean.threshold();
        let of = |stake, identified| Efficiency { base: DecayBase::Ten, identified }.of(stake, threshold);
        let effective = of(each, identified).checked_mul(others)?.checked_add(of(first, true))?;
        Ok(Split { threshold, effective })
    }

    /// What it earns with `parts` accounts to what it earns with one.
    ///
    /// # Errors
    /// None for a stake of the population.
    pub fn gain(&self, parts: u64, identity: Identity) -> Result<Ratio, MathError> {
        let (split, whole) = (self.split(parts, identity)?, self.split(1, identity)?);
        Ok(Ratio::new(split.effective, whole.effective))
    }
}
