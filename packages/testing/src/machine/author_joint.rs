//! Random messages of those who offer devices and stake for them, and of those who keep the escrow going.

use cosmwasm_std::{to_json_binary, Addr};
use tributary_types::asset::ReceiveTokens;
use tributary_types::joint_staking::{ExecuteMsg, OfferStatus, TokenAction};

use super::author::Author;
use super::op::Op;
use crate::model::joint::{Agreement, Offer, Party, Place};
use crate::model::{Call, Message};
use crate::world::stake;

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages of the escrow's parties, with how often they are written.
pub const JOINT: &[(u32, Writer)] = &[
    (15, |author| author.open_offer()),
    (7, |author| author.edit_offer()),
    (3, |author| author.cancel_offer()),
    (20, |author| author.accept_offer()),
    (10, |author| author.claim_rewards()),
    (7, |author| author.settle_agreement()),
    (8, |author| author.terminate()),
    (8, |author| author.consent()),
    (5, |author| author.fund_rewards()),
    (2, |author| author.advance_ends()),
    (4, |author| author.forward_penalties()),
    (10, |author| author.release_principal()),
    (6, |author| author.collect_pool_rewards()),
    (4, |author| author.joint_received()),
];

impl Author<'_> {
    pub(super) fn joint(&self, by: &Addr, msg: ExecuteMsg, funds: u128) -> Option<Call> {
        Some(Call { sender: by.clone(), message: Message::Joint(msg), funds: stake(funds) })
    }

    /// Any device, mostly one of those that there are.
    pub(super) fn device(&mut self) -> String {
        let all: Vec<String> = self.model.joint.devices.keys().cloned().collect();
        let known = self.dice.maybe(&all).cloned();
        known.filter(|_| self.dice.chance(94)).unwrap_or_else(|| "nowhere".to_owned())
    }

    /// Devices that can be offered.
    fn free_devices(&self) -> Vec<String> {
        let joint = &self.model.joint;
        let free = joint.devices.iter().filter(|(id, it)| {
            !it.suspended && joint.open_offer_of(id).is_none() && joint.agreement_of(id).is_none()
        });
        free.map(|(id, _)| id.clone()).collect()
    }

    fn share(&mut self) -> u32 {
        let any = self.dice.between(3_000, 7_000) as u32;
        *self.dice.pick(&[any, any, any, any, any, any, any, 3_000, 7_000, 2_999, 7_001])
    }

    fn stake_for(&mut self, device: &str) -> u128 {
        let joint = &self.model.joint;
        let class = joint.devices.get(device).map(|row| joint.classes[&row.class].activation_stake);
        let needed = class.unwrap_or(1).max(1);
        let any = needed + self.spread(self.scale);
        *self.dice.pick(&[any, any, any, any, any, any, needed, needed - 1])
    }

    fn lock(&mut self) -> u32 {
        *self.dice.pick(&[30, 30, 30, 30, 30, 30, 60, 60, 90, 180, 365, 31])
    }

    fn offered(&mut self, device: String) -> Option<Call> {
        let row = self.model.joint.devices.get(&device).map(|row| row.owner.clone());
        let by = row.unwrap_or_else(|| self.person());
        let (owner_share_bps, lock_days) = (self.share(), self.lock());
        let required_stake = self.stake_for(&device).into();
        self.joint(&by, ExecuteMsg::OpenOffer { device, owner_share_bps, required_stake, lock_days }, 0)
    }

    fn open_offer(&mut self) -> Option<Call> {
        let free = self.free_devices();
        if self.model.joint.control.paused && self.dice.chance(60) {
            return self.joint_pause();
        }
        if free.is_empty() && self.dice.chance(70) {
            return self.register_device();
        }
        let found = self.dice.maybe(&free).cloned().filter(|_| self.dice.chance(80));
        let device = found.unwrap_or_else(|| self.device());
        self.offered(device)
    }

    /// The id of an offer, mostly an open one; mostly nothing, if there is none.
    fn offer(&mut self) -> Option<(u64, Option<Offer>)> {
        let offers = &self.model.joint.offers;
        let all: Vec<u64> = offers.keys().copied().collect();
        let open = offers.iter().filter(|(_, it)| it.status == OfferStatus::Open);
        let open: Vec<u64> = open.map(|(id, _)| *id).collect();
        let found = if self.dice.chance(82) { self.dice.maybe(&open) } else { self.dice.maybe(&all) };
        let found = found.copied().filter(|_| self.dice.chance(97));
        if open.is_empty() && self.dice.chance(80) {
            return None;
        }
        let id = found.unwrap_or_else(|| self.dice.below(all.len() as u128 + 3) as u64);
        Some((id, offers.get(&id).cloned()))
    }

    fn edit_offer(&mut self) -> Option<Call> {
        let Some((offer_id, offer)) = self.offer() else { return self.open_offer() };
        if self.dice.chance(4) {
            return self.set_class();
        }
        let owner_share_bps = self.dice.chance(50).then(|| self.share());
        let device = offer.as_ref().map(|it| it.device.clone()).unwrap_or_default();
        let required_stake = self.dice.chance(50).then(|| self.stake_for(&device).into());
        let lock_days = self.dice.chance(40).then(|| self.lock());
        let by = offer.map_or_else(|| self.person(), |it| it.owner);
        self.joint(&by, ExecuteMsg::EditOffer { offer_id, owner_share_bps, required_stake, lock_days }, 0)
    }

    fn cancel_offer(&mut self) -> Option<Call> {
        let (offer_id, offer) = self.offer()?;
        let by = offer.map_or_else(|| self.person(), |it| it.owner);
        self.joint(&by, ExecuteMsg::CancelOffer { offer_id }, 0)
    }

    fn accept_offer(&mut self) -> Option<Call> {
        let Some((offer_id, offer)) = self.offer() else { return self.open_offer() };
        if self.model.joint.control.paused && self.dice.chance(60) {
            return self.joint_pause();
        }
        let by = self.person();
        let (mut revision, mut min_base_reward, mut amount) = (None, None, self.scale);
        if let Some(offer) = offer {
            let present = self.model.joint.base_reward(&offer);
            revision = *self.dice.pick(&[None, None, None, None, Some(offer.revision)]);
            revision = if self.dice.chance(5) { Some(offer.revision + 1) } else { revision };
            let least = *self.dice.pick(&[None, None, None, Some(present), Some(0)]);
            let least = if self.dice.chance(5) { Some(present + 1) } else { least };
            min_base_reward = least.map(Into::into);
            amount = if self.dice.chance(5) { offer.stake + 1 } else { offer.stake };
        }
        self.joint(&by, ExecuteMsg::AcceptOffer { offer_id, revision, min_base_reward }, amount)
    }

    /// The id of an agreement, mostly a good one, and its parties; mostly nothing, if there is none.
    fn agreement(&mut self, good: impl Fn(&Agreement) -> bool) -> Option<(u64, Addr, Addr)> {
        let row = |(id, it): (&u64, &Agreement)| (*id, it.owner.clone(), it.staker.clone());
        let agreements = &self.model.joint.agreements;
        let all: Vec<_> = agreements.iter().map(row).collect();
        let fit: Vec<_> = agreements.iter().filter(|(_, it)| good(it)).map(row).collect();
        let found = if self.dice.chance(82) { self.dice.maybe(&fit) } else { self.dice.maybe(&all) };
        let found = found.cloned();
        if self.dice.chance(97) {
            return found;
        }
        Some((self.dice.below(999) as u64, self.person(), self.person()))
    }

    fn party(&mut self, owner: Addr, staker: Addr) -> (Addr, Party) {
        if self.dice.chance(50) {
            return (owner, Party::Owner);
        }
        (staker, Party::Staker)
    }

    fn claim_rewards(&mut self) -> Option<Call> {
        let Some((agreement_id, owner, staker)) = self.agreement(|_| true) else {
            return self.accept_offer();
        };
        let (by, _) = self.party(owner, staker);
        self.joint(&by, ExecuteMsg::ClaimRewards { agreement_id }, 0)
    }

    fn settle_agreement(&mut self) -> Option<Call> {
        let now = self.model.now.seconds;
        let (agreement_id, ..) = self.agreement(|it| it.closed.is_none() && it.end <= now)?;
        let by = self.person();
        self.joint(&by, ExecuteMsg::SettleAgreement { agreement_id }, 0)
    }

    /// What a party has to bring that leaves now.
    fn price(&self, agreement_id: u64, party: Party) -> u128 {
        let now = self.model.now.seconds;
        let open = self.model.joint.agreements.get(&agreement_id).is_some_and(|it| it.closed.is_none());
        if !open {
            return 0;
        }
        let shown = self.model.joint.shown(now);
        shown.bill(&shown.agreements[&agreement_id], party, now).from_coins
    }

    fn terminate(&mut self) -> Option<Call> {
        let now = self.model.now.seconds;
        let found = self.agreement(|it| it.closed.is_none() && it.end > now);
        let Some((agreement_id, owner, staker)) = found else { return self.accept_offer() };
        let (by, party) = self.party(owner, staker);
        let needed = self.price(agreement_id, party);
        let amount = *self.dice.pick(&[needed, needed, needed, needed + 7, needed.saturating_sub(1)]);
        self.joint(&by, ExecuteMsg::TerminateAgreement { agreement_id }, amount)
    }

    fn consent(&mut self) -> Option<Call> {
        let now = self.model.now.seconds;
        let open = |it: &Agreement| it.closed.is_none() && it.end > now;
        let half = |it: &Agreement| open(it) && it.consent.is_some();
        let halfway = self.model.joint.agreements.values().any(half) && self.dice.chance(75);
        let found = self.agreement(|it| if halfway { half(it) } else { open(it) && it.mutual_exit_free });
        let Some((agreement_id, owner, staker)) = found else { return self.accept_offer() };
        let (by, _) = self.party(owner, staker);
        if self.dice.chance(30) {
            return self.joint(&by, ExecuteMsg::RevokeExitConsent { agreement_id }, 0);
        }
        self.joint(&by, ExecuteMsg::ConsentExit { agreement_id }, 0)
    }

    pub(super) fn fund_rewards(&mut self) -> Option<Call> {
        let (by, part) = (self.person(), self.spread(self.scale));
        let amount = *self.dice.pick(&[1, part, part, part, self.scale * 30]);
        self.joint(&by, ExecuteMsg::FundRewards {}, amount)
    }

    fn advance_ends(&mut self) -> Option<Call> {
        let (by, limit) = (self.person(), *self.dice.pick(&[None, Some(0), Some(1), Some(51)]));
        self.joint(&by, ExecuteMsg::Advance { limit }, 0)
    }

    fn forward_penalties(&mut self) -> Option<Call> {
        let by = self.person();
        self.joint(&by, ExecuteMsg::ForwardRevenue {}, 0)
    }

    fn release_principal(&mut self) -> Option<Call> {
        let waits = |it: &Agreement| matches!(it.place, Place::Waiting(_) | Place::Leaving(..));
        let found = self.agreement(|it| it.closed.is_some() && waits(it));
        let Some((agreement_id, ..)) = found else { return self.terminate() };
        let by = self.person();
        self.joint(&by, ExecuteMsg::ReleasePrincipal { agreement_id }, 0)
    }

    fn collect_pool_rewards(&mut self) -> Option<Call> {
        let known: Vec<Addr> = self.model.joint.pools.keys().cloned().collect();
        if known.is_empty() && self.dice.chance(90) {
            return None;
        }
        let known = self.dice.maybe(&known).cloned().filter(|_| self.dice.chance(90));
        let (by, pool) = (self.person(), known.unwrap_or_else(|| self.pool()).into_string());
        self.joint(&by, ExecuteMsg::CollectPoolRewards { pool }, 0)
    }

    /// Tokens that never came.
    fn joint_received(&mut self) -> Option<Call> {
        let (by, sender) = (self.person(), self.person().into_string());
        let msg = to_json_binary(&TokenAction::FundRewards {}).ok()?;
        self.joint(&by, ExecuteMsg::Receive(ReceiveTokens { sender, amount: self.scale.into(), msg }), 0)
    }

    /// Somebody binds itself, or leaves.
    pub(super) fn joint_story(&mut self) -> Vec<Op> {
        match self.dice.below(10) {
            0..=5 => self.bind(),
            6..=8 => self.leave_work(),
            _ => self.part(),
        }
    }

    /// Both parties agree to leave, perhaps not at once.
    fn part(&mut self) -> Vec<Op> {
        let now = self.model.now.seconds;
        let found = self.agreement(|it| it.closed.is_none() && it.end > now && it.mutual_exit_free);
        let Some((agreement_id, owner, staker)) = found else { return self.bind() };
        let consent = ExecuteMsg::ConsentExit { agreement_id };
        let mut calls = vec![self.joint(&owner, consent.clone(), 0)];
        if self.dice.chance(40) {
            calls.push(self.joint(&owner, ExecuteMsg::RevokeExitConsent { agreement_id }, 0));
        }
        calls.push(self.joint(&staker, consent, 0));
        calls.into_iter().flatten().map(|call| Op::Transact(vec![call])).collect()
    }

    /// A device is offered, and somebody stakes for it at once.
    fn bind(&mut self) -> Vec<Op> {
        let free = self.free_devices();
        let Some(device) = self.dice.maybe(&free).cloned() else {
            return self.register_device().map(|call| Op::Transact(vec![call])).into_iter().collect();
        };
        let by = self.model.joint.devices[&device].owner.clone();
        let amount = self.stake_for(&device);
        let (owner_share_bps, required_stake, lock_days) = (5_000, amount.into(), 30);
        let open = ExecuteMsg::OpenOffer { device, owner_share_bps, required_stake, lock_days };
        let offer_id = self.model.joint.offers.keys().last().map_or(1, |last| last + 1);
        let accept = ExecuteMsg::AcceptOffer { offer_id, revision: None, min_base_reward: None };
        let staker = self.person();
        let calls = [self.joint(&by, open, 0), self.joint(&staker, accept, amount)];
        calls.into_iter().flatten().map(|call| Op::Transact(vec![call])).collect()
    }

    /// The staker of another agreement whose principal works in the same pool leaves as well, on the same day.
    fn leave_too(&mut self, first: u64) -> Vec<Op> {
        let agreements = &self.model.joint.agreements;
        let now = self.model.now.seconds;
        let same = |(id, it): &(&u64, &Agreement)| {
            **id != first && it.place == agreements[&first].place && it.end > now && it.closed.is_none()
        };
        let found = agreements.iter().find(same).map(|(id, it)| (*id, it.staker.clone()));
        let Some((agreement_id, staker)) = found else { return vec![] };
        let price = self.price(agreement_id, Party::Staker);
        let leave = self.joint(&staker, ExecuteMsg::TerminateAgreement { agreement_id }, price);
        let release = self.joint(&staker, ExecuteMsg::ReleasePrincipal { agreement_id }, 0);
        [leave, release].into_iter().flatten().map(|call| Op::Transact(vec![call])).collect()
    }

    /// Somebody leaves whose principal works, and waits until it is back.
    fn leave_work(&mut self) -> Vec<Op> {
        let now = self.model.now;
        let works = |it: &&Agreement| matches!(it.place, Place::Working(_)) && it.end > now.seconds;
        let found = self.model.joint.agreements.iter().find(|(_, it)| works(it) && it.closed.is_none());
        let Some((agreement_id, it)) = found.map(|(id, it)| (*id, it.clone())) else { return self.bind() };
        let (who, party) = self.party(it.owner, it.staker);
        let price = self.price(agreement_id, party);
        let wait = self.wait(now.after(self.model.stakers.config.unbond_lock));
        let helper = self.person();
        let leave = self.joint(&who, ExecuteMsg::TerminateAgreement { agreement_id }, price);
        let release = self.joint(&helper, ExecuteMsg::ReleasePrincipal { agreement_id }, 0);
        let alone = |call: Option<Call>| call.map(|call| Op::Transact(vec![call]));
        let early = release.clone().filter(|_| self.dice.chance(30));
        let second = self.leave_too(agreement_id);
        let ops = [alone(leave), alone(release.clone()), alone(early)];
        let ops = ops.into_iter().flatten().chain(second);
        ops.chain([wait]).chain(alone(release)).collect()
    }
}
