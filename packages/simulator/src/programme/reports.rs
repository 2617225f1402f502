//! What became of a population, as tables and charts.

use anyhow::{Context, Result};
use cosmwasm_std::{Decimal256, Uint128, Uint256};
use tributary_math::boost::{displayed, ONE};

use super::emission::months;
use super::people::{CHANGING, EARLY, HABITS, HOLDERS, LEAST, LOYAL, SLEEPING, TWICE};
use super::population::{Balance, Population, Sample, Tally, CLAIMS, STAKERS, WATCHED};
use super::rules::Boost;
use super::weights::named;
use super::{days_axis, number, token, tokens, Programme};
use crate::computed::draw::{chart, line, point};
use crate::computed::ratio::{percent_unit, Ratio};
use crate::computed::{left, right, Section};
use crate::story::charts::{Across, Charts, Point, Series};
use crate::story::money::{grouped, Unit};
use crate::story::table::{Align, Table};

/// What users have of the boosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Neither.
    Neither,
    /// A loyalty score.
    Loyalty,
    /// NFTs.
    Nfts,
    /// Both.
    Both,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Neither, Self::Loyalty, Self::Nfts, Self::Both];

    /// That of a boost.
    pub fn of(boost: Boost) -> Self {
        match (boost.nfts, boost.loyalty) {
            (0, 0) => Self::Neither,
            (0, _) => Self::Loyalty,
            (_, 0) => Self::Nfts,
            _ => Self::Both,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Neither => "neither",
            Self::Loyalty => "loyalty",
            Self::Nfts => "NFTs",
            Self::Both => "NFTs and loyalty",
        }
    }
}

/// The figures of the last day of every month on which there are any.
fn ends(population: &Population) -> Vec<(u32, u32, &Sample)> {
    let last = u32::try_from(population.samples.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let at = |day: u32| population.samples.get(usize::try_from(day).unwrap_or(usize::MAX));
    months(last).filter_map(|(first, end)| Some((first, end, at(end)?))).collect()
}

/// What had matured by the beginning of every day.
fn matured(population: &Population) -> Vec<Uint256> {
    let mut by_day = vec![Uint256::zero(); population.samples.len()];
    for batch in population.batches() {
        let day = usize::try_from(batch.position.end_day).unwrap_or(usize::MAX);
        if let Some(sum) = by_day.get_mut(day) {
            *sum = sum.saturating_add(batch.reward.into());
        }
    }
    let mut sum = Uint256::zero();
    for day in &mut by_day {
        sum = sum.saturating_add(*day);
        *day = sum;
    }
    by_day
}

fn weight(sample: &Sample) -> Result<Uint256> {
    Ok(displayed(sample.open.weight)?)
}

fn facts(programme: &Programme) -> Result<Table> {
    let population = &programme.population;
    let of = |belongs: &dyn Fn(Boost) -> bool| {
        let count = population.users.iter().filter(|user| belongs(user.first_boost)).count();
        Ratio::new(u64::try_from(count).unwrap_or_default(), programme.crowd.people).percent(1)
    };
    let mut stakes: Vec<Uint128> = population.users.iter().map(|user| user.first_stake).collect();
    stakes.sort_unstable();
    let all = population.tally(|_| true)?;
    let most = |of: &dyn Fn(&Sample) -> Uint256| population.samples.iter().map(of).max().unwrap_or_default();
    let mut table = Table::new("The population", &[left("what"), right("value")]);
    for (name, value) in [
        ("users", grouped(&programme.crowd.people.to_string())),
        (
            "median of first stakes, AGI",
            tokens(stakes.get(stakes.len() >> 1).copied().unwrap_or_default(), 2),
        ),
        ("largest of first stakes, AGI", tokens(stakes.last().copied().unwrap_or_default(), 2)),
        ("users with NFTs when they came", of(&|boost| boost.nfts > 0)),
        ("users with a loyalty score when they came", of(&|boost| boost.loyalty > 0)),
        ("positions", grouped(&all.positions.to_string())),
        ("most open positions", grouped(&most(&|sample| sample.open.positions.into()).to_string())),
        ("most staked, AGI", tokens(most(&|sample| sample.open.amount.into()), 2)),
        ("seconds without any stake", grouped(&population.vault.emission.idle.to_string())),
    ] {
        table.rows.push(vec![name.to_owned(), value]);
    }
    Ok(table)
}

fn by_month(population: &Population) -> Result<Table> {
    let columns = [
        left("month"),
        left("days"),
        right("open positions"),
        right("staked"),
        right("total weight"),
        right("emitted"),
        right("matured"),
        right("paid out"),
    ];
    let mut table = Table::new("By month, AGI; positions, stake and weight at its end", &columns);
    let schedule = population.vault.rules.schedule;
    let matured = matured(population);
    let matured_by =
        |day: u32| Ok::<_, anyhow::Error>(matured.get(usize::try_from(day)?).copied().unwrap_or_default());
    let mut paid = Uint128::zero();
    for ((first, end, sample), month) in ends(population).into_iter().zip(1u32..) {
        let emitted = schedule.emitted_until(end.min(schedule.days))?;
        let before = schedule.emitted_until(first.min(schedule.days))?;
        table.rows.push(vec![
            month.to_string(),
            format!("{} to {end}", first.saturating_add(1)),
            grouped(&sample.open.positions.to_string()),
            tokens(sample.open.amount, 0),
            tokens(weight(sample)?, 0),
            tokens(emitted.checked_sub(before)?, 2),
            tokens(matured_by(end)?.checked_sub(matured_by(first)?)?, 2),
            tokens(sample.paid.checked_sub(paid)?, 2),
        ]);
        paid = sample.paid;
    }
    Ok(table)
}

/// What a staker of [`STAKERS`] is called.
fn watched((boost, months): (Boost, u32)) -> String {
    format!("{}, {months} m", named(boost))
}

/// The last day on which one can stake.
fn last_start(population: &Population) -> u32 {
    let rules = population.vault.rules;
    rules.schedule.days.saturating_sub(rules.min_days)
}

fn rates(population: &Population) -> Table {
    let heads = STAKERS.map(|(boost, months)| match boost == Boost::default() {
        true => format!("none, {months} m"),
        false => format!("{}/{}, {months} m", boost.nfts, grouped(&boost.loyalty.to_string())),
    });
    let mut columns = vec![right("after days")];
    columns.extend(heads.iter().map(|head| right(head)));
    let title = format!(
        "APR of {} AGI staked then, if nothing changed, by NFTs/loyalty and months, %",
        tokens(WATCHED, 0)
    );
    let mut table = Table::new(title, &columns);
    for (_, end, sample) in ends(population).into_iter().filter(|(_, end, _)| *end <= last_start(population))
    {
        let mut row = vec![end.to_string()];
        row.extend(sample.rates.iter().map(|rate| rate_ratio(*rate).figure(2)));
        table.rows.push(row);
    }
    table
}

fn rate_ratio(rate: Decimal256) -> Ratio {
    Ratio::new(rate.atomics(), ONE)
}

/// Columns of [`cells`] behind the name of a group.
fn group_columns(name: &str) -> [(&str, Align); 6] {
    [
        left(name),
        right("positions"),
        right("of the stake x time"),
        right("of the emission"),
        right("reward"),
        right("a token and day, mean = 1"),
    ]
}

fn cells(name: String, group: &Tally, all: &Tally) -> Vec<String> {
    vec![
        name,
        grouped(&group.positions.to_string()),
        Ratio::new(group.stake_time, all.stake_time).percent(2),
        Ratio::new(group.reward, all.reward).percent(2),
        tokens(group.reward, 2),
        group.yield_to(all).times(3),
    ]
}

fn by_period(population: &Population) -> Result<Table> {
    let all = population.tally(|_| true)?;
    let mut table = Table::new("Who earned what was emitted, by period, AGI", &group_columns("months"));
    for months in 1..=12 {
        let group = population.tally(|position| position.principal.months == months)?;
        table.rows.push(cells(months.to_string(), &group, &all));
    }
    table.rows.push(cells("all".to_owned(), &all, &all));
    table.has_total = true;
    Ok(table)
}

fn by_kind(population: &Population) -> Result<Table> {
    let all = population.tally(|_| true)?;
    let title = "Who earned what was emitted, by what boosted them, AGI";
    let mut table = Table::new(title, &group_columns("boosted by"));
    for kind in Kind::ALL {
        let group = population.tally(|position| Kind::of(position.boost) == kind)?;
        table.rows.push(cells(kind.name().to_owned(), &group, &all));
    }
    table.rows.push(cells("all".to_owned(), &all, &all));
    table.has_total = true;
    Ok(table)
}

/// Periods in the table of periods and kinds.
const PERIODS: [u32; 5] = [1, 3, 6, 9, 12];

fn by_both(population: &Population) -> Result<Table> {
    let all = population.tally(|_| true)?;
    let mut columns = vec![right("months")];
    columns.extend(Kind::ALL.map(|kind| right(kind.name())));
    let b0 = number(population.vault.rules.weights.b0, 2);
    let title = format!("What a token and day earned by period and boost, mean = 1, with b0 = {b0}");
    let mut table = Table::new(title, &columns);
    for months in PERIODS {
        let mut row = vec![months.to_string()];
        for kind in Kind::ALL {
            let belongs = |months_of: u32, boost: Boost| months_of == months && Kind::of(boost) == kind;
            let group = population.tally(|position| belongs(position.principal.months, position.boost))?;
            row.push(group.yield_to(&all).times(3));
        }
        table.rows.push(row);
    }
    Ok(table)
}

/// A part of the account of rewards.
type Part = fn(&Balance) -> Uint128;

fn account(population: &Population) -> Table {
    let columns = [left("what"), right("when the programme ends"), right("when everything has vested")];
    let mut table = Table::new("Where the rewards are, in base units", &columns);
    let parts: [(&str, Part); 6] = [
        ("claimed", |balance| balance.paid),
        ("vested, not claimed", |balance| balance.vested),
        ("vesting", |balance| balance.vesting),
        ("set aside: nobody had a stake", |balance| balance.set_aside),
        ("dust that stays in the vault", |balance| balance.dust),
        ("funded: the sum", |balance| balance.funded),
    ];
    for (name, part) in parts {
        let figures = [&population.at_end, &population.at_last];
        let figures = figures.map(|balance| grouped(&part(balance).to_string()));
        table.rows.push([&[name.to_owned()], figures.as_slice()].concat());
    }
    table.has_total = true;
    table
}

/// A line over the days.
fn over_days(
    population: &Population,
    name: &str,
    colour: usize,
    figure: impl Fn(u32, &Sample) -> Result<Uint256>,
) -> Result<Series> {
    let mut points = vec![];
    for (sample, day) in population.samples.iter().zip(0u32..) {
        points.push(at(day, figure(day, sample)?));
    }
    Ok(line(name, colour, points))
}

fn at(day: u32, y: Uint256) -> Point {
    point(day.into(), y, format!("after {day} days"))
}

fn charts(population: &Population) -> Result<Vec<Charts>> {
    let schedule = population.vault.rules.schedule;
    let end = u64::try_from(population.samples.len().saturating_sub(1)).unwrap_or_default();
    let matured = matured(population);
    let count = |positions: u64| Ok(Uint256::from(positions));
    let payouts = vec![
        over_days(population, "emitted", 0, |day, _| {
            Ok(schedule.emitted_until(day.min(schedule.days))?.into())
        })?,
        over_days(population, "matured", 1, |day, _| {
            Ok(matured.get(usize::try_from(day)?).copied().unwrap_or_default())
        })?,
        over_days(population, "claimed", 2, |_, sample| Ok(sample.paid.into()))?,
    ];
    let weights = vec![over_days(population, "total weight", 0, |_, sample| weight(sample))?];
    let stakes = vec![over_days(population, "staked", 1, |_, sample| Ok(sample.open.amount.into()))?];
    let positions = vec![over_days(population, "positions", 2, |_, sample| count(sample.open.positions))?];
    let drawn = vec![
        chart(
            "Total weight",
            "Of all open positions: what the emission is divided by.",
            Unit::named("", 6),
            weights,
        ),
        chart("Staked", "In open positions.", token(), stakes),
        chart("Open positions", "Those that earn.", Unit::named("positions", 0), positions),
        chart(
            "From emission to payout",
            "Emitted; matured, which then vests; claimed. All so far.",
            token(),
            payouts,
        ),
    ];
    let days = Charts { charts: drawn, across: days_axis(end, 60), end, ..Charts::default() };
    Ok(vec![days, rate_chart(population), share_chart(population)?])
}

fn rate_chart(population: &Population) -> Charts {
    let rules = population.vault.rules;
    let last = last_start(population);
    let mut series = vec![];
    // Beside the largest boost no other could be told from nothing.
    for (colour, staker) in STAKERS.into_iter().enumerate().take(STAKERS.len().saturating_sub(1)) {
        let days =
            population.samples.iter().zip(0u32..).filter(|(_, day)| (rules.phase1_days..=last).contains(day));
        let rate = |sample: &Sample| sample.rates.get(colour).copied().unwrap_or_default();
        let points = days.map(|(sample, day)| at(day, rate_ratio(rate(sample)).units(2))).collect();
        series.push(line(watched(staker), colour, points));
    }
    let about = "Of one who stakes then, if nothing changed, from the second phase until nobody can stake any more. The largest \
                 boost is in the table.";
    Charts {
        charts: vec![chart("APR", about, percent_unit(2), series)],
        across: days_axis(last.into(), 60),
        end: last.into(),
        ..Charts::default()
    }
}

fn share_chart(population: &Population) -> Result<Charts> {
    let all = population.tally(|_| true)?;
    let (mut stake, mut emission) = (vec![], vec![]);
    for months in 1..=12u32 {
        let group = population.tally(|position| position.principal.months == months)?;
        let of = |part: Uint256, whole: Uint256| {
            point(months.into(), Ratio::new(part, whole).units(2), format!("{months} months"))
        };
        stake.push(of(group.stake_time, all.stake_time));
        emission.push(of(group.reward, all.reward));
    }
    let series = vec![line("of the stake x time", 0, stake), line("of the emission", 1, emission)];
    let about = "What positions of a period were of all stake and time, and what they got of the emission.";
    let places = (1..=12).map(|month: u64| (month, month.to_string())).collect();
    Ok(Charts {
        charts: vec![chart("Shares by period", about, percent_unit(2), series)],
        across: Across::Named { name: "months".to_owned(), places },
        end: 12,
        ..Charts::default()
    })
}

fn about(programme: &Programme) -> Vec<String> {
    let [(leave, _), (less, _), (same, _), (more, _)] = HABITS;
    let [first, second] = CLAIMS;
    vec![
        format!(
            "{} users, seed {}. Their first stakes follow a Pareto distribution of exponent 1.16 from {} AGI on. {EARLY} % come in \
             the first phase, the others later, fewer and fewer; {HOLDERS} % hold 1 to 100 NFTs and {LOYAL} % have a loyalty score \
             of 100 to 35,000, small ones more often. Every period from 1 to 12 months is as likely; short ones wait for the second \
             phase.",
            grouped(&programme.crowd.people.to_string()),
            programme.crowd.seed,
            tokens(LEAST, 0)
        ),
        format!(
            "When a position ends, {leave} % stake nothing more, {less} % half of it, {same} % the same, {more} % a tenth more, \
             within three days, for as long as they like or as there is time. {TWICE} % stake half as much a second time while the \
             first position runs, {CHANGING} % have another boost one day. {SLEEPING} % never claim; the others do {first} and \
             {second} days after every end."
        ),
        "Everything goes second by second through the arithmetic of the contract: a position ends at the boundary of a day, its \
         reward matures there and vests."
            .to_owned(),
    ]
}

/// The subject.
///
/// # Errors
/// None.
pub fn section(programme: &Programme) -> Result<Section> {
    let population = &programme.population;
    Ok(Section {
        id: "population",
        title: "A population",
        notes: about(programme),
        tables: vec![
            facts(programme)?,
            by_month(population)?,
            rates(population),
            by_period(population)?,
            by_kind(population)?,
            by_both(population)?,
            by_both(&programme.lifted)?,
            account(population),
        ],
        charts: charts(population)?,
    })
}

/// The most positions that were open at once, at the beginning of a day.
///
/// # Errors
/// None: the programme has a first day.
pub fn most_open(population: &Population) -> Result<u64> {
    population.samples.iter().map(|sample| sample.open.positions).max().context("a day")
}
