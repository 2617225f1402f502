//! Lists filled up to their caps.

use anyhow::Result;
use cosmwasm_std::{to_json_binary, Addr};
use serde_json::{json, Value};
use tributary_testing::{MINTER, ORACLE};

use super::scene::{Scene, LARGE, MANY};

/// Checkpoints that a delegation may be behind.
const CHECKPOINTS: usize = 512;

/// Licences of one message.
const MINTED: usize = 50;

impl Scene {
    /// A hundred pools, a hundred delegators of the first, one delegator of all.
    pub fn fill_pools(&mut self) -> Result<()> {
        let registry = self.net.pool_registry.clone();
        for (at, operator) in self.operators.clone().into_iter().enumerate() {
            let msg = json!({ "register_pool": {
                "signing_address": self.net.chain.address_of(&format!("key{at}"))?,
                "commission_ppm": 123_456,
                "metadata_url": format!("https://example.org/{:a<236}", ""),
                "metadata_hash": "9f".repeat(32),
            } });
            self.tell(&operator, &registry, msg, LARGE)?;
            let request = json!({ "request_commission_change": { "commission_ppm": 654_321 } });
            self.tell(&operator, &registry, request, 0)?;
        }
        let first = self.operators[0].clone();
        for who in self.people.clone() {
            self.delegate(&who, &first)?;
            let enable = json!({ "enable_auto_rewards": { "pool": first, "fee_ppm": 1_000 } });
            self.tell(&who, &registry, enable, 0)?;
        }
        let hub = self.hub.clone();
        for operator in self.operators.clone() {
            self.delegate(&hub, &operator)?;
        }
        Ok(())
    }

    fn delegate(&mut self, who: &Addr, pool: &Addr) -> Result<()> {
        let registry = self.net.pool_registry.clone();
        self.tell(who, &registry, json!({ "delegate": { "pool": pool } }), LARGE / 10)?;
        Ok(())
    }

    /// A hundred licences of an operator, bonded in its pool, and fifty new holders in one message.
    pub fn fill_licenses(&mut self) -> Result<()> {
        let (minter, licenses, operator) =
            (self.net.account(MINTER)?, self.licenses.clone(), self.operators[0].clone());
        let license = |at: usize, owner: &Addr| {
            json!({
                "token_id": format!("{at:0>64}"),
                "owner": owner,
                "token_uri": format!("https://example.org/{:a<236}", ""),
                "extension": { "mining_pool": "m".repeat(128) },
            })
        };
        let bonded: Vec<Value> = (0..MANY).map(|at| license(at, &operator)).collect();
        for batch in bonded.chunks(MINTED) {
            self.tell(&minter, &licenses, json!({ "mint_many": { "licenses": batch } }), 0)?;
        }
        let others = self.people.iter().take(MINTED).enumerate();
        let others: Vec<Value> = others.map(|(at, who)| license(MANY + at, who)).collect();
        self.tell(&minter, &licenses, json!({ "mint_many": { "licenses": others } }), 0)?;
        let bond = json!({ "bond_license": { "staker": operator, "role": "validator" } });
        let bond = to_json_binary(&bond)?;
        for at in 0..MANY {
            let registry = self.net.staker_registry.clone();
            let token_id = format!("{at:0>64}");
            let send = json!({ "send_nft": { "contract": registry, "token_id": token_id, "msg": bond } });
            self.tell(&operator, &licenses, send, 0)?;
        }
        Ok(())
    }

    /// Twenty identified users, and delegations that are as many checkpoints behind as they may be.
    pub fn fill_treasury(&mut self) -> Result<()> {
        let (guardian, owner, treasury) = (self.guardian.clone(), self.owner.clone(), self.treasury.clone());
        for users in self.people.clone().chunks(20) {
            self.tell(&guardian, &treasury, json!({ "identify": { "users": users } }), 0)?;
        }
        let (mover, pool) = (self.people[MANY - 1].clone(), self.operators[1].clone());
        for _ in 0..CHECKPOINTS {
            self.tell(&owner, &treasury, json!({ "distribute_revenue": {} }), LARGE)?;
            // Another mean, another threshold.
            self.delegate(&mover, &pool)?;
            self.pass(86_400)?;
            self.tell(&owner, &treasury, json!({ "roll_epoch": {} }), 0)?;
        }
        let first = self.operators[0].clone();
        let users = &self.people[20..40];
        let collect = json!({ "collect": { "pool": first, "users": users, "limit": 256 } });
        self.tell(&owner, &treasury, collect, 0)?;
        let settle = json!({ "settle": { "user": self.people[50], "limit": 64 } });
        self.tell(&owner, &treasury, settle, 0)?;
        let undelegate = json!({ "undelegate": { "pool": first, "amount": "1" } });
        let (who, registry) = (self.people[60].clone(), self.net.pool_registry.clone());
        self.tell(&who, &registry, undelegate, 0)?;
        Ok(())
    }

    /// Thirty-two positions of the hub, and twenty scores in a message.
    pub fn fill_vault(&mut self) -> Result<()> {
        let (owner, vault, hub) = (self.owner.clone(), self.vault.clone(), self.hub.clone());
        let oracle = self.net.account(ORACLE)?;
        self.tell(&owner, &vault, json!({ "fund": {} }), LARGE)?;
        for at in 0..32 {
            self.tell(&hub, &vault, json!({ "stake": { "days": 60 } }), LARGE / 1_000 + at)?;
        }
        let scores: Vec<_> =
            self.people.iter().take(20).map(|who| json!({ "user": who, "score": 9 })).collect();
        self.tell(&oracle, &vault, json!({ "set_loyalty": { "scores": scores } }), 0)?;
        Ok(())
    }
}
