//! What tests of a command that computes need: its page and its documentation.

#![allow(missing_docs, clippy::expect_used)]

use std::fs;
use std::path::Path;

use tributary_simulator::computed::Findings;

use crate::page_common::style_of_one_piece;

/// The page is of one piece, has as many charts and subjects as there are, and shows every figure that the text does.
#[track_caller]
pub fn assert_page(name: &str, findings: &Findings) {
    let page = findings.html();
    let style = style_of_one_piece(&page, name);
    let charts: usize =
        findings.sections.iter().flat_map(|section| &section.charts).map(|of| of.charts.len()).sum();

    assert!(!page.replace(style, "").contains("http"));
    assert_eq!(page.matches("<svg class=\"wide\"").count(), charts);
    assert_eq!(page.matches("<svg class=\"narrow\"").count(), charts);
    assert_eq!(page.matches("<section id=").count(), findings.sections.len());
    let figures = findings.text();
    let lines = figures.lines().filter(|line| !line.starts_with('=') && **line != findings.summary);
    for word in lines.flat_map(str::split_whitespace) {
        if word.contains(|letter: char| letter.is_ascii_digit()) {
            assert!(page.contains(word), "{word}");
        }
    }
}

/// Every block of a page of the documentation is printed; answers the page and how many blocks there are.
#[track_caller]
pub fn assert_documented(name: &str, findings: &Findings) -> (String, usize) {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let page = fs::read_to_string(docs.join(format!("{name}.md"))).expect("the page");
    let printed = findings.text();
    let blocks = page.split("```").skip(1).step_by(2);
    let shown: Vec<&str> = blocks.filter_map(|block| block.strip_prefix("text\n")).collect();
    for block in &shown {
        assert!(printed.contains(block), "docs/{name}.md:\n{block}\nis not in\n{printed}");
    }
    let count = shown.len();
    (page, count)
}
