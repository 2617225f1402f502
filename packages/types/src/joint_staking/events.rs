//! What joint-staking reports. Amounts are base units, times seconds since the epoch.

use cosmwasm_std::{Addr, Uint128};
use cw_utils::Expiration;
use tributary_math::joint::calendar::DailyCap;
use tributary_math::joint::terms::{KappaStep, TimeMultiplier};

use super::EndedBy;
use crate::event::{facts, AttributeValue};

/// The parties' names, as in answers.
impl AttributeValue for EndedBy {
    fn text(self) -> Option<String> {
        match self {
            Self::Owner => "owner",
            Self::Staker => "staker",
            Self::Both => "both",
        }
        .text()
    }
}

facts! {
    /// A class was created or replaced.
    ClassSet = "class_set" {
        /// Its name.
        class: String,
        /// What a device earns a day.
        base_value: Uint128,
        /// How much stake a device can use.
        capacity: Uint128,
        /// How much stake a device needs.
        activation_stake: Uint128,
        /// From how full on it earns how much more: `fill_bps:kappa_bps`, comma between.
        kappa_steps: Vec<KappaStep>,
        /// Where principals work meanwhile.
        pool: Option<Addr>,
        /// Whether new offers and agreements are possible.
        enabled: bool,
    }

    /// A device was recorded.
    DeviceRegistered = "device_registered" {
        /// Its id.
        device: String,
        /// Whose it is.
        owner: Addr,
        /// What it is.
        class: String,
    }

    /// A device was sold or reclassed.
    DeviceUpdated = "device_updated" {
        /// Its id.
        device: String,
        /// Whose it is now.
        owner: Addr,
        /// What it is now.
        class: String,
    }

    /// A device was forgotten.
    DeviceRemoved = "device_removed" {
        /// Its id.
        device: String,
    }

    /// A device is down.
    DeviceSuspended = "device_suspended" {
        /// Its id.
        device: String,
        /// The agreement that earns nothing meanwhile.
        agreement_id: Option<u64>,
        /// What all active agreements earn a day before scaling.
        weight: Uint128,
    }

    /// A device is up again.
    DeviceResumed = "device_resumed" {
        /// Its id.
        device: String,
        /// The agreement that earns again.
        agreement_id: Option<u64>,
        /// What all active agreements earn a day before scaling.
        weight: Uint128,
    }

    /// A device was offered.
    OfferOpened = "offer_opened" {
        /// The offer's number.
        offer_id: u64,
        /// Which device.
        device: String,
        /// What that is.
        class: String,
        /// Who offers it.
        owner: Addr,
        /// The owner's share of the rewards in basis points.
        owner_share_bps: u32,
        /// How much is to be staked.
        required_stake: Uint128,
        /// For how many days.
        lock_days: u32,
    }

    /// An offer was changed.
    OfferEdited = "offer_edited" {
        /// Which.
        offer_id: u64,
        /// How often it was by now.
        revision: u64,
        /// The owner's share of the rewards in basis points.
        owner_share_bps: u32,
        /// How much is to be staked.
        required_stake: Uint128,
        /// For how many days.
        lock_days: u32,
    }

    /// An offer was taken back, or its device sold or reclassed.
    OfferCancelled = "offer_cancelled" {
        /// Which.
        offer_id: u64,
        /// How often it had been changed.
        revision: u64,
    }

    /// An agreement has started.
    AgreementStarted = "agreement_started" {
        /// Its number, that of the offer.
        agreement_id: u64,
        /// Which device.
        device: String,
        /// Who offered it.
        owner: Addr,
        /// Who accepted.
        staker: Addr,
        /// What was staked.
        principal: Uint128,
        /// The owner's share of the rewards in basis points.
        owner_share_bps: u32,
        /// What it earns a day before scaling.
        base_reward: Uint128,
        /// When its lock is over.
        end_secs: u64,
        /// Where the principal is sent to work; it stays here if absent.
        pool: Option<Addr>,
        /// What all active agreements earn a day before scaling.
        weight: Uint128,
    }

    /// A party was paid.
    RewardsClaimed = "rewards_claimed" {
        /// Of which agreement.
        agreement_id: u64,
        /// Who.
        party: Addr,
        /// How much.
        amount: Uint128,
        /// What this party was ever paid.
        claimed: Uint128,
    }

    /// An agreement was closed after its lock.
    AgreementSettled = "agreement_settled" {
        /// Which.
        agreement_id: u64,
        /// Who gets the principal back.
        staker: Addr,
        /// What it has earned.
        rewards_total: Uint128,
        /// What of the principal goes back.
        principal_returned: Uint128,
        /// Out of which pool that has to come first, if it works in one.
        pool: Option<Addr>,
        /// With which batch it leaves that.
        batch: Option<u64>,
    }

    /// An agreement was ended before its lock was over.
    AgreementTerminated = "agreement_terminated" {
        /// Which.
        agreement_id: u64,
        /// Who ended it: `owner`, `staker` or `both`.
        ended_by: EndedBy,
        /// What it has earned.
        rewards_total: Uint128,
        /// What the party pays.
        penalty: Uint128,
        /// Out of what it had not claimed.
        from_rewards: Uint128,
        /// Out of the principal.
        from_principal: Uint128,
        /// Out of coins that came along.
        from_coins: Uint128,
        /// What of the principal goes back.
        principal_returned: Uint128,
        /// Out of which pool that has to come first, if it works in one.
        pool: Option<Addr>,
        /// With which batch it leaves that.
        batch: Option<u64>,
    }

    /// A party agreed to leave.
    ExitConsented = "exit_consented" {
        /// Which agreement.
        agreement_id: u64,
        /// Who.
        party: Addr,
    }

    /// A party took that back.
    ExitConsentRevoked = "exit_consent_revoked" {
        /// Which agreement.
        agreement_id: u64,
        /// Who.
        party: Addr,
    }

    /// Coins came into the reward pool.
    RewardsFunded = "rewards_funded" {
        /// From whom.
        sender: Addr,
        /// How much.
        amount: Uint128,
        /// All that ever came.
        funded: Uint128,
    }

    /// Ended agreements were worked off.
    Advanced = "advanced" {
        /// How many ends, those of a second together.
        ends: u32,
        /// Up to when everything is.
        until_secs: u64,
    }

    /// Penalties were sent on.
    RevenueForwarded = "revenue_forwarded" {
        /// To whom; into the reward pool if absent.
        treasury: Option<Addr>,
        /// How much.
        amount: Uint128,
    }

    /// A pool did not take a principal, which stays here.
    DelegationRefused = "delegation_refused" {
        /// Of which agreement.
        agreement_id: u64,
        /// Which.
        pool: Addr,
        /// Why.
        reason: String,
    }

    /// A batch of principals is on its way out of a pool.
    UndelegationStarted = "undelegation_started" {
        /// Where.
        pool: Addr,
        /// Which batch.
        batch: u64,
        /// How much.
        amount: Uint128,
        /// The staker-registry's number.
        unbond_id: u64,
        /// From when on it can be paid.
        release: Expiration,
    }

    /// A principal that worked in a pool went back.
    PrincipalReleased = "principal_released" {
        /// Of which agreement.
        agreement_id: u64,
        /// To whom.
        staker: Addr,
        /// How much.
        amount: Uint128,
        /// What of the principal was owed as a penalty.
        from_principal: Uint128,
    }

    /// What principals earned in a pool is in the reward pool.
    PoolRewardsCollected = "pool_rewards_collected" {
        /// Where.
        pool: Addr,
        /// How much.
        amount: Uint128,
        /// All that ever came into the reward pool.
        funded: Uint128,
    }

    /// Parameters were changed.
    ConfigUpdated = "config_updated" {
        /// Who keeps classes and devices.
        registrar: Addr,
        /// The penalty in basis points of what was received.
        penalty_bps: u32,
        /// The least penalty in basis points of the principal.
        min_penalty_bps: u32,
        /// Whether both parties together may leave without one.
        mutual_exit_free: bool,
        /// How much is paid out a day at most: `from_day:cap`, comma between.
        daily_caps: Vec<DailyCap>,
        /// What locks multiply by: `lock_days:tau_bps`, comma between.
        time_multipliers: Vec<TimeMultiplier>,
    }

    /// Another treasury, or none.
    TreasurySet = "treasury_set" {
        /// Who gets the penalties.
        treasury: Option<Addr>,
    }
}
