//! What vaults answer at one moment.

use cosmwasm_std::Addr;
use serde_json::json;
use tributary_types::boosted_staking::{
    BatchResponse, BatchesResponse, DepositsResponse, PositionResponse, PositionsResponse,
};

use super::asking::{all, ask, Unanswered};
use super::cast::{Cast, Role};
use super::vaults::{Users, Vault, VaultUser};
use crate::chain::Chain;

/// Asks all vaults; `users` are those that each knows.
///
/// # Errors
/// When one of them does not answer.
pub fn vaults(chain: &Chain, cast: &Cast, users: &Users) -> Result<Vec<Vault>, Unanswered> {
    let contracts = cast.contracts().filter(|(_, role)| **role == Role::BoostedStaking);
    let vaults = contracts.map(|(contract, _)| {
        let users = users.of(contract).map(|user| vault_user(chain, contract, user));
        Ok(Vault {
            contract: contract.clone(),
            config: ask(chain, contract, &json!({"config": {}}))?,
            totals: ask(chain, contract, &json!({"vault": {}}))?,
            users: users.collect::<Result<_, _>>()?,
        })
    });
    vaults.collect()
}

fn vault_user(chain: &Chain, vault: &Addr, user: &Addr) -> Result<VaultUser, Unanswered> {
    let of = json!({"user": user});
    let after = |last: &PositionResponse| json!(last.position_id);
    let rows = |page: PositionsResponse| page.positions;
    let positions = all(chain, vault, ("positions", of.clone()), rows, after)?;
    let after = |last: &BatchResponse| json!(last.position_id);
    let batches = all(chain, vault, ("batches", of.clone()), |page: BatchesResponse| page.batches, after)?;
    let after = |last: &String| json!(last);
    let deposits =
        all(chain, vault, ("deposits", of.clone()), |page: DepositsResponse| page.deposits, after)?;
    let boost = ask(chain, vault, &json!({ "boost": of }))?;
    Ok(VaultUser { user: user.clone(), positions, batches, boost, deposits })
}
