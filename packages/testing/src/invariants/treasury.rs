//! TD-01 to TD-06: what the treasury keeps, and the curve.

use std::collections::BTreeMap;

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::{Addr, Decimal, Event};
use num_bigint::BigInt;
use num_traits::Zero;
use tributary_math::revenue::Staker;
use tributary_simulator::Chain;
use tributary_types::treasury_decay as td;
use tributary_types::treasury_decay::{ExecuteMsg, QueryMsg};

use super::{same, treasury_steps, Context, Invariant, When};
use crate::machine::compare::big;
use crate::machine::step::{amount, fact};
use crate::model::decay_curve::{effective, log2_fp, threshold};
use crate::model::treasury::Treasury;
use crate::model::Message;
use crate::treasury_view::{ask, scaled, users, Counted, Passed, TreasuryView};

/// What a check looks at.
pub struct TreasuryStep<'a> {
    /// The chain.
    pub chain: &'a Chain,
    /// What was stored before.
    pub before: &'a TreasuryView,
    /// What is stored now.
    pub after: &'a TreasuryView,
    /// What it should be.
    pub model: &'a Treasury,
    /// The only message to it in a transaction that succeeded.
    pub call: Option<&'a ExecuteMsg>,
    /// All events.
    pub events: &'a [Event],
    /// Coins of the denom that it holds and does not count.
    pub donated: u128,
    /// The stakes that made the thresholds.
    pub counted: &'a Counted,
    /// What everybody could have claimed before time passed, if this is what happened.
    pub passed: Option<&'a Passed>,
    /// Whether questions are asked.
    pub thorough: bool,
    /// Whether everything was released, settled, collected and claimed.
    pub end: bool,
}

/// A check of a step.
pub type Check = fn(&TreasuryStep) -> Result<()>;

/// All checks by id; the last word says whether they ask questions.
pub const ALL: [(&str, Check, bool); 13] = [
    ("TD-01", td_01, false),
    ("TD-02", td_02, false),
    ("TD-03", td_03, true),
    ("TD-04", td_04, true),
    ("TD-05", td_05, false),
    ("TD-06", td_06, false),
    ("TD-07", treasury_steps::td_07, false),
    ("TD-08", treasury_steps::td_08, false),
    ("TD-09", treasury_steps::td_09, false),
    ("TD-10", treasury_steps::td_10, true),
    ("TD-11", treasury_steps::td_11, false),
    ("TD-12", treasury_steps::td_12, false),
    ("TD-13", treasury_steps::td_13, false),
];

/// The step of the treasury in a step of the network.
fn within<'a>(context: &'a Context) -> TreasuryStep<'a> {
    let mut calls = context.step.calls.iter().filter_map(|call| match &call.message {
        Message::Treasury(msg) => Some(msg),
        _ => None,
    });
    let call = calls.next().filter(|_| calls.next().is_none());
    TreasuryStep {
        chain: &context.world.net.chain,
        before: &context.before.treasury,
        after: &context.after.treasury,
        model: &context.world.model.treasury,
        call,
        events: &context.step.events,
        donated: context.world.model.donations(&context.world.places().treasury),
        counted: &context.ghost.counted,
        passed: context.step.passed.as_ref(),
        thorough: context.step.thorough,
        end: context.step.end.is_some(),
    }
}

/// The same checks for the network.
macro_rules! checks {
    ($($id:literal $when:ident $check:path;)*) => {
        vec![$(Invariant { id: $id, when: When::$when, check: |context| $check(&within(context)) },)*]
    };
}

/// The invariants of the treasury.
pub fn invariants() -> Vec<Invariant> {
    checks! {
        "TD-01" Step td_01;
        "TD-02" Step td_02;
        "TD-03" Thorough td_03;
        "TD-04" Thorough td_04;
        "TD-05" Step td_05;
        "TD-06" Step td_06;
        "TD-07" Step treasury_steps::td_07;
        "TD-08" Step treasury_steps::td_08;
        "TD-09" Step treasury_steps::td_09;
        "TD-10" Thorough treasury_steps::td_10;
        "TD-11" Step treasury_steps::td_11;
        "TD-12" Step treasury_steps::td_12;
        "TD-13" Step treasury_steps::td_13;
    }
}

/// Makes all checks that are due.
///
/// # Errors
/// The first broken one.
pub fn check_all(step: &TreasuryStep) -> Result<()> {
    let mut due = ALL.iter().filter(|(.., asks)| !asks || step.thorough || step.end);
    due.try_for_each(|(id, check, _)| check(step).context(*id))
}

impl TreasuryStep<'_> {
    /// What the treasury reported.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &Event)> {
        self.events.iter().filter_map(|event| Some((fact(event)?.strip_prefix("treasury_decay/")?, event)))
    }

    /// What it reported, if that is one thing.
    pub fn only_fact(&self) -> Option<(&str, &Event)> {
        let mut facts = self.facts();
        let first = facts.next()?;
        facts.next().is_none().then_some(first)
    }

    /// The effective part of a stake whose owner was identified or not.
    pub fn effective(&self, identified: bool, stake: u128, threshold: u128) -> u128 {
        if identified {
            return effective(self.after.config.decay_base.value(), stake, threshold);
        }
        0
    }

    /// Whether somebody counted as identified before.
    pub fn was_identified(&self, who: &Addr) -> bool {
        matches!(self.before.config.identity, td::IdentityRule::Off {})
            || self.before.identities.contains(who)
    }
}

/// TD-01: the totals are sums, and the logarithms add up to the last bit.
pub fn td_01(step: &TreasuryStep) -> Result<()> {
    let view = step.after;
    let mut sums: BTreeMap<&Addr, u128> = BTreeMap::new();
    for ((who, pool), pair) in &view.stakes {
        ensure!(!pair.stake.is_zero(), "{who} has nothing in {pool}");
        *sums.entry(who).or_default() += pair.stake.u128();
    }
    let stakes = view.users.iter().map(|(who, user)| (who, user.stake.u128())).collect();
    same("stakes by user", &sums, &stakes)?;
    same("T", view.ledger.total_stake.u128(), sums.values().sum())?;
    let counted = view.users.iter().filter_map(|(who, user)| Some((who, user.stake.u128(), user.counted?)));
    let counted: Vec<(&Addr, u128, u64)> = counted.collect();
    same("n", view.ledger.mean.count, counted.len() as u64)?;
    for (who, stake, log) in &counted {
        same(format!("the logarithm of {who}"), u128::from(*log), log2_fp(*stake))?;
    }
    let logs: u128 = counted.iter().map(|(.., log)| u128::from(*log)).sum();
    same("the sum of logarithms", view.ledger.mean.log_sum.u128(), logs)?;
    let expected = step.model.users.iter().filter(|(_, user)| user.counted.is_some());
    same(
        "who is counted",
        counted.iter().map(|(who, ..)| *who).collect::<Vec<_>>(),
        expected.map(|it| it.0).collect(),
    )
}

/// The threshold in force after a mean: the old one within the tolerance.
fn in_force(old: u128, mean: u128, tolerance_bits: u32) -> u128 {
    let close = |one, other| log2_fp(one).abs_diff(log2_fp(other)) <= 1 << (48 - tolerance_bits);
    if old > 0 && mean > 0 && close(old, mean) {
        return old;
    }
    mean
}

/// TD-02: the threshold is the mean over the seconds of the epoch before, between the stakes that were counted in it.
pub fn td_02(step: &TreasuryStep) -> Result<()> {
    let (before, after) = (&step.before.ledger, &step.after.ledger);
    let rolled = after.epoch.number - before.epoch.number;
    if rolled == 0 {
        return Ok(());
    }
    let mean = &before.mean;
    let seconds = u128::from(before.epoch.end - before.release.last);
    let (count, log_sum) = (u128::from(mean.count), mean.log_sum.u128());
    let (lg_time, n_time) =
        (mean.log_time.u128() + log_sum * seconds, mean.count_time.u128() + count * seconds);
    let bits = step.after.config.tolerance_bits;
    let mut last = threshold(lg_time, n_time);
    let mut expected = in_force(before.threshold.u128(), last, bits);
    if rolled > 1 {
        last = threshold(log_sum, count);
        expected = in_force(expected, last, bits);
    }
    same("the threshold", after.threshold.u128(), expected)?;
    let Some((low, high)) = step.counted.finished else {
        return same("the mean of nobody", last, 0);
    };
    ensure!(low <= last + (last >> 40) + 1, "the mean {last} is below {low}");
    ensure!(last <= high, "the mean {last} is above {high}");
    ensure!(low < high || last + (low >> 40) + 1 >= low, "the mean of {low} alone is {last}");
    Ok(())
}

/// TD-03: everybody's effective stake is a part of the stake, all of it up to the threshold; the list is what each is told.
pub fn td_03(step: &TreasuryStep) -> Result<()> {
    let at = &step.model.at;
    let now: td::ThresholdResponse = ask(step.chain, at, &QueryMsg::Threshold {})?;
    let (bar, mut last) = (now.threshold.u128(), (0, 0));
    let mut rows = users(step.chain, at)?;
    same("T by the list", rows.iter().map(|row| row.stake.u128()).sum::<u128>(), now.total_stake.u128())?;
    rows.sort_by_key(|row| (row.stake, row.effective_stake));
    for row in rows {
        let (stake, part) = (row.stake.u128(), row.effective_stake.u128());
        let alone: td::EfficiencyResponse =
            ask(step.chain, at, &QueryMsg::Efficiency { user: row.user.to_string() })?;
        let found = (alone.identified, alone.stake, alone.effective_stake);
        same(format!("{} alone", row.user), found, (row.identified, row.stake, row.effective_stake))?;
        if !row.identified {
            same(format!("effective stake of {}", row.user), part, 0)?;
            continue;
        }
        ensure!(0 < part && part <= stake, "{part} of {stake} is effective");
        ensure!(part == stake || bar > 0 && stake > bar, "{part} of {stake} is effective, threshold {bar}");
        ensure!(last <= (stake, part) && last.1 <= part, "{part} of {stake}, but {} of {}", last.1, last.0);
        let most = BigInt::from(bar) * 14_343 / 10_000 + 1;
        let bounded = bar == 0 || step.after.config.decay_base.value() != 10 || BigInt::from(part) <= most;
        ensure!(bounded, "{part} of {stake} is effective, threshold {bar}");
        last = (stake, part);
    }
    Ok(())
}

/// TD-04: the efficiency falls with the stake and meets the published figures.
pub fn td_04(step: &TreasuryStep) -> Result<()> {
    let bar = step.model.as_of(step.chain.block().time.seconds()).threshold();
    let efficiency = |stake: u128| {
        let msg = QueryMsg::EfficiencyAt { stake: stake.into() };
        ask::<td::EfficiencyAtResponse>(step.chain, &step.model.at, &msg)
    };
    let mut last = (BigInt::from(1), BigInt::from(1));
    for factor in [1, 2, 3, 10, 31, 100, 10_000] {
        // By half thresholds.
        let stake = (bar.max(2) / 2).saturating_mul(factor);
        let found = efficiency(stake)?;
        ensure!(!found.efficiency.is_zero() && found.efficiency <= Decimal::one(), "{found:?} of {stake}");
        // The effective stake is rounded down: by less than one unit the efficiency may seem to rise.
        let next = (BigInt::from(found.effective_stake.u128()), BigInt::from(stake));
        let falls = &next.0 * &last.1 <= (&last.0 + 1) * &next.1;
        ensure!(falls, "efficiency {next:?} at {factor}/2 thresholds, {last:?} before");
        last = next;
    }
    if step.after.config.decay_base.value() == 10 && (10_000..1 << 100).contains(&bar) {
        let found = efficiency(bar * 316_227_766 / 100_000_000)?.efficiency;
        let (low, high) = (Decimal::permille(450), Decimal::permille(455));
        ensure!(low <= found && found < high, "half of the users at tenfold stakes: {found}");
        let mean = (found + Decimal::one()) * Decimal::percent(50);
        let off = mean.abs_diff(Decimal::from_ratio(7_263u128, 10_000u128));
        ensure!(off <= Decimal::from_ratio(5u128, 10_000u128), "mean efficiency {mean}");
    }
    Ok(())
}

/// TD-05: all revenue is somewhere, and all of it is here that has not left.
pub fn td_05(step: &TreasuryStep) -> Result<()> {
    let (view, totals) = (step.after, &step.after.totals);
    let [received, burned, to_pools, to_users, spent] =
        [totals.received, totals.burned, totals.paid_to_pools, totals.paid_to_users, totals.spent]
            .map(|amount| amount.u128());
    let here = received - burned - to_pools - to_users - spent;
    same("what is held", view.held, here + step.donated)?;
    let kept = big(view.ledger.treasury) + big(view.ledger.release.amount) + big(view.ledger.remainder);
    let credited = view.credited() - scaled(to_pools + to_users);
    let open: BigInt = view.users.iter().map(|(who, user)| open(view, who, user)).sum();
    ensure!(kept + credited + open <= scaled(here), "more is owed than {here}");
    for (_, event) in step.facts().filter(|(name, _)| *name == "revenue_received") {
        let parts = ["distributed", "burned", "to_treasury"].map(|key| amount(event, key));
        same("parts of a revenue", parts.iter().sum::<u128>(), amount(event, "amount"))?;
    }
    if step.thorough || step.end {
        let shown: td::RevenueResponse = ask(step.chain, &step.model.at, &QueryMsg::Revenue {})?;
        let sum = shown.treasury + shown.unreleased + shown.unsettled;
        same("what is shown", sum.u128(), here)?;
        let dust = view.pools.len() + view.shares.len() + 3;
        let bound = !step.end || shown.unsettled.u128() < dust as u128;
        ensure!(bound, "{} are left once everybody has everything, not less than {dust}", shown.unsettled);
    }
    Ok(())
}

/// What a user has that is not credited: settled for its pools, and not settled.
fn open(view: &TreasuryView, who: &Addr, user: &Staker) -> BigInt {
    let settled = view.pairs(who).map(|(_, pair)| (big(user.growth) - big(pair.growth)) * pair.stake.u128());
    let gross = (big(view.ledger.index) - big(user.index)) * user.stake.u128();
    settled.sum::<BigInt>() + gross
}

/// What a settlement must add to the growth of a user and to the treasury.
pub struct Expected {
    /// Times 2^128, for a unit of stake.
    pub growth: BigInt,
    /// Times 2^128.
    pub friction: BigInt,
}

/// The settlement of a user as it was before, over the checkpoints that it passed, paid for `lower` of its stake.
pub fn settlement(step: &TreasuryStep, who: &Addr, passed_to: u32, lower: u128) -> Result<Expected> {
    let (user, ledger) = (&step.before.users[who], &step.after.ledger);
    let (stake, identified) = (user.stake.u128(), step.was_identified(who));
    let mut expected = Expected { growth: BigInt::zero(), friction: BigInt::zero() };
    let mut from = big(user.index);
    for at in user.checkpoint..=passed_to {
        let (bar, to) = if at == ledger.checkpoints {
            (ledger.threshold, ledger.index)
        } else if at < passed_to {
            let closed = step.after.checkpoints.get(&at).context("a checkpoint is missing")?;
            (closed.threshold, closed.index)
        } else {
            break;
        };
        let (grown, part) = (big(to) - &from, step.effective(identified, lower, bar.u128()));
        if lower > 0 {
            expected.growth += &grown * part / lower;
        }
        expected.friction += grown * (stake - part);
        from = big(to);
    }
    Ok(expected)
}

/// TD-06: settlement splits what was released under each threshold, credits hand it on, and nothing is made on the way.
pub fn td_06(step: &TreasuryStep) -> Result<()> {
    let (Some((name, event)), Some(call)) = (step.only_fact(), step.call) else { return Ok(()) };
    let (before, after) = (step.before, step.after);
    let mut friction = BigInt::zero();
    let mut growths: BTreeMap<&Addr, BigInt> = BTreeMap::new();
    for (who, user) in &before.users {
        let new = after.users.get(who);
        let passed_to = new.map_or(after.ledger.checkpoints, |new| new.checkpoint);
        let moved = new.is_none_or(|new| (new.index, new.checkpoint) != (user.index, user.checkpoint));
        if moved {
            let expected = settlement(step, who, passed_to, paid_for(step, who, user, call))?;
            if let Some(new) = new {
                same(
                    format!("growth of {who}"),
                    big(new.growth) - big(user.growth),
                    expected.growth.clone(),
                )?;
            }
            friction += expected.friction;
            growths.insert(who, expected.growth);
        }
    }
    let mut grown = big(after.ledger.treasury) - big(before.ledger.treasury);
    grown -= scaled(amount(event, "to_treasury") * u128::from(name == "revenue_received"));
    grown += scaled(amount(event, "amount") * u128::from(name == "treasury_spent"));
    if before.ledger.total_stake.is_zero() {
        // Released while nothing was staked.
        friction += big(before.ledger.release.amount) - big(after.ledger.release.amount);
    }
    ensure!(grown >= BigInt::zero(), "the treasury fell by {}", -grown);
    same("growth of the treasury", grown, friction)?;
    same("credits", after.credited() - before.credited(), credits(step, call, &growths))
}

/// The stake with which a user is settled: after a missed change the lower of both.
fn paid_for(step: &TreasuryStep, who: &Addr, user: &Staker, call: &ExecuteMsg) -> u128 {
    match call {
        ExecuteMsg::DelegationChanged(told) if told.missed && told.delegator == who.as_str() => {
            let pair = step.before.stakes.get(&(who.clone(), Addr::unchecked(&told.pool)));
            let old = pair.map_or(0, |pair| pair.stake.u128());
            user.stake.u128() - old + old.min(told.stake.u128())
        }
        _ => user.stake.u128(),
    }
}

/// What a call must credit to pools and users, times 2^128.
fn credits(step: &TreasuryStep, call: &ExecuteMsg, growths: &BTreeMap<&Addr, BigInt>) -> BigInt {
    let before = step.before;
    let credit = |who: &Addr, pool: &Addr, missed: Option<u128>| {
        let Some(pair) = before.stakes.get(&(who.clone(), pool.clone())) else { return BigInt::zero() };
        let stake = pair.stake.u128();
        let settled = (big(before.users[who].growth) - big(pair.growth)) * stake;
        let low = missed.map_or(stake, |new| new.min(stake));
        settled + growths.get(who).cloned().unwrap_or_default() * low
    };
    match call {
        ExecuteMsg::DelegationChanged(told) => {
            let missed = told.missed.then_some(told.stake.u128());
            credit(&Addr::unchecked(&told.delegator), &Addr::unchecked(&told.pool), missed)
        }
        ExecuteMsg::Collect { pool, users, .. } => {
            users.iter().map(|who| credit(&Addr::unchecked(who), &Addr::unchecked(pool), None)).sum()
        }
        _ => BigInt::zero(),
    }
}
