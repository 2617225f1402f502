//! Coins as scenario files write them, and changes of balances.

use std::collections::BTreeMap;
use std::fmt;

use cosmwasm_std::{Coin, Int256, Uint128};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Denom to amount. Kept sorted by denom, as the chain wants coins.
pub type Coins = BTreeMap<String, Uint128>;

/// Denom to change of the balance; what is 0 is left out.
pub type Deltas = BTreeMap<String, Delta>;

/// The coins of a message, sorted by denom.
pub fn to_vec(coins: &Coins) -> Vec<Coin> {
    coins.iter().map(|(denom, amount)| Coin { denom: denom.clone(), amount: *amount }).collect()
}

/// What `after` has more (or less) than `before`.
pub fn deltas(before: &Coins, after: &Coins) -> Deltas {
    let of = |coins: &Coins, denom: &str| coins.get(denom).copied().unwrap_or_default();
    let denoms = before.keys().chain(after.keys());
    denoms
        .map(|denom| (denom.clone(), Delta::between(of(before, denom), of(after, denom))))
        .filter(|(_, delta)| !delta.is_zero())
        .collect()
}

/// A change of a balance, written with its sign: `+10`, `-10`, or `0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Delta(Int256);

/// A text that is no change of a balance.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("change `{text}` is neither 0 nor a whole number with its sign, such as +10 or -10")]
pub struct DeltaError {
    /// The text as it was given.
    pub text: String,
}

impl Delta {
    /// The change of a balance from `before` to `after`.
    pub fn between(before: Uint128, after: Uint128) -> Self {
        // Two values of 128 bits differ by less than 2^128: it cannot wrap.
        Self(Int256::from(after).wrapping_sub(Int256::from(before)))
    }

    /// Whether nothing changed.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }
}

impl Default for Delta {
    fn default() -> Self {
        Self(Int256::zero())
    }
}

impl fmt::Display for Delta {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let sign = if self.0 > Int256::zero() { "+" } else { "" };
        write!(formatter, "{sign}{}", self.0)
    }
}

impl From<Delta> for String {
    fn from(delta: Delta) -> Self {
        delta.to_string()
    }
}

impl TryFrom<String> for Delta {
    type Error = DeltaError;

    fn try_from(text: String) -> Result<Self, DeltaError> {
        let amount = |digits: &str| match digits.bytes().all(|byte| byte.is_ascii_digit()) {
            true => digits.parse::<u128>().map(Uint128::new).ok(),
            false => None,
        };
        let delta = match (text.strip_prefix('+'), text.strip_prefix('-')) {
            (Some(more), _) => amount(more).map(|more| Self::between(Uint128::zero(), more)),
            (_, Some(less)) => amount(less).map(|less| Self::between(less, Uint128::zero())),
            _ if text == "0" => Some(Self::default()),
            _ => None,
        };
        delta.ok_or(DeltaError { text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delta(text: &str) -> Result<Delta, DeltaError> {
        Delta::try_from(text.to_owned())
    }

    #[test]
    fn a_change_is_written_as_it_is_read() {
        for text in ["0", "+1", "-1", "+340282366920938463463374607431768211455"] {
            assert_eq!(delta(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_change_without_a_sign_is_refused() {
        for text in
            ["10", "", "+", "-", "+-1", "--1", "+1.5", "+340282366920938463463374607431768211456", " +1"]
        {
            assert_eq!(delta(text), Err(DeltaError { text: text.to_owned() }), "{text}");
        }
    }

    #[test]
    fn differences_have_the_sign_of_the_change_and_leave_zeros_out() {
        let coins = |list: &[(&str, u128)]| -> Coins {
            list.iter().map(|(denom, amount)| ((*denom).to_owned(), Uint128::new(*amount))).collect()
        };

        let found = deltas(&coins(&[("a", 5), ("b", 7), ("c", 1)]), &coins(&[("a", 9), ("b", 7), ("d", 2)]));

        let text: Vec<_> = found.iter().map(|(denom, delta)| format!("{delta}{denom}")).collect();
        assert_eq!(text, ["+4a", "-1c", "+2d"]);
    }
}
