//! What an escrow's events add up to, which it does not keep itself.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Event};

use crate::machine::step::{address, amount, attribute, fact};

/// An agreement as events told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Who is paid for the device.
    pub owner: Addr,
    /// Who staked.
    pub staker: Addr,
    /// How much.
    pub principal: u128,
    /// When.
    pub at: u64,
    /// Until when.
    pub end: u64,
}

/// Running totals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JointGhost {
    /// Offers that are open.
    pub open: BTreeSet<u64>,
    /// All agreements ever.
    pub starts: BTreeMap<u64, Start>,
    /// What they had earned when they were closed.
    pub closed: BTreeMap<u64, u128>,
    /// Whose principal went back.
    pub returned: BTreeMap<u64, u128>,
    /// What each party was paid.
    pub claimed: BTreeMap<(u64, Addr), u128>,
    /// Rewards that somebody brought, or a pool.
    pub brought: u128,
    /// Penalties that were taken.
    pub penalties: u128,
    /// What of them was sent on, and what of that came into the reward pool.
    pub forwarded: (u128, u128),
    /// What must not happen, and did.
    pub wrong: Vec<String>,
}

impl JointGhost {
    /// Takes in the events of a step at second `now`.
    pub fn see(&mut self, events: &[Event], now: u64) {
        for event in events {
            if let Some(name) = fact(event).and_then(|name| name.strip_prefix("joint_staking/")) {
                self.see_offer(name, event, now);
                self.see_end(name, event, now);
                self.see_money(name, event);
            }
        }
    }

    fn see_offer(&mut self, name: &str, event: &Event, now: u64) {
        let offer = amount(event, "offer_id") as u64;
        match name {
            "offer_opened" => {
                let fresh = self.open.insert(offer) && !self.starts.contains_key(&offer);
                self.check(fresh, || format!("offer {offer} was opened twice"));
            }
            "offer_edited" => {
                let open = self.open.contains(&offer);
                self.check(open, || format!("offer {offer} was changed"));
            }
            "offer_cancelled" => {
                let open = self.open.remove(&offer);
                self.check(open, || format!("offer {offer} was cancelled"));
            }
            "agreement_started" => {
                let id = amount(event, "agreement_id") as u64;
                let start = Start {
                    owner: address(event, "owner"),
                    staker: address(event, "staker"),
                    principal: amount(event, "principal"),
                    at: now,
                    end: amount(event, "end_secs") as u64,
                };
                let open = self.open.remove(&id) && start.end > now && start.owner != start.staker;
                let known = self.starts.insert(id, start);
                self.check(open && known.is_none(), || format!("agreement {id} started"));
            }
            _ => {}
        }
    }

    fn see_end(&mut self, name: &str, event: &Event, now: u64) {
        let id = amount(event, "agreement_id") as u64;
        let (settled, terminated) = (name == "agreement_settled", name == "agreement_terminated");
        let start = self.starts.get(&id).cloned();
        if settled || terminated {
            let (back, owed) = (amount(event, "principal_returned"), amount(event, "from_principal"));
            let known = self.closed.insert(id, amount(event, "rewards_total"));
            let due = start.as_ref().is_some_and(|start| settled == (now >= start.end));
            self.check(known.is_none() && due, || format!("agreement {id} was closed at {now}: {event:?}"));
            let whole = start.is_some_and(|start| start.principal == back + owed);
            self.check(whole, || format!("{back} of agreement {id} goes back"));
            if attribute(event, "pool").is_none() {
                self.go_back(id, back);
            }
        } else if name == "principal_released" {
            self.go_back(id, amount(event, "amount"));
            let closed = self.closed.contains_key(&id);
            self.check(closed, || format!("the principal of {id} was released before it was closed"));
        }
    }

    fn go_back(&mut self, id: u64, principal: u128) {
        let known = self.returned.insert(id, principal);
        self.check(known.is_none(), || format!("the principal of {id} went back twice"));
    }

    fn see_money(&mut self, name: &str, event: &Event) {
        let coins = amount(event, "amount");
        match name {
            "rewards_funded" | "pool_rewards_collected" => self.brought += coins,
            "agreement_terminated" => {
                let in_pool = attribute(event, "pool").is_some();
                let later = if in_pool { amount(event, "from_principal") } else { 0 };
                self.penalties += amount(event, "penalty") - later;
            }
            "principal_released" => self.penalties += amount(event, "from_principal"),
            "revenue_forwarded" => {
                self.forwarded.0 += coins;
                let kept = if attribute(event, "treasury").is_none() { coins } else { 0 };
                self.forwarded.1 += kept;
            }
            "rewards_claimed" => {
                let (id, party) = (amount(event, "agreement_id") as u64, address(event, "party"));
                let start = self.starts.get(&id);
                let known = start.is_some_and(|start| start.owner == party || start.staker == party);
                let claimed = self.claimed.entry((id, party)).or_default();
                *claimed += coins;
                let right = *claimed == amount(event, "claimed");
                self.check(known && right, || format!("{coins} of agreement {id} were paid: {event:?}"));
            }
            _ => {}
        }
    }

    fn check(&mut self, right: bool, wrong: impl FnOnce() -> String) {
        if !right {
            self.wrong.push(wrong());
        }
    }
}
