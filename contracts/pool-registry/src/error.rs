//! Why the pool-registry refused a call.

use cosmwasm_std::{Addr, Instantiate2AddressError, OverflowError, StdError, Uint128, Uint256};
use cw_utils::{Expiration, PaymentError};
use thiserror::Error;
use tributary_controls::ControlError;
use tributary_math::MathError;

/// The refusals of the pool-registry.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation or an address.
    #[error(transparent)]
    Std(#[from] StdError),

    /// Administration, locks, batches.
    #[error(transparent)]
    Control(#[from] ControlError),

    /// A rate out of range, or amounts beyond the word size.
    #[error(transparent)]
    Math(#[from] MathError),

    /// An amount beyond 128 bits.
    #[error(transparent)]
    Overflow(#[from] OverflowError),

    /// No coins, too many, or of another denom.
    #[error("funds: {0}")]
    Funds(#[from] PaymentError),

    /// The coinbase's address cannot be computed.
    #[error(transparent)]
    Instantiate2(#[from] Instantiate2AddressError),

    /// The staker-registry answered without the item that it opened.
    #[error("the staker-registry returned no item")]
    NoItemReturned,

    /// A percentage that no pool could meet, or every pool.
    #[error("the self stake percentage must be 1 to 100, {given} was given")]
    PercentageOutOfRange {
        /// The percentage given.
        given: u8,
    },

    /// A window without blocks.
    #[error("zero: the performance window must be above zero")]
    ZeroWindow,

    /// The sender operates no pool.
    #[error("unauthorized: only a pool's operator, {sender} operates none")]
    NotOperator {
        /// Who asked.
        sender: Addr,
    },

    /// The sender is not the staker-registry.
    #[error("unauthorized: only the staker-registry")]
    NotStakerRegistry,

    /// The sender did not ask for the transfer.
    #[error("unauthorized: only the delegator {delegator} of transfer {id}")]
    NotDelegator {
        /// The transfer.
        id: u64,
        /// Who may.
        delegator: Addr,
    },

    /// No pool has this operator.
    #[error("unknown pool {pool}")]
    UnknownPool {
        /// The operator asked for.
        pool: Addr,
    },

    /// No open transfer between pools has this id.
    #[error("unknown transfer {id}")]
    UnknownTransfer {
        /// The id asked for.
        id: u64,
    },

    /// The sender has a pool already.
    #[error("pool {pool} is registered already")]
    AlreadyRegistered {
        /// The operator.
        pool: Addr,
    },

    /// Registering with too little.
    #[error("the minimum self stake is {minimum}, {given} was given")]
    BelowMinimumSelfStake {
        /// What is needed.
        minimum: Uint128,
        /// What was attached.
        given: Uint128,
    },

    /// A stake too small to be kept.
    #[error("the minimum delegation is {minimum}, {left} would be held")]
    BelowMinimumDelegation {
        /// What is needed, unless nothing is held.
        minimum: Uint128,
        /// What would be held.
        left: Uint128,
    },

    /// More than is held.
    #[error("insufficient stake: {available} is held, {required} was asked for")]
    InsufficientStake {
        /// What is there.
        available: Uint128,
        /// What was asked for.
        required: Uint128,
    },

    /// More licences than there are.
    #[error("insufficient stake: {available} licences are bonded, {required} were asked for")]
    InsufficientLicenses {
        /// How many are there.
        available: u32,
        /// How many were asked for.
        required: u32,
    },

    /// Auto rewards whose fee leaves nothing to delegate.
    #[error("rate: the fee for auto rewards must be below 1000000 ppm, {given} was given")]
    AutoFeeTooHigh {
        /// The rate given, in millionths.
        given: u32,
    },

    /// A transfer from a pool to itself.
    #[error("both pools are the same")]
    SamePool,

    /// An operator's stake in its pool does not move, it only leaves.
    #[error("the operator of {pool} cannot transfer from or to it")]
    OperatorCannotTransfer {
        /// The pool.
        pool: Addr,
    },

    /// The pool takes nothing.
    #[error("pool {pool} is broken")]
    PoolBroken {
        /// The pool.
        pool: Addr,
    },

    /// The pool is full.
    #[error("the capacity left in pool {pool} is {left}, {required} was asked for")]
    OverCapacity {
        /// The pool.
        pool: Addr,
        /// What still fits.
        left: Uint256,
        /// What was asked for.
        required: Uint128,
    },

    /// The delegator did not let others redelegate.
    #[error("{delegator} has not opted in to auto rewards in pool {pool}")]
    NotOptedIn {
        /// The pool.
        pool: Addr,
        /// The delegator.
        delegator: Addr,
    },

    /// A second commission request.
    #[error("a commission request is open until {expires}")]
    RequestOpen {
        /// When it ends.
        expires: Expiration,
    },

    /// No commission request.
    #[error("nothing is requested")]
    NothingRequested,

    /// A commission request whose time is over.
    #[error("the commission request expired at {expires}")]
    RequestExpired {
        /// When it ended.
        expires: Expiration,
    },

    /// A metadata URL that clients could not use.
    #[error("metadata URL: at most {max} printable ASCII characters")]
    MetadataUrl {
        /// The most characters.
        max: usize,
    },

    /// A metadata hash that is none.
    #[error("metadata hash: 64 hex digits, {given:?} was given")]
    MetadataHash {
        /// What was given.
        given: String,
    },

    /// `recover_foreign` of the staking denom.
    #[error("denom {denom} is the staking denom: it is rewards")]
    StakingDenom {
        /// The staking denom.
        denom: String,
    },

    /// `recover_foreign` of coins that are not there.
    #[error("nothing to recover: no {denom} in the coinbase")]
    NothingToRecover {
        /// The denom asked for.
        denom: String,
    },

    /// A hook that could use up a leaving user's gas, or could never run.
    #[error("a hook needs gas, at most {max}, {given} was given")]
    HookGas {
        /// The most gas.
        max: u64,
        /// The gas given.
        given: u64,
    },

    /// Payment to a registry itself, which would belong to nobody.
    #[error("a registry cannot be the recipient")]
    RecipientIsRegistry,
}
