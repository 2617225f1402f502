//! coinbase: the rewards wallet of one pool.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{to_json_binary, Addr, StdResult, Uint128, WasmMsg};

use crate::event::facts;

/// How this contract signs its events.
pub const CONTRACT: &str = "tributary_coinbase";

/// Instantiated by the pool-registry when a pool is registered, with `Instantiate2` and the canonical operator address as
/// salt, so that its address is known beforehand. It has no admin and never changes.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The pool-registry, the only one that may call.
    pub registry: String,
    /// The pool (its operator).
    pub pool: String,
    /// The staking denom.
    pub denom: String,
}

/// Everything a coinbase does. The registry alone may call; no coins.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Pays staking coins.
    ///
    /// Errors: **unauthorized** (not the registry), **empty** (no payment), **zero** (a payment of nothing), **funds**.
    Pay {
        /// Who gets how much, at least one.
        payments: Vec<Payment>,
    },
    /// Sends all coins of another denom, which are nobody's rewards.
    ///
    /// Errors: **unauthorized**, **denom** (the staking denom leaves by `pay` alone), **nothing** (no such coins), **funds**.
    Recover {
        /// Which coins.
        denom: String,
        /// Who gets them.
        recipient: String,
    },
}

/// One payment of a coinbase, in base units of the staking denom.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Who is paid.
    pub recipient: String,
    /// How much, above zero.
    pub amount: Uint128,
}

/// What a coinbase answers.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Whom it serves.
    #[returns(ConfigResponse)]
    Config {},
}

/// Whom a coinbase serves.
#[cw_serde]
pub struct ConfigResponse {
    /// The pool-registry.
    pub registry: Addr,
    /// The pool (its operator).
    pub pool: Addr,
    /// The staking denom.
    pub denom: String,
}

facts! {
    /// Rewards left the coinbase.
    Paid = "paid" {
        /// Whose coinbase.
        pool: Addr,
        /// Who was paid.
        recipient: Addr,
        /// How much.
        amount: Uint128,
    }

    /// Coins of another denom left the coinbase.
    Recovered = "recovered" {
        /// Whose coinbase.
        pool: Addr,
        /// Which coins.
        denom: String,
        /// Who got them.
        recipient: Addr,
        /// How much.
        amount: Uint128,
    }
}

/// A coinbase as the pool-registry calls it.
#[cw_serde]
pub struct CoinbaseContract(Addr);

impl CoinbaseContract {
    /// A handle on the coinbase at `address`.
    pub const fn new(address: Addr) -> Self {
        Self(address)
    }

    /// Where it is.
    pub const fn addr(&self) -> &Addr {
        &self.0
    }

    /// Pays rewards.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn pay(&self, payments: Vec<Payment>) -> StdResult<WasmMsg> {
        self.execute(&ExecuteMsg::Pay { payments })
    }

    /// Sends all coins of a foreign `denom` to `recipient`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn recover(&self, denom: String, recipient: &Addr) -> StdResult<WasmMsg> {
        self.execute(&ExecuteMsg::Recover { denom, recipient: recipient.to_string() })
    }

    fn execute(&self, msg: &ExecuteMsg) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg: to_json_binary(msg)?, funds: vec![] })
    }
}
