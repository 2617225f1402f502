//! Questions to contracts.

use cosmwasm_std::{Addr, Uint128};
use cw20::BalanceResponse;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use thiserror::Error;

use crate::chain::Chain;
use crate::refusal::reason;

/// Rows that are asked for at once, the most that contracts answer.
const PAGE: usize = 100;

/// A question that a contract did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{contract} did not answer {question}: {reason}")]
pub struct Unanswered {
    /// Which contract.
    pub contract: String,
    /// What it was asked.
    pub question: String,
    /// Why not.
    pub reason: String,
}

/// All rows of a list, page by page.
///
/// # Errors
/// When the contract does not answer.
pub fn all<P: DeserializeOwned, T>(
    chain: &Chain,
    contract: &Addr,
    (list, fields): (&str, Value),
    rows: impl Fn(P) -> Vec<T>,
    cursor: impl Fn(&T) -> Value,
) -> Result<Vec<T>, Unanswered> {
    let mut all = vec![];
    loop {
        let mut question = fields.clone();
        if let Some(fields) = question.as_object_mut() {
            fields.insert("limit".to_owned(), json!(PAGE));
            if let Some(last) = all.last() {
                fields.insert("start_after".to_owned(), cursor(last));
            }
        }
        let page = rows(ask(chain, contract, &json!({ list: question }))?);
        let full = page.len() >= PAGE;
        all.extend(page);
        if !full {
            return Ok(all);
        }
    }
}

/// What an address has of a token.
///
/// # Errors
/// When the token does not answer.
pub fn balance(chain: &Chain, token: &Addr, address: &Addr) -> Result<Uint128, Unanswered> {
    let balance: BalanceResponse = ask(chain, token, &json!({"balance": {"address": address}}))?;
    Ok(balance.balance)
}

/// An answer of a contract.
///
/// # Errors
/// When it does not answer.
pub fn ask<T: DeserializeOwned>(chain: &Chain, contract: &Addr, question: &Value) -> Result<T, Unanswered> {
    chain.query_as(contract, question).map_err(|error| Unanswered {
        contract: contract.to_string(),
        question: question.to_string(),
        reason: reason(&error),
    })
}
