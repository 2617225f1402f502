//! PR-04 to PR-08, PR-12, PR-20: the reward books.

use anyhow::{ensure, Result};
use cosmwasm_std::Addr;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use tributary_pool_registry::state::Pool;

use super::{same, Context, Invariant, When};
use crate::machine::compare::{big, owed};
use crate::machine::step::{address, fact, transfers};
use crate::model::books::scale;
use crate::view::View;

/// The invariants of rewards.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "PR-04", when: When::Step, check: pr_04 },
        Invariant { id: "PR-05", when: When::Step, check: pr_05 },
        Invariant { id: "PR-06", when: When::Step, check: pr_06 },
        Invariant { id: "PR-07", when: When::Step, check: pr_07 },
        Invariant { id: "PR-08", when: When::Step, check: pr_08 },
        Invariant { id: "PR-12", when: When::Step, check: pr_12 },
        Invariant { id: "PR-20", when: When::Step, check: pr_20 },
    ]
}

/// Whole units that everybody in a pool can claim without commission, and the sum of their fractions.
fn claims(view: &View, operator: &Addr, pool: &Pool) -> (BigInt, BigInt) {
    let mut sums = (BigInt::zero(), BigInt::zero());
    for (_, row) in view.members(operator) {
        let (whole, fraction) = owed(pool.rewards.crr(), &row.rewards).div_rem(&scale());
        sums.0 += whole;
        sums.1 += fraction;
    }
    sums
}

fn unreleased(pool: &Pool) -> u128 {
    pool.rewards.unreleased().u128()
}

/// out − com − claimable − unreleased.
fn dust(view: &View, operator: &Addr, pool: &Pool) -> BigInt {
    let (whole, _) = claims(view, operator, pool);
    big(pool.rewards.outstanding()) - big(pool.rewards.commission()) - whole - unreleased(pool)
}

/// PR-04: what is booked and not paid is commission, claims, unreleased rewards, and dust that is not negative.
pub fn pr_04(context: &Context) -> Result<()> {
    for (operator, pool) in &context.after.pools {
        let dust = dust(context.after, operator, pool);
        ensure!(!dust.is_negative(), "dust of {operator} is {dust}");
    }
    Ok(())
}

/// PR-05: the dust is exactly the remainder and all fractions; the remainder stays below the weight, but for the fractions
/// of records removed since it was last divided.
pub fn pr_05(context: &Context) -> Result<()> {
    let view = context.after;
    for (operator, pool) in &view.pools {
        let (_, fractions) = claims(view, operator, pool);
        let remainder = big(pool.rewards.remainder());
        same(
            format!("dust of {operator}"),
            dust(view, operator, pool) * scale(),
            remainder.clone() + fractions,
        )?;
        if context.step.calls.len() > 1 || !was_booked(context, operator) {
            continue;
        }
        // Divided by the weight before the call, unless nobody was in.
        let weight = context.before.pools.get(operator).map_or(0, |pool| pool.rewards.weight().u128());
        let removed = context.ghost.removed.get(operator).copied().unwrap_or_default();
        let bound = BigInt::from(weight) + scale() * removed;
        ensure!(weight == 0 || remainder < bound, "remainder of {operator}: {remainder}");
    }
    Ok(())
}

/// Whether the step booked rewards of a pool.
fn was_booked(context: &Context, operator: &Addr) -> bool {
    let events = &context.step.events;
    events.iter().any(|event| {
        fact(event) == Some("pool_registry/rewards_booked") && address(event, "pool") == *operator
    })
}

/// PR-06: nobody is owed more than its exact share, and at most a unit (and its part of the divisions' floors) less.
pub fn pr_06(context: &Context) -> Result<()> {
    for (operator, pool) in &context.after.pools {
        let Some(books) = context.world.model.pools.pools.get(operator).map(|pool| &pool.books) else {
            continue;
        };
        for (who, row) in context.after.members(operator) {
            let claimable = owed(pool.rewards.crr(), &row.rewards) / scale();
            let missing = books.exact(who) - BigRational::from_integer(claimable);
            let bound = BigRational::from_integer(1.into()) + books.tolerance();
            ensure!(!missing.is_negative(), "{who} is owed more than its share of {operator}: {missing}");
            ensure!(missing < bound, "{who} is owed less than its share of {operator}: {missing}");
        }
    }
    Ok(())
}

/// PR-07: `crr` never falls and nobody is ahead of it; a handler that books leaves nothing unbooked.
pub fn pr_07(context: &Context) -> Result<()> {
    let view = context.after;
    for (operator, pool) in &view.pools {
        let crr = pool.rewards.crr();
        let before = context.before.pools.get(operator).map(|pool| pool.rewards.crr());
        ensure!(before.is_none_or(|before| before <= crr), "crr of {operator} fell");
        for (who, row) in view.members(operator) {
            ensure!(row.rewards.crr() <= crr, "{who} is ahead of {operator}");
        }
        if was_booked(context, operator) && context.step.calls.len() == 1 {
            // The handler itself may have paid a fee to the coinbase.
            let coinbase = view.coinbase(operator);
            let moved = context.step.events.iter().flat_map(transfers);
            let arrived: u128 = moved.filter(|(to, ..)| to == coinbase).map(|(_, _, _, amount)| amount).sum();
            let held = view.rewards_held(operator, context.world.places());
            let unbooked = held - pool.rewards.outstanding().u128();
            ensure!(unbooked <= arrived, "{unbooked} unbooked after a booking of {operator}");
        }
    }
    Ok(())
}

/// PR-08: growth of `crr` times weight stays below 2^256.
pub fn pr_08(context: &Context) -> Result<()> {
    for (operator, pool) in &context.after.pools {
        for (who, row) in context.after.members(operator) {
            let growth = big(pool.rewards.crr()) - big(row.rewards.crr());
            let product = growth * row.rewards.weight().u128() + big(row.rewards.fraction());
            ensure!(product.bits() <= 256, "{who} in {operator}: {} bits", product.bits());
        }
    }
    Ok(())
}

/// PR-12: with nobody in the pool nothing is lost: `crr` rests, and what is booked is commission, unreleased or remainder.
pub fn pr_12(context: &Context) -> Result<()> {
    for (operator, pool) in &context.after.pools {
        let Some(before) = context.before.pools.get(operator) else { continue };
        if !before.rewards.weight().is_zero() || !pool.rewards.weight().is_zero() {
            continue;
        }
        // Within a transaction of several calls somebody can come, be the one whom a remainder is shared with, and leave.
        if context.step.calls.len() <= 1 {
            same(format!("crr of the empty {operator}"), pool.rewards.crr(), before.rewards.crr())?;
        }
        let (whole, fractions) = claims(context.after, operator, pool);
        let kept = (big(pool.rewards.commission()) + unreleased(pool) + whole) * scale()
            + big(pool.rewards.remainder())
            + fractions;
        same(format!("rewards of the empty {operator}"), big(pool.rewards.outstanding()) * scale(), kept)?;
    }
    Ok(())
}

/// PR-20: once everybody has withdrawn, only unreleased rewards and dust are outstanding. Fractions of records that went
/// meanwhile may have completed units for those who were earlier.
pub fn pr_20(context: &Context) -> Result<()> {
    let Some((operator, records)) = &context.step.swept else { return Ok(()) };
    let pool = &context.after.pools[operator];
    let members = context.after.members(operator).count();
    let gone = records.saturating_sub(members);
    // One that is shared may complete a unit for each of them.
    let most = if gone == 0 { 0 } else { gone + members };
    let (whole, fractions) = claims(context.after, operator, pool);
    ensure!(whole <= BigInt::from(most), "claims after everybody withdrew: {whole}");
    same("commission after everybody withdrew", pool.rewards.commission().u128(), 0)?;
    let left = big(pool.rewards.outstanding()) - unreleased(pool) - whole;
    same("what is left", left * scale(), big(pool.rewards.remainder()) + fractions)
}
