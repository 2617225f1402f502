//! What every page consists of.

use super::escape::escape;
use crate::story::table::{Align, Table};

const STYLE: &str = include_str!("style.css");

/// What stands around the body of a page.
pub struct Frame<'a> {
    /// Above the title.
    pub brand: &'a str,
    /// The title.
    pub title: &'a str,
    /// What the page is about.
    pub about: &'a str,
    /// Below everything, as markup.
    pub footer: &'a str,
}

/// A page of one piece, without references to any other.
pub fn page(frame: &Frame, body: &str) -> String {
    let Frame { brand, title, about, footer } = frame;
    let (brand, title, about) = (escape(brand), escape(title), escape(about));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <title>{title} - Tributary</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n\
         <p class=\"brand\">{brand}</p>\n<h1>{title}</h1>\n<p class=\"about\">{about}</p>\n</header>\n\
         <main>\n{body}</main>\n\
         <footer>{footer}</footer>\n</body>\n</html>\n"
    )
}

/// A table that scrolls by itself where it is too wide.
pub fn table(table: &Table, class: &str) -> String {
    let cell = |kind: &str, text: &str, align: Align| {
        let right = if align == Align::Right { " class=\"number\"" } else { "" };
        format!("<{kind}{right}>{}</{kind}>", escape(text))
    };
    let head: String = table.columns.iter().map(|(name, align)| cell("th", name, *align)).collect();
    let last = table.rows.len().saturating_sub(1);
    let mut rows = String::new();
    for (number, row) in table.rows.iter().enumerate() {
        let total = if table.has_total && number == last { " class=\"total\"" } else { "" };
        let cells = row.iter().zip(&table.columns).map(|(text, (name, align))| match name.as_str() {
            "state" => format!("<td><span class=\"state {0}\">{0}</span></td>", escape(text)),
            _ => cell("td", text, *align),
        });
        rows.push_str(&format!("<tr{total}>{}</tr>\n", cells.collect::<String>()));
    }
    let caption = match table.title.is_empty() {
        true => String::new(),
        false => format!("<figcaption>{}</figcaption>", escape(&table.title)),
    };
    format!(
        "<figure class=\"table {class}\">{caption}<div><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\
         </tbody></table></div></figure>\n"
    )
}
