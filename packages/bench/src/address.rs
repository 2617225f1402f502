//! Addresses as a chain makes them: bech32 over 20 or 32 bytes, and the gas that wasmd asks for translating them.

use anyhow::{ensure, Context, Result};
use bech32::{Bech32, Hrp};
use cosmwasm_vm::{BackendApi, BackendError, BackendResult, GasInfo};
use sha2::{Digest, Sha256};

use crate::cost::VM_GAS_PER_SDK_GAS;

const PREFIX: &str = "wasm";
const HUMANIZE: GasInfo = GasInfo { cost: 5 * VM_GAS_PER_SDK_GAS, externally_used: 0 };
const CANONICALIZE: GasInfo = GasInfo { cost: 4 * VM_GAS_PER_SDK_GAS, externally_used: 0 };
const VALIDATE: GasInfo = GasInfo { cost: 9 * VM_GAS_PER_SDK_GAS, externally_used: 0 };

/// The account of a name, the same on every run.
pub fn account(name: &str) -> Result<String> {
    humanize(&Sha256::digest(name)[..20])
}

/// The text of an address.
pub fn humanize(canonical: &[u8]) -> Result<String> {
    ensure!(matches!(canonical.len(), 20 | 32), "an address has 20 or 32 bytes, not {}", canonical.len());
    Ok(bech32::encode::<Bech32>(Hrp::parse(PREFIX)?, canonical)?)
}

/// The bytes of an address.
pub fn canonicalize(human: &str) -> Result<Vec<u8>> {
    let (prefix, canonical) = bech32::decode(human).with_context(|| format!("not an address: {human}"))?;
    ensure!(prefix.as_str() == PREFIX, "an address of another chain: {human}");
    Ok(canonical)
}

/// What contracts ask about addresses.
#[derive(Clone, Copy)]
pub struct Api;

impl BackendApi for Api {
    fn addr_validate(&self, input: &str) -> BackendResult<()> {
        let normalized = canonicalize(input).and_then(|canonical| humanize(&canonical));
        let checked = normalized.and_then(|text| {
            ensure!(text == input, "address not normalized");
            Ok(())
        });
        (checked.map_err(user_error), VALIDATE)
    }

    fn addr_canonicalize(&self, human: &str) -> BackendResult<Vec<u8>> {
        (canonicalize(human).map_err(user_error), CANONICALIZE)
    }

    fn addr_humanize(&self, canonical: &[u8]) -> BackendResult<String> {
        (humanize(canonical).map_err(user_error), HUMANIZE)
    }
}

fn user_error(error: anyhow::Error) -> BackendError {
    BackendError::user_err(error.to_string())
}
