//! Plays operations on a world and checks everything after each of them.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use anyhow::{bail, ensure, Context as _, Result};
use cosmwasm_std::{Addr, Event};
use serde_json::Value;
use tributary_simulator::Outcome;
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::license_nft::Stage;
use tributary_types::pool_registry::{AmountResponse, ExecuteMsg as PoolMsg, QueryMsg as PoolQuery};
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

use super::compare;
use super::declared::declared;
use super::histogram::{Histogram, OK};
use super::joint_runner::with_reasons;
use super::op::Op;
use super::step::{amount, attribute, fact, Probe, Refusal, Step, Visit};
use crate::dice::Dice;
use crate::ghost::Ghost;
use crate::invariants::{self, Context};
use crate::joint_view::{self, Quotes as JointQuotes};
use crate::model::stakers::{Custody, Way};
use crate::model::treasury_calls::Seen;
use crate::model::vault_calls::Claims;
use crate::model::{Call, Message, Model, Refusals};
use crate::treasury_view::Passed;
use crate::vault_view::{claims, learn, reported, Quotes};
use crate::view::View;
use crate::world::{stake, World};
use crate::{broken, puppet};

/// Costly checks are made every so many steps.
const THOROUGH: usize = 16;

/// Whether people could leave is tried every so many steps.
pub(super) const PROBING: usize = 8;

/// Checks of what time alone does.
const TIMELY: [&str; 5] = ["TD-07", "BV-05", "BV-10", "JS-03", "JS-12"];

/// Messages that contracts send, by what they report.
const SENT: [(&str, &str); 10] = [
    ("coinbase/paid", "coinbase.pay"),
    ("coinbase/recovered", "coinbase.recover"),
    ("pool_registry/operator_liquidated", "pool-registry.liquidated"),
    ("pool_registry/license_changed", "pool-registry.license_changed"),
    ("staker_registry/license_bonded", "staker-registry.receive_nft"),
    ("license_nft/bond_recorded", "license-nft.record_bond"),
    ("license_nft/licenses_liquidated", "license-nft.liquidate"),
    ("license_nft/custody_returned", "license-nft.transfer_nft"),
    ("treasury_decay/stake_recorded", "treasury-decay.delegation_changed"),
    ("treasury_decay/revenue_received", "treasury-decay.distribute_revenue"),
];

/// What must happen along the way: facts with an amount above zero, and as which outcome of which message they count.
const STORIES: [(&str, &str, &str, &str); 10] = [
    (
        "treasury_decay/stake_recorded",
        "forfeited",
        "treasury-decay.delegation_changed",
        "treasury-decay.Forfeited",
    ),
    ("treasury_decay/user_settled", "to_treasury", "treasury-decay.settle", "treasury-decay.Friction"),
    ("treasury_decay/pool_collected", "amount", "treasury-decay.collect", "treasury-decay.Paid"),
    ("treasury_decay/share_claimed", "amount", "treasury-decay.claim_share", "treasury-decay.Paid"),
    ("joint_staking/rewards_claimed", "amount", "joint-staking.claim_rewards", "joint-staking.Paid"),
    (
        "joint_staking/agreement_terminated",
        "penalty",
        "joint-staking.terminate_agreement",
        "joint-staking.Paid",
    ),
    ("joint_staking/undelegation_started", "amount", "joint-staking.release_principal", "joint-staking.Left"),
    ("joint_staking/principal_released", "amount", "joint-staking.release_principal", "joint-staking.Paid"),
    (
        "joint_staking/pool_rewards_collected",
        "amount",
        "joint-staking.collect_pool_rewards",
        "joint-staking.Paid",
    ),
    ("joint_staking/revenue_forwarded", "amount", "joint-staking.forward_revenue", "joint-staking.Sent"),
];

/// A world on its way.
pub struct Runner {
    /// The chain and its model.
    pub world: World,
    /// What is stored.
    pub view: Rc<View>,
    /// Running totals.
    pub ghost: Ghost,
    /// What was exercised.
    pub histogram: Histogram,
    /// Steps so far.
    pub turn: usize,
    /// The last step, and what was stored before it.
    pub last: Option<(Step, Rc<View>)>,
}

impl Runner {
    /// Starts with a fresh world.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn new(world: World) -> Result<Self> {
        let view = Rc::new(View::read(&world.net, world.places())?);
        let ghost = Ghost::new(&view);
        Ok(Self { world, view, ghost, histogram: Histogram::default(), turn: 0, last: None })
    }

    /// Plays one operation.
    ///
    /// # Errors
    /// Whatever differs from the model or breaks an invariant.
    pub fn play(&mut self, op: &Op) -> Result<()> {
        self.turn += 1;
        match op {
            Op::Transact(calls) => self.transact(calls).map(drop),
            Op::Send { from, to, denom, amount } => self.send(from, to, denom, *amount),
            Op::Advance { seconds, blocks } => self.advance(*seconds, *blocks),
            Op::Temper { puppet, temper } => {
                let msg = puppet::ExecuteMsg::SetTemper { temper: *temper };
                let owner = self.world.cast.owner.clone();
                self.world.net.chain.execute(&owner, puppet, &msg, vec![])?;
                self.world.model.puppets.get_mut(puppet).context("no puppet")?.temper = *temper;
                Ok(())
            }
            Op::Break { broken } => self.set_broken(*broken),
            Op::Sweep { pool, seed } => self.sweep(pool, *seed),
            Op::Snipe { who, pool, amount, rewards } => self.snipe(who, pool, *amount, *rewards),
            Op::Lump { who, pool, amount, rewards } => self.lump(who, pool, *amount, *rewards),
        }
    }

    /// One transaction of one sender; answers whether it succeeded.
    ///
    /// # Errors
    /// Whatever differs from the model or breaks an invariant.
    pub fn transact(&mut self, calls: &[Call]) -> Result<bool> {
        self.carry_out(calls).with_context(|| format!("{calls:?}"))
    }

    fn carry_out(&mut self, calls: &[Call]) -> Result<bool> {
        let Some(first) = calls.first() else { return Ok(true) };
        let (mut next, mut verdict) = self.expect(calls, VecDeque::new(), None);
        let (quotes, vault_quotes) = (self.quotes(calls)?, self.vault_quotes(calls)?);
        let joint_quotes = [self.joint_quotes(calls)?, None];
        let places = self.world.model.places.clone();
        let msgs = calls.iter().map(|call| call.to_chain(&places)).collect::<Result<Vec<_>>>()?;
        let chain = &mut self.world.net.chain;
        let print = verdict.is_err().then(|| chain.fingerprint());
        let result = chain.execute_many(&first.sender, msgs);
        if let (Ok(_), Ok(outcomes)) = (&verdict, &result) {
            let (seen, claimed) =
                (seen(outcomes), claims(outcomes.iter().flat_map(|outcome| &outcome.events)));
            if seen != next.used || !claimed.is_empty() {
                // Where the specification allows two figures, the contract chose.
                (next, verdict) = self.expect(calls, seen, Some(claimed));
            }
            next.used.clear();
            next.seen.clear();
            next.claims = None;
            ensure!(next.wrong.is_none(), "{:?}", next.wrong);
            let events = outcomes.iter().flat_map(|outcome| outcome.events.clone()).collect::<Vec<_>>();
            events.iter().try_for_each(declared)?;
            reported(&places.vault, &std::mem::take(&mut next.vault_facts), &events)?;
            let facts = with_reasons(std::mem::take(&mut next.joint_facts), &events)?;
            joint_view::reported(&places.joint, &facts, &events)?;
        }
        let turn = self.turn;
        let mut step =
            Step { calls: calls.to_vec(), quotes, vault_quotes, joint_quotes, turn, ..Step::default() };
        match (verdict, result) {
            (Ok(answers), Ok(outcomes)) => {
                step.ok = true;
                self.accept(&mut step, next, &answers, outcomes)?;
                Ok(true)
            }
            (Err((at, words)), Err(error)) => {
                let refusal = Refusal::of(&error);
                ensure!(
                    refusal.is_among(&words),
                    "{} breaks {words:?}, the chain says: {refusal:?}",
                    calls[at].name()
                );
                calls[..at].iter().for_each(|_| self.histogram.count_reverted());
                self.histogram.count(&calls[at].name(), &refusal.variant);
                let after = self.world.net.chain.fingerprint();
                step.fingerprints = print.map(|before| (before, after));
                step.refusal = Some(refusal);
                self.check(&step, &self.view)?;
                self.last = Some((step, self.view.clone()));
                Ok(false)
            }
            (Ok(_), Err(error)) => {
                bail!("nothing is wrong with {calls:?}, the chain says: {:?}", Refusal::of(&error))
            }
            (Err((at, words)), Ok(_)) => bail!("{:?} breaks {words:?}, yet it succeeded", calls[at]),
        }
    }

    /// What the model says: itself afterwards, with the data of each call, or which call breaks which rules.
    fn expect(
        &self,
        calls: &[Call],
        seen: VecDeque<Seen>,
        claims: Option<Claims>,
    ) -> (Model, Result<Vec<Option<Value>>, (usize, Refusals)>) {
        let mut next = Model { seen, claims, ..self.world.model.clone() };
        let mut answers = vec![];
        for (at, call) in calls.iter().enumerate() {
            match next.apply(call) {
                Ok(answer) => answers.push(answer),
                Err(words) => return (next, Err((at, words))),
            }
        }
        (next, Ok(answers))
    }

    /// What a single call that pays rewards is going to pay, by the query.
    fn quotes(&self, calls: &[Call]) -> Result<BTreeMap<(Addr, Addr), u128>> {
        let [Call { sender, message: Message::Pools(msg), .. }] = calls else { return Ok(BTreeMap::new()) };
        let (pool, who) = match msg {
            PoolMsg::WithdrawRewards { pool } | PoolMsg::RedelegateRewards { pool } => {
                (pool, sender.as_str())
            }
            PoolMsg::AutoRedelegate { pool, delegator, .. } => (pool, delegator.as_str()),
            PoolMsg::Undelegate { pool, .. } => (pool, sender.as_str()),
            _ => return Ok(BTreeMap::new()),
        };
        let ask = PoolQuery::Rewards { pool: pool.clone(), delegator: who.to_owned() };
        let answer = self.world.net.ask_pools::<AmountResponse>(&ask);
        let key = (Addr::unchecked(pool), Addr::unchecked(who));
        Ok(answer.map(|answer| (key, answer.amount.u128())).into_iter().collect())
    }

    /// What everybody has earned in the vault before a message to it, every so many steps.
    fn vault_quotes(&self, calls: &[Call]) -> Result<Option<Quotes>> {
        let asks =
            self.turn % PROBING == 1 && calls.iter().any(|call| matches!(call.message, Message::Vault(_)));
        asks.then(|| Quotes::read(&self.world.net.chain, &self.world.model.vault)).transpose()
    }

    fn accept(
        &mut self,
        step: &mut Step,
        next: Model,
        answers: &[Option<Value>],
        outcomes: Vec<Outcome>,
    ) -> Result<()> {
        for (call, (expected, outcome)) in step.calls.iter().zip(answers.iter().zip(&outcomes)) {
            let found =
                outcome.data.as_ref().map(|data| serde_json::from_slice::<Value>(data)).transpose()?;
            ensure!(found == *expected, "{} returns {found:?}, the model says {expected:?}", call.name());
            self.histogram.count(&call.name(), OK);
            step.answers.push(found);
        }
        step.events = outcomes.into_iter().flat_map(|outcome| outcome.events).collect();
        let calls_vault = step.calls.iter().any(|call| matches!(call.message, Message::Vault(_)));
        for event in &step.events {
            let sent = SENT.iter().find(|(name, _)| fact(event) == Some(name));
            if let Some((_, message)) = sent {
                self.histogram.note(message, OK);
            }
            let story =
                STORIES.iter().find(|(name, key, ..)| fact(event) == Some(name) && amount(event, key) > 0);
            if let Some((.., message, outcome)) = story {
                self.histogram.note(message, outcome);
            }
            // Told by the licence contract.
            if fact(event) == Some("boosted_staking/boost_changed") && !calls_vault {
                self.histogram.note("boosted-staking.holdings_changed", OK);
            }
            if fact(event) == Some("joint_staking/delegation_refused") {
                self.histogram.note("joint-staking.accept_offer", "joint-staking.Refused");
            }
            if attribute(event, "ended_by") == Some("both") {
                self.histogram.note("joint-staking.consent_exit", "joint-staking.Both");
            }
            // Without coins it began with a licence.
            if fact(event) == Some("pool_registry/pool_registered") && amount(event, "amount") == 0 {
                self.histogram.note("pool-registry.register_pool_for", OK);
            }
        }
        let touched = changed_pools(&self.world.model, &next);
        self.world.model = next;
        self.settle(step, &touched)
    }

    /// Reads the chain after a change, compares it with the model and checks the invariants.
    fn settle(&mut self, step: &mut Step, touched: &[Addr]) -> Result<()> {
        let next = self.view.read_next(&self.world.net, self.world.places(), &step.events)?;
        let before = std::mem::replace(&mut self.view, Rc::new(next));
        self.ghost.see(step, &before, &self.view);
        compare::stored(&self.world.model, &self.view)?;
        for pool in touched {
            compare::answers_about_pool(&self.world, pool)?;
        }
        step.thorough = self.turn % THOROUGH == 0;
        if step.thorough || step.joint_quotes[0].is_some() {
            step.joint_quotes[1] = JointQuotes::read(&self.world.net.chain, &self.world.model.joint)?;
        }
        if step.thorough {
            self.compare_all()?;
        }
        if self.turn % PROBING == 0 {
            step.exits = self.probe_exits()?;
        }
        self.check(step, &before)?;
        self.last = Some((std::mem::take(step), before));
        Ok(())
    }

    /// Compares all answers with the model.
    ///
    /// # Errors
    /// The first difference.
    pub fn compare_all(&self) -> Result<()> {
        compare::answers_about_all(&self.world)?;
        compare::answers_about_lists(&self.world)?;
        compare::licenses::answers(&self.world)?;
        let people = self.world.cast.people.iter().cloned().collect();
        compare::treasury::answers(&self.world.net.chain, &self.world.model.treasury, &people)?;
        compare::vault::answers(&self.world.net.chain, &self.world.model.vault, &people)?;
        compare::joint::answers_in_turn(&self.world, self.turn / THOROUGH)?;
        self.world
            .model
            .pools
            .pools
            .keys()
            .try_for_each(|pool| compare::answers_about_pool(&self.world, pool))
    }

    /// Checks the invariants.
    ///
    /// # Errors
    /// The first broken one.
    pub fn check(&self, step: &Step, before: &View) -> Result<()> {
        let context = Context { world: &self.world, before, after: &self.view, step, ghost: &self.ghost };
        invariants::check_all(&context)
    }

    fn send(&mut self, from: &Addr, to: &Addr, denom: &str, amount: u128) -> Result<()> {
        if amount == 0 || self.world.model.bank.balance(from, denom) < amount {
            return Ok(());
        }
        let coins = vec![cosmwasm_std::Coin::new(amount, denom)];
        let outcome = self.world.net.chain.send(from, to, coins)?;
        let refused = |words: Refusals| anyhow::anyhow!("the model refuses to send: {words:?}");
        self.world.model.send(from, to, denom, amount).map_err(refused)?;
        let mut step = Step { ok: true, events: outcome.events, turn: self.turn, ..Step::default() };
        let pool = self.world.model.pools.pools.iter().find(|(_, pool)| pool.coinbase == *to);
        let touched: Vec<Addr> = pool.map(|(operator, _)| operator.clone()).into_iter().collect();
        self.settle(&mut step, &touched)
    }

    fn advance(&mut self, seconds: u64, blocks: u64) -> Result<()> {
        let treasury = self.world.model.treasury.clone();
        let watched = self.turn % PROBING == 0;
        let chain = &self.world.net.chain;
        let passed = watched.then(|| Passed::read(chain, &treasury)).transpose()?;
        let vault_quotes = watched.then(|| Quotes::read(chain, &self.world.model.vault)).transpose()?;
        let ask = |world: &World| JointQuotes::read(&world.net.chain, &world.model.joint);
        let past = if watched { ask(&self.world)? } else { None };
        self.pass(seconds, blocks)?;
        if passed.is_none() {
            return Ok(());
        }
        let joint_quotes = [past, ask(&self.world)?];
        let step = Step { ok: true, passed, vault_quotes, joint_quotes, turn: self.turn, ..Step::default() };
        let context = Context {
            world: &self.world,
            before: &self.view,
            after: &self.view,
            step: &step,
            ghost: &self.ghost,
        };
        let mut timely = invariants::all().into_iter().filter(|one| TIMELY.contains(&one.id));
        timely.try_for_each(|one| (one.check)(&context).context(one.id))
    }

    fn pass(&mut self, seconds: u64, blocks: u64) -> Result<()> {
        self.world.net.chain.advance(seconds, blocks)?;
        self.world.model.advance(seconds, blocks);
        let block = self.world.net.chain.block();
        let view = Rc::make_mut(&mut self.view);
        (view.height, view.seconds) = (block.height, block.time.seconds());
        learn(&self.world.net.chain, &mut self.world.model.vault)?;
        let pools: Vec<&Addr> = self.world.model.pools.pools.keys().collect();
        match pools.get(self.turn % pools.len().max(1)) {
            Some(pool) => compare::answers_about_pool(&self.world, pool),
            None => Ok(()),
        }
    }

    fn set_broken(&mut self, broken: bool) -> Result<()> {
        if self.world.model.broken != broken {
            broken::set(&mut self.world.net, &self.world.model.places.treasury, broken)?;
            self.world.model.broken = broken;
        }
        Ok(())
    }

    /// PR-20: everybody in a pool withdraws.
    fn sweep(&mut self, pool: &Addr, seed: u64) -> Result<()> {
        let mut members: Vec<Addr> =
            self.world.model.pools.pools[pool].books.shares.keys().cloned().collect();
        let records = members.len();
        if !members.contains(pool) {
            members.push(pool.clone());
        }
        Dice::new(seed).shuffle(&mut members);
        for who in members {
            let from = pool.to_string();
            let call = if who == self.world.places().joint {
                self.joint_call(&self.world.cast.people[0], JointMsg::CollectPoolRewards { pool: from }, 0)
            } else {
                self.pool_call(&who, PoolMsg::WithdrawRewards { pool: from }, 0)
            };
            let paid = self.transact(&[call])?;
            ensure!(paid, "PR-20: {who} cannot withdraw from {pool}");
        }
        let step =
            Step { ok: true, swept: Some((pool.clone(), records)), turn: self.turn, ..Step::default() };
        self.check(&step, &self.view)
    }

    fn snipe(&mut self, who: &Addr, pool: &Addr, amount: u128, rewards: u128) -> Result<()> {
        let (owner, coinbase) = (self.world.cast.owner.clone(), self.world.places().coinbase(pool));
        let denom = self.world.places().denom.clone();
        self.send(&owner, &coinbase, &denom, rewards)?;
        let target = pool.to_string();
        if self.stranger(who, pool)
            && self.transact(&[self.pool_call(who, PoolMsg::Delegate { pool: target }, amount)])?
        {
            self.visit(who, pool, "rewards, delegate, withdraw in one block")?;
        }
        Ok(())
    }

    fn lump(&mut self, who: &Addr, pool: &Addr, amount: u128, rewards: u128) -> Result<()> {
        let held_back = crate::model::time::length(self.world.model.pools.config.release_period) > 0;
        let target = pool.to_string();
        if !held_back || !self.stranger(who, pool) {
            return Ok(());
        }
        if self.transact(&[self.pool_call(who, PoolMsg::Delegate { pool: target.clone() }, amount)])? {
            let (owner, coinbase) = (self.world.cast.owner.clone(), self.world.places().coinbase(pool));
            let denom = self.world.places().denom.clone();
            self.send(&owner, &coinbase, &denom, rewards)?;
            self.visit(who, pool, "delegate, lump, withdraw in one block")?;
            let exit = PoolMsg::Undelegate { pool: target, amount: amount.into(), fee: None };
            self.transact(&[self.pool_call(who, exit, 0)])?;
        }
        Ok(())
    }

    fn stranger(&self, who: &Addr, pool: &Addr) -> bool {
        !self.world.model.pools.pools[pool].books.shares.contains_key(who) && who != pool
    }

    fn visit(&mut self, who: &Addr, pool: &Addr, story: &'static str) -> Result<()> {
        let denom = self.world.places().denom.clone();
        let before = self.view.balance(who, &denom);
        self.transact(&[self.pool_call(who, PoolMsg::WithdrawRewards { pool: pool.to_string() }, 0)])?;
        let visit = Visit { earned: self.view.balance(who, &denom) - before, story };
        let step = Step { ok: true, visit: Some(visit), turn: self.turn, ..Step::default() };
        self.check(&step, &self.view)
    }

    /// A call of the pool-registry with staking coins.
    pub fn pool_call(&self, sender: &Addr, msg: PoolMsg, funds: u128) -> Call {
        Call { sender: sender.clone(), message: Message::Pools(msg), funds: stake(funds) }
    }

    /// Tries, one of each kind in turn, whether owners could leave now (G-07); every attempt is taken back.
    ///
    /// # Errors
    /// If an attempt cannot be made.
    pub fn probe_exits(&mut self) -> Result<Vec<Probe>> {
        let model = &self.world.model;
        let mut attempts: Vec<Call> = vec![];
        let positions: Vec<(&Addr, &Addr, u128)> = model
            .pools
            .pools
            .iter()
            .flat_map(|(pool, books)| {
                books.books.shares.iter().map(move |(who, share)| (pool, who, model.free(share.held)))
            })
            // Locked coins stay, and the minimum delegation with them.
            .filter(|(pool, who, free)| *free > 0 && *free == model.pools.tokens(pool, who))
            .filter(|(pool, who, _)| model.stakers.open(pool, who).0 < 32 && **who != model.places.joint)
            .collect();
        if let Some((pool, who, tokens)) = positions.get(self.turn % positions.len().max(1)) {
            let msg = PoolMsg::Undelegate { pool: pool.to_string(), amount: (*tokens).into(), fee: None };
            attempts.push(self.pool_call(who, msg, 0));
            attempts.push(self.pool_call(who, PoolMsg::WithdrawRewards { pool: pool.to_string() }, 0));
        }
        let transfers: Vec<(&u64, &Addr)> = model
            .stakers
            .items
            .iter()
            .filter(|(_, item)| matches!(&item.way, Way::To { initiator, .. } if *initiator == model.places.pools))
            .map(|(id, item)| (id, &item.owner))
            .collect();
        if let Some((id, owner)) = transfers.get(self.turn % transfers.len().max(1)) {
            attempts.push(self.pool_call(owner, PoolMsg::CancelTransfer { id: **id }, 0));
        }
        let bonded = model.stakers.custody.iter().filter(|(_, kept)| {
            let management = &model.stakers.stakers[&kept.staker].management;
            // Another registrar may keep licences of its stakers.
            kept.release.is_none() && (*management == kept.staker || *management == model.places.pools)
        });
        let bonded: Vec<_> = bonded.collect();
        if let Some((id, kept)) = bonded.get(self.turn % bonded.len().max(1)) {
            let message = Message::Stakers(StakerMsg::UnbondLicense { token_id: (*id).clone() });
            attempts.push(Call { sender: kept.bonder.clone(), message, funds: vec![] });
        }
        // What is left of a burned one waits for stage stable like a redemption.
        let stable = model.licenses.stage == Stage::Stable;
        let ready = |kept: &Custody| {
            kept.release.is_some_and(|release| model.now.reached(release))
                && (stable || kept.surplus.is_none())
        };
        if let Some((id, kept)) = model.stakers.custody.iter().find(|(_, kept)| ready(kept)) {
            let message = Message::Stakers(StakerMsg::ReleaseLicense { token_id: id.clone() });
            attempts.push(Call { sender: kept.bonder.clone(), message, funds: vec![] });
        }
        attempts.extend(self.vault_exits());
        attempts.extend(self.joint_exits());
        attempts.into_iter().map(|call| self.attempt(call)).collect()
    }

    /// A principal that is free, and a claim.
    fn vault_exits(&self) -> Vec<Call> {
        let (now, vault) = (self.world.model.now.seconds, &self.world.model.vault);
        let free: Vec<_> = vault.positions.iter().filter(|(_, it)| it.ends <= now && !it.withdrawn).collect();
        let Some((position_id, position)) = free.get(self.turn % free.len().max(1)) else { return vec![] };
        let claim = VaultMsg::Claim { position_id: None, start_after: None, limit: None };
        let call = |msg| Call { sender: position.user.clone(), message: Message::Vault(msg), funds: vec![] };
        vec![call(VaultMsg::Withdraw { position_id: **position_id }), call(claim)]
    }

    /// Whether a call would succeed: tried together with one that always fails.
    fn attempt(&mut self, call: Call) -> Result<Probe> {
        const NEVER: u64 = u64::MAX;
        let places = self.world.model.places.clone();
        let sender = call.sender.clone();
        let last = Message::Stakers(StakerMsg::CancelTransfer { id: NEVER });
        let last = Call { sender: sender.clone(), message: last, funds: vec![] };
        let msgs = vec![call.to_chain(&places)?, last.to_chain(&places)?];
        let Err(error) = self.world.net.chain.execute_many(&sender, msgs) else {
            bail!("a transfer that does not exist was cancelled");
        };
        let refusal = Refusal::of(&error);
        let passed = refusal.reason.contains(&NEVER.to_string());
        Ok(Probe { what: format!("{} of {sender}", call.name()), refusal: (!passed).then_some(refusal) })
    }
}

/// Figures of the treasury that the specification leaves open, in order.
fn seen(outcomes: &[Outcome]) -> VecDeque<Seen> {
    let read = |event: &Event| match fact(event)? {
        "treasury_decay/pool_collected" | "treasury_decay/share_claimed" => {
            Some(Seen { amount: Some(amount(event, "amount")), release_end: None })
        }
        "treasury_decay/revenue_received" => {
            let end = amount(event, "release_end") / 1_000_000_000;
            Some(Seen { amount: None, release_end: u64::try_from(end).ok() })
        }
        _ => None,
    };
    outcomes.iter().flat_map(|outcome| &outcome.events).filter_map(read).collect()
}

/// Pools whose part of the model changed.
fn changed_pools(before: &Model, after: &Model) -> Vec<Addr> {
    let changed = |operator: &&Addr| before.pools.pools.get(*operator) != after.pools.pools.get(*operator);
    after.pools.pools.keys().filter(changed).cloned().collect()
}
