//! What the pool-registry remembers.
//!
//! Transfers and undelegations are not among it: they lie in the staker-registry, with the delegator as their owner.
//!
//! What calls write often is packed and lies under keys of a letter, because every byte is paid for.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Empty, HexBinary, StdResult, Timestamp, Uint128, Uint256};
use cw_storage_plus::Map;
use cw_utils::{Duration, Expiration};
use tributary_controls::announcement::Announcement;
use tributary_controls::packed;
use tributary_controls::packed::{Packed, PackedItem, PackedMap, Reader};
use tributary_math::holding::Holding;
use tributary_math::performance::Trace;
use tributary_math::pool_rules::SelfStakeRules;
use tributary_math::rewards::{DelegatorRewards, RewardPool};
use tributary_math::Ppm;
use tributary_types::license_nft::LicenseTerms;
use tributary_types::pool_registry::{ConfigChange, PoolState, ScoreWeights};
use tributary_types::staker_registry::StakerRegistryContract;

/// The parameters in force.
pub const CONFIG: PackedItem<Config> = PackedItem::new("c");

/// The announced parameters.
pub const ANNOUNCEMENT: Announcement<ConfigChange> = Announcement::new();

/// Sums over all pools.
pub const TOTALS: PackedItem<Totals> = PackedItem::new("t");

/// What changes with every call, by operator.
pub const POOLS: PackedMap<&Addr, Pool> = PackedMap::new("p");

/// What hardly ever changes, by operator.
pub const PROFILES: Map<&Addr, Profile> = Map::new("profiles");

/// Pools by state.
pub const POOLS_BY_STATE: Map<(&str, &Addr), Empty> = Map::new("pools__state");

/// Who holds what, by pool and delegator. A record without stake and rewards does not exist.
pub const DELEGATIONS: PackedMap<(&Addr, &Addr), Delegation> = PackedMap::new("d");

/// The pools in which somebody holds something, by delegator and pool.
pub const DELEGATIONS_BY_DELEGATOR: Map<(&Addr, &Addr), Empty> = Map::new("dd");

/// The part of the rewards that others may keep for delegating them, by pool and delegator.
pub const AUTO_REWARDS: Map<(&Addr, &Addr), Ppm> = Map::new("auto_rewards");

/// Requested commissions, by pool.
pub const COMMISSION_REQUESTS: Map<&Addr, CommissionRequest> = Map::new("commission_requests");

/// Changes that a hook did not take, by hook, delegator and pool.
pub const MISSED_HOOKS: Map<(&Addr, &Addr, &Addr), Empty> = Map::new("missed_hooks");

/// Old knots of stake and rewards, by line (a pool, or all of them together) and height.
pub const HISTORY: PackedMap<(&str, u64), Trace> = PackedMap::new("h");

/// The parameters in force.
#[cw_serde]
pub struct Config {
    /// Where the stake lies, for ever.
    pub staker_registry: StakerRegistryContract,
    /// The staking denom, for ever: the staker-registry's.
    pub denom: String,
    /// What an operator needs, for ever: the staker-registry's.
    pub min_self_stake: Uint128,
    /// What the operator must hold of its pool at least, in percent, for ever.
    pub min_self_stake_percentage: u8,
    /// The code of the coinbases, for ever.
    pub coinbase_code_id: u64,
    /// Its checksum, from which their addresses follow.
    pub coinbase_checksum: HexBinary,
    /// How long a commission change waits.
    pub commission_lock: Duration,
    /// Over how long a net reward is released.
    pub release_period: Duration,
    /// The least that somebody may hold in a pool without leaving it.
    pub min_delegation: Uint128,
    /// How much fee, performance and capacity count in the score.
    pub score_weights: ScoreWeights,
    /// Blocks over which performance is measured, for ever.
    pub performance_window: u64,
    /// Who is told of stake changes.
    pub hooks: Vec<HookEntry>,
    /// Whose licences count as stake, since the staker-registry first sent one.
    pub licenses: Option<LicenseTerms>,
}

packed!(Config {
    staker_registry,
    denom,
    min_self_stake,
    min_self_stake_percentage,
    coinbase_code_id,
    coinbase_checksum,
    commission_lock,
    release_period,
    min_delegation,
    score_weights,
    performance_window,
    hooks,
    licenses,
});

impl Config {
    /// The limits that bind operators.
    pub const fn rules(&self) -> SelfStakeRules {
        SelfStakeRules { minimum: self.min_self_stake, percentage: self.min_self_stake_percentage }
    }
}

/// A contract that is told of stake changes.
#[cw_serde]
pub struct HookEntry {
    /// Which contract.
    pub contract: Addr,
    /// Gas that it may use when somebody leaves.
    pub gas_limit: u64,
}

packed!(HookEntry { contract, gas_limit });

/// Sums over all pools.
#[cw_serde]
#[derive(Default)]
pub struct Totals {
    /// Registered pools.
    pub pools: u64,
    /// On the way into pools.
    pub pending_stake: Uint128,
    /// Stake and rewards of all pools up to the last change.
    pub trace: Trace,
    /// The height of the newest knot in the history.
    pub kept: Option<u64>,
}

packed!(Totals { pools, pending_stake, trace, kept });

/// What changes with every call.
#[cw_serde]
pub struct Pool {
    /// The reward accumulators; they also know the pool's weight and lifetime rewards.
    pub rewards: RewardPool,
    /// Everything else.
    pub standing: Standing,
}

packed!(Pool { rewards, standing });

/// How a pool stands. Stakes are weights.
#[cw_serde]
pub struct Standing {
    /// What the pool can do.
    pub state: PoolState,
    /// The commission in force.
    pub commission: Ppm,
    /// The operator's stake.
    pub self_stake: Uint128,
    /// On the way in by transfers, net of their fees.
    pub pending_stake: Uint128,
    /// How many hold stake, the operator included.
    pub delegators: u64,
    /// The height of the last change of stake or rewards.
    pub changed_height: u64,
    /// The sum of stake times blocks up to then.
    pub stake_blocks: Uint256,
    /// The height of the newest knot in the history.
    pub kept: Option<u64>,
}

packed!(Standing {
    state,
    commission,
    self_stake,
    pending_stake,
    delegators,
    changed_height,
    stake_blocks,
    kept,
});

/// What hardly ever changes. The coinbase's address is not stored: it follows from what is ([`crate::coinbase`]).
#[cw_serde]
pub struct Profile {
    /// Who signs for it.
    pub signing_address: Addr,
    /// Where it describes itself.
    pub metadata_url: String,
    /// The hash of that.
    pub metadata_hash: HexBinary,
    /// When it was registered.
    pub registered_at: Timestamp,
}

/// What somebody holds in a pool.
#[cw_serde]
#[derive(Default)]
pub struct Delegation {
    /// Coins and licences.
    pub holding: Holding,
    /// The weight that earns, and what it earned.
    pub rewards: DelegatorRewards,
}

/// The weight is left out where it is that of the coins.
impl Packed for Delegation {
    fn pack(&self, to: &mut Vec<u8>) {
        self.holding.pack(to);
        if self.holding.licenses != 0 {
            self.rewards.weight().pack(to);
        }
        self.rewards.settled().pack(to);
        self.rewards.fraction().pack(to);
        self.rewards.crr().pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        let holding = Holding::unpack(from)?;
        let weight = if holding.licenses == 0 { holding.tokens } else { Packed::unpack(from)? };
        let (settled, fraction, crr) = (Packed::unpack(from)?, Packed::unpack(from)?, Packed::unpack(from)?);
        Ok(Self { holding, rewards: DelegatorRewards::stored(weight, settled, fraction, crr) })
    }
}

/// A requested commission.
#[cw_serde]
pub struct CommissionRequest {
    /// The commission asked for.
    pub commission: Ppm,
    /// From when on it can be put in force.
    pub release: Expiration,
    /// From when on it no longer can.
    pub expires: Expiration,
}
