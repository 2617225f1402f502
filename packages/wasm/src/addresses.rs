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

/// What is said of a refused address by the virtual machine and by the libraries of a contract in it, and what a native
/// contract says. Empty and long ones are refused without asking the chain.
const WORDS: [(&str, &str); 7] = [
    ("addr_validate errored: Input is empty", REFUSED),
    ("addr_canonicalize errored: Input is empty", REFUSED),
    ("input too long for addr_validate", REFUSED),
    ("input too long for addr_canonicalize", REFUSED),
    ("addr_validate errored: ", ""),
    ("addr_canonicalize errored: ", ""),
    ("addr_humanize errored: ", ""),
];

/// What the embedded chain says of an address that it cannot read.
const REFUSED: &str = "Invalid input";

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

/// The words that a native contract would have used.
pub fn as_native(mut words: String) -> String {
    for (wasm, native) in WORDS {
        if words.contains(wasm) {
            words = words.replace(wasm, native);
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

#[cfg(test)]
mod tests {
    use super::as_native;

    #[test]
    fn words_about_addresses_are_those_of_the_embedded_chain() {
        for (words, native) in [
            ("Generic error: addr_validate errored: Input is empty", "Generic error: Invalid input"),
            ("Generic error: addr_canonicalize errored: Invalid input", "Generic error: Invalid input"),
            ("Generic error: input too long for addr_validate", "Generic error: Invalid input"),
            ("metadata: Input is empty", "metadata: Input is empty"),
        ] {
            assert_eq!(as_native(words.to_owned()), native);
        }
    }
}
