//! PC-01 to PC-05: the coinbases.

use std::collections::BTreeSet;

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::Addr;
use tributary_types::pool_registry::{AmountResponse, QueryMsg};

use super::{same, Context, Invariant, When};
use crate::machine::step::{address, amount, fact, transfers};
use crate::model::{Call, Message};

/// The coinbases' invariants.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "PC-01", when: When::Step, check: pc_01 },
        Invariant { id: "PC-02", when: When::Step, check: pc_02 },
        Invariant { id: "PC-03", when: When::Step, check: pc_03 },
        Invariant { id: "PC-04", when: When::Step, check: pc_04 },
        Invariant { id: "PC-05", when: When::Step, check: pc_05 },
    ]
}

/// PC-01: one coinbase a pool, made by the pool-registry, without an admin.
pub fn pc_01(context: &Context) -> Result<()> {
    let view = context.after;
    same("pools and coinbases", view.pools.len(), view.origins.len())?;
    same("pools and profiles", view.pools.len(), view.profiles.len())?;
    for (coinbase, origin) in &view.origins {
        ensure!(origin.creator == context.world.places().pools, "{coinbase} was made by {}", origin.creator);
        ensure!(origin.admin.is_none(), "{coinbase} can be changed by {:?}", origin.admin);
        same("code of a coinbase", origin.code_id, view.pool_config.coinbase_code_id)?;
    }
    Ok(())
}

/// PC-02: a coinbase holds what is booked; the rest is what the query calls unbooked.
pub fn pc_02(context: &Context) -> Result<()> {
    let (view, places) = (context.after, context.world.places());
    let turn = context.step.turn % view.pools.len().max(1);
    for (index, (operator, pool)) in view.pools.iter().enumerate() {
        let (held, out) = (view.rewards_held(operator, places), pool.rewards.outstanding().u128());
        ensure!(held >= out, "the coinbase of {operator} holds {held}, {out} is outstanding");
        if index == turn {
            let ask = QueryMsg::UnbookedRewards { pool: operator.to_string() };
            let unbooked = context.world.net.ask_pools::<AmountResponse>(&ask)?.amount.u128();
            same(format!("unbooked rewards of {operator}"), unbooked, held - out)?;
        }
    }
    Ok(())
}

/// PC-03: what arrived at a coinbase is there or was paid by it.
pub fn pc_03(context: &Context) -> Result<()> {
    let (view, places) = (context.after, context.world.places());
    for operator in view.pools.keys() {
        let coinbase = view.coinbase(operator);
        let received = context.ghost.received.get(coinbase).copied().unwrap_or_default();
        let paid = context.ghost.paid.get(coinbase).copied().unwrap_or_default();
        same(format!("received by {coinbase}"), received, paid + view.rewards_held(operator, places))?;
    }
    Ok(())
}

/// PC-04: foreign coins leave to the operator alone, staking coins by `pay` alone.
pub fn pc_04(context: &Context) -> Result<()> {
    let (view, places) = (context.after, context.world.places());
    let coinbases: BTreeSet<&Addr> = view.coinbases.values().collect();
    let mut staking = 0;
    for (to, from, denom, amount) in context.step.events.iter().flat_map(transfers) {
        if !coinbases.contains(&from) {
            continue;
        }
        if denom == places.denom {
            staking += amount;
            continue;
        }
        let operator = view.coinbases.iter().find(|(_, coinbase)| **coinbase == from);
        let operator = operator.context("a coinbase without pool")?.0;
        ensure!(to == *operator, "{amount}{denom} left the coinbase of {operator} to {to}");
    }
    let paid = context.step.events.iter().filter(|event| fact(event) == Some("coinbase/paid"));
    same("staking coins that left coinbases", staking, paid.map(|event| amount(event, "amount")).sum())?;
    for coinbase in coinbases {
        let fell = |denom: &&String| view.balance(coinbase, denom) < context.before.balance(coinbase, denom);
        let before = context.before.balances.get(coinbase);
        let lost: Vec<&String> = before.iter().flat_map(|coins| coins.keys()).filter(fell).collect();
        let told = context
            .step
            .events
            .iter()
            .any(|event| matches!(fact(event), Some("coinbase/paid" | "coinbase/recovered")));
        ensure!(lost.is_empty() || told, "{coinbase} lost {lost:?} silently");
    }
    Ok(())
}

/// PC-05: `pay` is the first thing that a handler sends, and lowers what is outstanding by exactly its sum.
pub fn pc_05(context: &Context) -> Result<()> {
    for (operator, pool) in &context.after.pools {
        let before = context.before.pools.get(operator).map_or(0, |pool| pool.rewards.outstanding().u128());
        let of_pool = |name: &str| -> u128 {
            let events = context.step.events.iter().filter(|event| fact(event) == Some(name));
            events
                .filter(|event| address(event, "pool") == *operator)
                .map(|event| amount(event, "amount"))
                .sum()
        };
        let (booked, paid) = (of_pool("pool_registry/rewards_booked"), of_pool("coinbase/paid"));
        same(
            format!("outstanding of {operator}"),
            pool.rewards.outstanding().u128() + paid,
            before + booked,
        )?;
    }
    let [Call { message: Message::Pools(_), .. }] = context.step.calls.as_slice() else { return Ok(()) };
    let executes: Vec<_> = context.step.events.iter().filter(|event| event.ty == "execute").collect();
    let coinbases: BTreeSet<&Addr> = context.after.coinbases.values().collect();
    let contract = |index: usize| address(executes[index], "_contract_address");
    for index in (0..executes.len()).filter(|index| coinbases.contains(&contract(*index))) {
        // What ran just before is the handler that pays, also when a hook called back.
        let payer = index.checked_sub(1).map(contract);
        ensure!(payer.as_ref() == Some(&context.world.places().pools), "pay comes after a call of {payer:?}");
    }
    Ok(())
}
