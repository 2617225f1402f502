//! Plays a scenario and watches: what every step did to the bank, and what the contracts answered after it.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint128};
use serde_json::Value;

use super::cast::{addresses_in, Cast};
use super::look::{holdings, look, Holdings, Look, Unanswered};
use crate::chain::Chain;
use crate::coins::Coins;
use crate::expect::Mismatch;
use crate::names::codes_in;
use crate::report::{Action, Position, Report, StepReport, Verdict};
use crate::runner::{fatal, Fatal, Player, PLENTY};
use crate::scenario::{Scenario, ALWAYS};
use crate::step::{Advance, Step};

/// Time is watched in pieces of this length where it passes in one step,
const WATCHED_SECONDS: u64 = 21_600;

/// but never in more pieces than this.
const WATCHED_PIECES: u64 = 32;

/// A step that was played, with what was seen of it.
#[derive(Debug)]
pub struct Scene {
    /// The step.
    pub report: StepReport,
    /// Who sent the message or the coins, and which contract or account got it.
    pub ends: Option<(Addr, Addr)>,
    /// Balances that changed: whose, which denom, before, after.
    pub moved: Vec<(Addr, String, Uint128, Uint128)>,
    /// The pools afterwards.
    pub look: Look,
}

/// A scenario that was played under observation.
pub struct Played {
    /// How it ended, with all steps.
    pub report: Report,
    /// The steps, with what was seen of them.
    pub scenes: Vec<Scene>,
    /// The pools at the end of each step and while time passed, in order, each with the number of scenes before it.
    pub looks: Vec<(usize, Look)>,
    /// Everybody that occurred.
    pub cast: Cast,
    /// What contracts did not answer.
    pub unanswered: Vec<Unanswered>,
    /// The chain after the last step, with all names.
    pub player: Player,
}

impl Played {
    /// What lies in the staker-registries now.
    ///
    /// # Errors
    /// When one of them does not answer.
    pub fn holdings(&self) -> Result<Vec<Holdings>, Unanswered> {
        holdings(&self.player.chain, &self.cast)
    }
}

/// Plays a scenario under observation.
///
/// # Errors
/// When the clock of the scenario cannot be set.
pub fn play(scenario: &Scenario) -> anyhow::Result<Played> {
    let mut player = Player::new(Chain::new(&scenario.clock)?);
    let opening = player.play(&overture(scenario));
    let mut report = Report::new(scenario);
    report.verdict = opening.verdict;
    if report.verdict == Verdict::Held {
        report.verdict = missing_code(&player.chain, scenario);
    }
    let mut played =
        Played { report, scenes: vec![], looks: vec![], cast: Cast::default(), unanswered: vec![], player };
    for step in opening.steps {
        played.record(step, &BTreeMap::new());
    }
    if played.report.verdict == Verdict::Held {
        played.perform(scenario);
    }
    Ok(played)
}

/// The scenario without its steps, but with the coins that they need.
fn overture(scenario: &Scenario) -> Scenario {
    let mut accounts = scenario.accounts.clone();
    for name in ALWAYS {
        let coins = accounts.entry(name.to_owned()).or_default();
        for denom in scenario.denoms() {
            coins.entry(denom.to_owned()).or_insert(PLENTY);
        }
    }
    Scenario { accounts, steps: vec![], ..scenario.clone() }
}

fn missing_code(chain: &Chain, scenario: &Scenario) -> Verdict {
    let mut codes = scenario.steps.iter().flat_map(|step| match step {
        Step::Execute(step) => codes_in(&step.execute),
        Step::Query(step) => codes_in(&step.query),
        Step::Send(_) | Step::Advance(_) | Step::Balance(_) => vec![],
    });
    match codes.find(|code| chain.code_id(code).is_err()) {
        Some(code) => Verdict::NotRun { code: code.to_owned() },
        None => Verdict::Held,
    }
}

impl Played {
    fn perform(&mut self, scenario: &Scenario) {
        for (number, step) in scenario.steps.iter().enumerate() {
            let at = Position::Step(number.saturating_add(1));
            let mut record = StepReport::new(at, Action::Step(step.clone()));
            let before = self.player.balances.clone();
            let end = self.act(step, &mut record);
            let stop = end.is_err();
            record.mismatches.extend(end.err());
            let block = self.player.chain.block();
            record.height = block.height;
            record.time = block.time.seconds();
            self.record(record, &before);
            if stop {
                break;
            }
        }
        if self.report.mismatches().next().is_some() {
            self.report.verdict = Verdict::Failed;
        }
    }

    fn act(&mut self, step: &Step, record: &mut StepReport) -> Result<(), Fatal> {
        let player = &mut self.player;
        match step {
            Step::Execute(step) => player.execute(step, record),
            Step::Send(step) => player.send(step, record),
            Step::Advance(step) => self.wait(step),
            Step::Query(step) => {
                let end = player.query(step, record);
                record.mismatches.extend(end.err());
                Ok(())
            }
            Step::Balance(step) => {
                let end = player.balance(step, record);
                record.mismatches.extend(end.err());
                Ok(())
            }
        }
    }

    /// Lets time pass in pieces and looks at the pools after each of them; together they are what the step says.
    fn wait(&mut self, step: &Advance) -> Result<(), Mismatch> {
        let whole = &step.advance;
        let pieces = whole.seconds.div_ceil(WATCHED_SECONDS).clamp(1, WATCHED_PIECES);
        let mut passed = (0u64, 0u64);
        for piece in 1..=pieces {
            let until = |whole: u64| {
                let part = u128::from(whole).saturating_mul(piece.into()).checked_div(pieces.into());
                part.and_then(|part| u64::try_from(part).ok()).unwrap_or(whole)
            };
            let now = (until(whole.seconds), until(whole.blocks));
            let (seconds, blocks) = (now.0.saturating_sub(passed.0), now.1.saturating_sub(passed.1));
            self.player.chain.advance(seconds, blocks).map_err(fatal("advance"))?;
            passed = now;
            if piece < pieces {
                let seen = self.look();
                self.looks.push((self.scenes.len(), seen));
            }
        }
        Ok(())
    }

    fn look(&mut self) -> Look {
        look(&self.player.chain, &self.cast).unwrap_or_else(|error| {
            self.unanswered.push(error);
            let block = self.player.chain.block();
            Look { time: block.time.seconds(), height: block.height, pools: vec![] }
        })
    }

    fn record(&mut self, report: StepReport, before: &BTreeMap<Addr, Coins>) {
        let ends = self.ends(&report.action);
        self.meet(&report, ends.as_ref());
        let look = self.look();
        let moved = match report.at {
            Position::Step(_) => moved(before, &self.player.balances),
            Position::Start | Position::Deploy(_) | Position::Preset(_) => vec![],
        };
        if matches!(report.at, Position::Step(_)) {
            self.looks.push((self.scenes.len().saturating_add(1), look.clone()));
        }
        self.report.steps.push(report.clone());
        self.scenes.push(Scene { report, ends, moved, look });
    }

    fn ends(&mut self, action: &Action) -> Option<(Addr, Addr)> {
        let Player { chain, names, .. } = &mut self.player;
        let (from, to) = match action {
            Action::Start | Action::Step(Step::Advance(_) | Step::Query(_) | Step::Balance(_)) => {
                return None
            }
            Action::Deploy(deployment) => (&deployment.from, deployment.name.as_str()),
            Action::Step(Step::Execute(step)) => (&step.from, step.contract.as_str()),
            Action::Step(Step::Send(step)) => (&step.send.from, step.send.to.trim_start_matches('@')),
        };
        let to = match to.strip_prefix('$') {
            Some(_) => names.resolve(chain, &to.into(), crate::names::Place::Message).ok()?,
            None => Value::String(names.address(chain, to).map_or_else(|_| to.to_owned(), Addr::into_string)),
        };
        Some((names.account(chain, from).ok()?, Addr::unchecked(to.as_str()?)))
    }

    /// Notes everybody that occurs in a step.
    fn meet(&mut self, report: &StepReport, ends: Option<&(Addr, Addr)>) {
        let Player { chain, names, balances, .. } = &self.player;
        let mut all: Vec<Addr> = balances.keys().cloned().collect();
        all.extend(ends.into_iter().flat_map(|(from, to)| [from.clone(), to.clone()]));
        all.extend(report.message.iter().chain(&report.answer).flat_map(addresses_in));
        let attributes = report.events.iter().flat_map(|event| &event.attributes);
        all.extend(attributes.flat_map(|attribute| addresses_in(&Value::String(attribute.value.clone()))));
        all.extend(report.refused.iter().flat_map(|text| addresses_in(&Value::String(text.clone()))));
        for address in all {
            self.cast.meet(chain, names, &address);
        }
    }
}

fn moved(
    before: &BTreeMap<Addr, Coins>,
    after: &BTreeMap<Addr, Coins>,
) -> Vec<(Addr, String, Uint128, Uint128)> {
    let mut moved = vec![];
    let nothing = Coins::new();
    for (address, coins) in after {
        let old = before.get(address).unwrap_or(&nothing);
        let denoms = coins.keys().chain(old.keys().filter(|denom| !coins.contains_key(*denom)));
        for denom in denoms {
            let of = |side: &Coins| side.get(denom).copied().unwrap_or_default();
            if of(old) != of(coins) {
                moved.push((address.clone(), denom.clone(), of(old), of(coins)));
            }
        }
    }
    moved
}
