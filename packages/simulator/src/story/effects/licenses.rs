//! What the licence contract reports.

use crate::story::facts::Fact;
use crate::story::spoken::licenses;
use crate::story::teller::Teller;
use crate::story::tone::{Line, Tone};

pub(super) fn line(teller: &Teller, fact: &Fact) -> Option<Line> {
    let (tone, text) = match fact.name.as_str() {
        "license_transferred" => (Tone::Plain, transferred(teller, fact)),
        // Of a liquidation the staker-registry tells, and more.
        "license_burned" if *teller.called == fact.by => (Tone::Plain, burned(teller, fact)),
        "license_redeemed" => {
            let (owner, amount) = (teller.subject(fact, "owner"), teller.paid(fact, "amount"));
            (Tone::Paid, format!("{owner} gets {amount}; the reserve has {}", teller.paid(fact, "reserve")))
        }
        "licenses_liquidated" => {
            let (released, reserve) = (teller.paid(fact, "released"), teller.paid(fact, "reserve"));
            (Tone::Plain, format!("the reserve gives {released} for what was burned and has {reserve}"))
        }
        "reserve_funded" => (Tone::Plain, format!("the reserve has {}", teller.paid(fact, "reserve"))),
        "funding_reclaimed" => {
            let (funder, amount) = (teller.subject(fact, "funder"), teller.paid(fact, "amount"));
            (
                Tone::Paid,
                format!("{funder} gets {amount} back; the reserve has {}", teller.paid(fact, "reserve")),
            )
        }
        "stage_opened" => (Tone::Turn, opened(teller, fact)),
        "licenses_imported" => {
            let count = licenses(fact.text("count"));
            (Tone::Plain, format!("{count} so far, with the digest {}", fact.text("digest")))
        }
        "paused" => (Tone::Plain, "nothing is minted; everything else goes on".to_owned()),
        "unpaused" => (Tone::Plain, "licences can be minted again".to_owned()),
        "hook_failed" => {
            let (hook, owner) = (teller.subject(fact, "hook"), teller.subject(fact, "owner"));
            (Tone::Failed, format!("{hook} did not take the news of {owner}"))
        }
        _ => return super::config::line(teller, fact),
    };
    Some(Line::new(tone, text))
}

fn transferred(teller: &Teller, fact: &Fact) -> String {
    let (from, to) = (teller.subject(fact, "from"), teller.subject(fact, "to"));
    let (left, got) = (licenses(fact.text("from_balance")), licenses(fact.text("to_balance")));
    format!("{from} holds {left} now, {to} {got}")
}

fn burned(teller: &Teller, fact: &Fact) -> String {
    let (holder, balance) = (teller.subject(fact, "holder"), licenses(fact.text("balance")));
    format!("{holder} holds {balance} now; {} left of all", licenses(fact.text("live")))
}

fn opened(teller: &Teller, fact: &Fact) -> String {
    let excess = match fact.amount("excess").is_zero() {
        true => String::new(),
        false => format!("; {} more are for the funders to take back", teller.paid(fact, "excess")),
    };
    let (stage, live) = (fact.text("stage"), licenses(fact.text("live")));
    format!(
        "the licences are in stage {stage}: {live}, a reserve of {}{excess}",
        teller.paid(fact, "reserve")
    )
}
