//! Plays scenario files on an embedded chain.
//!
//! A scenario (`docs/scenarios.md`) is a list of steps with the JSON that a wallet sends, and of what must be true after
//! each of them. [`Scenario`] reads one, [`play`] carries it out on a [`Chain`] and answers a [`Report`]. Tests that need
//! more than a file can say drive a [`Chain`] themselves.

pub mod accounts;
pub mod attempt;
pub mod bank;
pub mod caption;
pub mod chain;
pub mod codes;
pub mod coins;
pub mod computed;
pub mod economics;
pub mod expect;
pub mod journal;
pub mod ledger;
pub mod names;
pub mod preset;
pub mod programme;
pub mod refusal;
pub mod report;
pub mod runner;
pub mod scenario;
pub mod step;
mod steps;
pub mod story;
mod strict;

pub use chain::{Chain, Outcome};
pub use report::{Report, Verdict};
pub use runner::play;
pub use scenario::{Clock, Scenario, ScenarioError};
pub use story::Story;
