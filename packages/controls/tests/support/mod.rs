//! What the tests of all contracts share.

#![allow(dead_code, reason = "each test binary uses a part")]

pub mod bad_messages;
mod beginnings;
pub mod bench;
pub mod licenses;
pub mod migration;
mod seed;
mod stages;
pub mod subject;
pub mod suite;
pub mod tokens;
mod variants;

use cosmwasm_std::{Order, Storage};

/// Everything that a contract has stored.
pub fn dump(storage: &dyn Storage) -> Vec<(Vec<u8>, Vec<u8>)> {
    storage.range(None, None, Order::Ascending).collect()
}

/// The words of the specification that an error contains, the more telling ones first.
pub const WORDS: [&str; 91] = [
    "unauthorized",
    "renounce",
    "set already",
    "not paused",
    "paused",
    "funds",
    "unknown",
    "registered",
    "in use",
    "cool-down",
    "minimum",
    "zero",
    "insufficient",
    "fee",
    "rate",
    "same",
    "managed",
    "operator",
    "broken",
    "capacity",
    "locked",
    "positions",
    "open",
    "expired",
    "opted",
    "at most",
    "increasing",
    "empty",
    "evidence",
    "denom",
    "treasury",
    "too long",
    "kind",
    "metadata",
    "recipient",
    "duplicate",
    "percentage",
    "nothing",
    "send_nft",
    "closed",
    "licences a call",
    "used",
    "cap",
    "not bonded",
    "bonder",
    "bonded",
    "custody",
    "holds",
    "holder",
    "reclaim",
    "reserve",
    "import",
    "stage",
    "mainnet",
    "stable",
    "testnet",
    "collection",
    "count",
    "burned",
    "role",
    "digest",
    "approval",
    "token_id",
    "identity",
    "coinbase",
    "checkpoints",
    "limit",
    "cursor",
    "not found",
    "bps",
    "epoch",
    "config",
    "phase",
    "programme",
    "period",
    "funded",
    "token",
    "base reward",
    "suspended",
    "taken",
    "cancelled",
    "own offer",
    "share",
    "activation",
    "revision",
    "not ended",
    "missing",
    "mutual",
    "consent",
    "advance",
    "enabled",
];
