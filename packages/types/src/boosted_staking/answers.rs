//! What boosted-staking answers.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Decimal, Decimal256, Timestamp, Uint128, Uint256};

use super::messages::{BoostCollection, UnusedRewardsTo, Weights};
use crate::asset::Asset;

/// The programme; see `InstantiateMsg`.
#[cw_serde]
pub struct ConfigResponse {
    /// The owner.
    pub owner: Option<Addr>,
    /// What is staked.
    pub stake_asset: Asset<Addr>,
    /// What is earned.
    pub reward_asset: Asset<Addr>,
    /// All rewards of the programme, in base units.
    pub total_rewards: Uint128,
    /// When it starts.
    pub starts_at: Timestamp,
    /// How many days it lasts.
    pub duration_days: u32,
    /// For how many days only long periods are possible.
    pub phase1_days: u32,
    /// How many months those have at least.
    pub phase1_min_months: u32,
    /// The shortest period in days.
    pub min_days: u32,
    /// The longest period in days.
    pub max_days: u32,
    /// How much each factor weighs.
    pub weights: Weights,
    /// NFTs above this many boost no more.
    pub nft_cap: u64,
    /// A loyalty score above this one boosts no more.
    pub loyalty_cap: u64,
    /// Over how many days a reward vests at the base speed.
    pub vesting_days: u32,
    /// The smallest stake.
    pub min_stake: Uint128,
    /// The NFTs that boost.
    pub boost_collection: Option<BoostCollection<Addr>>,
    /// Who sets loyalty scores.
    pub loyalty_oracle: Addr,
    /// Who, beside the owner, may pause.
    pub guardian: Option<Addr>,
    /// Whether stakes are stopped.
    pub paused: bool,
    /// Where rewards go that nobody earned.
    pub unused_rewards_to: UnusedRewardsTo<Addr>,
}

/// What `stake` answers, as data.
#[cw_serde]
pub struct PositionOpened {
    /// The number of the position.
    pub position_id: u64,
}

/// Sums over all users; amounts in base units.
#[cw_serde]
pub struct VaultResponse {
    /// Whole days since the start: 0 before it, the duration after the end.
    pub day: u32,
    /// When the programme ends.
    pub ends_at: Timestamp,
    /// In open positions.
    pub total_staked: Uint128,
    /// In open and in matured positions.
    pub principal_held: Uint128,
    /// Of all open positions, rounded down.
    pub total_weight: Uint256,
    /// How many positions are open.
    pub open_positions: u64,
    /// The number of the newest position; 0 before the first. Those that were withdrawn are gone.
    pub last_position_id: u64,
    /// What was ever added to the rewards.
    pub funded: Uint128,
    /// What of the schedule has passed, rounded down.
    pub emitted: Uint128,
    /// What of it was emitted while nobody had a stake, rounded down.
    pub set_aside: Uint128,
    /// Rewards that users have claimed.
    pub claimed: Uint128,
    /// Rewards that nobody earned and that were sent away.
    pub swept: Uint128,
}

/// Whether a position earns.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum PositionStatus {
    /// It does, and is locked.
    Open,
    /// It does no more; its principal is free and its reward vests.
    Matured,
}

/// A stake.
#[cw_serde]
pub struct PositionResponse {
    /// Its number.
    pub position_id: u64,
    /// Whose it is.
    pub user: Addr,
    /// The principal, in base units.
    pub amount: Uint128,
    /// The period in days.
    pub days: u32,
    /// The period in months.
    pub months: u32,
    /// When it was staked.
    pub started_at: Timestamp,
    /// When it matures.
    pub ends_at: Timestamp,
    /// Whether it earns.
    pub status: PositionStatus,
    /// What it weighs, rounded down; 0 when matured.
    pub weight: Uint256,
    /// What it has earned so far, rounded down; all that it ever earns when matured.
    pub accrued: Uint128,
}

/// A user's positions.
#[cw_serde]
pub struct PositionsResponse {
    /// They, by id.
    pub positions: Vec<PositionResponse>,
}

/// The reward of a matured position; amounts in base units.
#[cw_serde]
pub struct BatchResponse {
    /// The position that earned it.
    pub position_id: u64,
    /// Whose it is.
    pub user: Addr,
    /// The whole reward.
    pub total: Uint128,
    /// What of it has vested, rounded down.
    pub vested: Uint128,
    /// What of it was claimed.
    pub claimed: Uint128,
    /// What can be claimed now.
    pub claimable: Uint128,
    /// When it began to vest.
    pub started_at: Timestamp,
    /// The first second at which all of it has vested, if the user stakes nothing more. Of one that had vested before the user's
    /// stake changed the last time, a second at which it certainly had: that of the change, or the end of the vesting at the base
    /// speed.
    pub fully_vested_at: Timestamp,
}

/// A user's batches.
#[cw_serde]
pub struct BatchesResponse {
    /// They, by position.
    pub batches: Vec<BatchResponse>,
}

/// What boosts a user.
#[cw_serde]
pub struct BoostResponse {
    /// NFTs as known or deposited, before the cap.
    pub nfts: u64,
    /// The loyalty score, before the cap.
    pub loyalty: u64,
    /// What they add to everybody's boost: `w3·√nfts + w4·√(loyalty/100)/2`, both capped, rounded down.
    pub boost: Decimal,
}

/// The NFTs that a user has deposited.
#[cw_serde]
pub struct DepositsResponse {
    /// Their token ids.
    pub deposits: Vec<String>,
}

/// How fast a user's batches vest; amounts in base units.
#[cw_serde]
pub struct AccountResponse {
    /// In open positions.
    pub staked: Uint128,
    /// All that the user ever staked here.
    pub history: Uint128,
    /// `1 + staked/history`, rounded down.
    pub vesting_speed: Decimal,
    /// How many positions are open.
    pub open_positions: u32,
}

/// What a stake would weigh and earn, if it came now and nothing else changed.
#[cw_serde]
pub struct EstimateResponse {
    /// The period in months.
    pub months: u32,
    /// When it would mature.
    pub ends_at: Timestamp,
    /// What a unit of it would weigh, rounded down.
    pub unit_weight: Decimal,
    /// What it would weigh, rounded down.
    pub weight: Uint256,
    /// What it would earn until its end, rounded down.
    pub reward: Uint128,
    /// What it would earn in a day, rounded down.
    pub reward_per_day: Uint128,
    /// What a staked unit would earn in a year of 365 days, in units of the reward asset, rounded down.
    pub apr: Decimal256,
}

/// What a day emits, in base units.
#[cw_serde]
pub struct EmissionResponse {
    /// Which, from 0.
    pub day: u32,
    /// In this day.
    pub amount: Uint128,
    /// Up to the end of this day.
    pub cumulative: Uint128,
}

/// What the days emit.
#[cw_serde]
pub struct EmissionsResponse {
    /// They, in order.
    pub emissions: Vec<EmissionResponse>,
}
