//! What the programme emits.

use std::collections::BTreeMap;

use anyhow::Result;
use cosmwasm_std::Uint128;
use tributary_math::emission::Schedule;
use tributary_math::MathError;

use super::rules::Rules;
use super::{days_axis, token, tokens};
use crate::computed::draw::{chart, line, point};
use crate::computed::ratio::Ratio;
use crate::computed::{left, right, Section};
use crate::story::charts::Charts;
use crate::story::table::Table;

/// Days of a month in the tables.
pub const MONTH: u32 = 30;

/// What every day emits.
///
/// # Errors
/// None for a schedule of some days.
pub fn daily(schedule: &Schedule) -> Result<Vec<Uint128>, MathError> {
    let of = |day: u32| {
        let before = schedule.emitted_until(day)?;
        Ok(schedule.emitted_until(day.saturating_add(1))?.checked_sub(before)?)
    };
    (0..schedule.days).map(of).collect()
}

/// The days of every month of `days` days: the first and the one after the last.
pub fn months(days: u32) -> impl Iterator<Item = (u32, u32)> {
    let step = usize::try_from(MONTH).unwrap_or(usize::MAX);
    (0..days).step_by(step).map(move |first| (first, first.saturating_add(MONTH).min(days)))
}

/// How many days emit how much.
fn figures(schedule: &Schedule) -> Result<Table> {
    let mut days: BTreeMap<Uint128, u32> = BTreeMap::new();
    for figure in daily(schedule)? {
        let count = days.entry(figure).or_default();
        *count = count.saturating_add(1);
    }
    let mut table = Table::new("What a day emits, AGI", &[right("a day"), right("days"), right("together")]);
    let mut sum = Uint128::zero();
    for (figure, days) in days {
        let together = figure.checked_mul(days.into())?;
        sum = sum.checked_add(together)?;
        table.rows.push(vec![tokens(figure, 6), days.to_string(), tokens(together, 6)]);
    }
    table.rows.push(vec![String::new(), schedule.days.to_string(), tokens(sum, 6)]);
    table.has_total = true;
    Ok(table)
}

fn by_month(schedule: &Schedule) -> Result<Table> {
    let columns = [left("month"), left("days"), right("emitted"), right("so far"), right("of everything")];
    let mut table = Table::new("Emission by month of 30 days, AGI", &columns);
    for ((first, end), month) in months(schedule.days).zip(1u32..) {
        let so_far = schedule.emitted_until(end)?;
        table.rows.push(vec![
            month.to_string(),
            format!("{} to {end}", first.saturating_add(1)),
            tokens(so_far.checked_sub(schedule.emitted_until(first)?)?, 6),
            tokens(so_far, 6),
            Ratio::new(so_far, schedule.total).percent(2),
        ]);
    }
    Ok(table)
}

/// The subject.
///
/// # Errors
/// None for a schedule of some days.
pub fn section(rules: &Rules) -> Result<Section> {
    let schedule = &rules.schedule;
    let mut points = vec![];
    for day in 0..=schedule.days {
        points.push(point(day.into(), schedule.emitted_until(day)?, format!("after {day} days")));
    }
    let about = "The same every second, shared by weight among those who have a stake at that second.";
    Ok(Section {
        id: "emission",
        title: "Emission",
        notes: vec![format!(
            "{} AGI in {} days, the same every second. A day's figure is what is emitted up to its end less what was emitted up \
             to its beginning, both rounded down, so that the figures sum up to exactly everything.",
            tokens(schedule.total, 0),
            schedule.days
        )],
        tables: vec![figures(schedule)?, by_month(schedule)?],
        charts: vec![Charts {
            charts: vec![chart("Emitted so far", about, token(), vec![line("emitted", 0, points)])],
            across: days_axis(schedule.days.into(), 60),
            end: schedule.days.into(),
            ..Charts::default()
        }],
    })
}
