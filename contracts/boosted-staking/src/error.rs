//! Why the vault refused a call.

use cosmwasm_std::{Addr, OverflowError, StdError, Timestamp, Uint128};
use cw_utils::PaymentError;
use thiserror::Error;
use tributary_controls::ControlError;
use tributary_math::MathError;

/// The refusals of boosted-staking.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation or an address.
    #[error(transparent)]
    Std(#[from] StdError),

    /// Administration, lists, locks.
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

    /// A period that is too short or too long.
    #[error("period: {days} days were given, {min_days} to {max_days} are possible")]
    InvalidPeriod {
        /// What was given.
        days: u32,
        /// The shortest.
        min_days: u32,
        /// The longest.
        max_days: u32,
    },

    /// A short period in the first phase.
    #[error("phase: until {until} a period has {min_months} months or more, {months} were given")]
    Phase {
        /// When the phase ends.
        until: Timestamp,
        /// The shortest.
        min_months: u32,
        /// What was given.
        months: u32,
    },

    /// Something before the start.
    #[error("programme: it starts at {starts_at}")]
    NotBegun {
        /// When.
        starts_at: Timestamp,
    },

    /// A period beyond the end.
    #[error("programme: it ends at {ends_at}, too early for this period")]
    EndsTooEarly {
        /// When.
        ends_at: Timestamp,
    },

    /// Funding of a programme that is over.
    #[error("programme: it ended at {ended_at}")]
    Over {
        /// When.
        ended_at: Timestamp,
    },

    /// A sweep before the end.
    #[error("programme: it is not over before {ends_at}")]
    ProgrammeNotOver {
        /// When it is.
        ends_at: Timestamp,
    },

    /// A day outside the programme.
    #[error("programme: it has {days} days, day {day} is none of them")]
    NoSuchDay {
        /// Which, from 0.
        day: u32,
        /// How many it has.
        days: u32,
    },

    /// A stake that is too small.
    #[error("minimum: a stake is {min_stake} or more, {amount} was given")]
    BelowMinimum {
        /// What was given.
        amount: Uint128,
        /// The smallest.
        min_stake: Uint128,
    },

    /// One more position than a user can have open.
    #[error("positions: {max} are open, which is the most")]
    TooManyPositions {
        /// The most.
        max: u32,
    },

    /// A stake whose rewards are not there.
    #[error("funded: the rewards up to the end are {required}, {funded} are funded")]
    Unfunded {
        /// What is needed.
        required: Uint128,
        /// What there is.
        funded: Uint128,
    },

    /// More rewards than the schedule needs.
    #[error("funded: the schedule needs {missing} more, {given} was given")]
    FundedInFull {
        /// What is missing.
        missing: Uint128,
        /// What was given.
        given: Uint128,
    },

    /// A position that does not exist, or not any more.
    #[error("position not found: {position_id}")]
    PositionNotFound {
        /// Which.
        position_id: u64,
    },

    /// A batch that does not exist yet, or not any more.
    #[error("batch not found: {position_id}")]
    BatchNotFound {
        /// That of this position.
        position_id: u64,
    },

    /// Somebody else's position.
    #[error("unauthorized: position {position_id} is somebody else's")]
    NotHolder {
        /// Which.
        position_id: u64,
    },

    /// An NFT that nobody deposited.
    #[error("deposit not found: {token_id}")]
    DepositNotFound {
        /// Which.
        token_id: String,
    },

    /// Somebody else's NFT.
    #[error("unauthorized: NFT {token_id} was deposited by {depositor}")]
    NotDepositor {
        /// Which.
        token_id: String,
        /// Whose.
        depositor: Addr,
    },

    /// An NFT that boosts nobody.
    #[error("collection: NFTs of {collection} cannot be deposited here")]
    WrongCollection {
        /// Where it came from.
        collection: Addr,
    },

    /// A collection that sends an NFT which the vault has.
    #[error("collection: NFT {token_id} lies here already")]
    AlreadyDeposited {
        /// Which.
        token_id: String,
    },

    /// Counting NFTs where they are, where that is not how they count.
    #[error("collection: none is counted by balance here")]
    NotCountedByBalance,

    /// A collection that cannot say how many NFTs somebody has.
    #[error("collection: {collection} does not answer how many NFTs somebody has")]
    CollectionSilent {
        /// Which.
        collection: Addr,
    },

    /// Somebody else tells of holdings.
    #[error("unauthorized: only the boost collection that is counted by balance")]
    NotCollection,

    /// Somebody else sets scores.
    #[error("unauthorized: only the loyalty oracle {loyalty_oracle}")]
    NotLoyaltyOracle {
        /// Who may.
        loyalty_oracle: Addr,
    },

    /// Every reward was earned, or what was not is gone.
    #[error("nothing is left unused")]
    NothingToSweep,
}
