//! What the pools look like at one moment.

use std::collections::BTreeMap;

use cosmwasm_std::Uint256;

use super::cast::Cast;
use super::look::Look;
use super::money::{percent, Unit};
use super::pool_look::PoolLook;
use super::table::{Align, Table};
use super::when::Calendar;

/// Millionths of a percent that scores and shares are rounded down to.
const TENTH: u32 = 1_000;

/// Amounts of one pool, in the order of the columns.
struct Amounts {
    own: Uint256,
    total: Uint256,
    pending: Uint256,
    room: Uint256,
    rewards: Uint256,
}

/// One row for every pool.
pub fn table(title: &str, look: &Look, cast: &Cast, calendar: Calendar) -> Table {
    let mut units: BTreeMap<&str, Vec<Amounts>> = BTreeMap::new();
    for pool in &look.pools {
        units.entry(&pool.denom).or_default().push(amounts(pool));
    }
    let symbols: Vec<_> = units.keys().map(|denom| Unit::of(denom).symbol).collect();
    let title = format!("{title} ({}; amounts in {})", calendar.moment(look.time), symbols.join(" or "));
    let mut table = Table::new(
        title,
        &[
            ("pool", Align::Left),
            ("state", Align::Left),
            ("fee", Align::Right),
            ("own stake", Align::Right),
            ("total", Align::Right),
            ("pending", Align::Right),
            ("capacity left", Align::Right),
            ("share", Align::Right),
            ("delegators", Align::Right),
            ("rewards", Align::Right),
            ("score", Align::Right),
        ],
    );
    for look in &look.pools {
        let all = units.get(look.denom.as_str()).map(Vec::as_slice).unwrap_or_default();
        table.rows.push(row(look, cast, all));
    }
    table
}

fn row(look: &PoolLook, cast: &Cast, all: &[Amounts]) -> Vec<String> {
    let unit = Unit::of(&look.denom);
    let cell = |of: fn(&Amounts) -> Uint256| {
        let column: Vec<_> = all.iter().map(of).collect();
        unit.fixed(of(&amounts(look)), unit.decimals_for(&column))
    };
    let pool = &look.pool;
    vec![
        cast.name(&pool.pool),
        pool.state.name().to_owned(),
        percent(pool.commission_ppm),
        cell(|of| of.own),
        cell(|of| of.total),
        cell(|of| of.pending),
        cell(|of| of.room),
        tenths(pool.share_ppm),
        pool.delegators.to_string(),
        cell(|of| of.rewards),
        tenths(pool.score_ppm),
    ]
}

fn amounts(look: &PoolLook) -> Amounts {
    let pool = &look.pool;
    Amounts {
        own: pool.self_stake.into(),
        total: pool.total_stake.into(),
        pending: pool.pending_stake.into(),
        room: pool.capacity_left,
        rewards: pool.lifetime_rewards,
    }
}

/// Percent with one fractional digit, rounded down: `12.3 %`.
fn tenths(ppm: u32) -> String {
    let tenths = ppm.checked_div(TENTH).unwrap_or_default();
    percent(tenths.saturating_mul(TENTH))
}
