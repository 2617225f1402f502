//! Storage as it could only become after years.

use super::suite::Suite;

impl Suite {
    /// Writes `value` under the bare `key` of the staker-registry.
    pub fn seed_stakers(&mut self, key: &[u8], value: Vec<u8>) {
        let contract = self.staker_registry.clone();
        self.chain.storage_mut(&contract).set(key, &value);
    }
}
