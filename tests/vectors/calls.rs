//! From what the original was told to do to the messages of our contracts.

use anyhow::{bail, ensure, Context, Result};
use serde_json::{json, Map, Value};

use crate::tables::Registry;
use crate::world::World;

/// What is sent. JSON and not our types, so that what our types cannot say is refused like anything else.
pub struct Call {
    pub registry: Registry,
    pub message: Value,
}

/// The hash of metadata of which nothing is said.
fn no_hash() -> Value {
    "0".repeat(64).into()
}

/// The message for a step.
pub fn message(what: &str, args: &Map<String, Value>, world: &mut World) -> Result<Call> {
    let mut args = Args { left: args.clone(), world };
    let message = match staker_message(what, &mut args)? {
        Some(message) => Some((Registry::Stakers, message)),
        None => pool_message(what, &mut args)?.map(|message| (Registry::Pools, message)),
    };
    let (registry, message) = message.with_context(|| format!("unknown step `{what}`"))?;
    args.done()?;
    Ok(Call { registry, message })
}

fn staker_message(what: &str, args: &mut Args) -> Result<Option<Value>> {
    Ok(Some(match what {
        "register_staker" => json!({ "register_staker": {
            "identity": args.name("identity")?,
            "signing_address": args.name("signing_address")?,
            "coinbase_address": args.name("coinbase_address")?,
        }}),
        "bond" => json!({ "bond": { "staker": args.name("staker")? } }),
        "unbond" => json!({ "unbond": {
            "staker": args.name("staker")?, "amount": args.plain("amount")?, "fee": args.plain("fee")?,
        }}),
        "unbond_to" => json!({ "unbond": {
            "staker": args.name("staker")?, "amount": args.plain("amount")?, "fee": args.plain("fee")?,
            "recipient": args.name("recipient")?,
        }}),
        "transfer_stake" => json!({ "transfer_stake": {
            "from": args.name("from_staker")?, "to": args.name("to_staker")?,
            "amount": args.plain("amount")?, "fee": args.plain("fee")?,
        }}),
        "finalize_unbond" => json!({ "finalize_unbond": { "id": args.id("id")? } }),
        "finalize_stake_transfer" => json!({ "finalize_transfer": { "id": args.id("id")? } }),
        "set_state" => {
            json!({ "set_state": { "staker": args.name("staker")?, "active": args.plain("state")? } })
        }
        "set_staker_signing_address" => json!({ "set_signing_address": {
            "staker": args.name("staker")?, "signing_address": args.name("address")?,
        }}),
        "set_coinbase_address" => json!({ "set_coinbase_address": {
            "staker": args.name("staker")?, "coinbase_address": args.name("address")?,
        }}),
        _ => return Ok(None),
    }))
}

fn pool_message(what: &str, args: &mut Args) -> Result<Option<Value>> {
    Ok(Some(match what {
        "register_pool" => json!({ "register_pool": {
            "signing_address": args.name("signing_address")?, "commission_ppm": args.plain("commission_rate")?,
            "metadata_url": args.plain("metadata_url")?,
            "metadata_hash": args.plain_or("metadata_hash", no_hash()),
        }}),
        "delegate" => json!({ "delegate": { "pool": args.name("pool")? } }),
        "undelegate" => json!({ "undelegate": {
            "pool": args.name("pool")?, "amount": args.plain("amount")?, "fee": args.plain("fee")?,
        }}),
        "finalize_undelegate" => json!({ "finalize_undelegate": { "id": args.id("id")? } }),
        "transfer_delegation" => json!({ "transfer_delegation": {
            "from_pool": args.name("from_pool")?, "to_pool": args.name("to_pool")?,
            "amount": args.plain("amount")?, "fee": args.plain("fee")?,
        }}),
        "finalize_transfer" => json!({ "finalize_transfer": { "id": args.id("id")? } }),
        "withdraw_rewards" => json!({ "withdraw_rewards": { "pool": args.name("pool")? } }),
        "redelegate_rewards" => json!({ "redelegate_rewards": { "pool": args.name("pool")? } }),
        _ => return pool_setting(what, args),
    }))
}

fn pool_setting(what: &str, args: &mut Args) -> Result<Option<Value>> {
    Ok(Some(match what {
        "enable_auto" => json!({ "enable_auto_rewards": {
            "pool": args.name("pool")?, "fee_ppm": args.plain("fee_rate")?,
        }}),
        "disable_auto" => json!({ "disable_auto_rewards": { "pool": args.name("pool")? } }),
        "auto_delegate_rewards" => json!({ "auto_redelegate": {
            "pool": args.name("pool")?, "delegator": args.name("delegator")?,
        }}),
        "request_commission_change" => json!({ "request_commission_change": {
            "commission_ppm": args.plain("commission_rate")?,
        }}),
        "finalize_commission_change" => {
            // A pool has one request at most (D14); its name must be known all the same.
            args.id("id")?;
            json!({ "finalize_commission_change": {} })
        }
        "update_metadata" => json!({ "update_metadata": {
            "metadata_url": args.plain("metadata_url")?,
            "metadata_hash": args.plain_or("metadata_hash", no_hash()),
        }}),
        "set_pool_signing_address" => {
            json!({ "set_signing_address": { "signing_address": args.name("address")? } })
        }
        _ => return Ok(None),
    }))
}

/// Arguments, of which none may be left over.
pub struct Args<'a> {
    pub left: Map<String, Value>,
    pub world: &'a mut World,
}

impl Args<'_> {
    /// Digits, a text or a flag.
    pub fn plain(&mut self, key: &str) -> Result<Value> {
        let value = self.left.remove(key).filter(|value| !value.is_null());
        value.with_context(|| format!("`{key}` is missing"))
    }

    pub fn plain_or(&mut self, key: &str, otherwise: Value) -> Value {
        self.left.remove(key).unwrap_or(otherwise)
    }

    pub fn text(&mut self, key: &str) -> Result<String> {
        match self.plain(key)? {
            Value::String(text) => Ok(text),
            other => bail!("`{key}` is {other} and not a text"),
        }
    }

    /// The address of whatever has that name.
    pub fn name(&mut self, key: &str) -> Result<Value> {
        let name = self.text(key)?;
        Ok(self.world.address(&name)?.into_string().into())
    }

    /// A saved id; that of a commission change is an address.
    fn id(&mut self, key: &str) -> Result<Value> {
        let reference = self.text(key)?;
        let id = self.world.saved(&reference)?;
        Ok(id.parse::<u64>().map_or_else(|_| id.into(), Value::from))
    }

    pub fn done(&self) -> Result<()> {
        let left: Vec<_> = self.left.keys().map(String::as_str).collect();
        ensure!(left.is_empty(), "unknown argument `{}`", left.join("`, `"));
        Ok(())
    }
}
