//! What was found, as charts.

use anyhow::Result;
use cosmwasm_std::Uint128;
use tributary_math::decay::{log2_fp, DecayBase, LOG_BITS};

use super::population::Group;
use super::source::{Cell, SHARES};
use super::split::{Identity, Whale, CHARTED};
use crate::computed::draw::{chart, line, point};
use crate::computed::ratio::{percent_unit, Ratio};
use crate::story::charts::{Across, Charts, Mark, Point, Series};
use crate::story::money::Unit;

/// Multiples of the source's figures, in tenths.
const TENTHS: [u64; 14] = [10, 12, 15, 20, 30, 40, 50, 70, 100, 150, 200, 300, 500, 1_000];

/// Stakes on the curve, in tenths of the threshold.
const CURVE: [u64; 21] =
    [1, 2, 5, 8, 10, 11, 12, 14, 16, 18, 20, 25, 30, 40, 50, 70, 100, 200, 300, 500, 1_000];

/// Decimals of per cent in charts.
const DECIMALS: usize = 2;

/// Where a value lies on an axis on which each step multiplies.
fn logarithm(value: u64, first: u64) -> u64 {
    let log = |value: u64| log2_fp(Uint128::from(value)).unwrap_or_default();
    log(value).saturating_sub(log(first)) >> (LOG_BITS >> 1)
}

fn tenths(value: u64) -> String {
    Unit::named("x", 1).exact(value)
}

/// An axis of multiples in tenths.
fn multiples(name: &str, places: &[u64], first: u64) -> Across {
    let places = places.iter().map(|tenth| (logarithm(*tenth, first), format!("{}x", tenths(*tenth))));
    Across::Named { name: name.to_owned(), places: places.collect() }
}

/// A line of the source's figures.
fn of_share(share: u64, figure: impl Fn(Cell) -> Ratio) -> Result<Vec<Point>> {
    let mut points = vec![];
    for multiple in TENTHS {
        let y = figure(Cell::of(share, multiple)?).units(DECIMALS);
        points.push(point(logarithm(multiple, 10), y, format!("{}x", tenths(multiple))));
    }
    Ok(points)
}

/// Figures 4 and 5, and the curve that makes them.
pub fn source() -> Result<Vec<Charts>> {
    let (mut efficiency, mut distribution) = (vec![], vec![]);
    for (colour, share) in SHARES.into_iter().enumerate() {
        let name = format!("{share} % of users");
        efficiency.push(line(name.clone(), colour, of_share(share, |cell| cell.efficiency)?));
        distribution.push(line(name.clone(), colour, of_share(share, |cell| cell.user_mean)?));
        let points = of_share(share, |cell| cell.distribution)?;
        distribution.push(Series { dashed: true, ..line(format!("{name}, by stake"), colour, points) });
    }
    let charts = vec![
        chart(
            "Figure 4: efficiency of the outsized",
            "E/S of those who stake the multiple, by how many users do. Each step to the right multiplies.",
            percent_unit(DECIMALS),
            efficiency,
        ),
        chart(
            "Figure 5: distribution",
            "The mean of E/S over all users. Dashed: by stake, what of a revenue really reaches pools.",
            percent_unit(DECIMALS),
            distribution,
        ),
    ];
    let across = multiples("multiple of the nominal", &[10, 20, 50, 100, 200, 500, 1_000], 10);
    let figures = Charts { charts, across, end: logarithm(1_000, 10), ..Charts::default() };
    Ok(vec![figures, curve()])
}

fn curve() -> Charts {
    let threshold = Uint128::new(1_000_000_000_000);
    let of = |base: DecayBase, tenth: u64| {
        let stake = threshold.saturating_mul(tenth.into()).checked_div(10u128.into()).unwrap_or_default();
        let efficiency = Ratio::new(base.effective_stake(stake, threshold), stake);
        point(logarithm(tenth, 1), efficiency.units(DECIMALS), format!("{} thresholds", tenths(tenth)))
    };
    let bases = [DecayBase::Ten, DecayBase::Two, DecayBase::Hundred];
    let series = bases.into_iter().enumerate().map(|(colour, base)| {
        let name = match base {
            DecayBase::Ten => "base 10, as in the source".to_owned(),
            base => format!("base {}", base.value()),
        };
        let points = CURVE.into_iter().map(|tenth| of(base, tenth)).collect();
        Series { dashed: base != DecayBase::Ten, ..line(name, colour, points) }
    });
    let about = "What part of a stake is effective, by how many thresholds it is.";
    Charts {
        charts: vec![chart("The curve E(S)/S", about, percent_unit(DECIMALS), series.collect())],
        marks: vec![Mark { x: logarithm(10, 1), label: "threshold".to_owned() }],
        marked: "the threshold".to_owned(),
        across: multiples("stake in thresholds", &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000], 1),
        end: logarithm(1_000, 1),
    }
}

/// Efficiency by decile.
pub fn population(threshold: Uint128, stakers: &[Group], stake: &[Group]) -> Vec<Charts> {
    let points = |groups: &[Group]| {
        let groups = (1u64..).zip(groups).filter(|(_, group)| group.stakers > 0);
        groups
            .map(|(number, group)| {
                point(number.saturating_sub(1), group.efficiency.units(DECIMALS), format!("tenth {number}"))
            })
            .collect()
    };
    let series = vec![
        line("tenths of the stakers".to_owned(), 0, points(stakers)),
        line("tenths of the stake".to_owned(), 1, points(stake)),
    ];
    let about = format!(
        "What reached the pools of what each tenth's stake raised, the smallest stakers first. Threshold: {}.",
        Unit::of("ustake").coins(threshold)
    );
    let places = (0..10).map(|at: u64| (at, at.saturating_add(1).to_string())).collect();
    vec![Charts {
        charts: vec![chart("Efficiency by decile", &about, percent_unit(DECIMALS), series)],
        across: Across::Named { name: "decile".to_owned(), places },
        end: 9,
        ..Charts::default()
    }]
}

/// What several accounts earn to what one does.
pub fn splitting(whales: &[Whale]) -> Result<Vec<Charts>> {
    let mut series = vec![];
    for (colour, whale) in whales.iter().enumerate() {
        for (identity, what) in [(Identity::Off, "identity off"), (Identity::On, "identity on")] {
            let mut points = vec![];
            for parts in CHARTED {
                let times = whale.gain(parts, identity)?.units(0);
                points.push(point(logarithm(parts, 1), times, format!("{parts} accounts")));
            }
            let name = format!("{}, {what}", whale.name);
            series.push(Series { dashed: identity == Identity::On, ..line(name, colour, points) });
        }
    }
    let about = "Revenue with several accounts to revenue with one. Dashed: with identity, where splitting cannot gain.";
    let places = [1, 2, 5, 10, 20, 50, 100].map(|parts| (logarithm(parts, 1), parts.to_string()));
    Ok(vec![Charts {
        charts: vec![chart("Gain by splitting", about, Unit::named("times", DECIMALS), series)],
        across: Across::Named { name: "accounts".to_owned(), places: places.into() },
        end: logarithm(100, 1),
        ..Charts::default()
    }])
}
