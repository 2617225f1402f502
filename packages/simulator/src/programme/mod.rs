//! The programme of the boosted vault: its emission, weights, the payouts of a population, vesting, the game of staking again,
//! and what messages cost. All of it by the contract's own arithmetic (`tributary_math`) and its own entry points.

pub mod emission;
pub mod game;
pub mod people;
pub mod population;
pub mod ranges;
pub mod reports;
pub mod rows;
pub mod rules;
pub mod vault;
pub mod vesting;
pub mod weights;

use anyhow::Result;
use cosmwasm_std::Uint256;

use population::{Balance, Population};
use rows::{costs, CROWDS};
use rules::Rules;

use crate::computed::counting::Cost;
use crate::computed::ratio::Ratio;
use crate::computed::{Command, Crowd, Findings};
use crate::story::charts::Across;
use crate::story::money::{grouped, Unit};
use crate::story::when::span;

/// `tributary-sim programme`. Below a hundred users some kinds of them are missing.
pub const COMMAND: Command = Command {
    name: "programme",
    people: "--users",
    usual: 10_000,
    range: (100, 200_000),
    findings: |crowd| Programme::of(crowd)?.findings(),
};

/// A boost that everybody has, in hundredths, to compare with none.
pub const BASE_BOOST: u128 = 100;

/// Everything that was found about a population.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Whom it is about.
    pub crowd: Crowd,
    /// They, under the source's rules.
    pub population: Population,
    /// They, if everybody had [`BASE_BOOST`] as well.
    pub lifted: Population,
    /// Rows of storage by message.
    pub costs: Vec<Cost>,
}

impl Programme {
    /// Simulates.
    ///
    /// # Errors
    /// If the contract refuses something, or sums do not fit.
    pub fn of(crowd: Crowd) -> Result<Self> {
        let population = Population::of(crowd, Rules::SOURCE)?;
        let lifted = Population::of(crowd, Rules::with_base_boost(BASE_BOOST))?;
        Ok(Self { crowd, population, lifted, costs: costs(&CROWDS)? })
    }

    /// Whether everything that was funded is accounted for.
    pub fn balances(&self) -> bool {
        let balances = |of: &Population| {
            let positions = of.positions();
            of.at_end.balances(positions) && of.at_last.balances(positions)
        };
        balances(&self.population) && balances(&self.lifted)
    }

    /// Whether no message touches more rows with more users.
    pub fn is_flat(&self) -> bool {
        self.costs.iter().all(Cost::is_flat)
    }

    /// All of it, for a reader.
    ///
    /// # Errors
    /// None.
    pub fn findings(&self) -> Result<Findings> {
        let rules = Rules::SOURCE;
        Ok(Findings {
            title: "The programme of the boosted vault",
            about: "What is emitted, what stakes weigh, what a population is paid, how rewards vest, what staking again is worth, \
                    and what the messages cost.",
            footer: "Computed by <code>tributary-sim programme</code> with the arithmetic and the entry points of the contract \
                     boosted-staking.",
            tiles: self.tiles()?,
            sections: vec![
                emission::section(&rules)?,
                weights::section(&rules)?,
                reports::section(self)?,
                vesting::section(&rules)?,
                game::section()?,
                rows::section(&self.costs),
            ],
            summary: self.summary()?,
            holds: self.balances() && self.is_flat(),
        })
    }

    /// What one wants to know first.
    fn tiles(&self) -> Result<Vec<(&'static str, String, String)>> {
        let population = &self.population;
        let Balance { funded, paid, dust, .. } = population.at_last;
        let (class, account) = match self.balances() {
            true => ("good", "nothing is missing, nothing is too much"),
            false => ("bad", "the account of rewards does not balance"),
        };
        let (flat, rows) = match self.is_flat() {
            true => ("good", "as many rows a message with 10 users as with 1,000,000"),
            false => ("bad", "messages touch more rows with more users"),
        };
        let daily = emission::daily(&population.vault.rules.schedule)?;
        let of_day = tokens(daily.first().copied().unwrap_or_default(), 2);
        Ok(vec![
            ("", "AGI emitted a day".to_owned(), of_day),
            ("", "users simulated".to_owned(), grouped(&self.crowd.people.to_string())),
            ("", "positions open at most".to_owned(), grouped(&reports::most_open(population)?.to_string())),
            ("", "of the rewards claimed in the end".to_owned(), Ratio::new(paid, funded).percent(2)),
            ("good", "units of dust".to_owned(), grouped(&dust.to_string())),
            (flat, rows.to_owned(), if self.is_flat() { "flat" } else { "NOT flat" }.to_owned()),
            (class, account.to_owned(), if self.balances() { "balanced" } else { "NOT balanced" }.to_owned()),
        ])
    }

    fn summary(&self) -> Result<String> {
        let population = &self.population;
        let at_last = &population.at_last;
        let vested =
            vesting::CASES.map(|case| vesting::lasts(&case.user(), &population.vault.rules).map(span));
        let [nothing, same, more] = vested;
        Ok(format!(
            "programme: {} AGI in {} days to {} users: {} AGI claimed, {} left to them, {} set aside, {} units of dust, {}; rewards \
             vest in {}, in {} if the same is staked again, in {} if 500 of 700; rows a message {}",
            tokens(at_last.funded, 0),
            population.vault.rules.schedule.days,
            grouped(&self.crowd.people.to_string()),
            tokens(at_last.paid, 6),
            tokens(at_last.vested.checked_add(at_last.vesting)?, 6),
            tokens(at_last.set_aside, 6),
            grouped(&at_last.dust.to_string()),
            if self.balances() { "balanced" } else { "NOT balanced" },
            nothing?,
            same?,
            more?,
            if self.is_flat() { "do not grow with the users" } else { "GROW with the users" },
        ))
    }
}

/// Base units in tokens.
pub(crate) fn tokens(amount: impl Into<Uint256>, decimals: usize) -> String {
    token().fixed(amount.into(), decimals)
}

/// What rewards are counted in.
pub(crate) fn token() -> Unit {
    Unit::named("AGI", 6)
}

/// A number times 10^18, cut after some decimals.
pub(crate) fn number(times_one: impl Into<Uint256>, decimals: usize) -> String {
    Unit::named("", 18).fixed(times_one.into(), decimals)
}

/// An axis of days.
pub(crate) fn days_axis(end: u64, every: usize) -> Across {
    let places = (0..=end).step_by(every).map(|day| (day, day.to_string())).collect();
    Across::Named { name: "day".to_owned(), places }
}
