//! Scenarios that hold are changed, one expectation at a time: the runner must find every single change, at its step.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use serde_json::{json, Map, Value};
use tributary_simulator::report::Position;
use tributary_simulator::{play, Scenario, Verdict};

/// Plays a scenario, then every change of it, and answers how many changes there were.
#[track_caller]
fn every_change_is_found(file: &str) -> usize {
    let text = std::fs::read_to_string(format!("tests/scenarios/{file}")).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let report = play(&Scenario::parse(file, &text).unwrap());
    assert_eq!(report.verdict, Verdict::Held, "{report}");

    let mut count = 0;
    for (index, step) in whole["steps"].as_array().unwrap().iter().enumerate() {
        for changed in changes_of(step) {
            let mut whole = whole.clone();
            whole["steps"][index] = changed.clone();
            let report = play(&Scenario::parse(file, &whole.to_string()).unwrap());
            assert_eq!(report.verdict, Verdict::Failed, "not found: {changed}");
            assert_eq!(report.mismatches().next().unwrap().0, Position::Step(index + 1), "{report}");
            count += 1;
        }
    }
    count
}

/// The step with one expectation changed, for each of its expectations.
fn changes_of(step: &Value) -> Vec<Value> {
    let keys = step.as_object().unwrap();
    let mut changed = vec![];
    if keys.contains_key("fails") {
        changed.push(with(step, "fails", json!("never said")));
        changed.push(without(step, &["fails"]));
    } else if !keys.contains_key("advance") && !keys.contains_key("balance") {
        let bare = without(step, &["changes", "saves", "events", "equals"]);
        changed.push(with(&bare, "fails", json!(true)));
    }
    if let Some(equals) = step.get("equals") {
        changed.extend(leaves(equals).into_iter().map(|equals| with(step, "equals", equals)));
    }
    if let Some(events) = step.get("events") {
        changed.extend(leaves(events).into_iter().map(|events| with(step, "events", events)));
    }
    if let Some(Value::Object(changes)) = step.get("changes") {
        changed.extend(leaves(&step["changes"]).into_iter().map(|changes| with(step, "changes", changes)));
        changed.push(with(step, "changes", with(&step["changes"], "stranger", json!({"ustake": "+1"}))));
        changed.extend(changes.keys().map(|name| with(step, "changes", without(&step["changes"], &[name]))));
    }
    changed
}

/// The value with one leaf changed, for each of its leaves; a distance counts as a leaf.
fn leaves(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(map) => match map.get("$near") {
            Some(pair) => vec![json!({"$near": [other(&pair[0]), pair[1]]})],
            None => {
                let entries =
                    map.iter().flat_map(|(key, leaf)| leaves(leaf).into_iter().map(move |leaf| (key, leaf)));
                entries.map(|(key, leaf)| with(value, key, leaf)).collect()
            }
        },
        Value::Array(items) => {
            let entries = items
                .iter()
                .enumerate()
                .flat_map(|(index, leaf)| leaves(leaf).into_iter().map(move |leaf| (index, leaf)));
            entries
                .map(|(index, leaf)| {
                    let mut items = items.clone();
                    items[index] = leaf;
                    Value::Array(items)
                })
                .collect()
        }
        leaf => vec![other(leaf)],
    }
}

/// A value of the same kind that is not the same.
fn other(leaf: &Value) -> Value {
    match leaf {
        Value::String(text) => {
            match (text.chars().next(), text.trim_start_matches(['+', '-']).parse::<u64>()) {
                (Some('@'), _) => json!("@stranger"),
                (Some('$'), _) => json!("not what was saved"),
                (Some(sign @ ('+' | '-')), Ok(amount)) => json!(format!("{sign}{}", amount + 7)),
                (_, Ok(amount)) => json!((amount + 7).to_string()),
                _ => json!(format!("{text} not")),
            }
        }
        Value::Number(number) => json!(number.as_u64().unwrap() + 7),
        Value::Bool(flag) => json!(!flag),
        _ => json!("something"),
    }
}

fn with(object: &Value, key: &str, value: Value) -> Value {
    let mut object = object.clone();
    object[key] = value;
    object
}

fn without(object: &Value, keys: &[&str]) -> Value {
    let kept = object.as_object().unwrap().iter().filter(|(key, _)| !keys.contains(&key.as_str()));
    Value::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<_, _>>())
}

#[test]
fn in_a_story_about_a_token() {
    assert_eq!(every_change_is_found("cw20-token.json"), 36);
}

#[test]
fn in_a_story_about_a_collection() {
    assert_eq!(every_change_is_found("cw721-collection.json"), 9);
}

#[test]
fn in_a_story_about_a_pool() {
    assert_eq!(every_change_is_found("preset-pool.json"), 43);
}
