//! Refusals in words: names for addresses, coins for base units, moments for release points.

use cosmwasm_std::{Uint128, Uint256};

use super::money::Unit;
use super::teller::Teller;

/// What the errors begin with that are about amounts of staking coins.
const ABOUT_AMOUNTS: [&str; 14] = [
    "the minimum ",
    "minimum: a stake",
    "insufficient stake",
    "the capacity left",
    "the fee of",
    "nothing to delegate",
    "overflow",
    "no stake",
    "the reserve needs",
    "cannot reclaim",
    "treasury: it holds",
    "capacity: a device",
    "activation: ",
    "stake: exactly",
];

/// What errors of vaults and escrows begin with that are about amounts of rewards.
const ABOUT_REWARDS: [&str; 3] = ["funded: ", "base reward: ", "missing "];

/// What stands before the seconds of a release point, and whether that is kept.
const BEFORE_TIME: [(&str, bool); 8] = [
    ("expiration time: ", false),
    ("not over before ", true),
    ("programme: it starts at ", true),
    ("programme: it ends at ", true),
    ("phase: until ", true),
    (" ends at ", true),
    (" ended at ", true),
    ("locked until ", true),
];

/// What stands before the block of a release point.
const BEFORE_HEIGHT: &str = "expiration height: ";

/// An error of a contract as a person would say it.
pub fn words(teller: &Teller, error: &str) -> String {
    // Of a message that does not exist: the list of those that do helps programmers only.
    let error = error.split_once(", expected one of").map_or(error, |(begin, _)| begin);
    let text = moments(teller, &teller.cast.plain(error));
    if ABOUT_REWARDS.iter().any(|begin| text.starts_with(begin)) {
        let denom = teller.cast.reward(teller.called);
        return denom.map_or_else(|| text.clone(), |denom| amounts(&Unit::of(denom), &text));
    }
    match ABOUT_AMOUNTS.iter().any(|begin| text.starts_with(begin)) {
        true => amounts(&teller.unit(), &text),
        false => text,
    }
}

/// `expiration time: 1700000000.000000000` and `expiration height: 12` in the words of the calendar.
fn moments(teller: &Teller, text: &str) -> String {
    let found = BEFORE_TIME.iter().find_map(|(begin, kept)| {
        let (before, rest) = text.split_once(begin)?;
        Some((format!("{before}{}", if *kept { begin } else { "" }), rest))
    });
    if let Some((before, rest)) = found {
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let (seconds, rest) = rest.split_at(end);
        if let Ok(seconds) = seconds.parse() {
            let rest = rest.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
            return format!("{before}{}{rest}", teller.calendar.moment(seconds));
        }
    }
    text.replace(BEFORE_HEIGHT, "block ")
}

/// Whole numbers that stand alone are amounts.
fn amounts(unit: &Unit, text: &str) -> String {
    let word = |word: &str| {
        let digits = word.trim_end_matches([',', '.', ';', ':']);
        let tail = word.strip_prefix(digits).unwrap_or_default();
        match digits.parse::<Uint256>() {
            Ok(amount) => format!("{}{tail}", unit.coins(amount)),
            Err(_) => word.to_owned(),
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A text that is an amount.
pub fn amount(text: &str) -> Option<Uint128> {
    text.parse::<u128>().ok().map(Uint128::new)
}
