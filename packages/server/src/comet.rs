//! JSON as CometBFT 0.38 writes it: numbers of 64 bits as text, bytes as base64, hashes in upper-case hex. There is no consensus
//! here: hashes of blocks follow from chain and height alone, and prove nothing.

use cosmwasm_std::{Binary, Event};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::history::{Block, History, Included, TxResult};

/// The version that clients see.
const VERSION: &str = "0.38.17";

/// A chain's name and history, to be told.
pub(crate) struct Told<'a> {
    pub chain_id: &'a str,
    pub history: &'a History,
}

impl Told<'_> {
    /// `status`.
    pub fn status(&self) -> Value {
        let (first, latest) = self.history.heights();
        let time = |height| rfc3339(self.history.block(height).unwrap_or_default().time);
        json!({
            "node_info": {
                "protocol_version": { "p2p": "8", "block": "11", "app": "0" },
                "id": self.hash("node", 0).get(..40).unwrap_or_default().to_lowercase(),
                "listen_addr": "tcp://127.0.0.1:0",
                "network": self.chain_id,
                "version": VERSION,
                "channels": "",
                "moniker": "tributary-sim",
                "other": { "tx_index": "on", "rpc_address": "" },
            },
            "sync_info": {
                "latest_block_hash": self.hash("block", latest),
                "latest_app_hash": self.hash("app", latest),
                "latest_block_height": latest.to_string(),
                "latest_block_time": time(latest),
                "earliest_block_hash": self.hash("block", first),
                "earliest_app_hash": self.hash("app", first),
                "earliest_block_height": first.to_string(),
                "earliest_block_time": time(first),
                "catching_up": false,
            },
            "validator_info": self.validator(),
        })
    }

    /// The one validator, which has no key that anybody knows.
    pub fn validator(&self) -> Value {
        let key = self.digest("validator", 0);
        json!({
            "address": self.proposer(),
            "pub_key": { "type": "tendermint/PubKeyEd25519", "value": Binary::from(key).to_base64() },
            "voting_power": "1",
            "proposer_priority": "0",
        })
    }

    /// `abci_info`.
    pub fn abci_info(&self) -> Value {
        let (_, latest) = self.history.heights();
        let app_hash = Binary::from(self.digest("app", latest)).to_base64();
        json!({ "response": {
            "data": "tributary-sim",
            "version": env!("CARGO_PKG_VERSION"),
            "last_block_height": latest.to_string(),
            "last_block_app_hash": app_hash,
        } })
    }

    /// `block`.
    pub fn block(&self, height: u64, block: &Block) -> Value {
        let txs = self.history.of(block).map(|included| base64(&included.bytes)).collect::<Vec<_>>();
        json!({
            "block_id": self.block_id(height),
            "block": {
                "header": self.header(height, block),
                "data": { "txs": txs },
                "evidence": { "evidence": [] },
                "last_commit": self.commit(height.saturating_sub(1)),
            },
        })
    }

    /// `block_results`.
    pub fn block_results(&self, height: u64, block: &Block) -> Value {
        let results = self.history.of(block).map(|included| tx_result(&included.result)).collect::<Vec<_>>();
        json!({
            "height": height.to_string(),
            "txs_results": results,
            "finalize_block_events": [],
            "validator_updates": null,
            "consensus_param_updates": null,
            "app_hash": Binary::from(self.digest("app", height)).to_base64(),
        })
    }

    /// `commit`.
    pub fn signed_header(&self, height: u64, block: &Block) -> Value {
        let header = self.header(height, block);
        json!({ "signed_header": { "header": header, "commit": self.commit(height) }, "canonical": true })
    }

    /// `validators`.
    pub fn validators(&self, height: u64) -> Value {
        json!({ "block_height": height.to_string(), "validators": [self.validator()], "count": "1", "total": "1" })
    }

    fn header(&self, height: u64, block: &Block) -> Value {
        json!({
            "version": { "block": "11" },
            "chain_id": self.chain_id,
            "height": height.to_string(),
            "time": rfc3339(block.time),
            "last_block_id": self.block_id(height.saturating_sub(1)),
            "last_commit_hash": self.hash("commit", height),
            "data_hash": self.hash("data", height),
            "validators_hash": self.hash("validators", 0),
            "next_validators_hash": self.hash("validators", 0),
            "consensus_hash": self.hash("consensus", 0),
            "app_hash": self.hash("app", height),
            "last_results_hash": self.hash("results", height),
            "evidence_hash": self.hash("evidence", 0),
            "proposer_address": self.proposer(),
        })
    }

    fn commit(&self, height: u64) -> Value {
        json!({
            "height": height.to_string(),
            "round": 0,
            "block_id": self.block_id(height),
            "signatures": [],
        })
    }

    /// Before the first block there is none, which is written like this.
    fn block_id(&self, height: u64) -> Value {
        match self.history.block(height) {
            Some(_) => json!({
                "hash": self.hash("block", height),
                "parts": { "total": 1, "hash": self.hash("parts", height) },
            }),
            None => json!({ "hash": "", "parts": { "total": 0, "hash": "" } }),
        }
    }

    fn proposer(&self) -> String {
        self.hash("validator", 0).get(..40).unwrap_or_default().to_owned()
    }

    fn hash(&self, of: &str, height: u64) -> String {
        hex::encode_upper(self.digest(of, height))
    }

    fn digest(&self, of: &str, height: u64) -> [u8; 32] {
        Sha256::digest(format!("tributary-sim/{}/{of}/{height}", self.chain_id)).into()
    }
}

/// `tx`, and an entry of `tx_search`.
pub(crate) fn transaction(included: &Included) -> Value {
    json!({
        "hash": hex::encode_upper(included.hash),
        "height": included.height.to_string(),
        "index": included.index,
        "tx_result": tx_result(&included.result),
        "tx": base64(&included.bytes),
    })
}

/// What came of a transaction.
pub(crate) fn tx_result(result: &TxResult) -> Value {
    let data = (!result.data.is_empty()).then(|| base64(&result.data));
    json!({
        "code": result.code,
        "data": data,
        "log": result.log,
        "info": "",
        "gas_wanted": result.gas_wanted.to_string(),
        "gas_used": result.gas_used.to_string(),
        "events": result.events.iter().map(event).collect::<Vec<_>>(),
        "codespace": result.codespace,
    })
}

fn event(event: &Event) -> Value {
    let attribute = |of: &cosmwasm_std::Attribute| json!({ "key": of.key, "value": of.value, "index": true });
    json!({ "type": event.ty, "attributes": event.attributes.iter().map(attribute).collect::<Vec<_>>() })
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    Binary::from(bytes).to_base64()
}

/// A moment, in UTC with nanoseconds.
pub(crate) fn rfc3339(nanos: u64) -> String {
    let part = |number: u64, of: u64| (number.div_euclid(of), number.rem_euclid(of));
    let (seconds, fraction) = part(nanos, 1_000_000_000);
    let (days, of_day) = part(seconds, 86_400);
    let (minutes, second) = part(of_day, 60);
    let (hour, minute) = part(minutes, 60);
    let (year, month, day) = date(days);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:09}Z")
}

/// The day of the calendar that is so many days after the first of 1970.
fn date(mut days: u64) -> (u64, u64, u64) {
    let mut year: u64 = 1970;
    while let Some(rest) = days.checked_sub(days_of(year)) {
        days = rest;
        year = year.saturating_add(1);
    }
    let february = if days_of(year) == 366 { 29 } else { 28 };
    let mut month: u64 = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        let Some(rest) = days.checked_sub(length) else { break };
        days = rest;
        month = month.saturating_add(1);
    }
    (year, month, days.saturating_add(1))
}

fn days_of(year: u64) -> u64 {
    let is = |every| year.checked_rem(every) == Some(0);
    if is(4) && (!is(100) || is(400)) {
        366
    } else {
        365
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_calendar() {
        for (seconds, written) in [
            (0, "1970-01-01T00:00:00"),
            (951_782_399, "2000-02-28T23:59:59"),
            (951_782_400, "2000-02-29T00:00:00"),
            (1_700_000_000, "2023-11-14T22:13:20"),
            (1_735_689_599, "2024-12-31T23:59:59"),
            (4_107_542_400, "2100-03-01T00:00:00"),
        ] {
            let nanos = u64::checked_mul(seconds, 1_000_000_000).unwrap();
            assert_eq!(rfc3339(nanos), format!("{written}.000000000Z"));
        }
        assert_eq!(rfc3339(1_000_000_005), "1970-01-01T00:00:01.000000005Z");
    }
}
