//! The closing account in words and columns.

use cosmwasm_std::Uint256;

use super::closing::{Account, Item, Purse};
use super::money::{grouped, Unit};
use super::table::{Align, Table};
use super::tone::{Line, Tone};

/// Fractional digits of the column for people; the other column is exact.
const SHORT: usize = 2;

/// One side of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its rows, with a sum if there is more than one.
    pub table: Table,
}

/// The three sections: what came in, what went out, what is still there.
pub fn sections(account: &Account) -> Vec<Section> {
    let parts = [
        ("came in", &account.came, account.total_in()),
        ("went out", &account.went, account.total_out()),
        ("still there", &account.held, account.total_held()),
    ];
    parts.into_iter().map(|(title, items, total)| section(account, title, items, total)).collect()
}

fn section(account: &Account, title: &str, items: &[Item], total: Uint256) -> Section {
    let unit = Unit::of(&account.denom);
    let named = unit.symbol != unit.denom;
    let mut columns = vec![(title, Align::Left)];
    if named {
        columns.push((unit.symbol.as_str(), Align::Right));
    }
    columns.push((account.denom.as_str(), Align::Right));
    let row = |label: &str, amount: Uint256| {
        let mut row = vec![label.to_owned()];
        if named {
            row.push(unit.fixed(amount, SHORT));
        }
        row.push(grouped(&amount.to_string()));
        row
    };
    let mut table = Table::new("", &columns);
    table.rows = items.iter().map(|item| row(&item.label, item.amount)).collect();
    table.rows.push(row("together", total));
    table.has_total = true;
    Section { table }
}

/// Whether both sides are equal, and whether the bank says the same.
pub fn conclusion(account: &Account) -> Vec<Line> {
    let unit = Unit::of(&account.denom);
    let exact = |amount: Uint256| format!("{} {}", grouped(&amount.to_string()), account.denom);
    let difference = account.difference();
    let mut lines = vec![];
    let sides = format!(
        "in {} = out {} + there {}",
        grouped(&account.total_in().to_string()),
        grouped(&account.total_out().to_string()),
        exact(account.total_held())
    );
    if difference.is_zero() {
        lines.push(Line::new(Tone::Held, format!("Both sides are equal: {sides}.")));
    } else {
        let sides = sides.replace(" = ", " is not ");
        let off = exact(difference.unsigned_abs());
        lines.push(Line::new(Tone::Failed, format!("THE SIDES DIFFER by {off}: {sides}.")));
    }
    for purse in account.purses.iter().filter(|purse| !purse.agrees()) {
        let accounted = unit.signed(purse.accounted, usize::MAX).trim_start_matches('+').to_owned();
        let banked = unit.fixed(purse.banked.into(), usize::MAX);
        let keeper = account.keeper.to_uppercase();
        let text = format!("THE {keeper} DIFFERS: {} should have {accounted} and has {banked}.", purse.name);
        lines.push(Line::new(Tone::Failed, text));
    }
    if account.purses.iter().all(Purse::agrees) {
        let contracts = match account.purses.len() {
            1 => "the one contract".to_owned(),
            count => format!("each of the {count} contracts"),
        };
        let text = format!(
            "The {} says the same of {contracts}, {} together.",
            account.keeper,
            exact(account.total_banked())
        );
        lines.push(Line::new(Tone::Held, text));
    }
    lines
}
