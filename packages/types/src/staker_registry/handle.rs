//! The staker-registry as other contracts call it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, Coin, CustomQuery, QuerierWrapper, StdResult, Uint128, WasmMsg};
use serde::de::DeserializeOwned;

use super::{ConfigResponse, ExecuteMsg, QueryMsg, TransferResponse, TransfersResponse, UnbondsResponse};

/// What a staker begins with.
pub enum FirstStake {
    /// Coins.
    Coins(Coin),
    /// A licence in the custody of the staker-registry.
    License(String),
}

/// A handle on the staker-registry. Its methods are named like the messages and queries.
#[cw_serde]
pub struct StakerRegistryContract(Addr);

impl StakerRegistryContract {
    /// A handle on the staker-registry at `address`.
    pub const fn new(address: Addr) -> Self {
        Self(address)
    }

    /// Where it is.
    pub const fn addr(&self) -> &Addr {
        &self.0
    }

    /// The message `msg` with `funds`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn execute(&self, msg: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg: to_json_binary(msg)?, funds })
    }

    /// Registers `identity` with a first stake; the caller becomes its management.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn register_staker(
        &self,
        identity: &Addr,
        signing_address: &Addr,
        coinbase_address: &Addr,
        stake: FirstStake,
    ) -> StdResult<WasmMsg> {
        let (license, funds) = match stake {
            FirstStake::Coins(coin) => (None, vec![coin]),
            FirstStake::License(token_id) => (Some(token_id), vec![]),
        };
        let msg = ExecuteMsg::RegisterStaker {
            identity: Some(identity.to_string()),
            signing_address: signing_address.to_string(),
            coinbase_address: coinbase_address.to_string(),
            license,
        };
        self.execute(&msg, funds)
    }

    /// Adds `stake` to `staker`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn bond(&self, staker: &Addr, stake: Coin) -> StdResult<WasmMsg> {
        self.execute(&ExecuteMsg::Bond { staker: staker.to_string() }, vec![stake])
    }

    /// Takes `amount` off `staker` for `owner`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn unbond(&self, staker: &Addr, owner: &Addr, amount: Uint128, fee: Uint128) -> StdResult<WasmMsg> {
        let msg = ExecuteMsg::Unbond {
            staker: staker.to_string(),
            amount,
            fee: Some(fee),
            recipient: None,
            owner: Some(owner.to_string()),
        };
        self.execute(&msg, vec![])
    }

    /// Moves `amount` for `owner`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn transfer_stake(
        &self,
        from: &Addr,
        to: &Addr,
        owner: &Addr,
        amount: Uint128,
        fee: Uint128,
    ) -> StdResult<WasmMsg> {
        let msg = ExecuteMsg::TransferStake {
            from: from.to_string(),
            to: to.to_string(),
            amount,
            fee: Some(fee),
            owner: Some(owner.to_string()),
        };
        self.execute(&msg, vec![])
    }

    /// Switches `staker` on or off.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn set_state(&self, staker: &Addr, active: bool) -> StdResult<WasmMsg> {
        self.execute(&ExecuteMsg::SetState { staker: staker.to_string(), active }, vec![])
    }

    /// The parameters in force.
    ///
    /// # Errors
    /// If the address is no staker-registry.
    pub fn config<C: CustomQuery>(&self, querier: &QuerierWrapper<C>) -> StdResult<ConfigResponse> {
        self.query(querier, &QueryMsg::Config {})
    }

    /// An open transfer.
    ///
    /// # Errors
    /// If there is none with this id.
    pub fn transfer_item<C: CustomQuery>(
        &self,
        querier: &QuerierWrapper<C>,
        id: u64,
    ) -> StdResult<TransferResponse> {
        self.query(querier, &QueryMsg::TransferItem { id })
    }

    /// A page of open unbonds.
    ///
    /// # Errors
    /// Those of the query.
    pub fn unbonds<C: CustomQuery>(
        &self,
        querier: &QuerierWrapper<C>,
        owner: Option<String>,
        start_after: Option<u64>,
        limit: Option<u32>,
    ) -> StdResult<UnbondsResponse> {
        self.query(querier, &QueryMsg::Unbonds { owner, staker: None, start_after, limit })
    }

    /// A page of open transfers.
    ///
    /// # Errors
    /// Those of the query.
    pub fn transfers<C: CustomQuery>(
        &self,
        querier: &QuerierWrapper<C>,
        owner: Option<String>,
        to: Option<String>,
        start_after: Option<u64>,
        limit: Option<u32>,
    ) -> StdResult<TransfersResponse> {
        self.query(querier, &QueryMsg::Transfers { owner, staker: None, to, start_after, limit })
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
