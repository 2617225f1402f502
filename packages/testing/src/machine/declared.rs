//! Events are those that the schema declares: clients know no others.

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::Event;
use tributary_types::event::facts_of;

/// What cw-multi-test and chains add to each event of a contract.
const EMITTER: &str = "_contract_address";

/// Whether an event of ours is declared for its contract, with these attributes.
pub(super) fn declared(event: &Event) -> Result<()> {
    let Some((contract, name)) = event.ty.strip_prefix("wasm-tributary_").and_then(|it| it.split_once('/'))
    else {
        return Ok(());
    };
    let facts = facts_of(&contract.replace('_', "-"));
    let fact = facts.iter().find(|fact| fact.name == name);
    let fact = fact.with_context(|| format!("{} is not declared", event.ty))?;
    for key in event.attributes.iter().map(|attribute| attribute.key.as_str()) {
        let known = key == EMITTER || fact.attributes.iter().any(|attribute| attribute.name == key);
        ensure!(known, "{} of {} is not declared", key, event.ty);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_declared_is_found() {
        let paused = Event::new("wasm-tributary_coinbase/paused");
        assert!(declared(&paused).is_err(), "a coinbase cannot be paused");
        let paused = Event::new("wasm-tributary_joint_staking/paused").add_attribute(EMITTER, "one");
        declared(&paused.clone().add_attribute("guardian", "one")).unwrap();
        assert!(declared(&paused.add_attribute("stranger", "one")).is_err());
        declared(&Event::new("transfer").add_attribute("amount", "1")).unwrap();
    }
}
