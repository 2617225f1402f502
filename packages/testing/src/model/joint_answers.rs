//! What an escrow answers as of now.

use cosmwasm_std::Binary;
use tributary_types::joint_staking as js;
use tributary_types::joint_staking::{OfferFilter, OfferStatus, PrincipalState, QueryMsg, TerminationTerms};

use super::joint::{Agreement, Bill, Class, Device, Joint, Offer, Party, Place};
use super::pages::{json, page};
use super::refusals::{is_address, Refusals, ADDRESS};

/// What becomes of a question.
pub type Answered = Result<Binary, Refusals>;

fn not_found() -> Refusals {
    Refusals::one("not found")
}

/// Lets an address pass.
fn address(text: &str) -> Result<(), Refusals> {
    let mut no = Refusals::default();
    no.when(!is_address(text), ADDRESS);
    no.finish()
}

impl Joint {
    /// What it answers at second `now`.
    ///
    /// # Errors
    /// The rules that the question breaks.
    pub fn answer(&self, now: u64, msg: &QueryMsg) -> Answered {
        match msg {
            QueryMsg::Config {} => Ok(json(self.config())),
            QueryMsg::Ownership {} => Ok(json(self.control.ownership())),
            QueryMsg::Class { class } => {
                let row = self.classes.get(class).ok_or_else(not_found)?;
                Ok(json(class_answer(class, row)))
            }
            QueryMsg::Classes { start_after, limit } => {
                let rows = self.classes.iter();
                let rows = page(rows, *limit, |(name, _)| start_after.as_ref().is_none_or(|it| *name > it));
                let classes = rows.into_iter().map(|(name, row)| class_answer(name, row)).collect();
                Ok(json(js::ClassesResponse { classes }))
            }
            QueryMsg::Device { device } => {
                let row = self.devices.get(device).ok_or_else(not_found)?;
                Ok(json(self.device_answer(device, row)))
            }
            QueryMsg::Devices { owner, start_after, limit } => {
                owner.as_deref().map_or(Ok(()), address)?;
                let rows = self.devices.iter();
                let ours = rows.filter(|(_, row)| owner.as_ref().is_none_or(|it| row.owner.as_str() == it));
                let rows = page(ours, *limit, |(id, _)| start_after.as_ref().is_none_or(|it| *id > it));
                let devices = rows.into_iter().map(|(id, row)| self.device_answer(id, row)).collect();
                Ok(json(js::DevicesResponse { devices }))
            }
            QueryMsg::Offer { .. }
            | QueryMsg::OpenOffers { .. }
            | QueryMsg::OpenOffersByShare { .. }
            | QueryMsg::OpenOffersByStake { .. } => self.answer_about_offers(msg),
            _ => self.answer_in_time(now, msg),
        }
    }

    fn answer_about_offers(&self, msg: &QueryMsg) -> Answered {
        let open = self.offers.iter().filter(|(_, it)| it.status == OfferStatus::Open);
        let mut rows: Vec<js::OfferResponse> = open.map(|(id, it)| self.offer_answer(*id, it)).collect();
        let offers = match msg {
            QueryMsg::Offer { offer_id } => {
                let offer = self.offers.get(offer_id).ok_or_else(not_found)?;
                return Ok(json(self.offer_answer(*offer_id, offer)));
            }
            QueryMsg::OpenOffers { filter, start_after, limit } => {
                if let Some(OfferFilter::Owner(owner)) = filter {
                    address(owner)?;
                }
                rows.retain(|row| match filter {
                    None => true,
                    Some(OfferFilter::Class(class)) => row.class == *class,
                    Some(OfferFilter::LockDays(days)) => row.lock_days == *days,
                    Some(OfferFilter::Owner(owner)) => row.owner.as_str() == owner,
                });
                page(rows.into_iter(), *limit, |row| start_after.is_none_or(|start| row.offer_id > start))
            }
            QueryMsg::OpenOffersByShare { start_after, limit } => {
                let key = |row: &js::OfferResponse| (row.owner_share_bps, row.offer_id);
                rows.sort_by_key(key);
                let start = start_after.map(|start| (start.owner_share_bps, start.offer_id));
                page(rows.into_iter(), *limit, |row| start.is_none_or(|start| key(row) > start))
            }
            QueryMsg::OpenOffersByStake { start_after, limit } => {
                let key = |row: &js::OfferResponse| (row.required_stake, row.offer_id);
                rows.sort_by_key(key);
                let start = start_after.map(|start| (start.required_stake, start.offer_id));
                page(rows.into_iter(), *limit, |row| start.is_none_or(|start| key(row) > start))
            }
            _ => return Err(Refusals::one("no such question")),
        };
        Ok(json(js::OffersResponse { offers }))
    }

    /// What depends on the second.
    fn answer_in_time(&self, now: u64, msg: &QueryMsg) -> Answered {
        let mut no = Refusals::default();
        match msg {
            QueryMsg::AgreementsByOwner { owner: who, .. }
            | QueryMsg::AgreementsByStaker { staker: who, .. } => no.when(!is_address(who), ADDRESS),
            QueryMsg::Agreement { agreement_id }
            | QueryMsg::PendingRewards { agreement_id }
            | QueryMsg::TerminationPreview { agreement_id } => {
                no.when(!self.agreements.contains_key(agreement_id), "not found");
            }
            _ => {}
        }
        self.behind(&mut no, now);
        no.finish()?;
        let shown = self.shown(now);
        match msg {
            QueryMsg::Totals {} => Ok(json(self.totals(now, &shown))),
            QueryMsg::Agreement { agreement_id } => Ok(json(shown.agreement_answer(now, *agreement_id))),
            QueryMsg::AgreementsByOwner { owner, start_after, limit } => {
                Ok(json(shown.listed(now, (*start_after, *limit), |it| it.owner.as_str() == owner)))
            }
            QueryMsg::AgreementsByStaker { staker, start_after, limit } => {
                Ok(json(shown.listed(now, (*start_after, *limit), |it| it.staker.as_str() == staker)))
            }
            QueryMsg::PendingRewards { agreement_id } => {
                let agreement = &shown.agreements[agreement_id];
                Ok(json(js::PendingRewardsResponse {
                    owner: shown.part(agreement, Party::Owner).claimable,
                    staker: shown.part(agreement, Party::Staker).claimable,
                    rewards_total: shown.rewards(agreement).into(),
                }))
            }
            QueryMsg::TerminationPreview { agreement_id } => {
                let agreement = &shown.agreements[agreement_id];
                if agreement.closed.is_some() {
                    return Err(Refusals::one("closed"));
                }
                Ok(json(js::TerminationPreviewResponse {
                    remaining_days: agreement.remaining_days(now, shown.terms.day_secs),
                    by_owner: shown.cost(agreement, Party::Owner, now),
                    by_staker: shown.cost(agreement, Party::Staker, now),
                }))
            }
            _ => Err(Refusals::one("no such question")),
        }
    }

    fn totals(&self, now: u64, shown: &Self) -> js::TotalsResponse {
        let (later, day) = (self.as_of(now), self.terms.day(now));
        js::TotalsResponse {
            weight: shown.shown_weight(),
            nu: later.nu(now),
            day,
            daily_cap: self.terms.cap(day).map(Into::into),
            rewards_funded: self.funded.into(),
            reward_pool: shown.reward_pool().into(),
            principal: self.principal().into(),
            claimed: self.claimed.into(),
            penalties: self.penalties.into(),
            revenue_due: self.revenue_due.into(),
        }
    }

    fn cost(&self, agreement: &Agreement, party: Party, now: u64) -> TerminationTerms {
        let part = self.part(agreement, party);
        let Bill { penalty, from_rewards, from_principal, from_coins } = self.bill(agreement, party, now);
        TerminationTerms {
            received: part.total,
            penalty: penalty.into(),
            from_rewards: from_rewards.into(),
            from_principal: from_principal.into(),
            coins_needed: from_coins.into(),
            principal_returned: (agreement.principal - from_principal).into(),
            claimable_left: (part.claimable.u128() - from_rewards).into(),
        }
    }

    fn device_answer(&self, device: &str, row: &Device) -> js::DeviceResponse {
        js::DeviceResponse {
            device: device.to_owned(),
            owner: row.owner.clone(),
            class: row.class.clone(),
            suspended: row.suspended,
            offer_id: self.open_offer_of(device),
            agreement_id: self.agreement_of(device),
        }
    }

    fn offer_answer(&self, offer_id: u64, offer: &Offer) -> js::OfferResponse {
        js::OfferResponse {
            offer_id,
            device: offer.device.clone(),
            class: offer.class.clone(),
            owner: offer.owner.clone(),
            owner_share_bps: offer.share_bps,
            required_stake: offer.stake.into(),
            lock_days: offer.lock_days,
            status: offer.status,
            revision: offer.revision,
            base_reward: self.base_reward(offer).into(),
        }
    }

    /// A page of agreements: where it starts, and its limit.
    fn listed(
        &self,
        now: u64,
        (start_after, limit): (Option<u64>, Option<u32>),
        whose: impl Fn(&Agreement) -> bool,
    ) -> js::AgreementsResponse {
        let ours = self.agreements.iter().filter(|(_, it)| whose(it)).map(|(id, _)| *id);
        let ids = page(ours, limit, |id| start_after.is_none_or(|start| *id > start));
        let agreements = ids.into_iter().map(|id| self.agreement_answer(now, id)).collect();
        js::AgreementsResponse { agreements }
    }

    fn agreement_answer(&self, now: u64, agreement_id: u64) -> js::AgreementResponse {
        let agreement = &self.agreements[&agreement_id];
        let (it, closed) = (agreement.clone(), agreement.closed.as_ref());
        js::AgreementResponse {
            agreement_id,
            device: it.device,
            class: it.class,
            owner: it.owner,
            staker: it.staker,
            owner_share_bps: it.share_bps,
            lock_days: it.lock_days,
            principal: it.principal.into(),
            base_reward: it.base_reward.into(),
            kappa: it.kappa,
            tau_bps: it.tau_bps,
            start_secs: it.start,
            end_secs: it.end,
            status: agreement.status(now),
            ended_by: closed.and_then(|closed| closed.ended_by),
            ended_secs: closed.map(|closed| closed.at),
            rewards_total: self.rewards(agreement).into(),
            owner_rewards: self.part(agreement, Party::Owner),
            staker_rewards: self.part(agreement, Party::Staker),
            penalty: closed.map_or(0, |closed| closed.bill.penalty).into(),
            principal_state: match it.place {
                Place::Held => PrincipalState::Held,
                Place::Working(_) => PrincipalState::Delegated,
                Place::Waiting(_) | Place::Leaving(..) => PrincipalState::Unbonding,
                Place::Returned => PrincipalState::Returned,
            },
        }
    }
}

fn class_answer(name: &str, class: &Class) -> js::ClassResponse {
    js::ClassResponse {
        class: name.to_owned(),
        base_value: class.base_value.into(),
        capacity: class.capacity.into(),
        activation_stake: class.activation_stake.into(),
        kappa_steps: class.kappa_steps.clone(),
        pool: class.pool.clone(),
        enabled: class.enabled,
    }
}
