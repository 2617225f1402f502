//! What was found, for a terminal.

use anyhow::Result;

use super::sections::{sections, Section};
use super::Economics;
use crate::story::layout::{row, widths, wrap};
use crate::story::table::Table;
use crate::story::text::WIDTH;

/// All of it; the summary is the last line.
///
/// # Errors
/// If more was paid than received.
pub fn text(economics: &Economics) -> Result<String> {
    let mut lines = vec![];
    for section in sections(economics)? {
        lines.extend(of_section(&section));
    }
    lines.push(economics.summary()?);
    Ok(lines.iter().map(|line| format!("{}\n", line.trim_end())).collect())
}

fn of_section(section: &Section) -> Vec<String> {
    let mut lines = vec![section.title.to_owned(), "=".repeat(section.title.chars().count())];
    for note in &section.notes {
        lines.extend(wrap(note, WIDTH));
    }
    lines.push(String::new());
    for table in &section.tables {
        lines.extend(of_table(table));
        lines.push(String::new());
    }
    lines
}

fn of_table(table: &Table) -> Vec<String> {
    let widths = widths(table);
    let heads: Vec<String> = table.columns.iter().map(|(name, _)| name.clone()).collect();
    let rows = [&heads].into_iter().chain(&table.rows).map(|cells| row(table, cells, &widths));
    wrap(&table.title, WIDTH).into_iter().chain(rows).collect()
}
