//! The pool-registry as other contracts call it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, CustomQuery, QuerierWrapper, StdResult, Uint128, WasmMsg};

use super::{DelegationResponse, ExecuteMsg, QueryMsg};

/// A handle on the pool-registry. Its methods are named like the messages and queries.
#[cw_serde]
pub struct PoolRegistryContract(Addr);

impl PoolRegistryContract {
    /// A handle on the pool-registry at `address`.
    pub const fn new(address: Addr) -> Self {
        Self(address)
    }

    /// Where it is.
    pub const fn addr(&self) -> &Addr {
        &self.0
    }

    /// Reports what was taken from an operator's tokens.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn liquidated(&self, pool: &Addr, tokens: Uint128) -> StdResult<WasmMsg> {
        let msg = ExecuteMsg::Liquidated { pool: pool.to_string(), tokens };
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg: to_json_binary(&msg)?, funds: vec![] })
    }

    /// What somebody holds in a pool.
    ///
    /// # Errors
    /// If there is no such pool.
    pub fn delegation<C: CustomQuery>(
        &self,
        querier: &QuerierWrapper<C>,
        pool: &Addr,
        delegator: &Addr,
    ) -> StdResult<DelegationResponse> {
        let msg = QueryMsg::Delegation { pool: pool.to_string(), delegator: delegator.to_string() };
        querier.query_wasm_smart(&self.0, &msg)
    }
}
