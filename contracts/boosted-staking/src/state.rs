//! What the vault remembers.
//!
//! A stake writes seven of these records, so they are packed and lie under keys of a letter: every byte is paid for.

use cosmwasm_std::{Addr, Storage, Timestamp, Uint128, Uint256};
use tributary_controls::packed;
use tributary_controls::packed::{PackedItem, PackedMap};
use tributary_math::boost::{months, BoostWeights};
use tributary_math::emission::{Booster, Emission, Mark, OpenStake, Principal, Schedule, DAY};
use tributary_math::vesting::{full_progress, vested, Vesting};
use tributary_math::MathError;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{BoostCollection, UnusedRewardsTo};

use crate::ContractError;

/// The programme.
pub const CONFIG: PackedItem<Config> = PackedItem::new("c");

/// The accumulators, as they were touched last; [`crate::books::Books`] brings them up to now.
pub const EMISSION: PackedItem<Emission> = PackedItem::new("e");

/// What ever came and went.
pub const TOTALS: PackedItem<Totals> = PackedItem::new("t");

/// What ends at the beginning of a day that was not passed yet.
pub const LEAVING: PackedMap<u32, OpenStake> = PackedMap::new("l");

/// The index at the beginning of a day that was passed, if something ended there.
pub const PASSED: PackedMap<u32, Uint256> = PackedMap::new("d");

/// Everybody whom a message has touched.
pub const USERS: PackedMap<&Addr, User> = PackedMap::new("u");

/// Positions whose principal is still here: by user, then id.
pub const POSITIONS: PackedMap<(&Addr, u64), Position> = PackedMap::new("p");

/// Those of them that were open when their user was touched last: by user, then the day of their end and id.
pub const OPEN: PackedMap<(&Addr, (u32, u64)), Earning> = PackedMap::new("o");

/// Rewards that vest or were not claimed in full: by user, then position.
pub const BATCHES: PackedMap<(&Addr, u64), Batch> = PackedMap::new("b");

/// Whose a position is, as long as there is a position or a batch of it.
pub const HOLDERS: PackedMap<u64, Addr> = PackedMap::new("h");

/// Who deposited an NFT that lies here.
pub const DEPOSITORS: PackedMap<&str, Addr> = PackedMap::new("n");

/// The NFTs that a user has deposited.
pub const DEPOSITS: PackedMap<(&Addr, String), ()> = PackedMap::new("m");

/// The programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// What is staked.
    pub stake_asset: Asset<Addr>,
    /// What is earned.
    pub reward_asset: Asset<Addr>,
    /// When what is emitted.
    pub schedule: Schedule,
    /// For how many days only long periods are possible.
    pub phase1_days: u32,
    /// How many months those have at least.
    pub phase1_min_months: u32,
    /// The shortest period.
    pub min_days: u32,
    /// The longest period.
    pub max_days: u32,
    /// How much each factor weighs.
    pub weights: BoostWeights,
    /// NFTs above this many boost no more.
    pub nft_cap: u64,
    /// A score above this one boosts no more.
    pub loyalty_cap: u64,
    /// Over how many days a reward vests at the base speed.
    pub vesting_days: u32,
    /// The smallest stake.
    pub min_stake: Uint128,
    /// The NFTs that boost.
    pub boost_collection: Option<BoostCollection<Addr>>,
    /// Who sets loyalty scores.
    pub loyalty_oracle: Addr,
    /// Where rewards go that nobody earned.
    pub unused_rewards_to: UnusedRewardsTo<Addr>,
}

packed!(Config {
    stake_asset,
    reward_asset,
    schedule,
    phase1_days,
    phase1_min_months,
    min_days,
    max_days,
    weights,
    nft_cap,
    loyalty_cap,
    vesting_days,
    min_stake,
    boost_collection,
    loyalty_oracle,
    unused_rewards_to,
});

/// A period that a stake can have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// As asked for.
    pub days: u32,
    /// What of it weighs.
    pub months: u32,
    /// The day at whose beginning it ends.
    pub end_day: u32,
}

impl Config {
    /// The period of `days` from `now` on.
    ///
    /// # Errors
    /// **period**, **programme**.
    pub fn period(&self, now: u64, days: u32) -> Result<Period, ContractError> {
        let Self { schedule, min_days, max_days, .. } = *self;
        if days < min_days || days > max_days {
            return Err(ContractError::InvalidPeriod { days, min_days, max_days });
        }
        if now < schedule.starts_at {
            return Err(ContractError::NotBegun { starts_at: self.boundary(0) });
        }
        let end_day = schedule.end_day(now, days);
        let end_day = end_day.ok_or(ContractError::EndsTooEarly { ends_at: self.boundary(schedule.days) })?;
        Ok(Period { days, months: months(days), end_day })
    }

    /// Lets a period in that the phase allows at `now`.
    ///
    /// # Errors
    /// **phase**.
    pub fn ensure_phase(&self, now: u64, period: &Period) -> Result<(), ContractError> {
        let Self { phase1_min_months: min_months, .. } = *self;
        if now < self.schedule.boundary(self.phase1_days) && period.months < min_months {
            let (until, months) = (self.boundary(self.phase1_days), period.months);
            return Err(ContractError::Phase { until, min_months, months });
        }
        Ok(())
    }

    /// The boost of so many NFTs and a score, both cut at their caps, times 10^18.
    ///
    /// # Errors
    /// None that can happen within the caps' bounds.
    pub fn boost(&self, nfts: u64, loyalty: u64) -> Result<Uint128, MathError> {
        self.weights.boost(nfts.min(self.nft_cap), loyalty.min(self.loyalty_cap))
    }

    /// When `day` begins.
    pub fn boundary(&self, day: u32) -> Timestamp {
        Timestamp::from_seconds(self.schedule.boundary(day))
    }

    /// How far a user's vesting has to come for all of a batch, times 10^18.
    ///
    /// # Errors
    /// None that can happen.
    pub fn full_vesting(&self) -> Result<Uint128, MathError> {
        full_progress(self.vesting_secs())
    }

    /// In how many seconds all of a batch vests at the base speed.
    pub fn vesting_secs(&self) -> u64 {
        u64::from(self.vesting_days).saturating_mul(DAY)
    }
}

/// What ever came and went, in base units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Principals that were not paid back.
    pub principal_held: Uint128,
    /// Rewards that came.
    pub funded: Uint128,
    /// Rewards that were claimed.
    pub claimed: Uint128,
    /// Rewards that nobody earned and that were sent away.
    pub swept: Uint128,
    /// The id of the newest position.
    pub last_position_id: u64,
}

packed!(Totals { principal_held, funded, claimed, swept, last_position_id });

/// A user's boost and progress; [`crate::account::Account`] brings it up to now.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// NFTs, as known or deposited.
    pub nfts: u64,
    /// The loyalty score.
    pub loyalty: u64,
    /// How many positions are open.
    pub open: u32,
    /// Its place in the emission.
    pub booster: Booster,
    /// Its vesting.
    pub vesting: Vesting,
}

packed!(User { nfts, loyalty, open, booster, vesting });

impl User {
    /// Somebody without NFTs, score or stake.
    ///
    /// # Errors
    /// None that can happen.
    pub fn newcomer(weights: &BoostWeights) -> Result<Self, MathError> {
        let booster = Booster { slope: weights.slope(Uint128::zero())?, ..Booster::default() };
        Ok(Self { nfts: 0, loyalty: 0, open: 0, booster, vesting: Vesting::default() })
    }
}

/// A stake.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The principal, in base units.
    pub amount: Uint128,
    /// The period in days.
    pub days: u32,
    /// When it was staked, in seconds.
    pub started_at: u64,
    /// The day at whose beginning it ends.
    pub end_day: u32,
    /// What it earned, in base units, if it was matured when its user was touched last.
    pub reward: Option<Uint128>,
}

packed!(Position { amount, days, started_at, end_day, reward });

/// What an open position earns with.
#[derive(Clone, Debug, PartialEq)]
pub struct Earning {
    /// What was staked.
    pub principal: Principal,
    /// Where the indices stood then.
    pub since: Mark,
}

packed!(Earning { principal, since });

/// The reward of a matured position.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// All of it, in base units.
    pub total: Uint128,
    /// What was paid of it.
    pub claimed: Uint128,
    /// When it began to vest, in seconds.
    pub started_at: u64,
    /// How far its user's vesting had come then.
    pub progress: Uint128,
}

packed!(Batch { total, claimed, started_at, progress });

impl Batch {
    /// What of it has vested when its user's vesting has come to `progress`, of `full`; rounded down.
    ///
    /// # Errors
    /// Overflow if the batch began later.
    pub fn vested(&self, progress: Uint128, full: Uint128) -> Result<Uint128, MathError> {
        vested(self.total, progress.checked_sub(self.progress)?, full)
    }
}

/// Why `user` has no such position or batch: it is somebody else's, or else what `not_found` says.
pub fn missing(
    storage: &dyn Storage,
    user: &Addr,
    position_id: u64,
    not_found: ContractError,
) -> ContractError {
    match HOLDERS.may_load(storage, position_id) {
        Ok(Some(holder)) if holder != *user => ContractError::NotHolder { position_id },
        Ok(_) => not_found,
        Err(error) => error.into(),
    }
}

/// Forgets whose a position is once nothing of it is left.
pub fn forget_holder(storage: &mut dyn Storage, user: &Addr, position_id: u64) {
    if !POSITIONS.has(storage, (user, position_id)) && !BATCHES.has(storage, (user, position_id)) {
        HOLDERS.remove(storage, position_id);
    }
}
