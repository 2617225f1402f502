//! What came into a contract, from whom and what for, and what went out of it.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint256};

use super::cast::{Cast, Role};
use super::money::Unit;
use super::movement::{Kind, Movement};
use super::table::{Align, Table};

/// What a movement is about, whichever way it goes.
const fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Stake | Kind::StakeBack => "stake",
        Kind::Rewards | Kind::RewardsPaid => "rewards",
        Kind::Penalty | Kind::Change => "penalties",
        Kind::Donation => "coins that were not asked for",
        Kind::Reserve | Kind::ReserveBack => "reserve for licences",
        Kind::Bounty => "bounties",
        Kind::Revenue => "revenue",
        Kind::Burned => "revenue, burned",
        Kind::Spent => "out of the treasury",
        Kind::Foreign => "other coins",
        Kind::Redeemed => "licences redeemed",
        Kind::Unused => "rewards that nobody earned",
        Kind::Within => "between contracts",
        Kind::Other => "other",
    }
}

/// A row for everything that moved, by what for and with whom; nothing if nothing did.
pub fn table(cast: &Cast, movements: &[Movement], contract: &Addr, denom: &str) -> Option<Table> {
    let mut rows: BTreeMap<String, (Uint256, Uint256)> = BTreeMap::new();
    for of in movements.iter().filter(|of| of.denom == denom && of.from != of.to) {
        let (incoming, other) = match (of.from.as_ref(), of.to.as_ref()) {
            (other, Some(to)) if to == contract => (true, other),
            (Some(from), other) if from == contract => (false, other),
            _ => continue,
        };
        let row = rows.entry(format!("{}: {}", about(of.kind), with(cast, other))).or_default();
        let side = if incoming { &mut row.0 } else { &mut row.1 };
        *side = side.saturating_add(of.amount.into());
    }
    (!rows.is_empty()).then(|| drawn(cast, contract, denom, rows))
}

fn drawn(cast: &Cast, contract: &Addr, denom: &str, rows: BTreeMap<String, (Uint256, Uint256)>) -> Table {
    let unit = Unit::of(denom);
    let title =
        format!("What came into {} and went out of it (amounts in {})", cast.name(contract), unit.symbol);
    let mut table = Table::new(
        title,
        &[("what, and with whom", Align::Left), ("came in", Align::Right), ("went out", Align::Right)],
    );
    let amount = |amount: Uint256| match amount.is_zero() {
        true => String::new(),
        false => unit.exact(amount),
    };
    let mut sums = (Uint256::zero(), Uint256::zero());
    for (label, (came, went)) in rows {
        sums = (sums.0.saturating_add(came), sums.1.saturating_add(went));
        table.rows.push(vec![label, amount(came), amount(went)]);
    }
    let rest = unit.coins(sums.0.saturating_sub(sums.1));
    table.rows.push(vec![format!("together, {rest} are left"), amount(sums.0), amount(sums.1)]);
    table.has_total = true;
    table
}

fn with(cast: &Cast, other: Option<&Addr>) -> String {
    match other.map(|address| (cast.role(address), address)) {
        None => "elsewhere".to_owned(),
        Some((Role::Person, _)) => "people".to_owned(),
        Some((Role::Coinbase { pool }, _)) => format!("the coinbase of pool {}", cast.name(pool)),
        Some((_, address)) => cast.name(address),
    }
}
