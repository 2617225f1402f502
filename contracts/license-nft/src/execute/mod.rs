//! What each message does, a file a message or a family of them.

mod approve;
mod burn;
pub mod config;
mod funding;
mod hooks;
mod import;
mod liquidate;
mod mint;
mod record_bond;
mod stage;
mod transfer;

pub use approve::{approve, approve_all, revoke, revoke_all};
pub use burn::{burn, redeem};
pub use config::{set_minter, set_staker_registry};
pub use funding::{fund_reserve, reclaim_funding};
pub use hooks::{register_hook, remove_hook};
pub use import::{finish_import, import_licenses};
pub use liquidate::liquidate;
pub use mint::{mint, mint_many};
pub use record_bond::record_bond;
pub use stage::{open_mainnet, open_stable};
pub use transfer::{send_nft, transfer_nft};

use cosmwasm_std::{Addr, Env, Response};
use tributary_controls::parameter::ensure_length;
use tributary_types::license_nft::MAX_BATCH;

use crate::state::{ensure_token_id, Config, Ledger, License};
use crate::ContractError;

/// The most characters of a token_uri.
const MAX_TOKEN_URI: usize = 256;

/// What a batch of ids must be: 1 to 50 of them, each one well-formed, strictly increasing by their bytes.
fn ensure_batch<'a>(ids: impl ExactSizeIterator<Item = &'a str>) -> Result<(), ContractError> {
    let given = ids.len();
    if given == 0 || given > MAX_BATCH {
        return Err(ContractError::BatchSize { max: MAX_BATCH, given });
    }
    let mut previous = None;
    for next in ids {
        ensure_token_id(next)?;
        ensure_increasing(previous, next)?;
        previous = Some(next);
    }
    Ok(())
}

fn ensure_increasing(previous: Option<&str>, next: &str) -> Result<(), ContractError> {
    match previous {
        Some(previous) if previous.as_bytes() >= next.as_bytes() => {
            Err(ContractError::NotIncreasing { previous: previous.to_owned(), next: next.to_owned() })
        }
        _ => Ok(()),
    }
}

/// Room for `given` more living licences.
fn ensure_room(config: &Config, ledger: &Ledger, given: usize) -> Result<(), ContractError> {
    let left = u64::from(config.cap).saturating_sub(ledger.live);
    if u64::try_from(given).map_or(true, |given| given > left) {
        return Err(ContractError::CapExceeded { cap: config.cap, left, given });
    }
    Ok(())
}

/// A licence that is to come: everything about it is checked but its id.
fn checked(env: &Env, config: &Config, mut license: License) -> Result<License, ContractError> {
    if config.staker_registry.as_ref() == Some(&license.holder) || license.holder == env.contract.address {
        return Err(ContractError::CannotHold { owner: license.holder });
    }
    ensure_length("mining_pool", &license.mining_pool, 0)?;
    license.token_uri = license.token_uri.filter(|uri| !uri.is_empty());
    let printable =
        |uri: &String| uri.len() <= MAX_TOKEN_URI && uri.bytes().all(|byte| byte.is_ascii_graphic());
    if !license.token_uri.iter().all(printable) {
        return Err(ContractError::TokenUriForm { max: MAX_TOKEN_URI });
    }
    Ok(license)
}

/// A licence at this contract or, by a mere transfer, at the staker-registry could never be moved again.
fn stranded(token_id: &str, to: &Addr) -> ContractError {
    ContractError::Stranded { token_id: token_id.to_owned(), to: to.clone() }
}

/// What wallets and explorers read of any cw721 collection, the message's own attributes left out.
fn standard(response: Response, action: &str, sender: &Addr) -> Response {
    response.add_attribute("action", action).add_attribute("sender", sender)
}
