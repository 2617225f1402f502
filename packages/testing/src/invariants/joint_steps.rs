//! JS-09 to JS-15: what never changes, what nobody can hold back, and what is left at the end.

use std::collections::BTreeSet;

use anyhow::{ensure, Context as _, Result};
use num_traits::Zero;
use tributary_joint_staking::agreement::Agreement;
use tributary_joint_staking::principal::Place;
use tributary_types::joint_staking::{
    AgreementResponse, AgreementStatus, ExecuteMsg, OfferStatus, PrincipalState,
};

use super::joint::{JointStep, Pair};
use super::same;
use crate::machine::compare::big;
use crate::machine::step::amount;
use crate::model::refusals::is_address;

/// JS-09: what is fixed when an agreement starts never changes.
pub fn js_09(step: &JointStep) -> Result<()> {
    let frozen = |it: &Agreement| {
        let people = (it.device.clone(), it.class.clone(), it.owner.clone(), it.staker.clone());
        let terms = (it.owner_share, it.principal, it.kappa, it.tau_bps, it.lock);
        (people, terms, it.penalty, it.mutual_exit_free, it.earner.weight, it.earner.ends_at)
    };
    for (id, old) in &step.before.agreements {
        let new = step.after.agreements.get(id).with_context(|| format!("{id} is gone"))?;
        same(format!("the terms of {id}"), frozen(new), frozen(old))?;
    }
    for (id, _) in step.ended("agreement_started") {
        let (offer, agreement) = (&step.after.offers[&id], &step.after.agreements[&id]);
        let (found, offered) =
            ((agreement.owner_share, agreement.lock.days), (offer.terms.owner_share, offer.terms.lock_days));
        same(format!("the terms of {id}"), found, offered)?;
        same(format!("the principal of {id}"), agreement.principal, offer.terms.required_stake)?;
    }
    Ok(())
}

/// JS-10: a device has at most one open offer and one agreement that is not closed; whoever offered it is paid.
pub fn js_10(step: &JointStep) -> Result<()> {
    let view = step.after;
    let mut bound = BTreeSet::new();
    for (id, agreement) in view.unclosed() {
        ensure!(bound.insert(&agreement.device), "{} has two agreements", agreement.device);
        let device = view.devices.get(&agreement.device).context("a device is gone")?;
        same(format!("the agreement of {}", agreement.device), device.agreement_id, Some(*id))?;
    }
    let mut offered = BTreeSet::new();
    for (id, offer) in view.offers.iter().filter(|(_, it)| it.status == OfferStatus::Open) {
        ensure!(offered.insert(&offer.device), "{} is offered twice", offer.device);
        let device = view.devices.get(&offer.device).context("a device is gone")?;
        same(format!("the offer of {}", offer.device), device.offer_id, Some(*id))?;
        same(format!("who offers {}", offer.device), &offer.owner, &device.owner)?;
        same(format!("what {} is", offer.device), &offer.class, &device.class)?;
    }
    for (id, device) in &view.devices {
        ensure!(device.offer_id.is_none() || device.agreement_id.is_none(), "{id} is offered and bound");
        same(format!("whether {id} is offered"), device.offer_id.is_some(), offered.contains(id))?;
        same(format!("whether {id} is bound"), device.agreement_id.is_some(), bound.contains(id))?;
    }
    let owned = view.devices.iter().map(|(id, device)| (device.owner.clone(), id.clone())).collect();
    same("devices by owner", &view.devices_by_owner, &owned)?;
    let by = |who: fn(&Agreement) -> &cosmwasm_std::Addr| {
        view.agreements.iter().map(|(id, it)| (who(it).clone(), *id)).collect::<BTreeSet<_>>()
    };
    same("agreements by owner", &view.by_owner, &by(|it| &it.owner))?;
    same("agreements by staker", &view.by_staker, &by(|it| &it.staker))?;
    for (id, start) in &step.ghost.starts {
        let agreement = &view.agreements[id];
        let found = (&agreement.owner, &agreement.staker, &agreement.owner);
        same(format!("who is paid for {id}"), found, (&start.owner, &start.staker, &view.offers[id].owner))?;
    }
    Ok(())
}

/// JS-11: a lock is one of five, a principal at least what its class needs, and the end the start and the lock.
pub fn js_11(step: &JointStep) -> Result<()> {
    let view = step.after;
    for (id, agreement) in &view.agreements {
        let lock = agreement.lock;
        ensure!([30, 60, 90, 180, 365].contains(&lock.days), "{id} has {} days", lock.days);
        let end = lock.started_at + u64::from(lock.days) * view.calendar.day_secs;
        same(format!("the end of {id}"), agreement.earner.ends_at, end)?;
        same(format!("the day of {id}"), lock.day_secs, view.calendar.day_secs)?;
        ensure!(lock.started_at <= step.second(), "{id} starts at {}", lock.started_at);
        let start = step.ghost.starts.get(id).context("it never started")?;
        same(format!("when {id} starts"), (lock.started_at, end), (start.at, start.end))?;
        same(format!("the principal of {id}"), agreement.principal.u128(), start.principal)?;
    }
    for (id, _) in step.ended("agreement_started") {
        let agreement = &view.agreements[&id];
        let needed = view.classes[&agreement.class].activation_stake;
        ensure!(agreement.principal >= needed, "{} for {needed}", agreement.principal);
        ensure!(!agreement.principal.is_zero(), "{id} has no principal");
        ensure!(!view.devices[&agreement.device].suspended, "{id} starts on a device that is down");
    }
    Ok(())
}

fn is_over(row: &AgreementResponse) -> bool {
    row.status != AgreementStatus::Active
}

/// JS-12: what has ended earns no more, and its principal is the staker's, whoever asks.
pub fn js_12(step: &JointStep) -> Result<()> {
    let view = step.after;
    for (id, past, row) in step.pairs().into_iter().filter(|(_, past, _)| is_over(past)) {
        ensure!(is_over(row), "{id} was over and is {:?}", row.status);
        same(format!("what {id} earned"), row.rewards_total, past.rewards_total)?;
    }
    for (id, row) in step.rows().filter(|(_, row)| row.status == AgreementStatus::Matured) {
        let preview = step.present.and_then(|present| present.previews.get(&id)).context("no preview")?;
        same(format!("days left of {id}"), preview.remaining_days, 0)?;
        for terms in [preview.by_owner, preview.by_staker] {
            ensure!(terms.penalty.is_zero(), "{id} is over and costs {}", terms.penalty);
            same(format!("what {id} gives back"), terms.principal_returned, row.principal)?;
        }
    }
    for (id, event) in step.ended("agreement_settled") {
        let agreement = &view.agreements[&id];
        same(
            format!("the principal of {id}"),
            amount(event, "principal_returned"),
            agreement.principal.u128(),
        )?;
        ensure!(agreement.place != Place::Held, "{id} is settled and its principal here");
    }
    for (id, agreement) in view.agreements.iter().filter(|(_, it)| it.closed.is_some()) {
        let went = agreement.place == Place::Returned;
        same(format!("whether {id} was paid back"), step.ghost.returned.contains_key(id), went)?;
    }
    Ok(())
}

/// JS-13: nobody can hold back what is another's: principals are here, the staker needs no coins while the principal covers
/// what is owed in the same asset, and a claim concerns one party alone.
pub fn js_13(step: &JointStep) -> Result<()> {
    let view = step.after;
    ensure!(view.held.0 >= view.principal_held(), "{} are here of {}", view.held.0, view.principal_held());
    let one_asset = view.config.stake_asset == view.config.reward_asset;
    for (id, preview) in step.present.into_iter().flat_map(|present| &present.previews) {
        let (terms, principal) = (preview.by_staker, view.agreements[id].principal);
        let all = terms.from_principal == principal;
        ensure!(!one_asset || all || terms.coins_needed.is_zero(), "the staker of {id} needs {terms:?}");
    }
    let Some((sender, ExecuteMsg::ClaimRewards { agreement_id })) = step.call else { return Ok(()) };
    step.pairs().iter().try_for_each(|pair| claimed(step, pair, sender.as_str(), *agreement_id))
}

fn claimed(step: &JointStep, (id, past, row): &Pair, sender: &str, claimed_id: u64) -> Result<()> {
    ensure!(is_address(sender), "{sender} claims");
    let parts = [
        (&past.owner, past.owner_rewards, row.owner_rewards),
        (&past.staker, past.staker_rewards, row.staker_rewards),
    ];
    for (who, old, new) in parts {
        if *id == claimed_id && who.as_str() == sender {
            same(format!("what {who} was paid of {id}"), new.claimed, old.claimed + old.claimable)?;
            ensure!(new.claimable.is_zero(), "{} stay of {id}", new.claimable);
            let told = step.ended("rewards_claimed").map(|(_, event)| amount(event, "amount")).sum::<u128>();
            same(format!("what is told of {id}"), told, old.claimable.u128())?;
        } else {
            same(format!("what {who} has of {id}"), new, old)?;
        }
    }
    Ok(())
}

/// JS-14: the free pool is never below nothing, what is earned is there, and a dry pool gives nothing.
pub fn js_14(step: &JointStep) -> Result<()> {
    let view = step.after;
    let free = big(view.accrual.funded) * view.unit() - view.accrued();
    ensure!(free >= Zero::zero(), "{free} are free");
    let funded = step.ghost.brought + step.ghost.penalties - step.ghost.forwarded.0 + step.ghost.forwarded.1;
    let funded = funded - view.totals.revenue_due.u128();
    same("what came into the pool", view.accrual.funded.u128(), funded)?;
    let Some(present) = step.present else { return Ok(()) };
    let claimable = |row: &AgreementResponse| row.owner_rewards.claimable + row.staker_rewards.claimable;
    let claimable: u128 = present.agreements.values().map(|row| claimable(row).u128()).sum();
    let owed = claimable + view.totals.revenue_due.u128();
    ensure!(owed <= view.rewards_owed(), "{owed} are owed, {} are there", view.rewards_owed());
    // A day of everybody costs more than is free: nu is less than one.
    let (pool, weight) = (present.totals.reward_pool.u128(), present.totals.weight.u128());
    let rest = view.calendar.day_secs - (present.at - view.calendar.started_at) % view.calendar.day_secs;
    let cost = big(weight) * rest;
    let dry = big(pool + 1) * view.calendar.day_secs < cost;
    ensure!(!dry || present.totals.nu < cosmwasm_std::Decimal::one(), "nu is 1 with {pool} for {cost}");
    Ok(())
}

/// JS-15: once everybody has left and claimed, exactly the free pool, what is due and what was given are here.
pub fn js_15(step: &JointStep) -> Result<()> {
    if !step.end {
        return Ok(());
    }
    let view = step.after;
    ensure!(view.unclosed().next().is_none(), "somebody is here");
    ensure!(view.ends.is_empty() && view.accrual.weight.is_zero(), "something weighs");
    let whole: u128 = step.ghost.closed.values().sum();
    same("what was earned", view.accrued(), big(whole) * view.unit())?;
    let (pool, due) = (view.accrual.funded.u128() - whole, view.totals.revenue_due.u128());
    let present = step.present.context("nobody asked")?;
    same("the free pool", present.totals.reward_pool.u128(), pool)?;
    let paid = present.agreements.values().all(|row| {
        let (owner, staker) = (row.owner_rewards, row.staker_rewards);
        owner.claimable.is_zero()
            && staker.claimable.is_zero()
            && row.principal_state == PrincipalState::Returned
    });
    ensure!(paid, "somebody was not paid");
    if view.config.stake_asset == view.config.reward_asset {
        return same("what is left", view.held.0, pool + due + step.donated.0);
    }
    same("stakes that are left", view.held.0, step.donated.0)?;
    same("rewards that are left", view.held.1, pool + due + step.donated.1)
}
