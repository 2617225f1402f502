//! What was found, for a terminal.

use super::{Findings, Section};
use crate::story::layout::{row, widths, wrap};
use crate::story::table::Table;
use crate::story::text::WIDTH;

impl Findings {
    /// All of it; the summary is the last line.
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = self.sections.iter().flat_map(of_section).collect();
        lines.push(self.summary.clone());
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }
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
