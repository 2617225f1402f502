//! A story in short: its chapters with the steps that turned something, who earned what, and what every contract holds.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Uint256;

use super::{earnings, Page, Paint, Style};
use crate::story::closing::{Account, Item};
use crate::story::money::{grouped, Unit};
use crate::story::pages::{self, matrix};
use crate::story::statement::conclusion;
use crate::story::table::{Align, Table};
use crate::story::tone::{Chapter, Entry, Line, Part, Tone};
use crate::story::when::counted;
use crate::story::Story;

/// The story in short. What was not played is told as in the long one.
pub fn brief(story: &Story, paint: Paint) -> String {
    if story.parts.is_empty() {
        return super::text(story, paint);
    }
    let mut page = Page { text: String::new(), paint, shown: BTreeSet::new() };
    page.heading(&super::title(&story.report.name));
    page.wrapped(0, Style::Plain, &story.report.about);
    page.chapters(&story.parts);
    for (denom, all) in story.earnings.iter().filter(|(_, all)| !all.is_empty()) {
        page.blank();
        page.table(&earnings::table(denom, all));
    }
    page.blank();
    for account in &story.accounts {
        page.sums(account);
    }
    page.table(&matrix(&story.accounts));
    for of in &story.pages {
        page.contract(story, of);
    }
    page.blank();
    page.end(story);
    page.text
}

impl Page<'_> {
    fn chapters(&mut self, parts: &[Part]) {
        for (position, part) in parts.iter().enumerate() {
            let Part::Chapter(chapter) = part else { continue };
            let rest = parts.iter().skip(position.saturating_add(1));
            let inside = rest.take_while(|part| !matches!(part, Part::Chapter(_)));
            let entries = inside.filter_map(|part| match part {
                Part::Entry(entry) => Some(entry),
                _ => None,
            });
            self.short(chapter, &entries.collect::<Vec<_>>());
        }
    }

    /// A chapter with the steps that turned something.
    fn short(&mut self, chapter: &Chapter, entries: &[&Entry]) {
        let Chapter { number, title, note, when } = chapter;
        let steps = counted(u64::try_from(entries.len()).unwrap_or(u64::MAX), "step");
        self.blank();
        self.heading(&format!("{number}. {title} ({when}, {steps})"));
        self.wrapped(0, Style::Plain, note.as_deref().unwrap_or_default());
        for entry in entries {
            let turning: Vec<_> = entry.consequences.iter().filter(|line| turns(line.tone)).collect();
            if let Some((Line { tone, text }, more)) = turning.split_first() {
                let actor = entry.actor.as_deref().unwrap_or_default();
                let more = if more.is_empty() { String::new() } else { format!("; and {} more", more.len()) };
                self.wrapped(4, Style::of(*tone), &format!("{actor} {}: {text}{more}", entry.line.text));
            }
        }
    }

    /// The closing account of a denom by what coins were for.
    fn sums(&mut self, account: &Account) {
        let unit = Unit::of(&account.denom);
        let mut rows: BTreeMap<&str, (Uint256, Uint256, Uint256)> = BTreeMap::new();
        for item in &account.came {
            let row = rows.entry(about(item)).or_default();
            row.0 = row.0.saturating_add(item.amount);
        }
        for item in &account.went {
            let row = rows.entry(about(item)).or_default();
            row.1 = row.1.saturating_add(item.amount);
        }
        for item in &account.held {
            let row = rows.entry("still there").or_default();
            row.2 = row.2.saturating_add(item.amount);
        }
        let mut table = Table::new(
            format!("The closing account of all {} (in {})", unit.symbol, account.denom),
            &[
                ("what for", Align::Left),
                ("came in", Align::Right),
                ("went out", Align::Right),
                ("is there", Align::Right),
            ],
        );
        for (label, (came, went, there)) in rows {
            let amounts = [came, went, there].map(|amount| grouped(&amount.to_string()));
            table.rows.push([label.to_owned()].into_iter().chain(amounts).collect());
        }
        self.table(&table);
        for Line { tone, text } in conclusion(account) {
            self.wrapped(0, Style::of(tone), &text);
        }
        self.blank();
    }

    /// What a contract is for, how much happened there, and what it holds.
    fn contract(&mut self, story: &Story, page: &pages::Page) {
        let steps = u64::try_from(page.steps(&story.parts).len()).unwrap_or(u64::MAX);
        self.blank();
        self.heading(&format!("{} ({})", page.contract.code(), counted(steps, "step")));
        self.wrapped(0, Style::Plain, page.contract.purpose());
        for table in &page.holds {
            let Some((total, items)) = table.rows.split_last() else { continue };
            let total = total.last().map(String::as_str).unwrap_or_default();
            let items: Vec<_> = items.iter().map(|row| row.join(" ")).collect();
            let why = if items.is_empty() { String::new() } else { format!(": {}", items.join("; ")) };
            self.wrapped(4, Style::Dim, &format!("{}: {total}{why}", table.title));
        }
    }
}

/// Whether something was paid, changed or refused.
const fn turns(tone: Tone) -> bool {
    matches!(tone, Tone::Paid | Tone::Turn | Tone::Refused | Tone::Failed)
}

/// What an item of the account is for, without whose it is.
fn about(item: &Item) -> &str {
    item.label.split(',').next().unwrap_or_default()
}
