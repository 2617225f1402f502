//! What sentences are made of: names, amounts and moments of one story.

use cosmwasm_std::{Addr, Uint128};

use super::cast::{Cast, Role};
use super::facts::Fact;
use super::look::Look;
use super::money::Unit;
pub use super::spoken::listed;
use super::when::Calendar;

/// Puts things of a story into words.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// Who is who.
    pub cast: &'a Cast,
    /// When the story began.
    pub calendar: Calendar,
    /// The contract that was called.
    pub called: &'a Addr,
    /// The pools after the step.
    pub look: &'a Look,
}

impl Teller<'_> {
    /// The unit of the staking coins.
    pub fn unit(&self) -> Unit {
        Unit::of(self.cast.denom(self.called).unwrap_or_default())
    }

    /// An amount of staking coins.
    pub fn coins(&self, amount: Uint128) -> String {
        self.unit().coins(amount)
    }

    /// The amount in a field of a fact.
    pub fn paid(&self, fact: &Fact, key: &str) -> String {
        self.coins(fact.amount(key))
    }

    /// Somebody, by the address as messages write it.
    pub fn who(&self, address: &str) -> String {
        let address = Addr::unchecked(address);
        match self.cast.role(&address) {
            Role::Coinbase { pool } => format!("the coinbase of pool {}", self.cast.name(pool)),
            _ => self.cast.name(&address),
        }
    }

    /// A list of somebodies: `ada, ben and sam`.
    pub fn all(&self, addresses: &[String]) -> String {
        listed(&addresses.iter().map(|address| self.who(address)).collect::<Vec<_>>())
    }

    /// A pool, by its operator.
    pub fn pool(&self, operator: &str) -> String {
        format!("pool {}", self.cast.name(&Addr::unchecked(operator)))
    }

    /// A staker: a pool, or somebody alone.
    pub fn staker(&self, identity: &str) -> String {
        match self.look.pools.iter().any(|look| look.pool.pool.as_str() == identity) {
            true => self.pool(identity),
            false => self.who(identity),
        }
    }

    /// Who a fact is about.
    pub fn subject(&self, fact: &Fact, key: &str) -> String {
        self.who(fact.text(key))
    }

    /// The pool that a fact is about.
    pub fn pool_of(&self, fact: &Fact, key: &str) -> String {
        self.pool(fact.text(key))
    }

    /// A release point in a field of a fact.
    pub fn release(&self, fact: &Fact) -> String {
        self.calendar.written(fact.text("release"))
    }
}
