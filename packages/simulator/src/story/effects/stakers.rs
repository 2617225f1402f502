//! What the staker-registry reports to solo stakers.

use crate::story::facts::Fact;
use crate::story::teller::Teller;
use crate::story::tone::{Line, Tone};

pub(super) fn line(teller: &Teller, fact: &Fact) -> Option<Line> {
    let staker = || teller.subject(fact, "staker");
    let (tone, text) = match fact.name.as_str() {
        "bonded" => (Tone::Plain, format!("{} has {} bonded", staker(), teller.paid(fact, "tokens"))),
        "unbonded" => (
            Tone::Plain,
            format!(
                "unbond {} can be paid from {} on; {} stay bonded",
                fact.text("id"),
                teller.release(fact),
                teller.paid(fact, "tokens")
            ),
        ),
        "stake_transferred" => (
            Tone::Plain,
            format!(
                "transfer {} can arrive from {} on; {} stay bonded",
                fact.text("id"),
                teller.release(fact),
                teller.paid(fact, "tokens")
            ),
        ),
        "transfer_cancelled" => (
            Tone::Plain,
            format!(
                "it becomes unbond {} of {}, which can be paid from {} on",
                fact.text("id"),
                teller.paid(fact, "amount"),
                teller.release(fact)
            ),
        ),
        "state_changed" => {
            let counts = if fact.text("active") == "true" { "counts" } else { "no longer counts" };
            (Tone::Turn, format!("{} {counts} in consensus", staker()))
        }
        "signing_address_set" => {
            let next = fact.text("next_signing_change");
            if next.is_empty() {
                return None;
            }
            (Tone::Plain, format!("it can change again from {} on", teller.calendar.written(next)))
        }
        _ => return None,
    };
    Some(Line::new(tone, text))
}
