//! What happens besides calls: time, coins, tempers, visits.

use cosmwasm_std::{Addr, Timestamp};
use cw_utils::Expiration;

use super::author::Author;
use super::op::Op;
use crate::puppet::Temper;
use crate::world::FOREIGN;

impl Author<'_> {
    /// Nothing, a second, minutes, months, or to the edge of some lock.
    pub(super) fn advance(&mut self) -> Op {
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
        edges.extend(model.stakers.custody.values().filter_map(|kept| kept.release));
        edges.extend(model.stakers.announced.iter().map(|open| open.release));
        edges.extend(model.pools.announced.iter().map(|open| open.release));
        let requests = model.pools.pools.values().filter_map(|pool| pool.request);
        edges.extend(requests.flat_map(|request| [request.release, request.expires]));
        edges.push(Expiration::AtTime(Timestamp::from_seconds(model.treasury.epoch.end)));
        edges.push(Expiration::AtTime(Timestamp::from_seconds(model.treasury.release_end)));
        let vault = &model.vault;
        let ends = vault.positions.values().flat_map(|it| [it.ends, it.ends + vault.vesting_seconds()]);
        let ends = ends.chain([vault.terms.start, vault.terms.end()]);
        // There are many of them, and few other things end at a day's boundary.
        let ends = ends.filter(|end| *end > model.now.seconds).min();
        edges.extend(ends.map(|end| Expiration::AtTime(Timestamp::from_seconds(end))));
        let ends = model.joint.agreements.values().filter(|it| it.closed.is_none()).map(|it| it.end);
        let end = ends.filter(|end| *end > model.now.seconds).min();
        edges.extend(end.map(|end| Expiration::AtTime(Timestamp::from_seconds(end))));
        for control in [
            &model.joint.control,
            &model.vault.control,
            &model.treasury.control,
            &model.stakers.control,
            &model.pools.control,
            &model.licenses.control,
        ] {
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

    pub(super) fn donate(&mut self) -> Op {
        let places = self.model.places.clone();
        let coinbase = self.pool_coinbase();
        let mut all: Vec<Addr> = places.contracts().into_iter().cloned().collect();
        all.push(coinbase);
        let to = self.dice.pick(&all).clone();
        let denom = if self.dice.chance(50) { FOREIGN.to_owned() } else { places.denom.clone() };
        let amount = self.spread(self.scale);
        Op::Send { from: self.person(), to, denom, amount }
    }

    pub(super) fn temper(&mut self) -> Op {
        let mut puppets = self.cast.hooks.clone();
        puppets.extend([self.cast.treasury.clone(), self.cast.registrar.clone()]);
        let puppet = self.dice.pick(&puppets).clone();
        let tempers =
            [Temper::Accept, Temper::Accept, Temper::Accept, Temper::Refuse, Temper::Burn, Temper::Reenter];
        Op::Temper { puppet, temper: *self.dice.pick(&tempers) }
    }

    /// The code of the treasury breaks, or more likely is repaired.
    pub(super) fn breaking(&mut self) -> Op {
        Op::Break { broken: !self.model.broken && self.dice.chance(50) }
    }

    pub(super) fn visit(&mut self) -> Option<Op> {
        let pools: Vec<Addr> = self.model.pools.pools.keys().cloned().collect();
        let pool = self.dice.maybe(&pools)?.clone();
        let who = self.person();
        let (amount, rewards) = (self.spread(self.scale), self.spread(self.scale));
        if self.dice.chance(50) {
            return Some(Op::Snipe { who, pool, amount, rewards });
        }
        Some(Op::Lump { who, pool, amount, rewards })
    }

    pub(super) fn sweep(&mut self) -> Option<Op> {
        let pools: Vec<Addr> = self.model.pools.pools.keys().cloned().collect();
        let pool = self.dice.maybe(&pools)?.clone();
        Some(Op::Sweep { pool, seed: self.dice.roll() })
    }
}
