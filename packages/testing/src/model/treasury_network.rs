//! The treasury as part of the network: its coins, its hook, what the staker-registry forwards.

use cosmwasm_std::{Addr, Coin, Uint128};
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::ExecuteMsg;

use super::refusals::Refusals;
use super::treasury_calls::{Effect, Outside, Seen};
use super::{Model, Verdict};

/// What a treasury says whose code is broken.
pub const BROKEN: &str = "puppet refuses";

impl Model {
    /// A message to the treasury.
    pub(super) fn treasury_call(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Verdict {
        for coin in funds {
            let at = self.treasury.at.clone();
            self.bank.pay(by, &at, &coin.denom, coin.amount.u128())?;
        }
        self.treasury_act(by, msg, funds).map(|()| None)
    }

    /// The same once the coins are there.
    pub(super) fn treasury_act(
        &mut self,
        by: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<(), Refusals> {
        if self.broken {
            return Err(Refusals::one(BROKEN));
        }
        use ExecuteMsg as M;
        let is_open = matches!(msg, M::Collect { .. } | M::ClaimShare {} | M::DistributeRevenue {});
        let seen = if is_open { self.seen.pop_front().unwrap_or_default() } else { Seen::default() };
        let outside = Outside { now: self.now, bank: &self.bank, group: Ok(&self.places.members) };
        let told = self.treasury.call(&outside, by, msg, funds, &seen)?;
        let (at, mut paid) = (self.treasury.at.clone(), 0);
        for effect in told.effects {
            match effect {
                Effect::Burn(amount) => {
                    let denom = self.places.denom.clone();
                    self.bank.burn(&at, &denom, amount)?;
                }
                Effect::Pay(to, denom, amount) => {
                    paid += amount;
                    self.send(&at, &to, &denom, amount)?;
                }
            }
        }
        if is_open {
            let end = matches!(msg, M::DistributeRevenue {}).then_some(self.treasury.release_end);
            self.used.push(Seen { amount: end.is_none().then_some(paid), release_end: end });
        }
        self.wrong = self.wrong.take().or(told.wrong);
        Ok(())
    }

    /// What the pool-registry tells of a stake.
    pub(super) fn tell_treasury(&mut self, who: &Addr, pool: &Addr, stake: u128, missed: bool) {
        let told = DelegationChanged {
            delegator: who.to_string(),
            pool: pool.to_string(),
            coinbase: self.places.coinbase(pool).into_string(),
            stake: stake.into(),
            missed,
        };
        let by = self.places.pools.clone();
        let done = self.treasury_act(&by, &ExecuteMsg::DelegationChanged(told), &[]);
        done.expect("nothing refuses what the pool-registry tells");
    }

    /// Revenue that the staker-registry hands on.
    pub(super) fn forward_to_treasury(&mut self) -> Result<(), Refusals> {
        if self.broken {
            return Err(Refusals::one(BROKEN));
        }
        let amount = std::mem::take(&mut self.stakers.revenue_due);
        let (by, at, denom) =
            (self.places.stakers.clone(), self.treasury.at.clone(), self.places.denom.clone());
        self.bank.pay(&by, &at, &denom, amount)?;
        let funds = [Coin { denom, amount: Uint128::new(amount) }];
        self.treasury_act(&by, &ExecuteMsg::DistributeRevenue {}, &funds)
    }
}
