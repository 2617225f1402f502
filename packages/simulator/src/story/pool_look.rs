//! What pool-registries answer at one moment.

use cosmwasm_std::Uint128;
use serde_json::json;
use tributary_types::pool_registry::{
    AmountResponse, DelegationResponse, DelegatorsResponse, PoolResponse, PoolsResponse,
};

use super::asking::{all, ask, Unanswered};
use super::cast::{Cast, Role};
use crate::chain::Chain;

/// One pool and everybody in it.
#[derive(Debug, Clone)]
pub struct PoolLook {
    /// Its staking denom.
    pub denom: String,
    /// The pool.
    pub pool: PoolResponse,
    /// Who holds something in it.
    pub members: Vec<DelegationResponse>,
    /// What has arrived and is not booked.
    pub unbooked: Uint128,
}

/// Asks all pool-registries.
///
/// # Errors
/// When one of them does not answer.
pub fn pools(chain: &Chain, cast: &Cast) -> Result<Vec<PoolLook>, Unanswered> {
    let mut pools = vec![];
    for (registry, _) in cast.contracts().filter(|(_, role)| **role == Role::PoolRegistry) {
        let denom = cast.denom(registry).unwrap_or_default();
        let after = |last: &PoolResponse| json!(last.pool);
        let rows = all(chain, registry, ("pools", json!({})), |page: PoolsResponse| page.pools, after)?;
        for pool in rows {
            let of = json!({"pool": pool.pool});
            let after = |last: &DelegationResponse| json!(last.delegator);
            let members = all(
                chain,
                registry,
                ("delegators", of.clone()),
                |page: DelegatorsResponse| page.delegators,
                after,
            )?;
            let unbooked: AmountResponse = ask(chain, registry, &json!({"unbooked_rewards": of}))?;
            pools.push(PoolLook { denom: denom.to_owned(), pool, members, unbooked: unbooked.amount });
        }
    }
    Ok(pools)
}
