//! The reference model: what the specification says that a call does, and nothing of how the contracts do it.
//!
//! Every call is answered in time proportional to everything there is: sums are summed, lists are searched, rewards are
//! handed to everybody at once. Give it a copy of the model; a refused call may leave the copy half changed.

pub mod bank;
pub mod books;
pub mod call;
pub mod control;
pub mod decay_curve;
pub mod exact;
pub mod joint;
mod joint_admin;
pub mod joint_answers;
pub mod joint_around;
pub mod joint_calls;
mod joint_exit;
mod joint_market;
pub mod joint_network;
mod joint_pools;
pub mod joint_terms;
mod license_calls;
mod license_custody;
mod license_moves;
pub mod licenses;
mod pages;
mod pool_calls;
mod pool_moves;
pub mod pools;
pub mod refusals;
mod staker_admin;
mod staker_calls;
mod staker_items;
pub mod stakers;
pub mod time;
pub mod treasury;
pub mod treasury_answers;
pub mod treasury_calls;
mod treasury_moves;
pub mod treasury_network;
pub mod vault;
pub mod vault_answers;
pub mod vault_around;
pub mod vault_calls;
mod vault_moves;
mod vault_network;
pub mod vault_terms;
pub mod vault_vesting;
pub mod vault_weight;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use cosmwasm_std::{Addr, Event};
use serde_json::Value;

pub use bank::Bank;
pub use call::{Call, Message};
pub use refusals::Refusals;
pub use time::Moment;

use crate::puppet::Temper;
use joint::Joint;
use licenses::Licenses;
use pools::Pools;
use refusals::{is_address, ADDRESS};
use stakers::Stakers;
use treasury::Treasury;
use treasury_calls::Seen;
use vault::Vault;
use vault_calls::Claims;

/// What a message returns in its data.
pub type Answer = Option<Value>;

/// What becomes of a call.
pub type Verdict = Result<Answer, Refusals>;

/// Addresses that never change.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// The staker-registry.
    pub stakers: Addr,
    /// The pool-registry.
    pub pools: Addr,
    /// The licence contract.
    pub licenses: Addr,
    /// A licence contract for coins that nobody stakes.
    pub strange_licenses: Addr,
    /// The treasury.
    pub treasury: Addr,
    /// The vault.
    pub vault: Addr,
    /// The escrow.
    pub joint: Addr,
    /// The members of the group whose members it may identify.
    pub members: BTreeSet<Addr>,
    /// The staking denom.
    pub denom: String,
    /// Where the coinbase of each possible operator is or would be.
    pub coinbases: BTreeMap<Addr, Addr>,
}

impl Places {
    /// The codes of [`Self::contracts`], by name.
    pub const CODES: [&str; 6] = [
        "staker-registry",
        "pool-registry",
        "license-nft",
        "treasury-decay",
        "boosted-staking",
        "joint-staking",
    ];

    /// The contracts that hold coins of many.
    pub fn contracts(&self) -> [&Addr; 6] {
        [&self.stakers, &self.pools, &self.licenses, &self.treasury, &self.vault, &self.joint]
    }

    /// The coinbase of an operator.
    pub fn coinbase(&self, operator: &Addr) -> Addr {
        self.coinbases[operator].clone()
    }
}

/// A contract of the tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Puppet {
    /// How it takes things.
    pub temper: Temper,
    /// What it was told last, by delegator and pool: the weight, and whether something was missed.
    pub told: BTreeMap<(Addr, Addr), (u128, bool)>,
}

/// Everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The present block.
    pub now: Moment,
    /// Addresses.
    pub places: Rc<Places>,
    /// Who holds which coins.
    pub bank: Bank,
    /// Staking coins that the registries, the licence contract, the treasury, the vault and the escrow hold and owe nobody.
    pub donated: BTreeMap<Addr, u128>,
    /// The staker-registry.
    pub stakers: Stakers,
    /// The pool-registry.
    pub pools: Pools,
    /// The licence contract.
    pub licenses: Licenses,
    /// The treasury.
    pub treasury: Treasury,
    /// Whether its code is broken and refuses everything.
    pub broken: bool,
    /// What was seen where the specification allows the treasury two figures, in order.
    pub seen: VecDeque<Seen>,
    /// What the model took there.
    pub used: Vec<Seen>,
    /// The vault, whose NFTs are the licences.
    pub vault: Vault,
    /// What was seen to be claimed of it, where the specification allows two figures.
    pub claims: Option<Claims>,
    /// What it told.
    pub vault_facts: Vec<Event>,
    /// The escrow, whose principals may work in the pools.
    pub joint: Rc<Joint>,
    /// What it told.
    pub joint_facts: Vec<Event>,
    /// What was seen and cannot be.
    pub wrong: Option<String>,
    /// Contracts of the tests.
    pub puppets: BTreeMap<Addr, Puppet>,
}

impl Model {
    /// What the call does.
    ///
    /// # Errors
    /// All rules that it breaks.
    pub fn apply(&mut self, call: &Call) -> Verdict {
        if !self.bank.has(&call.sender, &call.funds) {
            return Err(Refusals::one(refusals::BANK));
        }
        match &call.message {
            Message::Stakers(msg) => self.stakers_call(&call.sender, msg, &call.funds),
            Message::Pools(msg) => self.pools_call(&call.sender, msg, &call.funds),
            Message::Licenses(msg) => self.licenses_call(&call.sender, msg, &call.funds),
            Message::Treasury(msg) => self.treasury_call(&call.sender, msg, &call.funds),
            Message::Vault(msg) => self.vault_call(&call.sender, msg, &call.funds),
            Message::Joint(msg) => self.joint_call(&call.sender, msg, &call.funds),
            Message::Coinbase(at, msg) => self.coinbase_call(&call.sender, at, msg, &call.funds),
        }
    }

    /// Coins sent by the bank alone: rewards at a coinbase, a donation at a registry.
    ///
    /// # Errors
    /// If they are not there.
    pub fn send(&mut self, from: &Addr, to: &Addr, denom: &str, amount: u128) -> Result<(), Refusals> {
        if denom == self.places.denom {
            return self.pay(from, to, amount);
        }
        self.bank.pay(from, to, denom, amount)
    }

    /// Pays staking coins; what reaches one of the contracts this way belongs to nobody.
    fn pay(&mut self, from: &Addr, to: &Addr, amount: u128) -> Result<(), Refusals> {
        let places = &self.places;
        if places.contracts().contains(&to) {
            *self.donated.entry(to.clone()).or_default() += amount;
        }
        self.bank.pay(from, to, &self.places.denom, amount)
    }

    /// What nobody owns in one of the contracts.
    pub fn donations(&self, registry: &Addr) -> u128 {
        self.donated.get(registry).copied().unwrap_or_default()
    }

    /// Lets time pass.
    pub fn advance(&mut self, seconds: u64, blocks: u64) {
        self.now.seconds += seconds;
        self.now.height += blocks;
    }

    fn puppet(&self, address: &Addr) -> Option<&Puppet> {
        self.puppets.get(address)
    }

    fn sync_hooks(&mut self, pool: &Addr, who: &Addr, stake: u128) {
        for hook in self.pools.config.hooks.clone() {
            let hook = Addr::unchecked(hook.contract);
            let mark = (hook.clone(), who.clone(), pool.clone());
            // Who refuses to hear what it knows has missed nothing.
            if self.hook_refusal(&hook).is_none() {
                let missed = self.pools.marks.remove(&mark);
                self.told(&hook, who, pool, stake, missed);
            }
        }
    }

    /// Refuses texts that are no addresses, together with whatever else is known to be wrong.
    fn addresses(&self, no: &mut Refusals, texts: &[&str]) -> Result<(), Refusals> {
        if texts.iter().all(|text| is_address(text)) {
            return Ok(());
        }
        no.when(true, ADDRESS);
        Err(no.clone())
    }
}
