//! Charts of staker-registries: what lies there, and what for.

use cosmwasm_std::{Addr, Uint128, Uint256};
use tributary_types::staker_registry::TotalsResponse;

use super::charts::{Chart, Series};
use super::money::Unit;
use super::series::Drawing;

/// What a line shows, and how it follows from the sums.
type Part = (&'static str, fn(&TotalsResponse) -> Uint128);

/// What the coins of a registry are there for.
const PARTS: [Part; 4] = [
    ("staked", |totals| totals.tokens),
    ("on the way out", |totals| totals.thawing),
    ("on the way to other pools", |totals| totals.transferring),
    ("due to the treasury", |totals| totals.revenue_due),
];

/// The chart of every staker-registry that ever had coins.
pub fn charts(drawing: &Drawing) -> Vec<Chart> {
    let last = drawing.played.looks.last().map(|(_, look)| look.registries.as_slice()).unwrap_or_default();
    last.iter().filter_map(|registry| coins(drawing, &registry.registry)).collect()
}

fn coins(drawing: &Drawing, registry: &Addr) -> Option<Chart> {
    let mut series = vec![];
    for (colour, (name, of)) in PARTS.into_iter().enumerate() {
        let points = drawing.played.looks.iter().filter_map(|(_, look)| {
            let row = look.registries.iter().find(|row| row.registry == *registry)?;
            Some(drawing.axis.point(look, Uint256::from(of(&row.totals))))
        });
        let points: Vec<_> = points.collect();
        if points.iter().any(|point| !point.y.is_zero()) {
            series.push(Series { name: name.to_owned(), colour, dashed: false, steps: true, points });
        }
    }
    let denom = drawing.played.cast.denom(registry).unwrap_or_default();
    (!series.is_empty()).then(|| Chart {
        title: format!("Coins in {}", drawing.name(registry)),
        about: "All coins of pools and solo stakers together; licences that count as stake lie beside them."
            .to_owned(),
        unit: Unit::of(denom),
        series,
    })
}
