//! The staker-registry as a contract asks it that delegates; see `pool_registry`.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, QuerierWrapper, StdResult};
use cw_utils::{Duration, Expiration};

use super::StakerRegistryContract;

/// What it asks.
#[cw_serde]
enum DelegatorQuery {
    Config {},
    Unbonds { owner: String, staker: String, start_after: Option<u64>, limit: u32 },
}

/// What it wants to know of the parameters.
#[cw_serde]
struct Lock {
    unbond_lock: Duration,
}

/// What it wants to know of open unbonds.
#[cw_serde]
struct Unbonds {
    unbonds: Vec<Unbond>,
}

/// Of each of them.
#[cw_serde]
struct Unbond {
    id: u64,
    release: Expiration,
}

impl StakerRegistryContract {
    /// How long an unbond waits.
    ///
    /// # Errors
    /// If the address is no staker-registry.
    pub fn unbond_lock(&self, querier: &QuerierWrapper) -> StdResult<Duration> {
        let lock: Lock = querier.query_wasm_smart(self.addr(), &DelegatorQuery::Config {})?;
        Ok(lock.unbond_lock)
    }

    /// From when on the unbond `id` of `owner` from `staker` can be finalised; nothing if it was, by whomever.
    ///
    /// # Errors
    /// If the address is no staker-registry.
    pub fn unbond_release(
        &self,
        querier: &QuerierWrapper,
        owner: &Addr,
        staker: &Addr,
        id: u64,
    ) -> StdResult<Option<Expiration>> {
        // Ids count from 0.
        let (owner, staker, start_after) = (owner.to_string(), staker.to_string(), id.checked_sub(1));
        let first = DelegatorQuery::Unbonds { owner, staker, start_after, limit: 1 };
        let found: Unbonds = querier.query_wasm_smart(self.addr(), &first)?;
        Ok(found.unbonds.into_iter().find(|unbond| unbond.id == id).map(|unbond| unbond.release))
    }
}
