//! Fault 55: the suite does not speak IBC, so no contract may offer it or ask a chain for it.

use anyhow::{ensure, Result};

use crate::machine::Machine;

/// Capabilities of chains that speak IBC.
const FOREIGN: [&str; 2] = ["stargate", "ibc2"];

/// Looks at all contracts; answers how many there are.
///
/// # Errors
/// If one exports an IBC entry point or requires such a capability.
pub fn check(machine: &Machine) -> Result<usize> {
    for (name, code) in machine.codes() {
        let report = machine.analyze(code)?;
        let entry_points = report.entrypoints.iter().map(AsRef::as_ref);
        let capabilities = report.required_capabilities.iter().map(String::as_str);
        let foreign = foreign(entry_points, capabilities);
        ensure!(foreign.is_empty(), "{name} speaks IBC: {foreign:?}");
    }
    Ok(machine.codes().len())
}

fn foreign<'a>(
    entry_points: impl Iterator<Item = &'a str>,
    capabilities: impl Iterator<Item = &'a str>,
) -> Vec<&'a str> {
    let exported = entry_points.filter(|name| name.starts_with("ibc"));
    exported.chain(capabilities.filter(|name| FOREIGN.contains(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibc_is_seen_in_entry_points_and_capabilities() {
        let entry_points = ["execute", "ibc_channel_open", "ibc2_packet_send"];
        let found = foreign(entry_points.into_iter(), ["iterator", "stargate"].into_iter());
        assert_eq!(found, ["ibc_channel_open", "ibc2_packet_send", "stargate"]);
    }
}
