//! SR-01 to SR-11: the staker-registry.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::Addr;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, QueryMsg, StakeResponse};

use super::{same, Context, Invariant, When};
use crate::model::{Call, Message, Moment};
use crate::view::{CustodyOrders, Orders};

/// The staker-registry's invariants.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "SR-01", when: When::Step, check: sr_01 },
        Invariant { id: "SR-02", when: When::Step, check: sr_02 },
        Invariant { id: "SR-03", when: When::Step, check: sr_03 },
        Invariant { id: "SR-04", when: When::Step, check: sr_04 },
        Invariant { id: "SR-05", when: When::Step, check: sr_05 },
        Invariant { id: "SR-06", when: When::Step, check: sr_06 },
        Invariant { id: "SR-07", when: When::Refusal, check: sr_07 },
        Invariant { id: "SR-08", when: When::Step, check: sr_08 },
        Invariant { id: "SR-09", when: When::Step, check: sr_09 },
        Invariant { id: "SR-10", when: When::Step, check: sr_10 },
        Invariant { id: "SR-11", when: When::Step, check: sr_11 },
    ]
}

/// SR-01: what the registry holds is what it owes, and donations.
pub fn sr_01(context: &Context) -> Result<()> {
    let places = context.world.places();
    let held = context.after.balance(&places.stakers, &places.denom);
    let owed = context.after.staker_liabilities() + context.world.model.donations(&places.stakers);
    same("balance of the staker-registry", held, owed)
}

/// SR-02: sums and counts equal what they sum and count; lists in another order list the same.
pub fn sr_02(context: &Context) -> Result<()> {
    let view = context.after;
    let counting = view.stakers.iter().filter(|(_, staker)| view.power(staker) > 0);
    let active: BTreeSet<Addr> = counting.map(|(id, _)| id.clone()).collect();
    let power: u128 = view.stakers.values().map(|staker| view.power(staker)).sum();
    let ledger = &view.ledger;
    let holdings = || view.stakers.values().map(|staker| &staker.holding);
    same("tokens", ledger.tokens.u128(), holdings().map(|holding| holding.tokens.u128()).sum())?;
    same("licences", ledger.licenses, holdings().map(|holding| holding.licenses).sum())?;
    let waiting = view.custody.values().filter_map(|kept| kept.surplus).map(|surplus| surplus.u128());
    same("waiting surplus", ledger.surplus.u128(), waiting.sum())?;
    for (identity, staker) in &view.stakers {
        ensure!(staker.holding.locked <= staker.holding.tokens, "locked coins of {identity}");
    }
    same("stakers", ledger.stakers, view.stakers.len() as u64)?;
    same("active stakers", ledger.active_stakers, active.len() as u64)?;
    same("power", ledger.power.u128(), power)?;
    same("thawing", ledger.thawing.u128(), view.unbonds.values().map(|item| item.amount.u128()).sum())?;
    same(
        "transferring",
        ledger.transferring.u128(),
        view.transfers.values().map(|item| item.amount.u128()).sum(),
    )?;
    same("orders of items", &view.orders, &Orders::of(&view.unbonds, &view.transfers))?;
    same("orders of licences", &view.custody_orders, &CustodyOrders::of(&view.custody))?;
    same("index of active stakers", &view.active, &active)
}

/// SR-03: signing addresses and stakers correspond one to one.
pub fn sr_03(context: &Context) -> Result<()> {
    let view = context.after;
    let expected: BTreeMap<Addr, Addr> =
        view.stakers.iter().map(|(id, staker)| (staker.signing_address.clone(), id.clone())).collect();
    same("signing addresses", view.stakers.len(), expected.len())?;
    same("signers", &view.signers, &expected)
}

/// SR-04: effective stake by signing address and coinbase; asked about what changed, and one staker in turn.
pub fn sr_04(context: &Context) -> Result<()> {
    let (view, net) = (context.after, &context.world.net);
    let turn = context.step.turn % view.stakers.len().max(1);
    for (index, (identity, staker)) in view.stakers.iter().enumerate() {
        if context.before.stakers.get(identity) == Some(staker) && index != turn {
            continue;
        }
        let ask = |coinbase: &Addr| -> Result<u128> {
            let msg = QueryMsg::EffectiveStake {
                signing_address: staker.signing_address.to_string(),
                coinbase_address: coinbase.to_string(),
            };
            Ok(net.ask_stakers::<StakeResponse>(&msg)?.stake.u128())
        };
        let expected = view.power(staker);
        same(format!("effective stake of {identity}"), ask(&staker.coinbase_address)?, expected)?;
        if staker.coinbase_address != net.staker_registry {
            same(format!("effective stake of {identity} elsewhere"), ask(&net.staker_registry)?, 0)?;
        }
    }
    Ok(())
}

/// SR-05: all that came in and did not go out is bonded, open, or revenue.
pub fn sr_05(context: &Context) -> Result<()> {
    let (ghost, view) = (context.ghost, context.after);
    same("bonded less paid", ghost.bonded_in - ghost.paid_out, view.staker_liabilities())
}

/// SR-06: ids come in order, each item is paid once, to whom and as much as it says.
pub fn sr_06(context: &Context) -> Result<()> {
    let (ghost, view) = (context.ghost, context.after);
    ensure!(ghost.misnumbered.is_empty(), "ids out of order or closed twice: {:?}", ghost.misnumbered);
    same("next id", view.ledger.next_id, ghost.next_id)?;
    ensure!(view.ledger.next_id >= context.before.ledger.next_id, "ids fell");
    let open: BTreeSet<&u64> = view.unbonds.keys().chain(view.transfers.keys()).collect();
    same("open items", open, ghost.open.keys().collect())?;
    same("payments of the staker-registry", &ghost.sent, &ghost.promised)
}

/// What a single call wants to finalise: id, whether as an unbond, whether the caller may, and who gets the fee.
fn finalisation<'a>(context: &Context<'a>) -> Option<(u64, bool, &'a Call, Option<&'a String>)> {
    let [call] = context.step.calls.as_slice() else { return None };
    match &call.message {
        Message::Stakers(StakerMsg::FinalizeUnbond { id, fee_recipient }) => {
            Some((*id, true, call, fee_recipient.as_ref()))
        }
        Message::Pools(PoolMsg::FinalizeUndelegate { id, fee_recipient }) => {
            Some((*id, true, call, fee_recipient.as_ref()))
        }
        Message::Stakers(StakerMsg::FinalizeTransfer { id, fee_recipient }) => {
            Some((*id, false, call, fee_recipient.as_ref()))
        }
        _ => None,
    }
}

/// SR-07: an item can be finalised if and only if it is open and its lock is over (a transfer: by its initiator).
pub fn sr_07(context: &Context) -> Result<()> {
    let Some((id, unbond, call, fee_recipient)) = finalisation(context) else { return Ok(()) };
    let places = context.world.places();
    let registries = [places.stakers.as_str(), places.pools.as_str()];
    let named = fee_recipient.map(String::as_str);
    let odd = named.is_some_and(|to| registries.contains(&to) || !crate::model::refusals::is_address(to));
    if odd || !call.funds.is_empty() {
        return Ok(());
    }
    let now = Moment { height: context.before.height, seconds: context.before.seconds };
    let ready = if unbond {
        context.before.unbonds.get(&id).is_some_and(|item| now.reached(item.release))
    } else {
        let item = context.before.transfers.get(&id);
        item.is_some_and(|item| now.reached(item.release) && context.before.initiator(item) == call.sender)
    };
    same(format!("item {id} finalised"), context.step.ok, ready)
}

/// SR-08: tokens fall by the management's calls or by liquidation, licences also by those of whoever bonded them; identity
/// and management never change.
pub fn sr_08(context: &Context) -> Result<()> {
    for (identity, before) in &context.before.stakers {
        let after = context.after.stakers.get(identity).with_context(|| format!("{identity} is gone"))?;
        same(format!("management of {identity}"), &after.management, &before.management)?;
        if after.holding.tokens < before.holding.tokens {
            let allowed = context.step.calls.iter().any(|call| match &call.message {
                Message::Stakers(StakerMsg::Liquidate { staker, .. }) => staker == identity.as_str(),
                Message::Stakers(_) => call.sender == before.management,
                Message::Pools(_) | Message::Joint(JointMsg::ReleasePrincipal { .. }) => {
                    before.management == context.world.places().pools
                }
                _ => false,
            });
            ensure!(allowed, "tokens of {identity} fell without its management");
        }
        if after.holding.licenses < before.holding.licenses {
            let allowed = context.step.calls.iter().any(|call| match &call.message {
                Message::Stakers(StakerMsg::Liquidate { staker, .. }) => staker == identity.as_str(),
                Message::Stakers(StakerMsg::UnbondLicense { token_id }) => {
                    context.before.custody.get(token_id).is_none_or(|kept| kept.bonder == call.sender)
                }
                _ => false,
            });
            ensure!(allowed, "licences of {identity} fell without who bonded them");
        }
    }
    Ok(())
}

/// SR-09: the signing address changes only when its cool-down is over, which then starts again.
pub fn sr_09(context: &Context) -> Result<()> {
    let now = Moment { height: context.before.height, seconds: context.before.seconds };
    let next = now.after(context.before.staker_config.signing_cooldown);
    for (identity, after) in &context.after.stakers {
        let before = context.before.stakers.get(identity);
        if before.is_some_and(|before| before.signing_address == after.signing_address) {
            let kept = before.map(|before| before.next_signing_change);
            same(format!("cool-down of {identity}"), kept, Some(after.next_signing_change))?;
            continue;
        }
        if let Some(before) = before {
            ensure!(now.reached(before.next_signing_change), "{identity} changed its key in the cool-down");
        }
        if context.step.calls.len() == 1 {
            same(format!("cool-down of {identity}"), after.next_signing_change, next)?;
        }
    }
    Ok(())
}

/// SR-10: every open item has an amount, and a fee that it can bear.
pub fn sr_10(context: &Context) -> Result<()> {
    for (id, item) in &context.after.unbonds {
        ensure!(!item.amount.is_zero() && item.fee <= item.amount, "unbond {id}: {item:?}");
    }
    for (id, item) in &context.after.transfers {
        let bearable =
            item.fee < item.amount || context.ghost.reduced.contains(id) && item.fee <= item.amount;
        ensure!(!item.amount.is_zero() && bearable, "transfer {id}: {item:?}");
    }
    Ok(())
}

/// SR-11: 16 transfers, 32 unbonds besides those of cancelled transfers, 48 items of one owner with one staker.
pub fn sr_11(context: &Context) -> Result<()> {
    let mut unbonds: BTreeMap<(&Addr, &Addr), (usize, usize)> = BTreeMap::new();
    for (id, item) in &context.after.unbonds {
        let count = unbonds.entry((&item.staker, &item.owner)).or_default();
        count.0 += 1;
        count.1 += usize::from(!context.ghost.from_cancel.contains(id));
    }
    let mut transfers: BTreeMap<(&Addr, &Addr), usize> = BTreeMap::new();
    for item in context.after.transfers.values() {
        *transfers.entry((&item.from, &item.owner)).or_default() += 1;
    }
    for (pair, (all, asked)) in &unbonds {
        let moving = transfers.get(pair).copied().unwrap_or_default();
        ensure!(*asked <= 32, "{asked} unbonds of {pair:?}");
        ensure!(all + moving <= 48, "{} items of {pair:?}", all + moving);
    }
    for (pair, count) in &transfers {
        ensure!(*count <= 16, "{count} transfers of {pair:?}");
    }
    Ok(())
}
