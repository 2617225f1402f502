//! A story as a page: one file without references to any other.

mod chart;
pub(crate) mod escape;
pub(crate) mod figures;
mod message;
pub(crate) mod page;
mod scale;

use super::closing::Account;
use super::earnings;
use super::money::Unit;
use super::statement::{conclusion, sections};
use super::tone::{Entry, Line, Part, Tone};
use super::Story;
use crate::report::Verdict;
use escape::escape;
use page::{page, table, Frame};

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

/// `delegation/first-delegation` becomes `First delegation`.
fn title(name: &str) -> String {
    let words = name.rsplit('/').next().unwrap_or(name).replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

fn told(story: &Story) -> String {
    let earnings: String = story
        .earnings
        .iter()
        .filter(|(_, all)| !all.is_empty())
        .map(|(denom, all)| {
            let notes: String = earnings::notes(denom, all)
                .iter()
                .map(|note| format!("<p class=\"note\">{}</p>\n", escape(note)))
                .collect();
            format!("{}{notes}", table(&earnings::table(denom, all), "earnings"))
        })
        .collect();
    let accounts: String = story.accounts.iter().map(account).collect();
    let parts = parts(&story.parts);
    let (link, charts) = match figures::charts(&story.charts) {
        none if none.is_empty() => ("", none),
        some => (
            "<a href=\"#charts\">Charts</a>",
            format!("<section id=\"charts\">\n<h2>Charts</h2>\n{some}</section>\n"),
        ),
    };
    format!(
        "{}{}<nav>{link}<a href=\"#earnings\">Earnings</a><a href=\"#account\">Account</a>\
         <a href=\"#story\">Story</a></nav>\n\
         {charts}\
         <section id=\"earnings\">\n<h2>Earnings</h2>\n{earnings}</section>\n\
         <section id=\"account\">\n<h2>Closing account</h2>\n{accounts}</section>\n\
         <section id=\"story\">\n<h2>Story</h2>\n<p class=\"note\">{ABOUT_MESSAGES}</p>\n{parts}</section>\n",
        figures::tiles(story),
        failures(story)
    )
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

fn parts(parts: &[Part]) -> String {
    let mut html = String::new();
    let mut open = false;
    for part in parts {
        let is_entry = matches!(part, Part::Entry(_));
        if is_entry != open {
            html.push_str(if is_entry { "<ol class=\"steps\">\n" } else { "</ol>\n" });
            open = is_entry;
        }
        match part {
            Part::Entry(one) => html.push_str(&entry(one)),
            Part::Pause(span) => {
                html.push_str(&format!("<p class=\"pause\"><span>{}</span></p>\n", escape(span)));
            }
            Part::Pools(pools) => html.push_str(&table(pools, "pools")),
        }
    }
    if open {
        html.push_str("</ol>\n");
    }
    html
}

fn entry(entry: &Entry) -> String {
    let actor = entry.actor.as_ref().map(|actor| format!("<b>{}</b> ", escape(actor))).unwrap_or_default();
    let consequences: String = entry
        .consequences
        .iter()
        .map(|Line { tone, text }| format!("<li class=\"{}\">{}</li>", class(*tone), escape(text)))
        .collect();
    let consequences = match consequences.is_empty() {
        true => consequences,
        false => format!("<ul>{consequences}</ul>"),
    };
    let message = entry.message.as_deref().map(message::details).unwrap_or_default();
    format!(
        "<li class=\"{}\"><time>{}</time><div><p>{actor}{}</p>{consequences}{message}</div></li>\n",
        class(entry.line.tone),
        escape(&entry.when),
        escape(&entry.line.text)
    )
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Quiet => "quiet",
        Tone::Paid => "paid",
        Tone::Turn => "turn",
        Tone::Refused => "refused",
        Tone::Held => "held",
        Tone::Failed => "failed",
    }
}

fn account(account: &Account) -> String {
    let sections: String = sections(account).iter().map(|section| table(&section.table, "account")).collect();
    let lines: String = conclusion(account)
        .iter()
        .map(|Line { tone, text }| format!("<p class=\"verdict {}\">{}</p>\n", class(*tone), escape(text)))
        .collect();
    format!("<h3>All {}</h3>\n{sections}{lines}", escape(&Unit::of(&account.denom).symbol))
}
