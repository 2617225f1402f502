//! Steps on a page: told in full, each once, and listed where they matter.

use super::escape::escape;
use super::message;
use super::page::table;
use crate::story::tone::{Chapter, Entry, Line, Part, Tone};

/// All parts of a story, in order.
pub fn parts(parts: &[Part]) -> String {
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
            Part::Chapter(of) => html.push_str(&chapter(of)),
            Part::Note(note) => html.push_str(&format!("<p class=\"before\">{}</p>\n", escape(note))),
            Part::Pools(pools) => html.push_str(&table(pools, "pools")),
        }
    }
    if open {
        html.push_str("</ol>\n");
    }
    html
}

fn chapter(chapter: &Chapter) -> String {
    let note = chapter.note.as_ref().map(|note| format!("<p class=\"about\">{}</p>\n", escape(note)));
    format!(
        "<h3 class=\"chapter\" id=\"chapter-{number}\">{number}. {}</h3>\n{}",
        escape(&chapter.title),
        note.unwrap_or_default(),
        number = chapter.number
    )
}

/// Where a step is told.
fn anchor(entry: &Entry) -> String {
    entry.at.to_string().replace(' ', "-")
}

/// Steps in a line each, which lead to where they are told.
pub fn listed(entries: &[&Entry]) -> String {
    let lines: String = entries
        .iter()
        .map(|entry| {
            let actor = entry.actor.as_ref().map(|actor| format!("<b>{}</b> ", escape(actor)));
            let refused = entry.consequences.iter().any(|line| line.tone == Tone::Refused);
            format!(
                "<li class=\"{}\"><time>{}</time><a href=\"#{}\">{}{}</a>{}</li>\n",
                class(entry.line.tone),
                escape(&entry.when),
                anchor(entry),
                actor.unwrap_or_default(),
                escape(&entry.line.text),
                if refused { " <i>refused</i>" } else { "" }
            )
        })
        .collect();
    format!("<ol class=\"brief\">\n{lines}</ol>\n")
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
        "<li class=\"{}\" id=\"{}\"><time>{}</time><div><p>{actor}{}</p>{consequences}{message}</div></li>\n",
        class(entry.line.tone),
        anchor(entry),
        escape(&entry.when),
        escape(&entry.line.text)
    )
}

/// What the style sheet calls a kind of line.
pub fn class(tone: Tone) -> &'static str {
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
