//! Proves that the test `vectors` notices what it is there to notice: every published file passes, and every corrupted
//! copy of it fails at the corrupted place.

mod calls;
mod files;
mod form;
mod queries;
mod replay;
mod tables;
mod tally;
mod world;

use std::fs;

use files::Kind;
use serde_json::{json, Value};
use tally::Tally;

const PUBLISHED: &str = include_str!("data/delegation.json");

/// The published file with that vector alone.
fn vector(id: &str) -> Value {
    let mut file: Value = serde_json::from_str(PUBLISHED).unwrap();
    let vectors = file["vectors"].as_array_mut().unwrap();
    vectors.retain(|vector| vector["id"] == id);
    assert_eq!(vectors.len(), 1, "{id}");
    file
}

/// What the test says of a file, and whether it passes.
fn verdict_of_text(text: &str, kind: Kind) -> (String, bool) {
    let mut tally = Tally::default();
    let mut out = vec![];
    tally.play_text("file.json", text, kind, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), tally.held())
}

fn verdict(file: &Value) -> (String, bool) {
    verdict_of_text(&file.to_string(), Kind::Vectors)
}

/// The file with something else in one of its steps, counted from 1, and the words that the test must say.
#[track_caller]
fn notices(id: &str, step: usize, at: &str, value: Value, words: &[&str]) {
    let mut file = vector(id);
    let pointer = format!("/vectors/0/steps/{}{at}", step - 1);
    match file.pointer_mut(&pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let object = file.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
            object.insert(key.to_owned(), value);
        }
    }
    says(&file, words);
}

#[track_caller]
fn says(file: &Value, words: &[&str]) {
    let (output, held) = verdict(file);
    assert!(!held, "it passes: {output}");
    for word in words {
        assert!(output.contains(word), "`{word}` is not in: {output}");
    }
}

#[test]
fn the_published_file_passes_and_every_reason_in_it_is_compared() {
    let (output, held) = verdict_of_text(PUBLISHED, Kind::Vectors);

    assert!(held, "{output}");
    assert!(output.contains("(48 scenarios, 387 steps)"), "{output}");
    assert!(!output.contains("its reason not"), "{output}");
}

#[test]
fn every_change_by_a_decision_is_used_and_named() {
    let (output, _) = verdict_of_text(PUBLISHED, Kind::Vectors);

    for change in tables::CHANGES {
        let line = format!(
            "changed  {} step {}: {} {}",
            change.vector, change.step, change.decision, change.because
        );
        assert!(output.contains(&line), "{line} is not in: {output}");
    }
}

#[test]
fn wrong_amounts_are_noticed() {
    notices(
        "RW-01",
        6,
        "/expect/returns",
        json!("1121"),
        &["RW-01 step 6 (withdraw_rewards)", "returns", "1120"],
    );
    notices(
        "RW-01",
        6,
        "/expect/balance_changes/D",
        json!("+1121"),
        &["RW-01 step 6", "balance_changes", "1120"],
    );
    notices(
        "RW-01",
        6,
        "/expect/balance_changes/pool_registry",
        json!("-121"),
        &["balance_changes", "-1120", "-1121"],
    );
    notices("RW-01", 6, "/expect/balance_changes/P", json!("+1"), &["balance_changes"]);
    notices("RW-01", 6, "/expect/balance_changes", json!({}), &["balance_changes"]);
    notices("RW-05", 4, "/equals", json!("481"), &["RW-05 step 4 (rewards)", "equals", "480"]);
    notices("PR-05", 8, "/equals/1", json!("1"), &["PR-05 step 8 (pool_total_stake)", "equals"]);
    notices("PR-13", 3, "/equals/active", json!(false), &["PR-13 step 3 (pool_info)", "active"]);
    notices("PR-13", 3, "/equals/unheard_of", json!(1), &["unheard_of"]);
    notices("X-07", 4, "/equals", json!("1"), &["X-07 step 4 (balance)"]);
    notices("X-16", 4, "/equals", json!(null), &["X-16 step 4 (auto_fee)", "1000"]);
    notices("SR-01", 2, "/equals", json!("S.coinbase"), &["SR-01 step 2 (signing_address)", "S.sign"]);
}

#[test]
fn wrong_events_are_noticed() {
    let at = &["PR-19 step 4 (undelegate)", "events of Stakers"];
    notices("PR-19", 4, "/expect/events/0/fee", json!("1"), at);
    notices("PR-19", 4, "/expect/events/0/recipient", json!("P"), at);
    notices("PR-19", 4, "/expect/events/1/delegator", json!("P"), &["PR-19 step 4", "events of Pools"]);
    notices("PR-19", 4, "/expect/events", json!([]), &["events of Stakers", "events of Pools"]);
    notices(
        "PR-17",
        9,
        "/expect/events/0/id",
        json!("$u2"),
        &["PR-17 step 9 (finalize_undelegate)", "events of Stakers"],
    );
    notices(
        "ST-05",
        7,
        "/expect/events/1/state",
        json!(true),
        &["ST-05 step 7 (undelegate)", "state_changed"],
    );
    notices(
        "SR-09",
        4,
        "/expect/events",
        json!([{"name": "Bonded", "staker": "S", "amount": "1"}]),
        &["SR-09 step 4"],
    );
    notices("PR-23", 8, "/expect/events/0/commission_rate", json!(21), &["PR-23 step 8", "events of Pools"]);
}

#[test]
fn a_missing_event_and_the_wrong_order_are_noticed() {
    let mut file = vector("ST-05");
    let events = file.pointer_mut("/vectors/0/steps/6/expect/events").and_then(Value::as_array_mut).unwrap();
    let changed = events.remove(1);
    says(&file, &["ST-05 step 7 (undelegate)", "events of Stakers", "state_changed"]);

    let events = file.pointer_mut("/vectors/0/steps/6/expect/events").and_then(Value::as_array_mut).unwrap();
    events.insert(0, changed);
    says(&file, &["ST-05 step 7 (undelegate)", "events of Stakers"]);
}

#[test]
fn the_order_between_contracts_is_not_compared() {
    let mut file = vector("EV-03");
    let events = file.pointer_mut("/vectors/0/steps/2/expect/events").and_then(Value::as_array_mut).unwrap();
    events.reverse();

    let (output, held) = verdict(&file);
    assert!(held, "{output}");
}

#[test]
fn a_refusal_for_success_and_success_for_a_refusal_are_noticed() {
    let refused = json!({ "ok": false, "why": "fee out of range" });
    notices("PR-19", 4, "/expect", refused, &["PR-19 step 4 (undelegate)", "accepted, it must be refused"]);
    notices(
        "PR-19",
        3,
        "/expect",
        json!({ "ok": true }),
        &["PR-19 step 3 (undelegate)", "refused, it must be accepted"],
    );
    notices("PR-19", 3, "/expect/why", json!("still locked"), &["PR-19 step 3", "why", "locked", "fee"]);
    notices("X-01", 3, "/args/blocks", json!(8_639), &["X-01 step 4 (finalize_unbond)", "accepted"]);
}

#[test]
fn a_reason_that_is_not_in_the_table_is_said_to_be_uncompared() {
    let mut file = vector("PR-19");
    *file.pointer_mut("/vectors/0/steps/2/expect/why").unwrap() = json!("out of luck");

    let (output, held) = verdict(&file);
    assert!(held, "{output}");
    assert!(output.contains("its reason not: PR-19 step 3 (undelegate): \"out of luck\""), "{output}");
}

#[test]
fn nothing_unknown_is_ignored() {
    for (at, value, words) in [
        ("/surprise", json!(1), "surprise"),
        ("/expect/surprise", json!(1), "surprise"),
        ("/args/surprise", json!("1"), "unknown argument `surprise`"),
        ("/args/fee", json!(null), "`fee` is missing"),
        ("/do", json!("surrender"), "unknown step `surrender`"),
        ("/expect/events/0/name", json!("Surprised"), "unknown event `Surprised`"),
        ("/expect/events/0/surprise", json!("1"), "unknown field `surprise` of Unbonded"),
        ("/expect/events/0/id", json!("$v"), "no step saved $v"),
        ("/expect/why", json!("because"), "although it succeeds"),
        ("/expect/balance_changes", json!({ "D": "1" }), "no sign"),
        ("/expect", json!({ "ok": false }), "`why` is missing"),
        ("/expect", json!({ "ok": false, "why": "locked", "returns": "1" }), "no effects"),
        ("/as", json!(null), "a call has `as` and `expect`"),
    ] {
        notices("PR-19", 4, at, value, &["PR-19 step 4", words]);
    }
    notices("PR-19", 5, "/query", json!("surprise"), &["PR-19 step 5 (surprise)", "unknown query"]);
    notices("PR-19", 5, "/args/surprise", json!("1"), &["unknown argument `surprise`"]);
    notices("PR-19", 5, "/surprise", json!("1"), &["surprise"]);
    notices("PR-19", 6, "/args/blocks", json!("8640"), &["PR-19 step 6 (advance_blocks)"]);
    notices("PR-19", 6, "/same_block", json!(true), &["PR-19 step 6 (advance_blocks)"]);
}

#[test]
fn unknown_keys_and_other_constants_of_a_file_are_noticed() {
    for (pointer, key, value) in [
        ("", "surprise", json!(1)),
        ("/parameters", "surprise", json!(1)),
        ("/parameters", "crr_precision", json!("1000000000000000000000000000")),
        ("/parameters", "rate_scale", json!(10_000)),
        ("/vectors/0", "surprise", json!(1)),
        ("/vectors/0", "steps", json!([])),
        ("", "vectors", json!([])),
    ] {
        let mut file = vector("SR-01");
        let place = file.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap();
        place.insert(key.to_owned(), value);

        says(&file, &["FAILED"]);
    }
}

#[test]
fn the_parameters_of_a_file_are_those_of_the_network() {
    for (key, value, id) in [
        ("min_self_stake", json!("1000000000000000000001"), "SR-01"),
        ("min_self_stake_percentage", json!(2), "ST-01"),
        ("unbond_lock_up_blocks", json!(8_641), "X-01"),
        ("transfer_lock_up_blocks", json!(62), "PR-05"),
        ("commission_change_lock_blocks", json!(60_482), "PR-23"),
        ("signing_address_cooling_blocks", json!(60_481), "X-04"),
    ] {
        let mut file = vector(id);
        file["parameters"][key] = value;

        says(&file, &[id]);
    }
}

#[test]
fn the_time_of_a_step_is_compared() {
    // In the block of the request nothing changes; in the one before the release it is still locked.
    notices("X-01", 4, "/same_block", json!(true), &["X-01 step 5 (finalize_unbond)", "refused"]);
}

#[test]
fn a_corrupted_scenario_is_noticed() {
    let published = include_str!("data/delegation/redirected-payout.json");
    let (output, held) = verdict_of_text(published, Kind::Scenario);
    assert!(held, "{output}");

    let mut scenario: Value = serde_json::from_str(published).unwrap();
    let steps = scenario["steps"].as_array_mut().unwrap();
    let step = steps.iter_mut().find(|step| step.get("changes").is_some()).unwrap();
    step["changes"] = json!({ "stranger": { "ustake": "+1" } });
    let (output, held) = verdict_of_text(&scenario.to_string(), Kind::Scenario);
    assert!(!held && output.contains("FAILED") && output.contains("stranger"), "{output}");
}

#[test]
fn comparing_nothing_does_not_pass() {
    assert!(!Tally::default().held());
    assert!(!verdict_of_text(PUBLISHED, Kind::NotRun).1);
    assert!(!verdict_of_text("{}", Kind::Vectors).1);
    assert!(!verdict_of_text("{}", Kind::Scenario).1);
}

#[test]
fn a_file_with_the_same_content_is_compared_once() {
    let mut tally = Tally::default();
    let text = vector("SR-01").to_string();
    let mut out = vec![];
    for name in ["one.json", "two.json"] {
        tally.play_text(name, &text, Kind::Vectors, &mut out).unwrap();
    }

    let output = String::from_utf8(out).unwrap();
    assert!(output.contains("same     two.json: as one.json"), "{output}");
    assert!(
        tally.to_string().contains("compared 1 scenarios, 5 steps; 1 files with the same content"),
        "{tally}"
    );
}

#[test]
fn a_folder_is_read_by_contract() {
    let folder = std::env::temp_dir().join(format!("tributary-vectors-{}", std::process::id()));
    for name in ["delegation", "pool-registry", "not-a-contract", "empty"] {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    for file in
        ["top.json", "delegation/a.json", "pool-registry/b.json", "not-a-contract/c.json", "notes.txt"]
    {
        fs::write(folder.join(file), "{}").unwrap();
    }
    let root = files::Root { name: "there".to_owned(), path: folder.clone(), required: true };

    let files: Vec<_> = root.files().unwrap().into_iter().map(|(name, _, kind)| (name, kind)).collect();
    fs::remove_dir_all(&folder).unwrap();
    let missing = Tally::default().play_root(&root, &mut vec![]).map(|()| files::roots().len());

    let named = |name: &str, kind| (name.to_owned(), kind);
    assert_eq!(
        files,
        [
            named("delegation/a.json", Kind::Scenario),
            named("not-a-contract", Kind::NotRun),
            named("pool-registry/b.json", Kind::Scenario),
            named("top.json", Kind::Vectors),
        ]
    );
    assert!(missing.unwrap() >= 2);
}

#[test]
fn a_root_that_somebody_asked_for_must_be_there() {
    let path = std::env::temp_dir().join("tributary-vectors-nowhere");
    for (required, word) in [(true, "FAILED"), (false, "absent")] {
        let root = files::Root { name: "nowhere".to_owned(), path: path.clone(), required };
        let mut out = vec![];
        Tally::default().play_root(&root, &mut out).unwrap();

        let output = String::from_utf8(out).unwrap();
        assert!(output.starts_with(word), "{output}");
    }
}
