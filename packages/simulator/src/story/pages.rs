//! A page a contract: what it is for, what happened there, what it shows, and what it holds at the end and why.

use cosmwasm_std::Addr;

use super::asking::Unanswered;
use super::charts::Chart;
use super::closing::{all_movements, Account, Purse};
use super::money::Unit;
use super::series::{self, Drawing};
use super::stage::Played;
use super::suite::Contract;
use super::table::{Align, Table};
use super::tone::{Entry, Part};
use super::when::Calendar;
use super::{
    escrow_charts, escrow_tables, licenses, registry_charts, tale, traffic, treasuries, treasury_charts,
    vault_charts, vault_tables,
};

/// Everything about one contract of the suite, or about all of its kind.
#[derive(Debug, Clone)]
pub struct Page {
    /// Which one.
    pub contract: Contract,
    /// What the story calls it; several if there are several.
    pub names: Vec<String>,
    /// What it looks like at the end.
    pub tables: Vec<Table>,
    /// What changed over time.
    pub charts: Vec<Chart>,
    /// What came in and went out.
    pub traffic: Vec<Table>,
    /// What it holds at the end, and for what.
    pub holds: Vec<Table>,
}

impl Page {
    /// The steps of a story that have to do with it.
    pub fn steps<'a>(&self, parts: &'a [Part]) -> Vec<&'a Entry> {
        let entries = parts.iter().filter_map(|part| match part {
            Part::Entry(entry) if entry.touches.contains(&self.contract) => Some(entry),
            _ => None,
        });
        entries.collect()
    }
}

/// A page for every contract of the suite that was deployed; what a contract did not answer is added to the problems.
pub fn pages(
    played: &Played,
    calendar: Calendar,
    accounts: &[Account],
    problems: &mut Vec<String>,
) -> Vec<Page> {
    let drawing = Drawing::of(played, calendar);
    let movements = all_movements(played);
    let mut pages = vec![];
    for contract in Contract::ALL {
        let addresses = played.cast.contracts().filter(|(_, role)| Contract::of(role) == Some(contract));
        let mut named: Vec<_> = addresses.map(|(address, _)| (played.cast.name(address), address)).collect();
        named.sort_unstable();
        if named.is_empty() {
            continue;
        }
        let tables = tables(contract, played, calendar).unwrap_or_else(|error| {
            problems.push(error.to_string());
            vec![]
        });
        pages.push(Page {
            contract,
            tables,
            charts: charts(contract, &drawing),
            traffic: of_all(&named, accounts, |purse, account| {
                traffic::table(&played.cast, &movements, &purse.contract, &account.denom)
            }),
            holds: of_all(&named, accounts, |purse, account| Some(held(purse, account))),
            names: named.into_iter().map(|(name, _)| name).collect(),
        });
    }
    pages
}

/// What contracts look like at the end.
fn tables(contract: Contract, played: &Played, calendar: Calendar) -> Result<Vec<Table>, Unanswered> {
    Ok(match contract {
        Contract::StakerRegistry | Contract::Coinbase => vec![],
        Contract::PoolRegistry => tale::closing(played, calendar).into_iter().collect(),
        Contract::LicenseNft => licenses::tables(played, calendar)?,
        Contract::TreasuryDecay => treasuries::tables(played)?,
        Contract::BoostedStaking => vault_tables::tables(played, calendar),
        Contract::JointStaking => escrow_tables::tables(played, calendar),
    })
}

/// What changed over time.
fn charts(contract: Contract, drawing: &Drawing) -> Vec<Chart> {
    match contract {
        Contract::StakerRegistry => registry_charts::charts(drawing),
        Contract::PoolRegistry => series::of_pools(drawing),
        Contract::Coinbase => series::of_coinbases(drawing),
        Contract::LicenseNft => vec![],
        Contract::TreasuryDecay => treasury_charts::charts(drawing),
        Contract::BoostedStaking => vault_charts::charts(drawing),
        Contract::JointStaking => escrow_charts::charts(drawing),
    }
}

/// A table for each of some contracts and each denom that it ever had.
fn of_all(
    named: &[(String, &Addr)],
    accounts: &[Account],
    table: impl Fn(&Purse, &Account) -> Option<Table>,
) -> Vec<Table> {
    let mut tables = vec![];
    for (_, address) in named {
        for account in accounts {
            let purses = account.purses.iter().filter(|purse| purse.contract == **address);
            tables.extend(purses.filter_map(|purse| table(purse, account)));
        }
    }
    tables
}

/// What a contract holds of a denom, and for what.
fn held(purse: &Purse, account: &Account) -> Table {
    let unit = Unit::of(&account.denom);
    let title = format!("What {} has of {}", purse.name, unit.symbol);
    let mut table = Table::new(title, &[("for what", Align::Left), (&unit.symbol, Align::Right)]);
    for item in account.held.iter().filter(|item| item.place.as_ref() == Some(&purse.contract)) {
        table.rows.push(vec![item.label.clone(), unit.exact(item.amount)]);
    }
    let label = match purse.agrees() {
        true => format!("together, and the {} says the same", account.keeper),
        false => format!("together, as the {} says, WHICH DIFFERS", account.keeper),
    };
    table.rows.push(vec![label, unit.exact(purse.banked)]);
    table.has_total = true;
    table
}

/// All contracts by name, and all denoms: what each should have by what moved, and what it has.
pub fn matrix(accounts: &[Account]) -> Table {
    let mut table = Table::new(
        "All contracts and denoms at the end",
        &[
            ("contract", Align::Left),
            ("denom", Align::Left),
            ("by what moved", Align::Right),
            ("as its keeper says", Align::Right),
            ("agree", Align::Left),
        ],
    );
    for account in accounts {
        let unit = Unit::of(&account.denom);
        for purse in &account.purses {
            let agree = if purse.agrees() { "yes" } else { "NO" };
            let sign = if purse.accounted.is_negative() { "-" } else { "" };
            let accounted = format!("{sign}{}", unit.exact(purse.accounted.unsigned_abs()));
            table.rows.push(vec![
                purse.name.clone(),
                unit.symbol.clone(),
                accounted,
                unit.exact(purse.banked),
                agree.to_owned(),
            ]);
        }
    }
    table.rows.sort_unstable();
    table
}
