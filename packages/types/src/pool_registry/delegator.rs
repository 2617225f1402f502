//! The pool-registry as a contract calls it that delegates. What is sent and asked is declared on its own, so that such a contract
//! does not carry the code of all other messages.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, Coin, QuerierWrapper, StdResult, Uint128, WasmMsg};

use super::PoolRegistryContract;
use crate::staker_registry::StakerRegistryContract;

/// What it sends.
#[cw_serde]
enum DelegatorMsg {
    Delegate { pool: String },
    Undelegate { pool: String, amount: Uint128 },
    FinalizeUndelegate { id: u64 },
    WithdrawRewards { pool: String },
}

/// What it asks.
#[cw_serde]
enum DelegatorQuery {
    Config {},
    Pool { pool: String },
}

/// A pool, of which nothing is asked but whether it is there.
#[cw_serde]
struct Known {}

/// What a delegator wants to know of the pool-registry.
#[cw_serde]
pub struct DelegatorTerms {
    /// Where undelegations wait.
    pub staker_registry: StakerRegistryContract,
    /// What is delegated and earned.
    pub denom: String,
    /// The least that somebody may hold in a pool without leaving it, in base units.
    pub min_delegation: Uint128,
}

impl PoolRegistryContract {
    /// What a delegator wants to know.
    ///
    /// # Errors
    /// If the address is no pool-registry.
    pub fn delegator_terms(&self, querier: &QuerierWrapper) -> StdResult<DelegatorTerms> {
        querier.query_wasm_smart(self.addr(), &DelegatorQuery::Config {})
    }

    /// Whether there is such a pool.
    pub fn has_pool(&self, querier: &QuerierWrapper, pool: &Addr) -> bool {
        let pool = DelegatorQuery::Pool { pool: pool.to_string() };
        querier.query_wasm_smart::<Known>(self.addr(), &pool).is_ok()
    }

    /// Delegates `stake`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn delegate(&self, pool: &Addr, stake: Coin) -> StdResult<WasmMsg> {
        self.send(&DelegatorMsg::Delegate { pool: pool.to_string() }, vec![stake])
    }

    /// Takes stake out of a pool. Data: `id`, `release`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn undelegate(&self, pool: &Addr, amount: Uint128) -> StdResult<WasmMsg> {
        self.send(&DelegatorMsg::Undelegate { pool: pool.to_string(), amount }, vec![])
    }

    /// Pays a matured undelegation.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn finalize_undelegate(&self, id: u64) -> StdResult<WasmMsg> {
        self.send(&DelegatorMsg::FinalizeUndelegate { id }, vec![])
    }

    /// Pays the rewards of a pool. Data: `amount`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn withdraw_rewards(&self, pool: &Addr) -> StdResult<WasmMsg> {
        self.send(&DelegatorMsg::WithdrawRewards { pool: pool.to_string() }, vec![])
    }

    fn send(&self, msg: &DelegatorMsg, funds: Vec<Coin>) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute { contract_addr: self.addr().to_string(), msg: to_json_binary(msg)?, funds })
    }
}
