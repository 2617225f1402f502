//! Storage as it could only become after years, written by a migration.

use cosmwasm_std::{Binary, CosmosMsg, DepsMut, Env, Response, StdResult, WasmMsg};
use cw_multi_test::ContractWrapper;
use tributary_staker_registry::contract;

use super::suite::Suite;

fn write(deps: DepsMut, _: Env, (key, value): (Binary, Binary)) -> StdResult<Response> {
    deps.storage.set(&key, &value);
    Ok(Response::new())
}

impl Suite {
    /// Writes `value` under the bare `key` of the staker-registry.
    pub fn seed_stakers(&mut self, key: &[u8], value: Vec<u8>) {
        let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
        let new_code_id = self.chain.store_code("seeded", Box::new(code.with_migrate(write)));
        let value = Binary::from(value);
        let msg = serde_json::to_vec(&(Binary::from(key), value)).unwrap().into();
        let (owner, contract_addr) = (self.owner.clone(), self.staker_registry.to_string());
        let migrate: CosmosMsg = WasmMsg::Migrate { contract_addr, new_code_id, msg }.into();
        self.chain.execute_many(&owner, vec![migrate]).unwrap();
    }
}
