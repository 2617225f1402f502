use std::collections::{BTreeSet, HashMap};
use std::{env, fs};

use serde_json::{from_value, json};

use super::{Count, Report};
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

fn report(outcomes: &[(Mutant, Outcome)]) -> Report {
    let played = |(mutant, outcome): &(Mutant, Outcome)| {
        let (name, outcome) = (mutant.name.clone(), *outcome);
        (name.clone(), Played { name, outcome, by: String::new(), against: BTreeSet::new() })
    };
    let played: HashMap<_, _> = outcomes.iter().map(played).collect();
    let numbered: Vec<_> = (1..).zip(outcomes.iter().map(|(mutant, _)| mutant)).collect();
    Report::of(&numbered, &Dropped::default(), &played)
}

#[test]
fn money_is_counted_apart_and_shares_are_rounded_down() {
    let rate = "packages/math/src/rate.rs";
    let found = report(&[
        (mutant(rate, 1, "replace < with >"), Outcome::Killed),
        (mutant(rate, 2, "replace < with >"), Outcome::Timeout),
        (mutant(rate, 3, "replace < with >"), Outcome::Unreached),
        (mutant(rate, 4, "replace < with >"), Outcome::Unviable),
        (mutant("packages/mathematics/src/rate.rs", 1, "replace < with >"), Outcome::Survived),
    ]);

    assert_eq!(found.money, Count { killed: 1, timeout: 1, survived: 1, unviable: 1, open: 0 });
    assert_eq!(found.elsewhere, Count { survived: 1, ..Count::default() });
    assert_eq!(found.killed_money_percent, 66.6);
    assert_eq!(found.survivors.len(), 2);
}

#[test]
fn every_survivor_must_be_explained_and_no_other() {
    let path = env::temp_dir().join(format!("tributary-survivors-{}.md", std::process::id()));
    let explained = |found: &Report, text: &str| {
        fs::write(&path, text).expect("a file");
        let answer = found.explained(&path).map_err(|error| error.to_string());
        fs::remove_file(&path).expect("the file");
        answer
    };
    let twice = [1, 2].map(|line| (mutant("a.rs", line, "replace | with || in f"), Outcome::Survived));
    let found = report(&twice);

    let row = "| `a.rs` | `replace \\| with \\|\\| in f` | 2 | Equal. |";
    assert_eq!(explained(&found, row), Ok(()));
    assert!(explained(&found, &row.replace('2', "1")).is_err_and(|text| text.contains("not explained: a.rs")));
    assert!(explained(&found, &row.replace("Equal.", "")).is_err());
    assert!(explained(&report(&[]), row).is_err_and(|text| text.contains("killed: a.rs")));
}
