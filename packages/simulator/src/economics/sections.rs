//! What was found, as tables and notes: the same on a terminal and on a page.

use anyhow::Result;
use cosmwasm_std::{Uint128, Uint256};

use super::charts;
use super::minimum::{beside_dust, HONEST};
use super::population::{Group, REVENUE};
use super::rows::CROWDS;
use super::source::{Cell, MULTIPLES, PUBLISHED_DISTRIBUTION, PUBLISHED_EFFICIENCY, SHARES};
use super::split::{Identity, PARTS};
use super::Economics;
use crate::computed::counting::{table, Touched};
use crate::computed::ratio::Ratio;
use crate::computed::{left, right, Findings, Section};
use crate::story::money::{grouped, Unit};
use crate::story::table::{Align, Table};

/// All of it.
///
/// # Errors
/// If more was paid than received.
pub fn findings(economics: &Economics) -> Result<Findings> {
    Ok(Findings {
        title: "Economics of the treasury",
        about: "How a large stake loses effect, what that does to a crowd of stakers, what evading it would gain, and what the \
                messages cost.",
        footer: "Computed by <code>tributary-sim economics</code> with the arithmetic and the entry points of the contract \
                 treasury-decay.",
        tiles: tiles(economics)?,
        sections: vec![source()?, population(economics)?, splitting(economics)?, minimum()?, cost(economics)],
        summary: summary(economics)?,
        holds: economics.is_flat(),
    })
}

/// What one wants to know first.
fn tiles(economics: &Economics) -> Result<Vec<(&'static str, String, String)>> {
    let cell = Cell::of(50, 100)?;
    let population = &economics.population;
    let (class, rows) = match economics.is_flat() {
        true => ("good", "as many rows a message with 10 stakers as with 100,000"),
        false => ("bad", "messages touch more rows with more stakers"),
    };
    Ok(vec![
        (
            "",
            "efficiency of half of the users at 10x; the source: about 45 %".to_owned(),
            cell.efficiency.percent(2),
        ),
        ("", "mean of all users then; the source: about 73 %".to_owned(), cell.user_mean.percent(2)),
        ("", "stakers simulated".to_owned(), grouped(&economics.crowd.people.to_string())),
        ("", "of their revenue reached pools".to_owned(), population.distribution()?.percent(1)),
        (
            "good",
            "units of dust; everything else is accounted for".to_owned(),
            population.dust()?.to_string(),
        ),
        (class, rows.to_owned(), if economics.is_flat() { "flat" } else { "NOT flat" }.to_owned()),
    ])
}

/// All of it in a line.
fn summary(economics: &Economics) -> Result<String> {
    let cell = Cell::of(50, 100)?;
    let population = &economics.population;
    let gain = match economics.whales.get(1) {
        Some(whale) => whale.gain(10, Identity::Off)?.change(0),
        None => String::new(),
    };
    Ok(format!(
        "economics: half of the users at 10x have {} efficiency (source {PUBLISHED_EFFICIENCY} %), users on average {} (source \
         {PUBLISHED_DISTRIBUTION} %); of {} stakers' revenue {} reaches pools; 10 accounts would gain the top 0.1 % {gain} without \
         identity; rows a message {}",
        cell.efficiency.percent(2),
        cell.user_mean.percent(2),
        grouped(&economics.crowd.people.to_string()),
        population.distribution()?.percent(1),
        if economics.is_flat() { "do not grow with the stakers" } else { "GROW with the stakers" },
    ))
}

/// Base units in coins, whole or with two decimals.
fn coins(amount: impl Into<Uint256>, decimals: usize) -> String {
    Unit::of("ustake").fixed(amount.into(), decimals)
}

/// One of the figures of a cell.
type Figure = fn(&Cell) -> Ratio;

fn source() -> Result<Section> {
    let figures: [(&str, Figure); 3] = [
        ("Efficiency of those who stake the multiple, % (figure 4)", |cell| cell.efficiency),
        ("User mean: efficiency averaged over all users, % (figure 5)", |cell| cell.user_mean),
        ("Stake-weighted distribution: what of a revenue reaches pools, %", |cell| cell.distribution),
    ];
    let heads: Vec<String> = SHARES.iter().map(|share| format!("{share} % of users")).collect();
    let mut columns = vec![right("multiple")];
    columns.extend(heads.iter().map(|head| right(head)));
    let mut tables = vec![];
    for (title, figure) in figures {
        let mut table = Table::new(title, &columns);
        for multiple in MULTIPLES {
            let mut row = vec![format!("{multiple}x")];
            for share in SHARES {
                row.push(figure(&Cell::of(share, multiple.saturating_mul(10))?).figure(1));
            }
            table.rows.push(row);
        }
        tables.push(table);
    }
    tables.push(published()?);
    Ok(Section {
        id: "source",
        title: "Figures 4 and 5",
        notes: vec![
            "Some of the users stake a multiple of the nominal, all others the nominal; everyone is identified. All cells are \
             computed with the contract's arithmetic, base 10. Of the source's tables two figures have come down to us."
                .to_owned(),
        ],
        tables,
        charts: charts::source()?,
    })
}

/// What the source says beside what comes out.
fn published() -> Result<Table> {
    let cell = Cell::of(50, 100)?;
    let mut table = Table::new(
        "Half of the users at 10x: what the source says, and what is computed",
        &[left("figure"), right("the source says"), right("computed"), right("difference, points")],
    );
    for (name, says, found) in [
        ("efficiency of those at 10x (figure 4)", PUBLISHED_EFFICIENCY, cell.efficiency),
        ("distribution (figure 5), read as the user mean", PUBLISHED_DISTRIBUTION, cell.user_mean),
    ] {
        table.rows.push(vec![
            name.to_owned(),
            format!("about {says} %"),
            found.percent(2),
            found.points_off(says, 2),
        ]);
    }
    let name = "distribution by stake, as revenue is paid";
    table.rows.push(vec![name.to_owned(), "-".to_owned(), cell.distribution.percent(2), "-".to_owned()]);
    Ok(table)
}

fn population(economics: &Economics) -> Result<Section> {
    let all = &economics.population;
    let stakers = all.deciles_of_stakers()?;
    let mut people = groups("By decile of stakers, the smallest first", "stakers", &stakers);
    for (of, name) in [(10_000, "top 1 %"), (1_000, "top 0.1 %")] {
        people.rows.push(cells(name.to_owned(), &all.top(of)?));
    }
    people.rows.push(cells("all".to_owned(), &all.group(&all.stakers)?));
    people.has_total = true;
    let stake = all.deciles_of_stake()?;
    Ok(Section {
        id: "population",
        title: "A crowd of stakers",
        notes: vec![format!(
            "{} identified stakers, seed {}: a Pareto distribution of exponent 1.16 from 1 coin on (a fifth of the people has \
             four fifths of the stake). They enter the contract's ledger, an epoch passes, a revenue of {} coins is \
             distributed, everybody is settled. Amounts in coins.",
            grouped(&economics.crowd.people.to_string()),
            economics.crowd.seed,
            coins(REVENUE, 0)
        )],
        tables: vec![
            facts(economics)?,
            people,
            groups("By decile of stake, the smallest stakers first", "stake", &stake),
            conservation(economics)?,
        ],
        charts: charts::population(all.ledger.threshold, &stakers, &stake),
    })
}

fn facts(economics: &Economics) -> Result<Table> {
    let all = &economics.population;
    let people = economics.crowd.people;
    let mean = all.total().checked_div(people.into()).unwrap_or_default();
    let median = all.from_top(500_000).map(|staker| staker.stake).unwrap_or_default();
    let largest = all.from_top(0).map(|staker| staker.stake).unwrap_or_default();
    let mut table = Table::new("The crowd", &[left("what"), right("value")]);
    for (name, value) in [
        ("stake of all", coins(all.total(), 0)),
        ("largest stake", coins(largest, 2)),
        ("mean stake", coins(mean, 2)),
        ("threshold: the geometric mean", coins(all.ledger.threshold, 2)),
        ("median stake", coins(median, 2)),
        ("stakers above the threshold", Ratio::new(all.above(), people).percent(1)),
        ("of the revenue, to the pools", all.distribution()?.percent(1)),
        ("of the revenue, to the treasury", Ratio::new(all.treasury()?, REVENUE).percent(1)),
    ] {
        table.rows.push(vec![name.to_owned(), value]);
    }
    Ok(table)
}

fn groups(title: &str, of: &str, groups: &[Group]) -> Table {
    let mut table = Table::new(
        title,
        &[
            left(&format!("tenth of the {of}")),
            right("stakers"),
            right("from"),
            right("to"),
            right("of the stake"),
            right("efficiency"),
            right("of the revenue"),
        ],
    );
    for (group, number) in groups.iter().zip(1u8..) {
        table.rows.push(cells(number.to_string(), group));
    }
    table
}

fn cells(name: String, group: &Group) -> Vec<String> {
    let nobody = || ("-".to_owned(), "-".to_owned(), "-".to_owned());
    let (from, to, efficiency) = group
        .range
        .map_or_else(nobody, |(from, to)| (coins(from, 2), coins(to, 2), group.efficiency.percent(1)));
    vec![
        name,
        grouped(&group.stakers.to_string()),
        from,
        to,
        group.of_stake.percent(2),
        efficiency,
        group.of_revenue.percent(2),
    ]
}

fn conservation(economics: &Economics) -> Result<Table> {
    let all = &economics.population;
    let mut table = Table::new("Where the revenue is, in base units", &[left("what"), right("units")]);
    for (name, amount) in [
        ("paid to the pools", all.paid()?),
        ("treasury", all.treasury()?),
        ("dust that stays in the contract", all.dust()?),
        ("received: the sum", REVENUE),
    ] {
        table.rows.push(vec![name.to_owned(), grouped(&amount.to_string())]);
    }
    table.has_total = true;
    Ok(table)
}

fn splitting(economics: &Economics) -> Result<Section> {
    let heads: Vec<String> = PARTS.iter().map(|parts| format!("{parts} accounts")).collect();
    let mut columns = vec![left("who"), right("stake"), right("efficiency")];
    columns.extend(heads.iter().map(|head| right(head)));
    let mut tables = vec![];
    for (title, identity) in [
        ("Gain of revenue by splitting, identity off: every account counts", Identity::Off),
        ("Gain of revenue by splitting, identity on: one account of a person is identified", Identity::On),
    ] {
        let mut table = Table::new(title, &columns);
        for whale in &economics.whales {
            let whole = whale.split(1, identity)?;
            let mut row = vec![
                whale.name.to_owned(),
                coins(whale.stake, 2),
                Ratio::new(whole.effective, whale.stake).percent(1),
            ];
            for parts in PARTS {
                row.push(whale.gain(parts, identity)?.change(1));
            }
            table.rows.push(row);
        }
        tables.push(table);
    }
    tables.push(thresholds(economics, &columns)?);
    Ok(Section {
        id: "splitting",
        title: "Splitting a stake",
        notes: vec![
            "A staker of the crowd moves its stake to several accounts in equal parts. The threshold that the parts \
             themselves cause is counted in. Parts that are not identified earn nothing and do not count in the threshold: \
             there it is best not to split."
                .to_owned(),
        ],
        tables,
        charts: charts::splitting(&economics.whales)?,
    })
}

/// By how much a split moves the threshold for everybody, without identity.
fn thresholds(economics: &Economics, columns: &[(&str, Align)]) -> Result<Table> {
    let mut table = Table::new("Change of the threshold by splitting, identity off", columns);
    for whale in &economics.whales {
        let whole = whale.split(1, Identity::Off)?;
        let efficiency = Ratio::new(whole.effective, whale.stake).percent(1);
        let mut row = vec![whale.name.to_owned(), coins(whale.stake, 2), efficiency];
        for parts in PARTS {
            let split = whale.split(parts, Identity::Off)?;
            row.push(Ratio::new(split.threshold, whole.threshold).change(4));
        }
        table.rows.push(row);
    }
    Ok(table)
}

fn minimum() -> Result<Section> {
    let (honest, stake) = HONEST;
    let columns =
        [right("with dust"), left("min_stake"), right("threshold"), right("efficiency of an honest stake")];
    let mut table = Table::new("Ten honest users and some with one base unit", &columns);
    for (dust, least, name) in [
        (0, Uint128::one(), "1 base unit"),
        (1, Uint128::one(), "1 base unit"),
        (10, Uint128::one(), "1 base unit"),
        (10, stake, "what an honest user stakes"),
    ] {
        let found = beside_dust(dust, least)?;
        let threshold = coins(found.threshold, 2);
        table.rows.push(vec![dust.to_string(), name.to_owned(), threshold, found.efficiency.percent(1)]);
    }
    Ok(Section {
        id: "minimum",
        title: "The smallest counted stake",
        notes: vec![format!(
            "{honest} identified users stake {} coins each; beside them identified users with next to nothing. A stake under \
             min_stake is not counted in the threshold, but earns.",
            coins(stake, 0)
        )],
        tables: vec![table],
        charts: vec![],
    })
}

fn cost(economics: &Economics) -> Section {
    let title = "Rows read / written / removed, and bytes written";
    let bytes = |touched: &Touched| touched.bytes.to_string();
    Section {
        id: "cost",
        title: "Cost of messages",
        notes: vec![
            "The contract itself, on storage that counts; the crowd entered by messages. Each epoch closes a checkpoint, and \
             who is settled is one behind. Bytes grow with the digits of the sums, rows with nothing."
                .to_owned(),
        ],
        tables: vec![table(title, (&CROWDS, "stakers"), &economics.costs, bytes)],
        charts: vec![],
    }
}
