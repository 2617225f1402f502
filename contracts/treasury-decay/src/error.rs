//! Why treasury-decay refused a call.

use cosmwasm_std::{Addr, OverflowError, StdError, Timestamp, Uint128};
use cw_utils::PaymentError;
use thiserror::Error;
use tributary_controls::ControlError;
use tributary_math::MathError;

/// The refusals of treasury-decay.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation or an address.
    #[error(transparent)]
    Std(#[from] StdError),

    /// Administration, lists.
    #[error(transparent)]
    Control(#[from] ControlError),

    /// An amount beyond its word.
    #[error(transparent)]
    Overflow(#[from] OverflowError),

    /// An amount beyond its word.
    #[error(transparent)]
    Math(#[from] MathError),

    /// No coins, too many, or of another denom.
    #[error("funds: {0}")]
    Funds(#[from] PaymentError),

    /// Somebody else tells of a stake.
    #[error("unauthorized: only the pool-registry {pool_registry}")]
    NotPoolRegistry {
        /// Who may.
        pool_registry: Addr,
    },

    /// Somebody else changes the list.
    #[error("unauthorized: only the registrar {registrar}")]
    NotRegistrar {
        /// Who may.
        registrar: Addr,
    },

    /// A list where there is none, or a group.
    #[error("identity: {expected} is needed, the rule is {rule}")]
    IdentityMode {
        /// What the message is for.
        expected: &'static str,
        /// What there is.
        rule: &'static str,
    },

    /// A pool's coinbase never changes.
    #[error("coinbase: that of pool {pool} is {known}, {given} was given")]
    CoinbaseDiffers {
        /// The pool.
        pool: Addr,
        /// Its coinbase.
        known: Addr,
        /// The one given.
        given: Addr,
    },

    /// A settlement too long for one call.
    #[error("checkpoints: {user} is {behind} behind, a change passes at most {max}; settle first")]
    TooManyCheckpoints {
        /// Who.
        user: Addr,
        /// How many.
        behind: u32,
        /// At most.
        max: u32,
    },

    /// No stake was ever in this pool.
    #[error("pool not found: {pool}")]
    PoolNotFound {
        /// The pool.
        pool: Addr,
    },

    /// A users' share that is no share, or lower than now.
    #[error("bps: {given} was given, {current} to 10000 are possible")]
    InvalidBps {
        /// The share given.
        given: u32,
        /// The share now.
        current: u32,
    },

    /// The next epoch has not begun.
    #[error("the epoch is not over before {ends_at}")]
    EpochNotOver {
        /// When it is.
        ends_at: Timestamp,
    },

    /// Spending more than there is.
    #[error("treasury: it holds {balance}, {required} was asked for")]
    TreasuryShort {
        /// How much was asked for.
        required: Uint128,
        /// How much there is.
        balance: Uint128,
    },

    /// Spending to the contract itself.
    #[error("recipient: the treasury cannot pay itself")]
    InvalidRecipient,

    /// Spending revenue as if it were something else.
    #[error("denom: {denom} is revenue, spend it out of the treasury")]
    RevenueDenom {
        /// The denom.
        denom: String,
    },
}
