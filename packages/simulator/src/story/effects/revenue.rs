//! What treasury-decay reports.

use crate::story::facts::Fact;
use crate::story::money::{percent, Unit};
use crate::story::teller::{listed, Teller};
use crate::story::tone::{Line, Tone};
use crate::story::when::counted;

const NANOS: u64 = 1_000_000_000;

/// Millionths in a hundredth of a per cent.
const PPM_PER_BPS: u64 = 100;

pub(super) fn line(teller: &Teller, fact: &Fact) -> Option<Line> {
    let (tone, text) = match fact.name.as_str() {
        // The pool-registry tells of the stake itself; only a missed change has a consequence here.
        "stake_recorded" if fact.amount("forfeited").is_zero() => return None,
        "stake_recorded" => {
            let (lost, who) = (teller.paid(fact, "forfeited"), teller.subject(fact, "delegator"));
            (
                Tone::Turn,
                format!("{lost} of what {who} earned become friction: a change of its stake was missed"),
            )
        }
        "revenue_received" => (Tone::Plain, received(teller, fact)),
        "user_settled" => (Tone::Plain, settled(teller, fact)),
        "pool_collected" => (Tone::Paid, collected(teller, fact)),
        "share_claimed" if fact.amount("amount").is_zero() => {
            (Tone::Plain, format!("nothing is owed to {}", teller.subject(fact, "user")))
        }
        "share_claimed" => {
            let (who, amount) = (teller.subject(fact, "user"), teller.paid(fact, "amount"));
            (Tone::Paid, format!("{who} gets {amount} that its own stake earned"))
        }
        "user_share_set" => {
            let share = percent(fact.count("share_bps").saturating_mul(PPM_PER_BPS));
            (
                Tone::Turn,
                format!(
                    "{} leaves {share} of its revenue to its users from now on",
                    teller.pool_of(fact, "pool")
                ),
            )
        }
        "epoch_rolled" => (Tone::Turn, rolled(teller, fact)),
        "identity_changed" => {
            let counts = if fact.text("identified") == "true" { "counts" } else { "does not count" };
            (Tone::Turn, format!("{} {counts} as identified", teller.subject(fact, "user")))
        }
        _ => owner(teller, fact)?,
    };
    Some(Line::new(tone, text))
}

/// What the owner did.
fn owner(teller: &Teller, fact: &Fact) -> Option<(Tone, String)> {
    let to = || teller.subject(fact, "to");
    match fact.name.as_str() {
        "treasury_spent" => {
            let (amount, left) = (teller.paid(fact, "amount"), teller.paid(fact, "balance"));
            Some((Tone::Paid, format!("{} gets {amount}; the treasury has {left}", to())))
        }
        "other_spent" => {
            let amount = Unit::of(&teller.who(fact.text("asset"))).coins(fact.amount("amount"));
            Some((Tone::Paid, format!("{} gets {amount}", to())))
        }
        _ => super::config::line(teller, fact).map(|line| (line.tone, line.text)),
    }
}

/// `8 STAKE are for the stakes, released until day 3, 00:00; 2 STAKE are burned`.
fn received(teller: &Teller, fact: &Fact) -> String {
    let end = fact.count("release_end").checked_div(NANOS).unwrap_or_default();
    let release = match end > teller.look.time {
        true => format!(", released until {}", teller.calendar.moment(end)),
        false => ", released at once".to_owned(),
    };
    let parts = [
        ("distributed", format!("are for the stakes{release}")),
        ("burned", "are burned".to_owned()),
        ("to_treasury", "are the treasury's".to_owned()),
    ];
    let parts = parts.iter().filter(|(key, _)| !fact.amount(key).is_zero());
    let parts: Vec<_> = parts.map(|(key, what)| format!("{} {what}", teller.paid(fact, key))).collect();
    parts.join("; ")
}

fn settled(teller: &Teller, fact: &Fact) -> String {
    let friction = match fact.amount("to_treasury").is_zero() {
        true => "no friction".to_owned(),
        false => format!("{} of friction for the treasury", teller.paid(fact, "to_treasury")),
    };
    let left = match fact.count("remaining") {
        0 => String::new(),
        count => format!("; {} to go", counted(count, "threshold")),
    };
    format!("{} is settled, {friction}{left}", teller.subject(fact, "user"))
}

fn collected(teller: &Teller, fact: &Fact) -> String {
    let pool = teller.pool_of(fact, "pool");
    let sent = match fact.amount("amount").is_zero() {
        true => format!("nothing is sent to {pool}"),
        false => format!("{} are sent to the coinbase of {pool}", teller.paid(fact, "amount")),
    };
    let credited = match fact.amount("credited") == fact.amount("amount") {
        true => String::new(),
        false => format!(", {} of them credited just now", teller.paid(fact, "credited")),
    };
    let unfinished = fact.text("unfinished").split(',').filter(|user| !user.is_empty());
    let unfinished: Vec<_> = unfinished.map(|user| teller.who(user)).collect();
    match unfinished.len() {
        0 => format!("{sent}{credited}"),
        1 => format!("{sent}{credited}; {} is not settled to the end", listed(&unfinished)),
        _ => format!("{sent}{credited}; {} are not settled to the end", listed(&unfinished)),
    }
}

fn rolled(teller: &Teller, fact: &Fact) -> String {
    let (epoch, end) = (fact.text("epoch"), teller.calendar.written(fact.text("ends_at")));
    let threshold = match fact.amount("threshold").is_zero() {
        true => "no threshold and so no friction".to_owned(),
        false => format!("the threshold {}", teller.paid(fact, "threshold")),
    };
    format!("epoch {epoch} has {threshold}; it ends at {end}")
}
