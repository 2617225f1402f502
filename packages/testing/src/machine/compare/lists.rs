//! Equality of the model with the registries' lists and parameters.

use std::collections::BTreeMap;

use anyhow::{ensure, Result};
use serde_json::json;
use tributary_types::pool_registry::{self as pr, QueryMsg as PoolQuery};
use tributary_types::staker_registry::{self as sr, ItemKind, MaturedCursor, QueryMsg as StakerQuery};

use crate::model::stakers::Way;
use crate::world::World;

/// Rows of a page, few enough that lists have several.
const ROWS: Option<u32> = Some(20);

/// All rows of a list, page by page.
pub(crate) fn walk<T, C>(
    mut page: impl FnMut(Option<C>) -> Result<Vec<T>>,
    cursor: impl Fn(&T) -> C,
) -> Result<Vec<T>> {
    let mut rows = vec![];
    loop {
        let found = page(rows.last().map(&cursor))?;
        if found.is_empty() {
            return Ok(rows);
        }
        rows.extend(found);
    }
}

/// All open unbonds.
fn unbonds(world: &World) -> Result<Vec<sr::UnbondResponse>> {
    let page = |start_after| {
        let ask = StakerQuery::Unbonds { owner: None, staker: None, start_after, limit: ROWS };
        Ok(world.net.ask_stakers::<sr::UnbondsResponse>(&ask)?.unbonds)
    };
    walk(page, |row| row.id)
}

/// All open transfers.
fn transfers(world: &World) -> Result<Vec<sr::TransferResponse>> {
    let page = |start_after| {
        let ask = StakerQuery::Transfers { owner: None, staker: None, to: None, start_after, limit: ROWS };
        Ok(world.net.ask_stakers::<sr::TransfersResponse>(&ask)?.transfers)
    };
    walk(page, |row| row.id)
}

fn auto_rewards(world: &World) -> Result<Vec<pr::AutoReward>> {
    let page = |start_after| {
        let ask = PoolQuery::AutoRewards { pool: None, min_amount: None, start_after, limit: ROWS };
        Ok(world.net.ask_pools::<pr::AutoRewardsResponse>(&ask)?.auto_rewards)
    };
    let cursor = |row: &pr::AutoReward| pr::DelegationCursor {
        pool: row.pool.to_string(),
        delegator: row.delegator.to_string(),
    };
    walk(page, cursor)
}

fn missed_hooks(world: &World) -> Result<Vec<pr::MissedHook>> {
    let page = |start_after| {
        let ask = PoolQuery::MissedHooks { start_after, limit: ROWS };
        Ok(world.net.ask_pools::<pr::MissedHooksResponse>(&ask)?.missed_hooks)
    };
    let cursor = |row: &pr::MissedHook| pr::MissedHookCursor {
        hook: row.hook.to_string(),
        delegator: row.delegator.to_string(),
        pool: row.pool.to_string(),
    };
    walk(page, cursor)
}

fn matured(world: &World, kind: ItemKind) -> Result<Vec<u64>> {
    let page = |start_after| {
        let ask = StakerQuery::Matured { kind, start_after, limit: ROWS };
        Ok(world.net.ask_stakers::<sr::MaturedResponse>(&ask)?.items)
    };
    let rows = walk(page, |row: &sr::MaturedItem| MaturedCursor { release: row.release, id: row.id })?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// How many records of each map the registries' lists reach.
///
/// # Errors
/// If a query fails.
pub fn counts(world: &World) -> Result<BTreeMap<&'static str, usize>> {
    let pools = || world.model.pools.pools.keys();
    let page = |start_after| {
        let ask = PoolQuery::Pools { state: None, start_after, limit: Some(100) };
        Ok(world.net.ask_pools::<pr::PoolsResponse>(&ask)?.pools)
    };
    let listed = walk(page, |row: &pr::PoolResponse| row.pool.to_string())?.len();
    ensure!(listed == pools().len(), "{listed} pools are listed");
    let mut delegations = 0;
    for pool in pools() {
        let page = |start_after| {
            let ask = PoolQuery::Delegators { pool: pool.to_string(), start_after, limit: Some(100) };
            Ok(world.net.ask_pools::<pr::DelegatorsResponse>(&ask)?.delegators)
        };
        delegations += walk(page, |row: &pr::DelegationResponse| row.delegator.to_string())?.len();
    }
    let mut licenses = 0;
    for staker in world.model.stakers.stakers.keys() {
        licenses += super::licenses::listed(world, staker)?.len();
    }
    let requests = PoolQuery::CommissionRequests { start_after: None, limit: Some(100) };
    let stakers = StakerQuery::Stakers { start_after: None, limit: Some(100) };
    let active = StakerQuery::ValidatorSet { start_after: None, limit: Some(100) };
    Ok(BTreeMap::from([
        ("u", unbonds(world)?.len()),
        ("x", transfers(world)?.len()),
        ("auto_rewards", auto_rewards(world)?.len()),
        ("missed_hooks", missed_hooks(world)?.len()),
        ("d", delegations),
        ("n", licenses),
        (
            "commission_requests",
            world.net.ask_pools::<pr::CommissionRequestsResponse>(&requests)?.commission_requests.len(),
        ),
        ("s", world.net.ask_stakers::<sr::StakersResponse>(&stakers)?.stakers.len()),
        ("active", world.net.ask_stakers::<sr::ValidatorSetResponse>(&active)?.validators.len()),
    ]))
}

/// The registries' lists and parameters equal the model.
///
/// # Errors
/// The first difference.
pub fn answers_about_lists(world: &World) -> Result<()> {
    items(world)?;
    auto(world)?;
    let mut marks: Vec<_> =
        missed_hooks(world)?.into_iter().map(|row| (row.hook, row.delegator, row.pool)).collect();
    // Keys of storage put shorter addresses first.
    marks.sort();
    ensure!(marks.iter().eq(&world.model.pools.marks), "missed hooks: {marks:?}");
    told(world)?;
    parameters(world)
}

fn items(world: &World) -> Result<()> {
    let model = &world.model;
    let books = &model.stakers;
    let ids = |unbond: bool| books.items.iter().filter(move |(_, item)| item.is_unbond() == unbond);
    let found: Vec<_> = unbonds(world)?.into_iter().map(|row| (row.id, row.ready)).collect();
    let expected: Vec<_> = ids(true).map(|(id, item)| (*id, model.now.reached(item.release))).collect();
    ensure!(found == expected, "unbonds: {found:?}, the model says {expected:?}");
    let found: Vec<_> = transfers(world)?.into_iter().map(|row| (row.id, row.ready)).collect();
    let expected: Vec<_> = ids(false).map(|(id, item)| (*id, model.now.reached(item.release))).collect();
    ensure!(found == expected, "transfers: {found:?}, the model says {expected:?}");
    for (kind, unbond) in [(ItemKind::Unbond, true), (ItemKind::Transfer, false)] {
        let mut found = matured(world, kind)?;
        found.sort_unstable();
        let ready = ids(unbond).filter(|(_, item)| model.now.reached(item.release));
        let expected: Vec<u64> = ready.map(|(id, _)| *id).collect();
        ensure!(found == expected, "matured {kind}s: {found:?}, the model says {expected:?}");
    }
    let ask = PoolQuery::Transfers { delegator: None, to_pool: None, start_after: None, limit: Some(100) };
    for row in world.net.ask_pools::<pr::TransfersResponse>(&ask)?.transfers {
        let item = &books.items[&row.id];
        let Way::To { staker, .. } = &item.way else { anyhow::bail!("{} is an unbond", row.id) };
        let accepted = model.would_arrive(staker, &item.owner, item.amount - item.fee);
        ensure!(row.accepted == accepted, "transfer {}: accepted is {}", row.id, row.accepted);
    }
    Ok(())
}

fn auto(world: &World) -> Result<()> {
    let model = &world.model;
    let rows = auto_rewards(world)?;
    let expected: usize = model.pools.pools.values().map(|pool| pool.auto.len()).sum();
    ensure!(rows.len() == expected, "{} auto rewards, the model says {expected}", rows.len());
    for row in rows {
        let (owed, fee, accepted) = model.auto_now(&row.pool, &row.delegator);
        let found = (row.rewards.u128(), row.fee.u128(), row.accepted);
        ensure!(
            found == (owed, fee, accepted),
            "auto rewards of {} in {}: {found:?}, the model says {:?}",
            row.delegator,
            row.pool,
            (owed, fee, accepted)
        );
    }
    Ok(())
}

/// What the hooks remember equals what the model told them.
fn told(world: &World) -> Result<()> {
    use cosmwasm_std::Order;
    for hook in &world.cast.hooks {
        let storage = world.net.chain.app().contract_storage(hook);
        let rows = crate::puppet::TOLD.range(&*storage, None, None, Order::Ascending);
        let found = rows
            .map(|row| row.map(|(key, told)| (key, (told.stake.u128(), told.missed))))
            .collect::<Result<BTreeMap<_, _>, _>>()?;
        let expected = &world.model.puppets[hook].told;
        ensure!(found == *expected, "{hook} was told {found:?}, the model says {expected:?}");
    }
    Ok(())
}

fn parameters(world: &World) -> Result<()> {
    let model = &world.model;
    let (config, control) = (&model.stakers.config, &model.stakers.control);
    let found = world.net.ask_stakers::<sr::ConfigResponse>(&StakerQuery::Config {})?;
    let same = found.unbond_lock == config.unbond_lock
        && found.transfer_lock == config.transfer_lock
        && found.signing_cooldown == config.cooldown
        && found.slasher == config.slasher
        && found.treasury == config.treasury
        && found.registrars == config.registrars
        && found.license_nft.clone().zip(found.coins_per_license.map(|worth| worth.u128()))
            == config.licenses
        && found.owner.as_ref() == Some(&control.owner)
        && found.guardian == control.guardian
        && found.paused == control.paused;
    ensure!(same, "parameters of the staker-registry: {found:?}, the model says {config:?}");
    let (config, control) = (&model.pools.config, &model.pools.control);
    let found = world.net.ask_pools::<pr::ConfigResponse>(&PoolQuery::Config {})?;
    let weights = (found.score_weights.fee, found.score_weights.performance, found.score_weights.capacity);
    let same = found.commission_lock == config.commission_lock
        && found.release_period == config.release_period
        && found.min_delegation.u128() == config.min_delegation
        && found.hooks == config.hooks
        && weights == config.weights
        && found.owner.as_ref() == Some(&control.owner)
        && found.guardian == control.guardian
        && found.paused == control.paused;
    ensure!(same, "parameters of the pool-registry: {found:?}, the model says {config:?}");
    let found = world.net.ask_stakers::<serde_json::Value>(&StakerQuery::PendingConfig {})?;
    let pending = model.stakers.announced.as_ref();
    let expected = pending.map(|open| json!({ "change": open.change, "release": open.release }));
    ensure!(found == json!({ "pending": expected }), "announcement of the staker-registry: {found}");
    let found = world.net.ask_pools::<serde_json::Value>(&PoolQuery::PendingConfig {})?;
    let pending = model.pools.announced.as_ref();
    let expected = pending.map(|open| json!({ "change": open.change, "release": open.release }));
    ensure!(found == json!({ "pending": expected }), "announcement of the pool-registry: {found}");
    Ok(())
}
