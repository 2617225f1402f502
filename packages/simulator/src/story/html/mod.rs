//! A story as a page: one file without references to any other. It opens with what happened and where every coin is, and
//! has a page for every contract; a browser shows one of them at a time, paper all.

mod chart;
mod contract;
pub(crate) mod escape;
pub(crate) mod figures;
mod message;
mod overview;
pub(crate) mod page;
mod scale;
mod steps;

use super::text::title;
use super::Story;
use crate::report::Verdict;
use escape::escape;
use page::{page, Frame};

/// What stands above the steps.
const ABOUT_MESSAGES: &str = "A step unfolds to what was sent for it: who signs, where it goes, the JSON as a wallet sends it, and the coins that come along.";

/// The whole page.
pub fn html(story: &Story) -> String {
    let body = match &story.report.verdict {
        Verdict::Skipped => "<p>This scenario is not for the embedded chain.</p>".to_owned(),
        Verdict::NotRun { code } => format!("<p>Code {} is not in this build.</p>", escape(code)),
        Verdict::Held | Verdict::Failed => told(story),
    };
    let footer = format!(
        "Played on an embedded chain from {} by <code>tributary-sim demo</code>. Every number comes from \
         the contracts' events and answers and from the bank.",
        escape(&story.report.file)
    );
    let title = title(&story.report.name);
    page(
        &Frame { brand: "Tributary, played", title: &title, about: &story.report.about, footer: &footer },
        &body,
    )
}

/// Menu, opening page, a page a contract, and the whole story.
fn told(story: &Story) -> String {
    let link = |id: &str| format!("<a href=\"#{id}\">{id}</a>");
    let contracts: String = story.pages.iter().map(|page| link(page.contract.code())).collect();
    let pages: String = story.pages.iter().map(|page| contract::section(story, page)).collect();
    let parts = steps::parts(&story.parts);
    format!(
        "<nav><a href=\"#overview\">overview</a>{contracts}<a href=\"#story\">every step</a></nav>\n\
         {}{pages}\
         <section class=\"page\" id=\"story\">\n<h2>Every step</h2>\n<p class=\"note\">{ABOUT_MESSAGES}</p>\n\
         {parts}</section>\n",
        overview::section(story)
    )
}
