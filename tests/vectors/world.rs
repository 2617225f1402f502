//! The embedded network on which one vector is replayed, and the vector's names.

use std::collections::BTreeMap;

use anyhow::{bail, Context, Result};
use cosmwasm_std::{coins, Addr, Uint128};
use cw_utils::Duration;
use serde_json::{json, Value};
use tributary_testing::{Network, Parameters, DENOM};

use crate::form;
use crate::tables::Registry;

/// What every account has before the first step.
const PURSE: u128 = 10u128.pow(29);

/// Who sends block rewards. No vector can name it.
const FAUCET: &str = "vector_faucet";

/// The names of both contracts.
const STAKER_REGISTRY: &str = "staker_registry";
const POOL_REGISTRY: &str = "pool_registry";

/// What stands before an operator's name in the name of its pool's coinbase.
const COINBASE: &str = "coinbase:";

/// The common name of all coinbases and the pool-registry, whose coins are compared as one sum (D8).
pub const REWARDS: &str = "coinbases and pool_registry";

/// Changes of balances by name.
pub type Changes = BTreeMap<String, i128>;

pub struct World {
    pub network: Network,
    faucet: Addr,
    accounts: BTreeMap<String, Addr>,
    /// Operators' names by coinbase.
    coinbases: BTreeMap<Addr, String>,
    saved: BTreeMap<String, String>,
}

impl World {
    /// A network with the parameters of a file. Locks count blocks, rewards are shared at once.
    pub fn new(file: &form::Parameters) -> Result<Self> {
        let mut network = Network::new(&Parameters {
            min_self_stake: file.min_self_stake.parse().context("min_self_stake")?,
            percentage: file.min_self_stake_percentage,
            unbond_lock: Duration::Height(file.unbond_lock_up_blocks),
            transfer_lock: Duration::Height(file.transfer_lock_up_blocks),
            signing_cooldown: Duration::Height(file.signing_address_cooling_blocks),
            commission_lock: Duration::Height(file.commission_change_lock_blocks),
            release_period: None,
            purse: PURSE,
            ..Parameters::default()
        })?;
        let faucet = network.chain.address_of(FAUCET)?;
        network.chain.set_balance(&faucet, coins(10u128.pow(38), DENOM))?;
        Ok(Self {
            network,
            faucet,
            accounts: BTreeMap::new(),
            coinbases: BTreeMap::new(),
            saved: BTreeMap::new(),
        })
    }

    /// The address of an account, a contract or a coinbase.
    pub fn address(&mut self, name: &str) -> Result<Addr> {
        match name {
            STAKER_REGISTRY => return Ok(self.network.staker_registry.clone()),
            POOL_REGISTRY => return Ok(self.network.pool_registry.clone()),
            _ => {}
        }
        if let Some(operator) = name.strip_prefix(COINBASE) {
            let found = self.coinbases.iter().find(|(_, of)| *of == operator);
            return found.map(|(address, _)| address.clone()).with_context(|| format!("no pool has {name}"));
        }
        if let Some(known) = self.accounts.get(name) {
            return Ok(known.clone());
        }
        if name == FAUCET {
            bail!("{FAUCET} is taken");
        }
        let address = self.network.account(name)?;
        self.accounts.insert(name.to_owned(), address.clone());
        Ok(address)
    }

    /// Gives the accounts among these names their purses now, so that no later change of a balance is that.
    pub fn fund<'a>(&mut self, names: impl Iterator<Item = &'a String>) -> Result<()> {
        for name in names.filter(|name| !name.starts_with(COINBASE)) {
            self.address(name)?;
        }
        Ok(())
    }

    /// The name of an address, or the address if it has none.
    pub fn name_of(&self, address: &str) -> String {
        if address == self.network.staker_registry.as_str() {
            return STAKER_REGISTRY.to_owned();
        }
        if address == self.network.pool_registry.as_str() {
            return POOL_REGISTRY.to_owned();
        }
        if let Some((_, operator)) = self.coinbases.iter().find(|(of, _)| of.as_str() == address) {
            return format!("{COINBASE}{operator}");
        }
        let account = self.accounts.iter().find(|(_, of)| of.as_str() == address);
        account.map_or_else(|| address.to_owned(), |(name, _)| name.clone())
    }

    pub fn contract(&self, registry: Registry) -> Addr {
        match registry {
            Registry::Stakers => self.network.staker_registry.clone(),
            Registry::Pools => self.network.pool_registry.clone(),
        }
    }

    pub fn ask(&self, registry: Registry, question: &Value) -> Result<Value> {
        self.network.chain.query(&self.contract(registry), question)
    }

    /// Learns the name of a new pool's coinbase.
    pub fn learn_coinbase(&mut self, operator: &str) -> Result<()> {
        let pool = self.address(operator)?;
        let answer = self.ask(Registry::Pools, &json!({ "pool": { "pool": pool } }))?;
        let coinbase = answer["coinbase"].as_str().context("the pool has no coinbase")?;
        self.coinbases.insert(Addr::unchecked(coinbase), operator.to_owned());
        Ok(())
    }

    /// A block reward: a plain send to the pool's coinbase.
    pub fn reward(&mut self, operator: &str, amount: u128) -> Result<()> {
        let coinbase = self.address(&format!("{COINBASE}{operator}"))?;
        self.network.chain.send(&self.faucet, &coinbase, coins(amount, DENOM))?;
        Ok(())
    }

    pub fn save(&mut self, name: &str, id: String) {
        self.saved.insert(name.to_owned(), id);
    }

    /// The id that a step saved, by its name with `$`.
    pub fn saved(&self, reference: &str) -> Result<String> {
        let name = reference.strip_prefix('$').with_context(|| format!("{reference} is no saved id"))?;
        self.saved.get(name).cloned().with_context(|| format!("no step saved {reference}"))
    }

    /// All balances by name, coinbases and pool-registry as one.
    pub fn balances(&self) -> Result<Changes> {
        let mut balances = Changes::new();
        for (address, held) in self.network.chain.balances()? {
            let amount = held.get(DENOM).copied().unwrap_or_default();
            *balances.entry(purse(&self.name_of(address.as_str()))).or_default() +=
                i128::try_from(amount.u128())?;
        }
        Ok(balances)
    }

    /// What the original's account of that name would hold. Its pool-registry had swept all but the unbooked rewards.
    pub fn balance(&mut self, name: &str) -> Result<Uint128> {
        if name == POOL_REGISTRY {
            let mut amount = self.network.balance(&self.network.pool_registry)?;
            for (coinbase, operator) in self.coinbases.clone() {
                amount += self.network.balance(&coinbase)?;
                amount -= self.unbooked(&operator)?;
            }
            return Ok(amount);
        }
        if let Some(operator) = name.strip_prefix(COINBASE) {
            return self.unbooked(operator);
        }
        let address = self.address(name)?;
        self.network.balance(&address)
    }

    fn unbooked(&mut self, operator: &str) -> Result<Uint128> {
        let pool = self.address(operator)?;
        let answer = self.ask(Registry::Pools, &json!({ "unbooked_rewards": { "pool": pool } }))?;
        Ok(answer["amount"].as_str().context("an amount")?.parse()?)
    }
}

/// The name under which the coins of that name are counted.
pub fn purse(name: &str) -> String {
    let rewards = name == POOL_REGISTRY || name.starts_with(COINBASE);
    if rewards { REWARDS } else { name }.to_owned()
}

/// What changed; what is as before is left out.
pub fn changes(before: &Changes, after: &Changes) -> Changes {
    let of = |side: &Changes, name: &str| side.get(name).copied().unwrap_or_default();
    let names = before.keys().chain(after.keys());
    names
        .map(|name| (name.clone(), of(after, name) - of(before, name)))
        .filter(|(_, change)| *change != 0)
        .collect()
}
