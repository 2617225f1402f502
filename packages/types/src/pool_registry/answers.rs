//! What the pool-registry answers.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Timestamp, Uint128, Uint256};
use cw_utils::{Duration, Expiration};

use super::messages::{ConfigChange, DelegationCursor, Hook, ScoreWeights};

/// The parameters in force.
#[cw_serde]
pub struct ConfigResponse {
    /// The staker-registry.
    pub staker_registry: Addr,
    /// The staking denom.
    pub denom: String,
    /// What an operator needs.
    pub min_self_stake: Uint128,
    /// What the operator must hold of its pool at least, in percent.
    pub min_self_stake_percentage: u8,
    /// The code of the coinbases.
    pub coinbase_code_id: u64,
    /// The checksum of that code, hex.
    pub coinbase_checksum: String,
    /// How long a commission change waits.
    pub commission_lock: Duration,
    /// Over how long a net reward is released.
    pub release_period: Duration,
    /// The least that somebody may hold in a pool without leaving it.
    pub min_delegation: Uint128,
    /// How much fee, performance and capacity count in the score.
    pub score_weights: ScoreWeights,
    /// Blocks over which performance is measured.
    pub performance_window: u64,
    /// Who is told of stake changes.
    pub hooks: Vec<Hook>,
    /// The licence contract; null until a first licence came.
    pub license_nft: Option<Addr>,
    /// Coins that a licence stands for; null until a first licence came.
    pub coins_per_license: Option<Uint128>,
    /// Who may pause.
    pub guardian: Option<Addr>,
    /// The owner.
    pub owner: Option<Addr>,
    /// Whether entries are stopped.
    pub paused: bool,
}

/// The announced parameters, if any.
#[cw_serde]
pub struct PendingConfigResponse {
    /// The open announcement.
    pub pending: Option<PendingConfig>,
}

/// An announced change.
#[cw_serde]
pub struct PendingConfig {
    /// What changes.
    pub change: ConfigChange,
    /// From when on anyone may apply it.
    pub release: Expiration,
}

/// What a pool can do.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum PoolState {
    /// Takes delegations and counts.
    Active,
    /// Its self stake is too small: nobody enters, nothing counts, everybody may leave.
    Broken,
    /// Broken, and the operator has no stake left.
    Retired,
}

impl PoolState {
    /// The state as it is spelt in messages and events.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Broken => "broken",
            Self::Retired => "retired",
        }
    }
}

/// One pool. Stakes are weights: coins plus the coins that licences stand for.
#[cw_serde]
pub struct PoolResponse {
    /// The operator, which is the pool's id.
    pub pool: Addr,
    /// Where its rewards arrive.
    pub coinbase: Addr,
    /// Who signs for it.
    pub signing_address: Addr,
    /// Commission in millionths.
    pub commission_ppm: u32,
    /// A requested commission.
    pub commission_request: Option<CommissionRequest>,
    /// What the pool can do.
    pub state: PoolState,
    /// The operator's stake.
    pub self_stake: Uint128,
    /// All stake, the operator's included.
    pub total_stake: Uint128,
    /// What is on the way in by transfers, net of their fees.
    pub pending_stake: Uint128,
    /// What others may still add.
    pub capacity_left: Uint256,
    /// Its part of the stake of all pools, in millionths.
    pub share_ppm: u32,
    /// How many hold stake, the operator included.
    pub delegators: u64,
    /// Where the pool describes itself.
    pub metadata_url: String,
    /// Blake2b-256 of that file, hex.
    pub metadata_hash: String,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// All rewards ever booked, gross.
    pub lifetime_rewards: Uint256,
    /// Net rewards that wait to be released.
    pub unreleased: Uint128,
    /// When the last of them is released; null if there are none.
    pub release_end: Option<Expiration>,
    /// Rewards booked in the last window, gross.
    pub window_rewards: Uint256,
    /// Its part of the rewards over its part of the stake in the last window, in millionths; null if it is too young.
    pub performance_ppm: Option<u64>,
    /// Weighted mean of low fee, performance and capacity left, in millionths; 0 if broken.
    pub score_ppm: u32,
}

/// A page of pools.
#[cw_serde]
pub struct PoolsResponse {
    /// By operator.
    pub pools: Vec<PoolResponse>,
}

/// A requested commission.
#[cw_serde]
pub struct CommissionRequest {
    /// In millionths.
    pub commission_ppm: u32,
    /// From when on it can be put in force.
    pub release: Expiration,
    /// From when on it no longer can.
    pub expires: Expiration,
}

/// A page of requested commissions.
#[cw_serde]
pub struct CommissionRequestsResponse {
    /// By pool.
    pub commission_requests: Vec<PoolCommissionRequest>,
}

/// A requested commission and whose it is.
#[cw_serde]
pub struct PoolCommissionRequest {
    /// The pool.
    pub pool: Addr,
    /// In millionths.
    pub commission_ppm: u32,
    /// From when on it can be put in force.
    pub release: Expiration,
    /// From when on it no longer can.
    pub expires: Expiration,
}

/// What somebody holds in a pool.
#[cw_serde]
pub struct DelegationResponse {
    /// The pool.
    pub pool: Addr,
    /// Who.
    pub delegator: Addr,
    /// Coins.
    pub tokens: Uint128,
    /// Those of them that cannot be undelegated yet.
    pub locked: Uint128,
    /// Licences.
    pub licenses: u32,
    /// Coins plus the coins that the licences stand for.
    pub weight: Uint128,
    /// What a withdrawal would pay now, of the operator with its commission.
    pub rewards: Uint128,
    /// What others may keep of the rewards for delegating them, in millionths; null: off.
    pub auto_fee_ppm: Option<u32>,
}

/// A page of what one account holds.
#[cw_serde]
pub struct DelegationsResponse {
    /// By pool.
    pub delegations: Vec<DelegationResponse>,
}

/// A page of who holds something in a pool.
#[cw_serde]
pub struct DelegatorsResponse {
    /// By address.
    pub delegators: Vec<DelegationResponse>,
}

/// An amount in base units.
#[cw_serde]
pub struct AmountResponse {
    /// How much.
    pub amount: Uint128,
}

/// A page of open undelegations.
#[cw_serde]
pub struct UndelegationsResponse {
    /// By id. At most 100 open unbonds are looked at, those of solo stakers are passed over.
    pub undelegations: Vec<Undelegation>,
    /// The last id that was looked at, to start the next page after, also if it was passed over; null if there was none.
    pub last: Option<u64>,
}

/// An open undelegation.
#[cw_serde]
pub struct Undelegation {
    /// Its id.
    pub id: u64,
    /// From which pool.
    pub pool: Addr,
    /// Who will be paid.
    pub recipient: Addr,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
    /// From when on it can be finalised.
    pub release: Expiration,
    /// Whether that is now.
    pub ready: bool,
}

/// A page of open transfers.
#[cw_serde]
pub struct TransfersResponse {
    /// By id. At most 100 open transfers are looked at, those of solo stakers are passed over.
    pub transfers: Vec<Transfer>,
    /// The last id that was looked at, to start the next page after, also if it was passed over; null if there was none.
    pub last: Option<u64>,
}

/// An open transfer between pools.
#[cw_serde]
pub struct Transfer {
    /// Its id.
    pub id: u64,
    /// Whose stake.
    pub delegator: Addr,
    /// The pool that gave.
    pub from_pool: Addr,
    /// The pool that gets.
    pub to_pool: Addr,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
    /// From when on it can be finalised.
    pub release: Expiration,
    /// Whether that is now.
    pub ready: bool,
    /// Whether the pool that gets it would take it now.
    pub accepted: bool,
}

/// A page of who let others redelegate.
#[cw_serde]
pub struct AutoRewardsResponse {
    /// By pool, then delegator. At most 100 pairs are looked at, whatever the filter passes over.
    pub auto_rewards: Vec<AutoReward>,
    /// The last pair that was looked at, to start the next page after, also if it was passed over; null if there was none.
    pub last: Option<DelegationCursor>,
}

/// Rewards that anyone may redelegate.
#[cw_serde]
pub struct AutoReward {
    /// The pool.
    pub pool: Addr,
    /// Whose rewards.
    pub delegator: Addr,
    /// The caller's part in millionths.
    pub fee_ppm: u32,
    /// What is owed now.
    pub rewards: Uint128,
    /// What a call now would earn.
    pub fee: Uint128,
    /// Whether a call now would succeed and delegate something.
    pub accepted: bool,
}

/// How a pool did in the last window.
#[cw_serde]
pub struct PerformanceResponse {
    /// Its part of the rewards over its part of the stake, in millionths; null if it is too young.
    pub performance_ppm: Option<u64>,
    /// Rewards booked, gross.
    pub window_rewards: Uint256,
    /// Weighted mean of low fee, performance and capacity left, in millionths; 0 if broken.
    pub score_ppm: u32,
}

/// Sums over all pools.
#[cw_serde]
#[derive(Default)]
pub struct TotalsResponse {
    /// Registered pools.
    pub pools: u64,
    /// All stake (weights).
    pub total_stake: Uint128,
    /// On the way into pools.
    pub pending_stake: Uint128,
    /// All rewards ever booked, gross.
    pub lifetime_rewards: Uint256,
}

/// A page of changes that a hook did not take.
#[cw_serde]
pub struct MissedHooksResponse {
    /// By delegator, pool, hook.
    pub missed_hooks: Vec<MissedHook>,
}

/// A change that a hook did not take.
#[cw_serde]
pub struct MissedHook {
    /// Which hook.
    pub hook: Addr,
    /// Whose stake.
    pub delegator: Addr,
    /// The pool.
    pub pool: Addr,
}

/// Everything an interface shows to one account. Each list holds its first 30 rows; its own query goes on.
#[cw_serde]
pub struct DashboardResponse {
    /// Whose.
    pub account: Addr,
    /// The pool that the account operates.
    pub pool: Option<PoolResponse>,
    /// What it holds.
    pub delegations: Vec<DelegationResponse>,
    /// What is on the way out.
    pub undelegations: Vec<Undelegation>,
    /// What is on the way to other pools.
    pub transfers: Vec<Transfer>,
    /// Weight in the listed delegations.
    pub staked: Uint128,
    /// Rewards of the listed delegations.
    pub rewards: Uint128,
}

/// A new pool, as returned in the data of `register_pool`.
#[cw_serde]
pub struct PoolRegistration {
    /// Where its rewards arrive.
    pub coinbase: Addr,
}

/// Rewards delegated for somebody, as returned in the data of `auto_redelegate`.
#[cw_serde]
pub struct AutoRedelegation {
    /// Delegated.
    pub amount: Uint128,
    /// Paid to the caller.
    pub fee: Uint128,
}

/// When a requested commission can be put in force, as returned in the data of `request_commission_change`.
#[cw_serde]
pub struct CommissionRequested {
    /// From when on.
    pub release: Expiration,
    /// Up to when.
    pub expires: Expiration,
}
