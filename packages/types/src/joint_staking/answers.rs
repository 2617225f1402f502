//! What joint-staking answers. Amounts are base units, times seconds since the epoch.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Decimal, Uint128};

use super::{DailyCap, KappaStep, TimeMultiplier};
use crate::asset::Asset;

/// What `open_offer` answers as data.
#[cw_serde]
pub struct OfferMade {
    /// The offer's number.
    pub offer_id: u64,
}

/// What `accept_offer` answers as data.
#[cw_serde]
pub struct AgreementMade {
    /// The agreement's number, that of the offer.
    pub agreement_id: u64,
}

/// What `claim_rewards` answers as data.
#[cw_serde]
pub struct ClaimResult {
    /// What was paid.
    pub amount: Uint128,
}

/// The parameters.
#[cw_serde]
pub struct ConfigResponse {
    /// The owner.
    pub owner: Option<Addr>,
    /// Who keeps classes and devices.
    pub registrar: Addr,
    /// Who, beside the owner, may pause.
    pub guardian: Option<Addr>,
    /// Whether offers are stopped.
    pub paused: bool,
    /// What is staked.
    pub stake_asset: Asset<Addr>,
    /// What is earned.
    pub reward_asset: Asset<Addr>,
    /// Who gets the penalties; they go back to the reward pool if there is none.
    pub treasury: Option<Addr>,
    /// Where principals may work.
    pub pool_registry: Option<Addr>,
    /// What all agreements get a day; no cap if empty.
    pub daily_caps: Vec<DailyCap>,
    /// What each lock multiplies by.
    pub time_multipliers: Vec<TimeMultiplier>,
    /// The penalty of an agreement that starts now, in basis points of what was received.
    pub penalty_bps: u32,
    /// Its least penalty, in basis points of the principal.
    pub min_penalty_bps: u32,
    /// Whether both its parties together may leave without a penalty.
    pub mutual_exit_free: bool,
    /// The length of a day in seconds.
    pub day_secs: u64,
    /// When day 0 began.
    pub started_secs: u64,
}

/// Sums over all agreements.
#[cw_serde]
pub struct TotalsResponse {
    /// What all active agreements earn a day before scaling.
    pub weight: Uint128,
    /// What it is scaled by at present, rounded down.
    pub nu: Decimal,
    /// Which day it is, from 0.
    pub day: u64,
    /// What all agreements get in this day at most.
    pub daily_cap: Option<Uint128>,
    /// What ever came into the reward pool.
    pub rewards_funded: Uint128,
    /// What of it nobody has earned, rounded down.
    pub reward_pool: Uint128,
    /// Principals of agreements that are not closed.
    pub principal: Uint128,
    /// Rewards that were paid.
    pub claimed: Uint128,
    /// Penalties that were ever paid.
    pub penalties: Uint128,
    /// Penalties that wait to be sent to the treasury.
    pub revenue_due: Uint128,
}

/// A class of devices.
#[cw_serde]
pub struct ClassResponse {
    /// Its name.
    pub class: String,
    /// What a device earns a day.
    pub base_value: Uint128,
    /// How much stake a device can use.
    pub capacity: Uint128,
    /// How much stake a device needs.
    pub activation_stake: Uint128,
    /// What more stake than the capacity multiplies by.
    pub kappa_steps: Vec<KappaStep>,
    /// Where principals work meanwhile.
    pub pool: Option<Addr>,
    /// Whether new offers and agreements are possible.
    pub enabled: bool,
}

/// Classes by name.
#[cw_serde]
pub struct ClassesResponse {
    /// They.
    pub classes: Vec<ClassResponse>,
}

/// A device.
#[cw_serde]
pub struct DeviceResponse {
    /// Its id.
    pub device: String,
    /// Whose it is.
    pub owner: Addr,
    /// What it is.
    pub class: String,
    /// Whether it is down.
    pub suspended: bool,
    /// Its open offer.
    pub offer_id: Option<u64>,
    /// Its agreement that is not closed.
    pub agreement_id: Option<u64>,
}

/// Devices by id.
#[cw_serde]
pub struct DevicesResponse {
    /// They.
    pub devices: Vec<DeviceResponse>,
}

/// What became of an offer.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum OfferStatus {
    /// It can be accepted.
    Open,
    /// It was; the agreement has its id.
    Taken,
    /// It was taken back, or the device was sold or reclassed.
    Cancelled,
}

/// An offer.
#[cw_serde]
pub struct OfferResponse {
    /// Its number.
    pub offer_id: u64,
    /// Of which device.
    pub device: String,
    /// What that was when it was offered.
    pub class: String,
    /// Who offers it.
    pub owner: Addr,
    /// The owner's share of the rewards in basis points.
    pub owner_share_bps: u32,
    /// How much is to be staked.
    pub required_stake: Uint128,
    /// For how many days.
    pub lock_days: u32,
    /// What became of it.
    pub status: OfferStatus,
    /// How often it was edited.
    pub revision: u64,
    /// What the agreement would earn a day before scaling, at the present terms of the class.
    pub base_reward: Uint128,
}

/// Offers in the order that was asked for.
#[cw_serde]
pub struct OffersResponse {
    /// They.
    pub offers: Vec<OfferResponse>,
}

/// Where an agreement stands.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum AgreementStatus {
    /// It earns, unless its device is down.
    Active,
    /// Its lock is over, and nobody has settled it.
    Matured,
    /// It was settled after its lock.
    Settled,
    /// It was ended before.
    Terminated,
}

/// Who ended an agreement before its lock was over.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum EndedBy {
    /// The owner of the device.
    Owner,
    /// The staker.
    Staker,
    /// Both together.
    Both,
}

/// Where a principal is.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum PrincipalState {
    /// Here.
    Held,
    /// In a pool.
    Delegated,
    /// On its way out of a pool.
    Unbonding,
    /// With the staker.
    Returned,
}

/// What a party has of an agreement.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct PartyRewards {
    /// All that it has earned.
    pub total: Uint128,
    /// What of it was paid.
    pub claimed: Uint128,
    /// What it can claim now; the rest was taken as a penalty.
    pub claimable: Uint128,
}

/// An agreement.
#[cw_serde]
pub struct AgreementResponse {
    /// Its number, that of the offer.
    pub agreement_id: u64,
    /// Which device.
    pub device: String,
    /// What that was when it started.
    pub class: String,
    /// Who offered it.
    pub owner: Addr,
    /// Who accepted.
    pub staker: Addr,
    /// The owner's share of the rewards in basis points.
    pub owner_share_bps: u32,
    /// For how many days.
    pub lock_days: u32,
    /// What was staked.
    pub principal: Uint128,
    /// What it earns a day before scaling.
    pub base_reward: Uint128,
    /// What the stake multiplies by, rounded down.
    pub kappa: Decimal,
    /// What the lock multiplies by, in basis points.
    pub tau_bps: u32,
    /// When it started.
    pub start_secs: u64,
    /// When its lock is over.
    pub end_secs: u64,
    /// Where it stands.
    pub status: AgreementStatus,
    /// Who ended it before.
    pub ended_by: Option<EndedBy>,
    /// When it was closed.
    pub ended_secs: Option<u64>,
    /// What it has earned.
    pub rewards_total: Uint128,
    /// What of it is the owner's.
    pub owner_rewards: PartyRewards,
    /// What of it is the staker's.
    pub staker_rewards: PartyRewards,
    /// What the party paid that ended it.
    pub penalty: Uint128,
    /// Where the principal is.
    pub principal_state: PrincipalState,
}

/// Agreements by id.
#[cw_serde]
pub struct AgreementsResponse {
    /// They.
    pub agreements: Vec<AgreementResponse>,
}

/// What the parties can claim.
#[cw_serde]
pub struct PendingRewardsResponse {
    /// The owner.
    pub owner: Uint128,
    /// The staker.
    pub staker: Uint128,
    /// What the agreement has earned.
    pub rewards_total: Uint128,
}

/// What ending an agreement now costs a party.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct TerminationTerms {
    /// What the party has received: claimed and claimable.
    pub received: Uint128,
    /// What it pays.
    pub penalty: Uint128,
    /// Out of what it has not claimed.
    pub from_rewards: Uint128,
    /// Out of the principal.
    pub from_principal: Uint128,
    /// What it must attach.
    pub coins_needed: Uint128,
    /// What the staker gets back.
    pub principal_returned: Uint128,
    /// What the party can still claim afterwards.
    pub claimable_left: Uint128,
}

/// What ending an agreement now would cost.
#[cw_serde]
pub struct TerminationPreviewResponse {
    /// Days of the lock that are left, the running one counts whole.
    pub remaining_days: u32,
    /// If the owner ended it.
    pub by_owner: TerminationTerms,
    /// If the staker ended it.
    pub by_staker: TerminationTerms,
}
