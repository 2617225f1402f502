//! Charts of treasuries: the threshold, and what everybody's stake counts for.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint256};

use super::charts::{Chart, Point, Series};
use super::money::Unit;
use super::series::Drawing;
use super::treasury_look::ThresholdLook;

/// The chart of every treasury that ever had a threshold.
pub fn charts(drawing: &Drawing) -> Vec<Chart> {
    let last = drawing.played.looks.last().map(|(_, look)| look.treasuries.as_slice()).unwrap_or_default();
    last.iter().filter_map(|treasury| threshold(drawing, &treasury.contract)).collect()
}

fn threshold(drawing: &Drawing, contract: &Addr) -> Option<Chart> {
    let threshold = points(drawing, contract, |look| look.threshold.into());
    if threshold.iter().all(|point| point.y.is_zero()) {
        return None;
    }
    let mut users: BTreeMap<String, Addr> = BTreeMap::new();
    let looks = drawing.played.looks.iter().flat_map(|(_, look)| &look.treasuries);
    for user in looks.filter(|of| of.contract == *contract).flat_map(|of| &of.users) {
        users.insert(drawing.name(&user.user), user.user.clone());
    }
    let line = |name: &str, colour, dashed, points| Series {
        name: name.to_owned(),
        colour,
        dashed,
        steps: true,
        points,
    };
    let mut series = vec![line("threshold", 0, true, threshold)];
    // Without a threshold everything counts, which says nothing of it.
    let in_force = |look: &ThresholdLook| !look.threshold.is_zero();
    for (colour, (name, user)) in (1..).zip(&users) {
        let counts = points(drawing, contract, |look| {
            let row = look.users.iter().filter(|_| in_force(look)).find(|row| row.user == *user);
            row.map_or(Uint256::zero(), |row| row.effective_stake.into())
        });
        series.push(line(name, colour, false, counts));
    }
    let denom = drawing.played.cast.denom(contract).unwrap_or_default();
    Some(Chart {
        title: format!("What stakes count for in {}", drawing.name(contract)),
        about: "A stake counts in full up to the threshold (dotted), the mean of the epoch before; what lies above it \
                counts less and less. In the first epoch there is none."
            .to_owned(),
        unit: Unit::of(denom),
        series,
    })
}

fn points(drawing: &Drawing, contract: &Addr, value: impl Fn(&ThresholdLook) -> Uint256) -> Vec<Point> {
    let points = drawing.played.looks.iter().filter_map(|(_, look)| {
        let treasury = look.treasuries.iter().find(|of| of.contract == *contract)?;
        Some(drawing.axis.point(look, value(treasury)))
    });
    points.collect()
}
