//! Plays a scenario and watches: what every step did to the bank, and what the contracts answered after it.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Uint128};
use serde_json::Value;

use super::asking::Unanswered;
use super::cast::{addresses_in, Cast};
use super::escrows::{Escrow, Owners};
use super::facts::Fact;
use super::holdings::{holdings, Holdings};
use super::license_look::{collections, Collection};
use super::look::{look, Look};
use super::treasury_look::{treasuries, Treasury};
use super::vaults::{Users, Vault};
use crate::caption::Caption;
use crate::chain::Chain;
use crate::coins::Coins;
use crate::names::Place;
use crate::report::{Action, Position, Report, StepReport};
use crate::runner::{Observer, Player};
use crate::scenario::Scenario;
use crate::step::{Span, Step};

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
    /// What the reader is told before a step, by its number.
    pub captions: BTreeMap<usize, Caption>,
}

impl Played {
    /// All facts of the story.
    pub fn facts(&self) -> Vec<Fact> {
        let accepted = self.scenes.iter().filter(|scene| scene.report.refused.is_none());
        accepted.flat_map(|scene| Fact::all(&scene.report.events)).collect()
    }

    /// What lies in the staker-registries now.
    ///
    /// # Errors
    /// When one of them does not answer.
    pub fn holdings(&self) -> Result<Vec<Holdings>, Unanswered> {
        holdings(&self.player.chain, &self.cast)
    }

    /// What the licence contracts say now.
    ///
    /// # Errors
    /// When one of them does not answer.
    pub fn collections(&self) -> Result<Vec<Collection>, Unanswered> {
        let facts = self.facts();
        collections(&self.player.chain, &self.cast, |contract| {
            let of = facts.iter().filter(|fact| fact.by == *contract && fact.name == "reserve_funded");
            of.map(|fact| fact.address("funder")).collect::<BTreeSet<_>>().into_iter().collect()
        })
    }

    /// What the treasuries say now.
    ///
    /// # Errors
    /// When one of them does not answer.
    pub fn treasuries(&self) -> Result<Vec<Treasury>, Unanswered> {
        let facts = self.facts();
        treasuries(&self.player.chain, &self.cast, |contract| {
            let of = facts.iter().filter(|fact| fact.by == *contract && fact.name == "stake_recorded");
            of.map(|fact| fact.address("delegator")).collect::<BTreeSet<_>>().into_iter().collect()
        })
    }

    /// What the escrows said at the end.
    pub fn escrows(&self) -> &[Escrow] {
        self.scenes.last().map(|scene| scene.look.escrows.as_slice()).unwrap_or_default()
    }

    /// What the vaults said at the end.
    pub fn vaults(&self) -> &[Vault] {
        self.scenes.last().map(|scene| scene.look.vaults.as_slice()).unwrap_or_default()
    }
}

/// Plays a scenario under observation.
///
/// # Errors
/// When the clock of the scenario cannot be set.
pub fn play(scenario: &Scenario) -> anyhow::Result<Played> {
    let mut player = Player::new(Chain::new(&scenario.clock)?);
    let mut audience = Audience::default();
    let report = player.play_watched(scenario, &mut audience);
    let Audience { scenes, looks, cast, unanswered, .. } = audience;
    let captions = scenario.captions.clone();
    Ok(Played { report, scenes, looks, cast, unanswered, player, captions })
}

/// Who watches.
#[derive(Default)]
struct Audience {
    scenes: Vec<Scene>,
    looks: Vec<(usize, Look)>,
    cast: Cast,
    unanswered: Vec<Unanswered>,
    users: Users,
    owners: Owners,
    /// All balances after the step before.
    balances: BTreeMap<Addr, Coins>,
}

impl Observer for Audience {
    fn pieces(&self, span: &Span) -> u64 {
        span.seconds.div_ceil(WATCHED_SECONDS).min(WATCHED_PIECES)
    }

    fn passing(&mut self, chain: &Chain) {
        let seen = self.look(chain);
        self.looks.push((self.scenes.len(), seen));
    }

    fn played(&mut self, player: &mut Player, step: &StepReport) {
        let ends = ends(player, &step.action);
        self.meet(player, step, ends.as_ref());
        let facts = Fact::all(&step.events);
        self.users.note(&facts);
        self.owners.note(&facts);
        let look = self.look(&player.chain);
        let mut moved = vec![];
        if matches!(step.at, Position::Step(_)) {
            moved = moved_between(&self.balances, &player.balances);
            self.looks.push((self.scenes.len().saturating_add(1), look.clone()));
        }
        self.balances = player.balances.clone();
        self.scenes.push(Scene { report: step.clone(), ends, moved, look });
    }
}

impl Audience {
    fn look(&mut self, chain: &Chain) -> Look {
        look(chain, &self.cast, &self.users, &self.owners).unwrap_or_else(|error| {
            self.unanswered.push(error);
            let block = chain.block();
            Look { time: block.time.seconds(), height: block.height, ..Look::default() }
        })
    }

    /// Notes everybody that occurs in a step.
    fn meet(&mut self, player: &Player, report: &StepReport, ends: Option<&(Addr, Addr)>) {
        let mut all: Vec<Addr> = player.balances.keys().cloned().collect();
        all.extend(ends.into_iter().flat_map(|(from, to)| [from.clone(), to.clone()]));
        all.extend(report.message.iter().chain(&report.answer).flat_map(addresses_in));
        let attributes = report.events.iter().flat_map(|event| &event.attributes);
        all.extend(attributes.flat_map(|attribute| addresses_in(&Value::String(attribute.value.clone()))));
        all.extend(report.refused.iter().flat_map(|text| addresses_in(&Value::String(text.clone()))));
        for address in all {
            self.cast.meet(&player.chain, &player.names, &address);
        }
    }
}

/// Who sent something, and which contract or account got it.
fn ends(player: &mut Player, action: &Action) -> Option<(Addr, Addr)> {
    let Player { chain, names, .. } = player;
    let (from, to) = match action {
        Action::Start | Action::Step(Step::Advance(_) | Step::Query(_) | Step::Balance(_)) => return None,
        Action::Deploy(deployment) => (&deployment.from, deployment.name.as_str()),
        Action::Step(Step::Execute(step)) => (&step.from, step.contract.as_str()),
        Action::Step(Step::Send(step)) => (&step.send.from, step.send.to.trim_start_matches('@')),
    };
    let to = match to.strip_prefix('$') {
        Some(_) => names.resolve(chain, &to.into(), Place::Message).ok()?,
        None => Value::String(names.address(chain, to).map_or_else(|_| to.to_owned(), Addr::into_string)),
    };
    Some((names.account(chain, from).ok()?, Addr::unchecked(to.as_str()?)))
}

fn moved_between(
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
