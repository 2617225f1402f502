//! What a vault stores and answers: the one place that reads it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, ensure, Result};
use cosmwasm_std::{Addr, Event, Storage, Uint256};
use cw_ownable::Ownership;
use num_bigint::BigInt;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use tributary_boosted_staking::state::{self, Batch, Config, Earning, Position, Totals, User};
use tributary_controls::ownership;
use tributary_controls::pause::{self, Pause};
use tributary_math::emission::{Emission, OpenStake};
use tributary_simulator::Chain;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{
    BatchResponse, BatchesResponse, PositionResponse, PositionsResponse, QueryMsg,
};

use crate::machine::compare::big;
use crate::machine::compare::lists::walk;
use crate::machine::step::{amount, fact};
use crate::model::vault::Vault;
use crate::model::vault_calls::Claims;
use crate::view::packed;

/// A vault at one moment, as it was touched last.
#[derive(Clone, Debug, PartialEq)]
pub struct VaultView {
    /// The second of the block.
    pub now: u64,
    /// What it holds of what is staked, and of what is earned.
    pub held: (u128, u128),
    /// Parameters.
    pub config: Config,
    /// Guardian and pause.
    pub pause: Pause,
    /// Its owner.
    pub owner: Ownership<Addr>,
    /// The accumulators.
    pub emission: Emission,
    /// What came and went.
    pub totals: Totals,
    /// What ends at the beginning of days to come.
    pub leaving: BTreeMap<u32, OpenStake>,
    /// The index at the beginning of days at which something ended.
    pub passed: BTreeMap<u32, Uint256>,
    /// Boosts and progress.
    pub users: BTreeMap<Addr, User>,
    /// Principals.
    pub positions: BTreeMap<(Addr, u64), Position>,
    /// What open positions earn with.
    pub open: BTreeMap<(Addr, (u32, u64)), Earning>,
    /// Rewards.
    pub batches: BTreeMap<(Addr, u64), Batch>,
    /// Whose positions and batches are.
    pub holders: BTreeMap<u64, Addr>,
    /// Who deposited which NFT.
    pub depositors: BTreeMap<String, Addr>,
    /// The same by depositor.
    pub deposits: BTreeSet<(Addr, String)>,
}

impl VaultView {
    /// Reads everything.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn read(chain: &Chain, at: &Addr) -> Result<Self> {
        let storage = chain.app().contract_storage(at);
        let storage: &dyn Storage = &*storage;
        let config = state::CONFIG.load(storage)?;
        let held = (held(chain, at, &config.stake_asset)?, held(chain, at, &config.reward_asset)?);
        Ok(Self {
            now: chain.block().time.seconds(),
            held,
            config,
            pause: pause::state(storage)?,
            owner: ownership::ownership(storage)?,
            emission: state::EMISSION.load(storage)?,
            totals: state::TOTALS.load(storage)?,
            leaving: packed(state::LEAVING, storage)?,
            passed: packed(state::PASSED, storage)?,
            users: packed(state::USERS, storage)?,
            positions: packed(state::POSITIONS, storage)?,
            open: packed(state::OPEN, storage)?,
            batches: packed(state::BATCHES, storage)?,
            holders: packed(state::HOLDERS, storage)?,
            depositors: packed(state::DEPOSITORS, storage)?,
            deposits: packed(state::DEPOSITS, storage)?.into_keys().collect(),
        })
    }

    /// Positions that were open when the emission was touched last, with their day, user, id and what they earn with.
    pub fn earning(&self) -> impl Iterator<Item = (u32, &Addr, u64, &Earning)> {
        let rows = self.open.iter().map(|((who, (day, id)), earning)| (*day, who, *id, earning));
        rows.filter(|(day, ..)| u64::from(*day) * 86_400 > self.emission.elapsed)
    }

    /// w of a position, in units of 1/(2*10^18).
    pub fn weight(&self, who: &Addr, earning: &Earning) -> BigInt {
        let slope = self.users[who].booster.slope.u128();
        let unit =
            BigInt::from(self.config.weights.w1.u128()) * 2 + BigInt::from(slope) * earning.principal.months;
        unit * earning.principal.amount.u128()
    }

    /// W as the books have it.
    pub fn total_weight(&self) -> BigInt {
        big(self.emission.open.weight)
    }

    /// What it owes: principals, and rewards that were not paid.
    pub fn owed(&self) -> u128 {
        let Totals { principal_held, funded, claimed, swept, .. } = self.totals.clone();
        (principal_held + funded - claimed - swept).u128()
    }

    /// When a day begins.
    pub fn boundary(&self, day: u32) -> u64 {
        self.config.schedule.starts_at + u64::from(day) * 86_400
    }
}

/// What an address holds of an asset.
///
/// # Errors
/// If the token does not answer.
pub fn held(chain: &Chain, who: &Addr, asset: &Asset<Addr>) -> Result<u128> {
    match asset {
        Asset::Native(denom) => Ok(chain.balance(who, denom)?.u128()),
        Asset::Cw20(token) => {
            let answer: Value = chain.query_as(token, &json!({ "balance": { "address": who } }))?;
            let text = answer["balance"].as_str().ok_or_else(|| anyhow!("no balance in {answer}"))?;
            Ok(text.parse()?)
        }
    }
}

/// Asks the vault.
///
/// # Errors
/// If it does not answer.
pub fn ask<T: DeserializeOwned>(chain: &Chain, at: &Addr, msg: &QueryMsg) -> Result<T> {
    chain.query_as(at, msg)
}

/// A position, as of now.
///
/// # Errors
/// If there is none.
pub fn position(chain: &Chain, at: &Addr, position_id: u64) -> Result<PositionResponse> {
    ask(chain, at, &QueryMsg::Position { position_id })
}

/// All positions of a user, by pages of so many.
///
/// # Errors
/// If the vault does not answer.
pub fn positions(chain: &Chain, at: &Addr, who: &Addr, limit: u32) -> Result<Vec<PositionResponse>> {
    let page = |start_after| {
        let msg = QueryMsg::Positions { user: who.to_string(), start_after, limit: Some(limit) };
        Ok(ask::<PositionsResponse>(chain, at, &msg)?.positions)
    };
    walk(page, |row| row.position_id)
}

/// All batches of a user, by pages of so many.
///
/// # Errors
/// If the vault does not answer.
pub fn batches(chain: &Chain, at: &Addr, who: &Addr, limit: u32) -> Result<Vec<BatchResponse>> {
    let page = |start_after| {
        let msg = QueryMsg::Batches { user: who.to_string(), start_after, limit: Some(limit) };
        Ok(ask::<BatchesResponse>(chain, at, &msg)?.batches)
    };
    walk(page, |row| row.position_id)
}

/// Tells the model what positions earned that are over: of two figures that the specification allows the vault chose one.
///
/// # Errors
/// If it is neither of them.
pub fn learn(chain: &Chain, model: &mut Vault) -> Result<()> {
    let now = chain.block().time.seconds();
    let over = model.positions.iter().filter(|(_, it)| it.ends <= now && it.reward.is_none());
    for id in over.map(|(id, _)| *id).collect::<Vec<_>>() {
        let reward = position(chain, &model.at, id)?.accrued.u128();
        model.learn(id, now, reward).map_err(|wrong| anyhow!(wrong))?;
    }
    Ok(())
}

/// Events tell exactly what the model says.
///
/// # Errors
/// If they tell more, less, or something else.
pub fn reported(at: &Addr, expected: &[Event], events: &[Event]) -> Result<()> {
    let ours = |event: &&Event| fact(event).is_some_and(|name| name.starts_with("boosted_staking/"));
    let found: Vec<&Event> = events.iter().filter(ours).collect();
    let shown = |event: &Event| {
        let event_there = Event::new(format!("wasm-{}", event.ty)).add_attribute("_contract_address", at);
        event_there.add_attributes(event.attributes.clone())
    };
    let expected: Vec<Event> = expected.iter().map(shown).collect();
    ensure!(found.iter().copied().eq(&expected), "the vault reports {found:#?}, not {expected:#?}");
    Ok(())
}

/// What was claimed, by batch, in order.
pub fn claims<'a>(events: impl IntoIterator<Item = &'a Event>) -> Claims {
    let mut claims = Claims::new();
    for event in events.into_iter().filter(|event| fact(event) == Some("boosted_staking/batch_claimed")) {
        let id = amount(event, "position_id") as u64;
        claims.entry(id).or_default().push_back(amount(event, "amount"));
    }
    claims
}

/// What everybody has earned, and what of it has vested, at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quotes {
    /// The second.
    pub at: u64,
    /// What each position has earned, and whether it is over.
    pub accrued: BTreeMap<u64, (u128, bool)>,
    /// What of each batch has vested, and what it is.
    pub vested: BTreeMap<u64, (u128, u128)>,
    /// What can be claimed of it.
    pub claimable: BTreeMap<u64, u128>,
}

impl Quotes {
    /// Asks for everybody.
    ///
    /// # Errors
    /// If the vault does not answer.
    pub fn read(chain: &Chain, model: &Vault) -> Result<Self> {
        let mut quotes = Self { at: chain.block().time.seconds(), ..Self::default() };
        for who in model.users.keys() {
            for row in positions(chain, &model.at, who, 100)? {
                let over = row.status == tributary_types::boosted_staking::PositionStatus::Matured;
                quotes.accrued.insert(row.position_id, (row.accrued.u128(), over));
            }
            for row in batches(chain, &model.at, who, 100)? {
                quotes.vested.insert(row.position_id, (row.vested.u128(), row.total.u128()));
                quotes.claimable.insert(row.position_id, row.claimable.u128());
            }
        }
        Ok(quotes)
    }
}
