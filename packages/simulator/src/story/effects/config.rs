//! What the contracts report of their parameters.

use crate::story::facts::Fact;
use crate::story::teller::Teller;
use crate::story::tone::{Line, Tone};
use crate::story::when::counted;

/// A page of a migration, which every contract reports alike.
pub(super) fn page(fact: &Fact) -> Line {
    let passed = counted(fact.count("passed"), "record");
    let over = if fact.text("complete") == "true" { ", the migration is over" } else { "" };
    Line::new(Tone::Plain, format!("{passed} passed, {} written anew{over}", fact.text("rewritten")))
}

pub(super) fn line(teller: &Teller, fact: &Fact) -> Option<Line> {
    let text = match fact.name.as_str() {
        "config_announced" if fact.text("release").is_empty() => "in force at once".to_owned(),
        "config_announced" => format!("anyone can put it in force from {} on", teller.release(fact)),
        "config_updated" => "in force from now on".to_owned(),
        "paused" => "nobody can enter, everybody can leave".to_owned(),
        "unpaused" => "everybody can enter again".to_owned(),
        "ownership_updated" => {
            let owner = teller.subject(fact, "owner");
            match fact.text("pending_owner") {
                "" => format!("the owner is {owner}"),
                pending => format!("the owner is {owner}, {} may accept", teller.who(pending)),
            }
        }
        _ => return None,
    };
    Some(Line::new(Tone::Plain, text))
}
