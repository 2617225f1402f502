//! What contracts ask about addresses: answered as the embedded chain answers native contracts.

use cosmwasm_std::{Api, StdError, StdResult};
use cosmwasm_vm::{BackendApi, BackendError, BackendResult, GasInfo};
use cw_multi_test::MockApiBech32;
use tributary_simulator::accounts::PREFIX;

use crate::meter::VM_GAS;

/// Gas that wasmd asks for each of the three.
const VALIDATE: GasInfo = GasInfo { cost: 9 * VM_GAS, externally_used: 0 };
const CANONICALIZE: GasInfo = GasInfo { cost: 4 * VM_GAS, externally_used: 0 };
const HUMANIZE: GasInfo = GasInfo { cost: 5 * VM_GAS, externally_used: 0 };

/// What the libraries of a contract in the virtual machine put before the words of a refused address.
const PREFACES: [&str; 3] =
    ["addr_validate errored: ", "addr_canonicalize errored: ", "addr_humanize errored: "];

/// The addresses of the embedded chain.
#[derive(Clone, Copy)]
pub struct Addresses;

impl BackendApi for Addresses {
    fn addr_validate(&self, input: &str) -> BackendResult<()> {
        let valid = api().addr_validate(input).and_then(|address| {
            // A chain takes an address in one spelling only.
            let same = address.as_str() == input;
            same.then_some(()).ok_or_else(|| StdError::generic_err("address not normalized"))
        });
        (told(valid), VALIDATE)
    }

    fn addr_canonicalize(&self, human: &str) -> BackendResult<Vec<u8>> {
        (told(api().addr_canonicalize(human).map(Into::into)), CANONICALIZE)
    }

    fn addr_humanize(&self, canonical: &[u8]) -> BackendResult<String> {
        (told(api().addr_humanize(&canonical.into()).map(Into::into)), HUMANIZE)
    }
}

/// The words that a native contract would have used: without what the virtual machine puts before those about addresses.
pub fn without_prefaces(mut words: String) -> String {
    for preface in PREFACES {
        if words.contains(preface) {
            words = words.replace(preface, "");
        }
    }
    words
}

fn api() -> MockApiBech32 {
    MockApiBech32::new(PREFIX)
}

fn told<T>(answer: StdResult<T>) -> Result<T, BackendError> {
    answer.map_err(|error| match error {
        StdError::GenericErr { msg, .. } => BackendError::user_err(msg),
        other => BackendError::user_err(other.to_string()),
    })
}
