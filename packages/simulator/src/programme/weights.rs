//! What stakes weigh.

use anyhow::Result;
use cosmwasm_std::{Uint128, Uint256};
use tributary_math::boost::{displayed, displayed_unit, ONE};
use tributary_math::emission::DAY;
use tributary_math::MathError;

use super::ranges::{Factor, Staker, PUBLISHED};
use super::rules::{Boost, Rules};
use super::{number, tokens};
use crate::computed::draw::{chart, line, point};
use crate::computed::ratio::Ratio;
use crate::computed::{left, right, Section};
use crate::story::charts::{Across, Chart, Charts, Series};
use crate::story::money::{grouped, Unit};
use crate::story::table::{Align, Table};
use crate::story::when::counted;

/// Stakers whose weights the specification gives.
pub const STAKERS: [Staker; 6] = [
    Staker::new(1, 0, 0),
    Staker::new(12, 0, 0),
    Staker::new(1, 1, 100),
    Staker::new(12, 1, 100),
    Staker::new(6, 4, 2_500),
    Staker::new(12, 100, 35_000),
];

/// Three who share a day.
pub const THREE: [Staker; 3] = [Staker::new(12, 100, 35_000), Staker::new(1, 1, 100), Staker::new(12, 0, 0)];

/// What each of them stakes: a thousand tokens.
const STAKED: Uint128 = Uint128::new(1_000_000_000);

/// Boosts that everybody might have, in hundredths.
const BASES: [u128; 5] = [0, 10, 25, 50, 100];

/// Boosts in the chart.
const BOOSTS: [Boost; 4] =
    [Boost::new(0, 0), Boost::new(1, 100), Boost::new(4, 2_500), Boost::new(100, 35_000)];

/// Decimals of weights in charts.
const DECIMALS: usize = 4;

/// What a unit of a staker weighs, times 10^18, rounded down.
///
/// # Errors
/// None for the weights of the source.
pub fn unit(rules: &Rules, staker: Staker) -> Result<Uint128, MathError> {
    displayed_unit(staker.weight(rules)?)
}

/// A boost in words.
pub(super) fn named(boost: Boost) -> String {
    match boost == Boost::default() {
        true => "no boost".to_owned(),
        false => format!("{}, loyalty {}", counted(boost.nfts, "NFT"), grouped(&boost.loyalty.to_string())),
    }
}

/// Columns that say who stakes, and others.
fn of_stakers<'a>(others: &[(&'a str, Align)]) -> Vec<(&'a str, Align)> {
    [&[right("months"), right("NFTs"), right("loyalty")], others].concat()
}

fn cells(staker: Staker) -> Vec<String> {
    let Staker { months, boost } = staker;
    vec![months.to_string(), boost.nfts.to_string(), grouped(&boost.loyalty.to_string())]
}

fn published(rules: &Rules) -> Result<Table> {
    let columns = of_stakers(&[right("boost"), right("weight of a unit")]);
    let mut table = Table::new("What a unit of stake weighs, to all 18 decimals", &columns);
    for staker in STAKERS {
        let boost = rules.weights.boost(staker.boost.nfts, staker.boost.loyalty)?;
        let mut row = cells(staker);
        row.extend([number(boost, 18), number(unit(rules, staker)?, 18)]);
        table.rows.push(row);
    }
    Ok(table)
}

fn shared_day(rules: &Rules) -> Result<Table> {
    let others = [right("weight"), right("of the weight"), right("reward of the first day, AGI")];
    let title = format!("Three who stake {} AGI each, alone in the vault", tokens(STAKED, 0));
    let mut table = Table::new(title, &of_stakers(&others));
    let mut weights = vec![];
    for staker in THREE {
        weights.push((staker, STAKED.full_mul(staker.weight(rules)?)));
    }
    let total = weights.iter().fold(Uint256::zero(), |sum, (_, weight)| sum.saturating_add(*weight));
    for (staker, weight) in weights {
        let mut row = cells(staker);
        row.push(tokens(displayed(weight)?, 6));
        row.push(Ratio::new(weight, total).percent(2));
        row.push(tokens(rules.schedule.reward(DAY, weight, total)?, 6));
        table.rows.push(row);
    }
    Ok(table)
}

fn ranges(rules: &Rules) -> Result<[Table; 2]> {
    let columns =
        [left("raised"), left("end"), right("the source says"), right("computed"), left("if one compares")];
    let mut source = Table::new("Relative increase of a weight: the source's ranges", &columns);
    for figure in PUBLISHED {
        source.rows.push(vec![
            figure.factor.name().to_owned(),
            figure.end.to_owned(),
            figure.says.to_owned(),
            figure.computed(rules)?.times(3),
            figure.how.to_owned(),
        ]);
    }
    let columns = [
        left("raised"),
        right("least"),
        left("by whom"),
        right("most"),
        left("by whom"),
        right("the source says"),
    ];
    let mut reached = Table::new("Relative increase of a weight, as users reach it", &columns);
    for factor in Factor::ALL {
        let all = factor.reached(rules)?;
        let mut row = vec![factor.name().to_owned()];
        for end in [all.first(), all.last()].into_iter().flatten() {
            row.extend([end.increase.times(3), factor.others(end.low)]);
        }
        let says = PUBLISHED.iter().filter(|figure| figure.factor == factor).map(|figure| figure.says);
        row.push(says.collect::<Vec<_>>().join(" to "));
        reached.rows.push(row);
    }
    Ok([source, reached])
}

fn bases(rules: &Rules) -> Result<Table> {
    let columns = [
        right("b0"),
        right("none, 1 month"),
        right("none, 6 months"),
        right("none, 12 months"),
        right("12 months to 1"),
        right("largest, 12 months"),
        right("largest to none"),
    ];
    let title = "Weight of a unit without any boost and with the largest, by the boost b0 that everybody has";
    let mut table = Table::new(title, &columns);
    for hundredths in BASES {
        let rules = &Rules { weights: Rules::with_base_boost(hundredths).weights, ..*rules };
        let of = |months: u32, boost: Boost| unit(rules, Staker { months, boost });
        let none = Boost::default();
        let (short, long, largest) = (of(1, none)?, of(12, none)?, of(12, rules.caps)?);
        table.rows.push(vec![
            number(rules.weights.b0, 2),
            number(short, 2),
            number(of(6, none)?, 2),
            number(long, 2),
            format!("{}x", Ratio::new(long, short).times(2)),
            number(largest, 2),
            format!("{}x", Ratio::new(largest, long).times(2)),
        ]);
    }
    Ok(table)
}

/// Weights by months.
fn lines(rules: &Rules, stakers: &[(String, u128, Boost)]) -> Result<Vec<Series>> {
    let mut series = vec![];
    for (colour, (name, hundredths, boost)) in stakers.iter().enumerate() {
        let rules = Rules { weights: Rules::with_base_boost(*hundredths).weights, ..*rules };
        let mut points = vec![];
        for months in 1..=12 {
            let weight = unit(&rules, Staker { months, boost: *boost })?;
            let weight =
                Uint256::from(weight).multiply_ratio(Unit::named("", DECIMALS).one(), Uint256::from(ONE));
            points.push(point(months.into(), weight, format!("{months} months")));
        }
        series.push(line(name.clone(), colour, points));
    }
    Ok(series)
}

fn charts(rules: &Rules) -> Result<Charts> {
    let of = |title: &str, about: &str, stakers: &[(String, u128, Boost)]| -> Result<Chart> {
        Ok(chart(title, about, Unit::named("a unit", DECIMALS), lines(rules, stakers)?))
    };
    let boosts = BOOSTS.map(|boost| (named(boost), 0, boost));
    let bases =
        BASES.map(|base| (format!("b0 = {}", Unit::named("", 2).exact(base)), base, Boost::default()));
    let places = (1..=12).map(|month: u64| (month, month.to_string())).collect();
    Ok(Charts {
        charts: vec![
            of(
                "Weight by period",
                "What a unit of stake weighs. Without a boost the period does nothing.",
                &boosts,
            )?,
            of(
                "Weight by period without a boost",
                "What b0 changes for those who have neither NFTs nor loyalty.",
                &bases,
            )?,
        ],
        across: Across::Named { name: "months".to_owned(), places },
        end: 12,
        ..Charts::default()
    })
}

/// The subject.
///
/// # Errors
/// None for the weights of the source.
pub fn section(rules: &Rules) -> Result<Section> {
    let [source, reached] = ranges(rules)?;
    Ok(Section {
        id: "weights",
        title: "Weights",
        notes: vec![
            "A unit of stake weighs W1 + W2 x months/2 x (b0 + b), where b = W3 x sqrt(NFTs) + W4 x sqrt(loyalty/100)/2."
                .to_owned(),
            "Time only multiplies the boost. With b0 = 0, as in the source, who has neither NFTs nor loyalty weighs W1 for one \
             month and for twelve: the longer lock is worth nothing to them. With b0 above 0 it is, and the largest boost is \
             worth less to them."
                .to_owned(),
            "The source's ranges are increases: 4.125 makes a weight 5.125 times as large. A share grows as much only while its weight \
             is small beside all others. Three of the six figures are a user's; the other three come out only with slips. What users \
             reach stands in the table after that."
                .to_owned(),
        ],
        tables: vec![published(rules)?, shared_day(rules)?, source, reached, bases(rules)?],
        charts: vec![charts(rules)?],
    })
}
