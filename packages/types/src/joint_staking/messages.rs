//! What accounts and contracts send to joint-staking.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Uint128;

use super::answers::{
    AgreementResponse, AgreementsResponse, ClassResponse, ClassesResponse, ConfigResponse, DeviceResponse,
    DevicesResponse, OfferResponse, OffersResponse, PendingRewardsResponse, TerminationPreviewResponse,
    TotalsResponse,
};
use super::{DailyCap, KappaStep, TimeMultiplier};
use crate::asset::{Asset, ReceiveTokens};
use crate::migration::MigrationResponse;
use crate::ownership::OwnershipAction;

/// The parameters. No coins.
///
/// Errors: **config** (a value out of its range, an address that cannot be).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The owner; the sender if omitted.
    pub owner: Option<String>,
    /// Who, beside the owner, may pause; nobody if omitted.
    pub guardian: Option<String>,
    /// Who keeps classes and devices.
    pub registrar: String,
    /// What is staked, for ever.
    pub stake_asset: Asset,
    /// What is earned, for ever; it can be the same.
    pub reward_asset: Asset,
    /// The treasury-decay that gets the penalties, of the same denom; they go back to the reward pool if omitted.
    pub treasury: Option<String>,
    /// The pool-registry where principals may work, for ever; stake and reward are coins of its denom.
    pub pool_registry: Option<String>,
    /// What all agreements get a day, the first row from day 0 on, their days increasing, at most 16; no cap if omitted or empty.
    pub daily_caps: Option<Vec<DailyCap>>,
    /// What locks multiply by; those that are missing multiply by 1, 1.1, 1.25, 1.5 and 2.
    pub time_multipliers: Option<Vec<TimeMultiplier>>,
    /// The penalty in basis points of what was received, for the whole lock, at most 10000; 3000 if omitted.
    pub penalty_bps: Option<u32>,
    /// The least penalty in basis points of the principal, at most 10000, only where stake and reward are the same; 0 if omitted.
    pub min_penalty_bps: Option<u32>,
    /// Whether both parties together may leave without a penalty; not if omitted.
    pub mutual_exit_free: Option<bool>,
    /// The length of a day in seconds, 1 to 86400; 86400 if omitted, less on test networks alone.
    pub day_secs: Option<u64>,
}

/// What a cw20 sends its tokens for, in the `msg` of its `send`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum TokenAction {
    /// As the message `accept_offer`; from the stake token.
    AcceptOffer {
        /// Which.
        offer_id: u64,
        /// The revision that the sender has seen.
        revision: Option<u64>,
        /// The least base reward a day that the sender agrees to.
        min_base_reward: Option<Uint128>,
    },
    /// As the message `fund_rewards`; from the reward token.
    FundRewards {},
    /// As the message `terminate_agreement`; from the reward token.
    TerminateAgreement {
        /// Which.
        agreement_id: u64,
    },
}

/// Everything that changes joint-staking. No coins unless said, else **funds**. What lets time pass is refused with
/// **advance** while more than 50 ended agreements wait: `advance` first.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Creates or replaces a class of devices. Running agreements keep their terms.
    ///
    /// Who: the registrar. Errors: **unauthorized**, **capacity** (0), **config**.
    SetClass {
        /// Its name, 1 to 128 bytes.
        class: String,
        /// What a device earns a day, in base units of the reward asset, at most 10^30.
        base_value: Uint128,
        /// How much stake a device can use, in base units of the stake asset, 1 to 10^30.
        capacity: Uint128,
        /// How much stake a device needs, at most 10^30.
        activation_stake: Uint128,
        /// What more stake than the capacity multiplies by, at most 16 rows, the first number increasing, the second not
        /// falling; nothing if omitted.
        kappa_steps: Option<Vec<KappaStep>>,
        /// The pool of the pool-registry where principals work meanwhile; none if omitted.
        pool: Option<String>,
        /// Whether new offers and agreements are possible; yes if omitted.
        enabled: Option<bool>,
    },
    /// Records a device.
    ///
    /// Who: the registrar. Errors: **unauthorized**, **registered**, **not found** (the class), **config** (an id of 0 or of more than 128 bytes).
    RegisterDevice {
        /// Its id, 1 to 128 bytes.
        device: String,
        /// Whose it is.
        owner: String,
        /// What it is.
        class: String,
    },
    /// Records that a device was sold or is of another class. An open offer of it is cancelled; a running agreement keeps its
    /// payee and terms.
    ///
    /// Who: the registrar. Errors: **unauthorized**, **not found**, **nothing** (would change).
    UpdateDevice {
        /// Which.
        device: String,
        /// Whose it is now.
        owner: Option<String>,
        /// What it is now.
        class: Option<String>,
    },
    /// Forgets a device.
    ///
    /// Who: the registrar. Errors: **unauthorized**, **not found**, **offer** (one is open), **agreement** (one is not closed).
    RemoveDevice {
        /// Which.
        device: String,
    },
    /// Records that a device is down: nothing accrues while the lock goes on.
    ///
    /// Who: the registrar. Errors: **unauthorized**, **not found**, **suspended** (already), **advance**.
    SuspendDevice {
        /// Which.
        device: String,
    },
    /// Records that it is up again.
    ///
    /// Who: the registrar. Errors: **unauthorized**, **not found**, **suspended** (it is not), **advance**.
    ResumeDevice {
        /// Which.
        device: String,
    },
    /// Offers a device. Data: `offer_id`.
    ///
    /// Who: the owner of the device, while not paused. Errors: **unauthorized**, **not found**, **share** (not 3000 to 7000),
    /// **lock** (not 30, 60, 90, 180 or 365), **activation** (less than the class needs), **enabled**, **suspended**, **offer** (one
    /// is open), **agreement** (one is not closed), **paused**.
    OpenOffer {
        /// Which.
        device: String,
        /// The owner's share of the rewards in basis points.
        owner_share_bps: u32,
        /// How much is to be staked, in base units.
        required_stake: Uint128,
        /// For how many days.
        lock_days: u32,
    },
    /// Changes an open offer, whose revision rises; what is omitted stays.
    ///
    /// Who: the owner of the offer, while not paused. Errors: **unauthorized**, **not found**, **taken**, **cancelled**, **nothing**
    /// (would change), those of `open_offer`.
    EditOffer {
        /// Which.
        offer_id: u64,
        /// The owner's share of the rewards in basis points.
        owner_share_bps: Option<u32>,
        /// How much is to be staked, in base units.
        required_stake: Option<Uint128>,
        /// For how many days.
        lock_days: Option<u32>,
    },
    /// Takes an open offer back.
    ///
    /// Who: the owner of the offer. Errors: **unauthorized**, **not found**, **taken**, **cancelled**.
    CancelOffer {
        /// Which.
        offer_id: u64,
    },
    /// Accepts an offer: the agreement starts at once under the offer's id. Data: `agreement_id`.
    ///
    /// Who: anyone but the owner of the offer, while not paused. Coins: exactly the required stake. Errors: **not found**,
    /// **taken**, **cancelled**, **own**, **stake** (not the exact amount), **revision**, **base reward** (less than asked for),
    /// **activation**, **enabled**, **suspended**, **paused**, **advance**.
    AcceptOffer {
        /// Which.
        offer_id: u64,
        /// The revision that the sender has seen.
        revision: Option<u64>,
        /// The least base reward a day that the sender agrees to.
        min_base_reward: Option<Uint128>,
    },
    /// Pays the sender's share of what an agreement has earned. Data: `amount`, which may be 0.
    ///
    /// Who: a party. Errors: **unauthorized**, **not found**, **advance**.
    ClaimRewards {
        /// Which.
        agreement_id: u64,
    },
    /// Closes an agreement whose lock is over: the principal goes back, what is unclaimed stays claimable.
    ///
    /// Who: anyone. Errors: **not found**, **not ended**, **closed**, **advance**.
    SettleAgreement {
        /// Which.
        agreement_id: u64,
    },
    /// Ends an agreement before its lock is over. The penalty is taken from the sender's unclaimed rewards, then, of the staker
    /// and where stake and reward are the same, from the principal, then from the attached coins; the rest of these comes back.
    ///
    /// Who: a party. Coins: of the reward asset, if any. Errors: **unauthorized**, **not found**, **ended** (settle instead),
    /// **closed**, **missing** (how much), **advance**.
    TerminateAgreement {
        /// Which.
        agreement_id: u64,
    },
    /// Agrees to end an agreement without a penalty; the other party's consent closes it. Agreeing twice changes nothing.
    ///
    /// Who: a party. Errors: **unauthorized**, **not found**, **mutual** (was off when it started), **ended**, **closed**,
    /// **advance**.
    ConsentExit {
        /// Which.
        agreement_id: u64,
    },
    /// Takes the consent back.
    ///
    /// Who: a party. Errors: **unauthorized**, **not found**, **consent** (none), **closed**.
    RevokeExitConsent {
        /// Which.
        agreement_id: u64,
    },
    /// Adds the attached coins to the reward pool.
    ///
    /// Who: anyone. Coins: of the reward asset. Errors: **funds**, **advance**.
    FundRewards {},
    /// Works off ended agreements, the earliest first.
    ///
    /// Who: anyone.
    Advance {
        /// At most so many; 50 if omitted or more.
        limit: Option<u32>,
    },
    /// Sends the penalties to the treasury; into the reward pool, if there is none any more.
    ///
    /// Who: anyone. Errors: **nothing** (is due), **advance**.
    ForwardRevenue {},
    /// Takes the next step with a principal that works in a pool: starts undelegating what has ended, pays what was released.
    ///
    /// Who: anyone. Errors: **not found**, **closed** (it is not, or the principal is back already), **locked** (a batch left today, or
    /// this one is not released yet), **advance**, those of the pool-registry.
    ReleasePrincipal {
        /// Which.
        agreement_id: u64,
    },
    /// Takes what principals have earned in a pool into the reward pool. Data: `amount`.
    ///
    /// Who: anyone. Errors: **not found** (nothing works there), **advance**, those of the pool-registry.
    CollectPoolRewards {
        /// Which.
        pool: String,
    },
    /// Takes tokens that were sent here, for what the sender says.
    ///
    /// Who: the cw20 of the stake asset for `accept_offer`, that of the reward asset for the others. Errors: **token** (another
    /// contract), those of the messages.
    Receive(ReceiveTokens),
    /// Changes parameters; what is omitted stays. Penalties and mutual exit act on agreements that start later, caps from now on.
    ///
    /// Who: the owner. Errors: **owner**, **nothing** (would change), **config**, **advance** (of caps).
    UpdateConfig {
        /// Who keeps classes and devices.
        registrar: Option<String>,
        /// See [`InstantiateMsg::penalty_bps`].
        penalty_bps: Option<u32>,
        /// See [`InstantiateMsg::min_penalty_bps`].
        min_penalty_bps: Option<u32>,
        /// See [`InstantiateMsg::mutual_exit_free`].
        mutual_exit_free: Option<bool>,
        /// The whole list, see [`InstantiateMsg::daily_caps`]; empty for no cap.
        daily_caps: Option<Vec<DailyCap>>,
        /// See [`InstantiateMsg::time_multipliers`]; locks that are missing stay.
        time_multipliers: Option<Vec<TimeMultiplier>>,
    },
    /// Names another treasury, or none.
    ///
    /// Who: the owner. Errors: **owner**, **config**.
    SetTreasury {
        /// Who gets the penalties; they go back to the reward pool if null.
        treasury: Option<String>,
    },
    /// Names another guardian, or none.
    ///
    /// Who: the owner. Errors: **owner**.
    SetGuardian {
        /// Who, beside the owner, may pause.
        guardian: Option<String>,
    },
    /// Stops opening, editing and accepting offers, and nothing else.
    ///
    /// Who: the guardian or the owner. Errors: **unauthorized**, **paused** (already).
    Pause {},
    /// Lets them happen again.
    ///
    /// Who: the owner. Errors: **owner**, **not paused**.
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
    /// Who: the owner, the pending owner. Errors: **owner**, **renounce**, **nothing** (offered), **expired** (the offer).
    UpdateOwnership(OwnershipAction),
}

/// Which open offers a list shows. `A` is an address, checked or not.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum OfferFilter<A = String> {
    /// Of devices of this class.
    Class(String),
    /// With this lock.
    LockDays(u32),
    /// Of this owner.
    Owner(A),
}

impl<A> OfferFilter<A> {
    /// The same filter with its address as `map` makes it.
    ///
    /// # Errors
    /// Those of `map`.
    pub fn try_map<B, E>(self, map: impl Fn(A) -> Result<B, E>) -> Result<OfferFilter<B>, E> {
        Ok(match self {
            Self::Class(class) => OfferFilter::Class(class),
            Self::LockDays(lock_days) => OfferFilter::LockDays(lock_days),
            Self::Owner(owner) => OfferFilter::Owner(map(owner)?),
        })
    }
}

/// A row of `open_offers_by_share`.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct ShareKey {
    /// The owner's share in basis points.
    pub owner_share_bps: u32,
    /// Which offer.
    pub offer_id: u64,
}

/// A row of `open_offers_by_stake`.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct StakeKey {
    /// The stake that is asked for, in base units.
    pub required_stake: Uint128,
    /// Which offer.
    pub offer_id: u64,
}

/// What joint-staking answers: as of now, as a message in the same block would find it. Lists take `start_after` (exclusive)
/// and `limit` (10 if omitted, at most 100) and ascend. Errors of what depends on the time: **advance**.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// Sums over all agreements.
    #[returns(TotalsResponse)]
    Totals {},
    /// A class. Errors: **not found**.
    #[returns(ClassResponse)]
    Class {
        /// Which.
        class: String,
    },
    /// All classes by name.
    #[returns(ClassesResponse)]
    Classes {
        /// After which.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// A device. Errors: **not found**.
    #[returns(DeviceResponse)]
    Device {
        /// Which.
        device: String,
    },
    /// All devices by id.
    #[returns(DevicesResponse)]
    Devices {
        /// Only this owner's.
        owner: Option<String>,
        /// After which.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// An offer in any state. Errors: **not found**.
    #[returns(OfferResponse)]
    Offer {
        /// Which.
        offer_id: u64,
    },
    /// Open offers by id.
    #[returns(OffersResponse)]
    OpenOffers {
        /// Only these.
        filter: Option<OfferFilter>,
        /// After which.
        start_after: Option<u64>,
        /// How many.
        limit: Option<u32>,
    },
    /// Open offers, the smallest share of the owner first.
    #[returns(OffersResponse)]
    OpenOffersByShare {
        /// After which.
        start_after: Option<ShareKey>,
        /// How many.
        limit: Option<u32>,
    },
    /// Open offers, the smallest stake first.
    #[returns(OffersResponse)]
    OpenOffersByStake {
        /// After which.
        start_after: Option<StakeKey>,
        /// How many.
        limit: Option<u32>,
    },
    /// An agreement in any state. Errors: **not found**.
    #[returns(AgreementResponse)]
    Agreement {
        /// Which.
        agreement_id: u64,
    },
    /// An owner's agreements, closed ones included.
    #[returns(AgreementsResponse)]
    AgreementsByOwner {
        /// Whose.
        owner: String,
        /// After which.
        start_after: Option<u64>,
        /// How many.
        limit: Option<u32>,
    },
    /// A staker's agreements, closed ones included.
    #[returns(AgreementsResponse)]
    AgreementsByStaker {
        /// Whose.
        staker: String,
        /// After which.
        start_after: Option<u64>,
        /// How many.
        limit: Option<u32>,
    },
    /// What the parties of an agreement can claim. Errors: **not found**.
    #[returns(PendingRewardsResponse)]
    PendingRewards {
        /// Which.
        agreement_id: u64,
    },
    /// What ending an agreement now would cost either party. Errors: **not found**, **closed**.
    #[returns(TerminationPreviewResponse)]
    TerminationPreview {
        /// Which.
        agreement_id: u64,
    },
    /// The owner and a pending one.
    #[returns(cw_ownable::Ownership<String>)]
    Ownership {},
    /// How far a migration is whose records are not all written anew; nothing if there is none.
    #[returns(Option<MigrationResponse>)]
    Migration {},
}

/// A migration to newer code of the same contract: writes the single records anew and opens the walk over the others, which
/// `migrate_records` goes on with. Takes only what the code cannot know: nothing. Errors: **migrate**, **open** (the walk of the one
/// before is not over).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
