//! Running totals that the chain does not keep, rebuilt from its events alone.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Event};
use tributary_types::staker_registry::BondState;

use crate::joint_ghost::JointGhost;
use crate::machine::step::{address, amount, attribute, fact, transfers, Step};
use crate::treasury_view::Counted;
use crate::vault_ghost::VaultGhost;
use crate::view::View;

/// An open item as events tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenItem {
    /// The staker that gave.
    pub from: Addr,
    /// The staker that gets, of a transfer.
    pub to: Option<Addr>,
    /// Whose.
    pub owner: Addr,
    /// Gross.
    pub amount: u128,
    /// The finaliser's.
    pub fee: u128,
}

/// A licence in custody as events tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptLicense {
    /// For which staker it stands.
    pub staker: Addr,
    /// Who gets it back.
    pub bonder: Addr,
    /// Whether it counts.
    pub state: BondState,
    /// What is left of it.
    pub surplus: u128,
}

/// What events add up to.
#[derive(Clone, Debug, Default)]
pub struct Ghost {
    /// Coins bonded, or got for burned licences, ever.
    pub bonded_in: u128,
    /// Coins paid out by the staker-registry, ever: unbonds, fees, surpluses, revenue.
    pub paid_out: u128,
    /// Bonded coins by staker.
    pub tokens: BTreeMap<Addr, u128>,
    /// Weight by pool and delegator.
    pub stakes: BTreeMap<(Addr, Addr), u128>,
    /// Open items.
    pub open: BTreeMap<u64, OpenItem>,
    /// Licences in custody.
    pub custody: BTreeMap<String, KeptLicense>,
    /// Holders of living licences.
    pub holders: BTreeMap<String, Addr>,
    /// Ids that were ever minted.
    pub minted: BTreeSet<String>,
    /// Ids that were minted twice, or burned without living.
    pub misused: Vec<String>,
    /// Who ever gave to the reserve.
    pub funders: BTreeSet<Addr>,
    /// Licences that lived when mainnet opened.
    pub launched: Option<u128>,
    /// Coins of licences that were burned for faults.
    pub slashed: u128,
    /// Coins of licences that were redeemed.
    pub redeemed: u128,
    /// Coins in the licence contract that the licences did not need when mainnet opened, less what was taken back.
    pub excess: u128,
    /// Unbonds that cancelled transfers opened.
    pub from_cancel: BTreeSet<u64>,
    /// Items that a liquidation reduced.
    pub reduced: BTreeSet<u64>,
    /// Ids that are done with.
    pub closed: BTreeSet<u64>,
    /// The id that must come next.
    pub next_id: u64,
    /// Ids that came out of order, twice, or were closed without being open.
    pub misnumbered: Vec<u64>,
    /// Stakes as the treasury reported them, by delegator and pool.
    pub recorded: BTreeMap<(Addr, Addr), u128>,
    /// The stakes that made the treasury's thresholds.
    pub counted: Counted,
    /// What the vault's events add up to.
    pub vault: VaultGhost,
    /// What the escrow's events add up to.
    pub joint: JointGhost,
    /// Staking coins that reached a coinbase, by coinbase.
    pub received: BTreeMap<Addr, u128>,
    /// Staking coins that a coinbase paid, by coinbase.
    pub paid: BTreeMap<Addr, u128>,
    /// Commission credited, by pool.
    pub credited: BTreeMap<Addr, u128>,
    /// Commission claimed, by pool.
    pub claimed: BTreeMap<Addr, u128>,
    /// Rewards booked, by pool.
    pub booked: BTreeMap<Addr, u128>,
    /// Records removed since the remainder was last divided, by pool.
    pub removed: BTreeMap<Addr, u64>,
    /// Payments of the staker-registry in the last step: what its facts say, by recipient.
    pub promised: BTreeMap<Addr, u128>,
    /// The same by the bank's events.
    pub sent: BTreeMap<Addr, u128>,
}

impl Ghost {
    /// Starts before anything has happened.
    pub fn new(view: &View) -> Self {
        Self { next_id: view.ledger.next_id, ..Self::default() }
    }

    /// Takes in a step that succeeded.
    pub fn see(&mut self, step: &Step, before: &View, after: &View) {
        self.promised.clear();
        self.sent.clear();
        self.counted.see(&before.treasury, &after.treasury);
        self.vault.see(&step.events, after.seconds);
        self.joint.see(&step.events, after.seconds);
        for event in &step.events {
            for (to, from, denom, amount) in transfers(event) {
                self.see_transfer(&to, &from, &denom, amount, after);
            }
            if let Some(name) = fact(event) {
                self.see_stakers(name, event);
                self.see_custody(name, event);
                self.see_licenses(name, event);
                self.see_pools(name, event, after);
                if name == "treasury_decay/stake_recorded" {
                    let pair = (address(event, "delegator"), address(event, "pool"));
                    self.recorded.insert(pair, amount(event, "stake"));
                }
            }
        }
        self.promised.retain(|_, amount| *amount > 0);
        for key in before.delegations.keys().filter(|key| !after.delegations.contains_key(*key)) {
            *self.removed.entry(key.0.clone()).or_default() += 1;
        }
    }

    fn see_transfer(&mut self, to: &Addr, from: &Addr, denom: &str, amount: u128, after: &View) {
        if denom != after.pool_config.denom {
            return;
        }
        *self.received.entry(to.clone()).or_default() += amount;
        if *from == *after.pool_config.staker_registry.addr() {
            *self.sent.entry(to.clone()).or_default() += amount;
        }
    }

    fn number(&mut self, id: u64) {
        if id != self.next_id {
            self.misnumbered.push(id);
        }
        self.next_id = id + 1;
    }

    fn close(&mut self, id: u64) -> Option<OpenItem> {
        let item = self.open.remove(&id);
        if item.is_none() || !self.closed.insert(id) {
            self.misnumbered.push(id);
        }
        item
    }

    fn promise(&mut self, to: Addr, amount: u128) {
        self.paid_out += amount;
        *self.promised.entry(to).or_default() += amount;
    }

    fn see_stakers(&mut self, name: &str, event: &Event) {
        let id = attribute(event, "id").and_then(|id| id.parse().ok()).unwrap_or_default();
        let (gross, fee) = (amount(event, "amount"), amount(event, "fee"));
        let staker = address(event, "staker");
        match name {
            "staker_registry/staker_registered" | "staker_registry/bonded" => {
                self.bonded_in += gross;
                *self.tokens.entry(staker).or_default() += gross;
            }
            "staker_registry/unbonded" => {
                self.number(id);
                self.lower(&staker, gross);
                let item =
                    OpenItem { from: staker, to: None, owner: address(event, "owner"), amount: gross, fee };
                self.open.insert(id, item);
            }
            "staker_registry/stake_transferred" => {
                self.number(id);
                let (from, to) = (address(event, "from"), Some(address(event, "to")));
                self.lower(&from, gross);
                let item = OpenItem { from, to, owner: address(event, "owner"), amount: gross, fee };
                self.open.insert(id, item);
            }
            "staker_registry/transfer_cancelled" => {
                self.number(id);
                let transfer =
                    attribute(event, "transfer").and_then(|id| id.parse().ok()).unwrap_or_default();
                if let Some(item) = self.close(transfer) {
                    self.open.insert(id, OpenItem { to: None, fee: 0, ..item });
                    self.from_cancel.insert(id);
                }
            }
            "staker_registry/unbond_finalized" => {
                self.close(id);
                self.promise(address(event, "recipient"), gross - fee);
                self.promise(address(event, "fee_recipient"), fee);
            }
            "staker_registry/transfer_finalized" => {
                self.close(id);
                *self.tokens.entry(address(event, "to")).or_default() += gross - fee;
                self.promise(address(event, "fee_recipient"), fee);
            }
            "staker_registry/liquidated" => {
                self.lower(&staker, amount(event, "from_tokens"));
                // What waits with an unbonding licence is taken off again by its own event.
                *self.tokens.entry(staker).or_default() += amount(event, "surplus");
            }
            "staker_registry/item_liquidated" => {
                self.reduced.insert(id);
                if gross == 0 {
                    self.close(id);
                } else if let Some(item) = self.open.get_mut(&id) {
                    (item.amount, item.fee) = (gross, fee);
                }
            }
            "staker_registry/revenue_forwarded" => self.paid_out += gross,
            _ => {}
        }
    }

    fn see_custody(&mut self, name: &str, event: &Event) {
        let id = attribute(event, "token_id").unwrap_or_default().to_owned();
        let surplus = amount(event, "surplus");
        match name {
            "staker_registry/license_bonded" => {
                let (staker, bonder) = (address(event, "staker"), address(event, "bonder"));
                let kept = KeptLicense { staker, bonder, state: BondState::Bonded, surplus: 0 };
                self.custody.insert(id, kept);
            }
            "staker_registry/license_unbonded" => {
                if let Some(kept) = self.custody.get_mut(&id) {
                    kept.state = BondState::Unbonding;
                }
            }
            "staker_registry/license_burned" if surplus > 0 => {
                self.lower(&address(event, "staker"), surplus);
                if let Some(kept) = self.custody.get_mut(&id) {
                    (kept.state, kept.surplus) = (BondState::Burned, surplus);
                }
            }
            "staker_registry/surplus_liquidated" if surplus > 0 => {
                if let Some(kept) = self.custody.get_mut(&id) {
                    kept.surplus = surplus;
                }
            }
            "staker_registry/license_burned" | "staker_registry/surplus_liquidated" => {
                self.custody.remove(&id);
            }
            "staker_registry/license_released" => {
                self.custody.remove(&id);
                self.promise(address(event, "bonder"), surplus);
            }
            _ => {}
        }
    }

    fn see_licenses(&mut self, name: &str, event: &Event) {
        let id = attribute(event, "token_id").unwrap_or_default().to_owned();
        match name {
            "license_nft/license_minted" => {
                if !self.minted.insert(id.clone()) {
                    self.misused.push(id.clone());
                }
                self.holders.insert(id, address(event, "owner"));
            }
            "license_nft/license_transferred" => drop(self.holders.insert(id, address(event, "to"))),
            "license_nft/license_burned" => {
                let lived = self.holders.remove(&id).is_some();
                self.misused.extend((!lived).then_some(id));
            }
            "license_nft/reserve_funded" => drop(self.funders.insert(address(event, "funder"))),
            "license_nft/license_redeemed" => self.redeemed += amount(event, "amount"),
            "license_nft/licenses_liquidated" => {
                self.slashed += amount(event, "released");
                self.bonded_in += amount(event, "released");
            }
            "license_nft/stage_opened" if attribute(event, "stage") == Some("mainnet") => {
                self.launched = Some(self.holders.len() as u128);
                self.excess = amount(event, "excess");
            }
            "license_nft/funding_reclaimed" if self.launched.is_some() => {
                self.excess = self.excess.saturating_sub(amount(event, "amount"));
            }
            _ => {}
        }
    }

    fn lower(&mut self, staker: &Addr, by: u128) {
        let tokens = self.tokens.entry(staker.clone()).or_default();
        *tokens = tokens.saturating_sub(by);
    }

    fn see_pools(&mut self, name: &str, event: &Event, after: &View) {
        let pool = address(event, "pool");
        let stake = || amount(event, "stake");
        match name {
            "coinbase/paid" => {
                let coinbase = after.coinbase(&pool).clone();
                *self.paid.entry(coinbase).or_default() += amount(event, "amount");
            }
            "pool_registry/pool_registered" => {
                self.stakes.insert((pool.clone(), pool), amount(event, "amount"));
            }
            "pool_registry/delegated" | "pool_registry/undelegated" | "pool_registry/license_changed" => {
                self.stakes.insert((pool, address(event, "delegator")), stake());
            }
            "pool_registry/delegation_transferred" => {
                self.stakes.insert((address(event, "from_pool"), address(event, "delegator")), stake());
            }
            "pool_registry/operator_liquidated" => {
                self.stakes.insert((pool.clone(), pool), stake());
            }
            "pool_registry/rewards_booked" => {
                *self.credited.entry(pool.clone()).or_default() += amount(event, "commission");
                *self.booked.entry(pool.clone()).or_default() += amount(event, "amount");
                self.removed.insert(pool, 0);
            }
            "pool_registry/rewards_withdrawn" | "pool_registry/rewards_redelegated" => {
                *self.claimed.entry(pool).or_default() += amount(event, "commission");
            }
            _ => {}
        }
    }
}
