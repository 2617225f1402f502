//! The mutants, as `cargo mutants --list --json` writes them.

use std::path::{Component, Path};

use anyhow::{Context, Result};
use serde::Deserialize;

/// Where rewards, vesting, penalties and licences are accounted: nothing may survive there.
const MONEY: [&str; 2] = ["packages/math/src", "contracts"];

/// Files and folders of a contract that account nothing: who may do what, parameters, names, answers.
const ADMINISTRATION: [&str; 12] = [
    "authority.rs",
    "classes.rs",
    "config.rs",
    "contract.rs",
    "devices.rs",
    "error.rs",
    "keys.rs",
    "listing.rs",
    "metadata.rs",
    "query",
    "records.rs",
    "settings.rs",
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
        let file = Path::new(&self.file);
        let administrates = |part: Component| ADMINISTRATION.iter().any(|name| part.as_os_str() == *name);
        MONEY.iter().any(|folder| file.starts_with(folder)) && !file.components().any(administrates)
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
