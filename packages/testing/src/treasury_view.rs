//! What the treasury stores and answers: the one place that reads it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use cosmwasm_std::{Addr, Storage};
use num_bigint::BigInt;
use serde::de::DeserializeOwned;
use tributary_math::revenue::{Checkpoint, PoolStake, RevenueLedger, Staker};
use tributary_simulator::Chain;
use tributary_treasury_decay::state::{self, Config, Pool, Share, Totals};
use tributary_types::treasury_decay::{
    DelegationResponse, DelegationsResponse, EpochResponse, QueryMsg, RevenueResponse, UserItem,
    UsersResponse,
};

use crate::machine::compare::big;
use crate::model::treasury::Treasury;
use crate::view::packed;

/// Rows of a page.
pub const ROWS: Option<u32> = Some(100);

/// The treasury at one moment, as it was touched last.
#[derive(Clone, Debug, PartialEq)]
pub struct TreasuryView {
    /// The second of the block.
    pub now: u64,
    /// What it holds of its denom.
    pub held: u128,
    /// Parameters.
    pub config: Config,
    /// The books.
    pub ledger: RevenueLedger,
    /// What came and went.
    pub totals: Totals,
    /// Closed checkpoints.
    pub checkpoints: BTreeMap<u32, Checkpoint>,
    /// Users with a stake.
    pub users: BTreeMap<Addr, Staker>,
    /// By user and pool.
    pub stakes: BTreeMap<(Addr, Addr), PoolStake>,
    /// Accounts of pools.
    pub pools: BTreeMap<Addr, Pool>,
    /// What users get directly.
    pub shares: BTreeMap<Addr, Share>,
    /// Who is identified.
    pub identities: BTreeSet<Addr>,
}

impl TreasuryView {
    /// Reads everything.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn read(chain: &Chain, at: &Addr) -> Result<Self> {
        let storage = chain.app().contract_storage(at);
        let storage: &dyn Storage = &*storage;
        let config = state::CONFIG.load(storage)?;
        Ok(Self {
            now: chain.block().time.seconds(),
            held: chain.balance(at, &config.denom)?.u128(),
            config,
            ledger: state::LEDGER.load(storage)?,
            totals: state::TOTALS.load(storage)?,
            checkpoints: packed(state::CHECKPOINTS, storage)?,
            users: packed(state::USERS, storage)?,
            stakes: packed(state::STAKES, storage)?,
            pools: packed(state::POOLS, storage)?,
            shares: packed(state::SHARES, storage)?,
            identities: packed(state::IDENTITIES, storage)?.into_keys().collect(),
        })
    }

    /// The pools of a user with its stakes.
    pub fn pairs<'a>(&'a self, who: &'a Addr) -> impl Iterator<Item = (&'a Addr, &'a PoolStake)> + 'a {
        self.stakes.iter().filter(move |((of, _), _)| of == who).map(|((_, pool), stake)| (pool, stake))
    }

    /// What of all revenue must still be here.
    pub fn owed(&self) -> u128 {
        let Totals { received, burned, paid_to_pools, paid_to_users, spent, .. } = self.totals.clone();
        (received - burned - paid_to_pools - paid_to_users - spent).u128()
    }

    /// Credited to pools and users, ever, times 2^128.
    pub fn credited(&self) -> BigInt {
        let pools = self.pools.values().map(|pool| big(pool.pending) + scaled(pool.paid.u128()));
        let shares = self.shares.values().map(|share| big(share.pending) + scaled(share.paid.u128()));
        pools.chain(shares).sum()
    }
}

/// An amount times 2^128.
pub fn scaled(amount: u128) -> BigInt {
    BigInt::from(amount) << 128u32
}

/// Asks the treasury.
///
/// # Errors
/// If it does not answer.
pub fn ask<T: DeserializeOwned>(chain: &Chain, at: &Addr, msg: &QueryMsg) -> Result<T> {
    chain.query_as(at, msg)
}

/// All users with a stake, page by page.
///
/// # Errors
/// If it does not answer.
pub fn users(chain: &Chain, at: &Addr) -> Result<Vec<UserItem>> {
    let mut found: Vec<UserItem> = vec![];
    loop {
        let start_after = found.last().map(|item| item.user.to_string());
        let page: UsersResponse = ask(chain, at, &QueryMsg::Users { start_after, limit: Some(3) })?;
        if page.users.is_empty() {
            return Ok(found);
        }
        found.extend(page.users);
    }
}

/// What collecting a user now would add to each of its pools.
///
/// # Errors
/// If the treasury does not answer.
pub fn claims(chain: &Chain, at: &Addr, who: &Addr) -> Result<BTreeMap<Addr, (u128, u128)>> {
    let user = who.to_string();
    let all = QueryMsg::Delegations { user: user.clone(), start_after: None, limit: ROWS };
    let pools = ask::<DelegationsResponse>(chain, at, &all)?.delegations;
    let claim = |pool: Addr| {
        let msg = QueryMsg::Delegation { user: user.clone(), pool: pool.to_string() };
        let found: DelegationResponse = ask(chain, at, &msg)?;
        Ok((pool, (found.stake.u128(), found.claimable.u128())))
    };
    pools.into_iter().map(|row| claim(row.pool)).collect()
}

/// The smallest and the largest stake that was counted.
type Range = Option<(u128, u128)>;

/// The stakes that make thresholds, as one view follows another.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// In the running epoch so far.
    running: Range,
    /// In the epoch that made the last threshold.
    pub finished: Range,
}

fn both(one: Range, other: Range) -> Range {
    match (one, other) {
        (Some((low, high)), Some((least, most))) => Some((low.min(least), high.max(most))),
        (one, other) => one.or(other),
    }
}

impl Counted {
    /// Between two views the stakes are those of the first.
    pub fn see(&mut self, before: &TreasuryView, after: &TreasuryView) {
        let stakes =
            before.users.values().filter(|user| user.counted.is_some()).map(|user| user.stake.u128());
        let stakes = stakes.fold(None, |range, stake| both(range, Some((stake, stake))));
        let (old, new) = (&before.ledger, &after.ledger);
        let rolled = new.epoch.number - old.epoch.number;
        if rolled == 0 {
            if new.release.last > old.release.last {
                self.running = both(self.running, stakes);
            }
            return;
        }
        let there = old.epoch.end > old.release.last;
        self.finished = if rolled > 1 || there { stakes } else { None };
        if rolled == 1 {
            self.finished = both(self.finished, self.running);
        }
        self.running = if new.release.last > new.epoch.start { stakes } else { None };
    }
}

/// What everybody could claim at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Passed {
    /// The second.
    pub at: u64,
    /// The running epoch.
    pub epoch: u64,
    /// What is not released.
    pub unreleased: u128,
    /// By user and pool.
    pub claims: BTreeMap<(Addr, Addr), u128>,
}

impl Passed {
    /// Asks for everybody.
    ///
    /// # Errors
    /// If the treasury does not answer.
    pub fn read(chain: &Chain, model: &Treasury) -> Result<Self> {
        let revenue: RevenueResponse = ask(chain, &model.at, &QueryMsg::Revenue {})?;
        let epoch: EpochResponse = ask(chain, &model.at, &QueryMsg::Epoch {})?;
        let mut all = BTreeMap::new();
        for who in model.users.keys() {
            for (pool, (_, claim)) in claims(chain, &model.at, who)? {
                all.insert((who.clone(), pool), claim);
            }
        }
        Ok(Self {
            at: chain.block().time.seconds(),
            epoch: epoch.epoch,
            unreleased: revenue.unreleased.u128(),
            claims: all,
        })
    }
}
