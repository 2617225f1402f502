//! The economics of the treasury: the tables of its source, a crowd of stakers, what splitting a stake would gain, and what
//! messages cost. All of it by the contract's own arithmetic (`tributary_math`) and its own entry points.

mod charts;
pub mod html;
pub mod minimum;
pub mod population;
pub mod ratio;
pub mod rows;
mod sections;
pub mod source;
pub mod split;
pub mod text;

use anyhow::Result;

use population::{stakes, Population};
use rows::{costs, Cost, CROWDS};
use split::Whale;

/// Stakers if none are named.
pub const STAKERS: u64 = 1_000_000;

/// Stakers at least: below, a tenth of a per cent is nobody.
pub const FEWEST: u64 = 1_000;

/// Stakers at most: a million take some 220 MB.
pub const MOST: u64 = 5_000_000;

/// The seed if none is named.
pub const SEED: u64 = 1;

/// What is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many stakers.
    pub stakers: u64,
    /// Which ones: the same seed gives the same.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { stakers: STAKERS, seed: SEED }
    }
}

/// Everything that was found.
#[derive(Clone, Debug)]
pub struct Economics {
    /// What was simulated.
    pub options: Options,
    /// The crowd after a distribution.
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
    pub fn of(options: Options) -> Result<Self> {
        let population = Population::of(&stakes(options.stakers, options.seed))?;
        let whales = Whale::all(&population);
        Ok(Self { options, population, whales, costs: costs(&CROWDS)? })
    }

    /// Whether no message touches more rows with more stakers.
    pub fn is_flat(&self) -> bool {
        self.costs.iter().all(Cost::is_flat)
    }

    /// All of it in a line.
    ///
    /// # Errors
    /// If more was paid than received.
    pub fn summary(&self) -> Result<String> {
        sections::summary(self)
    }
}
