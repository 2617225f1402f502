//! Things that belong together, as operations in a row: without them chance would rarely find the way.

use cosmwasm_std::Addr;
use cw_utils::Expiration;
use tributary_types::license_nft::ExecuteMsg as LicenseMsg;
use tributary_types::ownership::OwnershipAction;
use tributary_types::pool_registry::{ExecuteMsg as PoolMsg, Hook};
use tributary_types::staker_registry::{ConfigChange, ExecuteMsg as StakerMsg};

use super::author::Author;
use super::author_admin::rate;
use super::op::Op;
use crate::model::Call;
use crate::puppet::Temper;

pub(super) fn alone(call: Call) -> Op {
    Op::Transact(vec![call])
}

impl Author<'_> {
    /// One of the stories.
    pub fn story(&mut self) -> Vec<Op> {
        let lock = self.model.stakers.config.transfer_lock;
        match self.dice.below(16) {
            0 => self.commission_story(),
            1 => {
                let apply = self.pools(&self.cast.people[0], PoolMsg::ApplyConfig {}, 0);
                self.announced(Self::announce_pools, apply)
            }
            2 | 3 => {
                let apply = self.stakers(&self.cast.people[0], StakerMsg::ApplyConfig {}, 0);
                self.announced(Self::announce_stakers, apply)
            }
            4 => {
                let wait = self.wait(self.model.now.after(lock));
                self.shrinking(wait)
            }
            5 | 6 => self.grim_hooks(),
            7 | 8 => self.late_fault(),
            9 => self.crowd(),
            10 => self.hoard(),
            11 => self.vault_crowd(),
            12 | 13 => self.late_acceptance(),
            _ => self.grim_registrar(),
        }
    }

    pub(super) fn wait(&self, point: Expiration) -> Op {
        let now = self.model.now;
        match point {
            Expiration::AtHeight(height) => {
                Op::Advance { seconds: (height - now.height) * 6, blocks: height - now.height }
            }
            Expiration::AtTime(time) => {
                let seconds = time.seconds() - now.seconds;
                Op::Advance { seconds, blocks: seconds / 6 }
            }
            Expiration::Never {} => Op::Advance { seconds: 0, blocks: 0 },
        }
    }

    fn commission_story(&mut self) -> Vec<Op> {
        let by = self.operator();
        let request = PoolMsg::RequestCommissionChange { commission_ppm: rate(self.dice) };
        let due = self.model.now.after(self.model.pools.config.commission_lock);
        let finalize = self.pools(&by, PoolMsg::FinalizeCommissionChange {}, 0);
        vec![alone(self.pools(&by, request, 0)), self.wait(due), self.reward(), alone(finalize)]
    }

    fn announced(&mut self, announce: fn(&mut Self) -> Option<Call>, apply: Call) -> Vec<Op> {
        let announce = announce(self).into_iter().map(alone);
        announce.chain([self.wait(self.model.announcement_release()), alone(apply)]).collect()
    }

    /// An ownership that is accepted when the offer is over.
    fn late_acceptance(&mut self) -> Vec<Op> {
        let controls = [&self.model.stakers.control, &self.model.pools.control, &self.model.licenses.control];
        let (owners, next) = (controls.map(|control| control.owner.clone()), self.person());
        let at = Expiration::AtTime(cosmwasm_std::Timestamp::from_seconds(self.model.now.seconds + 5));
        let offer = || {
            let (new_owner, expiry) = (next.to_string(), Some(at));
            OwnershipAction::TransferOwnership { new_owner, expiry }
        };
        let calls = |author: &Self, by: [&Addr; 3], action: &dyn Fn() -> OwnershipAction| {
            vec![
                alone(author.stakers(by[0], StakerMsg::UpdateOwnership(action()), 0)),
                alone(author.pools(by[1], PoolMsg::UpdateOwnership(action()), 0)),
                alone(author.licenses(by[2], LicenseMsg::UpdateOwnership(action()), 0)),
            ]
        };
        let mut ops = calls(self, [&owners[0], &owners[1], &owners[2]], &offer);
        ops.push(self.wait(at));
        ops.extend(calls(self, [&next, &next, &next], &|| OwnershipAction::AcceptOwnership));
        ops
    }

    /// A transfer on its way into a pool whose operator then leaves no room for it, though the pool stays active.
    fn shrinking(&mut self, wait: Op) -> Vec<Op> {
        let ((from, who), to) = (self.member(), self.pool());
        let (Some(pool), Some(_)) = (self.model.pools.pools.get(&to), self.model.pools.pools.get(&from))
        else {
            return vec![];
        };
        let (own, total) = (pool.books.weight(&to), pool.books.total());
        let percentage = self.model.pools.config.percentage;
        let amount = self.model.pools.tokens(&from, &who).min(self.model.capacity_left(&to));
        let spare =
            (own * 100).saturating_sub(total * percentage).checked_div(100 - percentage).unwrap_or_default();
        let free = self.model.free(pool.books.held(&to));
        let leaving = spare.min(own.saturating_sub(self.model.stakers.config.minimum)).min(free);
        if from == to || amount == 0 || leaving == 0 {
            return vec![];
        }
        let id = self.model.stakers.next_id;
        let (from_pool, to_pool) = (from.into_string(), to.to_string());
        let transfer = PoolMsg::TransferDelegation { from_pool, to_pool, amount: amount.into(), fee: None };
        let leave = PoolMsg::Undelegate { pool: to.to_string(), amount: leaving.into(), fee: None };
        let finalize = PoolMsg::FinalizeTransfer { id, fee_recipient: None };
        vec![
            Op::Transact(vec![self.pools(&who, transfer, 0)]),
            Op::Transact(vec![self.pools(&to, leave, 0)]),
            wait,
            Op::Transact(vec![self.pools(&who, finalize, 0)]),
        ]
    }

    /// Hooks that fail while people come and go.
    fn grim_hooks(&mut self) -> Vec<Op> {
        let puppet = self.cast.hooks[0].clone();
        let temper = *self.dice.pick(&[Temper::Refuse, Temper::Burn]);
        let contract = if self.dice.chance(30) { self.person() } else { puppet.clone() };
        let hooks = vec![Hook { contract: contract.into_string(), gas_limit: 100_000 }];
        let owner = self.model.pools.control.owner.clone();
        let set = alone(self.pools(&owner, PoolMsg::SetHooks { hooks }, 0));
        let mut ops = vec![Op::Temper { puppet: puppet.clone(), temper }, set];
        let coming: [fn(&mut Self) -> Option<Call>; 8] = [
            Self::register_pool,
            Self::register_pool,
            Self::delegate,
            Self::finalize_transfer,
            Self::finalize_many,
            Self::redelegate,
            Self::auto_redelegate,
            Self::undelegate,
        ];
        ops.extend(coming.into_iter().filter_map(|write| write(self)).map(alone));
        ops.push(Op::Temper { puppet, temper: Temper::Accept });
        ops
    }

    /// A registrar that refuses a liquidation; or a pool-registry that is no registrar for a while.
    fn grim_registrar(&mut self) -> Vec<Op> {
        let puppet = self.cast.registrar.clone();
        let owner = self.model.stakers.control.owner.clone();
        let theirs = self.model.stakers.stakers.iter().find(|(_, staker)| staker.management == puppet);
        if let (Some((staker, _)), true) = (theirs, self.dice.chance(50)) {
            let slasher = self.model.stakers.config.slasher.clone().unwrap_or_else(|| owner.clone());
            let msg = StakerMsg::Liquidate {
                staker: staker.to_string(),
                amount: 1u128.into(),
                evidence_id: format!("grim-{}", self.dice.below(1_000)),
                reason: "absence".to_owned(),
            };
            let staker = staker.clone();
            let mut ops = self.around_license_at(&staker);
            ops.insert(ops.len() / 2, Op::Temper { puppet: puppet.clone(), temper: Temper::Refuse });
            ops.push(alone(self.stakers(&slasher, msg, 0)));
            ops.extend(self.around_license_at(&staker));
            ops.push(Op::Temper { puppet, temper: Temper::Accept });
            return ops;
        }
        let (pools, registrar) = (self.model.places.pools.to_string(), puppet.to_string());
        let fewer: &[&String] = if self.dice.chance(50) { &[&registrar] } else { &[] };
        let announce = |registrars: &[&String]| {
            let registrars = Some(registrars.iter().map(|name| (*name).clone()).collect());
            let change = ConfigChange { registrars, ..ConfigChange::default() };
            alone(self.stakers(&owner, StakerMsg::AnnounceConfig { change }, 0))
        };
        let apply = alone(self.stakers(&owner, StakerMsg::ApplyConfig {}, 0));
        let wait = self.wait(self.model.announcement_release());
        let mut ops = vec![announce(fewer), wait.clone(), apply.clone()];
        let back = [announce(&[&pools, &registrar]), wait, apply];
        ops.extend((0..3).filter_map(|_| self.register_pool()).map(alone));
        ops.extend((0..2).filter_map(|_| self.register_pool_by_license()).map(alone));
        ops.extend((0..2).filter_map(|_| self.register_pool_for()).map(alone));
        ops.extend(back);
        ops
    }
}
