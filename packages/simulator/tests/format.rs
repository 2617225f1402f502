//! Files that are no scenarios are refused with file and key.

#![allow(clippy::expect_used, clippy::indexing_slicing)]

use serde_json::{json, Value};
use tributary_simulator::caption::Caption;
use tributary_simulator::scenario::Target;
use tributary_simulator::{Clock, Scenario};

fn file(steps: Value) -> Value {
    json!({"name": "test", "steps": steps})
}

#[track_caller]
fn error_of(text: &str) -> String {
    Scenario::parse("folder/test.json", text).expect_err("a file that is no scenario").to_string()
}

/// Changes a good file and wants the change to be refused with these words.
#[track_caller]
fn refused(text: Value, words: &str) {
    let error = error_of(&text.to_string());
    assert!(error.starts_with("folder/test.json: "), "{error}");
    assert!(error.contains(words), "{error}");
}

fn execute() -> Value {
    json!({"from": "ada", "contract": "doll", "execute": {}})
}

fn with(mut object: Value, key: &str, value: Value) -> Value {
    object[key] = value;
    object
}

#[test]
fn what_is_left_out_has_a_default() {
    let scenario = Scenario::parse("test.json", &file(json!([])).to_string()).unwrap();

    assert_eq!(scenario.runs_on, [Target::Embedded, Target::Chain]);
    assert_eq!(scenario.clock, Clock { start: 1_700_000_000, height: 1, block_seconds: 5 });
    assert_eq!(scenario.deploy, None);
}

#[test]
fn unknown_keys_are_named_wherever_they_stand() {
    let unknown = "unknown field `extra`";
    let extra = |object: Value| with(object, "extra", json!(1));

    refused(extra(file(json!([]))), unknown);
    refused(with(file(json!([])), "clock", json!({"extra": 1})), unknown);
    refused(with(file(json!([])), "deploy", json!([{"code": "c", "init": {}, "extra": 1}])), unknown);
    for step in [
        extra(execute()),
        extra(json!({"send": {"from": "ada", "to": "@bob", "coins": {}}})),
        json!({"send": {"from": "ada", "to": "@bob", "coins": {}, "extra": 1}}),
        extra(json!({"advance": {"seconds": 1}})),
        json!({"advance": {"seconds": 1, "extra": 1}}),
        extra(json!({"contract": "doll", "query": {}})),
        extra(json!({"balance": "ada", "denom": "ustake", "equals": "1"})),
        with(execute(), "events", json!([{"type": "moved", "extra": 1}])),
    ] {
        refused(file(json!([execute(), step])), unknown);
        refused(file(json!([execute(), step])), "step 2: ");
    }
}

#[test]
fn keys_of_another_kind_of_step_are_refused() {
    for (step, words) in [
        (with(execute(), "query", json!({})), "keys `execute` and `query` do not belong in one step"),
        (with(execute(), "balance", json!("ada")), "keys `execute` and `balance`"),
        (json!({"advance": {"blocks": 1}, "send": {}}), "keys `send` and `advance`"),
        (with(execute(), "denom", json!("ustake")), "unknown field `denom`"),
        (with(execute(), "equals", json!(1)), "unknown field `equals`"),
        (json!({"contract": "doll", "query": {}, "funds": {}}), "unknown field `funds`"),
        (json!({"contract": "doll", "query": {}, "saves": {}}), "unknown field `saves`"),
        (json!({"advance": {"blocks": 1}, "same_block": true}), "unknown field `same_block`"),
        (
            json!({"balance": "ada", "denom": "ustake", "equals": "1", "contract": "doll"}),
            "unknown field `contract`",
        ),
        (json!({"send": {"from": "ada", "to": "@bob", "coins": {}}, "from": "ada"}), "unknown field `from`"),
        (json!({"from": "ada", "contract": "doll"}), "one of the keys `execute`, `send`"),
    ] {
        refused(file(json!([step])), words);
    }
}

#[test]
fn keys_that_are_missing_are_named() {
    refused(json!({"steps": []}), "missing field `name`");
    refused(json!({"name": "test"}), "missing field `steps`");
    for (step, key) in [
        (json!({"contract": "doll", "execute": {}}), "from"),
        (json!({"from": "ada", "execute": {}}), "contract"),
        (json!({"query": {}}), "contract"),
        (json!({"balance": "ada", "equals": "1"}), "denom"),
        (json!({"balance": "ada", "denom": "ustake"}), "equals"),
        (json!({"send": {"from": "ada", "coins": {}}}), "to"),
    ] {
        refused(file(json!([step])), &format!("missing field `{key}`"));
    }
}

#[test]
fn a_key_that_stands_twice_is_refused_wherever_it_stands() {
    for text in [
        r#"{"name": "test", "steps": [{"balance": "ada", "denom": "a", "equals": {"x": 1, "x": 2}}]}"#,
        r#"{"name": "test", "steps": [{"from": "ada", "contract": "d", "execute": {"x": 1, "x": 2}}]}"#,
        r#"{"name": "test", "steps": [], "accounts": {"x": {}, "x": {}}}"#,
        r#"{"name": "test", "x": 1, "x": 2, "steps": []}"#,
    ] {
        let error = error_of(text);
        assert!(error.contains("key `x` appears twice"), "{error}");
    }
}

#[test]
fn fractions_and_text_that_is_no_amount_are_refused() {
    refused(file(json!([with(execute(), "execute", json!({"rate": 0.5}))])), "write it as text");
    for amount in
        [json!("-1"), json!("1.5"), json!(""), json!("340282366920938463463374607431768211456"), json!(5)]
    {
        refused(with(file(json!([])), "accounts", json!({"ada": {"ustake": amount}})), "");
        refused(file(json!([with(execute(), "funds", json!({"ustake": amount}))])), "step 1: execute step");
    }
    for change in ["5", "+", "1+", "+1.5", ""] {
        refused(
            file(json!([with(execute(), "changes", json!({"ada": {"ustake": change}}))])),
            "such as +10 or -10",
        );
    }
}

#[test]
fn expectations_that_cannot_hold_together_are_refused() {
    for (key, value) in [("saves", json!({"a": "b"})), ("events", json!([{"type": "moved"}]))] {
        let step = with(with(execute(), "fails", json!(true)), key, value);
        refused(file(json!([step])), &format!("key `{key}` makes no sense beside `fails`"));
    }
    let query = json!({"contract": "doll", "query": {}, "fails": true, "equals": null});
    refused(file(json!([query])), "key `equals` makes no sense beside `fails`");
    let send = json!({"send": {"from": "ada", "to": "@bob", "coins": {}}, "fails": true, "events": [{"type": "moved"}]});
    refused(file(json!([send])), "key `events` makes no sense beside `fails`");
    for fails in [json!(false), json!(""), json!(" "), json!(5)] {
        refused(file(json!([with(execute(), "fails", fails)])), "`fails` is true or the words");
    }
}

#[test]
fn names_without_at_are_written_without_it() {
    for step in [
        with(execute(), "from", json!("@ada")),
        with(execute(), "contract", json!("@ada")),
        with(execute(), "changes", json!({"@ada": {}})),
        json!({"balance": "@ada", "denom": "ustake", "equals": "1"}),
        json!({"contract": "@ada", "query": {}}),
    ] {
        refused(file(json!([step])), "name `@ada` is written without @ here");
    }
}

#[test]
fn files_that_nobody_can_play_are_refused() {
    refused(with(file(json!([])), "runs_on", json!([])), "key `runs_on` is empty");
    refused(with(file(json!([])), "runs_on", json!(["moon"])), "unknown variant `moon`");
    refused(file(json!([{"advance": {"seconds": -1}}])), "advance step");
    refused(file(json!([5])), "invalid type");
    let twice = json!([{"name": "one", "code": "a", "init": {}}, {"name": "one", "code": "b", "init": {}}]);
    refused(with(file(json!([])), "deploy", twice), "name `one` is given to two things");
    let owner = json!([{"name": "owner", "code": "a", "init": {}}]);
    refused(with(file(json!([])), "deploy", owner), "name `owner` is given to two things");
    for text in ["", "{", "[]", "\"text\"", "{\"name\": \"test\", \"steps\": []} more"] {
        error_of(text);
    }
    // Deeper than any reader follows.
    error_of(&"[".repeat(100_000));
}

#[test]
fn a_caption_stands_beside_any_step() {
    let steps = json!([
        {"chapter": "One", "note": "What to know.", "advance": {"seconds": 1}},
        with(execute(), "note", json!("Again.")),
        execute(),
    ]);
    let scenario = Scenario::parse("test.json", &file(steps).to_string()).unwrap();

    assert_eq!(scenario.steps.len(), 3);
    let of = |number: usize| scenario.captions.get(&number).cloned();
    let caption = |chapter: Option<&str>, note: &str| {
        Some(Caption { chapter: chapter.map(str::to_owned), note: Some(note.to_owned()) })
    };
    assert_eq!((of(1), of(2), of(3)), (caption(Some("One"), "What to know."), caption(None, "Again."), None));
}

#[test]
fn a_caption_says_something() {
    for (key, value) in
        [("chapter", json!(" ")), ("note", json!("")), ("note", json!(5)), ("chapter", json!(null))]
    {
        let words = format!("step 1: key `{key}` is a text for the reader");
        refused(file(json!([with(execute(), key, value)])), &words);
    }
}
