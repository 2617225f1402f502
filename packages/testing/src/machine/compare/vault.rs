//! Equality of the model with what a vault answers (BV-14): exact where the specification is, and "rounded down, or one unit
//! less" within what roundings may lose where money is rounded.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::ops::RangeInclusive;

use anyhow::{anyhow, ensure, Result};
use cosmwasm_std::{from_json, Addr};
use serde::de::DeserializeOwned;
use tributary_simulator::Chain;
use tributary_types::boosted_staking as bs;
use tributary_types::boosted_staking::{PositionStatus, QueryMsg};

use crate::machine::step::Refusal;
use crate::model::vault::Vault;
use crate::vault_view::{ask, batches, learn, position, positions};

/// One comparison of all answers.
struct Compare<'a> {
    chain: &'a Chain,
    /// As of now.
    model: Vault,
    now: u64,
}

/// Everything that the vault answers equals the model.
///
/// # Errors
/// The first difference.
pub fn answers(chain: &Chain, model: &Vault, people: &BTreeSet<Addr>) -> Result<()> {
    let now = chain.block().time.seconds();
    let mut model = model.as_of(now);
    learn(chain, &mut model)?;
    let compare = Compare { chain, model, now };
    compare.parameters()?;
    compare.estimates()?;
    people.iter().try_for_each(|who| compare.person(who))
}

/// Fails unless a figure is what may be shown of an exact one.
fn figure<T: PartialOrd + Debug>(what: &str, found: T, allowed: &RangeInclusive<T>) -> Result<()> {
    ensure!(allowed.contains(&found), "BV-14: {what} is {found:?}, the model says {allowed:?}");
    Ok(())
}

impl Compare<'_> {
    /// An answer that knows no rounding, or a refusal.
    fn same<T: DeserializeOwned + PartialEq + Debug>(&self, msg: &QueryMsg) -> Result<()> {
        let found = ask::<T>(self.chain, &self.model.at, msg);
        match (self.model.answer(self.now, msg), found) {
            (Ok(expected), Ok(found)) => {
                let expected: T = from_json(expected)?;
                ensure!(
                    found == expected,
                    "BV-14: {msg:?} is answered {found:?}, the model says {expected:?}"
                );
                Ok(())
            }
            (Err(words), Err(error)) => {
                let refusal = Refusal::of(&error);
                ensure!(refusal.is_among(&words), "{msg:?} breaks {words:?}: {refusal:?}");
                Ok(())
            }
            (expected, found) => {
                Err(anyhow!("BV-14: {msg:?} is answered {found:?}, the model says {expected:?}"))
            }
        }
    }

    fn parameters(&self) -> Result<()> {
        self.same::<bs::ConfigResponse>(&QueryMsg::Config {})?;
        self.same::<cw_ownable::Ownership<String>>(&QueryMsg::Ownership {})?;
        self.same::<bs::VaultResponse>(&QueryMsg::Vault {})?;
        let (days, today) = (self.model.terms.days, self.model.terms.day(self.now));
        for day in [0, today, days - 1, days] {
            self.same::<bs::EmissionResponse>(&QueryMsg::Emission { day })?;
        }
        for (start_after, limit) in [(None, Some(2)), (Some(today), None), (Some(days - 3), Some(101))] {
            self.same::<bs::EmissionsResponse>(&QueryMsg::Emissions { start_after, limit })?;
        }
        self.same::<bs::PositionResponse>(&QueryMsg::Position { position_id: self.model.next_id })?;
        self.same::<bs::BatchResponse>(&QueryMsg::Batch { position_id: self.model.next_id })
    }

    fn estimates(&self) -> Result<()> {
        let terms = &self.model.terms;
        let rows = [
            (terms.min_stake, terms.min_days, 0, 0),
            (terms.min_stake * 1_000 + 1, terms.max_days, terms.nft_cap + 1, terms.loyalty_cap + 1),
            (1_000_000_007, (terms.min_days + terms.max_days) / 2, 3, 777),
            (0, terms.min_days, 1, 1),
            (5, terms.min_days - 1, 1, 1),
            (5, terms.max_days + 1, 1, 1),
        ];
        for (amount, days, nfts, loyalty) in rows {
            let amount = amount.into();
            self.same::<bs::EstimateResponse>(&QueryMsg::Estimate { amount, days, nfts, loyalty })?;
        }
        Ok(())
    }

    fn person(&self, who: &Addr) -> Result<()> {
        let user = who.to_string();
        self.same::<bs::BoostResponse>(&QueryMsg::Boost { user: user.clone() })?;
        self.same::<bs::AccountResponse>(&QueryMsg::Account { user: user.clone() })?;
        for limit in [None, Some(1), Some(100)] {
            self.same::<bs::DepositsResponse>(&QueryMsg::Deposits {
                user: user.clone(),
                start_after: None,
                limit,
            })?;
        }
        let first = self.model.deposits.iter().find(|(_, depositor)| *depositor == who);
        let start_after = first.map(|(id, _)| id.clone());
        self.same::<bs::DepositsResponse>(&QueryMsg::Deposits { user, start_after, limit: None })?;
        self.positions(who)?;
        self.batches(who)
    }

    fn positions(&self, who: &Addr) -> Result<()> {
        let (chain, model) = (self.chain, &self.model);
        let rows = positions(chain, &model.at, who, 100)?;
        let expected =
            self.model.answer(self.now, &all_positions(who)).map_err(|words| anyhow!("{words:?}"))?;
        let expected = from_json::<bs::PositionsResponse>(expected)?.positions;
        ensure!(rows.len() == expected.len(), "BV-14: positions of {who}: {rows:?}, not {expected:?}");
        for (row, mut expected) in rows.into_iter().zip(expected) {
            let id = row.position_id;
            if row.status == PositionStatus::Open {
                let allowed = model.positions.get(&id).map_or(0..=0, |position| model.accrued(position));
                figure(&format!("accrued of {id}"), row.accrued.u128(), &allowed)?;
                expected.accrued = row.accrued;
            }
            ensure!(row == expected, "BV-14: position {row:?}, the model says {expected:?}");
            ensure!(position(chain, &model.at, id)? == row, "BV-14: {id} alone is not {row:?}");
        }
        Ok(())
    }

    fn batches(&self, who: &Addr) -> Result<()> {
        let (chain, model) = (self.chain, &self.model);
        let rows = batches(chain, &model.at, who, 100)?;
        let expected =
            self.model.answer(self.now, &all_batches(who)).map_err(|words| anyhow!("{words:?}"))?;
        let expected = from_json::<bs::BatchesResponse>(expected)?.batches;
        ensure!(rows.len() == expected.len(), "BV-14: batches of {who}: {rows:?}, not {expected:?}");
        for (row, mut expected) in rows.into_iter().zip(expected) {
            let (id, position) = (row.position_id, &model.positions[&row.position_id]);
            let total = expected.total.u128();
            figure(&format!("BV-10: vested of {id}"), row.vested.u128(), &model.vested(position, total))?;
            let full = model.fully_vested(position);
            figure(&format!("BV-10: the end of {id}"), row.fully_vested_at.seconds(), &full)?;
            (expected.vested, expected.fully_vested_at) = (row.vested, row.fully_vested_at);
            expected.claimable = row.vested - row.claimed;
            ensure!(row == expected, "BV-14: batch {row:?}, the model says {expected:?}");
            let alone: bs::BatchResponse = ask(chain, &model.at, &QueryMsg::Batch { position_id: id })?;
            ensure!(alone == row, "BV-14: {alone:?} alone, {row:?} in the list");
        }
        Ok(())
    }
}

fn all_positions(who: &Addr) -> QueryMsg {
    QueryMsg::Positions { user: who.to_string(), start_after: None, limit: Some(100) }
}

fn all_batches(who: &Addr) -> QueryMsg {
    QueryMsg::Batches { user: who.to_string(), start_after: None, limit: Some(100) }
}
