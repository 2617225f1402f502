//! An escrow alone, with its model.

use std::collections::BTreeSet;

use anyhow::{anyhow, bail, ensure, Context as _, Result};
use cosmwasm_std::{Addr, Binary, Coin, Event};
use serde_json::Value;
use tributary_simulator::Outcome;
use tributary_testing::invariants::joint::{check_all, JointStep};
use tributary_testing::joint_ghost::JointGhost;
use tributary_testing::joint_view::{reported, JointView, Quotes};
use tributary_testing::machine::compare::joint::answers;
use tributary_testing::machine::step::Refusal;
use tributary_testing::machine::Histogram;
use tributary_testing::model::joint::{Joint, Party, MOST_ENDS};
use tributary_testing::model::joint_around::{Around, Outside};
use tributary_testing::model::joint_calls::Told;
use tributary_testing::model::joint_terms::instantiated;
use tributary_testing::model::vault_around::name;
use tributary_testing::model::{Moment, Refusals};
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::joint_staking::{ExecuteMsg, InstantiateMsg};

use crate::assets::{compare_balances, give, saying, send_tokens};
use crate::stage::Stage;

/// The contract, its model, and what was seen.
pub struct Bench {
    pub stage: Stage,
    pub around: Around,
    pub joint: Joint,
    pub view: JointView,
    pub ghost: JointGhost,
    /// What was given to it, of what is staked and what is earned.
    pub donated: (u128, u128),
    pub histogram: Histogram,
    pub at: Addr,
    /// What was reported last.
    pub events: Vec<Event>,
    /// Whether everything is compared after every step.
    pub careful: bool,
    turn: usize,
}

/// Something that may reach the escrow.
#[derive(Clone, Debug)]
pub enum Act {
    /// A message.
    Call(ExecuteMsg, Vec<Coin>),
    /// Tokens of a contract, sent with something to say.
    Send(Addr, u128, Binary),
}

impl Act {
    /// The escrow's message that this comes to.
    fn name(&self) -> String {
        match self {
            Self::Call(msg, _) => {
                let value = serde_json::to_value(msg).expect("JSON");
                value.as_object().and_then(|fields| fields.keys().next().cloned()).expect("a message")
            }
            Self::Send(..) => "receive".to_owned(),
        }
    }
}

/// What becomes of an act in the model.
type Expected = Result<(Around, Joint, Told), Refusals>;

impl Bench {
    /// A fresh escrow on a stage.
    pub fn new(mut stage: Stage, terms: &InstantiateMsg) -> Result<Self> {
        let owner = stage.cast.owner.clone();
        let at = stage.chain.instantiate(&owner, "joint-staking", "escrow", terms, vec![])?.0;
        let block = stage.chain.block();
        let now = Moment { height: block.height, seconds: block.time.seconds() };
        let denom_of = |it: &Addr| stage.treasuries.get(it).cloned();
        let outside = Outside { now, denom_of: &denom_of, pools: None };
        let joint =
            instantiated(at.clone(), &owner, terms, &outside).map_err(|words| anyhow!("{words:?}"))?;
        let view = JointView::read(&stage.chain, &at)?;
        let around = Around { now, bank: stage.balances(&at)?, treasuries: stage.treasuries.clone() };
        Ok(Self {
            stage,
            around,
            joint,
            view,
            ghost: JointGhost::default(),
            donated: (0, 0),
            histogram: Histogram::default(),
            at,
            events: vec![],
            careful: true,
            turn: 0,
        })
    }

    /// The second of the block.
    pub fn now(&self) -> u64 {
        self.around.now.seconds
    }

    /// Whether somebody has to advance the escrow first.
    pub fn is_behind(&self) -> bool {
        self.joint.pending(self.now()).len() > MOST_ENDS
    }

    /// Something that may reach the escrow; answers whether it succeeded.
    pub fn act(&mut self, by: &Addr, act: &Act) -> Result<bool> {
        self.turn += 1;
        self.carry_out(by, act).with_context(|| format!("{by}: {act:?} at {}", self.now()))
    }

    /// A message without coins that must succeed.
    pub fn must(&mut self, by: &Addr, msg: ExecuteMsg) -> Result<()> {
        self.must_act(by, &Act::Call(msg, vec![]))
    }

    /// Something that must succeed.
    pub fn must_act(&mut self, by: &Addr, act: &Act) -> Result<()> {
        ensure!(self.act(by, act)?, "{act:?} of {by} is refused");
        Ok(())
    }

    /// So much of an asset for a purpose, by coins or tokens.
    pub fn paying(&self, asset: &Asset<Addr>, amount: u128, msg: ExecuteMsg) -> Act {
        match asset {
            _ if amount == 0 => Act::Call(msg, vec![]),
            Asset::Native(denom) => Act::Call(msg, vec![Coin::new(amount, denom)]),
            Asset::Cw20(token) => Act::Send(token.clone(), amount, saying(&msg)),
        }
    }

    /// An acceptance with so much.
    pub fn accepting(&self, offer_id: u64, amount: u128) -> Act {
        let msg = ExecuteMsg::AcceptOffer { offer_id, revision: None, min_base_reward: None };
        self.paying(&self.joint.terms.stake, amount, msg)
    }

    /// More rewards.
    pub fn funding(&self, amount: u128) -> Act {
        self.paying(&self.joint.terms.reward, amount, ExecuteMsg::FundRewards {})
    }

    /// A termination with so much.
    pub fn terminating(&self, agreement_id: u64, amount: u128) -> Act {
        self.paying(&self.joint.terms.reward, amount, ExecuteMsg::TerminateAgreement { agreement_id })
    }

    /// What a party has to bring that leaves now.
    pub fn price(&self, agreement_id: u64, party: Party) -> u128 {
        let shown = self.joint.shown(self.now());
        shown.bill(&shown.agreements[&agreement_id], party, self.now()).from_coins
    }

    fn quotes(&self, due: bool) -> Result<Option<Quotes>> {
        if !due {
            return Ok(None);
        }
        Quotes::read(&self.stage.chain, &self.joint)
    }

    fn carry_out(&mut self, by: &Addr, act: &Act) -> Result<bool> {
        let print = self.careful.then(|| self.stage.chain.fingerprint());
        let quotes = self.quotes(self.careful && self.turn % 2 == 0)?;
        let result = self.on_chain(by, act);
        match (self.expect(by, act), result) {
            (Ok((around, joint, told)), Ok(outcome)) => {
                self.histogram.count(&act.name(), "ok");
                self.reported(act, &told, &outcome)?;
                (self.around, self.joint) = (around, joint);
                self.compare_balances()?;
                let call = if let Act::Call(msg, _) = act { Some((by, msg)) } else { None };
                self.events = outcome.events;
                self.look(call, quotes.as_ref(), false)?;
                Ok(true)
            }
            (Err(words), Err(error)) => {
                let refusal = Refusal::of(&error);
                ensure!(refusal.is_among(&words), "breaks {words:?}, the chain says {refusal:?}");
                self.histogram.count(&act.name(), &refusal.variant);
                ensure!(print.is_none_or(|print| print == self.stage.chain.fingerprint()), "G-04");
                Ok(false)
            }
            (Ok(_), Err(error)) => bail!("nothing is wrong, the chain says {:?}", Refusal::of(&error)),
            (Err(words), Ok(_)) => bail!("breaks {words:?}, yet it succeeded"),
        }
    }

    fn on_chain(&mut self, by: &Addr, act: &Act) -> Result<Outcome> {
        let (chain, at) = (&mut self.stage.chain, &self.at);
        match act {
            Act::Call(msg, funds) => chain.execute(by, at, msg, funds.clone()),
            Act::Send(token, amount, msg) => send_tokens(chain, (by, at), token, *amount, msg),
        }
    }

    fn expect(&self, by: &Addr, act: &Act) -> Expected {
        match act {
            Act::Call(msg, funds) => self.around.call(&self.joint, by, msg, funds),
            Act::Send(token, amount, msg) => {
                let mut around = self.around.clone();
                around.bank.pay(by, &self.at, token.as_str(), *amount)?;
                let (sender, amount) = (by.to_string(), (*amount).into());
                let receive = ExecuteMsg::Receive(ReceiveTokens { sender, amount, msg: msg.clone() });
                around.call(&self.joint, token, &receive, &[])
            }
        }
    }

    /// Events and data tell what the model says.
    fn reported(&self, act: &Act, told: &Told, outcome: &Outcome) -> Result<()> {
        reported(&self.at, &told.facts, &outcome.events)?;
        let data = outcome.data.as_ref().map(|data| serde_json::from_slice::<Value>(data)).transpose()?;
        let expected = told.data.clone().filter(|_| matches!(act, Act::Call(..)));
        ensure!(data == expected, "answers {data:?}, not {expected:?}");
        Ok(())
    }

    /// Everybody has what the model says.
    fn compare_balances(&self) -> Result<()> {
        if self.careful {
            compare_balances(self.stage.balances(&self.at)?, &self.around.bank)?;
        }
        Ok(())
    }

    /// Reads the contract again and makes all checks.
    fn look(&mut self, call: Option<(&Addr, &ExecuteMsg)>, quotes: Option<&Quotes>, end: bool) -> Result<()> {
        let before = std::mem::replace(&mut self.view, JointView::read(&self.stage.chain, &self.at)?);
        self.ghost.see(&self.events, self.around.now.seconds);
        if !self.careful && !end {
            return Ok(());
        }
        let present = self.quotes(end || quotes.is_some() || self.turn % 3 == 0)?;
        check_all(&JointStep {
            chain: &self.stage.chain,
            before: &before,
            after: &self.view,
            model: &self.joint,
            call,
            events: &self.events,
            donated: self.donated,
            back: 0,
            ghost: &self.ghost,
            quotes,
            present: present.as_ref(),
            end,
        })?;
        if end || self.turn % 3 == 1 {
            let people: BTreeSet<Addr> = self.stage.cast.people.iter().cloned().collect();
            answers(&self.stage.chain, &self.joint, &people)?;
        }
        Ok(())
    }

    /// Time passes, and nothing else.
    pub fn advance(&mut self, seconds: u64) -> Result<()> {
        self.turn += 1;
        let quotes = self.quotes(self.careful && self.turn % 2 == 0)?;
        self.stage.chain.advance(seconds, seconds / 6 + 1)?;
        let block = self.stage.chain.block();
        self.around.now = Moment { height: block.height, seconds: block.time.seconds() };
        self.events.clear();
        self.look(None, quotes.as_ref(), false)
            .with_context(|| format!("after {seconds} seconds, at {}; {:?}", self.now(), self.joint.terms))
    }

    /// Coins or tokens that nobody counts.
    pub fn donate(&mut self, asset: &Asset<Addr>, amount: u128) -> Result<()> {
        let payer = self.stage.cast.payer.clone();
        give(&mut self.stage.chain, (&payer, &self.at), asset, amount)?;
        let paid = self.around.bank.pay(&payer, &self.at, &name(asset), amount);
        paid.map_err(|words| anyhow!("{words:?}"))?;
        if *asset == self.joint.terms.stake {
            self.donated.0 += amount;
        } else if *asset == self.joint.terms.reward {
            self.donated.1 += amount;
        }
        self.events.clear();
        self.look(None, None, false)
    }

    /// Works off everything that has ended.
    pub fn catch_up(&mut self) -> Result<()> {
        let keeper = self.stage.cast.keeper.clone();
        while self.is_behind() {
            self.must(&keeper, ExecuteMsg::Advance { limit: None })?;
        }
        Ok(())
    }

    /// Everybody leaves and takes everything: some before the end, the others after it; whoever is silent holds nobody up.
    pub fn drain(&mut self) -> Result<()> {
        self.catch_up()?;
        let unclosed: Vec<u64> =
            self.joint.agreements.iter().filter(|(_, it)| it.closed.is_none()).map(|(id, _)| *id).collect();
        for (turn, id) in unclosed.iter().copied().enumerate() {
            let agreement = self.joint.agreements[&id].clone();
            let (who, party) = match turn % 3 {
                0 => (agreement.owner, Party::Owner),
                1 => (agreement.staker, Party::Staker),
                _ => continue,
            };
            if self.now() < agreement.end {
                let act = self.terminating(id, self.price(id, party));
                self.must_act(&who, &act)?;
            }
        }
        let last = self.joint.agreements.values().map(|it| it.end).max().unwrap_or_default();
        self.advance(last.saturating_sub(self.now()) + 1)?;
        self.catch_up()?;
        let keeper = self.stage.cast.keeper.clone();
        for (agreement_id, agreement) in self.joint.agreements.clone() {
            if agreement.closed.is_none() {
                self.must(&keeper, ExecuteMsg::SettleAgreement { agreement_id })?;
            }
            self.must(&agreement.staker, ExecuteMsg::ClaimRewards { agreement_id })?;
            self.must(&agreement.owner, ExecuteMsg::ClaimRewards { agreement_id })?;
        }
        self.events.clear();
        self.look(None, None, true).context("everybody has everything")
    }
}
