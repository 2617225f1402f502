//! Activation: principals that work in pools of the real pool-registry, against the model, which is told what the registries say.
//! All of JS-01 to JS-15 after each step.
//!
//! `TRIBUTARY_CASES` says how many cases (12 if unset), `TRIBUTARY_SEED` where to begin; a failing case prints its seed.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, bail, ensure, Context as _, Result};
use cosmwasm_std::{Addr, Coin, Event};
use cw_utils::{Duration, Expiration};
use tributary_testing::cases::play_all;
use tributary_testing::dice::Dice;
use tributary_testing::invariants::joint::{check_all, JointStep};
use tributary_testing::joint_ghost::JointGhost;
use tributary_testing::joint_view::{reported, JointView, Quotes};
use tributary_testing::machine::compare::joint::answers;
use tributary_testing::machine::step::{amount, attribute, fact, Refusal};
use tributary_testing::machine::Histogram;
use tributary_testing::model::joint::{Agreement, Joint, Place};
use tributary_testing::model::joint_around::{Outside, Pools};
use tributary_testing::model::joint_calls::{Effect, Told};
use tributary_testing::model::joint_terms::instantiated;
use tributary_testing::model::{Moment, Refusals};
use tributary_testing::settings::setting;
use tributary_testing::{Network, Parameters, DENOM, GUARDIAN, OWNER};
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{ExecuteMsg, InstantiateMsg, OfferStatus};
use tributary_types::pool_registry as pr;
use tributary_types::staker_registry as sr;

/// Operators of pools.
const OPERATORS: [&str; 2] = ["one", "two"];

/// What the registries said, before a call and to it.
#[derive(Default)]
struct Said {
    min_delegation: u128,
    lets_go: bool,
    pools: BTreeSet<Addr>,
    /// Open undelegations, and whether they are released.
    open: BTreeMap<u64, bool>,
    refusal: Option<String>,
    unbond_id: u64,
    /// When one that starts now is released.
    release: Option<Expiration>,
    rewards: u128,
}

impl Pools for Said {
    fn denom(&self) -> String {
        DENOM.to_owned()
    }

    fn min_delegation(&self) -> u128 {
        self.min_delegation
    }

    fn lets_go(&self) -> bool {
        self.lets_go
    }

    fn has(&self, pool: &Addr) -> bool {
        self.pools.contains(pool)
    }

    fn refusal(&self, _: &Addr, _: u128) -> Option<String> {
        self.refusal.clone()
    }

    fn undelegation(&self, _: &Addr, _: u128) -> Result<(u64, Expiration), Refusals> {
        Ok((self.unbond_id, self.release.expect("asked before each call")))
    }

    fn released(&self, _: &Addr, id: u64) -> Option<bool> {
        self.open.get(&id).copied()
    }

    fn rewards(&self, _: &Addr) -> Result<u128, Refusals> {
        Ok(self.rewards)
    }
}

/// The network with an escrow, and the escrow's model.
struct Bench {
    net: Network,
    dice: Dice,
    at: Addr,
    people: Vec<Addr>,
    operators: Vec<Addr>,
    joint: Joint,
    view: JointView,
    ghost: JointGhost,
    histogram: Histogram,
    /// What each undelegation of the escrow comes to.
    unbonds: BTreeMap<u64, u128>,
    /// What came back of them and was not paid on.
    back: u128,
    /// Whether the pool-registry is paused.
    is_paused: bool,
    turn: usize,
}

fn moment(net: &Network) -> Moment {
    let block = net.chain.block();
    Moment { height: block.height, seconds: block.time.seconds() }
}

fn nobody(_: &Addr) -> Option<String> {
    None
}

fn coins(amount: u128) -> Vec<Coin> {
    if amount == 0 {
        return vec![];
    }
    vec![Coin::new(amount, DENOM)]
}

impl Bench {
    fn new(seed: u64) -> Result<Self> {
        let mut dice = Dice::new(seed);
        let days = *dice.pick(&[1, 3, 14, 30]);
        let min_delegation = *dice.pick(&[None, Some(1_000)]);
        let unbond_lock = Duration::Time(days * 86_400);
        let parameters = Parameters { unbond_lock, min_delegation, ..Parameters::default() };
        let mut net = Network::new(&parameters)?;
        let operators: Vec<Addr> =
            OPERATORS.iter().map(|name| net.open_pool(name, 100_000, 50_000)).collect::<Result<_>>()?;
        let people: Vec<Addr> =
            (0..4).map(|at| net.account(&format!("person{at}"))).collect::<Result<_>>()?;
        let registrar = net.account("registrar")?;
        let coins = Asset::Native(DENOM.to_owned());
        let terms = InstantiateMsg {
            owner: None,
            guardian: None,
            registrar: registrar.to_string(),
            stake_asset: coins.clone(),
            reward_asset: coins,
            treasury: None,
            pool_registry: Some(net.pool_registry.to_string()),
            daily_caps: None,
            time_multipliers: None,
            penalty_bps: None,
            min_penalty_bps: Some(*dice.pick(&[0, 100])),
            mutual_exit_free: None,
            day_secs: None,
        };
        let owner = net.account(OWNER)?;
        let at = net.chain.instantiate(&owner, "joint-staking", "escrow", &terms, vec![])?.0;
        let said = Said { lets_go: true, ..Said::default() };
        let outside = Outside { now: moment(&net), denom_of: &nobody, pools: Some(&said) };
        let joint = instantiated(at.clone(), &owner, &terms, &outside).map_err(|no| anyhow!("{no:?}"))?;
        let view = JointView::read(&net.chain, &at)?;
        Ok(Self {
            net,
            dice,
            at,
            people,
            operators,
            joint,
            view,
            ghost: JointGhost::default(),
            histogram: Histogram::default(),
            unbonds: BTreeMap::new(),
            back: 0,
            is_paused: false,
            turn: 0,
        })
    }

    fn now(&self) -> u64 {
        moment(&self.net).seconds
    }

    /// What the registries say before a call.
    fn ask(&self) -> Result<Said> {
        let config: pr::ConfigResponse = self.net.ask_pools(&pr::QueryMsg::Config {})?;
        let lock: sr::ConfigResponse = self.net.ask_stakers(&sr::QueryMsg::Config {})?;
        let mut open = BTreeMap::new();
        for pool in &self.operators {
            let (owner, staker) = (Some(self.at.to_string()), Some(pool.to_string()));
            let msg = sr::QueryMsg::Unbonds { owner, staker, start_after: None, limit: Some(100) };
            let found: sr::UnbondsResponse = self.net.ask_stakers(&msg)?;
            open.extend(found.unbonds.into_iter().map(|row| (row.id, row.ready)));
        }
        let lets_go = matches!(lock.unbond_lock, Duration::Time(secs) if secs <= 30 * 86_400);
        let pools = self.operators.iter().cloned().collect();
        let min_delegation = config.min_delegation.u128();
        let release = Some(lock.unbond_lock.after(&self.net.chain.app().block_info()));
        Ok(Said { min_delegation, lets_go, pools, open, release, ..Said::default() })
    }

    /// A message to the escrow; answers whether it succeeded.
    fn act(&mut self, by: &Addr, msg: &ExecuteMsg, funds: u128) -> Result<bool> {
        self.turn += 1;
        let now = self.now();
        self.carry_out(by, msg, funds).with_context(|| format!("{by}: {msg:?} with {funds} at {now}"))
    }

    fn carry_out(&mut self, by: &Addr, msg: &ExecuteMsg, funds: u128) -> Result<bool> {
        let mut said = self.ask()?;
        let quotes = Quotes::read(&self.net.chain, &self.joint)?;
        let before = self.purses()?;
        let result = self.net.chain.execute(by, &self.at, msg, coins(funds));
        if let Ok(outcome) = &result {
            hear(&mut said, &outcome.events);
        }
        let outside = Outside { now: moment(&self.net), denom_of: &nobody, pools: Some(&said) };
        let mut joint = self.joint.clone();
        let expected = joint.call(&outside, by, msg, &coins(funds));
        let value = serde_json::to_value(msg)?;
        let name = value.as_object().and_then(|fields| fields.keys().next().cloned()).unwrap_or_default();
        match (expected, result) {
            (Ok(told), Ok(outcome)) => {
                self.histogram.count(&name, "ok");
                reported(&self.at, &told.facts, &outcome.events)?;
                self.joint = joint;
                self.just_refused(msg, &said)?;
                self.moved(before, (by, funds), &told, &said)?;
                self.look(Some((by, msg)), &outcome.events, quotes.as_ref(), false)?;
                Ok(true)
            }
            (Err(words), Err(error)) => {
                let refusal = Refusal::of(&error);
                ensure!(refusal.is_among(&words), "breaks {words:?}, the chain says {refusal:?}");
                self.histogram.count(&name, &refusal.variant);
                Ok(false)
            }
            (Ok(_), Err(error)) => bail!("nothing is wrong, the chain says {:?}", Refusal::of(&error)),
            (Err(words), Ok(_)) => bail!("breaks {words:?}, yet it succeeded"),
        }
    }

    /// A pool refuses a principal while its registry is paused, and then alone.
    fn just_refused(&self, msg: &ExecuteMsg, said: &Said) -> Result<()> {
        let ExecuteMsg::AcceptOffer { offer_id, .. } = msg else { return Ok(()) };
        let agreement = &self.joint.agreements[offer_id];
        let has_pool = self.joint.classes[&agreement.class].pool.is_some();
        let works = has_pool && agreement.principal >= said.min_delegation;
        ensure!(said.refusal.is_some() == (works && self.is_paused), "{:?}", said.refusal);
        Ok(())
    }

    /// What the escrow, the people and the registry of stakers have.
    fn purses(&self) -> Result<BTreeMap<Addr, u128>> {
        let others = [self.at.clone()];
        let all = self.people.iter().chain(&others);
        all.map(|who| Ok((who.clone(), self.net.balance(who)?.u128()))).collect()
    }

    /// Coins went where the model says.
    fn moved(
        &mut self,
        mut purses: BTreeMap<Addr, u128>,
        (by, funds): (&Addr, u128),
        told: &Told,
        said: &Said,
    ) -> Result<()> {
        let mut pay = |from: Option<&Addr>, to: Option<&Addr>, amount: u128| {
            if let Some(purse) = from.and_then(|who| purses.get(who)).copied() {
                purses.insert(from.expect("it has a purse").clone(), purse - amount);
            }
            if let Some(purse) = to.and_then(|who| purses.get(who)).copied() {
                purses.insert(to.expect("it has a purse").clone(), purse + amount);
            }
        };
        let at = self.at.clone();
        pay(Some(by), Some(&at), funds);
        for effect in &told.effects {
            match effect {
                Effect::Pay(to, _, amount) => pay(Some(&at), Some(to), *amount),
                Effect::Delegate(_, amount) => pay(Some(&at), None, *amount),
                Effect::Undelegate(_, amount) => drop(self.unbonds.insert(said.unbond_id, *amount)),
                Effect::Finalize(id) => {
                    pay(None, Some(&at), self.unbonds[id]);
                    self.back += self.unbonds[id];
                }
                Effect::Collect(_) => pay(None, Some(&at), said.rewards),
                Effect::Revenue(..) => bail!("there is no treasury"),
            }
        }
        for event in &told.facts {
            if event.ty.ends_with("principal_released") {
                self.back -= amount(event, "amount") + amount(event, "from_principal");
            }
        }
        let found = self.purses()?;
        ensure!(found == purses, "{found:?} are there, the model says {purses:?}");
        Ok(())
    }

    fn look(
        &mut self,
        call: Option<(&Addr, &ExecuteMsg)>,
        events: &[Event],
        quotes: Option<&Quotes>,
        end: bool,
    ) -> Result<()> {
        let before = std::mem::replace(&mut self.view, JointView::read(&self.net.chain, &self.at)?);
        self.ghost.see(events, self.now());
        let present = Quotes::read(&self.net.chain, &self.joint)?;
        check_all(&JointStep {
            chain: &self.net.chain,
            before: &before,
            after: &self.view,
            model: &self.joint,
            call,
            events,
            donated: (0, 0),
            back: self.back,
            ghost: &self.ghost,
            quotes,
            present: present.as_ref(),
            end,
        })?;
        answers(&self.net.chain, &self.joint, &self.people.iter().cloned().collect())
    }

    fn advance(&mut self, seconds: u64) -> Result<()> {
        let quotes = Quotes::read(&self.net.chain, &self.joint)?;
        self.net.chain.advance(seconds, seconds / 6 + 1)?;
        self.look(None, &[], quotes.as_ref(), false)
    }

    fn registrar(&self, msg: &ExecuteMsg) -> (Addr, ExecuteMsg) {
        (self.joint.terms.registrar.clone(), msg.clone())
    }

    /// A class for each pool and one without, three devices of each, and rewards.
    fn open(&mut self) -> Result<()> {
        let pools: Vec<Option<Addr>> = self.operators.iter().cloned().map(Some).chain([None]).collect();
        for (at, pool) in pools.into_iter().enumerate() {
            let class = ExecuteMsg::SetClass {
                class: format!("class{at}"),
                base_value: 1_003u128.into(),
                capacity: 20_000u128.into(),
                activation_stake: 1u128.into(),
                kappa_steps: None,
                pool: pool.map(Addr::into_string),
                enabled: None,
            };
            let (by, msg) = self.registrar(&class);
            ensure!(self.act(&by, &msg, 0)?, "no class");
            for number in 0..3 {
                let owner = self.dice.pick(&self.people).to_string();
                let (device, class) = (format!("d{at}{number}"), format!("class{at}"));
                let (by, msg) = self.registrar(&ExecuteMsg::RegisterDevice { device, owner, class });
                ensure!(self.act(&by, &msg, 0)?, "no device");
            }
        }
        let payer = self.people[0].clone();
        ensure!(self.act(&payer, &ExecuteMsg::FundRewards {}, 30_000)?, "no rewards");
        Ok(())
    }

    fn play(&mut self) -> Result<()> {
        match self.dice.below(40) {
            0..=7 => {
                let days = self.dice.between(1, 9) as u64;
                let any = self.dice.between(1, 200_000) as u64;
                let seconds = *self.dice.pick(&[86_400, 86_400, any, any, days * 86_400]);
                self.advance(seconds)
            }
            8..=9 => {
                let operator = self.dice.pick(&self.operators).clone();
                let amount = self.dice.between(1, 5_000);
                self.net.reward(&operator, amount)
            }
            10 => self.finalize_elsewhere(),
            11..=12 => self.rule(),
            13..=19 => self.offer(),
            20..=25 => self.accept(),
            26..=33 => self.release(),
            _ => self.leave(),
        }
    }

    /// Anybody may finalise what is released.
    fn finalize_elsewhere(&mut self) -> Result<()> {
        let said = self.ask()?;
        let ready: Vec<u64> = said.open.iter().filter(|(_, ready)| **ready).map(|(id, _)| *id).collect();
        let Some(id) = self.dice.maybe(&ready).copied() else { return Ok(()) };
        let by = self.people[1].clone();
        self.net.pools(&by, &pr::ExecuteMsg::FinalizeUndelegate { id, fee_recipient: None }, 0)?;
        self.back += self.unbonds[&id];
        self.view = JointView::read(&self.net.chain, &self.at)?;
        Ok(())
    }

    /// The pool-registry is paused or not, or wants more of a delegator.
    fn rule(&mut self) -> Result<()> {
        let (guardian, owner) = (self.net.account(GUARDIAN)?, self.net.account(OWNER)?);
        if self.is_paused {
            self.net.pools(&owner, &pr::ExecuteMsg::Unpause {}, 0)?;
        } else if self.dice.chance(50) {
            self.net.pools(&guardian, &pr::ExecuteMsg::Pause {}, 0)?;
        } else {
            let least = *self.dice.pick(&[1u128, 1_000, 8_000, 30_000]);
            let change = pr::ConfigChange {
                commission_lock: None,
                release_period: None,
                min_delegation: Some(least.into()),
            };
            // One may be announced, and then it waits.
            drop(self.net.pools(&owner, &pr::ExecuteMsg::AnnounceConfig { change }, 0));
            drop(self.net.pools(&owner, &pr::ExecuteMsg::ApplyConfig {}, 0));
            return Ok(());
        }
        self.is_paused = !self.is_paused;
        Ok(())
    }

    fn offer(&mut self) -> Result<()> {
        let devices: Vec<String> = self.joint.devices.keys().cloned().collect();
        let device = self.dice.pick(&devices).clone();
        let owner = self.joint.devices[&device].owner.clone();
        let required_stake = self.dice.between(1, 20_000).into();
        let lock_days = *self.dice.pick(&[30, 30, 60]);
        let msg = ExecuteMsg::OpenOffer { device, owner_share_bps: 5_000, required_stake, lock_days };
        self.act(&owner, &msg, 0).map(drop)
    }

    fn accept(&mut self) -> Result<()> {
        let open = self.joint.offers.iter().filter(|(_, it)| it.status == OfferStatus::Open);
        let open: Vec<(u64, u128)> = open.map(|(id, it)| (*id, it.stake)).collect();
        let Some((offer_id, stake)) = self.dice.maybe(&open).copied() else { return Ok(()) };
        let by = self.dice.pick(&self.people).clone();
        let msg = ExecuteMsg::AcceptOffer { offer_id, revision: None, min_base_reward: None };
        self.act(&by, &msg, stake).map(drop)
    }

    fn agreement(&mut self, good: impl Fn(&Agreement) -> bool) -> Option<(u64, Agreement)> {
        let fit = self.joint.agreements.iter().filter(|(_, it)| good(it));
        let fit: Vec<(u64, Agreement)> = fit.map(|(id, it)| (*id, it.clone())).collect();
        self.dice.maybe(&fit).cloned()
    }

    fn release(&mut self) -> Result<()> {
        let by = self.people[2].clone();
        if self.dice.chance(25) {
            let pool = self.dice.pick(&self.operators).to_string();
            return self.act(&by, &ExecuteMsg::CollectPoolRewards { pool }, 0).map(drop);
        }
        let waits = |it: &Agreement| matches!(it.place, Place::Waiting(_) | Place::Leaving(..));
        let any = self.dice.chance(10);
        let Some((agreement_id, _)) = self.agreement(|it| any || waits(it)) else { return Ok(()) };
        self.act(&by, &ExecuteMsg::ReleasePrincipal { agreement_id }, 0).map(drop)
    }

    fn leave(&mut self) -> Result<()> {
        let Some((agreement_id, it)) = self.agreement(|it| it.closed.is_none()) else { return Ok(()) };
        let (msg, funds) = match self.dice.below(4) {
            0 | 1 => (ExecuteMsg::TerminateAgreement { agreement_id }, 20_000),
            2 => (ExecuteMsg::ClaimRewards { agreement_id }, 0),
            _ => (ExecuteMsg::SettleAgreement { agreement_id }, 0),
        };
        let by = if self.dice.chance(50) { it.owner } else { it.staker };
        self.act(&by, &msg, funds).map(drop)
    }

    /// Everybody leaves, and every principal comes back from its pool.
    fn drain(&mut self) -> Result<()> {
        let last = self.joint.agreements.values().map(|it| it.end).max().unwrap_or_default();
        self.advance(last.saturating_sub(self.now()) + 1)?;
        let by = self.people[3].clone();
        let ids: Vec<u64> = self.joint.agreements.keys().copied().collect();
        for agreement_id in &ids {
            let agreement_id = *agreement_id;
            self.act(&by, &ExecuteMsg::SettleAgreement { agreement_id }, 0)?;
        }
        for _ in 0..80 {
            for agreement_id in &ids {
                if self.joint.agreements[agreement_id].place != Place::Returned {
                    self.act(&by, &ExecuteMsg::ReleasePrincipal { agreement_id: *agreement_id }, 0)?;
                }
            }
            self.advance(86_400)?;
        }
        for (agreement_id, it) in self.joint.agreements.clone() {
            ensure!(it.place == Place::Returned, "{agreement_id} did not come back: {:?}", it.place);
            ensure!(self.act(&it.owner, &ExecuteMsg::ClaimRewards { agreement_id }, 0)?, "no claim");
            ensure!(self.act(&it.staker, &ExecuteMsg::ClaimRewards { agreement_id }, 0)?, "no claim");
        }
        ensure!(self.back == 0, "{} came back and were not paid", self.back);
        self.look(None, &[], None, true).context("everybody has everything")
    }
}

/// What the registries said to a call.
fn hear(said: &mut Said, events: &[Event]) {
    for event in events {
        match fact(event) {
            Some("joint_staking/delegation_refused") => {
                said.refusal = attribute(event, "reason").map(str::to_owned);
            }
            Some("joint_staking/undelegation_started") => said.unbond_id = amount(event, "unbond_id") as u64,
            Some("joint_staking/pool_rewards_collected") => said.rewards = amount(event, "amount"),
            _ => {}
        }
    }
}

fn play(seed: u64) -> Result<Histogram> {
    let mut bench = Bench::new(seed)?;
    bench.open()?;
    for _ in 0..200 {
        bench.play()?;
    }
    bench.drain()?;
    Ok(bench.histogram)
}

#[test]
fn principals_work_in_pools_and_come_back() {
    let (cases, first) = (setting("TRIBUTARY_CASES", 12), setting("TRIBUTARY_SEED", 0));

    let all = play_all(first..first + cases, "TRIBUTARY_CASES", play);

    println!("{all}");
    if cases >= 12 {
        for outcome in ["ok", "joint-staking.BatchWaits", "joint-staking.Control::Locked"] {
            assert!(all.seen("release_principal", outcome) > 0, "no release was {outcome}");
        }
        assert!(all.seen("collect_pool_rewards", "ok") > 0, "nothing was collected");
    }
}
