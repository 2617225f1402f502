//! Equality of the model with what the contracts store and answer.

pub mod joint;
pub mod licenses;
pub mod lists;
pub mod treasury;
pub mod vault;

use std::collections::BTreeMap;

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::{Addr, Uint256};
use num_bigint::{BigInt, Sign};
use tributary_math::holding::Holding;
use tributary_math::rewards::DelegatorRewards;
use tributary_types::pool_registry::{self as pr, QueryMsg as PoolQuery};
use tributary_types::staker_registry::{self as sr, QueryMsg as StakerQuery};

use crate::model::books::{scale, Held};
use crate::model::stakers::{Item, Way};
use crate::model::Model;
use crate::view::View;
use crate::world::World;

pub use lists::answers_about_lists;

/// An amount of the contracts as a big number.
pub fn big(value: impl Into<Uint256>) -> BigInt {
    BigInt::from_bytes_be(Sign::Plus, &value.into().to_be_bytes())
}

/// What a stored record is owed, in units of 1/10^36.
pub fn owed(crr: Uint256, record: &DelegatorRewards) -> BigInt {
    let growth = big(crr) - big(record.crr());
    growth * record.weight().u128() + big(record.fraction()) + BigInt::from(record.settled().u128()) * scale()
}

/// Everything stored equals the model.
///
/// # Errors
/// The first difference.
pub fn stored(model: &Model, view: &View) -> Result<()> {
    balances(model, view)?;
    stakers(model, view)?;
    pools(model, view)?;
    licenses::stored(model, view)
}

fn balances(model: &Model, view: &View) -> Result<()> {
    let mut expected = model.bank.0.iter().filter(|(_, coins)| !coins.is_empty());
    for (who, coins) in &view.balances {
        if coins.iter().next().is_none() {
            continue;
        }
        let found: BTreeMap<String, u128> =
            coins.iter().map(|(denom, amount)| (denom.clone(), amount.u128())).collect();
        let (who_expected, coins_expected) = expected.next().context("an unknown address holds coins")?;
        ensure!(
            who == who_expected && found == *coins_expected,
            "balances: {who} holds {found:?}, the model says {who_expected} {coins_expected:?}"
        );
    }
    ensure!(expected.next().is_none(), "somebody in the model has lost all coins");
    Ok(())
}

fn stakers(model: &Model, view: &View) -> Result<()> {
    let books = &model.stakers;
    ensure!(books.stakers.len() == view.stakers.len(), "number of stakers");
    for (identity, staker) in &books.stakers {
        let found = view.stakers.get(identity).with_context(|| format!("no staker {identity}"))?;
        let same = staker.management == found.management
            && staker.signing == found.signing_address
            && staker.coinbase == found.coinbase_address
            && books.held(identity) == held(&found.holding)
            && staker.flag == found.flag
            && staker.next_change == found.next_signing_change;
        ensure!(same, "staker {identity}: {found:?}, the model says {staker:?}");
    }
    ensure!(
        books.items.len() == view.unbonds.len() + view.transfers.len(),
        "number of open items: {} and {}, the model says {}",
        view.unbonds.len(),
        view.transfers.len(),
        books.items.len()
    );
    for (id, item) in &books.items {
        ensure!(same_item(*id, item, view), "item {id}: the model says {item:?}");
    }
    ensure!(books.next_id == view.ledger.next_id, "next id");
    ensure!(
        books.revenue_due == view.ledger.revenue_due.u128(),
        "revenue due: {}, the model says {}",
        view.ledger.revenue_due,
        books.revenue_due
    );
    Ok(())
}

/// Coins and licences as the model counts them.
fn held(holding: &Holding) -> Held {
    let Holding { tokens, locked, licenses } = holding;
    Held { tokens: tokens.u128(), locked: locked.u128(), licenses: u128::from(*licenses) }
}

fn same_item(id: u64, item: &Item, view: &View) -> bool {
    match &item.way {
        Way::Out { recipient } => view.unbonds.get(&id).is_some_and(|found| {
            found.staker == item.from
                && found.owner == item.owner
                && found.recipient == *recipient
                && found.amount.u128() == item.amount
                && found.fee.u128() == item.fee
                && found.release == item.release
        }),
        Way::To { staker, initiator, unbond_release } => view.transfers.get(&id).is_some_and(|found| {
            found.from == item.from
                && found.to == *staker
                && found.owner == item.owner
                && view.initiator(found) == *initiator
                && found.amount.u128() == item.amount
                && found.fee.u128() == item.fee
                && found.release == item.release
                && found.unbond_release == *unbond_release
        }),
    }
}

fn pools(model: &Model, view: &View) -> Result<()> {
    ensure!(model.pools.pools.len() == view.pools.len(), "number of pools");
    let mut delegations = 0;
    let mut opted = 0;
    for (operator, pool) in &model.pools.pools {
        let found = view.pools.get(operator).with_context(|| format!("no pool {operator}"))?;
        let (rewards, standing, books) = (&found.rewards, &found.standing, &pool.books);
        let waiting =
            rewards.release().map(|release| (rewards.unreleased().u128(), release.last, release.end));
        let expected = (books.unreleased > 0).then_some((books.unreleased, books.last, books.end));
        ensure!(waiting == expected, "release of {operator}: {waiting:?}, the model says {expected:?}");
        let numbers = (
            rewards.outstanding().u128(),
            rewards.commission().u128(),
            rewards.weight().u128(),
            standing.self_stake.u128(),
            standing.pending_stake.u128(),
            standing.delegators,
            standing.commission.value(),
        );
        let expected = (
            books.out,
            books.com,
            books.total(),
            books.weight(operator),
            model.stakers.pending(operator),
            books.holders(),
            pool.rate,
        );
        ensure!(numbers == expected, "pool {operator}: {numbers:?}, the model says {expected:?}");
        ensure!(standing.state == model.pool_state(operator), "state of {operator}: {:?}", standing.state);
        ensure!(big(rewards.lifetime()) == BigInt::from(books.lifetime), "lifetime rewards of {operator}");
        ensure!(
            big(rewards.remainder()) == books.rest,
            "remainder of {operator}: {}, the model says {}",
            rewards.remainder(),
            books.rest
        );
        for (who, share) in &books.shares {
            let key = (operator.clone(), who.clone());
            let row = view.delegations.get(&key).with_context(|| format!("no delegation {key:?}"))?;
            ensure!(held(&row.holding) == share.held, "stake of {who} in {operator}: {row:?}");
            ensure!(row.rewards.weight().u128() == share.weight, "weight of {who} in {operator}");
            let found = owed(rewards.crr(), &row.rewards);
            ensure!(
                found == share.owed,
                "{who} in {operator} is owed {found}, the model says {}",
                share.owed
            );
        }
        delegations += books.shares.len();
        opted += pool.auto.len();
        for (who, rate) in &pool.auto {
            let found = view.auto.get(&(operator.clone(), who.clone())).map(|rate| rate.value());
            ensure!(found == Some(*rate), "auto rewards of {who} in {operator}: {found:?}");
        }
        let request =
            view.requests.get(operator).map(|found| (found.commission.value(), found.release, found.expires));
        let expected = pool.request.map(|request| (request.ppm, request.release, request.expires));
        ensure!(request == expected, "request of {operator}: {request:?}, the model says {expected:?}");
        ensure!(view.coinbase(operator) == &pool.coinbase, "coinbase of {operator}");
    }
    ensure!(delegations == view.delegations.len(), "number of delegations");
    ensure!(opted == view.auto.len(), "number of auto rewards");
    ensure!(model.pools.marks == view.missed, "missed hooks: {:?}", view.missed);
    ensure!(view.totals.pools == model.pools.pools.len() as u64, "number of pools in the totals");
    Ok(())
}

/// What the pool-registry answers about one pool equals the model, as of now.
///
/// # Errors
/// The first difference.
pub fn answers_about_pool(world: &World, operator: &Addr) -> Result<()> {
    let (model, net) = (&world.model, &world.net);
    let books = model.booked_now(operator);
    let pool = &model.pools.pools[operator];
    let ask = PoolQuery::Delegators { pool: operator.to_string(), start_after: None, limit: Some(100) };
    let rows = net.ask_pools::<pr::DelegatorsResponse>(&ask)?.delegators;
    ensure!(rows.len() == books.shares.len(), "delegators of {operator}");
    for (row, (who, share)) in rows.iter().zip(&books.shares) {
        let commission = if who == operator { books.com } else { 0 };
        let rewards = books.claimable(who) + commission;
        let expected = (share.held, share.weight, rewards, pool.auto.get(who).copied());
        let (tokens, locked, licenses) = (row.tokens, row.locked, row.licenses);
        let holding = held(&Holding { tokens, locked, licenses });
        let found = (holding, row.weight.u128(), row.rewards.u128(), row.auto_fee_ppm);
        ensure!(
            row.delegator == *who && found == expected,
            "answer about {who} in {operator}: {found:?}, the model says {expected:?}"
        );
    }
    let row = net.pool(operator)?;
    let staker = &model.stakers.stakers[operator];
    let waits = books.unreleased > 0;
    let same = row.total_stake.u128() == books.total()
        && row.self_stake.u128() == books.weight(operator)
        && row.pending_stake.u128() == model.stakers.pending(operator)
        && row.state == model.pool_state(operator)
        && big(row.capacity_left) == BigInt::from(model.capacity_left(operator))
        && row.unreleased.u128() == books.unreleased
        && row.release_end.is_some() == waits
        && big(row.lifetime_rewards) == BigInt::from(books.lifetime)
        && row.commission_ppm == pool.rate
        && row.metadata_url == pool.url
        && row.metadata_hash == pool.hash
        && row.registered_at.seconds() == pool.registered_at
        && row.signing_address == staker.signing
        && row.delegators == books.holders();
    ensure!(same, "answer about pool {operator}: {row:?}, the model says {pool:?}");
    let amount =
        |msg: PoolQuery| Ok::<_, anyhow::Error>(net.ask_pools::<pr::AmountResponse>(&msg)?.amount.u128());
    let unbooked = amount(PoolQuery::UnbookedRewards { pool: operator.to_string() })?;
    let expected = pool.books.unbooked(model.bank.balance(&pool.coinbase, &model.places.denom));
    ensure!(unbooked == expected, "unbooked rewards of {operator}: {unbooked}, the model says {expected}");
    let outstanding = amount(PoolQuery::OutstandingRewards { pool: operator.to_string() })?;
    ensure!(outstanding == pool.books.out, "outstanding rewards of {operator}");
    Ok(())
}

/// What the registries answer about everything together equals the model.
///
/// # Errors
/// The first difference.
pub fn answers_about_all(world: &World) -> Result<()> {
    let (model, net) = (&world.model, &world.net);
    let below = net.ask_stakers::<sr::TotalsResponse>(&StakerQuery::Totals {})?;
    let books = &model.stakers;
    let sum = |unbond: bool| -> u128 {
        books.items.values().filter(|item| item.is_unbond() == unbond).map(|item| item.amount).sum()
    };
    let active = || books.stakers.keys().filter(|identity| books.is_active(identity));
    let expected = (
        books.stakers.values().map(|staker| staker.tokens).sum::<u128>(),
        books.stakers.len() as u64,
        active().count() as u64,
        active().map(|identity| books.weight(identity)).sum::<u128>(),
        sum(true),
        sum(false),
        books.stakers.keys().map(|identity| books.held(identity).licenses).sum::<u128>(),
        books.custody.values().filter_map(|kept| kept.surplus).sum::<u128>(),
        books.revenue_due,
    );
    let found = (
        below.tokens.u128(),
        below.stakers,
        below.active_stakers,
        below.power.u128(),
        below.thawing.u128(),
        below.transferring.u128(),
        u128::from(below.licenses),
        below.surplus.u128(),
        below.revenue_due.u128(),
    );
    ensure!(found == expected, "totals of the staker-registry: {found:?}, the model says {expected:?}");

    for identity in books.stakers.keys() {
        let ask = StakerQuery::Staker { staker: identity.to_string() };
        let row = net.ask_stakers::<sr::StakerResponse>(&ask)?;
        let (tokens, locked, licenses) = (row.tokens, row.locked, row.licenses);
        let same = held(&Holding { tokens, locked, licenses }) == books.held(identity)
            && row.weight.u128() == books.weight(identity)
            && row.active == books.is_active(identity);
        ensure!(same, "answer about staker {identity}: {row:?}");
    }
    let above = net.ask_pools::<pr::TotalsResponse>(&PoolQuery::Totals {})?;
    let pools = &model.pools.pools;
    let expected = (
        pools.len() as u64,
        pools.values().map(|pool| pool.books.total()).sum::<u128>(),
        pools.keys().map(|operator| books.pending(operator)).sum::<u128>(),
        BigInt::from(pools.values().map(|pool| pool.books.lifetime).sum::<u128>()),
    );
    let found =
        (above.pools, above.total_stake.u128(), above.pending_stake.u128(), big(above.lifetime_rewards));
    ensure!(found == expected, "totals of the pool-registry: {found:?}, the model says {expected:?}");
    Ok(())
}
