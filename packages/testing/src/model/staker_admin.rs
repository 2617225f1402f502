//! Liquidation, revenue, and parameters of the staker-registry (D22, D23, D25).

use std::collections::BTreeSet;

use cosmwasm_std::Addr;
use cw_utils::Expiration;
use serde_json::json;
use tributary_types::staker_registry::{ConfigChange, SlasherChange};

use super::control::{lock_refusals, Announced};
use super::refusals::{is_address, Refusals, ADDRESS};
use super::time::{days_like, length, like};
use super::{Model, Verdict};

impl Model {
    /// D22: bonded tokens, open unbonds, open transfers of solo stakers, what earlier faults left of licences, then licences.
    pub(super) fn liquidate(
        &mut self,
        mut no: Refusals,
        staker: &Addr,
        amount: u128,
        evidence: &str,
    ) -> Verdict {
        no.when(amount == 0, "zero");
        no.when(self.stakers.evidence.contains(evidence), "evidence");
        let Some(entry) = self.stakers.stakers.get(staker) else {
            no.when(true, "unknown");
            return Err(no);
        };
        let is_pool = entry.management == self.places.pools;
        let is_solo = entry.management == *staker;
        let management = entry.management.clone();
        let (tokens, locked) = (entry.tokens, entry.locked);
        let liable = if is_pool { self.pools.tokens(staker, staker) } else { tokens };
        let items = self.stakers.items.iter();
        let of_owner = items.filter(|(_, item)| item.from == *staker && item.owner == *staker);
        let (unbonds, transfers): (Vec<_>, Vec<_>) = of_owner.partition(|(_, item)| item.is_unbond());
        let transfers = if is_solo { transfers } else { vec![] };
        let ids: Vec<u64> = unbonds.iter().chain(&transfers).map(|(id, _)| **id).collect();
        let from_tokens = amount.min(liable);
        let in_items: u128 = ids.iter().map(|id| self.stakers.items[id].amount).sum();
        let remains = self.surpluses(staker);
        let in_remains: u128 = remains.iter().map(|(_, surplus)| surplus).sum();
        let burning = self.burning(staker, (amount - from_tokens).saturating_sub(in_items + in_remains));
        let is_bare = liable == 0 && ids.is_empty() && remains.is_empty() && burning.ids.is_empty();
        no.when(is_bare, "nothing");
        // What comes back at once joins the tokens, locked; what waits stays with its licence.
        let surplus = if burning.waits { 0 } else { burning.surplus };
        let is_told = from_tokens > 0 || burning.bonded > 0 || surplus > 0;
        let puppet_word = self.puppet(&management).filter(|_| is_told && !is_pool && !is_solo);
        if let Some(word) = puppet_word.and_then(|puppet| puppet.temper.refusal()) {
            no.when(true, word);
        }
        no.finish()?;

        let entry = self.stakers.stakers.get_mut(staker).expect("seen above");
        entry.tokens = tokens - from_tokens + surplus;
        if is_solo {
            entry.locked = locked.min(tokens - from_tokens) + surplus;
        }
        let mut left = amount - from_tokens;
        for id in ids {
            let item = self.stakers.items.get_mut(&id).expect("listed above");
            let taken = left.min(item.amount);
            left -= taken;
            item.amount -= taken;
            item.fee = item.fee.min(item.amount);
            if item.amount == 0 {
                self.stakers.items.remove(&id);
            }
        }
        for (id, surplus) in remains {
            let taken = left.min(surplus);
            left -= taken;
            let rest = (surplus > taken).then_some(surplus - taken);
            self.stakers.custody.get_mut(&id).expect("listed above").surplus = rest;
            if rest.is_none() {
                self.stakers.custody.remove(&id);
            }
        }
        self.stakers.revenue_due += amount - left;
        if !burning.ids.is_empty() {
            self.burn_all(staker, &burning)?;
            let released = burning.ids.len() as u128 * self.licenses.worth;
            self.stakers.revenue_due += released - burning.surplus;
            left -= burning.need;
        }
        self.stakers.evidence.insert(evidence.to_owned());
        if is_pool && is_told {
            self.operator_liquidated(staker, from_tokens, burning.bonded, surplus)?;
        }
        Ok(Some(json!({
            "taken": (amount - left).to_string(),
            "left": left.to_string(),
            "burned": burning.ids.len(),
            "surplus": burning.surplus.to_string(),
        })))
    }

    pub(super) fn forward_revenue(&mut self, mut no: Refusals) -> Verdict {
        let treasury = self.stakers.config.treasury.clone();
        no.when(treasury.is_none(), "treasury");
        no.when(self.stakers.revenue_due == 0, "nothing");
        no.finish()?;
        let treasury = treasury.expect("tested above");
        if treasury == self.places.treasury {
            return self.forward_to_treasury().map(|()| None);
        }
        match self.puppet(&treasury) {
            Some(puppet) => puppet.temper.refusal().map_or(Ok(()), |word| Err(Refusals::one(word)))?,
            None => return Err(Refusals::one("contract")),
        }
        let amount = std::mem::take(&mut self.stakers.revenue_due);
        self.pay_from_stakers(&treasury, amount)?;
        Ok(None)
    }

    pub(super) fn announce_stakers(&mut self, mut no: Refusals, change: &ConfigChange) -> Verdict {
        let config = &self.stakers.config;
        no.when(*change == ConfigChange::default(), "nothing");
        lock_refusals(&mut no, config.unbond_lock, change.unbond_lock, 60, false);
        lock_refusals(&mut no, config.transfer_lock, change.transfer_lock, 14, false);
        lock_refusals(&mut no, config.cooldown, change.signing_cooldown, 60, true);
        if let Some(SlasherChange::Set(slasher)) = &change.slasher {
            no.when(!is_address(slasher), ADDRESS);
        }
        if let Some(registrars) = &change.registrars {
            let distinct: BTreeSet<&String> = registrars.iter().collect();
            no.when(distinct.len() < registrars.len(), "duplicate");
            no.when(registrars.len() > 8, "at most");
            no.when(registrars.iter().any(|registrar| !is_address(registrar)), ADDRESS);
        }
        if let Some(treasury) = &change.treasury {
            no.when(!is_address(treasury), ADDRESS);
            no.when(treasury == self.places.stakers.as_str(), "recipient");
        }
        no.finish()?;
        if self.stakers.stakers.is_empty() {
            self.change_stakers(change);
            return Ok(Some(json!({})));
        }
        let release = self.announcement_release();
        self.stakers.announced = Some(Announced { change: change.clone(), release });
        Ok(Some(json!({ "release": release })))
    }

    /// One unbond lock and a day from now (D25).
    pub fn announcement_release(&self) -> Expiration {
        let lock = self.stakers.config.unbond_lock;
        let day = days_like(lock, 1);
        self.now.after(like(lock, length(lock) + length(day)))
    }

    pub(super) fn change_stakers(&mut self, change: &ConfigChange) {
        let config = &mut self.stakers.config;
        config.unbond_lock = change.unbond_lock.unwrap_or(config.unbond_lock);
        config.transfer_lock = change.transfer_lock.unwrap_or(config.transfer_lock);
        config.cooldown = change.signing_cooldown.unwrap_or(config.cooldown);
        match &change.slasher {
            Some(SlasherChange::Set(slasher)) => config.slasher = Some(Addr::unchecked(slasher)),
            Some(SlasherChange::None {}) => config.slasher = None,
            None => {}
        }
        if let Some(registrars) = &change.registrars {
            config.registrars = registrars.iter().map(Addr::unchecked).collect();
        }
        if let Some(treasury) = &change.treasury {
            config.treasury = Some(Addr::unchecked(treasury));
        }
    }
}
