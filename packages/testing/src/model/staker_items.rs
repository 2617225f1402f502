//! Stake that is bonded, on its way out, or on its way elsewhere (D3 to D7, D15 to D17).

use cosmwasm_std::Addr;

use super::refusals::Refusals;
use super::stakers::{Item, Staker, Way};
use super::{Model, Verdict};

impl Model {
    /// A staker for its management.
    pub(super) fn managed(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        staker: &Addr,
    ) -> Result<&mut Staker, Refusals> {
        let found = self.stakers.stakers.get_mut(staker);
        no.when(found.is_none(), "unknown");
        no.when(found.as_ref().is_some_and(|staker| staker.management != *by), "unauthorized");
        no.finish()?;
        Ok(found.expect("tested above"))
    }

    pub(super) fn register_staker(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        identity: Addr,
        signing: Addr,
        coinbase: Addr,
        amount: Option<u128>,
    ) -> Verdict {
        let stake = amount.unwrap_or(self.stakers.config.minimum);
        self.registration_refusals(&mut no, by, &identity, &signing, stake);
        no.finish()?;
        let tokens = amount.expect("funds were tested");
        self.insert_staker(by, &identity, signing, coinbase, tokens);
        let (from, to) = (by.clone(), self.places.stakers.clone());
        self.bank.pay(&from, &to, &self.places.denom, tokens)?;
        Ok(None)
    }

    /// What refuses a new staker with so much `stake`.
    pub(super) fn registration_refusals(
        &self,
        no: &mut Refusals,
        by: &Addr,
        identity: &Addr,
        signing: &Addr,
        stake: u128,
    ) {
        let books = &self.stakers;
        no.when(identity != by && !books.config.registrars.contains(by), "unauthorized");
        no.when(books.stakers.contains_key(identity), "registered");
        no.when(books.signer(signing).is_some(), "in use");
        no.when(stake < books.config.minimum, "minimum");
    }

    pub(super) fn insert_staker(
        &mut self,
        by: &Addr,
        identity: &Addr,
        signing: Addr,
        coinbase: Addr,
        tokens: u128,
    ) {
        let next_change = self.now.after(self.stakers.config.cooldown);
        let (management, locked, flag) = (by.clone(), 0, true);
        let staker = Staker { management, signing, coinbase, tokens, locked, flag, next_change };
        self.stakers.stakers.insert(identity.clone(), staker);
    }

    /// Lets free coins of a solo staker go, or all of them once licences can be redeemed.
    fn take_tokens(&mut self, staker: &Addr, amount: u128) {
        let left = self.stakers.held(staker).without(amount);
        let entry = self.stakers.stakers.get_mut(staker).expect("tested above");
        (entry.tokens, entry.locked) = (left.tokens, left.locked);
    }

    pub(super) fn bond(&mut self, no: Refusals, by: &Addr, staker: &Addr, amount: Option<u128>) -> Verdict {
        let entry = self.managed(no, by, staker)?;
        let amount = amount.expect("funds were tested");
        entry.tokens += amount;
        let (from, to) = (by.clone(), self.places.stakers.clone());
        self.bank.pay(&from, &to, &self.places.denom, amount)?;
        Ok(None)
    }

    /// The tests that unbonds and transfers share; answers the owner of the new item.
    pub(super) fn item_refusals(
        &self,
        no: &mut Refusals,
        by: &Addr,
        staker: &Addr,
        owner: Option<Addr>,
        amount: u128,
    ) -> Addr {
        no.when(amount == 0, "zero");
        let Some(entry) = self.stakers.stakers.get(staker) else {
            no.when(true, "unknown");
            return by.clone();
        };
        no.when(entry.management != *by, "unauthorized");
        no.when(owner.is_some() && entry.management == *staker, "unauthorized");
        no.when(amount > self.free(self.stakers.held(staker)), "insufficient");
        owner.unwrap_or_else(|| entry.management.clone())
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn unbond(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        staker: &Addr,
        owner: Option<Addr>,
        recipient: Option<Addr>,
        amount: u128,
        fee: u128,
    ) -> Verdict {
        let owner = self.item_refusals(&mut no, by, staker, owner, amount);
        let recipient = recipient.unwrap_or_else(|| owner.clone());
        no.when(fee > amount, "fee");
        no.when(recipient == self.places.stakers, "recipient");
        no.when(self.stakers.open(staker, &owner).0 >= 32, "at most");
        no.finish()?;
        self.take_tokens(staker, amount);
        let release = self.now.after(self.stakers.config.unbond_lock);
        let item = Item { from: staker.clone(), owner, amount, fee, release, way: Way::Out { recipient } };
        Ok(self.stakers.open_item(item))
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn transfer_stake(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        from: &Addr,
        to: &Addr,
        owner: Option<Addr>,
        amount: u128,
        fee: u128,
    ) -> Verdict {
        let owner = self.item_refusals(&mut no, by, from, owner, amount);
        no.when(fee >= amount, "fee");
        no.when(from == to, "same");
        match self.stakers.stakers.get(to) {
            None => no.when(true, "unknown"),
            Some(entry) => {
                let giver = self.stakers.stakers.get(from).map(|entry| &entry.management);
                let foreign =
                    entry.management != *to && giver.is_some_and(|giver| *giver != entry.management);
                no.when(foreign, "managed");
            }
        }
        let (unbonds, transfers) = self.stakers.open(from, &owner);
        no.when(transfers >= 16 || unbonds + transfers >= 48, "at most");
        no.finish()?;
        self.take_tokens(from, amount);
        let way = Way::To {
            staker: to.clone(),
            initiator: by.clone(),
            unbond_release: self.now.after(self.stakers.config.unbond_lock),
        };
        let release = self.now.after(self.stakers.config.transfer_lock);
        let item = Item { from: from.clone(), owner, amount, fee, release, way };
        Ok(self.stakers.open_item(item))
    }

    /// The transfer `id`, for its initiator.
    pub(super) fn transfer_refusals(&self, no: &mut Refusals, by: &Addr, id: u64) {
        match self.stakers.items.get(&id).map(|item| &item.way) {
            Some(Way::To { initiator, .. }) => no.when(initiator != by, "unauthorized"),
            _ => no.when(true, "unknown"),
        }
    }

    pub(super) fn cancel_stake_transfer(&mut self, mut no: Refusals, by: &Addr, id: u64) -> Verdict {
        self.transfer_refusals(&mut no, by, id);
        no.finish()?;
        let item = self.stakers.items.remove(&id).expect("tested above");
        let Way::To { unbond_release, .. } = item.way else { unreachable!("tested above") };
        let way = Way::Out { recipient: item.owner.clone() };
        Ok(self.stakers.open_item(Item { fee: 0, release: unbond_release, way, ..item }))
    }

    /// Who gets a fee: the caller if nobody is named, never a registry.
    pub(super) fn fee_recipient(
        &self,
        no: &mut Refusals,
        by: &Addr,
        named: Option<&String>,
        through_pools: bool,
    ) -> Result<Addr, Refusals> {
        let Some(named) = named else {
            no.when(*by == self.places.stakers && !through_pools, "recipient");
            return Ok(by.clone());
        };
        self.addresses(no, &[named])?;
        let registry =
            named == self.places.stakers.as_str() || through_pools && named == self.places.pools.as_str();
        no.when(registry, "recipient");
        Ok(Addr::unchecked(named))
    }

    pub(super) fn lock_of_item(&self, no: &mut Refusals, id: u64) {
        let item = self.stakers.items.get(&id);
        no.when(item.is_some_and(|item| !self.now.reached(item.release)), "locked");
    }

    pub(super) fn finalize_unbond(&mut self, mut no: Refusals, id: u64, fee_recipient: &Addr) -> Verdict {
        let open = self.stakers.items.get(&id).is_some_and(Item::is_unbond);
        no.when(!open, "unknown");
        if open {
            self.lock_of_item(&mut no, id);
        }
        no.finish()?;
        self.pay_unbond(id, fee_recipient)?;
        Ok(None)
    }

    pub(super) fn pay_unbond(&mut self, id: u64, fee_recipient: &Addr) -> Result<(), Refusals> {
        let item = self.stakers.items.remove(&id).expect("tested above");
        let Way::Out { recipient } = item.way else { unreachable!("tested above") };
        let (from, net) = (self.places.stakers.clone(), item.amount - item.fee);
        if recipient == self.places.joint && item.owner == recipient {
            // A principal comes back: no gift.
            self.bank.pay(&from, &recipient, &self.places.denom, net)?;
        } else {
            self.pay_from_stakers(&recipient, net)?;
        }
        self.pay_from_stakers(fee_recipient, item.fee)
    }

    pub(super) fn pay_from_stakers(&mut self, to: &Addr, amount: u128) -> Result<(), Refusals> {
        let from = self.places.stakers.clone();
        self.pay(&from, to, amount)
    }

    pub(super) fn finalize_stake_transfer(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        id: u64,
        fee_recipient: &Addr,
    ) -> Verdict {
        self.transfer_refusals(&mut no, by, id);
        if no.0.is_empty() {
            self.lock_of_item(&mut no, id);
        }
        no.finish()?;
        self.arrive_stake(id, fee_recipient)?;
        Ok(None)
    }

    pub(super) fn arrive_stake(&mut self, id: u64, fee_recipient: &Addr) -> Result<(), Refusals> {
        let item = self.stakers.items.remove(&id).expect("tested above");
        let Way::To { staker, .. } = item.way else { unreachable!("tested above") };
        self.stakers.stakers.get_mut(&staker).expect("stakers stay").tokens += item.amount - item.fee;
        self.pay_from_stakers(fee_recipient, item.fee)
    }

    pub(super) fn finalize_many_stakes(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        unbonds: &[u64],
        transfers: &[u64],
        fee_recipient: &Addr,
    ) -> Verdict {
        for id in transfers {
            let initiator = self.stakers.items.get(id).and_then(|item| match &item.way {
                Way::To { initiator, .. } => Some(initiator),
                Way::Out { .. } => None,
            });
            no.when(initiator.is_some_and(|initiator| initiator != by), "unauthorized");
        }
        no.finish()?;
        let ready = |model: &Self, id: &u64, unbond: bool| {
            let item = model.stakers.items.get(id);
            item.is_some_and(|item| item.is_unbond() == unbond && model.now.reached(item.release))
        };
        for id in unbonds {
            if ready(self, id, true) {
                self.pay_unbond(*id, fee_recipient)?;
            }
        }
        for id in transfers {
            if ready(self, id, false) {
                self.arrive_stake(*id, fee_recipient)?;
            }
        }
        Ok(None)
    }

    pub(super) fn redirect(&mut self, mut no: Refusals, by: &Addr, id: u64, to: Addr) -> Verdict {
        let item = self.stakers.items.get_mut(&id).filter(|item| item.is_unbond());
        no.when(item.is_none(), "unknown");
        no.when(item.as_ref().is_some_and(|item| item.owner != *by), "unauthorized");
        no.finish()?;
        item.expect("tested above").way = Way::Out { recipient: to };
        Ok(None)
    }

    pub(super) fn set_signing_address(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        staker: &Addr,
        signing: Addr,
    ) -> Verdict {
        if let Some(entry) = self.stakers.stakers.get(staker).filter(|entry| entry.signing != signing) {
            no.when(!self.now.reached(entry.next_change), "cool-down");
            no.when(self.stakers.signer(&signing).is_some(), "in use");
        }
        let next_change = self.now.after(self.stakers.config.cooldown);
        let entry = self.managed(no, by, staker)?;
        if entry.signing != signing {
            entry.signing = signing;
            entry.next_change = next_change;
        }
        Ok(None)
    }
}
