//! Writes random operations: mostly possible ones, often just beside what is possible.

use cosmwasm_std::{Addr, Coin};
use cw_utils::Expiration;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

use super::op::Op;
use crate::dice::Dice;
use crate::model::stakers::Way;
use crate::model::{Call, Message, Model};
use crate::puppet::Temper;
use crate::world::{stake, Cast, FOREIGN};

/// Who writes: dice, actors, and how large amounts are.
pub struct Author<'a> {
    /// Where chance comes from.
    pub dice: &'a mut Dice,
    /// Who may act.
    pub cast: &'a Cast,
    /// What is true now.
    pub model: &'a Model,
    /// The size of ordinary amounts.
    pub scale: u128,
}

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages of users to the pool-registry, with how often they are written.
const POOLS: &[(u32, Writer)] = &[
    (3, |author| author.register_pool()),
    (17, |author| author.delegate()),
    (13, |author| author.undelegate()),
    (14, |author| author.transfer_delegation()),
    (6, |author| author.finalize_undelegate()),
    (8, |author| author.finalize_transfer()),
    (5, |author| author.cancel_transfer()),
    (5, |author| author.finalize_many()),
    (10, |author| author.withdraw()),
    (8, |author| author.redelegate()),
    (4, |author| author.enable_auto()),
    (2, |author| author.disable_auto()),
    (8, |author| author.auto_redelegate()),
    (4, |author| author.recover_foreign()),
    (4, |author| author.sync()),
];

impl Author<'_> {
    /// The next operation.
    pub fn op(&mut self) -> Vec<Op> {
        match self.dice.below(100) {
            0..=68 => self.transaction().into_iter().collect(),
            69..=81 => vec![self.advance()],
            82..=91 => vec![self.reward()],
            92..=94 => vec![self.donate()],
            95 => vec![self.temper()],
            96 => self.visit().into_iter().collect(),
            97 => self.sweep().into_iter().collect(),
            98 => self.story(),
            _ if self.dice.chance(15) => self.catalogue(),
            _ if self.dice.chance(12) => self.solo_burst(),
            _ => self.burst(),
        }
    }

    fn transaction(&mut self) -> Option<Op> {
        let first = self.call()?;
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
            0..=63 => self.from(POOLS),
            64..=85 => self.from(super::author_stakers::STAKERS),
            _ => self.from(super::author_admin::ADMIN),
        }?;
        Some(self.spoil(call))
    }

    /// Every message once, each with what must never pass: coins that it does not take, an address that is none, somebody
    /// else as sender.
    fn catalogue(&mut self) -> Vec<Op> {
        let menus = [POOLS, super::author_stakers::STAKERS, super::author_admin::ADMIN];
        let mut ops = vec![];
        for (_, write) in menus.into_iter().flatten() {
            let Some(call) = write(self) else { continue };
            let foreign = vec![Coin::new(1u128, FOREIGN)];
            let sender = self.person();
            ops.push(Op::Transact(vec![Call { funds: foreign, ..call.clone() }]));
            ops.push(Op::Transact(vec![self.misspelled(call.clone())]));
            ops.push(Op::Transact(vec![Call { sender, ..call }]));
        }
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

    fn spoil(&mut self, call: Call) -> Call {
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
            7 => self.misspelled(call),
            _ => call,
        }
    }

    /// The same call with one of its addresses written as no address is.
    fn misspelled(&mut self, call: Call) -> Call {
        let Message::Pools(msg) = &call.message else { return super::author_stakers::misspelled(call) };
        let Ok(text) = serde_json::to_string(msg) else { return call };
        match serde_json::from_str(&shout(&text)) {
            Ok(msg) => Call { message: Message::Pools(msg), ..call },
            Err(_) => call,
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
            };
            let amount = minimum + self.spread(self.scale);
            calls.push(self.stakers(&registrar.unwrap_or(identity), msg, amount));
        }
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
        let name = match self.dice.below(40) {
            0 => places.stakers.clone(),
            1 => places.pools.clone(),
            2 => self.pool_coinbase(),
            3..=9 => self.person(),
            _ => return None,
        };
        Some(name.into_string())
    }

    fn pool_coinbase(&mut self) -> Addr {
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

    /// A new pool.
    pub fn register_pool(&mut self) -> Option<Call> {
        let who = self.person();
        if self.model.pools.pools.len() >= 5 && self.dice.chance(80) {
            return None;
        }
        let minimum = self.model.stakers.config.minimum;
        let amount = match self.dice.below(20) {
            0 => minimum - 1,
            1..=5 => minimum,
            _ => minimum + self.spread(self.scale * 4),
        };
        let (metadata_url, metadata_hash) = super::author_admin::metadata(self.dice);
        let msg = PoolMsg::RegisterPool {
            signing_address: self.key(),
            commission_ppm: super::author_admin::rate(self.dice),
            metadata_url,
            metadata_hash,
        };
        Some(self.pools(&who, msg, amount))
    }

    /// A hot key.
    pub fn key(&mut self) -> String {
        self.dice.pick(&self.cast.keys).to_string()
    }

    /// More stake.
    pub fn delegate(&mut self) -> Option<Call> {
        let pool = self.pool();
        let who = if self.dice.chance(20) { pool.clone() } else { self.person() };
        let room = self.model.pools.pools.get(&pool).map_or(self.scale, |_| self.model.capacity_left(&pool));
        let own = self.model.pools.tokens(&pool, &pool);
        let missing = self.model.stakers.config.minimum.saturating_sub(own);
        let amount = match self.dice.below(10) {
            // An operator mends its pool.
            _ if who == pool && missing > 0 => missing + self.spread(self.scale),
            0 | 1 => self.amount(room),
            2 => self.dice.between(1, self.model.pools.config.min_delegation.max(1)),
            _ => self.spread(self.scale),
        };
        let purse = self.model.bank.balance(&who, &self.model.places.denom);
        let beyond = self.dice.chance(1);
        let amount = if beyond { purse + 1 } else { amount.clamp(1, (purse / 2).max(1)) };
        Some(self.pools(&who, PoolMsg::Delegate { pool: pool.into_string() }, amount))
    }

    /// Less stake.
    pub fn undelegate(&mut self) -> Option<Call> {
        let (pool, who) = self.member();
        // Operators leave rarely, a little more often while transfers are on the way in.
        let awaited = self.model.stakers.pending(&pool) > 0;
        if who == pool && self.dice.chance(if awaited { 40 } else { 80 }) {
            return None;
        }
        let amount = self.amount(self.model.pools.tokens(&pool, &who));
        let fee = self.fee(amount);
        Some(self.pools(
            &who,
            PoolMsg::Undelegate { pool: pool.into_string(), amount: amount.into(), fee },
            0,
        ))
    }

    fn transfer_delegation(&mut self) -> Option<Call> {
        let ((from, who), mut to) = (self.member(), self.pool());
        if who == from && self.dice.chance(80) {
            return None;
        }
        if (from == to || who == to) && self.dice.chance(85) {
            to = self.pool();
        }
        let held = self.model.pools.tokens(&from, &who);
        let room = self.model.pools.pools.get(&to).map_or(held, |_| self.model.capacity_left(&to));
        let amount = match self.dice.below(10) {
            0 | 1 => self.amount(room),
            2..=5 => self.spread(held.min(room).max(1)),
            _ => self.amount(held),
        };
        let fee = self.fee(amount);
        let msg = PoolMsg::TransferDelegation {
            from_pool: from.into_string(),
            to_pool: to.into_string(),
            amount: amount.into(),
            fee,
        };
        Some(self.pools(&who, msg, 0))
    }

    fn finalize_undelegate(&mut self) -> Option<Call> {
        let (who, id, fee_recipient) = (self.person(), self.item(true, true)?, self.fee_recipient());
        Some(self.pools(&who, PoolMsg::FinalizeUndelegate { id, fee_recipient }, 0))
    }

    /// A transfer that arrives.
    pub fn finalize_transfer(&mut self) -> Option<Call> {
        let (who, id, fee_recipient) = (self.person(), self.item(false, true)?, self.fee_recipient());
        Some(self.pools(&who, PoolMsg::FinalizeTransfer { id, fee_recipient }, 0))
    }

    fn cancel_transfer(&mut self) -> Option<Call> {
        let id = self.item(false, true)?;
        let owner = self.model.stakers.items.get(&id).map(|item| item.owner.clone());
        let who = owner.filter(|_| self.dice.chance(85)).unwrap_or_else(|| self.person());
        Some(self.pools(&who, PoolMsg::CancelTransfer { id }, 0))
    }

    /// A batch.
    pub fn finalize_many(&mut self) -> Option<Call> {
        let (unbonds, transfers) = (self.batch(true, true), self.batch(false, true));
        let (who, fee_recipient) = (self.person(), self.fee_recipient());
        Some(self.pools(&who, PoolMsg::FinalizeMany { unbonds, transfers, fee_recipient }, 0))
    }

    fn withdraw(&mut self) -> Option<Call> {
        let (pool, who) = self.member();
        Some(self.pools(&who, PoolMsg::WithdrawRewards { pool: pool.into_string() }, 0))
    }

    /// Rewards that become stake.
    pub fn redelegate(&mut self) -> Option<Call> {
        let (pool, who) = self.member();
        Some(self.pools(&who, PoolMsg::RedelegateRewards { pool: pool.into_string() }, 0))
    }

    fn enable_auto(&mut self) -> Option<Call> {
        let (pool, who) = self.member();
        let fee_ppm = super::author_admin::rate(self.dice);
        Some(self.pools(&who, PoolMsg::EnableAutoRewards { pool: pool.into_string(), fee_ppm }, 0))
    }

    fn disable_auto(&mut self) -> Option<Call> {
        let (pool, who) = self.member();
        Some(self.pools(&who, PoolMsg::DisableAutoRewards { pool: pool.into_string() }, 0))
    }

    /// Rewards of somebody else that become stake.
    pub fn auto_redelegate(&mut self) -> Option<Call> {
        let pairs: Vec<(Addr, Addr)> = self
            .model
            .pools
            .pools
            .iter()
            .flat_map(|(pool, books)| books.auto.keys().map(|who| (pool.clone(), who.clone())))
            .collect();
        let stranger = self.dice.chance(8);
        let (pool, delegator) = match self.dice.maybe(&pairs) {
            Some(pair) if !stranger => pair.clone(),
            _ => self.member(),
        };
        let (who, fee_recipient) = (self.person(), self.fee_recipient());
        let msg = PoolMsg::AutoRedelegate {
            pool: pool.into_string(),
            delegator: delegator.into_string(),
            fee_recipient,
        };
        Some(self.pools(&who, msg, 0))
    }

    fn recover_foreign(&mut self) -> Option<Call> {
        let (who, pool) = (self.person(), self.pool().into_string());
        let own = self.dice.chance(15);
        let denom = if own { self.model.places.denom.clone() } else { FOREIGN.to_owned() };
        Some(self.pools(&who, PoolMsg::RecoverForeign { pool, denom }, 0))
    }

    fn sync(&mut self) -> Option<Call> {
        let marks: Vec<_> = self.model.pools.marks.iter().cloned().collect();
        let other = self.dice.chance(30);
        let (pool, delegator) = match self.dice.maybe(&marks) {
            Some((delegator, pool, _)) if !other => (pool.clone(), delegator.clone()),
            _ => self.member(),
        };
        let who = self.person();
        let msg = PoolMsg::Sync { delegator: delegator.into_string(), pool: pool.into_string() };
        Some(self.pools(&who, msg, 0))
    }

    /// Nothing, a second, minutes, months, or to the edge of some lock.
    fn advance(&mut self) -> Op {
        let edges = self.edges();
        match self.dice.below(100) {
            0..=44 => match self.dice.maybe(&edges).copied() {
                Some(edge) => self.to_edge(edge),
                None => Op::Advance { seconds: 1, blocks: 1 },
            },
            45..=54 => Op::Advance { seconds: 0, blocks: 1 },
            55..=69 => Op::Advance { seconds: 1, blocks: 1 },
            70..=94 => {
                let blocks = self.dice.between(1, 400) as u64;
                Op::Advance { seconds: blocks * 6, blocks }
            }
            _ => {
                let days = self.dice.between(1, 70) as u64;
                Op::Advance { seconds: days * 86_400, blocks: days * 8_640 }
            }
        }
    }

    fn to_edge(&mut self, edge: Expiration) -> Op {
        let now = self.model.now;
        let beside = self.dice.below(3) as u64;
        match edge {
            Expiration::AtHeight(height) => {
                let blocks = (height + beside).saturating_sub(now.height + 1);
                Op::Advance { seconds: blocks * 6, blocks }
            }
            Expiration::AtTime(time) => {
                let seconds = (time.seconds() + beside).saturating_sub(now.seconds + 1);
                Op::Advance { seconds, blocks: seconds / 6 + 1 }
            }
            Expiration::Never {} => Op::Advance { seconds: 1, blocks: 1 },
        }
    }

    /// Points ahead at which something becomes possible.
    fn edges(&self) -> Vec<Expiration> {
        let model = self.model;
        let mut edges: Vec<Expiration> = model.stakers.items.values().map(|item| item.release).collect();
        edges.extend(model.stakers.stakers.values().map(|staker| staker.next_change));
        edges.extend(model.stakers.announced.iter().map(|open| open.release));
        edges.extend(model.pools.announced.iter().map(|open| open.release));
        let requests = model.pools.pools.values().filter_map(|pool| pool.request);
        edges.extend(requests.flat_map(|request| [request.release, request.expires]));
        for control in [&model.stakers.control, &model.pools.control] {
            edges.extend(control.pending_owner.iter().filter_map(|(_, expiry)| *expiry));
        }
        edges.retain(|edge| !model.now.reached(*edge));
        edges
    }

    /// Rewards for some coinbase.
    pub fn reward(&mut self) -> Op {
        let pool = self.pool();
        let amount = match self.dice.below(4) {
            0 => self.dice.between(1, 5),
            _ => self.spread(self.scale),
        };
        let to = self.model.places.coinbase(&pool);
        Op::Send { from: self.cast.owner.clone(), to, denom: self.model.places.denom.clone(), amount }
    }

    fn donate(&mut self) -> Op {
        let places = self.model.places.clone();
        let coinbase = self.pool_coinbase();
        let to = self.dice.pick(&[places.stakers.clone(), places.pools.clone(), coinbase]).clone();
        let denom = if self.dice.chance(50) { FOREIGN.to_owned() } else { places.denom.clone() };
        let amount = self.spread(self.scale);
        Op::Send { from: self.person(), to, denom, amount }
    }

    fn temper(&mut self) -> Op {
        let mut puppets = self.cast.hooks.clone();
        puppets.extend([self.cast.treasury.clone(), self.cast.registrar.clone()]);
        let puppet = self.dice.pick(&puppets).clone();
        let tempers =
            [Temper::Accept, Temper::Accept, Temper::Accept, Temper::Refuse, Temper::Burn, Temper::Reenter];
        Op::Temper { puppet, temper: *self.dice.pick(&tempers) }
    }

    fn visit(&mut self) -> Option<Op> {
        let pools: Vec<Addr> = self.model.pools.pools.keys().cloned().collect();
        let pool = self.dice.maybe(&pools)?.clone();
        let who = self.person();
        let (amount, rewards) = (self.spread(self.scale), self.spread(self.scale));
        if self.dice.chance(50) {
            return Some(Op::Snipe { who, pool, amount, rewards });
        }
        Some(Op::Lump { who, pool, amount, rewards })
    }

    fn sweep(&mut self) -> Option<Op> {
        let pools: Vec<Addr> = self.model.pools.pools.keys().cloned().collect();
        let pool = self.dice.maybe(&pools)?.clone();
        Some(Op::Sweep { pool, seed: self.dice.roll() })
    }

    /// Many small items of one delegator, up to the caps and beyond.
    fn burst(&mut self) -> Vec<Op> {
        let (pool, who) = self.member();
        let held = self.model.pools.tokens(&pool, &who);
        if held < 60 || who == pool || !self.dice.chance(20) {
            return vec![];
        }
        let to = self.pool();
        let moving = self.dice.chance(50) && to != pool && to != who;
        let msg = |moving: bool| {
            if moving {
                PoolMsg::TransferDelegation {
                    from_pool: pool.to_string(),
                    to_pool: to.to_string(),
                    amount: 1u128.into(),
                    fee: None,
                }
            } else {
                PoolMsg::Undelegate { pool: pool.to_string(), amount: 1u128.into(), fee: None }
            }
        };
        let call = |moving: bool| Op::Transact(vec![self.pools(&who, msg(moving), 0)]);
        if moving {
            let cancels = self.model.stakers.next_id..self.model.stakers.next_id + 16;
            let cancel = |id| Op::Transact(vec![self.pools(&who, PoolMsg::CancelTransfer { id }, 0)]);
            let mut ops: Vec<Op> = (0..17).map(|_| call(true)).collect();
            ops.extend(cancels.map(cancel));
            ops.extend((0..17).map(|_| call(false)));
            ops.extend((0..17).map(|_| call(true)));
            return ops;
        }
        (0..34).map(|_| call(false)).collect()
    }
}

/// The first address in a message in capitals, which no chain takes.
pub fn shout(text: &str) -> String {
    let Some(start) = text.find("\"wasm1") else { return text.to_owned() };
    let end = text[start + 1..].find('"').map_or(text.len(), |length| start + 1 + length);
    format!("{}{}{}", &text[..start], text[start..end].to_uppercase(), &text[end..])
}
