//! G-01 to G-03, G-06, G-08, G-13, G-14, G-17, G-18: the contracts together.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{ensure, Result};
use cosmwasm_std::Addr;
use cw_utils::{Duration, Expiration};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::Zero;
use tributary_simulator::Chain;
use tributary_staker_registry::custody::License;
use tributary_types::joint_staking::OfferStatus;
use tributary_types::pool_registry::{AmountResponse, QueryMsg};

use super::{same, Context, Invariant, When};
use crate::ghost::KeptLicense;
use crate::machine::compare::{big, lists, owed};
use crate::model::books::scale;
use crate::model::time::same_kind;
use crate::view::View;

/// The invariants of the whole.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "G-01", when: When::Step, check: g_01 },
        Invariant { id: "G-02", when: When::Step, check: g_02 },
        Invariant { id: "G-03", when: When::Step, check: g_03 },
        Invariant { id: "G-06", when: When::Step, check: g_06 },
        Invariant { id: "G-08", when: When::Thorough, check: g_08 },
        Invariant { id: "G-13", when: When::Step, check: g_13 },
        Invariant { id: "G-14", when: When::Step, check: g_14 },
        Invariant { id: "G-17", when: When::Thorough, check: g_17 },
        Invariant { id: "G-18", when: When::Thorough, check: g_18 },
    ]
}

/// G-01: no coin is made or lost, and there are no denoms but those that were made.
pub fn g_01(context: &Context) -> Result<()> {
    let mut found: BTreeMap<String, u128> = BTreeMap::new();
    for (denom, amount) in context.after.balances.values().flatten() {
        *found.entry(denom.clone()).or_default() += amount.u128();
    }
    let mut made = context.world.minted.clone();
    let burned = context.world.model.treasury.sums.burned;
    *made.entry(context.world.places().denom.clone()).or_default() -= burned;
    same("supply", &found, &made)
}

/// G-02: what all contracts hold is what they owe, what has arrived unbooked, and donations.
pub fn g_02(context: &Context) -> Result<()> {
    let (view, model) = (context.after, &context.world.model);
    let places = context.world.places();
    let mut held = view.balance(&places.stakers, &places.denom) + view.balance(&places.pools, &places.denom);
    let mut owed =
        view.staker_liabilities() + model.donations(&places.stakers) + model.donations(&places.pools);
    held += view.balance(&places.licenses, &places.denom);
    owed += view.license_liabilities(context.ghost) + model.donations(&places.licenses);
    held += view.balance(&places.treasury, &places.denom);
    owed += view.treasury.owed() + model.donations(&places.treasury);
    held += view.balance(&places.vault, &places.denom);
    owed += view.vault.owed() + model.donations(&places.vault);
    held += view.balance(&places.joint, &places.denom);
    owed += view.joint.owed(model.principals_back()) + model.donations(&places.joint);
    for (operator, pool) in &view.pools {
        held += view.rewards_held(operator, places);
        owed += pool.rewards.outstanding().u128();
        owed += model
            .pools
            .pools
            .get(operator)
            .map_or(0, |pool| pool.books.unbooked(model.bank.balance(&pool.coinbase, &places.denom)));
    }
    same("held by contracts", held, owed)
}

/// G-03: everybody's coins, principal and claims, with what is not shared yet, dust and donations, are all coins there are.
pub fn g_03(context: &Context) -> Result<()> {
    let (view, model) = (context.after, &context.world.model);
    let places = context.world.places();
    let coinbases: BTreeSet<&Addr> = view.coinbases.values().collect();
    let contracts = places.contracts();
    let ours = |who: &Addr| contracts.contains(&who) || coinbases.contains(who);
    let outside: u128 =
        view.balances.keys().filter(|who| !ours(who)).map(|who| view.balance(who, &places.denom)).sum();
    let donated: u128 = contracts.iter().map(|contract| model.donations(contract)).sum();
    let liabilities = view.staker_liabilities()
        + view.license_liabilities(context.ghost)
        + view.treasury.owed()
        + view.vault.owed()
        + view.joint.owed(model.principals_back());
    let mut all = BigInt::from(outside + donated + liabilities);
    let mut fractions = BigInt::zero();
    for (operator, pool) in &view.pools {
        let rewards = &pool.rewards;
        for (_, row) in view.members(operator) {
            let (claim, fraction) = owed(rewards.crr(), &row.rewards).div_rem(&scale());
            all += claim;
            fractions += fraction;
        }
        fractions += big(rewards.remainder());
        all += rewards.commission().u128();
        all += rewards.unreleased().u128();
        all += view.rewards_held(operator, places) - rewards.outstanding().u128();
    }
    ensure!((&fractions % scale()).is_zero(), "fractions do not add up to whole units");
    all += model.treasury.sums.burned;
    same("all coins", all + fractions / scale(), BigInt::from(context.world.minted[&places.denom]))
}

/// G-06: stakes and open items rebuilt from events alone equal what is stored.
pub fn g_06(context: &Context) -> Result<()> {
    let (ghost, view) = (context.ghost, context.after);
    let tokens: BTreeMap<&Addr, u128> =
        view.stakers.iter().map(|(id, staker)| (id, staker.holding.tokens.u128())).collect();
    same("tokens by events", ghost.tokens.iter().map(|(id, tokens)| (id, *tokens)).collect(), tokens)?;
    let stakes: BTreeMap<&(Addr, Addr), u128> = view
        .delegations
        .iter()
        .filter(|(_, row)| !row.rewards.weight().is_zero())
        .map(|(key, row)| (key, row.rewards.weight().u128()))
        .collect();
    let told =
        ghost.stakes.iter().filter(|(_, stake)| **stake > 0).map(|(key, stake)| (key, *stake)).collect();
    same("stakes by events", told, stakes)?;
    let stakes: BTreeMap<&(Addr, Addr), u128> =
        view.treasury.stakes.iter().map(|(key, pair)| (key, pair.stake.u128())).collect();
    let told = ghost.recorded.iter().filter(|(_, stake)| **stake > 0).map(|(key, stake)| (key, *stake));
    same("stakes of the treasury by events", told.collect(), stakes)?;
    let kept: BTreeMap<&String, KeptLicense> =
        view.custody.iter().map(|(id, license)| (id, kept_license(license))).collect();
    let told = ghost.custody.iter().map(|(id, license)| (id, license.clone())).collect();
    same("licences by events", kept, told)?;
    for (id, item) in &ghost.open {
        let found = match &item.to {
            None => view.unbonds.get(id).map(|found| (found.amount.u128(), found.fee.u128(), &found.owner)),
            Some(to) => view
                .transfers
                .get(id)
                .filter(|found| found.to == *to)
                .map(|found| (found.amount.u128(), found.fee.u128(), &found.owner)),
        };
        same(format!("item {id} by events"), found, Some((item.amount, item.fee, &item.owner)))?;
    }
    Ok(())
}

/// A licence in custody as events would tell it.
fn kept_license(license: &License) -> KeptLicense {
    let License { staker, bonder, surplus, .. } = license.clone();
    let surplus = surplus.unwrap_or_default().u128();
    KeptLicense { staker, bonder, state: license.state(), surplus }
}

/// G-08: no query promises anybody more than its exact share.
pub fn g_08(context: &Context) -> Result<()> {
    let model = &context.world.model;
    for (operator, pool) in &model.pools.pools {
        let books = model.booked_now(operator);
        for who in pool.books.shares.keys() {
            let ask = QueryMsg::Rewards { pool: operator.to_string(), delegator: who.to_string() };
            let promised = context.world.net.ask_pools::<AmountResponse>(&ask)?.amount.u128();
            let commission = if who == operator { books.com } else { 0 };
            let just = books.exact(who) + BigRational::from_integer(commission.into());
            ensure!(
                BigRational::from_integer(promised.into()) <= just,
                "{who} is promised {promised} of {just}"
            );
        }
    }
    Ok(())
}

/// G-13: no contract holds less than it owes, and rescues touch foreign coins alone.
pub fn g_13(context: &Context) -> Result<()> {
    use crate::machine::step::{attribute, fact};
    let (view, places) = (context.after, context.world.places());
    ensure!(
        view.balance(&places.stakers, &places.denom) >= view.staker_liabilities(),
        "the staker-registry owes more than it holds"
    );
    ensure!(
        view.balance(&places.licenses, &places.denom) >= view.license_liabilities(context.ghost),
        "the licence contract owes more than it holds"
    );
    ensure!(
        view.balance(&places.treasury, &places.denom) >= view.treasury.owed(),
        "the treasury owes more than it holds"
    );
    ensure!(
        view.balance(&places.vault, &places.denom) >= view.vault.owed(),
        "the vault owes more than it holds"
    );
    ensure!(
        view.balance(&places.joint, &places.denom) >= view.joint.owed(context.world.model.principals_back()),
        "the escrow owes more than it holds"
    );
    for (operator, pool) in &view.pools {
        let held = view.rewards_held(operator, places);
        ensure!(
            held >= pool.rewards.outstanding().u128(),
            "the coinbase of {operator} owes more than it holds"
        );
    }
    for event in context.step.events.iter().filter(|event| fact(event) == Some("coinbase/recovered")) {
        ensure!(attribute(event, "denom") != Some(places.denom.as_str()), "staking coins were rescued");
    }
    Ok(())
}

fn counts_like(point: Expiration, lock: Duration) -> bool {
    match point {
        Expiration::AtHeight(_) => same_kind(lock, Duration::Height(0)),
        Expiration::AtTime(_) => same_kind(lock, Duration::Time(0)),
        Expiration::Never {} => false,
    }
}

/// G-14: nothing is recorded in the future, and heights and seconds never mix.
pub fn g_14(context: &Context) -> Result<()> {
    let View { staker_config, pool_config, height, seconds, .. } = context.after;
    for (id, item) in &context.after.unbonds {
        ensure!(
            counts_like(item.release, staker_config.unbond_lock),
            "release of unbond {id}: {}",
            item.release
        );
    }
    for (id, item) in &context.after.transfers {
        ensure!(
            counts_like(item.release, staker_config.transfer_lock),
            "release of transfer {id}: {}",
            item.release
        );
        ensure!(
            counts_like(item.unbond_release, staker_config.unbond_lock),
            "unbond release of transfer {id}"
        );
    }
    for (identity, staker) in &context.after.stakers {
        let next = staker.next_signing_change;
        ensure!(counts_like(next, staker_config.signing_cooldown), "cool-down of {identity}: {next}");
    }
    for (id, kept) in &context.after.custody {
        let alike = kept.release.is_none_or(|release| counts_like(release, staker_config.unbond_lock));
        ensure!(alike, "release of licence {id}: {:?}", kept.release);
    }
    for (operator, request) in &context.after.requests {
        let alike = counts_like(request.release, pool_config.commission_lock);
        ensure!(alike && counts_like(request.expires, pool_config.commission_lock), "request of {operator}");
    }
    let ledger = &context.after.treasury.ledger;
    ensure!(ledger.release.last <= *seconds, "the treasury was touched at {}", ledger.release.last);
    ensure!(ledger.epoch.start <= ledger.release.last, "an epoch begins at {}", ledger.epoch.start);
    for ((_, id), position) in &context.after.vault.positions {
        ensure!(position.started_at <= *seconds, "position {id} starts in the future");
    }
    for (who, user) in &context.after.vault.users {
        ensure!(user.vesting.changed_at <= *seconds, "{who} vests in the future");
    }
    ensure!(context.after.joint.accrual.at <= *seconds, "the escrow was touched in the future");
    for (id, agreement) in &context.after.joint.agreements {
        ensure!(agreement.lock.started_at <= *seconds, "agreement {id} starts in the future");
        let closed = agreement.closed.as_ref().map_or(0, |closed| closed.at);
        ensure!(closed <= *seconds, "agreement {id} was closed in the future");
    }
    for (operator, profile) in &context.after.profiles {
        ensure!(profile.registered_at.seconds() <= *seconds, "{operator} is registered in the future");
    }
    for (operator, pool) in &context.after.pools {
        ensure!(pool.standing.changed_height <= *height, "{operator} changed in the future");
        let now = match pool_config.release_period {
            Duration::Height(_) => *height,
            Duration::Time(_) => *seconds,
        };
        let last = pool.rewards.release().map_or(0, |release| release.last);
        ensure!(last <= now, "{operator} released at {last}, now is {now}");
    }
    Ok(())
}

/// Single records of both registries: parameters, ledger, totals, and what all contracts keep alike.
const ITEMS: [&str; 7] = ["c", "l", "t", "contract_info", "ownership", "pause", "announcement"];

/// Maps of both registries, with their indexes.
const MAPS: [&str; 24] = [
    "s",
    "k",
    "signers",
    "active",
    "evidence",
    "u",
    "ur",
    "x",
    "xr",
    "xt",
    "o",
    "n",
    "na",
    "no",
    "nc",
    "p",
    "profiles",
    "pools__state",
    "d",
    "dd",
    "auto_rewards",
    "commission_requests",
    "missed_hooks",
    "h",
];

/// Everything that the treasury stores.
const TREASURY: [&str; 11] = ["c", "l", "t", "contract_info", "ownership", "k", "u", "s", "p", "h", "i"];

/// Everything that the vault stores.
const VAULT: [&str; 15] =
    ["c", "e", "t", "contract_info", "ownership", "pause", "l", "d", "u", "p", "o", "b", "h", "n", "m"];

/// Everything that the escrow stores.
const JOINT: [&str; 25] = [
    "c",
    "y",
    "x",
    "t",
    "contract_info",
    "ownership",
    "pause",
    "e",
    "p",
    "k",
    "d",
    "f",
    "o",
    "a",
    "g",
    "s",
    "w",
    "u",
    "m",
    "l",
    "lc",
    "ll",
    "lo",
    "lh",
    "ls",
];

/// How many records each map of a contract has; single records under their own name.
pub fn census(chain: &Chain, contract: &Addr) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (key, _) in chain.app().dump_wasm_raw(contract) {
        *found.entry(namespace(&key)).or_default() += 1;
    }
    found
}

fn namespace(key: &[u8]) -> String {
    if let [high, low, rest @ ..] = key {
        let length = usize::from(*high) * 256 + usize::from(*low);
        if let Some(name) = rest.get(..length).filter(|_| length > 0) {
            return String::from_utf8_lossy(name).into_owned();
        }
    }
    String::from_utf8_lossy(key).into_owned()
}

/// G-17: between transactions nothing is stored but lasting records: no slot of a reply is left behind. (The licence contract
/// has none: what its replies need comes with them.)
pub fn g_17(context: &Context) -> Result<()> {
    let places = context.world.places();
    for contract in [&places.stakers, &places.pools] {
        for name in census(&context.world.net.chain, contract).keys() {
            let known = ITEMS.contains(&name.as_str()) || MAPS.contains(&name.as_str());
            ensure!(known, "{contract} stores `{name}`");
        }
    }
    for name in census(&context.world.net.chain, &places.treasury).keys() {
        ensure!(TREASURY.contains(&name.as_str()), "the treasury stores `{name}`");
    }
    for name in census(&context.world.net.chain, &places.vault).keys() {
        ensure!(VAULT.contains(&name.as_str()), "the vault stores `{name}`");
    }
    for name in census(&context.world.net.chain, &places.joint).keys() {
        ensure!(JOINT.contains(&name.as_str()), "the escrow stores `{name}`");
    }
    Ok(())
}

/// G-18: every record is reached by a query (the indexes hold no others), or bounded; evidence alone only grows, by the
/// slasher's calls.
pub fn g_18(context: &Context) -> Result<()> {
    let places = context.world.places();
    let mut found = census(&context.world.net.chain, &places.stakers);
    found.extend(census(&context.world.net.chain, &places.pools));
    let stored = |name: &str| found.get(name).copied().unwrap_or_default();
    let listed = lists::counts(context.world)?;
    for (name, reached) in &listed {
        same(format!("records of `{name}`"), stored(name), *reached)?;
    }
    // The rows by owner and staker are compared one by one in SR-02.
    for (orders, items) in [("ur", "u"), ("xr", "x"), ("xt", "x"), ("na", "n"), ("no", "n")] {
        same(orders, stored(orders), stored(items))?;
    }
    same("signers", stored("signers"), stored("s"))?;
    same("profiles of stakers", stored("k"), stored("s"))?;
    same("profiles of pools", stored("profiles"), stored("p"))?;
    // Positions, batches, holders and deposits are compared one by one in BV-08, BV-09 and BV-14; days are bounded in BV-16.
    let passed = census(&context.world.net.chain, &places.vault).get("d").copied().unwrap_or_default();
    let days = context.world.model.vault.terms.days as usize;
    ensure!(passed <= days, "{passed} of {days} days are kept");
    escrow_lists(context)?;
    let window = usize::try_from(context.after.pool_config.performance_window)?;
    let bound = (window + 2) * (stored("p") + 1);
    ensure!(stored("h") <= bound, "{} old knots, at most {bound}", stored("h"));
    Ok(())
}

/// Each open offer of the escrow is listed in every order; ends are those of agreements, batches those that left.
fn escrow_lists(context: &Context) -> Result<()> {
    let (found, view) =
        (census(&context.world.net.chain, &context.world.places().joint), &context.after.joint);
    let stored = |name: &str| found.get(name).copied().unwrap_or_default();
    let open = view.offers.values().filter(|it| it.status == OfferStatus::Open).count();
    for order in ["l", "lc", "ll", "lo", "lh", "ls"] {
        same(format!("open offers in `{order}`"), stored(order), open)?;
    }
    ensure!(stored("p") + stored("e") <= stored("a"), "there are more ends than agreements");
    let batches: u64 = view.delegated.values().map(|it| it.batch).sum();
    ensure!(stored("u") as u64 == batches && stored("m") as u64 <= batches, "{batches} batches left");
    Ok(())
}
