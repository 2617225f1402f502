use std::collections::BTreeSet;

use serde_json::{from_value, json};

use super::{weave, Woven};
use crate::list::Mutant;

/// A mutant of the `count`-th `text` of a source, as cargo-mutants would list it.
fn mutant(source: &str, genre: &str, text: &str, replacement: &str) -> Mutant {
    let start = source.find(text).expect("the text is in the source");
    let place = |offset: usize| {
        let before = &source[..offset];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        json!({ "line": before.matches('\n').count() + 1, "column": column })
    };
    let function = json!({ "function_name": "f", "return_type": "-> bool" });
    from_value(json!({
        "name": "a.rs:1:1: change", "package": "p", "file": "a.rs", "genre": genre, "replacement": replacement,
        "span": { "start": place(start), "end": place(start + text.len()) }, "function": function,
    }))
    .expect("a mutant")
}

fn woven(source: &str, mutants: &[Mutant]) -> Woven {
    let numbered: Vec<_> = (1..).zip(mutants).collect();
    weave(source, &numbered, &BTreeSet::new()).expect("the source is Rust")
}

fn short(woven: &Woven) -> String {
    woven.text.replace("crate::mutant_switch::on", "on")
}

#[test]
fn an_operator_becomes_each_of_its_mutants() {
    let source = "fn f(a: u8, b: u8) -> bool { a < b }";
    let mutants = [mutant(source, "BinaryOperator", "<", "=="), mutant(source, "BinaryOperator", "<", ">")];

    let expected =
        "fn f(a: u8, b: u8) -> bool { (if on(1) { a == b } else if on(2) { a > b } else { a < b }) }";
    assert_eq!(short(&woven(source, &mutants)), expected);
}

#[test]
fn operators_within_operators_are_switched_one_at_a_time() {
    let source = "fn f() -> bool { !ä && b.x(1 - c) == d }";
    let mutants = [
        mutant(source, "BinaryOperator", "&&", "||"),
        mutant(source, "UnaryOperator", "!", ""),
        mutant(source, "BinaryOperator", "==", "!="),
        mutant(source, "BinaryOperator", "- c", "+ c"),
    ];

    let inner = "b.x((if on(4) { 1 + c } else { 1 - c }))";
    let right = format!("(if on(3) {{ b.x(1 - c) != d }} else {{ {inner} == d }})");
    let left = "(if on(2) { ä } else { !ä })";
    let whole = format!("(if on(1) {{ !ä || b.x(1 - c) == d }} else {{ {left} && {right} }})");
    assert_eq!(short(&woven(source, &mutants)), format!("fn f() -> bool {{ {whole} }}"));
}

#[test]
fn a_body_is_left_before_it_begins() {
    let source = "fn f() -> bool {\n    a == b\n}";
    let mutants = [
        mutant(source, "FnValue", "a == b", "true"),
        mutant(source, "FnValue", "a == b", "false"),
        mutant(source, "BinaryOperator", "==", "!="),
    ];

    let expected = "fn f() -> bool {\n    if on(1) { return true; } if on(2) { return false; } \
                    (if on(3) { a != b } else { a == b })\n}";
    assert_eq!(short(&woven(source, &mutants)), expected);
}

#[test]
fn an_arm_goes_by_its_guard() {
    let source = "fn f() { match x { 1 | 2 => {} y if y > 3 => {} _ => {} } }";
    let mutants = [
        mutant(source, "MatchArm", "1 | 2 => {}", ""),
        mutant(source, "MatchArm", "y if y > 3 => {}", ""),
        mutant(source, "MatchArmGuard", "y > 3", "true"),
        mutant(source, "BinaryOperator", "> 3", ">= 3"),
    ];

    let guard = "(if on(2) { false } else if on(3) { true } else if on(4) { y >= 3 } else { y > 3 })";
    let expected =
        format!("fn f() {{ match x {{ 1 | 2 if !on(1) => {{}} y if {guard} => {{}} _ => {{}} }} }}");
    assert_eq!(short(&woven(source, &mutants)), expected);
}

#[test]
fn a_field_goes_where_there_is_a_base() {
    let source = "fn f() -> A { A { b: 1, ..c } }";
    let mutants = [mutant(source, "StructField", "b: 1,", "")];

    let expected = "fn f() -> A { (if on(1) { A {  ..c } } else { A { b: 1, ..c } }) }";
    assert_eq!(short(&woven(source, &mutants)), expected);
}

#[test]
fn functions_are_constant_no_more_unless_they_must_be() {
    let source = "pub const fn f() -> bool { a }";
    let mutants = [mutant(source, "FnValue", "a }", "true")];

    let expected = "pub  fn f() -> bool { if on(1) { return true; } a }";
    assert_eq!(short(&woven(source, &mutants)), expected);

    let kept = weave(source, &[(1, &mutants[0])], &BTreeSet::from(["f".to_owned()])).expect("Rust");
    assert_eq!((kept.text.as_str(), kept.alone), (source, BTreeSet::from([1])));
}

#[test]
fn every_mutant_knows_its_text() {
    let source = "fn f() -> bool { a < b }";
    let mutants = [mutant(source, "FnValue", "a < b", "true"), mutant(source, "BinaryOperator", "<", ">")];

    let woven = woven(source, &mutants);

    let texts: Vec<_> =
        woven.marks.iter().map(|(range, number)| (*number, &woven.text[range.clone()])).collect();
    let on = "crate::mutant_switch::on";
    let body = format!("if {on}(1) {{ return true; }} ");
    let operator = format!("if {on}(2) {{ a > b }} else ");
    assert_eq!(texts, [(1, body.as_str()), (2, operator.as_str())]);
}
