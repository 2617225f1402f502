//! Why an administrative call, a batch or a lock was refused.

use cosmwasm_std::{Addr, StdError, Uint128};
use cw_ownable::OwnershipError;
use cw_utils::{Duration, Expiration, ParseReplyError};
use thiserror::Error;

/// The refusals that all contracts share.
#[derive(Error, Debug, PartialEq)]
pub enum ControlError {
    /// Storage or serialisation failed.
    #[error(transparent)]
    Std(#[from] StdError),

    /// The answer of another contract cannot be read.
    #[error(transparent)]
    Reply(#[from] ParseReplyError),

    /// A reply that nobody asked for.
    #[error("unknown reply {id}")]
    UnknownReply {
        /// Its id.
        id: u64,
    },

    /// The sender is not the owner, or not the one to whom the ownership was offered.
    #[error("unauthorized: only the owner: {0}")]
    Ownership(OwnershipError),

    /// Accepting an ownership that nobody offered.
    #[error("nothing is offered: the ownership is not in transfer")]
    NothingOffered,

    /// Accepting an ownership too late.
    #[error("the offer of the ownership expired")]
    OfferExpired,

    /// Somebody tried to leave the contract without an owner.
    #[error("the ownership cannot be renounced, only transferred")]
    RenounceRefused,

    /// The sender is not the guardian.
    #[error("unauthorized: only the guardian may pause")]
    NotGuardian,

    /// The sender neither guards nor owns the contract.
    #[error("unauthorized: only the guardian or the owner may pause")]
    NotGuardianOrOwner,

    /// An entry while entries are stopped.
    #[error("paused: only exits are open")]
    Paused,

    /// Pausing what is paused.
    #[error("paused already")]
    AlreadyPaused,

    /// Unpausing what runs.
    #[error("not paused")]
    NotPaused,

    /// Applying or withdrawing what was not announced.
    #[error("nothing is announced")]
    NothingAnnounced,

    /// Announcing a change without content.
    #[error("nothing would change")]
    EmptyChange,

    /// Taking out what a liquidation left of a licence, before licences can be redeemed.
    #[error("insufficient stake: {free} is free and {locked} locked until the licences are stable, {required} was asked for")]
    LockedStake {
        /// Coins that can be taken out.
        free: Uint128,
        /// Coins that cannot yet.
        locked: Uint128,
        /// What was asked for.
        required: Uint128,
    },

    /// Something before its release point.
    #[error("locked until {release}")]
    Locked {
        /// When it is free.
        release: Expiration,
    },

    /// A lock in blocks where seconds are counted, or the other way round.
    #[error("kind: the {lock} counts like {expected}, {given} was given")]
    KindDiffers {
        /// Which lock.
        lock: &'static str,
        /// The lock in force.
        expected: Duration,
        /// The lock given.
        given: Duration,
    },

    /// A lock without length.
    #[error("zero: the {lock} must be above zero")]
    ZeroLock {
        /// Which lock.
        lock: &'static str,
    },

    /// A lock that would keep people in for longer than is promised.
    #[error("too long: the {lock} is {given}, at most {max} is allowed")]
    TooLong {
        /// Which lock.
        lock: &'static str,
        /// The length given.
        given: Duration,
        /// The longest allowed.
        max: Duration,
    },

    /// A batch without ids.
    #[error("empty: a batch names 1 to {max} ids")]
    EmptyBatch {
        /// The most ids.
        max: usize,
    },

    /// Too many entries in a list.
    #[error("at most {max} {what}, {given} were given")]
    TooMany {
        /// What is listed.
        what: &'static str,
        /// The most entries.
        max: usize,
        /// The entries given.
        given: usize,
    },

    /// Ids out of order or twice.
    #[error("ids must be strictly increasing, {next} follows {previous}")]
    NotIncreasing {
        /// An id.
        previous: u64,
        /// The id after it, not above it.
        next: u64,
    },

    /// An address twice in a list.
    #[error("duplicate {what}: {address}")]
    Duplicate {
        /// What is listed.
        what: &'static str,
        /// The address.
        address: String,
    },

    /// Coins where tokens are expected.
    #[error("funds: the asset is the cw20 {token}, which sends it here")]
    SentByToken {
        /// The token.
        token: Addr,
    },

    /// Tokens that are not the asset.
    #[error("token: {token} is not the asset")]
    UnknownToken {
        /// The token.
        token: Addr,
    },

    /// A parameter out of its range.
    #[error("config: {parameter} must be {expected}, {given} was given")]
    ConfigInvalid {
        /// Which one.
        parameter: &'static str,
        /// What it can be.
        expected: &'static str,
        /// What was given.
        given: String,
    },

    /// Text without content, or longer than the record takes.
    #[error("{field} of {given} bytes is empty or too long, at most {max} are taken")]
    TextLength {
        /// Which field.
        field: &'static str,
        /// The most bytes.
        max: usize,
        /// The bytes given.
        given: usize,
    },

    /// An amount of nothing.
    #[error("zero: the amount must be above zero")]
    ZeroAmount,

    /// A fee that the amount cannot bear.
    #[error("the fee of {fee} must be {bound} {amount}")]
    FeeTooHigh {
        /// The fee.
        fee: Uint128,
        /// How it must relate to the amount.
        bound: &'static str,
        /// The amount.
        amount: Uint128,
    },

    /// Doing nothing.
    #[error("limit: at least 1 {what}")]
    InvalidLimit {
        /// What is counted.
        what: &'static str,
    },

    /// The stored contract is another one, or not older than this code.
    #[error("cannot migrate {found_name} {found_version} to {name} {version}: only an older version of the same contract")]
    CannotMigrate {
        /// The contract in storage.
        found_name: String,
        /// Its version.
        found_version: String,
        /// This code's contract.
        name: &'static str,
        /// This code's version.
        version: &'static str,
    },

    /// A migration before the last one is over.
    #[error("migration open: the one from {from_version} has passed {cursor} rows; finish it first")]
    MigrationOpen {
        /// The version before it.
        from_version: String,
        /// How many rows it has passed.
        cursor: u64,
    },

    /// A page when no migration is open.
    #[error("nothing to migrate: all records are of this version")]
    NothingToMigrate,

    /// A page that begins elsewhere than the last one ended.
    #[error("cursor: {cursor} rows were passed, {given} was given")]
    BadCursor {
        /// How many rows were passed.
        cursor: u64,
        /// The number given.
        given: u64,
    },
}

impl From<OwnershipError> for ControlError {
    fn from(error: OwnershipError) -> Self {
        match error {
            OwnershipError::Std(error) => Self::Std(error),
            OwnershipError::TransferNotFound => Self::NothingOffered,
            OwnershipError::TransferExpired => Self::OfferExpired,
            OwnershipError::NoOwner | OwnershipError::NotOwner | OwnershipError::NotPendingOwner => {
                Self::Ownership(error)
            }
        }
    }
}
