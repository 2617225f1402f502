//! What lies around an escrow: coins and tokens, treasuries, pools, the block.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin};
use cw_utils::Expiration;
use tributary_types::joint_staking::ExecuteMsg;

use super::bank::Bank;
use super::joint::Joint;
use super::joint_calls::{Effect, Told};
use super::refusals::{Refusals, BANK};
use super::time::Moment;
use super::vault_around::name;

/// What is not the escrow's.
#[derive(Clone, Copy)]
pub struct Outside<'a> {
    /// The block.
    pub now: Moment,
    /// The denom of the revenue that a contract takes, if it is a treasury.
    pub denom_of: &'a dyn Fn(&Addr) -> Option<String>,
    /// The pool-registry, if there is one.
    pub pools: Option<&'a dyn Pools>,
}

/// What the pool-registry and the staker-registry would say to the escrow.
pub trait Pools {
    /// What is staked there.
    fn denom(&self) -> String;
    /// The least delegation.
    fn min_delegation(&self) -> u128;
    /// Whether undelegations are released after at most 30 days that are counted in seconds.
    fn lets_go(&self) -> bool;
    /// Whether there is such a pool.
    fn has(&self, pool: &Addr) -> bool;
    /// Why a delegation of so much is refused, if it is.
    fn refusal(&self, pool: &Addr, amount: u128) -> Option<String>;
    /// The number of an undelegation of so much, and from when on it can be paid.
    ///
    /// # Errors
    /// What refuses it.
    fn undelegation(&self, pool: &Addr, amount: u128) -> Result<(u64, Expiration), Refusals>;
    /// Whether an undelegation is released; nothing if it was paid.
    fn released(&self, pool: &Addr, id: u64) -> Option<bool>;
    /// What can be withdrawn of a pool.
    ///
    /// # Errors
    /// What refuses it.
    fn rewards(&self, pool: &Addr) -> Result<u128, Refusals>;
}

/// What lies around an escrow that stands alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// The block.
    pub now: Moment,
    /// Who holds which coins, and which tokens by the address of their contract.
    pub bank: Bank,
    /// Treasuries with their denoms.
    pub treasuries: BTreeMap<Addr, String>,
}

impl Around {
    /// A message to the escrow; answers what is then, or why not.
    ///
    /// # Errors
    /// All rules that it breaks.
    pub fn call(
        &self,
        joint: &Joint,
        by: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<(Self, Joint, Told), Refusals> {
        let (mut around, mut joint) = (self.clone(), joint.clone());
        if !self.bank.has(by, funds) {
            return Err(Refusals::one(BANK));
        }
        for coin in funds {
            around.bank.pay(by, &joint.at, &coin.denom, coin.amount.u128())?;
        }
        let denom_of = |at: &Addr| self.treasuries.get(at).cloned();
        let outside = Outside { now: self.now, denom_of: &denom_of, pools: None };
        let told = joint.call(&outside, by, msg, funds)?;
        for effect in &told.effects {
            around.carry_out(&joint.at, effect)?;
        }
        Ok((around, joint, told))
    }

    fn carry_out(&mut self, joint: &Addr, effect: &Effect) -> Result<(), Refusals> {
        match effect {
            Effect::Pay(to, asset, amount) => self.bank.pay(joint, to, &name(asset), *amount),
            Effect::Revenue(to, denom, amount) => self.bank.pay(joint, to, denom, *amount),
            // It has no pools.
            Effect::Delegate(..) | Effect::Undelegate(..) | Effect::Finalize(_) | Effect::Collect(_) => {
                Err(Refusals::one("contract"))
            }
        }
    }
}
