//! Random messages of users to the pool-registry.

use cosmwasm_std::Addr;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;

use super::author::Author;
use super::author_admin::{metadata, rate};
use super::op::Op;
use crate::model::Call;
use crate::world::FOREIGN;

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages of users to the pool-registry, with how often they are written.
pub const POOLS: &[(u32, Writer)] = &[
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
        let (metadata_url, metadata_hash) = metadata(self.dice);
        let msg = PoolMsg::RegisterPool {
            signing_address: self.key(),
            commission_ppm: rate(self.dice),
            metadata_url,
            metadata_hash,
        };
        Some(self.pools(&who, msg, amount))
    }

    /// More stake.
    pub fn delegate(&mut self) -> Option<Call> {
        let pool = self.pool();
        let who = if self.dice.chance(20) { pool.clone() } else { self.person() };
        let room = self.model.pools.pools.get(&pool).map_or(self.scale, |_| self.model.capacity_left(&pool));
        let own = self.model.pools.weight(&pool, &pool);
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
        let held = self.model.pools.held(&pool, &who);
        if who == pool && held.locked == 0 && self.dice.chance(if awaited { 40 } else { 80 }) {
            return None;
        }
        let amount = self.amount(held.tokens);
        let fee = self.fee(amount);
        Some(self.pools(
            &who,
            PoolMsg::Undelegate { pool: pool.into_string(), amount: amount.into(), fee },
            0,
        ))
    }

    pub(super) fn transfer_delegation(&mut self) -> Option<Call> {
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

    pub(super) fn finalize_undelegate(&mut self) -> Option<Call> {
        let (who, id, fee_recipient) = (self.person(), self.item(true, true)?, self.fee_recipient());
        Some(self.pools(&who, PoolMsg::FinalizeUndelegate { id, fee_recipient }, 0))
    }

    /// A transfer that arrives.
    pub fn finalize_transfer(&mut self) -> Option<Call> {
        let (who, id, fee_recipient) = (self.person(), self.item(false, true)?, self.fee_recipient());
        Some(self.pools(&who, PoolMsg::FinalizeTransfer { id, fee_recipient }, 0))
    }

    pub(super) fn cancel_transfer(&mut self) -> Option<Call> {
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

    pub(super) fn withdraw(&mut self) -> Option<Call> {
        let (pool, who) = self.member();
        Some(self.pools(&who, PoolMsg::WithdrawRewards { pool: pool.into_string() }, 0))
    }

    /// Rewards that become stake.
    pub fn redelegate(&mut self) -> Option<Call> {
        let (pool, who) = self.member();
        Some(self.pools(&who, PoolMsg::RedelegateRewards { pool: pool.into_string() }, 0))
    }

    pub(super) fn enable_auto(&mut self) -> Option<Call> {
        let (pool, who) = self.member();
        let fee_ppm = rate(self.dice);
        Some(self.pools(&who, PoolMsg::EnableAutoRewards { pool: pool.into_string(), fee_ppm }, 0))
    }

    pub(super) fn disable_auto(&mut self) -> Option<Call> {
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

    pub(super) fn recover_foreign(&mut self) -> Option<Call> {
        let (who, pool) = (self.person(), self.pool().into_string());
        let own = self.dice.chance(15);
        let denom = if own { self.model.places.denom.clone() } else { FOREIGN.to_owned() };
        Some(self.pools(&who, PoolMsg::RecoverForeign { pool, denom }, 0))
    }

    pub(super) fn sync(&mut self) -> Option<Call> {
        let marks: Vec<_> = self.model.pools.marks.iter().cloned().collect();
        let other = self.dice.chance(30);
        let (pool, delegator) = match self.dice.maybe(&marks) {
            Some((_, delegator, pool)) if !other => (pool.clone(), delegator.clone()),
            _ => self.member(),
        };
        let who = self.person();
        let msg = PoolMsg::Sync { delegator: delegator.into_string(), pool: pool.into_string() };
        Some(self.pools(&who, msg, 0))
    }

    /// Many small items of one delegator, up to the caps and beyond.
    pub(super) fn burst(&mut self) -> Vec<Op> {
        let (pool, who) = self.member();
        let held = self.model.pools.tokens(&pool, &who);
        if held < 60 || who == pool || !self.dice.chance(35) {
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
