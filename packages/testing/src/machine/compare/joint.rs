//! Equality of the model with what an escrow stores and answers, to the unit.

use std::collections::BTreeSet;
use std::fmt::Debug;

use anyhow::{anyhow, ensure, Result};
use cosmwasm_std::{from_json, Addr};
use serde::de::DeserializeOwned;
use tributary_simulator::Chain;
use tributary_types::joint_staking as js;
use tributary_types::joint_staking::{OfferFilter, QueryMsg, ShareKey, StakeKey};

use super::big;
use crate::joint_view::{ask, owned, JointView};
use crate::machine::step::Refusal;
use crate::model::joint::{Joint, MOST_ENDS};
use crate::world::World;

/// One comparison of all answers.
struct Compare<'a> {
    chain: &'a Chain,
    model: Joint,
    now: u64,
}

/// What all agreements together earned is stored as the specification rounds it.
///
/// # Errors
/// If it is not.
pub fn stored(model: &Joint, view: &JointView) -> Result<()> {
    let found = (view.accrual.at, view.accrued(), view.accrual.funded.u128());
    let expected = (model.cut, model.accrued(), model.funded);
    ensure!(found == expected, "JS-03: accrued {found:?}, the model says {expected:?}");
    ensure!(
        big(view.accrual.weight) == model.weight(),
        "JS-05: W is {}, not {}",
        view.accrual.weight,
        model.weight()
    );
    Ok(())
}

/// Everything that the escrow answers equals the model.
///
/// # Errors
/// The first difference.
pub fn answers(chain: &Chain, model: &Joint, people: &BTreeSet<Addr>) -> Result<()> {
    let now = chain.block().time.seconds();
    if model.pending(now).len() > MOST_ENDS {
        return behind(chain, model, now);
    }
    let compare = Compare { chain, model: model.as_of(now), now };
    compare.records()?;
    compare.offers()?;
    compare.same::<js::TotalsResponse>(&QueryMsg::Totals {})?;
    let ids: Vec<u64> = model.agreements.keys().copied().collect();
    ids.iter().try_for_each(|id| compare.agreement(*id))?;
    compare.agreement(ids.last().map_or(1, |last| last + 1))?;
    people.iter().try_for_each(|who| compare.person(who))
}

/// The same for the network, about a part of all people and agreements, which take turns.
///
/// # Errors
/// The first difference.
pub fn answers_in_turn(world: &World, turn: usize) -> Result<()> {
    let (chain, model) = (&world.net.chain, &world.model.joint);
    let now = chain.block().time.seconds();
    let compare = Compare { chain, model: model.as_of(now), now };
    if turn % 2 == 0 {
        compare.records()?;
    } else {
        compare.offers()?;
    }
    compare.same::<js::TotalsResponse>(&QueryMsg::Totals {})?;
    let ids = model.agreements.keys().filter(|id| (**id as usize + turn) % 4 == 0);
    ids.copied().try_for_each(|id| compare.agreement(id))?;
    let people = world.cast.people.iter().enumerate().filter(|(at, _)| (at + turn) % 4 == 0);
    people.map(|(_, who)| who).try_for_each(|who| compare.person(who))
}

/// Whatever depends on the time refuses to answer.
fn behind(chain: &Chain, model: &Joint, now: u64) -> Result<()> {
    let compare = Compare { chain, model: model.clone(), now };
    compare.records()?;
    compare.offers()?;
    compare.same::<js::TotalsResponse>(&QueryMsg::Totals {})?;
    let agreement_id = *model.agreements.keys().next().expect("something has ended");
    compare.agreement(agreement_id)?;
    compare.person(&model.agreements[&agreement_id].owner)
}

impl Compare<'_> {
    /// An answer, or a refusal.
    fn same<T: DeserializeOwned + PartialEq + Debug>(&self, msg: &QueryMsg) -> Result<()> {
        let found = ask::<T>(self.chain, &self.model.at, msg);
        match (self.model.answer(self.now, msg), found) {
            (Ok(expected), Ok(found)) => {
                let expected: T = from_json(expected)?;
                ensure!(found == expected, "{msg:?} is answered {found:?}, the model says {expected:?}");
                Ok(())
            }
            (Err(words), Err(error)) => {
                let refusal = Refusal::of(&error);
                ensure!(refusal.is_among(&words), "{msg:?} breaks {words:?}: {refusal:?}");
                Ok(())
            }
            (expected, found) => Err(anyhow!("{msg:?} is answered {found:?}, the model says {expected:?}")),
        }
    }

    fn records(&self) -> Result<()> {
        self.same::<js::ConfigResponse>(&QueryMsg::Config {})?;
        self.same::<cw_ownable::Ownership<String>>(&QueryMsg::Ownership {})?;
        let first = self.model.classes.keys().next().cloned();
        for (start_after, limit) in [(None, None), (None, Some(1)), (first, Some(101)), (None, Some(0))] {
            self.same::<js::ClassesResponse>(&QueryMsg::Classes { start_after, limit })?;
        }
        let classes = self.model.classes.keys().cloned().chain(["none".to_owned()]);
        for class in classes {
            self.same::<js::ClassResponse>(&QueryMsg::Class { class })?;
        }
        let devices: Vec<String> = self.model.devices.keys().cloned().collect();
        let third = devices.get(2).cloned();
        for (start_after, limit) in [(None, None), (None, Some(3)), (third, Some(101))] {
            self.same::<js::DevicesResponse>(&QueryMsg::Devices { owner: None, start_after, limit })?;
        }
        for device in devices.into_iter().chain(["none".to_owned()]) {
            self.same::<js::DeviceResponse>(&QueryMsg::Device { device })?;
        }
        Ok(())
    }

    fn offers(&self) -> Result<()> {
        let last = self.model.offers.keys().last().copied().unwrap_or_default();
        for offer_id in (last.saturating_sub(20)..=last + 1).chain([1]) {
            self.same::<js::OfferResponse>(&QueryMsg::Offer { offer_id })?;
        }
        let middle = self.model.offers.get(&(last / 2)).cloned();
        let start = |id: u64| middle.as_ref().map(|_| id);
        let share =
            |id: u64| middle.as_ref().map(|it| ShareKey { owner_share_bps: it.share_bps, offer_id: id });
        let stake =
            |id: u64| middle.as_ref().map(|it| StakeKey { required_stake: it.stake.into(), offer_id: id });
        let class = self.model.classes.keys().next().cloned().unwrap_or_default();
        let filters = [None, Some(OfferFilter::Class(class)), Some(OfferFilter::LockDays(30))];
        for (after, limit) in [(None, None), (start(last / 2), Some(2)), (start(last / 2), Some(100))] {
            for filter in filters.clone() {
                let msg = QueryMsg::OpenOffers { filter, start_after: after, limit };
                self.same::<js::OffersResponse>(&msg)?;
            }
            let msg = QueryMsg::OpenOffersByShare { start_after: after.and_then(share), limit };
            self.same::<js::OffersResponse>(&msg)?;
            let msg = QueryMsg::OpenOffersByStake { start_after: after.and_then(stake), limit };
            self.same::<js::OffersResponse>(&msg)?;
        }
        Ok(())
    }

    fn agreement(&self, agreement_id: u64) -> Result<()> {
        self.same::<js::AgreementResponse>(&QueryMsg::Agreement { agreement_id })?;
        self.same::<js::PendingRewardsResponse>(&QueryMsg::PendingRewards { agreement_id })?;
        self.same::<js::TerminationPreviewResponse>(&QueryMsg::TerminationPreview { agreement_id })
    }

    fn person(&self, who: &Addr) -> Result<()> {
        let name = || who.to_string();
        let owner = Some(name());
        self.same::<js::DevicesResponse>(&QueryMsg::Devices { owner, start_after: None, limit: Some(100) })?;
        let ours = self.model.devices.iter().find(|(_, row)| row.owner == *who);
        let start_after = ours.map(|(id, _)| id.clone());
        self.same::<js::DevicesResponse>(&QueryMsg::Devices {
            owner: Some(name()),
            start_after,
            limit: None,
        })?;
        let filter = Some(OfferFilter::Owner(name()));
        self.same::<js::OffersResponse>(&QueryMsg::OpenOffers { filter, start_after: None, limit: None })?;
        let first = self.model.agreements.iter().find(|(_, it)| it.owner == *who || it.staker == *who);
        let first = first.map(|(id, _)| *id);
        for (start_after, limit) in [(None, Some(100)), (first, None), (None, Some(1))] {
            let msg = QueryMsg::AgreementsByOwner { owner: name(), start_after, limit };
            self.same::<js::AgreementsResponse>(&msg)?;
            let msg = QueryMsg::AgreementsByStaker { staker: name(), start_after, limit };
            self.same::<js::AgreementsResponse>(&msg)?;
        }
        if self.model.pending(self.now).is_empty() {
            let at = &self.model.at;
            let (pages, at_once) = (owned(self.chain, at, who, 2)?, owned(self.chain, at, who, 100)?);
            ensure!(pages == at_once, "agreements of {who} by pages: {pages:?}, {at_once:?}");
        }
        Ok(())
    }
}
