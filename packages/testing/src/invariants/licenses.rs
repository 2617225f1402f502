//! LN-01 to LN-12: licences, in their contract and as stake.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::{Addr, Event};
use tributary_types::license_nft::{ExecuteMsg as LicenseMsg, LiquidationMode, Stage};
use tributary_types::staker_registry::{BondState, ExecuteMsg as StakerMsg};

use super::{same, Context, Invariant, When};
use crate::license_view;
use crate::machine::step::{address, amount, attribute, fact, transfers};
use crate::model::{Call, Message, Moment};
use crate::view::View;

/// What there can be of them, ever, at a time.
const MOST: usize = 48_000;

/// The invariants of licences.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "LN-01", when: When::Step, check: ln_01 },
        Invariant { id: "LN-02", when: When::Step, check: ln_02 },
        Invariant { id: "LN-03", when: When::Step, check: ln_03 },
        Invariant { id: "LN-04", when: When::Step, check: ln_04 },
        Invariant { id: "LN-05", when: When::Step, check: ln_05 },
        Invariant { id: "LN-06", when: When::Step, check: ln_06 },
        Invariant { id: "LN-07", when: When::Step, check: ln_07 },
        Invariant { id: "LN-08", when: When::Step, check: ln_08 },
        Invariant { id: "LN-09", when: When::Step, check: ln_09 },
        Invariant { id: "LN-10", when: When::Step, check: ln_10 },
        Invariant { id: "LN-11", when: When::Step, check: ln_11 },
        Invariant { id: "LN-12", when: When::Step, check: ln_12 },
    ]
}

/// Whether the licence contract answers as before, so that there is nothing new to check.
fn rests(context: &Context) -> bool {
    context.before.licenses == context.after.licenses
}

/// LN-01: what lives is counted once, by everybody alike, within the cap; ids are never used twice.
pub fn ln_01(context: &Context) -> Result<()> {
    let view = &context.after.licenses;
    let live = view.licenses.len();
    same("living licences", view.status.live, live as u64)?;
    ensure!(live <= MOST && live <= view.status.cap as usize, "{live} licences live");
    ensure!(context.ghost.misused.is_empty(), "ids used twice: {:?}", context.ghost.misused);
    let told: BTreeMap<&String, &str> =
        context.ghost.holders.iter().map(|(id, holder)| (id, holder.as_str())).collect();
    let found = view.licenses.iter().map(|(id, license)| (id, license.owner.as_str())).collect();
    same("holders by events", &told, &found)?;
    if context.step.thorough {
        let places = context.world.places();
        let holders: BTreeSet<&String> = view.licenses.values().map(|license| &license.owner).collect();
        let balances = holders
            .into_iter()
            .map(|holder| license_view::balance(&context.world.net, places, &Addr::unchecked(holder)));
        same("balances together", balances.sum::<Result<u64>>()?, view.status.live)?;
    }
    Ok(())
}

/// LN-02: stages only move forward, one at a time.
pub fn ln_02(context: &Context) -> Result<()> {
    let (before, after) = (context.before.licenses.status.stage, context.after.licenses.status.stage);
    ensure!(before <= after, "from stage {before} back to {after}");
    Ok(())
}

/// LN-03: from mainnet on every licence is backed; the contract holds its reserve, what funders get back, and donations.
pub fn ln_03(context: &Context) -> Result<()> {
    let (view, places) = (context.after, context.world.places());
    let status = &view.licenses.status;
    let required = view.licenses.worth() * u128::from(status.live);
    same("reserve required", status.reserve_required.u128(), required)?;
    if status.stage >= Stage::Mainnet {
        same("reserve", status.reserve.u128(), required)?;
    }
    let held = view.balance(&places.licenses, &places.denom);
    let owed = view.license_liabilities(context.ghost) + context.world.model.donations(&places.licenses);
    same("balance of the licence contract", held, owed)?;
    if context.step.thorough {
        let funders = &context.ghost.funders;
        let mut promised = 0;
        for who in funders {
            promised += license_view::funding(&context.world.net, places, who)?.1;
        }
        let booked = held - context.world.model.donations(&places.licenses);
        let free = if status.stage == Stage::Testnet { booked } else { booked - required };
        // Shares are rounded down.
        let dust = free.checked_sub(promised).context("funders are promised more than there is")?;
        ensure!(dust <= funders.len() as u128, "{dust} of the excess belong to nobody");
    }
    Ok(())
}

/// LN-04: licences are minted in the testnet, by the minter, up to the cap.
pub fn ln_04(context: &Context) -> Result<()> {
    let (before, after) = (&context.before.licenses, &context.after.licenses);
    if after.status.minted == before.status.minted {
        return Ok(());
    }
    ensure!(before.status.stage == Stage::Testnet, "minted in stage {}", before.status.stage);
    if let [Call { sender, .. }] = context.step.calls.as_slice() {
        same("minter", sender, &before.config.minter)?;
    }
    Ok(())
}

/// LN-05: faults burn licences from mainnet on, by way of the staker-registry; redemption is for owners of free ones, at the
/// end.
pub fn ln_05(context: &Context) -> Result<()> {
    let (before, after) = (&context.before.licenses, &context.after.licenses);
    let single = match context.step.calls.as_slice() {
        [call] => Some(call),
        _ => None,
    };
    if after.status.liquidated > before.status.liquidated {
        ensure!(after.status.stage >= Stage::Mainnet, "liquidated in stage {}", after.status.stage);
        let by_slasher =
            single.is_none_or(|call| matches!(call.message, Message::Stakers(StakerMsg::Liquidate { .. })));
        ensure!(by_slasher, "liquidated by {single:?}");
    }
    if after.status.redeemed > before.status.redeemed {
        same("stage of a redemption", after.status.stage, Stage::Stable)?;
    }
    let Some(Call { sender, message: Message::Licenses(LicenseMsg::Redeem { token_id }), .. }) = single
    else {
        return Ok(());
    };
    let license = before.licenses.get(token_id).context("redeemed without living")?;
    same("who redeems", sender.as_str(), license.owner.as_str())?;
    ensure!(!before.in_custody.contains(token_id), "{token_id} was redeemed while bonded");
    Ok(())
}

/// LN-06: each id is free, bonded, unbonding or burned; custody is the staker-registry's, and what is in custody or has just
/// moved is approved for nobody.
pub fn ln_06(context: &Context) -> Result<()> {
    let view = context.after;
    let licenses = &view.licenses;
    let kept = |id: &&String| view.custody[*id].state() != BondState::Burned;
    same(
        "licences in custody",
        view.custody.keys().filter(kept).collect(),
        licenses.in_custody.iter().collect::<Vec<_>>(),
    )?;
    for (id, kept) in &view.custody {
        let Some(license) = licenses.licenses.get(id) else {
            same(format!("state of {id}, which is burned"), kept.state(), BondState::Burned)?;
            continue;
        };
        ensure!(kept.state() != BondState::Burned, "{id} is burned and lives");
        let found = (license.owner.as_str(), license.node.as_deref(), license.role);
        let expected = (kept.bonder.as_str(), Some(kept.staker.as_str()), Some(kept.role));
        same(format!("licence {id}"), found, expected)?;
    }
    let places = context.world.places();
    for (id, license) in &licenses.licenses {
        let kept = licenses.in_custody.contains(id);
        ensure!(kept || license.node.is_none(), "{id} is free and stands for a node");
        let moved = context.before.licenses.licenses.get(id).is_some_and(|it| it.owner != license.owner)
            || kept != context.before.licenses.in_custody.contains(id);
        if moved && context.step.calls.len() == 1 {
            let approvals = license_view::info(&context.world.net, places, id)?.access.approvals;
            ensure!(approvals.is_empty(), "{id} moved and is approved for {approvals:?}");
        }
    }
    Ok(())
}

/// LN-07: a node counts for its coins and its bonded licences; all in custody are somebody's.
pub fn ln_07(context: &Context) -> Result<()> {
    let view = context.after;
    let worth = view.licenses.worth();
    let mut bonded = 0;
    for (identity, staker) in &view.stakers {
        let licenses = view.count_licenses(identity, None, BondState::Bonded);
        same(format!("licences of {identity}"), staker.holding.licenses, licenses)?;
        let weight = staker.holding.tokens.u128() + u128::from(licenses) * worth;
        same(format!("weight of {identity}"), view.weigh(&staker.holding), weight)?;
        bonded += u64::from(licenses);
    }
    let unbonding = view.custody.values().filter(|kept| kept.state() == BondState::Unbonding).count() as u64;
    same("licences in custody", view.licenses.status.bonded, bonded + unbonding)
}

/// Everything of whoever answers for a staker: coins, and licences in custody.
fn answering(view: &View, staker: &Addr) -> (u128, u128) {
    let is_pool = view.pools.contains_key(staker);
    let entry = &view.stakers[staker];
    let own = if is_pool { view.holding(staker, staker) } else { entry.holding.clone() };
    let unbonds = view.unbonds.values().filter(|item| item.staker == *staker && item.owner == *staker);
    let transfers = view.transfers.values().filter(|item| item.from == *staker && item.owner == *staker);
    let transfers = transfers.filter(|_| entry.management == *staker);
    let items: u128 = unbonds.map(|item| item.amount.u128()).sum::<u128>()
        + transfers.map(|item| item.amount.u128()).sum::<u128>();
    let theirs = view.custody.values().filter(|kept| kept.staker == *staker && kept.bonder == *staker);
    let waiting: u128 = theirs.filter_map(|kept| kept.surplus).map(|surplus| surplus.u128()).sum();
    let liable = [BondState::Bonded, BondState::Unbonding];
    let licenses = liable.map(|state| view.count_licenses(staker, Some(staker), state)).iter().sum::<u32>();
    (own.tokens.u128() + items + waiting, u128::from(licenses))
}

/// LN-08: a liquidation burns no licence more than it needs, and nothing but what it takes is lost to who answers.
pub fn ln_08(context: &Context) -> Result<()> {
    let [Call { message: Message::Stakers(StakerMsg::Liquidate { staker, .. }), .. }] =
        context.step.calls.as_slice()
    else {
        return Ok(());
    };
    let found = context.step.events.iter().find(|event| fact(event) == Some("staker_registry/liquidated"));
    let (event, staker) = (found.context("no event")?, Addr::unchecked(staker));
    let worth = context.after.licenses.worth();
    let (taken, burned, surplus) =
        (amount(event, "taken"), amount(event, "burned"), amount(event, "surplus"));
    let ((tokens, licenses), (tokens_after, licenses_after)) =
        (answering(context.before, &staker), answering(context.after, &staker));
    // Coins answer before licences: all of them once a licence is burned.
    let need = if burned == 0 { 0 } else { taken.saturating_sub(tokens) };
    same("licences burned", burned, need.div_ceil(worth))?;
    same("licences left", licenses_after + burned, licenses)?;
    let beyond = burned * worth - need;
    ensure!(beyond < worth, "{burned} licences for {need}");
    let exact = context.after.licenses.config.liquidation_mode == LiquidationMode::Exact;
    same("surplus", surplus, if exact { beyond } else { 0 })?;
    let lost = taken + beyond - surplus;
    same("what is left", tokens_after + licenses_after * worth + lost, tokens + licenses * worth)?;
    let revenue = |view: &View| view.ledger.revenue_due.u128();
    same("revenue", revenue(context.after), revenue(context.before) + lost)
}

/// LN-09: a redemption burns one licence and pays its coins to its owner.
pub fn ln_09(context: &Context) -> Result<()> {
    if rests(context) {
        return Ok(());
    }
    let (before, after) = (&context.before.licenses, &context.after.licenses);
    let named =
        |name: &'static str| context.step.events.iter().filter(move |event| fact(event) == Some(name));
    let redeemed: Vec<&Event> = named("license_nft/license_redeemed").collect();
    let count = redeemed.len() as u64;
    same("redemptions", after.status.redeemed, before.status.redeemed + count)?;
    let places = context.world.places();
    for event in redeemed {
        let (id, owner) = (attribute(event, "token_id").unwrap_or_default(), address(event, "owner"));
        same(format!("coins of {id}"), amount(event, "amount"), after.worth())?;
        ensure!(!after.licenses.contains_key(id), "{id} is redeemed and lives");
        let holder = before.licenses.get(id).map(|license| license.owner.as_str());
        ensure!(holder.is_none_or(|holder| holder == owner.as_str()), "{id} was redeemed by {owner}");
        let paid = context.step.events.iter().flat_map(transfers).any(|(to, from, denom, amount)| {
            to == owner && from == places.licenses && denom == places.denom && amount == after.worth()
        });
        ensure!(paid, "{owner} was not paid for {id}");
    }
    if before.status.stage == Stage::Stable {
        let slashed = u128::from(after.status.liquidated - before.status.liquidated) * after.worth();
        let fell = before.status.reserve.u128() - after.status.reserve.u128();
        same("coins that left the reserve", fell, u128::from(count) * after.worth() + slashed)?;
    }
    Ok(())
}

/// LN-10: what was burned for faults, what was redeemed and what lives are what lived when mainnet opened.
pub fn ln_10(context: &Context) -> Result<()> {
    let Some(launched) = context.ghost.launched else { return Ok(()) };
    let view = &context.after.licenses;
    let found = context.ghost.slashed + context.ghost.redeemed + view.worth() * u128::from(view.status.live);
    same("coins of all licences", found, view.worth() * launched)
}

/// LN-11: who asks a licence back waits for the unbond lock; it goes no earlier.
pub fn ln_11(context: &Context) -> Result<()> {
    let now = Moment { height: context.before.height, seconds: context.before.seconds };
    let lock = context.before.staker_config.unbond_lock;
    for (id, kept) in &context.after.custody {
        let before = context.before.custody.get(id).and_then(|kept| kept.release);
        if kept.release == before || context.step.calls.len() != 1 {
            continue;
        }
        ensure!(before.is_none(), "the release point of {id} moved");
        same(format!("release point of {id}"), kept.release, Some(now.after(lock)))?;
    }
    let released = |event: &&Event| fact(event) == Some("staker_registry/license_released");
    for event in context.step.events.iter().filter(released) {
        let id = attribute(event, "token_id").unwrap_or_default();
        let release = context.before.custody.get(id).and_then(|kept| kept.release);
        ensure!(release.is_some_and(|release| now.reached(release)), "{id} was released before {release:?}");
    }
    Ok(())
}

/// LN-12: once all are redeemed nothing lives, nothing is in custody and nothing is reserved.
pub fn ln_12(context: &Context) -> Result<()> {
    if context.step.end.is_none() {
        return Ok(());
    }
    let (view, places) = (context.after, context.world.places());
    let status = &view.licenses.status;
    same("living licences and reserve", (status.live, status.reserve.u128()), (0, 0))?;
    ensure!(view.custody.is_empty(), "in custody: {:?}", view.custody);
    same("waiting surplus", view.ledger.surplus.u128(), 0)?;
    let dust =
        view.balance(&places.licenses, &places.denom) - context.world.model.donations(&places.licenses);
    // Shares of the excess are rounded down.
    ensure!(dust <= context.ghost.funders.len() as u128, "{dust} are stuck with the licences");
    Ok(())
}
