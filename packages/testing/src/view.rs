//! Everything that both registries store, read from their raw storage, what the licence contract answers, and all balances.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::Result;
use cosmwasm_std::{Addr, Event, Order, StdResult, Storage};
use cw_ownable::Ownership;
use cw_storage_plus::KeyDeserialize;
use cw_storage_plus::{Map, PrimaryKey};
use cw_utils::Expiration;
use serde::de::DeserializeOwned;
use serde::Serialize;
use tributary_controls::packed::{Packed, PackedMap};
use tributary_controls::{locks, ownership, pause};
use tributary_math::holding::Holding;
use tributary_math::Ppm;
use tributary_pool_registry::coinbase::coinbase_of;
use tributary_pool_registry::state as pools;
use tributary_simulator::coins::Coins;
use tributary_staker_registry::custody::{self, License};
use tributary_staker_registry::{items, state as stakers};
use tributary_types::pool_registry::PoolState;
use tributary_types::staker_registry::BondState;

use crate::ghost::Ghost;
use crate::joint_view::JointView;
use crate::license_view::{is_touched, LicenseView};
use crate::model::Places;
use crate::network::Network;
use crate::treasury_view::TreasuryView;
use crate::vault_view::VaultView;

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

/// One staker, of all its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Staker {
    /// Who manages it.
    pub management: Addr,
    /// Who signs for it.
    pub signing_address: Addr,
    /// Where block rewards go.
    pub coinbase_address: Addr,
    /// Bonded coins and licences.
    pub holding: Holding,
    /// Whether its management lets it take part.
    pub flag: bool,
    /// From when on the signing address may change.
    pub next_signing_change: Expiration,
}

/// The orders in which items are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Orders {
    /// Ids of unbonds and of transfers by owner and staker.
    pub open: BTreeMap<(Addr, Addr), [Vec<u64>; 2]>,
    /// Unbonds by release point.
    pub unbond_releases: BTreeSet<(u64, u64)>,
    /// Transfers by release point.
    pub transfer_releases: BTreeSet<(u64, u64)>,
    /// Transfers by the staker that gets.
    pub transfers_to: BTreeSet<(Addr, u64)>,
}

/// The orders in which licences in custody are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustodyOrders {
    /// By staker.
    pub at: BTreeSet<(Addr, String)>,
    /// By staker and bonder, with their states.
    pub of: BTreeMap<(Addr, Addr, String), BondState>,
    /// How many count and how many there are, by staker and bonder.
    pub counts: BTreeMap<(Addr, Addr), (u32, u32)>,
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
    pub stakers: BTreeMap<Addr, Staker>,
    /// Identities by signing address.
    pub signers: BTreeMap<Addr, Addr>,
    /// Who counts.
    pub active: BTreeSet<Addr>,
    /// Open unbonds.
    pub unbonds: BTreeMap<u64, items::Unbond>,
    /// Open transfers.
    pub transfers: BTreeMap<u64, items::Transfer>,
    /// The orders of both.
    pub orders: Orders,
    /// Licences in custody.
    pub custody: BTreeMap<String, License>,
    /// Their orders.
    pub custody_orders: CustodyOrders,
    /// The licence contract.
    pub licenses: Rc<LicenseView>,
    /// The treasury.
    pub treasury: Rc<TreasuryView>,
    /// The vault.
    pub vault: Rc<VaultView>,
    /// The escrow.
    pub joint: Rc<JointView>,
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
    /// Where their rewards arrive.
    pub coinbases: BTreeMap<Addr, Addr>,
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

/// All rows of a packed map.
pub(crate) fn packed<'a, K, V>(map: PackedMap<K, V>, storage: &dyn Storage) -> Result<BTreeMap<K::Output, V>>
where
    K: PrimaryKey<'a> + KeyDeserialize,
    K::Output: Ord + 'static,
    V: Packed,
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
    pub fn read(net: &Network, places: &Places) -> Result<Self> {
        let treasury = Rc::new(TreasuryView::read(&net.chain, &places.treasury)?);
        let vault = Rc::new(VaultView::read(&net.chain, &places.vault)?);
        let joint = Rc::new(JointView::read(&net.chain, &places.joint)?);
        Self::with(net, Rc::new(LicenseView::read(net, places)?), treasury, (vault, joint))
    }

    /// Reads everything after a step; the licence contract only if the step's events show that it ran.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn read_next(&self, net: &Network, places: &Places, events: &[Event]) -> Result<Self> {
        let mut licenses = self.licenses.clone();
        if is_touched(events, &places.licenses) {
            licenses = Rc::new(LicenseView::read(net, places)?);
        }
        let mut treasury = self.treasury.clone();
        // Coins may come by the bank alone.
        let held = net.chain.balance(&places.treasury, &places.denom)?.u128();
        if is_touched(events, &places.treasury) || held != treasury.held {
            treasury = Rc::new(TreasuryView::read(&net.chain, &places.treasury)?);
        }
        let mut vault = self.vault.clone();
        let held = net.chain.balance(&places.vault, &places.denom)?.u128();
        if is_touched(events, &places.vault) || held != vault.held.0 {
            vault = Rc::new(VaultView::read(&net.chain, &places.vault)?);
        }
        let mut joint = self.joint.clone();
        let held = net.chain.balance(&places.joint, &places.denom)?.u128();
        if is_touched(events, &places.joint) || held != joint.held.0 {
            joint = Rc::new(JointView::read(&net.chain, &places.joint)?);
        }
        Self::with(net, licenses, treasury, (vault, joint))
    }

    fn with(
        net: &Network,
        licenses: Rc<LicenseView>,
        treasury: Rc<TreasuryView>,
        (vault, joint): (Rc<VaultView>, Rc<JointView>),
    ) -> Result<Self> {
        let block = net.chain.block();
        let below = net.chain.app().contract_storage(&net.staker_registry);
        let above = net.chain.app().contract_storage(&net.pool_registry);
        let (below, above): (&dyn Storage, &dyn Storage) = (&*below, &*above);
        let profiles = all(pools::PROFILES, above)?;
        let (staker_config, pool_config) = (stakers::CONFIG.load(below)?, pools::CONFIG.load(above)?);
        let coinbases = coinbases(net, &pool_config, &profiles)?;
        Ok(Self {
            height: block.height,
            seconds: block.time.seconds(),
            balances: net.chain.balances()?,
            stakers: read_stakers(&staker_config, below)?,
            staker_config,
            ledger: stakers::LEDGER.load(below)?,
            staker_pause: pause::state(below)?,
            staker_owner: ownership::ownership(below)?,
            signers: all(stakers::SIGNERS, below)?,
            active: keys(stakers::ACTIVE, below)?,
            unbonds: packed(items::UNBONDS, below)?,
            transfers: packed(items::TRANSFERS, below)?,
            orders: Orders::read(below)?,
            custody: packed(custody::LICENSES, below)?,
            custody_orders: CustodyOrders::read(below)?,
            licenses,
            treasury,
            vault,
            joint,
            pool_config,
            totals: pools::TOTALS.load(above)?,
            pool_pause: pause::state(above)?,
            pool_owner: ownership::ownership(above)?,
            pools: packed(pools::POOLS, above)?,
            by_state: keys(pools::POOLS_BY_STATE, above)?,
            delegations: packed(pools::DELEGATIONS, above)?,
            by_delegator: keys(pools::DELEGATIONS_BY_DELEGATOR, above)?,
            auto: all(pools::AUTO_REWARDS, above)?,
            requests: all(pools::COMMISSION_REQUESTS, above)?,
            missed: keys(pools::MISSED_HOOKS, above)?,
            origins: origins(net, &coinbases)?,
            coinbases,
            profiles,
        })
    }

    /// What an address holds.
    pub fn balance(&self, who: &Addr, denom: &str) -> u128 {
        self.balances.get(who).and_then(|coins| coins.get(denom)).map_or(0, |amount| amount.u128())
    }

    /// Where the rewards of a pool lie.
    pub fn coinbase(&self, pool: &Addr) -> &Addr {
        &self.coinbases[pool]
    }

    /// Staking coins in the coinbase of a pool.
    pub fn rewards_held(&self, pool: &Addr, places: &Places) -> u128 {
        self.balance(self.coinbase(pool), &places.denom)
    }

    /// Who asked for a transfer.
    pub fn initiator(&self, transfer: &items::Transfer) -> Addr {
        transfer.initiator(&self.staker_config).expect("its manager is known")
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

    /// What coins and licences count for together.
    pub fn weigh(&self, holding: &Holding) -> u128 {
        let worth = self.staker_config.licenses.as_ref().map_or(0, |terms| terms.coins_per_license.u128());
        holding.tokens.u128() + u128::from(holding.licenses) * worth
    }

    /// What a staker counts for in consensus.
    pub fn power(&self, staker: &Staker) -> u128 {
        let weight = self.weigh(&staker.holding);
        if staker.flag && weight >= self.staker_config.min_self_stake.u128() {
            return weight;
        }
        0
    }

    /// Coins and licences that somebody has in a pool.
    pub fn holding(&self, pool: &Addr, who: &Addr) -> Holding {
        let row = self.delegations.get(&(pool.clone(), who.clone()));
        row.map(|row| row.holding.clone()).unwrap_or_default()
    }

    /// Licences in custody that somebody has with a staker, in some state.
    pub fn count_licenses(&self, staker: &Addr, bonder: Option<&Addr>, state: BondState) -> u32 {
        let of = |license: &&License| {
            license.staker == *staker
                && bonder.is_none_or(|bonder| license.bonder == *bonder)
                && license.state() == state
        };
        self.custody.values().filter(of).count() as u32
    }

    /// What the licence contract owes: its reserve, and what funders may take back of the rest.
    pub fn license_liabilities(&self, ghost: &Ghost) -> u128 {
        self.licenses.status.reserve.u128() + ghost.excess
    }

    /// What the staker-registry owes.
    pub fn staker_liabilities(&self) -> u128 {
        let tokens: u128 = self.stakers.values().map(|staker| staker.holding.tokens.u128()).sum();
        let surplus: u128 = self.custody.values().filter_map(|it| it.surplus).map(|it| it.u128()).sum();
        let unbonds: u128 = self.unbonds.values().map(|item| item.amount.u128()).sum();
        let transfers: u128 = self.transfers.values().map(|item| item.amount.u128()).sum();
        tokens + surplus + unbonds + transfers + self.ledger.revenue_due.u128()
    }
}

impl Orders {
    fn read(storage: &dyn Storage) -> Result<Self> {
        let ids = |ids: items::Ids| ids.as_slice().to_vec();
        let open = packed(items::OPEN, storage)?.into_iter();
        Ok(Self {
            open: open.map(|(pair, open)| (pair, [ids(open.unbonds), ids(open.transfers)])).collect(),
            unbond_releases: packed(items::UNBOND_RELEASES, storage)?.into_keys().collect(),
            transfer_releases: packed(items::TRANSFER_RELEASES, storage)?.into_keys().collect(),
            transfers_to: packed(items::TRANSFERS_TO, storage)?.into_keys().collect(),
        })
    }

    /// What they must be.
    pub fn of(unbonds: &BTreeMap<u64, items::Unbond>, transfers: &BTreeMap<u64, items::Transfer>) -> Self {
        let mut orders = Self::default();
        for (id, unbond) in unbonds {
            let pair = (unbond.owner.clone(), unbond.staker.clone());
            orders.open.entry(pair).or_default()[0].push(*id);
            orders.unbond_releases.insert((locks::sort_key(&unbond.release), *id));
        }
        for (id, transfer) in transfers {
            let pair = (transfer.owner.clone(), transfer.from.clone());
            orders.open.entry(pair).or_default()[1].push(*id);
            orders.transfer_releases.insert((locks::sort_key(&transfer.release), *id));
            orders.transfers_to.insert((transfer.to.clone(), *id));
        }
        orders
    }
}

impl CustodyOrders {
    fn read(storage: &dyn Storage) -> Result<Self> {
        let counts = packed(custody::COUNTS, storage)?.into_iter();
        Ok(Self {
            at: packed(custody::LICENSES_AT, storage)?.into_keys().collect(),
            of: packed(custody::LICENSES_OF, storage)?,
            counts: counts.map(|(pair, counts)| (pair, (counts.bonded, counts.all))).collect(),
        })
    }

    /// What they must be.
    pub fn of(licenses: &BTreeMap<String, License>) -> Self {
        let mut orders = Self::default();
        for (id, license) in licenses {
            let License { staker, bonder, .. } = license.clone();
            orders.at.insert((staker.clone(), id.clone()));
            orders.of.insert((staker.clone(), bonder.clone(), id.clone()), license.state());
            let counts = orders.counts.entry((staker, bonder)).or_default();
            counts.0 += u32::from(license.state() == BondState::Bonded);
            counts.1 += 1;
        }
        orders
    }
}

fn read_stakers(config: &stakers::Config, storage: &dyn Storage) -> Result<BTreeMap<Addr, Staker>> {
    let staker = |(identity, stake): (Addr, stakers::Stake)| {
        let profile = stakers::PROFILES.load(storage, &identity)?;
        let staker = Staker {
            management: config.registrars.management(stake.manager, &identity)?,
            signing_address: profile.signing_address,
            coinbase_address: profile.coinbase_address,
            holding: stake.holding,
            flag: stake.flag,
            next_signing_change: profile.next_signing_change,
        };
        Ok((identity, staker))
    };
    packed(stakers::STAKES, storage)?.into_iter().map(staker).collect()
}

fn coinbases(
    net: &Network,
    config: &pools::Config,
    profiles: &BTreeMap<Addr, pools::Profile>,
) -> Result<BTreeMap<Addr, Addr>> {
    let coinbase = |operator: &Addr| {
        let coinbase = coinbase_of(net.chain.app().api(), &net.pool_registry, config, operator)?;
        Ok((operator.clone(), coinbase.addr().clone()))
    };
    profiles.keys().map(coinbase).collect()
}

fn origins(net: &Network, coinbases: &BTreeMap<Addr, Addr>) -> Result<BTreeMap<Addr, Origin>> {
    let origin = |address: &Addr| {
        let data = net.chain.contract(address)?;
        Ok((address.clone(), Origin { code_id: data.code_id, creator: data.creator, admin: data.admin }))
    };
    coinbases.values().map(origin).collect()
}
