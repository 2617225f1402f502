//! The longest page of each list, and the largest records.

use anyhow::{Context as _, Result};
use cosmwasm_std::Addr;
use serde_json::{json, Value};

use super::scene::{Scene, MANY};

impl Scene {
    /// Opens as much as one may have open, and asks everything that has a list in its answer.
    pub fn ask_pages(&mut self) -> Result<()> {
        let (hub, pools) = (self.hub.clone(), self.net.pool_registry.clone());
        let (first, second) = (self.operators[0].clone(), self.operators[1].clone());
        // Nobody is kept by a hook that fails: it misses something.
        let (owner, puppet) = (self.owner.clone(), self.puppets[0].clone());
        self.tell(&owner, &puppet, json!({ "set_temper": { "temper": "refuse" } }), 0)?;
        for who in self.people.clone() {
            let undelegate = json!({ "pool": first, "amount": "1000000" });
            self.tell(&who, &pools, json!({ "undelegate": undelegate }), 0)?;
        }
        self.tell(&owner, &puppet, json!({ "set_temper": { "temper": "accept" } }), 0)?;
        for _ in 0..32 {
            let undelegate = json!({ "pool": first, "amount": "1000000", "fee": "1" });
            self.tell(&hub, &pools, json!({ "undelegate": undelegate }), 0)?;
        }
        for _ in 0..16 {
            let transfer = json!({ "from_pool": first, "to_pool": second, "amount": "1000000", "fee": "1" });
            self.tell(&hub, &pools, json!({ "transfer_delegation": transfer }), 0)?;
        }
        for (contract, msg) in self.pages() {
            self.net.chain.query(&contract, &msg).with_context(|| msg.to_string())?;
        }
        Ok(())
    }

    fn pages(&self) -> Vec<(Addr, Value)> {
        let all = [
            (&self.net.pool_registry, self.of_pools()),
            (&self.net.staker_registry, self.of_stakers()),
            (&self.licenses, self.of_licenses()),
            (&self.treasury, self.of_treasury()),
            (&self.vault, self.of_vault()),
            (&self.escrow, self.of_escrow()),
        ];
        let with = |(contract, msgs): (&Addr, Vec<Value>)| {
            msgs.into_iter().map(|msg| (contract.clone(), msg)).collect::<Vec<_>>()
        };
        all.into_iter().flat_map(with).collect()
    }

    fn of_pools(&self) -> Vec<Value> {
        let (hub, first) = (&self.hub, &self.operators[0]);
        vec![
            json!({ "pools": { "limit": MANY } }),
            json!({ "delegations": { "delegator": hub, "limit": MANY } }),
            json!({ "delegators": { "pool": first, "limit": MANY } }),
            json!({ "undelegations": { "delegator": hub, "limit": MANY } }),
            json!({ "transfers": { "delegator": hub, "limit": MANY } }),
            json!({ "auto_rewards": { "pool": first, "limit": MANY } }),
            json!({ "commission_requests": { "limit": MANY } }),
            json!({ "missed_hooks": { "limit": MANY } }),
            json!({ "dashboard": { "account": hub } }),
        ]
    }

    fn of_stakers(&self) -> Vec<Value> {
        let first = &self.operators[0];
        vec![
            json!({ "stakers": { "limit": MANY } }),
            json!({ "validator_set": { "limit": MANY } }),
            json!({ "unbonds": { "staker": first, "limit": MANY } }),
            json!({ "transfers": { "staker": first, "limit": MANY } }),
            json!({ "licenses": { "staker": first, "limit": MANY } }),
            json!({ "config": {} }),
        ]
    }

    fn of_licenses(&self) -> Vec<Value> {
        vec![
            json!({ "all_licenses": { "limit": MANY } }),
            json!({ "licenses_by_holder": { "owner": self.operators[0], "limit": MANY } }),
            // Bonded ones belong to the registry.
            json!({ "tokens": { "owner": self.net.staker_registry, "limit": MANY } }),
            json!({ "digest": { "limit": MANY } }),
        ]
    }

    fn of_treasury(&self) -> Vec<Value> {
        vec![
            json!({ "checkpoints": { "limit": MANY } }),
            json!({ "users": { "limit": MANY } }),
            json!({ "pools": { "limit": MANY } }),
            json!({ "identities": { "limit": MANY } }),
            json!({ "delegations": { "user": self.hub, "limit": MANY } }),
        ]
    }

    fn of_vault(&self) -> Vec<Value> {
        vec![
            json!({ "positions": { "user": self.hub, "limit": MANY } }),
            json!({ "emissions": { "limit": MANY } }),
            json!({ "account": { "user": self.hub } }),
        ]
    }

    fn of_escrow(&self) -> Vec<Value> {
        vec![
            json!({ "classes": { "limit": MANY } }),
            json!({ "devices": { "limit": MANY } }),
            json!({ "open_offers": { "limit": MANY } }),
            json!({ "open_offers_by_share": { "limit": MANY } }),
            json!({ "agreements_by_staker": { "staker": self.hub, "limit": MANY } }),
            json!({ "config": {} }),
        ]
    }
}
