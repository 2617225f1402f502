//! A story for the terminal.

mod brief;

use std::collections::BTreeSet;
use std::fmt::Write;

use super::closing::Account;
use super::layout::{row, span, widths, wrap};
use super::message::Message;
use super::money::Unit;
use super::statement::{conclusion, sections};
use super::table::Table;
use super::tone::{Chapter, Entry, Line, Part, Tone};
use super::{earnings, Story};
use crate::report::Verdict;

pub use brief::brief;

/// Columns of a line at most.
pub const WIDTH: usize = 110;

/// Where the text of an entry begins.
const MARGIN: usize = 15;

/// What stands above a story with messages.
const ABOUT_MESSAGES: &str =
    "The first message of each kind is shown as a wallet sends it, with @ada for the address of ada. \
     The page that --html writes shows every message, addresses and all.";

/// How text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Not at all.
    Plain,
    /// With the colours of the terminal.
    Colours,
}

/// `delegation/first-delegation` becomes `First delegation`.
pub fn title(name: &str) -> String {
    let words = name.rsplit('/').next().unwrap_or(name).replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// The whole story.
pub fn text(story: &Story, paint: Paint) -> String {
    let mut page = Page { text: String::new(), paint, shown: BTreeSet::new() };
    let report = &story.report;
    page.heading(&report.name);
    page.wrapped(0, Style::Plain, &report.about);
    page.blank();
    match &report.verdict {
        Verdict::Skipped => page.wrapped(0, Style::Plain, "This scenario is not for the embedded chain."),
        Verdict::NotRun { code } => {
            page.wrapped(
                0,
                Style::Plain,
                &format!("Code `{code}` is not in this build: nothing was played."),
            );
        }
        Verdict::Held | Verdict::Failed => page.told(story),
    }
    page.text
}

struct Page<'a> {
    text: String,
    paint: Paint,
    /// Kinds of messages that were shown.
    shown: BTreeSet<&'a (String, String)>,
}

#[derive(Clone, Copy)]
enum Style {
    Plain,
    Bold,
    Dim,
    Green,
    Yellow,
    Red,
    Cyan,
}

impl Style {
    fn of(tone: Tone) -> Self {
        match tone {
            Tone::Plain => Self::Plain,
            Tone::Quiet => Self::Dim,
            Tone::Paid | Tone::Held => Self::Green,
            Tone::Turn => Self::Yellow,
            Tone::Refused => Self::Cyan,
            Tone::Failed => Self::Red,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Green => "32",
            Self::Yellow => "33",
            Self::Red => "1;31",
            Self::Cyan => "36",
        }
    }
}

impl<'a> Page<'a> {
    fn told(&mut self, story: &'a Story) {
        if story.parts.iter().any(|part| matches!(part, Part::Entry(entry) if entry.untold().is_some())) {
            self.wrapped(0, Style::Dim, ABOUT_MESSAGES);
            self.blank();
        }
        for part in &story.parts {
            match part {
                Part::Entry(entry) => self.entry(entry),
                Part::Pause(span) => self.pause(span),
                Part::Chapter(chapter) => self.chapter(chapter),
                Part::Note(note) => self.wrapped(MARGIN, Style::Dim, note),
                Part::Pools(table) => {
                    self.blank();
                    self.table(table);
                    self.blank();
                }
            }
        }
        for table in story.pages.iter().flat_map(|page| &page.tables) {
            self.blank();
            self.table(table);
            self.blank();
        }
        for (denom, all) in story.earnings.iter().filter(|(_, all)| !all.is_empty()) {
            self.table(&earnings::table(denom, all));
            for note in earnings::notes(denom, all) {
                self.wrapped(0, Style::Dim, &note);
            }
            self.blank();
        }
        for account in &story.accounts {
            self.account(account);
        }
        self.end(story);
    }

    fn chapter(&mut self, chapter: &Chapter) {
        self.blank();
        self.heading(&format!("{}. {}", chapter.number, chapter.title));
        if let Some(note) = &chapter.note {
            self.wrapped(0, Style::Plain, note);
        }
        self.blank();
    }

    fn entry(&mut self, entry: &'a Entry) {
        let when = self.painted(Style::Dim, &format!("{:<MARGIN$}", entry.when));
        let mark = if entry.line.tone == Tone::Held { "check: " } else { "" };
        let actor = entry.actor.as_ref().map(|actor| format!("{actor} ")).unwrap_or_default();
        let whole = format!("{actor}{mark}{}", entry.line.text);
        let style = if entry.line.tone == Tone::Held { Style::Dim } else { Style::of(entry.line.tone) };
        for (number, line) in wrap(&whole, WIDTH.saturating_sub(MARGIN)).into_iter().enumerate() {
            let line = match (number, line.strip_prefix(&actor)) {
                (0, Some(rest)) if !actor.is_empty() => {
                    format!("{}{}", self.painted(Style::Bold, &actor), self.painted(style, rest))
                }
                _ => self.painted(style, &line),
            };
            let lead = if number == 0 { when.clone() } else { " ".repeat(MARGIN) };
            self.line(&format!("{lead}{line}"));
        }
        if let Some(message) = entry.untold() {
            self.message(message);
        }
        for Line { tone, text } in &entry.consequences {
            self.wrapped(MARGIN.saturating_add(4), Style::of(*tone), text);
        }
    }

    /// The first one of its kind.
    fn message(&mut self, message: &'a Message) {
        if self.shown.insert(&message.kind) {
            let coins =
                if message.coins.is_empty() { String::new() } else { format!(" with {}", message.purse()) };
            let text = format!("{}: {}{coins}", message.heading(), message.line());
            self.wrapped(MARGIN.saturating_add(4), Style::Dim, &text);
        }
    }

    fn pause(&mut self, span: &str) {
        let dashes = WIDTH.saturating_sub(span.chars().count()).saturating_sub(4);
        let line = format!("-- {span} {}", "-".repeat(dashes));
        let line = self.painted(Style::Dim, &line);
        self.line(&line);
    }

    fn account(&mut self, account: &Account) {
        self.heading(&format!("The closing account of all {}", Unit::of(&account.denom).symbol));
        let sections: Vec<_> = sections(account).into_iter().map(|section| section.table).collect();
        let widths = sections
            .iter()
            .map(widths)
            .reduce(|one, other| one.iter().zip(other).map(|(one, other)| (*one).max(other)).collect());
        for table in &sections {
            self.rows(table, &widths.clone().unwrap_or_default());
            self.blank();
        }
        for Line { tone, text } in conclusion(account) {
            self.wrapped(0, Style::of(tone), &text);
        }
        self.blank();
    }

    fn end(&mut self, story: &Story) {
        for problem in &story.problems {
            self.wrapped(0, Style::Red, &format!("NOT RIGHT: {problem}"));
        }
        for (at, mismatch) in story.report.mismatches() {
            let text = format!(
                "FAILED {at}: {}: expected {}, found {}",
                mismatch.at, mismatch.expected, mismatch.found
            );
            self.wrapped(0, Style::Red, &text);
        }
        match story.holds() {
            true => {
                let text = format!("All expectations of the {} steps held.", story.report.length);
                self.wrapped(0, Style::Green, &text);
            }
            false => self.wrapped(0, Style::Red, "Something is not as it should be."),
        }
    }

    fn table(&mut self, table: &Table) {
        self.heading(&table.title);
        let widths = widths(table);
        if span(&widths) <= WIDTH {
            return self.rows(table, &widths);
        }
        // Too wide for columns: every row is a paragraph.
        for row in &table.rows {
            let cells = row.iter().zip(&table.columns).skip(1);
            let cells: Vec<_> = cells.map(|(cell, (name, _))| format!("{name} {cell}")).collect();
            let first = row.first().cloned().unwrap_or_default();
            self.wrapped(0, Style::Plain, &format!("{first}: {}", cells.join(", ")));
        }
    }

    fn rows(&mut self, table: &Table, widths: &[usize]) {
        let heads: Vec<_> = table.columns.iter().map(|(name, _)| name.clone()).collect();
        let head = row(table, &heads, widths);
        let head = self.painted(Style::Dim, &head);
        self.line(&head);
        let last = table.rows.len().saturating_sub(1);
        for (number, cells) in table.rows.iter().enumerate() {
            let style = if table.has_total && number == last { Style::Bold } else { Style::Plain };
            let line = self.painted(style, &row(table, cells, widths));
            self.line(&line);
        }
    }

    fn heading(&mut self, text: &str) {
        self.wrapped(0, Style::Bold, text);
    }

    fn blank(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn wrapped(&mut self, margin: usize, style: Style, text: &str) {
        for line in wrap(text, WIDTH.saturating_sub(margin)) {
            let line = self.painted(style, &line);
            self.line(&format!("{}{line}", " ".repeat(margin)));
        }
    }

    fn line(&mut self, line: &str) {
        // Writing to a text cannot fail.
        writeln!(self.text, "{}", line.trim_end()).unwrap_or_default();
    }

    fn painted(&self, style: Style, text: &str) -> String {
        match (self.paint, style.code()) {
            (Paint::Plain, _) | (_, "") => text.to_owned(),
            (Paint::Colours, code) => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}
