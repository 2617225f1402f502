//! What moves in a vault: stakes, principals, claims, boosts (boosted-staking.md 1 to 4).

use cosmwasm_std::{Addr, Decimal, Timestamp, Uint128, Uint256};
use num_bigint::BigInt;
use tributary_types::boosted_staking as bs;
use tributary_types::boosted_staking::{CountedBy, ExecuteMsg};

use super::exact::Exact;
use super::pages::rows_of;
use super::refusals::Refusals;
use super::time::DAY_SECONDS;
use super::vault::{Position, Terms, Vault};
use super::vault_calls::{Claims, Turn};
use super::vault_weight::shown;

/// Positions of a user that can be open at a time.
const POSITIONS: usize = 32;

impl Vault {
    /// Tells what a user's positions earned that are over.
    pub(super) fn touch_user(&mut self, turn: &mut Turn, who: &Addr) {
        let over = self.positions.iter().filter(|(_, it)| it.user == *who && !it.told && !self.is_open(it));
        let mut over: Vec<(u64, u64)> = over.map(|(id, it)| (it.ends, *id)).collect();
        over.sort_unstable();
        for (ends, position_id) in over {
            let reward = self.reward(&self.positions[&position_id]);
            let position = self.positions.get_mut(&position_id).expect("listed above");
            (position.reward, position.told) = (Some(reward), true);
            let (user, ended_at) = (who.clone(), Timestamp::from_seconds(ends));
            turn.tell(bs::PositionMatured { position_id, user, ended_at, reward: reward.into() });
            self.forget(position_id);
        }
    }

    /// A position without principal and reward is gone.
    fn forget(&mut self, id: u64) {
        let position = &self.positions[&id];
        if position.withdrawn && position.reward.is_some_and(|reward| position.claimed >= reward) {
            self.positions.remove(&id);
        }
    }

    /// What refuses a stake, and an estimate of one: its period and the programme.
    pub(super) fn period_refusals(&self, no: &mut Refusals, days: u32) {
        let (terms, now) = (&self.terms, self.last);
        no.when(!(terms.min_days..=terms.max_days).contains(&days), "period");
        let late = now >= terms.end() || terms.period_end(now, days) > terms.end();
        no.when(now < terms.start || late, "programme");
    }

    /// `stake`, with coins or tokens.
    pub(super) fn stake(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        who: &Addr,
        days: u32,
        amount: u128,
    ) -> Result<(), Refusals> {
        no.when(self.control.paused, "paused");
        self.period_refusals(&mut no, days);
        let phase1_end = self.terms.start + u64::from(self.terms.phase1_days) * DAY_SECONDS;
        let is_short = Terms::months(days) < self.terms.phase1_min_months;
        no.when(self.last < phase1_end && is_short, "phase");
        no.when(amount < self.terms.min_stake, "minimum");
        no.when(self.open_positions(who) >= POSITIONS, "positions");
        let ends = self.terms.period_end(self.last, days);
        no.when(self.funded < self.terms.emitted(ends.min(self.terms.end()) - self.terms.start), "funded");
        no.finish()?;
        self.touch_user(turn, who);
        if self.terms.counted(CountedBy::Balance).is_some() {
            if let Some(nfts) = (turn.outside.holdings)(who) {
                self.recount(turn, who, nfts);
            }
        }
        let id = self.next_id;
        self.next_id += 1;
        let position = Position {
            user: who.clone(),
            amount,
            days,
            started: self.last,
            ends,
            withdrawn: false,
            earned: Exact::default(),
            reward: None,
            told: false,
            claimed: 0,
        };
        let weight = wide(&shown(&self.weight(&position)));
        self.positions.insert(id, position);
        self.note_stake(who);
        let user = self.users.get_mut(who).expect("noted above");
        user.segments.last_mut().expect("noted above").history += amount;
        turn.told.opened = Some(id);
        turn.tell(bs::Staked {
            position_id: id,
            user: who.clone(),
            amount: amount.into(),
            days,
            months: Terms::months(days),
            ends_at: Timestamp::from_seconds(ends),
            weight,
            total_weight: self.shown_total(),
        });
        Ok(())
    }

    pub(super) fn withdraw(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        id: u64,
    ) -> Result<(), Refusals> {
        let position = self.positions.get(&id);
        no.when(position.is_none_or(|position| position.withdrawn), "not found");
        no.when(position.is_some_and(|position| position.user != *by), "unauthorized");
        no.when(position.is_some_and(|position| self.is_open(position)), "locked");
        no.finish()?;
        self.touch_user(turn, by);
        let position = self.positions.get_mut(&id).expect("found above");
        position.withdrawn = true;
        let amount = position.amount;
        turn.tell(bs::Withdrawn { position_id: id, user: by.clone(), amount: amount.into() });
        turn.pay(by, &self.terms.stake, amount);
        self.forget(id);
        Ok(())
    }

    pub(super) fn claim(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        msg: &ExecuteMsg,
    ) -> Result<(), Refusals> {
        let ExecuteMsg::Claim { position_id, start_after, limit } = msg else { return Err(no) };
        let ids: Vec<u64> = match position_id {
            Some(id) => {
                let position = self.positions.get(id);
                no.when(position.is_none_or(|position| !self.is_batch(position)), "not found");
                no.when(position.is_some_and(|position| position.user != *by), "unauthorized");
                vec![*id]
            }
            None => {
                let later = |id: &u64| start_after.is_none_or(|start| *id > start);
                let batches = self.positions.iter().filter(|(_, it)| it.user == *by && self.is_batch(it));
                let limit = rows_of(limit.or(Some(bs::CLAIM_LIMIT)));
                batches.map(|(id, _)| *id).filter(later).take(limit).collect()
            }
        };
        no.finish()?;
        self.touch_user(turn, by);
        let batches = ids.len() as u32;
        let sum = ids.into_iter().map(|id| self.claim_batch(turn, id)).sum::<u128>();
        self.claimed += sum;
        turn.tell(bs::Claimed { user: by.clone(), amount: sum.into(), batches });
        turn.pay(by, &self.terms.reward, sum);
        Ok(())
    }

    /// Pays what has vested of a batch and was not paid before.
    fn claim_batch(&mut self, turn: &mut Turn, position_id: u64) -> u128 {
        let position = &self.positions[&position_id];
        let total = self.reward(position);
        let vested = self.vested(position, total);
        let range =
            vested.start().saturating_sub(position.claimed)..=vested.end().saturating_sub(position.claimed);
        let next = |seen: &mut &mut Claims| seen.get_mut(&position_id)?.pop_front();
        let seen = turn.seen.as_mut().map(|seen| next(seen).unwrap_or_default());
        let amount = seen.unwrap_or(*range.end());
        if !range.contains(&amount) {
            turn.told.wrong = Some(format!("BV-10: {amount} is paid of {position_id}, not {range:?}"));
        }
        let position = self.positions.get_mut(&position_id).expect("found above");
        position.claimed += amount;
        let claimed = position.claimed.into();
        turn.tell(bs::BatchClaimed { position_id, amount: amount.into(), claimed, total: total.into() });
        self.forget(position_id);
        amount
    }

    /// Another number of NFTs, and its event.
    pub(super) fn set_nfts(&mut self, turn: &mut Turn, who: &Addr, nfts: u64) {
        self.touch_user(turn, who);
        self.users.entry(who.clone()).or_default().nfts = nfts;
        self.tell_boost(turn, who);
    }

    /// What a stake reads; it tells of a change alone.
    fn recount(&mut self, turn: &mut Turn, who: &Addr, nfts: u64) {
        if nfts != self.nfts(who) {
            self.set_nfts(turn, who, nfts);
        }
    }

    /// What boosts a user now.
    pub(super) fn tell_boost(&self, turn: &mut Turn, who: &Addr) {
        let (nfts, loyalty) = (self.nfts(who), self.loyalty(who));
        let boost = decimal(self.boost_of(who));
        turn.tell(bs::BoostChanged { user: who.clone(), nfts, loyalty, boost });
    }

    /// W, as it is shown.
    pub(super) fn shown_total(&self) -> Uint256 {
        wide(&shown(&self.total_weight()))
    }
}

/// A figure with 18 decimals.
pub(super) fn decimal(atomics: u128) -> Decimal {
    Decimal::new(Uint128::new(atomics))
}

/// A figure of up to 256 bits.
pub(super) fn wide(value: &BigInt) -> Uint256 {
    value.to_string().parse().expect("weights and rates fit in 256 bits")
}
