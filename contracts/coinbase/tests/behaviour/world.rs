//! A pool's coinbase with rewards and foreign coins, and its registry.

use anyhow::Result;
use cosmwasm_std::{coin, Addr};
use tributary_coinbase::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::{Network, DENOM};
use tributary_types::coinbase::{ExecuteMsg, Payment};

use crate::support::bench::{Bench, Roles, Sample};
use crate::support::suite::{uint, Suite};

/// A coinbase and those around it.
pub struct World {
    /// Everything.
    pub suite: Suite,
    /// The coinbase, which holds 100 of the staking denom and 7 of another.
    pub coinbase: Addr,
    /// The pool-registry.
    pub registry: Addr,
    /// The operator.
    pub ada: Addr,
    /// A delegator.
    pub cyd: Addr,
}

impl World {
    /// Sends the coinbase a message.
    pub fn send(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Result<Outcome> {
        let coinbase = self.coinbase.clone();
        self.suite.chain.execute(sender, &coinbase, msg, vec![])
    }

    /// A call that must fail with exactly this error and change nothing.
    #[track_caller]
    pub fn refuses(&mut self, sender: &Addr, msg: &ExecuteMsg, error: ContractError) {
        let (sender, coinbase) = (sender.clone(), self.coinbase.clone());
        self.suite.refuses(error, |suite| suite.chain.execute(&sender, &coinbase, msg, vec![]));
    }
}

/// A new world.
pub fn world() -> World {
    let mut suite = Suite::default();
    let (ada, cyd) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"));
    let (coinbase, registry) = (suite.coinbase(&ada), suite.pool_registry.clone());
    suite.chain.set_balance(&coinbase, vec![coin(7, "uother"), coin(100, DENOM)]).unwrap();
    World { suite, coinbase, registry, ada, cyd }
}

/// `pay` with these payments.
pub fn pay(payments: &[(&str, u128)]) -> ExecuteMsg {
    let payment = |&(recipient, amount): &(&str, u128)| Payment {
        recipient: recipient.to_owned(),
        amount: uint(amount),
    };
    ExecuteMsg::Pay { payments: payments.iter().map(payment).collect() }
}

/// `recover` of a denom.
pub fn recover(denom: &str, recipient: &Addr) -> ExecuteMsg {
    ExecuteMsg::Recover { denom: denom.to_owned(), recipient: recipient.to_string() }
}

/// A bench with a sample of both messages, and everybody that might send them.
pub fn bench() -> (Bench, Roles) {
    let World { suite, coinbase, registry, ada, cyd } = world();
    let samples = vec![
        Sample::new(&registry, pay(&[(cyd.as_str(), 60), (ada.as_str(), 40)]), 0),
        Sample::new(&registry, recover("uother", &ada), 0),
    ];
    let roles = vec![
        ("registry", registry),
        ("operator", ada),
        ("delegator", cyd),
        ("owner", suite.owner.clone()),
        ("guardian", suite.guardian.clone()),
        ("stakers", suite.staker_registry.clone()),
        ("itself", coinbase.clone()),
    ];
    let words = ContractError::NoPayments.to_string();
    let Network { chain, .. } = suite.into_network();
    (Bench::new(chain, coinbase, samples, pay(&[]), &words), roles)
}
