//! What the commands have in common that compute figures: subjects with tables and charts, on a terminal and as a page, and the
//! crowds they are about.

pub mod counting;
pub mod dice;
pub(crate) mod draw;
mod html;
pub mod ratio;
mod text;

use anyhow::Result;

use crate::story::charts::Charts;
use crate::story::table::{Align, Table};

/// The seed if none is named.
pub const SEED: u64 = 1;

/// Whom it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// How many.
    pub people: u64,
    /// Which ones: the same seed gives the same.
    pub seed: u64,
}

/// A command that computes.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// Its option that says how many people there are.
    pub people: &'static str,
    /// How many there are if none are named.
    pub usual: u64,
    /// How many there can be.
    pub range: (u64, u64),
    /// Computes.
    pub findings: fn(Crowd) -> Result<Findings>,
}

impl Command {
    /// The crowd if nothing is named.
    pub const fn crowd(&self) -> Crowd {
        Crowd { people: self.usual, seed: SEED }
    }
}

/// Everything that was found.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The title of the page.
    pub title: &'static str,
    /// What the page is about.
    pub about: &'static str,
    /// Who computed it, as markup.
    pub footer: &'static str,
    /// What one wants to know first: class, name and value.
    pub tiles: Vec<(&'static str, String, String)>,
    /// All subjects.
    pub sections: Vec<Section>,
    /// All of it in a line.
    pub summary: String,
    /// Whether what must be so is so.
    pub holds: bool,
}

/// A subject.
#[derive(Clone, Debug)]
pub struct Section {
    /// How links call it.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What one should know to read it.
    pub notes: Vec<String>,
    /// The figures.
    pub tables: Vec<Table>,
    /// The same as charts.
    pub charts: Vec<Charts>,
}

/// A column of words.
pub(crate) fn left(name: &str) -> (&str, Align) {
    (name, Align::Left)
}

/// A column of numbers.
pub(crate) fn right(name: &str) -> (&str, Align) {
    (name, Align::Right)
}
