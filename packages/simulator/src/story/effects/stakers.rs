//! What the staker-registry reports to solo stakers, and of the licences that it keeps.

use crate::story::facts::Fact;
use crate::story::spoken::licenses;
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
        _ => license(teller, fact)?,
    };
    Some(Line::new(tone, text))
}

fn license(teller: &Teller, fact: &Fact) -> Option<(Tone, String)> {
    let (id, bonder) = (fact.text("token_id"), || teller.subject(fact, "bonder"));
    let count = || licenses(fact.text("licenses"));
    Some(match fact.name.as_str() {
        "license_contract_set" => {
            (Tone::Plain, format!("each of them counts as {}", teller.paid(fact, "coins_per_license")))
        }
        "license_bonded" => {
            let staker = teller.staker(fact.text("staker"));
            let role = fact.text("role").replace('_', " ");
            let text = format!("licence {id} stands for {staker} as {role}; {staker} has {} bonded", count());
            (Tone::Plain, text)
        }
        "license_unbonded" => {
            let (staker, release) = (teller.staker(fact.text("staker")), teller.release(fact));
            let text =
                format!("licence {id} can be released from {release} on; {staker} has {} bonded", count());
            (Tone::Plain, text)
        }
        "license_released" if fact.amount("surplus").is_zero() => {
            (Tone::Paid, format!("{} has licence {id} back", bonder()))
        }
        "license_released" => {
            let surplus = teller.paid(fact, "surplus");
            (Tone::Paid, format!("{} gets {surplus}, which a fault had left of licence {id}", bonder()))
        }
        "surplus_liquidated" => {
            let (taken, left) = (teller.paid(fact, "taken"), teller.paid(fact, "surplus"));
            (
                Tone::Turn,
                format!("{taken} of what a fault had left of licence {id} are taken; {left} are left"),
            )
        }
        "license_burned" if fact.amount("surplus").is_zero() => {
            (Tone::Turn, format!("licence {id} of {} is burned", bonder()))
        }
        "license_burned" => {
            let surplus = teller.paid(fact, "surplus");
            let text =
                format!("licence {id} of {} is burned; {surplus} of it wait for its release", bonder());
            (Tone::Turn, text)
        }
        _ => return None,
    })
}
