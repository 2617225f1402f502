//! Activation (joint-staking.md 3): principals that work in pools, and how they come back.

use cosmwasm_std::{Addr, Uint128};
use serde_json::json;
use tributary_types::joint_staking as js;

use super::joint::{Joint, Place};
use super::joint_calls::{Effect, Turn};
use super::refusals::{is_address, Refusals, ADDRESS};

impl Joint {
    /// Where a principal is sent to work, if its class says so and nothing is known that speaks against it.
    pub(super) fn destination(&self, turn: &Turn, agreement_id: u64) -> Option<Addr> {
        let agreement = &self.agreements[&agreement_id];
        let pools = turn.outside.pools.filter(|_| self.terms.pool_registry.is_some())?;
        let goes = agreement.principal >= pools.min_delegation() && pools.lets_go();
        self.classes[&agreement.class].pool.clone().filter(|_| goes)
    }

    /// A principal that has just come goes to work, if the pool takes it.
    pub(super) fn delegate(&mut self, turn: &mut Turn, agreement_id: u64) {
        let (Some(pools), Some(pool)) = (turn.outside.pools, self.destination(turn, agreement_id)) else {
            return;
        };
        let amount = self.agreements[&agreement_id].principal;
        self.pools.entry(pool.clone()).or_default();
        if let Some(reason) = pools.refusal(&pool, amount) {
            turn.tell(js::DelegationRefused { agreement_id, pool, reason });
            return;
        }
        turn.told.effects.push(Effect::Delegate(pool.clone(), amount));
        self.agreements.get_mut(&agreement_id).expect("it started").place = Place::Working(pool);
    }

    /// The pool that a principal has to leave, and the batch with which it does.
    pub(super) fn way_out(&self, place: &Place) -> (Option<Addr>, Option<u64>) {
        let batches = |pool: &Addr| self.pools.get(pool).map_or(&[][..], |it| &it.batches);
        match place {
            Place::Held | Place::Working(_) | Place::Returned => (None, None),
            Place::Waiting(pool) => (Some(pool.clone()), Some(batches(pool).len() as u64)),
            Place::Leaving(pool, id) => {
                let batch = batches(pool).iter().position(|batch| batch == id);
                (Some(pool.clone()), batch.map(|batch| batch as u64))
            }
        }
    }

    /// `release_principal`
    pub(super) fn release(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        agreement_id: u64,
    ) -> Result<(), Refusals> {
        let Some(agreement) = self.agreements.get(&agreement_id) else {
            no.when(true, "not found");
            return Err(no);
        };
        let back = agreement.place == Place::Returned;
        no.when(agreement.closed.is_none() || back, "closed");
        let place = agreement.place.clone();
        match place {
            Place::Waiting(pool) if no.0.is_empty() => self.start_batch(no, turn, &pool),
            Place::Leaving(pool, id) if no.0.is_empty() => self.pay_back(no, turn, agreement_id, &pool, id),
            _ => Err(no),
        }
    }

    /// Lets everything leave that waits; all of a pool, where less than its minimum would stay.
    fn start_batch(&mut self, mut no: Refusals, turn: &mut Turn, pool: &Addr) -> Result<(), Refusals> {
        let Some(pools) = turn.outside.pools else { return Err(no) };
        let today = self.terms.day(turn.now());
        no.when(self.pools.get(pool).is_some_and(|it| it.last_day == Some(today)), "locked");
        no.finish()?;
        let sum = |place: &Place| -> u128 {
            self.agreements.values().filter(|it| it.place == *place).map(|it| it.principal).sum()
        };
        let (stays, waits) = (sum(&Place::Working(pool.clone())), sum(&Place::Waiting(pool.clone())));
        let all = stays < pools.min_delegation();
        let amount = if all { stays + waits } else { waits };
        let (unbond_id, release) = pools.undelegation(pool, amount)?;
        for agreement in self.agreements.values_mut() {
            let works = agreement.place == Place::Working(pool.clone());
            if agreement.place == Place::Waiting(pool.clone()) || all && works {
                agreement.place = Place::Leaving(pool.clone(), unbond_id);
            }
        }
        let row = self.pools.entry(pool.clone()).or_default();
        row.last_day = Some(today);
        let batch = row.batches.len() as u64;
        row.batches.push(unbond_id);
        turn.told.effects.push(Effect::Undelegate(pool.clone(), amount));
        let (pool, amount) = (pool.clone(), amount.into());
        turn.tell(js::UndelegationStarted { pool, batch, amount, unbond_id, release });
        Ok(())
    }

    fn pay_back(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        agreement_id: u64,
        pool: &Addr,
        unbond_id: u64,
    ) -> Result<(), Refusals> {
        self.behind(&mut no, turn.now());
        let released = turn.outside.pools.and_then(|pools| pools.released(pool, unbond_id));
        no.when(released == Some(false), "locked");
        no.finish()?;
        self.pass(turn.now());
        if released.is_some() {
            turn.told.effects.push(Effect::Finalize(unbond_id));
        }
        let agreement = self.agreements.get_mut(&agreement_id).expect("found by the caller");
        agreement.place = Place::Returned;
        let owed = agreement.closed.as_ref().map_or(0, |closed| closed.bill.from_principal);
        let (staker, amount) = (agreement.staker.clone(), agreement.principal - owed);
        self.take_penalty(turn.now(), owed);
        turn.pay(&staker, &self.terms.stake, amount);
        let (amount, from_principal) = (amount.into(), owed.into());
        turn.tell(js::PrincipalReleased { agreement_id, staker, amount, from_principal });
        Ok(())
    }

    /// `collect_pool_rewards`
    pub(super) fn collect(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        pool: &String,
    ) -> Result<(), Refusals> {
        no.when(!is_address(pool), ADDRESS);
        let pool = Addr::unchecked(pool);
        no.when(!self.pools.contains_key(&pool), "not found");
        self.behind(&mut no, turn.now());
        let Some(pools) = turn.outside.pools.filter(|_| no.0.is_empty()) else { return Err(no) };
        let amount = pools.rewards(&pool)?;
        self.pass(turn.now());
        turn.told.effects.push(Effect::Collect(pool.clone()));
        self.fund(turn.now(), amount);
        let (amount, funded) = (Uint128::new(amount), self.funded.into());
        turn.told.data = Some(json!({ "amount": amount }));
        turn.tell(js::PoolRewardsCollected { pool, amount, funded });
        Ok(())
    }
}
