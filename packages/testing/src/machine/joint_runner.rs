//! What the runner asks of the escrow and makes of it.

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::{Addr, Event};
use tributary_types::joint_staking::ExecuteMsg as JointMsg;

use super::runner::{Runner, PROBING};
use super::step::attribute;
use crate::joint_view::Quotes;
use crate::model::joint::Party;
use crate::model::joint_network::OR;
use crate::model::{Call, Message};
use crate::world::stake;

impl Runner {
    /// What everybody has in the escrow before a single message to it, every so many steps.
    pub(super) fn joint_quotes(&self, calls: &[Call]) -> Result<Option<Quotes>> {
        let asks = self.turn % PROBING == 3 && matches!(calls, [Call { message: Message::Joint(_), .. }]);
        if !asks {
            return Ok(None);
        }
        Quotes::read(&self.world.net.chain, &self.world.model.joint)
    }

    /// A call of the escrow with staking coins.
    pub fn joint_call(&self, sender: &Addr, msg: JointMsg, funds: u128) -> Call {
        Call { sender: sender.clone(), message: Message::Joint(msg), funds: stake(funds) }
    }

    /// An agreement's end, by whoever can end it now, or a claim, in turn.
    pub(super) fn joint_exits(&self) -> Vec<Call> {
        let (now, joint) = (self.world.model.now.seconds, &self.world.model.joint);
        let open: Vec<_> = joint.agreements.iter().filter(|(_, it)| it.closed.is_none()).collect();
        let Some((id, it)) = open.get(self.turn / 8 % open.len().max(1)) else { return vec![] };
        let agreement_id = **id;
        let claim = JointMsg::ClaimRewards { agreement_id };
        let mut calls =
            vec![self.joint_call(&it.owner, claim.clone(), 0), self.joint_call(&it.staker, claim, 0)];
        if it.end <= now {
            let settle = JointMsg::SettleAgreement { agreement_id };
            calls.push(self.joint_call(&self.world.cast.people[0], settle, 0));
        } else {
            let shown = joint.shown(now);
            let price = shown.bill(&shown.agreements[id], Party::Staker, now).from_coins;
            calls.push(self.joint_call(&it.staker, JointMsg::TerminateAgreement { agreement_id }, price));
        }
        let turn = self.turn % calls.len();
        vec![calls.swap_remove(turn)]
    }
}

/// The same facts with the words in which pools refused principals, which must speak of what the model finds wrong.
pub(super) fn with_reasons(facts: Vec<Event>, events: &[Event]) -> Result<Vec<Event>> {
    let refused = |event: &&Event| event.ty.ends_with("joint_staking/delegation_refused");
    let mut reasons = events.iter().filter(refused).filter_map(|event| attribute(event, "reason"));
    let told = |mut fact: Event| {
        let Some(expected) = attribute(&fact, "reason").map(str::to_owned) else { return Ok(fact) };
        let found = reasons.next().context("a refusal was not told")?;
        // What is wrong with the address of a hook only the chain can say.
        let named = expected.split(OR).any(|word| word == "contract" || found.contains(word));
        ensure!(named, "{found} for {expected}");
        let reason = fact.attributes.iter_mut().find(|it| it.key == "reason");
        reason.expect("found above").value = found.to_owned();
        Ok(fact)
    };
    facts.into_iter().map(told).collect()
}
