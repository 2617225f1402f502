//! What a vault has, of whom and for whom.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Uint128, Uint256};
use tributary_types::boosted_staking::{
    BatchResponse, BoostResponse, ConfigResponse, PositionResponse, PositionStatus, VaultResponse, CONTRACT,
};

use super::cast::Cast;
use super::facts::Fact;
use super::money::sum;

/// Who ever staked or deposited an NFT, by vault.
#[derive(Debug, Clone, Default)]
pub struct Users(BTreeMap<Addr, BTreeSet<Addr>>);

impl Users {
    /// Notes who did by some facts.
    pub fn note(&mut self, facts: &[Fact]) {
        for fact in facts.iter().filter(|fact| fact.contract == CONTRACT) {
            let user = match fact.name.as_str() {
                "staked" => fact.address("user"),
                "nft_deposited" => fact.address("user"),
                _ => continue,
            };
            self.0.entry(fact.by.clone()).or_default().insert(user);
        }
    }

    /// Those of a vault.
    pub fn of(&self, vault: &Addr) -> impl Iterator<Item = &Addr> {
        self.0.get(vault).into_iter().flatten()
    }
}

/// A vault at one moment.
#[derive(Debug, Clone)]
pub struct Vault {
    /// The contract.
    pub contract: Addr,
    /// The programme.
    pub config: ConfigResponse,
    /// Sums over all users.
    pub totals: VaultResponse,
    /// Everybody who ever staked or deposited.
    pub users: Vec<VaultUser>,
}

/// What a vault has of somebody, and for somebody.
#[derive(Debug, Clone)]
pub struct VaultUser {
    /// Who.
    pub user: Addr,
    /// Stakes, the matured ones included.
    pub positions: Vec<PositionResponse>,
    /// Rewards of matured stakes.
    pub batches: Vec<BatchResponse>,
    /// What boosts the stakes.
    pub boost: BoostResponse,
    /// NFTs that lie in the vault.
    pub deposits: Vec<String>,
}

impl VaultUser {
    /// Positions that earn.
    pub fn open(&self) -> impl Iterator<Item = &PositionResponse> {
        self.positions.iter().filter(|position| position.status == PositionStatus::Open)
    }

    /// Principals that earn.
    pub fn staked(&self) -> Uint256 {
        sum(self.open().map(|position| position.amount))
    }

    /// Principals that can be withdrawn.
    pub fn free(&self) -> Uint256 {
        sum(self.positions.iter().map(|position| position.amount)).saturating_sub(self.staked())
    }

    /// What the open positions weigh.
    pub fn weight(&self) -> Uint256 {
        self.open().fold(Uint256::zero(), |sum, position| sum.saturating_add(position.weight))
    }

    /// Rewards that can be claimed.
    pub fn claimable(&self) -> Uint256 {
        sum(self.batches.iter().map(|batch| batch.claimable))
    }

    /// Rewards of matured positions that have not vested.
    pub fn vesting(&self) -> Uint256 {
        sum(self.batches.iter().map(|batch| batch.total.saturating_sub(batch.vested)))
    }

    /// All rewards that were not claimed.
    pub fn rewards(&self) -> Uint256 {
        self.claimable().saturating_add(self.vesting()).saturating_add(self.accrued())
    }

    /// What open positions have earned so far.
    pub fn accrued(&self) -> Uint256 {
        sum(self.open().map(|position| position.accrued))
    }
}

impl Vault {
    /// Everybody with a name, in the order of the names.
    pub fn by_name(&self, cast: &Cast) -> Vec<(String, &VaultUser)> {
        let mut users: Vec<_> = self.users.iter().map(|user| (cast.name(&user.user), user)).collect();
        users.sort_by(|(one, _), (other, _)| one.cmp(other));
        users
    }

    /// What all users have of something.
    pub fn all(&self, of: impl Fn(&VaultUser) -> Uint256) -> Uint256 {
        self.users.iter().fold(Uint256::zero(), |sum, user| sum.saturating_add(of(user)))
    }

    /// Rewards that are nobody's: not emitted yet, and emitted while nobody had a stake.
    pub fn unearned(&self) -> [Uint128; 2] {
        let VaultResponse { funded, emitted, set_aside, swept, .. } = self.totals;
        let all = funded.saturating_add(set_aside).saturating_sub(swept).saturating_sub(emitted);
        let to_come = funded.saturating_sub(emitted).min(all);
        [to_come, all.saturating_sub(to_come)]
    }

    /// Whose NFT of a collection lies here.
    pub fn depositor(&self, collection: &Addr, token_id: &str) -> Option<&Addr> {
        let takes = self.config.boost_collection.as_ref().is_some_and(|of| of.address == *collection);
        let has = |user: &&VaultUser| takes && user.deposits.iter().any(|id| id == token_id);
        self.users.iter().find(has).map(|user| &user.user)
    }

    /// All positions.
    pub fn positions(&self) -> impl Iterator<Item = &PositionResponse> {
        self.users.iter().flat_map(|user| &user.positions)
    }
}
