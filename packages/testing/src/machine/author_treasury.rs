//! Random messages of the treasury.

use cosmwasm_std::{Addr, Coin, Uint128};
use tributary_types::asset::Asset;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{CirculatingSupply, ExecuteMsg, IdentityRule, UnstakedShare};

use super::author::Author;
use super::handover::handover;
use super::op::Op;
use crate::model::{Call, Message};
use crate::world::{stake, FOREIGN};

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages of the treasury, with how often they are written.
pub const TREASURY: &[(u32, Writer)] = &[
    (16, |author| author.revenue()),
    (9, |author| author.settle()),
    (16, |author| author.collect()),
    (6, |author| author.claim_share()),
    (6, |author| author.user_share()),
    (5, |author| author.roll_epoch()),
    (12, |author| author.identify()),
    (5, |author| author.refresh_identity()),
    (10, |author| author.spend()),
    (7, |author| author.spend_other()),
    (9, |author| author.treasury_config()),
    (9, |author| author.treasury_ownership()),
    (7, |author| author.stake_told()),
];

impl Author<'_> {
    fn treasury(&self, by: &Addr, msg: ExecuteMsg, funds: Vec<Coin>) -> Option<Call> {
        Some(Call { sender: by.clone(), message: Message::Treasury(msg), funds })
    }

    fn treasury_owner(&mut self) -> Addr {
        let owner = self.model.treasury.control.owner.clone();
        if self.dice.chance(94) {
            return owner;
        }
        self.person()
    }

    fn revenue(&mut self) -> Option<Call> {
        let (by, amount) = (self.person(), self.spread(self.scale * 4));
        self.treasury(&by, ExecuteMsg::DistributeRevenue {}, stake(amount))
    }

    fn settle(&mut self) -> Option<Call> {
        let (by, user) = (self.person(), self.person().into_string());
        let limit = *self.dice.pick(&[None, None, Some(1), Some(2), Some(65), Some(0)]);
        self.treasury(&by, ExecuteMsg::Settle { user, limit }, vec![])
    }

    /// Different users; rarely too many, or one twice.
    pub(super) fn users(&mut self) -> Vec<String> {
        let mut all: Vec<String> = self.cast.people.iter().map(Addr::to_string).collect();
        self.dice.shuffle(&mut all);
        match self.dice.below(30) {
            0 => {
                all.extend(self.cast.keys.iter().map(Addr::to_string));
                all.extend(self.cast.hooks.iter().map(Addr::to_string));
            }
            1 | 2 => all = vec![all[0].clone(); 2],
            count => all.truncate(count as usize % 6),
        }
        all
    }

    fn collect(&mut self) -> Option<Call> {
        let (by, pool, users) = (self.person(), self.pool().into_string(), self.users());
        let limit = *self.dice.pick(&[None, None, None, Some(1), Some(3), Some(257), Some(0)]);
        self.treasury(&by, ExecuteMsg::Collect { pool, users, limit }, vec![])
    }

    fn claim_share(&mut self) -> Option<Call> {
        let by = self.person();
        self.treasury(&by, ExecuteMsg::ClaimShare {}, vec![])
    }

    fn user_share(&mut self) -> Option<Call> {
        let pool = self.pool();
        let now = self.model.treasury.pools.get(&pool).map_or(0, |account| account.share_bps);
        let more = now + self.dice.below(3_000) as u32;
        let share_bps = *self.dice.pick(&[more, more, now, now.saturating_sub(1), 10_001]);
        self.treasury(&pool, ExecuteMsg::SetUserShare { share_bps }, vec![])
    }

    fn roll_epoch(&mut self) -> Option<Call> {
        let by = self.person();
        self.treasury(&by, ExecuteMsg::RollEpoch {}, vec![])
    }

    fn identify(&mut self) -> Option<Call> {
        let users = self.users();
        let by = match &self.model.treasury.terms.identity {
            IdentityRule::List { registrar } if self.dice.chance(92) => registrar.clone(),
            _ => self.person(),
        };
        let msg = if self.dice.chance(70) {
            ExecuteMsg::Identify { users }
        } else {
            ExecuteMsg::RevokeIdentity { users }
        };
        self.treasury(&by, msg, vec![])
    }

    fn refresh_identity(&mut self) -> Option<Call> {
        let (by, user) = (self.person(), self.person().into_string());
        self.treasury(&by, ExecuteMsg::RefreshIdentity { user }, vec![])
    }

    fn spend(&mut self) -> Option<Call> {
        let there = self.model.treasury.as_of(self.model.now.seconds).balance;
        // Of a whole number the contract may hold one unit less.
        let part = self.dice.below(there.surely() + 1);
        let amount = *self.dice.pick(&[part, part, there.surely(), there.floor() + 1, 0]);
        let to = match self.dice.below(12) {
            0 => self.model.places.treasury.clone(),
            1 => self.pool_coinbase(),
            _ => self.person(),
        };
        let by = self.treasury_owner();
        self.treasury(&by, ExecuteMsg::Spend { to: to.into_string(), amount: amount.into() }, vec![])
    }

    fn spend_other(&mut self) -> Option<Call> {
        let places = self.model.places.clone();
        let asset = match self.dice.below(8) {
            0 => Asset::Native(places.denom.clone()),
            1 => Asset::Cw20(self.person().into_string()),
            _ => Asset::Native(FOREIGN.to_owned()),
        };
        let there = self.model.bank.balance(&places.treasury, FOREIGN);
        let amount = *self.dice.pick(&[there, there / 2, there + 1, 0]);
        let to = if self.dice.chance(8) { places.treasury.clone() } else { self.person() };
        let by = self.treasury_owner();
        let msg = ExecuteMsg::SpendOther { asset, to: to.into_string(), amount: amount.into() };
        self.treasury(&by, msg, vec![])
    }

    fn treasury_config(&mut self) -> Option<Call> {
        let (mut registrar, mut epoch_secs, mut release_secs) = (None, None, None);
        let (mut min_stake, mut unstaked_share, mut circulating_supply) = (None, None, None);
        match self.dice.below(12) {
            0 => {}
            1 => registrar = Some(self.cast.guardian.to_string()),
            2 => epoch_secs = Some(*self.dice.pick(&[86_399, 86_400, 604_800])),
            3 | 4 => release_secs = Some(*self.dice.pick(&[0, 60, 604_800, 31_536_001])),
            5 => min_stake = Some(self.spread(self.scale).into()),
            6 | 7 => {
                let shares = [UnstakedShare::Burn, UnstakedShare::Treasury, UnstakedShare::None];
                unstaked_share = Some(*self.dice.pick(&shares));
            }
            8 => circulating_supply = Some(CirculatingSupply::Fixed { amount: Uint128::zero() }),
            _ => {
                let count = *self.dice.pick(&[0, 2, 3, 17]);
                let everybody = self.cast.everybody();
                let all = everybody.iter().chain(&self.cast.keys).map(Addr::to_string);
                let mut exclude: Vec<String> = all.take(count).collect();
                if count == 3 {
                    exclude[2] = exclude[0].clone();
                }
                circulating_supply = Some(CirculatingSupply::BankSupply { exclude });
            }
        }
        let msg = ExecuteMsg::UpdateConfig {
            registrar,
            epoch_secs,
            release_secs,
            min_stake,
            unstaked_share,
            circulating_supply,
        };
        let by = self.treasury_owner();
        self.treasury(&by, msg, vec![])
    }

    fn treasury_ownership(&mut self) -> Option<Call> {
        let (next, now) = (self.person(), self.model.now.seconds);
        let (by, action) = handover(self.dice, &self.model.treasury.control, now, next);
        self.treasury(&by, ExecuteMsg::UpdateOwnership(action), vec![])
    }

    /// Somebody leaves while the treasury is broken, and is paid for the lower stake once it hears of it.
    pub(super) fn missed_exit(&mut self) -> Vec<Op> {
        let pairs = self.model.treasury.users.iter();
        let pairs =
            pairs.flat_map(|(who, user)| user.pairs.keys().map(move |pool| (who.clone(), pool.clone())));
        let staked = |(who, pool): &(Addr, Addr)| {
            self.model.pools.pools.contains_key(pool) && self.model.pools.tokens(pool, who) > 1
        };
        let pairs: Vec<(Addr, Addr)> = pairs.filter(staked).collect();
        let Some((who, pool)) = self.dice.maybe(&pairs).cloned() else { return vec![] };
        let (half, payer) = (self.model.pools.tokens(&pool, &who) / 2, self.person());
        let (pool, delegator) = (pool.into_string(), who.to_string());
        let transact = |call: Call| Op::Transact(vec![call]);
        let mut ops = vec![];
        if let IdentityRule::List { registrar } = &self.model.treasury.terms.identity {
            let msg = ExecuteMsg::Identify { users: vec![delegator.clone()] };
            ops.extend(self.treasury(registrar, msg, vec![]).map(transact));
        }
        let exit = PoolMsg::Undelegate { pool: pool.clone(), amount: half.into(), fee: None };
        ops.push(Op::Break { broken: true });
        ops.push(transact(self.pools(&who, exit, 0)));
        ops.push(Op::Break { broken: false });
        let amount = stake(self.scale * 1_000);
        ops.extend(self.treasury(&payer, ExecuteMsg::DistributeRevenue {}, amount).map(transact));
        ops.push(Op::Advance { seconds: 7_200, blocks: 1_200 });
        ops.push(transact(self.pools(&payer, PoolMsg::Sync { pool, delegator }, 0)));
        ops
    }

    /// What the pool-registry alone may tell, by others, or as it would never tell it.
    fn stake_told(&mut self) -> Option<Call> {
        let (pool, by) = (self.pool(), self.person());
        let places = self.model.places.clone();
        let mut told = DelegationChanged {
            delegator: by.to_string(),
            pool: pool.to_string(),
            coinbase: places.coinbase(&pool).into_string(),
            stake: self.spread(self.scale).into(),
            missed: self.dice.chance(50),
        };
        let (mut sender, mut funds) = (by, vec![]);
        match self.dice.below(4) {
            0 => {}
            1 if self.model.treasury.pools.contains_key(&pool) => {
                (sender, told.coinbase) = (places.pools.clone(), self.person().into_string());
            }
            2 if self.model.bank.balance(&places.pools, FOREIGN) > 0 => {
                (sender, funds) = (places.pools.clone(), vec![Coin::new(1u128, FOREIGN)]);
            }
            _ => (sender, told.delegator) = (places.pools.clone(), told.delegator.to_uppercase()),
        }
        self.treasury(&sender, ExecuteMsg::DelegationChanged(told), funds)
    }
}
