//! Writes random operations: mostly possible ones, often just beside what is possible.

use cosmwasm_std::{Addr, Coin};
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::Value;
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

use super::author_joint::JOINT;
use super::author_joint_admin::JOINT_ADMIN;
use super::author_license_admin::LICENSE_ADMIN;
use super::author_licenses::LICENSES;
use super::author_migration::MIGRATION;
use super::author_treasury::TREASURY;
use super::author_vault::VAULT;
use super::op::Op;
use crate::dice::Dice;
use crate::model::call::rewritten;
use crate::model::stakers::Way;
use crate::model::{Call, Message, Model};
use crate::world::{stake, Cast, Licensing, FOREIGN};

/// Who writes: dice, actors, and how large amounts are.
pub struct Author<'a> {
    /// Where chance comes from.
    pub dice: &'a mut Dice,
    /// Who may act.
    pub cast: &'a Cast,
    /// What is true now.
    pub model: &'a Model,
    /// Whether licences are to count.
    pub licensing: Licensing,
    /// The size of ordinary amounts.
    pub scale: u128,
}

/// Writes a call of one kind, if there is reason for one.
pub type Writer = fn(&mut Author) -> Option<Call>;

/// Everybody who writes calls, with how often.
pub const MENUS: [&[(u32, Writer)]; 10] = [
    super::author_pools::POOLS,
    super::author_stakers::STAKERS,
    super::author_admin::ADMIN,
    LICENSES,
    LICENSE_ADMIN,
    TREASURY,
    VAULT,
    JOINT,
    JOINT_ADMIN,
    MIGRATION,
];

impl Author<'_> {
    /// The next operation.
    pub fn op(&mut self) -> Vec<Op> {
        // The escrow is a delegator that only does what others ask of it.
        let escrow = &self.model.places.joint;
        let asks = |op: &Op| matches!(op, Op::Transact(calls) if calls[0].sender == *escrow);
        let ops = self.any_op();
        if ops.iter().any(asks) {
            return vec![];
        }
        ops
    }

    fn any_op(&mut self) -> Vec<Op> {
        match self.dice.below(100) {
            0..=63 => self.transaction().into_iter().collect(),
            64..=66 => self.joint_story(),
            67 if self.dice.chance(40) => self.missed_exit(),
            67 => vec![self.breaking()],
            68..=80 => vec![self.advance()],
            81..=90 => vec![self.reward()],
            91..=93 => vec![self.donate()],
            94 => vec![self.temper()],
            95 => self.visit().into_iter().collect(),
            96 => self.sweep().into_iter().collect(),
            97 | 98 => self.story(),
            _ if self.dice.chance(15) => self.catalogue(),
            _ if self.dice.chance(12) => self.solo_burst(),
            _ => self.burst(),
        }
    }

    fn transaction(&mut self) -> Option<Op> {
        let first = self.call().or_else(|| self.call())?;
        let mut calls = vec![first];
        if self.dice.chance(12) {
            let more = self.dice.between(1, 3);
            for _ in 0..more {
                let call = self.call()?;
                calls.push(Call { sender: calls[0].sender.clone(), ..call });
            }
        }
        Some(Op::Transact(calls))
    }

    /// Any call, now and then with something wrong about it.
    fn call(&mut self) -> Option<Call> {
        let call = match self.dice.below(100) {
            0..=38 => self.from(super::author_pools::POOLS),
            39..=50 => self.from(super::author_stakers::STAKERS),
            51..=58 => self.from(super::author_admin::ADMIN),
            59..=67 => self.from(TREASURY),
            68..=74 => self.from(VAULT),
            75..=81 => self.from(JOINT),
            82..=84 => self.from(JOINT_ADMIN),
            85..=93 => self.from(LICENSES),
            94 => self.from(MIGRATION),
            _ => self.from(LICENSE_ADMIN),
        }?;
        Some(self.spoil(call))
    }

    /// Every message once, each with what must never pass: coins that it does not take, an address that is none, somebody
    /// else as sender.
    fn catalogue(&mut self) -> Vec<Op> {
        let mut ops = vec![];
        for (_, write) in MENUS.into_iter().flatten() {
            let Some(call) = write(self) else { continue };
            let foreign = vec![Coin::new(1u128, FOREIGN)];
            let sender = self.person();
            ops.push(Op::Transact(vec![Call { funds: foreign, ..call.clone() }]));
            ops.push(Op::Transact(vec![call.clone().rewritten(shouted)]));
            ops.push(Op::Transact(vec![Call { sender, ..call }]));
        }
        // Chance rarely names somebody that is no staker.
        let (by, active) = (self.cast.guardian.clone(), true);
        let unknown = self.stakers(&by, StakerMsg::SetState { staker: by.to_string(), active }, 0);
        ops.push(Op::Transact(vec![unknown]));
        ops
    }

    fn from(&mut self, menu: &[(u32, Writer)]) -> Option<Call> {
        let all: u32 = menu.iter().map(|(weight, _)| weight).sum();
        let mut at = u32::try_from(self.dice.below(all.into())).ok()?;
        for (weight, write) in menu {
            if at < *weight {
                return write(self);
            }
            at -= weight;
        }
        None
    }

    /// The call, now and then with something wrong about it.
    pub fn spoil(&mut self, call: Call) -> Call {
        match self.dice.below(100) {
            0 => Call { funds: vec![], ..call },
            1 => Call { funds: stake(self.scale), ..call },
            2 => Call { funds: vec![Coin::new(self.scale, FOREIGN)], ..call },
            3 => {
                let amount = self.scale;
                Call {
                    funds: vec![Coin::new(1u128, FOREIGN), Coin::new(amount, &self.model.places.denom)],
                    ..call
                }
            }
            4..=6 => Call { sender: self.anybody(), ..call },
            7 => call.rewritten(shouted),
            _ => call,
        }
    }

    /// A call of the pool-registry.
    pub fn pools(&self, sender: &Addr, msg: PoolMsg, funds: u128) -> Call {
        Call { sender: sender.clone(), message: Message::Pools(msg), funds: stake(funds) }
    }

    /// One of the people.
    pub fn person(&mut self) -> Addr {
        self.dice.pick(&self.cast.people).clone()
    }

    /// Anybody at all.
    pub fn anybody(&mut self) -> Addr {
        let all = self.cast.everybody();
        self.dice.pick(&all).clone()
    }

    /// A pool, rarely somebody that has none.
    pub fn pool(&mut self) -> Addr {
        let pools: Vec<Addr> = self.model.pools.pools.keys().cloned().collect();
        let unknown = self.dice.chance(3);
        match self.dice.maybe(&pools) {
            Some(pool) if !unknown => pool.clone(),
            _ => self.person(),
        }
    }

    /// Two or three pools, solo stakers and one of a registrar, so that a case does not begin with strangers.
    pub fn opening(&mut self) -> Vec<Op> {
        let mut people = self.cast.people.clone();
        self.dice.shuffle(&mut people);
        let count = self.dice.between(2, 3) as usize;
        let minimum = self.model.stakers.config.minimum;
        let mut calls: Vec<Call> = vec![];
        for (operator, key) in people.iter().zip(&self.cast.keys).take(count) {
            let msg = PoolMsg::RegisterPool {
                signing_address: key.to_string(),
                commission_ppm: self.dice.below(300_000) as u32,
                metadata_url: String::new(),
                metadata_hash: "0a".repeat(32),
            };
            let amount = minimum + self.spread(self.scale * 4);
            calls.push(self.pools(operator, msg, amount));
        }
        for (index, registrar) in [None, None, Some(self.cast.registrar.clone())].into_iter().enumerate() {
            let identity = people[count + index].clone();
            let msg = StakerMsg::RegisterStaker {
                identity: registrar.as_ref().map(|_| identity.to_string()),
                signing_address: self.cast.keys[count + index].to_string(),
                coinbase_address: people[0].to_string(),
                license: None,
            };
            let amount = minimum + self.spread(self.scale);
            calls.push(self.stakers(&registrar.unwrap_or(identity), msg, amount));
        }
        calls.extend(self.first_licenses(&people[..count + 2]));
        if self.dice.chance(80) {
            let fund = VaultMsg::Fund {};
            calls.extend(self.vault(&people[0], fund, self.model.vault.terms.total));
        }
        calls.extend(self.first_devices(&people[0]));
        calls.into_iter().map(|call| Op::Transact(vec![call])).collect()
    }

    /// A pool and somebody in it, rarely a stranger.
    pub fn member(&mut self) -> (Addr, Addr) {
        let pool = self.pool();
        let books = self.model.pools.pools.get(&pool).map(|pool| &pool.books);
        let members: Vec<Addr> = books.into_iter().flat_map(|books| books.shares.keys().cloned()).collect();
        let who = if self.dice.chance(92) { self.dice.maybe(&members).cloned() } else { None };
        (pool, who.unwrap_or_else(|| self.person()))
    }

    /// An amount up to `max`, or just beside it.
    pub fn amount(&mut self, max: u128) -> u128 {
        match self.dice.below(100) {
            0..=15 => max,
            16..=20 => max + 1,
            21..=25 => max.saturating_sub(1),
            26..=31 => 1,
            32..=33 => 0,
            34..=37 => max.saturating_sub(self.model.pools.config.min_delegation.saturating_sub(1)),
            38..=41 => max.saturating_sub(self.model.pools.config.min_delegation),
            _ => self.spread(max),
        }
    }

    /// An amount from 1 to `max`, small ones as often as large ones.
    pub fn spread(&mut self, max: u128) -> u128 {
        let bits = u32::try_from(self.dice.below(u128::from(128 - max.leading_zeros()) + 1)).unwrap_or(127);
        let limit = 1u128.checked_shl(bits).unwrap_or(u128::MAX).min(max).max(1);
        self.dice.between(1, limit)
    }

    /// A fee for an amount.
    pub fn fee(&mut self, amount: u128) -> Option<cosmwasm_std::Uint128> {
        match self.dice.below(20) {
            0..=9 => None,
            10 => Some(amount.into()),
            11 => Some((amount + 1).into()),
            12 => Some(amount.saturating_sub(1).into()),
            _ => Some(self.dice.below(amount / 3 + 2).into()),
        }
    }

    /// Who gets a fee.
    pub fn fee_recipient(&mut self) -> Option<String> {
        let places = self.model.places.clone();
        let name = match self.dice.below(30) {
            0 => places.stakers.clone(),
            1 => places.pools.clone(),
            2 => self.pool_coinbase(),
            3..=12 => self.person(),
            _ => return None,
        };
        Some(name.into_string())
    }

    /// The coinbase of somebody, whether there is a pool or not.
    pub fn pool_coinbase(&mut self) -> Addr {
        let pool = self.person();
        self.model.places.coinbase(&pool)
    }

    /// The id of an open item of a kind, matured ones first, rarely of none.
    pub fn item(&mut self, unbond: bool, ours: bool) -> Option<u64> {
        let items = self.model.stakers.items.iter().filter(|(_, item)| match &item.way {
            Way::Out { .. } => unbond,
            Way::To { initiator, .. } => !unbond && (*initiator == self.model.places.pools) == ours,
        });
        let (ready, locked): (Vec<_>, Vec<_>) =
            items.partition(|(_, item)| self.model.now.reached(item.release));
        let pick = |dice: &mut Dice, items: &[(&u64, _)]| dice.maybe(items).map(|(id, _)| **id);
        match self.dice.below(20) {
            0 => Some(self.dice.below(u128::from(self.model.stakers.next_id) + 3) as u64),
            1..=4 => pick(self.dice, &locked),
            _ => pick(self.dice, &ready).or_else(|| pick(self.dice, &locked)),
        }
    }

    /// Ids for a batch: rarely out of order, too many, or none.
    pub fn batch(&mut self, unbond: bool, ours: bool) -> Vec<u64> {
        let count = match self.dice.below(40) {
            0 => 0,
            1 => 21,
            _ => self.dice.between(0, 6),
        };
        let mut ids: Vec<u64> = (0..count).filter_map(|_| self.item(unbond, ours)).collect();
        if count == 21 {
            ids = (0..21).collect();
        }
        if !self.dice.chance(4) {
            ids.sort_unstable();
            ids.dedup();
        }
        ids
    }

    /// A hot key.
    pub fn key(&mut self) -> String {
        self.dice.pick(&self.cast.keys).to_string()
    }
}

/// The same message with its first address written as no address is.
pub fn misspell<M: Serialize + DeserializeOwned>(msg: &M) -> Option<M> {
    rewritten(msg, shouted)
}

/// A message with its first address in capitals, which no chain takes.
fn shouted(message: Value) -> Option<Value> {
    let text = message.to_string();
    let Some(start) = text.find("\"wasm1") else { return Some(message) };
    let end = text[start + 1..].find('"').map_or(text.len(), |length| start + 1 + length);
    let loud = format!("{}{}{}", &text[..start], text[start..end].to_uppercase(), &text[end..]);
    serde_json::from_str(&loud).ok()
}
