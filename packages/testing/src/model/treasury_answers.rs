//! What the treasury answers as of now. Where the specification allows two figures, the larger one.

use cosmwasm_std::{Addr, Binary, Decimal, Timestamp, Uint128};
use serde::Serialize;
use tributary_types::treasury_decay as td;
use tributary_types::treasury_decay::QueryMsg;

use super::decay_curve::effective;
use super::exact::Exact;
use super::pages::{self, rows_of};
use super::treasury::{PoolAccount, Treasury};

/// Checkpoints that a query passes.
const QUERIED: usize = 64;

/// E/S, rounded down; 1 without stake.
pub fn efficiency(effective: u128, stake: u128) -> Decimal {
    if stake == 0 {
        return Decimal::one();
    }
    let scaled = num_bigint::BigUint::from(effective) * 10u64.pow(18) / stake;
    Decimal::new(Uint128::new(scaled.try_into().expect("at most 10^18")))
}

impl Treasury {
    /// What it answers at second `now`; nothing for a question that it refuses.
    pub fn answer(&self, now: u64, msg: &QueryMsg) -> Option<Binary> {
        let at = self.as_of(now);
        match msg {
            QueryMsg::Config {} => json(at.config()),
            QueryMsg::Ownership {} => json(at.control.ownership()),
            QueryMsg::Epoch {} => json(at.epoch_answer()),
            QueryMsg::Threshold {} => json(at.threshold_answer()),
            QueryMsg::Checkpoints { start_after, limit } => json(at.checkpoints_answer(*start_after, *limit)),
            QueryMsg::Efficiency { user } => json(at.efficiency_of(&Addr::unchecked(user))),
            QueryMsg::EfficiencyAt { stake } => json(at.efficiency_at(stake.u128())),
            QueryMsg::Users { start_after, limit } => json(at.users_answer(start_after.as_deref(), *limit)),
            QueryMsg::Revenue {} => json(at.revenue()),
            QueryMsg::Treasury {} => {
                json(td::TreasuryResponse { balance: at.balance.floor().into(), spent: at.sums.spent.into() })
            }
            _ => at.answer_about(msg),
        }
    }

    /// The same, of one user or pool, and of lists of them.
    fn answer_about(&self, msg: &QueryMsg) -> Option<Binary> {
        match msg {
            QueryMsg::Pool { pool } => {
                let (pool, account) = self.pools.get_key_value(&Addr::unchecked(pool))?;
                json(pool_answer(pool, account))
            }
            QueryMsg::Pools { start_after, limit } => {
                let pools = self.pools.iter().map(|(pool, account)| pool_answer(pool, account));
                json(td::PoolsResponse { pools: page(pools, start_after.as_deref(), *limit, |it| &it.pool) })
            }
            QueryMsg::Delegation { user, pool } => {
                let (who, pool) = (Addr::unchecked(user), Addr::unchecked(pool));
                json(td::DelegationResponse {
                    stake: self.stake_in(&who, &pool).into(),
                    claimable: self.claimable(&who, &pool).floor().into(),
                })
            }
            QueryMsg::Delegations { user, start_after, limit } => {
                let pairs = self.users.get(&Addr::unchecked(user)).map(|user| user.pairs.clone());
                let rows = pairs
                    .unwrap_or_default()
                    .into_iter()
                    .map(|(pool, pair)| td::DelegationItem { pool, stake: pair.stake.into() });
                let delegations = page(rows, start_after.as_deref(), *limit, |it| &it.pool);
                json(td::DelegationsResponse { delegations })
            }
            QueryMsg::Share { user } => {
                let share = self.shares.get(&Addr::unchecked(user)).cloned().unwrap_or_default();
                let (claimable, paid) = (share.owed.floor().into(), share.paid.into());
                json(td::ShareResponse { claimable, paid })
            }
            QueryMsg::Identity { user } => {
                let identified = self.is_identified(&Addr::unchecked(user));
                json(td::IdentityResponse { identified })
            }
            QueryMsg::Identities { start_after, limit } => {
                let users = self.identified.iter().cloned();
                json(td::IdentitiesResponse { users: page(users, start_after.as_deref(), *limit, |it| it) })
            }
            _ => None,
        }
    }

    fn config(&self) -> td::ConfigResponse {
        let terms = self.terms.clone();
        td::ConfigResponse {
            owner: Some(self.control.owner.clone()),
            denom: terms.denom,
            pool_registry: terms.pool_registry,
            identity: terms.identity,
            epoch_secs: terms.epoch_secs,
            release_secs: terms.release_secs,
            decay_base: terms.base,
            min_stake: terms.min_stake.into(),
            tolerance_bits: terms.tolerance_bits,
            unstaked_share: terms.unstaked,
            circulating_supply: terms.circulating,
        }
    }

    fn epoch_answer(&self) -> td::EpochResponse {
        td::EpochResponse {
            epoch: self.epoch.number,
            started_at: Timestamp::from_seconds(self.epoch.start),
            ends_at: Timestamp::from_seconds(self.epoch.end),
            checkpoints: self.checkpoints.len() as u32,
        }
    }

    fn threshold_answer(&self) -> td::ThresholdResponse {
        td::ThresholdResponse {
            threshold: self.threshold().into(),
            next: self.next_threshold().into(),
            counted_users: self.counted() as u64,
            total_stake: self.total().into(),
        }
    }

    fn checkpoints_answer(&self, start_after: Option<u32>, limit: Option<u32>) -> td::CheckpointsResponse {
        let rows = self.checkpoints.iter().zip(0u32..);
        let rows = rows.filter(|(_, index)| start_after.is_none_or(|start| *index > start));
        let item = |(checkpoint, index): (&super::treasury::Checkpoint, u32)| td::CheckpointItem {
            index,
            threshold: checkpoint.threshold.into(),
        };
        td::CheckpointsResponse { checkpoints: rows.map(item).take(rows_of(limit)).collect() }
    }

    fn efficiency_of(&self, who: &Addr) -> td::EfficiencyResponse {
        let stake = self.users.get(who).map_or(0, |user| user.stake());
        let part = self.effective(who, stake, self.threshold());
        td::EfficiencyResponse {
            identified: self.is_identified(who),
            stake: stake.into(),
            effective_stake: part.into(),
            efficiency: efficiency(part, stake),
            checkpoints_behind: self.behind(who) as u32,
        }
    }

    fn efficiency_at(&self, stake: u128) -> td::EfficiencyAtResponse {
        let part = effective(self.terms.base, stake, self.threshold());
        td::EfficiencyAtResponse { effective_stake: part.into(), efficiency: efficiency(part, stake) }
    }

    fn users_answer(&self, start_after: Option<&str>, limit: Option<u32>) -> td::UsersResponse {
        let row = |who: &Addr| {
            let found = self.efficiency_of(who);
            let td::EfficiencyResponse { identified, stake, effective_stake, .. } = found;
            td::UserItem { user: who.clone(), identified, stake, effective_stake }
        };
        td::UsersResponse { users: page(self.users.keys().map(row), start_after, limit, |it| &it.user) }
    }

    fn revenue(&self) -> td::RevenueResponse {
        let sums = self.sums;
        let (balance, unreleased) = (self.balance.floor(), self.unreleased.floor());
        let gone = sums.burned + sums.to_pools + sums.to_users + sums.spent;
        td::RevenueResponse {
            received: sums.received.into(),
            distributed: sums.distributed.into(),
            burned: sums.burned.into(),
            paid_to_pools: sums.to_pools.into(),
            paid_to_users: sums.to_users.into(),
            spent: sums.spent.into(),
            treasury: balance.into(),
            unreleased: unreleased.into(),
            unsettled: (sums.received - gone - balance - unreleased).into(),
        }
    }

    /// What settling a user as far as a query does, and collecting it, would add to a pool.
    pub fn claimable(&self, who: &Addr, pool: &Addr) -> Exact {
        let mut tried = self.clone();
        tried.settle(who, QUERIED);
        if tried.pools.contains_key(pool) {
            return tried.credit(who, pool);
        }
        Exact::default()
    }
}

fn pool_answer(pool: &Addr, account: &PoolAccount) -> td::PoolResponse {
    td::PoolResponse {
        pool: pool.clone(),
        coinbase: account.coinbase.clone(),
        pending: account.pending.floor().into(),
        paid: account.paid.into(),
        share_bps: account.share_bps,
    }
}

fn page<T>(
    rows: impl Iterator<Item = T>,
    start_after: Option<&str>,
    limit: Option<u32>,
    key: impl Fn(&T) -> &Addr,
) -> Vec<T> {
    pages::page(rows, limit, |row| start_after.is_none_or(|start| key(row).as_str() > start))
}

fn json(answer: impl Serialize) -> Option<Binary> {
    Some(pages::json(answer))
}
