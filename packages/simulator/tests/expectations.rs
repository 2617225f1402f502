//! Every kind of expectation holds where it should, and fails where it should.

mod common;

use common::{fails, holds, pull};
use serde_json::{json, Value};

fn ask(answer: Value, expected: Value) -> Value {
    json!([{"contract": "doll", "query": {"answer": {"json": answer.to_string()}}, "equals": expected}])
}

#[test]
fn an_answer_may_have_more_fields_than_expected() {
    holds(ask(json!({"a": 1, "b": {"c": "2", "d": null}}), json!({"b": {"c": "2"}})));
}

#[test]
fn a_field_that_is_missing_or_different_is_named() {
    let found = fails(ask(json!({"a": 1, "b": {"c": "2"}}), json!({"a": 2, "b": {"c": "2", "e": null}})));

    assert_eq!(found, ["step 1: equals.a: 2 / 1", "step 1: equals.b.e: null / no such field"]);
}

#[test]
fn scalars_are_compared_exactly() {
    for (answer, expected) in [
        (json!("1"), json!(1)),
        (json!(1), json!("1")),
        (json!(null), json!("null")),
        (json!(true), json!("true")),
        (json!("1"), json!("01")),
        (json!({}), json!(null)),
        (json!([]), json!({})),
    ] {
        assert_eq!(
            fails(ask(answer.clone(), expected.clone())),
            [format!("step 1: equals: {expected} / {answer}")]
        );
    }
    holds(ask(json!(null), json!(null)));
}

#[test]
fn lists_are_of_equal_length_and_in_order() {
    let answer = json!({"list": [{"id": 1, "x": 1}, {"id": 2, "x": 2}]});

    holds(ask(answer.clone(), json!({"list": [{"id": 1}, {"id": 2}]})));
    assert_eq!(
        fails(ask(answer.clone(), json!({"list": [{"id": 2}, {"id": 1}]}))),
        ["step 1: equals.list[0].id: 2 / 1", "step 1: equals.list[1].id: 1 / 2"]
    );
    let short = fails(ask(answer.clone(), json!({"list": [{"id": 1}]})));
    assert_eq!(short.len(), 1, "{short:?}");
    let long = fails(ask(answer, json!({"list": [{"id": 1}, {"id": 2}, {}]})));
    assert_eq!(long.len(), 1, "{long:?}");
}

#[test]
fn a_distance_is_allowed_where_one_is_given() {
    let near = |value: Value, distance: Value| json!({"amount": {"$near": [value, distance]}});
    for found in ["98", "100", "102"] {
        holds(ask(json!({"amount": found}), near(json!("100"), json!("2"))));
    }
    holds(ask(json!({"amount": 7}), near(json!(8), json!(1))));
    holds(ask(json!({"amount": "1.039230484541326375"}), near(json!("1.04"), json!("0.001"))));
    holds(ask(json!({"amount": "-3"}), near(json!("1"), json!("4"))));

    for (found, value, distance) in [
        (json!("97"), json!("100"), json!("2")),
        (json!("103"), json!("100"), json!("2")),
        (json!(100), json!("100"), json!("2")),
        (json!("100"), json!(100), json!(2)),
        (json!("100"), json!("100"), json!("-1")),
        (json!("many"), json!("100"), json!("1")),
        (json!(null), json!("0"), json!("1")),
        (json!("1.05"), json!("1.04"), json!("0.001")),
    ] {
        let found = fails(ask(json!({"amount": found}), near(value, distance)));
        assert_eq!(found.len(), 1, "{found:?}");
    }
}

#[test]
fn a_balance_is_compared() {
    holds(json!([{"balance": "ada", "denom": "ustake", "equals": "1000"}]));
    holds(json!([{"balance": "doll", "denom": "ustake", "equals": "0"}]));
    holds(json!([{"balance": "ada", "denom": "ustake", "equals": {"$near": ["999", "1"]}}]));

    assert_eq!(
        fails(json!([{"balance": "ada", "denom": "ustake", "equals": "999"}])),
        [r#"step 1: equals: "999" / "1000""#]
    );
}

#[test]
fn changes_are_exact_and_complete() {
    let pay = |changes: Value| {
        let message = json!({"pay": {"to": "@bob", "amount": 30}});
        json!([pull(message, json!({"funds": {"ustake": "50"}, "changes": changes}))])
    };

    holds(pay(json!({"ada": {"ustake": "-50"}, "doll": {"ustake": "+20"}, "bob": {"ustake": "+30"}})));
    holds(pay(
        json!({"ada": {"ustake": "-50"}, "doll": {"ustake": "+20"}, "bob": {"ustake": "+30"}, "zoe": {"ustake": "0"}}),
    ));

    for (changes, found) in [
        (
            json!({"ada": {"ustake": "-49"}, "doll": {"ustake": "+20"}, "bob": {"ustake": "+30"}}),
            "step 1: changes.ada.ustake: -49 / -50",
        ),
        (
            json!({"ada": {"ustake": "-50"}, "bob": {"ustake": "+30"}}),
            "step 1: changes.doll.ustake: 0 (not listed) / +20",
        ),
        (
            json!({"ada": {"ustake": "-50"}, "doll": {}, "bob": {"ustake": "+30"}}),
            "step 1: changes.doll.ustake: 0 / +20",
        ),
        (
            json!({"ada": {"ustake": "-50"}, "doll": {"ustake": "+20"}, "bob": {"ustake": "+30", "uother": "+1"}}),
            "step 1: changes.bob.uother: +1 / 0",
        ),
        (
            json!({"ada": {"ustake": "-50"}, "doll": {"ustake": "+20"}, "bob": {"ustake": "+30"}, "zoe": {"ustake": "+1"}}),
            "step 1: changes.zoe.ustake: +1 / 0",
        ),
    ] {
        assert_eq!(fails(pay(changes)), [found]);
    }
    assert_eq!(fails(pay(json!({}))).len(), 3);
}

#[test]
fn coins_of_an_address_without_a_name_count_too() {
    let stranger = "wasm1whv47eq8vfnnffu8vuh850p88qgzzj6hqg3d5c";
    let step = json!({"send": {"from": "ada", "to": stranger, "coins": {"ustake": "5"}}, "changes": {"ada": {"ustake": "-5"}}});

    assert_eq!(fails(json!([step])), [format!("step 1: changes.{stranger}.ustake: 0 (not listed) / +5")]);
}

#[test]
fn a_refusal_is_expected_with_its_words_in_any_case() {
    let refuse = |fails: Value| {
        json!([pull(json!({"refuse": {"words": "The pool is LOCKED until 5"}}), json!({"fails": fails}))])
    };

    holds(refuse(json!(true)));
    holds(refuse(json!("the POOL is locked")));
    assert_eq!(
        fails(refuse(json!("unknown"))),
        [r#"step 1: fails: a refusal with the words "unknown" / Generic error: The pool is LOCKED until 5"#]
    );
}

#[test]
fn a_refused_call_may_say_what_changed_although_it_was_refused() {
    let refuse = |changes: Value| {
        let more = json!({"funds": {"ustake": "50"}, "fails": "no", "changes": changes});
        json!([pull(json!({"refuse": {"words": "no"}}), more)])
    };
    let send = |changes: Value| {
        let transfer = json!({"from": "ada", "to": "@bob", "coins": {"ustake": "1001"}});
        json!([{"send": transfer, "fails": true, "changes": changes}])
    };

    for changes in [json!({}), json!({"ada": {}}), json!({"ada": {"ustake": "0"}, "doll": {"uother": "0"}})] {
        holds(refuse(changes.clone()));
        holds(send(changes));
    }
    for step in [refuse(json!({"ada": {"ustake": "-50"}})), send(json!({"ada": {"ustake": "-50"}}))] {
        assert_eq!(fails(step), ["step 1: changes.ada.ustake: -50 / 0"]);
    }
}

#[test]
fn changes_beside_fails_are_compared_when_the_call_succeeds_as_well() {
    let pay = pull(
        json!({"pay": {"to": "@bob", "amount": 50}}),
        json!({"funds": {"ustake": "50"}, "fails": true, "changes": {}}),
    );

    assert_eq!(
        fails(json!([pay])),
        [
            "step 1: fails: a refusal / the call succeeded",
            "step 1: changes.bob.ustake: 0 (not listed) / +50",
            "step 1: changes.ada.ustake: 0 (not listed) / -50"
        ]
    );
}

#[test]
fn the_words_of_the_message_are_no_words_of_the_error() {
    let step = pull(json!({"refuse": {"words": "no"}}), json!({"funds": {"ustake": "1"}, "fails": "funds"}));

    assert_eq!(
        fails(json!([step])),
        [r#"step 1: fails: a refusal with the words "funds" / Generic error: no"#]
    );
}

#[test]
fn a_call_that_should_have_been_refused_fails_and_the_scenario_goes_on() {
    let found = fails(json!([
        pull(json!({"store": {"value": "1"}}), json!({"fails": true})),
        {"balance": "ada", "denom": "ustake", "equals": "1"},
    ]));

    assert_eq!(found, ["step 1: fails: a refusal / the call succeeded", r#"step 2: equals: "1" / "1000""#]);
}

#[test]
fn a_call_that_should_have_succeeded_fails_and_the_scenario_stops() {
    let found = fails(json!([
        pull(json!({"refuse": {"words": "not today"}}), json!({})),
        {"balance": "ada", "denom": "ustake", "equals": "1"},
    ]));

    assert_eq!(found, ["step 1: call: success / Generic error: not today"]);
}

#[test]
fn a_refused_send_is_a_refusal_like_any_other() {
    let send = |coins: Value, more: Value| {
        let mut step = json!({"send": {"from": "ada", "to": "@bob", "coins": coins}});
        step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!([step])
    };

    holds(send(json!({"ustake": "1001"}), json!({"fails": true})));
    assert_eq!(
        fails(send(json!({"ustake": "1000"}), json!({"fails": true}))),
        ["step 1: fails: a refusal / the call succeeded"]
    );
    assert_eq!(fails(send(json!({"ustake": "1001"}), json!({}))).len(), 1);
    holds(json!([{"send": {"from": "ada", "to": "bob", "coins": {"ustake": "1"}}, "fails": true}]));
}

#[test]
fn a_query_is_refused_as_expected_or_not() {
    let ask = |message: Value, more: Value| {
        let mut step = json!({"contract": "doll", "query": message});
        step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        step
    };
    let refuse = json!({"refuse": {"words": "unknown pool"}});

    holds(json!([ask(refuse.clone(), json!({"fails": "Unknown"}))]));
    assert_eq!(fails(json!([ask(refuse.clone(), json!({"fails": "locked"}))])).len(), 1);
    assert_eq!(
        fails(json!([ask(json!({"answer": {"json": "5"}}), json!({"fails": true}))])),
        ["step 1: fails: a refusal / answered 5"]
    );
    // Nothing depends on an answer: the steps behind it are played.
    assert_eq!(
        fails(json!([ask(refuse, json!({})), {"balance": "bob", "denom": "ustake", "equals": "1"}])),
        ["step 1: call: success / Generic error: unknown pool", r#"step 2: equals: "1" / "0""#]
    );
}

#[test]
fn a_panic_is_no_refusal() {
    for step in [
        pull(json!({"panic": {}}), json!({"fails": true})),
        json!({"contract": "doll", "query": {"panic": {}}, "fails": true}),
    ] {
        assert_eq!(
            fails(json!([step])),
            ["step 1: fails: a refusal / the contract panicked: pulled the wrong string"]
        );
    }
    assert_eq!(fails(json!([pull(json!({"panic": {}}), json!({})), {"advance": {"blocks": 1}}])).len(), 1);
}

#[test]
fn events_are_found_in_their_order_by_type_and_some_attributes() {
    let emit = |events: Value| {
        let message = json!({"emit": {"ty": "puppet/moved", "key": "limb", "value": "7"}});
        json!([pull(message, json!({"funds": {"ustake": "5"}, "events": events}))])
    };
    let moved = json!({"type": "puppet/moved", "attributes": {"limb": "7"}});
    let own = json!({"type": "wasm", "attributes": {"limb": "first 7"}});
    let called = json!({"type": "execute", "attributes": {"_contract_address": "@doll"}});

    holds(emit(json!([moved])));
    holds(emit(json!([called, own, moved])));
    holds(emit(json!([{"type": "puppet/moved"}])));
    holds(emit(json!([{"type": "puppet/moved", "attributes": {"limb": 7}}])));
    holds(emit(json!([{"type": "puppet/moved", "attributes": {"limb": {"$near": ["8", "1"]}}}])));

    for wrong in [
        json!([{"type": "puppet/moved", "attributes": {"limb": "8"}}]),
        json!([{"type": "puppet/moved", "attributes": {"limb": {"$near": ["9", "1"]}}}]),
        json!([{"type": "puppet/moved", "attributes": {"arm": "7"}}]),
        json!([{"type": "wasm-puppet/moved"}]),
        json!([{"type": "puppet/stood"}]),
        json!([moved, own]),
        json!([called, called]),
        json!([moved, moved]),
    ] {
        let found = fails(emit(wrong.clone()));
        assert_eq!(found.len(), 1, "{wrong}");
        assert!(found[0].starts_with("step 1: events["), "{found:?}");
    }
}
