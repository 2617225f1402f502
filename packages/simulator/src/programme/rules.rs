//! The rules of the source's programme, which a vault has if nothing else is named.

use cosmwasm_std::Uint128;
use tributary_math::boost::{months, BoostWeights, ONE};
use tributary_math::emission::{Schedule, DAY};
use tributary_math::vesting::full_progress;
use tributary_math::MathError;

/// What boosts a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Boost {
    /// NFTs.
    pub nfts: u64,
    /// Loyalty score.
    pub loyalty: u64,
}

impl Boost {
    /// So many NFTs, such a loyalty score.
    pub const fn new(nfts: u64, loyalty: u64) -> Self {
        Self { nfts, loyalty }
    }
}

/// What a vault is set up with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// The emission.
    pub schedule: Schedule,
    /// How much each factor weighs.
    pub weights: BoostWeights,
    /// For how many days only long periods are possible.
    pub phase1_days: u32,
    /// How many months those have at least.
    pub phase1_months: u32,
    /// The shortest period.
    pub min_days: u32,
    /// The longest period.
    pub max_days: u32,
    /// What boosts the most.
    pub caps: Boost,
    /// Over how many days a reward vests at the base speed.
    pub vesting_days: u32,
}

/// A period that is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its months.
    pub months: u32,
    /// The day at whose beginning it ends.
    pub end_day: u32,
}

impl Rules {
    /// Those of the source. Tokens have six decimals, and the programme starts at second 0.
    pub const SOURCE: Self = Self {
        schedule: Schedule { total: Uint128::new(5_000_000_000_000), starts_at: 0, days: 548 },
        weights: BoostWeights {
            w1: Uint128::new(400_000_000_000_000_000),
            w2: Uint128::new(600_000_000_000_000_000),
            w3: Uint128::new(600_000_000_000_000_000),
            w4: Uint128::new(400_000_000_000_000_000),
            b0: Uint128::zero(),
        },
        phase1_days: 14,
        phase1_months: 6,
        min_days: 30,
        max_days: 365,
        caps: Boost::new(100, 35_000),
        vesting_days: 60,
    };

    /// Those of the source, but everybody has a boost of so many hundredths.
    pub fn with_base_boost(hundredths: u128) -> Self {
        let b0 = ONE.multiply_ratio(hundredths, 100u128);
        Self { weights: BoostWeights { b0, ..Self::SOURCE.weights }, ..Self::SOURCE }
    }

    /// When the first phase ends.
    pub fn phase1_ends_at(&self) -> u64 {
        self.schedule.boundary(self.phase1_days)
    }

    /// Whether, and until when, one can stake for so many days `now`.
    pub fn period(&self, now: u64, days: u32) -> Option<Period> {
        let months = months(days);
        let begun = now >= self.schedule.starts_at;
        let in_range = (self.min_days..=self.max_days).contains(&days);
        let in_phase = now >= self.phase1_ends_at() || months >= self.phase1_months;
        let end_day = self.schedule.end_day(now, days).filter(|_| begun && in_range && in_phase)?;
        Some(Period { months, end_day })
    }

    /// How much a month adds to the weight of a unit.
    ///
    /// # Errors
    /// None for these weights.
    pub fn slope(&self, boost: Boost) -> Result<Uint128, MathError> {
        let counted = (boost.nfts.min(self.caps.nfts), boost.loyalty.min(self.caps.loyalty));
        self.weights.slope(self.weights.boost(counted.0, counted.1)?)
    }

    /// What a unit weighs, in units of 1/(2·10^18).
    ///
    /// # Errors
    /// None for these weights.
    pub fn unit_weight(&self, months: u32, boost: Boost) -> Result<Uint128, MathError> {
        self.weights.unit_weight(months, self.slope(boost)?)
    }

    /// How far V comes until everything has vested.
    ///
    /// # Errors
    /// None.
    pub fn full_vesting(&self) -> Result<Uint128, MathError> {
        full_progress(u64::from(self.vesting_days).saturating_mul(DAY))
    }
}
