//! What boosted-staking reports.

use cosmwasm_std::{Addr, Uint256};
use tributary_types::boosted_staking::CONTRACT;

use crate::story::facts::Fact;
use crate::story::money::{grouped, Unit};
use crate::story::teller::Teller;
use crate::story::tone::{Line, Tone};
use crate::story::vaults::{Vault, VaultUser};
use crate::story::when::counted;

/// Fractional digits of a boost.
const DIGITS: usize = 6;

/// `facts`: everything that happened in the step.
pub(super) fn line(teller: &Teller, fact: &Fact, facts: &[Fact]) -> Option<Line> {
    let user = || teller.subject(fact, "user");
    let (tone, text) = match fact.name.as_str() {
        "staked" => (Tone::Plain, staked(teller, fact, facts)),
        "position_matured" => (Tone::Turn, matured(teller, fact)),
        "withdrawn" => (Tone::Paid, format!("{} gets {} back", user(), stake(teller, fact, "amount"))),
        "batch_claimed" if fact.amount("amount").is_zero() => return None,
        "batch_claimed" => (Tone::Quiet, batch(teller, fact)),
        "claimed" if fact.amount("amount").is_zero() => {
            (Tone::Plain, format!("nothing has vested for {} that was not claimed", user()))
        }
        "claimed" => (Tone::Paid, format!("{} gets {}", user(), reward(teller, fact, "amount"))),
        "funded" => (Tone::Plain, format!("{} of rewards are there so far", reward(teller, fact, "funded"))),
        "boost_changed" if matters(teller, fact, facts) => (Tone::Plain, boosted(teller, fact)),
        _ => rare(teller, fact)?,
    };
    Some(Line::new(tone, text))
}

fn rare(teller: &Teller, fact: &Fact) -> Option<(Tone, String)> {
    match fact.name.as_str() {
        "advanced" => {
            let (day, weight) = (grouped(fact.text("day")), weight(teller, fact, "total_weight"));
            Some((Tone::Plain, format!("{day} days of the programme have passed; all stakes weigh {weight}")))
        }
        "unused_swept" => {
            let (to, amount) = (teller.subject(fact, "to"), reward(teller, fact, "amount"));
            Some((Tone::Paid, format!("{to} gets {amount} that nobody earned")))
        }
        "paused" => Some((Tone::Plain, "nobody can stake; everything else goes on".to_owned())),
        "unpaused" => Some((Tone::Plain, "everybody can stake again".to_owned())),
        _ => super::config::line(teller, fact).map(|line| (line.tone, line.text)),
    }
}

fn stake(teller: &Teller, fact: &Fact, key: &str) -> String {
    Unit::of(teller.cast.denom(&fact.by).unwrap_or_default()).coins(fact.amount(key))
}

fn reward(teller: &Teller, fact: &Fact, key: &str) -> String {
    Unit::of(teller.cast.reward(&fact.by).unwrap_or_default()).coins(fact.amount(key))
}

/// Weights have the size of what is staked, but are no coins.
fn weight(teller: &Teller, fact: &Fact, key: &str) -> String {
    weighed(teller, fact, fact.text(key).parse().unwrap_or_default())
}

fn weighed(teller: &Teller, fact: &Fact, weight: Uint256) -> String {
    Unit::of(teller.cast.denom(&fact.by).unwrap_or_default()).exact(weight)
}

fn vault<'a>(teller: &'a Teller, fact: &Fact) -> Option<&'a Vault> {
    teller.look.vaults.iter().find(|vault| vault.contract == fact.by)
}

fn user<'a>(teller: &'a Teller, fact: &Fact, user: &Addr) -> Option<&'a VaultUser> {
    vault(teller, fact)?.users.iter().find(|of| of.user == *user)
}

fn staked(teller: &Teller, fact: &Fact, facts: &[Fact]) -> String {
    let [of, all] = ["weight", "total_weight"].map(|key| weight(teller, fact, key));
    let (id, end) = (fact.text("position_id"), teller.calendar.written(fact.text("ends_at")));
    // Whoever stakes has what vests sooner; what matured just now is told with its end.
    let told = facts.iter().any(|of| of.by == fact.by && of.is(CONTRACT, "position_matured"));
    let staker = user(teller, fact, &fact.address("user")).filter(|_| !told);
    let vesting = staker.into_iter().flat_map(|user| &user.batches);
    let vesting = vesting.filter(|batch| batch.vested < batch.total).map(|batch| batch.fully_vested_at);
    let sooner = vesting
        .max()
        .map(|end| format!("; all that vests has vested by {} now", teller.calendar.moment(end.seconds())));
    let sooner = sooner.unwrap_or_default();
    format!("position {id} is locked until {end} and weighs {of} of {all} in all{sooner}")
}

fn matured(teller: &Teller, fact: &Fact) -> String {
    let (id, user_name) = (fact.text("position_id"), teller.subject(fact, "user"));
    let (end, earned) = (teller.calendar.written(fact.text("ended_at")), reward(teller, fact, "reward"));
    let of = user(teller, fact, &fact.address("user"));
    let batch = of.and_then(|of| of.batches.iter().find(|batch| batch.position_id.to_string() == id));
    let vests = match batch.filter(|batch| batch.vested < batch.total) {
        Some(batch) => {
            format!(", which have vested by {}", teller.calendar.moment(batch.fully_vested_at.seconds()))
        }
        None => String::new(),
    };
    format!("position {id} of {user_name} matured at {end} and earned {earned}{vests}")
}

fn batch(teller: &Teller, fact: &Fact) -> String {
    let [paid, claimed, total] = ["amount", "claimed", "total"].map(|key| reward(teller, fact, key));
    let id = fact.text("position_id");
    match (paid == claimed, claimed == total) {
        (true, true) => format!("{paid} for position {id}, which is all"),
        (false, true) => format!("{paid} for position {id}, the rest of {total}"),
        (true, false) => format!("{paid} for position {id}, of {total}"),
        (false, false) => format!("{paid} for position {id}, {claimed} of {total} so far"),
    }
}

/// A boost alone weighs nothing: it is told to whoever asked for it, deposited an NFT, or has an open stake.
fn matters(teller: &Teller, fact: &Fact, facts: &[Fact]) -> bool {
    let who = fact.address("user");
    let deposited =
        |of: &Fact| of.by == fact.by && of.is(CONTRACT, "nft_deposited") && of.address("user") == who;
    let has_stake = || user(teller, fact, &who).is_some_and(|user| user.open().next().is_some());
    *teller.called == fact.by || facts.iter().any(deposited) || has_stake()
}

fn boosted(teller: &Teller, fact: &Fact) -> String {
    let (nfts, score) = (counted(fact.count("nfts"), "NFT"), grouped(fact.text("loyalty")));
    let (who, boost) = (teller.subject(fact, "user"), short(fact.text("boost")));
    let of = user(teller, fact, &fact.address("user")).map(VaultUser::weight).filter(|of| !of.is_zero());
    let all = vault(teller, fact).map(|vault| vault.totals.total_weight).unwrap_or_default();
    let weight = of.map(|of| {
        let [of, all] = [of, all].map(|weight| weighed(teller, fact, weight));
        format!("; its stake weighs {of} of {all} in all")
    });
    let weight = weight.unwrap_or_default();
    format!("{nfts} and a score of {score} give {who} a boost of {boost}{weight}")
}

/// A fraction, cut.
fn short(fraction: &str) -> &str {
    let point = fraction.find('.').unwrap_or(fraction.len());
    let kept = fraction.get(..point.saturating_add(DIGITS).saturating_add(1)).unwrap_or(fraction);
    match kept.contains('.') {
        true => kept.trim_end_matches('0').trim_end_matches('.'),
        false => kept,
    }
}
