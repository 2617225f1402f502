//! The deployed suite, with people that have names.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::ops::{Deref, DerefMut};

use anyhow::Result;
use cosmwasm_std::{coin, from_json, Addr, Attribute, Uint128};
use cw_utils::Expiration;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use tributary_simulator::refusal::reason;
use tributary_simulator::Outcome;
use tributary_testing::{Network, Parameters, DENOM, GUARDIAN, OWNER, SLASHER};
use tributary_types::ownership::OwnershipAction;
use tributary_types::{pool_registry, staker_registry};

/// What messages are signed by and events are read with.
pub struct Suite {
    net: Network,
    names: BTreeMap<String, String>,
    pub(super) license_nft: Option<Addr>,
    /// Owns the contracts.
    pub owner: Addr,
    /// May pause.
    pub guardian: Addr,
    /// May liquidate.
    pub slasher: Addr,
}

impl Deref for Suite {
    type Target = Network;

    fn deref(&self) -> &Network {
        &self.net
    }
}

impl DerefMut for Suite {
    fn deref_mut(&mut self) -> &mut Network {
        &mut self.net
    }
}

impl Default for Suite {
    fn default() -> Self {
        Self::with(&Parameters::default())
    }
}

impl Suite {
    /// A suite with these parameters.
    pub fn with(parameters: &Parameters) -> Self {
        let mut net = Network::new(parameters).unwrap();
        let [owner, guardian, slasher] = [OWNER, GUARDIAN, SLASHER].map(|name| net.account(name).unwrap());
        let mut suite = Self { names: BTreeMap::new(), license_nft: None, owner, guardian, slasher, net };
        for name in [OWNER, GUARDIAN, SLASHER] {
            suite.who(name);
        }
        let (stakers, pools) = (suite.staker_registry.clone(), suite.pool_registry.clone());
        suite.call(&stakers, "stakers");
        suite.call(&pools, "pools");
        suite
    }

    /// The network below.
    pub fn into_network(self) -> Network {
        self.net
    }

    /// The account of that name, with a full purse.
    pub fn who(&mut self, name: &str) -> Addr {
        let address = self.net.account(name).unwrap();
        self.call(&address, name);
        address
    }

    /// Has events show `name` where `address` stands.
    pub fn call(&mut self, address: &Addr, name: &str) {
        self.names.insert(address.to_string(), name.to_owned());
    }

    /// Opens a pool for `name`.
    pub fn pool_of(&mut self, name: &str, self_stake: u128, commission_ppm: u32) -> Addr {
        let operator = self.net.open_pool(name, self_stake, commission_ppm).unwrap();
        self.call(&operator, name);
        let key = self.key(name);
        self.call(&key, &format!("{name}_key"));
        let coinbase = self.coinbase(&operator);
        self.call(&coinbase, &format!("coinbase:{name}"));
        operator
    }

    /// The signing address of `name`.
    pub fn key(&self, name: &str) -> Addr {
        self.chain.address_of(&format!("{name}_key")).unwrap()
    }

    /// Where the rewards of a pool arrive.
    pub fn coinbase(&self, operator: &Addr) -> Addr {
        self.pool(operator).unwrap().coinbase
    }

    /// Delegates coins.
    pub fn delegate(&mut self, who: &Addr, pool: &Addr, amount: u128) -> Result<Outcome> {
        self.pools(who, &pool_registry::ExecuteMsg::Delegate { pool: pool.to_string() }, amount)
    }

    /// Undelegates.
    pub fn undelegate(&mut self, who: &Addr, pool: &Addr, amount: u128, fee: u128) -> Result<Outcome> {
        let (pool, amount, fee) = (pool.to_string(), amount.into(), Some(fee.into()));
        self.pools(who, &pool_registry::ExecuteMsg::Undelegate { pool, amount, fee }, 0)
    }

    /// Asks for a transfer between pools.
    pub fn transfer(
        &mut self,
        who: &Addr,
        from: &Addr,
        to: &Addr,
        amount: u128,
        fee: u128,
    ) -> Result<Outcome> {
        let msg = pool_registry::ExecuteMsg::TransferDelegation {
            from_pool: from.to_string(),
            to_pool: to.to_string(),
            amount: amount.into(),
            fee: Some(fee.into()),
        };
        self.pools(who, &msg, 0)
    }

    /// Withdraws rewards.
    pub fn withdraw(&mut self, who: &Addr, pool: &Addr) -> Result<Outcome> {
        self.pools(who, &pool_registry::ExecuteMsg::WithdrawRewards { pool: pool.to_string() }, 0)
    }

    /// What a withdrawal would pay.
    pub fn owed(&self, who: &Addr, pool: &Addr) -> u128 {
        let (pool, delegator) = (pool.to_string(), who.to_string());
        let msg = pool_registry::QueryMsg::Rewards { pool, delegator };
        self.ask_pools::<pool_registry::AmountResponse>(&msg).unwrap().amount.u128()
    }

    /// Registers `name` as a solo staker that is its own coinbase.
    pub fn solo(&mut self, name: &str, amount: u128) -> Addr {
        let staker = self.who(name);
        let key = self.key(name);
        self.call(&key, &format!("{name}_key"));
        let msg = staker_registry::ExecuteMsg::RegisterStaker {
            identity: None,
            signing_address: key.into_string(),
            coinbase_address: staker.to_string(),
            license: None,
        };
        self.stakers(&staker, &msg, amount).unwrap();
        staker
    }

    /// Lets seconds pass, and a block for every ten of them.
    pub fn wait(&mut self, seconds: u64) {
        self.chain.advance(seconds, seconds.div_ceil(10)).unwrap();
    }

    /// Has a contract belong to somebody for a while, who is its former owner when the owner has it again.
    pub fn former_owner(&mut self, contract: &Addr) -> Addr {
        let (owner, former) = (self.owner.clone(), self.who("former"));
        for (from, to) in [(&owner, &former), (&former, &owner)] {
            let offer = OwnershipAction::TransferOwnership { new_owner: to.to_string(), expiry: None };
            for (who, action) in [(from, offer), (to, OwnershipAction::AcceptOwnership)] {
                let msg = json!({ "update_ownership": action });
                self.chain.execute(who, contract, &msg, vec![]).unwrap();
            }
        }
        former
    }

    /// What an account holds of the staking denom.
    pub fn holds(&self, who: &Addr) -> u128 {
        self.balance(who).unwrap().u128()
    }

    /// Gives an address exactly this much of the staking denom.
    pub fn set_stake(&mut self, who: &Addr, amount: u128) {
        self.chain.set_balance(who, vec![coin(amount, DENOM)]).unwrap();
    }

    /// The moment `seconds` from now.
    pub fn after(&self, seconds: u64) -> Expiration {
        Expiration::AtTime(self.chain.block().time.plus_seconds(seconds))
    }

    /// What an event says of the moment `seconds` from now.
    pub fn nanos_after(&self, seconds: u64) -> String {
        self.chain.block().time.plus_seconds(seconds).nanos().to_string()
    }

    /// The events of a contract in order, a line each, known addresses by their names: `delegated delegator=cyd pool=ada ..`.
    pub fn told(&self, outcome: &Outcome, contract: &str) -> Vec<String> {
        let prefix = format!("wasm-{contract}/");
        let events = outcome.events.iter().filter_map(|event| Some((event.ty.strip_prefix(&prefix)?, event)));
        events
            .map(|(fact, event)| {
                let attributes =
                    event.attributes.iter().filter(|attribute| attribute.key != "_contract_address");
                let words = attributes.map(|Attribute { key, value, .. }| {
                    format!(" {key}={}", self.names.get(value).unwrap_or(value))
                });
                format!("{fact}{}", words.collect::<String>())
            })
            .collect()
    }

    /// A call that must fail with exactly this error and change nothing.
    #[track_caller]
    pub fn refuses<E>(&mut self, expected: E, call: impl FnOnce(&mut Self) -> Result<Outcome>)
    where
        E: Debug + Display + PartialEq + Send + Sync + 'static,
    {
        let before = self.chain.fingerprint();
        let Err(error) = call(self) else { panic!("accepted, though {expected}") };
        assert_eq!(error.downcast_ref::<E>(), Some(&expected), "{}", reason(&error));
        assert_eq!(self.chain.fingerprint(), before, "refused, but something changed");
    }

    /// A call that must fail with an error that contains the word, and change nothing.
    #[track_caller]
    pub fn refuses_with(&mut self, word: &str, call: impl FnOnce(&mut Self) -> Result<Outcome>) {
        let before = self.chain.fingerprint();
        let Err(error) = call(self) else { panic!("accepted, though {word}") };
        assert!(reason(&error).contains(word), "`{}` lacks `{word}`", reason(&error));
        assert_eq!(self.chain.fingerprint(), before, "refused, but something changed");
    }
}

/// The data of an answer.
#[track_caller]
pub fn data<T: DeserializeOwned>(outcome: &Outcome) -> T {
    from_json(outcome.data.as_ref().unwrap()).unwrap()
}

/// The id of the item that a call opened.
#[track_caller]
pub fn id(outcome: &Outcome) -> u64 {
    data::<Value>(outcome)["id"].as_u64().unwrap()
}

/// The amount that a call answered.
#[track_caller]
pub fn amount(outcome: &Outcome) -> u128 {
    data::<pool_registry::AmountResponse>(outcome).amount.u128()
}

/// Reads a list of `rows` rows, more than 10 and at most 100, in every way that pages allow: page by page it is the
/// same, 0 rows are none, without a limit there are 10, and a limit above 100 counts as 100.
#[track_caller]
pub fn pages_concatenate<K, R: Clone + Debug + PartialEq>(
    rows: usize,
    page: impl Fn(Option<K>, Option<u32>) -> Vec<R>,
    cursor: impl Fn(&R) -> K,
) -> Vec<R> {
    let all = page(None, Some(100));
    assert_eq!(all.len(), rows, "{all:#?}");
    assert_eq!(page(None, Some(u32::MAX)), all);
    assert!(page(None, Some(0)).is_empty());
    assert_eq!(page(None, None), all.iter().take(10).cloned().collect::<Vec<_>>());
    for size in [1, 3, 7] {
        let (mut found, mut start) = (vec![], None);
        loop {
            let rows = page(start, Some(size));
            let Some(last) = rows.last() else { break };
            start = Some(cursor(last));
            found.extend(rows);
            assert!(found.len() <= all.len(), "rows come again in pages of {size}");
        }
        assert_eq!(found, all, "in pages of {size}");
    }
    all
}

/// Some amount of coins.
pub fn uint(amount: u128) -> Uint128 {
    Uint128::new(amount)
}
