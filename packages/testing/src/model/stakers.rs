//! The staker-registry (specification 1.2, D3 to D7, D15 to D17, D22, D23).

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Coin};
use cw_utils::{Duration, Expiration};
use serde_json::json;
use tributary_types::staker_registry::{ConfigChange, ExecuteMsg, SlasherChange};

use super::control::{due, lock_refusals, Announced, Control, Role};
use super::refusals::{is_address, paid, Refusals, ADDRESS};
use super::time::{length, like};
use super::{Answer, Model, Verdict};

/// Parameters of the staker-registry.
#[derive(Clone, Debug, PartialEq)]
pub struct StakerConfig {
    /// What counts.
    pub minimum: u128,
    /// Lock of unbonds.
    pub unbond_lock: Duration,
    /// Lock of transfers.
    pub transfer_lock: Duration,
    /// Lock of signing addresses.
    pub cooldown: Duration,
    /// Who may liquidate.
    pub slasher: Option<Addr>,
    /// Who gets revenue.
    pub treasury: Option<Addr>,
    /// Who registers for others.
    pub registrars: BTreeSet<Addr>,
}

/// One staker.
#[derive(Clone, Debug, PartialEq)]
pub struct Staker {
    /// Itself, or its registrar.
    pub management: Addr,
    /// Its hot key.
    pub signing: Addr,
    /// Where block rewards go.
    pub coinbase: Addr,
    /// Bonded.
    pub tokens: u128,
    /// Switched on.
    pub flag: bool,
    /// When the key may change.
    pub next_change: Expiration,
}

/// Where an open item goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// Out, to be paid.
    Out {
        /// To whom.
        recipient: Addr,
    },
    /// To another staker.
    To {
        /// Which.
        staker: Addr,
        /// Who asked for it.
        initiator: Addr,
        /// When it would have been free as an unbond.
        unbond_release: Expiration,
    },
}

/// An open item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// From which staker.
    pub from: Addr,
    /// Whose.
    pub owner: Addr,
    /// Gross.
    pub amount: u128,
    /// The finaliser's.
    pub fee: u128,
    /// From when on.
    pub release: Expiration,
    /// Where to.
    pub way: Way,
}

impl Item {
    /// Whether it is an unbond.
    pub const fn is_unbond(&self) -> bool {
        matches!(self.way, Way::Out { .. })
    }
}

/// Everything in the staker-registry.
#[derive(Clone, Debug, PartialEq)]
pub struct Stakers {
    /// Parameters.
    pub config: StakerConfig,
    /// Roles and pause.
    pub control: Control,
    /// The open announcement.
    pub announced: Option<Announced<ConfigChange>>,
    /// By identity.
    pub stakers: BTreeMap<Addr, Staker>,
    /// Open items by id.
    pub items: BTreeMap<u64, Item>,
    /// The next id.
    pub next_id: u64,
    /// Taken, not forwarded.
    pub revenue_due: u128,
    /// Used evidence.
    pub evidence: BTreeSet<String>,
}

impl Stakers {
    /// Whether a staker counts.
    pub fn is_active(&self, staker: &Staker) -> bool {
        staker.flag && staker.tokens >= self.config.minimum
    }

    /// Who signs with `signing`.
    pub fn signer(&self, signing: &Addr) -> Option<&Addr> {
        self.stakers.iter().find(|(_, staker)| staker.signing == *signing).map(|(identity, _)| identity)
    }

    /// Open items of `owner` with `staker`: unbonds and transfers.
    pub fn open(&self, staker: &Addr, owner: &Addr) -> (usize, usize) {
        let mine = |item: &&Item| item.from == *staker && item.owner == *owner;
        let unbonds = self.items.values().filter(mine).filter(|item| item.is_unbond()).count();
        (unbonds, self.items.values().filter(mine).count() - unbonds)
    }

    /// Transfers on the way into `staker`, net of their fees.
    pub fn pending(&self, staker: &Addr) -> u128 {
        let into = |item: &&Item| matches!(&item.way, Way::To { staker: to, .. } if to == staker);
        self.items.values().filter(into).map(|item| item.amount - item.fee).sum()
    }

    fn open_item(&mut self, item: Item) -> Answer {
        let id = self.next_id;
        self.next_id += 1;
        let release = item.release;
        self.items.insert(id, item);
        Some(json!({ "id": id, "release": release }))
    }
}

/// Who may send what, as far as the message says it (specification 6.1, D26).
fn rule(msg: &ExecuteMsg) -> (Role, bool, bool) {
    use ExecuteMsg as M;
    let (role, entry, payable) = (Role::Anyone, false, false);
    match msg {
        M::RegisterStaker { .. } | M::Bond { .. } => (role, true, true),
        M::TransferStake { .. } => (role, true, payable),
        M::AnnounceConfig { .. } | M::CancelConfig {} | M::SetGuardian { .. } | M::Unpause {} => {
            (Role::Owner, entry, payable)
        }
        M::Pause {} => (Role::Guardian, entry, payable),
        _ => (role, entry, payable),
    }
}

impl Model {
    /// A message to the staker-registry.
    pub(super) fn stakers_call(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Verdict {
        use ExecuteMsg as M;
        let (role, entry, payable) = rule(msg);
        let mut no = self.stakers.control.refusals(by, role, entry);
        let amount = paid(funds, &self.places.denom);
        no.when(if payable { amount.is_none() } else { !funds.is_empty() }, "funds");
        let address = |text: &String| Addr::unchecked(text);
        match msg {
            M::RegisterStaker { identity, signing_address, coinbase_address } => {
                let identity = identity.as_ref().map_or_else(|| by.clone(), address);
                self.addresses(&mut no, &[identity.as_str(), signing_address, coinbase_address])?;
                self.register_staker(
                    no,
                    by,
                    identity,
                    address(signing_address),
                    address(coinbase_address),
                    amount,
                )
            }
            M::Bond { staker } => {
                self.addresses(&mut no, &[staker])?;
                self.bond(no, by, &address(staker), amount)
            }
            M::Unbond { staker, amount, fee, recipient, owner } => {
                let named: Vec<&str> = [owner, recipient].into_iter().flatten().map(String::as_str).collect();
                self.addresses(&mut no, &[&[staker.as_str()], named.as_slice()].concat())?;
                let (owner, recipient) = (owner.as_ref().map(address), recipient.as_ref().map(address));
                let fee = fee.unwrap_or_default().u128();
                self.unbond(no, by, &address(staker), owner, recipient, amount.u128(), fee)
            }
            M::TransferStake { from, to, amount, fee, owner } => {
                let named: Vec<&str> = owner.iter().map(String::as_str).collect();
                self.addresses(&mut no, &[&[from.as_str(), to], named.as_slice()].concat())?;
                let fee = fee.unwrap_or_default().u128();
                self.transfer_stake(
                    no,
                    by,
                    &address(from),
                    &address(to),
                    owner.as_ref().map(address),
                    amount.u128(),
                    fee,
                )
            }
            M::CancelTransfer { id } => self.cancel_stake_transfer(no, by, *id),
            M::FinalizeUnbond { id, fee_recipient } => {
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), false)?;
                self.finalize_unbond(no, *id, &to)
            }
            M::FinalizeTransfer { id, fee_recipient } => {
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), false)?;
                self.finalize_stake_transfer(no, by, *id, &to)
            }
            M::FinalizeMany { unbonds, transfers, fee_recipient } => {
                batch_refusals(&mut no, &[unbonds, transfers]);
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), false)?;
                self.finalize_many_stakes(no, by, unbonds, transfers, &to)
            }
            M::Redirect { id, recipient } => {
                self.addresses(&mut no, &[recipient])?;
                no.when(recipient == self.places.stakers.as_str(), "recipient");
                self.redirect(no, by, *id, address(recipient))
            }
            M::SetState { staker, active } => {
                self.addresses(&mut no, &[staker])?;
                self.managed(no, by, &address(staker))?.flag = *active;
                Ok(None)
            }
            M::SetSigningAddress { staker, signing_address } => {
                self.addresses(&mut no, &[staker, signing_address])?;
                self.set_signing_address(no, by, &address(staker), address(signing_address))
            }
            M::SetCoinbaseAddress { staker, coinbase_address } => {
                self.addresses(&mut no, &[staker, coinbase_address])?;
                self.managed(no, by, &address(staker))?.coinbase = address(coinbase_address);
                Ok(None)
            }
            M::Liquidate { staker, amount, evidence_id, reason } => {
                no.when(self.stakers.config.slasher.as_ref() != Some(by), "unauthorized");
                self.addresses(&mut no, &[staker])?;
                no.when(evidence_id.is_empty() || evidence_id.len() > 128, "evidence");
                no.when(reason.is_empty() || reason.len() > 128, "too long");
                self.liquidate(no, &address(staker), amount.u128(), evidence_id)
            }
            M::ForwardRevenue {} => self.forward_revenue(no),
            M::AnnounceConfig { change } => self.announce_stakers(no, change),
            M::ApplyConfig {} => {
                let change = due(self.stakers.announced.as_ref(), no, self.now)?;
                self.change_stakers(&change);
                self.stakers.announced = None;
                Ok(None)
            }
            M::CancelConfig {} => {
                no.when(self.stakers.announced.is_none(), "nothing");
                no.finish()?;
                self.stakers.announced = None;
                Ok(None)
            }
            M::SetGuardian { guardian } => {
                self.stakers.control.set_guardian(no, guardian.as_ref()).map(|()| None)
            }
            M::Pause {} => self.stakers.control.set_paused(no, true).map(|()| None),
            M::Unpause {} => self.stakers.control.set_paused(no, false).map(|()| None),
            M::UpdateOwnership(action) => {
                self.stakers.control.update_ownership(no, by, self.now, action).map(|()| None)
            }
        }
    }

    /// A staker for its management.
    fn managed(&mut self, mut no: Refusals, by: &Addr, staker: &Addr) -> Result<&mut Staker, Refusals> {
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
        let books = &self.stakers;
        no.when(identity != *by && !books.config.registrars.contains(by), "unauthorized");
        no.when(books.stakers.contains_key(&identity), "registered");
        no.when(books.signer(&signing).is_some(), "in use");
        no.when(amount.is_some_and(|amount| amount < books.config.minimum), "minimum");
        no.finish()?;
        let tokens = amount.expect("funds were tested");
        let next_change = self.now.after(books.config.cooldown);
        let staker = Staker { management: by.clone(), signing, coinbase, tokens, flag: true, next_change };
        self.stakers.stakers.insert(identity, staker);
        let (from, to) = (by.clone(), self.places.stakers.clone());
        self.bank.pay(&from, &to, &self.places.denom, tokens)?;
        Ok(None)
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
    fn item_refusals(
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
        no.when(amount > entry.tokens, "insufficient");
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
        self.stakers.stakers.get_mut(staker).expect("tested above").tokens -= amount;
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
        self.stakers.stakers.get_mut(from).expect("tested above").tokens -= amount;
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
    fn transfer_refusals(&self, no: &mut Refusals, by: &Addr, id: u64) {
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

    fn lock_of_item(&self, no: &mut Refusals, id: u64) {
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

    fn pay_unbond(&mut self, id: u64, fee_recipient: &Addr) -> Result<(), Refusals> {
        let item = self.stakers.items.remove(&id).expect("tested above");
        let Way::Out { recipient } = item.way else { unreachable!("tested above") };
        self.pay_from_stakers(&recipient, item.amount - item.fee)?;
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

    fn arrive_stake(&mut self, id: u64, fee_recipient: &Addr) -> Result<(), Refusals> {
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

    fn redirect(&mut self, mut no: Refusals, by: &Addr, id: u64, to: Addr) -> Verdict {
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

    /// D22, without licences: bonded tokens, open unbonds, open transfers of solo stakers.
    fn liquidate(&mut self, mut no: Refusals, staker: &Addr, amount: u128, evidence: &str) -> Verdict {
        no.when(amount == 0, "zero");
        no.when(self.stakers.evidence.contains(evidence), "evidence");
        let Some(entry) = self.stakers.stakers.get(staker) else {
            no.when(true, "unknown");
            return Err(no);
        };
        let is_pool = entry.management == self.places.pools;
        let is_solo = entry.management == *staker;
        let management = entry.management.clone();
        let liable = if is_pool { self.pools.tokens(staker, staker) } else { entry.tokens };
        let items = self.stakers.items.iter();
        let of_owner = items.filter(|(_, item)| item.from == *staker && item.owner == *staker);
        let (unbonds, transfers): (Vec<_>, Vec<_>) = of_owner.partition(|(_, item)| item.is_unbond());
        let transfers = if is_solo { transfers } else { vec![] };
        let ids: Vec<u64> = unbonds.iter().chain(&transfers).map(|(id, _)| **id).collect();
        no.when(liable == 0 && ids.is_empty(), "nothing");
        let puppet_word = self.puppet(&management).filter(|_| liable > 0 && !is_pool && !is_solo);
        if let Some(word) = puppet_word.and_then(|puppet| puppet.temper.refusal()) {
            no.when(true, word);
        }
        no.finish()?;

        let from_tokens = amount.min(liable);
        self.stakers.stakers.get_mut(staker).expect("seen above").tokens -= from_tokens;
        let mut left = amount - from_tokens;
        for id in ids {
            let item = self.stakers.items.get_mut(&id).expect("listed above");
            let taken = left.min(item.amount);
            left -= taken;
            item.amount -= taken;
            item.fee = item.fee.min(item.amount);
            if item.amount == 0 {
                self.stakers.items.remove(&id);
            }
        }
        self.stakers.revenue_due += amount - left;
        self.stakers.evidence.insert(evidence.to_owned());
        if is_pool && from_tokens > 0 {
            self.operator_liquidated(staker, from_tokens)?;
        }
        let (taken, left) = ((amount - left).to_string(), left.to_string());
        Ok(Some(json!({ "taken": taken, "left": left })))
    }

    fn forward_revenue(&mut self, mut no: Refusals) -> Verdict {
        let treasury = self.stakers.config.treasury.clone();
        no.when(treasury.is_none(), "treasury");
        no.when(self.stakers.revenue_due == 0, "nothing");
        no.finish()?;
        let treasury = treasury.expect("tested above");
        match self.puppet(&treasury) {
            Some(puppet) => puppet.temper.refusal().map_or(Ok(()), |word| Err(Refusals::one(word)))?,
            None => return Err(Refusals::one("contract")),
        }
        let amount = std::mem::take(&mut self.stakers.revenue_due);
        self.pay_from_stakers(&treasury, amount)?;
        Ok(None)
    }

    fn announce_stakers(&mut self, mut no: Refusals, change: &ConfigChange) -> Verdict {
        let config = &self.stakers.config;
        no.when(*change == ConfigChange::default(), "nothing");
        lock_refusals(&mut no, config.unbond_lock, change.unbond_lock, 60, false);
        lock_refusals(&mut no, config.transfer_lock, change.transfer_lock, 14, false);
        lock_refusals(&mut no, config.cooldown, change.signing_cooldown, 60, true);
        if let Some(SlasherChange::Set(slasher)) = &change.slasher {
            no.when(!is_address(slasher), ADDRESS);
        }
        if let Some(registrars) = &change.registrars {
            let distinct: BTreeSet<&String> = registrars.iter().collect();
            no.when(distinct.len() < registrars.len(), "duplicate");
            no.when(registrars.len() > 8, "at most");
            no.when(registrars.iter().any(|registrar| !is_address(registrar)), ADDRESS);
        }
        if let Some(treasury) = &change.treasury {
            no.when(!is_address(treasury), ADDRESS);
            no.when(treasury == self.places.stakers.as_str(), "recipient");
        }
        no.finish()?;
        if self.stakers.stakers.is_empty() {
            self.change_stakers(change);
            return Ok(Some(json!({})));
        }
        let release = self.announcement_release();
        self.stakers.announced = Some(Announced { change: change.clone(), release });
        Ok(Some(json!({ "release": release })))
    }

    /// One unbond lock and a day from now (D25).
    pub fn announcement_release(&self) -> Expiration {
        let lock = self.stakers.config.unbond_lock;
        let day = super::time::days_like(lock, 1);
        self.now.after(like(lock, length(lock) + length(day)))
    }

    fn change_stakers(&mut self, change: &ConfigChange) {
        let config = &mut self.stakers.config;
        config.unbond_lock = change.unbond_lock.unwrap_or(config.unbond_lock);
        config.transfer_lock = change.transfer_lock.unwrap_or(config.transfer_lock);
        config.cooldown = change.signing_cooldown.unwrap_or(config.cooldown);
        match &change.slasher {
            Some(SlasherChange::Set(slasher)) => config.slasher = Some(Addr::unchecked(slasher)),
            Some(SlasherChange::None {}) => config.slasher = None,
            None => {}
        }
        if let Some(registrars) = &change.registrars {
            config.registrars = registrars.iter().map(Addr::unchecked).collect();
        }
        if let Some(treasury) = &change.treasury {
            config.treasury = Some(Addr::unchecked(treasury));
        }
    }
}

/// What a batch of ids refuses: nothing in it, more than 20 together, an id not above the one before.
pub(super) fn batch_refusals(no: &mut Refusals, lists: &[&[u64]]) {
    let given: usize = lists.iter().map(|list| list.len()).sum();
    no.when(given == 0, "empty");
    no.when(given > 20, "at most");
    let ordered = lists.iter().all(|list| list.windows(2).all(|pair| pair[0] < pair[1]));
    no.when(!ordered, "increasing");
}
