//! What accounts and contracts send to the staker-registry.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Uint128;
use cw_utils::{Duration, Expiration};

use super::answers::{
    ConfigResponse, ItemKind, LicenseBondResponse, LicenseBondsResponse, MaturedResponse,
    PendingConfigResponse, StakeResponse, StakerResponse, StakersResponse, TotalsResponse, TransferResponse,
    TransfersResponse, UnbondResponse, UnbondsResponse, ValidatorSetResponse,
};
use crate::license_nft::{NodeRole, ReceiveNft};
use crate::migration::MigrationResponse;
use crate::ownership::OwnershipAction;

/// Everything that is fixed or starts with the contract. No coins.
///
/// Errors: **zero** (minimum, a lock), **too long** (a lock), **at most** (registrars), **duplicate** (a registrar twice).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The staking denom, for ever.
    pub denom: String,
    /// What a staker needs to register and to count, in base units, above zero, for ever.
    pub min_self_stake: Uint128,
    /// How long an unbond waits; blocks or seconds, the kind for ever. At most 60 days.
    pub unbond_lock: Duration,
    /// How long a transfer waits. At most 14 days.
    pub transfer_lock: Duration,
    /// How long a signing address must be kept. At most 60 days, 0 allowed.
    pub signing_cooldown: Duration,
    /// Who may liquidate; nobody if omitted.
    pub slasher: Option<String>,
    /// The treasury-decay contract that gets the revenue; none if omitted.
    pub treasury: Option<String>,
    /// Who may pause; nobody if omitted.
    pub guardian: Option<String>,
    /// The owner; the sender if omitted.
    pub owner: Option<String>,
    /// Contracts trusted for the identity of the stakers they register, usually the pool-registry.
    pub registrars: Option<Vec<String>>,
}

/// Everything that changes the staker-registry. No coins unless said, else **funds**; a paused registry refuses
/// `register_staker`, `bond`, `transfer_stake` and `receive_nft` with **paused** and nothing else.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Registers a staker with the attached coins, or with a licence, at least the minimum. The sender becomes its management
    /// for ever.
    ///
    /// Who: anyone for itself; a registrar for the identity it names, and only it with a licence. Coins: the stake, none with
    /// a licence.
    /// Errors: **paused**, **unauthorized** (another's identity, a licence by somebody else), **registered**, **in use**,
    /// **minimum**, **funds**, **custody** (the licence is not here for this identity).
    RegisterStaker {
        /// Who the staker is; the sender if omitted.
        identity: Option<String>,
        /// The hot key's account, first come.
        signing_address: String,
        /// Where block rewards go.
        coinbase_address: String,
        /// A licence in custody, in place of coins; none if omitted.
        license: Option<String>,
    },
    /// Adds the attached coins to a staker.
    ///
    /// Who: its management. Coins: above zero. Errors: **paused**, **unknown**, **unauthorized**, **funds**.
    Bond {
        /// The staker.
        staker: String,
    },
    /// Takes stake off at once and pays it after the unbond lock. Data: `id`, `release`.
    ///
    /// Who: the management. Errors: **unknown**, **unauthorized**, **zero**, **fee** (above the amount),
    /// **insufficient**, **recipient**, **at most** (32 open unbonds of this owner with this staker).
    Unbond {
        /// The staker.
        staker: String,
        /// How much, above zero, the fee included.
        amount: Uint128,
        /// What whoever finalises it earns, at most the amount; 0 if omitted.
        fee: Option<Uint128>,
        /// Who is paid; the owner if omitted.
        recipient: Option<String>,
        /// Whose item it is. Registrars only; the management itself if omitted.
        owner: Option<String>,
    },
    /// Moves stake to another staker, where it counts after the transfer lock. Data: `id`, `release`.
    ///
    /// Who: the management of `from`. Errors: **paused**, **unknown**, **unauthorized**, **zero**, **same**, **managed**
    /// (`to` is managed by another contract), **fee** (not below the amount), **insufficient**, **at most** (16 open
    /// transfers, or 48 open items, of this owner with this staker).
    TransferStake {
        /// The staker that gives.
        from: String,
        /// The staker that gets.
        to: String,
        /// How much, above zero, the fee included.
        amount: Uint128,
        /// What whoever finalises it earns, below the amount; 0 if omitted.
        fee: Option<Uint128>,
        /// Whose item it is. Registrars only; the management itself if omitted.
        owner: Option<String>,
    },
    /// Turns an open transfer into an unbond of the gross amount without fee, released as if it had been asked for
    /// instead. Data: `id`, `release` of the unbond.
    ///
    /// Who: the initiator. Errors: **unknown**, **unauthorized**.
    CancelTransfer {
        /// The transfer.
        id: u64,
    },
    /// Pays a matured unbond: the amount less the fee to its recipient, the fee to the caller.
    ///
    /// Who: anyone. Errors: **unknown**, **locked**, **recipient**.
    FinalizeUnbond {
        /// The unbond.
        id: u64,
        /// Who gets the fee; the caller if omitted.
        fee_recipient: Option<String>,
    },
    /// Adds a matured transfer to its destination; the fee goes to the caller.
    ///
    /// Who: the initiator. Errors: **unknown**, **unauthorized**, **locked**, **recipient**.
    FinalizeTransfer {
        /// The transfer.
        id: u64,
        /// Who gets the fee; the caller if omitted.
        fee_recipient: Option<String>,
    },
    /// Finalises 1 to 20 items together. What is unknown or locked is skipped with an event.
    ///
    /// Who: as for the single ones. Errors: **empty**, **at most**, **increasing**, **unauthorized** (another's transfer).
    FinalizeMany {
        /// Unbonds, strictly increasing.
        unbonds: Vec<u64>,
        /// Transfers, strictly increasing.
        transfers: Vec<u64>,
        /// Who gets the fees; the caller if omitted.
        fee_recipient: Option<String>,
    },
    /// Pays an open unbond to somebody else, for example because the bank refuses its recipient.
    ///
    /// Who: its owner. Errors: **unknown**, **unauthorized**, **recipient**.
    Redirect {
        /// The unbond.
        id: u64,
        /// Who is to be paid.
        recipient: String,
    },
    /// Switches a staker's weight on or off. Silent if nothing changes.
    ///
    /// Who: the management. Errors: **unknown**, **unauthorized**.
    SetState {
        /// The staker.
        staker: String,
        /// Whether it takes part.
        active: bool,
    },
    /// Replaces the signing address. Silent if nothing changes.
    ///
    /// Who: the management. Errors: **unknown**, **unauthorized**, **cool-down**, **in use**.
    SetSigningAddress {
        /// The staker.
        staker: String,
        /// The new hot key's account.
        signing_address: String,
    },
    /// Replaces the coinbase address at once. Silent if nothing changes.
    ///
    /// Who: the management. Errors: **unknown**, **unauthorized**.
    SetCoinbaseAddress {
        /// The staker.
        staker: String,
        /// Where block rewards go.
        coinbase_address: String,
    },
    /// Takes a licence into custody: bonds it, or registers its sender with it. `msg` is a [`LicenseAction`] as JSON.
    ///
    /// Who: the licence contract, for the owner that sent it. Errors: **unauthorized** (another contract; another's solo
    /// staker), **paused**, **unknown** (staker), **role** (for a pool: validator), **at most** (100 licences of one bonder with
    /// one staker), **registered**, **in use**, **minimum** (a licence below it), **registrar** (none), those of the pool-registry.
    ReceiveNft(ReceiveNft),
    /// Takes a bonded licence off at once; it comes back after the unbond lock and answers for faults until then. Data: `release`.
    ///
    /// Who: its bonder. Errors: **unknown**, **unauthorized**, **unbonding** (already).
    UnbondLicense {
        /// The licence.
        token_id: String,
    },
    /// Returns a licence to its bonder; of one that was burned for a fault meanwhile, what was left of it.
    ///
    /// Who: anyone from its release point on. Errors: **unknown**, **bonded** (nobody asked for it), **locked**; for what was left of a
    /// burned one **stable** (not yet).
    ReleaseLicense {
        /// The licence.
        token_id: String,
    },
    /// Takes up to `amount` from whoever answers for a staker: bonded tokens (of a pool: the operator's own), then its open
    /// unbonds, then (solo stakers) its open transfers, each by id; then, unless the licences are in their testnet, up to 50 of
    /// its licences, bonded ones before unbonding ones, each by id, after what earlier faults left of them. Data: `taken`, `left`, `burned`, `surplus`.
    ///
    /// Who: the slasher. Errors: **unauthorized**, **unknown**, **zero**, **evidence** (used or empty), **too long**,
    /// **nothing** (nothing to take).
    Liquidate {
        /// The staker.
        staker: String,
        /// How much at most.
        amount: Uint128,
        /// The evidence, 1 to 128 bytes; works once.
        evidence_id: String,
        /// Why, at most 128 bytes, for the record.
        reason: String,
    },
    /// Sends all revenue that is due to the treasury.
    ///
    /// Who: anyone. Errors: **treasury** (none), **nothing**.
    ForwardRevenue {},
    /// Announces new parameters, in force after one unbond lock and a day by `apply_config`; at once while nobody is
    /// registered. Replaces an earlier announcement. Data: `release` (absent if in force at once).
    ///
    /// Who: the owner. Errors: **unauthorized**, **nothing** (an empty change), **kind** (of a lock), **zero**, **too
    /// long**, **at most**, **duplicate**.
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
    /// Names the licence contract, once and for ever; from then on its licences count as stake.
    ///
    /// Who: the owner. Errors: **unauthorized**, **set** (already), **denom** (its coins are others),
    /// **custody** (another contract keeps its licences).
    SetLicenseContract {
        /// Its address.
        license_nft: String,
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

/// What the owner of a licence wants when sending it to the staker-registry.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum LicenseAction {
    /// Adds it to a staker: the sender's own, or any pool that would admit as many coins.
    BondLicense {
        /// The staker; of a pool its operator.
        staker: String,
        /// What it authorises the node to be; in a pool `validator`.
        role: NodeRole,
    },
    /// Registers the sender as a staker with it.
    RegisterStaker {
        /// The hot key's account, first come.
        signing_address: String,
        /// Where block rewards go.
        coinbase_address: String,
        /// What it authorises the node to be.
        role: NodeRole,
    },
    /// Opens the sender's pool with it, at the first of the registrars.
    RegisterPool {
        /// Who signs for the pool.
        signing_address: String,
        /// The operator's part of the rewards, in millionths.
        commission_ppm: u32,
        /// Where the pool describes itself.
        metadata_url: String,
        /// The Blake2b-256 of that, as 64 hex digits.
        metadata_hash: String,
    },
}

/// New parameters; what is omitted stays as it is.
#[cw_serde]
#[derive(Default)]
#[serde(deny_unknown_fields)]
pub struct ConfigChange {
    /// Who may liquidate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slasher: Option<SlasherChange>,
    /// Length of the unbond lock, of the same kind as now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unbond_lock: Option<Duration>,
    /// Length of the transfer lock, of the same kind as now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_lock: Option<Duration>,
    /// Length of the signing cool-down, of the same kind as now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing_cooldown: Option<Duration>,
    /// The whole list of registrars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrars: Option<Vec<String>>,
    /// The treasury-decay contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treasury: Option<String>,
}

/// Another slasher, or none.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum SlasherChange {
    /// This account.
    Set(String),
    /// Nobody.
    None {},
}

/// What the staker-registry answers. Lists take `start_after` (exclusive) and `limit` (10 if omitted, at most 100).
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
    /// One staker. Errors: **unknown**.
    #[returns(StakerResponse)]
    Staker {
        /// Its identity.
        staker: String,
    },
    /// The staker that signs with an address. Errors: **unknown**.
    #[returns(StakerResponse)]
    StakerBySigningAddress {
        /// The signing address.
        signing_address: String,
    },
    /// All stakers, by identity.
    #[returns(StakersResponse)]
    Stakers {
        /// After this identity.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// What a block producer counts: the weight, or 0 if the signing address is unknown, the coinbase differs, the flag is
    /// off or the weight below the minimum.
    #[returns(StakeResponse)]
    EffectiveStake {
        /// Who signs.
        signing_address: String,
        /// Who is to be rewarded.
        coinbase_address: String,
    },
    /// The weight of a staker, whatever its state. Errors: **unknown**.
    #[returns(StakeResponse)]
    TotalStake {
        /// Its identity.
        staker: String,
    },
    /// The active stakers with their power, by identity: the consensus weights.
    #[returns(ValidatorSetResponse)]
    ValidatorSet {
        /// After this identity.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// One open unbond. Errors: **unknown**.
    #[returns(UnbondResponse)]
    UnbondItem {
        /// Its id.
        id: u64,
    },
    /// Open unbonds, by id.
    #[returns(UnbondsResponse)]
    Unbonds {
        /// Only of this owner.
        owner: Option<String>,
        /// Only from this staker.
        staker: Option<String>,
        /// After this id.
        start_after: Option<u64>,
        /// Rows.
        limit: Option<u32>,
    },
    /// One open transfer. Errors: **unknown**.
    #[returns(TransferResponse)]
    TransferItem {
        /// Its id.
        id: u64,
    },
    /// Open transfers, by id.
    #[returns(TransfersResponse)]
    Transfers {
        /// Only of this owner.
        owner: Option<String>,
        /// Only from this staker.
        staker: Option<String>,
        /// Only to this staker.
        to: Option<String>,
        /// After this id.
        start_after: Option<u64>,
        /// Rows.
        limit: Option<u32>,
    },
    /// Items ready to be finalised, by release point, then id.
    #[returns(MaturedResponse)]
    Matured {
        /// Unbonds or transfers.
        kind: ItemKind,
        /// After this item.
        start_after: Option<MaturedCursor>,
        /// Rows.
        limit: Option<u32>,
    },
    /// One licence in custody. Errors: **unknown**.
    #[returns(LicenseBondResponse)]
    LicenseBond {
        /// Its id.
        token_id: String,
    },
    /// Licences of a staker, bonded or on the way out, by the bytes of their ids.
    #[returns(LicenseBondsResponse)]
    Licenses {
        /// The staker.
        staker: String,
        /// Only of this bonder.
        owner: Option<String>,
        /// After this id.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// Sums over everything.
    #[returns(TotalsResponse)]
    Totals {},
    /// The owner and a pending one.
    #[returns(cw_ownable::Ownership<String>)]
    Ownership {},
    /// How far a migration is whose records are not all written anew; nothing if there is none.
    #[returns(Option<MigrationResponse>)]
    Migration {},
}

/// Where a page of matured items goes on.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MaturedCursor {
    /// The last item's release point.
    pub release: Expiration,
    /// The last item's id.
    pub id: u64,
}

/// A migration to newer code of the same contract: writes the single records anew and opens the walk over the others, which
/// `migrate_records` goes on with. Takes only what the code cannot know: nothing. Errors: **migrate**, **open** (the walk of the one
/// before is not over).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
