//! Migrations of full lists.

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::{Addr, Binary};
use serde_json::{json, Value};
use tributary_controls::packed::{from_bytes, to_bytes};

use super::scene::Scene;
use crate::migration::{self, Rows};

/// The release from which contracts are migrated.
const BEFORE: &str = "0.1.0";

/// How addresses begin that are not stored as texts: 231 and the length of what follows.
const SHORT: &[u8] = b"\xebwasm";

impl Scene {
    /// Migrates every contract from what release 0.1.0 would have stored, in pages as long as they may be.
    pub fn migrate(&mut self) -> Result<()> {
        let net = &self.net;
        let registries = [&net.staker_registry, &net.pool_registry];
        let others = [&self.licenses, &self.treasury, &self.vault, &self.escrow];
        for contract in registries.into_iter().chain(others).cloned().collect::<Vec<_>>() {
            let before = self.stored(&contract);
            let old = before.iter().map(|(key, value)| Ok((key.clone(), with_texts(value)?.into())));
            let mut old = old.collect::<Result<Rows>>()?;
            let info = old.get_mut(&Binary::from(b"contract_info").to_base64()).context("a version")?;
            let mut named: Value = serde_json::from_slice(info)?;
            named["version"] = json!(BEFORE);
            *info = named.to_string().into_bytes().into();
            migration::play(&mut self.net.chain, &contract, &old)?;
            ensure!(self.stored(&contract) == before, "{contract} stores something else behind a migration");
        }
        Ok(())
    }

    fn stored(&self, contract: &Addr) -> Rows {
        let rows = self.net.chain.app().dump_wasm_raw(contract);
        rows.into_iter().map(|(key, value)| (Binary::new(key).to_base64(), value.into())).collect()
    }
}

/// A record as release 0.1.0 stored it, addresses as texts.
fn with_texts(record: &[u8]) -> Result<Vec<u8>> {
    let (mut old, mut rest) = (vec![], record);
    while let Some(at) = rest.windows(SHORT.len()).position(|part| part == SHORT) {
        let (before, from) = rest.split_at(at);
        let characters = from.get(SHORT.len()).context("the length of an address")?;
        let bytes = (usize::from(*characters) * 5).div_ceil(8);
        let (address, behind) = from.split_at_checked(SHORT.len() + 1 + bytes).context("an address")?;
        old.extend(before);
        old.extend(to_bytes(&from_bytes::<Addr>(address)?.into_string()));
        rest = behind;
    }
    old.extend(rest);
    Ok(old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_texts() {
        let texts = ["wasm1qpz", "wasm17etj6pg3d88gykq9m6y5wy8rq5xdxe8eseekhd"];
        let [one, other] = texts.map(|text| to_bytes(&Addr::unchecked(text)));
        let record = [&[7], one.as_slice(), &other, &[9, 0], &one].concat();

        let [one, other] = texts.map(|text| to_bytes(&text.to_owned()));
        assert_eq!(with_texts(&record).unwrap(), [&[7], one.as_slice(), &other, &[9, 0], &one].concat());
    }
}
