//! Codes and words of refusals, as wasmd has them: clients tell refusals apart by both.

use cosmwasm_std::Coin;
use thiserror::Error;

/// Why a transaction or a query is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{log}")]
pub(crate) struct Refusal {
    pub codespace: &'static str,
    pub code: u32,
    pub log: String,
}

impl Refusal {
    fn sdk(code: u32, log: String) -> Self {
        Self { codespace: "sdk", code, log }
    }

    fn wasm(code: u32, log: String) -> Self {
        Self { codespace: "wasm", code, log }
    }

    /// Bytes that are no transaction, or a message that nobody here carries out.
    pub fn unreadable(why: impl ToString) -> Self {
        Self::sdk(2, format!("{}: tx parse error", why.to_string()))
    }

    pub fn unauthorized(why: &str) -> Self {
        Self::sdk(4, format!("{why}: unauthorized"))
    }

    pub fn signature(number: u64, sequence: u64, chain_id: &str) -> Self {
        let of = format!("account number ({number}), sequence ({sequence}) and chain-id ({chain_id})");
        Self::unauthorized(&format!("signature verification failed; please verify {of}"))
    }

    pub fn insufficient_funds(has: u128, needed: &Coin) -> Self {
        let Coin { denom, amount } = needed;
        Self::sdk(
            5,
            format!("spendable balance {has}{denom} is smaller than {amount}{denom}: insufficient funds"),
        )
    }

    pub fn unknown_request(why: &str) -> Self {
        Self::sdk(6, format!("{why}: unknown request"))
    }

    pub fn invalid_address(why: impl ToString) -> Self {
        Self::sdk(7, format!("{}: invalid address", why.to_string()))
    }

    pub fn wrong_key(address: &str, signer: usize) -> Self {
        let log = format!("pubKey does not match signer address {address} with signer index: {signer}");
        Self::sdk(8, format!("{log}: invalid pubkey"))
    }

    pub fn unknown_account(address: &str) -> Self {
        Self::sdk(9, format!("account {address} does not exist: unknown address"))
    }

    pub fn invalid_coins(why: &str) -> Self {
        Self::sdk(10, format!("{why}: invalid coins"))
    }

    pub fn out_of_gas(location: &str, wanted: u64, used: u64) -> Self {
        Self::sdk(
            11,
            format!("out of gas in location: {location}; gasWanted: {wanted}, gasUsed: {used}: out of gas"),
        )
    }

    pub fn memo_too_large(limit: usize, length: usize) -> Self {
        let log = format!("maximum number of characters is {limit} but received {length} characters");
        Self::sdk(12, format!("{log}: memo too large"))
    }

    pub fn insufficient_fee(paid: &str, required: &str) -> Self {
        Self::sdk(13, format!("insufficient fees; got: {paid} required: {required}: insufficient fee"))
    }

    pub fn no_signatures() -> Self {
        Self::sdk(15, "no signatures supplied".to_owned())
    }

    pub fn invalid_request(why: impl ToString) -> Self {
        Self::sdk(18, format!("{}: invalid request", why.to_string()))
    }

    pub fn full(bytes: usize) -> Self {
        let log = format!(
            "{bytes} bytes of transactions are kept in memory, and this server has to be started again"
        );
        Self::sdk(20, format!("{log}: mempool is full"))
    }

    pub fn not_found(what: &str) -> Self {
        Self::sdk(22, format!("rpc error: code = NotFound desc = {what}: key not found"))
    }

    pub fn invalid_height(why: &str) -> Self {
        Self::sdk(26, format!("{why}: invalid height"))
    }

    pub fn timed_out(height: u64, timeout: u64) -> Self {
        let log = format!("block height: {height}, timeout height: {timeout}");
        Self::sdk(30, format!("{log}: tx timeout height"))
    }

    pub fn sequence(expected: u64, got: u64) -> Self {
        let log = format!("account sequence mismatch, expected {expected}, got {got}");
        Self::sdk(32, format!("{log}: incorrect account sequence"))
    }

    pub fn not_supported(why: &str) -> Self {
        Self::sdk(37, format!("{why}: feature not supported"))
    }

    pub fn create_failed(why: &str) -> Self {
        Self::wasm(2, format!("{why}: create wasm contract failed"))
    }

    pub fn instantiate_failed(reason: &str) -> Self {
        Self::wasm(4, format!("{reason}: instantiate wasm contract failed"))
    }

    pub fn execute_failed(reason: &str) -> Self {
        Self::wasm(5, format!("{reason}: execute wasm contract failed"))
    }

    pub fn migrate_failed(reason: &str) -> Self {
        Self::wasm(11, format!("{reason}: migrate wasm contract failed"))
    }

    pub fn no_contract(address: &str) -> Self {
        Self::wasm(22, format!("address {address}: no such contract"))
    }

    pub fn no_code(id: u64) -> Self {
        Self::wasm(28, format!("code id {id}: no such code"))
    }

    /// The same, of a message of a transaction.
    pub fn in_message(self, index: usize) -> Self {
        Self { log: format!("failed to execute message; message index: {index}: {}", self.log), ..self }
    }

    /// The same, as the answer of a simulation.
    pub fn simulated(self, used: u64) -> Self {
        Self::unknown_request(&format!(
            "rpc error: code = Unknown desc = {} with gas used: '{used}'",
            self.log
        ))
    }

    /// The same, as the answer of a query.
    pub fn queried(self) -> Self {
        Self::unknown_request(&self.log)
    }
}

/// Coins as the Cosmos SDK writes them: `5ufee,7ustake`.
pub(crate) fn written(coins: &[Coin]) -> String {
    coins.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
