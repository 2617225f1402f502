//! The messages of the pool-registry and of the coinbases, one arm each (specification 6.2, 6.3).

use std::collections::BTreeSet;

use cosmwasm_std::{Addr, Coin};
use serde_json::json;
use tributary_types::coinbase::ExecuteMsg as CoinbaseMsg;
use tributary_types::pool_registry::{ConfigChange, ExecuteMsg};

use super::control::{due, lock_refusals, no_migration, Announced, Role};
use super::pools::{metadata_refusals, Request};
use super::refusals::{is_address, paid, Refusals, ADDRESS};
use super::staker_calls::batch_refusals;
use super::time::shifted;
use super::{Model, Verdict};

/// Who may send what, as far as the message says it (specification 6.3, D26).
fn rule(msg: &ExecuteMsg) -> (Role, bool, bool) {
    use ExecuteMsg as M;
    match msg {
        M::RegisterPool { .. } | M::Delegate { .. } => (Role::Anyone, true, true),
        M::RegisterPoolFor { .. }
        | M::TransferDelegation { .. }
        | M::RedelegateRewards { .. }
        | M::EnableAutoRewards { .. }
        | M::AutoRedelegate { .. } => (Role::Anyone, true, false),
        M::AnnounceConfig { .. }
        | M::CancelConfig {}
        | M::SetHooks { .. }
        | M::SetScoreWeights { .. }
        | M::SetGuardian { .. }
        | M::Unpause {} => (Role::Owner, false, false),
        M::Pause {} => (Role::Guardian, false, false),
        _ => (Role::Anyone, false, false),
    }
}

impl Model {
    /// A message to the pool-registry.
    #[allow(clippy::too_many_lines)]
    pub(super) fn pools_call(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Verdict {
        use ExecuteMsg as M;
        let (role, entry, payable) = rule(msg);
        let mut no = self.pools.control.refusals(by, role, entry);
        let amount = paid(funds, &self.places.denom);
        no.when(if payable { amount.is_none() } else { !funds.is_empty() }, "funds");
        let address = |text: &String| Addr::unchecked(text);
        match msg {
            M::RegisterPool { signing_address, commission_ppm, metadata_url, metadata_hash } => {
                self.addresses(&mut no, &[signing_address])?;
                let metadata = (metadata_url.clone(), metadata_hash.clone());
                self.register_pool(no, by, address(signing_address), *commission_ppm, metadata, amount)
            }
            M::Delegate { pool } => {
                self.addresses(&mut no, &[pool])?;
                self.delegate(no, by, &address(pool), amount)
            }
            M::Undelegate { pool, amount, fee } => {
                self.addresses(&mut no, &[pool])?;
                self.undelegate(no, by, &address(pool), amount.u128(), fee.unwrap_or_default().u128())
            }
            M::FinalizeUndelegate { id, fee_recipient } => {
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), true)?;
                self.finalize_unbond(no, *id, &to)
            }
            M::TransferDelegation { from_pool, to_pool, amount, fee } => {
                self.addresses(&mut no, &[from_pool, to_pool])?;
                let (from, to) = (address(from_pool), address(to_pool));
                self.transfer_delegation(no, by, &from, &to, amount.u128(), fee.unwrap_or_default().u128())
            }
            M::FinalizeTransfer { id, fee_recipient } => {
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), true)?;
                self.finalize_transfer(no, *id, &to)
            }
            M::CancelTransfer { id } => self.cancel_transfer(no, by, *id),
            M::FinalizeMany { unbonds, transfers, fee_recipient } => {
                batch_refusals(&mut no, &[unbonds, transfers]);
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), true)?;
                self.finalize_many(no, unbonds, transfers, &to)
            }
            M::WithdrawRewards { pool } => {
                self.addresses(&mut no, &[pool])?;
                self.withdraw(no, by, &address(pool))
            }
            M::RedelegateRewards { pool } => {
                self.addresses(&mut no, &[pool])?;
                self.redelegate(no, by, &address(pool))
            }
            M::EnableAutoRewards { pool, fee_ppm } => {
                self.addresses(&mut no, &[pool])?;
                no.when(*fee_ppm >= 1_000_000, "rate");
                self.known_pool(&mut no, &address(pool));
                no.finish()?;
                let pool = self.pools.pools.get_mut(&address(pool)).expect("tested above");
                pool.auto.insert(by.clone(), *fee_ppm);
                Ok(None)
            }
            M::DisableAutoRewards { pool } => {
                self.addresses(&mut no, &[pool])?;
                self.known_pool(&mut no, &address(pool));
                no.finish()?;
                self.pools.pools.get_mut(&address(pool)).expect("tested above").auto.remove(by);
                Ok(None)
            }
            M::AutoRedelegate { pool, delegator, fee_recipient } => {
                self.addresses(&mut no, &[pool, delegator])?;
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), true)?;
                self.auto_redelegate(no, &address(pool), &address(delegator), &to)
            }
            M::RequestCommissionChange { commission_ppm } => self.request_commission(no, by, *commission_ppm),
            M::FinalizeCommissionChange {} => self.finalize_commission(no, by),
            M::CancelCommissionChange {} => {
                self.operator(&mut no, by);
                let open = self.pools.pools.get(by).is_some_and(|pool| pool.request.is_some());
                no.when(!open, "nothing");
                no.finish()?;
                self.pools.pools.get_mut(by).expect("tested above").request = None;
                Ok(None)
            }
            M::UpdateMetadata { metadata_url, metadata_hash } => {
                self.operator(&mut no, by);
                metadata_refusals(&mut no, metadata_url, metadata_hash);
                no.finish()?;
                let pool = self.pools.pools.get_mut(by).expect("tested above");
                pool.url.clone_from(metadata_url);
                pool.hash = metadata_hash.to_lowercase();
                Ok(None)
            }
            M::SetSigningAddress { signing_address } => {
                self.operator(&mut no, by);
                self.addresses(&mut no, &[signing_address])?;
                no.clone().finish()?;
                let registry = self.places.pools.clone();
                self.set_signing_address(no, &registry, by, address(signing_address))
            }
            M::RecoverForeign { pool, denom } => {
                self.addresses(&mut no, &[pool])?;
                self.recover_foreign(no, &address(pool), denom)
            }
            M::Sync { delegator, pool } => {
                self.addresses(&mut no, &[delegator, pool])?;
                self.sync(no, &address(delegator), &address(pool))
            }
            M::Liquidated { pool, tokens, licenses, surplus } => {
                no.when(*by != self.places.stakers, "unauthorized");
                self.addresses(&mut no, &[pool])?;
                let pool = address(pool);
                let (tokens, licenses) = (tokens.u128(), u128::from(*licenses));
                if self.known_pool(&mut no, &pool) {
                    let own = self.pools.held(&pool, &pool);
                    no.when(tokens > own.tokens || licenses > own.licenses, "insufficient");
                }
                no.finish()?;
                self.operator_liquidated(&pool, tokens, licenses, surplus.u128())?;
                Ok(None)
            }
            M::RegisterPoolFor {
                operator,
                token_id,
                coins_per_license,
                license_nft,
                signing_address,
                commission_ppm,
                metadata_url,
                metadata_hash,
            } => {
                no.when(*by != self.places.stakers, "unauthorized");
                self.addresses(&mut no, &[operator, license_nft, signing_address])?;
                let metadata = (metadata_url.clone(), metadata_hash.clone());
                let (operator, signing) = (address(operator), address(signing_address));
                // Without the staker-registry's own part nothing is in custody for a stranger, and what a licence is worth
                // is believed if nobody told it before.
                no.when(true, "custody");
                no.when(coins_per_license.u128() < self.stakers.config.minimum, "minimum");
                self.register_pool_for(no, &operator, token_id, signing, *commission_ppm, metadata)
            }
            M::LicenseChanged { pool, delegator, license_nft, .. } => {
                no.when(*by != self.places.stakers, "unauthorized");
                self.addresses(&mut no, &[pool, delegator, license_nft])?;
                self.known_pool(&mut no, &address(pool));
                no.finish()?;
                unreachable!("nobody writes this in the staker-registry's name for a pool that there is")
            }
            M::AnnounceConfig { change } => self.announce_pools(no, change),
            M::ApplyConfig {} => {
                let change = due(self.pools.announced.as_ref(), no, self.now)?;
                self.change_pools(&change);
                self.pools.announced = None;
                Ok(None)
            }
            M::CancelConfig {} => {
                no.when(self.pools.announced.is_none(), "nothing");
                no.finish()?;
                self.pools.announced = None;
                Ok(None)
            }
            M::SetHooks { hooks } => {
                let distinct: BTreeSet<&String> = hooks.iter().map(|hook| &hook.contract).collect();
                no.when(distinct.len() < hooks.len(), "duplicate");
                let gas = hooks.iter().any(|hook| !(1..=2_000_000).contains(&hook.gas_limit));
                no.when(hooks.len() > 4 || gas, "at most");
                no.when(hooks.iter().any(|hook| !is_address(&hook.contract)), ADDRESS);
                no.finish()?;
                self.pools.config.hooks.clone_from(hooks);
                Ok(None)
            }
            M::SetScoreWeights { fee, performance, capacity } => {
                no.finish()?;
                self.pools.config.weights = (*fee, *performance, *capacity);
                Ok(None)
            }
            M::SetGuardian { guardian } => {
                self.pools.control.set_guardian(no, guardian.as_ref()).map(|()| None)
            }
            M::Pause {} => self.pools.control.set_paused(no, true).map(|()| None),
            M::Unpause {} => self.pools.control.set_paused(no, false).map(|()| None),
            M::MigrateRecords { limit, .. } => no_migration(no, *limit).map(|()| None),
            M::UpdateOwnership(action) => {
                self.pools.control.update_ownership(no, by, self.now, action).map(|()| None)
            }
        }
    }

    fn operator(&self, no: &mut Refusals, by: &Addr) {
        no.when(!self.pools.pools.contains_key(by), "unauthorized");
    }

    pub(super) fn withdraw(&mut self, mut no: Refusals, by: &Addr, pool: &Addr) -> Verdict {
        self.known_pool(&mut no, pool);
        no.finish()?;
        self.book(pool);
        let amount = self.claim(pool, by);
        self.forget_finished(pool, by);
        self.pay_rewards(pool, by, amount)?;
        Ok(Some(json!({ "amount": amount.to_string() })))
    }

    fn forget_finished(&mut self, pool: &Addr, who: &Addr) {
        self.pools.pools.get_mut(pool).expect("known pool").books.forget_finished(who);
    }

    fn pay_rewards(&mut self, pool: &Addr, to: &Addr, amount: u128) -> Result<(), Refusals> {
        let coinbase = self.pools.pools[pool].coinbase.clone();
        self.pay(&coinbase, to, amount)
    }

    /// Lets rewards that are out of the books join the stake of `who`.
    fn restake_rewards(&mut self, pool: &Addr, who: &Addr, amount: u128) -> Result<(), Refusals> {
        let registry = self.places.pools.clone();
        let coinbase = self.pools.pools[pool].coinbase.clone();
        self.bank.pay(&coinbase, &registry, &self.places.denom, amount)?;
        self.bond(Refusals::default(), &registry, pool, Some(amount))?;
        let held = self.more(pool, who, amount);
        self.restake(pool, who, held)
    }

    /// What refuses to let `amount` of rewards join.
    fn reward_refusals(&self, pool: &Addr, who: &Addr, amount: u128) -> Refusals {
        let mut no = self.entry_refusals(pool, who, amount, 0);
        no.when(self.stakers.control.paused, "paused");
        no.join(self.entry_hooks());
        no
    }

    fn redelegate(&mut self, mut no: Refusals, by: &Addr, pool: &Addr) -> Verdict {
        if !self.known_pool(&mut no, pool) {
            return Err(no);
        }
        self.book(pool);
        let amount = self.claim(pool, by);
        if amount > 0 {
            no.join(self.reward_refusals(pool, by, amount));
        }
        no.finish()?;
        if amount > 0 {
            self.restake_rewards(pool, by, amount)?;
        } else {
            self.forget_finished(pool, by);
        }
        Ok(Some(json!({ "amount": amount.to_string() })))
    }

    fn auto_redelegate(
        &mut self,
        mut no: Refusals,
        pool: &Addr,
        who: &Addr,
        fee_recipient: &Addr,
    ) -> Verdict {
        if !self.known_pool(&mut no, pool) {
            return Err(no);
        }
        let Some(rate) = self.pools.pools[pool].auto.get(who).copied() else {
            no.when(true, "opted");
            return Err(no);
        };
        self.book(pool);
        let owed = self.claim(pool, who);
        let fee = owed * u128::from(rate) / 1_000_000;
        let amount = owed - fee;
        if amount > 0 {
            no.join(self.reward_refusals(pool, who, amount));
        }
        no.finish()?;
        if amount > 0 {
            self.pay_rewards(pool, fee_recipient, fee)?;
            self.restake_rewards(pool, who, amount)?;
        } else {
            self.forget_finished(pool, who);
        }
        Ok(Some(json!({ "amount": amount.to_string(), "fee": fee.to_string() })))
    }

    /// D14: one open request, which an expired one is not.
    fn request_commission(&mut self, mut no: Refusals, by: &Addr, ppm: u32) -> Verdict {
        self.operator(&mut no, by);
        no.when(ppm > 1_000_000, "rate");
        let open = self.pools.pools.get(by).and_then(|pool| pool.request);
        no.when(open.is_some_and(|request| !self.now.reached(request.expires)), "open");
        no.finish()?;
        let lock = self.pools.config.commission_lock;
        let release = self.now.after(lock);
        let expires = shifted(release, lock);
        let pool = self.pools.pools.get_mut(by).expect("tested above");
        pool.request = Some(Request { ppm, release, expires });
        Ok(Some(json!({ "release": release, "expires": expires })))
    }

    fn finalize_commission(&mut self, mut no: Refusals, by: &Addr) -> Verdict {
        self.operator(&mut no, by);
        match self.pools.pools.get(by).and_then(|pool| pool.request) {
            None => no.when(true, "nothing"),
            Some(request) => {
                no.when(!self.now.reached(request.release), "locked");
                no.when(self.now.reached(request.expires), "expired");
            }
        }
        no.finish()?;
        self.book(by);
        let pool = self.pools.pools.get_mut(by).expect("tested above");
        let request = pool.request.take().expect("tested above");
        pool.rate = request.ppm;
        Ok(None)
    }

    fn recover_foreign(&mut self, mut no: Refusals, pool: &Addr, denom: &str) -> Verdict {
        no.when(denom == self.places.denom, "denom");
        if !self.known_pool(&mut no, pool) {
            return Err(no);
        }
        let coinbase = self.pools.pools[pool].coinbase.clone();
        let amount = self.bank.balance(&coinbase, denom);
        no.when(amount == 0, "nothing");
        no.finish()?;
        self.bank.pay(&coinbase, pool, denom, amount)?;
        Ok(Some(json!({ "amount": amount.to_string() })))
    }

    fn sync(&mut self, mut no: Refusals, who: &Addr, pool: &Addr) -> Verdict {
        if !self.known_pool(&mut no, pool) {
            return Err(no);
        }
        no.finish()?;
        let stake = self.pools.weight(pool, who);
        self.sync_hooks(pool, who, stake);
        Ok(None)
    }

    fn announce_pools(&mut self, mut no: Refusals, change: &ConfigChange) -> Verdict {
        let config = &self.pools.config;
        no.when(*change == ConfigChange::default(), "nothing");
        lock_refusals(&mut no, config.commission_lock, change.commission_lock, 60, false);
        lock_refusals(&mut no, config.release_period, change.release_period, 60, true);
        no.finish()?;
        if self.pools.pools.is_empty() {
            self.change_pools(change);
            return Ok(Some(json!({})));
        }
        let release = self.announcement_release();
        self.pools.announced = Some(Announced { change: change.clone(), release });
        Ok(Some(json!({ "release": release })))
    }

    fn change_pools(&mut self, change: &ConfigChange) {
        let config = &mut self.pools.config;
        config.commission_lock = change.commission_lock.unwrap_or(config.commission_lock);
        config.release_period = change.release_period.unwrap_or(config.release_period);
        config.min_delegation = change.min_delegation.map_or(config.min_delegation, |minimum| minimum.u128());
    }

    /// A message to a coinbase: the pool-registry alone may, and staking coins leave by `pay` alone (D8).
    pub(super) fn coinbase_call(
        &mut self,
        by: &Addr,
        at: &Addr,
        msg: &CoinbaseMsg,
        funds: &[Coin],
    ) -> Verdict {
        let mut no = Refusals::default();
        no.when(*by != self.places.pools, "unauthorized");
        no.when(!funds.is_empty(), "funds");
        match msg {
            CoinbaseMsg::Pay { payments } => {
                no.when(payments.is_empty(), "empty");
                no.when(payments.iter().any(|payment| payment.amount.is_zero()), "zero");
                no.when(payments.iter().any(|payment| !is_address(&payment.recipient)), ADDRESS);
                no.finish()?;
                for payment in payments {
                    self.pay(at, &Addr::unchecked(&payment.recipient), payment.amount.u128())?;
                }
            }
            CoinbaseMsg::Recover { denom, recipient } => {
                let amount = self.bank.balance(at, denom);
                no.when(*denom == self.places.denom, "denom");
                no.when(amount == 0, "nothing");
                no.when(!is_address(recipient), ADDRESS);
                no.finish()?;
                self.bank.pay(at, &Addr::unchecked(recipient), denom, amount)?;
            }
        }
        Ok(None)
    }
}
