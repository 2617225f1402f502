//! PR-09, PR-10, PR-25: commissions, and the end.

use anyhow::{ensure, Context as _, Result};
use num_bigint::BigInt;
use tributary_types::pool_registry::ExecuteMsg;

use super::{pool_message, same, Context, Invariant, When};
use crate::machine::compare::big;
use crate::machine::step::{address, amount, fact};
use crate::model::books::scale;
use crate::model::Moment;

/// The invariants of commissions and of the end.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "PR-09", when: When::Step, check: pr_09 },
        Invariant { id: "PR-10", when: When::Step, check: pr_10 },
        Invariant { id: "PR-25", when: When::Step, check: pr_25 },
    ]
}

/// PR-09: each booking credits ⌊rate·booked⌋ at the rate before the call; what is credited is claimed or still there.
pub fn pr_09(context: &Context) -> Result<()> {
    for event in
        context.step.events.iter().filter(|event| fact(event) == Some("pool_registry/rewards_booked"))
    {
        let operator = address(event, "pool");
        let Some(before) = context.before.pools.get(&operator) else { continue };
        if context.step.calls.len() > 1 {
            continue;
        }
        let rate = u128::from(before.standing.commission.value());
        let expected = amount(event, "amount") * rate / 1_000_000;
        same(format!("commission of {operator}"), amount(event, "commission"), expected)?;
    }
    for (operator, pool) in &context.after.pools {
        let credited = context.ghost.credited.get(operator).copied().unwrap_or_default();
        let claimed = context.ghost.claimed.get(operator).copied().unwrap_or_default();
        same(format!("commission of {operator}"), pool.rewards.commission().u128() + claimed, credited)?;
        let booked = context.ghost.booked.get(operator).copied().unwrap_or_default();
        same(format!("lifetime rewards of {operator}"), big(pool.rewards.lifetime()), BigInt::from(booked))?;
    }
    Ok(())
}

/// PR-10: rates are at most 100 %, and change only by a request that is released and not expired.
pub fn pr_10(context: &Context) -> Result<()> {
    let now = Moment { height: context.before.height, seconds: context.before.seconds };
    for (operator, pool) in &context.after.pools {
        let rate = pool.standing.commission;
        ensure!(rate.value() <= 1_000_000, "rate of {operator}: {}", rate.value());
        let Some(before) = context.before.pools.get(operator) else { continue };
        if before.standing.commission == rate {
            continue;
        }
        let request = context.before.requests.get(operator).context("a rate changed without request")?;
        same("requested rate", rate, request.commission)?;
        ensure!(
            now.reached(request.release) && !now.reached(request.expires),
            "{operator} changed its rate out of time"
        );
        let asked = pool_message(context);
        let single = asked.is_none_or(|(sender, msg)| {
            sender == operator && matches!(msg, ExecuteMsg::FinalizeCommissionChange {})
        });
        ensure!(single, "the rate of {operator} changed by {asked:?}");
    }
    Ok(())
}

/// PR-25: when everybody is out, coinbases hold bounded dust, the pool-registry donations, the staker-registry revenue and
/// donations.
pub fn pr_25(context: &Context) -> Result<()> {
    let Some(end) = &context.step.end else { return Ok(()) };
    let (view, places, model) = (context.after, context.world.places(), &context.world.model);
    for (operator, pool) in &view.pools {
        same(format!("weight of {operator}"), pool.rewards.weight().u128(), 0)?;
        let held = BigInt::from(view.rewards_held(operator, places)) * scale();
        same(
            format!("coins left in the coinbase of {operator}"),
            held.clone(),
            big(pool.rewards.remainder()),
        )?;
        let bound = end.bounds.get(operator).context("no bound")?;
        ensure!(held <= *bound * scale(), "dust of {operator} above {bound}: {held}");
    }
    ensure!(
        view.delegations.is_empty()
            && view.unbonds.is_empty()
            && view.transfers.is_empty()
            && view.custody.is_empty(),
        "somebody is in"
    );
    same("pool-registry", view.balance(&places.pools, &places.denom), model.donations(&places.pools))?;
    let owed = view.ledger.revenue_due.u128() + model.donations(&places.stakers);
    same("staker-registry", view.balance(&places.stakers, &places.denom), owed)
}
