//! The escrow as part of the network: its coins, principals that work in the pools, penalties for the treasury.

use std::rc::Rc;

use cosmwasm_std::{Addr, Coin, Uint128};
use cw_utils::{Duration, Expiration};
use tributary_types::asset::Asset;
use tributary_types::joint_staking::ExecuteMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

use super::control::Role;
use super::joint::Place;
use super::joint_around::{Outside, Pools};
use super::joint_calls::Effect;
use super::refusals::Refusals;
use super::{Model, Verdict};

/// The longest unbond lock of pools where principals work, in seconds.
const MOST_UNBOND: u64 = 30 * 86_400;

/// Between the words of what refuses a delegation.
pub const OR: char = '|';

/// What the registries say to the escrow.
struct Registries<'a>(&'a Model);

impl Pools for Registries<'_> {
    fn denom(&self) -> String {
        self.0.places.denom.clone()
    }

    fn min_delegation(&self) -> u128 {
        self.0.pools.config.min_delegation
    }

    fn lets_go(&self) -> bool {
        matches!(self.0.stakers.config.unbond_lock, Duration::Time(secs) if secs <= MOST_UNBOND)
    }

    fn has(&self, pool: &Addr) -> bool {
        self.0.pools.pools.contains_key(pool)
    }

    fn refusal(&self, pool: &Addr, amount: u128) -> Option<String> {
        let (model, by) = (self.0, &self.0.places.joint);
        let mut no = model.pools.control.refusals(by, Role::Anyone, true);
        no.when(model.stakers.control.paused, "paused");
        no.join(model.entry_refusals(pool, by, amount, 0));
        no.join(model.entry_hooks());
        let words = no.0.join(&OR.to_string());
        (!words.is_empty()).then_some(words)
    }

    fn undelegation(&self, pool: &Addr, amount: u128) -> Result<(u64, Expiration), Refusals> {
        let (model, by, mut no) = (self.0, &self.0.places.joint, Refusals::default());
        model.exit_refusals(&mut no, pool, by, amount);
        no.when(model.stakers.open(pool, by).0 >= 32, "at most");
        no.finish()?;
        Ok((model.stakers.next_id, model.now.after(model.stakers.config.unbond_lock)))
    }

    fn released(&self, _: &Addr, id: u64) -> Option<bool> {
        self.0.stakers.items.get(&id).map(|item| self.0.now.reached(item.release))
    }

    fn rewards(&self, pool: &Addr) -> Result<u128, Refusals> {
        let mut no = Refusals::default();
        self.0.known_pool(&mut no, pool);
        no.finish()?;
        Ok(self.0.booked_now(pool).claimable(&self.0.places.joint))
    }
}

/// A pool-registry of a denom that nobody has asked yet.
pub struct Unasked(pub &'static str);

impl Pools for Unasked {
    fn denom(&self) -> String {
        self.0.to_owned()
    }

    fn min_delegation(&self) -> u128 {
        0
    }

    fn lets_go(&self) -> bool {
        false
    }

    fn has(&self, _: &Addr) -> bool {
        false
    }

    fn refusal(&self, _: &Addr, _: u128) -> Option<String> {
        None
    }

    fn undelegation(&self, _: &Addr, _: u128) -> Result<(u64, Expiration), Refusals> {
        Err(Refusals::one("unknown"))
    }

    fn released(&self, _: &Addr, _: u64) -> Option<bool> {
        None
    }

    fn rewards(&self, _: &Addr) -> Result<u128, Refusals> {
        Err(Refusals::one("unknown"))
    }
}

impl Model {
    /// A message to the escrow.
    pub(super) fn joint_call(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Verdict {
        let at = self.joint.at.clone();
        for coin in funds {
            self.bank.pay(by, &at, &coin.denom, coin.amount.u128())?;
        }
        let mut joint = Rc::clone(&self.joint);
        // Broken code still answers.
        let denom_of = |it: &Addr| (*it == self.places.treasury).then(|| self.places.denom.clone());
        let registries = Registries(self);
        let outside = Outside { now: self.now, denom_of: &denom_of, pools: Some(&registries) };
        let told = Rc::make_mut(&mut joint).call(&outside, by, msg, funds)?;
        self.joint = joint;
        self.joint_facts.extend(told.facts);
        told.effects.iter().try_for_each(|effect| self.joint_effect(&at, effect))?;
        Ok(told.data)
    }

    fn joint_effect(&mut self, at: &Addr, effect: &Effect) -> Result<(), Refusals> {
        let none = Refusals::default();
        match effect {
            Effect::Pay(to, Asset::Native(denom), amount) => self.send(at, to, denom, *amount),
            Effect::Pay(_, Asset::Cw20(_), _) => Err(Refusals::one("contract")),
            Effect::Revenue(to, denom, amount) => {
                self.bank.pay(at, to, denom, *amount)?;
                let funds = [Coin { denom: denom.clone(), amount: Uint128::new(*amount) }];
                self.treasury_act(at, &TreasuryMsg::DistributeRevenue {}, &funds)
            }
            Effect::Delegate(pool, amount) => self.delegate(none, at, pool, Some(*amount)).map(drop),
            Effect::Undelegate(pool, amount) => self.undelegate(none, at, pool, *amount, 0).map(drop),
            Effect::Finalize(id) => self.finalize_unbond(none, *id, at).map(drop),
            Effect::Collect(pool) => {
                // What it asks for is no gift.
                let gifts = self.donations(at);
                self.withdraw(none, at, pool)?;
                self.donated.insert(at.clone(), gifts);
                Ok(())
            }
        }
    }

    /// Principals that came back from pools and were not paid on.
    pub fn principals_back(&self) -> u128 {
        let back =
            |place: &Place| matches!(place, Place::Leaving(_, id) if !self.stakers.items.contains_key(id));
        self.joint.agreements.values().filter(|it| back(&it.place)).map(|it| it.principal).sum()
    }
}
