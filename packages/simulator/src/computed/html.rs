//! What was found, as a page.

use super::{Findings, Section};
use crate::story::html::escape::escape;
use crate::story::html::figures::{charts, list};
use crate::story::html::page::{page, table, Frame};

impl Findings {
    /// The whole page.
    pub fn html(&self) -> String {
        let links: String = self
            .sections
            .iter()
            .map(|section| format!("<a href=\"#{}\">{}</a>", section.id, escape(section.title)))
            .collect();
        let parts: String = self.sections.iter().map(of_section).collect();
        let body = format!("{}<nav>{links}</nav>\n{parts}", list(&self.tiles));
        let Self { title, about, footer, .. } = self;
        page(&Frame { brand: "Tributary, computed", title, about, footer }, &body)
    }
}

fn of_section(section: &Section) -> String {
    let Section { id, title, notes, tables, charts: drawn } = section;
    let notes: String =
        notes.iter().map(|note| format!("<p class=\"note\">{}</p>\n", escape(note))).collect();
    let drawn: String = drawn.iter().map(charts).collect();
    let tables: String = tables.iter().map(|of| table(of, "computed")).collect();
    format!("<section id=\"{id}\">\n<h2>{}</h2>\n{notes}{drawn}{tables}</section>\n", escape(title))
}
