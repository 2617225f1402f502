//! The treasury as other contracts call it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, Coin, QuerierWrapper, StdResult, WasmMsg};

/// What others send: declared on its own, so that they do not carry the code of all other messages.
#[cw_serde]
enum RevenueMsg {
    DistributeRevenue {},
}

/// What others ask.
#[cw_serde]
enum TreasuryQuery {
    Config {},
}

/// What they want to know of it.
#[cw_serde]
struct Denomination {
    denom: String,
}

/// A handle on the treasury. Its methods are named like the messages.
#[cw_serde]
pub struct TreasuryContract(Addr);

impl TreasuryContract {
    /// A handle on the treasury at `address`.
    pub const fn new(address: Addr) -> Self {
        Self(address)
    }

    /// Where it is.
    pub const fn addr(&self) -> &Addr {
        &self.0
    }

    /// The denom of revenue.
    ///
    /// # Errors
    /// If the address is no treasury.
    pub fn denom(&self, querier: &QuerierWrapper) -> StdResult<String> {
        let config: Denomination = querier.query_wasm_smart(&self.0, &TreasuryQuery::Config {})?;
        Ok(config.denom)
    }

    /// Hands `revenue` over for distribution.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn distribute_revenue(&self, revenue: Coin) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute {
            contract_addr: self.0.to_string(),
            msg: to_json_binary(&RevenueMsg::DistributeRevenue {})?,
            funds: vec![revenue],
        })
    }
}
