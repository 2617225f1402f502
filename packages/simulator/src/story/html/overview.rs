//! The opening page: what happened, who earned what, and where every coin is.

use super::escape::escape;
use super::figures;
use super::page::table;
use super::steps::class;
use crate::story::closing::Account;
use crate::story::money::Unit;
use crate::story::pages::matrix;
use crate::story::statement::{conclusion, sections};
use crate::story::tone::{Chapter, Line, Part};
use crate::story::{earnings, Story};

/// Figures, chapters, earnings, and the closing account of all contracts and denoms.
pub fn section(story: &Story) -> String {
    let chapters: String = story.parts.iter().filter_map(chapter).collect();
    let chapters = match chapters.is_empty() {
        true => chapters,
        false => format!("<h2>What happened</h2>\n<ol class=\"chapters\">\n{chapters}</ol>\n"),
    };
    let earned: String = story.earnings.iter().filter(|(_, all)| !all.is_empty()).map(earned).collect();
    let accounts: String = story.accounts.iter().map(account).collect();
    format!(
        "<section class=\"page\" id=\"overview\">\n{}{}{chapters}\
         <h2 id=\"earnings\">Who earned what</h2>\n{earned}\
         <h2 id=\"account\">Closing account</h2>\n{}{accounts}</section>\n",
        figures::tiles(story),
        failures(story),
        table(&matrix(&story.accounts), "matrix"),
    )
}

fn chapter(part: &Part) -> Option<String> {
    let Part::Chapter(Chapter { number, title, note, when }) = part else { return None };
    let note = note.as_ref().map(|note| format!("<p>{}</p>", escape(note))).unwrap_or_default();
    Some(format!(
        "<li><time>{}</time><div><a href=\"#chapter-{number}\">{}</a>{note}</div></li>\n",
        escape(when),
        escape(title)
    ))
}

fn earned((denom, all): &(String, earnings::ByName)) -> String {
    let notes: String = earnings::notes(denom, all)
        .iter()
        .map(|note| format!("<p class=\"note\">{}</p>\n", escape(note)))
        .collect();
    format!("{}{notes}", table(&earnings::table(denom, all), "earnings"))
}

fn failures(story: &Story) -> String {
    let mismatches = story.report.mismatches().map(|(at, mismatch)| {
        format!("{at}: {}: expected {}, found {}", mismatch.at, mismatch.expected, mismatch.found)
    });
    let all: String = story
        .problems
        .iter()
        .cloned()
        .chain(mismatches)
        .map(|text| format!("<p class=\"failed\">{}</p>\n", escape(&text)))
        .collect();
    all
}

fn account(account: &Account) -> String {
    let sections: String = sections(account).iter().map(|section| table(&section.table, "account")).collect();
    let lines: String = conclusion(account)
        .iter()
        .map(|Line { tone, text }| format!("<p class=\"verdict {}\">{}</p>\n", class(*tone), escape(text)))
        .collect();
    format!("<h3>All {}</h3>\n{sections}{lines}", escape(&Unit::of(&account.denom).symbol))
}
