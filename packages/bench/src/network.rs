//! Staker-registry, pool-registry and two pools, with everybody in place whose messages are measured.

use std::fs;
use std::path::Path;

use anyhow::{ensure, Context, Result};
use cosmwasm_std::coins;
use serde_json::{json, Value};

use crate::address::account;
use crate::chain::{Chain, Outcome};
use crate::cost::Cost;
use crate::crowd::{self, Copied, Template};
use crate::workload::{register_pool, Message, Query};

pub const DENOM: &str = "ustake";
/// What an operator holds: room for a million delegators.
pub const SELF_STAKE: u128 = 100_000_000_000_000;
/// What each of the crowd holds.
const CROWD_STAKE: u128 = 1_000_000_000;
const REWARD: u128 = 12_345_678_901;
/// Longer than each lock, shorter than a commission request is valid.
const BLOCKS_UNTIL_MATURE: u64 = 100_000;
/// Blocks between two rewards and their withdrawal, meanwhile.
const BLOCKS_BETWEEN_REWARDS: u64 = 1_000;
/// One in so many of the crowd has an open undelegation and an open transfer.
const ITEM_EVERY: usize = 10;

pub struct Network {
    chain: Chain,
    pub staker_registry: String,
    pub pool_registry: String,
    /// The pool with the crowd.
    pub pool: String,
    pub other_pool: String,
    /// How many the crowd are.
    pub delegators: u64,
    pub items: Items,
    crowd: Option<Crowd>,
}

/// What is copied.
struct Crowd {
    delegator: Template,
    undelegation: Template,
    transfer: Template,
    open: Template,
}

/// Ids of open items: of delegators, and the unbond of the solo staker.
#[derive(Default)]
pub struct Items {
    delegators: Vec<Item>,
    pub solo_unbond: u64,
}

pub struct Item {
    owner: &'static str,
    pub undelegation: u64,
    pub transfer: u64,
}

impl Items {
    /// Those of an owner.
    pub fn of<'a>(&'a self, owner: &'a str) -> impl Iterator<Item = &'a Item> {
        self.delegators.iter().filter(move |item| item.owner == owner)
    }
}

impl Network {
    /// Deploys the contracts of `artifacts` and brings everybody in place: delegators 1.
    pub fn deploy(chain: Chain, artifacts: &Path) -> Result<Self> {
        let code = |name: &str| -> Result<u64> {
            let file = artifacts.join(format!("tributary_{name}.wasm"));
            let wasm = fs::read(&file)
                .with_context(|| format!("{}: run scripts/build-wasm.sh first", file.display()))?;
            chain.store_code(&wasm)
        };
        let (staker_code, coinbase_code, pool_code) =
            (code("staker_registry")?, code("coinbase")?, code("pool_registry")?);
        let owner = account("owner")?;
        let staker_registry = chain.instantiate(
            &owner,
            staker_code,
            "staker-registry",
            &json!({
                "denom": DENOM, "min_self_stake": "1000000000", "unbond_lock": { "height": 8_640 },
                "transfer_lock": { "height": 60 }, "signing_cooldown": { "height": 60_480 },
            }),
        )?;
        let pool_registry = chain.instantiate(
            &owner,
            pool_code,
            "pool-registry",
            &json!({
                "staker_registry": staker_registry, "coinbase_code_id": coinbase_code, "min_self_stake_percentage": 1,
                "commission_lock": { "height": 60_480 }, "release_period": { "height": 720 },
            }),
        )?;
        let registrars = json!({ "announce_config": { "change": { "registrars": [pool_registry] } } });
        chain.execute(&owner, &staker_registry, &registrars, &[])?;

        let mut network = Self {
            chain,
            staker_registry,
            pool_registry,
            pool: account("operator")?,
            other_pool: account("other operator")?,
            delegators: 0,
            items: Items::default(),
            crowd: None,
        };
        network.open_pools()?;
        network.open_items()?;
        network.grow_old()?;
        network.pick_templates()?;
        Ok(network)
    }

    fn open_pools(&self) -> Result<()> {
        for name in ["operator", "other operator"] {
            self.pool_execute(name, register_pool(&account(&format!("signer of {name}"))?), SELF_STAKE)?;
        }
        let register_solo = json!({ "register_staker": {
            "signing_address": account("signer of solo")?, "coinbase_address": account("solo")?,
        }});
        self.execute("solo", &self.staker_registry, register_solo, 5_000_000_000)?;
        Ok(())
    }

    /// Delegations, rewards, and open items.
    fn open_items(&mut self) -> Result<()> {
        let (pool, other) = (self.pool.clone(), self.other_pool.clone());
        for name in ["alice", "bob", "template"] {
            self.pool_execute(name, json!({ "delegate": { "pool": pool } }), CROWD_STAKE)?;
            self.send_rewards()?;
            self.chain.advance(1);
            self.pool_execute(
                name,
                json!({ "enable_auto_rewards": { "pool": pool, "fee_ppm": 12_345 } }),
                0,
            )?;
        }
        self.pool_execute("alice", json!({ "delegate": { "pool": other } }), CROWD_STAKE)?;

        let undelegate = json!({ "undelegate": { "pool": pool, "amount": "1000000", "fee": "1000" } });
        let transfer = json!({ "transfer_delegation": {
            "from_pool": pool, "to_pool": other, "amount": "1000000", "fee": "1000",
        }});
        for (name, count) in [("alice", 1), ("bob", 10), ("template", 1)] {
            for _ in 0..count {
                let undelegation = id_of(&self.pool_execute(name, undelegate.clone(), 0)?)?;
                let transfer = id_of(&self.pool_execute(name, transfer.clone(), 0)?)?;
                self.items.delegators.push(Item { owner: name, undelegation, transfer });
            }
        }
        let solo = account("solo")?;
        let unbond = json!({ "unbond": { "staker": solo, "amount": "1000000", "fee": "1000" } });
        self.items.solo_unbond = id_of(&self.execute("solo", &self.staker_registry, unbond, 0)?)?;
        self.pool_execute(
            "operator",
            json!({ "request_commission_change": { "commission_ppm": 60_000 } }),
            0,
        )?;
        Ok(())
    }

    /// Locks run out and the pools get a history, by rewards and withdrawals now and then.
    fn grow_old(&self) -> Result<()> {
        for _ in 0..BLOCKS_UNTIL_MATURE / BLOCKS_BETWEEN_REWARDS {
            self.chain.advance(BLOCKS_BETWEEN_REWARDS);
            self.send_rewards()?;
            self.pool_execute("bob", json!({ "withdraw_rewards": { "pool": self.pool } }), 0)?;
            self.pool_execute("alice", json!({ "withdraw_rewards": { "pool": self.other_pool } }), 0)?;
        }
        // The template has nothing owed, so its copies have not either: rows and totals stay in balance.
        self.pool_execute("template", json!({ "withdraw_rewards": { "pool": self.pool } }), 0)?;
        Ok(())
    }

    fn pick_templates(&mut self) -> Result<()> {
        let template = account("template")?;
        let item = self.items.of("template").next().context("the template has no items")?;
        self.crowd = Some(self.chain.with_world(|world| -> Result<_> {
            let delegations = &world.rows[world.contract(&self.pool_registry)?.index];
            let items = &world.rows[world.contract(&self.staker_registry)?.index];
            Ok(Crowd {
                delegator: Template::of_delegator(delegations, &template)?,
                undelegation: Template::of_item(items, &template, item.undelegation)?,
                transfer: Template::of_item(items, &template, item.transfer)?,
                open: Template::of_open(items, &template)?,
            })
        })?);
        Ok(())
    }

    /// Fills the pool up to so many delegators of the crowd. Totals are those of the sum: one account delegates it and
    /// its rows are then replaced by the crowd's.
    pub fn grow_to(&mut self, delegators: u64) -> Result<()> {
        let numbers = self.delegators..delegators;
        if numbers.is_empty() {
            return Ok(());
        }
        let count = numbers.end - numbers.start;
        self.pool_execute(
            "filler",
            json!({ "delegate": { "pool": self.pool } }),
            CROWD_STAKE * u128::from(count),
        )?;
        let filler = account("filler")?;
        let crowd = self.crowd.as_ref().context("no templates yet")?;
        self.chain.with_world(|world| -> Result<()> {
            let (pools, stakers) =
                (world.contract(&self.pool_registry)?.index, world.contract(&self.staker_registry)?.index);
            crowd::remove(&mut world.rows[pools], &filler);
            crowd::add_delegators(&mut world.rows[pools], &self.pool, count - 1)?;
            for number in numbers.clone() {
                crowd.delegator.copy(&mut world.rows[pools], number)?;
            }
            let rows = &mut world.rows[stakers];
            for number in numbers.clone().step_by(ITEM_EVERY) {
                let undelegation = crowd::take_ids(rows, 2)?;
                let copied = Copied { number, undelegation, transfer: undelegation + 1 };
                crowd.undelegation.copy_item(rows, number, copied.undelegation)?;
                crowd.transfer.copy_item(rows, number, copied.transfer)?;
                crowd.open.copy_open(rows, copied)?;
            }
            Ok(())
        })?;
        self.delegators = delegators;
        Ok(())
    }

    /// Rows for each of the crowd, for each of its undelegations and transfers, for both together, and in all contracts.
    pub fn row_counts(&self) -> Result<[usize; 5]> {
        let crowd = self.crowd.as_ref().context("no templates yet")?;
        let total = self.chain.with_world(|world| world.rows.iter().map(|rows| rows.len()).sum());
        let Crowd { delegator, undelegation, transfer, open } = crowd;
        let counts = [delegator, undelegation, transfer, open].map(Template::row_count);
        let [delegator, undelegation, transfer, open] = counts;
        Ok([delegator, undelegation, transfer, open, total])
    }

    /// Costs of a message, with new rewards in both coinbases; nothing of it stays.
    pub fn measure(&self, message: &Message) -> Result<Cost> {
        let block = self.chain.with_world(|world| world.block.clone());
        self.chain.advance(message.after_blocks);
        self.send_rewards()?;
        let funds: Vec<_> = message.funds.clone();
        self.chain.with_world(|world| funds.iter().try_for_each(|coin| world.mint(&message.sender, coin)))?;
        let cost = self.chain.measure(&message.sender, &message.contract, &message.body, &message.funds);
        self.chain.with_world(|world| world.block = block);
        cost.with_context(|| message.name.to_string())
    }

    /// Costs of a query.
    pub fn measure_query(&self, query: &Query) -> Result<Cost> {
        self.chain.measure_query(&query.contract, &query.body).with_context(|| query.name.to_string())
    }

    /// What must hold for the figures to mean something: the crowd is in the answers, and its stake in the total.
    pub fn verify(&self) -> Result<()> {
        let field = |value: &Value, key: &str| {
            value.get(key).cloned().with_context(|| format!("no {key} in {value}"))
        };
        let delegation = |who: &str| {
            self.chain
                .query(&self.pool_registry, &json!({ "delegation": { "pool": self.pool, "delegator": who } }))
        };
        let copy = delegation(&crowd::copy_address(self.delegators.saturating_sub(1))?)?;
        let template = delegation(&account("template")?)?;
        for key in ["tokens", "rewards", "auto_fee_ppm"] {
            ensure!(field(&copy, key)? == field(&template, key)?, "a copy is not like its template: {copy}");
        }
        let members = ["alice", "bob", "template", "operator"];
        let others = members.into_iter().map(|name| self.tokens(name)).sum::<Result<u128>>()?;
        let expected = others + CROWD_STAKE * u128::from(self.delegators);
        let total =
            self.chain.query(&self.staker_registry, &json!({ "total_stake": { "staker": self.pool } }))?;
        ensure!(field(&total, "stake")? == expected.to_string(), "the total is {total}, not {expected}");
        let pool = self.chain.query(&self.pool_registry, &json!({ "pool": { "pool": self.pool } }))?;
        ensure!(field(&pool, "delegators")? == self.delegators + members.len() as u64, "uncounted: {pool}");
        Ok(())
    }

    /// What somebody holds in the pool with the crowd.
    pub fn tokens(&self, name: &str) -> Result<u128> {
        let query = json!({ "delegation": { "pool": self.pool, "delegator": account(name)? } });
        let answer = self.chain.query(&self.pool_registry, &query)?;
        Ok(answer["tokens"].as_str().with_context(|| format!("no tokens in {answer}"))?.parse()?)
    }

    fn send_rewards(&self) -> Result<()> {
        for pool in [&self.pool, &self.other_pool] {
            let answer = self.chain.query(&self.pool_registry, &json!({ "pool": { "pool": pool } }))?;
            let coinbase = answer["coinbase"].as_str().with_context(|| format!("no coinbase in {answer}"))?;
            self.chain.with_world(|world| world.mint(coinbase, &cosmwasm_std::coin(REWARD, DENOM)))?;
        }
        Ok(())
    }

    fn pool_execute(&self, name: &str, body: Value, amount: u128) -> Result<Outcome> {
        self.execute(name, &self.pool_registry, body, amount)
    }

    fn execute(&self, name: &str, contract: &str, body: Value, amount: u128) -> Result<Outcome> {
        let sender = account(name)?;
        let funds = if amount == 0 { vec![] } else { coins(amount, DENOM) };
        self.chain.with_world(|world| funds.iter().try_for_each(|coin| world.mint(&sender, coin)))?;
        self.chain.execute(&sender, contract, &body, &funds).with_context(|| format!("{name}: {body}"))
    }
}

fn id_of(outcome: &Outcome) -> Result<u64> {
    let data = outcome.data.as_ref().context("no data")?;
    let answer: Value = serde_json::from_slice(data)?;
    answer["id"].as_u64().with_context(|| format!("no id in {answer}"))
}
