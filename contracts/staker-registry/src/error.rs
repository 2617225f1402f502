//! Why the staker-registry refused a call.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use cw_utils::{Expiration, PaymentError};
use thiserror::Error;
use tributary_controls::ControlError;
use tributary_types::license_nft::NodeRole;
use tributary_types::staker_registry::ItemKind;

/// The refusals of the staker-registry.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation or an address.
    #[error(transparent)]
    Std(#[from] StdError),

    /// Administration, locks, batches.
    #[error(transparent)]
    Control(#[from] ControlError),

    /// An amount beyond 128 bits.
    #[error(transparent)]
    Overflow(#[from] OverflowError),

    /// No coins, too many, or of another denom.
    #[error("funds: {0}")]
    Funds(#[from] PaymentError),

    /// A minimum of zero, which would let everybody count without stake.
    #[error("zero: the minimum self stake must be above zero")]
    ZeroMinimum,

    /// The sender does not manage the staker.
    #[error("unauthorized: only the management {management} of staker {staker}")]
    NotManagement {
        /// The staker.
        staker: Addr,
        /// Who may.
        management: Addr,
    },

    /// Registering an identity that is not the sender's.
    #[error("unauthorized: only {identity} itself or a registrar may register it")]
    ForeignIdentity {
        /// The identity.
        identity: Addr,
    },

    /// Naming an owner without being a registrar.
    #[error("unauthorized: only a registrar names the owner of an item")]
    OwnerNotNamed,

    /// The sender did not ask for the transfer.
    #[error("unauthorized: only the initiator {initiator} of transfer {id}")]
    NotInitiator {
        /// The transfer.
        id: u64,
        /// Who may.
        initiator: Addr,
    },

    /// The sender does not own the unbond.
    #[error("unauthorized: only the owner {owner} of unbond {id}")]
    NotItemOwner {
        /// The unbond.
        id: u64,
        /// Who may.
        owner: Addr,
    },

    /// The sender is not the slasher.
    #[error("unauthorized: only the slasher may liquidate")]
    NotSlasher,

    /// The sender is not the licence contract.
    #[error("unauthorized: only the licence contract sends licences")]
    NotLicenseContract,

    /// The sender did not bond the licence.
    #[error("unauthorized: only the bonder {bonder} of licence {token_id}")]
    NotBonder {
        /// The licence.
        token_id: String,
        /// Who may.
        bonder: Addr,
    },

    /// Registering oneself with a licence that was not sent.
    #[error("unauthorized: only a registrar registers with a licence in custody; send it with register_staker instead")]
    LicenseByStranger,

    /// No staker has this identity.
    #[error("unknown staker {staker}")]
    UnknownStaker {
        /// The identity asked for.
        staker: Addr,
    },

    /// Nobody signs with this address.
    #[error("unknown signing address {signing_address}")]
    UnknownSigner {
        /// The address asked for.
        signing_address: Addr,
    },

    /// No open item of this kind has this id.
    #[error("unknown {kind} {id}")]
    UnknownItem {
        /// Which kind.
        kind: ItemKind,
        /// The id asked for.
        id: u64,
    },

    /// No licence in custody has this id.
    #[error("unknown licence {token_id}: it is not in custody")]
    UnknownLicense {
        /// The id asked for.
        token_id: String,
    },

    /// Registering somebody with a licence of somebody else.
    #[error("licence {token_id} is not in custody for {identity}")]
    NotInCustody {
        /// The licence.
        token_id: String,
        /// Who was to be registered.
        identity: Addr,
    },

    /// Asking a licence back twice.
    #[error("licence {token_id} is unbonding already")]
    AlreadyUnbonding {
        /// The licence.
        token_id: String,
    },

    /// Releasing a licence that nobody asked back.
    #[error("licence {token_id} is bonded: its bonder must unbond it first")]
    StillBonded {
        /// The licence.
        token_id: String,
    },

    /// Paying what is left of a burned licence before licences can be redeemed.
    #[error("what is left of licence {token_id} is locked until the licences are stable")]
    SurplusLocked {
        /// The licence.
        token_id: String,
    },

    /// Too many licences.
    #[error("at most {max} licences of one bonder with one staker, unbonding ones included")]
    TooManyLicenses {
        /// The most.
        max: u32,
    },

    /// A licence for another role than a pool's.
    #[error("role {given}: in a pool a licence is bonded as validator")]
    RoleInPool {
        /// The role given.
        given: NodeRole,
    },

    /// Opening a pool where nobody keeps pools.
    #[error("no registrar is set to open the pool")]
    NoRegistrar,

    /// A licence contract that burned licences without paying what they stood for.
    #[error("the licence contract paid {missing} too little for the licences that it burned")]
    CoinsMissing {
        /// How much.
        missing: Uint128,
    },

    /// A registrar that opened no pool.
    #[error("the registrar opened no pool for {operator}")]
    PoolNotOpened {
        /// Whose it was to be.
        operator: Addr,
    },

    /// A licence contract whose licences another contract keeps.
    #[error("custody: another contract keeps these licences: {given}")]
    LicensesElsewhere {
        /// Which one.
        given: Addr,
    },

    /// Naming a second licence contract.
    #[error("the licence contract is set already: {license_nft}")]
    LicenseContractSet {
        /// The first one.
        license_nft: Addr,
    },

    /// A licence contract for other coins.
    #[error("denom: the licences stand for {given}, stakes are {expected}")]
    LicenseDenom {
        /// What is staked.
        expected: String,
        /// What the licences stand for.
        given: String,
    },

    /// The identity is a staker already.
    #[error("{staker} is registered already")]
    AlreadyRegistered {
        /// The identity.
        staker: Addr,
    },

    /// Another staker signs with this address.
    #[error("signing address {signing_address} is in use by {staker}")]
    SigningAddressInUse {
        /// The address.
        signing_address: Addr,
        /// Who signs with it.
        staker: Addr,
    },

    /// The signing address changed a short while ago.
    #[error("cool-down: the signing address can change from {next} on")]
    CoolDown {
        /// When it can.
        next: Expiration,
    },

    /// Registering with too little.
    #[error("the minimum self stake is {minimum}, {given} was given")]
    BelowMinimum {
        /// What is needed.
        minimum: Uint128,
        /// What was attached, or what the licence stands for.
        given: Uint128,
    },

    /// More than is bonded.
    #[error("insufficient stake: {available} is bonded, {required} was asked for")]
    InsufficientStake {
        /// What is there.
        available: Uint128,
        /// What was asked for.
        required: Uint128,
    },

    /// A transfer of a staker to itself.
    #[error("from and to are the same staker")]
    SameStaker,

    /// A transfer into an entry that another contract manages, where it would belong to nobody.
    #[error("{staker} is managed by {management}: delegate there instead")]
    Managed {
        /// The destination.
        staker: Addr,
        /// Who manages it.
        management: Addr,
    },

    /// Too many open items.
    #[error("at most {max} open {what} of one owner with one staker")]
    TooManyOpen {
        /// What is counted.
        what: &'static str,
        /// The most.
        max: usize,
    },

    /// Payment to the registry itself, which would belong to nobody.
    #[error("the registry itself cannot be the recipient")]
    RecipientIsSelf,

    /// Evidence that has worked before.
    #[error("evidence {evidence_id} is used already")]
    EvidenceUsed {
        /// Its id.
        evidence_id: String,
    },

    /// A liquidation that finds nothing.
    #[error("nothing to take from {staker}")]
    NothingToTake {
        /// The staker.
        staker: Addr,
    },

    /// Forwarding revenue without a treasury.
    #[error("no treasury is set")]
    NoTreasury,

    /// Forwarding revenue that is not there.
    #[error("nothing to forward")]
    NothingToForward,
}
