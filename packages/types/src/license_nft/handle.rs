//! The licence contract as other contracts call it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, CustomQuery, QuerierWrapper, StdResult, Uint128, WasmMsg};
use serde::de::DeserializeOwned;

use super::{ConfigResponse, ExecuteMsg, NodeRole, QueryMsg, StatusResponse};

/// The licence contract where its licences count as stake, and what one stands for, for ever.
#[cw_serde]
pub struct LicenseTerms {
    /// The contract.
    pub license_nft: LicenseNftContract,
    /// Coins that a licence stands for.
    pub coins_per_license: Uint128,
}

/// A handle on the licence contract. Its methods are named like the messages and queries.
#[cw_serde]
pub struct LicenseNftContract(Addr);

impl LicenseNftContract {
    /// A handle on the licence contract at `address`.
    pub const fn new(address: Addr) -> Self {
        Self(address)
    }

    /// Where it is.
    pub const fn addr(&self) -> &Addr {
        &self.0
    }

    /// The message `msg`, which takes no coins.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn execute(&self, msg: &ExecuteMsg) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg: to_json_binary(msg)?, funds: vec![] })
    }

    /// Notes for which node a licence in custody stands.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn record_bond(&self, token_id: String, node: &Addr, role: NodeRole) -> StdResult<WasmMsg> {
        self.execute(&ExecuteMsg::RecordBond { token_id, node: node.to_string(), role })
    }

    /// Returns a licence to its bonder.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn transfer_nft(&self, recipient: &Addr, token_id: String) -> StdResult<WasmMsg> {
        self.execute(&ExecuteMsg::TransferNft { recipient: recipient.to_string(), token_id })
    }

    /// Burns licences of `node` for `need` coins.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn liquidate(&self, node: &Addr, need: Uint128, token_ids: Vec<String>) -> StdResult<WasmMsg> {
        self.execute(&ExecuteMsg::Liquidate { node: node.to_string(), need, token_ids })
    }

    /// The parameters.
    ///
    /// # Errors
    /// If the address is no licence contract.
    pub fn config<C: CustomQuery>(&self, querier: &QuerierWrapper<C>) -> StdResult<ConfigResponse> {
        self.query(querier, &QueryMsg::Config {})
    }

    /// The stage, counts and the reserve.
    ///
    /// # Errors
    /// If the address is no licence contract.
    pub fn status<C: CustomQuery>(&self, querier: &QuerierWrapper<C>) -> StdResult<StatusResponse> {
        self.query(querier, &QueryMsg::Status {})
    }

    /// Any query.
    ///
    /// # Errors
    /// Those of the query.
    pub fn query<C: CustomQuery, T: DeserializeOwned>(
        &self,
        querier: &QuerierWrapper<C>,
        msg: &QueryMsg,
    ) -> StdResult<T> {
        querier.query_wasm_smart(&self.0, msg)
    }
}
