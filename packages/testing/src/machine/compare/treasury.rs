//! Equality of the model with what the treasury answers (TD-10): exact where the specification is, and "rounded down, or one
//! unit less where the exact figure is a whole number" where money is rounded.

use std::collections::BTreeSet;
use std::fmt::Debug;

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::{from_json, Addr};
use serde::de::DeserializeOwned;
use tributary_simulator::Chain;
use tributary_types::treasury_decay as td;
use tributary_types::treasury_decay::QueryMsg;

use crate::model::exact::Exact;
use crate::model::treasury::Treasury;
use crate::treasury_view::{ask, ROWS};

/// One comparison of all answers.
struct Compare<'a> {
    chain: &'a Chain,
    /// As of now.
    model: Treasury,
    now: u64,
}

/// Everything that the treasury answers equals the model.
///
/// # Errors
/// The first difference.
pub fn answers(chain: &Chain, model: &Treasury, people: &BTreeSet<Addr>) -> Result<()> {
    let now = chain.block().time.seconds();
    let compare = Compare { chain, model: model.as_of(now), now };
    compare.parameters()?;
    compare.sums()?;
    compare.pools()?;
    people.iter().try_for_each(|who| compare.person(who))
}

/// Fails unless a figure is what may be shown of an exact one.
fn figure(what: &str, found: u128, exact: &Exact) -> Result<()> {
    let allowed = exact.allowed();
    ensure!(allowed.contains(&found), "TD-10: {what} is {found}, the model says {allowed:?}");
    Ok(())
}

impl Compare<'_> {
    /// An answer that knows no rounding.
    fn same<T: DeserializeOwned + PartialEq + Debug>(&self, msg: &QueryMsg) -> Result<T> {
        let found: T = ask(self.chain, &self.model.at, msg)?;
        let expected = self.model.answer(self.now, msg).context("the model does not answer")?;
        let expected: T = from_json(expected)?;
        ensure!(found == expected, "TD-10: {msg:?} is answered {found:?}, the model says {expected:?}");
        Ok(found)
    }

    fn parameters(&self) -> Result<()> {
        self.same::<td::ConfigResponse>(&QueryMsg::Config {})?;
        self.same::<td::EpochResponse>(&QueryMsg::Epoch {})?;
        self.same::<td::ThresholdResponse>(&QueryMsg::Threshold {})?;
        self.same::<cw_ownable::Ownership<String>>(&QueryMsg::Ownership {})?;
        let last = self.model.checkpoints.len() as u32;
        for start_after in [None, last.checked_sub(9)] {
            self.same::<td::CheckpointsResponse>(&QueryMsg::Checkpoints { start_after, limit: None })?;
        }
        self.same::<td::UsersResponse>(&QueryMsg::Users { start_after: None, limit: ROWS })?;
        self.same::<td::IdentitiesResponse>(&QueryMsg::Identities { start_after: None, limit: ROWS })?;
        let threshold = self.model.threshold();
        for stake in [0, 1, threshold, threshold + 1, threshold.saturating_mul(3), u128::MAX >> 1] {
            self.same::<td::EfficiencyAtResponse>(&QueryMsg::EfficiencyAt { stake: stake.into() })?;
        }
        Ok(())
    }

    fn sums(&self) -> Result<()> {
        let (model, sums) = (&self.model, self.model.sums);
        let found: td::RevenueResponse = ask(self.chain, &model.at, &QueryMsg::Revenue {})?;
        let exact = [
            (found.received, sums.received),
            (found.distributed, sums.distributed),
            (found.burned, sums.burned),
            (found.paid_to_pools, sums.to_pools),
            (found.paid_to_users, sums.to_users),
            (found.spent, sums.spent),
        ];
        let same = exact.iter().all(|(found, expected)| found.u128() == *expected);
        ensure!(same, "TD-10: revenue {found:?}, the model says {sums:?}");
        figure("the treasury", found.treasury.u128(), &model.balance)?;
        figure("what is not released", found.unreleased.u128(), &model.unreleased)?;
        let treasury: td::TreasuryResponse = ask(self.chain, &model.at, &QueryMsg::Treasury {})?;
        let shown = (treasury.balance, treasury.spent);
        ensure!(shown == (found.treasury, found.spent), "TD-10: treasury {treasury:?} and revenue {found:?}");
        Ok(())
    }

    fn pools(&self) -> Result<()> {
        let model = &self.model;
        let msg = QueryMsg::Pools { start_after: None, limit: ROWS };
        let rows = ask::<td::PoolsResponse>(self.chain, &model.at, &msg)?.pools;
        ensure!(rows.len() == model.pools.len(), "TD-10: pools {rows:?}");
        for (row, (pool, account)) in rows.iter().zip(&model.pools) {
            let found = (&row.pool, &row.coinbase, row.paid.u128(), row.share_bps);
            let expected = (pool, &account.coinbase, account.paid, account.share_bps);
            ensure!(found == expected, "TD-10: pool {found:?}, the model says {expected:?}");
            figure(&format!("pending of {pool}"), row.pending.u128(), &account.pending)?;
            let msg = QueryMsg::Pool { pool: pool.to_string() };
            let alone: td::PoolResponse = ask(self.chain, &model.at, &msg)?;
            ensure!(alone == *row, "TD-10: {alone:?} alone, {row:?} in the list");
        }
        Ok(())
    }

    fn person(&self, who: &Addr) -> Result<()> {
        let (model, user) = (&self.model, who.to_string());
        self.same::<td::EfficiencyResponse>(&QueryMsg::Efficiency { user: user.clone() })?;
        self.same::<td::IdentityResponse>(&QueryMsg::Identity { user: user.clone() })?;
        let msg = QueryMsg::Delegations { user: user.clone(), start_after: None, limit: ROWS };
        self.same::<td::DelegationsResponse>(&msg)?;
        let share: td::ShareResponse = ask(self.chain, &model.at, &QueryMsg::Share { user: user.clone() })?;
        let expected = model.shares.get(who).cloned().unwrap_or_default();
        ensure!(share.paid.u128() == expected.paid, "TD-10: paid to {who}: {share:?}");
        figure(&format!("the share of {who}"), share.claimable.u128(), &expected.owed)?;
        for pool in model.pools.keys() {
            let msg = QueryMsg::Delegation { user: user.clone(), pool: pool.to_string() };
            let found: td::DelegationResponse = ask(self.chain, &model.at, &msg)?;
            let stake = model.stake_in(who, pool);
            ensure!(found.stake.u128() == stake, "TD-10: stake of {who} in {pool}: {found:?}, not {stake}");
            let exact = model.claimable(who, pool);
            figure(&format!("what {who} has for {pool}"), found.claimable.u128(), &exact)?;
        }
        Ok(())
    }
}
