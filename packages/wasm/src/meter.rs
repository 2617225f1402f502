//! Gas: how much a chain's transactions may use, and what their contracts' storage costs.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// wasmd's multiplier: so much gas of the virtual machine is one gas of the chain.
pub const VM_GAS: u64 = 140_000;

/// Gas of the virtual machine that no transaction uses up: ten thousand blocks of 100,000,000.
pub const UNLIMITED: u64 = 1_000_000_000_000 * VM_GAS;

/// Every key of a contract is stored behind one byte and the contract's 32-byte address.
const KEY_PREFIX: usize = 33;

/// The prices of the Cosmos SDK's store: for the access, and for each byte of key and value.
#[derive(Clone, Copy)]
pub struct Price {
    flat: u64,
    byte: u64,
}

/// Reading a row.
pub const READ: Price = Price { flat: 1_000, byte: 3 };
/// Writing a row.
pub const WRITE: Price = Price { flat: 2_000, byte: 30 };
/// Removing a row.
pub const REMOVE: Price = Price { flat: 1_000, byte: 0 };
/// The next row of an iteration.
pub const NEXT: Price = Price { flat: 30, byte: 3 };

impl Price {
    /// What an access to so many bytes of key and value costs, in gas of the virtual machine.
    pub fn of(self, key: &[u8], value: &[u8]) -> u64 {
        let bytes = (KEY_PREFIX + key.len() + value.len()) as u64;
        (self.flat + self.byte * bytes) * VM_GAS
    }
}

/// What the contracts of one chain have used and may still use.
pub struct Meter {
    left: Cell<u64>,
    most_pages: Cell<usize>,
    runs: Cell<u64>,
    entered: RefCell<BTreeSet<String>>,
}

impl Default for Meter {
    fn default() -> Self {
        Self {
            left: Cell::new(UNLIMITED),
            most_pages: Cell::new(0),
            runs: Cell::new(0),
            entered: RefCell::default(),
        }
    }
}

impl Meter {
    /// From now on so much gas of the virtual machine may be used.
    pub fn allow(&self, gas: u64) {
        self.left.set(gas);
    }

    /// Gas of the virtual machine that may still be used.
    pub fn left(&self) -> u64 {
        self.left.get()
    }

    /// A run of a contract has ended with so many pages of memory.
    pub(crate) fn ran(&self, gas_left: u64, pages: usize) {
        self.left.set(gas_left);
        self.runs.set(self.runs.get() + 1);
        self.most_pages.set(self.most_pages.get().max(pages));
    }

    /// A contract gets a message.
    pub(crate) fn enter(&self, message: String) {
        self.entered.borrow_mut().insert(message);
    }

    /// Runs of contracts so far.
    pub fn runs(&self) -> u64 {
        self.runs.get()
    }

    /// The most memory that a run needed since this was asked for the last time, in pages of 64 KiB.
    pub fn take_most_pages(&self) -> usize {
        self.most_pages.replace(0)
    }

    /// The messages (`pool-registry.delegate`) that contracts got since this was asked for the last time.
    pub fn take_entered(&self) -> BTreeSet<String> {
        self.entered.take()
    }
}
