//! TD-07 to TD-13: what the steps of the treasury may do.

use anyhow::{ensure, Result};
use cosmwasm_std::{Addr, Uint256};
use num_bigint::BigInt;
use tributary_types::treasury_decay as td;
use tributary_types::treasury_decay::ExecuteMsg;

use super::same;
use super::treasury::TreasuryStep;
use crate::machine::compare::{big, treasury};
use crate::machine::step::{address, amount, attribute};
use crate::treasury_view::{scaled, Passed};

/// TD-07: while nothing but time passes, everybody gets its part of what is released, and knows nobody else's stake.
pub fn td_07(step: &TreasuryStep) -> Result<()> {
    let Some(past) = step.passed else { return Ok(()) };
    let now = Passed::read(step.chain, step.model)?;
    let model = step.model.as_of(now.at);
    let (total, released) = (model.total(), past.unreleased.saturating_sub(now.unreleased));
    if past.epoch != now.epoch || total == 0 {
        return Ok(());
    }
    for ((who, pool), claim) in &now.claims {
        if model.behind(who) > td::SETTLE_LIMIT as usize {
            continue;
        }
        let user = &model.users[who];
        let effective = model.effective(who, user.stake(), model.threshold());
        let part = BigInt::from(released) * effective * user.pairs[pool].stake;
        let left = 10_000 - model.pools[pool].share_bps;
        let expected = part * left / (BigInt::from(total) * user.stake() * 10_000);
        let found = BigInt::from(*claim) - past.claims[&(who.clone(), pool.clone())];
        // Three roundings: what is released, and the claim twice.
        let off: BigInt = &found - &expected;
        ensure!(
            *off.magnitude() <= 2u32.into(),
            "{who} got {found} of {released} for {pool}, it should be {expected}"
        );
    }
    Ok(())
}

/// TD-08: inside an epoch the threshold stays; a stake change alters nothing that others have, and counts for its seconds alone.
pub fn td_08(step: &TreasuryStep) -> Result<()> {
    let (before, after) = (step.before, step.after);
    let (old, new) = (&before.ledger, &after.ledger);
    if old.epoch.number == new.epoch.number {
        same("the threshold", new.threshold, old.threshold)?;
        same("checkpoints", new.checkpoints, old.checkpoints)?;
        let seconds = u128::from(new.release.last - old.release.last);
        let count = old.mean.count_time.u128() + u128::from(old.mean.count) * seconds;
        same("counted time", new.mean.count_time.u128(), count)?;
        let log = old.mean.log_time.u128() + old.mean.log_sum.u128() * seconds;
        same("logarithms times seconds", new.mean.log_time.u128(), log)?;
    }
    let Some(("stake_recorded", event)) = step.only_fact() else { return Ok(()) };
    let whose = address(event, "delegator");
    for (who, user) in before.users.iter().filter(|(who, _)| **who != whose) {
        same(format!("what {who} has"), after.users.get(who), Some(user))?;
    }
    for (key, pair) in before.stakes.iter().filter(|((who, _), _)| *who != whose) {
        same(format!("the stake {key:?}"), after.stakes.get(key), Some(pair))?;
    }
    Ok(())
}

/// TD-09: a settlement passes as many checkpoints as it says, no more than its limit, and a hook all, but at most 512.
pub fn td_09(step: &TreasuryStep) -> Result<()> {
    let Some((name, event)) = step.only_fact() else { return Ok(()) };
    let last = step.after.ledger.checkpoints;
    let behind = |who: &Addr| {
        let user = step.before.users.get(who);
        user.map_or(0, |user| last - user.checkpoint)
    };
    let passed = |who: &Addr| {
        let new = step.after.users.get(who).map_or(last, |user| user.checkpoint);
        step.before.users.get(who).map_or(0, |user| new - user.checkpoint)
    };
    match (name, step.call) {
        ("user_settled", call) => {
            let who = address(event, "user");
            let limit = match call {
                Some(ExecuteMsg::Settle { limit, .. }) => limit.unwrap_or(64).min(64),
                _ => 64,
            };
            let expected = behind(&who).min(limit);
            same("checkpoints passed", passed(&who), expected)?;
            same("checkpoints by the event", amount(event, "checkpoints"), expected.into())?;
            same("checkpoints left", amount(event, "remaining"), (behind(&who) - expected).into())?;
        }
        ("pool_collected", Some(ExecuteMsg::Collect { users, limit, .. })) => {
            let mut left = limit.unwrap_or(64).min(256);
            let mut unfinished = vec![];
            for who in users.iter().map(Addr::unchecked) {
                let expected = behind(&who).min(left);
                same(format!("checkpoints that {who} passed"), passed(&who), expected)?;
                left -= expected;
                if behind(&who) > expected {
                    unfinished.push(who.into_string());
                }
            }
            let told = attribute(event, "unfinished").unwrap_or_default();
            same("unfinished", told, unfinished.join(",").as_str())?;
        }
        ("stake_recorded", _) => {
            let who = address(event, "delegator");
            // A stake of nothing that was nothing settles nobody.
            let was = step.before.stakes.contains_key(&(who.clone(), address(event, "pool")));
            if !was && amount(event, "stake") == 0 {
                return Ok(());
            }
            ensure!(behind(&who) <= td::CHANGE_LIMIT, "a hook passed {} checkpoints", behind(&who));
            let left = step.after.users.get(&who).map_or(0, |user| last - user.checkpoint);
            same("checkpoints left after a hook", left, 0)?;
        }
        _ => {}
    }
    settled_up_to_now(step)
}

/// Nobody who has no checkpoint left is settled but up to now.
fn settled_up_to_now(step: &TreasuryStep) -> Result<()> {
    let last = step.after.ledger.checkpoints;
    for (who, user) in &step.after.users {
        let moved = step.before.users.get(who) != Some(user);
        let current = user.checkpoint < last || user.index == step.after.ledger.index;
        ensure!(!moved || current, "{who} is settled, but not up to now");
    }
    Ok(())
}

/// TD-10: every figure is the exact one rounded down, or one unit less where that is a whole number.
pub fn td_10(step: &TreasuryStep) -> Result<()> {
    let people = step.model.users.keys().chain(step.model.shares.keys()).cloned().collect();
    treasury::answers(step.chain, step.model, &people)
}

/// TD-11: what comes or is released while nothing is staked is the treasury's; an epoch of nobody gives no threshold.
pub fn td_11(step: &TreasuryStep) -> Result<()> {
    let (before, after) = (step.before, step.after);
    let none = before.ledger.total_stake.is_zero();
    if let (true, Some(("revenue_received", event))) = (none, step.only_fact()) {
        let split = ["distributed", "burned", "to_treasury"].map(|key| amount(event, key));
        same("a revenue for nobody", split, [0, 0, amount(event, "amount")])?;
        same("burned", after.totals.burned, before.totals.burned)?;
        let released = big(before.ledger.release.amount) - big(after.ledger.release.amount);
        let grown = big(after.ledger.treasury) - big(before.ledger.treasury);
        same("growth of the treasury", grown, released + scaled(amount(event, "amount")))?;
    }
    if none {
        same("the index", after.ledger.index, before.ledger.index)?;
    }
    let rolled = after.ledger.epoch.number > before.ledger.epoch.number;
    if rolled && step.counted.finished.is_none() {
        same("the threshold after nobody", after.ledger.threshold.u128(), 0)?;
    }
    Ok(())
}

/// TD-12: only who is identified earns and is counted, once for all pools; another identity settles the old one first.
pub fn td_12(step: &TreasuryStep) -> Result<()> {
    let (before, after) = (step.before, step.after);
    for (who, user) in &after.users {
        let identified =
            matches!(after.config.identity, td::IdentityRule::Off {}) || after.identities.contains(who);
        ensure!(identified || user.counted.is_none(), "{who} is counted and nobody knows it");
        let old = before.users.get(who);
        let known = old.is_some_and(|_| step.was_identified(who));
        if let (Some(old), false) = (old, known) {
            let single = step.events.is_empty() || step.only_fact().is_some();
            ensure!(!single || old.growth == user.growth, "{who} earned and nobody knows it");
        }
        let changed = old.is_some() && step.was_identified(who) != identified;
        ensure!(
            !changed || user.index == after.ledger.index,
            "{who} has another identity and was not settled"
        );
    }
    for (pool, account) in &before.pools {
        let new = after.pools.get(pool).map(|account| account.user_share);
        ensure!(new >= Some(account.user_share), "{pool} leaves its users {new:?}");
    }
    Ok(())
}

/// TD-13: the index only grows, what a division leaves over is less than its divisor, and everything is released in time.
pub fn td_13(step: &TreasuryStep) -> Result<()> {
    let (old, new) = (&step.before.ledger, &step.after.ledger);
    ensure!(new.index >= old.index, "the index fell from {} to {}", old.index, new.index);
    // Changes of one second follow its release.
    let divisor = if new.index > old.index { old.total_stake } else { new.total_stake.max(old.total_stake) };
    let at_once = step.facts().any(|(name, _)| name == "revenue_received");
    let divisor = if at_once { new.total_stake.max(old.total_stake) } else { divisor };
    let fits = new.remainder == old.remainder || new.remainder < Uint256::from(divisor);
    ensure!(fits, "{} is left over of a division by {divisor}", new.remainder);
    let (release, now) = (&new.release, new.release.last);
    ensure!(now <= step.after.now, "touched at {now}, it is {}", step.after.now);
    let left = old.release.end.saturating_sub(now);
    let most = now + left.max(step.after.config.release_secs).max(step.before.config.release_secs);
    ensure!(release.amount.is_zero() || release.end <= most, "released at {}, not by {most}", release.end);
    let late = now >= release.end && !release.amount.is_zero();
    ensure!(!late, "{} are not released at {now}, they should be at {}", release.amount, release.end);
    Ok(())
}
