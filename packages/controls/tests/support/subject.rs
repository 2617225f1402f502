//! The contract that a test is about: what is sent to it, what it answers, what it refuses.

use std::fmt::{Debug, Display};
use std::marker::PhantomData;

use anyhow::Result;
use cosmwasm_std::{Addr, Coin};
use serde::de::DeserializeOwned;
use serde::Serialize;
use tributary_simulator::refusal::reason;
use tributary_simulator::Outcome;

use super::suite::Suite;

/// A contract that takes `X`, answers `Q` and refuses with `E`, and the chain on which it is.
pub struct Subject<X, Q, E> {
    /// The chain, and people by name.
    pub suite: Suite,
    /// The contract.
    pub address: Addr,
    /// How it signs its events.
    signs: &'static str,
    interface: PhantomData<(X, Q, E)>,
}

impl<X, Q, E> Subject<X, Q, E>
where
    X: Serialize,
    Q: Serialize,
    E: Debug + Display + PartialEq + Send + Sync + 'static,
{
    /// The contract at `address`, which events show as `name` and which signs its own as `signs`.
    pub fn new(mut suite: Suite, address: Addr, name: &str, signs: &'static str) -> Self {
        suite.call(&address, name);
        Self { suite, address, signs, interface: PhantomData }
    }

    /// Sends it a message.
    pub fn send(&mut self, sender: &Addr, msg: &X) -> Result<Outcome> {
        self.pay(sender, msg, vec![])
    }

    /// Sends it a message with coins.
    pub fn pay(&mut self, sender: &Addr, msg: &X, funds: Vec<Coin>) -> Result<Outcome> {
        self.suite.chain.execute(sender, &self.address, msg, funds)
    }

    /// What it told in a call.
    pub fn told(&self, outcome: &Outcome) -> Vec<String> {
        self.suite.told(outcome, self.signs)
    }

    /// Sends a message that works, and answers what it tells.
    #[track_caller]
    pub fn tells(&mut self, sender: &Addr, msg: &X) -> Vec<String> {
        let outcome = self.send(sender, msg).unwrap();
        self.told(&outcome)
    }

    /// The same as the owner.
    #[track_caller]
    pub fn owner_tells(&mut self, msg: &X) -> Vec<String> {
        let owner = self.suite.owner.clone();
        self.tells(&owner, msg)
    }

    /// Asks it.
    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&self, msg: &Q) -> T {
        self.suite.chain.query_as(&self.address, msg).unwrap()
    }

    /// The error of a query, in words.
    #[track_caller]
    pub fn query_error(&self, msg: &Q) -> String {
        reason(&self.suite.chain.query(&self.address, msg).unwrap_err())
    }

    /// A message that must fail with exactly this error and change nothing.
    #[track_caller]
    pub fn refuses(&mut self, sender: &Addr, msg: &X, error: E) {
        self.refuses_payment(sender, msg, vec![], error);
    }

    /// The same with coins.
    #[track_caller]
    pub fn refuses_payment(&mut self, sender: &Addr, msg: &X, funds: Vec<Coin>, error: E) {
        let Self { suite, address, .. } = self;
        suite.refuses(error, |suite| suite.chain.execute(sender, address, msg, funds));
    }

    /// The same as the owner.
    #[track_caller]
    pub fn refuses_owner(&mut self, msg: &X, error: E) {
        let owner = self.suite.owner.clone();
        self.refuses(&owner, msg, error);
    }
}
