//! What was found, as a page.

use anyhow::Result;

use super::sections::{sections, Section};
use super::source::Cell;
use super::Economics;
use crate::story::html::escape::escape;
use crate::story::html::figures::{charts, list};
use crate::story::html::page::{page, table, Frame};
use crate::story::money::grouped;

const FOOTER: &str = "Computed by <code>tributary-sim economics</code> with the arithmetic and the entry points of the contract \
                      treasury-decay.";

const ABOUT: &str = "How a large stake loses effect, what that does to a crowd of stakers, what evading it would gain, and what \
                     the messages cost.";

/// The whole page.
///
/// # Errors
/// If more was paid than received.
pub fn html(economics: &Economics) -> Result<String> {
    let sections = sections(economics)?;
    let links: String = sections
        .iter()
        .map(|section| format!("<a href=\"#{}\">{}</a>", section.id, escape(section.title)))
        .collect();
    let parts: String = sections.iter().map(of_section).collect();
    let body = format!("{}<nav>{links}</nav>\n{parts}", tiles(economics)?);
    let frame = Frame {
        brand: "Tributary, computed",
        title: "Economics of the treasury",
        about: ABOUT,
        footer: FOOTER,
    };
    Ok(page(&frame, &body))
}

fn of_section(section: &Section) -> String {
    let Section { id, title, notes, tables, charts: drawn } = section;
    let notes: String =
        notes.iter().map(|note| format!("<p class=\"note\">{}</p>\n", escape(note))).collect();
    let drawn: String = drawn.iter().map(charts).collect();
    let tables: String = tables.iter().map(|of| table(of, "economics")).collect();
    format!("<section id=\"{id}\">\n<h2>{}</h2>\n{notes}{drawn}{tables}</section>\n", escape(title))
}

/// What one wants to know first.
fn tiles(economics: &Economics) -> Result<String> {
    let cell = Cell::of(50, 100)?;
    let population = &economics.population;
    let (class, rows) = match economics.is_flat() {
        true => ("good", "as many rows a message with 10 stakers as with 100,000"),
        false => ("bad", "messages touch more rows with more stakers"),
    };
    Ok(list(&[
        (
            "",
            "efficiency of half of the users at 10x; the source: about 45 %".to_owned(),
            cell.efficiency.percent(2),
        ),
        ("", "mean of all users then; the source: about 73 %".to_owned(), cell.user_mean.percent(2)),
        ("", "stakers simulated".to_owned(), grouped(&economics.options.stakers.to_string())),
        ("", "of their revenue reached pools".to_owned(), population.distribution()?.percent(1)),
        (
            "good",
            "units of dust; everything else is accounted for".to_owned(),
            population.dust()?.to_string(),
        ),
        (class, rows.to_owned(), if economics.is_flat() { "flat" } else { "NOT flat" }.to_owned()),
    ]))
}
