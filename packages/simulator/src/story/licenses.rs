//! Who holds which licences at the end, and whether all that is said of them fits together.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint256};
use tributary_types::license_nft::{License, Stage, StatusResponse, CONTRACT};
use tributary_types::staker_registry::{BondState, LicenseBondResponse};

use super::asking::Unanswered;
use super::cast::Cast;
use super::holdings::Holdings;
use super::license_look::Collection;
use super::money::Unit;
use super::spoken::{licenses as counted, listed};
use super::stage::Played;
use super::table::{Align, Table};
use super::when::Calendar;

/// So many ids are named, of more only the number.
const NAMED: usize = 6;

/// What does not fit together: the contract's own counts and the registry's, what was reported, the coins behind it all.
///
/// # Errors
/// When a contract does not answer.
pub fn problems(played: &Played) -> Result<Vec<String>, Unanswered> {
    let holdings = played.holdings()?;
    let facts = played.facts();
    let mut found = vec![];
    for collection in played.collections()? {
        let Collection { contract, status, licenses, .. } = &collection;
        let name = played.cast.name(contract);
        let bonds = collection.bonds(&holdings);
        let reported = |names: &[&str]| {
            let of = facts.iter().filter(|fact| fact.by == *contract && fact.contract == CONTRACT);
            count(of.filter(|fact| names.contains(&fact.name.as_str())).count())
        };
        let in_state =
            |states: &[BondState]| count(bonds.iter().filter(|bond| states.contains(&bond.state)).count());
        let created = reported(&["license_minted", "license_imported"]);
        let living = count(licenses.len());
        let mut pairs = vec![
            ("living licences, listed and counted", living, status.live),
            (
                "licences created less those burned",
                created.saturating_sub(reported(&["license_burned"])),
                living,
            ),
            ("licences redeemed", reported(&["license_redeemed"]), status.redeemed),
        ];
        // An account in place of the registry is not asked.
        if let Some(registry) =
            holdings.iter().find(|of| Some(&of.registry) == collection.staker_registry.as_ref())
        {
            let counting = in_state(&[BondState::Bonded]);
            pairs.push((
                "licences in custody",
                in_state(&[BondState::Bonded, BondState::Unbonding]),
                status.bonded,
            ));
            pairs.push(("licences that count as stake", counting, registry.totals.licenses.into()));
        }
        for (what, one, other) in pairs {
            if one != other {
                found.push(format!("{what}: {one} and {other} ({name})"));
            }
        }
        let worth = collection.worth(licenses.len());
        if status.stage != Stage::Testnet && worth != Uint256::from(status.reserve) {
            found.push(format!("the reserve of {name} is {} and not {worth}", status.reserve));
        }
    }
    Ok(found)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// A table for every licence contract that ever had a licence.
///
/// # Errors
/// When a contract does not answer.
pub fn tables(played: &Played, calendar: Calendar) -> Result<Vec<Table>, Unanswered> {
    let holdings = played.holdings()?;
    let collections = played.collections()?;
    let some =
        collections.iter().filter(|collection| collection.status.minted > 0 || collection.status.live > 0);
    Ok(some.map(|collection| table(played, calendar, collection, &holdings)).collect())
}

fn table(played: &Played, calendar: Calendar, collection: &Collection, holdings: &[Holdings]) -> Table {
    let cast = &played.cast;
    let unit = Unit::of(cast.denom(&collection.contract).unwrap_or_default());
    let Collection { status, licenses, .. } = collection;
    let title = format!(
        "The licences at the end (stage {}; each stands for {}; the reserve has {})",
        status.stage,
        unit.coins(status.coins_per_license),
        unit.coins(status.reserve)
    );
    let mut table = Table::new(
        title,
        &[
            ("holder", Align::Left),
            ("licences", Align::Right),
            ("stand for", Align::Right),
            ("which", Align::Left),
        ],
    );
    let mut holders: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let bonds = collection.bonds(holdings);
    for license in licenses {
        let bond = bonds.iter().find(|bond| bond.token_id == license.token_id);
        let place = match bond {
            Some(bond) => place(cast, played, calendar, bond),
            None => unbonded(played, &collection.contract, license),
        };
        let holder = cast.name(&Addr::unchecked(&license.owner));
        holders.entry(holder).or_default().entry(place).or_default().push(license.token_id.clone());
    }
    for (holder, places) in holders {
        let held = places.values().map(Vec::len).sum::<usize>();
        let which: Vec<_> = places.iter().map(|(place, ids)| format!("{} {place}", named(ids))).collect();
        table.rows.push(vec![holder, held.to_string(), unit.exact(collection.worth(held)), which.join("; ")]);
    }
    let all = licenses.len();
    let gone = gone(status);
    table.rows.push(vec!["together".to_owned(), all.to_string(), unit.exact(collection.worth(all)), gone]);
    table.has_total = true;
    table
}

/// What became of those that live no longer.
fn gone(status: &StatusResponse) -> String {
    let parts = [(status.redeemed, "redeemed"), (status.liquidated, "burned for faults")];
    let parts: Vec<_> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let all = format!("{} minted", status.minted);
    [vec![all], parts].concat().join(", ")
}

/// Where a licence in custody is.
fn place(cast: &Cast, played: &Played, calendar: Calendar, bond: &LicenseBondResponse) -> String {
    let pools = played.scenes.last().map(|scene| scene.look.pools.as_slice()).unwrap_or_default();
    let name = cast.name(&bond.staker);
    let staker = match pools.iter().any(|look| look.pool.pool == bond.staker) {
        true => format!("pool {name}"),
        false => name,
    };
    match bond.release {
        Some(release) => format!("on the way back from {staker}, from {} on", calendar.point(&release)),
        None => format!("bonded to {staker}"),
    }
}

/// Where a licence is that is in no custody: with its holder, or in a vault.
fn unbonded(played: &Played, collection: &Addr, license: &License) -> String {
    let Some(vault) = played.vaults().iter().find(|vault| vault.contract.as_str() == license.owner) else {
        return "free".to_owned();
    };
    match vault.depositor(collection, &license.token_id) {
        Some(depositor) => format!("deposited by {}", played.cast.name(depositor)),
        None => "lost, nobody deposited it".to_owned(),
    }
}

fn named(ids: &[String]) -> String {
    match ids.len() <= NAMED {
        true => listed(ids),
        false => counted(&ids.len().to_string()),
    }
}
