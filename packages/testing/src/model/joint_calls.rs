//! The messages of an escrow, one arm each (joint-staking.md 4).

use cosmwasm_std::{from_json, Addr, Coin, Event};
use serde_json::Value;
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::event::{Fact, GuardianSet, OwnershipUpdated, Paused, Unpaused};
use tributary_types::joint_staking::{ExecuteMsg, TokenAction, CONTRACT};

use super::control::{no_migration, Role};
use super::joint::{Joint, MOST_ENDS};
use super::joint_around::Outside;
use super::refusals::{is_address, paid, Refusals, ADDRESS};

/// What an escrow makes others do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Coins or tokens leave.
    Pay(Addr, Asset<Addr>, u128),
    /// Coins of this denom go to a treasury as revenue.
    Revenue(Addr, String, u128),
    /// Stake is delegated to a pool.
    Delegate(Addr, u128),
    /// Stake is undelegated.
    Undelegate(Addr, u128),
    /// An undelegation is finalised.
    Finalize(u64),
    /// Rewards of a pool are withdrawn.
    Collect(Addr),
}

/// What a call tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What happens outside, in order.
    pub effects: Vec<Effect>,
    /// Its own events, in order, as the contract writes them.
    pub facts: Vec<Event>,
    /// What it answers as data.
    pub data: Option<Value>,
}

/// What becomes of a call.
pub type Outcome = Result<Told, Refusals>;

/// A call on its way.
pub(super) struct Turn<'a> {
    /// Around it.
    pub(super) outside: &'a Outside<'a>,
    /// What it tells.
    pub(super) told: Told,
}

impl Turn<'_> {
    /// The second of the block.
    pub(super) fn now(&self) -> u64 {
        self.outside.now.seconds
    }

    /// Notes a fact.
    pub(super) fn tell(&mut self, fact: impl Fact) {
        self.told.facts.push(fact.event(CONTRACT));
    }

    /// Pays, unless it is nothing.
    pub(super) fn pay(&mut self, to: &Addr, asset: &Asset<Addr>, amount: u128) {
        if amount > 0 {
            self.told.effects.push(Effect::Pay(to.clone(), asset.clone(), amount));
        }
    }
}

/// Which offer somebody accepts, and with what in mind.
pub(super) struct Acceptance {
    /// Which.
    pub(super) offer_id: u64,
    /// The revision that was seen.
    pub(super) revision: Option<u64>,
    /// The least base reward.
    pub(super) least: Option<u128>,
}

impl Joint {
    /// A call at the present second; its coins or tokens are here already.
    ///
    /// # Errors
    /// All rules that it breaks.
    pub fn call(&mut self, outside: &Outside, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Outcome {
        let mut turn = Turn { outside, told: Told::default() };
        let mut no = Refusals::default();
        let payable = matches!(
            msg,
            ExecuteMsg::AcceptOffer { .. }
                | ExecuteMsg::FundRewards {}
                | ExecuteMsg::TerminateAgreement { .. }
        );
        no.when(!payable && !funds.is_empty(), "funds");
        self.act(no, &mut turn, by, msg, funds)?;
        Ok(turn.told)
    }

    fn act(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<(), Refusals> {
        use ExecuteMsg as M;
        match msg {
            M::OpenOffer { .. } | M::EditOffer { .. } => self.offer(no, turn, by, msg),
            M::CancelOffer { offer_id } => self.cancel_offer(no, turn, by, *offer_id),
            M::AcceptOffer { offer_id, revision, min_base_reward } => {
                let amount = coins(&mut no, &self.terms.stake, funds);
                let least = min_base_reward.map(|least| least.u128());
                let acceptance = Acceptance { offer_id: *offer_id, revision: *revision, least };
                self.accept(no, turn, by, amount, &acceptance)
            }
            M::ClaimRewards { agreement_id } => self.claim(no, turn, by, *agreement_id),
            M::SettleAgreement { agreement_id } => self.settle(no, turn, *agreement_id),
            M::TerminateAgreement { agreement_id } => {
                let brought = if funds.is_empty() { 0 } else { coins(&mut no, &self.terms.reward, funds) };
                self.terminate(no, turn, by, brought, *agreement_id)
            }
            M::ConsentExit { agreement_id } => self.consent(no, turn, by, *agreement_id),
            M::RevokeExitConsent { agreement_id } => self.revoke(no, turn, by, *agreement_id),
            M::FundRewards {} => {
                let amount = coins(&mut no, &self.terms.reward, funds);
                self.fund_rewards(no, turn, by, amount)
            }
            M::Advance { limit } => self.advance(no, turn, *limit),
            M::ForwardRevenue {} => self.forward_revenue(no, turn),
            M::ReleasePrincipal { agreement_id } => self.release(no, turn, *agreement_id),
            M::CollectPoolRewards { pool } => self.collect(no, turn, pool),
            M::Receive(received) => self.receive(no, turn, by, received),
            _ => self.rule(no, turn, by, msg),
        }
    }

    /// What registrar, owner and guardian do.
    fn rule(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        msg: &ExecuteMsg,
    ) -> Result<(), Refusals> {
        use ExecuteMsg as M;
        match msg {
            M::UpdateConfig { .. } => self.update_config(no, turn, by, msg),
            M::SetTreasury { treasury } => self.set_treasury(no, turn, by, treasury.as_ref()),
            M::SetGuardian { guardian } => {
                no.join(self.control.refusals(by, Role::Owner, false));
                self.control.set_guardian(no, guardian.as_ref())?;
                turn.tell(GuardianSet { guardian: self.control.guardian.clone() });
                Ok(())
            }
            M::Pause {} => {
                no.join(self.control.refusals(by, Role::Pauser, false));
                self.control.set_paused(no, true)?;
                turn.tell(Paused { guardian: by.clone() });
                Ok(())
            }
            M::Unpause {} => {
                no.join(self.control.refusals(by, Role::Owner, false));
                self.control.set_paused(no, false)?;
                turn.tell(Unpaused { owner: by.clone() });
                Ok(())
            }
            M::MigrateRecords { limit, .. } => no_migration(no, *limit),
            M::UpdateOwnership(action) => {
                self.control.update_ownership(no, by, turn.outside.now, action)?;
                let pending_owner = self.control.pending_owner.clone().map(|(who, _)| who);
                turn.tell(OwnershipUpdated { owner: Some(self.control.owner.clone()), pending_owner });
                Ok(())
            }
            _ => {
                no.when(self.terms.registrar != *by, "unauthorized");
                self.record(no, turn, msg)
            }
        }
    }

    fn receive(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        received: &ReceiveTokens,
    ) -> Result<(), Refusals> {
        let token = Asset::Cw20(by.clone());
        no.when(!is_address(&received.sender), ADDRESS);
        let (sender, amount) = (Addr::unchecked(&received.sender), received.amount.u128());
        let Ok(action) = from_json::<TokenAction>(&received.msg) else {
            no.when(true, "parsing");
            no.when(self.terms.stake != token && self.terms.reward != token, "token");
            return Err(no);
        };
        let wanted = if matches!(action, TokenAction::AcceptOffer { .. }) {
            &self.terms.stake
        } else {
            &self.terms.reward
        };
        no.when(*wanted != token, "token");
        match action {
            TokenAction::AcceptOffer { offer_id, revision, min_base_reward } => {
                let least = min_base_reward.map(|least| least.u128());
                self.accept(no, turn, &sender, amount, &Acceptance { offer_id, revision, least })
            }
            TokenAction::FundRewards {} => self.fund_rewards(no, turn, &sender, amount),
            TokenAction::TerminateAgreement { agreement_id } => {
                self.terminate(no, turn, &sender, amount, agreement_id)
            }
        }
    }

    /// What refuses a call that works off what has ended.
    pub(super) fn behind(&self, no: &mut Refusals, now: u64) {
        no.when(self.pending(now).len() > MOST_ENDS, "advance");
    }

    /// More rewards, which came already; nothing is no funding.
    pub(super) fn fund(&mut self, now: u64, amount: u128) {
        if amount == 0 {
            return;
        }
        self.cut_at(now);
        self.funded += amount;
        self.free += &super::exact::Exact::units(amount);
    }

    /// A penalty that came or was here.
    pub(super) fn take_penalty(&mut self, now: u64, amount: u128) {
        self.penalties += amount;
        if self.terms.treasury.is_some() {
            self.revenue_due += amount;
        } else {
            self.fund(now, amount);
        }
    }
}

/// The coins of a call that takes an asset of the bank; those of a token come by `receive` alone.
fn coins(no: &mut Refusals, asset: &Asset<Addr>, funds: &[Coin]) -> u128 {
    let amount = match asset {
        Asset::Native(denom) => paid(funds, denom),
        Asset::Cw20(_) => None,
    };
    no.when(amount.is_none(), "funds");
    amount.unwrap_or_default()
}
