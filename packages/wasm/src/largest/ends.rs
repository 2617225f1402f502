//! Everything that ends at once.

use anyhow::Result;
use serde_json::{json, Value};
use tributary_testing::{ORACLE, SLASHER};

use super::scene::{Scene, LARGE, MANY};

/// Ends that an answer of the escrow works off.
const ENDS: usize = 50;

/// Items of a batch.
const BATCH: usize = 20;

/// Rows of a table of the escrow.
const ROWS: u32 = 16;

/// Locks that agreements can have, in days.
const LOCKS: [u32; 5] = [30, 60, 90, 180, 365];

impl Scene {
    /// Fifty agreements that end one after another, and tables of sixteen rows.
    pub fn fill_escrow(&mut self) -> Result<()> {
        let (owner, escrow, hub) = (self.owner.clone(), self.escrow.clone(), self.hub.clone());
        let registrar = self.net.account(ORACLE)?;
        let steps: Vec<_> =
            (0..ROWS).map(|at| json!({ "fill_bps": 10_001 + at * 100, "kappa_bps": 10_000 + at })).collect();
        let class = json!({ "set_class": {
            "class": "c".repeat(128),
            "base_value": LARGE.to_string(),
            "capacity": LARGE.to_string(),
            "activation_stake": "1",
            "kappa_steps": steps,
        } });
        self.tell(&registrar, &escrow, class, 0)?;
        let caps: Vec<_> =
            (0..ROWS).map(|at| json!({ "from_day": at * 1_000, "cap": LARGE.to_string() })).collect();
        let times: Vec<_> =
            LOCKS.iter().map(|days| json!({ "lock_days": days, "tau_bps": 12_345 })).collect();
        let config = json!({ "daily_caps": caps, "time_multipliers": times });
        self.tell(&owner, &escrow, json!({ "update_config": config }), 0)?;
        self.tell(&owner, &escrow, json!({ "fund_rewards": {} }), LARGE * 100)?;
        for (at, person) in self.people.clone().into_iter().enumerate() {
            let device = format!("{at:d>128}");
            let register = json!({ "device": device, "owner": person, "class": "c".repeat(128) });
            self.tell(&registrar, &escrow, json!({ "register_device": register }), 0)?;
            let offer = json!({
                "device": device,
                "owner_share_bps": 5_000,
                "required_stake": LARGE.to_string(),
                "lock_days": 90,
            });
            let opened = self.tell(&person, &escrow, json!({ "open_offer": offer }), 0)?;
            if at < ENDS {
                let offer_id: Value = serde_json::from_slice(&opened.data.unwrap_or_default())?;
                let offer_id = offer_id.get("offer_id").cloned().unwrap_or(offer_id);
                self.tell(&hub, &escrow, json!({ "accept_offer": { "offer_id": offer_id } }), LARGE)?;
                self.pass(60)?;
            }
        }
        Ok(())
    }

    /// A full list of undelegations and transfers, finalised in batches.
    pub fn end_items(&mut self) -> Result<()> {
        let (hub, pools) = (self.hub.clone(), self.net.pool_registry.clone());
        let unbonds = self.ids("undelegations", "undelegations")?;
        let transfers = self.ids("transfers", "transfers")?;
        self.pass(200_000)?;
        let all = json!({ "unbonds": unbonds[..BATCH], "transfers": [] });
        self.tell(&hub, &pools, json!({ "finalize_many": all }), 0)?;
        let both = json!({
            "unbonds": unbonds[BATCH..BATCH + BATCH / 4],
            "transfers": transfers[..BATCH - BATCH / 4],
        });
        self.tell(&hub, &pools, json!({ "finalize_many": both }), 0)?;
        Ok(())
    }

    /// All positions withdrawn, all that matured claimed.
    pub fn end_vault(&mut self) -> Result<()> {
        let (hub, vault) = (self.hub.clone(), self.vault.clone());
        self.pass(61 * 86_400)?;
        let positions = json!({ "positions": { "user": hub, "limit": MANY } });
        let answer = self.net.chain.query(&vault, &positions)?;
        for position in answer.get("positions").and_then(Value::as_array).into_iter().flatten() {
            let withdraw = json!({ "withdraw": { "position_id": position.get("position_id") } });
            self.tell(&hub, &vault, withdraw, 0)?;
        }
        self.pass(61 * 86_400)?;
        let batches = json!({ "batches": { "user": hub, "limit": MANY } });
        self.net.chain.query(&vault, &batches)?;
        self.tell(&hub, &vault, json!({ "claim": { "limit": MANY } }), 0)?;
        Ok(())
    }

    /// Fifty ends worked off at once.
    pub fn end_escrow(&mut self) -> Result<()> {
        let (hub, escrow) = (self.hub.clone(), self.escrow.clone());
        self.tell(&hub, &escrow, json!({ "advance": { "limit": ENDS } }), 0)?;
        Ok(())
    }

    /// Everything of a staker liquidated, as many licences as one message burns among it.
    pub fn end_licenses(&mut self) -> Result<()> {
        let (owner, licenses, stakers) =
            (self.owner.clone(), self.licenses.clone(), self.net.staker_registry.clone());
        let slasher = self.net.account(SLASHER)?;
        self.tell(&owner, &licenses, json!({ "fund_reserve": {} }), LARGE)?;
        self.tell(&owner, &licenses, json!({ "open_mainnet": {} }), 0)?;
        let liquidate = json!({
            "staker": self.operators[0],
            "amount": (LARGE * 1_000).to_string(),
            "evidence_id": "e".repeat(128),
            "reason": "r".repeat(128),
        });
        self.tell(&slasher, &stakers, json!({ "liquidate": liquidate }), 0)?;
        Ok(())
    }
}
