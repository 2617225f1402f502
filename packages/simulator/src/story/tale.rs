//! Steps become the entries of a story, with tables of the pools at the moments that call for one.

use std::collections::BTreeSet;

use cosmwasm_std::Addr;
use serde_json::Value;

use super::cast::Role;
use super::checks;
use super::deeds::{coins, deed, setup, Call};
use super::effects::effects;
use super::facts::Fact;
use super::look::Look;
use super::message::Message;
use super::pools::table;
use super::refusals;
use super::stage::{Played, Scene};
use super::suite::Contract;
use super::table::Table;
use super::teller::Teller;
use super::tone::{Chapter, Entry, Line, Part, Tone};
use super::when::{counted, span, Calendar};
use crate::caption::Caption;
use crate::coins::to_vec;
use crate::report::{Action, Position};
use crate::scenario::Deployment;
use crate::step::{Advance, Execute, Send, Step};

/// Tables between the first and the last one: more of them hide the story.
const TABLES: usize = 6;

/// Tells what was played.
pub fn tell(played: &Played, calendar: Calendar) -> Vec<Part> {
    let mut parts = vec![];
    let mut tables = Tables::default();
    let nobody = Addr::unchecked("");
    let mut before: Option<&Look> = None;
    for scene in &played.scenes {
        if matches!(&scene.report.action, Action::Step(Step::Advance(step)) if passes(step)) {
            parts.extend(before.and_then(|look| tables.opening(look, played, calendar)));
        }
        before = Some(&scene.look);
        let called = scene.ends.as_ref().map_or(&nobody, |(_, to)| to);
        let teller = Teller { cast: &played.cast, calendar, called, look: &scene.look };
        parts.extend(caption(played, scene, calendar, &parts));
        parts.extend(part(&teller, scene));
        parts.extend(tables.turning(scene, played, calendar));
    }
    parts
}

/// The pools at the end, if there are any.
pub fn closing(played: &Played, calendar: Calendar) -> Option<Table> {
    let look = &played.scenes.last()?.look;
    (!look.pools.is_empty()).then(|| table("The pools at the end", look, &played.cast, calendar))
}

/// Which tables were shown.
#[derive(Default)]
struct Tables {
    opened: bool,
    turns: usize,
}

impl Tables {
    /// Before time passes for the first time, if there are pools.
    fn opening(&mut self, look: &Look, played: &Played, calendar: Calendar) -> Option<Part> {
        if self.opened || look.pools.is_empty() {
            return None;
        }
        self.opened = true;
        Some(Part::Pools(table("The pools after the opening", look, &played.cast, calendar)))
    }

    fn turning(&mut self, scene: &Scene, played: &Played, calendar: Calendar) -> Option<Part> {
        let facts = Fact::all(&scene.report.events);
        let turn = facts.iter().find(|fact| fact.name == "pool_state_changed")?;
        self.turns = self.turns.saturating_add(1);
        if self.turns > TABLES {
            return None;
        }
        let pool = played.cast.name(&turn.address("pool"));
        let title = format!("The pools now that pool {pool} is {}", turn.text("state"));
        Some(Part::Pools(table(&title, &scene.look, &played.cast, calendar)))
    }
}

/// What stands before a step.
fn caption(played: &Played, scene: &Scene, calendar: Calendar, before: &[Part]) -> Option<Part> {
    let Position::Step(number) = scene.report.at else { return None };
    let Caption { chapter, note } = played.captions.get(&number)?.clone();
    let Some(title) = chapter else { return note.map(Part::Note) };
    let number = before.iter().filter(|part| matches!(part, Part::Chapter(_))).count().saturating_add(1);
    let when = calendar.moment(scene.report.time);
    Some(Part::Chapter(Chapter { number, title, note, when }))
}

/// Contracts that were called, reported something, or whose coins moved.
fn touches(teller: &Teller, scene: &Scene) -> Vec<Contract> {
    let called = scene.ends.iter().map(|(_, to)| to.clone());
    let told = Fact::all(&scene.report.events).into_iter().map(|fact| fact.by);
    let moved = scene.moved.iter().map(|(address, ..)| address.clone());
    let asked = match &scene.report.action {
        Action::Step(Step::Query(step)) => teller.cast.address(&step.contract).cloned(),
        Action::Step(Step::Balance(step)) => teller.cast.address(&step.balance).cloned(),
        _ => None,
    };
    let all = called.chain(told).chain(moved).chain(asked);
    let contracts: BTreeSet<_> = all.filter_map(|address| Contract::of(teller.cast.role(&address))).collect();
    contracts.into_iter().collect()
}

fn part(teller: &Teller, scene: &Scene) -> Option<Part> {
    let mut entry = match &scene.report.action {
        Action::Start => Entry::new(None, Line::new(Tone::Plain, "the beginning"), vec![]),
        Action::Deploy(deployment) => deployed(teller, scene, deployment),
        Action::Step(Step::Execute(step)) => executed(teller, scene, step),
        Action::Step(Step::Send(step)) => sent(teller, scene, step),
        Action::Step(Step::Advance(step)) if scene.report.mismatches.is_empty() => {
            return passes(step).then(|| Part::Pause(passed(step)));
        }
        Action::Step(Step::Advance(step)) => Entry::new(None, Line::new(Tone::Plain, passed(step)), vec![]),
        Action::Step(Step::Query(step)) => checks::asked(teller, scene, step),
        Action::Step(Step::Balance(step)) => checks::counted(teller, scene, step),
    };
    entry.at = scene.report.at;
    entry.touches = touches(teller, scene);
    entry.when = teller.calendar.moment(scene.report.time);
    entry.message = Message::of(teller.cast, scene).map(Box::new);
    entry.consequences.extend(checks::failures(teller, &scene.report.mismatches));
    Some(Part::Entry(entry))
}

fn deployed(teller: &Teller, scene: &Scene, deployment: &Deployment) -> Entry {
    let Deployment { name, code, from, .. } = deployment;
    let message = scene.report.message.as_ref().unwrap_or(&Value::Null);
    let (deed, lines) = setup(teller, name, code, message);
    let lines = lines.into_iter().map(|text| Line::new(Tone::Quiet, text)).collect();
    let entry = Entry::new(Some(from), Line::new(Tone::Plain, deed.done()), lines);
    Entry { quotes: deed.quotes, ..entry }
}

fn executed(teller: &Teller, scene: &Scene, step: &Execute) -> Entry {
    let message = scene.report.message.as_ref().unwrap_or(&step.execute);
    let nobody = Addr::unchecked("");
    let sender = scene.ends.as_ref().map_or(&nobody, |(from, _)| from);
    let funds = to_vec(&step.funds);
    let deed = deed(teller, &Call { sender, message, funds: &funds });
    let entry = finished(teller, scene, &step.from, &deed.done(), &deed.tried());
    Entry { quotes: deed.quotes, ..entry }
}

fn sent(teller: &Teller, scene: &Scene, step: &Send) -> Entry {
    let what = coins(&to_vec(&step.send.coins));
    let words = match teller.cast.role(teller.called) {
        Role::Coinbase { pool }
            if step
                .send
                .coins
                .keys()
                .all(|denom| Some(denom.as_str()) == teller.cast.denom(teller.called)) =>
        {
            format!("{what} of rewards to {}", teller.pool(pool.as_str()))
        }
        Role::Person | Role::Coinbase { .. } => format!("{what} to {}", teller.who(teller.called.as_str())),
        _ => format!("{what} to {}, which nobody asked for", teller.who(teller.called.as_str())),
    };
    finished(teller, scene, &step.send.from, &format!("sends {words}"), &format!("tries to send {words}"))
}

/// A call with what came of it.
fn finished(teller: &Teller, scene: &Scene, actor: &str, done: &str, tried: &str) -> Entry {
    let (line, consequences) = match &scene.report.refused {
        Some(why) => {
            let why = Line::new(Tone::Refused, format!("refused: {}", refusals::words(teller, why)));
            (Line::new(Tone::Plain, tried), vec![why])
        }
        None => {
            let facts = Fact::all(&scene.report.events);
            let mut lines = effects(teller, &facts);
            let amount = scene.report.answer.as_ref().and_then(|answer| answer.get("amount"));
            if lines.is_empty() && amount.is_some_and(|amount| amount == "0") {
                lines.push(Line::new(Tone::Plain, "nothing is owed"));
            }
            (Line::new(Tone::Plain, done), lines)
        }
    };
    Entry::new(Some(actor), line, consequences)
}

/// Whether anything passes at all.
fn passes(step: &Advance) -> bool {
    step.advance.seconds > 0 || step.advance.blocks > 0
}

fn passed(step: &Advance) -> String {
    let (seconds, blocks) = (step.advance.seconds, step.advance.blocks);
    match (seconds, blocks) {
        (0, _) => format!("{} without time", counted(blocks, "block")),
        (_, 0) => span(seconds),
        _ => format!("{}, {}", span(seconds), counted(blocks, "block")),
    }
}
