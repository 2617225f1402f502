//! The parameters of an escrow (joint-staking.md 4): their defaults and bounds.

use std::collections::BTreeSet;

use cosmwasm_std::Addr;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{ConfigResponse, DailyCap, InstantiateMsg, TimeMultiplier};

use super::control::Control;
use super::joint::{Joint, Terms, ALL_BPS};
use super::joint_around::Outside;
use super::refusals::{is_address, Refusals, ADDRESS};

/// tau by lock, unless others are set.
const MULTIPLIERS: [(u32, u32); 5] = [(30, 10_000), (60, 11_000), (90, 12_500), (180, 15_000), (365, 20_000)];

/// Rows of caps and steps.
pub(super) const MOST_ROWS: usize = 16;

/// tau and kappa.
pub(super) const MOST_BPS: u32 = 100_000;

/// What of a list of caps is impossible.
pub(super) fn caps_refusals(no: &mut Refusals, caps: &[DailyCap]) {
    no.when(caps.len() > MOST_ROWS, "config");
    no.when(caps.first().is_some_and(|row| row.from_day != 0), "config");
    no.when(caps.windows(2).any(|pair| pair[0].from_day >= pair[1].from_day), "config");
}

/// What of a list of multipliers is impossible.
pub(super) fn multipliers_refusals(no: &mut Refusals, rows: &[TimeMultiplier]) {
    let known = |row: &TimeMultiplier| MULTIPLIERS.iter().any(|(lock, _)| *lock == row.lock_days);
    no.when(!rows.iter().all(known), "config");
    no.when(rows.iter().any(|row| !(1..=MOST_BPS).contains(&row.tau_bps)), "config");
    let distinct: BTreeSet<u32> = rows.iter().map(|row| row.lock_days).collect();
    no.when(distinct.len() < rows.len(), "config");
}

impl Terms {
    /// What of the penalties is impossible.
    pub(super) fn penalty_refusals(&self, no: &mut Refusals) {
        no.when(self.penalty_bps > ALL_BPS || self.min_penalty_bps > ALL_BPS, "config");
        no.when(self.min_penalty_bps > 0 && !self.has_one_asset(), "config");
    }

    /// Whether a treasury takes what is earned.
    pub(super) fn suits(&self, treasury: &Addr, outside: &Outside) -> bool {
        match &self.reward {
            Asset::Native(denom) => (outside.denom_of)(treasury).as_ref() == Some(denom),
            Asset::Cw20(_) => false,
        }
    }

    /// What of where penalties and principals go is impossible.
    fn places_refusals(&self, no: &mut Refusals, outside: &Outside) {
        no.when(self.treasury.as_ref().is_some_and(|it| !self.suits(it, outside)), "config");
        if self.pool_registry.is_some() {
            let denom = outside.pools.map(|pools| Asset::Native(pools.denom()));
            no.when(denom.as_ref() != Some(&self.stake) || !self.has_one_asset(), "config");
        }
    }
}

/// An escrow with these parameters, as `by` instantiates it.
///
/// # Errors
/// All rules that they break.
pub fn instantiated(at: Addr, by: &Addr, msg: &InstantiateMsg, outside: &Outside) -> Result<Joint, Refusals> {
    let mut no = Refusals::default();
    let wrong = std::cell::Cell::new(false);
    let address = |text: &String| {
        wrong.set(wrong.get() || !is_address(text));
        Addr::unchecked(text)
    };
    let checked = |text: String| Ok::<_, Refusals>(address(&text));
    let multipliers = msg.time_multipliers.clone().unwrap_or_default();
    let rows = multipliers.iter().map(|row| (row.lock_days, row.tau_bps));
    let terms = Terms {
        registrar: address(&msg.registrar),
        stake: msg.stake_asset.clone().try_map(checked)?,
        reward: msg.reward_asset.clone().try_map(checked)?,
        treasury: msg.treasury.as_ref().map(address),
        pool_registry: msg.pool_registry.as_ref().map(address),
        caps: msg.daily_caps.clone().unwrap_or_default(),
        multipliers: MULTIPLIERS.into_iter().chain(rows).collect(),
        penalty_bps: msg.penalty_bps.unwrap_or(3_000),
        min_penalty_bps: msg.min_penalty_bps.unwrap_or(0),
        mutual_exit_free: msg.mutual_exit_free.unwrap_or(false),
        day_secs: msg.day_secs.unwrap_or(86_400),
        start: outside.now.seconds,
    };
    let owner = msg.owner.as_ref().map_or_else(|| by.clone(), address);
    let guardian = msg.guardian.as_ref().map(address);
    no.when(wrong.get(), ADDRESS);
    no.when(!(1..=86_400).contains(&terms.day_secs), "config");
    caps_refusals(&mut no, &terms.caps);
    multipliers_refusals(&mut no, &multipliers);
    terms.penalty_refusals(&mut no);
    terms.places_refusals(&mut no, outside);
    no.finish()?;
    Ok(Joint::new(at, terms, Control { owner, pending_owner: None, guardian, paused: false }))
}

impl Joint {
    /// `config`
    pub(super) fn config(&self) -> ConfigResponse {
        let (terms, control) = (self.terms.clone(), self.control.clone());
        let row = |(lock_days, tau_bps)| TimeMultiplier { lock_days, tau_bps };
        ConfigResponse {
            owner: Some(control.owner),
            registrar: terms.registrar,
            guardian: control.guardian,
            paused: control.paused,
            stake_asset: terms.stake,
            reward_asset: terms.reward,
            treasury: terms.treasury,
            pool_registry: terms.pool_registry,
            daily_caps: terms.caps,
            time_multipliers: terms.multipliers.into_iter().map(row).collect(),
            penalty_bps: terms.penalty_bps,
            min_penalty_bps: terms.min_penalty_bps,
            mutual_exit_free: terms.mutual_exit_free,
            day_secs: terms.day_secs,
            started_secs: terms.start,
        }
    }
}
