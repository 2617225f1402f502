//! What one transaction costs.

use std::collections::BTreeSet;

/// wasmd's multiplier: so much gas of the virtual machine is one gas of the chain.
pub const VM_GAS_PER_SDK_GAS: u64 = 140_000;

/// Every key of a contract is stored behind one byte and the contract's 32-byte address.
const KEY_PREFIX: u64 = 33;

/// Counts of one transaction over all contracts that it runs. Bytes are those of keys and values, prefixes included.
#[derive(Clone, Debug, Default)]
pub struct Cost {
    /// Gas of the virtual machine, queries to contracts included.
    pub vm_gas: u64,
    pub reads: u64,
    pub read_bytes: u64,
    pub writes: u64,
    pub written_bytes: u64,
    pub removes: u64,
    pub iterated: u64,
    pub iterated_bytes: u64,
    /// Runs of a contract's code: execute, instantiate, reply, smart query.
    pub runs: u64,
    /// Codes that ran.
    pub codes: BTreeSet<u64>,
    pub bank_sends: u64,
    pub bank_queries: u64,
}

impl Cost {
    pub fn read(&mut self, key: &[u8], value: Option<&[u8]>) {
        self.reads += 1;
        self.read_bytes += size(key) + value.map_or(0, length);
    }

    pub fn write(&mut self, key: &[u8], value: &[u8]) {
        self.writes += 1;
        self.written_bytes += size(key) + length(value);
    }

    pub fn remove(&mut self) {
        self.removes += 1;
    }

    pub fn iterate(&mut self, key: &[u8], value: &[u8]) {
        self.iterated += 1;
        self.iterated_bytes += size(key) + length(value);
    }

    /// Gas of the chain for running code.
    pub fn vm_sdk_gas(&self) -> u64 {
        self.vm_gas.div_ceil(VM_GAS_PER_SDK_GAS)
    }

    /// Gas of the chain for the contracts' storage, by the prices of the Cosmos SDK's store.
    pub fn store_sdk_gas(&self) -> u64 {
        1_000 * self.reads
            + 3 * self.read_bytes
            + 2_000 * self.writes
            + 30 * self.written_bytes
            + 1_000 * self.removes
            + 30 * self.iterated
            + 3 * self.iterated_bytes
    }

    pub fn sdk_gas(&self) -> u64 {
        self.vm_sdk_gas() + self.store_sdk_gas()
    }
}

fn size(key: &[u8]) -> u64 {
    KEY_PREFIX + length(key)
}

fn length(bytes: &[u8]) -> u64 {
    bytes.len() as u64
}
