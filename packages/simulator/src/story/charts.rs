//! What charts show.

use cosmwasm_std::Uint256;

use super::money::Unit;

/// A value at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Where on the horizontal axis: seconds since the start, blocks, or what its names say.
    pub x: u64,
    /// Base units.
    pub y: Uint256,
    /// When, in words.
    pub when: String,
}

/// A line of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What it shows.
    pub name: String,
    /// Which colour it has.
    pub colour: usize,
    /// Whether it only accompanies another line of its colour.
    pub dashed: bool,
    /// Whether the value stays the same between two points.
    pub steps: bool,
    /// In order of time.
    pub points: Vec<Point>,
}

/// Something that happened and is marked in all charts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where on the horizontal axis: seconds since the start, blocks, or what its names say.
    pub x: u64,
    /// What happened.
    pub label: String,
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// What one should know to read it.
    pub about: String,
    /// What its amounts are counted in.
    pub unit: Unit,
    /// The lines.
    pub series: Vec<Series>,
}

/// What the horizontal axis counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Across {
    /// Seconds since the start.
    #[default]
    Time,
    /// Blocks, because time stands still.
    Blocks,
    /// Something else.
    Named {
        /// What.
        name: String,
        /// Places of the axis with their names.
        places: Vec<(u64, String)>,
    },
}

/// Charts that have one axis: all those of a story.
#[derive(Debug, Clone, Default)]
pub struct Charts {
    /// The charts.
    pub charts: Vec<Chart>,
    /// What is marked in them.
    pub marks: Vec<Mark>,
    /// What a mark stands for.
    pub marked: String,
    /// What the axis counts.
    pub across: Across,
    /// Where the axis ends.
    pub end: u64,
}
