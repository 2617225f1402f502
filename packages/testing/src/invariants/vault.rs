//! BV-01 to BV-08: what a vault keeps, and what its stakes weigh.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::{Addr, Event};
use num_bigint::{BigInt, BigUint};
use num_traits::{One, Zero};
use serde_json::{json, Value};
use tributary_simulator::Chain;
use tributary_types::boosted_staking as bs;
use tributary_types::boosted_staking::{CountedBy, ExecuteMsg, QueryMsg};

use super::{same, vault_steps, Context, Invariant, When};
use crate::machine::compare::big;
use crate::machine::step::fact;
use crate::model::vault::{Terms, Vault};
use crate::model::vault_weight::slope;
use crate::model::{Call, Message};
use crate::vault_ghost::VaultGhost;
use crate::vault_view::{ask, position, Quotes, VaultView};

/// What a check looks at.
pub struct VaultStep<'a> {
    /// The chain.
    pub chain: &'a Chain,
    /// What was stored before.
    pub before: &'a VaultView,
    /// What is stored now.
    pub after: &'a VaultView,
    /// What it should be.
    pub model: &'a Vault,
    /// The only message, if it was one and succeeded.
    pub call: Option<&'a ExecuteMsg>,
    /// All events.
    pub events: &'a [Event],
    /// What it holds and does not count, of what is staked and of what is earned; together where that is the same.
    pub donated: (u128, u128),
    /// What its events add up to.
    pub ghost: &'a VaultGhost,
    /// What everybody had earned before the step, if somebody asked.
    pub quotes: Option<&'a Quotes>,
    /// Whether questions are asked.
    pub thorough: bool,
    /// Whether everybody has taken everything.
    pub end: bool,
}

/// A check of a step.
pub type Check = fn(&VaultStep) -> Result<()>;

/// All checks by id; the last word says whether they ask questions.
pub const ALL: [(&str, Check, bool); 16] = [
    ("BV-01", bv_01, false),
    ("BV-02", bv_02, false),
    ("BV-03", bv_03, false),
    ("BV-04", bv_04, false),
    ("BV-05", bv_05, false),
    ("BV-06", bv_06, true),
    ("BV-07", bv_07, true),
    ("BV-08", bv_08, false),
    ("BV-09", vault_steps::bv_09, false),
    ("BV-10", vault_steps::bv_10, true),
    ("BV-11", vault_steps::bv_11, false),
    ("BV-12", vault_steps::bv_12, false),
    ("BV-13", vault_steps::bv_13, false),
    ("BV-14", vault_steps::bv_14, true),
    ("BV-15", vault_steps::bv_15, false),
    ("BV-16", vault_steps::bv_16, false),
];

/// The step of the vault in a step of the network.
fn within<'a>(context: &'a Context) -> VaultStep<'a> {
    let call = match context.step.calls.as_slice() {
        [Call { message: Message::Vault(msg), .. }] => Some(msg),
        _ => None,
    };
    let world = context.world;
    VaultStep {
        chain: &world.net.chain,
        before: &context.before.vault,
        after: &context.after.vault,
        model: &world.model.vault,
        call,
        events: &context.step.events,
        donated: (world.model.donations(&world.places().vault), 0),
        ghost: &context.ghost.vault,
        quotes: context.step.vault_quotes.as_ref(),
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

/// The invariants of the vault.
pub fn invariants() -> Vec<Invariant> {
    checks! {
        "BV-01" Step bv_01;
        "BV-02" Step bv_02;
        "BV-03" Step bv_03;
        "BV-04" Step bv_04;
        "BV-05" Step bv_05;
        "BV-06" Thorough bv_06;
        "BV-07" Thorough bv_07;
        "BV-08" Step bv_08;
        "BV-09" Step vault_steps::bv_09;
        "BV-10" Thorough vault_steps::bv_10;
        "BV-11" Step vault_steps::bv_11;
        "BV-12" Step vault_steps::bv_12;
        "BV-13" Step vault_steps::bv_13;
        "BV-14" Thorough vault_steps::bv_14;
        "BV-15" Step vault_steps::bv_15;
        "BV-16" Step vault_steps::bv_16;
    }
}

/// Makes all checks that are due.
///
/// # Errors
/// The first broken one.
pub fn check_all(step: &VaultStep) -> Result<()> {
    let mut due = ALL.iter().filter(|(.., asks)| !asks || step.thorough || step.end);
    due.try_for_each(|(id, check, _)| check(step).context(*id))
}

impl VaultStep<'_> {
    /// What the vault reported.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &Event)> {
        self.events.iter().filter_map(|event| Some((fact(event)?.strip_prefix("boosted_staking/")?, event)))
    }

    /// Whether questions are asked.
    pub fn asks(&self) -> bool {
        self.thorough || self.end
    }

    /// The second of the block.
    pub fn second(&self) -> u64 {
        self.chain.block().time.seconds()
    }

    /// The model as of now.
    pub fn now(&self) -> Vault {
        self.model.as_of(self.second())
    }

    /// Whoever the vault knows.
    pub fn people(&self) -> BTreeSet<Addr> {
        self.after.users.keys().chain(self.model.users.keys()).cloned().collect()
    }
}

/// BV-01: it holds all principals, all rewards that were not paid, what was given to it, and every NFT that was deposited.
pub fn bv_01(step: &VaultStep) -> Result<()> {
    let (view, totals) = (step.after, &step.after.totals);
    let principals: u128 = view.positions.values().map(|position| position.amount.u128()).sum();
    same("principal_held", totals.principal_held.u128(), principals)?;
    let rewards = (totals.funded - totals.claimed - totals.swept).u128();
    let (stakes_given, rewards_given) = step.donated;
    if view.config.stake_asset == view.config.reward_asset {
        return same("what is held", view.held.0, principals + rewards + stakes_given);
    }
    same("stakes that are held", view.held.0, principals + stakes_given)?;
    same("rewards that are held", view.held.1, rewards + rewards_given)?;
    let collection = view.config.boost_collection.as_ref().filter(|it| it.counted_by == CountedBy::Deposit);
    // An account that plays a collection knows no owners.
    let asked = collection.filter(|it| step.asks() && step.chain.contract(&it.address).is_ok());
    let Some(collection) = asked else { return Ok(()) };
    for id in view.depositors.keys() {
        let msg = json!({ "owner_of": { "token_id": id } });
        let answer: Value = step.chain.query_as(&collection.address, &msg)?;
        same(format!("the owner of {id}"), answer["owner"].as_str(), Some(step.model.at.as_str()))?;
    }
    Ok(())
}

/// BV-02: every second of the schedule is shared or put aside, the days add up to the total, and what is open is funded.
pub fn bv_02(step: &VaultStep) -> Result<()> {
    let (old, new, schedule) = (&step.before.emission, &step.after.emission, &step.after.config.schedule);
    let terms = &step.model.terms;
    ensure!(new.elapsed <= terms.passed(step.second()), "{} seconds are counted", new.elapsed);
    let (passed, idle) = (new.elapsed - old.elapsed, new.idle - old.idle);
    ensure!(idle <= passed, "{idle} of {passed} seconds are put aside");
    let ended = step.before.earning().any(|(day, ..)| u64::from(day) * 86_400 <= new.elapsed);
    let open = !old.open.weight.is_zero();
    ensure!(!open || ended || idle == 0, "{idle} seconds are put aside, though somebody has a stake");
    ensure!(open || idle == passed, "{} seconds are shared among nobody", passed - idle);
    for (day, ..) in step.after.earning() {
        let needed = terms.emitted(u64::from(day) * 86_400);
        let funded = step.after.totals.funded.u128();
        ensure!(funded >= needed, "{funded} are funded, {needed} are emitted before day {day}");
    }
    if !step.asks() {
        return Ok(());
    }
    let vault: bs::VaultResponse = ask(step.chain, &step.model.at, &QueryMsg::Vault {})?;
    same("emitted", vault.emitted.u128(), terms.emitted(terms.passed(step.second())))?;
    same("set aside", vault.set_aside.u128(), terms.emitted(step.now().idle))?;
    let emission =
        |day: u32| ask::<bs::EmissionResponse>(step.chain, &step.model.at, &QueryMsg::Emission { day });
    let (today, last) = (terms.day(step.second()).min(schedule.days - 1), emission(schedule.days - 1)?);
    same("the figure of all days", last.cumulative, schedule.total)?;
    let (day, before) =
        (emission(today)?, if today > 0 { emission(today - 1)?.cumulative } else { 0u128.into() });
    same("the figure of today", day.amount, day.cumulative - before)
}

/// BV-03: weights are exact, and their sums are sums: of everybody, of a day's end, of a user's boost.
pub fn bv_03(step: &VaultStep) -> Result<()> {
    let view = step.after;
    let (mut weights, mut count, mut amount) = (BTreeMap::new(), 0u64, 0u128);
    for (day, who, _, earning) in view.earning() {
        *weights.entry(day).or_insert_with(BigInt::zero) += view.weight(who, earning);
        count += 1;
        amount += earning.principal.amount.u128();
    }
    same("W", view.total_weight(), weights.values().sum())?;
    same("open positions", view.emission.open.positions, count)?;
    same("open principals", view.emission.open.amount.u128(), amount)?;
    let leaving: BTreeMap<u32, BigInt> =
        view.leaving.iter().map(|(day, stake)| (*day, big(stake.weight))).collect();
    same("what leaves with each day", &leaving, &weights)?;
    for (who, user) in &view.users {
        let rows = view.open.iter().filter(|((of, _), _)| of == who).map(|(_, earning)| &earning.principal);
        let months = |it: &tributary_math::emission::Principal| BigInt::from(it.amount.u128()) * it.months;
        same(format!("Q of {who}"), big(user.booster.month_stake), rows.clone().map(months).sum())?;
        same(format!("open positions of {who}"), user.open as usize, rows.count())?;
        let boost = step.model.boost(user.nfts, user.loyalty);
        let expected = slope(&step.model.terms.weights, boost);
        same(format!("c of {who}"), BigInt::from(user.booster.slope.u128()), expected)?;
    }
    let earning: BTreeSet<_> = view.open.keys().map(|(who, (_, id))| (who.clone(), *id)).collect();
    let unpaid = view.positions.iter().filter(|(_, it)| it.reward.is_none()).map(|(key, _)| key.clone());
    same("positions that earn", earning, unpaid.collect())
}

/// BV-04: what was shared is earned, but for a fraction of a unit for each position and what a division left over.
pub fn bv_04(step: &VaultStep) -> Result<()> {
    let (old, new) = (&step.before.emission, &step.after.emission);
    let heaviest = big(old.open.weight.max(new.open.weight)) * step.model.terms.duration();
    let fits = new.remainder == old.remainder || big(new.remainder) < heaviest;
    ensure!(fits, "{} is left over of a division by {heaviest}", new.remainder);
    if !step.asks() {
        return Ok(());
    }
    let now = step.now();
    let mut earned: u128 = step.ghost.rewards.values().sum();
    for id in step.ghost.stakes.keys().filter(|id| !step.ghost.rewards.contains_key(id)) {
        earned += position(step.chain, &now.at, *id)?.accrued.u128();
    }
    let shared = now.terms.emitted(now.shared_seconds());
    let lost = now.lost().floor() + 1;
    let least = shared.saturating_sub((step.ghost.stakes.len() as u128 + 1) * lost);
    ensure!(
        (least..=shared).contains(&earned),
        "{earned} are earned of {shared} by {} positions",
        step.ghost.stakes.len()
    );
    Ok(())
}

/// BV-05: a position earns until the boundary of a day that is its period away, and nothing after it.
pub fn bv_05(step: &VaultStep) -> Result<()> {
    for ((who, id), position) in &step.after.positions {
        let ends = step.after.boundary(position.end_day);
        let seconds = ends - position.started_at;
        let least = u64::from(position.days) * 86_400;
        ensure!(
            (least..least + 86_400).contains(&seconds),
            "{id} of {who} lasts {seconds} seconds: {position:?}"
        );
    }
    let Some(past) = step.quotes else { return Ok(()) };
    let now = Quotes::read(step.chain, step.model)?;
    for (id, (accrued, over)) in &past.accrued {
        let Some((found, _)) = now.accrued.get(id) else { continue };
        // What is left over of a huge weight may come at once.
        let grows = now.at > past.at || *found <= accrued + step.model.gained();
        let right = found == accrued || found > accrued && !over && grows;
        ensure!(right, "{id} has earned {found} at {}, {accrued} at {}", now.at, past.at);
    }
    Ok(())
}

/// BV-06: alike positions earn in proportion; more stake, time, NFTs or loyalty never weigh less.
pub fn bv_06(step: &VaultStep) -> Result<()> {
    let rows = Quotes::read(step.chain, step.model)?.accrued;
    let alike: Vec<_> = step.after.positions.iter().collect();
    for ((who, id), one) in &alike {
        for ((whose, other_id), other) in alike.iter().filter(|((_, next), _)| next > id) {
            let same = who == whose
                && (one.started_at, one.days, one.end_day) == (other.started_at, other.days, other.end_day);
            let (Some((small, _)), Some((large, _)), true) = (rows.get(id), rows.get(other_id), same) else {
                continue;
            };
            // Each is a floor of the same rate times its amount.
            let cross = BigInt::from(*small) * other.amount.u128() - BigInt::from(*large) * one.amount.u128();
            let bound = BigUint::from(one.amount.u128().max(other.amount.u128()));
            ensure!(*cross.magnitude() < bound, "{id} earned {small} and {other_id} {large}");
        }
    }
    weights_grow(step)
}

fn weights_grow(step: &VaultStep) -> Result<()> {
    let terms = &step.model.terms;
    let weigh = |amount: u128, days: u32, nfts: u64, loyalty: u64| -> Option<BigInt> {
        let amount = amount.into();
        let msg = QueryMsg::Estimate { amount, days, nfts, loyalty };
        Some(big(ask::<bs::EstimateResponse>(step.chain, &step.model.at, &msg).ok()?.weight))
    };
    let (days, amount) = (terms.min_days, 3_000_000_007u128);
    let Some(plain) = weigh(amount, days, 1, 100) else { return Ok(()) };
    let longer = weigh(amount, (days + 30).min(terms.max_days), 1, 100).unwrap_or_else(|| plain.clone());
    let more = [weigh(amount, days, 2, 100), weigh(amount, days, 1, 101), weigh(amount + 1, days, 1, 100)];
    let grown = more.into_iter().flatten().chain([longer]).all(|weight| weight >= plain);
    ensure!(grown, "less than {plain} for more");
    let parts = [1_000_000_003, 2_000_000_004].map(|part| weigh(part, days, 1, 100).unwrap_or_default());
    let off = &plain - &parts[0] - &parts[1];
    ensure!(off.is_zero() || off.is_one(), "{parts:?} together, {plain} as one");
    Ok(())
}

/// BV-07: everything fits its word, and the published weights their range.
pub fn bv_07(step: &VaultStep) -> Result<()> {
    let (view, terms) = (step.after, &step.model.terms);
    ensure!(terms.fits(view.config.min_stake.u128()), "stakes of {} are possible", view.config.min_stake);
    ensure!(view.total_weight() < BigInt::one() << 214, "W is {}", view.total_weight());
    let w1 = BigInt::from(view.config.weights.w1.u128());
    for (who, user) in &view.users {
        let unit = &w1 * 2 + BigInt::from(user.booster.slope.u128()) * 12;
        ensure!(unit < BigInt::one() << 86, "a unit of {who} weighs {unit}");
    }
    let published = [400, 600, 600, 400, 0].map(|permille| permille * 10u128.pow(15));
    let weights = &view.config.weights;
    let ours = [weights.w1, weights.w2, weights.w3, weights.w4, weights.b0].map(|weight| weight.u128());
    if ours != published || (view.config.nft_cap, view.config.loyalty_cap) != (100, 35_000) {
        return Ok(());
    }
    for (days, nfts, loyalty) in [(terms.min_days, 0, 0), (terms.max_days, 1_000, 1 << 40)] {
        let msg = QueryMsg::Estimate { amount: 1u128.into(), days, nfts, loyalty };
        let Ok(found) = ask::<bs::EstimateResponse>(step.chain, &step.model.at, &msg) else { continue };
        let found = found.unit_weight.atomics().u128();
        let (low, high) = (400_000_000_000_000_000, 35_469_966_592_386_188_986);
        ensure!(
            (low..=high).contains(&found),
            "a unit weighs {found} with {nfts} NFTs, {loyalty}, {days} days"
        );
    }
    Ok(())
}

/// BV-08: a position has a period that is possible, counts its months, and lies within the programme.
pub fn bv_08(step: &VaultStep) -> Result<()> {
    let (view, terms) = (step.after, &step.model.terms);
    for ((who, id), position) in &view.positions {
        let months = Terms::months(position.days);
        ensure!((1..=12).contains(&months), "{id} of {who} has {months} months");
        let possible = (terms.min_days..=terms.max_days).contains(&position.days);
        ensure!(possible, "{id} of {who} has {} days", position.days);
        let phase = position.started_at < terms.start + u64::from(terms.phase1_days) * 86_400;
        ensure!(!phase || months >= terms.phase1_min_months, "{id} of {who} has {months} months in phase 1");
        let within = position.started_at >= terms.start && position.end_day <= terms.days;
        ensure!(within, "{id} of {who} is outside the programme: {position:?}");
        let earning = view.open.get(&(who.clone(), (position.end_day, *id)));
        let counted = earning.map(|earning| (earning.principal.months, earning.principal.amount));
        let known = position.reward.is_some() || counted == Some((months, position.amount));
        ensure!(known, "{id} of {who} counts as {counted:?}");
        ensure!(view.holders.get(id) == Some(who), "{id} is not {who}'s");
    }
    let named = view.positions.keys().chain(view.batches.keys()).map(|(_, id)| *id).collect::<BTreeSet<_>>();
    same("whose positions are known", view.holders.keys().copied().collect(), named)?;
    let newest = step.ghost.stakes.keys().last().copied().unwrap_or_default();
    same("the newest position", view.totals.last_position_id, newest)
}
