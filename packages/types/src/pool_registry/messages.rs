//! What accounts and contracts send to the pool-registry.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Uint128;
use cw_utils::Duration;

use super::answers::{
    AmountResponse, AutoRewardsResponse, CommissionRequestsResponse, ConfigResponse, DashboardResponse,
    DelegationResponse, DelegationsResponse, DelegatorsResponse, MissedHooksResponse, PendingConfigResponse,
    PerformanceResponse, PoolResponse, PoolState, PoolsResponse, TotalsResponse, TransfersResponse,
    UndelegationsResponse,
};
use crate::migration::MigrationResponse;
use crate::ownership::OwnershipAction;

/// Everything that is fixed or starts with the contract. No coins. Denom and minimum self stake are read from the
/// staker-registry.
///
/// Errors: **percentage** (not 1 to 100), **zero** (a lock, the window), **too long**, **kind** (release period), those of
/// `set_hooks` do not apply: hooks are set later.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The staker-registry, for ever. It must list this contract as registrar before the first pool.
    pub staker_registry: String,
    /// The code of the coinbases, for ever.
    pub coinbase_code_id: u64,
    /// What the operator must hold of its pool at least, 1 to 100 percent, for ever.
    pub min_self_stake_percentage: u8,
    /// How long a commission change waits; blocks or seconds, the kind for ever. At most 60 days.
    pub commission_lock: Duration,
    /// Over how long a net reward is released, of the kind of the commission lock; at once if omitted or 0. At most 60 days.
    pub release_period: Option<Duration>,
    /// The least that somebody may hold in a pool without leaving it; 1 base unit if omitted.
    pub min_delegation: Option<Uint128>,
    /// How much fee, performance and capacity count in the score; 1 each if omitted.
    pub score_weights: Option<ScoreWeights>,
    /// Blocks over which performance is measured, for ever; 60480 if omitted.
    pub performance_window: Option<u64>,
    /// Who may pause; nobody if omitted.
    pub guardian: Option<String>,
    /// The owner; the sender if omitted.
    pub owner: Option<String>,
}

/// How much the parts of a score count.
#[cw_serde]
#[derive(Copy)]
#[serde(deny_unknown_fields)]
pub struct ScoreWeights {
    /// A low commission.
    pub fee: u32,
    /// The apparent performance.
    pub performance: u32,
    /// The capacity left.
    pub capacity: u32,
}

/// Everything that changes the pool-registry. A pool is named by its operator's address. No coins unless said, else
/// **funds**; a paused registry refuses `register_pool`, `delegate`, `transfer_delegation`, `redelegate_rewards`,
/// `enable_auto_rewards` and `auto_redelegate` with **paused** and nothing else.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Opens the sender's pool with the attached coins as self stake. Data: `coinbase`.
    ///
    /// Who: anyone that is neither pool nor staker. Coins: at least the minimum self stake.
    /// Errors: **paused**, **registered**, **in use**, **minimum**, **rate**, **metadata**, **funds**.
    RegisterPool {
        /// The hot key's account.
        signing_address: String,
        /// Commission in millionths, at most 1000000.
        commission_ppm: u32,
        /// Where the pool describes itself: at most 256 printable ASCII characters, may be empty.
        metadata_url: String,
        /// Blake2b-256 of that file: 64 hex digits.
        metadata_hash: String,
    },
    /// Delegates the attached coins.
    ///
    /// Who: anyone; the operator without limit. Coins: above zero.
    /// Errors: **paused**, **unknown**, **broken**, **capacity**, **minimum**, **funds**.
    Delegate {
        /// The pool.
        pool: String,
    },
    /// Takes stake out of a pool at once; it is paid after the unbond lock. Data: `id`, `release`.
    ///
    /// Who: a delegator, the operator; in every state of the pool.
    /// Errors: **unknown**, **zero**, **fee**, **insufficient**, **minimum** (what would be left), **at most**.
    Undelegate {
        /// The pool.
        pool: String,
        /// How much, the fee included.
        amount: Uint128,
        /// What whoever finalises it earns, at most the amount; 0 if omitted.
        fee: Option<Uint128>,
    },
    /// Pays a matured undelegation; the fee goes to the caller.
    ///
    /// Who: anyone. Errors: **unknown**, **locked**, **recipient**.
    FinalizeUndelegate {
        /// The undelegation.
        id: u64,
        /// Who gets the fee; the caller if omitted.
        fee_recipient: Option<String>,
    },
    /// Moves stake to another pool, where it counts after the transfer lock. Data: `id`, `release`.
    ///
    /// Who: a delegator that operates neither pool; out of pools in every state.
    /// Errors: **paused**, **unknown**, **same**, **operator**, **zero**, **fee**, **insufficient**, **minimum** (what would
    /// be left), **broken**, **capacity**, **at most**.
    TransferDelegation {
        /// The pool that gives.
        from_pool: String,
        /// The pool that gets.
        to_pool: String,
        /// How much, the fee included.
        amount: Uint128,
        /// What whoever finalises it earns, below the amount; 0 if omitted.
        fee: Option<Uint128>,
    },
    /// Adds a matured transfer to its pool; the fee goes to the caller.
    ///
    /// Who: anyone. Errors: **unknown**, **locked**, **broken**, **capacity**, **minimum**, **recipient**.
    FinalizeTransfer {
        /// The transfer.
        id: u64,
        /// Who gets the fee; the caller if omitted.
        fee_recipient: Option<String>,
    },
    /// Takes a transfer back: it becomes an undelegation of the whole amount. Data: `id`, `release` of that.
    ///
    /// Who: its delegator, until it is finalised. Errors: **unknown**, **unauthorized**.
    CancelTransfer {
        /// The transfer.
        id: u64,
    },
    /// Finalises 1 to 20 items together. What is unknown, locked or refused by its destination is skipped with an event.
    ///
    /// Who: anyone. Errors: **empty**, **at most**, **increasing**, **recipient**.
    FinalizeMany {
        /// Undelegations, strictly increasing.
        unbonds: Vec<u64>,
        /// Transfers, strictly increasing.
        transfers: Vec<u64>,
        /// Who gets the fees; the caller if omitted.
        fee_recipient: Option<String>,
    },
    /// Pays the sender's rewards, of the operator with its commission. Data: `amount`, which may be 0.
    ///
    /// Who: anyone for itself. Errors: **unknown**.
    WithdrawRewards {
        /// The pool.
        pool: String,
    },
    /// Delegates the sender's rewards, of the operator with its commission. Data: `amount`; nothing owed changes nothing.
    ///
    /// Who: anyone for itself. Errors: **paused**, **unknown**, **broken**, **capacity**, **minimum**.
    RedelegateRewards {
        /// The pool.
        pool: String,
    },
    /// Lets anyone redelegate the sender's rewards for a part of them.
    ///
    /// Who: anyone for itself. Errors: **paused**, **unknown**, **rate** (100 % or more).
    EnableAutoRewards {
        /// The pool.
        pool: String,
        /// The part in millionths, below 1000000.
        fee_ppm: u32,
    },
    /// Ends that.
    ///
    /// Who: the delegator. Errors: **unknown**.
    DisableAutoRewards {
        /// The pool.
        pool: String,
    },
    /// Delegates the rewards of a delegator that opted in; the caller gets the agreed part. Data: `amount` delegated, `fee`;
    /// nothing owed changes nothing.
    ///
    /// Who: anyone. Errors: **paused**, **unknown**, **opted** (not in), **broken**,
    /// **capacity**, **minimum**, **recipient**.
    AutoRedelegate {
        /// The pool.
        pool: String,
        /// Whose rewards.
        delegator: String,
        /// Who gets the fee; the caller if omitted.
        fee_recipient: Option<String>,
    },
    /// Asks for another commission, in force by `finalize_commission_change` after the commission lock and for as long as
    /// that lock lasted. Replaces an expired request. Data: `release`.
    ///
    /// Who: the operator. Errors: **unauthorized**, **rate**, **open** (another request).
    RequestCommissionChange {
        /// The new commission in millionths, at most 1000000.
        commission_ppm: u32,
    },
    /// Puts the requested commission in force. Rewards that have arrived are charged the old one.
    ///
    /// Who: the operator. Errors: **unauthorized**, **nothing**, **locked**, **expired**.
    FinalizeCommissionChange {},
    /// Withdraws the request.
    ///
    /// Who: the operator. Errors: **unauthorized**, **nothing**.
    CancelCommissionChange {},
    /// Replaces the pool's description at once.
    ///
    /// Who: the operator. Errors: **unauthorized**, **metadata**.
    UpdateMetadata {
        /// At most 256 printable ASCII characters, may be empty.
        metadata_url: String,
        /// 64 hex digits.
        metadata_hash: String,
    },
    /// Replaces the pool's signing address.
    ///
    /// Who: the operator. Errors: **unauthorized**, **cool-down**, **in use**.
    SetSigningAddress {
        /// The new hot key's account.
        signing_address: String,
    },
    /// Sends coins of another denom that lie in a pool's coinbase to its operator. Data: `amount`.
    ///
    /// Who: anyone. Errors: **unknown**, **denom** (the staking denom), **nothing**.
    RecoverForeign {
        /// The pool.
        pool: String,
        /// Which coins.
        denom: String,
    },
    /// Tells the hooks the present stake of a delegator in a pool again and clears their marks; one that fails keeps its own.
    ///
    /// Who: anyone. Errors: **unknown** (pool).
    Sync {
        /// Whose stake.
        delegator: String,
        /// The pool.
        pool: String,
    },
    /// Opens a pool for an account that sent a licence to the staker-registry, which is its first stake.
    ///
    /// Who: the staker-registry. Errors: **unauthorized**, those of `register_pool`.
    RegisterPoolFor {
        /// Whose pool.
        operator: String,
        /// The licence, in custody of the staker-registry.
        token_id: String,
        /// Coins that a licence stands for.
        coins_per_license: Uint128,
        /// The licence contract.
        license_nft: String,
        /// Who signs for the pool.
        signing_address: String,
        /// The operator's part of the rewards, in millionths, at most 1,000,000.
        commission_ppm: u32,
        /// Where the pool describes itself, at most 256 bytes.
        metadata_url: String,
        /// The Blake2b-256 of that, as 64 hex digits.
        metadata_hash: String,
    },
    /// Somebody bonded a licence in a pool, or took one out. More licences are admitted as coins would be; fewer are never
    /// refused.
    ///
    /// Who: the staker-registry. Errors: **unauthorized**, **unknown**; for more: **paused**, **broken**, **capacity**.
    LicenseChanged {
        /// The pool.
        pool: String,
        /// Whose licences.
        delegator: String,
        /// How many they have bonded there now.
        licenses: u32,
        /// Which one came or went.
        token_id: String,
        /// Coins that a licence stands for.
        coins_per_license: Uint128,
        /// The licence contract.
        license_nft: String,
    },
    /// Subtracts what the staker-registry took from the operator, and adds what came back of a burned licence.
    ///
    /// Who: the staker-registry. Errors: **unauthorized**, **unknown**, **insufficient**.
    Liquidated {
        /// The pool.
        pool: String,
        /// Coins that were taken.
        tokens: Uint128,
        /// Licences that were burned.
        licenses: u32,
        /// Coins that come back, locked until licences can be redeemed.
        surplus: Uint128,
    },
    /// Announces new parameters, in force after one unbond lock and a day by `apply_config`; at once while there is no
    /// pool. Replaces an earlier announcement. Data: `release` (absent if in force at once).
    ///
    /// Who: the owner. Errors: **unauthorized**, **nothing** (an empty change), **kind** (of a lock), **zero**, **too long**.
    AnnounceConfig {
        /// What changes.
        change: ConfigChange,
    },
    /// Puts the announced parameters in force.
    ///
    /// Who: anyone. Errors: **nothing**, **locked**.
    ApplyConfig {},
    /// Withdraws the announcement.
    ///
    /// Who: the owner. Errors: **unauthorized**, **nothing**.
    CancelConfig {},
    /// Names the contracts that are told of stake changes, the whole list.
    ///
    /// Who: the owner. Errors: **unauthorized**, **at most** (4 hooks, 2000000 gas each), **duplicate**.
    SetHooks {
        /// The hooks.
        hooks: Vec<Hook>,
    },
    /// Sets how much fee, performance and capacity count in the score.
    ///
    /// Who: the owner. Errors: **unauthorized**.
    SetScoreWeights {
        /// A low commission.
        fee: u32,
        /// The apparent performance.
        performance: u32,
        /// The capacity left.
        capacity: u32,
    },
    /// Names another guardian, or none.
    ///
    /// Who: the owner. Errors: **unauthorized**.
    SetGuardian {
        /// Who may pause; nobody if omitted.
        guardian: Option<String>,
    },
    /// Stops entries.
    ///
    /// Who: the guardian. Errors: **unauthorized**, **paused** (already).
    Pause {},
    /// Opens entries again.
    ///
    /// Who: the owner. Errors: **unauthorized**, **not paused**.
    Unpause {},
    /// Writes the next records as this version writes them, after a migration (query `migration`). A row that cannot be read is
    /// passed as it is.
    ///
    /// Who: anyone, also while paused. Errors: **nothing** (to migrate), **cursor** (another than the query says), **limit** (zero).
    MigrateRecords {
        /// How many rows were passed so far.
        cursor: u64,
        /// Rows to pass at most, from 1; 100 if more.
        limit: u32,
    },
    /// Hands the ownership over in two steps; it cannot be renounced.
    ///
    /// Who: the owner, the pending owner. Errors: **unauthorized**, **renounce**, **nothing** (offered), **expired** (the offer).
    UpdateOwnership(OwnershipAction),
}

/// A contract that is told of stake changes.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Hook {
    /// Which contract.
    pub contract: String,
    /// Gas that it may use when somebody leaves, at most 2000000.
    pub gas_limit: u64,
}

/// New parameters; what is omitted stays as it is.
#[cw_serde]
#[derive(Default)]
#[serde(deny_unknown_fields)]
pub struct ConfigChange {
    /// How long a commission change waits, of the same kind as now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commission_lock: Option<Duration>,
    /// Over how long a net reward is released, of the same kind as now; 0 = at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_period: Option<Duration>,
    /// The least that somebody may hold in a pool without leaving it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_delegation: Option<Uint128>,
}

/// What the pool-registry answers, as of now: with the rewards that have arrived booked as an execute would book them.
/// Lists take `start_after` (exclusive) and `limit` (10 if omitted, at most 100).
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The parameters in force.
    #[returns(ConfigResponse)]
    Config {},
    /// The announced parameters.
    #[returns(PendingConfigResponse)]
    PendingConfig {},
    /// One pool. Errors: **unknown**.
    #[returns(PoolResponse)]
    Pool {
        /// Its operator.
        pool: String,
    },
    /// Pools, by operator.
    #[returns(PoolsResponse)]
    Pools {
        /// Only in this state.
        state: Option<PoolState>,
        /// After this pool.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// What somebody holds in a pool; zeros for strangers. Errors: **unknown** (pool).
    #[returns(DelegationResponse)]
    Delegation {
        /// The pool.
        pool: String,
        /// Who.
        delegator: String,
    },
    /// Everything somebody holds, by pool.
    #[returns(DelegationsResponse)]
    Delegations {
        /// Who.
        delegator: String,
        /// After this pool.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// Everybody that holds something in a pool, by address. Errors: **unknown** (pool).
    #[returns(DelegatorsResponse)]
    Delegators {
        /// The pool.
        pool: String,
        /// After this delegator.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// What `withdraw_rewards` would pay, of the operator with its commission. Errors: **unknown** (pool).
    #[returns(AmountResponse)]
    Rewards {
        /// The pool.
        pool: String,
        /// Who.
        delegator: String,
    },
    /// What has arrived in the coinbase since the last booking. Errors: **unknown**.
    #[returns(AmountResponse)]
    UnbookedRewards {
        /// The pool.
        pool: String,
    },
    /// What is booked and not yet paid: commission, claims, unreleased rewards, dust. Errors: **unknown**.
    #[returns(AmountResponse)]
    OutstandingRewards {
        /// The pool.
        pool: String,
    },
    /// Somebody's open undelegations, by id.
    #[returns(UndelegationsResponse)]
    Undelegations {
        /// Who.
        delegator: String,
        /// After this id.
        start_after: Option<u64>,
        /// Rows.
        limit: Option<u32>,
    },
    /// Open transfers between pools, by id.
    #[returns(TransfersResponse)]
    Transfers {
        /// Only of this delegator.
        delegator: Option<String>,
        /// Only to this pool.
        to_pool: Option<String>,
        /// After this id.
        start_after: Option<u64>,
        /// Rows.
        limit: Option<u32>,
    },
    /// Who let others redelegate, by pool, then delegator.
    #[returns(AutoRewardsResponse)]
    AutoRewards {
        /// Only in this pool.
        pool: Option<String>,
        /// Only where at least this much is owed; rows below it are passed over, at most 100 are looked at.
        min_amount: Option<Uint128>,
        /// After this pair.
        start_after: Option<DelegationCursor>,
        /// Rows.
        limit: Option<u32>,
    },
    /// Requested commissions, by pool; expired ones stay until they are replaced or withdrawn.
    #[returns(CommissionRequestsResponse)]
    CommissionRequests {
        /// After this pool.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// How a pool did in the last window, a hint that can be bought. Errors: **unknown**.
    #[returns(PerformanceResponse)]
    Performance {
        /// The pool.
        pool: String,
    },
    /// Sums over all pools.
    #[returns(TotalsResponse)]
    Totals {},
    /// Changes that a hook did not take, by delegator, pool, hook.
    #[returns(MissedHooksResponse)]
    MissedHooks {
        /// After this one.
        start_after: Option<MissedHookCursor>,
        /// Rows.
        limit: Option<u32>,
    },
    /// Everything an interface shows to one account, the first 30 rows of each list.
    #[returns(DashboardResponse)]
    Dashboard {
        /// Whose.
        account: String,
    },
    /// The owner and a pending one.
    #[returns(cw_ownable::Ownership<String>)]
    Ownership {},
    /// How far a migration is whose records are not all written anew; nothing if there is none.
    #[returns(Option<MigrationResponse>)]
    Migration {},
}

/// Where a list of delegators over several pools goes on.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct DelegationCursor {
    /// The last row's pool.
    pub pool: String,
    /// The last row's delegator.
    pub delegator: String,
}

/// Where the list of missed hooks goes on.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MissedHookCursor {
    /// The last row's hook.
    pub hook: String,
    /// The last row's delegator.
    pub delegator: String,
    /// The last row's pool.
    pub pool: String,
}

/// A migration to newer code of the same contract: writes the single records anew and opens the walk over the others, which
/// `migrate_records` goes on with. Takes only what the code cannot know: nothing. Errors: **migrate**, **open** (the walk of the one
/// before is not over).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
