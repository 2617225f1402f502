//! From what the original was asked to the questions that our contracts answer, and from their answers to its own.

use anyhow::{Context, Result};
use serde_json::{json, Map, Value};

use crate::calls::Args;
use crate::tables::Registry::{Pools, Stakers};
use crate::world::World;

/// What our contracts answer, in the original's words.
pub fn answer(query: &str, args: &Map<String, Value>, world: &mut World) -> Result<Value> {
    let mut args = Args { left: args.clone(), world };
    let answer = match stakers(query, &mut args)? {
        Some(answer) => Some(answer),
        None => pools(query, &mut args)?,
    };
    let answer = answer.with_context(|| format!("unknown query `{query}`"))?;
    args.done()?;
    Ok(answer)
}

fn stakers(query: &str, args: &mut Args) -> Result<Option<Value>> {
    Ok(Some(match query {
        "signing_address" => named(&staker(args)?["signing_address"], args),
        "coinbase_address" => named(&staker(args)?["coinbase_address"], args),
        "is_active" => staker(args)?["active"].take(),
        "staker_total_stake" => {
            let question = json!({ "total_stake": { "staker": args.name("staker")? } });
            args.world.ask(Stakers, &question)?["stake"].take()
        }
        "effective_stake" => {
            let question = json!({ "effective_stake": {
                "signing_address": args.name("signing")?, "coinbase_address": args.name("coinbase")?,
            }});
            args.world.ask(Stakers, &question)?["stake"].take()
        }
        "balance" => {
            let account = args.text("account")?;
            args.world.balance(&account)?.to_string().into()
        }
        _ => return Ok(None),
    }))
}

fn pools(query: &str, args: &mut Args) -> Result<Option<Value>> {
    Ok(Some(match query {
        "stake" => delegation(args)?["weight"].take(),
        // In the original -1 means off; the vectors say null, as we do.
        "auto_fee" => delegation(args)?["auto_fee_ppm"].take(),
        "pool_total_stake" => {
            let pool = pool(args)?;
            json!([pool["total_stake"], pool["pending_stake"]])
        }
        "capacity_remaining" => pool(args)?["capacity_left"].take(),
        "pool_info" => {
            let pool = pool(args)?;
            json!({
                "coinbase": named(&pool["coinbase"], args),
                "commission_rate": pool["commission_ppm"],
                "active": pool["state"] == "active",
                "metadata_hash": pool["metadata_hash"],
                "metadata_url": pool["metadata_url"],
            })
        }
        "rewards" => {
            let question = json!({ "pool": args.name("pool")?, "delegator": args.name("delegator")? });
            amount("rewards", question, args)?
        }
        "coinbase_balance" => {
            let question = json!({ "pool": args.name("pool")? });
            amount("unbooked_rewards", question, args)?
        }
        "outstanding_rewards" => {
            let question = json!({ "pool": args.name("pool")? });
            amount("outstanding_rewards", question, args)?
        }
        _ => return Ok(None),
    }))
}

fn staker(args: &mut Args) -> Result<Value> {
    let question = json!({ "staker": { "staker": args.name("staker")? } });
    args.world.ask(Stakers, &question)
}

fn pool(args: &mut Args) -> Result<Value> {
    let question = json!({ "pool": { "pool": args.name("pool")? } });
    args.world.ask(Pools, &question)
}

fn delegation(args: &mut Args) -> Result<Value> {
    let question =
        json!({ "delegation": { "pool": args.name("pool")?, "delegator": args.name("delegator")? } });
    args.world.ask(Pools, &question)
}

fn amount(query: &str, question: Value, args: &Args) -> Result<Value> {
    Ok(args.world.ask(Pools, &json!({ query: question }))?["amount"].take())
}

/// The name of an address in an answer.
fn named(address: &Value, args: &Args) -> Value {
    address.as_str().map_or(Value::Null, |address| args.world.name_of(address).into())
}
