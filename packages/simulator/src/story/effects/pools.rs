//! What the pool-registry reports.

use tributary_types::pool_registry::{PoolResponse, PoolState};

use crate::story::facts::Fact;
use crate::story::money::{percent, Unit};
use crate::story::spoken::licenses;
use crate::story::teller::Teller;
use crate::story::tone::{Line, Tone};

pub(super) fn line(teller: &Teller, fact: &Fact) -> Option<Line> {
    let (tone, text) = match fact.name.as_str() {
        "pool_registered" => (Tone::Quiet, described(fact)?),
        "rewards_booked" => (Tone::Quiet, booked(teller, fact)?),
        "delegated" => (Tone::Plain, delegated(teller, fact)),
        "license_changed" => (Tone::Plain, license_changed(teller, fact)),
        "undelegated" => (Tone::Plain, opened(teller, fact, "undelegation", "be paid", "pool")),
        "delegation_transferred" => (Tone::Plain, opened(teller, fact, "transfer", "arrive", "from_pool")),
        "transfer_cancelled" => (Tone::Plain, cancelled(teller, fact)),
        "rewards_withdrawn" if fact.amount("amount").is_zero() => {
            (Tone::Plain, format!("nothing is owed to {}", teller.subject(fact, "delegator")))
        }
        "rewards_withdrawn" => (Tone::Paid, withdrawn(teller, fact)),
        "rewards_redelegated" => (Tone::Paid, redelegated(teller, fact)),
        "pool_state_changed" => (Tone::Turn, state(teller, fact)),
        "commission_change_requested" => (Tone::Turn, requested(teller, fact)),
        "commission_changed" => {
            let rate = percent(fact.ppm("commission_ppm"));
            (Tone::Turn, format!("{} takes {rate} of what arrives from now on", teller.pool_of(fact, "pool")))
        }
        _ => rare(teller, fact)?,
    };
    Some(Line::new(tone, text))
}

fn opened(teller: &Teller, fact: &Fact, item: &str, can: &str, pool: &str) -> String {
    let left = left(teller, fact, pool);
    format!("{item} {} can {can} from {} on; {left}", fact.text("id"), teller.release(fact))
}

fn cancelled(teller: &Teller, fact: &Fact) -> String {
    let (id, amount, release) = (fact.text("id"), teller.paid(fact, "amount"), teller.release(fact));
    format!("it becomes undelegation {id} of {amount}, which can be paid from {release} on")
}

fn requested(teller: &Teller, fact: &Fact) -> String {
    let (pool, now) = (teller.pool_of(fact, "pool"), percent(fact.ppm("commission_ppm")));
    let (from, until) = (teller.release(fact), teller.calendar.written(fact.text("expires")));
    format!("{pool} takes {now} now; the new commission can be put in force from {from} until {until}")
}

fn rare(teller: &Teller, fact: &Fact) -> Option<(Tone, String)> {
    match fact.name.as_str() {
        "coinbase_short" => {
            let missing = teller.paid(fact, "missing");
            Some((
                Tone::Failed,
                format!("the coinbase of {} is {missing} short", teller.pool_of(fact, "pool")),
            ))
        }
        "operator_liquidated" => {
            let (stake, pool) = (teller.paid(fact, "stake"), teller.pool_of(fact, "pool"));
            let locked = match fact.amount("surplus").is_zero() {
                true => String::new(),
                false => {
                    format!(", {} of them locked until licences are stable", teller.paid(fact, "surplus"))
                }
            };
            Some((Tone::Plain, format!("{stake} of the operator's own are left in {pool}{locked}")))
        }
        "hook_missed" => {
            let hook = teller.subject(fact, "hook");
            Some((
                Tone::Failed,
                format!("{hook} did not take the news of {}", teller.subject(fact, "delegator")),
            ))
        }
        "hooks_synced" => Some((Tone::Plain, format!("they are told {}", teller.paid(fact, "stake")))),
        _ => None,
    }
}

fn described(fact: &Fact) -> Option<String> {
    let url = fact.text("metadata_url");
    (!url.is_empty()).then(|| format!("the pool describes itself at {url}"))
}

fn booked(teller: &Teller, fact: &Fact) -> Option<String> {
    if fact.amount("amount").is_zero() {
        return None;
    }
    let (amount, commission) = (teller.paid(fact, "amount"), teller.paid(fact, "commission"));
    let end = of(teller, fact.text("pool")).and_then(|pool| pool.release_end.as_ref());
    let end = end.map(|end| format!("; the rest is released until {}", teller.calendar.point(end)));
    let end = end.unwrap_or_default();
    Some(format!(
        "{} books {amount} that have arrived, {commission} of them commission{end}",
        teller.pool_of(fact, "pool")
    ))
}

fn delegated(teller: &Teller, fact: &Fact) -> String {
    let (who, pool) = (teller.subject(fact, "delegator"), teller.pool_of(fact, "pool"));
    let (stake, total) = (teller.paid(fact, "stake"), teller.paid(fact, "pool_stake"));
    let arrived = match fact.text("source") {
        "transfer" => format!("{} arrive; ", teller.paid(fact, "amount")),
        _ => String::new(),
    };
    format!("{arrived}{who} holds {stake} in {pool}, which has {total}{}", room(teller, fact))
}

fn license_changed(teller: &Teller, fact: &Fact) -> String {
    if fact.text("licenses") == "0" {
        return left(teller, fact, "pool");
    }
    let (who, pool) = (teller.subject(fact, "delegator"), teller.pool_of(fact, "pool"));
    let (stake, total) = (teller.paid(fact, "stake"), teller.paid(fact, "pool_stake"));
    let count = licenses(fact.text("licenses"));
    format!("{who} holds {stake} in {pool}, {count} included; the pool has {total}{}", room(teller, fact))
}

fn room(teller: &Teller, fact: &Fact) -> String {
    let room = of(teller, fact.text("pool")).map(|pool| {
        let unit = Unit::of(teller.cast.denom(teller.called).unwrap_or_default());
        format!(" and room for {}", unit.coins(pool.capacity_left))
    });
    room.unwrap_or_default()
}

fn left(teller: &Teller, fact: &Fact, pool: &str) -> String {
    let who = teller.subject(fact, "delegator");
    let stake = match fact.amount("stake").is_zero() {
        true => "nothing".to_owned(),
        false => teller.paid(fact, "stake"),
    };
    let total = teller.paid(fact, "pool_stake");
    format!("{who} keeps {stake} in {}, which has {total}", teller.pool_of(fact, pool))
}

fn withdrawn(teller: &Teller, fact: &Fact) -> String {
    let who = teller.subject(fact, "delegator");
    let commission = match fact.amount("commission").is_zero() {
        true => String::new(),
        false => format!(", {} of them commission", teller.paid(fact, "commission")),
    };
    format!("{who} is paid {}{commission}", teller.paid(fact, "amount"))
}

fn redelegated(teller: &Teller, fact: &Fact) -> String {
    let fee = match fact.amount("fee").is_zero() {
        true => String::new(),
        false => format!(", {} earns {}", teller.subject(fact, "fee_recipient"), teller.paid(fact, "fee")),
    };
    let commission = match fact.amount("commission").is_zero() {
        true => String::new(),
        false => format!(" ({} of them commission)", teller.paid(fact, "commission")),
    };
    format!("{} of rewards become stake{commission}{fee}", teller.paid(fact, "amount"))
}

fn state(teller: &Teller, fact: &Fact) -> String {
    let pool = teller.pool_of(fact, "pool");
    let (own, total) = (teller.paid(fact, "self_stake"), teller.paid(fact, "pool_stake"));
    let state = fact.text("state");
    if state == PoolState::Active.name() {
        format!("{pool} is active again: its operator holds {own} of {total}")
    } else if state == PoolState::Retired.name() {
        format!("{pool} is retired: its operator holds nothing any more")
    } else {
        format!("{pool} is broken: its operator holds too little, {own} of {total}")
    }
}

fn of<'a>(teller: &'a Teller, operator: &str) -> Option<&'a PoolResponse> {
    let pools = teller.look.pools.iter().map(|look| &look.pool);
    pools.into_iter().find(|pool| pool.pool.as_str() == operator)
}
