//! The economics of the treasury: the tables of its source, a crowd of stakers, what splitting a stake would gain, and what
//! messages cost. All of it by the contract's own arithmetic (`tributary_math`) and its own entry points.

mod charts;
pub mod minimum;
pub mod population;
pub mod rows;
mod sections;
pub mod source;
pub mod split;

use anyhow::Result;

use population::{stakes, Population};
use rows::{costs, CROWDS};
use split::Whale;

use crate::computed::counting::Cost;
use crate::computed::{Command, Crowd, Findings};

/// `tributary-sim economics`. Below a thousand, a tenth of a per cent is nobody; a million take some 220 MB.
pub const COMMAND: Command = Command {
    name: "economics",
    people: "--stakers",
    usual: 1_000_000,
    range: (1_000, 5_000_000),
    findings: |crowd| Economics::of(crowd)?.findings(),
};

/// Everything that was found.
#[derive(Clone, Debug)]
pub struct Economics {
    /// Whom it is about.
    pub crowd: Crowd,
    /// They, after a distribution.
    pub population: Population,
    /// Its large stakers.
    pub whales: Vec<Whale>,
    /// Rows of storage by message.
    pub costs: Vec<Cost>,
}

impl Economics {
    /// Simulates.
    ///
    /// # Errors
    /// If the contract refuses something, or sums do not fit.
    pub fn of(crowd: Crowd) -> Result<Self> {
        let population = Population::of(&stakes(crowd.people, crowd.seed))?;
        let whales = Whale::all(&population);
        Ok(Self { crowd, population, whales, costs: costs(&CROWDS)? })
    }

    /// Whether no message touches more rows with more stakers.
    pub fn is_flat(&self) -> bool {
        self.costs.iter().all(Cost::is_flat)
    }

    /// All of it, for a reader.
    ///
    /// # Errors
    /// If more was paid than received.
    pub fn findings(&self) -> Result<Findings> {
        sections::findings(self)
    }
}
