//! The pool-registry as other contracts call it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, CustomQuery, QuerierWrapper, StdResult, WasmMsg};
use tributary_math::holding::Seizure;

use super::{DelegationResponse, ExecuteMsg, QueryMsg};
use crate::license_nft::LicenseTerms;

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

    /// The message `msg`, without coins.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn execute(&self, msg: &ExecuteMsg) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg: to_json_binary(msg)?, funds: vec![] })
    }

    /// Reports that `delegator` has `licenses` in a pool now.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn license_changed(
        &self,
        pool: &Addr,
        delegator: &Addr,
        licenses: u32,
        token_id: &str,
        terms: &LicenseTerms,
    ) -> StdResult<WasmMsg> {
        self.execute(&ExecuteMsg::LicenseChanged {
            pool: pool.to_string(),
            delegator: delegator.to_string(),
            licenses,
            token_id: token_id.to_owned(),
            coins_per_license: terms.coins_per_license,
            license_nft: terms.license_nft.addr().to_string(),
        })
    }

    /// Reports what was taken from an operator.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn liquidated(&self, pool: &Addr, seizure: Seizure) -> StdResult<WasmMsg> {
        let Seizure { tokens, licenses, surplus } = seizure;
        self.execute(&ExecuteMsg::Liquidated { pool: pool.to_string(), tokens, licenses, surplus })
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
