//! Stakes and rewards of a story over time.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint256};
use tributary_types::pool_registry;

use super::charts::{Across, Chart, Charts, Mark, Point, Series};
use super::facts::Fact;
use super::look::Look;
use super::money::Unit;
use super::stage::Played;
use super::when::Calendar;

/// The stake of pools.
pub fn of_pools(drawing: &Drawing) -> Vec<Chart> {
    let denoms = drawing.played.cast.denoms().into_iter();
    denoms.filter_map(|denom| drawing.stakes(denom, &Unit::of(denom))).collect()
}

/// What went through the coinbases of pools, and to whom.
pub fn of_coinbases(drawing: &Drawing) -> Vec<Chart> {
    let mut charts = vec![];
    for denom in drawing.played.cast.denoms() {
        let unit = Unit::of(denom);
        charts.extend(drawing.paid(denom, &unit));
        charts.extend(drawing.earned(denom, &unit));
    }
    charts
}

/// The axis of all charts of what was played, and what is marked in them.
pub fn axis(drawing: &Drawing) -> Charts {
    let Drawing { played, axis, .. } = drawing;
    let end = played.looks.iter().map(|(_, look)| axis.x(look)).max().unwrap_or_default();
    Charts {
        charts: vec![],
        marks: drawing.marks(),
        marked: "a pool changed its state".to_owned(),
        across: if axis.by_block { Across::Blocks } else { Across::Time },
        end,
    }
}

/// Where a moment lies.
#[derive(Clone, Copy)]
pub struct Axis {
    calendar: Calendar,
    by_block: bool,
}

impl Axis {
    fn x(&self, look: &Look) -> u64 {
        if self.by_block {
            look.height
        } else {
            look.time.saturating_sub(self.calendar.start)
        }
    }

    /// A value at the moment of a look.
    pub fn point(&self, look: &Look, y: Uint256) -> Point {
        let when = match self.by_block {
            true => format!("block {}", look.height),
            false => self.calendar.moment(look.time),
        };
        Point { x: self.x(look), y, when }
    }
}

/// The facts of every scene.
fn facts(played: &Played) -> Vec<Vec<Fact>> {
    let of = |scene: &super::stage::Scene| match scene.report.refused {
        Some(_) => vec![],
        None => Fact::all(&scene.report.events),
    };
    played.scenes.iter().map(of).collect()
}

/// What charts are drawn from.
pub struct Drawing<'a> {
    /// What was played.
    pub played: &'a Played,
    /// The axis of all charts.
    pub axis: Axis,
    facts: Vec<Vec<Fact>>,
}

impl<'a> Drawing<'a> {
    /// What the charts of a story are drawn from.
    pub fn of(played: &'a Played, calendar: Calendar) -> Self {
        let time =
            played.looks.iter().map(|(_, look)| look.time.saturating_sub(calendar.start)).max().unwrap_or(0);
        Self { played, axis: Axis { calendar, by_block: time == 0 }, facts: facts(played) }
    }

    fn pools(&self, denom: &str) -> Vec<Addr> {
        let last = self.played.looks.last().map(|(_, look)| look.pools.as_slice()).unwrap_or_default();
        last.iter().filter(|look| look.denom == denom).map(|look| look.pool.pool.clone()).collect()
    }

    /// The name of an address.
    pub fn name(&self, address: &Addr) -> String {
        self.played.cast.name(address)
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks = vec![];
        for (scene, facts) in self.played.scenes.iter().zip(&self.facts) {
            for fact in facts.iter().filter(|fact| fact.is(pool_registry::CONTRACT, "pool_state_changed")) {
                let label = format!("{} {}", self.name(&fact.address("pool")), fact.text("state"));
                marks.push(Mark { x: self.axis.x(&scene.look), label });
            }
        }
        marks
    }

    /// The stake of every pool, and what it will be with what is on the way.
    fn stakes(&self, denom: &str, unit: &Unit) -> Option<Chart> {
        let mut series = vec![];
        for (colour, pool) in self.pools(denom).iter().enumerate() {
            let of = |with_pending: bool| {
                let looks = self.played.looks.iter().filter_map(|(_, look)| {
                    let pool = &look.pools.iter().find(|of| of.pool.pool == *pool)?.pool;
                    let pending = if with_pending { pool.pending_stake } else { Default::default() };
                    Some(self.axis.point(look, pool.total_stake.saturating_add(pending).into()))
                });
                looks.collect::<Vec<_>>()
            };
            let (total, with_pending) = (of(false), of(true));
            let name = format!("pool {}", self.name(pool));
            let differs = total != with_pending;
            series.push(Series { name: name.clone(), colour, dashed: false, steps: false, points: total });
            if differs {
                let name = format!("{name} with pending");
                series.push(Series { name, colour, dashed: true, steps: false, points: with_pending });
            }
        }
        (!series.is_empty()).then(|| Chart {
            title: "Stake of the pools".to_owned(),
            about: "All stake of a pool, its operator's included. Dashed: with what is on the way in by transfers.".to_owned(),
            unit: unit.clone(),
            series,
        })
    }

    /// What people took from the coinbases, and what they staked again.
    fn paid(&self, denom: &str, unit: &Unit) -> Option<Chart> {
        let mut series = vec![];
        for (colour, pool) in self.pools(denom).iter().enumerate() {
            for (fact, verb, dashed) in
                [("rewards_withdrawn", "paid", false), ("rewards_redelegated", "redelegated", true)]
            {
                let points =
                    self.cumulative(|of| of.is(pool_registry::CONTRACT, fact) && of.address("pool") == *pool);
                if points.last().is_some_and(|last| !last.y.is_zero()) {
                    let name = format!("pool {}, {verb}", self.name(pool));
                    series.push(Series { name, colour, dashed, steps: true, points });
                }
            }
        }
        (!series.is_empty()).then(|| Chart {
            title: "Rewards that left the coinbases".to_owned(),
            about: "Everything paid to people so far. Dashed: everything that became stake.".to_owned(),
            unit: unit.clone(),
            series,
        })
    }

    /// The sum of some facts' amounts over time.
    fn cumulative(&self, counts: impl Fn(&Fact) -> bool) -> Vec<Point> {
        let sums = self.sums(counts);
        let points = self.played.looks.iter().filter_map(|(scenes, look)| {
            let sum = scenes.checked_sub(1).and_then(|last| sums.get(last)).copied().unwrap_or_default();
            let begun = !look.pools.is_empty();
            begun.then(|| self.axis.point(look, sum))
        });
        points.collect()
    }

    /// The sum of some facts' amounts after every scene.
    pub fn sums(&self, counts: impl Fn(&Fact) -> bool) -> Vec<Uint256> {
        let mut sum = Uint256::zero();
        let sums = self.facts.iter().map(|facts| {
            for fact in facts.iter().filter(|fact| counts(fact)) {
                sum = sum.saturating_add(fact.amount("amount").into());
            }
            sum
        });
        sums.collect()
    }

    /// What everybody earned: claimable, taken, staked again.
    fn earned(&self, denom: &str, unit: &Unit) -> Option<Chart> {
        let pools = self.pools(denom);
        let mut people: BTreeMap<String, Addr> = BTreeMap::new();
        for (_, look) in &self.played.looks {
            for member in look.pools.iter().filter(|look| look.denom == denom).flat_map(|look| &look.members)
            {
                people.insert(self.name(&member.delegator), member.delegator.clone());
            }
        }
        let mut series = vec![];
        for (name, who) in people {
            let taken = self.sums(|of| {
                of.contract == pool_registry::CONTRACT
                    && matches!(of.name.as_str(), "rewards_withdrawn" | "rewards_redelegated")
                    && of.address("delegator") == who
                    && pools.contains(&of.address("pool"))
            });
            let points = self.played.looks.iter().filter(|(_, look)| !look.pools.is_empty());
            let points = points.map(|(scenes, look)| {
                let sum = scenes.checked_sub(1).and_then(|last| taken.get(last)).copied().unwrap_or_default();
                self.axis.point(look, claimable(look, denom, &who).saturating_add(sum))
            });
            let points: Vec<_> = points.collect();
            if points.iter().any(|point| !point.y.is_zero()) {
                series.push(Series { name, colour: series.len(), dashed: false, steps: false, points });
            }
        }
        (!series.is_empty()).then(|| Chart {
            title: "Rewards of everybody".to_owned(),
            about: "Claimable, taken and redelegated together; of operators with their commission."
                .to_owned(),
            unit: unit.clone(),
            series,
        })
    }
}

fn claimable(look: &Look, denom: &str, who: &Addr) -> Uint256 {
    let members = look.pools.iter().filter(|look| look.denom == denom).flat_map(|look| &look.members);
    members
        .filter(|member| member.delegator == *who)
        .fold(Uint256::zero(), |sum, member| sum.saturating_add(member.rewards.into()))
}
