//! What somebody does, in words made from the message: a verb and the rest of the sentence.

mod boosted_staking;
mod coinbase;
mod config;
mod joint_staking;
mod license_nft;
mod pool_registry;
mod setup;
mod staker_registry;
mod standards;
mod treasury_decay;

use cosmwasm_std::{Addr, Binary, Coin, Uint128};
use serde_json::Value;

use super::cast::Role;
use super::money::Unit;
use super::teller::{listed, Teller};
pub use setup::setup;

/// A call that can be put into words.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Who signs.
    pub sender: &'a Addr,
    /// The message.
    pub message: &'a Value,
    /// Coins sent along.
    pub funds: &'a [Coin],
}

/// A deed begins with a verb that takes an s: `delegate 5 STAKE to pool ada`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    words: String,
    /// Whether the message itself is told, because there are no words for it.
    pub quotes: bool,
}

impl Deed {
    /// As it happened: `delegates 5 STAKE to pool ada`.
    pub fn done(&self) -> String {
        match self.words.split_once(' ') {
            Some((verb, rest)) => format!("{verb}s {rest}"),
            None => format!("{}s", self.words),
        }
    }

    /// As it was refused: `tries to delegate 5 STAKE to pool ada`.
    pub fn tried(&self) -> String {
        format!("tries to {}", self.words)
    }
}

/// Puts a call into words. A message that no contract of the suite knows stays the JSON that it is.
pub fn deed(teller: &Teller, call: &Call) -> Deed {
    let known = match teller.cast.role(teller.called) {
        Role::PoolRegistry => read(call).map(|message| pool_registry::words(teller, call, message)),
        Role::StakerRegistry => read(call).map(|message| staker_registry::words(teller, call, message)),
        Role::LicenseNft => read(call).map(|message| license_nft::words(teller, call, message)),
        Role::TreasuryDecay => read(call).map(|message| treasury_decay::words(teller, call, message)),
        Role::BoostedStaking => read(call).map(|message| boosted_staking::words(teller, call, message)),
        Role::JointStaking => read(call).map(|message| joint_staking::words(teller, call, message)),
        Role::Coinbase { .. } => read(call).map(|message| coinbase::words(teller, message)),
        Role::Other { .. } => standards::words(teller, call),
        Role::Person => None,
    };
    let quotes = known.is_none();
    Deed { words: known.unwrap_or_else(|| unknown(teller, call)), quotes }
}

fn read<T: serde::de::DeserializeOwned>(call: &Call) -> Option<T> {
    serde_json::from_value(call.message.clone()).ok()
}

fn unknown(teller: &Teller, call: &Call) -> String {
    let message = teller.cast.plain(&call.message.to_string());
    let with = if call.funds.is_empty() { String::new() } else { format!(" with {}", coins(call.funds)) };
    format!("send {} {message}{with}", teller.who(teller.called.as_str()))
}

/// Coins of any kind: `5 STAKE and 3 token`.
pub fn coins(coins: &[Coin]) -> String {
    match coins {
        [] => "nothing".to_owned(),
        _ => listed(&coins.iter().map(|coin| Unit::of(&coin.denom).coins(coin.amount)).collect::<Vec<_>>()),
    }
}

/// The contract that was called, by its name.
fn contract(teller: &Teller) -> String {
    teller.who(teller.called.as_str())
}

/// What somebody says to a contract in a message of a standard.
fn quoted(teller: &Teller, msg: &Binary) -> String {
    teller.cast.plain(&String::from_utf8_lossy(msg))
}

/// What an item is worth to whoever finalises it.
fn with_fee(teller: &Teller, fee: Option<Uint128>) -> String {
    match fee.filter(|fee| !fee.is_zero()) {
        Some(fee) => format!(", {} of it for whoever finalises it", teller.coins(fee)),
        None => String::new(),
    }
}

/// Who gets the fees, if it is not the caller.
fn fees_to(teller: &Teller, recipient: Option<&String>) -> String {
    recipient.map(|recipient| format!(", the fee for {}", teller.who(recipient))).unwrap_or_default()
}

/// `undelegation 5`, `undelegations 5 and 6`; nothing for none.
fn items(name: &str, ids: &[u64]) -> Option<String> {
    let list = listed(&ids.iter().map(u64::to_string).collect::<Vec<_>>());
    match ids {
        [] => None,
        [_] => Some(format!("{name} {list}")),
        _ => Some(format!("{name}s {list}")),
    }
}

/// A batch of items, and who gets the fees.
fn batch(teller: &Teller, out: &str, ids: (&[u64], &[u64]), recipient: Option<&String>) -> String {
    let parts: Vec<_> = [items(out, ids.0), items("transfer", ids.1)].into_iter().flatten().collect();
    let what = if parts.is_empty() { "an empty batch".to_owned() } else { parts.join(" and ") };
    format!("finalise {what}{}", fees_to(teller, recipient))
}
