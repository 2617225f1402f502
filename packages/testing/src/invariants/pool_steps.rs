//! PR-13, PR-15 to PR-18: what single calls of the pool-registry do.

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::Addr;
use tributary_types::pool_registry::{AmountResponse, ExecuteMsg, QueryMsg};

use super::{answered, pool_message, same, Context, Invariant, When};
use crate::view::View;

/// The invariants of calls.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "PR-13", when: When::Step, check: pr_13 },
        Invariant { id: "PR-15", when: When::Step, check: pr_15 },
        Invariant { id: "PR-16", when: When::Step, check: pr_16 },
        Invariant { id: "PR-17", when: When::Step, check: pr_17 },
        Invariant { id: "PR-18", when: When::Step, check: pr_18 },
    ]
}

fn tokens(view: &View, pool: &Addr, who: &Addr) -> u128 {
    view.delegations.get(&(pool.clone(), who.clone())).map_or(0, |row| row.holding.tokens.u128())
}

/// PR-13: who comes for rewards that have arrived already, or for a lump that is released over time, gets none of them.
pub fn pr_13(context: &Context) -> Result<()> {
    let Some(visit) = &context.step.visit else { return Ok(()) };
    same(visit.story, visit.earned, 0)
}

/// Pool, delegator, and what the query promised, of a single call that delegates for somebody.
fn auto<'a>(context: &Context<'a>) -> Option<(Addr, Addr, u128)> {
    let (_, ExecuteMsg::AutoRedelegate { pool, delegator, .. }) = pool_message(context)? else { return None };
    let key = (Addr::unchecked(pool), Addr::unchecked(delegator));
    let owed = context.step.quotes.get(&key).copied()?;
    Some((key.0, key.1, owed))
}

/// PR-15: what is acted on is the owner's part and the caller's part, and nothing else.
pub fn pr_15(context: &Context) -> Result<()> {
    if let Some((_, _, owed)) = auto(context) {
        let parts =
            answered(context, "amount").context("no amount")? + answered(context, "fee").context("no fee")?;
        same("delegated and fee together", parts, owed)?;
    }
    if let Some((_, ExecuteMsg::FinalizeTransfer { id, .. })) = pool_message(context) {
        let item = &context.before.transfers[id];
        let grew =
            tokens(context.after, &item.to, &item.owner) - tokens(context.before, &item.to, &item.owner);
        let paid: u128 = context.ghost.sent.values().sum();
        same("stake and fee of a transfer", grew + paid, item.amount.u128())?;
        same("fee of a transfer", paid, item.fee.u128())?;
    }
    Ok(())
}

/// PR-16: the fee of auto rewards is ⌊owed·rate⌋, the rest is delegated, only for who opted in.
pub fn pr_16(context: &Context) -> Result<()> {
    let Some((pool, who, owed)) = auto(context) else { return Ok(()) };
    let rate =
        context.before.auto.get(&(pool.clone(), who.clone())).context("delegated for who did not opt in")?;
    let fee = answered(context, "fee").context("no fee")?;
    let amount = answered(context, "amount").context("no amount")?;
    same("fee", fee, owed * u128::from(rate.value()) / 1_000_000)?;
    ensure!(amount > 0 || owed == 0, "nothing was delegated of {owed}");
    same("stake", tokens(context.after, &pool, &who), tokens(context.before, &pool, &who) + amount)
}

/// PR-17: delegating rewards where nothing is owed moves nothing.
pub fn pr_17(context: &Context) -> Result<()> {
    let pool = match pool_message(context) {
        Some((_, ExecuteMsg::RedelegateRewards { pool } | ExecuteMsg::AutoRedelegate { pool, .. })) => {
            Addr::unchecked(pool)
        }
        _ => return Ok(()),
    };
    if answered(context, "amount") != Some(0) {
        return Ok(());
    }
    let places = context.world.places();
    let held = |view: &View| view.rewards_held(&pool, places);
    same("rewards in the coinbase", held(context.after), held(context.before))?;
    let stake = |view: &View| view.pools[&pool].rewards.weight();
    same("stake", stake(context.after), stake(context.before))?;
    let all = |view: &View| view.pools[&pool].rewards.outstanding().u128().max(held(view));
    same("booked and unbooked rewards", all(context.after), all(context.before))
}

/// PR-18: an undelegation lowers the stake at once, opens an unbond of the amount, and leaves the rewards claimable.
pub fn pr_18(context: &Context) -> Result<()> {
    let Some((who, ExecuteMsg::Undelegate { pool, amount, fee })) = pool_message(context) else {
        return Ok(());
    };
    let operator = Addr::unchecked(pool);
    let (before, after) = (tokens(context.before, &operator, who), tokens(context.after, &operator, who));
    same("stake", after + amount.u128(), before)?;
    let id = context.before.ledger.next_id;
    let item = context.after.unbonds.get(&id).context("no unbond")?;
    let expected = (&operator, who, *amount, fee.unwrap_or_default());
    same("unbond", (&item.staker, &item.owner, item.amount, item.fee), expected)?;
    let ask = QueryMsg::Rewards { pool: pool.clone(), delegator: who.to_string() };
    let claimable = context.world.net.ask_pools::<AmountResponse>(&ask)?.amount.u128();
    let quote = context.step.quotes.get(&(operator, who.clone())).copied().context("no quote")?;
    // A remainder shared among fewer may complete a unit.
    ensure!(claimable >= quote, "claimable after the undelegation: {claimable} of {quote}");
    Ok(())
}
