//! The pools: who may enter, who leaves, what they are paid (specification 1.4, 2, D8 to D20, D24).

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use cw_utils::{Duration, Expiration};
use serde_json::json;
use tributary_types::pool_registry::{ConfigChange, Hook, PoolState};

use super::books::Books;
use super::control::{Announced, Control};
use super::refusals::Refusals;
use super::stakers::Way;
use super::time::length;
use super::{Model, Verdict};
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
    /// Missed changes: delegator, pool, hook.
    pub marks: BTreeSet<(Addr, Addr, Addr)>,
}

/// A stake that changed, for the hooks.
struct Change {
    operator: Addr,
    who: Addr,
    stake: u128,
    grew: bool,
}

impl Pools {
    /// What `who` holds in `pool`.
    pub fn tokens(&self, pool: &Addr, who: &Addr) -> u128 {
        self.pools.get(pool).map_or(0, |pool| pool.books.tokens(who))
    }
}

impl Model {
    /// The state that the stakes give a pool: self ≥ minimum and ⌊100·self/total⌋ ≥ percentage.
    pub fn pool_state(&self, operator: &Addr) -> PoolState {
        let books = &self.pools.pools[operator].books;
        let (own, total) = (books.tokens(operator), books.total());
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
        let own = self.pools.tokens(operator, operator);
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
        let mut no = Refusals::default();
        let books = &self.pools.pools[pool].books;
        if who != pool {
            let active = self.pool_state(pool) == PoolState::Active;
            no.when(!active, "broken");
            let wanted = books.total() + self.stakers.pending(pool) - reserved + amount;
            no.when(active && wanted > self.capacity(pool), "capacity");
        }
        no.when(books.tokens(who) + amount < self.pools.config.min_delegation, "minimum");
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
    pub(super) fn restake(&mut self, operator: &Addr, who: &Addr, tokens: u128) -> Result<(), Refusals> {
        let change = self.set_stake(operator, who, tokens);
        self.tell_hooks(&change)
    }

    fn set_stake(&mut self, operator: &Addr, who: &Addr, tokens: u128) -> Change {
        let books = &mut self.pools.pools.get_mut(operator).expect("known pool").books;
        let grew = tokens > books.tokens(who);
        books.set_tokens(who, tokens);
        let active = self.pool_state(operator) == PoolState::Active;
        if let Some(staker) = self.stakers.stakers.get_mut(operator) {
            staker.flag = active;
        }
        Change { operator: operator.clone(), who: who.clone(), stake: tokens, grew }
    }

    /// D24: who enters must be known to every hook, who leaves depends on none.
    fn tell_hooks(&mut self, change: &Change) -> Result<(), Refusals> {
        let Change { operator, who, stake, grew } = change;
        let mut no = Refusals::default();
        for hook in self.pools.config.hooks.clone() {
            let hook = Addr::unchecked(hook.contract);
            let mark = (who.clone(), operator.clone(), hook.clone());
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

    fn hook_refusal(&self, hook: &Addr) -> Option<&'static str> {
        match self.puppet(hook) {
            Some(puppet) => puppet.temper.refusal(),
            None => Some("contract"),
        }
    }

    /// A hook that calls back withdraws what it is owed itself, and switches its own auto rewards off.
    pub(super) fn told(&mut self, hook: &Addr, who: &Addr, pool: &Addr, stake: u128, missed: bool) {
        let puppet = self.puppets.get_mut(hook).expect("a hook that answers is a puppet");
        puppet.told.insert((who.clone(), pool.clone()), (stake, missed));
        if puppet.temper == Temper::Reenter {
            self.withdraw(Refusals::default(), hook, pool).expect("nothing refuses a withdrawal");
            self.pools.pools.get_mut(pool).expect("hooks are told of known pools").auto.remove(hook);
        }
    }

    pub(super) fn known_pool(&self, no: &mut Refusals, pool: &Addr) -> bool {
        let known = self.pools.pools.contains_key(pool);
        no.when(!known, "unknown");
        known
    }

    pub(super) fn register_pool(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        signing: Addr,
        rate: u32,
        metadata: (String, String),
        amount: Option<u128>,
    ) -> Verdict {
        no.when(self.pools.pools.contains_key(by), "registered");
        no.when(rate > 1_000_000, "rate");
        metadata_refusals(&mut no, &metadata.0, &metadata.1);
        let stakers = &self.stakers;
        no.when(stakers.control.paused, "paused");
        no.when(!stakers.config.registrars.contains(&self.places.pools), "unauthorized");
        no.when(stakers.stakers.contains_key(by), "registered");
        no.when(stakers.signer(&signing).is_some(), "in use");
        no.when(amount.is_some_and(|amount| amount < stakers.config.minimum), "minimum");
        no.join(self.entry_hooks());
        no.finish()?;

        let amount = amount.expect("funds were tested");
        let coinbase = self.places.coinbase(by);
        let (registry, registered_at) = (self.places.pools.clone(), self.now.seconds);
        let pool = Pool {
            coinbase: coinbase.clone(),
            rate,
            request: None,
            url: metadata.0,
            hash: metadata.1.to_lowercase(),
            registered_at,
            books: Books::default(),
            auto: BTreeMap::new(),
        };
        self.pools.pools.insert(by.clone(), pool);
        // The coins go by way of the pool-registry.
        self.bank.pay(by, &registry, &self.places.denom, amount)?;
        let none = Refusals::default();
        self.register_staker(none, &registry, by.clone(), signing, coinbase.clone(), Some(amount))?;
        self.restake(by, by, amount)?;
        Ok(Some(json!({ "coinbase": coinbase })))
    }

    /// What hooks refuse of an entry.
    pub(super) fn entry_hooks(&self) -> Refusals {
        let mut no = Refusals::default();
        for hook in &self.pools.config.hooks {
            if let Some(word) = self.hook_refusal(&Addr::unchecked(&hook.contract)) {
                no.when(true, word);
            }
        }
        no
    }

    pub(super) fn delegate(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        pool: &Addr,
        amount: Option<u128>,
    ) -> Verdict {
        no.when(self.stakers.control.paused, "paused");
        if self.known_pool(&mut no, pool) {
            no.join(amount.map_or_else(Refusals::default, |amount| self.entry_refusals(pool, by, amount, 0)));
            no.join(self.entry_hooks());
        }
        no.finish()?;
        self.book(pool);
        let amount = amount.expect("funds were tested");
        let registry = self.places.pools.clone();
        self.bank.pay(by, &registry, &self.places.denom, amount)?;
        self.bond(Refusals::default(), &registry, pool, Some(amount))?;
        let tokens = self.pools.tokens(pool, by) + amount;
        self.restake(pool, by, tokens)?;
        Ok(None)
    }

    /// What refuses to take `amount` off what `who` holds.
    fn exit_refusals(&self, no: &mut Refusals, pool: &Addr, who: &Addr, amount: u128) {
        no.when(amount == 0, "zero");
        if self.known_pool(no, pool) {
            let held = self.pools.tokens(pool, who);
            no.when(amount > held, "insufficient");
            let left = held.saturating_sub(amount);
            no.when(left > 0 && left < self.pools.config.min_delegation, "minimum");
        }
    }

    pub(super) fn undelegate(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        pool: &Addr,
        amount: u128,
        fee: u128,
    ) -> Verdict {
        self.exit_refusals(&mut no, pool, by, amount);
        no.when(fee > amount, "fee");
        no.when(self.stakers.open(pool, by).0 >= 32, "at most");
        no.finish()?;
        self.book(pool);
        let registry = self.places.pools.clone();
        let none = Refusals::default();
        let answer = self.unbond(none, &registry, pool, Some(by.clone()), None, amount, fee)?;
        let tokens = self.pools.tokens(pool, by) - amount;
        self.restake(pool, by, tokens)?;
        Ok(answer)
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn transfer_delegation(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        from: &Addr,
        to: &Addr,
        amount: u128,
        fee: u128,
    ) -> Verdict {
        no.when(self.stakers.control.paused, "paused");
        no.when(from == to, "same");
        no.when(by == from || by == to, "operator");
        no.when(fee >= amount, "fee");
        self.exit_refusals(&mut no, from, by, amount);
        if self.known_pool(&mut no, to) && by != to {
            let mut entry = self.entry_refusals(to, by, amount.saturating_sub(fee), 0);
            // The minimum is tested when the stake arrives (D13).
            entry.0.retain(|word| *word != "minimum");
            no.join(entry);
        }
        let (unbonds, transfers) = self.stakers.open(from, by);
        no.when(transfers >= 16 || unbonds + transfers >= 48, "at most");
        no.finish()?;
        self.book(from);
        let registry = self.places.pools.clone();
        let none = Refusals::default();
        let answer = self.transfer_stake(none, &registry, from, to, Some(by.clone()), amount, fee)?;
        let tokens = self.pools.tokens(from, by) - amount;
        self.restake(from, by, tokens)?;
        Ok(answer)
    }

    /// Owner, destination and net of an open transfer between pools.
    fn pool_transfer(&self, id: u64) -> Option<(Addr, Addr, u128)> {
        let item = self.stakers.items.get(&id)?;
        match &item.way {
            Way::To { staker, initiator, .. } if *initiator == self.places.pools => {
                Some((item.owner.clone(), staker.clone(), item.amount - item.fee))
            }
            _ => None,
        }
    }

    pub(super) fn cancel_transfer(&mut self, mut no: Refusals, by: &Addr, id: u64) -> Verdict {
        let found = self.pool_transfer(id);
        no.when(found.is_none(), "unknown");
        no.when(found.is_some_and(|(owner, ..)| owner != *by), "unauthorized");
        no.finish()?;
        let registry = self.places.pools.clone();
        self.cancel_stake_transfer(Refusals::default(), &registry, id)
    }

    pub(super) fn finalize_transfer(&mut self, mut no: Refusals, id: u64, fee_recipient: &Addr) -> Verdict {
        let Some((owner, to, net)) = self.pool_transfer(id) else {
            no.when(true, "unknown");
            return Err(no);
        };
        no.when(!self.now.reached(self.stakers.items[&id].release), "locked");
        no.join(self.entry_refusals(&to, &owner, net, net));
        no.join(self.entry_hooks());
        no.finish()?;
        let change = self.arrive(id, &owner, &to, net, fee_recipient)?;
        self.tell_hooks(&change)?;
        Ok(None)
    }

    fn arrive(
        &mut self,
        id: u64,
        owner: &Addr,
        to: &Addr,
        net: u128,
        fee_recipient: &Addr,
    ) -> Result<Change, Refusals> {
        self.book(to);
        let registry = self.places.pools.clone();
        let tokens = self.pools.tokens(to, owner) + net;
        self.finalize_stake_transfer(Refusals::default(), &registry, id, fee_recipient)?;
        Ok(self.set_stake(to, owner, tokens))
    }

    /// D16: skips what is unknown, locked or refused by its destination. Hooks are told when all is done.
    pub(super) fn finalize_many(
        &mut self,
        no: Refusals,
        unbonds: &[u64],
        transfers: &[u64],
        fee_recipient: &Addr,
    ) -> Verdict {
        no.finish()?;
        // No booking sees the fees and unbonds that the batch itself pays to a coinbase.
        let mut fees = 0;
        let mut changes = vec![];
        for id in transfers {
            let Some((owner, to, net)) = self.pool_transfer(*id) else { continue };
            let item = &self.stakers.items[id];
            if self.now.reached(item.release) && self.entry_refusals(&to, &owner, net, net).0.is_empty() {
                let fee = item.fee;
                self.stakers.items.get_mut(id).expect("just seen").fee = 0;
                self.stakers.items.get_mut(id).expect("just seen").amount = net;
                changes.push(self.arrive(*id, &owner, &to, net, fee_recipient)?);
                fees += fee;
            }
        }
        self.pay_from_stakers(fee_recipient, fees)?;
        let registry = self.places.pools.clone();
        self.finalize_many_stakes(Refusals::default(), &registry, unbonds, &[], fee_recipient)?;
        changes.iter().try_for_each(|change| self.tell_hooks(change))?;
        Ok(None)
    }

    /// What `who` is owed, of the operator with its commission, taken out of the books.
    pub(super) fn claim(&mut self, pool: &Addr, who: &Addr) -> u128 {
        let books = &mut self.pools.pools.get_mut(pool).expect("known pool").books;
        let commission = if pool == who { books.claim_commission() } else { 0 };
        books.claim(who) + commission
    }

    /// D22: taken from the operator's stake; the minimum delegation does not protect it.
    pub(super) fn operator_liquidated(&mut self, pool: &Addr, tokens: u128) -> Result<(), Refusals> {
        self.book(pool);
        let left = self.pools.tokens(pool, pool) - tokens;
        self.restake(pool, pool, left)
    }
}

/// D19: at most 256 printable ASCII characters; exactly 32 bytes of hash.
pub(super) fn metadata_refusals(no: &mut Refusals, url: &str, hash: &str) {
    let printable = url.len() <= 256 && url.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    let hex = hash.len() == 64 && hash.chars().all(|c| c.is_ascii_hexdigit());
    no.when(!printable || !hex, "metadata");
}
