//! What is stored, counted anew: sums from their parts, coins from what is owed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use cosmwasm_std::{Addr, Order, StdResult, Storage, Uint128, Uint256};
use tributary_joint_staking::agreement::{Agreement, AGREEMENTS, AGREEMENTS_BY_OWNER, AGREEMENTS_BY_STAKER};
use tributary_joint_staking::principal::{Place, DELEGATED, EMPTIED, UNBONDS};
use tributary_joint_staking::state::{
    End, ACCRUAL, CALENDAR, DEVICES, DEVICES_BY_OWNER, ENDS, OFFERS, PASSED, TOTALS,
};
use tributary_math::joint::terms::owner_share_floor;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{
    AgreementResponse, EndedBy, OfferFilter, OfferResponse, OfferStatus, OffersResponse, QueryMsg,
};
use tributary_types::{pool_registry, staker_registry};

use crate::support::tokens::tokens_of;
use crate::world::World;

fn all<T: Debug>(rows: impl Iterator<Item = StdResult<T>>) -> Vec<T> {
    rows.map(Result::unwrap).collect()
}

fn agreements(storage: &dyn Storage) -> Vec<(u64, Agreement)> {
    all(AGREEMENTS.range(storage, None, None, Order::Ascending))
}

/// JS-05: the weights, and what leaves when; ends that were passed have an index, and nothing leaves with them any more.
#[track_caller]
fn weights_add_up(storage: &dyn Storage) {
    let accrual = ACCRUAL.load(storage).unwrap();
    let mut ends: BTreeMap<u64, End> = BTreeMap::new();
    let mut weight = 0;
    for (id, agreement) in agreements(storage) {
        let earner = &agreement.earner;
        if earner.ends_at <= accrual.at {
            assert!(earner.since.is_none() || PASSED.has(storage, earner.ends_at), "{id} ended");
            continue;
        }
        if agreement.closed.is_some() {
            assert!(earner.since.is_none(), "{id} is closed and earns");
            continue;
        }
        let end = ends.entry(earner.ends_at).or_default();
        end.agreements += 1;
        if earner.since.is_some() {
            end.weight += earner.weight;
            weight += earner.weight.u128();
        }
    }
    assert_eq!(all(ENDS.range(storage, None, None, Order::Ascending)), Vec::from_iter(ends), "JS-05: ends");
    assert_eq!(accrual.weight.u128(), weight, "JS-05: W");
}

/// What everybody earned is what was accrued, to the smallest part; the pool covers it (JS-14).
#[track_caller]
fn rewards_are_covered(storage: &dyn Storage) {
    let (accrual, unit) = (ACCRUAL.load(storage).unwrap(), CALENDAR.load(storage).unwrap().unit());
    let mut sum = Uint256::zero();
    let (mut claimed, mut penalties, mut principal) = (0, 0, 0);
    for (id, agreement) in agreements(storage) {
        let earner = &agreement.earner;
        let index = if earner.ends_at <= accrual.at {
            PASSED.may_load(storage, earner.ends_at).unwrap()
        } else {
            None
        };
        let index = index.unwrap_or(accrual.index);
        let raised = earner.since.map_or(Uint256::zero(), |since| index - since);
        let earned = earner.acc + raised * Uint256::from(earner.weight);
        sum += earned;
        claimed += (agreement.owner_claimed + agreement.staker_claimed).u128();
        match &agreement.closed {
            None => principal += agreement.principal.u128(),
            Some(closed) => {
                assert_eq!(earned % unit, Uint256::zero(), "{id} is closed: whole units");
                let bill = closed.bill;
                assert_eq!(bill.penalty, bill.from_rewards + bill.from_principal + bill.from_coins);
                let later = matches!(agreement.place, Place::Leaving { .. });
                penalties += bill.penalty.u128() - if later { bill.from_principal.u128() } else { 0 };
            }
        }
    }
    assert_eq!(accrual.accrued, sum, "what was accrued");
    assert!(accrual.accrued <= Uint256::from(accrual.funded) * unit, "JS-14");
    let totals = TOTALS.load(storage).unwrap();
    assert_eq!(totals.claimed.u128(), claimed, "claimed");
    assert_eq!(totals.penalties.u128(), penalties, "penalties");
    assert_eq!(totals.principal.u128(), principal, "principals");
}

/// JS-10: a device names its open offer and its agreement, and nobody else's; everything stands in its lists.
#[track_caller]
fn records_have_their_places(storage: &dyn Storage) {
    let devices = all(DEVICES.range(storage, None, None, Order::Ascending));
    let mut owned: Vec<_> = devices.iter().map(|(id, device)| (device.owner.clone(), id.clone())).collect();
    owned.sort();
    let mut listed = all(DEVICES_BY_OWNER.keys(storage, None, None, Order::Ascending));
    listed.sort();
    assert_eq!(listed, owned, "devices by owner");

    let mut offered: BTreeMap<u64, String> = BTreeMap::new();
    let mut bound: BTreeMap<u64, String> = BTreeMap::new();
    for (id, device) in &devices {
        offered.extend(device.offer_id.map(|offer| (offer, id.clone())));
        bound.extend(device.agreement_id.map(|agreement| (agreement, id.clone())));
    }
    let offers = all(OFFERS.range(storage, None, None, Order::Ascending));
    let open = offers.iter().filter(|(_, offer)| offer.status == OfferStatus::Open);
    assert_eq!(open.map(|(id, offer)| (*id, offer.device.clone())).collect::<BTreeMap<_, _>>(), offered);
    for (id, offer) in &offers {
        let device = devices.iter().find(|(device, _)| *device == offer.device);
        if offer.status == OfferStatus::Open {
            let (_, device) = device.unwrap();
            assert_eq!((&device.owner, &device.class), (&offer.owner, &offer.class), "offer {id}");
        }
        assert_eq!(offer.status == OfferStatus::Taken, AGREEMENTS.has(storage, *id), "offer {id}");
    }
    let rows = agreements(storage);
    let unclosed = rows.iter().filter(|(_, agreement)| agreement.closed.is_none());
    assert_eq!(
        unclosed.map(|(id, agreement)| (*id, agreement.device.clone())).collect::<BTreeMap<_, _>>(),
        bound,
        "JS-10"
    );
    let mut by_owner: Vec<_> = rows.iter().map(|(id, agreement)| (agreement.owner.clone(), *id)).collect();
    let mut by_staker: Vec<_> = rows.iter().map(|(id, agreement)| (agreement.staker.clone(), *id)).collect();
    by_owner.sort();
    by_staker.sort();
    let sorted = |mut keys: Vec<(Addr, u64)>| {
        keys.sort();
        keys
    };
    assert_eq!(sorted(all(AGREEMENTS_BY_OWNER.keys(storage, None, None, Order::Ascending))), by_owner);
    assert_eq!(sorted(all(AGREEMENTS_BY_STAKER.keys(storage, None, None, Order::Ascending))), by_staker);
}

impl World {
    /// JS-01, JS-02, JS-05, JS-10, JS-14, as far as one moment shows them.
    #[track_caller]
    pub fn is_consistent(&self) {
        let storage = self.suite.chain.app().contract_storage(&self.address);
        weights_add_up(&*storage);
        rewards_are_covered(&*storage);
        self.shares_add_up(&*storage);
        records_have_their_places(&*storage);
        self.offers_are_listed(&*storage);
        self.coins_are_there(&*storage);
        self.pools_add_up(&*storage);
    }

    /// JS-02: the parts of both are all there is, and nobody was paid more; unless it is behind and answers nothing.
    #[track_caller]
    fn shares_add_up(&self, storage: &dyn Storage) {
        for (id, stored) in agreements(storage) {
            let msg = QueryMsg::Agreement { agreement_id: id };
            let Ok(found) = self.suite.chain.query_as::<AgreementResponse>(&self.address, &msg) else {
                return;
            };
            let (owner, staker) = (found.owner_rewards, found.staker_rewards);
            assert_eq!(owner.total, owner_share_floor(found.rewards_total, stored.owner_share).unwrap());
            assert_eq!(owner.total + staker.total, found.rewards_total, "JS-02: {id}");
            let bill = stored.closed.as_ref().map(|closed| closed.bill).unwrap_or_default();
            let taken = |by: EndedBy| {
                if found.ended_by == Some(by) {
                    bill.from_rewards
                } else {
                    Uint128::zero()
                }
            };
            assert_eq!(owner.total, owner.claimed + owner.claimable + taken(EndedBy::Owner), "{id}");
            assert_eq!(staker.total, staker.claimed + staker.claimable + taken(EndedBy::Staker), "{id}");
            assert_eq!((owner.claimed, staker.claimed), (stored.owner_claimed, stored.staker_claimed));
        }
    }

    /// Every open offer stands in all six lists, and nothing else does.
    #[track_caller]
    fn offers_are_listed(&self, storage: &dyn Storage) {
        let offers = all(OFFERS.range(storage, None, None, Order::Ascending));
        let open: Vec<_> =
            offers.into_iter().filter(|(_, offer)| offer.status == OfferStatus::Open).collect();
        let found = |msg: &QueryMsg| -> Vec<u64> {
            let rows: Vec<OfferResponse> = self.ask::<OffersResponse>(msg).offers;
            rows.iter().map(|row| row.offer_id).collect()
        };
        let with = |filter: Option<OfferFilter>| {
            found(&QueryMsg::OpenOffers { filter, start_after: None, limit: Some(100) })
        };
        let ids = |wanted: &dyn Fn(&tributary_joint_staking::state::Offer) -> bool| -> Vec<u64> {
            open.iter().filter(|(_, offer)| wanted(offer)).map(|(id, _)| *id).collect()
        };
        assert_eq!(with(None), ids(&|_| true), "all");
        let mut classes: BTreeSet<String> = BTreeSet::new();
        let mut owners: BTreeSet<Addr> = BTreeSet::from([self.olga.clone(), self.otto.clone()]);
        for (_, offer) in all(OFFERS.range(storage, None, None, Order::Ascending)) {
            classes.insert(offer.class);
            owners.insert(offer.owner);
        }
        for class in classes {
            let expected = ids(&|offer| offer.class == class);
            assert_eq!(with(Some(OfferFilter::Class(class.clone()))), expected, "by class");
        }
        for days in [30, 60, 90, 180, 365] {
            assert_eq!(with(Some(OfferFilter::LockDays(days))), ids(&|offer| offer.terms.lock_days == days));
        }
        for owner in owners {
            let expected = ids(&|offer| offer.owner == owner);
            assert_eq!(with(Some(OfferFilter::Owner(owner.to_string()))), expected, "by owner");
        }
        let mut by_share: Vec<_> =
            open.iter().map(|(id, offer)| (offer.terms.owner_share.value(), *id)).collect();
        by_share.sort_unstable();
        let share = QueryMsg::OpenOffersByShare { start_after: None, limit: Some(100) };
        assert_eq!(found(&share), by_share.into_iter().map(|(_, id)| id).collect::<Vec<_>>(), "by share");
        let mut by_stake: Vec<_> =
            open.iter().map(|(id, offer)| (offer.terms.required_stake.u128(), *id)).collect();
        by_stake.sort_unstable();
        let stake = QueryMsg::OpenOffersByStake { start_after: None, limit: Some(100) };
        assert_eq!(found(&stake), by_stake.into_iter().map(|(_, id)| id).collect::<Vec<_>>(), "by stake");
    }

    /// JS-01: coins and tokens are what is owed and what waits.
    #[track_caller]
    fn coins_are_there(&self, storage: &dyn Storage) {
        let (accrual, totals) = (ACCRUAL.load(storage).unwrap(), TOTALS.load(storage).unwrap());
        let mut rewards = accrual.funded.u128() - totals.claimed.u128();
        let mut principals = 0;
        for (_, agreement) in agreements(storage) {
            rewards -= agreement.closed.as_ref().map_or(0, |closed| closed.bill.from_rewards.u128());
            if self.is_here(storage, &agreement.place) {
                principals += agreement.principal.u128();
            }
        }
        rewards += totals.revenue_due.u128();
        let config = self.config();
        let expected: &[(&Asset<Addr>, u128)] = if config.stake_asset == config.reward_asset {
            &[(&config.stake_asset, principals + rewards)]
        } else {
            &[(&config.stake_asset, principals), (&config.reward_asset, rewards)]
        };
        for (asset, amount) in expected {
            assert_eq!(self.held(asset, &self.address), *amount, "JS-01: {asset:?}");
        }
    }

    /// Whether a principal lies in the escrow.
    fn is_here(&self, storage: &dyn Storage, place: &Place) -> bool {
        let (pool, batch) = match place {
            Place::Held => return true,
            Place::Returned => return false,
            Place::Leaving { pool, batch } => (pool, Some(*batch)),
            Place::Working { pool, since } => (pool, emptied(storage, pool, *since)),
        };
        let unbond = batch.and_then(|batch| UNBONDS.may_load(storage, (pool, batch)).unwrap());
        unbond.is_some_and(|unbond| !self.unbonds(pool).contains_key(&unbond))
    }

    /// The escrow's open undelegations from a pool, by number.
    pub fn unbonds(&self, pool: &Addr) -> BTreeMap<u64, u128> {
        let msg = staker_registry::QueryMsg::Unbonds {
            owner: Some(self.address.to_string()),
            staker: Some(pool.to_string()),
            start_after: None,
            limit: Some(100),
        };
        let answer: staker_registry::UnbondsResponse = self.suite.ask_stakers(&msg).unwrap();
        answer.unbonds.into_iter().map(|unbond| (unbond.id, unbond.amount.u128())).collect()
    }

    /// What the escrow has in a pool.
    pub fn delegated(&self, pool: &Addr) -> u128 {
        let (pool, delegator) = (pool.to_string(), self.address.to_string());
        let msg = pool_registry::QueryMsg::Delegation { pool, delegator };
        self.suite.ask_pools::<pool_registry::DelegationResponse>(&msg).unwrap().tokens.u128()
    }

    /// What works in pools and what waits there is what agreements have there.
    #[track_caller]
    fn pools_add_up(&self, storage: &dyn Storage) {
        for (pool, delegated) in all(DELEGATED.range(storage, None, None, Order::Ascending)) {
            let (mut working, mut waiting) = (0, 0);
            let mut left: BTreeMap<u64, u128> = BTreeMap::new();
            for (_, agreement) in agreements(storage) {
                let amount = agreement.principal.u128();
                match &agreement.place {
                    Place::Leaving { pool: from, batch } if *from == pool => {
                        if *batch == delegated.batch {
                            waiting += amount;
                        } else {
                            *left.entry(*batch).or_default() += amount;
                        }
                    }
                    Place::Working { pool: at, since } if *at == pool => match emptied(storage, at, *since) {
                        None => working += amount,
                        Some(batch) => *left.entry(batch).or_default() += amount,
                    },
                    _ => {}
                }
            }
            assert_eq!(delegated.waiting.u128(), waiting, "waits");
            assert_eq!(delegated.amount.u128(), working + waiting, "is in the pool");
            assert_eq!(self.delegated(&pool), working + waiting, "is in the pool, as that says");
            let open = self.unbonds(&pool);
            for (batch, amount) in left {
                let id = UNBONDS.load(storage, (&pool, batch)).unwrap();
                if let Some(unbonding) = open.get(&id) {
                    assert_eq!(*unbonding, amount, "batch {batch}");
                }
            }
        }
    }

    /// What somebody has of an asset.
    pub fn held(&self, asset: &Asset<Addr>, who: &Addr) -> u128 {
        match asset {
            Asset::Native(denom) => self.suite.chain.balance(who, denom).unwrap().u128(),
            Asset::Cw20(token) => tokens_of(&self.suite.chain, token, who),
        }
    }

    /// JS-15: once everything is closed, claimed and paid, what is left is the reward pool and what the treasury gets.
    #[track_caller]
    pub fn nothing_is_left_but_the_pool(&self) {
        let (config, totals) = (self.config(), self.totals());
        assert_eq!((totals.weight.u128(), totals.principal.u128()), (0, 0));
        let held = self.held(&config.reward_asset, &self.address);
        assert_eq!(held, (totals.reward_pool + totals.revenue_due).u128(), "JS-15");
        if config.stake_asset != config.reward_asset {
            assert_eq!(self.held(&config.stake_asset, &self.address), 0, "JS-15");
        }
        self.is_consistent();
    }
}

fn emptied(storage: &dyn Storage, pool: &Addr, since: u64) -> Option<u64> {
    let mut batches = all(EMPTIED.prefix(pool).keys(storage, None, None, Order::Ascending));
    batches.retain(|batch| *batch >= since);
    batches.first().copied()
}
