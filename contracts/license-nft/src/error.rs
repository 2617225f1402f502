//! Why the licence contract refused a call.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use cw_utils::PaymentError;
use thiserror::Error;
use tributary_controls::ControlError;
use tributary_math::MathError;
use tributary_types::license_nft::Stage;

/// The refusals of the licence contract.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation or an address.
    #[error(transparent)]
    Std(#[from] StdError),

    /// Administration, lists.
    #[error(transparent)]
    Control(#[from] ControlError),

    /// An amount beyond 128 bits.
    #[error(transparent)]
    Overflow(#[from] OverflowError),

    /// A liquidation beyond 128 bits.
    #[error(transparent)]
    Math(#[from] MathError),

    /// No coins, too many, or of another denom.
    #[error("funds: {0}")]
    Funds(#[from] PaymentError),

    /// The sender does not mint.
    #[error("unauthorized: only the minter {minter}")]
    NotMinter {
        /// Who may.
        minter: Addr,
    },

    /// The sender is not the staker-registry, or there is none.
    #[error("unauthorized: only the staker-registry")]
    NotStakerRegistry,

    /// The sender may not transfer the licence.
    #[error("unauthorized: {sender} neither owns licence {token_id} nor is approved for it")]
    NotApproved {
        /// Who tried.
        sender: Addr,
        /// Which licence.
        token_id: String,
    },

    /// The sender may not approve anybody for the licence.
    #[error("unauthorized: only the owner {owner} of licence {token_id}, or whom it approved for all, approves and revokes")]
    NotOperator {
        /// Which licence.
        token_id: String,
        /// Who may.
        owner: Addr,
    },

    /// Somebody else bonds a licence, and would become its bonder.
    #[error("unauthorized: only the owner {owner} of licence {token_id} bonds it")]
    NotBondedByOwner {
        /// Which licence.
        token_id: String,
        /// Who may.
        owner: Addr,
    },

    /// The sender may not burn the licence in the testnet.
    #[error("unauthorized: only the holder {holder} or the minter burns licence {token_id}")]
    NotHolder {
        /// Which licence.
        token_id: String,
        /// Who may.
        holder: Addr,
    },

    /// The sender may not redeem the licence.
    #[error("unauthorized: only the owner {owner} redeems licence {token_id}")]
    NotRedeemedByOwner {
        /// Which licence.
        token_id: String,
        /// Who may.
        owner: Addr,
    },

    /// No licence ever had this id.
    #[error("unknown licence {token_id}")]
    UnknownLicense {
        /// The id asked for.
        token_id: String,
    },

    /// The licence is gone.
    #[error("licence {token_id} is burned")]
    Burned {
        /// Which one.
        token_id: String,
    },

    /// An id that is none.
    #[error("a token_id has 1 to {max} printable ASCII characters without blank")]
    TokenIdForm {
        /// The most characters.
        max: usize,
    },

    /// An id that a licence has or had.
    #[error("token_id {token_id} is used already")]
    Used {
        /// Which one.
        token_id: String,
    },

    /// Ids out of order or twice.
    #[error("token ids must be strictly increasing by their bytes, {next} follows {previous}")]
    NotIncreasing {
        /// An id.
        previous: String,
        /// The id after it, not above it.
        next: String,
    },

    /// No licence, or too many, in one call.
    #[error("1 to {max} licences a call, {given} were given")]
    BatchSize {
        /// The most.
        max: usize,
        /// How many.
        given: usize,
    },

    /// An address of a description that is too long or has other characters.
    #[error("too long or not printable: a token_uri has up to {max} printable ASCII characters")]
    TokenUriForm {
        /// The most characters.
        max: usize,
    },

    /// A licence without coins.
    #[error("zero: a licence must stand for coins")]
    ZeroCoins,

    /// A cap beyond what there can be.
    #[error("the cap must be 1 to {max}, {given} was given")]
    CapOutOfRange {
        /// The highest.
        max: u32,
        /// What was given.
        given: u32,
    },

    /// More licences than may live.
    #[error("the cap of {cap} living licences leaves room for {left}, {given} were given")]
    CapExceeded {
        /// The cap.
        cap: u32,
        /// What is left of it.
        left: u64,
        /// How many were to come.
        given: usize,
    },

    /// Minting after the testnet.
    #[error("minting is closed for ever in stage {stage}")]
    MintingClosed {
        /// The present stage.
        stage: Stage,
    },

    /// Minting where licences come by import.
    #[error("minting is closed: licences come by import alone")]
    MintingClosedByImport,

    /// A licence for somebody who cannot hold any.
    #[error("{owner} cannot be a holder: it is the staker-registry or this contract")]
    CannotHold {
        /// Who.
        owner: Addr,
    },

    /// A transfer to where nobody could ever move the licence.
    #[error("licence {token_id} would be stranded at {to}: bond it by send_nft to the staker-registry")]
    Stranded {
        /// Which licence.
        token_id: String,
        /// Where to.
        to: Addr,
    },

    /// A transfer too early.
    #[error("licence {token_id} cannot change hands in the testnet")]
    TransferInTestnet {
        /// Which licence.
        token_id: String,
    },

    /// The licence is in custody.
    #[error("licence {token_id} is bonded")]
    Bonded {
        /// Which one.
        token_id: String,
    },

    /// The staker-registry moves a licence to somebody else than its bonder.
    #[error("licence {token_id} returns to its bonder {bonder} alone")]
    NotToBonder {
        /// Which one.
        token_id: String,
        /// Who bonded it.
        bonder: Addr,
    },

    /// A bond of a licence that the staker-registry does not have.
    #[error("licence {token_id} is not in custody of the staker-registry")]
    NotInCustody {
        /// Which one.
        token_id: String,
    },

    /// A bond that is noted already.
    #[error("licence {token_id} is bonded to {node} already")]
    BondRecorded {
        /// Which one.
        token_id: String,
        /// To which node.
        node: Addr,
    },

    /// Liquidation of a licence of another node, or of none.
    #[error("licence {token_id} is not bonded to {node}")]
    NotBonded {
        /// Which one.
        token_id: String,
        /// The node that is liquidated.
        node: Addr,
    },

    /// Liquidation too early.
    #[error("licences are not liquidated in the testnet")]
    LiquidationInTestnet,

    /// Other than exactly the licences that are needed.
    #[error("the count of licences must be {expected} for {need} coins, {given} were given")]
    WrongCount {
        /// Coins to be borne.
        need: Uint128,
        /// How many licences that are.
        expected: Uint128,
        /// How many were named.
        given: usize,
    },

    /// Burning a licence whose coins would belong to nobody.
    #[error("licence {token_id} cannot be burned in the mainnet: its coins would belong to nobody")]
    BurnInMainnet {
        /// Which one.
        token_id: String,
    },

    /// Redeeming too early.
    #[error("licence {token_id} can be redeemed once the collection is stable")]
    NotStable {
        /// Which one.
        token_id: String,
    },

    /// A message of another stage.
    #[error("the stage must be {expected}, it is {found}")]
    WrongStage {
        /// The stage that it needs.
        expected: Stage,
        /// The present one.
        found: Stage,
    },

    /// Opening mainnet with too little.
    #[error("the reserve needs {required} and has {available}")]
    ReserveShort {
        /// Coins that the living licences stand for.
        required: Uint128,
        /// What was funded.
        available: Uint128,
    },

    /// Opening mainnet with an unfinished import.
    #[error("the import must be finished first")]
    ImportUnfinished,

    /// An import into a contract that expects none, or whose import is finished.
    #[error("no import is expected, or it is finished")]
    NoImport,

    /// A role without node, or a node without role.
    #[error("the role and the node of licence {token_id} come together or not at all")]
    RoleWithoutNode {
        /// Which licence.
        token_id: String,
    },

    /// Another digest, or another count, than that of the import.
    #[error("the digest is {digest} over {count} licences")]
    DigestDiffers {
        /// The digest, 64 hex digits.
        digest: String,
        /// How many licences it covers.
        count: u64,
    },

    /// No digest at all.
    #[error("a digest has 64 hex digits")]
    DigestForm,

    /// Taking back more than there is, nothing, or later another part than the share.
    #[error("cannot reclaim {required}: {reclaimable} is there for {funder}")]
    CannotReclaim {
        /// Who.
        funder: Addr,
        /// What was asked for.
        required: Uint128,
        /// What can be taken back now.
        reclaimable: Uint128,
    },

    /// Another staker-registry while the present one keeps licences.
    #[error("{bonded} licences are bonded: the staker-registry stays")]
    RegistryInUse {
        /// How many.
        bonded: u64,
    },

    /// A staker-registry that is a holder.
    #[error("{staker_registry} holds {balance} licences, the staker-registry must hold none")]
    RegistryHolds {
        /// Who.
        staker_registry: Addr,
        /// How many.
        balance: u64,
    },

    /// This contract as staker-registry.
    #[error("this contract cannot be the staker-registry that holds bonded licences")]
    RegistryIsSelf,

    /// An approval that would be over before it begins.
    #[error("the approval is expired already")]
    ApprovalExpired,

    /// An approval of the owner.
    #[error("an approval of the owner {owner} says nothing")]
    SelfApproval {
        /// Who.
        owner: Addr,
    },

    /// A query for an approval that is not there.
    #[error("unknown approval: {spender} is not approved")]
    UnknownApproval {
        /// Who.
        spender: Addr,
    },

    /// Removing a hook that is none.
    #[error("unknown hook {hook}")]
    UnknownHook {
        /// Which.
        hook: Addr,
    },
}
