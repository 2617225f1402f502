//! Each invariant, broken on purpose: a check that cannot fail would be worth nothing.

#[expect(dead_code, reason = "the breakers need less of it than the random calls")]
#[path = "random/assets.rs"]
mod assets;
#[expect(dead_code, reason = "the breakers need less of it than the random calls")]
#[path = "joint_staking/bench.rs"]
mod bench;
#[path = "breaking/breakers.rs"]
mod breakers;
#[path = "breaking/joint.rs"]
mod joint;
#[path = "breaking/page.rs"]
mod page;
#[path = "breaking/scene.rs"]
mod scene;
#[expect(dead_code, reason = "the breakers need less of it than the random calls")]
#[path = "joint_staking/stage.rs"]
mod stage;
#[path = "breaking/treasury.rs"]
mod treasury;
#[path = "breaking/vault.rs"]
mod vault;

use std::collections::{BTreeMap, BTreeSet};

use breakers::Breaker;
use scene::Scene;
use tributary_testing::invariants::{self, elsewhere::ELSEWHERE};
use tributary_testing::pairs::{self, Gains};

/// Ids of the invariants of the suite that concern these contracts, by the prefix and how many there are.
const LISTS: [(&str, usize); 8] =
    [("SR", 11), ("PC", 5), ("PR", 25), ("LN", 12), ("TD", 13), ("BV", 16), ("JS", 15), ("G", 18)];

/// All ids.
fn ids() -> impl Iterator<Item = String> {
    LISTS.iter().flat_map(|(prefix, count)| (1..=*count).map(move |at| format!("{prefix}-{at:02}")))
}

/// Those that compare two runs, and what they say of two that differ.
fn pairs() -> Vec<(&'static str, bool, bool)> {
    let (one, other) = (Gains::from([(0, 5), (1, 5)]), Gains::from([(0, 5), (1, 7)]));
    let state = |coins: u128| {
        let mut scene = Scene::new();
        let who = scene.person(7);
        scene.coins(&who, coins, 1);
        scene.runner.world.net.chain.fingerprint()
    };
    let (same, different) = ((state(1), String::new()), (state(2), String::new()));
    vec![
        ("PR-22", pairs::pr_22(&one, &one).is_ok(), pairs::pr_22(&one, &other).is_err()),
        ("PR-23", pairs::pr_23(&one, &one).is_ok(), pairs::pr_23(&other, &other).is_err()),
        ("G-10", pairs::g_10(&same, &same).is_ok(), pairs::g_10(&same, &different).is_err()),
        ("G-16", pairs::g_16(same.0, same.0).is_ok(), pairs::g_16(same.0, different.0).is_err()),
    ]
}

#[test]
fn every_check_passes_honestly_and_reports_what_breaks_it() {
    let checks: BTreeMap<&str, _> = invariants::all().into_iter().map(|one| (one.id, one.check)).collect();

    for Breaker { id, honest, break_it } in breakers::all() {
        let check = checks[id];
        let mut scene = Scene::new();
        honest(&mut scene);
        check(&scene.context()).unwrap_or_else(|error| panic!("{id} reports an honest step: {error:#}"));

        break_it(&mut scene);

        match check(&scene.context()) {
            Ok(()) => panic!("{id} does not see what breaks it"),
            Err(error) => println!("{id} reports: {error:#}"),
        }
    }
}

#[test]
fn checks_of_two_runs_pass_when_they_agree_and_report_when_they_differ() {
    for (id, agree, differ) in pairs() {
        assert!(agree && differ, "{id}: {agree}, {differ}");
        println!("{id} reports: two runs that differ");
    }
}

#[test]
fn every_invariant_has_a_check_and_a_breaker_or_stands_elsewhere() {
    let mut known: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut note = |id: &str, what: &'static str| known.entry(id.to_owned()).or_default().push(what);
    breakers::all().iter().for_each(|breaker| note(breaker.id, "breaker"));
    invariants::all().iter().for_each(|invariant| note(invariant.id, "check"));
    joint::breakers().iter().for_each(|(id, ..)| note(id, "breaker"));
    for (id, ..) in pairs() {
        note(id, "breaker");
        note(id, "check");
    }
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|one| one.id).collect();

    let bare: Vec<String> = ids()
        .filter(|id| {
            let whats = known.remove(id).unwrap_or_default();
            let complete = whats.iter().filter(|what| **what == "breaker").count() == 1
                && whats.iter().filter(|what| **what == "check").count() == 1;
            !complete && !(whats.is_empty() && elsewhere.contains(id.as_str()))
        })
        .collect();

    assert_eq!(bare, Vec::<String>::new(), "without a check and a breaker");
    assert!(known.is_empty(), "ids of no list: {known:?}");
}
