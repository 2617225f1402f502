//! Pieces of charts.

use cosmwasm_std::Uint256;

use crate::story::charts::{Chart, Point, Series};
use crate::story::money::Unit;

/// A chart.
pub(crate) fn chart(title: &str, about: &str, unit: Unit, series: Vec<Series>) -> Chart {
    Chart { title: title.to_owned(), about: about.to_owned(), unit, series }
}

/// A line.
pub(crate) fn line(name: impl Into<String>, colour: usize, points: Vec<Point>) -> Series {
    Series { name: name.into(), colour, dashed: false, steps: false, points }
}

/// A place on a line.
pub(crate) fn point(x: u64, y: impl Into<Uint256>, when: String) -> Point {
    Point { x, y: y.into(), when }
}
