//! The mutants, as `cargo mutants --list --json` writes them.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// Where rewards, vesting, penalties and licences are accounted: nothing may survive there. Files, or folders.
const MONEY: [&str; 25] = [
    "packages/math/src",
    "contracts/boosted-staking/src/account.rs",
    "contracts/boosted-staking/src/books.rs",
    "contracts/boosted-staking/src/execute/claim.rs",
    "contracts/boosted-staking/src/execute/withdraw.rs",
    "contracts/coinbase/src",
    "contracts/joint-staking/src/agreement.rs",
    "contracts/joint-staking/src/books.rs",
    "contracts/joint-staking/src/execute/claim_rewards.rs",
    "contracts/joint-staking/src/execute/exit.rs",
    "contracts/joint-staking/src/principal.rs",
    "contracts/license-nft/src",
    "contracts/pool-registry/src/execute/license_changed.rs",
    "contracts/pool-registry/src/execute/liquidated.rs",
    "contracts/pool-registry/src/execute/rewards.rs",
    "contracts/pool-registry/src/pool",
    "contracts/staker-registry/src/custody.rs",
    "contracts/staker-registry/src/execute/demand.rs",
    "contracts/staker-registry/src/execute/liquidate.rs",
    "contracts/staker-registry/src/execute/settlement.rs",
    "contracts/staker-registry/src/items",
    "contracts/treasury-decay/src/books.rs",
    "contracts/treasury-decay/src/execute/claim_share.rs",
    "contracts/treasury-decay/src/execute/distribute_revenue.rs",
    "contracts/treasury-decay/src/supply.rs",
];

/// What is changed.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub enum Genre {
    /// The body of a function becomes a value.
    FnValue,
    /// An operator becomes another.
    BinaryOperator,
    /// `!` or `-` goes.
    UnaryOperator,
    /// A guard becomes true or false.
    MatchArmGuard,
    /// An arm goes, where there is one for everything.
    MatchArm,
    /// A field goes, where there is a base for it.
    StructField,
}

/// A place in a source; line and column count from 1, the column in characters.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// From one place up to another.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Span {
    /// The first character.
    pub start: Position,
    /// Behind the last character.
    pub end: Position,
}

/// The function a mutant stands in.
#[derive(Clone, Debug, Deserialize)]
pub struct Function {
    /// With the type that it belongs to.
    pub function_name: String,
    /// With its arrow.
    pub return_type: String,
}

/// One change of the sources. Its number is its place in the list, counted from 1.
#[derive(Clone, Debug, Deserialize)]
pub struct Mutant {
    /// File, position and change.
    pub name: String,
    /// The package.
    pub package: String,
    /// The file, from the root of the repository.
    pub file: String,
    /// What is changed.
    pub genre: Genre,
    /// What stands in the span instead.
    pub replacement: String,
    /// What goes.
    pub span: Span,
    /// None in constants.
    pub function: Option<Function>,
}

impl Mutant {
    /// Whether it stands where rewards, vesting, penalties or licences are accounted.
    #[must_use]
    pub fn is_money(&self) -> bool {
        MONEY.iter().any(|path| {
            self.file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The change without its position, which moves with every line above it.
    #[must_use]
    pub fn change(&self) -> &str {
        self.name.splitn(4, ':').nth(3).unwrap_or(&self.name).trim()
    }

    /// Whether it can only be built alone: nothing is switched in constants, and a function that hides its type returns one type.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        let hides = |function: &Function| function.return_type.contains("impl ");
        self.function.as_ref().is_none_or(|function| self.genre == Genre::FnValue && hides(function))
    }
}

/// The list in a file.
///
/// # Errors
/// If it cannot be read.
pub fn read(path: &Path) -> Result<Vec<Mutant>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(serde_json::from_str(&text)?)
}
