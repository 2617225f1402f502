//! What the pool-registry reports. Finalised undelegations and changes of signing addresses are reported by the
//! staker-registry alone.

use cosmwasm_std::{Addr, Uint128, Uint256};
use cw_utils::Expiration;

use super::answers::PoolState;
use crate::event::{facts, AttributeValue};

impl AttributeValue for PoolState {
    fn text(self) -> Option<String> {
        Some(self.name().to_owned())
    }
}

facts! {
    /// A pool was opened.
    PoolRegistered = "pool_registered" {
        /// The pool.
        pool: Addr,
        /// Where its rewards arrive.
        coinbase: Addr,
        /// Who signs for it.
        signing_address: Addr,
        /// Its commission in millionths.
        commission_ppm: u32,
        /// Where it describes itself.
        metadata_url: String,
        /// The hash of that.
        metadata_hash: String,
        /// The operator's first stake.
        amount: Uint128,
    }

    /// Rewards that had arrived were booked.
    RewardsBooked = "rewards_booked" {
        /// The pool.
        pool: Addr,
        /// How much, gross.
        amount: Uint128,
        /// The operator's commission on it.
        commission: Uint128,
        /// Net rewards shared now, earlier lumps included.
        released: Uint128,
        /// Cumulative reward of one unit of weight afterwards, times 10^36.
        crr: Uint256,
        /// Everything booked and not yet paid, afterwards.
        outstanding: Uint128,
    }

    /// A coinbase holds less than what is booked: the chain took coins away.
    CoinbaseShort = "coinbase_short" {
        /// The pool.
        pool: Addr,
        /// How much is missing.
        missing: Uint128,
    }

    /// Stake joined a pool.
    Delegated = "delegated" {
        /// Whose.
        delegator: Addr,
        /// The pool.
        pool: Addr,
        /// How much.
        amount: Uint128,
        /// Where it came from.
        source: StakeSource,
        /// The delegator's weight afterwards.
        stake: Uint128,
        /// The pool's weight afterwards.
        pool_stake: Uint128,
    }

    /// Stake left a pool.
    Undelegated = "undelegated" {
        /// The item.
        id: u64,
        /// Whose.
        delegator: Addr,
        /// The pool.
        pool: Addr,
        /// How much, the fee included.
        amount: Uint128,
        /// What whoever finalises it earns.
        fee: Uint128,
        /// From when on it can be finalised.
        release: Expiration,
        /// The delegator's weight afterwards.
        stake: Uint128,
        /// The pool's weight afterwards.
        pool_stake: Uint128,
    }

    /// Stake left a pool for another one.
    DelegationTransferred = "delegation_transferred" {
        /// The item.
        id: u64,
        /// Whose.
        delegator: Addr,
        /// The pool that gives.
        from_pool: Addr,
        /// The pool that gets.
        to_pool: Addr,
        /// How much, the fee included.
        amount: Uint128,
        /// What whoever finalises it earns.
        fee: Uint128,
        /// From when on it can be finalised.
        release: Expiration,
        /// The delegator's weight in the giving pool afterwards.
        stake: Uint128,
        /// The giving pool's weight afterwards.
        pool_stake: Uint128,
        /// What is on the way into the getting pool afterwards.
        pending_stake: Uint128,
    }

    /// A transfer was taken back and became an undelegation.
    TransferCancelled = "transfer_cancelled" {
        /// The transfer that is gone.
        transfer: u64,
        /// The undelegation in its place.
        id: u64,
        /// Whose.
        delegator: Addr,
        /// The pool it came from.
        from_pool: Addr,
        /// The pool it no longer goes to.
        to_pool: Addr,
        /// The whole amount.
        amount: Uint128,
        /// From when on the undelegation can be finalised.
        release: Expiration,
        /// What is on the way into that pool afterwards.
        pending_stake: Uint128,
    }

    /// Rewards were paid.
    RewardsWithdrawn = "rewards_withdrawn" {
        /// Whose.
        delegator: Addr,
        /// The pool.
        pool: Addr,
        /// How much, commission included.
        amount: Uint128,
        /// The commission in it.
        commission: Uint128,
    }

    /// Rewards were delegated instead of paid.
    RewardsRedelegated = "rewards_redelegated" {
        /// Whose.
        delegator: Addr,
        /// The pool.
        pool: Addr,
        /// How much was delegated.
        amount: Uint128,
        /// The commission in amount and fee together.
        commission: Uint128,
        /// What the caller kept.
        fee: Uint128,
        /// Who was paid the fee; absent without one.
        fee_recipient: Option<Addr>,
    }

    /// Others may redelegate somebody's rewards.
    AutoRewardsEnabled = "auto_rewards_enabled" {
        /// Whose.
        delegator: Addr,
        /// The pool.
        pool: Addr,
        /// Their part in millionths.
        fee_ppm: u32,
    }

    /// Others may no longer do so.
    AutoRewardsDisabled = "auto_rewards_disabled" {
        /// Whose.
        delegator: Addr,
        /// The pool.
        pool: Addr,
    }

    /// An operator asks for another commission.
    CommissionChangeRequested = "commission_change_requested" {
        /// The pool.
        pool: Addr,
        /// The present commission in millionths.
        commission_ppm: u32,
        /// The commission asked for.
        new_commission_ppm: u32,
        /// From when on it can be put in force.
        release: Expiration,
        /// From when on it no longer can.
        expires: Expiration,
    }

    /// Another commission is in force.
    CommissionChanged = "commission_changed" {
        /// The pool.
        pool: Addr,
        /// The commission in millionths.
        commission_ppm: u32,
    }

    /// The request is gone.
    CommissionChangeCancelled = "commission_change_cancelled" {
        /// The pool.
        pool: Addr,
    }

    /// The pool describes itself anew.
    MetadataUpdated = "metadata_updated" {
        /// The pool.
        pool: Addr,
        /// Where.
        metadata_url: String,
        /// The hash of that.
        metadata_hash: String,
    }

    /// A pool broke, mended, or lost its operator's stake.
    PoolStateChanged = "pool_state_changed" {
        /// The pool.
        pool: Addr,
        /// What it can do now.
        state: PoolState,
        /// The operator's stake.
        self_stake: Uint128,
        /// All stake.
        pool_stake: Uint128,
    }

    /// The operator's stake was taken.
    OperatorLiquidated = "operator_liquidated" {
        /// The pool.
        pool: Addr,
        /// Coins that were taken.
        amount: Uint128,
        /// Licences that were burned.
        licenses: u32,
        /// Coins that came back of the last one.
        surplus: Uint128,
        /// The operator's weight afterwards.
        stake: Uint128,
        /// The pool's weight afterwards.
        pool_stake: Uint128,
    }

    /// Somebody has more licences in a pool, or fewer.
    LicenseChanged = "license_changed" {
        /// Whose.
        delegator: Addr,
        /// The pool.
        pool: Addr,
        /// Which one came or went.
        token_id: String,
        /// How many they have bonded there now.
        licenses: u32,
        /// Their weight afterwards.
        stake: Uint128,
        /// The pool's weight afterwards.
        pool_stake: Uint128,
    }

    /// Foreign coins went to the operator.
    ForeignRecovered = "foreign_recovered" {
        /// The pool.
        pool: Addr,
        /// Which coins.
        denom: String,
        /// How much.
        amount: Uint128,
    }

    /// A hook did not take a change; `sync` tells it again.
    HookMissed = "hook_missed" {
        /// Which hook.
        hook: Addr,
        /// Whose stake.
        delegator: Addr,
        /// The pool.
        pool: Addr,
    }

    /// The hooks were told the present stake again.
    HooksSynced = "hooks_synced" {
        /// Whose stake.
        delegator: Addr,
        /// The pool.
        pool: Addr,
        /// The weight they were told.
        stake: Uint128,
    }

    /// Other hooks.
    HooksSet = "hooks_set" {
        /// How many.
        count: u64,
    }

    /// Other weights of the score.
    ScoreWeightsSet = "score_weights_set" {
        /// A low commission.
        fee: u32,
        /// The apparent performance.
        performance: u32,
        /// The capacity left.
        capacity: u32,
    }
}

/// Where stake that joins a pool comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StakeSource {
    /// Attached coins.
    Coins,
    /// Rewards.
    Rewards,
    /// Another pool.
    Transfer,
}

impl AttributeValue for StakeSource {
    fn text(self) -> Option<String> {
        let text = match self {
            Self::Coins => "coins",
            Self::Rewards => "rewards",
            Self::Transfer => "transfer",
        };
        Some(text.to_owned())
    }
}
