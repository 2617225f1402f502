//! Why a call was refused.

use std::panic::{catch_unwind, AssertUnwindSafe};

use thiserror::Error;

/// How cw-multi-test begins the notes that it wraps around a contract's error.
const NOTE: &str = "Error executing WasmMsg:";

/// A contract that panicked instead of answering an error. Nothing it did has been kept. (A build that aborts on panics,
/// like the profile `release` of this workspace, ends here; the profile `tool` does not.)
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the contract panicked: {message}")]
pub struct ContractPanicked {
    /// What it panicked with.
    pub message: String,
}

/// The innermost contract's own words, without the message that it was sent.
pub fn reason(error: &anyhow::Error) -> String {
    let words = error.chain().map(ToString::to_string).find(|words| !words.starts_with(NOTE));
    words.unwrap_or_else(|| error.to_string())
}

/// On a chain a contract that panics is aborted like one that answers an error: here it answers one too.
pub(crate) fn unpanicked<T>(call: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(ToString::to_string);
        let message = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        Err(ContractPanicked { message }.into())
    })
}
