//! Stake that comes into pools, leaves them, and moves between them (specification 1.4, D13 to D18, D22).

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use serde_json::json;
use tributary_types::license_nft::{NodeRole, Stage};

use super::books::{Books, Held};
use super::pools::{metadata_refusals, Change, Pool};
use super::refusals::Refusals;
use super::stakers::Way;
use super::{Model, Verdict};

impl Model {
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
        let stake = amount.unwrap_or(self.stakers.config.minimum);
        self.opening_refusals(&mut no, by, &signing, rate, &metadata, stake);
        no.finish()?;

        let amount = amount.expect("funds were tested");
        let (registry, coinbase) = (self.places.pools.clone(), self.open_pool(by, rate, metadata));
        // The coins go by way of the pool-registry.
        self.bank.pay(by, &registry, &self.places.denom, amount)?;
        let none = Refusals::default();
        self.register_staker(none, &registry, by.clone(), signing, coinbase.clone(), Some(amount))?;
        self.restake(by, by, Held { tokens: amount, ..Held::default() })?;
        Ok(Some(json!({ "coinbase": coinbase })))
    }

    /// The same for whoever sent a licence to the staker-registry.
    pub(super) fn register_pool_for(
        &mut self,
        mut no: Refusals,
        operator: &Addr,
        id: &str,
        signing: Addr,
        rate: u32,
        metadata: (String, String),
    ) -> Verdict {
        self.opening_refusals(&mut no, operator, &signing, rate, &metadata, self.licenses.worth);
        self.keep_refusals(&mut no, id, operator, operator);
        no.clone().finish()?;
        let (registry, coinbase) = (self.places.pools.clone(), self.open_pool(operator, rate, metadata));
        self.register_by_license(no, &registry, operator, signing, coinbase, id, NodeRole::Validator)?;
        let held = Held { licenses: 1, ..Held::default() };
        self.restake(operator, operator, held)?;
        Ok(None)
    }

    /// What refuses a new pool with so much `stake`.
    fn opening_refusals(
        &self,
        no: &mut Refusals,
        operator: &Addr,
        signing: &Addr,
        rate: u32,
        metadata: &(String, String),
        stake: u128,
    ) {
        no.when(self.pools.pools.contains_key(operator), "registered");
        no.when(rate > 1_000_000, "rate");
        metadata_refusals(no, &metadata.0, &metadata.1);
        no.when(self.stakers.control.paused, "paused");
        self.registration_refusals(no, &self.places.pools, operator, signing, stake);
        no.join(self.entry_hooks());
    }

    /// A pool without stake; answers where its rewards arrive.
    fn open_pool(&mut self, operator: &Addr, rate: u32, metadata: (String, String)) -> Addr {
        let coinbase = self.places.coinbase(operator);
        let pool = Pool {
            coinbase: coinbase.clone(),
            rate,
            request: None,
            url: metadata.0,
            hash: metadata.1.to_lowercase(),
            registered_at: self.now.seconds,
            books: Books::default(),
            auto: BTreeMap::new(),
        };
        self.pools.pools.insert(operator.clone(), pool);
        coinbase
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
        let held = self.more(pool, by, amount);
        self.restake(pool, by, held)?;
        Ok(None)
    }

    /// What `who` holds with `amount` coins more.
    pub(super) fn more(&self, pool: &Addr, who: &Addr, amount: u128) -> Held {
        let held = self.pools.held(pool, who);
        Held { tokens: held.tokens + amount, ..held }
    }

    /// What of these coins their owner can take out now: locked ones stay until licences can be redeemed.
    pub fn free(&self, held: Held) -> u128 {
        held.tokens - if self.licenses.stage == Stage::Stable { 0 } else { held.locked }
    }

    /// What refuses to take `amount` off what `who` holds.
    pub(super) fn exit_refusals(&self, no: &mut Refusals, pool: &Addr, who: &Addr, amount: u128) {
        no.when(amount == 0, "zero");
        if self.known_pool(no, pool) {
            let held = self.pools.held(pool, who);
            let free = self.free(held);
            no.when(amount > free, "insufficient");
            let left = held.tokens.saturating_sub(amount);
            no.when(amount < free && left < self.pools.config.min_delegation, "minimum");
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
        let held = self.pools.held(pool, by).without(amount);
        self.restake(pool, by, held)?;
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
        let held = self.pools.held(from, by).without(amount);
        self.restake(from, by, held)?;
        Ok(answer)
    }

    /// Owner, destination and net of an open transfer between pools.
    pub(super) fn pool_transfer(&self, id: u64) -> Option<(Addr, Addr, u128)> {
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

    pub(super) fn arrive(
        &mut self,
        id: u64,
        owner: &Addr,
        to: &Addr,
        net: u128,
        fee_recipient: &Addr,
    ) -> Result<Change, Refusals> {
        self.book(to);
        let registry = self.places.pools.clone();
        let held = self.more(to, owner, net);
        self.finalize_stake_transfer(Refusals::default(), &registry, id, fee_recipient)?;
        Ok(self.set_stake(to, owner, held))
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

    /// D22: taken from the operator's stake; the minimum delegation does not protect it. A surplus joins it, locked.
    pub(super) fn operator_liquidated(
        &mut self,
        pool: &Addr,
        tokens: u128,
        licenses: u128,
        surplus: u128,
    ) -> Result<(), Refusals> {
        self.book(pool);
        let left = self.pools.held(pool, pool).after_fault(tokens, licenses, surplus);
        self.restake(pool, pool, left)
    }
}
