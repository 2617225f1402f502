//! What was sent for a step, folded.

use cosmwasm_std::Addr;

use super::escape::escape;
use crate::story::message::{Message, Party, Way};

/// An element that unfolds: who signs, where it goes, the message to the letter, and the coins that come along.
pub fn details(message: &Message) -> String {
    let name = if matches!(message.way, Way::Query(_)) { "query" } else { "message" };
    let mut rows = vec![];
    rows.extend(message.from.as_ref().map(|from| ("from", party(from))));
    rows.push(match &message.way {
        Way::Instantiate { code } => ("code", escape(code)),
        Way::Execute(contract) | Way::Query(contract) => ("contract", party(contract)),
        Way::Send => ("to", "the bank".to_owned()),
    });
    rows.push((name, format!("<pre>{}</pre>", pretty(message))));
    if !message.coins.is_empty() {
        rows.push(("coins", format!("<code>{}</code>", escape(&message.purse()))));
    }
    let rows: String =
        rows.into_iter().map(|(key, value)| format!("<dt>{key}</dt><dd>{value}</dd>")).collect();
    format!("<details><summary>{name}</summary><dl>{rows}</dl></details>")
}

fn party(party: &Party) -> String {
    format!("{} <code>{}</code>", escape(&party.name), escape(party.address.as_str()))
}

/// The JSON line by line. Names stand behind the addresses as attributes: what is copied is the message alone.
fn pretty(message: &Message) -> String {
    let json = format!("{:#}", message.json);
    let line = |line: &str| {
        let words = line.split(|letter: char| !letter.is_ascii_alphanumeric());
        let names: Vec<_> =
            words.filter_map(|word| message.names.get(&Addr::unchecked(word))).map(String::as_str).collect();
        match names.is_empty() {
            true => escape(line),
            false => format!("{}<span data-name=\"{}\"></span>", escape(line), escape(&names.join(", "))),
        }
    };
    json.lines().map(line).collect::<Vec<_>>().join("\n")
}
