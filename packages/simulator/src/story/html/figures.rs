//! The numbers at the top of a page, and its charts with their legends.

use cosmwasm_std::Uint256;

use super::chart::{colour, svg, NARROW, WIDE};
use super::escape::escape;
use crate::story::charts::{Across, Chart, Charts};
use crate::story::closing::Account;
use crate::story::money::{grouped, Unit};
use crate::story::when::span;
use crate::story::Story;

/// What one wants to know first.
pub fn tiles(story: &Story) -> String {
    let mut tiles = vec![];
    let mismatches = story.report.mismatches().count();
    tiles.push(match mismatches {
        0 => ("good", "every expectation held".to_owned(), format!("{} steps", story.report.length)),
        _ => (
            "bad",
            "expectations failed".to_owned(),
            format!("{mismatches} of {} steps", story.report.length),
        ),
    });
    if story.axis.across == Across::Time {
        tiles.push(("", "passed on the chain".to_owned(), passed(story.axis.end)));
    }
    for account in &story.accounts {
        let unit = Unit::of(&account.denom);
        let rewards = account.came.iter().filter(|item| item.label.starts_with("rewards"));
        let rewards = rewards.fold(Uint256::zero(), |sum, item| sum.saturating_add(item.amount));
        if !rewards.is_zero() {
            let text = format!("{} {}", unit.fixed(rewards, 0), unit.symbol);
            tiles.push(("", "of rewards arrived".to_owned(), text));
        }
        tiles.push(balance(account));
    }
    list(&tiles)
}

/// Numbers with their class, name and value.
pub fn list(tiles: &[(&str, String, String)]) -> String {
    let tiles: String = tiles
        .iter()
        .map(|(class, name, value)| {
            format!(
                "<li class=\"{class}\"><strong>{}</strong><span>{}</span></li>",
                escape(value),
                escape(name)
            )
        })
        .collect();
    format!("<ul class=\"tiles\">{tiles}</ul>\n")
}

fn balance(account: &Account) -> (&'static str, String, String) {
    let off = grouped(&account.difference().unsigned_abs().to_string());
    let value = format!("{off} {}", account.denom);
    match account.balances() {
        true => ("good", format!("unaccounted for, as the {} agrees", account.keeper), value),
        false => ("bad", format!("unaccounted for, or the {} differs", account.keeper), value),
    }
}

/// A span in its largest unit.
fn passed(seconds: u64) -> String {
    let unit = [86_400, 3_600, 60].into_iter().find(|unit| seconds >= *unit).unwrap_or(1);
    span(seconds.saturating_sub(seconds.checked_rem(unit).unwrap_or_default()))
}

/// Every chart in two sizes, of which the style sheet shows one.
pub fn charts(charts: &Charts) -> String {
    some(charts, &charts.charts)
}

/// Some charts on the axis of all.
pub fn some(axis: &Charts, charts: &[Chart]) -> String {
    charts.iter().map(|chart| figure(axis, chart)).collect()
}

fn figure(charts: &Charts, chart: &Chart) -> String {
    let legend: String = chart
        .series
        .iter()
        .map(|series| {
            let dashed = if series.dashed { " dashed" } else { "" };
            format!("<li><i class=\"k{}{dashed}\"></i>{}</li>", colour(series), escape(&series.name))
        })
        .collect();
    let marked = match charts.marks.is_empty() {
        true => String::new(),
        false => format!("<li><i class=\"marked\"></i>{}</li>", escape(&charts.marked)),
    };
    format!(
        "<figure class=\"chart\"><figcaption><b>{}</b> {}</figcaption>\n<ul class=\"legend\">{legend}{marked}</ul>\n\
         {}\n{}</figure>\n",
        escape(&chart.title),
        escape(&chart.about),
        svg(charts, chart, WIDE),
        svg(charts, chart, NARROW)
    )
}
