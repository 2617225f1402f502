//! BV-09 to BV-16: what the steps of a vault may do.

use std::collections::BTreeMap;

use anyhow::{ensure, Result};
use cosmwasm_std::{Addr, Decimal};
use tributary_types::boosted_staking as bs;
use tributary_types::boosted_staking::{CountedBy, ExecuteMsg, QueryMsg};

use super::same;
use super::vault::VaultStep;
use crate::machine::compare::vault;
use crate::machine::step::{address, amount};
use crate::vault_view::{ask, batches, position, positions, Quotes};

/// BV-09: principals and NFTs come back to whom they are, as they came, once, and principals not early.
pub fn bv_09(step: &VaultStep) -> Result<()> {
    let ghost = step.ghost;
    ensure!(ghost.wrong.is_empty(), "{:?}", ghost.wrong);
    let kept = ghost.stakes.iter().filter(|(id, _)| !ghost.withdrawn.contains(id));
    let kept: BTreeMap<(Addr, u64), u128> =
        kept.map(|(id, stake)| ((stake.user.clone(), *id), stake.amount)).collect();
    let held = step.after.positions.iter().map(|(key, it)| (key.clone(), it.amount.u128())).collect();
    same("principals by events", kept, held)?;
    same("deposits by events", &ghost.deposits, &step.after.depositors)
}

/// BV-10: a reward vests from nothing at the end of its position to all of it, never back, within one to two halves of the
/// period.
pub fn bv_10(step: &VaultStep) -> Result<()> {
    let (now, period) = (step.second(), step.model.vesting_seconds());
    let quotes = Quotes::read(step.chain, step.model)?;
    for who in step.people() {
        for row in batches(step.chain, &step.model.at, &who, 100)? {
            let (id, passed) = (row.position_id, now - row.started_at.seconds());
            ensure!(row.vested <= row.total, "{} of {} of {id} have vested", row.vested, row.total);
            let early = period > 0 && passed == 0;
            ensure!(!early || row.vested.is_zero(), "{} of {id} have vested at once", row.vested);
            let late = passed < period || row.vested == row.total;
            ensure!(late, "{} of {} of {id} have vested after {passed} s", row.vested, row.total);
            let soon = period == 0 || passed * 2 > period || row.vested < row.total;
            ensure!(soon, "all of {id} has vested after {passed} s");
            let shown = now < row.fully_vested_at.seconds() || row.vested == row.total;
            ensure!(shown, "{row:?} at {now}");
        }
    }
    let Some(past) = step.quotes else { return Ok(()) };
    for (id, (vested, total)) in &past.vested {
        let Some((later, all)) = quotes.vested.get(id) else { continue };
        ensure!(
            later >= vested && all == total,
            "{later} of {all} of {id} have vested, {vested} of {total} before"
        );
    }
    Ok(())
}

/// BV-11: the speed lies between 1 and 2, what was ever staked never falls, and progress is written at a change alone.
pub fn bv_11(step: &VaultStep) -> Result<()> {
    for (who, user) in &step.after.users {
        let vesting = &user.vesting;
        ensure!(vesting.staked <= vesting.history, "{who} has {} of {}", vesting.staked, vesting.history);
        let staked = step.after.open.iter().filter(|((of, _), _)| of == who);
        let staked: u128 = staked.map(|(_, earning)| earning.principal.amount.u128()).sum();
        same(format!("cur of {who}"), vesting.staked.u128(), staked)?;
        let history = step.ghost.stakes.values().filter(|stake| stake.user == *who).map(|stake| stake.amount);
        same(format!("hist of {who}"), vesting.history.u128(), history.sum())?;
        let Some(old) = step.before.users.get(who).map(|user| &user.vesting) else { continue };
        ensure!(
            vesting.history >= old.history,
            "{who} has staked {} and before {}",
            vesting.history,
            old.history
        );
        ensure!(vesting.progress >= old.progress, "the progress of {who} fell to {}", vesting.progress);
        let stayed = (old.staked, old.history) == (vesting.staked, vesting.history);
        let written = (old.progress, old.changed_at) != (vesting.progress, vesting.changed_at);
        ensure!(!stayed || !written, "the progress of {who} was written without a change");
    }
    if !step.asks() {
        return Ok(());
    }
    for who in step.people() {
        let msg = QueryMsg::Account { user: who.to_string() };
        let found: bs::AccountResponse = ask(step.chain, &step.model.at, &msg)?;
        let (one, speed) = (Decimal::one(), found.vesting_speed);
        // Who has nothing but what is staked has nothing that vests: there alone it is 2.
        let all = found.staked == found.history && !found.staked.is_zero();
        ensure!(speed >= one && (speed < one + one) != all, "{who} vests by {speed}: {found:?}");
    }
    Ok(())
}

/// BV-12: of a batch no more is claimed than has vested, and all claims add up.
pub fn bv_12(step: &VaultStep) -> Result<()> {
    let ghost = step.ghost;
    same("all claims", step.after.totals.claimed.u128(), ghost.claimed.values().sum())?;
    for (id, claimed) in &ghost.claimed {
        let reward = ghost.rewards.get(id).copied().unwrap_or_default();
        ensure!(*claimed <= reward, "{claimed} of {reward} of {id} are claimed");
    }
    for (_, event) in step.facts().filter(|(name, _)| *name == "batch_claimed") {
        let id = amount(event, "position_id") as u64;
        let promised = step.quotes.and_then(|quotes| quotes.claimable.get(&id));
        ensure!(
            promised.is_none_or(|it| *it == amount(event, "amount")),
            "{promised:?} was promised of {id}"
        );
    }
    if !step.asks() {
        return Ok(());
    }
    for who in step.people() {
        for row in batches(step.chain, &step.model.at, &who, 100)? {
            let claimed = ghost.claimed.get(&row.position_id).copied().unwrap_or_default();
            same(format!("claimed of {}", row.position_id), row.claimed.u128(), claimed)?;
            ensure!(row.claimed <= row.vested, "{row:?}");
            same(format!("claimable of {}", row.position_id), row.claimable, row.vested - row.claimed)?;
        }
    }
    Ok(())
}

/// BV-13: whoever changes a boost alters nothing that was earned, indices only grow, scores stay, and what is deposited counts.
pub fn bv_13(step: &VaultStep) -> Result<()> {
    let (before, after) = (step.before, step.after);
    let (old_index, new) = (before.emission.index, after.emission.index);
    ensure!(new >= old_index, "the index fell from {old_index} to {new}");
    let scores = |who: &Addr| match step.call {
        Some(ExecuteMsg::SetLoyalty { scores }) => scores.iter().any(|row| row.user == who.as_str()),
        Some(_) => false,
        None => !step.events.is_empty(),
    };
    for (who, user) in &after.users {
        let Some(old) = before.users.get(who) else { continue };
        let (was, is) = (&old.booster.mark, &user.booster.mark);
        ensure!(is.growth >= was.growth && is.index >= was.index, "J of {who} fell: {was:?}, {is:?}");
        ensure!(user.loyalty == old.loyalty || scores(who), "the score of {who} changed to {}", user.loyalty);
        // Of several calls in one second the last may share what the first left over.
        let passed = after.emission.elapsed > before.emission.elapsed;
        let brought_up = is.index == new || is.index < new && (is.index > old_index || !passed);
        ensure!(brought_up || user == old, "{who} changed and was not settled");
    }
    let collection = after.config.boost_collection.as_ref();
    if collection.is_some_and(|it| it.counted_by == CountedBy::Deposit) {
        for (who, user) in &after.users {
            let count = after.deposits.iter().filter(|(of, _)| of == who).count() as u64;
            same(format!("NFTs of {who}"), user.nfts, count)?;
            ensure!(count <= after.config.nft_cap, "{who} has {count} NFTs here");
        }
    }
    let pairs = after.depositors.iter().map(|(id, who)| (who.clone(), id.clone())).collect();
    same("deposits by depositor", &after.deposits, &pairs)
}

/// BV-14: every figure is the exact one rounded down, or less by what roundings may lose; never above.
pub fn bv_14(step: &VaultStep) -> Result<()> {
    vault::answers(step.chain, step.model, &step.people())
}

/// BV-15: what nobody earned leaves after the end, once; what was earned is there.
pub fn bv_15(step: &VaultStep) -> Result<()> {
    let (old, new) = (&step.before.totals, &step.after.totals);
    let swept: u128 = step
        .facts()
        .filter(|(name, _)| *name == "unused_swept")
        .map(|(_, event)| amount(event, "amount"))
        .sum();
    same("swept in this step", (new.swept - old.swept).u128(), swept)?;
    ensure!(step.ghost.sweeps <= 1, "swept {} times", step.ghost.sweeps);
    let now = step.now();
    for (_, event) in step.facts().filter(|(name, _)| *name == "unused_swept") {
        ensure!(step.second() >= now.terms.end(), "swept before the end");
        same("who gets it", &address(event, "to"), now.terms.unused.address())?;
        let unused = new.funded.u128().saturating_sub(now.terms.emitted_up(now.shared_seconds()));
        same("what nobody earned", swept, unused)?;
    }
    let left = (new.funded - new.claimed - new.swept).u128();
    let mut owed: u128 =
        step.ghost.rewards.values().sum::<u128>() - step.ghost.claimed.values().sum::<u128>();
    if step.asks() {
        for id in step.ghost.stakes.keys().filter(|id| !step.ghost.rewards.contains_key(id)) {
            owed += position(step.chain, &now.at, *id)?.accrued.u128();
        }
    }
    ensure!(owed <= left, "{owed} are owed, {left} are there");
    Ok(())
}

/// BV-16: nobody has more than 32 open positions, no more days than a year's wait, and pages show what is there.
pub fn bv_16(step: &VaultStep) -> Result<()> {
    let view = step.after;
    for (who, user) in &view.users {
        ensure!(user.open <= 32, "{who} has {} open positions", user.open);
    }
    let today = view.emission.elapsed / 86_400;
    let waiting = view.leaving.keys().all(|day| u64::from(*day) > today && u64::from(*day) <= today + 366);
    ensure!(waiting && view.leaving.len() <= 366, "days {:?} wait on day {today}", view.leaving.keys());
    if !step.asks() {
        return Ok(());
    }
    for who in step.people() {
        let at = &step.model.at;
        let (pages, at_once) = (positions(step.chain, at, &who, 3)?, positions(step.chain, at, &who, 100)?);
        same(format!("positions of {who} by pages"), pages, at_once)?;
        let (pages, at_once) = (batches(step.chain, at, &who, 2)?, batches(step.chain, at, &who, 100)?);
        same(format!("batches of {who} by pages"), pages, at_once)?;
    }
    Ok(())
}
