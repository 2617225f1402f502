//! What the staker-registry answers.

use std::fmt::{self, Display};

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};
use cw_utils::{Duration, Expiration};

use super::messages::ConfigChange;
use crate::license_nft::NodeRole;

/// The parameters in force.
#[cw_serde]
pub struct ConfigResponse {
    /// The staking denom.
    pub denom: String,
    /// What a staker needs to register and to count.
    pub min_self_stake: Uint128,
    /// How long an unbond waits.
    pub unbond_lock: Duration,
    /// How long a transfer waits.
    pub transfer_lock: Duration,
    /// How long a signing address must be kept.
    pub signing_cooldown: Duration,
    /// Who may liquidate.
    pub slasher: Option<Addr>,
    /// Who gets the revenue.
    pub treasury: Option<Addr>,
    /// Who may pause.
    pub guardian: Option<Addr>,
    /// The owner.
    pub owner: Option<Addr>,
    /// Who registers stakers for others.
    pub registrars: Vec<Addr>,
    /// The licence contract; null as long as licences do not count here.
    pub license_nft: Option<Addr>,
    /// Coins that a licence stands for; null as long as licences do not count here.
    pub coins_per_license: Option<Uint128>,
    /// Whether entries are stopped.
    pub paused: bool,
}

/// The announced parameters, if any.
#[cw_serde]
pub struct PendingConfigResponse {
    /// The open announcement.
    pub pending: Option<PendingConfig>,
}

/// An announced change.
#[cw_serde]
pub struct PendingConfig {
    /// What changes.
    pub change: ConfigChange,
    /// From when on anyone may apply it.
    pub release: Expiration,
}

/// One staker.
#[cw_serde]
pub struct StakerResponse {
    /// Its identity.
    pub staker: Addr,
    /// Who manages it: itself, or the registrar that registered it.
    pub management: Addr,
    /// Who signs for it.
    pub signing_address: Addr,
    /// Where block rewards go.
    pub coinbase_address: Addr,
    /// Bonded coins.
    pub tokens: Uint128,
    /// Those of them that a liquidation left of a licence: they stay until licences can be redeemed. 0 for a pool: the
    /// pool-registry keeps its operator's.
    pub locked: Uint128,
    /// Bonded licences.
    pub licenses: u32,
    /// Coins plus the coins that the licences stand for.
    pub weight: Uint128,
    /// Whether its management lets it take part.
    pub flag: bool,
    /// Whether it counts: flag on and weight at least the minimum.
    pub active: bool,
    /// From when on the signing address may change.
    pub next_signing_change: Expiration,
}

/// A page of stakers.
#[cw_serde]
pub struct StakersResponse {
    /// By identity.
    pub stakers: Vec<StakerResponse>,
}

/// A weight.
#[cw_serde]
pub struct StakeResponse {
    /// In base units.
    pub stake: Uint128,
}

/// A page of the consensus weights.
#[cw_serde]
pub struct ValidatorSetResponse {
    /// By identity.
    pub validators: Vec<Validator>,
}

/// An active staker.
#[cw_serde]
pub struct Validator {
    /// Its identity.
    pub staker: Addr,
    /// Who signs for it.
    pub signing_address: Addr,
    /// Where block rewards go.
    pub coinbase_address: Addr,
    /// Its weight.
    pub power: Uint128,
}

/// An open unbond.
#[cw_serde]
pub struct UnbondResponse {
    /// Its id.
    pub id: u64,
    /// From which staker.
    pub staker: Addr,
    /// Whose it is.
    pub owner: Addr,
    /// Who will be paid.
    pub recipient: Addr,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
    /// From when on it can be finalised.
    pub release: Expiration,
    /// Whether that is now.
    pub ready: bool,
}

/// A page of unbonds.
#[cw_serde]
pub struct UnbondsResponse {
    /// By id. At most 100 unbonds are looked at, whatever the filter passes over.
    pub unbonds: Vec<UnbondResponse>,
    /// The last id that was looked at, to start the next page after, also if it was passed over; null if there was none.
    pub last: Option<u64>,
}

/// An open transfer.
#[cw_serde]
pub struct TransferResponse {
    /// Its id.
    pub id: u64,
    /// The staker that gave.
    pub from: Addr,
    /// The staker that gets.
    pub to: Addr,
    /// Whose it is.
    pub owner: Addr,
    /// Who asked for it and may finalise it.
    pub initiator: Addr,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
    /// From when on it can be finalised.
    pub release: Expiration,
    /// Whether that is now.
    pub ready: bool,
}

/// A page of transfers.
#[cw_serde]
pub struct TransfersResponse {
    /// By id. At most 100 transfers are looked at, whatever the filter passes over.
    pub transfers: Vec<TransferResponse>,
    /// The last id that was looked at, to start the next page after, also if it was passed over; null if there was none.
    pub last: Option<u64>,
}

/// The two kinds of items that wait for a lock.
#[cw_serde]
#[derive(Copy)]
pub enum ItemKind {
    /// On the way out.
    Unbond,
    /// On the way to another staker.
    Transfer,
}

impl Display for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unbond => "unbond",
            Self::Transfer => "transfer",
        })
    }
}

/// A page of items that can be finalised.
#[cw_serde]
pub struct MaturedResponse {
    /// By release point, then id.
    pub items: Vec<MaturedItem>,
}

/// An item that can be finalised.
#[cw_serde]
pub struct MaturedItem {
    /// Its id.
    pub id: u64,
    /// The staker it comes from.
    pub staker: Addr,
    /// The staker it goes to; null for an unbond.
    pub to: Option<Addr>,
    /// Whose it is.
    pub owner: Addr,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
    /// Since when it can be finalised.
    pub release: Expiration,
}

/// A licence in custody.
#[cw_serde]
pub struct LicenseBondResponse {
    /// Its id.
    pub token_id: String,
    /// For which staker it stands.
    pub staker: Addr,
    /// Who bonded it and gets it back.
    pub bonder: Addr,
    /// What it authorises the node to be.
    pub role: NodeRole,
    /// Whether it counts, or is on the way out.
    pub state: BondState,
    /// From when on it can be released; null while it is bonded.
    pub release: Option<Expiration>,
    /// What a liquidation left of it, paid when it is released from stage `stable` on; 0 unless it is burned.
    pub surplus: Uint128,
}

/// Whether a licence counts, or is on the way out.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum BondState {
    /// It counts and answers for faults.
    Bonded,
    /// It answers for faults.
    Unbonding,
    /// It was burned for a fault while unbonding; what was left of it waits for its release point.
    Burned,
}

/// A page of licences in custody.
#[cw_serde]
pub struct LicenseBondsResponse {
    /// By the bytes of their ids.
    pub licenses: Vec<LicenseBondResponse>,
}

/// Sums over all stakers and items, in base units.
#[cw_serde]
#[derive(Default)]
pub struct TotalsResponse {
    /// Bonded coins.
    pub tokens: Uint128,
    /// Bonded licences.
    pub licenses: u32,
    /// Registered stakers.
    pub stakers: u64,
    /// Those that count.
    pub active_stakers: u64,
    /// The weight of those that count.
    pub power: Uint128,
    /// In open unbonds.
    pub thawing: Uint128,
    /// In open transfers.
    pub transferring: Uint128,
    /// What liquidations left of unbonding licences, until those are released.
    pub surplus: Uint128,
    /// Taken and not yet forwarded.
    pub revenue_due: Uint128,
}

/// A new item, as returned in the data of the message that opened it.
#[cw_serde]
pub struct ItemOpened {
    /// Its id.
    pub id: u64,
    /// From when on it can be finalised.
    pub release: Expiration,
}

/// The outcome of a liquidation.
#[cw_serde]
pub struct Liquidation {
    /// What was taken.
    pub taken: Uint128,
    /// The part of the amount that was not there to take.
    pub left: Uint128,
    /// Licences that were burned for it.
    pub burned: u32,
    /// What they stood for beyond the need; it stays with the bond.
    pub surplus: Uint128,
}

/// A licence on the way out, as returned in the data of the message that asked for it.
#[cw_serde]
pub struct LicenseUnbonding {
    /// Its id.
    pub token_id: String,
    /// From when on it can be released.
    pub release: Expiration,
}

/// The outcome of an announcement.
#[cw_serde]
pub struct Announcement {
    /// From when on anyone may apply it; absent if it is in force already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<Expiration>,
}
