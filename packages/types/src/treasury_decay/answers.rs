//! What treasury-decay answers.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Decimal, Timestamp, Uint128};

use super::messages::{CirculatingSupply, IdentityRule, UnstakedShare};

/// The parameters; see `InstantiateMsg`.
#[cw_serde]
pub struct ConfigResponse {
    /// Who spends the treasury.
    pub owner: Option<Addr>,
    /// The denom of revenue.
    pub denom: String,
    /// Who tells of stakes.
    pub pool_registry: Addr,
    /// How users are identified.
    pub identity: IdentityRule<Addr>,
    /// The length of the epochs after the running one, in seconds.
    pub epoch_secs: u64,
    /// Over how many seconds a revenue is released.
    pub release_secs: u64,
    /// The base of the decay.
    pub decay_base: u32,
    /// The smallest stake that is counted in the threshold.
    pub min_stake: Uint128,
    /// The binary logarithm of a threshold changes by more than `2^-tolerance_bits` or not at all.
    pub tolerance_bits: u32,
    /// What happens to the unstaked share.
    pub unstaked_share: UnstakedShare,
    /// How many coins circulate.
    pub circulating_supply: CirculatingSupply<Addr>,
}

/// The running epoch.
#[cw_serde]
pub struct EpochResponse {
    /// Its number, from 0.
    pub epoch: u64,
    /// When it began.
    pub started_at: Timestamp,
    /// When the next one begins.
    pub ends_at: Timestamp,
    /// How many thresholds there have been, the one in force included; those under which nothing was released are not counted.
    pub checkpoints: u32,
}

/// The threshold, and what it is made of.
#[cw_serde]
pub struct ThresholdResponse {
    /// In force, in base units; 0: no friction.
    pub threshold: Uint128,
    /// What would be in force if the epoch ended now.
    pub next: Uint128,
    /// Users who are counted in it.
    pub counted_users: u64,
    /// All stake in pools, counted or not.
    pub total_stake: Uint128,
}

/// A threshold.
#[cw_serde]
pub struct CheckpointItem {
    /// Its number, from 0.
    pub index: u32,
    /// In base units; 0: no friction.
    pub threshold: Uint128,
}

/// Thresholds.
#[cw_serde]
pub struct CheckpointsResponse {
    /// They, the last one in force.
    pub checkpoints: Vec<CheckpointItem>,
}

/// How much of a user's stake is effective.
#[cw_serde]
pub struct EfficiencyResponse {
    /// Whether the user counts as identified.
    pub identified: bool,
    /// The stake over all pools, in base units.
    pub stake: Uint128,
    /// How much of it is effective, rounded down.
    pub effective_stake: Uint128,
    /// The effective part, rounded down; 1 without a stake.
    pub efficiency: Decimal,
    /// How many checkpoints its settlement has still to pass.
    pub checkpoints_behind: u32,
}

/// How much of a stake would be effective.
#[cw_serde]
pub struct EfficiencyAtResponse {
    /// In base units, rounded down.
    pub effective_stake: Uint128,
    /// The effective part, rounded down; 1 without a stake.
    pub efficiency: Decimal,
}

/// A user with a stake.
#[cw_serde]
pub struct UserItem {
    /// Who.
    pub user: Addr,
    /// Whether it counts as identified.
    pub identified: bool,
    /// Its stake over all pools, in base units.
    pub stake: Uint128,
    /// How much of it is effective, rounded down.
    pub effective_stake: Uint128,
}

/// Users with a stake.
#[cw_serde]
pub struct UsersResponse {
    /// They, by address.
    pub users: Vec<UserItem>,
}

/// Where all revenue is, in base units. `received − burned` is the sum of all that follows `distributed` and is not burned.
#[cw_serde]
pub struct RevenueResponse {
    /// All that ever came.
    pub received: Uint128,
    /// What of it was for the stakes.
    pub distributed: Uint128,
    /// What of it was burned.
    pub burned: Uint128,
    /// Sent to coinbases.
    pub paid_to_pools: Uint128,
    /// Claimed by users.
    pub paid_to_users: Uint128,
    /// Spent out of the treasury.
    pub spent: Uint128,
    /// In the treasury now.
    pub treasury: Uint128,
    /// Not released yet.
    pub unreleased: Uint128,
    /// Everything else: credited and not sent, not settled, dust.
    pub unsettled: Uint128,
}

/// What the owner can spend.
#[cw_serde]
pub struct TreasuryResponse {
    /// In base units; friction joins it when users are settled.
    pub balance: Uint128,
    /// What was ever spent of it.
    pub spent: Uint128,
}

/// A pool's account.
#[cw_serde]
pub struct PoolResponse {
    /// The pool (its operator).
    pub pool: Addr,
    /// Where its part is sent.
    pub coinbase: Addr,
    /// Credited and not sent, rounded down.
    pub pending: Uint128,
    /// Sent so far.
    pub paid: Uint128,
    /// What is credited to the very users instead, in hundredths of a per cent.
    pub share_bps: u32,
}

/// Pools.
#[cw_serde]
pub struct PoolsResponse {
    /// They, by address.
    pub pools: Vec<PoolResponse>,
}

/// A user's stake in a pool.
#[cw_serde]
pub struct DelegationResponse {
    /// In base units.
    pub stake: Uint128,
    /// What settling the user, over at most 64 checkpoints, and collecting would add to the pool, rounded down.
    pub claimable: Uint128,
}

/// A user's stake in a pool.
#[cw_serde]
pub struct DelegationItem {
    /// The pool.
    pub pool: Addr,
    /// In base units.
    pub stake: Uint128,
}

/// A user's stakes.
#[cw_serde]
pub struct DelegationsResponse {
    /// They, by pool.
    pub delegations: Vec<DelegationItem>,
}

/// What is credited to a user directly.
#[cw_serde]
pub struct ShareResponse {
    /// Credited and not claimed, rounded down.
    pub claimable: Uint128,
    /// Claimed so far.
    pub paid: Uint128,
}

/// Whether a user counts as identified.
#[cw_serde]
pub struct IdentityResponse {
    /// Whether.
    pub identified: bool,
}

/// Who is identified.
#[cw_serde]
pub struct IdentitiesResponse {
    /// They, by address.
    pub users: Vec<Addr>,
}
