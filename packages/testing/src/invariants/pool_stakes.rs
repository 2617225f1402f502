//! PR-01 to PR-03, PR-11, PR-14, PR-19, PR-21, PR-24: who holds what in pools.

use std::collections::BTreeSet;

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::Addr;
use tributary_types::pool_registry::{ExecuteMsg, PoolState};
use tributary_types::staker_registry::BondState;

use super::{pool_message, same, Context, Invariant, When};
use crate::machine::step::{address, fact};
use crate::model::{Call, Message};

/// The invariants of stakes.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "PR-01", when: When::Step, check: pr_01 },
        Invariant { id: "PR-02", when: When::Step, check: pr_02 },
        Invariant { id: "PR-03", when: When::Step, check: pr_03 },
        Invariant { id: "PR-11", when: When::Step, check: pr_11 },
        Invariant { id: "PR-14", when: When::Step, check: pr_14 },
        Invariant { id: "PR-19", when: When::Step, check: pr_19 },
        Invariant { id: "PR-21", when: When::Step, check: pr_21 },
        Invariant { id: "PR-24", when: When::Step, check: pr_24 },
    ]
}

/// PR-01: staker-registry, pool and delegations agree on the stake of a pool, coin by coin and licence by licence.
pub fn pr_01(context: &Context) -> Result<()> {
    let view = context.after;
    for (operator, pool) in &view.pools {
        let bonded = &view.stakers.get(operator).context("a pool that is no staker")?.holding;
        let (mut tokens, mut licenses, mut weight) = (0, 0, 0);
        for (who, row) in view.members(operator) {
            let kept = view.count_licenses(operator, Some(who), BondState::Bonded);
            same(format!("licences of {who} in {operator}"), row.holding.licenses, kept)?;
            same(
                format!("weight of {who} in {operator}"),
                row.rewards.weight().u128(),
                view.weigh(&row.holding),
            )?;
            ensure!(row.holding.locked <= row.holding.tokens, "locked coins of {who} in {operator}");
            tokens += row.holding.tokens.u128();
            licenses += row.holding.licenses;
            weight += row.rewards.weight().u128();
        }
        same(format!("tokens in {operator}"), tokens, bonded.tokens.u128())?;
        same(format!("licences in {operator}"), licenses, bonded.licenses)?;
        same(format!("weights in {operator}"), weight, pool.rewards.weight().u128())?;
        same(format!("weight of {operator}"), weight, view.weigh(bonded))?;
    }
    Ok(())
}

/// PR-02: pending stake is the sum of the open transfers into a pool, net of their fees.
pub fn pr_02(context: &Context) -> Result<()> {
    let view = context.after;
    let mut all = 0;
    for (operator, pool) in &view.pools {
        let into = view.transfers.values().filter(|item| item.to == *operator);
        let net: u128 = into.map(|item| item.amount.u128() - item.fee.u128()).sum();
        same(format!("pending stake of {operator}"), pool.standing.pending_stake.u128(), net)?;
        all += net;
    }
    same("pending stake of all pools", view.totals.pending_stake.u128(), all)
}

/// PR-03: between transactions the pool-registry holds donations and nothing else.
pub fn pr_03(context: &Context) -> Result<()> {
    let places = context.world.places();
    let held = context.after.balance(&places.pools, &places.denom);
    same("balance of the pool-registry", held, context.world.model.donations(&places.pools))
}

/// PR-11: a pool is active if and only if self ≥ minimum and ⌊100·self/total⌋ ≥ percentage; both registries and the index
/// know it.
pub fn pr_11(context: &Context) -> Result<()> {
    let view = context.after;
    for (operator, pool) in &view.pools {
        let own = view.weigh(&view.holding(operator, operator));
        let total = pool.rewards.weight().u128();
        let sound = own >= view.pool_config.min_self_stake.u128()
            && total > 0
            && own * 100 / total >= u128::from(view.pool_config.min_self_stake_percentage);
        let expected = match (sound, own) {
            (true, _) => PoolState::Active,
            (false, 0) => PoolState::Retired,
            (false, _) => PoolState::Broken,
        };
        same(format!("state of {operator}"), pool.standing.state, expected)?;
        same(format!("flag of {operator}"), view.stakers[operator].flag, sound)?;
    }
    let index: BTreeSet<(String, Addr)> = view
        .pools
        .iter()
        .map(|(operator, pool)| (pool.standing.state.name().to_owned(), operator.clone()))
        .collect();
    same("pools by state", &view.by_state, &index)
}

/// PR-14: after somebody that is not the operator was let in, the pool is within its capacity.
pub fn pr_14(context: &Context) -> Result<()> {
    if let Some(admitted) = admitted_by_license(context) {
        return within_capacity(context, admitted);
    }
    let Some((sender, msg)) = pool_message(context) else { return Ok(()) };
    let admitted = match msg {
        ExecuteMsg::Delegate { pool } | ExecuteMsg::RedelegateRewards { pool } => {
            Some((sender.to_string(), pool.clone()))
        }
        ExecuteMsg::AutoRedelegate { pool, delegator, .. } => Some((delegator.clone(), pool.clone())),
        ExecuteMsg::TransferDelegation { to_pool, .. } => Some((sender.to_string(), to_pool.clone())),
        ExecuteMsg::FinalizeTransfer { id, .. } => {
            let item = context.before.transfers.get(id);
            item.map(|item| (item.owner.to_string(), item.to.to_string()))
        }
        _ => None,
    };
    admitted.map_or(Ok(()), |admitted| within_capacity(context, admitted))
}

/// Who bonded a licence in which pool, if that is all that happened.
fn admitted_by_license(context: &Context) -> Option<(String, String)> {
    let [Call { message: Message::Licenses(_), .. }] = context.step.calls.as_slice() else { return None };
    let event = context.step.events.iter().find(|it| fact(it) == Some("pool_registry/license_changed"))?;
    Some((address(event, "delegator").into_string(), address(event, "pool").into_string()))
}

fn within_capacity(context: &Context, (who, pool): (String, String)) -> Result<()> {
    let operator = Addr::unchecked(pool);
    let (before, after) = (context.before.pools.get(&operator), context.after.pools.get(&operator));
    let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
    let taken = |pool: &tributary_pool_registry::state::Pool| {
        pool.rewards.weight().u128() + pool.standing.pending_stake.u128()
    };
    let grew = after.rewards.weight() > before.rewards.weight() || taken(after) > taken(before);
    if who == operator.as_str() || !grew {
        return Ok(());
    }
    let config = &context.after.pool_config;
    let capacity = after.standing.self_stake.u128() * 100 / u128::from(config.min_self_stake_percentage);
    ensure!(
        after.standing.self_stake >= config.min_self_stake && taken(after) <= capacity,
        "{who} was let into {operator}, which holds {} of {capacity}",
        taken(after)
    );
    Ok(())
}

/// PR-19: a transfer is in exactly one place, and its delegator could take it back (probed by G-07 as well).
pub fn pr_19(context: &Context) -> Result<()> {
    let view = context.after;
    for id in view.transfers.keys() {
        ensure!(!view.unbonds.contains_key(id), "{id} is a transfer and an unbond");
    }
    for (id, item) in &context.before.transfers {
        let gone = !view.transfers.contains_key(id);
        if !gone
            || context.before.initiator(item) != context.world.places().pools
            || context.step.calls.len() != 1
        {
            continue;
        }
        // It joined its destination, or became an unbond of the gross amount.
        let cancelled = view.unbonds.iter().any(|(new, unbond)| {
            *new >= context.before.ledger.next_id
                && unbond.amount == item.amount
                && unbond.owner == item.owner
        });
        let key = (item.to.clone(), item.owner.clone());
        let held =
            |view: &crate::view::View| view.delegations.get(&key).map_or(0, |row| row.holding.tokens.u128());
        let joined = held(view) > held(context.before);
        ensure!(cancelled != joined, "transfer {id} is in {} places", u8::from(cancelled) + u8::from(joined));
    }
    Ok(())
}

/// PR-21: a place without stake and rewards has no record; the index by delegator lists the same places.
pub fn pr_21(context: &Context) -> Result<()> {
    let view = context.after;
    for ((pool, who), row) in &view.delegations {
        let empty =
            row.holding.tokens.is_zero() && row.rewards.weight().is_zero() && row.rewards.settled().is_zero();
        ensure!(!empty, "an empty record of {who} in {pool}");
    }
    let index: BTreeSet<(Addr, Addr)> =
        view.delegations.keys().map(|(pool, who)| (who.clone(), pool.clone())).collect();
    same("delegations by delegator", &view.by_delegator, &index)
}

/// PR-24: the self stake is the operator's own, and it never travels by transfer.
pub fn pr_24(context: &Context) -> Result<()> {
    let view = context.after;
    for (operator, pool) in &view.pools {
        let own = view.delegations.get(&(operator.clone(), operator.clone()));
        let own = own.map_or(0, |row| row.rewards.weight().u128());
        same(format!("self stake of {operator}"), pool.standing.self_stake.u128(), own)?;
    }
    for (id, item) in &view.transfers {
        let between_pools = view.initiator(item) == context.world.places().pools;
        ensure!(
            !between_pools || item.owner != item.from && item.owner != item.to,
            "transfer {id} moves an operator's self stake"
        );
    }
    Ok(())
}
