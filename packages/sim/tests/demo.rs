//! `tributary-sim demo`, as a shell sees it.

#![allow(clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs, process};

fn demo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tributary-sim"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .arg("demo")
        .args(arguments)
        .output()
        .expect("it starts")
}

#[track_caller]
fn run(arguments: &[&str], status: i32) -> String {
    let output = demo(arguments);
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(status), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn page() -> PathBuf {
    env::temp_dir().join(format!("tributary-demo-{}.html", process::id()))
}

#[test]
fn the_story_is_told_and_written_as_a_page() {
    let page = page();
    let text = run(&["--html", page.to_str().expect("text")], 0);
    let html = fs::read_to_string(&page).expect("a page");
    fs::remove_file(&page).expect("it is ours");

    assert!(text.starts_with("the-story-of-the-network\n"), "{text}");
    assert!(text.contains("\nBoth sides are equal: "), "{text}");
    assert!(!text.contains('\u{1b}'), "colours are for terminals");
    assert!(html.starts_with("<!doctype html>"));
}

#[test]
fn the_words_of_every_step_are_written_for_others() {
    let words = page().with_extension("json");
    let text = run(&["--brief", "--words", words.to_str().expect("text")], 0);
    let json = fs::read_to_string(&words).expect("a file");
    fs::remove_file(&words).expect("it is ours");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");

    assert!(text.starts_with("The story of the network\n"), "{text}");
    assert_eq!(json["7"], "dora delegates 4,000 STAKE to pool ada");
    assert_eq!(json["17"], "ada tries to put the announced commission in force");
    assert_eq!(json["18"], serde_json::Value::Null, "time passes without words");
}

#[test]
fn a_failed_expectation_is_shown_and_fails() {
    let text = run(&["packages/simulator/tests/scenarios/folder/b-wrong.json"], 1);

    assert!(text.contains("FAILED step 2: equals.balance: expected \"6\", found \"5\""), "{text}");
    assert!(text.ends_with("Something is not as it should be.\n"), "{text}");
}

#[test]
fn what_cannot_be_read_or_written_fails() {
    assert!(run(&["no-such.json"], 1).starts_with("FAILED   no-such.json: "));
    let text = run(&["--html", "/no/such/folder/page.html"], 1);
    assert!(text.contains("FAILED   /no/such/folder/page.html: "), "{text}");
}

#[test]
fn wrong_usage_is_told_from_failure() {
    for arguments in
        [&["--htm", "x"][..], &["--html"], &["a.json", "b.json"], &["--html", "a", "--html", "b"]]
    {
        assert_eq!(run(arguments, 2), "");
    }
}
