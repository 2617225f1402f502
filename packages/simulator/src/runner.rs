//! Plays scenarios.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin, Uint128};

use crate::chain::Chain;
use crate::coins::{self, Coins};
use crate::expect::Mismatch;
use crate::names::{codes_in, Names, Place};
use crate::preset;
use crate::report::{Action, Position, Report, StepReport, Verdict};
use crate::scenario::{Deployment, Scenario, Target, ALWAYS};
use crate::step::{Span, Step};

/// What the accounts that always exist have of every coin, unless the scenario says otherwise.
pub const PLENTY: Uint128 = Uint128::new(1_000_000_000_000_000_000_000_000_000_000);

/// Plays a scenario on a chain of its own.
pub fn play(scenario: &Scenario) -> Report {
    match Chain::new(&scenario.clock) {
        Ok(chain) => Player::new(chain).play(scenario),
        Err(error) => {
            let mut report = Report::new(scenario);
            let mut start = StepReport::new(Position::Start, Action::Start);
            start.mismatches.push(Mismatch::new("clock", "a chain that starts", error));
            report.verdict = Verdict::Failed;
            report.steps.push(start);
            report
        }
    }
}

/// A chain on which a scenario is played, with the scenario's names. Both can be used afterwards.
pub struct Player {
    /// The chain.
    pub chain: Chain,
    /// The names of the scenario.
    pub names: Names,
    pub(crate) block_seconds: u64,
    /// All balances after the last step.
    pub(crate) balances: BTreeMap<Addr, Coins>,
}

/// Watches how a scenario is played.
pub trait Observer {
    /// Into how many pieces the time is cut that passes in one step.
    fn pieces(&self, _span: &Span) -> u64 {
        1
    }

    /// Called between two of these pieces.
    fn passing(&mut self, _chain: &Chain) {}

    /// Called after each deployment and each step, with what will stand in the report.
    fn played(&mut self, _player: &mut Player, _step: &StepReport) {}
}

/// Nobody watches.
impl Observer for () {}

/// A step that failed in a way that makes the steps behind it meaningless.
pub(crate) type Fatal = Mismatch;

impl Player {
    /// Prepares to play on a chain, which may have codes and coins of its own.
    pub fn new(chain: Chain) -> Self {
        Self { chain, names: Names::default(), block_seconds: 0, balances: BTreeMap::new() }
    }

    /// Plays a scenario. The clock's start is that of the chain.
    pub fn play(&mut self, scenario: &Scenario) -> Report {
        self.play_watched(scenario, &mut ())
    }

    /// Plays a scenario while somebody watches.
    pub fn play_watched(&mut self, scenario: &Scenario, observer: &mut impl Observer) -> Report {
        let mut report = Report::new(scenario);
        if !scenario.runs_on.contains(&Target::Embedded) {
            report.verdict = Verdict::Skipped;
            return report;
        }
        // Without contracts of its own a scenario stands behind the preset.
        let preset = match scenario.deploy {
            Some(_) => Ok(None),
            None => preset::suite().map(Some),
        };
        let begun = preset.map_err(|error| Mismatch::new("preset", "a scenario", error)).and_then(|preset| {
            report.verdict = self.missing_code(scenario, preset.as_ref());
            match report.verdict {
                Verdict::Held => self.play_all(scenario, preset.as_ref(), &mut report, observer),
                _ => Ok(()),
            }
        });
        if let Err(fatal) = begun {
            let mut start = StepReport::new(Position::Start, Action::Start);
            start.mismatches.push(fatal);
            observer.played(self, &start);
            report.steps.push(start);
        }
        if report.mismatches().next().is_some() {
            report.verdict = Verdict::Failed;
        }
        report
    }

    fn missing_code(&self, scenario: &Scenario, preset: Option<&Scenario>) -> Verdict {
        let needed = [preset, Some(scenario)].into_iter().flatten().flat_map(codes_of);
        match needed.into_iter().find(|code| self.chain.code_id(code).is_err()) {
            Some(code) => Verdict::NotRun { code: code.to_owned() },
            None => Verdict::Held,
        }
    }

    fn play_all(
        &mut self,
        scenario: &Scenario,
        preset: Option<&Scenario>,
        report: &mut Report,
        observer: &mut impl Observer,
    ) -> Result<(), Fatal> {
        self.block_seconds = scenario.clock.block_seconds;
        self.fund_accounts(scenario)?;
        let deploy = preset.unwrap_or(scenario).deploy.iter().flatten();
        for deployment in deploy.clone() {
            if scenario.accounts.contains_key(&deployment.name) {
                return Err(Mismatch::new("accounts", "names that no contract has", &deployment.name));
            }
            self.names.declare(&deployment.name);
        }
        let deploy =
            deploy.cloned().map(Action::Deploy).zip(1..).map(|(action, n)| (action, Position::Deploy(n)));
        let steps = |of: &Scenario| of.steps.clone().into_iter().map(Action::Step).zip(1..);
        let before = preset.into_iter().flat_map(steps).map(|(action, n)| (action, Position::Preset(n)));
        let own = steps(scenario).map(|(action, n)| (action, Position::Step(n)));
        for (action, at) in deploy.chain(before).chain(own) {
            let mut record = StepReport::new(at, action.clone());
            let end = self.act(&action, &mut record, observer);
            let block = self.chain.block();
            record.height = block.height;
            record.time = block.time.seconds();
            let stop = end.is_err();
            record.mismatches.extend(end.err());
            observer.played(self, &record);
            report.steps.push(record);
            if stop {
                break;
            }
        }
        Ok(())
    }

    fn fund_accounts(&mut self, scenario: &Scenario) -> Result<(), Fatal> {
        let plenty = |denom: &str| (denom.to_owned(), PLENTY);
        let mut accounts = BTreeMap::new();
        for name in ALWAYS {
            accounts.insert(name, scenario.denoms().into_iter().map(plenty).collect::<Coins>());
        }
        for (name, coins) in &scenario.accounts {
            accounts.entry(name).or_default().extend(coins.clone());
        }
        for (name, coins) in accounts {
            let address = self.names.account(&self.chain, name).map_err(fatal("accounts"))?;
            let coins: Vec<Coin> = coins::to_vec(&coins);
            self.chain.set_balance(&address, coins).map_err(fatal("accounts"))?;
        }
        self.balances = self.chain.balances().map_err(fatal("accounts"))?;
        Ok(())
    }

    fn act(
        &mut self,
        action: &Action,
        record: &mut StepReport,
        observer: &mut impl Observer,
    ) -> Result<(), Fatal> {
        match action {
            Action::Start => Ok(()),
            Action::Deploy(deployment) => self.deploy(deployment, record),
            Action::Step(Step::Execute(step)) => self.execute(step, record),
            Action::Step(Step::Send(step)) => self.send(step, record),
            Action::Step(Step::Advance(step)) => self.wait(&step.advance, observer),
            // Questions change nothing: whatever is wrong with them, the steps behind them still make sense.
            Action::Step(Step::Query(step)) => {
                let end = self.query(step, record);
                record.mismatches.extend(end.err());
                Ok(())
            }
            Action::Step(Step::Balance(step)) => {
                let end = self.balance(step, record);
                record.mismatches.extend(end.err());
                Ok(())
            }
        }
    }

    fn wait(&mut self, span: &Span, observer: &mut impl Observer) -> Result<(), Fatal> {
        for (number, piece) in span.pieces(observer.pieces(span).max(1)).enumerate() {
            if number > 0 {
                observer.passing(&self.chain);
            }
            self.chain.advance(piece.seconds, piece.blocks).map_err(fatal("advance"))?;
        }
        Ok(())
    }

    fn deploy(&mut self, deployment: &Deployment, record: &mut StepReport) -> Result<(), Fatal> {
        let Deployment { name, code, from, init, funds } = deployment;
        let sender = self.names.account(&self.chain, from).map_err(fatal("from"))?;
        let message = self.names.resolve(&self.chain, init, Place::Message).map_err(fatal("init"))?;
        record.message = Some(message.clone());
        let (address, outcome) = self
            .chain
            .instantiate(&sender, code, name, &message, coins::to_vec(funds))
            .map_err(|error| refused(&error, record))?;
        self.names.deployed(name, code, address);
        self.note(outcome, record)?;
        Ok(())
    }
}

/// The names of all codes that a scenario needs.
fn codes_of(scenario: &Scenario) -> Vec<&str> {
    let mut codes = vec![];
    for deployment in scenario.deploy.iter().flatten() {
        codes.push(deployment.code.as_str());
        codes.extend(codes_in(&deployment.init));
    }
    for step in &scenario.steps {
        match step {
            Step::Execute(step) => codes.extend(codes_in(&step.execute)),
            Step::Query(step) => codes.extend(codes_in(&step.query)),
            Step::Send(_) | Step::Advance(_) | Step::Balance(_) => {}
        }
    }
    codes
}

/// Turns an error into a mismatch that ends the scenario.
pub(crate) fn fatal<E: ToString>(at: &str) -> impl Fn(E) -> Fatal + '_ {
    move |error| Mismatch::new(at, "a step that can be carried out", error)
}

/// Notes why a call was refused that should have succeeded.
pub(crate) fn refused(error: &anyhow::Error, record: &mut StepReport) -> Fatal {
    let why = crate::refusal::reason(error);
    record.refused = Some(why.clone());
    Mismatch::new("call", "success", why)
}
