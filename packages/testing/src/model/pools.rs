//! The pools: who may enter, who leaves, what they are paid (specification 1.4, 2, D8 to D20, D24).

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use cw_utils::{Duration, Expiration};
use tributary_types::pool_registry::{ConfigChange, Hook, PoolState};

use super::books::{Books, Held};
use super::control::{Announced, Control};
use super::refusals::Refusals;
use super::time::length;
use super::treasury_network::BROKEN;
use super::Model;
use crate::puppet::Temper;

/// Parameters of the pool-registry.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolConfig {
    /// What an operator holds of its pool at least, in percent.
    pub percentage: u128,
    /// Lock of commission changes.
    pub commission_lock: Duration,
    /// Over how long a net is released.
    pub release_period: Duration,
    /// The least stake that is kept.
    pub min_delegation: u128,
    /// Who is told.
    pub hooks: Vec<Hook>,
    /// Fee, performance, capacity.
    pub weights: (u32, u32, u32),
}

/// A requested commission.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    /// In millionths.
    pub ppm: u32,
    /// From when on.
    pub release: Expiration,
    /// Until when.
    pub expires: Expiration,
}

/// One pool.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Where its rewards arrive.
    pub coinbase: Addr,
    /// Commission in millionths.
    pub rate: u32,
    /// The open request.
    pub request: Option<Request>,
    /// Description.
    pub url: String,
    /// Its hash, hex.
    pub hash: String,
    /// When it was registered, in seconds.
    pub registered_at: u64,
    /// Rewards and stakes.
    pub books: Books,
    /// Auto rewards: fee in millionths by delegator.
    pub auto: BTreeMap<Addr, u32>,
}

/// Everything in the pool-registry.
#[derive(Clone, Debug, PartialEq)]
pub struct Pools {
    /// Parameters.
    pub config: PoolConfig,
    /// Roles and pause.
    pub control: Control,
    /// The open announcement.
    pub announced: Option<Announced<ConfigChange>>,
    /// By operator.
    pub pools: BTreeMap<Addr, Pool>,
    /// Missed changes: hook, delegator, pool.
    pub marks: BTreeSet<(Addr, Addr, Addr)>,
}

/// A stake that changed, for the hooks.
pub(super) struct Change {
    operator: Addr,
    who: Addr,
    stake: u128,
    grew: bool,
}

impl Pools {
    /// What `who` holds in `pool`.
    pub fn held(&self, pool: &Addr, who: &Addr) -> Held {
        self.pools.get(pool).map(|pool| pool.books.held(who)).unwrap_or_default()
    }

    /// The coins of it.
    pub fn tokens(&self, pool: &Addr, who: &Addr) -> u128 {
        self.held(pool, who).tokens
    }

    /// What it counts for.
    pub fn weight(&self, pool: &Addr, who: &Addr) -> u128 {
        self.pools.get(pool).map_or(0, |pool| pool.books.weight(who))
    }
}

impl Model {
    /// The state that the stakes give a pool: self ≥ minimum and ⌊100·self/total⌋ ≥ percentage.
    pub fn pool_state(&self, operator: &Addr) -> PoolState {
        let books = &self.pools.pools[operator].books;
        let (own, total) = (books.weight(operator), books.total());
        let enough = own >= self.stakers.config.minimum;
        if enough && total > 0 && own * 100 / total >= self.pools.config.percentage {
            PoolState::Active
        } else if own == 0 {
            PoolState::Retired
        } else {
            PoolState::Broken
        }
    }

    /// ⌊100·self/percentage⌋, nothing below the minimum (2.4).
    pub fn capacity(&self, operator: &Addr) -> u128 {
        let own = self.pools.weight(operator, operator);
        if own < self.stakers.config.minimum {
            return 0;
        }
        own * 100 / self.pools.config.percentage
    }

    /// What others may still add.
    pub fn capacity_left(&self, operator: &Addr) -> u128 {
        let taken = self.pools.pools[operator].books.total() + self.stakers.pending(operator);
        self.capacity(operator).saturating_sub(taken)
    }

    /// What refuses `amount` of `who` in a pool, with `reserved` of the pending stake being this very amount.
    pub(super) fn entry_refusals(&self, pool: &Addr, who: &Addr, amount: u128, reserved: u128) -> Refusals {
        let mut no = self.room_refusals(pool, who, amount, reserved);
        no.when(self.pools.tokens(pool, who) + amount < self.pools.config.min_delegation, "minimum");
        no
    }

    /// The part of this that licences meet as well.
    pub(super) fn room_refusals(&self, pool: &Addr, who: &Addr, amount: u128, reserved: u128) -> Refusals {
        let mut no = Refusals::default();
        if who != pool {
            let active = self.pool_state(pool) == PoolState::Active;
            no.when(!active, "broken");
            let taken = self.pools.pools[pool].books.total() + self.stakers.pending(pool) - reserved;
            no.when(active && taken + amount > self.capacity(pool), "capacity");
        }
        no
    }

    /// Books what has arrived (D8).
    pub(super) fn book(&mut self, operator: &Addr) {
        let config = &self.pools.config;
        let (now, period) = (self.now.count(config.release_period), length(config.release_period));
        let pool = self.pools.pools.get_mut(operator).expect("known pool");
        let balance = self.bank.balance(&pool.coinbase, &self.places.denom);
        pool.books.book(balance, pool.rate, now, period);
    }

    /// Whether a pool would take a transfer of `net` now.
    pub fn would_arrive(&self, pool: &Addr, owner: &Addr, net: u128) -> bool {
        self.entry_refusals(pool, owner, net, net).0.is_empty()
    }

    /// What a call for auto rewards would do now: what is owed, the fee, and whether something would be delegated. Hooks
    /// are not asked.
    pub fn auto_now(&self, pool: &Addr, who: &Addr) -> (u128, u128, bool) {
        let books = self.booked_now(pool);
        let owed = books.claimable(who) + if pool == who { books.com } else { 0 };
        let rate = self.pools.pools[pool].auto.get(who).copied().unwrap_or_default();
        let fee = owed * u128::from(rate) / 1_000_000;
        let open = !self.pools.control.paused && !self.stakers.control.paused;
        let admits = self.entry_refusals(pool, who, owed - fee, 0).0.is_empty();
        (owed, fee, open && owed > fee && admits)
    }

    /// The books as they would be after a booking now (D29).
    pub fn booked_now(&self, operator: &Addr) -> Books {
        let config = &self.pools.config;
        let pool = &self.pools.pools[operator];
        let mut books = pool.books.clone();
        let balance = self.bank.balance(&pool.coinbase, &self.places.denom);
        books.book(balance, pool.rate, self.now.count(config.release_period), length(config.release_period));
        books
    }

    /// Gives `who` a new stake and lets everything follow: the flag in the staker-registry, the hooks.
    pub(super) fn restake(&mut self, operator: &Addr, who: &Addr, held: Held) -> Result<(), Refusals> {
        let change = self.set_stake(operator, who, held);
        self.tell_hooks(&change)
    }

    pub(super) fn set_stake(&mut self, operator: &Addr, who: &Addr, held: Held) -> Change {
        let stake = self.stakers.weigh(held);
        let books = &mut self.pools.pools.get_mut(operator).expect("known pool").books;
        let grew = stake > books.weight(who);
        books.set_held(who, held, stake);
        let active = self.pool_state(operator) == PoolState::Active;
        if let Some(staker) = self.stakers.stakers.get_mut(operator) {
            staker.flag = active;
        }
        Change { operator: operator.clone(), who: who.clone(), stake, grew }
    }

    /// D24: who enters must be known to every hook, who leaves depends on none.
    pub(super) fn tell_hooks(&mut self, change: &Change) -> Result<(), Refusals> {
        let Change { operator, who, stake, grew } = change;
        let mut no = Refusals::default();
        for hook in self.pools.config.hooks.clone() {
            let hook = Addr::unchecked(hook.contract);
            let mark = (hook.clone(), who.clone(), operator.clone());
            let missed = self.pools.marks.contains(&mark);
            match self.hook_refusal(&hook) {
                Some(word) if *grew => no.when(true, word),
                Some(_) => {
                    self.pools.marks.insert(mark);
                }
                None => self.told(&hook, who, operator, *stake, missed),
            }
        }
        no.finish()
    }

    pub(super) fn hook_refusal(&self, hook: &Addr) -> Option<&'static str> {
        if *hook == self.places.treasury {
            return self.broken.then_some(BROKEN);
        }
        match self.puppet(hook) {
            Some(puppet) => puppet.temper.refusal(),
            None => Some("contract"),
        }
    }

    /// A hook that calls back withdraws what it is owed itself, and switches its own auto rewards off.
    pub(super) fn told(&mut self, hook: &Addr, who: &Addr, pool: &Addr, stake: u128, missed: bool) {
        if *hook == self.places.treasury {
            return self.tell_treasury(who, pool, stake, missed);
        }
        let puppet = self.puppets.get_mut(hook).expect("a hook that answers is a puppet");
        puppet.told.insert((who.clone(), pool.clone()), (stake, missed));
        if puppet.temper == Temper::Reenter {
            self.withdraw(Refusals::default(), hook, pool).expect("nothing refuses a withdrawal");
            self.pools.pools.get_mut(pool).expect("hooks are told of known pools").auto.remove(hook);
        }
    }
}

/// D19: at most 256 printable ASCII characters; exactly 32 bytes of hash.
pub(super) fn metadata_refusals(no: &mut Refusals, url: &str, hash: &str) {
    let printable = url.len() <= 256 && url.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    let hex = hash.len() == 64 && hash.chars().all(|c| c.is_ascii_hexdigit());
    no.when(!printable || !hex, "metadata");
}
