//! What treasuries answer at one moment.

use cosmwasm_std::{Addr, Uint128, Uint256};
use serde_json::json;
use tributary_types::treasury_decay::{
    EpochResponse, PoolResponse, PoolsResponse, RevenueResponse, ShareResponse, ThresholdResponse, UserItem,
    UsersResponse,
};

use super::asking::{all, ask, Unanswered};
use super::cast::{Cast, Role};
use super::money::sum;
use crate::chain::Chain;

/// A treasury at one moment.
#[derive(Debug, Clone)]
pub struct Treasury {
    /// The contract.
    pub contract: Addr,
    /// The running epoch.
    pub epoch: EpochResponse,
    /// The threshold in force, and what it is made of.
    pub threshold: ThresholdResponse,
    /// Where all revenue is.
    pub revenue: RevenueResponse,
    /// Everybody with a stake.
    pub users: Vec<UserItem>,
    /// All pools it knows.
    pub pools: Vec<PoolResponse>,
    /// What users have and had for themselves.
    pub shares: Vec<(Addr, ShareResponse)>,
}

impl Treasury {
    /// What is credited to pools and not sent.
    pub fn pending(&self) -> Uint256 {
        sum(self.pools.iter().map(|pool| pool.pending))
    }

    /// What is credited to users and not claimed.
    pub fn claimable(&self) -> Uint256 {
        sum(self.shares.iter().map(|(_, share)| share.claimable))
    }
}

/// What makes and breaks efficiency in a treasury at one moment.
#[derive(Debug, Clone)]
pub struct ThresholdLook {
    /// The contract.
    pub contract: Addr,
    /// The threshold in force.
    pub threshold: Uint128,
    /// Everybody with a stake.
    pub users: Vec<UserItem>,
}

/// Asks all treasuries for their thresholds and stakes.
///
/// # Errors
/// When one of them does not answer.
pub fn thresholds(chain: &Chain, cast: &Cast) -> Result<Vec<ThresholdLook>, Unanswered> {
    let contracts = cast.contracts().filter(|(_, role)| **role == Role::TreasuryDecay);
    let looks = contracts.map(|(contract, _)| {
        let of: ThresholdResponse = ask(chain, contract, &json!({"threshold": {}}))?;
        let users = users(chain, contract)?;
        Ok(ThresholdLook { contract: contract.clone(), threshold: of.threshold, users })
    });
    looks.collect()
}

fn users(chain: &Chain, contract: &Addr) -> Result<Vec<UserItem>, Unanswered> {
    let after = |last: &UserItem| json!(last.user);
    all(chain, contract, ("users", json!({})), |page: UsersResponse| page.users, after)
}

/// Asks all treasuries; `users` are those that each ever heard of.
///
/// # Errors
/// When one of them does not answer.
pub fn treasuries(
    chain: &Chain,
    cast: &Cast,
    users: impl Fn(&Addr) -> Vec<Addr>,
) -> Result<Vec<Treasury>, Unanswered> {
    let contracts = cast.contracts().filter(|(_, role)| **role == Role::TreasuryDecay);
    let treasuries = contracts.map(|(contract, _)| {
        let after = |last: &PoolResponse| json!(last.pool);
        let rows = |page: PoolsResponse| page.pools;
        let pools = all(chain, contract, ("pools", json!({})), rows, after)?;
        let shares = users(contract).into_iter().map(|user| {
            let of: ShareResponse = ask(chain, contract, &json!({"share": {"user": user}}))?;
            Ok((user, of))
        });
        Ok(Treasury {
            contract: contract.clone(),
            epoch: ask(chain, contract, &json!({"epoch": {}}))?,
            threshold: ask(chain, contract, &json!({"threshold": {}}))?,
            revenue: ask(chain, contract, &json!({"revenue": {}}))?,
            users: self::users(chain, contract)?,
            pools,
            shares: shares.collect::<Result<_, _>>()?,
        })
    });
    treasuries.collect()
}
