//! What a vault's events add up to, which it does not keep itself.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Event};

use crate::machine::step::{address, amount, attribute, fact};

/// A stake as events told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stake {
    /// Whose.
    pub user: Addr,
    /// How much.
    pub amount: u128,
    /// Until when, in seconds.
    pub ends: u64,
}

/// Running totals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VaultGhost {
    /// All stakes ever, by position.
    pub stakes: BTreeMap<u64, Stake>,
    /// Positions whose principal was paid back.
    pub withdrawn: BTreeSet<u64>,
    /// Rewards of positions that are over.
    pub rewards: BTreeMap<u64, u128>,
    /// What was paid of them.
    pub claimed: BTreeMap<u64, u128>,
    /// Who deposited the NFTs that are here.
    pub deposits: BTreeMap<String, Addr>,
    /// How often unused rewards were sent away.
    pub sweeps: usize,
    /// What must not happen, and did.
    pub wrong: Vec<String>,
}

impl VaultGhost {
    /// Takes in the events of a step at second `now`.
    pub fn see(&mut self, events: &[Event], now: u64) {
        for event in events {
            if let Some(name) = fact(event).and_then(|name| name.strip_prefix("boosted_staking/")) {
                self.see_position(name, event, now);
                self.see_nft(name, event);
            }
        }
    }

    fn see_position(&mut self, name: &str, event: &Event, now: u64) {
        let (id, user, coins) =
            (amount(event, "position_id") as u64, address(event, "user"), amount(event, "amount"));
        match name {
            "staked" => {
                let ends = (amount(event, "ends_at") / 1_000_000_000) as u64;
                let known = self.stakes.insert(id, Stake { user, amount: coins, ends });
                self.check(known.is_none(), || format!("position {id} was opened twice"));
            }
            "position_matured" => {
                let known = self.rewards.insert(id, amount(event, "reward"));
                self.check(known.is_none(), || format!("position {id} matured twice"));
            }
            "withdrawn" => {
                let stake = self.stakes.get(&id).filter(|it| it.user == user && it.amount == coins);
                let due = stake.is_some_and(|stake| stake.ends <= now);
                let fresh = self.withdrawn.insert(id);
                self.check(due && fresh, || format!("{coins} of position {id} went to {user} at {now}"));
            }
            "batch_claimed" => {
                let claimed = self.claimed.entry(id).or_default();
                *claimed += coins;
                let told = (amount(event, "claimed"), amount(event, "total"));
                let right = told == (*claimed, self.rewards.get(&id).copied().unwrap_or_default());
                self.check(right, || format!("batch {id} tells {told:?}"));
            }
            "unused_swept" => self.sweeps += 1,
            _ => {}
        }
    }

    fn see_nft(&mut self, name: &str, event: &Event) {
        let id = attribute(event, "token_id").unwrap_or_default().to_owned();
        let who = address(event, "user");
        match name {
            "nft_deposited" => {
                let known = self.deposits.insert(id.clone(), who);
                self.check(known.is_none(), || format!("NFT {id} was deposited twice"));
            }
            "nft_withdrawn" => {
                let known = self.deposits.remove(&id);
                self.check(known.as_ref() == Some(&who), || format!("NFT {id} went to {who}"));
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
