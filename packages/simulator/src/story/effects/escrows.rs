//! What joint-staking reports.

use tributary_types::joint_staking::{AgreementResponse, CONTRACT};

use crate::story::escrows::Escrow;
use crate::story::facts::Fact;
use crate::story::money::{bps, grouped, Unit};
use crate::story::refusals;
use crate::story::teller::{listed, Teller};
use crate::story::tone::{Line, Tone};
use crate::story::when::counted;

/// `facts`: everything that happened in the step.
pub(super) fn line(teller: &Teller, fact: &Fact, facts: &[Fact]) -> Option<Line> {
    let party = || teller.subject(fact, "party");
    let (tone, text) = match fact.name.as_str() {
        "agreement_started" => (Tone::Turn, started(teller, fact)),
        "rewards_claimed" if fact.amount("amount").is_zero() => {
            (Tone::Plain, format!("agreement {} has nothing for {} to claim", number(fact), party()))
        }
        "rewards_claimed" => (Tone::Paid, claimed(teller, fact)),
        "agreement_settled" => (Tone::Turn, settled(teller, fact)),
        "agreement_terminated" => (Tone::Turn, terminated(teller, fact)),
        "exit_consented" => (Tone::Plain, consented(teller, fact, facts)?),
        "principal_released" => (Tone::Paid, released(teller, fact)),
        "undelegation_started" => (Tone::Plain, leaves(teller, fact)),
        "delegation_refused" => (Tone::Turn, refused(teller, fact)),
        "rewards_funded" | "pool_rewards_collected" => (Tone::Plain, funded(teller, fact)),
        "revenue_forwarded" => (Tone::Paid, forwarded(teller, fact)),
        _ => rare(teller, fact, facts)?,
    };
    Some(Line::new(tone, text))
}

fn rare(teller: &Teller, fact: &Fact, facts: &[Fact]) -> Option<(Tone, String)> {
    Some(match fact.name.as_str() {
        "offer_opened" => (Tone::Plain, opened(teller, fact)),
        "offer_edited" => (Tone::Plain, edited(teller, fact)),
        "offer_cancelled" => (Tone::Turn, cancelled(fact, facts)?),
        "device_suspended" | "device_resumed" => (Tone::Turn, uptime(teller, fact)),
        "advanced" => {
            let (ends, until) = (counted(fact.count("ends"), "end"), fact.count("until_secs"));
            (Tone::Plain, format!("{ends} passed; all is counted up to {}", teller.calendar.moment(until)))
        }
        "config_updated" => (Tone::Plain, config(teller, fact)),
        "paused" => {
            (Tone::Plain, "nobody opens, changes or accepts an offer; everything else goes on".to_owned())
        }
        "unpaused" => (Tone::Plain, "offers can be opened, changed and accepted again".to_owned()),
        _ => return super::config::line(teller, fact).map(|line| (line.tone, line.text)),
    })
}

fn number(fact: &Fact) -> &str {
    fact.text("agreement_id")
}

fn stake(teller: &Teller, fact: &Fact, key: &str) -> String {
    Unit::of(teller.cast.denom(&fact.by).unwrap_or_default()).coins(fact.amount(key))
}

fn unit(teller: &Teller, fact: &Fact) -> Unit {
    Unit::of(teller.cast.reward(&fact.by).unwrap_or_default())
}

fn reward(teller: &Teller, fact: &Fact, key: &str) -> String {
    unit(teller, fact).coins(fact.amount(key))
}

fn escrow<'a>(teller: &'a Teller, fact: &Fact) -> Option<&'a Escrow> {
    teller.look.escrows.iter().find(|escrow| escrow.contract == fact.by)
}

fn agreement<'a>(teller: &'a Teller, fact: &Fact) -> Option<&'a AgreementResponse> {
    escrow(teller, fact)?.agreement(fact.count("agreement_id"))
}

fn share(fact: &Fact) -> String {
    bps(u32::try_from(fact.count("owner_share_bps")).unwrap_or_default())
}

fn opened(teller: &Teller, fact: &Fact) -> String {
    format!("offer {}{}", fact.text("offer_id"), worth(teller, fact))
}

/// What an open offer would earn.
fn worth(teller: &Teller, fact: &Fact) -> String {
    let offers = escrow(teller, fact).into_iter().flat_map(|escrow| &escrow.offers);
    let offer = offers.into_iter().find(|offer| offer.offer_id == fact.count("offer_id"));
    let base = offer.map(|offer| unit(teller, fact).coins(offer.base_reward));
    base.map_or_else(|| " is open".to_owned(), |base| format!(" would earn {base} a day, before scaling"))
}

fn edited(teller: &Teller, fact: &Fact) -> String {
    let days = counted(fact.count("lock_days"), "day");
    let (revision, stake) = (grouped(fact.text("revision")), stake(teller, fact, "required_stake"));
    format!(
        "at revision {revision} it asks for {stake} over {days}, leaves {} to the owner and{}",
        share(fact),
        worth(teller, fact)
    )
}

/// Of an offer that was taken back the call itself tells.
fn cancelled(fact: &Fact, facts: &[Fact]) -> Option<String> {
    let changed = facts.iter().any(|of| of.by == fact.by && of.is(CONTRACT, "device_updated"));
    changed.then(|| format!("offer {} of it is cancelled", fact.text("offer_id")))
}

fn uptime(teller: &Teller, fact: &Fact) -> String {
    let down = fact.name == "device_suspended";
    let all = format!("all that earn have {} a day before scaling", reward(teller, fact, "weight"));
    match (number(fact), down) {
        ("", true) => "nobody can offer or accept it".to_owned(),
        ("", false) => "it can be offered and accepted again".to_owned(),
        (id, true) => format!("agreement {id} earns nothing meanwhile, and its lock goes on; {all}"),
        (id, false) => format!("agreement {id} goes on; {all}"),
    }
}

fn started(teller: &Teller, fact: &Fact) -> String {
    let (owner, staker) = (teller.subject(fact, "owner"), teller.subject(fact, "staker"));
    let (base, all) = (reward(teller, fact, "base_reward"), reward(teller, fact, "weight"));
    format!(
        "agreement {} of {owner} and {staker} on device {} runs until {} and earns {base} a day before scaling, of \
         {all} in all; {} of it are for {owner}",
        number(fact),
        fact.text("device"),
        teller.calendar.moment(fact.count("end_secs")),
        share(fact)
    )
}

fn claimed(teller: &Teller, fact: &Fact) -> String {
    let (who, amount) = (teller.subject(fact, "party"), reward(teller, fact, "amount"));
    match fact.amount("amount") == fact.amount("claimed") {
        true => format!("{who} gets {amount}"),
        false => format!("{who} gets {amount}, {} so far", reward(teller, fact, "claimed")),
    }
}

/// What becomes of the principal.
fn returned(teller: &Teller, fact: &Fact) -> String {
    let staker = agreement(teller, fact).map(|agreement| teller.who(agreement.staker.as_str()));
    let staker = staker.unwrap_or_else(|| "the staker".to_owned());
    let amount = stake(teller, fact, "principal_returned");
    if !fact.text("pool").is_empty() {
        return format!("{amount} of {staker} have to leave {} first", teller.pool_of(fact, "pool"));
    }
    match fact.amount("principal_returned").is_zero() {
        true => format!("nothing of the principal is left for {staker}"),
        false => format!("{staker} gets {amount} back"),
    }
}

fn settled(teller: &Teller, fact: &Fact) -> String {
    let earned = reward(teller, fact, "rewards_total");
    format!("agreement {} has earned {earned}; {}", number(fact), returned(teller, fact))
}

fn terminated(teller: &Teller, fact: &Fact) -> String {
    let (id, earned) = (number(fact), reward(teller, fact, "rewards_total"));
    let of = agreement(teller, fact);
    let who = |of: &AgreementResponse| match fact.text("ended_by") {
        "owner" => teller.who(of.owner.as_str()),
        "staker" => teller.who(of.staker.as_str()),
        _ => format!("{} and {} together", teller.who(of.owner.as_str()), teller.who(of.staker.as_str())),
    };
    let who = of.map(who).unwrap_or_else(|| fact.text("ended_by").to_owned());
    let paid = [
        (reward(teller, fact, "from_rewards"), "from_rewards", "out of what was not claimed"),
        (stake(teller, fact, "from_principal"), "from_principal", "out of the principal"),
        (reward(teller, fact, "from_coins"), "from_coins", "out of what was brought"),
    ];
    let paid = paid.into_iter().filter(|(_, key, _)| !fact.amount(key).is_zero());
    let paid: Vec<_> = paid.map(|(amount, _, from)| format!("{amount} {from}")).collect();
    let penalty = match paid.is_empty() {
        true => "no penalty".to_owned(),
        false => format!("a penalty of {}", listed(&paid)),
    };
    format!(
        "agreement {id} is ended by {who} with {penalty}, and has earned {earned}; {}",
        returned(teller, fact)
    )
}

/// Of a consent that closes the end tells.
fn consented(teller: &Teller, fact: &Fact, facts: &[Fact]) -> Option<String> {
    let closed = facts.iter().any(|of| of.by == fact.by && of.is(CONTRACT, "agreement_terminated"));
    if closed {
        return None;
    }
    let of = agreement(teller, fact)?;
    let other = if of.owner == fact.address("party") { &of.staker } else { &of.owner };
    Some(format!("{} has to agree as well", teller.who(other.as_str())))
}

fn released(teller: &Teller, fact: &Fact) -> String {
    let (staker, amount) = (teller.subject(fact, "staker"), stake(teller, fact, "amount"));
    match fact.amount("from_principal").is_zero() {
        true => format!("{staker} gets {amount} back"),
        false => format!(
            "{staker} gets {amount} back; {} were owed as a penalty",
            stake(teller, fact, "from_principal")
        ),
    }
}

fn leaves(teller: &Teller, fact: &Fact) -> String {
    let (pool, amount) = (teller.pool_of(fact, "pool"), stake(teller, fact, "amount"));
    format!("batch {} leaves {pool} with {amount}", grouped(fact.text("batch")))
}

fn refused(teller: &Teller, fact: &Fact) -> String {
    let name = teller.cast.name(&fact.by);
    let why = refusals::words(teller, cause(fact.text("reason")));
    format!("{} does not take the principal, which stays in {name}: {why}", teller.pool_of(fact, "pool"))
}

/// The contract's own words, without what the machine puts before them.
fn cause(reason: &str) -> &str {
    // Behind the causes stands where they arose, if the environment asks for that.
    let causes = reason.split("Stack backtrace:").next().unwrap_or_default();
    let last = causes.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    match last.split_once(": ") {
        Some((number, words)) if number.chars().all(|letter| letter.is_ascii_digit()) => words,
        _ => last,
    }
}

fn funded(teller: &Teller, fact: &Fact) -> String {
    let free = escrow(teller, fact).map(|escrow| unit(teller, fact).coins(escrow.totals.reward_pool));
    let came = match fact.name.as_str() {
        "pool_rewards_collected" => format!("{} come into the reward pool", reward(teller, fact, "amount")),
        _ => format!("{} came into the reward pool so far", reward(teller, fact, "funded")),
    };
    free.map_or_else(|| came.clone(), |free| format!("{came}; {free} are free"))
}

fn forwarded(teller: &Teller, fact: &Fact) -> String {
    let amount = reward(teller, fact, "amount");
    match fact.text("treasury") {
        "" => format!("{amount} of penalties go into the reward pool, as there is no treasury any more"),
        treasury => format!("{} gets {amount} of penalties", teller.who(treasury)),
    }
}

fn config(teller: &Teller, fact: &Fact) -> String {
    let part = |key: &str| bps(u32::try_from(fact.count(key)).unwrap_or_default());
    let alone = match fact.text("mutual_exit_free") {
        "true" => "both parties together pay nothing",
        _ => "both parties together have no free exit",
    };
    format!(
        "{} keeps devices; who leaves an agreement that starts later pays {} of what was received, {} of the principal \
         at least, and {alone}",
        teller.subject(fact, "registrar"),
        part("penalty_bps"),
        part("min_penalty_bps")
    )
}
