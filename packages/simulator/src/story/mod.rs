//! Plays a scenario and tells it as a person wants to read it: who did what and what came of it, what the pools look
//! like, what everybody earned, and an account of all coins that is checked against the bank.

mod asking;
mod cast;
pub(crate) mod charts;
mod checks;
pub mod closing;
mod deeds;
pub mod earnings;
mod effects;
mod escrow_charts;
mod escrow_held;
mod escrow_look;
mod escrow_movements;
mod escrow_problems;
mod escrow_tables;
pub mod escrows;
mod facts;
mod flows;
mod held;
mod holdings;
pub mod html;
mod items;
pub(crate) mod layout;
mod license_look;
pub mod licenses;
mod look;
mod message;
pub(crate) mod money;
mod movement;
mod movements;
pub mod pages;
mod pool_look;
mod pools;
mod refusals;
mod registry_charts;
mod series;
mod spoken;
pub mod stage;
mod statement;
pub mod suite;
pub(crate) mod table;
mod tale;
mod teller;
pub mod text;
mod tokens;
mod tone;
mod traffic;
pub mod treasuries;
mod treasury_charts;
mod treasury_look;
mod vault_charts;
mod vault_look;
mod vault_problems;
mod vault_tables;
pub mod vaults;
pub(crate) mod when;

use cosmwasm_std::Uint256;
use serde_json::Value;

use crate::report::{Position, Report, Verdict};
use crate::scenario::Scenario;
use charts::Charts;
use closing::Account;
use earnings::{ByName, Earnings};
use pages::Page;
use series::Drawing;
use stage::Played;
use tone::{Entry, Part};
use when::Calendar;

/// A scenario that was played, told.
#[derive(Debug, Clone)]
pub struct Story {
    /// What was played, with everything that did not hold.
    pub report: Report,
    /// What everybody earned, by denom.
    pub earnings: Vec<(String, ByName)>,
    /// The closing account of every denom.
    pub accounts: Vec<Account>,
    /// What could not be found out, or does not fit together.
    pub problems: Vec<String>,
    /// A page for every contract of the suite that was deployed.
    pub pages: Vec<Page>,
    parts: Vec<Part>,
    /// The axis of all charts.
    axis: Charts,
}

impl Story {
    /// Plays a scenario and tells it.
    pub fn of(scenario: &Scenario) -> Self {
        match stage::play(scenario) {
            Ok(played) => Self::tell(&played, scenario.clock.start),
            Err(error) => Self {
                report: crate::runner::play(scenario),
                earnings: vec![],
                accounts: vec![],
                problems: vec![error.to_string()],
                pages: vec![],
                parts: vec![],
                axis: Charts::default(),
            },
        }
    }

    /// Tells what was played; the account is that of the chain as it is now.
    pub fn tell(played: &Played, start: u64) -> Self {
        let calendar = Calendar { start };
        let mut problems: Vec<String> = played.unanswered.iter().map(ToString::to_string).collect();
        let accounts = closing::accounts(played).unwrap_or_else(|error| {
            problems.push(error.to_string());
            vec![]
        });
        let mut all = vec![];
        for denom in played.cast.denoms() {
            match earnings::earnings(played, denom) {
                Ok(earnings) => all.push((denom.to_owned(), earnings)),
                Err(error) => problems.push(error.to_string()),
            }
        }
        problems.extend(unequal(&all, &accounts));
        problems.extend(licenses::problems(played).unwrap_or_else(|error| vec![error.to_string()]));
        problems.extend(treasuries::problems(played).unwrap_or_else(|error| vec![error.to_string()]));
        problems.extend(vault_problems::problems(played));
        problems.extend(escrow_problems::problems(played).unwrap_or_else(|error| vec![error.to_string()]));
        let parts = tale::tell(played, calendar);
        let pages = pages::pages(played, calendar, &accounts, &mut problems);
        let axis = series::axis(&Drawing::of(played, calendar));
        Self { report: played.report.clone(), earnings: all, accounts, problems, pages, parts, axis }
    }

    /// The sentence of every step by its number, for whoever plays the same file elsewhere: what happens if it succeeds, or
    /// what is tried.
    pub fn words(&self) -> Value {
        let sentences = self.parts.iter().filter_map(|part| match part {
            Part::Entry(Entry { at: Position::Step(number), actor, line, .. }) => {
                let words = actor.iter().chain([&line.text]).map(String::as_str).collect::<Vec<_>>();
                Some((number.to_string(), Value::String(words.join(" "))))
            }
            _ => None,
        });
        Value::Object(sentences.collect())
    }

    /// Whether every expectation held and every account balances.
    pub fn holds(&self) -> bool {
        self.report.verdict != Verdict::Failed
            && self.problems.is_empty()
            && self.accounts.iter().all(Account::balances)
    }
}

/// What people got, as their earnings tell it, must be what went out by the account.
fn unequal(earnings: &[(String, ByName)], accounts: &[Account]) -> Vec<String> {
    let mut found = vec![];
    for (denom, all) in earnings {
        let Some(account) = accounts.iter().find(|account| account.denom == *denom) else { continue };
        let items = |list: &[closing::Item], begins: &[&str]| {
            let fits = |item: &&closing::Item| begins.iter().any(|begin| item.label.starts_with(begin));
            list.iter().filter(fits).fold(Uint256::zero(), |sum, item| sum.saturating_add(item.amount))
        };
        let sum = |of: fn(&Earnings) -> Uint256| {
            all.values().fold(Uint256::zero(), |sum, earnings| sum.saturating_add(of(earnings)))
        };
        let change = items(&account.went, &["change of penalties,"]);
        let brought = items(&account.came, &["penalties,"]).saturating_sub(change);
        let pairs = [
            ("paid in", sum(|of| of.paid_in), items(&account.came, &["stake,"])),
            ("got back", sum(|of| of.got_back), items(&account.went, &["stake,"])),
            ("rewards", sum(|of| of.taken), items(&account.went, &["rewards,"])),
            ("bounties", sum(|of| of.bounties), items(&account.went, &["bounties,"])),
            ("redeemed", sum(|of| of.redeemed), items(&account.went, &["licences redeemed,"])),
            ("staked", sum(|of| of.staked), items(&account.held, &["staked"])),
            ("bound", sum(|of| of.bound), items(&account.held, &["principal"])),
            ("penalties", sum(|of| of.penalties), brought),
        ];
        for (what, earned, accounted) in pairs {
            if earned != accounted {
                found.push(format!("{what}: {earned} {denom} by people, {accounted} by the account"));
            }
        }
    }
    found
}
