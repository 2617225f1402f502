//! The page of a contract.

use super::escape::escape;
use super::page::table;
use super::{figures, steps};
use crate::story::pages::Page;
use crate::story::table::Table;
use crate::story::when::counted;
use crate::story::Story;

/// What it is for, which steps had to do with it, what it looks like, what it holds and why, and what came and went.
pub fn section(story: &Story, page: &Page) -> String {
    let code = page.contract.code();
    let called = match page.names.as_slice() {
        [name] if name == code => String::new(),
        names => format!("<p class=\"note\">In this story: {}.</p>\n", escape(&names.join(", "))),
    };
    let tables = |tables: &[Table], class: &str| tables.iter().map(|of| table(of, class)).collect::<String>();
    let entries = page.steps(&story.parts);
    let count = counted(u64::try_from(entries.len()).unwrap_or(u64::MAX), "step");
    let list = match entries.is_empty() {
        true => "<p class=\"note\">Nothing happened here.</p>\n".to_owned(),
        false => steps::listed(&entries),
    };
    format!(
        "<section class=\"page\" id=\"{code}\">\n<h2>{code}</h2>\n<p class=\"about\">{}</p>\n{called}\
         <h3>What happened here: {count}</h3>\n{list}<h3>What it looks like</h3>\n{}{}\
         <h3>What it holds at the end, and why</h3>\n{}{}</section>\n",
        escape(page.contract.purpose()),
        figures::some(&story.axis, &page.charts),
        tables(&page.tables, "pools"),
        tables(&page.holds, "holds"),
        tables(&page.traffic, "holds"),
    )
}
