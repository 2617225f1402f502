//! Offers, as they are made, changed, taken back and accepted.

use cosmwasm_std::{Addr, Uint128};
use num_bigint::BigInt;
use num_traits::Zero;
use serde_json::json;
use tributary_types::joint_staking as js;
use tributary_types::joint_staking::{ExecuteMsg, OfferStatus};

use super::control::Role;
use super::exact::Exact;
use super::joint::{rounded, Agreement, Joint, Offer};
use super::joint_calls::{Acceptance, Turn};
use super::refusals::Refusals;

/// What of terms under which a device of a class is offered is impossible.
struct Wanted {
    share_bps: u32,
    stake: u128,
    lock_days: u32,
}

impl Joint {
    fn wanted_refusals(&self, no: &mut Refusals, wanted: &Wanted, class: &str) {
        no.when(!(3_000..=7_000).contains(&wanted.share_bps), "share");
        no.when(!self.terms.multipliers.contains_key(&wanted.lock_days), "lock");
        self.class_refusals(no, wanted.stake, class);
    }

    /// A class is open, and a stake enough for it; somebody has to bring something.
    fn class_refusals(&self, no: &mut Refusals, stake: u128, class: &str) {
        let class = &self.classes[class];
        no.when(stake < class.activation_stake.max(1), "activation");
        no.when(!class.enabled, "enabled");
    }

    /// `open_offer` and `edit_offer`
    pub(super) fn offer(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        msg: &ExecuteMsg,
    ) -> Result<(), Refusals> {
        no.join(self.control.refusals(by, Role::Anyone, true));
        match msg {
            ExecuteMsg::OpenOffer { device, owner_share_bps, required_stake, lock_days } => {
                let stake = required_stake.u128();
                let wanted = Wanted { share_bps: *owner_share_bps, stake, lock_days: *lock_days };
                self.open_offer(no, turn, by, device, &wanted)
            }
            ExecuteMsg::EditOffer { offer_id, owner_share_bps, required_stake, lock_days } => {
                let Some(offer) = self.offers.get(offer_id) else {
                    no.when(true, "not found");
                    return Err(no);
                };
                let wanted = Wanted {
                    share_bps: owner_share_bps.unwrap_or(offer.share_bps),
                    stake: required_stake.map_or(offer.stake, |stake| stake.u128()),
                    lock_days: lock_days.unwrap_or(offer.lock_days),
                };
                self.edit_offer(no, turn, by, *offer_id, &wanted)
            }
            _ => Err(no),
        }
    }

    fn open_offer(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        device: &str,
        wanted: &Wanted,
    ) -> Result<(), Refusals> {
        let Some(row) = self.devices.get(device) else {
            no.when(true, "not found");
            return Err(no);
        };
        no.when(row.owner != *by, "unauthorized");
        self.wanted_refusals(&mut no, wanted, &row.class);
        no.when(row.suspended, "suspended");
        no.when(self.open_offer_of(device).is_some(), "offer");
        no.when(self.agreement_of(device).is_some(), "agreement");
        no.finish()?;
        let offer_id = self.offers.keys().last().map_or(1, |last| last + 1);
        let Wanted { share_bps, stake, lock_days } = *wanted;
        let (device, class, owner) = (device.to_owned(), row.class.clone(), by.clone());
        turn.tell(js::OfferOpened {
            offer_id,
            device: device.clone(),
            class: class.clone(),
            owner: owner.clone(),
            owner_share_bps: share_bps,
            required_stake: stake.into(),
            lock_days,
        });
        turn.told.data = Some(json!({ "offer_id": offer_id }));
        let (status, revision) = (OfferStatus::Open, 0);
        let offer = Offer { device, class, owner, share_bps, stake, lock_days, status, revision };
        self.offers.insert(offer_id, offer);
        Ok(())
    }

    /// What refuses an owner of an offer to change it.
    fn own_offer_refusals(&self, no: &mut Refusals, by: &Addr, offer_id: u64) {
        let offer = self.offers.get(&offer_id);
        no.when(offer.is_none(), "not found");
        no.when(offer.is_some_and(|it| it.owner != *by), "unauthorized");
        self.status_refusals(no, offer);
    }

    fn status_refusals(&self, no: &mut Refusals, offer: Option<&Offer>) {
        no.when(offer.is_some_and(|it| it.status == OfferStatus::Taken), "taken");
        no.when(offer.is_some_and(|it| it.status == OfferStatus::Cancelled), "cancelled");
    }

    fn edit_offer(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        offer_id: u64,
        wanted: &Wanted,
    ) -> Result<(), Refusals> {
        self.own_offer_refusals(&mut no, by, offer_id);
        let offer = &self.offers[&offer_id];
        self.wanted_refusals(&mut no, wanted, &offer.class);
        let Wanted { share_bps, stake, lock_days } = *wanted;
        let is_same = (offer.share_bps, offer.stake, offer.lock_days) == (share_bps, stake, lock_days);
        no.when(is_same, "nothing");
        no.finish()?;
        let offer = self.offers.get_mut(&offer_id).expect("found above");
        (offer.share_bps, offer.stake, offer.lock_days) = (share_bps, stake, lock_days);
        offer.revision += 1;
        let (revision, owner_share_bps, required_stake) = (offer.revision, share_bps, stake.into());
        turn.tell(js::OfferEdited { offer_id, revision, owner_share_bps, required_stake, lock_days });
        Ok(())
    }

    pub(super) fn cancel_offer(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        offer_id: u64,
    ) -> Result<(), Refusals> {
        self.own_offer_refusals(&mut no, by, offer_id);
        no.finish()?;
        self.withdraw(turn, offer_id);
        Ok(())
    }

    /// `accept_offer`, with coins or tokens.
    pub(super) fn accept(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        amount: u128,
        acceptance: &Acceptance,
    ) -> Result<(), Refusals> {
        no.join(self.control.refusals(by, Role::Anyone, true));
        self.behind(&mut no, turn.now());
        let Some(offer) = self.offers.get(&acceptance.offer_id).cloned() else {
            no.when(true, "not found");
            return Err(no);
        };
        self.status_refusals(&mut no, Some(&offer));
        no.when(offer.owner == *by, "own");
        no.when(offer.stake != amount, "stake");
        no.when(acceptance.revision.is_some_and(|seen| seen != offer.revision), "revision");
        no.when(acceptance.least.is_some_and(|least| self.base_reward(&offer) < least), "base reward");
        self.class_refusals(&mut no, offer.stake, &offer.class);
        no.when(self.devices.get(&offer.device).is_some_and(|device| device.suspended), "suspended");
        no.finish()?;
        self.pass(turn.now());
        self.cut_at(turn.now());
        self.start(turn, by, acceptance.offer_id, offer);
        Ok(())
    }

    fn start(&mut self, turn: &mut Turn, by: &Addr, id: u64, offer: Offer) {
        let (class, now) = (&self.classes[&offer.class], turn.now());
        let kappa = class.shown_kappa(offer.stake);
        let agreement = Agreement {
            base_reward: self.base_reward(&offer),
            kappa,
            tau_bps: self.terms.multipliers[&offer.lock_days],
            device: offer.device,
            class: offer.class,
            owner: offer.owner,
            staker: by.clone(),
            share_bps: offer.share_bps,
            lock_days: offer.lock_days,
            principal: offer.stake,
            start: now,
            end: now + u64::from(offer.lock_days) * self.terms.day_secs,
            penalty_bps: self.terms.penalty_bps,
            min_penalty_bps: self.terms.min_penalty_bps,
            mutual_exit_free: self.terms.mutual_exit_free,
            earned: BigInt::zero(),
            exact: Exact::default(),
            owner_claimed: 0,
            staker_claimed: 0,
            consent: None,
            closed: None,
            place: super::joint::Place::Held,
        };
        self.offers.get_mut(&id).expect("accepted").status = OfferStatus::Taken;
        self.agreements.insert(id, agreement);
        let (agreement, weight) = (&self.agreements[&id], self.shown_weight());
        let pool = self.destination(turn, id);
        turn.tell(js::AgreementStarted {
            agreement_id: id,
            device: agreement.device.clone(),
            owner: agreement.owner.clone(),
            staker: agreement.staker.clone(),
            principal: agreement.principal.into(),
            owner_share_bps: agreement.share_bps,
            base_reward: agreement.base_reward.into(),
            end_secs: agreement.end,
            pool,
            weight,
        });
        turn.told.data = Some(json!({ "agreement_id": id }));
        self.delegate(turn, id);
    }

    /// W, as it is told.
    pub(super) fn shown_weight(&self) -> Uint128 {
        rounded(&self.weight()).into()
    }
}
