//! Storing a pool, with everything that follows from the change.

use cosmwasm_std::{Empty, Env, Event, Response, Storage, SubMsg};
use tributary_math::rewards::Booking;
use tributary_types::event::Fact;
use tributary_types::pool_registry::{CoinbaseShort, PoolState, PoolStateChanged, RewardsBooked, CONTRACT};

use super::{BookedPool, Member};
use crate::state::{Pool, DELEGATIONS, DELEGATIONS_BY_DELEGATOR, POOLS, POOLS_BY_STATE, TOTALS};
use crate::{history, ContractError};

/// What follows from a stored change: events, and messages that go out after the handler's own.
pub struct Aftermath {
    events: Vec<Event>,
    messages: Vec<SubMsg>,
}

impl Aftermath {
    /// Adds itself to the handler's response, whose own messages stay ahead.
    pub fn complete(self, response: Response) -> Response {
        response.add_events(self.events).add_submessages(self.messages)
    }
}

impl BookedPool<'_> {
    /// Stores the pool with `member`, and answers what follows.
    ///
    /// # Errors
    /// None in practice: everything was checked before.
    pub fn save(
        mut self,
        storage: &mut dyn Storage,
        env: &Env,
        member: Option<Member>,
    ) -> Result<Aftermath, ContractError> {
        let mut aftermath = Aftermath { events: self.booking_events(), messages: vec![] };
        if let Some(member) = member {
            self.save_member(storage, member)?;
        }
        self.update_state(storage, &mut aftermath)?;
        self.update_totals(storage, env)?;
        aftermath.messages.extend(self.hook_messages(storage)?);
        let pool = Pool { rewards: self.rewards.into_inner(), standing: self.standing };
        POOLS.save(storage, &self.operator, &pool)?;
        Ok(aftermath)
    }

    fn booking_events(&self) -> Vec<Event> {
        let mut events = vec![];
        let Booking { amount, commission, released, shortfall } = self.booking;
        if !(amount.is_zero() && released.is_zero()) {
            let crr = self.rewards.crr();
            let outstanding = self.rewards.outstanding();
            let pool = self.operator.clone();
            let fact = RewardsBooked { pool, amount, commission, released, crr, outstanding };
            events.push(fact.event(CONTRACT));
        }
        if !shortfall.is_zero() {
            let fact = CoinbaseShort { pool: self.operator.clone(), missing: shortfall };
            events.push(fact.event(CONTRACT));
        }
        events
    }

    /// A place without stake and rewards is removed; the fraction of a unit in it goes to all.
    fn save_member(&mut self, storage: &mut dyn Storage, member: Member) -> Result<(), ContractError> {
        let Member { delegator, delegation, stored } = member;
        if delegation.rewards.is_finished() {
            DELEGATIONS.remove(storage, (&self.operator, &delegator));
            DELEGATIONS_BY_DELEGATOR.remove(storage, (&delegator, &self.operator));
            return Ok(self.rewards.absorb(delegation.rewards)?);
        }
        if !stored {
            DELEGATIONS_BY_DELEGATOR.save(storage, (&delegator, &self.operator), &Empty {})?;
        }
        DELEGATIONS.save(storage, (&self.operator, &delegator), &delegation)?;
        Ok(())
    }

    /// The pool's state follows from its stakes; the staker-registry is told when it starts or stops to count.
    fn update_state(
        &mut self,
        storage: &mut dyn Storage,
        aftermath: &mut Aftermath,
    ) -> Result<(), ContractError> {
        let total = self.rewards.weight();
        let state = if self.config.rules().satisfied(self.standing.self_stake, total.into())? {
            PoolState::Active
        } else if self.standing.self_stake.is_zero() {
            PoolState::Retired
        } else {
            PoolState::Broken
        };
        let before = std::mem::replace(&mut self.standing.state, state);
        if before == state && !self.is_new {
            return Ok(());
        }
        POOLS_BY_STATE.remove(storage, (before.name(), &self.operator));
        POOLS_BY_STATE.save(storage, (state.name(), &self.operator), &Empty {})?;
        if self.is_new {
            return Ok(());
        }

        let is_active = state == PoolState::Active;
        if is_active != (before == PoolState::Active) {
            let msg = self.config.staker_registry.set_state(&self.operator, is_active)?;
            aftermath.messages.push(SubMsg::new(msg));
        }
        let fact = PoolStateChanged {
            pool: self.operator.clone(),
            state,
            self_stake: self.standing.self_stake,
            pool_stake: total,
        };
        aftermath.events.push(fact.event(CONTRACT));
        Ok(())
    }

    /// What changes in the sums over all pools, and the lines of stake and rewards, if either changed.
    fn update_totals(&mut self, storage: &mut dyn Storage, env: &Env) -> Result<(), ContractError> {
        let (stake, booked) = (self.rewards.weight(), self.booking.amount);
        let has_moved = stake != self.newest.stake || !booked.is_zero();
        if !has_moved && !self.is_new && self.incoming.is_none() {
            return Ok(());
        }
        let mut totals = TOTALS.load(storage)?;
        totals.pools = totals.pools.saturating_add(u64::from(self.is_new));
        if let Some(incoming) = self.incoming {
            totals.pending_stake = incoming.after(totals.pending_stake)?;
        }
        if has_moved {
            let (now, window) = (env.block.height, self.config.performance_window);
            let next = self.newest.advance(now, stake, booked)?;
            let line = self.operator.as_str();
            self.standing.kept = history::keep(storage, line, self.standing.kept, &self.newest, now, window)?;
            self.standing.changed_height = next.height;
            self.standing.stake_blocks = next.stake_blocks;

            let all = totals.trace.stake.checked_sub(self.newest.stake)?.checked_add(stake)?;
            totals.kept =
                history::keep(storage, history::ALL_POOLS, totals.kept, &totals.trace, now, window)?;
            totals.trace = totals.trace.advance(now, all, booked)?;
        }
        TOTALS.save(storage, &totals)?;
        Ok(())
    }
}
