//! What a scenario expects, as the reader is told of it.

use cosmwasm_std::Uint256;
use serde_json::{Map, Value};
use tributary_types::joint_staking::OfferFilter;

use super::cast::Role;
use super::money::{bps, factor, part, percent, Unit};
use super::refusals::{self, amount};
use super::stage::Scene;
use super::teller::{listed, Teller};
use super::tone::{Entry, Line, Tone};
use super::when::{self, Calendar};
use crate::expect::Mismatch;
use crate::step::{Balance, Query};

/// Fields that hold amounts of staking coins although their names do not end like it.
const AMOUNTS: [&str; 18] = [
    "amount",
    "tokens",
    "capacity_left",
    "rewards",
    "fee",
    "staked",
    "weight",
    "thawing",
    "transferring",
    "revenue_due",
    "unreleased",
    "locked",
    "surplus",
    "reserve",
    "reserve_required",
    "coins_per_license",
    "funded",
    "reclaimable",
];

/// Fields of treasury-decay alone that hold amounts; elsewhere their names mean other things.
const OF_TREASURY: [&str; 11] = [
    "threshold",
    "next",
    "received",
    "distributed",
    "burned",
    "paid_to_pools",
    "paid_to_users",
    "spent",
    "treasury",
    "unsettled",
    "balance",
];

/// Fields of pools, users and shares of treasury-decay.
const OWED: [&str; 3] = ["claimable", "pending", "paid"];

/// Fields of vaults that hold what is staked.
const STAKES: [&str; 6] = ["amount", "staked", "history", "total_staked", "principal_held", "min_stake"];

/// Fields of vaults that hold rewards.
const REWARDS: [&str; 13] = [
    "total_rewards",
    "funded",
    "emitted",
    "set_aside",
    "claimed",
    "swept",
    "accrued",
    "total",
    "vested",
    "claimable",
    "reward",
    "reward_per_day",
    "cumulative",
];

/// Fields of vaults that hold weights.
const WEIGHTS: [&str; 2] = ["weight", "total_weight"];

/// Fields of escrows that hold what is staked.
const ESCROW_STAKES: [&str; 6] =
    ["principal", "required_stake", "activation_stake", "capacity", "principal_returned", "from_principal"];

/// Fields of escrows that hold rewards.
const ESCROW_REWARDS: [&str; 21] = [
    "weight",
    "daily_cap",
    "cap",
    "rewards_funded",
    "reward_pool",
    "claimed",
    "penalties",
    "revenue_due",
    "base_value",
    "base_reward",
    "rewards_total",
    "total",
    "claimable",
    "penalty",
    "received",
    "from_rewards",
    "coins_needed",
    "claimable_left",
    "owner",
    "staker",
    "amount",
];

/// Fields of escrows that hold rates and factors.
const ESCROW_RATES: [&str; 6] =
    ["owner_share_bps", "penalty_bps", "min_penalty_bps", "tau_bps", "kappa_bps", "fill_bps"];

/// Fields of escrows that hold seconds since 1970.
const ESCROW_MOMENTS: [&str; 4] = ["start_secs", "end_secs", "ended_secs", "started_secs"];

/// Things that are expected of an answer, at most so many are told.
const TOLD: usize = 4;

/// A question that was asked.
struct Asked<'a> {
    teller: &'a Teller<'a>,
    /// What it is called.
    question: &'a str,
}

/// A contract was asked.
pub fn asked(teller: &Teller, scene: &Scene, step: &Query) -> Entry {
    let message = scene.report.message.as_ref().unwrap_or(&step.query);
    let called = teller.cast.address(&step.contract).unwrap_or(teller.called);
    let teller = &Teller { called, ..*teller };
    let name = message.as_object().and_then(|message| message.keys().next());
    let asked = &Asked { teller, question: name.map(String::as_str).unwrap_or_default() };
    let question = question(asked, message);
    let text = match (&scene.report.refused, &step.equals, &scene.report.answer) {
        (Some(why), _, _) => {
            format!("{question} is not answered: {}", refusals::words(teller, why))
        }
        (None, Some(expected), Some(found)) => {
            format!(
                "{question}: {}",
                summary(asked, "", expected, found).unwrap_or_else(|| "as expected".into())
            )
        }
        _ => format!("{question} is answered"),
    };
    entry(scene, text)
}

/// The bank was asked.
pub fn counted(teller: &Teller, scene: &Scene, step: &Balance) -> Entry {
    let found = scene.report.answer.as_ref().and_then(Value::as_str).and_then(amount).unwrap_or_default();
    let coins = Unit::of(&step.denom).coins(found);
    let whose = step.balance.strip_prefix("coinbase:").map(|pool| format!("the coinbase of pool {pool}"));
    entry(scene, format!("{} has {coins}", whose.unwrap_or_else(|| teller.cast.plain(&step.balance))))
}

/// Every expectation that did not hold.
pub fn failures(teller: &Teller, mismatches: &[Mismatch]) -> Vec<Line> {
    let line = |mismatch: &Mismatch| {
        let Mismatch { at, expected, found } = mismatch;
        let (expected, found) = (teller.cast.plain(expected), teller.cast.plain(found));
        Line::new(Tone::Failed, format!("FAILED {at}: expected {expected}, found {found}"))
    };
    mismatches.iter().map(line).collect()
}

fn entry(scene: &Scene, text: String) -> Entry {
    let tone = if scene.report.mismatches.is_empty() { Tone::Held } else { Tone::Failed };
    Entry::new(None, Line::new(tone, text), vec![])
}

/// `pool ada`, `delegation of ben in pool ada`: the question's name, then what it is about.
fn question(asked: &Asked, message: &Value) -> String {
    let teller = asked.teller;
    let Some((name, fields)) = message.as_object().and_then(|message| message.iter().next()) else {
        return teller.cast.plain(&message.to_string());
    };
    let fields = fields.as_object().cloned().unwrap_or_default();
    if let (Some(Value::String(pool)), Some(Value::String(delegator))) =
        (fields.get("pool"), fields.get("delegator").or(fields.get("user")))
    {
        return format!("{} of {} in {}", spoken(name), teller.who(delegator), teller.pool(pool));
    }
    let values: Vec<_> = fields
        .iter()
        .map(|(key, value)| match key.as_str() {
            // What it is called after: `position 5`.
            key if key == name || ["position_id", "offer_id"].contains(&key) => scalar(asked, "", value),
            "agreement_id" if name == "agreement" => scalar(asked, "", value),
            "agreement_id" => format!("of agreement {}", scalar(asked, "", value)),
            "owner" | "staker" if name.ends_with(key) => scalar(asked, "", value),
            "filter" => filtered(asked, value),
            "user" | "address" | "owner" => format!("of {}", scalar(asked, "", value)),
            "amount" if *teller.cast.role(teller.called) == Role::BoostedStaking => scalar(asked, key, value),
            _ => format!("{} {}", spoken(key), scalar(asked, "", value)),
        })
        .collect();
    match values.is_empty() {
        true => spoken(name),
        false => format!("{} {}", spoken(name), values.join(", ")),
    }
}

/// `with a lock of 90 days`, `of class basic`, `of olga`.
fn filtered(asked: &Asked, value: &Value) -> String {
    match serde_json::from_value(value.clone()) {
        Ok(OfferFilter::<String>::Class(class)) => format!("of class {class}"),
        Ok(OfferFilter::LockDays(days)) => format!("with a lock of {}", when::counted(days.into(), "day")),
        Ok(OfferFilter::Owner(owner)) => format!("of {}", asked.teller.who(&owner)),
        Err(_) => scalar(asked, "", value),
    }
}

/// What was expected, in the words of what was found.
fn summary(asked: &Asked, key: &str, expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), _) if expected.keys().any(|key| key.starts_with('$')) => {
            Some(scalar(asked, key, found))
        }
        (Value::Object(expected), Value::Object(found)) => fields(asked, expected, found),
        (Value::Array(expected), Value::Array(found)) => match expected.as_slice() {
            [] => Some("none".to_owned()),
            // Lists have rows or ids, no amounts.
            [only] => summary(asked, "", only, found.first()?),
            rows => Some(format!("{} rows", rows.len())),
        },
        _ => Some(scalar(asked, key, found)),
    }
}

fn fields(asked: &Asked, expected: &Map<String, Value>, found: &Map<String, Value>) -> Option<String> {
    let each = expected.iter().filter_map(|(key, expected)| {
        let found = found.get(key)?;
        Some(format!("{} {}", spoken(key), summary(asked, key, expected, found)?))
    });
    let mut told: Vec<_> = each.collect();
    if told.len() > TOLD {
        let more = told.len().saturating_sub(TOLD);
        told.truncate(TOLD);
        told.push(format!("{more} more"));
    }
    (!told.is_empty()).then(|| listed(&told))
}

fn scalar(asked: &Asked, key: &str, value: &Value) -> String {
    let Teller { cast, calendar, called, .. } = asked.teller;
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(rate) if key.ends_with("_ppm") => {
            rate.as_u64().map_or_else(|| rate.to_string(), percent)
        }
        Value::Number(number) if *cast.role(called) == Role::JointStaking => {
            number.as_u64().and_then(|number| counting(calendar, key, number)).unwrap_or(number.to_string())
        }
        Value::String(text) if key == "efficiency" => text.parse().map_or_else(|_| text.clone(), part),
        Value::String(text) if key.ends_with("_at") => calendar.written(text),
        Value::String(text) => {
            let told = text.parse::<Uint256>().ok().and_then(|number| measured(asked, key, number));
            told.unwrap_or_else(|| cast.plain(text))
        }
        Value::Object(point) => match serde_json::from_value(value.clone()) {
            Ok(point) => calendar.point(&point),
            Err(_) => cast.plain(&Value::Object(point.clone()).to_string()),
        },
        Value::Number(_) | Value::Array(_) => cast.plain(&value.to_string()),
    }
}

/// A number of an escrow that is a rate, a factor or a point in time.
fn counting(calendar: &Calendar, key: &str, number: u64) -> Option<String> {
    match key {
        "tau_bps" | "kappa_bps" => Some(factor(u32::try_from(number).ok()?)),
        _ if ESCROW_MOMENTS.contains(&key) => Some(calendar.moment(number)),
        _ if key.ends_with("_bps") => Some(bps(u32::try_from(number).ok()?)),
        _ => None,
    }
}

/// A number that is an amount, or the weight of one.
fn measured(asked: &Asked, key: &str, number: Uint256) -> Option<String> {
    let Asked { teller, question } = asked;
    let Teller { cast, called, .. } = teller;
    let more = match cast.role(called) {
        Role::BoostedStaking => {
            let rewards = REWARDS.contains(&key) || (question.starts_with("emission") && key == "amount");
            return match rewards {
                true => Some(Unit::of(cast.reward(called)?).coins(number)),
                false if WEIGHTS.contains(&key) => Some(teller.unit().exact(number)),
                false => STAKES.contains(&key).then(|| teller.unit().coins(number)),
            };
        }
        Role::JointStaking => {
            return match ESCROW_STAKES.contains(&key) {
                true => Some(teller.unit().coins(number)),
                false if !ESCROW_REWARDS.contains(&key) => None,
                false => Some(Unit::of(cast.reward(called)?).coins(number)),
            };
        }
        Role::TreasuryDecay => OF_TREASURY.contains(&key) || OWED.contains(&key),
        _ => key == "balance" && cast.coin(called).is_some(),
    };
    let amount = more
        || key.ends_with("_stake")
        || key.ends_with("_rewards")
        || key == "stake"
        || key == "power"
        || AMOUNTS.contains(&key);
    amount.then(|| teller.unit().coins(number))
}

fn spoken(key: &str) -> String {
    let told = key.trim_end_matches("_ppm");
    let of_escrow = ESCROW_MOMENTS.contains(&key) || ESCROW_RATES.contains(&key);
    let unit = told.strip_suffix("_bps").or(told.strip_suffix("_secs")).filter(|_| of_escrow);
    unit.unwrap_or(told).replace('_', " ")
}
