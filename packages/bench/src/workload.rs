//! What is measured: every message of users, bounty seekers and operators, and the queries that matter.

use anyhow::{Context, Result};
use cosmwasm_std::{coins, Coin};
use serde_json::{json, Value};

use crate::address::account;
use crate::crowd;
use crate::network::{Network, DENOM, SELF_STAKE};

const METADATA_URL: &str = "https://pools.example.org/metadata/operator.json";

/// A message that is measured.
pub struct Message {
    pub name: &'static str,
    pub sender: String,
    pub contract: String,
    pub body: Value,
    pub funds: Vec<Coin>,
    /// Blocks since the last message to the contracts.
    pub after_blocks: u64,
}

/// A query that is measured.
pub struct Query {
    pub name: &'static str,
    pub contract: String,
    pub body: Value,
}

/// The message that opens a pool.
pub fn register_pool(signing_address: &str) -> Value {
    json!({ "register_pool": {
        "signing_address": signing_address, "commission_ppm": 50_000, "metadata_url": METADATA_URL,
        "metadata_hash": "ab".repeat(32),
    }})
}

/// Every message of users, bounty seekers and operators.
pub fn messages(network: &Network) -> Result<Vec<Message>> {
    let mut messages = delegators_messages(network)?;
    messages.extend(bounty_seekers_messages(network)?);
    messages.extend(operators_messages(network)?);
    messages.extend(solo_stakers_messages(network)?);
    Ok(messages)
}

fn delegators_messages(network: &Network) -> Result<Vec<Message>> {
    let (pool, other) = (&network.pool, &network.other_pool);
    let alices = |name, body| message(name, "alice", &network.pool_registry, body);
    let delegate = || json!({ "delegate": { "pool": pool } });
    let undelegate = || json!({ "undelegate": { "pool": pool, "amount": "1000000", "fee": "10" } });
    let everything = network.tokens("alice")?.to_string();
    let transfer = json!({ "transfer_delegation": {
        "from_pool": pool, "to_pool": other, "amount": "1000000", "fee": "10",
    }});
    let item = network.items.of("alice").next().context("alice has no items")?;
    let mut messages = vec![
        message("delegate (first)", "newcomer", &network.pool_registry, delegate())?.with_funds(1_000_000),
        alices("delegate (more)", delegate())?.with_funds(1_000_000),
        alices("undelegate", undelegate())?,
        Message { after_blocks: 10_000, ..alices("undelegate (history due)", undelegate())? },
        alices("undelegate (all)", json!({ "undelegate": { "pool": pool, "amount": everything } }))?,
        alices("transfer_delegation", transfer)?,
        alices("cancel_transfer", json!({ "cancel_transfer": { "id": item.transfer } }))?,
        alices("withdraw_rewards", json!({ "withdraw_rewards": { "pool": pool } }))?,
        alices("redelegate_rewards", json!({ "redelegate_rewards": { "pool": pool } }))?,
        alices("enable_auto_rewards", json!({ "enable_auto_rewards": { "pool": other, "fee_ppm": 1 } }))?,
        alices("disable_auto_rewards", json!({ "disable_auto_rewards": { "pool": pool } }))?,
    ];
    if network.delegators > 0 {
        // One of the copies, to show that they are delegators like the others.
        let sender = crowd::copy_address(network.delegators / 2)?;
        messages.push(Message { sender, ..alices("undelegate (by a copy)", undelegate())? });
    }
    Ok(messages)
}

fn bounty_seekers_messages(network: &Network) -> Result<Vec<Message>> {
    let to_pools = |name, body| message(name, "seeker", &network.pool_registry, body);
    let item = network.items.of("alice").next().context("alice has no items")?;
    let (unbonds, transfers): (Vec<_>, Vec<_>) =
        network.items.of("bob").map(|item| (item.undelegation, item.transfer)).unzip();
    let auto = json!({ "auto_redelegate": { "pool": network.pool, "delegator": account("alice")? } });
    let unbond = json!({ "finalize_unbond": { "id": network.items.solo_unbond } });
    let many = json!({ "finalize_many": { "unbonds": unbonds, "transfers": transfers } });
    Ok(vec![
        to_pools("auto_redelegate", auto)?,
        to_pools("finalize_undelegate", json!({ "finalize_undelegate": { "id": item.undelegation } }))?,
        to_pools("finalize_transfer", json!({ "finalize_transfer": { "id": item.transfer } }))?,
        to_pools("finalize_many (10 + 10)", many)?,
        message("finalize_unbond", "seeker", &network.staker_registry, unbond)?,
    ])
}

fn operators_messages(network: &Network) -> Result<Vec<Message>> {
    let pool = &network.pool;
    let to_pools = |name, sender, body| message(name, sender, &network.pool_registry, body);
    let request = json!({ "request_commission_change": { "commission_ppm": 1 } });
    let metadata =
        json!({ "update_metadata": { "metadata_url": METADATA_URL, "metadata_hash": "cd".repeat(32) } });
    let key = json!({ "set_signing_address": { "signing_address": account("new signer")? } });
    Ok(vec![
        to_pools("register_pool", "newcomer", register_pool(&account("new signer")?))?.with_funds(SELF_STAKE),
        to_pools("delegate (operator)", "operator", json!({ "delegate": { "pool": pool } }))?
            .with_funds(1_000_000),
        to_pools("withdraw_rewards (operator)", "operator", json!({ "withdraw_rewards": { "pool": pool } }))?,
        to_pools("request_commission_change", "other operator", request)?,
        to_pools("finalize_commission_change", "operator", json!({ "finalize_commission_change": {} }))?,
        to_pools("update_metadata", "operator", metadata)?,
        to_pools("set_signing_address", "operator", key)?,
    ])
}

fn solo_stakers_messages(network: &Network) -> Result<Vec<Message>> {
    let solo = account("solo")?;
    let solos = |name, body| message(name, "solo", &network.staker_registry, body);
    let register = json!({ "register_staker": {
        "signing_address": account("new signer")?, "coinbase_address": account("newcomer")?,
    }});
    let unbond = json!({ "unbond": { "staker": solo, "amount": "1000000", "fee": "10" } });
    let redirect = json!({ "redirect": { "id": network.items.solo_unbond, "recipient": account("alice")? } });
    Ok(vec![
        message("register_staker", "newcomer", &network.staker_registry, register)?.with_funds(5_000_000_000),
        solos("bond", json!({ "bond": { "staker": solo } }))?.with_funds(1_000_000),
        solos("unbond", unbond)?,
        solos("redirect", redirect)?,
        solos("set_state", json!({ "set_state": { "staker": solo, "active": false } }))?,
    ])
}

/// Queries that wallets, block producers and bounty seekers make.
pub fn queries(network: &Network) -> Result<Vec<Query>> {
    let (pool, alice) = (&network.pool, account("alice")?);
    let to_pools = |name, body| Query { name, contract: network.pool_registry.clone(), body };
    let to_stakers = |name, body| Query { name, contract: network.staker_registry.clone(), body };
    let effective_stake = json!({ "effective_stake": {
        "signing_address": account("signer of operator")?, "coinbase_address": alice,
    }});
    Ok(vec![
        to_pools("rewards", json!({ "rewards": { "pool": pool, "delegator": alice } })),
        to_pools("delegation", json!({ "delegation": { "pool": pool, "delegator": alice } })),
        to_pools("delegations", json!({ "delegations": { "delegator": alice } })),
        to_pools("delegators (100 rows)", json!({ "delegators": { "pool": pool, "limit": 100 } })),
        to_pools("pool", json!({ "pool": { "pool": pool } })),
        to_pools("auto_rewards (10 rows)", json!({ "auto_rewards": { "pool": pool } })),
        to_pools("auto_rewards (100 rows)", json!({ "auto_rewards": { "pool": pool, "limit": 100 } })),
        to_pools("dashboard", json!({ "dashboard": { "account": alice } })),
        to_stakers("effective_stake", effective_stake),
        to_stakers("matured (10 rows)", json!({ "matured": { "kind": "unbond" } })),
        to_stakers("matured (100 rows)", json!({ "matured": { "kind": "transfer", "limit": 100 } })),
    ])
}

fn message(name: &'static str, sender: &str, contract: &str, body: Value) -> Result<Message> {
    let (sender, contract) = (account(sender)?, contract.to_string());
    Ok(Message { name, sender, contract, body, funds: vec![], after_blocks: 1 })
}

impl Message {
    fn with_funds(self, amount: u128) -> Self {
        Self { funds: coins(amount, DENOM), ..self }
    }
}
