//! Why the escrow refused a call.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use cw_utils::PaymentError;
use thiserror::Error;
use tributary_controls::ControlError;
use tributary_math::MathError;

/// The refusals of joint-staking.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation or an address.
    #[error(transparent)]
    Std(#[from] StdError),

    /// Administration, locks.
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

    /// Somebody else keeps classes and devices.
    #[error("unauthorized: only the registrar {registrar}")]
    NotRegistrar {
        /// Who does.
        registrar: Addr,
    },

    /// Somebody else's device or offer.
    #[error("unauthorized: only the owner of the device, {owner}")]
    NotDeviceOwner {
        /// Whose it is.
        owner: Addr,
    },

    /// Neither of the two.
    #[error("unauthorized: agreement {agreement_id} is between {owner} and {staker}")]
    NotParty {
        /// Which agreement.
        agreement_id: u64,
        /// One.
        owner: Addr,
        /// The other.
        staker: Addr,
    },

    /// A class that nobody set.
    #[error("class not found: {class}")]
    ClassNotFound {
        /// Its name.
        class: String,
    },

    /// A device that nobody registered, or not any more.
    #[error("device not found: {device}")]
    DeviceNotFound {
        /// Its id.
        device: String,
    },

    /// An offer that nobody made.
    #[error("not found: offer {offer_id}")]
    OfferNotFound {
        /// Its id.
        offer_id: u64,
    },

    /// An agreement that nobody made.
    #[error("not found: agreement {agreement_id}")]
    AgreementNotFound {
        /// Its id.
        agreement_id: u64,
    },

    /// A pool where nothing works.
    #[error("not found: no principal was delegated to {pool}")]
    PoolNotFound {
        /// The pool.
        pool: Addr,
    },

    /// A device that is known already.
    #[error("registered already: {device}")]
    DeviceRegistered {
        /// Its id.
        device: String,
    },

    /// A class whose devices can use no stake.
    #[error("capacity: a device can use 1 to {max}, {given} was given")]
    Capacity {
        /// The most.
        max: Uint128,
        /// What was given.
        given: Uint128,
    },

    /// A device that is down.
    #[error("suspended: {device}")]
    DeviceSuspended {
        /// Its id.
        device: String,
    },

    /// A device that is up.
    #[error("not suspended: {device}")]
    NotSuspended {
        /// Its id.
        device: String,
    },

    /// A device that is offered.
    #[error("offer {offer_id} of this device is open")]
    OfferOpen {
        /// Which.
        offer_id: u64,
    },

    /// A device that is bound.
    #[error("agreement {agreement_id} of this device is not closed")]
    AgreementOpen {
        /// Which.
        agreement_id: u64,
    },

    /// A class that is closed to new offers and agreements.
    #[error("class {class} is not enabled")]
    ClassNotEnabled {
        /// Its name.
        class: String,
    },

    /// Shares that are not possible.
    #[error("share: the owner gets {min} to {max} basis points, {given} was given")]
    Share {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
        /// What was given.
        given: u32,
    },

    /// A lock that is not possible.
    #[error("lock: 30, 60, 90, 180 or 365 days, {given} was given")]
    Lock {
        /// What was given.
        given: u32,
    },

    /// Less stake than the device needs.
    #[error("activation: the device needs a stake of {needed}, {given} was given")]
    Activation {
        /// The least.
        needed: Uint128,
        /// What was given.
        given: Uint128,
    },

    /// An offer that somebody accepted.
    #[error("taken: offer {offer_id}")]
    Taken {
        /// Which.
        offer_id: u64,
    },

    /// An offer that is gone.
    #[error("cancelled: offer {offer_id}")]
    Cancelled {
        /// Which.
        offer_id: u64,
    },

    /// An owner who accepts the own offer.
    #[error("own offer {offer_id}: somebody else accepts it")]
    OwnOffer {
        /// Which.
        offer_id: u64,
    },

    /// Not exactly what is asked for.
    #[error("stake: exactly {required} is asked for, {given} was given")]
    StakeDiffers {
        /// What is asked for.
        required: Uint128,
        /// What was given.
        given: Uint128,
    },

    /// An offer that was edited meanwhile.
    #[error("revision: the offer is at {present}, {expected} was expected")]
    Revision {
        /// The present one.
        present: u64,
        /// The one that was seen.
        expected: u64,
    },

    /// A class whose terms changed meanwhile.
    #[error("base reward: {present} a day, {expected} was expected")]
    BaseReward {
        /// The present one.
        present: Uint128,
        /// The one that was asked for.
        expected: Uint128,
    },

    /// Something before the end of the lock.
    #[error("not ended: agreement {agreement_id} ends at {end_secs}")]
    NotEnded {
        /// Which.
        agreement_id: u64,
        /// When.
        end_secs: u64,
    },

    /// Leaving early when it is not early.
    #[error("ended: agreement {agreement_id} ended at {end_secs}, settle it")]
    Ended {
        /// Which.
        agreement_id: u64,
        /// When.
        end_secs: u64,
    },

    /// An agreement that is over for good.
    #[error("closed: agreement {agreement_id}")]
    Closed {
        /// Which.
        agreement_id: u64,
    },

    /// A principal that is bound.
    #[error("not closed: agreement {agreement_id}")]
    NotClosed {
        /// Which.
        agreement_id: u64,
    },

    /// A penalty that rewards and principal do not cover.
    #[error("missing {missing}: attach it to pay the penalty of {penalty}")]
    Missing {
        /// How much.
        missing: Uint128,
        /// Of what.
        penalty: Uint128,
    },

    /// A free exit that was not agreed when the agreement started.
    #[error("mutual exit is off for agreement {agreement_id}")]
    NoMutualExit {
        /// Which.
        agreement_id: u64,
    },

    /// A consent that was not given.
    #[error("consent was not given")]
    NoConsent,

    /// More ended agreements than one call works off.
    #[error("advance first: more than {max} ended agreements wait")]
    Behind {
        /// The most.
        max: u32,
    },

    /// Penalties that are not there.
    #[error("nothing is due")]
    NothingDue,

    /// A second undelegation from a pool on one day.
    #[error("locked until {next_secs}: one batch a day leaves a pool")]
    BatchWaits {
        /// When the next day begins.
        next_secs: u64,
    },

    /// An answer of the pool-registry that cannot be read.
    #[error("the pool-registry answered nothing that can be read")]
    NoAnswer,
}
