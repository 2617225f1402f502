//! JS-01 to JS-08: what an escrow keeps, what agreements earn, and what leaving costs.

use std::collections::BTreeMap;

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::{Addr, Decimal, Event};
use num_bigint::BigInt;
use num_traits::Zero;
use tributary_joint_staking::agreement::{Agreement, Bill, Closed};
use tributary_joint_staking::principal::Place;
use tributary_simulator::Chain;
use tributary_types::joint_staking::{
    AgreementResponse, AgreementStatus, ExecuteMsg, OfferStatus, PartyRewards, TerminationTerms,
};

use super::{joint_steps, same};
use crate::joint_ghost::JointGhost;
use crate::joint_view::{JointView, Quotes};
use crate::machine::compare::{big, joint};
use crate::machine::step::{amount, attribute, fact};
use crate::model::joint::Joint;

/// What a check looks at.
pub struct JointStep<'a> {
    /// The chain.
    pub chain: &'a Chain,
    /// What was stored before.
    pub before: &'a JointView,
    /// What is stored now.
    pub after: &'a JointView,
    /// What it should be.
    pub model: &'a Joint,
    /// Who sent the only message, and which, if it was one and succeeded.
    pub call: Option<(&'a Addr, &'a ExecuteMsg)>,
    /// All events.
    pub events: &'a [Event],
    /// What it holds and does not count, of what is staked and of what is earned; together where that is the same.
    pub donated: (u128, u128),
    /// Principals that came back from pools and were not paid on.
    pub back: u128,
    /// What its events add up to.
    pub ghost: &'a JointGhost,
    /// What everybody had before the step, if somebody asked.
    pub quotes: Option<&'a Quotes>,
    /// What everybody has now, if somebody asks.
    pub present: Option<&'a Quotes>,
    /// Whether everybody has left and taken everything.
    pub end: bool,
}

/// A check of a step.
pub type Check = fn(&JointStep) -> Result<()>;

/// All checks by id.
pub const ALL: [(&str, Check); 15] = [
    ("JS-01", js_01),
    ("JS-02", js_02),
    ("JS-03", js_03),
    ("JS-04", js_04),
    ("JS-05", js_05),
    ("JS-06", js_06),
    ("JS-07", js_07),
    ("JS-08", js_08),
    ("JS-09", joint_steps::js_09),
    ("JS-10", joint_steps::js_10),
    ("JS-11", joint_steps::js_11),
    ("JS-12", joint_steps::js_12),
    ("JS-13", joint_steps::js_13),
    ("JS-14", joint_steps::js_14),
    ("JS-15", joint_steps::js_15),
];

/// Makes all checks.
///
/// # Errors
/// The first broken one.
pub fn check_all(step: &JointStep) -> Result<()> {
    ALL.iter().try_for_each(|(id, check)| check(step).context(*id))
}

/// A row before a step, and the same after it.
pub type Pair<'a> = (u64, &'a AgreementResponse, &'a AgreementResponse);

impl JointStep<'_> {
    /// What the escrow reported.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &Event)> {
        self.events.iter().filter_map(|event| Some((fact(event)?.strip_prefix("joint_staking/")?, event)))
    }

    /// The agreements that the step closed by a fact of this name, with the fact.
    pub fn ended(&self, name: &'static str) -> impl Iterator<Item = (u64, &Event)> {
        let named = self.facts().filter(move |(found, _)| *found == name);
        named.map(|(_, event)| (amount(event, "agreement_id") as u64, event))
    }

    /// The second of the block.
    pub fn second(&self) -> u64 {
        self.chain.block().time.seconds()
    }

    /// What all agreements looked like before and after the step, if somebody asked both times.
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let (Some(past), Some(present)) = (self.quotes, self.present) else { return vec![] };
        let both = present.agreements.iter();
        both.filter_map(|(id, now)| Some((*id, past.agreements.get(id)?, now))).collect()
    }

    /// What everybody has now.
    pub fn rows(&self) -> impl Iterator<Item = (u64, &AgreementResponse)> {
        self.present.into_iter().flat_map(|present| &present.agreements).map(|(id, row)| (*id, row))
    }
}

/// A quotient rounded up.
pub fn up(over: BigInt, by: impl Into<BigInt>) -> BigInt {
    let by = by.into();
    (over + &by - 1) / by
}

/// JS-01: it holds all principals, what was earned and not paid, what is free, what is due, and what was given to it.
pub fn js_01(step: &JointStep) -> Result<()> {
    let view = step.after;
    let (principals, rewards) = (view.principal_held() + step.back, view.rewards_owed());
    let unclosed: u128 = view.unclosed().map(|(_, it)| it.principal.u128()).sum();
    same("principals", view.totals.principal.u128(), unclosed)?;
    let (stakes_given, rewards_given) = step.donated;
    if view.config.stake_asset == view.config.reward_asset {
        same("what is held", view.held.0, principals + rewards + stakes_given)?;
    } else {
        same("stakes that are held", view.held.0, principals + stakes_given)?;
        same("rewards that are held", view.held.1, rewards + rewards_given)?;
    }
    let Some(present) = step.present else { return Ok(()) };
    let claimable = |row: &AgreementResponse| row.owner_rewards.claimable + row.staker_rewards.claimable;
    let claimable: u128 = present.agreements.values().map(|row| claimable(row).u128()).sum();
    let shown = claimable + present.totals.reward_pool.u128() + present.totals.revenue_due.u128();
    // A fraction of each agreement that is not closed belongs to nobody yet.
    let most = shown + view.unclosed().count() as u128;
    ensure!((shown..=most).contains(&rewards), "{rewards} are there for {shown}");
    Ok(())
}

/// JS-02: the owner gets its share of the whole, rounded down, the staker the rest.
pub fn js_02(step: &JointStep) -> Result<()> {
    for (id, row) in step.rows() {
        let (owner, staker) = (row.owner_rewards, row.staker_rewards);
        same(format!("both parts of {id}"), owner.total + staker.total, row.rewards_total)?;
        let part = BigInt::from(row.rewards_total.u128()) * row.owner_share_bps / 10_000;
        same(format!("the owner's part of {id}"), BigInt::from(owner.total.u128()), part)?;
        ensure!((3_000..=7_000).contains(&row.owner_share_bps), "{id} gives {}", row.owner_share_bps);
        for (whose, PartyRewards { total, claimed, claimable }) in [("owner", owner), ("staker", staker)] {
            let taken = row.penalty.min(total - claimed - claimable);
            same(format!("what the {whose} of {id} has"), claimed + claimable + taken, total)?;
        }
    }
    for agreement in step.after.agreements.values() {
        let share = agreement.owner_share.value();
        ensure!((3_000..=7_000).contains(&share), "a share of {share}");
    }
    Ok(())
}

/// JS-03: a reward is the integral of `nu` within what roundings may move, which is less than a unit as long as they add up to
/// less than one; there is none before the start and none after the end.
pub fn js_03(step: &JointStep) -> Result<()> {
    joint::stored(step.model, step.after)?;
    let second = step.second();
    if step.present.is_some() {
        let shown = step.model.shown(second);
        for (id, row) in step.rows() {
            let (agreement, found) = (&shown.agreements[&id], row.rewards_total.u128());
            let just = shown.just(agreement);
            ensure!(just.contains(&found), "{id} has earned {found}, in justice {just:?}");
            let close = shown.slack >= shown.terms.unit() || just.end() - just.start() <= 1;
            ensure!(close, "{id} may have earned {just:?}");
        }
    }
    for (id, past, row) in step.pairs() {
        let grown = row.rewards_total != past.rewards_total;
        ensure!(row.rewards_total >= past.rewards_total, "{id} earned {}", past.rewards_total);
        let since = step.quotes.map_or(second, |past| past.at);
        ensure!(!grown || past.end_secs > since, "{id} earns after its end");
        ensure!(!grown || since < second, "{id} earns in no time");
        let down = |view: &JointView| view.devices.get(&row.device).is_some_and(|it| it.suspended);
        let slept = down(step.before) && down(step.after) && past.ended_secs.is_none();
        ensure!(!grown || !slept, "{id} earns while its device is down");
    }
    Ok(())
}

/// JS-04, as far as one run shows it: claims and touches change nobody's reward and make no cut of their own.
pub fn js_04(step: &JointStep) -> Result<()> {
    let Some((_, ExecuteMsg::ClaimRewards { .. } | ExecuteMsg::Advance { .. })) = step.call else {
        return Ok(());
    };
    let (old, new) = (&step.before.accrual, &step.after.accrual);
    let day_ends = (new.at - step.after.calendar.started_at) % step.after.calendar.day_secs == 0;
    let by_time = new.at == old.at || day_ends || step.after.passed.contains_key(&new.at);
    ensure!(by_time, "a cut at {}", new.at);
    for (id, past, row) in step.pairs() {
        same(format!("what {id} earned"), row.rewards_total, past.rewards_total)?;
        same(format!("the owner's part of {id}"), row.owner_rewards.total, past.owner_rewards.total)?;
    }
    Ok(())
}

/// JS-05: W and the queue are sums; `nu` is at most one; nothing is paid out beyond the caps and the pool.
pub fn js_05(step: &JointStep) -> Result<()> {
    let view = step.after;
    let earning: Vec<&Agreement> = view.agreements.values().filter(|it| view.is_earning(it)).collect();
    let weight: u128 = earning.iter().map(|it| it.earner.weight.u128()).sum();
    same("W", view.accrual.weight.u128(), weight)?;
    let mut ends: BTreeMap<u64, (u128, u32)> = BTreeMap::new();
    for (_, agreement) in view.unclosed().filter(|(_, it)| !view.passed.contains_key(&it.earner.ends_at)) {
        let (weight, count) = ends.entry(agreement.earner.ends_at).or_default();
        *count += 1;
        *weight += agreement.earner.since.map_or(0, |_| agreement.earner.weight.u128());
    }
    let queue = view.ends.iter().map(|(at, end)| (*at, (end.weight.u128(), end.agreements)));
    same("what ends when", queue.collect(), ends)?;
    let (old, unit) = (step.before, step.before.unit());
    ensure!(view.accrued() <= big(old.accrual.funded) * &unit, "more is earned than the pool had");
    let most = old.accrued() + given_by_caps(old, view.accrual.at);
    ensure!(view.accrued() <= most, "{} are earned, the caps allow {most}", view.accrued());
    if let Some(present) = step.present {
        ensure!(present.totals.nu <= Decimal::one(), "nu is {}", present.totals.nu);
    }
    Ok(())
}

/// What the caps of a view allow from its last cut to `until`, in units of what is accrued.
fn given_by_caps(view: &JointView, until: u64) -> BigInt {
    let (calendar, from) = (&view.calendar, view.accrual.at);
    if calendar.caps.is_empty() {
        return view.unit() * u128::MAX;
    }
    let begins = |day: u32| calendar.started_at + u64::from(day) * calendar.day_secs;
    let mut sum = BigInt::zero();
    for (at, row) in calendar.caps.iter().enumerate() {
        let next = calendar.caps.get(at + 1).map_or(u64::MAX, |row| begins(row.from_day));
        let secs = until.min(next).saturating_sub(from.max(begins(row.from_day)));
        sum += BigInt::from(secs) * row.cap.u128() * 10u128.pow(27);
    }
    sum
}

/// What a party pays that has received so much and leaves at `now`.
fn penalty(agreement: &Agreement, received: u128, now: u64) -> BigInt {
    let lock = agreement.lock;
    let gone = now.saturating_sub(lock.started_at) / lock.day_secs;
    let left = u64::from(lock.days).saturating_sub(gone);
    if left == 0 {
        return BigInt::zero();
    }
    let rate = BigInt::from(agreement.penalty.rate.value()) * left;
    let least = BigInt::from(agreement.penalty.minimum.value()) * agreement.principal.u128();
    up(rate * received, u64::from(lock.days) * 10_000).max(up(least, 10_000))
}

/// JS-06: leaving costs a part of what was received that falls by the day, rounded up, or the minimum; nothing at maturity.
pub fn js_06(step: &JointStep) -> Result<()> {
    let second = step.second();
    for (id, preview) in step.present.into_iter().flat_map(|present| &present.previews) {
        let agreement = &step.after.agreements[id];
        for (party, terms) in [("owner", preview.by_owner), ("staker", preview.by_staker)] {
            let expected = penalty(agreement, terms.received.u128(), second);
            same(format!("the penalty of the {party} of {id}"), big(terms.penalty), expected)?;
            let most = up(big(terms.received) * agreement.penalty.rate.value(), 10_000);
            let bounded = agreement.penalty.minimum.value() > 0 || big(terms.penalty) <= most;
            ensure!(bounded, "{} for {} received", terms.penalty, terms.received);
        }
    }
    for (id, event) in step.ended("agreement_terminated") {
        let Some(past) = step.quotes.and_then(|past| past.agreements.get(&id)) else { continue };
        let received = match attribute(event, "ended_by") {
            Some("owner") => past.owner_rewards.total.u128(),
            Some("staker") => past.staker_rewards.total.u128(),
            _ => {
                same(format!("what both pay for {id}"), amount(event, "penalty"), 0)?;
                continue;
            }
        };
        let expected = penalty(&step.after.agreements[&id], received, second);
        same(format!("what {id} cost"), BigInt::from(amount(event, "penalty")), expected)?;
    }
    Ok(())
}

/// JS-07: what one party pays goes to the pool or the treasury, in full; the other keeps its rewards, the staker its principal.
pub fn js_07(step: &JointStep) -> Result<()> {
    let (old, new) = (step.before, step.after);
    let mut paid = 0;
    for (id, event) in step.ended("agreement_terminated") {
        let Some(Closed { bill, .. }) = &new.agreements[&id].closed else {
            anyhow::bail!("{id} is not closed");
        };
        let Bill { penalty, from_rewards, from_principal, from_coins } = *bill;
        same(format!("the parts of what {id} costs"), from_rewards + from_principal + from_coins, penalty)?;
        same(format!("what {id} tells"), amount(event, "penalty"), penalty.u128())?;
        let principal = new.agreements[&id].principal;
        let back = amount(event, "principal_returned");
        same(format!("the principal of {id}"), back + from_principal.u128(), principal.u128())?;
        let later = if attribute(event, "pool").is_some() { from_principal.u128() } else { 0 };
        paid += penalty.u128() - later;
        kept(step, id, attribute(event, "ended_by").unwrap_or_default(), terms(step, id, event))?;
    }
    if step.ended("agreement_terminated").next().is_none() {
        return Ok(());
    }
    let due = (new.totals.revenue_due - old.totals.revenue_due).u128();
    let refilled = (new.accrual.funded - old.accrual.funded).u128();
    same("what came of penalties", due + refilled, paid)?;
    let to_pool = new.config.treasury.is_none();
    ensure!(if to_pool { due == 0 } else { refilled == 0 }, "{due} are due, {refilled} in the pool");
    same("all penalties", (new.totals.penalties - old.totals.penalties).u128(), paid)
}

/// What the preview said of the one who left.
fn terms(step: &JointStep, id: u64, event: &Event) -> Option<TerminationTerms> {
    let preview = step.quotes?.previews.get(&id)?;
    match attribute(event, "ended_by") {
        Some("owner") => Some(preview.by_owner),
        Some("staker") => Some(preview.by_staker),
        _ => None,
    }
}

/// What the parties have after a termination by one of them.
fn kept(step: &JointStep, id: u64, ended_by: &str, terms: Option<TerminationTerms>) -> Result<()> {
    for (_, past, row) in step.pairs().into_iter().filter(|(of, ..)| *of == id) {
        let parts = [
            ("owner", past.owner_rewards, row.owner_rewards),
            ("staker", past.staker_rewards, row.staker_rewards),
        ];
        for (party, old, new) in parts {
            let left = terms.filter(|_| party == ended_by).map_or(old.claimable, |it| it.claimable_left);
            same(format!("what the {party} of {id} can claim"), new.claimable, left)?;
            same(format!("what the {party} of {id} has earned"), new.total, old.total)?;
        }
    }
    Ok(())
}

/// JS-08: offers and agreements only go forward, each end once, and none without its beginning.
pub fn js_08(step: &JointStep) -> Result<()> {
    let (old, new) = (step.before, step.after);
    ensure!(step.ghost.wrong.is_empty(), "{:?}", step.ghost.wrong);
    for (id, offer) in &old.offers {
        let next = &new.offers[id];
        let forward = offer.status == next.status || offer.status == OfferStatus::Open;
        ensure!(forward, "offer {id} was {:?} and is {:?}", offer.status, next.status);
        let edited = offer.status == OfferStatus::Open || offer == next;
        ensure!(edited && next.revision >= offer.revision, "offer {id} was {offer:?} and is {next:?}");
    }
    for (id, agreement) in &old.agreements {
        let next = &new.agreements[id];
        let final_end = agreement.closed.is_none() || agreement.closed == next.closed;
        ensure!(final_end, "{id} was closed as {:?} and is {:?}", agreement.closed, next.closed);
        let back = agreement.place != Place::Returned || next.place == Place::Returned;
        ensure!(back, "the principal of {id} is {:?} again", next.place);
    }
    for (id, offer) in &new.offers {
        let taken = offer.status == OfferStatus::Taken;
        same(format!("whether {id} was accepted"), new.agreements.contains_key(id), taken)?;
    }
    let closed = new.agreements.iter().filter(|(_, it)| it.closed.is_some()).map(|(id, _)| *id);
    same("what was closed", closed.collect::<Vec<_>>(), step.ghost.closed.keys().copied().collect())?;
    let second = step.second();
    for (id, row) in step.rows() {
        let expected = match &new.agreements[&id].closed {
            None if row.end_secs > second => AgreementStatus::Active,
            None => AgreementStatus::Matured,
            Some(closed) if closed.ended_by.is_none() => AgreementStatus::Settled,
            Some(_) => AgreementStatus::Terminated,
        };
        same(format!("the state of {id}"), row.status, expected)?;
    }
    Ok(())
}
