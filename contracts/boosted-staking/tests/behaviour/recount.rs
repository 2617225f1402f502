//! What is stored, counted anew: sums from their parts, coins from what is owed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use cosmwasm_std::{Addr, Order, StdResult, Storage, Uint256};
use serde_json::json;
use tributary_boosted_staking::state::{
    Earning, BATCHES, CONFIG, DEPOSITORS, DEPOSITS, EMISSION, HOLDERS, LEAVING, OPEN, PASSED, POSITIONS,
    TOTALS, USERS,
};
use tributary_math::emission::{OpenStake, DAY};
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{CountedBy, PositionStatus};

use crate::support::tokens::tokens_of;
use crate::world::World;

/// Open positions as they are stored: user, day of the end, id, what earns.
type Open = Vec<(Addr, u32, u64, Earning)>;

fn all<T: Debug>(rows: impl Iterator<Item = StdResult<T>>) -> Vec<T> {
    rows.map(Result::unwrap).collect()
}

fn open(storage: &dyn Storage) -> Open {
    let rows = all(OPEN.range(storage, None, None, Order::Ascending));
    rows.into_iter().map(|((user, (day, id)), earning)| (user, day, id, earning)).collect()
}

/// BV-03: the weights and what leaves when; days that were passed have an index, and nothing leaves with them any more.
#[track_caller]
fn weights_add_up(storage: &dyn Storage, open: &Open) {
    let (emission, weights) = (EMISSION.load(storage).unwrap(), CONFIG.load(storage).unwrap().weights);
    let mut leaving: BTreeMap<u32, OpenStake> = BTreeMap::new();
    for (user, day, _, Earning { principal, .. }) in open {
        if u64::from(*day) * DAY <= emission.elapsed {
            assert!(PASSED.has(storage, *day), "day {day} was passed");
            continue;
        }
        let slope = USERS.load(storage, user).unwrap().booster.slope;
        let unit_weight = weights.unit_weight(principal.months, slope).unwrap();
        let weight = principal.amount.full_mul(unit_weight);
        let stake = OpenStake { weight, amount: principal.amount, positions: 1 };
        let sum = leaving.entry(*day).or_default();
        *sum = sum.with(stake).unwrap();
    }
    let stored = all(LEAVING.range(storage, None, None, Order::Ascending));
    assert_eq!(stored, leaving.clone().into_iter().collect::<Vec<_>>(), "BV-03: what leaves");
    let total = leaving.into_values().fold(OpenStake::default(), |sum, stake| sum.with(stake).unwrap());
    assert_eq!(emission.open, total, "BV-03: all weights");
}

/// BV-03, BV-11, BV-16: what each user has, from its positions.
#[track_caller]
fn users_add_up(storage: &dyn Storage, open: &Open) {
    let mut owners: BTreeSet<Addr> = open.iter().map(|(user, ..)| user.clone()).collect();
    for (user, record) in all(USERS.range(storage, None, None, Order::Ascending)) {
        let own: Vec<_> = open.iter().filter(|(owner, ..)| *owner == user).collect();
        let month_stake: Uint256 = own.iter().map(|(.., earning)| earning.principal.month_stake()).sum();
        let staked = own.iter().map(|(.., earning)| earning.principal.amount).sum();
        let found = (record.open as usize, record.booster.month_stake, record.vesting.staked);
        assert_eq!(found, (own.len(), month_stake, staked), "BV-03, BV-11: {user}");
        assert!(record.vesting.staked <= record.vesting.history, "BV-11: {user}");
        assert!(record.open <= 32, "BV-16: {user}");
        owners.remove(&user);
    }
    assert!(owners.is_empty(), "positions of nobody: {owners:?}");
}

/// Each position is open or has a reward, each has its holder, and so has each batch; nobody holds anything else.
#[track_caller]
fn positions_have_holders(storage: &dyn Storage, open: &Open) {
    let mut open: BTreeSet<(Addr, u64)> = open.iter().map(|(user, _, id, _)| (user.clone(), *id)).collect();
    let mut held: BTreeMap<u64, Addr> = BTreeMap::new();
    let mut principals = 0;
    for ((user, id), position) in all(POSITIONS.range(storage, None, None, Order::Ascending)) {
        assert_eq!(position.reward.is_none(), open.remove(&(user.clone(), id)), "position {id}");
        principals += position.amount.u128();
        held.insert(id, user);
    }
    assert!(open.is_empty(), "open, but no positions: {open:?}");
    for ((user, id), batch) in all(BATCHES.range(storage, None, None, Order::Ascending)) {
        assert!(batch.claimed < batch.total, "BV-12: batch {id}");
        assert_eq!(held.insert(id, user.clone()).unwrap_or(user.clone()), user, "batch {id}");
    }
    assert_eq!(all(HOLDERS.range(storage, None, None, Order::Ascending)), Vec::from_iter(held));
    assert_eq!(TOTALS.load(storage).unwrap().principal_held.u128(), principals, "BV-01");
}

impl World {
    /// BV-01 to BV-04, BV-09, BV-11 to BV-13, BV-15, BV-16, as far as one moment shows them.
    #[track_caller]
    pub fn is_consistent(&self) {
        let storage = self.suite.chain.app().contract_storage(&self.address);
        let open = open(&*storage);
        weights_add_up(&*storage, &open);
        users_add_up(&*storage, &open);
        positions_have_holders(&*storage, &open);
        self.deposits_lie_here(&*storage);
        self.coins_are_there();
        self.rewards_are_there(&*storage);
    }

    /// BV-01, BV-13: each deposited NFT has one depositor and lies here; where NFTs are deposited they are counted.
    #[track_caller]
    fn deposits_lie_here(&self, storage: &dyn Storage) {
        let mut depositors = all(DEPOSITORS.range(storage, None, None, Order::Ascending));
        let mut deposits = all(DEPOSITS.keys(storage, None, None, Order::Ascending));
        deposits.sort_by(|(_, one), (_, other)| one.cmp(other));
        depositors.sort_by(|(one, _), (other, _)| one.cmp(other));
        let swapped: Vec<_> = deposits.into_iter().map(|(user, id)| (id, user)).collect();
        assert_eq!(depositors, swapped, "BV-13");
        let Some(collection) = self.config().boost_collection else { return };
        if collection.counted_by == CountedBy::Balance {
            return assert!(swapped.is_empty());
        }
        for (id, _) in &swapped {
            let asked = json!({"owner_of": {"token_id": id}});
            let answer = self.suite.chain.query(&collection.address, &asked).unwrap();
            assert_eq!(answer["owner"], self.address.as_str(), "BV-01: {id}");
        }
        for (user, record) in all(USERS.range(storage, None, None, Order::Ascending)) {
            let deposited = swapped.iter().filter(|(_, owner)| *owner == user).count();
            assert_eq!(record.nfts, deposited as u64, "BV-13: {user}");
        }
    }

    /// BV-01: coins and tokens are what is owed and what waits.
    #[track_caller]
    fn coins_are_there(&self) {
        let (config, vault) = (self.config(), self.vault());
        let rewards = (vault.funded - vault.claimed - vault.swept).u128();
        let principals = vault.principal_held.u128();
        let expected: &[(&Asset<Addr>, u128)] = if config.stake_asset == config.reward_asset {
            &[(&config.stake_asset, principals + rewards)]
        } else {
            &[(&config.stake_asset, principals), (&config.reward_asset, rewards)]
        };
        for (asset, amount) in expected {
            assert_eq!(self.held(asset, &self.address), *amount, "BV-01: {asset:?}");
        }
    }

    /// What somebody has of an asset.
    pub fn held(&self, asset: &Asset<Addr>, who: &Addr) -> u128 {
        match asset {
            Asset::Native(denom) => self.suite.chain.balance(who, denom).unwrap().u128(),
            Asset::Cw20(token) => tokens_of(&self.suite.chain, token, who),
        }
    }

    /// BV-04, BV-15: what was earned and not yet claimed is there.
    #[track_caller]
    fn rewards_are_there(&self, storage: &dyn Storage) {
        let mut owed = 0;
        for (user, _) in all(USERS.range(storage, None, None, Order::Ascending)) {
            let open = self.positions(&user).into_iter().filter(|it| it.status == PositionStatus::Open);
            owed += open.map(|position| position.accrued.u128()).sum::<u128>();
            let batches = self.batches(&user);
            assert!(batches.iter().all(|it| it.claimed <= it.vested && it.vested <= it.total), "BV-12");
            owed += batches.iter().map(|batch| (batch.total - batch.claimed).u128()).sum::<u128>();
        }
        let vault = self.vault();
        let left = (vault.funded - vault.claimed - vault.swept).u128();
        assert!(owed <= left, "BV-15: {owed} is owed, {left} is left");
    }
}
