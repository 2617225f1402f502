//! Whose stake counts for how much at the end, where all revenue is, and whether what is said of it fits together.

use cosmwasm_std::{Decimal, Uint128, Uint256};
use tributary_types::treasury_decay::CONTRACT;

use super::asking::Unanswered;
use super::cast::Cast;
use super::money::{part, sum, Unit};
use super::stage::Played;
use super::table::{Align, Table};
use super::treasury_look::Treasury;

/// What does not fit together: the contract's sums, its rows, and what it reported.
///
/// # Errors
/// When a contract does not answer.
pub fn problems(played: &Played) -> Result<Vec<String>, Unanswered> {
    let facts = played.facts();
    let mut found = vec![];
    for treasury in played.treasuries()? {
        let Treasury { contract, revenue, threshold, users, pools, shares, .. } = &treasury;
        let reported = |name: &str, key: &str| {
            let of = facts.iter().filter(|fact| fact.by == *contract && fact.is(CONTRACT, name));
            sum(of.map(|fact| fact.amount(key)))
        };
        let paid = sum(pools.iter().map(|pool| pool.paid));
        let claimed = sum(shares.iter().map(|(_, share)| share.paid));
        let pairs = [
            ("revenue received", reported("revenue_received", "amount"), revenue.received),
            ("revenue for the stakes", reported("revenue_received", "distributed"), revenue.distributed),
            ("revenue burned", reported("revenue_received", "burned"), revenue.burned),
            ("revenue sent to pools", reported("pool_collected", "amount"), revenue.paid_to_pools),
            ("revenue of each pool", paid, revenue.paid_to_pools),
            ("shares claimed", reported("share_claimed", "amount"), revenue.paid_to_users),
            ("shares of each user", claimed, revenue.paid_to_users),
            ("treasury spent", reported("treasury_spent", "amount"), revenue.spent),
            ("stakes of all users", sum(users.iter().map(|user| user.stake)), threshold.total_stake),
        ];
        let name = played.cast.name(contract);
        for (what, one, other) in pairs {
            if one != Uint256::from(other) {
                found.push(format!("{what}: {one} and {other} ({name})"));
            }
        }
        let owed = treasury.pending().saturating_add(treasury.claimable());
        if owed > Uint256::from(revenue.unsettled) {
            found.push(format!("{name} has credited {owed} and holds {} for it", revenue.unsettled));
        }
    }
    Ok(found)
}

/// Two tables for every treasury that ever got revenue.
///
/// # Errors
/// When a contract does not answer.
pub fn tables(played: &Played) -> Result<Vec<Table>, Unanswered> {
    let treasuries = played.treasuries()?;
    let some = treasuries.iter().filter(|treasury| !treasury.revenue.received.is_zero());
    Ok(some.flat_map(|treasury| [stakes(&played.cast, treasury), revenue(&played.cast, treasury)]).collect())
}

/// Whose stake counts for how much.
fn stakes(cast: &Cast, treasury: &Treasury) -> Table {
    let Treasury { contract, epoch, threshold, users, .. } = treasury;
    let unit = Unit::of(cast.denom(contract).unwrap_or_default());
    let over = match threshold.threshold.is_zero() {
        true => "no threshold".to_owned(),
        false => format!("threshold {}", unit.coins(threshold.threshold)),
    };
    let title = format!(
        "The stakes in {} at the end (epoch {}, {over}; amounts in {})",
        cast.name(contract),
        epoch.epoch,
        unit.symbol
    );
    let mut table = Table::new(
        title,
        &[
            ("user", Align::Left),
            ("identified", Align::Left),
            ("stake", Align::Right),
            ("counts for", Align::Right),
            ("efficiency", Align::Right),
        ],
    );
    let mut rows: Vec<_> = users.iter().map(|user| (cast.name(&user.user), user)).collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (name, user) in rows {
        let identified = if user.identified { "yes" } else { "no" };
        let (stake, effective) = (user.stake, user.effective_stake);
        table.rows.push(row(&unit, &name, identified, stake, effective));
    }
    let effective = users.iter().fold(Uint128::zero(), |sum, user| sum.saturating_add(user.effective_stake));
    let counted = format!("{} in the mean", threshold.counted_users);
    table.rows.push(row(&unit, "together", &counted, threshold.total_stake, effective));
    table.has_total = true;
    table
}

fn row(unit: &Unit, name: &str, identified: &str, stake: Uint128, effective: Uint128) -> Vec<String> {
    let efficiency = Decimal::checked_from_ratio(effective, stake).map_or_else(|_| "-".to_owned(), part);
    vec![name.to_owned(), identified.to_owned(), unit.exact(stake), unit.exact(effective), efficiency]
}

/// Where all revenue is.
fn revenue(cast: &Cast, treasury: &Treasury) -> Table {
    let Treasury { contract, revenue, pools, .. } = treasury;
    let unit = Unit::of(cast.denom(contract).unwrap_or_default());
    let title = format!("Where the revenue of {} is (amounts in {})", cast.name(contract), unit.symbol);
    let mut table =
        Table::new(title, &[("revenue", Align::Left), ("amount", Align::Right), ("of all", Align::Right)]);
    let sent = pools.iter().map(|pool| (format!("sent to pool {}", cast.name(&pool.pool)), pool.paid));
    let rest = [
        ("claimed by users", revenue.paid_to_users),
        ("burned", revenue.burned),
        ("spent out of the treasury", revenue.spent),
        ("in the treasury", revenue.treasury),
        ("not released yet", revenue.unreleased),
        ("credited and not sent, not settled, dust", revenue.unsettled),
    ];
    let rest = rest.into_iter().map(|(label, amount)| (label.to_owned(), amount));
    let all = [("together".to_owned(), revenue.received)];
    for (label, amount) in sent.chain(rest).filter(|(_, amount)| !amount.is_zero()).chain(all) {
        let share =
            Decimal::checked_from_ratio(amount, revenue.received).map_or_else(|_| "-".to_owned(), part);
        table.rows.push(vec![label, unit.exact(amount), share]);
    }
    table.has_total = true;
    table
}
