//! The record of what is deployed, in the form of `deployments/<chain-id>.json` (`docs/deploy.md`), so that applications learn
//! addresses as on a devnet.

use anyhow::Context;
use serde_json::{json, Map, Value};
use tributary_simulator::chain::OWNER;
use tributary_simulator::names::Names;
use tributary_simulator::report::{Action, Position, Report, StepReport};
use tributary_simulator::step::Step;
use tributary_simulator::{codes, Chain};

use crate::codes::Codes;
use crate::history::Hash;

/// The record of a scenario that was played, the hashes of whose steps are known. With `wires` all its steps tie contracts
/// together, otherwise those of the preset alone.
///
/// # Errors
/// When a contract of it is not there.
pub(crate) fn record(
    chain: &Chain,
    names: &mut Names,
    known: &Codes,
    report: &Report,
    hashes: &[Option<Hash>],
    wires: bool,
) -> anyhow::Result<Value> {
    let owner = chain.address_of(OWNER)?;
    let (mut contracts, mut wiring) = (Map::new(), vec![]);
    for (step, hash) in report.steps.iter().zip(hashes) {
        match &step.action {
            Action::Deploy(deployment) => {
                let address = names.contract(chain, &deployment.name)?;
                let contract = json!({ "code": deployment.code, "address": address, "label": deployment.name,
                    "transaction": transaction(step, hash.as_ref()) });
                contracts.insert(deployment.name.clone(), contract);
            }
            Action::Step(Step::Execute(execute)) if wires || matches!(step.at, Position::Preset(_)) => {
                wiring.push(json!({ "contract": execute.contract, "execute": step.message,
                    "transaction": transaction(step, hash.as_ref()) }));
            }
            Action::Start | Action::Step(_) => {}
        }
    }
    let mut stored = Map::new();
    for (name, _) in codes::all() {
        let id = chain.code_id(name)?;
        let checksum = known.checksum(chain, id).context("a code without a checksum")?;
        stored.insert(name.to_owned(), json!({ "code_id": id, "checksum": hex::encode(checksum) }));
    }
    Ok(json!({ "chain_id": chain.block().chain_id, "label": "tributary", "deployer": owner, "owner": owner,
        "admin": owner, "codes": stored, "contracts": contracts, "wiring": wiring }))
}

fn transaction(step: &StepReport, hash: Option<&Hash>) -> Value {
    json!({ "hash": hash.map(hex::encode_upper), "height": step.height })
}
