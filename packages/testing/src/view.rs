//! Everything that the three contracts store, read from their raw storage, and all balances.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use cosmwasm_std::{Addr, Order, StdResult, Storage};
use cw_ownable::Ownership;
use cw_storage_plus::KeyDeserialize;
use cw_storage_plus::{Map, PrimaryKey};
use serde::de::DeserializeOwned;
use serde::Serialize;
use tributary_controls::{ownership, pause};
use tributary_math::Ppm;
use tributary_pool_registry::state as pools;
use tributary_simulator::coins::Coins;
use tributary_staker_registry::{items, state as stakers};
use tributary_types::pool_registry::PoolState;

use crate::model::Places;
use crate::network::Network;

/// Who made a contract, and who may change its code.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Its code.
    pub code_id: u64,
    /// Who made it.
    pub creator: Addr,
    /// Who may migrate it.
    pub admin: Option<Addr>,
}

/// The state of the chain at one moment.
#[derive(Clone)]
pub struct View {
    /// Height.
    pub height: u64,
    /// Seconds.
    pub seconds: u64,
    /// All balances.
    pub balances: BTreeMap<Addr, Coins>,
    /// Parameters of the staker-registry.
    pub staker_config: stakers::Config,
    /// Its ledger.
    pub ledger: stakers::Ledger,
    /// Its pause.
    pub staker_pause: pause::Pause,
    /// Its owner.
    pub staker_owner: Ownership<Addr>,
    /// Stakers by identity.
    pub stakers: BTreeMap<Addr, stakers::Staker>,
    /// Identities by signing address.
    pub signers: BTreeMap<Addr, Addr>,
    /// Who counts.
    pub active: BTreeSet<Addr>,
    /// Open unbonds.
    pub unbonds: BTreeMap<u64, items::Unbond>,
    /// Open transfers.
    pub transfers: BTreeMap<u64, items::Transfer>,
    /// Parameters of the pool-registry.
    pub pool_config: pools::Config,
    /// Its sums.
    pub totals: pools::Totals,
    /// Its pause.
    pub pool_pause: pause::Pause,
    /// Its owner.
    pub pool_owner: Ownership<Addr>,
    /// Pools by operator.
    pub pools: BTreeMap<Addr, pools::Pool>,
    /// What hardly changes of them.
    pub profiles: BTreeMap<Addr, pools::Profile>,
    /// Operators by state.
    pub by_state: BTreeSet<(String, Addr)>,
    /// By pool and delegator.
    pub delegations: BTreeMap<(Addr, Addr), pools::Delegation>,
    /// By delegator and pool.
    pub by_delegator: BTreeSet<(Addr, Addr)>,
    /// Auto rewards by pool and delegator.
    pub auto: BTreeMap<(Addr, Addr), Ppm>,
    /// By pool.
    pub requests: BTreeMap<Addr, pools::CommissionRequest>,
    /// Delegator, pool, hook.
    pub missed: BTreeSet<(Addr, Addr, Addr)>,
    /// Where the coinbases come from.
    pub origins: BTreeMap<Addr, Origin>,
}

fn all<'a, K, V>(map: Map<K, V>, storage: &dyn Storage) -> Result<BTreeMap<K::Output, V>>
where
    K: PrimaryKey<'a> + KeyDeserialize,
    K::Output: Ord + 'static,
    V: Serialize + DeserializeOwned,
{
    let rows = map.range(storage, None, None, Order::Ascending);
    Ok(rows.collect::<StdResult<_>>()?)
}

fn keys<'a, K, V>(map: Map<K, V>, storage: &dyn Storage) -> Result<BTreeSet<K::Output>>
where
    K: PrimaryKey<'a> + KeyDeserialize,
    K::Output: Ord + 'static,
    V: Serialize + DeserializeOwned,
{
    Ok(map.keys(storage, None, None, Order::Ascending).collect::<StdResult<_>>()?)
}

impl View {
    /// Reads everything.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn read(net: &Network) -> Result<Self> {
        let block = net.chain.block();
        let below = net.chain.app().contract_storage(&net.staker_registry);
        let above = net.chain.app().contract_storage(&net.pool_registry);
        let (below, above): (&dyn Storage, &dyn Storage) = (&*below, &*above);
        let profiles = all(pools::PROFILES, above)?;
        Ok(Self {
            height: block.height,
            seconds: block.time.seconds(),
            balances: net.chain.balances()?,
            staker_config: stakers::CONFIG.load(below)?,
            ledger: stakers::LEDGER.load(below)?,
            staker_pause: pause::state(below)?,
            staker_owner: ownership::ownership(below)?,
            stakers: all(stakers::STAKERS, below)?,
            signers: all(stakers::SIGNERS, below)?,
            active: keys(stakers::ACTIVE, below)?,
            unbonds: rows(items::UNBONDS.range(below, None, None, Order::Ascending))?,
            transfers: rows(items::TRANSFERS.range(below, None, None, Order::Ascending))?,
            pool_config: pools::CONFIG.load(above)?,
            totals: pools::TOTALS.load(above)?,
            pool_pause: pause::state(above)?,
            pool_owner: ownership::ownership(above)?,
            pools: all(pools::POOLS, above)?,
            by_state: keys(pools::POOLS_BY_STATE, above)?,
            delegations: all(pools::DELEGATIONS, above)?,
            by_delegator: keys(pools::DELEGATIONS_BY_DELEGATOR, above)?,
            auto: all(pools::AUTO_REWARDS, above)?,
            requests: all(pools::COMMISSION_REQUESTS, above)?,
            missed: keys(pools::MISSED_HOOKS, above)?,
            origins: origins(net, &profiles)?,
            profiles,
        })
    }

    /// What an address holds.
    pub fn balance(&self, who: &Addr, denom: &str) -> u128 {
        self.balances.get(who).and_then(|coins| coins.get(denom)).map_or(0, |amount| amount.u128())
    }

    /// Where the rewards of a pool lie.
    pub fn coinbase(&self, pool: &Addr) -> &Addr {
        self.profiles[pool].coinbase.addr()
    }

    /// Staking coins in the coinbase of a pool.
    pub fn rewards_held(&self, pool: &Addr, places: &Places) -> u128 {
        self.balance(self.coinbase(pool), &places.denom)
    }

    /// The delegations of one pool.
    pub fn members<'a>(
        &'a self,
        pool: &'a Addr,
    ) -> impl Iterator<Item = (&'a Addr, &'a pools::Delegation)> + 'a {
        self.delegations.iter().filter(move |((of, _), _)| of == pool).map(|((_, who), row)| (who, row))
    }

    /// Whether a pool takes delegations and counts.
    pub fn is_active(&self, pool: &Addr) -> bool {
        self.pools[pool].standing.state == PoolState::Active
    }

    /// What the staker-registry owes.
    pub fn staker_liabilities(&self) -> u128 {
        let tokens: u128 = self.stakers.values().map(|staker| staker.tokens.u128()).sum();
        let unbonds: u128 = self.unbonds.values().map(|item| item.amount.u128()).sum();
        let transfers: u128 = self.transfers.values().map(|item| item.amount.u128()).sum();
        tokens + unbonds + transfers + self.ledger.revenue_due.u128()
    }
}

fn rows<T>(rows: impl Iterator<Item = StdResult<(u64, T)>>) -> Result<BTreeMap<u64, T>> {
    Ok(rows.collect::<StdResult<_>>()?)
}

fn origins(net: &Network, profiles: &BTreeMap<Addr, pools::Profile>) -> Result<BTreeMap<Addr, Origin>> {
    let origin = |profile: &pools::Profile| {
        let address = profile.coinbase.addr().clone();
        let data = net.chain.contract(&address)?;
        Ok((address, Origin { code_id: data.code_id, creator: data.creator, admin: data.admin }))
    };
    profiles.values().map(origin).collect()
}
