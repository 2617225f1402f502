//! What a vault answers as of now. Where the specification allows two figures, the larger one.

use cosmwasm_std::{Addr, Binary, Decimal256, Timestamp};
use num_bigint::BigInt;
use tributary_types::boosted_staking as bs;
use tributary_types::boosted_staking::{PositionStatus, QueryMsg};

use super::pages::{json, page, rows_of};
use super::refusals::Refusals;
use super::time::DAY_SECONDS;
use super::vault::{rounded, Position, Terms, Vault, FIRST_ID};
use super::vault_moves::{decimal, wide};
use super::vault_weight::{shown, shown_unit, slope, unit, ONE};

/// What becomes of a question.
pub type Answered = Result<Binary, Refusals>;

impl Vault {
    /// What it answers at second `now`.
    ///
    /// # Errors
    /// The rules that the question breaks.
    pub fn answer(&self, now: u64, msg: &QueryMsg) -> Answered {
        let at = self.as_of(now);
        match msg {
            QueryMsg::Config {} => Ok(json(at.config())),
            QueryMsg::Ownership {} => Ok(json(at.control.ownership())),
            QueryMsg::Vault {} => Ok(json(at.vault_answer())),
            QueryMsg::Position { position_id: id } => {
                found(at.held(*id).map(|position| json(at.position_answer(*id, position))))
            }
            QueryMsg::Batch { position_id: id } => {
                found(at.batch(*id).map(|position| json(at.batch_answer(*id, position))))
            }
            QueryMsg::Estimate { amount, days, nfts, loyalty } => {
                at.estimate(amount.u128(), *days, *nfts, *loyalty).map(json)
            }
            QueryMsg::Emission { day } => at.emission(*day).map(json),
            QueryMsg::Emissions { start_after, limit } => {
                let first = start_after.map_or(0, |day| day.saturating_add(1));
                let days = first..at.terms.days;
                let emissions = days.take(rows_of(*limit)).filter_map(|day| at.emission(day).ok()).collect();
                Ok(json(bs::EmissionsResponse { emissions }))
            }
            _ => at.answer_about(msg),
        }
    }

    /// The same, of one user.
    fn answer_about(&self, msg: &QueryMsg) -> Answered {
        match msg {
            QueryMsg::Positions { user, start_after, limit } => {
                let rows = self.positions.iter().filter(|(_, it)| it.user.as_str() == user && !it.withdrawn);
                let rows = rows.map(|(id, it)| self.position_answer(*id, it));
                let positions =
                    page(rows, *limit, |it| start_after.is_none_or(|start| it.position_id > start));
                Ok(json(bs::PositionsResponse { positions }))
            }
            QueryMsg::Batches { user, start_after, limit } => {
                let rows =
                    self.positions.iter().filter(|(_, it)| it.user.as_str() == user && self.is_batch(it));
                let rows = rows.map(|(id, it)| self.batch_answer(*id, it));
                let batches = page(rows, *limit, |it| start_after.is_none_or(|start| it.position_id > start));
                Ok(json(bs::BatchesResponse { batches }))
            }
            QueryMsg::Boost { user } => {
                let who = Addr::unchecked(user);
                let boost = decimal(self.boost_of(&who));
                Ok(json(bs::BoostResponse { nfts: self.nfts(&who), loyalty: self.loyalty(&who), boost }))
            }
            QueryMsg::Deposits { user, start_after, limit } => {
                let rows =
                    self.deposits.iter().filter(|(_, who)| who.as_str() == user).map(|(id, _)| id.clone());
                let later = |id: &String| start_after.as_ref().is_none_or(|start| id > start);
                Ok(json(bs::DepositsResponse { deposits: page(rows, *limit, later) }))
            }
            QueryMsg::Account { user } => Ok(json(self.account(&Addr::unchecked(user)))),
            _ => Err(Refusals::one("no such question")),
        }
    }

    /// A position whose principal is here.
    fn held(&self, id: u64) -> Option<&Position> {
        self.positions.get(&id).filter(|position| !position.withdrawn)
    }

    /// A batch.
    fn batch(&self, id: u64) -> Option<&Position> {
        self.positions.get(&id).filter(|position| self.is_batch(position))
    }

    fn vault_answer(&self) -> bs::VaultResponse {
        let sum = |open: bool| -> u128 {
            let held = self.positions.values().filter(|it| !it.withdrawn && (!open || self.is_open(it)));
            held.map(|it| it.amount).sum()
        };
        bs::VaultResponse {
            day: self.terms.day(self.last),
            ends_at: Timestamp::from_seconds(self.terms.end()),
            total_staked: sum(true).into(),
            principal_held: sum(false).into(),
            total_weight: self.shown_total(),
            open_positions: self.open().count() as u64,
            last_position_id: self.next_id - FIRST_ID,
            funded: self.funded.into(),
            emitted: self.terms.emitted(self.terms.passed(self.last)).into(),
            set_aside: self.terms.emitted(self.idle).into(),
            claimed: self.claimed.into(),
            swept: self.swept.into(),
        }
    }

    fn position_answer(&self, position_id: u64, position: &Position) -> bs::PositionResponse {
        let open = self.is_open(position);
        bs::PositionResponse {
            position_id,
            user: position.user.clone(),
            amount: position.amount.into(),
            days: position.days,
            months: position.months(),
            started_at: Timestamp::from_seconds(position.started),
            ends_at: Timestamp::from_seconds(position.ends),
            status: if open { PositionStatus::Open } else { PositionStatus::Matured },
            weight: if open { wide(&shown(&self.weight(position))) } else { 0u128.into() },
            accrued: self.reward(position).into(),
        }
    }

    fn batch_answer(&self, position_id: u64, position: &Position) -> bs::BatchResponse {
        let total = self.reward(position);
        let vested = *self.vested(position, total).end();
        bs::BatchResponse {
            position_id,
            user: position.user.clone(),
            total: total.into(),
            vested: vested.into(),
            claimed: position.claimed.into(),
            claimable: vested.saturating_sub(position.claimed).into(),
            started_at: Timestamp::from_seconds(position.ends),
            fully_vested_at: Timestamp::from_seconds(*self.fully_vested(position).start()),
        }
    }

    fn account(&self, who: &Addr) -> bs::AccountResponse {
        let (staked, history) = (self.staked(who), self.users.get(who).map_or(0, |user| user.history()));
        let more = BigInt::from(staked) * ONE / history.max(1);
        bs::AccountResponse {
            staked: staked.into(),
            history: history.into(),
            vesting_speed: decimal(ONE + rounded(&more)),
            open_positions: self.open_positions(who) as u32,
        }
    }

    fn estimate(
        &self,
        amount: u128,
        days: u32,
        nfts: u64,
        loyalty: u64,
    ) -> Result<bs::EstimateResponse, Refusals> {
        let mut no = Refusals::default();
        self.period_refusals(&mut no, days);
        no.when(amount == 0, "minimum");
        no.finish()?;
        let (weights, months) = (&self.terms.weights, Terms::months(days));
        let slope = slope(weights, self.boost(nfts, loyalty));
        let weight = unit(weights, months, &slope) * amount;
        let ends = self.terms.period_end(self.last, days);
        // In so many seconds this part of what is emitted.
        let emitted = |seconds: u64| &weight * self.terms.total * seconds;
        let per = (self.total_weight() + &weight) * self.terms.duration();
        let earned = |seconds: u64| rounded(&(emitted(seconds) / &per));
        Ok(bs::EstimateResponse {
            months,
            ends_at: Timestamp::from_seconds(ends),
            unit_weight: decimal(rounded(&shown_unit(weights, months, &slope))),
            weight: wide(&shown(&weight)),
            reward: earned(ends - self.last).into(),
            reward_per_day: earned(DAY_SECONDS).into(),
            apr: Decimal256::new(wide(&(emitted(365 * DAY_SECONDS) * ONE / (&per * amount)))),
        })
    }

    fn emission(&self, day: u32) -> Result<bs::EmissionResponse, Refusals> {
        let mut no = Refusals::default();
        no.when(day >= self.terms.days, "programme");
        no.finish()?;
        let until = |day: u32| self.terms.emitted(u64::from(day) * DAY_SECONDS);
        let (before, cumulative) = (until(day), until(day + 1));
        Ok(bs::EmissionResponse { day, amount: (cumulative - before).into(), cumulative: cumulative.into() })
    }
}

fn found(row: Option<Binary>) -> Answered {
    row.ok_or_else(|| Refusals::one("not found"))
}
