//! The escrow of joint staking (joint-staking.md), by its O(n) definition: over each stretch every active agreement gets its part
//! of what is given, one by one. Of an index, of queues and lists by key it knows nothing.
//!
//! Each agreement has two figures. One is exact, the integral of `nu` as a fraction. The other rounds where the specification
//! does, once a stretch, between the cuts that it names: that is what is paid, to the unit.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use cosmwasm_std::{Addr, Decimal};
use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{
    AgreementStatus, DailyCap, EndedBy, KappaStep, OfferStatus, PartyRewards,
};

use super::control::Control;
use super::exact::Exact;

/// Ends that one call works off at most.
pub const MOST_ENDS: usize = 50;

/// A part of all in basis points.
pub(super) const ALL_BPS: u32 = 10_000;

/// S.
fn second() -> BigInt {
    BigInt::from(10u128.pow(27))
}

/// The parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Who keeps classes and devices.
    pub registrar: Addr,
    /// What is staked.
    pub stake: Asset<Addr>,
    /// What is earned.
    pub reward: Asset<Addr>,
    /// Who gets penalties.
    pub treasury: Option<Addr>,
    /// Where principals may work.
    pub pool_registry: Option<Addr>,
    /// What is given a day at most.
    pub caps: Vec<DailyCap>,
    /// tau by lock.
    pub multipliers: BTreeMap<u32, u32>,
    /// The penalty for the whole lock, of what was received.
    pub penalty_bps: u32,
    /// The least one, of the principal.
    pub min_penalty_bps: u32,
    /// Whether both together leave for nothing.
    pub mutual_exit_free: bool,
    /// A day.
    pub day_secs: u64,
    /// When day 0 began.
    pub start: u64,
}

impl Terms {
    /// Whether stake and reward are the same.
    pub fn has_one_asset(&self) -> bool {
        self.stake == self.reward
    }

    /// The day of a second.
    pub fn day(&self, at: u64) -> u64 {
        (at - self.start) / self.day_secs
    }

    /// When the day of a second ends.
    pub fn day_end(&self, at: u64) -> u64 {
        self.start + (self.day(at) + 1) * self.day_secs
    }

    /// The cap of a day.
    pub fn cap(&self, day: u64) -> Option<u128> {
        self.caps.iter().rfind(|row| u64::from(row.from_day) <= day).map(|row| row.cap.u128())
    }

    /// A base unit, in units of 1/(S*day).
    pub fn unit(&self) -> BigInt {
        second() * self.day_secs
    }
}

/// A class of devices.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// V.
    pub base_value: u128,
    /// How much a device can use.
    pub capacity: u128,
    /// How much a device needs.
    pub activation_stake: u128,
    /// kappa above the capacity.
    pub kappa_steps: Vec<KappaStep>,
    /// Where principals work.
    pub pool: Option<Addr>,
    /// Whether it is open.
    pub enabled: bool,
}

impl Class {
    /// kappa of a principal, as a fraction.
    fn kappa(&self, principal: u128) -> (BigInt, BigInt) {
        let reached = |step: &&KappaStep| {
            BigInt::from(principal) >= BigInt::from(self.capacity) * step.fill_bps / ALL_BPS
        };
        match self.kappa_steps.iter().rfind(reached) {
            Some(step) => (step.kappa_bps.into(), ALL_BPS.into()),
            None => (principal.min(self.capacity).into(), self.capacity.into()),
        }
    }

    /// The same as it is shown.
    pub fn shown_kappa(&self, principal: u128) -> Decimal {
        let (over, under) = self.kappa(principal);
        Decimal::new(rounded(&(over * 10u128.pow(18) / under)).into())
    }

    /// w.
    pub fn base_reward(&self, principal: u128, tau_bps: u32) -> u128 {
        let (over, under) = self.kappa(principal);
        rounded(&(over * self.base_value * tau_bps / (under * ALL_BPS)))
    }
}

/// A device; its offer and its agreement are looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// Whose.
    pub owner: Addr,
    /// What it is.
    pub class: String,
    /// Whether it is down.
    pub suspended: bool,
}

/// An offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Of which device.
    pub device: String,
    /// What that was.
    pub class: String,
    /// Whose.
    pub owner: Addr,
    /// rho.
    pub share_bps: u32,
    /// How much is to be staked.
    pub stake: u128,
    /// For how many days.
    pub lock_days: u32,
    /// What became of it.
    pub status: OfferStatus,
    /// How often it was edited.
    pub revision: u64,
}

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Who offered the device.
    Owner,
    /// Who staked.
    Staker,
}

impl Party {
    /// It, if it ends an agreement alone.
    pub fn alone(self) -> EndedBy {
        match self {
            Self::Owner => EndedBy::Owner,
            Self::Staker => EndedBy::Staker,
        }
    }
}

/// What ending an agreement costs, and out of what.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bill {
    /// All of it.
    pub penalty: u128,
    /// What the party has not claimed.
    pub from_rewards: u128,
    /// The principal.
    pub from_principal: u128,
    /// What it brings.
    pub from_coins: u128,
}

/// How an agreement was closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    /// When.
    pub at: u64,
    /// By whom before the end.
    pub ended_by: Option<EndedBy>,
    /// What that cost.
    pub bill: Bill,
}

/// Where a principal is.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Here.
    Held,
    /// In a pool.
    Working(Addr),
    /// In a pool, but it waits for the next batch that leaves.
    Waiting(Addr),
    /// On its way out of a pool, with this number of the staker-registry.
    Leaving(Addr, u64),
    /// With the staker.
    Returned,
}

/// An agreement.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Which device.
    pub device: String,
    /// What that was.
    pub class: String,
    /// Who is paid for it.
    pub owner: Addr,
    /// Who staked.
    pub staker: Addr,
    /// rho.
    pub share_bps: u32,
    /// For how many days.
    pub lock_days: u32,
    /// What was staked.
    pub principal: u128,
    /// w.
    pub base_reward: u128,
    /// kappa.
    pub kappa: Decimal,
    /// tau.
    pub tau_bps: u32,
    /// When it started.
    pub start: u64,
    /// When it ends.
    pub end: u64,
    /// The penalty for the whole lock.
    pub penalty_bps: u32,
    /// The least one.
    pub min_penalty_bps: u32,
    /// Whether both together leave for nothing.
    pub mutual_exit_free: bool,
    /// What it earned, rounded down at each cut, in units of 1/(S*day).
    pub earned: BigInt,
    /// What it earned.
    pub exact: Exact,
    /// What the owner was paid.
    pub owner_claimed: u128,
    /// What the staker was paid.
    pub staker_claimed: u128,
    /// Who would leave.
    pub consent: Option<Party>,
    /// How it was closed.
    pub closed: Option<Closed>,
    /// Where the principal is.
    pub place: Place,
}

impl Agreement {
    /// Where it stands.
    pub fn status(&self, now: u64) -> AgreementStatus {
        match &self.closed {
            None if now < self.end => AgreementStatus::Active,
            None => AgreementStatus::Matured,
            Some(closed) if closed.ended_by.is_none() => AgreementStatus::Settled,
            Some(_) => AgreementStatus::Terminated,
        }
    }

    /// Which party somebody is.
    pub fn party(&self, who: &Addr) -> Option<Party> {
        let parties = [(&self.owner, Party::Owner), (&self.staker, Party::Staker)];
        parties.into_iter().find(|(party, _)| *party == who).map(|(_, party)| party)
    }

    /// Days of the lock that are left.
    pub fn remaining_days(&self, now: u64, day_secs: u64) -> u32 {
        let gone = (now - self.start) / day_secs;
        u64::from(self.lock_days).saturating_sub(gone) as u32
    }
}

/// What is in a pool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worked {
    /// The day on which a batch left it last.
    pub last_day: Option<u64>,
    /// The staker-registry's numbers of the batches that have left it.
    pub batches: Vec<u64>,
}

/// Everything in an escrow, up to the last call that changed what is earned.
#[derive(Clone, Debug, PartialEq)]
pub struct Joint {
    /// Where it is.
    pub at: Addr,
    /// Parameters.
    pub terms: Terms,
    /// Owner, guardian, pause.
    pub control: Control,
    /// Classes by name.
    pub classes: BTreeMap<String, Class>,
    /// Devices by id.
    pub devices: BTreeMap<String, Device>,
    /// All offers ever.
    pub offers: BTreeMap<u64, Offer>,
    /// All agreements ever.
    pub agreements: BTreeMap<u64, Agreement>,
    /// Pools in which something ever worked.
    pub pools: BTreeMap<Addr, Worked>,
    /// t0: the last cut.
    pub cut: u64,
    /// Up to which second ended agreements were worked off.
    pub worked: u64,
    /// What ever came into the reward pool.
    pub funded: u128,
    /// What of it nobody has earned, exactly.
    pub free: Exact,
    /// What all roundings together may have moved, in units of 1/(S*day).
    pub slack: BigInt,
    /// Rewards that were paid.
    pub claimed: u128,
    /// Penalties that were paid.
    pub penalties: u128,
    /// What of them waits for the treasury.
    pub revenue_due: u128,
}

impl Joint {
    /// A fresh one.
    pub fn new(at: Addr, terms: Terms, control: Control) -> Self {
        let start = terms.start;
        Self {
            at,
            terms,
            control,
            classes: BTreeMap::new(),
            devices: BTreeMap::new(),
            offers: BTreeMap::new(),
            agreements: BTreeMap::new(),
            pools: BTreeMap::new(),
            cut: start,
            worked: start,
            funded: 0,
            free: Exact::default(),
            slack: BigInt::zero(),
            claimed: 0,
            penalties: 0,
            revenue_due: 0,
        }
    }

    /// As of second `now`, with everything worked off and no cut but those that time makes.
    pub fn as_of(&self, now: u64) -> Self {
        let mut later = self.clone();
        later.pass(now);
        later
    }

    /// The same with a cut now, which shows what everybody has.
    pub fn shown(&self, now: u64) -> Self {
        let mut later = self.as_of(now);
        later.cut_at(now);
        later
    }

    /// Seconds at which agreements ended that were not worked off.
    pub fn pending(&self, now: u64) -> BTreeSet<u64> {
        let open = self.agreements.values().filter(|it| it.closed.is_none());
        open.map(|it| it.end).filter(|end| *end > self.worked && *end <= now).collect()
    }

    /// Works off all ends up to `now`.
    pub fn pass(&mut self, now: u64) {
        for end in self.pending(now) {
            self.pass_end(end);
        }
        self.pass_days(now);
        self.worked = self.worked.max(now);
    }

    /// Works off the next end.
    pub(super) fn pass_end(&mut self, end: u64) {
        self.pass_days(end);
        self.cut_at(end);
        self.worked = end;
    }

    /// Cuts at the end of each day up to `until`.
    fn pass_days(&mut self, until: u64) {
        while !self.weight().is_zero() {
            let end = self.terms.day_end(self.cut);
            if end > until {
                return;
            }
            self.cut_at(end);
        }
    }

    /// A cut: everybody gets what the stretch before it gave.
    pub fn cut_at(&mut self, at: u64) {
        let (weight, secs) = (self.weight(), at - self.cut);
        if secs > 0 && !weight.is_zero() {
            let raised = self.raised(&weight, secs);
            let given = self.given(&weight, secs);
            for id in self.active() {
                let agreement = self.agreements.get_mut(&id).expect("listed above");
                agreement.earned += &raised * agreement.base_reward;
                agreement.exact += &given.part(agreement.base_reward, weight.clone());
            }
            self.slack += weight;
        }
        self.cut = at;
    }

    /// dN of a stretch.
    fn raised(&self, weight: &BigInt, secs: u64) -> BigInt {
        let most = second() * secs;
        let rest = self.terms.day_end(self.cut) - self.cut;
        let mut raised = most.clone().min(self.free_units() * secs / (weight * rest));
        if let Some(cap) = self.terms.cap(self.terms.day(self.cut)) {
            raised = raised.min(most * cap / weight);
        }
        raised
    }

    /// What a stretch gives to all, exactly: it leaves the pool.
    fn given(&mut self, weight: &BigInt, secs: u64) -> Exact {
        let cap = self.terms.cap(self.terms.day(self.cut)).map(BigInt::from);
        let a_day = cap.map_or_else(|| weight.clone(), |cap| cap.min(weight.clone()));
        let rest = self.terms.day_end(self.cut) - self.cut;
        if self.free.is_below(&Exact::ratio(&a_day * rest, self.terms.day_secs)) {
            return self.free.take(secs, rest);
        }
        let given = Exact::ratio(a_day * secs, self.terms.day_secs);
        self.free -= &given;
        given
    }

    /// A: what all have earned, in units of 1/(S*day).
    pub fn accrued(&self) -> BigInt {
        self.agreements.values().map(|it| &it.earned).sum()
    }

    /// F0, in the same units.
    pub fn free_units(&self) -> BigInt {
        self.terms.unit() * self.funded - self.accrued()
    }

    /// What nobody has earned, rounded down.
    pub fn reward_pool(&self) -> u128 {
        rounded(&(self.free_units() / self.terms.unit()))
    }

    /// Agreements that earn after the last cut.
    pub fn active(&self) -> Vec<u64> {
        let active = self.agreements.iter().filter(|(_, it)| self.is_active(it));
        active.map(|(id, _)| *id).collect()
    }

    /// Whether an agreement earns after the last cut.
    pub fn is_active(&self, agreement: &Agreement) -> bool {
        agreement.closed.is_none() && agreement.end > self.cut && !self.devices[&agreement.device].suspended
    }

    /// W.
    pub fn weight(&self) -> BigInt {
        let active = self.agreements.values().filter(|it| self.is_active(it));
        active.map(|it| BigInt::from(it.base_reward)).sum()
    }

    /// nu, with 18 decimals. If nothing weighs, what the least weight would have.
    pub fn nu(&self, now: u64) -> Decimal {
        let (weight, one) = (self.weight().max(1.into()), BigInt::from(10u128.pow(18)));
        let rest = self.terms.day_end(self.cut) - self.cut;
        let mut nu = one.clone().min(self.free_units() * &one / (&weight * rest * second()));
        if let Some(cap) = self.terms.cap(self.terms.day(now)) {
            nu = nu.min(one * cap / weight);
        }
        Decimal::new(rounded(&nu).into())
    }

    /// R, of an escrow that was cut now.
    pub fn rewards(&self, agreement: &Agreement) -> u128 {
        rounded(&(&agreement.earned / self.terms.unit()))
    }

    /// What the definition allows R to be, within what roundings may have moved.
    pub fn just(&self, agreement: &Agreement) -> RangeInclusive<u128> {
        agreement.exact.around(&Exact::ratio(self.slack.clone(), self.terms.unit()))
    }

    /// What a party has of an agreement.
    pub fn part(&self, agreement: &Agreement, party: Party) -> PartyRewards {
        let all = self.rewards(agreement);
        let owner = rounded(&(BigInt::from(all) * agreement.share_bps / ALL_BPS));
        let (total, claimed) = match party {
            Party::Owner => (owner, agreement.owner_claimed),
            Party::Staker => (all - owner, agreement.staker_claimed),
        };
        let ended = agreement.closed.as_ref().filter(|closed| closed.ended_by == Some(party.alone()));
        let claimable = total - claimed - ended.map_or(0, |closed| closed.bill.from_rewards);
        PartyRewards { total: total.into(), claimed: claimed.into(), claimable: claimable.into() }
    }

    /// What it costs a party to end an agreement now.
    pub fn bill(&self, agreement: &Agreement, party: Party, now: u64) -> Bill {
        let PartyRewards { total, claimable, .. } = self.part(agreement, party);
        let left = agreement.remaining_days(now, self.terms.day_secs);
        let over = BigInt::from(total.u128()) * left * agreement.penalty_bps;
        let of_rewards = up(over, BigInt::from(agreement.lock_days) * ALL_BPS);
        let least = up(BigInt::from(agreement.principal) * agreement.min_penalty_bps, ALL_BPS.into());
        let penalty = if left == 0 { 0 } else { of_rewards.max(least) };
        let from_rewards = penalty.min(claimable.u128());
        let rest = penalty - from_rewards;
        let pays_by_principal = party == Party::Staker && self.terms.has_one_asset();
        let from_principal = if pays_by_principal { rest.min(agreement.principal) } else { 0 };
        Bill { penalty, from_rewards, from_principal, from_coins: rest - from_principal }
    }

    /// The open offer of a device.
    pub fn open_offer_of(&self, device: &str) -> Option<u64> {
        let mut open = self.offers.iter().filter(|(_, it)| it.status == OfferStatus::Open);
        open.find(|(_, it)| it.device == device).map(|(id, _)| *id)
    }

    /// The agreement of a device that is not closed.
    pub fn agreement_of(&self, device: &str) -> Option<u64> {
        let mut open = self.agreements.iter().filter(|(_, it)| it.closed.is_none());
        open.find(|(_, it)| it.device == device).map(|(id, _)| *id)
    }

    /// What an agreement on an offer would earn a day at present.
    pub fn base_reward(&self, offer: &Offer) -> u128 {
        self.classes[&offer.class].base_reward(offer.stake, self.terms.multipliers[&offer.lock_days])
    }

    /// Principals of agreements that are not closed.
    pub fn principal(&self) -> u128 {
        self.agreements.values().filter(|it| it.closed.is_none()).map(|it| it.principal).sum()
    }

    /// Principals that are here, and what of them is owed to nobody yet.
    pub fn principal_held(&self) -> u128 {
        self.agreements.values().filter(|it| it.place == Place::Held).map(|it| it.principal).sum()
    }
}

/// A quotient rounded up.
fn up(over: BigInt, by: BigInt) -> u128 {
    rounded(&((over + &by - 1) / by))
}

/// A figure that fits in 128 bits.
pub(super) fn rounded(value: &BigInt) -> u128 {
    value.to_u128().expect("amounts are not negative and fit in 128 bits")
}
