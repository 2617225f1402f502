//! By how much time, NFTs and loyalty raise a weight: what the source says, what gives these figures, and what users reach.

use cosmwasm_std::Uint128;
use tributary_math::MathError;

use super::rules::{Boost, Rules};
use crate::computed::ratio::Ratio;
use crate::story::money::grouped;
use crate::story::when::counted;

/// Somebody who stakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staker {
    /// For how many months.
    pub months: u32,
    /// With which boost.
    pub boost: Boost,
}

impl Staker {
    /// For so many months, with so many NFTs and such a loyalty score.
    pub const fn new(months: u32, nfts: u64, loyalty: u64) -> Self {
        Self { months, boost: Boost::new(nfts, loyalty) }
    }

    /// What a unit of it weighs, in units of 1/(2·10^18).
    ///
    /// # Errors
    /// None for the weights of the source.
    pub fn weight(self, rules: &Rules) -> Result<Uint128, MathError> {
        rules.unit_weight(self.months, self.boost)
    }
}

/// What is raised from its lowest to its highest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// The period, from 1 to 12 months.
    Time,
    /// The NFTs, from 1 to 100.
    Nfts,
    /// The loyalty score, from 100 to 35,000.
    Loyalty,
}

/// The ends of what the source compares.
const LOWEST: Staker = Staker::new(1, 1, 100);
const HIGHEST: Staker = Staker::new(12, 100, 35_000);

impl Factor {
    /// All factors.
    pub const ALL: [Self; 3] = [Self::Time, Self::Nfts, Self::Loyalty];

    /// What is raised, and from where to where.
    pub fn name(self) -> &'static str {
        match self {
            Self::Time => "time, 1 to 12 months",
            Self::Nfts => "NFTs, 1 to 100",
            Self::Loyalty => "loyalty, 100 to 35,000",
        }
    }

    /// What a staker has of the others.
    pub fn others(self, staker: Staker) -> String {
        let Staker { months, boost } = staker;
        let months = counted(months.into(), "month");
        let nfts = counted(boost.nfts, "NFT");
        let loyalty = format!("loyalty {}", grouped(&boost.loyalty.to_string()));
        match self {
            Self::Time => format!("{nfts}, {loyalty}"),
            Self::Nfts => format!("{months}, {loyalty}"),
            Self::Loyalty => format!("{months}, {nfts}"),
        }
    }

    /// All stakers with the other factors at their ends, before and after this one was raised.
    pub fn pairs(self) -> Vec<(Staker, Staker)> {
        let mut pairs = vec![];
        for months in [LOWEST.months, HIGHEST.months] {
            for nfts in [LOWEST.boost.nfts, HIGHEST.boost.nfts] {
                for loyalty in [LOWEST.boost.loyalty, HIGHEST.boost.loyalty] {
                    let low = Staker::new(months, nfts, loyalty);
                    let high = match self {
                        Self::Time => Staker { months: HIGHEST.months, ..low },
                        Self::Nfts => Staker::new(months, HIGHEST.boost.nfts, loyalty),
                        Self::Loyalty => Staker::new(months, nfts, HIGHEST.boost.loyalty),
                    };
                    if low != high {
                        pairs.push((low, high));
                    }
                }
            }
        }
        pairs
    }

    /// By how much it raises their weights, the least first.
    ///
    /// # Errors
    /// None for the weights of the source.
    pub fn reached(self, rules: &Rules) -> Result<Vec<Reached>, MathError> {
        let mut all = vec![];
        for (low, high) in self.pairs() {
            let (from, to) = (low.weight(rules)?, high.weight(rules)?);
            all.push(Reached { low, high, increase: Ratio::new(to.checked_sub(from)?, from) });
        }
        all.sort_by_key(|reached| reached.increase.units(PLACES));
        Ok(all)
    }
}

/// Enough decimals to tell the increases apart.
const PLACES: usize = 9;

/// An increase, and who reaches it.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    /// Before.
    pub low: Staker,
    /// After.
    pub high: Staker,
    /// By how much of its weight before.
    pub increase: Ratio,
}

/// A figure of the source, and what gives it.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    /// What is raised.
    pub factor: Factor,
    /// Which end of the range.
    pub end: &'static str,
    /// What the source says.
    pub says: &'static str,
    /// What its author did.
    pub how: &'static str,
    /// Before and after.
    pair: (Staker, Staker),
    /// The weight that the increase is compared with: its NFTs for some months, its loyalty score for some months.
    base: ((u32, u64), (u32, u64)),
}

/// The figures of the source. A loyalty score of 400 boosts as much as one of 100 would without the half in its formula.
pub const PUBLISHED: [Published; 6] = [
    Published {
        factor: Factor::Time,
        end: "least",
        says: "4.125",
        how: "1 NFT, loyalty 100",
        pair: (LOWEST, Staker::new(12, 1, 100)),
        base: ((1, 1), (1, 100)),
    },
    Published {
        factor: Factor::Time,
        end: "most",
        says: "9.676",
        how: "100 NFTs, loyalty 35,000",
        pair: (Staker::new(1, 100, 35_000), HIGHEST),
        base: ((1, 100), (1, 35_000)),
    },
    Published {
        factor: Factor::Nfts,
        end: "least",
        says: "1.213",
        how: "12 months, loyalty 35,000: with 1 month it is less",
        pair: (Staker::new(12, 1, 35_000), HIGHEST),
        base: ((12, 1), (12, 35_000)),
    },
    Published {
        factor: Factor::Nfts,
        end: "most",
        says: "7.420",
        how: "12 months, but loyalty 100 for 1 month",
        pair: (Staker::new(12, 1, 100), Staker::new(12, 100, 100)),
        base: ((12, 1), (1, 100)),
    },
    Published {
        factor: Factor::Loyalty,
        end: "least",
        says: "0.544",
        how: "12 months, 100 NFTs, but loyalty 100 without its half",
        pair: (Staker::new(12, 100, 100), HIGHEST),
        base: ((12, 100), (12, 400)),
    },
    Published {
        factor: Factor::Loyalty,
        end: "most",
        says: "6.312",
        how: "12 months, but 1 NFT for 1 month, loyalty 100 without its half",
        pair: (Staker::new(12, 1, 100), Staker::new(12, 1, 35_000)),
        base: ((1, 1), (12, 400)),
    },
];

impl Published {
    /// The figure computed like this.
    ///
    /// # Errors
    /// None for the weights of the source.
    pub fn computed(&self, rules: &Rules) -> Result<Ratio, MathError> {
        let (low, high) = self.pair;
        let gain = high.weight(rules)?.checked_sub(low.weight(rules)?)?;
        let ((nft_months, nfts), (loyalty_months, loyalty)) = self.base;
        let of_loyalty = rules.slope(Boost::new(0, loyalty))?.checked_mul(loyalty_months.into())?;
        let base = rules.unit_weight(nft_months, Boost::new(nfts, 0))?.checked_add(of_loyalty)?;
        Ok(Ratio::new(gain, base))
    }
}
