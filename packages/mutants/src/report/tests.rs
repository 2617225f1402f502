use std::collections::{BTreeSet, HashMap};

use serde_json::{from_value, json};

use super::{Count, Report};
use crate::equivalents::Equivalents;
use crate::list::Mutant;
use crate::play::{Outcome, Played};
use crate::viable::Dropped;

fn mutant(file: &str, line: u32, change: &str) -> Mutant {
    let place = json!({ "line": line, "column": 5 });
    from_value(json!({
        "name": format!("{file}:{line}:5: {change}"), "package": "p", "file": file, "genre": "BinaryOperator",
        "replacement": "", "span": { "start": place, "end": place }, "function": null,
    }))
    .expect("a mutant")
}

fn report(outcomes: &[(Mutant, Outcome)], listed: &mut Equivalents) -> Report {
    let played = |(mutant, outcome): &(Mutant, Outcome)| {
        let (name, outcome) = (mutant.name.clone(), *outcome);
        (name.clone(), Played { name, outcome, by: String::new(), against: BTreeSet::new() })
    };
    let played: HashMap<_, _> = outcomes.iter().map(played).collect();
    let numbered: Vec<_> = (1..).zip(outcomes.iter().map(|(mutant, _)| mutant)).collect();
    Report::of(&numbered, &Dropped::default(), &played, listed)
}

#[test]
fn money_is_counted_apart_and_shares_are_rounded_down() {
    let rate = "packages/math/src/rate.rs";
    let outcomes = [
        (mutant(rate, 1, "replace < with >"), Outcome::Killed),
        (mutant(rate, 2, "replace < with >"), Outcome::Timeout),
        (mutant(rate, 3, "replace < with >"), Outcome::Unreached),
        (mutant(rate, 4, "replace < with >"), Outcome::Unviable),
        (mutant("packages/mathematics/src/rate.rs", 1, "replace < with >"), Outcome::Survived),
    ];

    let found = report(&outcomes, &mut Equivalents::default());

    assert_eq!(found.money, Count { killed: 1, timeout: 1, survived: 1, unviable: 1, ..Count::default() });
    assert_eq!(found.elsewhere, Count { survived: 1, ..Count::default() });
    assert_eq!(found.killed_money_percent, 66.6);
    assert_eq!(found.survivors.len(), 2);
}

#[test]
fn an_equivalent_mutant_is_neither_killed_nor_a_survivor() {
    let rate = "packages/math/src/rate.rs";
    let outcomes = [
        (mutant(rate, 1, "replace < with > in f"), Outcome::Killed),
        (mutant(rate, 2, "replace < with > in f"), Outcome::Survived),
    ];
    let mut listed = Equivalents::of(&format!("| `{rate}` | `replace < with > in f` | 1 | Equal. |"));

    let found = report(&outcomes, &mut listed);

    assert_eq!(found.money, Count { killed: 1, equivalent: 1, ..Count::default() });
    assert_eq!((found.killed_money_percent, found.survivors.len()), (100.0, 0));
    assert_eq!(listed.rest().count(), 0);
}
