//! What becomes of unbonds and transfers, by whichever contract they were finalised.

use crate::story::facts::Fact;
use crate::story::spoken::licenses_are;
use crate::story::teller::Teller;
use crate::story::tone::{Line, Tone};

/// `through_pools`: the pool-registry was called, which tells of arrived transfers itself.
pub(super) fn line(teller: &Teller, fact: &Fact, through_pools: bool) -> Option<Line> {
    let (tone, text) = match fact.name.as_str() {
        "unbond_finalized" => (Tone::Paid, unbond(teller, fact)),
        "transfer_finalized" if through_pools => (Tone::Paid, brought(teller, fact)?),
        "transfer_finalized" => (Tone::Paid, transfer(teller, fact)),
        "finalize_skipped" => (Tone::Refused, skipped(fact, through_pools)),
        "unbond_redirected" => (
            Tone::Plain,
            format!("unbond {} will be paid to {}", fact.text("id"), teller.subject(fact, "recipient")),
        ),
        "item_liquidated" => (Tone::Turn, taken(teller, fact)),
        "liquidated" => (Tone::Turn, liquidated(teller, fact)),
        "revenue_forwarded" => {
            (Tone::Paid, format!("{} gets {}", teller.subject(fact, "treasury"), teller.paid(fact, "amount")))
        }
        _ => return None,
    };
    Some(Line::new(tone, text))
}

fn fee(teller: &Teller, fact: &Fact) -> String {
    match fact.amount("fee").is_zero() {
        true => String::new(),
        false => format!(", {} earns {}", teller.subject(fact, "fee_recipient"), teller.paid(fact, "fee")),
    }
}

fn net(teller: &Teller, fact: &Fact) -> String {
    teller.coins(fact.amount("amount").saturating_sub(fact.amount("fee")))
}

fn unbond(teller: &Teller, fact: &Fact) -> String {
    let (id, whom) = (fact.text("id"), teller.subject(fact, "recipient"));
    let is_pool = teller.look.pools.iter().any(|look| look.pool.pool.as_str() == fact.text("staker"));
    let from = match (is_pool, fact.text("staker") == fact.text("recipient")) {
        (true, _) => format!(" from {}", teller.pool_of(fact, "staker")),
        (false, true) => String::new(),
        (false, false) => format!(" from staker {}", teller.subject(fact, "staker")),
    };
    format!("{id}: {whom} gets {} back{from}{}", net(teller, fact), fee(teller, fact))
}

fn transfer(teller: &Teller, fact: &Fact) -> String {
    let (id, owner) = (fact.text("id"), teller.subject(fact, "owner"));
    let to = teller.subject(fact, "to");
    format!("{id}: {} of {owner} reach {to}{}", net(teller, fact), fee(teller, fact))
}

fn brought(teller: &Teller, fact: &Fact) -> Option<String> {
    let finaliser = teller.subject(fact, "fee_recipient");
    let earned =
        || format!("{finaliser} earns {} for transfer {}", teller.paid(fact, "fee"), fact.text("id"));
    (!fact.amount("fee").is_zero()).then(earned)
}

fn skipped(fact: &Fact, through_pools: bool) -> String {
    let why = match fact.text("reason") {
        "unknown" => "there is none",
        "locked" => "it is not due yet",
        "destination" => "its destination does not take it",
        other => other,
    };
    let kind = match fact.text("kind") {
        "unbond" if through_pools => "undelegation",
        kind => kind,
    };
    format!("{kind} {} is skipped: {why}", fact.text("id"))
}

fn taken(teller: &Teller, fact: &Fact) -> String {
    let item = format!("{} {}", fact.text("kind"), fact.text("id"));
    let taken = teller.paid(fact, "taken");
    match fact.amount("amount").is_zero() {
        true => format!("all {taken} of {item} are taken"),
        false => format!("{taken} of {item} are taken, {} are left", teller.paid(fact, "amount")),
    }
}

fn liquidated(teller: &Teller, fact: &Fact) -> String {
    let staker = teller.subject(fact, "staker");
    let missing = match fact.amount("left").is_zero() {
        true => String::new(),
        false => format!(", {} more were not there to take", teller.paid(fact, "left")),
    };
    let burned = match fact.text("burned") {
        "" | "0" => String::new(),
        count if fact.amount("surplus").is_zero() => format!("; {} burned", licenses_are(count)),
        count => {
            let surplus = teller.paid(fact, "surplus");
            format!("; {} burned, of which {surplus} stay with {staker}", licenses_are(count))
        }
    };
    format!("{} are taken from {staker} and become revenue{missing}{burned}", teller.paid(fact, "taken"))
}
