//! The end of a case for the escrow: all agreements are closed, all principals come back.

use anyhow::{ensure, Result};
use tributary_types::joint_staking::ExecuteMsg as JointMsg;

use super::op::Op;
use super::runner::Runner;
use crate::dice::Dice;
use crate::model::joint::{Party, Place};

impl Runner {
    /// Half of those who are bound leave before the end, whoever is; the others are settled by anybody.
    pub(super) fn close_agreements(&mut self, dice: &mut Dice) -> Result<()> {
        let joint = &self.world.model.joint;
        let open = joint.agreements.iter().filter(|(_, it)| it.closed.is_none());
        let mut open: Vec<u64> = open.map(|(id, _)| *id).collect();
        dice.shuffle(&mut open);
        let last = open.iter().map(|id| joint.agreements[id].end).max().unwrap_or_default();
        for id in open.iter().copied().filter(|id| id % 2 == 0) {
            let (now, joint) = (self.world.model.now.seconds, &self.world.model.joint);
            let it = joint.agreements[&id].clone();
            let (who, party) =
                if dice.chance(50) { (it.owner, Party::Owner) } else { (it.staker, Party::Staker) };
            if it.end > now {
                let shown = joint.shown(now);
                let price = shown.bill(&shown.agreements[&id], party, now).from_coins;
                self.must(self.joint_call(&who, JointMsg::TerminateAgreement { agreement_id: id }, price))?;
            }
        }
        let now = self.world.model.now.seconds;
        self.play(&Op::Advance { seconds: last.saturating_sub(now), blocks: 1 })?;
        for (agreement_id, it) in self.world.model.joint.agreements.clone() {
            let who = dice.pick(&self.world.cast.people).clone();
            if it.closed.is_none() {
                self.must(self.joint_call(&who, JointMsg::SettleAgreement { agreement_id }, 0))?;
            }
            for party in [it.owner, it.staker] {
                self.must(self.joint_call(&party, JointMsg::ClaimRewards { agreement_id }, 0))?;
            }
        }
        Ok(())
    }

    /// Principals come back from their pools, in batches, and what they earned there joins the reward pool.
    pub(super) fn return_principals(&mut self, dice: &mut Dice) -> Result<()> {
        for turn in 0..4 {
            let joint = &self.world.model.joint;
            let away = joint.agreements.iter().filter(|(_, it)| it.place != Place::Returned);
            let away: Vec<(u64, Place)> = away.map(|(id, it)| (*id, it.place.clone())).collect();
            for (agreement_id, place) in away {
                let moved = self.world.model.joint.agreements[&agreement_id].place != place;
                if !moved {
                    let who = dice.pick(&self.world.cast.people).clone();
                    self.must(self.joint_call(&who, JointMsg::ReleasePrincipal { agreement_id }, 0))?;
                }
            }
            let away = self.world.model.joint.agreements.values().any(|it| it.place != Place::Returned);
            ensure!(turn < 3 || !away, "principals are not back");
            if away {
                self.wait()?;
            }
        }
        let who = dice.pick(&self.world.cast.people).clone();
        if self.world.model.joint.revenue_due > 0 {
            self.must(self.joint_call(&who, JointMsg::ForwardRevenue {}, 0))?;
        }
        Ok(())
    }
}
