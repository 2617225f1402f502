//! Equality of the model with the licence contract, and with licences in custody.

use std::collections::BTreeSet;

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::Addr;
use tributary_types::staker_registry::{self as sr, BondState, QueryMsg as StakerQuery};

use crate::license_view::{self, LicenseView};
use crate::model::licenses::License;
use crate::model::stakers::Custody;
use crate::model::Model;
use crate::view::View;
use crate::world::World;

/// What is stored of licences equals the model.
///
/// # Errors
/// The first difference.
pub fn stored(model: &Model, view: &View) -> Result<()> {
    contract(model, &view.licenses)?;
    ensure!(model.stakers.custody.len() == view.custody.len(), "number of licences in custody");
    for (id, kept) in &model.stakers.custody {
        let found = view.custody.get(id).with_context(|| format!("{id} is not in custody"))?;
        let same = kept.staker == found.staker
            && kept.bonder == found.bonder
            && kept.role == found.role
            && kept.release == found.release
            && kept.surplus == found.surplus.map(|surplus| surplus.u128());
        ensure!(same, "licence {id} in custody: {found:?}, the model says {kept:?}");
    }
    Ok(())
}

fn contract(model: &Model, view: &LicenseView) -> Result<()> {
    let (books, status) = (&model.licenses, &view.status);
    let found = (
        status.stage,
        status.live,
        status.bonded,
        status.liquidated,
        status.redeemed,
        status.reserve.u128(),
        status.reserve_required.u128(),
    );
    let expected = (
        books.stage,
        books.tokens.len() as u64,
        books.bonded(),
        books.liquidated,
        books.redeemed,
        books.reserve(),
        books.required(),
    );
    ensure!(found == expected, "status of the licences: {found:?}, the model says {expected:?}");
    let config = &view.config;
    let same = config.minter == books.minter
        && config.staker_registry == books.registry
        && config.owner.as_ref() == Some(&books.control.owner)
        && config.guardian == books.control.guardian
        && config.paused == books.control.paused;
    ensure!(same, "parameters of the licence contract: {config:?}, the model says {books:?}");
    ensure!(view.licenses.len() == books.tokens.len(), "number of licences");
    for (id, license) in &books.tokens {
        let found = view.licenses.get(id).with_context(|| format!("no licence {id}"))?;
        let bond = found.role.zip(found.node.clone().map(Addr::unchecked));
        let same = found.owner == license.holder.as_str()
            && bond == license.bond
            && found.token_uri == license.token_uri
            && found.mining_pool == license.mining_pool
            && found.minted_at_secs == license.minted_at;
        ensure!(same, "licence {id}: {found:?}, the model says {license:?}");
    }
    let kept: BTreeSet<&String> =
        books.tokens.iter().filter(|(_, license)| license.custody).map(|(id, _)| id).collect();
    ensure!(kept.iter().copied().eq(&view.in_custody), "in custody: {:?}", view.in_custody);
    Ok(())
}

/// What the contracts answer about licences equals the model.
///
/// # Errors
/// The first difference.
pub fn answers(world: &World) -> Result<()> {
    let (model, net, places) = (&world.model, &world.net, world.places());
    let books = &model.licenses;
    for (id, license) in &books.tokens {
        let found = license_view::info(net, places, id)?;
        let owner = if license.custody { books.registry.as_ref() } else { Some(&license.holder) };
        let approved: BTreeSet<&Addr> = found.access.approvals.iter().map(|it| &it.spender).collect();
        let extension = &found.info.extension;
        let same = Some(&found.access.owner) == owner
            && approved == movers(model, license)
            && extension.bonded == license.custody;
        ensure!(same, "licence {id}: {found:?}, the model says {license:?}");
    }
    let nobody = &places.strange_licenses;
    for who in books.tokens.values().map(|license| &license.holder).chain([nobody]).collect::<BTreeSet<_>>() {
        let found = license_view::balance(net, places, who)?;
        ensure!(found == books.balance(who), "{who} holds {found} licences");
    }
    for who in books.funding.keys().chain([nobody]) {
        let found = license_view::funding(net, places, who)?;
        let funded = books.funding.get(who).copied().unwrap_or_default();
        let expected = (funded, books.reclaimable(who));
        ensure!(found == expected, "funding of {who}: {found:?}, the model says {expected:?}");
    }
    for who in books.operators.keys().map(|(owner, _)| owner).collect::<BTreeSet<_>>() {
        let found = license_view::operators(net, places, who)?;
        let of =
            books.operators.iter().filter(|((owner, _), until)| owner == who && !model.now.reached(**until));
        let expected: BTreeSet<Addr> = of.map(|((_, operator), _)| operator.clone()).collect();
        ensure!(found == expected, "operators of {who}: {found:?}, the model says {expected:?}");
    }
    let hooks = license_view::hooks(net, places)?;
    ensure!(hooks == books.hooks, "hooks of the licence contract: {hooks:?}");
    in_custody(world)
}

/// Who else may move a licence now.
fn movers<'a>(model: &Model, license: &'a License) -> BTreeSet<&'a Addr> {
    let valid = license.approvals.iter().filter(|(_, until)| !model.now.reached(**until));
    valid.map(|(who, _)| who).collect()
}

fn in_custody(world: &World) -> Result<()> {
    let books = &world.model.stakers;
    for staker in books.stakers.keys() {
        let kept = books.custody.iter().filter(|(_, kept)| kept.staker == *staker);
        let expected: Vec<(&String, BondState)> = kept.map(|(id, kept)| (id, state(kept))).collect();
        let rows = listed(world, staker)?;
        let found: Vec<(&String, BondState)> = rows.iter().map(|row| (&row.token_id, row.state)).collect();
        ensure!(found == expected, "licences at {staker}: {found:?}, the model says {expected:?}");
    }
    for (id, kept) in &books.custody {
        let ask = StakerQuery::LicenseBond { token_id: id.clone() };
        let row = world.net.ask_stakers::<sr::LicenseBondResponse>(&ask)?;
        let same = row.staker == kept.staker
            && row.bonder == kept.bonder
            && row.role == kept.role
            && row.state == state(kept)
            && row.release == kept.release
            && row.surplus.u128() == kept.surplus.unwrap_or_default();
        ensure!(same, "licence {id} in custody: {row:?}, the model says {kept:?}");
    }
    Ok(())
}

const fn state(kept: &Custody) -> BondState {
    match (kept.release, kept.surplus) {
        (_, Some(_)) => BondState::Burned,
        (Some(_), None) => BondState::Unbonding,
        (None, None) => BondState::Bonded,
    }
}

/// The licences in custody for a staker, page by page.
///
/// # Errors
/// If a query fails.
pub fn listed(world: &World, staker: &Addr) -> Result<Vec<sr::LicenseBondResponse>> {
    let page = |start_after| {
        let ask =
            StakerQuery::Licenses { staker: staker.to_string(), owner: None, start_after, limit: Some(100) };
        Ok(world.net.ask_stakers::<sr::LicenseBondsResponse>(&ask)?.licenses)
    };
    super::lists::walk(page, |row| row.token_id.clone())
}
