//! Licences in the custody of the staker-registry (license-nft.md 4).

use cosmwasm_std::Addr;
use serde_json::json;
use tributary_types::license_nft::{NodeRole, Stage};

use super::books::Held;
use super::refusals::{Refusals, SILENT};
use super::stakers::Custody;
use super::{Model, Verdict};

/// Licences that one liquidation burns at most.
const MOST_BURNED: usize = 50;

/// What a liquidation does to licences.
pub(super) struct Burning {
    /// Which ones, in the order in which they answer.
    pub ids: Vec<String>,
    /// Those of them that counted.
    pub bonded: u128,
    /// Coins that they bear.
    pub need: u128,
    /// What they stood for beyond the need, if it is the bond's.
    pub surplus: u128,
    /// Whether the surplus waits for the release point of an unbonding licence.
    pub waits: bool,
}

impl Model {
    pub(super) fn keep_license(&mut self, id: &str, staker: &Addr, bonder: &Addr, role: NodeRole) {
        let (staker, bonder) = (staker.clone(), bonder.clone());
        let license = Custody { staker, bonder, role, release: None, surplus: None };
        self.stakers.custody.insert(id.to_owned(), license);
    }

    /// `register_staker` with a licence: for a registrar whose identity has just sent one, so never in a call of its own.
    pub(super) fn register_with_license(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        identity: &Addr,
        signing: &Addr,
        id: &str,
    ) -> Verdict {
        no.when(identity == by, "unauthorized");
        self.registration_refusals(&mut no, by, identity, signing, self.licenses.worth);
        let kept = self.stakers.custody.get(id);
        let theirs = kept.is_some_and(|it| it.staker == *identity && it.bonder == *identity);
        no.when(!theirs, "custody");
        no.when(self.stakers.config.licenses.is_none(), "unauthorized");
        no.finish()?;
        unreachable!("whoever has a licence in custody for itself is registered")
    }

    /// Once; for a licence contract of the same coins.
    pub(super) fn set_license_contract(&mut self, mut no: Refusals, at: Addr) -> Verdict {
        no.when(self.stakers.config.licenses.is_some(), "set");
        if at == self.places.strange_licenses {
            no.when(true, "denom");
        } else if at != self.places.licenses {
            no.when(true, SILENT);
        } else {
            let keeper = self.licenses.registry.as_ref();
            no.when(keeper.is_some_and(|keeper| *keeper != self.places.stakers), "custody");
        }
        no.finish()?;
        self.stakers.config.licenses = Some((at, self.licenses.worth));
        Ok(None)
    }

    /// How many licences somebody has that count for a staker.
    fn counted(&self, staker: &Addr, bonder: &Addr) -> u128 {
        self.stakers.licenses_of(staker, bonder).filter(|(_, it)| it.release.is_none()).count() as u128
    }

    /// The pool-registry learns how many licences somebody has in a pool now.
    pub(super) fn license_changed(&mut self, pool: &Addr, who: &Addr) -> Result<(), Refusals> {
        self.book(pool);
        let licenses = self.counted(pool, who);
        let held = Held { licenses, ..self.pools.held(pool, who) };
        self.restake(pool, who, held)
    }

    pub(super) fn unbond_license(&mut self, mut no: Refusals, by: &Addr, id: &str) -> Verdict {
        let Some(license) = self.stakers.custody.get(id).cloned() else {
            no.when(true, "unknown");
            return Err(no);
        };
        no.when(license.bonder != *by, "unauthorized");
        no.when(license.release.is_some(), "unbonding");
        let management = self.stakers.stakers[&license.staker].management.clone();
        let word = self.puppet(&management).and_then(|puppet| puppet.temper.refusal());
        word.into_iter().for_each(|word| no.when(management != license.staker, word));
        no.finish()?;
        let release = self.now.after(self.stakers.config.unbond_lock);
        self.stakers.custody.get_mut(id).expect("seen above").release = Some(release);
        if management == self.places.pools {
            self.license_changed(&license.staker, by)?;
        }
        Ok(Some(json!({ "token_id": id, "release": release })))
    }

    /// The licence goes back to its bonder, or what a liquidation left of it.
    pub(super) fn release_license(&mut self, mut no: Refusals, id: &str) -> Verdict {
        let Some(license) = self.stakers.custody.get(id).cloned() else {
            no.when(true, "unknown");
            return Err(no);
        };
        no.when(license.release.is_none(), "bonded");
        no.when(license.release.is_some_and(|release| !self.now.reached(release)), "locked");
        no.when(license.surplus.is_some() && self.licenses.stage != Stage::Stable, "stable");
        no.finish()?;
        self.stakers.custody.remove(id);
        match license.surplus {
            Some(surplus) => self.pay_from_stakers(&license.bonder, surplus)?,
            None => {
                let registry = self.places.stakers.clone();
                self.move_license(Refusals::default(), &registry, &license.bonder, id, None)?;
            }
        }
        Ok(None)
    }

    /// What earlier faults left of licences of whoever answers for `staker`, by id.
    pub(super) fn surpluses(&self, staker: &Addr) -> Vec<(String, u128)> {
        let licenses = self.stakers.licenses_of(staker, staker);
        licenses.filter_map(|(id, license)| Some((id.clone(), license.surplus?))).collect()
    }

    /// Which licences of whoever answers for `staker` bear what is left of a demand: bonded before unbonding ones, each by
    /// the bytes of their ids, at most 50; none in the testnet.
    pub(super) fn burning(&self, staker: &Addr, left: u128) -> Burning {
        let mut ids: Vec<(bool, String)> = self
            .stakers
            .licenses_of(staker, staker)
            .filter(|(_, license)| license.surplus.is_none())
            .map(|(id, license)| (license.release.is_some(), id.clone()))
            .collect();
        ids.sort();
        ids.truncate(MOST_BURNED);
        if self.licenses.stage == Stage::Testnet || self.stakers.config.licenses.is_none() {
            ids.clear();
        }
        let worth = self.licenses.worth;
        let need = left.min(ids.len() as u128 * worth);
        let burn = need.div_ceil(worth);
        ids.truncate(burn as usize);
        Burning {
            bonded: ids.iter().filter(|(unbonding, _)| !unbonding).count() as u128,
            need,
            surplus: if self.licenses.whole { 0 } else { burn * worth - need },
            waits: ids.last().is_some_and(|(unbonding, _)| *unbonding),
            ids: ids.into_iter().map(|(_, id)| id).collect(),
        }
    }

    /// Burns them; a surplus that waits does so under the last one's id.
    pub(super) fn burn_all(&mut self, staker: &Addr, burning: &Burning) -> Result<(), Refusals> {
        for (place, id) in burning.ids.iter().enumerate() {
            let last = place + 1 == burning.ids.len();
            let mut license = self.stakers.custody.remove(id).expect("chosen above");
            if last && burning.waits && burning.surplus > 0 {
                license.surplus = Some(burning.surplus);
                self.stakers.custody.insert(id.clone(), license);
            }
        }
        let mut ids = burning.ids.clone();
        ids.sort();
        let registry = self.places.stakers.clone();
        self.liquidate_licenses(Refusals::default(), &registry, staker, burning.need, &ids)?;
        Ok(())
    }
}
