//! What an escrow stores and answers: the one place that reads it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{ensure, Result};
use cosmwasm_std::{Addr, Event, Storage, Uint256};
use cw_ownable::Ownership;
use num_bigint::BigInt;
use serde::de::DeserializeOwned;
use tributary_controls::ownership;
use tributary_controls::pause::{self, Pause};
use tributary_joint_staking::agreement::{Agreement, AGREEMENTS, AGREEMENTS_BY_OWNER, AGREEMENTS_BY_STAKER};
use tributary_joint_staking::principal::{Delegated, Place, DELEGATED};
use tributary_joint_staking::state::{self, Class, Config, Device, End, Offer, Totals};
use tributary_math::joint::accrual::Accrual;
use tributary_math::joint::calendar::Calendar;
use tributary_simulator::Chain;
use tributary_types::joint_staking::{
    AgreementResponse, AgreementsResponse, QueryMsg, TerminationPreviewResponse, TotalsResponse,
};

use crate::machine::compare::big;
use crate::machine::compare::lists::walk;
use crate::machine::step::fact;
use crate::model::joint::{Joint, MOST_ENDS};
use crate::vault_view::held;
use crate::view::packed;

/// An escrow at one moment, as it was touched last.
#[derive(Clone, Debug, PartialEq)]
pub struct JointView {
    /// The second of the block.
    pub now: u64,
    /// What it holds of what is staked, and of what is earned.
    pub held: (u128, u128),
    /// Parameters.
    pub config: Config,
    /// Days and caps.
    pub calendar: Calendar,
    /// Guardian and pause.
    pub pause: Pause,
    /// Its owner.
    pub owner: Ownership<Addr>,
    /// The accumulators.
    pub accrual: Accrual,
    /// What came and went.
    pub totals: Totals,
    /// Ends to come.
    pub ends: BTreeMap<u64, End>,
    /// The index at ends that were passed.
    pub passed: BTreeMap<u64, Uint256>,
    /// Classes by name.
    pub classes: BTreeMap<String, Class>,
    /// Devices by id.
    pub devices: BTreeMap<String, Device>,
    /// They by owner.
    pub devices_by_owner: BTreeSet<(Addr, String)>,
    /// All offers.
    pub offers: BTreeMap<u64, Offer>,
    /// All agreements.
    pub agreements: BTreeMap<u64, Agreement>,
    /// They by owner.
    pub by_owner: BTreeSet<(Addr, u64)>,
    /// They by staker.
    pub by_staker: BTreeSet<(Addr, u64)>,
    /// What works in pools.
    pub delegated: BTreeMap<Addr, Delegated>,
}

impl JointView {
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
            calendar: state::CALENDAR.load(storage)?,
            pause: pause::state(storage)?,
            owner: ownership::ownership(storage)?,
            accrual: state::ACCRUAL.load(storage)?,
            totals: state::TOTALS.load(storage)?,
            ends: packed(state::ENDS, storage)?,
            passed: packed(state::PASSED, storage)?,
            classes: packed(state::CLASSES, storage)?,
            devices: packed(state::DEVICES, storage)?,
            devices_by_owner: packed(state::DEVICES_BY_OWNER, storage)?.into_keys().collect(),
            offers: packed(state::OFFERS, storage)?,
            agreements: packed(AGREEMENTS, storage)?,
            by_owner: packed(AGREEMENTS_BY_OWNER, storage)?.into_keys().collect(),
            by_staker: packed(AGREEMENTS_BY_STAKER, storage)?.into_keys().collect(),
            delegated: packed(DELEGATED, storage)?,
        })
    }

    /// Agreements that are not closed.
    pub fn unclosed(&self) -> impl Iterator<Item = (&u64, &Agreement)> {
        self.agreements.iter().filter(|(_, it)| it.closed.is_none())
    }

    /// Whether an agreement earned after the last cut.
    pub fn is_earning(&self, agreement: &Agreement) -> bool {
        let earner = &agreement.earner;
        agreement.closed.is_none() && earner.since.is_some() && self.ends.contains_key(&earner.ends_at)
    }

    /// Principals that are here.
    pub fn principal_held(&self) -> u128 {
        let here = self.unclosed().filter(|(_, it)| it.place == Place::Held);
        here.map(|(_, it)| it.principal.u128()).sum()
    }

    /// What was taken of rewards as a penalty.
    pub fn taken(&self) -> u128 {
        let closed = self.agreements.values().filter_map(|it| it.closed.as_ref());
        closed.map(|closed| closed.bill.from_rewards.u128()).sum()
    }

    /// Rewards that are here, earned and free ones, and penalties that wait.
    pub fn rewards_owed(&self) -> u128 {
        let Totals { claimed, revenue_due, .. } = self.totals.clone();
        (self.accrual.funded + revenue_due - claimed).u128() - self.taken()
    }

    /// What it owes, with principals that came back from pools and were not paid on.
    pub fn owed(&self, back: u128) -> u128 {
        self.principal_held() + back + self.rewards_owed()
    }

    /// A: what was earned up to the last cut.
    pub fn accrued(&self) -> BigInt {
        big(self.accrual.accrued)
    }

    /// A base unit, in units of what is accrued.
    pub fn unit(&self) -> BigInt {
        big(self.calendar.unit())
    }
}

/// Asks the escrow.
///
/// # Errors
/// If it does not answer.
pub fn ask<T: DeserializeOwned>(chain: &Chain, at: &Addr, msg: &QueryMsg) -> Result<T> {
    chain.query_as(at, msg)
}

/// All agreements of an owner, by pages of so many.
///
/// # Errors
/// If the escrow does not answer.
pub fn owned(chain: &Chain, at: &Addr, who: &Addr, limit: u32) -> Result<Vec<AgreementResponse>> {
    let page = |start_after| {
        let msg = QueryMsg::AgreementsByOwner { owner: who.to_string(), start_after, limit: Some(limit) };
        Ok(ask::<AgreementsResponse>(chain, at, &msg)?.agreements)
    };
    walk(page, |row| row.agreement_id)
}

/// Events tell exactly what the model says.
///
/// # Errors
/// If they tell more, less, or something else.
pub fn reported(at: &Addr, expected: &[Event], events: &[Event]) -> Result<()> {
    let ours = |event: &&Event| fact(event).is_some_and(|name| name.starts_with("joint_staking/"));
    let found: Vec<&Event> = events.iter().filter(ours).collect();
    let shown = |event: &Event| {
        let event_there = Event::new(format!("wasm-{}", event.ty)).add_attribute("_contract_address", at);
        event_there.add_attributes(event.attributes.clone())
    };
    let expected: Vec<Event> = expected.iter().map(shown).collect();
    ensure!(found.iter().copied().eq(&expected), "the escrow reports {found:#?}, not {expected:#?}");
    Ok(())
}

/// What everybody has, and what leaving costs, at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotes {
    /// The second.
    pub at: u64,
    /// The sums.
    pub totals: TotalsResponse,
    /// All agreements.
    pub agreements: BTreeMap<u64, AgreementResponse>,
    /// What ending those would cost that are not closed.
    pub previews: BTreeMap<u64, TerminationPreviewResponse>,
}

impl Quotes {
    /// Asks about everything; nothing, if so many agreements have ended that somebody has to advance first.
    ///
    /// # Errors
    /// If the escrow does not answer.
    pub fn read(chain: &Chain, model: &Joint) -> Result<Option<Self>> {
        let (at, now) = (&model.at, chain.block().time.seconds());
        if model.pending(now).len() > MOST_ENDS {
            return Ok(None);
        }
        let (mut agreements, mut previews) = (BTreeMap::new(), BTreeMap::new());
        for (id, agreement) in &model.agreements {
            let row = ask(chain, at, &QueryMsg::Agreement { agreement_id: *id })?;
            agreements.insert(*id, row);
            if agreement.closed.is_none() {
                let preview = ask(chain, at, &QueryMsg::TerminationPreview { agreement_id: *id })?;
                previews.insert(*id, preview);
            }
        }
        let totals = ask(chain, at, &QueryMsg::Totals {})?;
        Ok(Some(Self { at: now, totals, agreements, previews }))
    }
}
