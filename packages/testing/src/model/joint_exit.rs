//! How agreements end, and how money moves.

use cosmwasm_std::{Addr, Uint128};
use serde_json::json;
use tributary_types::asset::Asset;
use tributary_types::joint_staking as js;
use tributary_types::joint_staking::EndedBy;

use super::exact::Exact;
use super::joint::{Agreement, Bill, Closed, Joint, Party, Place, MOST_ENDS};
use super::joint_calls::{Effect, Turn};
use super::refusals::Refusals;

/// What refuses a party; none of it knows an agreement that does not exist.
fn found(no: &mut Refusals, agreement: Option<&Agreement>) -> Result<Agreement, Refusals> {
    no.when(agreement.is_none(), "not found");
    agreement.cloned().ok_or_else(|| no.clone())
}

/// The party that somebody is, if any; what is noted otherwise refuses the call.
fn party(no: &mut Refusals, agreement: &Agreement, by: &Addr) -> Party {
    no.when(agreement.party(by).is_none(), "unauthorized");
    agreement.party(by).unwrap_or(Party::Owner)
}

/// What refuses to leave before the end.
fn bound(no: &mut Refusals, agreement: &Agreement, now: u64) {
    no.when(agreement.closed.is_some(), "closed");
    no.when(agreement.closed.is_none() && now >= agreement.end, "ended");
}

impl Joint {
    pub(super) fn claim(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        agreement_id: u64,
    ) -> Result<(), Refusals> {
        self.behind(&mut no, turn.now());
        let agreement = found(&mut no, self.agreements.get(&agreement_id))?;
        let party = party(&mut no, &agreement, by);
        no.finish()?;
        self.pass(turn.now());
        let shown = self.shown(turn.now());
        let amount = shown.part(&shown.agreements[&agreement_id], party).claimable;
        let agreement = self.agreements.get_mut(&agreement_id).expect("found above");
        let claimed = match party {
            Party::Owner => &mut agreement.owner_claimed,
            Party::Staker => &mut agreement.staker_claimed,
        };
        *claimed += amount.u128();
        self.claimed += amount.u128();
        let claimed = Uint128::new(*claimed);
        turn.tell(js::RewardsClaimed { agreement_id, party: by.clone(), amount, claimed });
        turn.told.data = Some(json!({ "amount": amount }));
        turn.pay(by, &self.terms.reward, amount.u128());
        Ok(())
    }

    pub(super) fn settle(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        agreement_id: u64,
    ) -> Result<(), Refusals> {
        self.behind(&mut no, turn.now());
        let agreement = found(&mut no, self.agreements.get(&agreement_id))?;
        no.when(agreement.closed.is_some(), "closed");
        no.when(agreement.closed.is_none() && turn.now() < agreement.end, "not ended");
        no.finish()?;
        self.pass(turn.now());
        self.close(turn, agreement_id, None, Bill::default());
        Ok(())
    }

    /// `terminate_agreement`, with coins or tokens.
    pub(super) fn terminate(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        brought: u128,
        agreement_id: u64,
    ) -> Result<(), Refusals> {
        self.behind(&mut no, turn.now());
        let agreement = found(&mut no, self.agreements.get(&agreement_id))?;
        let party = party(&mut no, &agreement, by);
        bound(&mut no, &agreement, turn.now());
        if no.0.is_empty() {
            let shown = self.shown(turn.now());
            let bill = shown.bill(&shown.agreements[&agreement_id], party, turn.now());
            no.when(brought < bill.from_coins, "missing");
            no.finish()?;
            self.pass(turn.now());
            self.close(turn, agreement_id, Some(party.alone()), bill);
            turn.pay(by, &self.terms.reward, brought - bill.from_coins);
            return Ok(());
        }
        Err(no)
    }

    pub(super) fn consent(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        agreement_id: u64,
    ) -> Result<(), Refusals> {
        self.behind(&mut no, turn.now());
        let agreement = found(&mut no, self.agreements.get(&agreement_id))?;
        let party = party(&mut no, &agreement, by);
        bound(&mut no, &agreement, turn.now());
        no.when(!agreement.mutual_exit_free, "mutual");
        no.finish()?;
        turn.tell(js::ExitConsented { agreement_id, party: by.clone() });
        // A party that consents again only says so again.
        if agreement.consent.is_none_or(|consented| consented == party) {
            self.agreements.get_mut(&agreement_id).expect("found above").consent = Some(party);
            return Ok(());
        }
        self.pass(turn.now());
        self.close(turn, agreement_id, Some(EndedBy::Both), Bill::default());
        Ok(())
    }

    pub(super) fn revoke(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        agreement_id: u64,
    ) -> Result<(), Refusals> {
        let agreement = found(&mut no, self.agreements.get(&agreement_id))?;
        let party = party(&mut no, &agreement, by);
        no.when(agreement.closed.is_some(), "closed");
        no.when(agreement.consent != Some(party), "consent");
        no.finish()?;
        self.agreements.get_mut(&agreement_id).expect("found above").consent = None;
        turn.tell(js::ExitConsentRevoked { agreement_id, party: by.clone() });
        Ok(())
    }

    /// An agreement is over for good: it earns no more, its fraction goes back, its principal leaves.
    fn close(&mut self, turn: &mut Turn, agreement_id: u64, ended_by: Option<EndedBy>, bill: Bill) {
        self.cut_at(turn.now());
        let unit = self.terms.unit();
        let agreement = self.agreements.get_mut(&agreement_id).expect("found by the caller");
        agreement.earned -= &agreement.earned % &unit;
        let paid = Exact::units(super::joint::rounded(&(&agreement.earned / &unit)));
        self.free += &agreement.exact;
        self.free -= &paid;
        agreement.exact = paid;
        agreement.closed = Some(Closed { at: turn.now(), ended_by, bill });
        let in_pool = agreement.place != Place::Held;
        let (staker, due) = (agreement.staker.clone(), agreement.principal - bill.from_principal);
        agreement.place = match &agreement.place {
            Place::Working(pool) => Place::Waiting(pool.clone()),
            Place::Held => Place::Returned,
            place => place.clone(),
        };
        if !in_pool {
            turn.pay(&staker, &self.terms.stake, due);
        }
        let later = if in_pool { bill.from_principal } else { 0 };
        self.take_penalty(turn.now(), bill.penalty - later);
        self.tell_closed(turn, agreement_id);
    }

    fn tell_closed(&self, turn: &mut Turn, agreement_id: u64) {
        let agreement = &self.agreements[&agreement_id];
        let Some(Closed { ended_by, bill, .. }) = &agreement.closed else { return };
        let rewards_total = self.rewards(agreement).into();
        let principal_returned = (agreement.principal - bill.from_principal).into();
        let (pool, batch) = self.way_out(&agreement.place);
        let Some(ended_by) = *ended_by else {
            let staker = agreement.staker.clone();
            turn.tell(js::AgreementSettled {
                agreement_id,
                staker,
                rewards_total,
                principal_returned,
                pool,
                batch,
            });
            return;
        };
        turn.tell(js::AgreementTerminated {
            agreement_id,
            ended_by,
            rewards_total,
            penalty: bill.penalty.into(),
            from_rewards: bill.from_rewards.into(),
            from_principal: bill.from_principal.into(),
            from_coins: bill.from_coins.into(),
            principal_returned,
            pool,
            batch,
        });
    }

    /// `fund_rewards`, with coins or tokens.
    pub(super) fn fund_rewards(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        amount: u128,
    ) -> Result<(), Refusals> {
        self.behind(&mut no, turn.now());
        no.when(amount == 0, "funds");
        no.finish()?;
        self.pass(turn.now());
        self.fund(turn.now(), amount);
        let (amount, funded) = (amount.into(), self.funded.into());
        turn.tell(js::RewardsFunded { sender: by.clone(), amount, funded });
        Ok(())
    }

    /// `advance`: no more ends than it may; then, if none is left, up to now.
    pub(super) fn advance(
        &mut self,
        no: Refusals,
        turn: &mut Turn,
        limit: Option<u32>,
    ) -> Result<(), Refusals> {
        no.finish()?;
        let limit = limit.map_or(MOST_ENDS, |limit| MOST_ENDS.min(limit as usize));
        let pending = self.pending(turn.now());
        pending.iter().take(limit).for_each(|end| self.pass_end(*end));
        let done = pending.len() <= limit;
        if done {
            self.pass(turn.now());
        }
        let until_secs = if done { turn.now() } else { self.cut };
        turn.tell(js::Advanced { ends: pending.len().min(limit) as u32, until_secs });
        Ok(())
    }

    pub(super) fn forward_revenue(&mut self, mut no: Refusals, turn: &mut Turn) -> Result<(), Refusals> {
        self.behind(&mut no, turn.now());
        no.when(self.revenue_due == 0, "nothing");
        no.finish()?;
        self.pass(turn.now());
        let amount = std::mem::take(&mut self.revenue_due);
        let treasury = self.terms.treasury.clone();
        turn.tell(js::RevenueForwarded { treasury: treasury.clone(), amount: amount.into() });
        match (treasury, &self.terms.reward) {
            (Some(to), Asset::Native(denom)) => {
                turn.told.effects.push(Effect::Revenue(to, denom.clone(), amount));
            }
            _ => self.fund(turn.now(), amount),
        }
        Ok(())
    }
}
